"""Many terms over the tokens of a text, in one pass.

All terms stand in one trie whose edges are words, {classes}, *affixes, figures and gaps; what edges a word can take is
worked out once per word type. Conditions (`unless`, `needs`) and capitals are looked at only on a match.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from framing.conditions import BE, Conditions, is_before, is_owner
from framing.entry import CUE, FIGURES, GAP, STRUCTURAL, TOLD, Entry
from framing.grammar import Grammar
from framing.inflect import inflect
from framing.lexicon import Lexicon
from framing.sentences import Sentence, whole
from framing.span import touches
from framing.tokens import Tokens, addresses, spelt

MIN_STEM = 3  # letters that must stand in place of the star of an affix
MAX_GAP = 4  # words that may stand in place of "..."
STEM, STEM_AFTER = (
    "*-",
    "-*",
)  # the word that a hyphen joins to an affix: "ferry" of ferry-gate, "expert" of pseudo-expert
_CACHED_WORDS = 65536
_BEGINNINGS = frozenset("\"'`\u201c\u201d\u2018\u00ab:\u2013\u2014([*\u2022|>")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in tokens `start` up to `stop`.

    `awaits` holds the conditions that only attribution can decide; one of them must hold, where there are any.
    """

    start: int
    stop: int
    entry: Entry
    awaits: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the entry."""
        return self.entry.kind

    @property
    def must_tell(self) -> bool:
        """True where a bare object is not enough: "denied the visa had lapsed", not "denied the visa"."""
        return TOLD in self.awaits and CUE not in self.awaits


@dataclass(slots=True)
class _Node:
    edges: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[Entry, tuple[str, ...]]] = field(default_factory=list)


class Matcher:
    """Finds the entries of a lexicon in tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._root = _Node()
        self._edges_of: dict[str, tuple[str, ...]] = {}
        self._begun_by: dict[str, tuple[Sequence[_Node], _Node | None]] = {}
        self._labels: set[str] = set()
        self._conditions = Conditions(lexicon.entries, lexicon.grammar)
        for entry in lexicon.entries:
            for pattern in patterns(entry, lexicon.grammar):
                self._add(entry, pattern)
        self._affixes = sorted(label for label in self._labels if _is_affix(label))
        self._ends = tuple(label[1:] for label in self._affixes if label.startswith("*"))
        self._beginnings = tuple(label[:-1] for label in self._affixes if not label.startswith("*"))

    def match(self, tokens: Tokens, sentences: Iterable[Sentence]) -> list[Match]:
        """The matches of each sentence in order; of overlapping ones of one kind the first, of those the longest.

        None touches an address: of a page, for mail, of an account.
        """
        taken, dashes = addresses(tokens.text), tokens.en_dashes()
        matches = (match for sentence in sentences for match in self._in_sentence(tokens, sentence, dashes))
        return [match for match in matches if not touches(tokens.span(match.start, match.stop), taken)]

    def _add(self, entry: Entry, pattern: tuple[str, ...]) -> None:
        node = self._root
        for label in pattern:
            node = node.edges.setdefault(label, _Node())
            self._labels.add(label)
        node.ends.append((entry, pattern))

    def _edges(self, word: str) -> tuple[str, ...]:
        """The labels in the trie that `word` can follow."""
        known = self._edges_of.get(word)
        if known is None:
            if len(self._edges_of) >= _CACHED_WORDS:
                self._edges_of.clear()
            classes = (f"{{{name}}}" for name in self.lexicon.grammar.classes_of(word))
            has_any = word.endswith(self._ends) or word.startswith(self._beginnings)
            affixes = [label for label in self._affixes if _has_affix(word, label)] if has_any else ()
            known = tuple(label for label in (word, *_shapes(word), *classes, *affixes) if label in self._labels)
            self._edges_of[word] = known
        return known

    def _begun(self, word: str) -> tuple[Sequence[_Node], _Node | None]:
        """Where terms that begin with `word` go on in the trie, and where they do if it is the stem of a compound."""
        known = self._begun_by.get(word)
        if known is None:
            if len(self._begun_by) >= _CACHED_WORDS:
                self._begun_by.clear()
            root = self._root.edges
            labels = [label for label in self._edges(word) if label in root]
            nodes = [root[label] for label in labels if label != STEM]
            known = self._begun_by[word] = nodes, root[STEM] if STEM in labels else None
        return known

    def entries_of(self, tokens: Tokens) -> list[Entry]:
        """The entries whose term is just these tokens as they are written, whatever their conditions save `!word`."""
        solid = tokens.at(_without(tokens.en_dashes(), whole(tokens)))
        found = (entry for start, stop, entry, _ in self._fitting(solid, whole(solid)) if stop - start == len(solid))
        return [entry for entry in dict.fromkeys(found) if not self._conditions.exclude(entry, solid.keys)]

    def _in_sentence(self, tokens: Tokens, sentence: Sentence, dashes: frozenset[int]) -> list[Match]:
        fitting = self._fitting(tokens, sentence)
        found = [self._checked(tokens, sentence, start, stop, entry) for start, stop, entry, _ in fitting]
        if not dashes.isdisjoint(range(sentence.first, sentence.stop)):
            found += self._over_dashes(tokens, _without(dashes, sentence))
        return _longest([match for match in found if match])

    def _over_dashes(self, tokens: Tokens, places: Sequence[int]) -> Iterator[Match | None]:
        """The matches that an en dash joins as a hyphen would: witch-hunt. `places` are the tokens but the dashes."""
        solid = tokens.at(places)
        for start, stop, entry, pattern in self._fitting(solid, whole(solid)):
            dashed = [i for i in range(start + 1, stop) if places[i] - places[i - 1] > 1]
            if dashed and not any(GAP in pattern[i - start - 1 : i - start + 1] for i in dashed):
                match = self._checked(solid, whole(solid), start, stop, entry)
                yield match and replace(match, start=places[start], stop=places[stop - 1] + 1)

    def _fitting(self, tokens: Tokens, sentence: Sentence) -> Iterator[tuple[int, int, Entry, tuple[str, ...]]]:
        """The candidates that neither hyphens nor capitals nor the 's of an owner speak against."""
        capitals = _Capitals(tokens, sentence)
        for start, stop, entry, pattern in self._candidates(tokens, sentence):
            if (
                _keeps_compounds(tokens, start, stop, pattern)
                and self._is_verbal(tokens.keys, start, pattern)
                and capitals.allow(start, stop, entry, pattern)
            ):
                yield start, stop, entry, pattern

    def _candidates(self, tokens: Tokens, sentence: Sentence) -> Iterator[tuple[int, int, Entry, tuple[str, ...]]]:
        """All places where a term stands, as (start, stop, entry, pattern)."""
        keys = tokens.keys
        for start in range(sentence.first, sentence.stop):
            begun, stem = self._begun(keys[start])
            nodes = [*begun, stem] if stem and tokens.joined(start + 1) else begun
            stop = start + 1
            while nodes:
                yield from ((start, stop, *end) for node in nodes for end in node.ends)
                if stop == sentence.stop:
                    break
                nodes = [
                    node.edges[e] for node in nodes if node.edges for e in self._edges(keys[stop]) if e in node.edges
                ]
                stop += 1

    def _is_verbal(self, keys: Sequence[str], start: int, pattern: tuple[str, ...]) -> bool:
        """False where the 's of an owner stands for a form of be."""
        if BE not in pattern:
            return True
        return not any(
            label == BE and is_owner(keys, i, self.lexicon.grammar) for i, label in enumerate(pattern, start)
        )

    def _checked(self, tokens: Tokens, sentence: Sentence, start: int, stop: int, entry: Entry) -> Match | None:
        """The match, or None where an `unless` holds or no `needs` can."""
        if not entry.unless and not entry.needs:
            return Match(start, stop, entry)
        around = self._conditions.around(tokens.keys, sentence, start, stop, entry)
        structural = tuple(item for item in entry.needs if item in STRUCTURAL)
        if vetoes := around.holding(entry.unless):
            may_tell = not {CUE, TOLD}.isdisjoint(structural) and not any(map(is_before, vetoes))
            return Match(start, stop, entry, (TOLD,)) if may_tell else None
        if not entry.needs or around.holding(tuple(item for item in entry.needs if item not in structural)):
            return Match(start, stop, entry)
        return Match(start, stop, entry, structural) if structural else None


