"""Which names of a text stand for the same, and which are no person's.

Transparent rules; "Ann Low" and "Bob Low" never become one:

* A last name stands for the one fuller name that ends in it; a first word (Dana, Lu, Acme) for the one fuller name that
  begins with it, if that is credited or titled somewhere or comes first. Where there are two, for itself.
* A name with a middle part (Dana R. Holt) is the one without; a name with a word before it (Furious Dana Holt) is the
  one without where that is more frequent, or where the longer one only ever begins sentences.
* A name is a body's where a word of it says so (a council, an agency, a nationality), where it is an acronym, and where
  it mostly follows "the"; a form of address before it makes it a person's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from framing.grammar import Grammar
from framing.matcher import is_headline
from framing.names import AND, TITLE, Run, folded, runs, standing, titles
from framing.sentences import Sentence
from framing.tokens import Tokens

MAX_SPACES = 5  # in a name
MAX_ACRONYM = 5  # letters


@dataclass(frozen=True, slots=True)
class Introduction:
    """A name where the text puts it: at token `place`, after `titles`; `opens` at the beginning of a sentence."""

    place: int
    name: str
    titles: tuple[str, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one text, as the text first writes them."""

    introductions: tuple[Introduction, ...]
    _written: dict[str, str]  # these have folded names as keys
    _fuller: dict[str, str]
    _bodies: frozenset[str]
    _doubtful: frozenset[str]
    _known: frozenset[str]

    @classmethod
    def of(
        cls, tokens: Tokens, sentences: list[Sentence], credited: Iterable[tuple[str, int]], grammar: Grammar
    ) -> "Names":
        """The names of a text; `credited` are those of its sources, each with how it stands there."""
        census = _Census(grammar)
        census.read(tokens, sentences)
        census.credit(credited)
        bodies = frozenset(name for name in census.counts if census.is_body(name))
        fuller = _fuller(census, bodies)
        doubtful = census.doubtful(tokens) - set(fuller)
        known = frozenset(fuller.get(name, name) for name in census.known)
        return cls(tuple(census.introductions), census.written, fuller, bodies, doubtful, known)

    def full(self, name: str) -> str:
        """The name that `name` stands for."""
        key = folded(name)
        return self._written.get(self._fuller.get(key, key), name)

    def is_name(self, name: str) -> bool:
        """False for a single word that may be capitalised because it begins a sentence, and for nothing else."""
        return folded(name) not in self._doubtful

    def is_known(self, name: str) -> bool:
        """True for a name that has a title, or a source, somewhere in the text."""
        return folded(name) in self._known

    def is_body(self, name: str) -> bool:
        """True for the name of an organisation, a state or a people."""
        return folded(name) in self._bodies


