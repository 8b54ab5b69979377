"""Attributions that structure alone shows, where no cue of the lexicon credits.

Speakers' labels ("Holt: ..."), block quotations after a colon, quotations beside a verb that no list holds, and whole
sentences in quotation marks whose source the text leaves open.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from framing.attribution import Attribution, AttributionType
from framing.contents import CLOSING_STOPS
from framing.entry import Entry
from framing.grammar import Grammar
from framing.matcher import Match
from framing.phrases import MAX_OPENING, Phrases, Range
from framing.quotes import Quote
from framing.sentences import Sentence, sentence_at
from framing.span import Span
from framing.tokens import Tokens

LONG = 8  # words from which on only speech is quoted
MAX_SPACE = 40  # code points between a mark and the words
MAX_LABEL = 9  # tokens before the colon of a label
MAX_SIGNED = 5  # tokens after the dash of a headline
DASHES = frozenset("-\u2013\u2014")
QUOTED_BY_SIGN = ">"
_SPEAKERS = ("organisation", "agency", "role")  # what may stand in lower case in a label: Teachers' union: ...


@dataclass(frozen=True, slots=True)
class Structure:
    """Reads what structure shows in one text. `quotes` are the outer ones, in order."""

    tokens: Tokens
    grammar: Grammar
    sentences: list[Sentence]
    quotes: list[Quote]

    def introduced(self, credited: list[Attribution], last_cues: dict[int, Match]) -> Iterator[Attribution]:
        """What labels, colons and verbs of no list introduce, beyond what is `credited` already.

        `last_cues` holds the cue with which a sentence, by its place, ends.
        """
        taken, used = _Taken(credited), {attribution.cue for attribution in credited}
        done = 0  # where what was read last ends
        for place, sentence in enumerate(self.sentences):
            if sentence.span.start < done:
                continue
            begins = place == 0 or self.sentences[place - 1].paragraph != sentence.paragraph
            found = (self._label(place) or self._signed(place)) if begins else None
            found = found or self._signed_headline(place)
            if found is None and (block := self._block(place, last_cues.get(place))):
                found = None if block.cue in used or taken.any_of(block.content) else block
            if found:
                yield found
                taken.add(found)
                done = max(part.end for part in found.content)
        for quote in self.quotes:
            found = self._beside(quote) if quote.opened and not taken.any_of((quote.span,)) else None
            if found and found.cue not in used:
                yield found

    def unsourced(self, credited: list[Attribution]) -> Iterator[Attribution]:
        """Whole sentences in quotation marks that nobody is credited with; the mark itself is the cue."""
        taken = _Taken(credited)
        for quote in self.quotes:
            if not taken.any_of((quote.span,)) and is_speech(self.tokens, quote):
                mark = quote.span.start if quote.opened else quote.inner.end
                place = bisect_left(self.tokens.starts, mark)
                yield self._attribution((quote.span,), None, (place, place + 1), "direct")

    def _attribution(
        self,
        content: tuple[Span, ...],
        source: Range | None,
        cue: Range,
        kind: AttributionType,
        entry: Entry | None = None,
    ) -> Attribution:
        return Attribution(
            content=content,
            source=self.tokens.span(*source) if source else None,
            cue=self.tokens.span(*cue),
            stance=(entry and entry.stance) or "neutral",
            type=kind,
            entry=entry.id if entry else None,
        )

    def _phrases(self, place: int) -> Phrases:
        return Phrases.of(self.tokens, self.grammar, self.sentences[place])

    # -- "Holt: The plan is dead", "Holt on the plan: ..."

    def _label(self, place: int) -> Attribution | None:
        """The rest of the paragraph, credited to the name before the colon that it begins with."""
        phrases = self._phrases(place)
        colon = next((i for i in range(phrases.lo, phrases.lo + MAX_LABEL) if phrases.key(i) == ":"), None)
        if colon and (quoted := self._quoted_label(phrases, colon)):
            return quoted
        source = self._named_by_label(phrases, colon) if colon else None
        if colon is None or source is None:
            return None
        first, stop = colon + 1, self.sentences[self._last_of_paragraph(place)].stop
        while stop > first and not phrases.tokens.is_word(stop - 1) and not self._quote_ending(stop - 1):
            stop -= 1
        if stop == first:
            return None
        content = self.tokens.span(first, stop)
        return self._attribution((content,), source, (colon, colon + 1), self._type(content))

    def _quoted_label(self, phrases: Phrases, colon: int) -> Attribution | None:
        """The quotation before the colon of a headline, credited to the one named after it: 'No way': Holt on fares."""
        quote = self._quote_starting(self.tokens.starts[phrases.lo])
        if quote is None or quote.span.end != self.tokens.ends[colon - 1]:
            return None
        stop = next(i for i in range(colon + 1, phrases.hi + 1) if not phrases.is_name(i))
        if stop == colon + 1:
            return None
        source = colon + 1, stop
        says = phrases.is_verb(stop) or phrases.is_a(stop, "label_topic")
        return self._attribution((quote.span,), source, (colon, colon + 1), "direct") if says else None

    def _named_by_label(self, phrases: Phrases, colon: int) -> Range | None:
        if colon - phrases.lo > MAX_OPENING:
            return None
        stop = next((i for i in range(phrases.lo, colon) if phrases.is_a(i, "label_topic")), colon)
        name = phrases.lo, stop
        words = [i for i in range(*name) if phrases.is_word(i)]
        if any(phrases.is_quote_mark(i) and not phrases.is_owner_mark(i) for i in range(*name)):
            return None
        if not words or any(phrases.is_a(i, "no_speaker") for i in words):
            return None
        if len(words) > 1 and all(len(phrases.key(i)) == 1 for i in words):
            return None  # Q&A
        named = all(phrases.is_name(i) or phrases.is_a(i, "inside_label", *_SPEAKERS) for i in words)
        ends = phrases.is_name(words[-1]) or phrases.is_a(words[-1], *_SPEAKERS)
        return name if named and phrases.is_name(words[0]) and ends else None

    def _quote_ending(self, i: int) -> bool:
        end = self.tokens.ends[i]
        place = bisect_left(self.quotes, end, key=lambda quote: quote.span.end)
        return place < len(self.quotes) and self.quotes[place].span.end == end

    def _type(self, content: Span) -> AttributionType:
        place = bisect_right(self.quotes, content.start, key=lambda quote: quote.span.end)
        first = self.quotes[place].span if place < len(self.quotes) else None
        if first is None or not content.overlaps(first):
            return "indirect"
        return "direct" if first.contains(content) else "mixed"

    # -- "Ferry 'unsafe' - inspector"

    def _signed_headline(self, place: int) -> Attribution | None:
        """A line without a stop that holds a quotation and ends in a dash and whoever says it."""
        phrases, last = self._phrases(place), self.sentences[place].stop - 1
        dash = next((i for i in range(last, max(phrases.lo, last - MAX_SIGNED), -1) if phrases.key(i) in DASHES), None)
        if dash is None or dash == last or self._goes_on(place):
            return None
        source = phrases.phrase_from(dash + 1)
        if source is None or source[1] != last + 1 or not self._can_sign(phrases, source):
            return None
        first = bisect_left(self.quotes, phrases.tokens.starts[phrases.lo], key=lambda quote: quote.span.start)
        quote = self.quotes[first] if first < len(self.quotes) else None
        if quote is None or quote.span.end > phrases.tokens.starts[dash]:
            return None
        content = self.tokens.span(phrases.lo, dash)
        return self._attribution((content,), source, (dash, dash + 1), self._type(content))

    def _can_sign(self, phrases: Phrases, source: Range) -> bool:
        """True for a body, a role or several of them: charity, inspectors."""
        key = phrases.key(phrases.head(source))
        return any(not self.grammar.classes_of(word).isdisjoint(_SPEAKERS) for word in (key, key.removesuffix("s")))

    # -- "Holt issued the following statement:" and the paragraph after

    def _block(self, place: int, cue: Match | None) -> Attribution | None:
        """The paragraph after one that ends in a cue or a colon: a quotation, or any text that the two announce."""
        phrases = self._phrases(place)
        last = next((i for i in range(phrases.hi - 1, phrases.lo, -1) if phrases.key(i)), phrases.lo)
        colon = phrases.key(last) == ":"
        if self._goes_on(place) or place + 1 == len(self.sentences) or not (colon or cue):
            return None
        after = self.sentences[place + 1].span
        quote = self._quote_starting(after.start)
        if cue and phrases.is_a(cue.start - 1, "number", "determiner"):
            cue = None  # for three reasons:
        if quote is None and not (colon and (cue or self._announces(phrases))):
            return None
        content = (quote.span,) if quote else tuple(self._block_parts(place + 1))
        if cue:
            source = phrases.subject_before(cue.start) or phrases.first_subject()
            return self._attribution(content, source, (cue.start, cue.stop), "direct", cue.entry)
        return self._attribution(content, phrases.first_subject(), (last, last + 1), "direct")

    def _block_parts(self, place: int) -> Iterator[Span]:
        """The paragraph that begins with the sentence; where a sign marks it as quoted, all that bear the sign."""
        text = self.tokens.text
        while True:
            stop = self._last_of_paragraph(place) + 1
            block = _stripped(text, Span(self.sentences[place].span.start, self.sentences[stop - 1].span.end))
            signed = text.startswith(QUOTED_BY_SIGN, block.start)
            part = _stripped(text, Span(block.start + signed, block.end))
            if part:
                yield part
            following = self.sentences[stop].span.start if stop < len(self.sentences) else len(text)
            if not signed or not text.startswith(QUOTED_BY_SIGN, following):
                return
            place = stop

    def _signed(self, place: int) -> Attribution | None:
        """A block quotation that nothing announces; its sign is the cue."""
        sentence = self.sentences[place]
        signed = self.tokens.text.startswith(QUOTED_BY_SIGN, sentence.span.start)
        content = tuple(self._block_parts(place)) if signed else ()
        return self._attribution(content, None, (sentence.first, sentence.first + 1), "direct") if content else None

    def _goes_on(self, place: int) -> bool:
        """True where the paragraph of a sentence has another one."""
        following = self.sentences[place + 1 : place + 2]
        return bool(following) and following[0].paragraph == self.sentences[place].paragraph

    def _announces(self, phrases: Phrases) -> bool:
        """True for "issued the following statement:", "in a letter:"."""
        return any(phrases.is_a(i, "document") for i in range(max(phrases.lo, phrases.hi - MAX_LABEL), phrases.hi))

    def _quote_starting(self, start: int) -> Quote | None:
        place = bisect_left(self.quotes, start, key=lambda quote: quote.span.start)
        found = self.quotes[place] if place < len(self.quotes) else None
        return found if found and not self.tokens.text[start : found.span.start].strip() else None

    def _last_of_paragraph(self, place: int) -> int:
        while self._goes_on(place):
            place += 1
        return place

    # -- "...," Holt verbed; Holt verbed, "..."

    def _beside(self, quote: Quote) -> Attribution | None:
        """A quotation with a subject and a verb beside it, where it reads as speech."""
        phrases = self._phrases(sentence_at(self.sentences, quote.span.start))
        first = bisect_left(self.tokens.starts, quote.span.start)
        ending = self._phrases(sentence_at(self.sentences, max(quote.span.start, quote.span.end - 1)))
        stop = bisect_left(self.tokens.starts, quote.span.end)
        found = self._introduced_by(phrases, first, quote) or self._followed_by(ending, stop, quote)
        if found is None:
            return None
        source, cue = found
        return self._attribution((quote.span,), source, cue, "direct")

    def _introduced_by(self, phrases: Phrases, first: int, quote: Quote) -> tuple[Range, Range] | None:
        """The subject and the verb or colon before a quotation."""
        mark = phrases.key(first - 1)
        verb = first - 2 if mark in (",", ":") else first - 1
        put = phrases.is_a(verb, "object") and phrases.is_verb(verb - 1)  # as Holt put it
        verb -= put
        begins = mark in (",", ":") and (put or edges(self.tokens.text, quote)[0].isupper())
        if self._is_full_verb(phrases, verb) and (begins or is_speech(self.tokens, quote)):
            source = phrases.subject_before(verb)
            if source:
                return source, (verb, first - 1 if mark in (",", ":") else first)
        if mark == ":" and is_speech(self.tokens, quote):
            source = self._named_by_label(phrases, first - 1) or phrases.first_subject(first)
            return (source, (first - 1, first)) if source else None
        return None

    def _is_full_verb(self, phrases: Phrases, i: int) -> bool:
        return phrases.is_verb(i) and not phrases.is_a(i, "be", "have", "do", "modal")

    def _followed_by(self, phrases: Phrases, stop: int, quote: Quote) -> tuple[Range, Range] | None:
        """The subject and the verb after a quotation that ends in a comma or the like."""
        closing = edges(self.tokens.text, quote)[1]
        if closing not in CLOSING_STOPS or closing == ".":
            return None
        if phrases.is_verb(stop) and (source := phrases.phrase_from(stop + 1)):
            return source, (stop, stop + 1)
        source = phrases.phrase_from(stop)
        return (source, (source[1], source[1] + 1)) if source and phrases.is_verb(source[1]) else None


def is_speech(tokens: Tokens, quote: Quote) -> bool:
    """True where a whole sentence or a long passage stands between the marks, and no title: "Morning News."."""
    first, stop = (bisect_left(tokens.starts, place) for place in (quote.inner.start, quote.inner.end))
    words = [i for i in range(first, min(stop, first + 4 * LONG)) if tokens.is_word(i)]
    if len(words) >= LONG:
        return True
    opening, closing = edges(tokens.text, quote)
    long = [tokens.word(i) for i in words if len(tokens.keys[i]) > 3]
    is_title = bool(long) and all(word[0].isupper() for word in long)
    return len(words) > 1 and opening.isupper() and closing in CLOSING_STOPS and not is_title


def edges(text: str, quote: Quote) -> tuple[str, str]:
    """The first and the last character between the marks, white space aside."""
    inner = quote.inner
    opening = text[inner.start : min(inner.end, inner.start + MAX_SPACE)].lstrip()
    closing = text[max(inner.start, inner.end - MAX_SPACE) : inner.end].rstrip()
    return opening[:1], closing[-1:]


class _Taken:
    """The text that is credited already."""

    def __init__(self, attributions: list[Attribution]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for part in sorted(part for attribution in attributions for part in attribution.content):
            if self._ends and part.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], part.end)
            else:
                self._starts.append(part.start)
                self._ends.append(part.end)
        self._added: set[int] = set()

    def add(self, attribution: Attribution) -> None:
        """Take the content of one more."""
        self._added.update(part.start for part in attribution.content)

    def any_of(self, spans: tuple[Span, ...]) -> bool:
        """True where one of the spans shares text with what is taken."""
        return any(self._holds(span) for span in spans)

    def _holds(self, span: Span) -> bool:
        place = bisect_left(self._ends, span.start + 1)
        return span.start in self._added or (place < len(self._starts) and self._starts[place] < span.end)


def _stripped(text: str, span: Span) -> Span:
    words = span.slice(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
