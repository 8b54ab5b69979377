"""Pairing of quotation marks: golden cases, damage that stays local, any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article import Article
from framing.grammar import Grammar
from framing.quotes import Quote, pair
from framing.sentences import split
from framing.tokens import tokenize

GRAMMAR = Grammar.read()

GOLDEN = [
    ('She said "no" and left.', ['"no"']),
    ("She said “no” and left.", ["“no”"]),
    ("The boys' boat and the girls' tent", []),
    ("Songs of the '90s and the ’80s", []),
    ("Songs of the ‘90s", []),
    ("He is 5'10\" and 80 kilos", []),
    ('A 6" nail', []),
    ("Don't say it's over", []),
    ("Rock 'n' roll, 'til dawn", []),
    ("Merger 'off the table', says bank", ["'off the table'"]),
    ("“He told me ‘run’ twice,” she said.", ["“He told me ‘run’ twice,”", "‘run’"]),
    ("'The dogs' bowl is empty,' she said.", ["'The dogs' bowl is empty,'"]),
    ("``Enough,'' he said.", ["``Enough,''"]),
    ("«Assez», he said", ["«Assez»"]),
    ("„Gut“, he said", ["„Gut“"]),
    ("»Gut«, he said", ["»Gut«"]),
    ("”Bra”, he said", ["”Bra”"]),
    ("(“Enough”)—“too much”", ["“Enough”", "“too much”"]),
    ('He wrote "one", "two" and "three".', ['"one"', '"two"', '"three"']),
    ('the"word"here', ['"word"']),
    ("“It goes on.\n“And on,” he said.", ["“It goes on.", "“And on,”"]),
    ("“Never closed. The next sentence is safe.", ["“Never closed."]),
    ("Safe here. Never opened,” he said. Safe again.", ["Never opened,”"]),
    ('"Lost. "Found," he said.', ['"Lost.', '"Found,"']),
    ("", []),
]


def quotes(text: str) -> list[Quote]:
    """All quotations of `text`."""
    tokens = tokenize(text)
    return pair(text, split(Article(text), tokens, GRAMMAR), GRAMMAR)


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_golden(text: str, expected: list[str]) -> None:
    """Each text has exactly these quotations."""
    assert [quote.span.slice(text) for quote in quotes(text)] == expected


def test_half_a_pair_is_told() -> None:
    """A quotation that lacks a mark says which."""
    (unclosed,) = quotes("“Never closed")
    (unopened,) = quotes("never opened,” he said")
    assert (unclosed.opened, unclosed.closed) == (True, False)
    assert (unopened.opened, unopened.closed) == (False, True)


def test_depth_counts_the_quotations_around() -> None:
    """An inner quotation lies one deep."""
    assert [quote.depth for quote in quotes("“He told me ‘run’ twice,” she said.")] == [0, 1]


MARKS = "\"'“”‘’«»„`"
FRAGMENTS = st.sampled_from([*MARKS, " ", "\n", "\n\n", ". ", ", ", "word", "s", "Word", "5", "—"])


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_quotations_nest(text: str) -> None:
    """No two quotations cross, every one lies in the text, and the marks lie outside `inner`."""
    found = quotes(text)
    for quote in found:
        assert 0 <= quote.span.start <= quote.inner.start <= quote.inner.end <= quote.span.end <= len(text)
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            crossing = one.span.start < other.span.start < one.span.end < other.span.end
            assert not crossing, (one, other)


@given(st.lists(FRAGMENTS, max_size=30).map("".join), st.sampled_from(MARKS))
def test_a_stray_mark_is_local(text: str, mark: str) -> None:
    """A stray mark changes nothing more than one paragraph away."""
    safe = "A “plain” line with 'two' marks.\nAnd one more.\n"
    before = [quote.span.slice(safe) for quote in quotes(safe)]
    body = text.replace("\n", " ")
    for damaged in (body, body + mark):
        whole = safe + damaged + "\nA quiet line.\n" + safe
        after = [quote.span.slice(whole) for quote in quotes(whole)]
        assert after[: len(before)] == before
        assert after[-len(before) :] == before
