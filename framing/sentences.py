"""Sentences: spans that tile the text, found by nupunkt inside each paragraph."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import nupunkt

from framing.article import Article
from framing.span import Span
from framing.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span with the white space after it, and its tokens `first` up to `stop`."""

    span: Span
    paragraph: int
    first: int
    stop: int


def split(article: Article, tokens: Tokens) -> list[Sentence]:
    """The sentences of `article`, in order; none for an empty text."""
    return [
        Sentence(span, number, bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end))
        for number, paragraph in enumerate(article.paragraphs())
        for span in _in_paragraph(article.text, paragraph)
    ]


def sentence_at(sentences: list[Sentence], place: int) -> int:
    """The index of the sentence that the code point `place` lies in."""
    return bisect_right(sentences, place, key=lambda sentence: sentence.span.start) - 1


def whole(tokens: Tokens) -> Sentence:
    """All tokens as one sentence."""
    return Sentence(Span(0, len(tokens.text)), 0, 0, len(tokens))


def _in_paragraph(text: str, paragraph: Span) -> list[Span]:
    """Spans that tile the paragraph; a token is never cut."""
    found = nupunkt.sent_spans(paragraph.slice(text))
    return [Span(paragraph.start + start, paragraph.start + end) for start, end in found]
