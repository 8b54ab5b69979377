"""The lexicon is its own test suite: every example fires on its brackets, every counterexample is silent."""

import pytest

from framing import Analysis, Analyzer, Lexicon, Span
from framing.lexicon import Entry

ENTRIES = Lexicon.load().entries


def ids(entry: Entry) -> str:
    """How a row is named in the test report."""
    return f"{entry.id}-{entry.term}"


def unbracketed(example: str) -> tuple[str, Span]:
    """The example without brackets, and the span that stood in them."""
    start, end = example.index("["), example.index("]")
    return example.replace("[", "").replace("]", ""), Span(start, end - 1)


def fired(analysis: Analysis, kind: str, stance: str | None, row: str | None = None) -> set[Span]:
    """Where `kind` was found: for neutral verbs the cues, for scare_quote rows the quotations of that function."""
    if kind == "scare_quote":
        return {quote.span for quote in analysis.quotes if quote.function == stance}
    if stance == "neutral":
        return {a.cue for a in analysis.attributions if row is None or a.entry == row}
    return {Span(marker.start, marker.end) for marker in analysis.markers.where(kind=kind)}


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_example_fires_on_its_brackets(entry: Entry, analyzer: Analyzer) -> None:
    """The example yields the kind of its row, on exactly the bracketed words."""
    text, span = unbracketed(entry.example)
    assert fired(analyzer.analyze(text), entry.kind, entry.stance) == {span}


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_counterexample_is_silent(entry: Entry, analyzer: Analyzer) -> None:
    """The counterexample yields nothing of the kind (for neutral verbs: the row credits nothing)."""
    analysis = analyzer.analyze(entry.counterexample)
    assert fired(analysis, entry.kind, entry.stance, entry.id) == set()
