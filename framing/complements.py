"""The complement of a verb: a that-clause, a bare clause, a quotation, or the object that a stance is taken on."""

from dataclasses import dataclass

from framing.contents import MAX_ADVERBIAL, Contents
from framing.matcher import Match
from framing.phrases import Phrases, Range

# stances that only a clause or a quotation carries; others credit a stance towards a bare object: slammed the plan
CLAUSE_STANCES = ("neutral", "doubting", "conceding")
JUDGING_STANCES = ("combative", "denying", "promoting")  # stances that "as" and a verdict carry, whatever the object


@dataclass(frozen=True, slots=True)
class Complements:
    """Reads what follows verbs inside one sentence. Places are token indices."""

    phrases: Phrases
    contents: Contents

    def after(self, cue: Match, subordinate: bool) -> Range | None:
        """The content that follows the verb: a quotation, a that-clause, a bare clause or an object."""
        phrases, contents = self.phrases, self.contents
        if phrases.key(cue.stop) == ",":
            start = contents.over_insertion(cue.stop)
            opened = contents.opens(start) or phrases.is_a(start, "complementizer")
            return contents.clause(start) if opened else None
        start = self._start(cue)
        if phrases.is_a(start, "conjunction") or self._is_participle(cue, start):
            return None
        content = contents.clause(start, subordinate)
        if content is None or self._is_nothing(content):
            return None
        if self._calls(cue, content):
            return content
        if cue.must_tell:
            return content if self._tells(start) or self._judges(cue, start) else None
        if self._is_thing(cue, start, content) and not self._describes(cue, content):
            return None  # added a third, claimed refunds
        return content

    def _is_nothing(self, content: Range) -> bool:
        """True for "said so", and for "has to explain itself, ..."."""
        phrases, first = self.phrases, content[0]
        alone = content[1] - first == 1 and phrases.is_a(first, "no_content")
        return alone or (phrases.is_a(first, "reflexive") and not phrases.is_word(first + 1))

    def _start(self, cue: Match) -> int:
        """Where the complement begins, past who is told, when and where."""
        start = self.contents.over_object(cue.stop) if self.phrases.is_a(cue.start, "told") else cue.stop
        start = self.contents.over_adverbials(start)
        inserted = self.contents.over_insertion(start) if self.phrases.key(start) == "," else start
        return inserted if self.phrases.is_a(inserted, "complementizer") else start

    def _is_thing(self, cue: Match, start: int, content: Range) -> bool:
        """True for a bare object, where the verb tells nothing of mere things."""
        phrases, contents = self.phrases, self.contents
        if self._points(start) and not phrases.is_a(cue.start, "bridge_verb"):
            return cue.entry.stance in CLAUSE_STANCES
        opened = contents.opens(start) or contents.begins_clause(start) or phrases.key(start).endswith("ing")
        return self._takes_clause(cue) and not opened and not contents.has_verb(self._first_part(content))

    def _first_part(self, content: Range) -> Range:
        """The content up to a second verb of the cue's own subject: "claimed the bridge and burned it"."""
        return content[0], next((i for i in range(*content) if self._is_joint(i)), content[1])

    def _is_joint(self, i: int) -> bool:
        return self.phrases.is_a(i, "coordinator") and self.phrases.is_past(i + 1)

    def _is_participle(self, cue: Match, after: int) -> bool:
        """True where the main verb follows: "the man accused in the case is 34", "the truce agreed in May failed".

        Not so after verbs that leave out whose verb it is: "a bill he said was unfair".
        """
        phrases = self.phrases
        auxiliary = phrases.is_a(after, "be", "have", "modal") and not phrases.is_owner_mark(after)
        ends = phrases.over_open_words(after + 1) == after + 1 or phrases.is_a(after + 1, "time_opener")
        past = after > cue.stop and phrases.is_past(after) and ends
        return (auxiliary or past) and not phrases.is_a(cue.start, "bridge_verb")

    def _judges(self, cue: Match, start: int) -> bool:
        """True for "dismissed the suit as baseless", "as a stunt", not for "as the hearing began"."""
        if cue.entry.stance not in JUDGING_STANCES:
            return False
        phrases, contents = self.phrases, self.contents
        places = range(start + 1, min(phrases.hi, start + MAX_ADVERBIAL))
        said = next((i + 1 for i in places if phrases.is_a(i, "comment_opener")), None)
        if said is None:
            return False
        if contents.opens(said) or phrases.is_a(said, "indefinite"):
            return True
        stop = phrases.over_open_words(said)
        return stop > said and not contents.has_verb((said, stop))

    def _calls(self, cue: Match, content: Range) -> bool:
        """True for "called the fare a scam"."""
        phrases = self.phrases
        if not phrases.is_a(cue.start, "naming_verb") or phrases.is_a(content[0], "indefinite", "preposition"):
            return False
        places = range(content[0] + 1, content[1])
        return any(phrases.is_a(i, "indefinite") and not phrases.is_a(i - 1, "preposition") for i in places)

    def _describes(self, cue: Match, content: Range) -> bool:
        """True for "described the fare as a scam"."""
        phrases = self.phrases
        has_as = any(phrases.is_a(i, "comment_opener") for i in range(content[0] + 1, content[1] - 1))
        return has_as and phrases.is_a(cue.start, "naming_as")

    def _takes_clause(self, cue: Match) -> bool:
        """True for one-word verbs whose bare object is mostly a thing; "said" and its like take clauses anyway."""
        one_word = cue.stop - cue.start == 1
        return one_word and cue.entry.stance in CLAUSE_STANCES and not self.phrases.is_a(cue.start, "bridge_verb")

    def _points(self, that: int) -> bool:
        """True for the "that" of "conceded that game" and "that file to the police", which opens no clause."""
        phrases, contents, noun = self.phrases, self.contents, that + 1
        if not phrases.is_a(that, "complementizer") or contents.opens(noun):
            return False
        stop = phrases.over_open_words(noun)
        if any(phrases.is_name(i) or phrases.is_verb(i) or phrases.is_a(i, "plural") for i in range(noun, stop)):
            return False  # that Holt lies, that growth depends on trade, that police wait
        after = contents.over_relative_clause(phrases.over_prepositions(stop))
        ends = (not phrases.is_word(after) and not contents.opens(after)) or self._is_joint(after)
        timed = phrases.is_adverb(after) or any(phrases.is_a(i, "weekday", "day_part") for i in (after, after + 1))
        return stop > noun and (ends or timed)

    def _tells(self, start: int) -> bool:
        """True where a quotation, a that-clause, a question, or a phrase and its verb begin: "the visa had lapsed"."""
        phrases = self.phrases
        if self.contents.opens(start) or phrases.is_a(start, "complementizer"):
            return not self._points(start)
        if phrases.is_a(start, "question"):
            return True
        subject = phrases.phrase_from(start)
        if subject is None:
            return False
        verb, is_someone = phrases.over_adverbs(subject[1]), phrases.is_a(start, "subject_pronoun")
        named = is_someone or phrases.is_name(subject[1] - 1)
        return phrases.is_a(verb, "be", "have", "modal") or (named and phrases.is_past(verb))
