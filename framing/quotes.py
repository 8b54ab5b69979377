"""Paired quotation marks, nested, per paragraph. No judgement here, and no text makes it fail.

A mark is read by its neighbours, as a typesetter would: it can open where white space, a bracket or a dash
stands before it, and close where a letter or a stop stands before it. Apostrophes inside words (don't) and primes
(5'10") are no marks; what could as well be an apostrophe or a prime ('90s, boys', 27") is weak and gives way to others.
Double marks pair first, single ones only inside the same double quotation, so that no apostrophe breaks one.
Damage stays local: a double mark without a partner reaches to the end (or from the beginning) of its sentence, and
any mark to the end of its paragraph where the next paragraph opens anew, as long quotations do.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from framing.grammar import Grammar
from framing.sentences import Sentence
from framing.span import Span

Role = Literal["open", "close", "either"]

_MARK = re.compile("``|''|&quot;|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019\u201a\u201b\u2039\u203a]")
_OPENING = frozenset("\u201c\u201e\u201f\u00ab\u2018\u201a\u201b\u2039") | {"``"}
_CLOSING = frozenset("\u201d\u00bb\u2019\u203a")
_SINGLE = frozenset("'\u2018\u2019\u201a\u201b\u2039\u203a")
_BRACKETS = frozenset("([{=")
_BEFORE_OPENING = _BRACKETS | frozenset("-\u2010\u2011\u2012\u2013\u2014/:;\"\u201c\u201e\u2018\u00ab'`*_|>\u2026")
# never right after an opening mark; other closing marks may stand between
_AFTER_CLOSING = re.compile("[\"'\u201d\u2019\u00bb\u203a]{0,3}(?:\\s|\\Z|[,;:!?)\\]}]|\\.(?![.\\w]))")
_HEIGHT = re.compile(r"\d['\u2019]\d+\Z")
_CLIPPED = re.compile(r"(?:s|in|\bn|\d)\Z", re.IGNORECASE)  # what apostrophes follow: boys', goin', 'n'
_GOES_ON = re.compile("\\s+\\S|[-\u2010\u2011]|[,.;!?]['\u2019]")  # no quotation has ended here for certain
_YEAR = re.compile(r"\d\ds?\Z")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One quotation mark; `weak` where it could as well be an apostrophe, a prime or a slip."""

    start: int
    end: int
    single: bool
    role: Role
    weak: bool


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


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph: its sentences and its marks."""

    text: str
    sentences: list[Span]
    marks: list[_Mark]

    @classmethod
    def read(cls, text: str, sentences: list[Span], grammar: Grammar) -> "_Paragraph":
        """The paragraph that these sentences make up."""
        span = Span(sentences[0].start, sentences[-1].end)
        found = (_read(match, span, grammar) for match in _MARK.finditer(text, span.start, span.end))
        return cls(text, sentences, [mark for mark in found if mark])

    def opening(self) -> _Mark | None:
        """The mark that the paragraph begins with, if any."""
        first = self.marks[0] if self.marks else None
        return first if first and first.role == "open" and not first.weak and not self.before(first) else None

    def before(self, mark: _Mark) -> str:
        """The last letter or stop of the paragraph before `mark`; empty where there is none."""
        return self.text[self.sentences[0].start : mark.start].rstrip()[-1:]

    def sentence(self, mark: _Mark) -> int:
        """The number of the sentence in which `mark` stands."""
        return bisect_right(self.sentences, mark.start, key=_start) - 1


def pair(text: str, sentences: list[Sentence], grammar: Grammar) -> list[Quote]:
    """All quotations of the text, in order of their beginning, outer before inner."""
    groups = groupby(sentences, key=lambda sentence: sentence.paragraph)
    paragraphs = [_Paragraph.read(text, [sentence.span for sentence in group], grammar) for _, group in groups]
    anew = [*(paragraph.opening() for paragraph in paragraphs[1:]), None]
    found = (quote for here, opening in zip(paragraphs, anew, strict=False) for quote in _quotes(here, opening))
    return list(_with_depth(found))


def _read(match: re.Match[str], paragraph: Span, grammar: Grammar) -> _Mark | None:
    """The mark at `match`, or None for an apostrophe inside a word and for a prime."""
    text, (start, end) = match.string, match.span()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    single = match.group() in _SINGLE
    if single and before.isalnum() and after.isalnum():
        return None
    if before.isdigit() and _HEIGHT.search(text, max(start - 5, 0), start):
        return None
    role = _role(match, before, after)
    if role == "either" and before.isdigit():
        return None
    doubtful = role == "close" and (before.isdigit() or _is_blank(before) or after.isalnum())
    weak = _could_be_apostrophe(match, role, paragraph, grammar) if single else doubtful
    return _Mark(start, end, single, role, weak)


def _role(match: re.Match[str], before: str, after: str) -> Role:
    """What the neighbours let the mark do; its shape decides where they do not."""
    ended = _AFTER_CLOSING.match(match.string, match.end())
    can_open = not ended and (_is_blank(before) or before in _BEFORE_OPENING)
    can_close = not (_is_blank(before) or before in _BRACKETS or after.isalnum())
    if can_open == can_close:
        return "open" if match.group() in _OPENING else "close" if match.group() in _CLOSING else "either"
    return "open" if can_open else "close"


def _is_blank(char: str) -> bool:
    """True for white space and for what is not seen, such as marks of direction."""
    return char == " " or not char.isprintable()


def _could_be_apostrophe(match: re.Match[str], role: Role, paragraph: Span, grammar: Grammar) -> bool:
    """True where letters may be left out after a single mark that opens ('90s, 'em) or before one that closes."""
    text, (start, end) = match.string, match.span()
    if role == "close":
        clipped = _CLIPPED.search(text, max(start - 3, paragraph.start), start)
        return bool(clipped and _GOES_ON.match(text, end, paragraph.end))
    word = _WORD.match(text, end)
    if role == "either" or not word:
        return False
    rest = word.group().lower()
    known = grammar.has("elision", rest) or grammar.classes_of(f"'{rest}") or _YEAR.match(rest)
    return bool(known) or match.group() in _CLOSING


def _quotes(paragraph: _Paragraph, anew: _Mark | None) -> list[Quote]:
    """The quotations of one paragraph; `anew` is the mark that the next one begins with."""
    quotes, unclosed, unopened = _matched(paragraph, [mark for mark in paragraph.marks if not mark.single])
    resumed = anew is not None and not anew.single
    quotes += [*_from_start(paragraph, unopened, quotes), *_until_end(paragraph, unclosed, quotes, resumed)]
    for place, marks in _by_place([mark for mark in paragraph.marks if mark.single], quotes).items():
        inner, unclosed, _ = _matched(paragraph, marks)
        quotes += inner
        if anew and anew.single and place is None:
            quotes += _resumed(paragraph, unclosed)
    return quotes


def _matched(paragraph: _Paragraph, marks: list[_Mark]) -> tuple[list[Quote], list[_Mark], list[_Mark]]:
    """The pairs of these marks, all of one family; those that were never closed; those that were never opened."""
    quotes: list[Quote] = []
    stack: list[_Mark] = []
    unopened: list[_Mark] = []
    for mark in _without_clipped(marks):
        if mark.role == "open" or (mark.role == "either" and not stack):
            if not (mark.weak and stack):
                stack.append(mark)
        elif not stack:
            unopened.append(mark)
        elif _fit(paragraph, stack[-1], mark):
            opening = stack.pop()
            if opening.end < mark.start:
                quotes.append(Quote(Span(opening.start, mark.end), Span(opening.end, mark.start)))
    return quotes, stack, unopened


def _without_clipped(marks: list[_Mark]) -> list[_Mark]:
    """The marks less weak closing ones where a later one closes the same quotation: 'The boys' boat is gone'."""
    kept: list[_Mark] = []
    closed_later = False
    for mark in reversed(marks):
        if mark.role == "open" and not mark.weak:
            closed_later = False
        elif mark.role == "close":
            if mark.weak and closed_later:
                continue
            closed_later = closed_later or not mark.weak
        kept.append(mark)
    return kept[::-1]


