"""Numbers that hang on the type of a word alone: worked out once, kept in one table, looked up ever after."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

MOST = 500_000  # letters of all words that are remembered
_FIRST = 1024  # rows of a new table


class Vocabulary(dict[str, int]):
    """The places of word types in `table`, which has for each a row of `width` numbers: those that `row_of` gives.

    A type that is asked for gets a place. What is remembered is bounded: `forget` it between texts.
    """

    def __init__(self, row_of: Callable[[str], Sequence[float]], width: int) -> None:
        super().__init__()
        self._row_of = row_of
        self._letters = 0
        self.table: FloatArray = np.empty((_FIRST, width))

    def __missing__(self, key: str) -> int:
        place = len(self)
        if place == len(self.table):
            self.table = np.concatenate([self.table, np.empty_like(self.table)])
        self.table[place] = self._row_of(key)
        self._letters += len(key)
        self[key] = place
        return place

    def places(self, keys: Iterable[str]) -> IntArray:
        """The place of each word, shape `(n,)`."""
        return np.fromiter(map(self.__getitem__, keys), np.int64)

    def forget(self) -> None:
        """Forgets all types, where they have grown too many; the places they had are void."""
        if self._letters > MOST:
            self.clear()
            self._letters = 0
            self.table = self.table[:_FIRST].copy()
