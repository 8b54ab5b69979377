"""Sentences side by side in one row of words, so that a few operations on arrays score them all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.features import KindMatch, capitals
from framing.tokens import Tokens
from framing.vocabulary import FloatArray, IntArray

Number = TypeVar("Number", np.float64, np.bool_)
Words = tuple[Tokens, Sequence[KindMatch]]  # a sentence, and what the lexicon found in it

EDGE = ""  # the word that stands before a sentence and behind it
_MOST = 8192  # words of a batch, unless one sentence has more


@dataclass(frozen=True, slots=True)
class Batch:
    """Some sentences in one row of `keys`, with an `EDGE` before each and behind the last.

    `firsts` are the places of their first words, `lengths` how many they have (1 where none), `owners` the sentence of
    each place in the row; `capitals` and `shouted` the places of words that begin with one, and that have no other
    letters.
    """

    sentences: list[Words]
    keys: list[str]
    firsts: IntArray
    lengths: IntArray
    owners: IntArray
    capitals: IntArray
    shouted: IntArray

    @classmethod
    def of(cls, sentences: list[Words]) -> Self:
        """The row of some sentences."""
        lengths = [len(tokens) for tokens, _ in sentences]
        firsts = [*accumulate((length + 1 for length in lengths[:-1]), initial=1)]
        keys = [*chain.from_iterable((EDGE, *tokens.keys) for tokens, _ in sentences), EDGE]
        owners = np.repeat(np.arange(len(sentences) + 1), [*(length + 1 for length in lengths), 1])
        looks = zip(firsts, (capitals(tokens) for tokens, _ in sentences), strict=True)
        places = [([first + i for i in begun], [first + i for i in shouted]) for first, (begun, shouted) in looks]
        found = (np.array([*chain.from_iterable(own)], dtype=np.int64) for own in zip(*places, strict=True))
        return cls(sentences, keys, np.array(firsts), np.maximum(lengths, 1), owners, *found)

    def sums(self, values: FloatArray) -> FloatArray:
        """The sum of the values of each sentence; `values` has one for each place of the row."""
        found: FloatArray = np.bincount(self.owners, values).astype(np.float64, copy=False)
        return found[:-1]

    def counts(self, places: IntArray, values: FloatArray | None = None) -> FloatArray:
        """How many of some places of the row lie in each sentence, or the sum of the values that these have."""
        found = np.bincount(self.owners[places], values, len(self.sentences) + 1)
        return found[:-1].astype(np.float64)

    def bounds(self) -> Iterator[tuple[int, int]]:
        """The places of the first word of each sentence, and behind its last."""
        lengths = (len(tokens) for tokens, _ in self.sentences)
        return ((first, first + length) for first, length in zip(self.firsts.tolist(), lengths, strict=True))

    def spread(self, values: NDArray[Number]) -> NDArray[Number]:
        """The value of its sentence for each place of the row; the last `EDGE` belongs to none, and has a zero."""
        found: NDArray[Number] = np.append(values, values.dtype.type(0))[self.owners]
        return found

    def firsts_of(self, kinds: IntArray, places: IntArray) -> IntArray:
        """Those of some places, in order, where their kind stands for the first time in the sentence."""
        mixed = self.owners[places] * (kinds.max(initial=0) + 1) + kinds
        return places[np.sort(np.unique(mixed, return_index=True)[1])]


def batches(sentences: Iterable[Words]) -> Iterator[Batch]:
    """Sentences in batches, in order."""
    waiting, count = list[Words](), 0
    for sentence in sentences:
        waiting.append(sentence)
        count += len(sentence[0])
        if count >= _MOST:
            yield Batch.of(waiting)
            waiting, count = [], 0
    if waiting:
        yield Batch.of(waiting)