def patterns(entry: Entry, grammar: Grammar) -> set[tuple[str, ...]]:
    """All sequences of words, {classes}, *affixes, figures and gaps that the term of `entry` stands for."""
    words = spelt(entry.term).split(" ")
    head = _head(words, entry.pos)
    forms = [_forms(word, entry.pos if i == head else "phrase", grammar) for i, word in enumerate(words)]
    if all(form.isalnum() for choice in forms for form in choice):
        return {*product(*forms)}
    return {tuple(" ".join(choice).split()) for choice in product(*forms)} - {()}


def _head(words: list[str], pos: str) -> int:
    """The place of the word that inflects."""
    marked = [i for i, word in enumerate(words) if word.rstrip("?").endswith("~")]
    return marked[0] if marked else len(words) - 1 if pos == "noun" else 0


def _forms(word: str, pos: str, grammar: Grammar) -> tuple[str, ...]:
    """What one word of a term stands for: a label each, several for a gap, none where it may be missing."""
    if word.isalnum():
        return inflect(word, pos, grammar)
    if word == GAP:
        return tuple(" ".join([GAP] * length) for length in range(MAX_GAP + 1))
    base = word.rstrip("?").rstrip("~")
    missing = ("",) if word.endswith("?") else ()
    forms = (base,) if base.startswith("{") or base.endswith("*") else inflect(base, pos, grammar)
    return (*forms, *map(_hyphenated, filter(_is_affix, forms)), *missing)


