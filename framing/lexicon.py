"""The lexicon: rows of `lexicons/en/*.tsv`, read, checked and fingerprinted.

Every fault of every file is reported at once, as file:line:column with the valid choices.
The format is described in docs/lexicon-format.md.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, get_type_hints

from framing._resources import lexicon_directory
from framing.errors import LexiconError
from framing.grammar import Grammar

COLUMNS = (
    "id",
    "term",
    "pos",
    "strength",
    "stance",
    "source",
    "unless",
    "needs",
    "example",
    "counterexample",
)
PARTS_OF_SPEECH = ("adj", "adv", "noun", "phrase", "verb")
STRENGTHS = ("1", "2", "3")
STANCES = {
    "reporting_verb": (
        "cautionary", "combative", "conceding", "denying", "doubting", "emphatic", "endorsing", "neutral", "promoting",
    ),
    "scare_quote": ("attributed", "scare", "term", "title"),
}  # fmt: skip
STATUSES = ("experimental", "stable")
STRUCTURAL = ("@cue", "@source")
FIGURES, GAP, ITSELF = "#", "...", "!"
_ID = re.compile(r"[a-z]{2}\d{4}\Z")
_TERM_WORD = re.compile(r"\{(\w+)\}\??|#\??|\.\.\.|\*?[^\W_]+(?:'[^\W_]+)*\*?~?\??")
_CONDITION_WORD = re.compile(r"_|!?[^\W_]+|\{\w+\}|'s|[^\W_]+(?:'[^\W_]+)*|(?:[^\W\d_]\.)+|[^\w\s]")
_BRACKETS = re.compile(r"[^\[\]]*\[([^\[\]]+)\][^\[\]]*\Z")
MAX_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `stance` is None where the kind has none; conditions are as written, one an item."""

    id: str
    kind: str
    term: str
    pos: str
    strength: int
    stance: str | None
    source: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    example: str
    counterexample: str

    @property
    def is_capitalised(self) -> bool:
        """True where the term is written with a capital, so that capitals in a text do not make it a name."""
        return self.term != self.term.lower()


@dataclass(frozen=True, slots=True)
class Kind:
    """What the catalogue says of one kind of marker.

    `precision` is the share of its markers that annotators confirmed on development data (docs/results.md).
    """

    name: str
    prefix: str
    title: str
    status: str
    what: str
    why: str
    limits: str
    precision: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries with the catalogue of their kinds and the grammar they are read with."""

    entries: tuple[Entry, ...]
    catalog: dict[str, Kind]
    grammar: Grammar

    @classmethod
    def load(cls, directory: str | Path | None = None) -> "Lexicon":
        """The lexicon in `directory`, by default the shipped one; a `LexiconError` names every fault."""
        root = Path(directory) if directory else lexicon_directory()
        catalog, grammar = _read_catalog(root / "catalog.toml"), Grammar.read(root / "grammar.toml")
        sources = _read_sources(root / "sources.tsv")
        files = sorted(path for path in root.glob("*.tsv") if path.name != "sources.tsv")
        missing = sorted(set(catalog) - {path.stem for path in files})
        faults = [
            f"{root / name}.tsv: missing; the catalogue names this kind, so its file must be there" for name in missing
        ]
        entries = [entry for path in files for entry in _read(path, catalog, grammar, sources, faults)]
        _raise(faults + _duplicate_ids(entries))
        return cls(tuple(entries), catalog, grammar)

    def extend(self, path: str | Path) -> "Lexicon":
        """A lexicon with the rows of one more file, named `<kind>.tsv`, whose sources are free text."""
        faults: list[str] = []
        more = list(_read(Path(path), self.catalog, self.grammar, None, faults))
        entries = (*self.entries, *more)
        _raise(faults + _duplicate_ids(entries))
        return Lexicon(entries, self.catalog, self.grammar)

    def without(self, ids: Iterable[str]) -> "Lexicon":
        """A lexicon with all rows but some rows; a `LexiconError` where an id is unknown."""
        unwanted = set(ids)
        unknown = unwanted - {entry.id for entry in self.entries}
        _raise([f"no row has the id {id!r}" for id in sorted(unknown)])
        return Lexicon(tuple(e for e in self.entries if e.id not in unwanted), self.catalog, self.grammar)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of all kinds of the catalogue, sorted."""
        return tuple(sorted(self.catalog))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything in the lexicon that decides what matches."""
        rows = sorted(repr(astuple(entry)[:-2]) for entry in self.entries)
        classes = sorted((name, sorted(words)) for name, words in self.grammar.classes.items())
        irregular = sorted((pos, sorted(forms.items())) for pos, forms in self.grammar.irregular.items())
        return hashlib.sha256("\n".join([*rows, repr(classes), repr(irregular)]).encode()).hexdigest()


def _raise(faults: list[str]) -> None:
    if faults:
        raise LexiconError("\n".join(faults))


def _text(path: Path) -> str:
    """The content of a lexicon file; a `LexiconError` where it is missing, too large or not UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LexiconError(f"{path}: larger than {MAX_BYTES:,} bytes; split it or check that it is a lexicon")
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise LexiconError(f"{path}: cannot be read ({fault.strerror}); expected a lexicon file there") from fault
    except UnicodeDecodeError as fault:
        raise LexiconError(f"{path}: not UTF-8 at byte {fault.start}; save it as UTF-8") from fault


