"""Which words a cue credits, to whom: read within one sentence, without a parser.

A cue credits what stands around it: quotations beside it, the clause after it (said that ..., said ...), or the clause
before it (..., she said).
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from framing.matcher import Match
from framing.phrases import Phrases, Range
from framing.quotes import Quote
from framing.span import Span

MAX_CLAUSE = 200  # tokens of indirect content
MAX_ADVERBIAL = 16  # tokens between a verb and what it credits
MAX_SUBJECT = 8  # tokens between a comma and the verb of the clause that begins there
CLOSING_STOPS = (".", ",", "!", "?", "\u2026")

# stances that only a clause or a quotation carries; others credit a stance towards a bare object: slammed the plan
CLAUSE_STANCES = ("neutral", "doubting", "conceding")

CreditType = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Credit:
    """What one cue credits: the spans of the content, whole quotations with their marks, and of the source."""

    cue: Match
    source: Span
    content: tuple[Span, ...]
    type: CreditType


class ClauseReader:
    """Reads the attributions of one sentence, cue by cue, from left to right. Places are token indices."""

    def __init__(self, phrases: Phrases, quotes: list[Quote], preceding: Quote | None, cues: list[Match]) -> None:
        self.phrases, self.tokens = phrases, phrases.tokens
        self._quotes, self._preceding = quotes, preceding
        self._cues = [cue for cue in cues if self._quote_at(cue.start) is None]
        self._cue_starts = frozenset(cue.start for cue in self._cues)
        self._found: list[Credit] = []
        self._last_source: Range | None = None
        self._done = phrases.lo

    def credits(self) -> list[Credit]:
        """What the cues of the sentence credit, in order."""
        for cue in self._cues:
            reading = self._phrase(cue) if cue.entry.pos == "phrase" else self._verb(cue)
            if reading:
                self._add(cue, *reading)
        return self._found

    def _add(self, cue: Match, source: Range, content: list[Range]) -> None:
        spans, kind = tuple(self._span(part) for part in content), self._type(content)
        if not spans and self._preceding and self.phrases.lo in (source[0], cue.start):
            spans, kind = (self._preceding.span,), "direct"
        if not spans:
            return
        self._found.append(Credit(cue, self.tokens.span(*source), spans, kind))
        self._last_source = source
        self._done = max(cue.stop, source[1], *(stop for _, stop in content), self._done)

    def _type(self, content: list[Range]) -> CreditType:
        """Direct where quotations are all there is, mixed where they are a part."""
        quotes = [[self._quote_at(i) is not None for i in range(*part)] for part in content]
        if all(all(part) for part in quotes):
            return "direct"
        return "mixed" if any(any(part) for part in quotes) else "indirect"

    # -- "according to X, ..." and "..., according to X"

    def _phrase(self, cue: Match) -> tuple[Range, list[Range]] | None:
        source = self._source_after(cue.stop)
        if source is None:
            return None
        parts = (self._before(cue.start, self.phrases.lo), self._after_comma(source[1]))
        return source, [part for part in parts if part]

    def _source_after(self, start: int) -> Range | None:
        """Everything up to the next mark: "according to two people who saw the letter"."""
        stop = start
        while stop - start < MAX_ADVERBIAL and self.phrases.goes_on(stop) and not self._quote_at(stop):
            stop += 1
        return self.phrases.with_apposition_after((start, stop)) if stop > start else None

    # -- "X said ...", "..., said X", "..., saying ..."

    def _verb(self, cue: Match) -> tuple[Range, list[Range]] | None:
        if self._is_noun_or_passive(cue):
            return None
        inverted = self._inverted(cue)
        source = inverted or self._subject(cue)
        if source is None or self._quote_at(source[0]) or self.phrases.is_a(source[0], "nobody"):
            return None
        left = min(cue.start, source[0]) if source[1] >= self._done else cue.start
        right = source[1] if inverted else cue.stop
        after = None if inverted or self._closes(left - 1) else self._after(cue, self._is_subordinate(left))
        before = None if after else self._before(left, self._done)
        if before and (not inverted or self._opens(right + 1)):
            after = self._after_comma(right)
        return source, [part for part in (before, after) if part]

    def _is_noun_or_passive(self, cue: Match) -> bool:
        """True for "the claim", "was accused", "accused by", "accused of"."""
        phrases, before, word = self.phrases, cue.start - 1, self.phrases.key(cue.start)
        if phrases.is_a(before, "determiner") and not phrases.is_a(before, "pronoun", "quantity"):
            return True
        if word.endswith("ing"):
            return phrases.key(before) == "'s" and not phrases.is_a(before - 1, "subject_pronoun")
        if phrases.key(before) == "'s" or phrases.is_a(cue.stop, "agent"):
            return True
        if phrases.is_a(cue.start, "passive_before_of") and phrases.is_a(cue.stop, "of"):
            return True
        while phrases.is_adverb(before):
            before -= 1
        return phrases.is_a(before, "be") and not self._is_base(cue)

    def _is_base(self, cue: Match) -> bool:
        """True where the verb stands in its base form, and that cannot be its past (put, read)."""
        base = cue.entry.term.split(" ")[0].rstrip("~")
        past = self.phrases.grammar.irregular["verb"].get(base, ())
        return self.phrases.key(cue.start) == base and base not in past

    def _subject(self, cue: Match) -> Range | None:
        """The phrase before the verb, or the one carried on from the clause before: "..., saying", "and said"."""
        phrases, before = self.phrases, self.phrases.skip_back(cue.start - 1)
        progressive = before < cue.start - 1 and phrases.is_a(cue.start - 1, "be")
        if phrases.key(cue.start).endswith("ing") and not progressive:
            introduced = phrases.is_a(before, "participle_opener") or phrases.key(before) == ","
            return self._carried() if introduced or self._closes(before) else None
        if phrases.is_a(before, "predicate_opener"):
            return self._carried()
        source = phrases.subject_before(cue.start)
        if source and self._is_base(cue) and not self._takes_base(source, cue):
            return None
        return source

    def _takes_base(self, source: Range, cue: Match) -> bool:
        """True where a base form can follow: a plural, or a modal before the verb."""
        phrases, head = self.phrases, self.phrases.head(source)
        if (
            phrases.is_a(cue.start - 1, "modal", "do")
            or phrases.is_a(source[0], "plural")
            or phrases.is_a(head, "plural")
        ):
            return True
        joined = any(phrases.is_a(i, "coordinator") for i in range(*source))
        return joined or (phrases.key(head).endswith("s") and phrases.key(head) != "'s")

    def _carried(self) -> Range | None:
        """The source of the attribution before, or else what the sentence begins with."""
        if self._last_source:
            return self._last_source
        start, comma = self.phrases.lo, self._first_comma()
        while start < comma and not (self.phrases.is_name(start) or self.phrases.is_a(start, "determiner")):
            start += 1
        if self.phrases.is_a(self.phrases.lo, "preposition", "subordinator"):
            start = comma + 1
        return self.phrases.phrase_from(start)

    def _first_comma(self) -> int:
        limit = min(self.phrases.hi, self.phrases.lo + MAX_CLAUSE)
        return next((i for i in range(self.phrases.lo, limit) if self.phrases.key(i) == ","), self.phrases.lo)

    def _inverted(self, cue: Match) -> Range | None:
        """The phrase after the verb, where a quotation or a comma stands before it: "..., said X"."""
        phrases, before = self.phrases, cue.start - 1
        quoted = phrases.is_quote_mark(before) or (phrases.key(before) == "," and phrases.is_quote_mark(before - 1))
        if not quoted and phrases.key(before) != ",":
            return None
        source = phrases.phrase_from(cue.stop)
        if source is None:
            return None
        source = phrases.with_apposition_after(source)
        return source if quoted or phrases.key(source[1]) in (".", ",", "") else None

    # -- content

    def _is_subordinate(self, left: int) -> bool:
        """True for the clause after although, when, because ..., which a comma ends."""
        return self.phrases.is_a(left - 1, "subordinator") and not self.phrases.is_a(left - 1, "complementizer")

    def _after(self, cue: Match, subordinate: bool) -> Range | None:
        """The content that follows the verb: a quotation, a that-clause, a bare clause or an object."""
        start = cue.stop
        if self.phrases.key(start) == ",":
            return self._clause(start + 1) if self._opens(start + 1) else None
        if self.phrases.is_a(cue.start, "told"):
            start = self._over_object(start)
        start = self._over_adverbials(start)
        content = self._clause(start, subordinate)
        opened = self._opens(start) or self.phrases.is_a(start, "clause_opener")
        if content and not opened and self._takes_clause(cue) and not self._has_verb(content):
            return None  # added a third, claimed refunds
        return content

    def _takes_clause(self, cue: Match) -> bool:
        """True for one-word verbs whose bare object is mostly a thing; "said" and its like take clauses anyway."""
        one_word = cue.stop - cue.start == 1
        return one_word and cue.entry.stance in CLAUSE_STANCES and not self.phrases.is_a(cue.start, "bridge_verb")

    def _has_verb(self, content: Range) -> bool:
        """True where a finite verb can stand in the content: an auxiliary, a past form, a quotation."""
        grammar, keys = self.phrases.grammar, self.tokens.keys
        return any(
            self.phrases.is_a(i, "be", "have", "do", "modal")
            or keys[i].endswith("ed")
            or keys[i] in grammar.past_forms
            or self._quote_at(i) is not None
            for i in range(*content)
        )

    def _after_comma(self, comma: int) -> Range | None:
        """The content that goes on after an inserted "he said,"."""
        if self.phrases.key(comma) != "," or self._breaks(comma) or self.phrases.is_a(comma + 1, "relative"):
            return None
        return self._clause(comma + 1)

    def _over_object(self, start: int) -> int:
        """Past the one who is told."""
        if self.phrases.is_a(start, "clause_opener") or self._opens(start):
            return start
        listener = self.phrases.phrase_from(start)
        return listener[1] if listener else start + self.phrases.is_a(start, "personal_pronoun")

    def _over_adverbials(self, start: int) -> int:
        """Past days, adverbs and prepositional phrases, up to an opener or the end of the clause."""
        phrases, i = self.phrases, start
        while i < phrases.hi and i - start < MAX_ADVERBIAL:
            if self._opens(i) or phrases.is_a(i, "clause_opener"):
                break
            if phrases.is_a(i, "weekday") or phrases.is_adverb(i) or phrases.key(i) == ":":
                i += 1
            elif phrases.is_a(i, "preposition") and (group := phrases.phrase_from(i + 1)):
                i = group[1]
            else:
                break
        return i + (phrases.key(i) in (",", ":") and self._opens(i + 1))

    def _before(self, left: int, limit: int) -> Range | None:
        """The content from `limit` to a comma or a quotation mark that stands before `left`."""
        last = left - 1
        if self.phrases.key(last) != "," and not self._closes(last):
            return None
        quote = self._quote_at(last - (self.phrases.key(last) == ","))
        if quote and quote.inner.slice(self.tokens.text)[:1].isupper():
            limit = max(limit, self._first_token(quote))
        return self._trimmed(max(limit, left - MAX_CLAUSE), left)

    def _clause(self, start: int, subordinate: bool = False) -> Range | None:
        """The content from `start` to the end of its clause, at the first comma where it is subordinate."""
        i, limit = start, min(self.phrases.hi, start + MAX_CLAUSE)
        while i < limit and self.phrases.key(i) != ";":
            if self.phrases.is_pause(i) and (subordinate or self._breaks(i)):
                break
            if self.phrases.is_a(i, "conjunction") and self._begins_cue(i + 1):
                break
            quote = self._quote_at(i)
            i = self._stop_token(quote) if quote else i + 1
            if quote and quote.inner.slice(self.tokens.text)[-1:] in CLOSING_STOPS:
                break
        return self._trimmed(start, min(i, limit))

    def _begins_cue(self, i: int) -> bool:
        """True where a cue stands at `i`, adverbs before it left aside: "and later insisted"."""
        while self.phrases.is_adverb(i):
            i += 1
        return i in self._cue_starts

    def _breaks(self, comma: int) -> bool:
        """True where a new clause of the outlet begins after the comma."""
        if self.phrases.is_a(comma + 1, "adversative"):
            return True
        for i in range(comma + 1, comma + MAX_SUBJECT):
            if i in self._cue_starts:
                return True
            if not self.phrases.is_word(i) or self.phrases.is_a(i, "relative"):
                return False
        return False

    def _trimmed(self, start: int, stop: int) -> Range | None:
        """The range less marks and conjunctions at its edges, whole quotations kept; None where no word is left."""
        while (
            start < stop
            and not self._quote_at(start)
            and (not self.phrases.is_word(start) or self.phrases.is_a(start, "conjunction"))
        ):
            start += 1
        while stop > start and not self._quote_at(stop - 1) and not self.phrases.is_word(stop - 1):
            stop -= 1
        return (start, stop) if any(self.phrases.is_word(i) for i in range(start, stop)) else None

    # -- quotations

    def _quote_at(self, i: int) -> Quote | None:
        """The quotation that token `i` lies in, marks included."""
        if not self.phrases.lo <= i < self.phrases.hi:
            return None
        start = self.tokens.starts[i]
        place = bisect_right(self._quotes, start, key=lambda quote: quote.span.start) - 1
        return self._quotes[place] if place >= 0 and start < self._quotes[place].span.end else None

    def _closes(self, i: int) -> bool:
        """True where a quotation ends with token `i`."""
        quote = self._quote_at(i)
        return quote is not None and self.tokens.ends[i] == quote.span.end

    def _opens(self, i: int) -> bool:
        """True where a quotation begins with token `i`."""
        quote = self._quote_at(i)
        return quote is not None and self.tokens.starts[i] == quote.span.start

    def _first_token(self, quote: Quote) -> int:
        return max(self.phrases.lo, bisect_left(self.tokens.starts, quote.span.start))

    def _stop_token(self, quote: Quote) -> int:
        return min(self.phrases.hi, bisect_left(self.tokens.starts, quote.span.end))

    def _span(self, part: Range) -> Span:
        """The text of a range, with the whole of the quotations at its edges."""
        span = self.tokens.span(*part)
        first, last = self._quote_at(part[0]), self._quote_at(part[1] - 1)
        return Span(first.span.start if first else span.start, last.span.end if last else span.end)
