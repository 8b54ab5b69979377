"""Reports, each as one file of HTML without scripts and without requests: of articles, or of a comparison."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from framing.analysis import Analysis
from framing.comparison import Comparison
from framing.drafts import replaced, try_place
from framing.errors import FramingError
from framing.report import filters, parts, render

PAGE = "page.html.j2"


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
    shown = found.shown()
    return render(PAGE, title=title, articles=(), names=(), made_by=found.made_by, **shown)


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
        with replaced(path) as written:
            written.write_text(page, encoding="utf-8")
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _unwritable(path: Path, fault: OSError) -> FramingError:
    return FramingError(f"{path}: cannot be written ({fault.strerror}); choose another --output")