def _is_affix(label: str) -> bool:
    return "*" in label and label not in (STEM, STEM_AFTER)


def _hyphenated(affix: str) -> str:
    """The labels of an affix that a hyphen joins to its stem."""
    return f"{STEM} {affix[1:]}" if affix.startswith("*") else f"{affix[:-1]} {STEM_AFTER}"


def _shapes(word: str) -> Iterator[str]:
    """What `word` is by its looks: figures, any word for a gap, the stem of a compound."""
    if word[0].isdigit():
        yield FIGURES
    if any(map(str.isalnum, word)):
        yield GAP
    if len(word) >= MIN_STEM:
        yield from (STEM, STEM_AFTER)


def _has_affix(word: str, label: str) -> bool:
    """True where `word` is at least `MIN_STEM` letters and the affix."""
    if len(word) < len(label) - 1 + MIN_STEM:
        return False
    return word.endswith(label[1:]) if label.startswith("*") else word.startswith(label[:-1])


def _keeps_compounds(tokens: Tokens, start: int, stop: int, pattern: tuple[str, ...]) -> bool:
    """False where the match would begin or end inside a hyphenated compound, or an affix is not joined to its stem."""
    if tokens.joined(start) or tokens.joined(stop):
        return False
    joints = [start + i + (label == STEM) for i, label in enumerate(pattern) if label in (STEM, STEM_AFTER)]
    return all(map(tokens.joined, joints))


def _without(dashes: frozenset[int], sentence: Sentence) -> list[int]:
    """The tokens of a sentence but the dashes."""
    return [i for i in range(sentence.first, sentence.stop) if i not in dashes]


def _longest(matches: list[Match]) -> list[Match]:
    """The matches in order, of overlapping ones of one kind the first, of those the longest, of those the plainest."""
    kept: list[Match] = []
    ends: dict[tuple[str, str], int] = {}
    for match in sorted(matches, key=_rank):
        seats = _seats(match.entry)
        if all(match.start >= ends.get(seat, 0) for seat in seats):
            kept.append(match)
            ends.update(dict.fromkeys(seats, match.stop))
    return kept


def _rank(match: Match) -> tuple[int, int, bool, bool, str]:
    return match.start, -match.stop, match.must_tell, "*" in match.entry.term, match.entry.id


def _seats(entry: Entry) -> tuple[tuple[str, str], ...]:
    """What an entry takes up in a text: entries that share a seat do not overlap.

    A noun that only credits and a verb share none: only the grammar around "claims" tells which it is.
    """
    noun, verb = (entry.kind, "noun"), (entry.kind, "verb")
    if entry.pos == "verb":
        return (verb,)
    return (noun,) if entry.pos == "noun" and not entry.is_marked else (noun, verb)


class _Capitals:
    """Whether capitals make a match a name: looked up once a sentence, and only when asked."""

    def __init__(self, tokens: Tokens, sentence: Sentence) -> None:
        self._tokens, self._sentence = tokens, sentence
        self._headline: bool | None = None

    def allow(self, start: int, stop: int, entry: Entry, pattern: tuple[str, ...]) -> bool:
        """True unless a fixed word is capitalised in mid-sentence, outside a headline.

        What a star stands for must be in lower case wherever it stands, for a place may be called Fossgate. A term that
        is written with capitals wants as many instead.
        """
        if entry.is_capitalised:
            wanted = sum(word != word.lower() for word in entry.term.split(" "))
            return sum(self._tokens.word(i)[0].isupper() for i in range(start, stop)) >= wanted
        return all(self._fits(i, label) for i, label in enumerate(pattern, start) if not label.startswith(("{", GAP)))

    def _fits(self, i: int, label: str) -> bool:
        return not self._tokens.word(i)[0].isupper() if "*" in label else self._is_plain(i)

    def _is_plain(self, i: int) -> bool:
        word = self._tokens.word(i)
        if not word[0].isupper() or (len(word) > 1 and word.isupper()) or self._begins(i):
            return True
        if self._headline is None:
            self._headline = is_headline(self._tokens, self._sentence)
        return self._headline

    def _begins(self, i: int) -> bool:
        """True for the first word of the sentence, of a quotation, of a clause after a colon or a dash."""
        return i == self._sentence.first or self._tokens.keys[i - 1] in _BEGINNINGS


def is_headline(tokens: Tokens, sentence: Sentence) -> bool:
    """True where most words of four letters and more are capitalised."""
    long = [tokens.word(i) for i in range(sentence.first, sentence.stop) if len(tokens.keys[i]) > 3]
    words = [word for word in long if word[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
