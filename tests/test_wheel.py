"""The wheel is whole: it works from another directory, with the network off."""

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[1]
MAX_BYTES = 8_000_000
MAX_ENCODER_BYTES = 25_000_000

OFFLINE = """
import sys

def refuse(event, args):
    if event.startswith("socket."):
        raise OSError(f"the network is off: {event}")

sys.addaudithook(refuse)
"""

NETWORK = """
import socket

try:
    socket.socket()
except OSError as error:
    print(error)
"""

LIBRARY = """
import framing

analysis = framing.analyze("The mayor and his cronies brazenly ignored the vote.")
print(framing.__file__)
print([marker.text for marker in analysis.markers])
print(framing.score(["The council met on Tuesday."])[0])
"""


ENCODER = """
import framing
import media_framing_encoder

analyzer = framing.Analyzer(model="encoder")
print(media_framing_encoder.__file__)
print([marker.text for marker in analyzer.analyze("The mayor and his cronies brazenly ignored the vote.").markers])
print(analyzer.score(["The council met on Tuesday."])[0])
"""


@dataclass(frozen=True)
class Installation:
    """A wheel, installed without its dependencies into a directory of its own."""

    wheel: Path
    packages: Path
    elsewhere: Path

    def python(self, *arguments: str) -> str:
        """What Python prints, run offline from another directory with the installed package first."""
        path = os.pathsep.join([str(self.elsewhere), str(self.packages)])
        return run(*arguments, cwd=self.elsewhere, env=os.environ | {"PYTHONPATH": path})


def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """What `python ARGUMENTS...` prints; a failure shows what it complained of."""
    program = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert program.returncode == 0, program.stdout + program.stderr
    return program.stdout


def files_below(directory: Path) -> set[str]:
    """The files anywhere in `directory`, named from the root of the checkout."""
    return {path.relative_to(ROOT).as_posix() for path in directory.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel of this checkout, freshly built and installed."""
    built, packages, elsewhere = (tmp_path_factory.mktemp(name) for name in ("built", "packages", "elsewhere"))
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), cwd=ROOT)
    (wheel,) = built.glob("*.whl")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(packages), str(wheel), cwd=elsewhere)
    (elsewhere / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    return Installation(wheel, packages, elsewhere)


def test_the_wheel_is_small(installation: Installation) -> None:
    """Eight megabytes at most."""
    assert installation.wheel.stat().st_size <= MAX_BYTES


def test_the_wheel_holds_lexicons_and_model(installation: Installation) -> None:
    """Every file of `lexicons/` and `framing/data/` is in it, and `py.typed`; no code lies among the lexicons."""
    with zipfile.ZipFile(installation.wheel) as archive:
        packed = set(archive.namelist())
    lexicons = {f"framing/{name}" for name in files_below(ROOT / "lexicons")}
    data = files_below(ROOT / "framing" / "data")
    assert any(name.startswith("framing/lexicons/en/") and name.endswith(".tsv") for name in lexicons)
    assert any(name.startswith("framing/data/fast/") for name in data)
    assert packed >= lexicons | data | {"framing/py.typed"}
    assert not [name for name in packed if name.startswith("framing/lexicons/") and name.endswith(".py")]


def test_the_network_is_off(installation: Installation) -> None:
    """The guard that the next two tests stand behind does refuse a socket."""
    assert installation.python("-c", NETWORK).startswith("the network is off")


def test_the_library_works_elsewhere(installation: Installation) -> None:
    """`analyze` and `score` run from the installed files, not from the checkout."""
    origin, markers, probability = installation.python("-c", LIBRARY).splitlines()
    assert Path(origin).is_relative_to(installation.packages)
    assert "cronies" in markers
    assert 0 < float(probability) < 1


def test_the_command_works_elsewhere(installation: Installation) -> None:
    """`python -m framing score FILE` shows the words it marks."""
    article = installation.elsewhere / "article.txt"
    article.write_text("The mayor and his cronies brazenly ignored the vote.\n", encoding="utf-8")
    assert "cronies" in installation.python("-m", "framing", "score", str(article))


def test_the_encoder_works_from_a_wheel_of_its_own(installation: Installation, tmp_path: Path) -> None:
    """It holds the four files and no code, and runs with the network off."""
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), "training/encoder", cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.stat().st_size <= MAX_ENCODER_BYTES
    with zipfile.ZipFile(wheel) as archive:
        own = {name.partition("/")[2] for name in archive.namelist() if name.startswith("media_framing_encoder/")}
    assert own == {"__init__.py", "card.json", "learned.npy", "model.onnx", "tokenizer.json"}
    run(
        "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installation.packages), str(wheel), cwd=tmp_path
    )
    origin, markers, probability = installation.python("-c", ENCODER).splitlines()
    assert Path(origin).is_relative_to(installation.packages)
    assert "cronies" in markers
    assert 0 < float(probability) < 0.5
