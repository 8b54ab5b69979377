"""The background of words: what corpora other than the target tell of them.

How biased are the sentences that a word stands in, by a sentence model of the other corpora alone; and how common is
it, by the number of these sentences. A model of loaded words that has learned from few sentences knows many words by
this alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from framing.features import is_word
from framing.loaded import RUN, SPAN, LoadedWords
from framing.material import Design, FloatArray, IntArray
from framing.recipe import Recipe
from framing.regression import fit

COMMON = 5  # divides the log of a word's count, so that it is of the order of 1

Named = dict[str, float]


@dataclass(frozen=True, slots=True)
class Background:
    """Weights of `word:` and `char:` features in a sentence model, and the number of sentences that hold a word.

    `crossed` has for each part of the rows the weights that were found without it.
    """

    weights: Named
    counts: dict[str, int]
    crossed: tuple[Named, ...]

    @classmethod
    def of(cls, design: Design, rows: IntArray, parts: Sequence[IntArray], recipe: Recipe) -> "Background":
        """What `rows` tell of words, and what is left of that without each of some parts of them."""
        crossed = (_word_weights(design, np.setdiff1d(rows, part), recipe) for part in parts)
        return cls(_word_weights(design, rows, recipe), _counts(design, rows), tuple(crossed))

    def columns(self, types: Sequence[str], characters: tuple[int, int], part: int | None = None) -> FloatArray:
        """For each word type its background, how common it is, and the square of that: shape `(len(types), 3)`.

        With a `part` they tell nothing of its rows, and a word is taken to be as common as without the one judged.
        """
        weights = self.weights if part is None else self.crossed[part]
        judge = LoadedWords(_renamed(weights), characters)
        scores = [judge.numbers(key)[0] for key in types]
        common = np.array([_common(self.counts.get(key, 0) - (part is not None)) for key in types])
        return np.column_stack([scores, common, common**2])

    def spread(self, weights: Named, coefficients: FloatArray) -> Named:
        """The weights with what the three `columns` add, put on words and runs of letters."""
        of_background, of_common, of_square = coefficients
        spread = dict(weights)
        for name, weight in _renamed(self.weights).items():
            spread[name] = spread.get(name, 0.0) + of_background * weight
        for key, count in self.counts.items():
            common = _common(count)
            name = f"{SPAN}word:{key}"
            spread[name] = spread.get(name, 0.0) + of_common * common + of_square * common**2
        return spread


def _common(count: int) -> float:
    """How common a word is, by the sentences that hold it; one sentence may be a slip of the pen."""
    return log1p(count) / COMMON if count > 1 else 0.0


def _renamed(weights: Named) -> Named:
    """Weights of words and runs in a sentence as weights of the same in the model of loaded words."""
    return {SPAN + name: weight / (RUN if name.startswith("char:") else 1.0) for name, weight in weights.items()}


def _counts(design: Design, rows: IntArray) -> dict[str, int]:
    """For each word that stands in two sentences or more the number of these."""
    held = design.values[rows].getnnz(axis=0)
    words = ((name.removeprefix("word:"), int(held[i])) for i, name in enumerate(design.names) if design.is_word(i))
    return {key: n for key, n in words if n > 1 and is_word(key)}


def _word_weights(design: Design, rows: IntArray, recipe: Recipe) -> Named:
    """The weights of words and runs of letters in a sentence model of `rows` alone."""
    weights = fit(design, rows, recipe, np.ones(len(rows)), np.zeros((len(rows), 0)))
    named = ((design.names[column], float(v)) for column, v in zip(weights.columns, weights.values, strict=True))
    return {name: value for name, value in named if value and name.startswith(("word:", "char:"))}