def _read_catalog(path: Path) -> dict[str, Kind]:
    try:
        tables = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as fault:
        raise LexiconError(f"{path}: not valid TOML: {fault}") from fault
    _raise([f"{path}: [{name}] {fault}" for name, table in tables.items() for fault in _kind_faults(table)])
    return {name: Kind(name=name, **table) for name, table in tables.items()}


def _kind_faults(table: Any) -> Iterator[str]:
    """What is wrong with one table of the catalogue."""
    wanted = get_type_hints(Kind)
    del wanted["name"]
    if not isinstance(table, dict):
        yield f"must be a table with {_list(wanted)}"
        return
    for field, kind in wanted.items():
        if type(table.get(field)) is not kind:
            yield f"{field}: expected a {kind.__name__}, got {table.get(field)!r}"
    for field in sorted(set(table) - set(wanted)):
        yield f"{field}: unknown; the fields are {_list(wanted)}"
    if table.get("status") not in STATUSES:
        yield f"status: {table.get('status')!r} must be one of {_list(STATUSES)}"
    precision = table.get("precision")
    if isinstance(precision, float) and not 0 <= precision <= 1:
        yield f"precision: {precision!r} must lie between 0 and 1"


def _read_sources(path: Path) -> frozenset[str]:
    return frozenset(line.split("\t")[0] for line in _text(path).split("\n")[1:] if line)


def _read(
    path: Path, catalog: dict[str, Kind], grammar: Grammar, sources: frozenset[str] | None, faults: list[str]
) -> Iterator[Entry]:
    """The sound rows of one file; what is wrong with the others is added to `faults`."""
    if path.stem not in catalog:
        faults.append(
            f"{path}: no kind is called {path.stem!r}; the file name must be one of {_list(catalog)} and .tsv"
        )
        return
    lines = _text(path).split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        faults.append(f"{path}:1:1: the header must be the tab-separated names {' '.join(COLUMNS)}")
        return
    if lines[-1]:
        faults.append(f"{path}:{len(lines)}:1: the last line does not end; is the file cut off?")
        return
    previous = "", ""
    for number, line in enumerate(lines[1:], start=2):
        if not line and number == len(lines):
            return
        cells = line.split("\t")
        found = list(_faults(cells, catalog[path.stem], grammar, sources, previous))
        faults += [f"{path}:{number}:{column}: {message}" for column, message in found]
        if not found:
            previous = _order(cells[1], cells[2])
            yield _entry(path.stem, cells)


def _entry(kind: str, cells: list[str]) -> Entry:
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
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(", ")) if cell else ()


