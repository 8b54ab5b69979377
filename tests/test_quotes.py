"""Pairing of quotation marks: golden cases, damage that stays local, any text."""

from itertools import pairwise

import pytest
from golden import cases
from hypothesis import given
from hypothesis import strategies as st

from framing.article import Article
from framing.grammar import Grammar
from framing.quotes import Quote, pair
from framing.sentences import Sentence, split
from framing.span import Span
from framing.tokens import tokenize

GRAMMAR = Grammar.read()


def quotes(text: str) -> list[Quote]:
    """All quotations of `text`."""
    tokens = tokenize(text)
    return pair(text, split(Article(text), tokens, GRAMMAR), GRAMMAR)


@pytest.mark.parametrize(("text", "expected"), cases("pairing"))
def test_golden(text: str, expected: list[str]) -> None:
    """Each text has exactly these quotations, nested like this."""
    found = ["  " * quote.depth + quote.span.slice(text).replace("\n", " ") for quote in quotes(text)]
    assert found == expected


def test_half_a_pair_is_told() -> None:
    """A quotation that lacks a mark says which."""
    (unclosed,) = quotes("“Never closed")
    (unopened,) = quotes("never opened,” he said")
    assert (unclosed.opened, unclosed.closed) == (True, False)
    assert (unopened.opened, unopened.closed) == (False, True)


def test_inner_lies_between_the_marks() -> None:
    """However many characters a mark has."""
    text = "“One,” ``two,'' &quot;three,&quot; ‘four’ and “five"
    assert [quote.inner.slice(text) for quote in quotes(text)] == ["One,", "two,", "three,", "four", "five"]


MARKS = ["\"", "'", "“", "”", "„", "‟", "‘", "’", "‚", "‛", "«", "»", "‹", "›", "``", "''", "&quot;"]  # fmt: skip
PIECES = [*MARKS, " ", ". ", ", ", "word", "boys", "em", "Word", "5", "90s", "—", "(", "\u00a0", "\u200b"]
LINE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
TEXT = st.lists(st.sampled_from([*PIECES, "\n", "\n\n"]), max_size=60).map("".join)


@given(TEXT | st.text())
def test_quotations_nest(text: str) -> None:
    """Quotations stand in order, in the text, one inside the other or apart; the marks lie outside `inner`."""
    found = quotes(text)
    around: list[Quote] = []
    for quote in found:
        assert 0 <= quote.span.start <= quote.inner.start < quote.inner.end <= quote.span.end <= len(text)
        assert quote.inner != quote.span
        around = [outer for outer in around if outer.span.end > quote.span.start]
        assert all(outer.span.contains(quote.span) for outer in around)
        assert quote.depth == len(around)
        around.append(quote)
    assert all(one.span.start <= other.span.start and one.span != other.span for one, other in pairwise(found))


@given(st.lists(LINE.filter(str.strip), min_size=1, max_size=7), st.data())
def test_a_stray_mark_is_local(paragraphs: list[str], data: st.DataObject) -> None:
    """A stray mark, wherever it stands, changes no pair of marks more than one paragraph away."""
    damaged = data.draw(st.integers(0, len(paragraphs) - 1))
    line = paragraphs[damaged]
    place = data.draw(st.integers(0, len(line)))
    after = list(paragraphs)
    after[damaged] = line[:place] + data.draw(st.sampled_from(MARKS)) + line[place:]
    for number, (was, now) in enumerate(zip(by_paragraph(paragraphs), by_paragraph(after), strict=True)):
        assert was == now or abs(number - damaged) <= 1


def by_paragraph(paragraphs: list[str]) -> list[list[tuple[int, int, int]]]:
    """Beginning, end and depth of the quotations of each paragraph, counted from its first letter."""
    found = quotes("\n\n".join(paragraphs))
    start, places = 0, []
    for paragraph in paragraphs:
        own = [quote for quote in found if start <= quote.span.start < start + len(paragraph)]
        places.append([(quote.span.start - start, quote.span.end - start, quote.depth) for quote in own])
        start += len(paragraph) + 2
    return places


# well-formed prose in a notation without doubt: [outer <inner> quotation], and ^ for an apostrophe
PLAIN = st.sampled_from(["the", "ferry", "council", "Morrow", "said", "O^Brien", "don^t", "Velm^s", "1998", "7"])
WORD = PLAIN | st.sampled_from(["boys^", "nurses^", "^90s", "^em", "^n^", "^98", "goin^"])
CLAUSE = st.lists(WORD, max_size=4).flatmap(lambda words: st.tuples(PLAIN, PLAIN).map(lambda p: [p[0], *words, p[1]]))
PROSE = CLAUSE.map(" ".join)
STOP = st.sampled_from([",", ".", "!", "?", "…"])
INNER = st.tuples(PROSE, STOP).map(lambda parts: f"<{parts[0]}{parts[1]}>")
OUTER = st.one_of(
    st.tuples(PROSE, STOP).map(lambda parts: f"[{parts[0]}{parts[1]}]"),
    st.tuples(PROSE, INNER).map(lambda parts: f"[{parts[0]} {parts[1]}]"),
    st.tuples(PROSE, INNER, PROSE, STOP).map(lambda parts: f"[{parts[0]} {parts[1]} {parts[2]}{parts[3]}]"),
)
NEWS = st.lists(PROSE | OUTER, min_size=1, max_size=6).map(lambda parts: " ".join(parts) + ".")
STYLES = {"American": "“”‘’’", "British": "‘’“”’", "typewriter": "\"\"'''", "British typewriter": "''\"\"'"}


@given(NEWS)
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_well_formed_prose(style: str, news: str) -> None:
    """Sound quotations are found as they were written, in marks of any style, whatever apostrophes stand around."""
    text = news.translate(str.maketrans("[]<>^", style))
    assert sorted((quote.span.start, quote.span.end) for quote in quotes(text)) == brackets(news)


def brackets(news: str) -> list[tuple[int, int]]:
    """Where the bracketed parts of `news` begin and end, in order."""
    found, stack = [], []
    for place, letter in enumerate(news):
        if letter in "[<":
            stack.append(place)
        elif letter in "]>":
            found.append((stack.pop(), place + 1))
    return sorted(found)


@pytest.mark.parametrize("mark", ['"', "'", "\u201c", "''"])
def test_a_million_marks(mark: str) -> None:
    """They quote nothing, and that is the answer."""
    assert pair_line(mark * 1_000_000) == []


@pytest.mark.parametrize(
    ("piece", "count", "deepest"),
    [("“a” ", 100_000, 0), ('"a', 50_000, 0), ("“a ", 1, 0), ("a” ", 1, 0), ("a' ", 0, 0), ("‘a'", 100_000, 0)],
)
def test_long_lines_of_marks(piece: str, count: int, deepest: int) -> None:
    """Hundreds of thousands of marks on one line are paired like two."""
    found = pair_line(piece * 100_000)
    assert (len(found), max((quote.depth for quote in found), default=0)) == (count, deepest)


def test_deep_nesting() -> None:
    """A hundred thousand quotations one inside the other keep their depth."""
    found = pair_line("“a " * 100_000 + "b” " * 100_000)
    assert [quote.depth for quote in found] == list(range(100_000))


def pair_line(text: str) -> list[Quote]:
    """The quotations of `text` as one sentence."""
    return pair(text, [Sentence(Span(0, len(text)), 0, 0, 0)], GRAMMAR)
