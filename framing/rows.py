"""The rows of a lexicon, read from a file or given as mappings, and checked.

Every fault of every row is told, with its place and the valid choices.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from framing.catalog import content_of, listed
from framing.entry import COLUMNS, GAP, PARTS_OF_SPEECH, STANCES, STRENGTHS, STRUCTURAL, Entry, Kind
from framing.grammar import Grammar

MAX_WORDS, MAX_OPTIONAL, MAX_GAPS = 12, 4, 2  # in a term: every choice of them is a pattern
_ID = re.compile(r"[a-z]{2}\d{4}\Z")
_TERM_WORD = re.compile(r"\{(\w+)\}\??|#\??|\.\.\.|\*?[^\W_]+(?:'[^\W_]+)*\*?~?\??")
_CONDITION_WORD = re.compile(r"_|!?[^\W_]+|\{\w+\}|'s|[^\W_]+(?:'[^\W_]+)*|(?:[^\W\d_]\.)+|[^\w\s]")
_PLAIN_ITEM = re.compile(r"(?:[a-z]+|_ [a-z]+|[a-z]+ _)\Z")
_BRACKETS = re.compile(r"[^\[\]]*\[([^\[\]]+)\][^\[\]]*\Z")

Faults = Iterator[tuple[str, str]]  # column and message


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are checked against; `sources` is None where a source is free text."""

    catalog: Mapping[str, Kind]
    grammar: Grammar
    sources: frozenset[str] | None


def read_rows(path: Path, rules: Rules, faults: list[str]) -> list[Entry]:
    """The sound rows of a file named `<kind>.tsv`; what is wrong with the others is added to `faults`."""
    if path.suffix != ".tsv":
        faults.append(f"{path}: expected the directory of a lexicon, or a file of rows named KIND.tsv")
        return []
    if path.stem not in rules.catalog:
        faults.append(
            f"{path}: no kind is called {path.stem!r}; the file must be one of {listed(rules.catalog)} and .tsv"
        )
        return []
    lines = content_of(path).split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        faults.append(f"{path}:1:1: the header must be the tab-separated names {' '.join(COLUMNS)}")
        return []
    if lines.pop():
        faults.append(f"{path}:{len(lines) + 1}:1: the last line does not end; is the file cut off?")
        return []
    kind = rules.catalog[path.stem]
    entries: list[Entry] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        found = list(_line_faults(cells, kind, rules, entries[-1] if entries else None))
        faults += [f"{path}:{number}:{COLUMNS.index(column) + 1}: {message}" for column, message in found]
        if not found:
            entries.append(_entry(kind.name, cells, f"{path.name}:{number}"))
    return entries


def rows_of(rows: Iterable[Mapping[str, object]], rules: Rules, faults: list[str]) -> list[Entry]:
    """The sound ones of rows given as mappings from `kind` and the columns to values; a missing cell is empty."""
    entries: list[Entry] = []
    for number, given in enumerate(rows):
        if not isinstance(given, Mapping):
            faults.append(f"rows[{number}]: expected a mapping from kind and columns to cells, not {given!r:.80}")
            continue
        row = {name: str(given.get(name, "")) for name in COLUMNS}
        found = [
            (name, f"{name!r} is no column; the columns are kind, {', '.join(COLUMNS)}")
            for name in given
            if name not in (*COLUMNS, "kind")
        ]
        kind = rules.catalog.get(str(given.get("kind")))
        if kind:
            found += _faults(row, kind, rules)
        else:
            found.append(("kind", f"{given.get('kind')!r} must be one of {listed(rules.catalog)}"))
        faults += [f"rows[{number}], {column}: {message}" for column, message in found]
        if kind and not found:
            entries.append(_entry(kind.name, list(row.values()), f"rows[{number}]"))
    return entries


def duplicates(entries: Iterable[Entry]) -> Iterator[str]:
    """A message for each entry whose id, or whose term, is that of an earlier one."""
    ids: dict[str, Entry] = {}
    terms: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        if (first := ids.setdefault(entry.id, entry)) is not entry:
            yield f"{entry.place}: the id {entry.id} of {entry.term!r} is that of {first.term!r} ({first.place}) too"
        elif (first := terms.setdefault((entry.kind, *_order(entry.term, entry.pos)), entry)) is not entry:
            yield (
                f"{entry.place}: {entry.term!r} ({entry.pos}) is the term of {first.id} ({first.place}) too; "
                f"to replace that row, take it out first: without([{first.id!r}])"
            )


