"""The words of a sentence one by one: their classes, capitals, and which of them are verbs. No parser.

All places are token indices.
"""

from dataclasses import dataclass
from typing import Self

from framing.grammar import Grammar
from framing.sentences import Sentence
from framing.tokens import Tokens

MAX_ADVERBS = 8  # in a row
_BEFORE_VERB = ("adverb", "be", "have", "do", "modal", "negation")
_PAUSES = frozenset(",-\u2013\u2014")
_QUOTES = frozenset("\"\u201c\u201d\u201e\u00ab\u00bb'`\u2018")


@dataclass(frozen=True, slots=True)
class Words:
    """Reads single words inside one sentence, from token `lo` up to `hi`."""

    tokens: Tokens
    grammar: Grammar
    lo: int
    hi: int
    verbs: frozenset[int] = frozenset()  # where verbs that report stand, as far as is known

    @classmethod
    def of(cls, tokens: Tokens, grammar: Grammar, sentence: Sentence, verbs: frozenset[int] = frozenset()) -> Self:
        """A reader for `sentence`."""
        return cls(tokens, grammar, sentence.first, sentence.stop, verbs)

    def key(self, i: int) -> str:
        """The key of token `i`, empty outside the sentence."""
        return self.tokens.keys[i] if self.lo <= i < self.hi else ""

    def is_a(self, i: int, *classes: str) -> bool:
        """True where token `i` belongs to one of the classes."""
        return self.lo <= i < self.hi and self.grammar.is_a(self.tokens.keys[i], classes)

    def is_word(self, i: int) -> bool:
        """True for a word or number, False for a mark and outside the sentence."""
        key = self.key(i)
        return bool(key) and (key[0].isalnum() or key == "'s")

    def is_name(self, i: int) -> bool:
        """True for a capitalised word."""
        return self.is_word(i) and self.tokens.word(i)[0].isupper()

    def is_quote_mark(self, i: int) -> bool:
        """True for a token that is a quotation mark."""
        return self.key(i) in _QUOTES

    def goes_on(self, i: int) -> bool:
        """True for a word, and for the stop of an initial or of an abbreviated form of address."""
        return self.is_word(i) or (self.key(i) == "." and self.is_initial(i - 1))

    def is_determiner(self, i: int) -> bool:
        """True for a determiner, not for the initial A."""
        return self.is_a(i, "determiner") and not (self.is_name(i) and self.key(i + 1) == ".")

    def is_pause(self, i: int) -> bool:
        """True for a comma or a dash."""
        return self.key(i) in _PAUSES

    def is_adverb(self, i: int) -> bool:
        """True for an adverb of the list, and for one in -ly that can be no name."""
        key = self.key(i)
        if self.is_a(i, "adverb"):
            return True
        in_ly = key.endswith("ly") and len(key) > 4 and not self.grammar.has("not_adverb", key)
        return in_ly and not (self.is_name(i) and self._is_name_in_ly(i))

    def _is_name_in_ly(self, i: int) -> bool:
        """True for a capitalised word in -ly inside a sentence, or before another name, a verb or 's: Kelly said."""
        opens = i == self.lo or not self.is_word(i - 1)
        return not opens or self.is_name(i + 1) or self.key(i + 1) == "'s" or self.is_past(i + 1) or i + 1 in self.verbs

    def skip_back(self, i: int) -> int:
        """The last token up to `i` that is no adverb, auxiliary, or day."""
        limit = i - 2 * MAX_ADVERBS
        while i > limit and (self.is_a(i, *_BEFORE_VERB) or self.is_adverb(i) or self.is_a(i, "weekday")):
            i -= 2 if self.is_a(i, "weekday") and self.is_a(i - 1, "preposition") else 1
        return i

    def reports(self, i: int) -> bool:
        """True for a verb that reports, not for the noun of the same form: "the claims officer"."""
        if i not in self.verbs or i == self.lo:
            return False
        return not self.is_determiner(i - 1) and not self.is_owner_mark(i - 1) and not self.is_a(i - 1, "preposition")

    def is_initial(self, i: int) -> bool:
        """True for a capital letter or an abbreviated form of address, so that the stop after it ends nothing."""
        return self.is_name(i) and (len(self.key(i)) == 1 or self.is_a(i, "honorific", "name_abbreviation"))

    def is_owner_mark(self, i: int) -> bool:
        """True for the 's of Holt's and the apostrophe of residents'."""
        plural = self.key(i - 1).endswith("s") and self.key(i - 1) != "'s"
        return self.key(i) == "'s" or (self.key(i) == "'" and plural)

    def is_verb(self, i: int) -> bool:
        """True for an auxiliary, and for a lower-case word of no closed class in -ed or -s, or of an irregular past."""
        key = self.key(i)
        if self.is_a(i, "be", "have", "do", "modal"):
            return True
        if not key.isalpha() or self.is_name(i) or self.grammar.is_closed(key):
            return False
        return key.endswith(("ed", "s")) or key in self.grammar.past_forms

    def is_finite(self, i: int) -> bool:
        """True for an auxiliary, and for a past form that neither determiner nor auxiliary makes a participle."""
        if self.is_a(i, "be", "have", "do", "modal"):
            return not self.is_a(i, "nonfinite") and not self.is_owner_mark(i)
        return self.is_past(i) and not self.is_a(self.skip_back(i - 1), "determiner", "coordinator", "to")

    def over_verbs(self, i: int) -> int:
        """Past a verb with its auxiliaries, adverbs and participle: "had long been sunk"."""
        i += not self.is_a(i, *_BEFORE_VERB)
        while self.is_a(i, *_BEFORE_VERB) or self.is_adverb(i):
            i += 1
        return i + self.is_past(i)

    def is_past(self, i: int) -> bool:
        """True for a lower-case word in -ed or of an irregular past, unless a determiner makes it an adjective."""
        past = self.key(i).endswith("ed") or self.key(i) in self.grammar.past_forms
        return past and not self.is_name(i) and not self.is_determiner(i - 1)

    def over_adverbs(self, i: int) -> int:
        """Past the adverbs that begin at token `i`."""
        limit = i + MAX_ADVERBS
        while i < limit and self.is_adverb(i):
            i += 1
        return i

    def over_adverbs_back(self, i: int) -> int:
        """The last token up to `i` that is no adverb."""
        limit = i - MAX_ADVERBS
        while i > limit and self.is_adverb(i):
            i -= 1
        return i

    def over_open_words(self, i: int) -> int:
        """Past the words of no closed class that begin at token `i`."""
        while self.is_word(i) and not self.grammar.is_closed(self.key(i)):
            i += 1
        return i

    def begins_predicate(self, i: int) -> bool:
        """True for an auxiliary, a past form, and the base form of an irregular verb."""
        return self.is_a(i, "be", "have", "modal") or self.is_past(i) or self.key(i) in self.grammar.irregular["verb"]
