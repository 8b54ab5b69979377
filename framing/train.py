"""Training: labelled sentences in, a calibrated linear model and its card out. `python -m framing.train --help`.

A feature is scaled before the regression by how rare it is (idf) and by how unequally the two labels use it
(Wang & Manning 2012, "Baselines and Bigrams"); the scales end up inside the weights. The log odds are calibrated
on sentences that were not trained on (Platt 1999), and that ends up inside weights and bias as well.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import click
import numpy as np
from numpy.typing import NDArray

from framing.corpora import Corpus, read
from framing.errors import CorpusError, FramingError
from framing.features import features
from framing.language import english
from framing.lexicon import Lexicon
from framing.linear import Card, FloatArray, LinearModel
from framing.matcher import Match, Matcher
from framing.sentences import whole
from framing.tokens import Tokens, tokenize

LABEL = "1 where annotators call the sentence biased by its choice of words, 0 where they do not"
WORDY = ("word", "char", "pair")  # the groups that are selected, scaled and damped

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made. Features rarer than the `min_` counts (in training sentences) are left out."""

    strength: float = 1.0  # inverse of the regularisation (C)
    shortest: int = 2  # characters in a run of letters
    longest: int = 4
    min_word: int = 2
    min_char: int = 3
    min_pair: int = 2
    contrast: float = 0.5  # power of the log ratio of the labels that scales a feature; 0: none
    smoothing: float = 0.5  # sentences added to each count in that ratio
    match: float = 0.5  # scale of a lexicon match beside that of the words
    folds: int = 5  # for the calibration, and for the figures on the card

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The recipe in a TOML file, defaults where it is silent; a `FramingError` for what it does not know."""
        try:
            table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise FramingError(f"{path}: not readable as TOML ({fault}); see training/config.toml") from fault
        known = {field.name: field for field in fields(cls)}
        for key, value in table.items():
            if key not in known:
                raise FramingError(f"{path}: {key}: unknown; the keys are {', '.join(known)}")
            _check_setting(path, key, value, known[key].type)
        return cls(**table)


def _check_setting(path: str | Path, key: str, value: object, kind: object) -> None:
    """A `FramingError` unless `value` is a number that the setting can take."""
    least = {"folds": 2, "strength": 1e-6, "smoothing": 1e-6, "contrast": 0, "match": 0}.get(key, 1)
    if type(value) not in ((int,) if kind is int else (int, float)) or not least <= value < 1e6:  # type: ignore[operator]
        number = "a whole number" if kind is int else "a number"
        raise FramingError(f"{path}: {key}: {value!r} is not {number} of at least {least}")


# -- the sentences as a matrix


@dataclass(frozen=True, slots=True)
class Design:
    """Sentences as a sparse matrix (a row a sentence, a column a feature), the features' names, and labels."""

    values: Any
    names: NDArray[np.str_]
    labels: IntArray


def readings(texts: Iterable[str], lexicon: Lexicon) -> Iterator[tuple[Tokens, list[Match]]]:
    """The tokens and lexicon matches of each text, taken as one sentence."""
    matcher = Matcher(lexicon)
    for text in texts:
        tokens = tokenize(text)
        yield tokens, matcher.match(tokens, english(tokens, [whole(tokens)], lexicon.grammar))


def design(corpus: Corpus, lexicon: Lexicon, recipe: Recipe) -> Design:
    """The features of all sentences of `corpus`; nothing is learned yet but the names."""
    from sklearn.feature_extraction import DictVectorizer

    characters = (recipe.shortest, recipe.longest)
    rows = [features(tokens, found, characters) for tokens, found in readings(corpus.texts, lexicon)]
    if not any(rows):
        raise CorpusError(f"{corpus.sources[0].file}: no text has a word; check the column text")
    vectorizer = DictVectorizer()
    values = vectorizer.fit_transform(rows)
    return Design(values, np.array(vectorizer.feature_names_), np.array(corpus.labels))
