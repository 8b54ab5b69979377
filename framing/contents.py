"""What a cue credits, as ranges of tokens: clauses after it or before it, with whole quotations at their edges."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from framing.attribution import AttributionType
from framing.phrases import Phrases, Range
from framing.quotes import Quote
from framing.span import Span

MAX_CLAUSE = 200  # tokens of indirect content
MAX_ADVERBIAL = 16  # tokens between a verb and what it credits
MAX_SUBJECT = 8  # tokens between a comma and the verb of the clause that begins there
MAX_TITLE = 6  # words of a title
CLOSING_STOPS = (".", ",", "!", "?", "\u2026")


@dataclass(frozen=True, slots=True)
class Contents:
    """Reads contents inside one sentence. `cue_starts` are the tokens at which its cues begin."""

    phrases: Phrases
    quotes: list[Quote]  # the outer ones that touch the sentence, in order
    cue_starts: frozenset[int]

    # -- quotations

    def quote_at(self, i: int) -> Quote | None:
        """The quotation that token `i` lies in, marks included."""
        if not self.phrases.lo <= i < self.phrases.hi:
            return None
        start = self.phrases.tokens.starts[i]
        place = bisect_right(self.quotes, start, key=lambda quote: quote.span.start) - 1
        return self.quotes[place] if place >= 0 and start < self.quotes[place].span.end else None

    def closes(self, i: int) -> bool:
        """True where a quotation ends with token `i`."""
        quote = self.quote_at(i)
        return quote is not None and self.phrases.tokens.ends[i] == quote.span.end

    def opens(self, i: int) -> bool:
        """True where a quotation begins with token `i`."""
        quote = self.quote_at(i)
        return quote is not None and self.phrases.tokens.starts[i] == quote.span.start

    def first_token(self, quote: Quote) -> int:
        """The first token of a quotation, as far as it lies in the sentence."""
        return max(self.phrases.lo, bisect_left(self.phrases.tokens.starts, quote.span.start))

    def stop_token(self, quote: Quote) -> int:
        """The token after a quotation, as far as it lies in the sentence."""
        return min(self.phrases.hi, bisect_left(self.phrases.tokens.starts, quote.span.end))

    # -- contents

    def clause(self, start: int, subordinate: bool = False) -> Range | None:
        """The content from `start` to the end of its clause, at the first comma where it is subordinate."""
        phrases = self.phrases
        i, limit = start, min(phrases.hi, start + MAX_CLAUSE)
        while i < limit and phrases.key(i) != ";" and not self._is_last_bracket(i):
            if phrases.is_pause(i) and (subordinate or self.breaks(i)) and not self._is_subject_alone(start, i):
                break
            if (phrases.is_a(i, "conjunction") and self._begins_clause_of_cue(i)) or self._is_participial(i):
                break
            quote = self.quote_at(i)
            i = self.stop_token(quote) if quote else i + 1
            if quote and quote.inner.slice(phrases.tokens.text)[-1:] in CLOSING_STOPS:
                break
        return self.trimmed(start, min(i, limit))

    def begins_clause(self, i: int) -> bool:
        """True for that, whether, how ..., and for the "to" of an infinitive, not for that of "wrote to Holt"."""
        phrases = self.phrases
        i += phrases.is_a(i, "negation") and phrases.is_a(i + 1, "to")  # not to go
        if phrases.is_a(i, "to"):
            return not phrases.is_name(i + 1) and not phrases.is_a(i + 1, "determiner", "pronoun", "possessive")
        return phrases.is_a(i, "clause_opener")

    def before(self, left: int, limit: int) -> Range | None:
        """The content from `limit` to a comma or a quotation mark that stands before `left`."""
        last = left - 1
        if self.phrases.key(last) != "," and not self.closes(last):
            return None
        quote = self.quote_at(last - (self.phrases.key(last) == ","))
        if quote and quote.inner.slice(self.phrases.tokens.text)[:1].isupper():
            limit = max(limit, self.first_token(quote))
        content = self.trimmed(self._after_semicolon(max(limit, left - MAX_CLAUSE), left), left)
        return None if content and self._is_adverbial(content) else content

    def _after_semicolon(self, start: int, stop: int) -> int:
        """The place after the last semicolon between the two that no quotation holds, else `start`."""
        places = range(stop - 1, start - 1, -1)
        return next((i + 1 for i in places if self.phrases.key(i) == ";" and not self.quote_at(i)), start)

    def _is_adverbial(self, content: Range) -> bool:
        """True for "in a statement", "asked about it" and the like, which say how it was said and not what."""
        if content[0] in self.cue_starts:
            return True
        start = content[0]
        while start < content[1] and (self.phrases.is_adverb(start) or self.phrases.key(start) == ","):
            start += 1  # however, over the past few days,
        begins = self.phrases.is_a(start, "preposition", "participle_opener")
        places = range(start + 1, content[1])
        stop = next((i for i in places if self.phrases.is_a(i, "subordinator")), content[1])
        return begins and not self.has_verb((content[0], stop))

    def after_comma(self, comma: int) -> Range | None:
        """The content that goes on after an inserted "he said,"."""
        if self.phrases.key(comma) != "," or self.breaks(comma) or self.phrases.is_a(comma + 1, "relative"):
            return None
        return self.clause(comma + 1)

    def ends_speech(self, quote: Quote) -> bool:
        """True where the quotation ends as speech does before its cue: in a comma, a stop or the like."""
        return quote.inner.slice(self.phrases.tokens.text)[-1:] in CLOSING_STOPS

    def up_to_main_verb(self, content: Range) -> Range | None:
        """The content, a clause, up to the verb of the clause that holds it: "that it sank | was false"."""
        phrases, waiting, i = self.phrases, 1, content[0]
        i += phrases.is_a(i, "complementizer")
        while i < content[1]:
            if quote := self.quote_at(i):
                i = self.stop_token(quote)
                continue
            if phrases.is_a(i, "subordinator") and not phrases.is_determiner(i - 1):
                waiting += 1
            elif phrases.is_finite(i):
                if not waiting and not phrases.is_a(phrases.skip_back(i - 1), "coordinator", "subject_pronoun"):
                    return self.trimmed(content[0], i)
                waiting = max(0, waiting - 1)
                i = phrases.over_verbs(i)
                continue
            i += 1
        return None

    def over_relative_clause(self, comma: int) -> int:
        """Past ", who heads the mission" to the comma that ends it, where there is such a clause."""
        if self.phrases.key(comma) != "," or not self.phrases.is_a(comma + 1, "relative"):
            return comma
        places = range(comma + 2, min(self.phrases.hi, comma + 2 * MAX_ADVERBIAL))
        return next((i for i in places if self.phrases.key(i) == ","), comma)

    def breaks(self, comma: int) -> bool:
        """True where a new clause of the outlet begins after the comma."""
        if self.phrases.is_a(comma + 1, "adversative") or self._is_rider(comma + 1):
            return True
        for i in range(comma + 1, comma + MAX_SUBJECT):
            if i in self.cue_starts:
                return True
            if not self.phrases.is_word(i) or self.phrases.is_a(i, "relative"):
                return False
        return False

    def _is_last_bracket(self, i: int) -> bool:
        """True where a bracket opens that the outlet adds at the end of the sentence."""
        phrases = self.phrases
        if phrases.key(i) != "(":
            return False
        closing = next((k for k in range(i, min(phrases.hi, i + MAX_CLAUSE)) if phrases.key(k) == ")"), phrases.hi)
        return not any(phrases.is_word(k) for k in range(closing, min(phrases.hi, closing + 3)))

    def _is_rider(self, i: int) -> bool:
        """True where the outlet comments on what was said: ", a claim that nobody could check", ", which is untrue"."""
        phrases = self.phrases
        if phrases.is_a(i, "relative") and phrases.is_a(i + 1, "be"):
            return phrases.is_a(i + 2, "verdict") or (phrases.is_adverb(i + 2) and phrases.is_a(i + 3, "verdict"))
        return phrases.is_a(i, "indefinite") and phrases.is_a(i + 1, "rider")

    def has_verb(self, content: Range) -> bool:
        """True where a finite verb can stand in the content: an auxiliary, a past form, a quotation."""
        grammar, keys = self.phrases.grammar, self.phrases.tokens.keys
        return any(
            self.phrases.is_a(i, "be", "have", "do", "modal")
            or keys[i].endswith(("ed", *grammar.classes["contraction"]))
            or keys[i] in grammar.past_forms
            or self.quote_at(i) is not None
            for i in range(*content)
        )

    def trimmed(self, start: int, stop: int) -> Range | None:
        """The range less marks and conjunctions at its edges, whole quotations kept; None where no word is left."""
        phrases = self.phrases
        while (
            start < stop
            and not self.quote_at(start)
            and (not phrases.is_word(start) or phrases.is_a(start, "conjunction"))
        ):
            start += 1
        while stop > start and not self.quote_at(stop - 1) and not phrases.is_word(stop - 1):
            stop -= 1
        return (start, stop) if any(phrases.is_word(i) for i in range(start, stop)) else None

    def type_of(self, content: list[Range]) -> AttributionType:
        """Direct where quotations are all there is, mixed where they are a part."""
        quotes = [[self.quote_at(i) is not None for i in range(*part)] for part in content]
        if all(all(part) for part in quotes):
            return "direct"
        return "mixed" if any(any(part) for part in quotes) else "indirect"

    def span(self, part: Range) -> Span:
        """The text of a range, with the whole of the quotations at its edges."""
        span = self.phrases.tokens.span(*part)
        first, last = self.quote_at(part[0]), self.quote_at(part[1] - 1)
        return Span(first.span.start if first else span.start, last.span.end if last else span.end)

    # -- past what stands between a verb and its content

    def over_insertion(self, comma: int) -> int:
        """Past what stands between two commas ("said, without evidence, that"), else past the comma alone."""
        if self.opens(comma + 1):
            return comma + 1
        stop = comma + 1
        while self.phrases.is_word(stop) and stop - comma < MAX_ADVERBIAL:
            stop += 1
        return stop + 1 if self.phrases.key(stop) == "," else comma + 1

    def over_object(self, start: int) -> int:
        """Past the one who is told."""
        if self.begins_clause(start) or self.opens(start):
            return start
        if self.phrases.is_a(start, "object") and self.phrases.is_a(start + 1, "determiner"):
            return start + 1  # told her the bridge was shut
        listener = self.phrases.phrase_from(start)
        return listener[1] if listener else start + self.phrases.is_a(start, "personal_pronoun")

    def over_adverbials(self, start: int) -> int:
        """Past days, adverbs and prepositional phrases, up to an opener or the end of the clause."""
        phrases, i = self.phrases, start
        while i < phrases.hi and i - start < MAX_ADVERBIAL:
            if self.opens(i) or self.begins_clause(i):
                break
            if phrases.is_a(i, "weekday", "day_part") or phrases.is_adverb(i) or phrases.key(i) == ":":
                i += 1
            elif phrases.is_a(i, "time_opener") and phrases.is_a(i + 1, "weekday", "day_part"):
                i += 2
            elif phrases.is_a(i, "preposition") and (stop := self._stop_of_object(i + 1)):
                i = stop
            else:
                break
        return i + (phrases.key(i) in (",", ":") and self.opens(i + 1))

    def _stop_of_object(self, start: int) -> int | None:
        """The end of what a preposition governs: a phrase, a title (on "Morning News"), or both."""
        group = None if self.opens(start) else self.phrases.phrase_from(start)
        stop = group[1] if group else start
        quote = self.quote_at(stop) if self.opens(stop) else None
        if quote and self._is_title(quote):
            return self.stop_token(quote)
        return group[1] if group else None

    def _is_title(self, quote: Quote) -> bool:
        """True for a few words, all longer ones capitalised."""
        first, stop = self.first_token(quote), self.stop_token(quote)
        words = [i for i in range(first, min(stop, first + MAX_ADVERBIAL)) if self.phrases.is_word(i)]
        return len(words) <= MAX_TITLE and all(self.phrases.is_name(i) for i in words if len(self.phrases.key(i)) > 3)

    def _is_participial(self, i: int) -> bool:
        """True for "after saying", "while denouncing": a clause of the outlet's with a cue of its own."""
        subordinate = self.phrases.is_a(i, "subordinator") and self.phrases.is_a(i, "participle_opener")
        return subordinate and self._begins_cue(i + 1)

    def _begins_clause_of_cue(self, conjunction: int) -> bool:
        """True where a cue follows, or, after a quotation, a subject and a cue: "mad" and Lee called it fair."""
        if self._begins_cue(conjunction + 1):
            return True
        subject = self.phrases.phrase_from(conjunction + 1) if self.closes(conjunction - 1) else None
        return subject is not None and self._begins_cue(subject[1])

    def _is_subject_alone(self, start: int, comma: int) -> bool:
        """True for "that Holt, citing cost, ...": the clause has no verb yet."""
        return self.phrases.is_a(start, "complementizer") and comma - start > 1 and not self.has_verb((start, comma))

    def _begins_cue(self, i: int) -> bool:
        """True where a cue stands at `i`, adverbs before it left aside: "and later insisted"."""
        return self.phrases.over_adverbs(i) in self.cue_starts
