"""Spans in a cell: offsets or words, in JSON or as Python writes them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.annotations import merged, spans_of
from framing.span import Span

TEXT = "Greedy cronies gutted the plan; GREEDY men, greedily so, don\u2019t you know."
PAIRS = st.tuples(st.integers(0, 40), st.integers(1, 9))


@pytest.mark.parametrize("value", [None, "", "[]", "null", float("nan"), []])
def test_nothing_is_no_spans(value: object) -> None:
    """In all the ways to write it."""
    assert spans_of(value, TEXT) == ((), 0)


@pytest.mark.parametrize(
    "value",
    [
        [[15, 21]],
        ((15, 21),),
        [[15, 21, "biased"]],
        [{"start": 15, "end": 21}],
        "[[15, 21]]",
        '[[15, 21, "biased"]]',
        "[(15, 21)]",
        ["gutted"],
        '["gutted"]',
        "['gutted']",
        r"['gutted', '\d']",
    ],
)
def test_spans_are_offsets_or_words(value: object) -> None:
    """The same span however it is written."""
    assert spans_of(value, TEXT)[0] == (Span(15, 21),)


def test_words_count_wherever_they_stand() -> None:
    """In capitals or not, at word boundaries, over any white space; an apostrophe is looked for as it is written."""
    assert spans_of(["greedy"], TEXT)[0] == (Span(0, 6), Span(32, 38))
    assert spans_of("[\"don\u2019t\", 'greedy  cronies']", TEXT)[0] == (Span(0, 14), Span(57, 62))
    assert spans_of(["reed", "a+", " "], TEXT) == ((), 3)


def test_code_is_never_run() -> None:
    """A call is no literal."""
    with pytest.raises(ValueError, match="is no list"):
        spans_of("[print('here')]", TEXT)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7", "7 is no list"),
        ({"start": 0, "end": 1}, "is no list"),
        ([0, 4], "0 is no span"),
        ([[0]], r"\[0\] is no span"),
        ([[0.0, 4.0]], "is no span"),
        ([[True, 4]], "is no span"),
        ([{"start": 0}], "is no span"),
        ([[4, 4]], "is empty"),
        ([[5, 4]], "is empty"),
        ([[-1, 4]], "lies outside"),
        ([[0, 999]], f"lies outside the text, which has {len(TEXT)} code points"),
        ("[" * 9999, "is no list"),
    ],
)
def test_what_is_no_span_is_named(value: object, expected: str) -> None:
    """With what was expected."""
    with pytest.raises(ValueError, match=expected):
        spans_of(value, TEXT)


@given(st.lists(PAIRS))
def test_merged_spans_are_in_order_and_apart(pairs: list[tuple[int, int]]) -> None:
    """And cover the same code points."""
    spans = [Span(start, start + length) for start, length in pairs]
    apart = merged(spans)
    assert all(one.end <= other.start for one, other in pairwise(apart))
    assert {i for s in apart for i in range(s.start, s.end)} == {i for s in spans for i in range(s.start, s.end)}


def test_neighbours_stay_apart() -> None:
    """Only spans that overlap become one."""
    assert merged([Span(4, 8), Span(0, 4), Span(6, 9)]) == (Span(0, 4), Span(4, 9))
