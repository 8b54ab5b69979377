"""Which words a cue credits, to whom: read within one sentence, without a parser.

A cue is a verb, noun or phrase of the lexicon. It credits what stands around it: quotations beside it, the clause
after it (said that ..., said ...), or the clause before it (..., she said).
"""

from dataclasses import dataclass

from framing.attribution import Attribution
from framing.complements import Complements
from framing.contents import MAX_ADVERBIAL, MAX_CLAUSE, Contents
from framing.matcher import Match
from framing.passives import SPEAKERS, Passives
from framing.phrases import Phrases, Range
from framing.quotes import Quote

POSSESSIVE = "'s"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cue credits, in tokens: the mention of the source, if there is one, and the parts of the content."""

    source: Range | None
    content: list[Range]


class ClauseReader:
    """Reads the attributions of one sentence, cue by cue, from left to right. Places are token indices."""

    def __init__(self, phrases: Phrases, quotes: list[Quote], preceding: Quote | None, cues: list[Match]) -> None:
        self.phrases, self.tokens = phrases, phrases.tokens
        self.contents = Contents(phrases, quotes, frozenset(cue.start for cue in cues if cue.entry.pos != "noun"))
        self.complements = Complements(phrases, self.contents)
        self._passives = Passives(phrases, self.contents)
        self._preceding = preceding
        self._cues = [cue for cue in cues if self.contents.quote_at(cue.start) is None]
        self._found: list[Attribution] = []
        self._last_source: Range | None = None
        self._done = phrases.lo

    def attributions(self) -> list[Attribution]:
        """What the cues of the sentence credit, in order."""
        readers = {"phrase": self._phrase, "noun": self._noun}
        for cue in self._cues:
            reading = readers.get(cue.entry.pos, self._verb)(cue)
            if reading:
                self._add(cue, reading)
        return self._found

    def _add(self, cue: Match, reading: Reading) -> None:
        spans = tuple(self.contents.span(part) for part in reading.content)
        kind, source = self.contents.type_of(reading.content), reading.source
        if not spans and self._preceding and source and self.phrases.lo in (source[0], cue.start):
            spans, kind = (self._preceding.span,), "direct"
        if not spans:
            return
        antecedent = self.phrases.antecedent(source[0]) if source else None
        self._found.append(
            Attribution(
                content=spans,
                source=self.tokens.span(*source) if source else None,
                cue=self.tokens.span(cue.start, cue.stop),
                stance=cue.entry.stance or "neutral",
                type=kind,
                entry=cue.entry.id,
                antecedent=self.tokens.span(*antecedent) if antecedent else None,
            )
        )
        self._last_source = source or self._last_source
        self._done = max(cue.stop, source[1] if source else 0, *(stop for _, stop in reading.content), self._done)

    # -- "according to X, ..." and "..., according to X"

    def _phrase(self, cue: Match) -> Reading | None:
        source = self._source_after(cue.stop)
        if source is None:
            return None
        comma = self.contents.over_relative_clause(source[1])
        after = self.contents.clause(comma + 1) if self.phrases.key(comma) == "," else None
        if after is None and self.phrases.lo == cue.start and self.phrases.is_a(source[1], "determiner"):
            after = self.contents.clause(source[1])
        parts = (self.contents.before(cue.start, self.phrases.lo), after)
        return Reading(source, [part for part in parts if part])

    def _source_after(self, start: int) -> Range | None:
        """Everything up to the next mark: "according to two people who saw the letter"."""
        stop = start
        while stop - start < MAX_ADVERBIAL and self.phrases.goes_on(stop) and not self.contents.quote_at(stop):
            if stop > start and stop in self.contents.cue_starts and not self.phrases.is_a(stop - 1, "relative"):
                break
            if stop > start and self.phrases.is_name(stop - 1) and self.phrases.is_determiner(stop):
                break  # According to Holt the plan is dead
            stop += 1
        return self.phrases.with_apposition_after((start, stop)) if stop > start else None

    # -- "his claim that ...", "accusations from X that ...", "in X's view, ..."

    def _noun(self, cue: Match) -> Reading | None:
        phrases = self.phrases
        if cue.start in self.contents.cue_starts and not phrases.is_nominal(cue.start):
            return None  # a verb as well
        source, start = phrases.owner_before(cue.start), cue.stop
        if source and phrases.key(start) == ",":
            return self._viewpoint(source, cue)
        if phrases.is_a(start, "by_source") and (named := phrases.phrase_from(start + 1)):
            source, start = named, named[1]
        start += phrases.is_a(start, "be")
        of_content = phrases.is_a(start, "of") and phrases.is_a(cue.start, "takes_of")
        if not of_content and not phrases.is_a(start, "noun_complementizer"):
            return None
        content = self.contents.clause(start, subordinate=True)
        if content and not self._has_main_verb(cue.start):
            content = self.contents.up_to_main_verb(content)  # the claim that it sank was false
        elif content and phrases.is_word(content[1]):
            return None
        return Reading(source, [content]) if content else None

    def _viewpoint(self, owner: Range, cue: Match) -> Reading | None:
        """Reads "in X's view, ..." and "..., in X's view"."""
        if not self.phrases.is_a(owner[0] - 1, "viewpoint_opener"):
            return None
        parts = (self.contents.before(owner[0] - 1, self._done), self.contents.after_comma(cue.stop))
        return Reading(owner, [part for part in parts if part])

    def _has_main_verb(self, noun: int) -> bool:
        """True where a verb stands before the noun, so that what follows the noun ends with the clause."""
        places = range(max(self.phrases.lo, noun - MAX_ADVERBIAL), noun)
        return any(self.phrases.is_verb(i) and self.phrases.key(i) != POSSESSIVE for i in places)

    # -- "X said ...", "..., said X", "..., saying ..."

    def _verb(self, cue: Match) -> Reading | None:
        if passive := self._passives.read(cue):
            return Reading(*passive)
        if self._is_noun_or_passive(cue) or self._is_infinitive_of_a_cue(cue):
            return None
        inverted = self._inverted(cue)
        source = inverted or self._subject(cue)
        if not inverted:
            source = self._quoted_subject(cue, source) or source
        if source is None or not self._can_say(source, cue) or self._is_plural_noun(source, cue):
            return None
        left = min(cue.start, source[0]) if source[1] >= self._done else cue.start
        if not inverted and self.phrases.is_a(left - 1, "comment_opener") and (found := self._comment(left - 1, cue)):
            return Reading(source, found)
        before, after = self._around(cue, source, left, inverted is not None)
        is_told = before is not None and self._is_listener(source, cue)
        return Reading(None if is_told else source, [part for part in (before, after) if part])

    def _is_plural_noun(self, source: Range, cue: Match) -> bool:
        """True for "gas blasts injured four" and "job disputes have hurt trade": a bare noun, and a verb behind."""
        phrases, head = self.phrases, source[1] - 1
        if not phrases.key(cue.start).endswith("s") or self._is_base(cue) or source[1] != cue.start:
            return False
        is_bare = not phrases.is_a(source[0], "determiner", "possessive", "pronoun", "subject_pronoun")
        is_named = phrases.is_name(head) and (head > phrases.lo or phrases.is_a(head, *SPEAKERS))
        return is_bare and not is_named and phrases.begins_predicate(phrases.over_adverbs(cue.stop))

    def _is_infinitive_of_a_cue(self, cue: Match) -> bool:
        """True for "say" in "refused to say", which credits nothing of its own."""
        return self.phrases.is_a(cue.start - 1, "to") and cue.start - 2 in self.phrases.verbs

    def _around(self, cue: Match, source: Range, left: int, inverted: bool) -> tuple[Range | None, Range | None]:
        """The content before and after a verb and its subject, which begin at `left`."""
        phrases, contents = self.phrases, self.contents
        right = source[1] if inverted else cue.stop
        after = None if inverted else self._following(cue, left)
        if after or phrases.is_a(source[0], "relative"):
            return None, after
        limit = phrases.lo if phrases.key(right) in (".", "") else self._done  # "..., Holt said." takes all
        before = contents.before(left, limit)
        if before and cue.must_tell and not inverted and not contents.closes(before[1] - 1):
            return None, None
        if before:
            halved = not inverted or not contents.has_verb(before)  # the deal, claimed Low, would create jobs
            after = self._resumed(right, told=halved and not contents.closes(before[1] - 1))
        return before, after

    def _following(self, cue: Match, left: int) -> Range | None:
        """The content that follows the verb, unless a quotation before it is all."""
        phrases = self.phrases
        that = phrases.is_a(cue.stop, "complementizer")
        if self.contents.closes(left - 1) and self._done < left and not that:
            return None
        after = self.complements.after(cue, self._is_inserted(cue) or self._is_subordinate(left))
        if after and phrases.is_a(left, "relative"):
            return self.contents.up_to_main_verb(after) or after  # those who say it is fair are wrong
        return after

    def _quoted_subject(self, cue: Match, source: Range | None) -> Range | None:
        """The subject with a quotation that is part of it: The "experts" say it is safe, the "yes" campaign said ..."""
        phrases, contents = self.phrases, self.contents
        last = source[0] - 1 if source else phrases.skip_back(cue.start - 1)
        quote = contents.quote_at(last) if contents.closes(last) else None
        if quote is None or contents.ends_speech(quote) or phrases.is_a(last, "relative"):
            return None
        if not source and cue.start - last > 1 and not phrases.is_adverb(cue.start - 1):
            return None
        named = source is None or phrases.is_name(source[0]) or phrases.is_a(source[0], "determiner", "pronoun")
        after = self.complements.after(cue, subordinate=False) if named else None
        if named and (after is None or not (contents.has_verb(after) or phrases.is_a(after[0], "complementizer"))):
            return None
        return phrases.widened(contents.first_token(quote)), source[1] if source else last + 1

    def _is_listener(self, source: Range, cue: Match) -> bool:
        """True for "..., the jury heard" and "..., jury told": who is told, not who tells."""
        phrases = self.phrases
        heard = phrases.is_a(cue.start, "told", "heard") and not phrases.is_word(cue.stop)
        return heard and phrases.is_a(phrases.head(source), "listener")

    def _resumed(self, right: int, told: bool) -> Range | None:
        """The content that goes on after "he said," or "he said in a letter,": a quotation, or what is `told`."""
        place = self.contents.over_adverbials(right)
        if self.contents.opens(place):
            return self.contents.clause(place)
        return self.contents.after_comma(right) if told else None

    def _can_say(self, source: Range, cue: Match) -> bool:
        """False for "nobody", "neither Hale nor Low" and "never said", and where anything but evidence "shows"."""
        phrases = self.phrases
        if any(phrases.is_a(i, "unsaid") for i in range(max(source[1], cue.start - MAX_CLAUSE), cue.start)):
            return False
        if phrases.is_a(source[0], "nobody") or phrases.is_a(source[0] - 1, "nobody", "negation"):
            return False
        shows = phrases.is_a(cue.start, "evidence_verb")
        return not shows or any(phrases.is_a(i, "document", "evidence") for i in range(*source))

    def _comment(self, opener: int, cue: Match) -> list[Range]:
        """The content of "as X noted, ..." or "..., as X noted"; none where a clause follows the verb."""
        end = self.contents.over_adverbials(cue.stop)
        if self.contents.opens(end):
            return [part for part in [self.contents.clause(end)] if part]
        if self.phrases.is_word(end):
            return []
        parts = (self.contents.before(opener, self._done), self.contents.after_comma(end))
        return [part for part in parts if part]

    def _is_noun_or_passive(self, cue: Match) -> bool:
        """True for "the claim", "was accused", "accused by", "accused of"."""
        phrases, before, word = self.phrases, cue.start - 1, self.phrases.key(cue.start)
        if phrases.is_a(before, "determiner") and not phrases.is_a(before, "pronoun", "quantity"):
            return True
        if phrases.reports(before) and phrases.is_a(cue.stop, "modal", "be", "have"):
            return True  # thinks demand will rise
        if word.endswith("ing"):
            return phrases.key(before) == "'s" and not phrases.is_a(before - 1, "subject_pronoun")
        if phrases.key(before) == "'s" or phrases.is_a(cue.stop, "agent"):
            return True
        if phrases.is_a(cue.start, "passive_before_of") and phrases.is_a(cue.stop, "of"):
            return True
        return phrases.is_a(phrases.over_adverbs_back(before), "be") and not self._is_base(cue)

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
            return self._participle_subject(cue, before)
        if phrases.is_a(before, "predicate_opener"):
            return self._carried(cue)
        source = phrases.subject_before(cue.start)
        if source and self._is_base(cue) and not self._takes_base(source, cue):
            return None
        return source

    def _participle_subject(self, cue: Match, before: int) -> Range | None:
        """The subject of the clause before ("..., saying"), or the phrase right before: "ads saying that"."""
        phrases = self.phrases
        if phrases.is_a(before, "participle_opener") or phrases.is_pause(before) or self.contents.closes(before):
            return self._carried(cue)
        place = self.contents.over_adverbials(self.contents.over_object(cue.stop))
        if not self.contents.opens(place) and not phrases.is_a(place, "complementizer"):
            return None
        source = phrases.phrase_ending(before)
        return self._carried(cue) if source and phrases.is_a(phrases.head(source), "document") else source

    def _takes_base(self, source: Range, cue: Match) -> bool:
        """True where a base form can follow: a plural, or a modal before the verb."""
        phrases, head = self.phrases, self.phrases.head(source)
        if (
            phrases.is_a(cue.start - 1, "modal", "do")
            or phrases.is_a(source[0], "plural", "relative")
            or phrases.is_a(head, "plural")
        ):
            return True
        joined = any(phrases.is_a(i, "coordinator") for i in range(*source))
        ends = (phrases.key(head), phrases.key(source[1] - 1))  # the workers of the port, most of the workers
        return joined or any(key.endswith("s") and key != "'s" for key in ends)

    def _carried(self, cue: Match) -> Range | None:
        """The source of the attribution before, or else the subject that the sentence begins with."""
        source = self._last_source or self.phrases.first_subject()
        return source if source and source[1] <= cue.start else None

    def _inverted(self, cue: Match) -> Range | None:
        """The phrase after the verb, where a quotation or a comma stands before it: "..., said X"."""
        phrases, before = self.phrases, cue.start - 1
        quoted = phrases.is_quote_mark(before) or (phrases.key(before) == "," and phrases.is_quote_mark(before - 1))
        if (not quoted and phrases.key(before) != ",") or phrases.is_a(cue.stop, "weekday"):
            return None
        source = phrases.phrase_from(cue.stop)
        if source is None:
            return None
        source = phrases.with_apposition_after(source)
        if quoted:
            quote = self.contents.quote_at(before if phrases.is_quote_mark(before) else before - 1)
            spoken = quote is None or phrases.key(before) == "," or self.contents.ends_speech(quote)
            return source if spoken or not self._goes_on_as_clause(source) else None
        said = self.contents.before(cue.start, self._done)
        if said is None or phrases.key(source[1]) not in (".", ",", ""):
            return None
        return source if self.contents.has_verb(said) or self._halves(cue, source) else None

    def _halves(self, cue: Match, source: Range) -> bool:
        """True for ", claimed the minister, would create jobs": the content goes on behind the one who says it."""
        phrases, comma = self.phrases, source[1]
        verb = phrases.key(comma) == "," and phrases.is_finite(phrases.over_adverbs(comma + 1))
        return verb and not phrases.is_a(cue.start, "naming_verb") and not self._goes_on_as_clause(source)

    def _goes_on_as_clause(self, subject: Range) -> bool:
        """True where a verb follows: "experts" say it is safe; and where no one speaks: describes the 1976 drought."""
        phrases = self.phrases
        if phrases.is_verb(subject[1]) or phrases.is_adverb(subject[1]):
            return True
        head = phrases.head(subject)
        return not (phrases.is_name(head) or phrases.is_a(head, *SPEAKERS) or phrases.is_a(subject[0], *SPEAKERS))

    # -- content after the verb

    def _is_inserted(self, cue: Match) -> bool:
        """True for a participle between commas before the main verb: "Low, branding it mad, left"."""
        phrases = self.phrases
        if not phrases.key(cue.start).endswith("ing") or phrases.key(cue.start - 1) != ",":
            return False
        return not any(phrases.is_finite(i) for i in range(max(phrases.lo, cue.start - MAX_CLAUSE), cue.start))

    def _is_subordinate(self, left: int) -> bool:
        """True for the clause after although, when, because ..., or after ", who", which a comma ends."""
        if self.phrases.is_a(left, "relative"):
            return self.phrases.key(left - 1) == ","
        return self.phrases.is_a(left - 1, "subordinator") and not self.phrases.is_a(left - 1, "complementizer")