def _fit(paragraph: _Paragraph, opening: _Mark, closing: _Mark) -> bool:
    """False for two apostrophes, and for one that stands in another sentence."""
    if not opening.single or not (opening.weak or closing.weak):
        return True
    return opening.weak != closing.weak and paragraph.sentence(opening) == paragraph.sentence(closing)


def _by_place(marks: list[_Mark], quotes: list[Quote]) -> dict[Span | None, list[_Mark]]:
    """The marks, by the innermost of the quotations that they stand in."""
    spans = sorted((quote.span for quote in quotes), key=lambda span: (-span.start, span.end))
    around: list[Span] = []
    found: dict[Span | None, list[_Mark]] = defaultdict(list)
    for mark in marks:
        while spans and spans[-1].start <= mark.start:
            around.append(spans.pop())
        while around and around[-1].end <= mark.start:
            around.pop()
        found[around[-1] if around else None].append(mark)
    return found


def _until_end(paragraph: _Paragraph, unclosed: list[_Mark], quotes: list[Quote], resumed: bool) -> Iterator[Quote]:
    """Quotations that were never closed: at most one a sentence, the outermost; the last may go on in the next."""
    text, sentences = paragraph.text, paragraph.sentences
    left = [mark for mark in unclosed if mark.role == "open" and _may_stand_alone(text, mark)]
    firsts = [next(group) for _, group in groupby(left, key=paragraph.sentence)]
    pairs = sorted((quote.span for quote in quotes), key=_start)
    for mark in firsts:
        to_end = resumed and mark is firsts[-1]
        end = sentences[-1 if to_end else paragraph.sentence(mark)].end
        inside = pairs[bisect_left(pairs, mark.end, key=_start) : bisect_left(pairs, end, key=_start)]
        yield from _unclosed(text, mark, min([end, *(span.start for span in inside if span.end > end)]))


