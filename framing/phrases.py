"""Noun phrases and clause limits in a row of tokens, read with closed word classes and capitals alone.

No parser: a noun phrase is what stands between the closed-class words that cannot be inside one. All places are token
indices, ranges are half open, and every walk is bounded, so the cost is linear.
"""

from dataclasses import dataclass

from framing.words import Words

Range = tuple[int, int]

MAX_PHRASE = 14  # tokens in a noun phrase
MAX_APPOSITION = 18  # tokens between the commas of an apposition
MAX_ADJECTIVES = 3  # tokens between an owner and the noun
MAX_OPENING = 40  # tokens from the beginning of a sentence to its subject
MAX_LIST = 60  # tokens of a list of names
MAX_BRACKET = 12  # tokens between brackets
_NOT_IN_PHRASE = (
    "be",
    "have",
    "do",
    "modal",
    "conjunction",
    "subordinator",
    "preposition",
    "negation",
    "subject_pronoun",
    "existential",
)


@dataclass(frozen=True, slots=True)
class Phrases(Words):
    """Reads phrases inside one sentence."""

    def subject_before(self, verb: int) -> Range | None:
        """The noun phrase that a verb at `verb` has before it, over adverbs, auxiliaries and days."""
        end = self.skip_back(verb - 1)
        if self.is_a(end, "relative"):
            return (end, end + 1) if self.antecedent(end) else None
        if self.is_pause(end) and not self.is_quote_mark(end - 1):
            return self._with_apposition(end)
        phrase = self.phrase_ending(end)
        if phrase and self.is_a(phrase[0] - 1, "to"):
            return self._with_relative_clause(end)
        return phrase

    def _with_relative_clause(self, end: int) -> Range | None:
        """The phrase whose relative clause ends in an infinitive: "an aide who was not allowed to speak"."""
        places = range(end, max(self.lo, end - MAX_APPOSITION), -1)
        relative = next((i for i in places if self._is_subject_relative(i)), None)
        antecedent = self.antecedent(relative) if relative else None
        return (antecedent[0], end + 1) if antecedent else None

    def phrase_ending(self, end: int) -> Range | None:
        """The noun phrase whose last token is `end`, which may be a bracket: "Ann Low (York)"."""
        opening = self._bracket_before(end) if self.key(end) == ")" else None
        phrase = self._plain_phrase(opening - 1 if opening else end)
        if phrase is None:
            return None
        start = phrase[0]
        if self._is_subject_relative(start - 1) and (antecedent := self.antecedent(start - 1)):
            start = antecedent[0]
        return start, end + 1

    def _plain_phrase(self, end: int) -> Range | None:
        """The noun phrase whose last token is `end`, without a relative clause or a bracket."""
        if self.is_a(end, "subject_pronoun"):
            return end, end + 1
        start = self._base_start(end)
        if start is None:
            return None
        while self._attaches(start - 1) and end - start < MAX_PHRASE:
            earlier = self._base_start(start - 2)
            if earlier is None:
                break
            start = earlier
        if any(self.is_a(i, "coordinator") for i in range(start, end)):
            start = self._with_list_before(start)
        return start, end + 1

    def _with_list_before(self, start: int) -> int:
        """The first token of the list that the phrase ends: Holt, Lee and Low."""
        limit = start - MAX_LIST
        while (
            start > limit
            and self.key(start - 1) == ","
            and self.is_name(start - 2)
            and not self.is_a(start - 2, "weekday")
        ):
            earlier = self._base_start(start - 2)
            if earlier is None or self.is_a(earlier - 1, "preposition") or not self.is_name(earlier):
                break
            start = earlier
        return start

    def phrase_from(self, start: int) -> Range | None:
        """The noun phrase whose first token is `start`."""
        if self.is_a(start, "subject_pronoun"):
            return start, start + 1
        end = start
        while end - start < MAX_PHRASE and self._continues(start, end):
            end += 1
        while end > start and (
            self.is_a(end - 1, "preposition", "conjunction", "determiner") or self.is_adverb(end - 1)
        ):
            end -= 1
        return (start, end) if end > start else None

    def head(self, phrase: Range) -> int:
        """The noun that the phrase is about: the last one before its first preposition."""
        prepositions = (i for i in range(phrase[0] + 1, phrase[1]) if self.is_a(i, "preposition"))
        return next(prepositions, phrase[1]) - 1

    def with_apposition_after(self, phrase: Range) -> Range:
        """The phrase with an apposition that follows it between commas: "Holt, the mayor of York,"."""
        start, end = self._with_bracket(phrase)
        names = self.is_name(end + 1) and not self.is_name(end - 1)  # its director, Ann Low,
        if self.key(end) != "," or not (names or self._begins_apposition(end + 1)):
            return start, end
        stop = end + 1
        while (
            self.is_word(stop)
            and stop - end < MAX_APPOSITION
            and not self.is_a(stop, "be", "have", "modal", "relative")
        ):
            stop += 1
        return (start, stop) if self.key(stop) in (",", ".", "") else (start, end)

    def _begins_apposition(self, i: int) -> bool:
        return self.is_a(self.over_adverbs(i), "determiner", "honorific", "role", "former")

    def _with_bracket(self, phrase: Range) -> Range:
        """The phrase with a bracket that follows it: "Ann Low (York)"."""
        start, end = phrase
        if self.key(end) != "(":
            return phrase
        closing = next((i for i in range(end + 1, end + MAX_BRACKET) if self.key(i) == ")"), None)
        return (start, closing + 1) if closing else phrase

    def _base_start(self, end: int) -> int | None:
        """The first token of the words that form one noun group with `end`."""
        i = end
        while self._is_inside(i) and not self.is_a(i, "weekday") and end - i < MAX_PHRASE:
            if i < end and self.is_past(i) and (self.is_name(i + 1) or self.is_determiner(i + 1)):
                break  # said Holt
            if i < end and self.reports(i):
                break  # says experts
            if self.is_determiner(i) and not self.is_determiner(i - 1):
                return i if i < end or self.is_a(i, "quantity") else None
            i -= 1
        return i + 1 if i < end else None

    def _is_inside(self, i: int) -> bool:
        """True where token `i` can be part of a noun group."""
        if self.is_word(i) and i + 1 < self.hi and self.tokens.joined(i + 1):
            return True  # so-called experts
        if not self.is_word(i):
            return self.is_owner_mark(i) or self.key(i) in ("&", "/") or (self.key(i) == "." and self.is_initial(i - 1))
        if self.is_determiner(i) or self.key(i) == "'s":
            return not self.is_a(i, "complementizer")
        if self.is_name(i) and i > self.lo:
            return not self.is_a(i, "subject_pronoun", "conjunction")
        return not self.is_a(i, *_NOT_IN_PHRASE) and not self.is_adverb(i)

    def _attaches(self, i: int) -> bool:
        """True for a preposition or conjunction that joins two noun groups into one phrase."""
        if self.is_a(i, "coordinator"):
            return self.is_name(i - 1) and self.is_name(i + 1)
        if self.is_a(i, "to"):
            return self.is_a(i - 1, "takes_to")
        return self.is_a(i, "inside_name") and self.is_a(i, "preposition") and self.is_word(i - 1)

    def _continues(self, start: int, i: int) -> bool:
        """True where a phrase that began at `start` goes on through token `i`."""
        if i == start:
            return self._is_inside(i)
        if self.is_a(i, "coordinator"):
            return self.is_name(i - 1) and self.is_name(i + 1)
        if self.is_a(i, "preposition"):
            return (self.is_a(i, "of") or self.is_a(i - 1, "postposed")) and self.is_word(i + 1)
        if self.is_determiner(i) or (self.is_name(i) and self.is_a(i, "weekday")):
            return self.is_a(i - 1, "preposition", "quantity") or (self.is_determiner(i - 1) and self.is_name(i))
        return self._is_inside(i) and (self.is_name(i) or not self.is_past(i) or self.is_a(i, "postposed"))

    def over_prepositions(self, i: int) -> int:
        """Past what is told of a phrase by prepositions: "on Friday", "in the town of York"."""
        limit = i + MAX_OPENING
        while i < limit and self.is_a(i, "preposition") and (phrase := self.phrase_from(i + 1)):
            i = phrase[1]
        return i

    def antecedent(self, i: int) -> Range | None:
        """The phrase that a relative pronoun at `i` stands for; None where there is no such pronoun."""
        if not self.is_a(i, "relative"):
            return None
        return self._plain_phrase(i - 1 if self.key(i - 1) != "," else i - 2)

    def owner_before(self, noun: int) -> Range | None:
        """Whose noun it is: "his" of "his repeated claim", "Holt" of "Holt's claim"."""
        i = noun - 1
        while noun - i <= MAX_ADJECTIVES and self.is_word(i) and not self.is_a(i, "possessive") and self.key(i) != "'s":
            i -= 1
        if self.is_a(i, "possessive"):
            return i, i + 1
        start = self._base_start(i - 1) if self.is_owner_mark(i) else None
        return (start, i) if start is not None else None

    def is_nominal(self, i: int) -> bool:
        """True where a determiner, an owner or a preposition stands before token `i`, adjectives left aside."""
        before = i - 1
        while i - before <= MAX_ADJECTIVES and self.is_word(before) and not self.grammar.is_closed(self.key(before)):
            before -= 1
        return self.is_owner_mark(before) or self.is_a(before, "determiner", "possessive", "preposition")

    def first_subject(self, stop: int | None = None) -> Range | None:
        """The first phrase, up to `stop`, that a verb follows; the first phrase of all where there is none such."""
        first: Range | None = None
        i, limit = self.lo, min(self.hi if stop is None else stop, self.lo + MAX_OPENING)
        while i < limit:
            phrase = self.phrase_from(i)
            governed = self.is_a(i - 1, "preposition")
            if phrase and not governed and self.is_verb(self.over_adverbs(self.over_prepositions(phrase[1]))):
                return phrase
            first = first or (None if governed else phrase)
            i = phrase[1] if phrase else i + 1
        return first

    def widened(self, start: int) -> int:
        """The first token of the noun group that goes on at `start`: The "experts", Low's "friend", Ann "Tip" Low."""
        limit = max(self.lo, start - MAX_PHRASE)
        while start > limit and self._is_inside(start - 1) and not self.reports(start - 1):
            start -= 1
            if self.is_determiner(start):
                break
        return start

    def _bracket_before(self, closing: int) -> int | None:
        """The bracket that opens what `closing` closes."""
        places = range(closing - 1, max(self.lo, closing - MAX_BRACKET), -1)
        return next((i for i in places if self.key(i) == "("), None)

    def _is_subject_relative(self, i: int) -> bool:
        """True for a relative pronoun that a verb follows, not another subject: "who lead", not "which Holt leads"."""
        object_follows = self.is_name(i + 1) or self.is_a(i + 1, "determiner", "subject_pronoun", "describer")
        complement = self.is_a(i, "complementizer") and (i - 1 in self.verbs or self.is_name(i - 1))
        return self.is_a(i, "relative") and not object_follows and not complement

    def _is_insertion(self, phrase: Range, i: int) -> bool:
        """True where what begins at `i` says nothing of who the phrase is: "he, once again,", "Holt, in York,"."""
        return self.is_a(phrase[0], "subject_pronoun") or self.is_adverb(i) or self.is_a(i, "preposition")

    def _with_apposition(self, pause: int) -> Range | None:
        """The phrase with the apposition that ends in a comma or dash: "Holt, the mayor,", "Holt, 27, a baker,"."""
        for i in range(pause - 1, max(self.lo, pause - MAX_APPOSITION), -1):
            if self.key(i) in (";", ":") or self.is_quote_mark(i):
                return None
            if self.key(i) == self.key(pause) and not self.key(i - 1).isdigit():
                phrase = self.phrase_ending(i - 1)
                if phrase and self.is_a(phrase[0] - 1, "preposition") and self.key(phrase[0] - 2) == ",":
                    phrase = self._with_apposition(phrase[0] - 2)  # Holt, 67, of Pool Lane, Averil,
                elif phrase is None or self._is_insertion(phrase, i + 1):
                    return phrase
                return (phrase[0], pause) if phrase else None
        return None
