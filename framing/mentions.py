"""A mention of a source, read: the names in it, and the words that describe the one who speaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from framing.grammar import Grammar
from framing.names import DEFINITE, POSSESSIVE, Run, is_modifier, runs
from framing.tokens import Tokens, tokenize

_NICKNAME = re.compile(r"(?<=\w) (?:\"[^\"]{1,30}\"|\u201c[^\u201d]{1,30}\u201d|\u2018[^\u2019]{1,30}\u2019) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its tokens, its names, the words that describe the one who speaks, and the heads among them.

    Of "Holt's senior lawyer, Ann Low" the name is Ann Low, the words are senior, lawyer, Ann and Low, the heads lawyer
    and Low; of "an adviser to the mayor" word and head are adviser.
    """

    tokens: Tokens
    names: tuple[Run, ...]  # several where "and" joins them
    words: frozenset[str]
    heads: tuple[str, ...]
    grammar: Grammar

    @classmethod
    def read(cls, text: str, grammar: Grammar) -> "Mention":
        """The mention that `text` is; a nickname between names is left out."""
        tokens = tokenize(_NICKNAME.sub(" ", text))
        parts = list(_parts(tokens, grammar))
        names = _names(tokens, parts, grammar)
        cuts = {name.first for name in names}
        groups = [
            [tokens.keys[i] for i in range(*group) if _describes(tokens, i, grammar)]
            for start, stop, _ in parts
            for group in pairwise(sorted({start, stop, *(cut for cut in cuts if start < cut < stop)}))
        ]
        heads = tuple(group[-1] for group in groups if group)
        return cls(tokens, tuple(names), frozenset(word for group in groups for word in group), heads, grammar)

    @property
    def text(self) -> str:
        """The words as they are written, white space made even, up to a relative clause between commas."""
        relative = (
            self.tokens.starts[i - 1]
            for i in range(1, len(self.tokens))
            if self.tokens.keys[i - 1] == "," and self._adds_clause(i)
        )
        return " ".join(self.tokens.text[: next(relative, None)].split())

    def _adds_clause(self, i: int) -> bool:
        """True for "who would not be named" and "asked if she would go"."""
        return self.grammar.has("relative", self.tokens.keys[i]) or self.tokens.keys[i].endswith("ed")

    @property
    def names_text(self) -> str:
        """The text from the first name to the last."""
        return " ".join(self.tokens.span(self.names[0].first, self.names[-1].stop).slice(self.tokens.text).split())

    @property
    def is_definite(self) -> bool:
        """True for "the minister"."""
        return self.tokens.keys[0] == DEFINITE

    @property
    def is_named_definite(self) -> bool:
        """True for "the Kremlin", where "the" stands right before a single word."""
        name = self.names[0] if len(self.names) == 1 else None
        return (
            name is not None
            and " " not in name.text
            and name.first > 0
            and self.tokens.keys[name.first - 1] == DEFINITE
        )


def _parts(tokens: Tokens, grammar: Grammar) -> Iterator[tuple[int, int, int]]:
    """The parts between commas: where what describes the speaker begins and stops, and where the part stops.

    Owners (Holt's lawyer), what a preposition adds (an aide to Holt) and relative clauses describe somebody else.
    """
    start = 0
    while start < len(tokens) and not grammar.has("relative", tokens.keys[start]):
        end = next((i for i in range(start, len(tokens)) if tokens.keys[i] == ","), len(tokens))
        stop = next((i for i in range(start, end) if _is_preposition(tokens.keys[i], grammar)), end)
        owners = [i + 1 for i in range(start, stop) if tokens.keys[i] == POSSESSIVE]
        yield (owners[-1] if owners else start), stop, end
        start = end + 1


def _is_preposition(key: str, grammar: Grammar) -> bool:
    return grammar.has("preposition", key) and not grammar.has("particle", key)


def _describes(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    return tokens.is_word(i) and not grammar.has("determiner", tokens.keys[i])


def _names(tokens: Tokens, parts: list[tuple[int, int, int]], grammar: Grammar) -> list[Run]:
    """The names in the first part that has any: the longest alone, or all that "and" joins."""
    listed = list(runs(tokens, 0, len(tokens), grammar))
    if len(listed) > 2 and _is_list(tokens, listed, grammar):
        return listed
    for start, stop, end in parts:
        found = [run for run in runs(tokens, start, end, grammar) if run.first < stop]
        found = [run for run in found if not is_modifier(tokens, run, grammar)]
        gaps = (tokens.keys[i] for left, right in pairwise(found) for i in range(left.stop, right.first))
        if any(grammar.has("coordinator", word) for word in gaps):
            return found
        if found:
            return [max(found, key=lambda run: run.text.count(" "))]
    return []


def _is_list(tokens: Tokens, names: list[Run], grammar: Grammar) -> bool:
    """True for "Holt, Lee and Low": nothing but names, commas and a conjunction."""
    inside = {i for name in names for i in range(name.first, name.stop)}
    others = [tokens.keys[i] for i in range(len(tokens)) if i not in inside]
    joined = [key for key in others if key != ","]
    return bool(joined) and all(grammar.has("coordinator", key) for key in joined)
