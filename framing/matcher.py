"""Many terms over the tokens of a text, in one pass.

All terms stand in one trie whose labels are words, {classes}, *affixes, figures and gaps. Conditions, and capitals, are
looked at only on a match.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

from framing.conditions import BE, Conditions, is_before, is_owner
from framing.entry import CUE, FIGURES, GAP, TOLD, Entry
from framing.grammar import Grammar
from framing.inflect import inflect
from framing.lexicon import Lexicon
from framing.sentences import Sentence, whole
from framing.span import touches
from framing.tokens import Tokens, addresses, spelt
from framing.trie import Node, Trie

MIN_STEM = 3  # letters that must stand in place of the star of an affix
MAX_GAP = 4  # words that may stand in place of "..."
STEM, STEM_AFTER = (
    "*-",
    "-*",
)  # the word that a hyphen joins to an affix: "ferry" of ferry-gate, "expert" of pseudo-expert
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


@dataclass(frozen=True, slots=True)
class _Form:
    """One sequence of labels that the term of an entry stands for.

    `joints` are the words, counted from its first, that a hyphen must join to the word before; `be` those that are a
    form of be.
    """

    entry: Entry
    labels: tuple[str, ...]
    joints: tuple[int, ...]
    be: tuple[int, ...]

    @classmethod
    def of(cls, entry: Entry, labels: tuple[str, ...]) -> Self:
        """The form, looked through once."""
        joints = tuple(i + (label == STEM) for i, label in enumerate(labels) if label in (STEM, STEM_AFTER))
        return cls(entry, labels, joints, tuple(i for i, label in enumerate(labels) if label == BE))


Found = tuple[int, int, _Form]  # the tokens, start up to stop, in which a form stands


class Matcher:
    """Finds the entries of a lexicon in tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._trie = Trie[_Form](self._labels_of)
        self._conditions = Conditions(lexicon.grammar)
        for entry in lexicon.entries:
            for labels in patterns(entry, lexicon.grammar):
                self._trie.add(labels, _Form.of(entry, labels))
        affixes = sorted(filter(_is_affix, self._trie.labels))
        self._endings = {label[1:]: label for label in affixes if label.startswith("*")}
        self._beginnings = {label[:-1]: label for label in affixes if not label.startswith("*")}
        root = self._trie.root
        self._solid = Node({label: node for label, node in root.edges.items() if label != STEM})

    def match(self, tokens: Tokens, sentences: Iterable[Sentence]) -> list[Match]:
        """The matches of each sentence in order; of overlapping ones of one kind the first, of those the longest.

        None touches an address: of a page, for mail, of an account.
        """
        taken, joints, dashes = addresses(tokens.text), tokens.joints(), tokens.en_dashes()
        matches = (match for sentence in sentences for match in self._in_sentence(tokens, sentence, joints, dashes))
        if not taken:
            return [*matches]
        return [match for match in matches if not touches(tokens.span(match.start, match.stop), taken)]

    def _labels_of(self, word: str) -> Iterator[str]:
        """The labels of the trie that `word` can stand for."""
        labels = [word, *_shapes(word), *(f"{{{name}}}" for name in self.lexicon.grammar.classes_of(word))]
        if word.endswith((*self._endings,)) or word.startswith((*self._beginnings,)):
            labels += [label for end, label in self._endings.items() if _is_stem(word, end) and word.endswith(end)]
            labels += [label for own, label in self._beginnings.items() if _is_stem(word, own) and word.startswith(own)]
        return (label for label in labels if label in self._trie.labels)

    def entries_of(self, tokens: Tokens) -> list[Entry]:
        """The entries whose term is just these tokens as they are written, whatever their conditions save `!word`."""
        solid = tokens.at(_without(tokens.en_dashes(), whole(tokens)))
        fitting = self._fitting(solid, whole(solid), solid.joints())
        found = (form.entry for start, stop, form in fitting if stop - start == len(solid))
        return [entry for entry in dict.fromkeys(found) if not self._conditions.exclude(entry, solid.keys)]

    def _in_sentence(
        self, tokens: Tokens, sentence: Sentence, joints: frozenset[int], dashes: frozenset[int]
    ) -> list[Match]:
        fitting = self._fitting(tokens, sentence, joints)
        found = [self._checked(tokens, sentence, start, stop, form.entry) for start, stop, form in fitting]
        if dashes and not dashes.isdisjoint(range(sentence.first, sentence.stop)):
            found += self._over_dashes(tokens, _without(dashes, sentence))
        return _longest([match for match in found if match])

    def _over_dashes(self, tokens: Tokens, places: Sequence[int]) -> Iterator[Match | None]:
        """The matches that an en dash joins as a hyphen would: witch-hunt. `places` are the tokens but the dashes."""
        solid = tokens.at(places)
        for start, stop, form in self._fitting(solid, whole(solid), solid.joints()):
            dashed = [i for i in range(start + 1, stop) if places[i] - places[i - 1] > 1]
            if dashed and not any(GAP in form.labels[i - start - 1 : i - start + 1] for i in dashed):
                match = self._checked(solid, whole(solid), start, stop, form.entry)
                yield match and replace(match, start=places[start], stop=places[stop - 1] + 1)

    def _fitting(self, tokens: Tokens, sentence: Sentence, joints: frozenset[int]) -> Iterator[Found]:
        """The candidates that neither hyphens nor capitals nor the 's of an owner speak against."""
        capitals = _Capitals(tokens, sentence)
        for start, stop, form in self._candidates(tokens.keys, sentence, joints):
            if (
                start not in joints
                and stop not in joints
                and (not form.joints or all(start + i in joints for i in form.joints))
                and (not form.be or self._is_verbal(tokens.keys, start, form))
                and capitals.allow(start, stop, form)
            ):
                yield start, stop, form

    def _candidates(self, keys: Sequence[str], sentence: Sentence, joints: frozenset[int]) -> Iterator[Found]:
        """All places where a form stands; only a word that is joined to the next can be the stem of a compound."""
        begin, begin_joined = self._trie.begin(self._solid), self._trie.begin(self._trie.root)
        last = sentence.stop
        for start in range(sentence.first, last):
            state = (begin_joined if start + 1 in joints else begin)[keys[start]]
            stop = start + 1
            while state is not None:
                for form in state.ends:
                    yield start, stop, form
                if stop == last:
                    break
                state = state[keys[stop]]
                stop += 1

    def _is_verbal(self, keys: Sequence[str], start: int, form: _Form) -> bool:
        """False where the 's of an owner stands for a form of be."""
        return not any(is_owner(keys, start + i, self.lexicon.grammar) for i in form.be)

    def _checked(self, tokens: Tokens, sentence: Sentence, start: int, stop: int, entry: Entry) -> Match | None:
        """The match, or None where an `unless` holds or no `needs` can."""
        if not entry.unless and not entry.needs:
            return Match(start, stop, entry)
        rule = self._conditions.rule(entry)
        around = self._conditions.around(tokens.keys, sentence, start, stop)
        if entry.unless and (vetoes := around.holding(rule.unless)):
            may_tell = not {CUE, TOLD}.isdisjoint(rule.structural) and not any(map(is_before, vetoes))
            return Match(start, stop, entry, (TOLD,)) if may_tell else None
        if not entry.needs or around.holding(rule.needs):
            return Match(start, stop, entry)
        return Match(start, stop, entry, rule.structural) if rule.structural else None


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


