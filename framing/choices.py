"""What a caller may choose, checked: models, kinds, phrases, texts; every refusal says what was expected."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from framing._resources import ENCODER, model_directory, model_names
from framing.errors import ModelError, ParameterError
from framing.files import line_of, tables_of
from framing.lexicon import Lexicon
from framing.tokens import tokenize


def directory_of(model: str | Path) -> Path:
    """The directory of a shipped model, or the one that is given."""
    if not isinstance(model, str | Path):
        raise TypeError(f"model must be a name, a directory or a model, not {type(model).__name__}")
    if str(model) in model_names():
        directory = model_directory(str(model))
        if str(model) == ENCODER and not directory.is_dir():
            raise ModelError(
                'model="encoder" is not installed; in a checkout of framing say: '
                'pip install -e ".[encoder]" ./training/encoder'
            )
        return directory
    if str(model) and Path(model).is_dir():
        return Path(model).resolve()
    known = ", ".join(model_names())
    raise ModelError(
        f"no model is called {str(model)!r}; shipped models: {known}; or give a directory written by framing.train"
    )


def kinds_of(kinds: Iterable[str] | None, lexicon: Lexicon) -> frozenset[str]:
    """The kinds that are given by name, by default all stable ones."""
    if kinds is None:
        return frozenset(name for name, kind in lexicon.catalog.items() if kind.status == "stable")
    _require_several(kinds, "kinds")
    chosen = frozenset([kinds] if isinstance(kinds, str) else (text_of(kind, "each of kinds") for kind in kinds))
    unknown = sorted(chosen - set(lexicon.catalog))
    if unknown:
        raise ParameterError(
            f"kinds: no kind is called {', '.join(map(repr, unknown))}; the kinds are {', '.join(lexicon.kinds)}"
        )
    return chosen


def phrases_of(allow: Iterable[str] | Path) -> frozenset[tuple[str, ...]]:
    """The words of each phrase that is given, alone or with its reason, or that a file of phrases allows."""
    if isinstance(allow, str):
        raise TypeError(f"allow must be several words or phrases, or a Path, not one str; write allow=[{allow!r}]")
    faults: list[str] = []
    place_of: Callable[[str], str] = "allow: {!r}".format
    if isinstance(allow, Path):
        reasons, place_of = _allowed(allow, faults)
        phrases = list(reasons)
    else:
        _require_several(allow, "allow")
        phrases = list(dict.fromkeys(text_of(phrase, "each of allow") for phrase in allow))
        reasons = allow if isinstance(allow, Mapping) else {}
    faults += [
        f"{place_of(phrase)} needs a reason in words, not {reason!r}"
        for phrase, reason in reasons.items()
        if not isinstance(reason, str) or not reason.strip()
    ]
    faults += [f"{place_of(phrase)} has no word; take it out" for phrase in phrases if not phrase_of(phrase)]
    if faults:
        raise ParameterError("\n".join(faults))
    return frozenset(map(phrase_of, phrases))


def _require_several(value: object, name: str) -> None:
    if not isinstance(value, Iterable):
        raise TypeError(f"{name} must be several str, not {type(value).__name__}; write {name}=[...]")


def _allowed(path: Path, faults: list[str]) -> tuple[Mapping[str, object], Callable[[str], str]]:
    """The reasons by phrase in the one table `[allow]` of a TOML file, and what tells the place of a phrase."""
    text, content = tables_of(path, faults) or ("", {"allow": {}})

    def place_of(phrase: str) -> str:
        return f"{path}:{line_of(text, 'allow', phrase)}:1: [allow] {phrase!r}"

    expected = 'expected one table [allow] with lines such as "regime" = "the name of a band"'
    for name in sorted(content.keys() - {"allow"}):
        faults.append(f"{path}:{line_of(text, name)}:1: {name!r} stands outside of [allow]; {expected}")
    reasons = content.get("allow")
    if not isinstance(reasons, dict):
        faults.append(f"{path}:{line_of(text, 'allow')}:1: no table [allow]; {expected}")
        reasons = {}
    return reasons, place_of


def phrase_of(text: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: in any case, hyphens as spaces, marks left out."""
    tokens = tokenize(text)
    return tuple(tokens.keys[i] for i in range(len(tokens)) if tokens.is_word(i))


def probability_of(value: float) -> float:
    """A probability, or a `ParameterError`."""
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ParameterError(f"min_probability must lie between 0 and 1, not {value!r}")
    return value


def n_jobs_of(value: int) -> int:
    """A number of processes, -1 for one a core, or a `ParameterError`."""
    if type(value) is not int or not (value == -1 or value >= 1):
        raise ParameterError(f"n_jobs must be a number of processes from 1 on, or -1 for one a core, not {value!r}")
    return value


def texts_of(texts: Sequence[str], name: str) -> Sequence[str]:
    """Several texts, or a `TypeError` that names the place of the wrong one."""
    if isinstance(texts, str | bytes):
        raise TypeError(f"{name} must be a sequence of str, not one {type(texts).__name__}; write [text]")
    return [text_of(text, f"{name}[{i}]") for i, text in enumerate(texts)]


def text_of(value: object, name: str) -> str:
    """A text, or a `TypeError` that says what `name` must be."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {type(value).__name__}")
    return value
