"""A stretch of text: code point offsets, end exclusive."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`, in code points of the original text."""

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
