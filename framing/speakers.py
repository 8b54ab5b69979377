"""Mentions to speakers: "the minister", "Holt" and "he" stand for "Dana Holt".

Transparent rules, one article at a time, in the order of the text:

* A name stands for its fullest form in the article (`framing.namesakes`).
* "The minister" stands for the last speaker introduced as one ("Harbour Minister Dana Holt", "a minister"), if all the
  words fit; for a named one before an unnamed one.
* He and she stand for the last person credited, or named at the beginning of a sentence, of no other known gender; it
  for the last body, they for whoever came last. Where there is none, and for all other pronouns, nobody is named.
* Any other mention stands for itself.

A speaker is `named` where a person's name is known; `institutional` where a body speaks: an organisation, a state, a
people, an office ("the prime minister") whose holder is not named, a document or a survey; else `anonymous`.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from framing.attribution import Attribution
from framing.grammar import Grammar
from framing.mentions import Mention
from framing.names import POSSESSIVE, folded, standing
from framing.namesakes import Introduction, Names
from framing.sentences import Sentence
from framing.span import Span
from framing.tokens import Tokens

SpeakerKind = Literal["named", "institutional", "anonymous"]

MEMORY = 8  # speakers that a pronoun or a role looks back on
_BODY = ("agency", "organisation", "state", "nationality", "document", "evidence")
_GENDERS = ("feminine", "masculine")


def is_named(mention: str, grammar: Grammar) -> bool:
    """True where a mention names a person: two capitalised words, or one with an apposition ("Holt, an aide")."""
    read = Mention.read(mention, grammar)
    return bool(read.names) and (" " in read.names[0].text or "," in read.tokens.keys)


def with_speakers(
    tokens: Tokens, sentences: list[Sentence], attributions: list[Attribution], grammar: Grammar
) -> tuple[list[Attribution], dict[str, SpeakerKind]]:
    """The attributions, each with the name its source stands for, and the kind of speaker behind each name."""
    read = {a.mention: Mention.read(a.mention.slice(tokens.text), grammar) for a in attributions if a.mention}
    credited = [(name.text, standing(m.tokens, name, grammar)) for m in read.values() for name in m.names]
    names = Names.of(tokens, sentences, credited, grammar)
    cast, openers = _Cast(names, grammar), _Openers(tokens, names.introductions, attributions)
    found: dict[int, _Party | None] = {}
    for i in sorted(range(len(attributions)), key=lambda i: attributions[i].mention or attributions[i].cue):
        mention = attributions[i].mention
        if mention:
            for introduction in openers.up_to(mention):
                cast.introduce(introduction)
            found[i] = cast.identify(read[mention])
    parties = [found.get(i) for i in range(len(attributions))]
    named = [replace(a, speaker=party.name if party else None) for a, party in zip(attributions, parties, strict=True)]
    return named, {party.name: party.kind for party in parties if party}


class _Openers:
    """The introductions of a text outside what sources say, handed out up to a place."""

    def __init__(self, tokens: Tokens, introductions: Iterable[Introduction], attributions: list[Attribution]) -> None:
        self._tokens = tokens
        self._waiting = deque(introductions)
        self._contents = deque(sorted(part for attribution in attributions for part in attribution.content))
        self._covered = 0

    def up_to(self, span: Span) -> Iterator[Introduction]:
        """Those not handed out yet that begin before the end of `span`."""
        while self._waiting and self._tokens.starts[self._waiting[0].place] < span.end:
            introduction = self._waiting.popleft()
            if not self._is_said(self._tokens.starts[introduction.place]):
                yield introduction

    def _is_said(self, place: int) -> bool:
        while self._contents and self._contents[0].start <= place:
            self._covered = max(self._covered, self._contents.popleft().end)
        return place < self._covered


@dataclass(frozen=True, slots=True)
class _Party:
    """Who speaks. `person` is False for bodies and for several people."""

    name: str
    kind: SpeakerKind
    person: bool


_Memory = partial(deque[_Party], maxlen=MEMORY)


@dataclass(slots=True)
class _Cast:
    """Those met so far."""

    names: Names
    grammar: Grammar
    persons: deque[_Party] = field(default_factory=_Memory)
    body: _Party | None = None
    last: _Party | None = None
    unnamed: dict[str, _Party] = field(default_factory=dict)
    described: dict[str, deque[tuple[_Party, Set[str]]]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def introduce(self, introduction: Introduction) -> None:
        """Meet somebody whom the text names without crediting."""
        name = self.names.full(introduction.name)
        party = self._by_name(name)
        if not self.names.is_known(name) and not (party.person and introduction.opens and " " in name):
            return
        if introduction.titles:
            self._describe(party, {*introduction.titles, *folded(name).split(" ")}, introduction.titles[:1])
        if introduction.opens and (" " in name or introduction.titles):
            self._meet(party)

    def identify(self, mention: Mention) -> _Party | None:
        """The one a mention stands for."""
        key = mention.tokens.keys[0].partition("'")[0] if len(mention.tokens) else ""  # I've
        if self.grammar.has("nobody", key) or not (mention.words or self.grammar.has("pronoun", key)):
            return None
        if len(mention.tokens) == 1 and self.grammar.is_a(key, ("pronoun", "relative")):
            return self._by_pronoun(key)
        party = self._named(mention) or self._by_description(mention) or self._unnamed(mention)
        self._describe(party, mention.words, mention.heads)
        self._meet(party)
        return party

    # -- who is meant

    def _named(self, mention: Mention) -> _Party | None:
        if not mention.names or not self.names.is_name(mention.names[0].text):
            return None
        if mention.is_named_definite:
            return self._by_description(mention) or self._by_name(mention.names[0].text)
        parties = [self._by_name(self.names.full(name.text)) for name in mention.names]
        return self._of_gender(mention, parties[0]) if len(parties) == 1 else self._together(mention, parties)

    def _of_gender(self, mention: Mention, party: _Party) -> _Party:
        """The party, or "Mrs Shaw" where the party of that name is a Mr Shaw."""
        name = mention.names[0]
        title = name.first - 1
        classes = self.grammar.classes_of(mention.tokens.keys[title]) if title >= 0 else frozenset()
        gender = next((g for g in _GENDERS if g in classes and "honorific" in classes), None)
        if gender is None or self.genders.get(party.name, gender) == gender:
            return party
        return _Party(f"{mention.tokens.word(title)} {name.text}", "named", True)

    def _together(self, mention: Mention, parties: list[_Party]) -> _Party:
        """Several persons as one party, or a body with "and" in its name: the Ports and Tides Council."""
        if all(party.person for party in parties):
            return _Party(", ".join(party.name for party in parties), "named", False)
        return _Party(mention.names_text, "institutional", False)

    def _by_name(self, name: str) -> _Party:
        body = self.names.is_body(name)
        return _Party(name, "institutional" if body else "named", not body)

    def _by_description(self, mention: Mention) -> _Party | None:
        """For "the minister" the last party described by all its words, a named one first."""
        if not mention.is_definite or not mention.heads:
            return None
        words = mention.words
        fitting = [
            p for p, known in self.described.get(mention.heads[0], ()) if words <= known and self._ranks(known) <= words
        ]
        named = [party for party in fitting if party.kind == "named"]
        return next(reversed(named or fitting), None)

    def _ranks(self, words: Iterable[str]) -> set[str]:
        return {word for word in words if "rank" in self.grammar.classes_of(word)}

    def _by_pronoun(self, key: str) -> _Party | None:
        classes = self.grammar.classes_of(key)
        if "neuter" in classes:
            return self.body
        if "personal_pronoun" not in classes:
            return None
        if "plural" in classes:
            return self.last
        gender = next((name for name in _GENDERS if name in classes), None)
        person = next((p for p in reversed(self.persons) if self._agrees(p, gender)), None)
        if person:
            self._meet(person)
            self.genders.update({person.name: gender} if gender else {})
        return person

    def _agrees(self, party: _Party, gender: str | None) -> bool:
        return gender is None or self.genders.get(party.name, gender) == gender

    def _unnamed(self, mention: Mention) -> _Party:
        kind, person = self._kind(mention)
        return self.unnamed.setdefault(mention.text.lower(), _Party(mention.text, kind, person))

    def _kind(self, mention: Mention) -> tuple[SpeakerKind, bool]:
        """The kind of an unnamed speaker, and whether it is one person."""
        head = next(iter(mention.heads), "")
        forms = [self.grammar.classes_of(form) for form in (head, head.removesuffix("s"))]
        if any(not classes.isdisjoint(_BODY) for classes in forms):
            return "institutional", False
        classes = forms[0]
        if classes >= {"role", "honorific"} and (mention.is_definite or POSSESSIVE in mention.tokens.keys):
            return "institutional", True
        several = self.grammar.is_a(mention.tokens.keys[0], ("plural", "quantity", "number"))
        return "anonymous", not (several or head.endswith("s") or "plural" in classes)

    # -- what is remembered

    def _meet(self, party: _Party) -> None:
        self.last = party
        if party.person:
            self.persons.append(party)
        elif party.kind == "institutional":
            self.body = party

    def _describe(self, party: _Party, words: Set[str], heads: Iterable[str]) -> None:
        for head in heads:
            self.described.setdefault(head, deque(maxlen=MEMORY)).append((party, words))
        besides = sorted(words - set(folded(party.name).split(" ")))  # the king in Ann King is no king
        gender = next((g for word in besides for g in _GENDERS if g in self.grammar.classes_of(word)), None)
        if gender and party.kind == "named":
            self.genders.setdefault(party.name, gender)
