"""The conditions of a row, `unless` and `needs`, looked up around a match."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from framing.entry import FIGURES, ITSELF, Entry
from framing.grammar import Grammar
from framing.inflect import inflect
from framing.sentences import Sentence

WINDOW = 4  # words on either side that a condition of one bare word looks at
BE = "{be}"
_S = "'s"


class Conditions:
    """Looks up the conditions of the entries of one lexicon."""

    def __init__(self, entries: Sequence[Entry], grammar: Grammar) -> None:
        self._grammar = grammar
        self._forms = {
            (item, entry.pos): frozenset(inflect(item[1:], entry.pos, grammar))
            for entry in entries
            for item in (*entry.unless, *entry.needs)
            if is_itself(item)
        }

    def around(self, keys: Sequence[str], sentence: Sentence, start: int, stop: int, entry: Entry) -> "Around":
        """What the conditions of `entry` are held against, found in the tokens `start` up to `stop`."""
        return Around(keys, sentence, start, stop, entry.pos, self)

    def exclude(self, entry: Entry, words: Sequence[str]) -> bool:
        """True where the entry names one of its own words, or all of them, as an exception."""
        return any(self.is_form(item, entry.pos, words) for item in entry.unless if is_itself(item))

    def is_form(self, item: str, pos: str, words: Sequence[str]) -> bool:
        """True where one of the words, or all of them written solid, is a form of that in `!word`."""
        return not self._forms[item, pos].isdisjoint((*words, "".join(words)))

    def is_word(self, wanted: str, keys: Sequence[str], i: int) -> bool:
        """True where token `i` is a word, a figure or a member of a class, as a condition wants it."""
        if is_plain(wanted):
            return wanted == keys[i]
        if wanted == FIGURES:
            return keys[i][0].isdigit()
        return self._grammar.has(wanted[1:-1], keys[i]) and not (wanted == BE and is_owner(keys, i, self._grammar))


class Around:
    """One match and its neighbours."""

    def __init__(
        self, keys: Sequence[str], sentence: Sentence, start: int, stop: int, pos: str, conditions: Conditions
    ) -> None:
        self._keys, self._start, self._stop = keys, start, stop
        self._first, self._end = max(sentence.first, start - WINDOW), min(sentence.stop, stop + WINDOW)
        self._near = frozenset((*keys[self._first : start], *keys[stop : self._end]))
        self._pos, self._conditions = pos, conditions

    def holding(self, items: tuple[str, ...]) -> list[str]:
        """Those of the conditions that hold: bare words first."""
        sorted_out = _SortedOut.of(items)
        before = self._keys[self._start - 1] if self._start > self._first else ""
        after = self._keys[self._stop] if self._stop < self._end else ""
        likely = (*sorted_out.before.get(before, ()), *sorted_out.after.get(after, ()), *sorted_out.others)
        return [*sorted(self._near & sorted_out.bare), *(item for item in likely if self._has(item))]

    def _has(self, item: str) -> bool:
        if is_itself(item):
            return self._conditions.is_form(item, self._pos, self._keys[self._start : self._stop])
        before, after = sides(item)
        if before or after:
            stands_before = not before or self._all(before, self._start - len(before))
            return stands_before and (not after or self._all(after, self._stop))
        return any(self._is(item, i) for i in (*range(self._first, self._start), *range(self._stop, self._end)))

    def _all(self, wanted: tuple[str, ...], start: int) -> bool:
        inside = self._first <= start and start + len(wanted) <= self._end
        return inside and all(self._is(word, i) for i, word in enumerate(wanted, start))

    def _is(self, wanted: str, i: int) -> bool:
        return self._conditions.is_word(wanted, self._keys, i)


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """The conditions of a row by what must stand beside the match for them to hold: few of them can at a time.

    `bare` are single words, `before` and `after` have conditions by the word that they want next to the match.
    """

    bare: frozenset[str]
    before: dict[str, list[str]]
    after: dict[str, list[str]]
    others: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=16384)
    def of(cls, items: tuple[str, ...]) -> Self:
        """The same conditions, sorted out."""
        bare, others = list[str](), list[str]()
        befores, afters = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for item in items:
            before, after = sides(item)
            if is_itself(item) or not is_plain((*before[-1:], *after[:1], item)[0]):
                others.append(item)
            elif before:
                befores[before[-1]].append(item)
            elif after:
                afters[after[0]].append(item)
            else:
                bare.append(item)
        return cls(frozenset(bare), dict(befores), dict(afters), tuple(others))


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
