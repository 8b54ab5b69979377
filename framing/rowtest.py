"""The test that each row of a lexicon is of itself: the example fires on its brackets, the counterexample is silent."""

from collections.abc import Iterator

from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.entry import Entry
from framing.span import Span


def misfires(entry: Entry, analyzer: Analyzer) -> Iterator[tuple[str, str]]:
    """What fires otherwise than the row says, as (column, message).

    The analyzer must know the row and mark its kind.
    """
    text, wanted = unbracketed(entry.example)
    found = fired(analyzer.analyze(text), entry)
    if found != {wanted}:
        yield "example", f"fires on {_shown(found, text)}, not on {wanted.slice(text)!r} alone: {entry.example}"
    found = fired(analyzer.analyze(entry.counterexample), entry)
    if found:
        shown = _shown(found, entry.counterexample)
        yield "counterexample", f"fires on {shown}, where all must be silent: {entry.counterexample}"


def unbracketed(example: str) -> tuple[str, Span]:
    """The example without brackets, and the span that stood in them."""
    start, end = example.index("["), example.index("]")
    return example.replace("[", "").replace("]", ""), Span(start, end - 1)


def fired(analysis: Analysis, entry: Entry) -> set[Span]:
    """Where a row, or its kind, was found.

    For scare_quote rows the quotations of that function; for other rows that are not marked their cues.
    """
    if entry.kind == "scare_quote":
        return {quote.span for quote in analysis.quotes if quote.function == entry.stance}
    if not entry.is_marked:
        return {a.cue for a in analysis.attributions if a.entry == entry.id}
    return {Span(marker.start, marker.end) for marker in analysis.markers.where(kind=entry.kind)}


def _shown(spans: set[Span], text: str) -> str:
    return ", ".join(repr(span.slice(text)) for span in sorted(spans, key=lambda span: span.start)) or "nothing"
