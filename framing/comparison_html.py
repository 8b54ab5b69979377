"""A comparison as HTML: the tables of its text, with rates drawn. Nothing is computed here but places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from framing.comparison_text import CAUTION, difference_tables, placed, rate_cell, told, topics, word_tables
from framing.groups import GroupDifference, GroupRate, GroupSize, GroupWord

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
    """A table in which some cells are lines."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Line, ...], ...]
    note: str


def shown(
    by: str,
    groups: Sequence[GroupSize],
    rates: Sequence[GroupRate],
    differences: Sequence[GroupDifference],
    words: Sequence[GroupWord],
    notes: Sequence[str],
) -> dict[str, Any]:
    """What the template of a comparison shows."""
    below = (*difference_tables(groups, differences), *word_tables(groups, words))
    return {"tables": [*_drawings(by, groups, rates), *below], "notes": (CAUTION, *notes)}


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
            "Lines are 95% intervals over articles.",
        )


def _row(r: GroupRate, most: float) -> tuple[str | Line, ...]:
    words = rate_cell(r)
    low, high = (None if end is None else _place(end, most) for end in (r.low, r.high))
    line = Line(_place(r.rate or 0.0, most), low, high, words)
    return r.kind.replace("_", " "), r.group, line, words, str(r.markers)


def _place(value: float, most: float) -> float:
    return round(WIDTH * value / most, 2)
