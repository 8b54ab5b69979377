"""A comparison as HTML: the tables of its text, with sizes, rates drawn, and stances. Only places are computed here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from framing.comparison_text import CAUTION, difference_tables, placed, rate_cell, told, topics, word_tables
from framing.groups import GroupDifference, GroupRate, GroupSize, GroupStance, GroupWord
from framing.rates import MIN_ARTICLES
from framing.report import readable
from framing.stance_tables import stance_tables
from framing.table import Table

WIDTH = 100  # of the place in which a line is drawn


@dataclass(frozen=True, slots=True)
class Line:
    """A rate and its interval as places from 0 to `WIDTH`, and in words."""

    at: float
    low: float | None
    high: float | None
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table in which some cells are lines. Behind the first `texts` columns all are numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Line, ...], ...]
    note: str
    texts: int


def shown(
    by: str,
    groups: Sequence[GroupSize],
    rates: Sequence[GroupRate],
    differences: Sequence[GroupDifference],
    words: Sequence[GroupWord],
    stances: Sequence[GroupStance],
    notes: Sequence[str],
) -> dict[str, Any]:
    """What the template of a comparison shows."""
    below = [
        *(_plain(table, 3) for table in difference_tables(groups, differences)),
        *(_plain(table, 2) for table in word_tables(groups, words)),
        *(_plain(table, 3) for table in stance_tables(by, groups, stances)),
    ]
    return {"tables": [_sizes(by, groups), *_drawings(by, groups, rates), *below], "notes": (CAUTION, *notes)}


def _plain(table: Table, texts: int) -> Drawing:
    return Drawing(table.title, table.head, table.rows, table.note, texts)


def _sizes(by: str, groups: Sequence[GroupSize]) -> Drawing:
    """How much text there is, a row a group, in each topic where there are some."""
    cells = [(str(size.topic), size.group, f"{size.articles:,}", f"{size.words:,}") for size in groups]
    if topics(groups) == [None]:
        return Drawing("Groups", (by, "articles", "words"), tuple(row[1:] for row in cells), "", 1)
    return Drawing("Groups", ("topic", by, "articles", "words"), tuple(cells), "", 2)


def _drawings(by: str, groups: Sequence[GroupSize], rates: Sequence[GroupRate]) -> Iterator[Drawing]:
    """The rates in the outlet's own words, on one scale for each topic."""
    for topic in topics(groups):
        own = told(rates, topic)
        kinds = list(dict.fromkeys(r.kind for r in own))
        most = max((r.high or r.rate or 0.0 for r in own), default=0.0) or 1.0
        yield Drawing(
            f"{placed(topic)}Markers in the outlet's own voice",
            ("kind", by, f"0 to {most:.0f}", "per 1,000 words", "markers"),
            tuple(_row(r, most) for kind in kinds for r in own if r.kind == kind),
            _note([r.low is not None for r in own]),
            3,
        )


def _note(drawn: Sequence[bool]) -> str:
    """What the lines mean, where there are some; what it means where they are missing."""
    if not drawn:
        return "none"
    few = f"groups of fewer than {MIN_ARTICLES} articles have none."
    if not any(drawn):
        return f"There are no intervals: {few}"
    return "Lines are 95% intervals over articles" + ("." if all(drawn) else f"; {few}")


def _row(r: GroupRate, most: float) -> tuple[str | Line, ...]:
    words = rate_cell(r)
    low, high = (None if end is None else _place(end, most) for end in (r.low, r.high))
    line = Line(_place(r.rate or 0.0, most), low, high, words)
    return readable(r.kind), r.group, line, words, str(r.markers)


def _place(value: float, most: float) -> float:
    return round(WIDTH * value / most, 2)
