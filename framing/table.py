"""A table of cells, for a terminal and for Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

from framing.intervals import Interval

EMPTY = "-"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; `note` is a line below it."""

    title: str
    head: Row
    rows: tuple[Row, ...]
    note: str = ""

    def text(self) -> str:
        """The table for a terminal: the first column to the left, the others to the right."""
        rows = [tuple(map(plain, row)) for row in (self.head, *self.rows)]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [_aligned(row, wide) for row in rows]
        return "\n".join([self.title, *lines, *([self.note] if self.note else [])])

    def markdown(self) -> str:
        """The table for Markdown, under a heading."""
        lines = [_piped(row) for row in (self.head, ("---", *["---:"] * (len(self.head) - 1)), *self.rows)]
        return "\n".join([f"## {self.title}", "", *lines, *(["", self.note] if self.note else []), ""])


def _aligned(row: Row, wide: list[int]) -> str:
    first, *others = row
    cells = (f"{cell:>{width}}" for cell, width in zip(others, wide[1:], strict=True))
    return "  ".join([f"{first:<{wide[0]}}", *cells]).rstrip()


def _piped(row: Row) -> str:
    return f"| {' | '.join(escaped(cell) for cell in row)} |"


_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~&$!"})


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is, in a table too."""
    return plain(text).translate(_ESCAPED)


def plain(text: str) -> str:
    """Text on one line, with U+FFFD for what could steer a terminal: control characters, changes of direction."""
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in " ".join(text.split()))


def number(value: float | None) -> str:
    """Four digits, a dash for none."""
    return EMPTY if value is None else f"{value:.4f}"


def interval(value: Interval | None) -> str:
    """From where to where, a dash for none."""
    return EMPTY if value is None else f"{value[0]:.4f} to {value[1]:.4f}"


def texts(tables: Iterable[Table]) -> str:
    """The tables for a terminal, an empty line between them."""
    return "\n\n".join(table.text() for table in tables)
