"""Paired quotation marks, nested, per paragraph. No judgement here, and no text makes it fail.

A mark is read by its neighbours, as a typesetter would: it can open where white space, a bracket or a dash
stands before it, and close where a letter or a stop stands before it. Apostrophes ('90s, boys', don't) and primes
(5'10") are no marks. Damage stays local: a mark without a partner reaches to the end (or from the beginning) of its
sentence, and to the end of its paragraph only where the next paragraph opens anew, as long quotations do.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from framing.grammar import Grammar
from framing.sentences import Sentence
from framing.span import Span

Role = Literal["open", "close", "either"]

_MARK = re.compile("``|''|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019\u201a\u201b\u2039\u203a]")
_OPENING = frozenset("\u201c\u201e\u201f\u00ab\u2018\u201a\u201b\u2039") | {"``"}
_CLOSING = frozenset("\u201d\u00bb\u2019\u203a") | {"''"}
_SINGLE = frozenset("'\u2018\u2019\u201a\u201b\u2039\u203a")
_BEFORE_OPENING = frozenset("([{-\u2010\u2011\u2012\u2013\u2014/:\"\u201c\u201e\u2018\u00ab'`*_|>\u2026")
_HEIGHT = re.compile(r"\d['\u2019]\d+\Z")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One quotation mark; `possessive` where it could as well be the apostrophe of a plural (boys')."""

    start: int
    end: int
    single: bool
    role: Role
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `span` with its marks, `inner` without. `depth` is 0 for one that lies in no other.

    `opened` and `closed` are False where the text lacks that mark.
    """

    span: Span
    inner: Span
    depth: int = 0
    opened: bool = True
    closed: bool = True


def pair(text: str, sentences: list[Sentence], grammar: Grammar) -> list[Quote]:
    """All quotations of the text, in order of their beginning, outer before inner."""
    paragraphs = [[s.span for s in group] for _, group in groupby(sentences, key=lambda s: s.paragraph)]
    marks = [list(_marks(text, Span(p[0].start, p[-1].end), grammar)) for p in paragraphs]
    quotes: list[Quote] = []
    for here, spans in enumerate(paragraphs):
        anew = here + 1 < len(paragraphs) and _opens(text, paragraphs[here + 1][0].start, marks[here + 1])
        quotes += _pair_paragraph(text, spans, marks[here], anew)
    return list(_with_depth(quotes))


def _opens(text: str, start: int, marks: list[_Mark]) -> bool:
    """True where a paragraph that starts at `start` begins with an opening double mark."""
    return bool(marks) and marks[0].role == "open" and not text[start : marks[0].start].strip()


def _marks(text: str, paragraph: Span, grammar: Grammar) -> Iterator[_Mark]:
    """The marks of a paragraph that can take part in a pair."""
    found = (_read(text, match, paragraph, grammar) for match in _MARK.finditer(text, paragraph.start, paragraph.end))
    return iter(_without_apostrophes([mark for mark in found if mark]))


def _read(text: str, match: re.Match[str], paragraph: Span, grammar: Grammar) -> _Mark | None:
    """The mark at `match`, or None for an apostrophe or a prime."""
    start, end = match.span()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    single = match.group() in _SINGLE
    if _is_apostrophe(text, match, before, after, grammar) or _HEIGHT.search(text, max(start - 5, 0), start):
        return None
    role = _role(match.group(), before, after)
    if single and role == "either" and before.isdigit():
        return None
    return _Mark(start, end, single, role, single and role == "close" and before in "sS" and after.isspace())


def _is_apostrophe(text: str, match: re.Match[str], before: str, after: str, grammar: Grammar) -> bool:
    """True within a word (don't) and where letters are left out ('90s, 'em)."""
    if match.group() not in _SINGLE:
        return False
    if before.isalnum():
        return after.isalnum()
    word = _WORD.match(text, match.end())
    return word is not None and (grammar.has("elision", word.group().lower()) or _is_decade(word.group()))


def _is_decade(word: str) -> bool:
    return len(word) == 3 and word[:2].isdigit() and word[2] == "s"


def _role(mark: str, before: str, after: str) -> Role:
    """What the neighbours let the mark do; its shape decides where they do not."""
    can_open = not after.isspace() and (before.isspace() or before in _BEFORE_OPENING)
    can_close = not before.isspace() and not after.isalnum()
    if can_open == can_close:
        return "open" if mark in _OPENING else "close" if mark in _CLOSING else "either"
    return "open" if can_open else "close"


def _without_apostrophes(marks: list[_Mark]) -> list[_Mark]:
    """The marks less single ones that cannot be half of a pair, read from the end."""
    kept: list[_Mark] = []
    closing: _Mark | None = None
    for mark in reversed(marks):
        if mark.single and mark.role == "close":
            if mark.possessive and closing and not closing.possessive:
                continue
            closing = mark
        elif mark.single and not closing:
            continue
        elif mark.single and mark.role == "open":
            closing = None
        kept.append(mark)
    return kept[::-1]


def _pair_paragraph(text: str, sentences: list[Span], marks: list[_Mark], anew: bool) -> list[Quote]:
    quotes: list[Quote] = []
    stack: list[_Mark] = []
    unopened: list[_Mark] = []
    opened = {True: 0, False: 0}
    for mark in marks:
        if mark.role != "open" and opened[mark.single]:
            partner = _unwind(stack, mark, opened)
            quotes.append(Quote(Span(partner.start, mark.end), Span(partner.end, mark.start)))
        elif mark.role != "close":
            stack.append(mark)
            opened[mark.single] += 1
        elif not mark.single and not (mark.end - mark.start == 1 and text[mark.start - 1].isdigit()):
            unopened.append(mark)
    halves = [*_until_end(text, sentences, stack, quotes, anew), *_from_start(sentences, unopened, quotes)]
    return quotes + halves


def _unwind(stack: list[_Mark], mark: _Mark, opened: dict[bool, int]) -> _Mark:
    """The nearest open mark of the same family; what was opened after it and never closed falls away."""
    while True:
        partner = stack.pop()
        opened[partner.single] -= 1
        if partner.single == mark.single:
            return partner


def _until_end(
    text: str, sentences: list[Span], stack: list[_Mark], quotes: list[Quote], anew: bool
) -> Iterator[Quote]:
    """Quotations that were never closed: at most one a sentence, the outermost."""
    left = [mark for mark in stack if mark.role == "open" and not mark.single]
    ordered = sorted((quote.span for quote in quotes), key=_start)
    for sentence, group in groupby(left, key=lambda mark: _sentence_at(sentences, mark.start)):
        mark = next(group)
        to_end = anew and mark is left[-1]
        end = sentences[-1].end if to_end else sentences[sentence].end
        inside = ordered[bisect_left(ordered, mark.end, key=_start) : bisect_left(ordered, end, key=_start)]
        crossing = [span.start for span in inside if span.end > end]
        end = _trim(text, mark.end, min([end, *crossing]))
        yield Quote(Span(mark.start, end), Span(mark.end, end), closed=False)


def _from_start(sentences: list[Span], unopened: list[_Mark], quotes: list[Quote]) -> Iterator[Quote]:
    """Quotations that were never opened: only where no other quotation stands before them in their sentence."""
    starts, ends = sorted(q.span.start for q in quotes), sorted(q.span.end for q in quotes)
    for sentence, group in groupby(unopened, key=lambda mark: _sentence_at(sentences, mark.start)):
        mark, start = next(group), sentences[sentence].start
        begun = bisect_left(starts, mark.end) - bisect_left(starts, start)
        ended = bisect_right(ends, mark.end) - bisect_right(ends, start)
        if not begun and not ended:
            yield Quote(Span(start, mark.end), Span(start, mark.start), opened=False)


def _sentence_at(sentences: list[Span], place: int) -> int:
    return bisect_right(sentences, place, key=_start) - 1


def _start(span: Span) -> int:
    return span.start


def _trim(text: str, start: int, end: int) -> int:
    """`end` moved before the white space that stands there."""
    return start + len(text[start:end].rstrip())


def _with_depth(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotations in order, each with the number of others that it lies in."""
    around: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.span.start, -q.span.end)):
        while around and not around[-1].span.contains(quote.span):
            around.pop()
        yield replace(quote, depth=len(around))
        around.append(quote)
