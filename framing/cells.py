"""What the cells of a row may hold: every fault of a row, told with the valid choices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from framing.entry import GAP, PARTS_OF_SPEECH, STANCES, STRENGTHS, STRUCTURAL, Kind
from framing.grammar import Grammar
from framing.tokens import APOSTROPHES, HYPHENS

MAX_WORDS, MAX_OPTIONAL, MAX_GAPS = 12, 4, 2  # in a term: every choice of them is a pattern
_ID = re.compile(r"[a-z]{2}[0-9]{4}\Z")
_TERM_WORD = re.compile(r"\{(\w+)\}\??|#\??|\.\.\.|\*?[^\W_]+(?:'[^\W_]+)*\*?~?\??")
_CONDITION_WORD = re.compile(r"_|!?[^\W_]+|\{\w+\}|'s|[^\W_]+(?:'[^\W_]+)*|(?:[^\W\d_]\.)+|[^\w\s]")
_PLAIN_ITEM = re.compile(r"(?:[a-z]+|_ [a-z]+|[a-z]+ _)\Z")
_BRACKETS = re.compile(r"[^\[\]]*\[([^\[\]]+)\][^\[\]]*\Z")
_JOINED = re.compile(rf"(?<=\w)[{HYPHENS}](?=\w)")
_CURLY = re.compile(rf"[{APOSTROPHES[1:]}]")

Faults = Iterator[tuple[str, str]]  # column and message


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are checked against; `sources` is None where a source is free text."""

    catalog: Mapping[str, Kind]
    grammar: Grammar
    sources: frozenset[str] | None


def listed(names: Iterable[str]) -> str:
    """The names in order, for a message."""
    return ", ".join(sorted(names))


def cell_faults(row: Mapping[str, str], kind: Kind, rules: Rules) -> Faults:
    """What is wrong with the cells of a row."""
    if not row["source"].strip():
        yield "source", "the source is missing; write house where you know of no work that lists the word"
    yield from ((column, "a NUL character; take it out") for column, cell in row.items() if "\0" in cell)
    yield from _choice_faults(row, kind)
    yield from (("term", message) for message in _term_faults(row["term"], rules.grammar))
    for column in ("unless", "needs"):
        found = (_condition_fault(item, column, rules.grammar) for item in items(row[column]))
        yield from ((column, message) for message in found if message)
    if rules.sources is not None and row["source"] and row["source"] not in rules.sources:
        yield "source", f"{row['source']!r} is no key of sources.tsv; the keys are {listed(rules.sources)}"
    yield from _sentence_faults(row["example"], row["counterexample"])


def items(cell: str) -> tuple[str, ...]:
    """The conditions in a cell."""
    return tuple(item.strip() for item in cell.split(", ")) if cell else ()


def _choice_faults(row: Mapping[str, str], kind: Kind) -> Faults:
    stances = STANCES.get(kind.name, ("",))
    if not (_ID.match(row["id"]) and row["id"].startswith(kind.prefix)):
        yield "id", f"{row['id']!r} must be {kind.prefix} and four digits"
    for column, choices in (("pos", PARTS_OF_SPEECH), ("strength", STRENGTHS), ("stance", stances)):
        if row[column] not in choices:
            yield column, f"{row[column]!r} must be {'empty' if choices == ('',) else 'one of ' + listed(choices)}"


def _sentence_faults(example: str, counterexample: str) -> Faults:
    if not _BRACKETS.match(example):
        yield "example", "the example must hold the term once, in [brackets]"
    if not counterexample.strip():
        yield "counterexample", "the counterexample is missing: a sentence where the term must stay silent"
    elif "[" in counterexample or "]" in counterexample:
        yield "counterexample", "the counterexample must have no [brackets]: nothing of it may fire"


def _term_faults(term: str, grammar: Grammar) -> Iterator[str]:
    words = term.split(" ")
    if GAP in (words[0], words[-1]):
        yield f"{term!r} must neither begin nor end with {GAP}"
    if (
        len(words) > MAX_WORDS
        or sum(word.endswith("?") for word in words) > MAX_OPTIONAL
        or words.count(GAP) > MAX_GAPS
    ):
        yield f"a term has {MAX_WORDS} words at most, {MAX_OPTIONAL} that may be missing, {MAX_GAPS} gaps"
    yield from filter(None, (_word_fault(word, grammar) for word in words))


def _word_fault(word: str, grammar: Grammar) -> str | None:
    found = _TERM_WORD.fullmatch(word)
    if found:
        return _class_fault(found[1], grammar) if found[1] else None
    plain = _plain(word)
    if plain != word and all(map(_TERM_WORD.fullmatch, plain.split())):
        return f"{word!r}: write {plain!r}, which matches hyphens and curly apostrophes too"
    return f"{word!r} is no term word: letters, {{class}}, *suffix, prefix*, word~, word?, #, {GAP}"


def _condition_fault(item: str, column: str, grammar: Grammar) -> str | None:
    """What is wrong with one condition, if anything."""
    if _PLAIN_ITEM.match(item):
        return None  # nearly all
    words = item.split()
    if item.startswith("@"):
        sound = column == "needs" and item in STRUCTURAL
        return None if sound else f"{item!r} must be one of {listed(STRUCTURAL)}, and only in needs"
    if not all(map(_CONDITION_WORD.fullmatch, words)) or item != item.lower():
        plain = _plain(item).lower()
        advice = f"; write {plain!r}" if plain != item else ""
        return f"{item!r} must consist of lower-case words, single marks, {{classes}} and _{advice}"
    if words.count("_") > 1 or not words or (len(words) > 1 and "_" not in words):
        return f"{item!r} must be one word, or words with one _ for the term"
    unknown = (_class_fault(word.strip("{}"), grammar) for word in words if word.startswith("{"))
    return next(filter(None, unknown), None)


def _class_fault(name: str, grammar: Grammar) -> str | None:
    if name in grammar.classes:
        return None
    return f"{name!r} is no class of grammar.toml; the classes are {listed(grammar.classes)}"


def _plain(words: str) -> str:
    """The words with spaces for hyphens and straight apostrophes."""
    return _CURLY.sub("'", _JOINED.sub(" ", words))
