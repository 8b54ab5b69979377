"""The text as it came, untouched, and its paragraphs: the only place that accepts input."""

import re
from dataclasses import dataclass
from itertools import pairwise

from framing.span import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\Z)")
_SENTENCE_END = re.compile(r"[.!?:;\u2026]['\"\u2019\u201d)\]]*\Z")
_WRAP_WIDTHS = range(25, 101)


@dataclass(frozen=True, slots=True)
class Article:
    """A text and, where it was given apart, its title.

    Any `str` is accepted, however broken. Anything else is a `TypeError`.
    """

    text: str
    title: str | None = None

    def __post_init__(self) -> None:
        _require_str(self.text, "text")
        if self.title is not None:
            _require_str(self.title, "title")

    def paragraphs(self) -> list[Span]:
        """Spans that tile the text, one a paragraph; line breaks and blank lines end the paragraph before them.

        A line is a paragraph, so that headings and page furniture stay apart, except in a block of
        hard-wrapped lines, which is one.
        """
        blocks = _blocks(self.text, _lines(self.text))
        starts = [line.start for block in blocks for line in _split(self.text, block)]
        if not starts:
            return []
        starts[0] = 0
        return [Span(a, b) for a, b in zip(starts, [*starts[1:], len(self.text)], strict=True)]


def _require_str(value: object, name: str) -> None:
    if not isinstance(value, str):
        hint = "; decode it first, for instance value.decode('utf-8')" if isinstance(value, bytes) else ""
        raise TypeError(f"{name} must be a str, not {type(value).__name__}{hint}")


def _lines(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _LINE.finditer(text) if found.end() > found.start()]


def _blocks(text: str, lines: list[Span]) -> list[list[Span]]:
    """The lines that are not blank, grouped by the blank lines between them; white space alone is one block."""
    blocks: list[list[Span]] = [[]]
    for line in lines:
        if not line.slice(text).isspace():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block] or ([lines[:1]] if lines else [])


def _split(text: str, block: list[Span]) -> list[Span]:
    """One span a paragraph of the block."""
    if not _is_wrapped(text, block):
        return block
    return [Span(block[0].start, block[-1].end)]


def _is_wrapped(text: str, block: list[Span]) -> bool:
    """True where lines were broken by width.

    Then the first word of each would not have fitted on the line before, and half of them or more go on in lower case.
    """
    lines = [line.slice(text).strip() for line in block]
    width = max(map(len, lines))
    if len(lines) < 3 or width not in _WRAP_WIDTHS:
        return False
    if any(len(line) + 1 + len(after.split()[0]) <= width for line, after in pairwise(lines)):
        return False
    broken = [line[0].islower() and not _SENTENCE_END.search(before) for before, line in pairwise(lines)]
    return sum(broken) * 2 >= len(broken)
