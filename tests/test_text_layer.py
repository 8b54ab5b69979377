"""Article, paragraphs, sentences, tokens: they tile, keep offsets, and take any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article import Article
from framing.grammar import Grammar
from framing.sentences import split
from framing.tokens import tokenize

GRAMMAR = Grammar.read()
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
BROKEN = ["", " ", "\n\n", "\x00", "\ud800 and \udfff", "שלום עולם", "a" * 1000, "e\u0301te\u0301", "\ufeffx", "\r\n"]


def sentences(text: str) -> list[str]:
    """The sentences of `text`, with the white space after them."""
    return [sentence.span.slice(text) for sentence in split(Article(text), tokenize(text), GRAMMAR)]


@given(ANY_TEXT)
def test_sentences_tile_any_text(text: str) -> None:
    """Joined, the sentences are the text."""
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize("text", BROKEN)
def test_broken_text_tiles(text: str) -> None:
    """Texts that break other tools."""
    assert "".join(sentences(text)) == text


@given(ANY_TEXT)
def test_tokens_are_in_order_and_hold_no_space(text: str) -> None:
    """Tokens do not overlap, and lie in the text where they say."""
    tokens = tokenize(text)
    places = [place for pair in zip(tokens.starts, tokens.ends, strict=True) for place in pair]
    assert places == sorted(places)
    assert all(not any(c.isspace() for c in tokens.word(i)) for i in range(len(tokens)))


@given(ANY_TEXT)
def test_every_token_lies_in_one_sentence(text: str) -> None:
    """The token ranges of the sentences tile the tokens."""
    tokens = tokenize(text)
    found = split(Article(text), tokens, GRAMMAR)
    assert [i for s in found for i in range(s.first, s.stop)] == list(range(len(tokens)))
    assert all(tokens.ends[s.stop - 1] <= s.span.end for s in found if s.stop > s.first)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("so-called", ["so", "called"]),
        ("the regime’s men", ["the", "regime", "'s", "men"]),
        ("don’t", ["don't"]),
        ("U.S. troops", ["u.s.", "troops"]),
        ("1,000 or 2.5%", ["1,000", "or", "2.5", "%"]),
        ("short- and long-range", ["short", "-", "and", "long", "range"]),
        ("cafe\u0301", ["café"]),
        ("bra\u00adzen\u200bly", ["brazenly"]),
        ("O'Neill—yes", ["o'neill", "—", "yes"]),
    ],
)
def test_tokens(text: str, keys: list[str]) -> None:
    """What is one token and what it is compared by."""
    assert list(tokenize(text).keys) == keys


def test_joined_words_are_told() -> None:
    """Only the second part of a compound is joined."""
    tokens = tokenize("a so-called expert")
    assert [tokens.joined(i) for i in range(len(tokens))] == [False, False, True, False]


def test_lines_are_paragraphs() -> None:
    """Headings and page furniture stay apart from the text."""
    assert sentences("Harbour vote delayed\nThe council met. It rose.\nSubscribe\n") == [
        "Harbour vote delayed\n",
        "The council met. ",
        "It rose.\n",
        "Subscribe\n",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They tore down the wall. Harris stayed at home.", 2),
        ("She put it in the bank. “Never,” he said.", 2),
        ("It was Hale vs. Holt, Gov. Orr said.", 1),
        ("Wait" + "!" * 500 + " The ship left.", 2),
    ],
)
def test_plain_words_end_sentences_and_abbreviations_do_not(text: str, expected: int) -> None:
    """A full stop after a plain lower-case word ends the sentence; after an abbreviation it does not."""
    assert len(sentences(text)) == expected


def test_wrapped_lines_are_one_paragraph() -> None:
    """A sentence broken by width stays whole."""
    wrapped = (
        "The council met on Monday to talk about the harbour and\n"
        "decided after four hours that the matter would have to\n"
        "wait until a new survey of the sea bed has been made.\n"
    )
    assert sentences(wrapped) == [wrapped]


def test_headlines_of_like_length_are_not_wrapped_text() -> None:
    """Lines that could have been longer were not broken by width."""
    block = (
        "Harbour vote put off until the autumn, says mayor\n"
        "Ferry crews to strike on Friday, the union says\n"
        "Lighthouse opens to visitors after nine long years\n"
        "Critics of the pier may go to the regional court\n"
    )
    assert len(sentences(block)) == 4


@pytest.mark.parametrize("value", [None, b"bytes", ["a list"], 3])
def test_only_text_is_accepted(value: object) -> None:
    """Anything else is a TypeError that names what came."""
    with pytest.raises(TypeError, match=f"text must be a str, not {type(value).__name__}"):
        Article(value)  # type: ignore[arg-type]


def test_the_title_must_be_text() -> None:
    """The title is checked as the text is."""
    with pytest.raises(TypeError, match="title must be a str, not int"):
        Article("text", 3)  # type: ignore[arg-type]