def _may_stand_alone(text: str, mark: _Mark) -> bool:
    """False for an opening mark that was turned the wrong way or struck twice."""
    shape = text[mark.start : mark.end]
    return shape not in _CLOSING and not text.startswith(shape, mark.end)


def _resumed(paragraph: _Paragraph, unclosed: list[_Mark]) -> Iterator[Quote]:
    """The quotation in single marks that goes on in the next paragraph."""
    left = [mark for mark in unclosed if mark.role == "open" and not mark.weak]
    if left and paragraph.before(left[-1]) in ("", ":", ","):
        yield from _unclosed(paragraph.text, left[-1], paragraph.sentences[-1].end)


def _unclosed(text: str, mark: _Mark, end: int) -> Iterator[Quote]:
    """The quotation from `mark` to `end`, less the white space there; none where no word follows."""
    if _WORD.search(text, mark.end, end):
        end = mark.end + len(text[mark.end : end].rstrip())
        yield Quote(Span(mark.start, end), Span(mark.end, end), closed=False)


def _from_start(paragraph: _Paragraph, unopened: list[_Mark], quotes: list[Quote]) -> Iterator[Quote]:
    """Quotations that were never opened: only where no other one stands before them in their sentence."""
    text, ends = paragraph.text, sorted(quote.span.end for quote in quotes)
    left = [mark for mark in unopened if not mark.weak and text[mark.start : mark.end] not in _OPENING]
    for number, group in groupby(left, key=paragraph.sentence):
        mark, start = next(group), paragraph.sentences[number].start
        alone = bisect_right(ends, start) == bisect_right(ends, mark.start)
        if alone and _WORD.search(text, start, mark.start):
            yield Quote(Span(start, mark.end), Span(start, mark.start), opened=False)


def _start(span: Span) -> int:
    return span.start


def _with_depth(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotations in order, each with the number of others that it lies in."""
    around: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.span.start, -q.span.end)):
        while around and not around[-1].span.contains(quote.span):
            around.pop()
        yield replace(quote, depth=len(around))
        around.append(quote)
