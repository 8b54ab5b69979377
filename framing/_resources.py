"""Where the shipped files live: the only module that knows.

In a wheel the lexicons lie inside the package; in a checkout (and in an editable install) they lie beside it.
"""

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def lexicon_directory() -> Path:
    """The directory of the shipped English lexicon."""
    inside = _PACKAGE / "lexicons" / "en"
    return inside if inside.is_dir() else _PACKAGE.parent / "lexicons" / "en"


ENCODER = "encoder"
_ENCODER_PACKAGE = "media_framing_encoder"  # a distribution of its own, without code


def model_directory(name: str) -> Path:
    """The directory of the model `name`; it need not exist."""
    return _encoder_directory() if name == ENCODER else _PACKAGE / "data" / name


def _encoder_directory() -> Path:
    found = find_spec(_ENCODER_PACKAGE)
    return Path(found.origin).parent if found and found.origin else _PACKAGE / "data" / ENCODER


def model_names() -> list[str]:
    """The names of the models: those that are shipped, and the encoder, which may have to be installed."""
    return sorted({ENCODER, *(card.parent.name for card in (_PACKAGE / "data").glob("*/card.json"))})


def quotation_model_directory() -> Path:
    """The directory of the model that tells what quotation marks do."""
    return _PACKAGE / "data" / "quotations" / "fast"


def template_directory() -> Path:
    """The directory of the HTML templates."""
    return _PACKAGE / "data" / "templates"


def corpora_file() -> Path:
    """The list of the public corpora that have a name here."""
    return _PACKAGE / "data" / "corpora.toml"
