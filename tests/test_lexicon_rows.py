"""The lexicon is its own test suite: every example fires on its brackets, every counterexample is silent."""

import pytest

from framing import Analysis, Analyzer, Lexicon, Span
from framing.entry import Entry

ENTRIES = Lexicon.load().entries


def ids(entry: Entry) -> str:
    """How a row is named in the test report."""
    return f"{entry.id}-{entry.term}"


def unbracketed(example: str) -> tuple[str, Span]:
    """The example without brackets, and the span that stood in them."""
    start, end = example.index("["), example.index("]")
    return example.replace("[", "").replace("]", ""), Span(start, end - 1)


def fired(analysis: Analysis, entry: Entry) -> set[Span]:
    """Where a row, or its kind, was found.

    For neutral verbs and for nouns the cues of the row; for scare_quote rows the quotations of that function.
    """
    if entry.kind == "scare_quote":
        return {quote.span for quote in analysis.quotes if quote.function == entry.stance}
    if entry.stance == "neutral" or (entry.kind == "reporting_verb" and entry.pos == "noun"):
        return {a.cue for a in analysis.attributions if a.entry == entry.id}
    return {Span(marker.start, marker.end) for marker in analysis.markers.where(kind=entry.kind)}


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_example_fires_on_its_brackets(entry: Entry, analyzer: Analyzer) -> None:
    """The example yields the kind of its row, on exactly the bracketed words."""
    text, span = unbracketed(entry.example)
    assert fired(analyzer.analyze(text), entry) == {span}


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_counterexample_is_silent(entry: Entry, analyzer: Analyzer) -> None:
    """The counterexample yields nothing of the kind (for cues that are no markers: the row credits nothing)."""
    assert fired(analyzer.analyze(entry.counterexample), entry) == set()
