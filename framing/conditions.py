"""The conditions of a row, `unless` and `needs`, looked up around a match."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Self

from framing.entry import FIGURES, ITSELF, STRUCTURAL, Entry
from framing.grammar import Grammar
from framing.inflect import inflect
from framing.sentences import Sentence

WINDOW = 4  # words on either side that a condition of one bare word looks at
BE = "{be}"
_S = "'s"


class _Figures:
    """All keys that begin with a digit."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key[:1].isdigit()


Wanted = Container[str]  # the words that a condition takes in one place


@dataclass(frozen=True, slots=True)
class _Condition:
    """One condition: what it wants right before the match and right behind it, or anywhere near, or the match to be."""

    item: str
    before: tuple[Wanted, ...] = ()
    after: tuple[Wanted, ...] = ()
    near: Wanted = ()
    itself: frozenset[str] = frozenset()

    @classmethod
    def of(cls, item: str, pos: str, grammar: Grammar) -> Self:
        """A condition of an entry with this part of speech."""
        if is_itself(item):
            return cls(item, itself=frozenset(inflect(item[1:], pos, grammar)))
        before, after = (tuple(_wanted(word, grammar) for word in words) for words in sides(item))
        return cls(item, before, after, () if before or after else _wanted(item, grammar))

    def is_form(self, words: Sequence[str]) -> bool:
        """True where the match, or one of its words, is to be ruled out or wanted for itself."""
        return bool(self.itself) and not self.itself.isdisjoint((*words, "".join(words)))


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The conditions of a cell by what must stand beside the match for them to hold: few of them can at a time.

    `bare` are single words, `before` and `after` have conditions by the word that they want next to the match.
    """

    bare: frozenset[str]
    before: dict[str, list[_Condition]]
    after: dict[str, list[_Condition]]
    others: tuple[_Condition, ...]

    @classmethod
    def of(cls, items: Iterable[str], pos: str, grammar: Grammar) -> Self:
        """The conditions of an entry with this part of speech, sorted out."""
        bare, others = list[str](), list[_Condition]()
        befores, afters = defaultdict[str, list[_Condition]](list), defaultdict[str, list[_Condition]](list)
        for item in items:
            before, after = sides(item)
            known = _Condition.of(item, pos, grammar)
            if is_itself(item) or not is_plain((*before[-1:], *after[:1], item)[0]):
                others.append(known)
            elif before:
                befores[before[-1]].append(known)
            elif after:
                afters[after[0]].append(known)
            else:
                bare.append(item)
        return cls(frozenset(bare), dict(befores), dict(afters), tuple(others))


@dataclass(frozen=True, slots=True)
class Rule:
    """The conditions of one entry: what rules it out, what it needs, and what of that only attribution can decide."""

    unless: _Sorted
    needs: _Sorted
    structural: tuple[str, ...]


class Conditions:
    """Looks up the conditions of the entries of one lexicon."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._rules: dict[str, Rule] = {}

    def rule(self, entry: Entry) -> Rule:
        """The conditions of an entry, sorted out once."""
        known = self._rules.get(entry.id)
        if known is None:
            structural = tuple(item for item in entry.needs if item in STRUCTURAL)
            needs = [item for item in entry.needs if item not in structural]
            unless, wanted = (_Sorted.of(items, entry.pos, self._grammar) for items in (entry.unless, needs))
            known = self._rules[entry.id] = Rule(unless, wanted, structural)
        return known

    def around(self, keys: Sequence[str], sentence: Sentence, start: int, stop: int) -> "Around":
        """What conditions are held against: the tokens `start` up to `stop`, and their neighbours."""
        return Around(keys, sentence, start, stop, self._grammar)

    def exclude(self, entry: Entry, words: Sequence[str]) -> bool:
        """True where the entry names one of its own words, or all of them, as an exception."""
        return any(condition.is_form(words) for condition in self.rule(entry).unless.others)


class Around:
    """One match and its neighbours."""

    __slots__ = ("_end", "_first", "_grammar", "_keys", "_near", "_start", "_stop")

    def __init__(self, keys: Sequence[str], sentence: Sentence, start: int, stop: int, grammar: Grammar) -> None:
        self._keys, self._start, self._stop, self._grammar = keys, start, stop, grammar
        self._first, self._end = max(sentence.first, start - WINDOW), min(sentence.stop, stop + WINDOW)
        self._near = (*keys[self._first : start], *keys[stop : self._end])

    def holding(self, cell: _Sorted) -> list[str]:
        """Those of the conditions that hold: bare words first."""
        before = self._keys[self._start - 1] if self._start > self._first else ""
        after = self._keys[self._stop] if self._stop < self._end else ""
        likely = chain(cell.before.get(before, ()), cell.after.get(after, ()), cell.others)
        held = [condition.item for condition in likely if self._holds(condition)]
        return held if cell.bare.isdisjoint(self._near) else [*sorted(cell.bare.intersection(self._near)), *held]

    def _holds(self, condition: _Condition) -> bool:
        before, after = condition.before, condition.after
        if before or after:
            stands_before = not before or self._all(before, self._start - len(before))
            return stands_before and (not after or self._all(after, self._stop))
        if condition.itself:
            return condition.is_form(self._keys[self._start : self._stop])
        places = chain(range(self._first, self._start), range(self._stop, self._end))
        return any(self._stands(condition.near, i) for i in places)

    def _all(self, wanted: tuple[Wanted, ...], start: int) -> bool:
        if start < self._first or start + len(wanted) > self._end:
            return False
        return all(self._stands(words, i) for i, words in enumerate(wanted, start))

    def _stands(self, wanted: Wanted, i: int) -> bool:
        """True where token `i` is one of the wanted words; the 's of an owner is no form of be."""
        if self._keys[i] not in wanted:
            return False
        is_be = wanted is self._grammar.classes["be"]
        return self._keys[i] != _S or not is_be or not is_owner(self._keys, i, self._grammar)


def _wanted(word: str, grammar: Grammar) -> Wanted:
    """The words that a word of a condition stands for: itself, figures, or a class."""
    if is_plain(word):
        return frozenset((word,))
    return _Figures() if word == FIGURES else grammar.classes[word[1:-1]]


@lru_cache(maxsize=16384)
def sides(item: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that a condition wants before and after the match; none of a bare word, which may stand anywhere."""
    before, gap, after = (tuple(part.split()) for part in f" {item} ".partition(" _ "))
    return (before, after) if gap else ((), ())


def is_plain(wanted: str) -> bool:
    """True for a word as it stands, not a class or figures."""
    return wanted != FIGURES and not wanted.startswith("{")


def is_itself(item: str) -> bool:
    """True for `!word`, which the match itself is held against."""
    return item[0] == ITSELF and len(item) > 1


def is_before(item: str) -> bool:
    """True for a condition on the words before the match, or on the match: what follows cannot speak against it."""
    return is_itself(item) or bool(sides(item)[0])


def is_owner(keys: Sequence[str], i: int, grammar: Grammar) -> bool:
    """True where token `i` is the 's of an owner, not of a pronoun that holds a verb: "Holt's", not "he's"."""
    return keys[i] == _S and not (i > 0 and grammar.has("takes_is", keys[i - 1]))