def _is_stem(word: str, affix: str) -> bool:
    """True where enough of the word is left beside an affix."""
    return len(word) >= len(affix) + MIN_STEM


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

    def allow(self, start: int, stop: int, form: _Form) -> bool:
        """True unless a fixed word is capitalised in mid-sentence, outside a headline.

        What a star stands for must be in lower case wherever it stands, for a place may be called Fossgate. A term that
        is written with capitals wants as many instead.
        """
        text, starts = self._tokens.text, self._tokens.starts
        capitals = [i for i in range(start, stop) if text[starts[i]].isupper()]
        if form.entry.is_capitalised:
            return len(capitals) >= sum(word != word.lower() for word in form.entry.term.split(" "))
        labels = ((i, form.labels[i - start]) for i in capitals)
        return all(label.startswith(("{", GAP)) or ("*" not in label and self._is_plain(i)) for i, label in labels)

    def _is_plain(self, i: int) -> bool:
        """True where a capital makes no name of a word."""
        word = self._tokens.word(i)
        if (len(word) > 1 and word.isupper()) or self._begins(i):
            return True
        if self._headline is None:
            self._headline = is_headline(self._tokens, self._sentence)
        return self._headline

    def _begins(self, i: int) -> bool:
        """True for the first word of the sentence, of a quotation, of a clause after a colon or a dash."""
        return i == self._sentence.first or self._tokens.keys[i - 1] in _BEGINNINGS


def is_headline(tokens: Tokens, sentence: Sentence) -> bool:
    """True where most words of four letters and more are capitalised."""
    text, place = tokens.text, slice(sentence.first, sentence.stop)
    long = [text[start] for start, key in zip(tokens.starts[place], tokens.keys[place], strict=True) if len(key) > 3]
    letters = [*filter(str.isalpha, long)]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.7 * len(letters)
