"""What the probability of a sentence is made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

Row = tuple[str, int | None, int | None, float]  # the fields of a contribution


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one word, pair, marker or trait of the sentence adds to the log odds, calibration included.

    `start` and `end` are code points of the text, both None for a trait of the whole sentence.

    Examples
    --------
    >>> import framing
    >>> (sentence,) = framing.analyze('They brazenly left.').sentences
    >>> max(sentence.contributions, key=lambda part: part.value).name
    'word:brazenly'
    """

    name: str
    start: int | None
    end: int | None
    value: float


class Contributions(Sequence[Contribution]):
    """The contributions to one sentence, each made when it is looked at: there are more of them than words.

    Examples
    --------
    >>> import framing
    >>> (sentence,) = framing.analyze('They brazenly left.').sentences
    >>> sentence.contributions[0].name, len(sentence.contributions[:2])
    ('word:they', 2)
    """

    __slots__ = ("_rows",)
    ITEM = Contribution

    def __init__(self, parts: Iterable[Contribution] = ()) -> None:
        self._rows: tuple[Row, ...] = tuple((part.name, part.start, part.end, part.value) for part in parts)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Contributions":
        """The contributions with these fields."""
        found = cls()
        found._rows = tuple(rows)
        return found

    @overload
    def __getitem__(self, place: int) -> Contribution: ...
    @overload
    def __getitem__(self, place: slice) -> "Contributions": ...
    def __getitem__(self, place: int | slice) -> "Contribution | Contributions":
        if isinstance(place, slice):
            return Contributions.of(self._rows[place])
        return Contribution(*self._rows[place])

    def __iter__(self) -> Iterator[Contribution]:
        return (Contribution(*row) for row in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Contributions) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return f"Contributions({[*self]!r})"
