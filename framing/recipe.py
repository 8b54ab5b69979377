"""The recipe: how a model is made, as read from a TOML file such as training/config.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from framing._version import __version__
from framing.errors import FramingError, ParameterError
from framing.linear import LONGEST_RUN

LIBRARIES = ("numpy", "scikit-learn", "scipy")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made. Features rarer than the `min_` counts (in training sentences) are left out."""

    strength: float = 0.2  # inverse of the regularisation (C) of the sentence model
    shortest: int = 2  # characters in a run of letters
    longest: int = 4
    min_word: int = 2
    min_char: int = 5
    min_pair: int = 3
    contrast: float = 0.5  # power of the log ratio of the labels that scales a feature; 0: none
    smoothing: float = 0.5  # sentences added to each count in that ratio
    match: float = 0.5  # scale of a lexicon match beside that of the words
    target: float = 4.0  # weight of a sentence of the first corpus beside one of the others
    any_loaded: float = 3.0  # scale of the probability that at least one word is loaded
    word_strength: float = 4.0  # C of the model of loaded words
    mixed: float = 0.5  # share of a sentence's own label beside what a teacher says of it
    lesson: float = 0.6  # weight of a word that a teacher judged beside one that annotators did
    min_span: int = 2  # words that a feature of that model must hold of
    least_biased: float = 0.6  # probability of a sentence in which a learned word is marked at all
    precision: float = 0.93  # share of the best F1 that the threshold of loaded words may cost, for fewer false alarms
    inner: int = 3  # parts for what must not see the sentences it judges: the stacked feature, the calibration
    folds: int = 5  # parts for the figures on the card

    @property
    def characters(self) -> tuple[int, int]:
        """The shortest and the longest run of letters."""
        return self.shortest, self.longest

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The recipe in a TOML file, defaults where it is silent; a `FramingError` for what it does not know."""
        try:
            table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as fault:
            raise FramingError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
        except ValueError as fault:
            raise FramingError(f"{path}: not TOML ({fault}); write lines such as strength = 0.2") from fault
        return cls.of(table, path)

    @classmethod
    def of(cls, table: Mapping[str, Any], place: str | Path) -> Self:
        """The recipe of these settings, defaults for the others; a `ParameterError` that begins with `place`."""
        known = {field.name: field for field in fields(cls)}
        for key, value in table.items():
            if key not in known:
                raise ParameterError(f"{place}: {key}: unknown; the keys are {', '.join(known)}")
            _check_setting(place, key, value, known[key].type)
        recipe = cls(**table)
        if recipe.longest < recipe.shortest:
            raise ParameterError(f"{place}: longest: {recipe.longest} is less than shortest, {recipe.shortest}")
        return recipe


def versions() -> dict[str, str]:
    """The versions of what makes a model, which go on record beside the recipe."""
    return {"framing": __version__} | {name: version(name) for name in LIBRARIES}


LEAST = {
    "folds": 2, "inner": 2, "strength": 1e-6, "word_strength": 1e-6, "smoothing": 1e-6, "contrast": 0, "match": 0,
    "target": 1e-6, "any_loaded": 0, "precision": 0, "least_biased": 0, "lesson": 1e-6, "mixed": 0,
}  # fmt: skip
MOST = {"mixed": 1.0, "precision": 1.0, "least_biased": 1.0, "shortest": LONGEST_RUN, "longest": LONGEST_RUN}


def _check_setting(path: str | Path, key: str, value: object, kind: object) -> None:
    """A `ParameterError` unless `value` is a number that the setting can take."""
    least, most = LEAST.get(key, 1), MOST.get(key, 1e6)
    whole_number = type(value) is int
    if not (whole_number or (type(value) is float and kind is float)) or not least <= value <= most:  # type: ignore[operator]
        expected = "a number" if kind is float else "a whole number"
        raise ParameterError(f"{path}: {key}: {value!r} is not {expected} from {least} to {most:,.0f}")
