"""A stretch of text: code point offsets, end exclusive."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`, in code points of the original text.

    Examples
    --------
    >>> import framing
    >>> framing.Span(5, 9).slice('They left.')
    'left'
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def slice(self, text: str) -> str:
        """The words this span stands for in `text`."""
        return text[self.start : self.end]


def outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, less those that lie in another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)


def lies_in(span: Span, spans: Sequence[Span]) -> bool:
    """True where one of `spans`, the outermost of some, holds `span`."""
    place = bisect_right(spans, span.start, key=lambda s: s.start) - 1
    return place >= 0 and spans[place].contains(span)


def touches(span: Span, spans: Sequence[Span]) -> bool:
    """True where `span` overlaps one of `spans`, which are in order and apart."""
    place = bisect_left(spans, span.end, key=lambda s: s.start) - 1
    return place >= 0 and spans[place].overlaps(span)
