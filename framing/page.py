"""Reports, each as one file of HTML without scripts and without requests: of articles, or of a comparison."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.analysis import Analysis
from framing.comparison import Comparison
from framing.comparison_text import CAUTION, difference_tables, placed, rate_cell, told, topics, word_tables
from framing.drafts import draft, try_place
from framing.errors import FramingError
from framing.groups import GroupRate
from framing.report import filters, parts, render

PAGE = "page.html.j2"
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


def article_page(articles: Sequence[tuple[str, Analysis]], title: str) -> str:
    """A page with some articles, each under its name and after its headline, where that was analysed."""
    shown = [{"title": name, "parts": list(_parts(analysis))} for name, analysis in articles]
    names = filters(part for article in shown for part in article["parts"] if isinstance(part, dict))
    return render(
        PAGE, title=title, articles=shown, tables=(), notes=(), names=names, made_by=articles[0][1].made_by
    )  # fmt: skip


def _parts(analysis: Analysis) -> Iterator[dict[str, Any]]:
    for a in (analysis.headline, analysis):
        if a:
            yield parts(a.text, a.sentences, a.markers, a.speakers, a.summary, a.warnings)


def comparison_page(found: Comparison, title: str) -> str:
    """A page with the tables of a comparison; rates are drawn with their intervals."""
    shown = (*difference_tables(found.groups, found.differences), *word_tables(found.groups, found.words))
    return render(
        PAGE,
        title=title,
        articles=(),
        tables=[*_drawings(found), *shown],
        notes=(CAUTION, *found.notes),
        names=(),
        made_by=found.made_by,
    )


def _drawings(found: Comparison) -> Iterator[Drawing]:
    """The rates in the outlet's own words, on one scale for each topic."""
    for topic in topics(found.groups):
        own = told(found.rates, topic)
        kinds = list(dict.fromkeys(r.kind for r in own))
        most = max((r.high or r.rate or 0.0 for r in own), default=0.0) or 1.0
        yield Drawing(
            f"{placed(topic)}Markers in the outlet's own voice",
            ("kind", found.by, f"0 to {most:.0f}", "per 1,000 words", "markers"),
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


def check_page(path: Path) -> None:
    """A `FramingError` where no page can be written to `path`."""
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "is a directory")
        try_place(path.parent)
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def write_page(page: str, path: Path) -> None:
    """Writes a page whole or not at all; a `FramingError` where that is impossible."""
    try:
        with draft(path.parent) as folder:
            (folder / path.name).write_text(page, encoding="utf-8")
            os.replace(folder / path.name, path)
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _unwritable(path: Path, fault: OSError) -> FramingError:
    return FramingError(f"{path}: cannot be written ({fault.strerror}); choose another --output")
