"""The lexicon: the rows of `lexicons/en/*.tsv` with the catalogue of their kinds, and what users add to them.

The format is described in docs/lexicon-format.md.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from framing._resources import lexicon_directory
from framing.catalog import orphans, read_catalog, read_sources
from framing.cells import Rules
from framing.entry import Entry, Kind, Source
from framing.errors import LexiconError
from framing.files import content_of
from framing.grammar import Grammar
from framing.rows import read_rows, rows_of, sound, unique

Rows = str | Path | Iterable[Mapping[str, object]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lexicon:
    """Entries with the catalogue of their kinds, the works they cite and the grammar they are read with.

    Iterates over its entries. Lexicons of one fingerprint, which match the same, are equal.

    Examples
    --------
    >>> import framing
    >>> lexicon = framing.Lexicon.load()
    >>> sorted({entry.kind for entry in lexicon.entries if entry.term == 'utterly'})
    ['intensifier']
    """

    entries: tuple[Entry, ...]
    catalog: dict[str, Kind]
    sources: dict[str, Source]
    grammar: Grammar

    def __repr__(self) -> str:
        return f"<Lexicon of {len(self):,} entries in {len(self.catalog)} kinds, {self.fingerprint[:12]}>"

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self.fingerprint == other.fingerprint if isinstance(other, Lexicon) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @classmethod
    def load(cls, path: str | Path | None = None) -> "Lexicon":
        """The shipped lexicon; or the one in a directory; or the shipped one with the rows of one more file.

        A `LexiconError` names every fault of every file, as file:line:column with the valid choices.
        """
        faults: list[str] = []
        found = cls.load_sound(path, faults)
        _raise(faults)
        return found

    @classmethod
    def load_sound(cls, path: str | Path | None, faults: list[str]) -> "Lexicon":
        """As `load`, but with the sound rows alone; what is wrong with the others is added to `faults`."""
        if path is not None and not isinstance(path, str | Path):
            raise TypeError(
                f"path must be a str or a Path, not {type(path).__name__}; for rows use load().extend(rows)"
            )
        if path is None or Path(path).is_dir():
            return cls._read(lexicon_directory() if path is None else Path(path), faults)
        return cls.load().extend_sound(path, faults)

    @classmethod
    def _read(cls, root: Path, faults: list[str]) -> "Lexicon":
        own = read_catalog(root / "catalog.toml", faults)
        catalog = (read_catalog(lexicon_directory() / "catalog.toml", []) or {}) if own is None else own
        sources = read_sources(root / "sources.tsv", faults)
        grammar = Grammar.read_sound(root / "grammar.toml", faults) or Grammar.read()
        rules = Rules(catalog, grammar, None if sources is None else frozenset(sources))
        files = sorted(path for path in root.glob("*.tsv") if path.name != "sources.tsv")
        known = [path for path in files if own is not None or path.stem in catalog]
        entries = unique((row for path in known for row in read_rows(path, rules, faults)), root, faults)
        if not (root / "catalog.toml").exists():
            whole = "catalog.toml, grammar.toml, sources.tsv and a KIND.tsv for each kind"
            faults.append(f"{root}: a directory must hold a whole lexicon ({whole}); to add rows, give a file KIND.tsv")
        faults += [
            f"{root / name}.tsv: missing; the catalogue names this kind, so its file must be there"
            for name in sorted(set(own or ()) - {path.stem for path in files})
        ]
        if own and sources:
            faults += orphans(root / "sources.tsv", _used(frozenset(sources), entries, files))
        return cls(tuple(entries), catalog, sources or {}, grammar)

    def extend(self, rows: Rows) -> "Lexicon":
        """A lexicon with more rows: of a file named `<kind>.tsv`, or mappings from `kind` and the columns to cells.

        Their sources are free text. A `LexiconError` names every fault.
        """
        faults: list[str] = []
        found = self.extend_sound(rows, faults)
        _raise(faults)
        return found

    def extend_sound(self, rows: Rows, faults: list[str]) -> "Lexicon":
        """As `extend`, but with the sound rows alone; what is wrong with the others is added to `faults`."""
        rules = Rules(self.catalog, self.grammar, None)
        if isinstance(rows, str | Path):
            more, folder = read_rows(Path(rows), rules, faults), Path(rows).parent
        else:
            more, folder = rows_of(_mappings(rows), rules, faults), Path()
        entries = tuple(unique((*sound(self.entries), *more), folder, faults))
        return Lexicon(entries, self.catalog, self.sources, self.grammar)

    def without(self, ids: Iterable[str]) -> "Lexicon":
        """A lexicon with all rows but some; a `LexiconError` where an id is unknown."""
        if not isinstance(ids, Iterable):
            raise TypeError(f"ids must be several ids of rows, not {type(ids).__name__}; write ['la0168']")
        given = [ids] if isinstance(ids, str) else list(ids)
        for id in given:
            if not isinstance(id, str):
                raise TypeError(f"each of ids must be a str such as 'la0168', not {type(id).__name__} {id!r:.80}")
        unwanted, known = set(given), {entry.id for entry in self.entries}
        advice = "; framing lexicon show TERM tells the id of a row"
        _raise([f"no row has the id {id!r}{advice}" for id in sorted(unwanted - known)])
        kept = tuple(entry for entry in self.entries if entry.id not in unwanted)
        return Lexicon(kept, self.catalog, self.sources, self.grammar)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of all kinds of the catalogue, sorted."""
        return tuple(sorted(self.catalog))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything in the lexicon that decides what matches."""
        rows = sorted(repr(entry.decides) for entry in self.entries)
        classes = sorted((name, sorted(words)) for name, words in self.grammar.classes.items())
        irregular = sorted((pos, sorted(forms.items())) for pos, forms in self.grammar.irregular.items())
        return hashlib.sha256("\n".join([*rows, repr(classes), repr(irregular)]).encode()).hexdigest()


def _mappings(rows: Iterable[Mapping[str, object]]) -> Iterable[Mapping[str, object]]:
    """The rows; a `TypeError` where they are one row, a data frame or no rows at all."""
    if isinstance(rows, Iterable) and not isinstance(rows, Mapping | bytes) and not hasattr(rows, "to_dict"):
        return rows
    raise TypeError(
        f"rows must be a path or several mappings, not {type(rows).__name__}; "
        'write [row] for one mapping, frame.to_dict("records") for a data frame'
    )


def _used(keys: frozenset[str], entries: list[Entry], files: list[Path]) -> frozenset[str]:
    """The keys of sources that a row cites, be it a faulty one."""
    cited = keys & {entry.source for entry in entries}
    if cited == keys:
        return cited
    texts = [content_of(path, []) or "" for path in files]
    return frozenset(key for key in keys if key in cited or any(f"\t{key}\t" in text for text in texts))


def _raise(faults: list[str]) -> None:
    if faults:
        raise LexiconError("\n".join(faults))