@dataclass(slots=True)
class _Census:
    """What one pass over a text gathers; names are folded, but for those written."""

    grammar: Grammar
    introductions: list[Introduction] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    inside: set[str] = field(default_factory=set)  # elsewhere than at the beginning of a sentence
    known: set[str] = field(default_factory=set)  # credited or titled
    titled: set[str] = field(default_factory=set)
    definite: Counter[str] = field(default_factory=Counter)  # how often after "the", less how often not

    def read(self, tokens: Tokens, sentences: list[Sentence]) -> None:
        """Add the names of a text, those of headlines left out."""
        for sentence in sentences:
            if is_headline(tokens, sentence):
                continue
            opening = _opening(tokens, sentence, self.grammar)
            for run in runs(tokens, sentence.first, sentence.stop, self.grammar):
                if run.text.count(" ") <= MAX_SPACES:
                    self._add(tokens, run, run.first <= opening)

    def credit(self, names: Iterable[tuple[str, int]]) -> None:
        """Add the names of sources."""
        for written, stands in names:
            name = folded(written)
            self.known.add(name)
            self.written.setdefault(name, written)
            self.counts[name] += 1
            self.definite[name] += stands

    def _add(self, tokens: Tokens, run: Run, opens: bool) -> None:
        name, before = folded(run.text), titles(tokens, run, self.grammar)
        self.introductions.append(Introduction(run.first, run.text, tuple(before), opens))
        self.counts[name] += 1
        self.written.setdefault(name, run.text)
        self.places.setdefault(name, run.first)
        if before:
            self.titled.add(name)
            self.known.add(name)
        if not opens:
            self.inside.add(name)
        self.definite[name] += standing(tokens, run, self.grammar)

    def doubtful(self, tokens: Tokens) -> frozenset[str]:
        """Single words that only ever begin sentences and end in -s, or are also written in lower case."""
        lower = {key for key, start in zip(tokens.keys, tokens.starts, strict=True) if tokens.text[start].islower()}
        opening = self.counts.keys() - self.inside - self.titled
        return frozenset(word for word in opening if " " not in word and (word.endswith("s") or word in lower))

    def is_body(self, name: str) -> bool:
        """True where a word of the name, its form or "the" before it says that it is no person's."""
        if name in self.titled:
            return False
        first, *more = name.split(" ")
        says = self.grammar.classes_of
        if AND in more or "nationality" in says(first) or self.ends_as_body(name):
            return True
        return (not more and self._is_acronym_or_people(name)) or self.definite[name] > 0

    def ends_as_body(self, name: str) -> bool:
        """True for Acme Corp, the Averil Council, the University of Averil."""
        ends = (*self.core(name)[-1:], name.rsplit(" ", 1)[-1])
        return any(not self.grammar.classes_of(word).isdisjoint(("agency", "organisation")) for word in ends)

    def _is_acronym_or_people(self, word: str) -> bool:
        letters = self.written[word].replace(".", "")
        if letters.isupper() and 1 < len(letters) <= MAX_ACRONYM:
            return True
        people = self.grammar.classes_of(word.removesuffix("s").rpartition("-")[2])
        return "nationality" in people or "state" in self.grammar.classes_of(word)

    def core(self, name: str) -> list[str]:
        """The words of a name less what follows "of", and less Corp, Inc, Jr at its end."""
        words = name.split(" ")
        core = words[: next((i for i, word in enumerate(words) if i and self.grammar.has("of", word)), len(words))]
        while len(core) > 1 and self.grammar.has("name_abbreviation", core[-1]):
            core.pop()
        return core


def _opening(tokens: Tokens, sentence: Sentence, grammar: Grammar) -> int:
    """The first token of a sentence that is a word, and neither title nor determiner."""
    for i in range(sentence.first, sentence.stop):
        if tokens.is_word(i) and not grammar.is_a(tokens.keys[i], (*TITLE, "determiner")):
            return i
    return sentence.first


# -- names that stand for fuller ones


def _fuller(census: _Census, bodies: frozenset[str]) -> dict[str, str]:
    """For each name that stands for another that other."""
    variants = dict([*_with_middles(census), *_with_words_before(census)])
    variants = {name: variants.get(other, other) for name, other in variants.items()}
    full = {variants.get(name, name) for name in census.counts if " " in name}
    people = full - bodies
    by_last = _unique((census.core(name)[-1], name) for name in full if name in people or len(census.core(name)) == 1)
    lasts = {census.core(name)[-1] for name in people}
    by_first = _unique((name.split(" ")[0], name) for name in people)
    first = {word: name for word, name in by_first.items() if word not in lasts and _is_introduced(name, word, census)}
    return variants | first | by_last


def _is_introduced(name: str, word: str, census: _Census) -> bool:
    """True where the text credits or titles a name somewhere, or puts it before the single word."""
    place = census.places.get(name)
    return name in census.known or (place is not None and place < census.places.get(word, place))


def _with_words_before(census: _Census) -> Iterator[tuple[str, str]]:
    """Furious Dana Holt, and Dana Holt."""
    for name, count in census.counts.items():
        first, _, shorter = name.partition(" ")
        enough = census.counts[shorter] >= count + (name in census.inside) if shorter in census.counts else False
        if enough and " " in shorter and not census.grammar.classes_of(first) & {"nationality", "peerage"}:
            yield name, shorter


def _with_middles(census: _Census) -> Iterator[tuple[str, str]]:
    """Dana R Holt and Dana Holt, one of which stands for the more frequent, or earlier, other."""
    by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in census.counts:
        core = census.core(name)
        if len(core) > 1:
            by_ends[core[0], core[-1]].append(name)
    for names in by_ends.values():
        if len(names) == 2 and _is_part(*sorted(names, key=len)):
            most, other = sorted(names, key=lambda name: -census.counts[name])
            yield other, most


def _is_part(short: str, long: str) -> bool:
    return set(short.split(" ")) < set(long.split(" "))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs whose first half has one second half only, words before it left aside: (Furious) Dana Holt."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    shortest = {key: min(values, key=len) for key, values in found.items()}
    return {
        key: name for key, name in shortest.items() if all(f" {value}".endswith(f" {name}") for value in found[key])
    }
