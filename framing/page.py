"""Reports, each as one file of HTML without scripts and without requests: of articles, or of a comparison."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from framing.analysis import Analysis
from framing.comparison import Comparison
from framing.drafts import file_at, replaced, try_place
from framing.errors import FramingError
from framing.report import filters, parts, render

PAGE = "page.html.j2"


def article_page(articles: Sequence[tuple[str, Analysis]], title: str) -> str:
    """A page with some articles, each under its name and its headline, where that was analysed.

    A headline that is the name stands in its place. Several articles have a table of contents.
    """
    shown = [_article(name, analysis, len(articles) > 1) for name, analysis in articles]
    names = filters(article["part"] for article in shown)
    return render(
        PAGE, title=title, articles=shown, tables=(), notes=(), names=names, made_by=articles[0][1].made_by
    )  # fmt: skip


def _article(name: str, analysis: Analysis, several: bool) -> dict[str, Any]:
    headed = analysis.headline is not None and analysis.headline.text == name
    level = (2 if several else 1) + (not headed)
    return {"title": name, "headed": headed, "part": _whole(analysis, level), "rate": _author_rate(analysis)}


def _author_rate(analysis: Analysis) -> float | None:
    """The markers in the outlet's own voice for every thousand words of it; None where it has no words."""
    summary = analysis.summary
    if not summary.words_by_voice.get("author"):
        return None
    return sum(rates.get("author", 0.0) for rates in summary.by_voice.values())


def _whole(analysis: Analysis, level: int) -> dict[str, Any]:
    """What is shown of a text and of its headline: one legend, one list of markers and one of sources."""
    shown = _part(analysis)
    if analysis.headline is None:
        return shown
    own = _part(analysis.headline)
    for name in ("kinds", "voices"):
        shown[name] = dict(sorted((Counter(own[name]) + Counter(shown[name])).items()))
    shown["markers"] = [*((m, f"{described}; headline") for m, described in own["markers"]), *shown["markers"]]
    shown["sources"] += [(f"{speaker} (headline)", *told) for speaker, *told in own["sources"]]
    shown["warnings"] = (*(f"headline: {warning}" for warning in own["warnings"]), *shown["warnings"])
    return shown | {"headline": {"level": level, "rows": own["rows"], "summary": own["summary"]}}


def _part(analysis: Analysis) -> dict[str, Any]:
    a = analysis
    return parts(a.text, a.sentences, a.markers, a.speakers, a.summary, a.warnings)


def comparison_page(found: Comparison, title: str) -> str:
    """A page with the tables of a comparison; rates are drawn with their intervals."""
    shown = found.shown()
    return render(PAGE, title=title, articles=(), names=(), made_by=found.made_by, **shown)


def check_page(path: Path, source: Path) -> None:
    """A `FramingError` where no page can be written to `path`, or a file that is no page, or the `source`, is there."""
    try:
        file = file_at(path)
        try_place(file.parent)
        if file.exists() and (file == source.resolve() or not _is_page(file)):
            raise FramingError(f"{path}: is there and no page of a report; choose another --output")
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _is_page(file: Path) -> bool:
    """True for a file that is empty, or begins as pages of HTML do."""
    with file.open("rb") as content:
        begin = content.read(512).lstrip().lower()
    return not begin or begin.startswith((b"<!doctype html", b"<html"))


def write_page(page: str, path: Path) -> None:
    """Writes a page whole or not at all; a `FramingError` where that is impossible."""
    try:
        with replaced(path) as written:
            written.write_text(page, encoding="utf-8")
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _unwritable(path: Path, fault: OSError) -> FramingError:
    return FramingError(f"{path}: cannot be written ({fault.strerror}); choose another --output")
