"""Sentences: spans that tile the text, found by nupunkt inside each paragraph."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

import nupunkt

from framing.article import Article
from framing.grammar import Grammar
from framing.span import Span
from framing.tokens import Tokens

# a long run of marks ends at most one sentence; nupunkt takes quadratic time over it
_RUN = re.compile(r"[^\w\s]{20,}")
# nupunkt holds many plain words for abbreviations (wall, bank, car): in lower case before a capital they are none
_PLAIN_END = re.compile(r"(?<=\s)([a-z]{2,})[.]['\")\]\u2019\u201d]*\s+(?=['\"(\[\u2018\u201c]*[A-Z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span with the white space after it, and its tokens `first` up to `stop`."""

    span: Span
    paragraph: int
    first: int
    stop: int


def split(article: Article, tokens: Tokens, grammar: Grammar) -> list[Sentence]:
    """The sentences of `article`, in order; none for an empty text."""
    return [
        Sentence(span, number, bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end))
        for number, paragraph in enumerate(article.paragraphs())
        for span in _in_paragraph(article.text, paragraph, grammar)
    ]


def sentence_at(sentences: list[Sentence], place: int) -> int:
    """The index of the sentence that the code point `place` lies in."""
    return bisect_right(sentences, place, key=lambda sentence: sentence.span.start) - 1


def whole(tokens: Tokens) -> Sentence:
    """All tokens as one sentence."""
    return Sentence(Span(0, len(tokens.text)), 0, 0, len(tokens))


def _in_paragraph(text: str, paragraph: Span, grammar: Grammar) -> list[Span]:
    """Spans that tile the paragraph; a token is never cut."""
    content = _RUN.sub(lambda run: "-" * (len(run.group()) - 1) + run.group()[-1], paragraph.slice(text))
    ends = {end for _, end in nupunkt.sent_spans(content)}
    ends.update(m.end() for m in _PLAIN_END.finditer(content) if not grammar.has("abbreviation", m[1]))
    cuts = sorted(end for end in ends - {0, len(content)} if content[end] not in ")]")
    return [Span(paragraph.start + start, paragraph.start + end) for start, end in pairwise([0, *cuts, len(content)])]