def _entry(kind: str, cells: list[str], place: str) -> Entry:
    id, term, pos, strength, stance, source, unless, needs, example, counterexample = cells
    return Entry(
        id,
        kind,
        term,
        pos,
        int(strength),
        stance or None,
        source,
        _items(unless),
        _items(needs),
        example,
        counterexample,
        place,
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(", ")) if cell else ()


def _order(term: str, pos: str) -> tuple[str, str]:
    """What the rows of a file are sorted by."""
    return term.casefold(), pos


def _line_faults(cells: list[str], kind: Kind, rules: Rules, previous: Entry | None) -> Faults:
    """What is wrong with a line of a file that follows on a sound one."""
    if len(cells) != len(COLUMNS):
        yield "id", f"a row has {len(COLUMNS)} tab-separated cells, this one {len(cells)}"
        return
    row = dict(zip(COLUMNS, cells, strict=True))
    if previous and _order(row["term"], row["pos"]) <= _order(previous.term, previous.pos):
        yield (
            "term",
            f"{row['term']!r} is a duplicate or out of order after {previous.term!r}; sort the rows by term and pos",
        )
    yield from _faults(row, kind, rules)


def _faults(row: dict[str, str], kind: Kind, rules: Rules) -> Faults:
    """What is wrong with the cells of a row."""
    yield from _cell_faults(row, kind)
    yield from _term_faults(row["term"], rules.grammar)
    for column in ("unless", "needs"):
        yield from ((column, message) for message in _condition_faults(row[column], column, rules.grammar))
    if rules.sources is not None and row["source"] not in rules.sources:
        yield "source", f"{row['source']!r} is no key of sources.tsv; the keys are {listed(rules.sources)}"
    if not _BRACKETS.match(row["example"]):
        yield "example", "the example must hold the term once, in [brackets]"
    if not row["counterexample"].strip():
        yield "counterexample", "the counterexample is missing: a sentence where the term must stay silent"


def _cell_faults(row: dict[str, str], kind: Kind) -> Faults:
    stances = STANCES.get(kind.name, ("",))
    if not (_ID.match(row["id"]) and row["id"].startswith(kind.prefix)):
        yield "id", f"{row['id']!r} must be {kind.prefix} and four digits"
    for column, choices in (("pos", PARTS_OF_SPEECH), ("strength", STRENGTHS), ("stance", stances)):
        if row[column] not in choices:
            yield column, f"{row[column]!r} must be {'empty' if choices == ('',) else 'one of ' + listed(choices)}"


def _term_faults(term: str, grammar: Grammar) -> Faults:
    words = term.split(" ")
    if GAP in (words[0], words[-1]):
        yield "term", f"{term!r} must neither begin nor end with {GAP}"
    if (
        len(words) > MAX_WORDS
        or sum(word.endswith("?") for word in words) > MAX_OPTIONAL
        or words.count(GAP) > MAX_GAPS
    ):
        yield "term", f"a term has {MAX_WORDS} words at most, {MAX_OPTIONAL} that may be missing, {MAX_GAPS} gaps"
    for word in words:
        found = _TERM_WORD.fullmatch(word)
        if not found:
            yield "term", f"{word!r} is no term word: letters, {{class}}, *suffix, prefix*, word~, word?, #, {GAP}"
        elif found[1] and found[1] not in grammar.classes:
            yield "term", f"{found[1]!r} is no class of grammar.toml; the classes are {listed(grammar.classes)}"


def _condition_faults(cell: str, column: str, grammar: Grammar) -> Iterator[str]:
    for item in _items(cell):
        if _PLAIN_ITEM.match(item):
            continue  # nearly all
        words = item.split()
        if item.startswith("@"):
            if column == "unless" or item not in STRUCTURAL:
                yield f"{item!r} must be one of {listed(STRUCTURAL)}, and only in needs"
        elif not all(_CONDITION_WORD.fullmatch(word) for word in words):
            yield f"{item!r} must consist of lower-case words, single marks, {{classes}} and _"
        elif words.count("_") > 1 or not words or (len(words) > 1 and "_" not in words):
            yield f"{item!r} must be one word, or words with one _ for the term"
        for word in words:
            if word.startswith("{") and word.strip("{}") not in grammar.classes:
                yield f"{word!r} is no class of grammar.toml; the classes are {listed(grammar.classes)}"