def _faults(
    cells: list[str], kind: Kind, grammar: Grammar, sources: frozenset[str] | None, previous: tuple[str, str]
) -> Iterator[tuple[int, str]]:
    """What is wrong with a row, as (column number, message)."""
    if len(cells) != len(COLUMNS):
        yield 1, f"a row has {len(COLUMNS)} tab-separated cells, this one {len(cells)}"
        return
    row = dict(zip(COLUMNS, cells, strict=True))
    yield from _cell_faults(row, kind)
    yield from _term_faults(row, grammar, previous)
    if sources is not None and row["source"] not in sources:
        yield _at("source"), f"{row['source']!r} is no key of sources.tsv; the keys are {_list(sources)}"
    found = _BRACKETS.match(row["example"])
    if not found:
        yield _at("example"), "the example must hold the term once, in [brackets]"
    if not row["counterexample"].strip():
        yield (
            _at("counterexample"),
            "the counterexample is missing: a sentence where the term must stay silent",
        )


def _cell_faults(row: dict[str, str], kind: Kind) -> Iterator[tuple[int, str]]:
    stances = STANCES.get(kind.name, ("",))
    if not (_ID.match(row["id"]) and row["id"].startswith(kind.prefix)):
        yield _at("id"), f"{row['id']!r} must be {kind.prefix} and four digits"
    for column, choices in (("pos", PARTS_OF_SPEECH), ("strength", STRENGTHS), ("stance", stances)):
        if row[column] not in choices:
            yield (
                _at(column),
                f"{row[column]!r} must be {'empty' if choices == ('',) else 'one of ' + _list(choices)}",
            )


def _term_faults(row: dict[str, str], grammar: Grammar, previous: tuple[str, str]) -> Iterator[tuple[int, str]]:
    if _order(row["term"], row["pos"]) <= previous:
        yield (
            _at("term"),
            f"{row['term']!r} is a duplicate or out of order after {previous[0]!r}; sort the rows by term and pos",
        )
    words = row["term"].split(" ")
    if GAP in (words[0], words[-1]):
        yield _at("term"), f"{row['term']!r} must neither begin nor end with {GAP}"
    for word in words:
        found = _TERM_WORD.fullmatch(word)
        if not found:
            yield _at("term"), f"{word!r} is no term word: letters, {{class}}, *suffix, prefix*, word~, word?, #, {GAP}"
        elif found[1] and found[1] not in grammar.classes:
            yield (
                _at("term"),
                f"{found[1]!r} is no class of grammar.toml; the classes are {_list(grammar.classes)}",
            )
    for column in ("unless", "needs"):
        yield from ((_at(column), message) for message in _condition_faults(row[column], column, grammar))


def _order(term: str, pos: str) -> tuple[str, str]:
    """What the rows of a file are sorted by."""
    return term.casefold(), pos


def _condition_faults(cell: str, column: str, grammar: Grammar) -> Iterator[str]:
    for item in _items(cell):
        words = item.split()
        if item.startswith("@"):
            if column == "unless" or item not in STRUCTURAL:
                yield f"{item!r} must be one of {_list(STRUCTURAL)}, and only in needs"
        elif not all(_CONDITION_WORD.fullmatch(word) for word in words):
            yield f"{item!r} must consist of lower-case words, single marks, {{classes}} and _"
        elif words.count("_") > 1 or not words or (len(words) > 1 and "_" not in words):
            yield f"{item!r} must be one word, or words with one _ for the term"
        for word in words:
            if word.startswith("{") and word.strip("{}") not in grammar.classes:
                yield f"{word!r} is no class of grammar.toml; the classes are {_list(grammar.classes)}"


def _duplicate_ids(entries: Iterable[Entry]) -> list[str]:
    seen: dict[str, Entry] = {}
    return [
        f"{entry.kind}.tsv: the id {entry.id} is that of {seen[entry.id].term!r} and of {entry.term!r}"
        for entry in entries
        if seen.setdefault(entry.id, entry) is not entry
    ]


def _at(column: str) -> int:
    return COLUMNS.index(column) + 1


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
