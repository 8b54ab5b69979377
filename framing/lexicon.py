"""The lexicon: the rows of `lexicons/en/*.tsv` with the catalogue of their kinds, and what users add to them.

The format is described in docs/lexicon-format.md.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from framing._resources import lexicon_directory
from framing.catalog import read_catalog, read_sources
from framing.entry import Entry, Kind, Source
from framing.errors import LexiconError
from framing.grammar import Grammar
from framing.rows import Rules, duplicates, read_rows, rows_of


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries with the catalogue of their kinds, the works they cite and the grammar they are read with."""

    entries: tuple[Entry, ...]
    catalog: dict[str, Kind]
    sources: dict[str, Source]
    grammar: Grammar

    @classmethod
    def load(cls, path: str | Path | None = None) -> "Lexicon":
        """The shipped lexicon; or the one in a directory; or the shipped one with the rows of one more file.

        A `LexiconError` names every fault of every file, as file:line:column with the valid choices.
        """
        if path is None or Path(path).is_dir():
            return cls._read(lexicon_directory() if path is None else Path(path))
        return cls.load().extend(path)

    @classmethod
    def _read(cls, root: Path) -> "Lexicon":
        faults: list[str] = []
        catalog = read_catalog(root / "catalog.toml", faults)
        sources = read_sources(root / "sources.tsv", faults)
        _raise(faults)
        grammar = Grammar.read(root / "grammar.toml")
        rules = Rules(catalog, grammar, frozenset(sources))
        files = sorted(path for path in root.glob("*.tsv") if path.name != "sources.tsv")
        entries = [entry for path in files for entry in read_rows(path, rules, faults)]
        faults += [
            f"{root / name}.tsv: missing; the catalogue names this kind, so its file must be there"
            for name in sorted(set(catalog) - {path.stem for path in files})
        ]
        faults += [f"{root}/{message}" for message in duplicates(entries)]
        orphans = set(sources) - {entry.source for entry in entries}
        faults += [f"{root / 'sources.tsv'}: no row has the source {key!r}; take it out" for key in sorted(orphans)]
        _raise(faults)
        return cls(tuple(entries), catalog, sources, grammar)

    def extend(self, rows: str | Path | Iterable[Mapping[str, object]]) -> "Lexicon":
        """A lexicon with more rows: of a file named `<kind>.tsv`, or mappings from `kind` and the columns to cells.

        Their sources are free text. A `LexiconError` names every fault.
        """
        faults: list[str] = []
        rules = Rules(self.catalog, self.grammar, None)
        more = read_rows(Path(rows), rules, faults) if isinstance(rows, str | Path) else rows_of(rows, rules, faults)
        entries = (*self.entries, *more)
        _raise([*faults, *duplicates(entries)])
        return Lexicon(entries, self.catalog, self.sources, self.grammar)

    def without(self, ids: Iterable[str]) -> "Lexicon":
        """A lexicon with all rows but some; a `LexiconError` where an id is unknown."""
        unwanted = {ids} if isinstance(ids, str) else set(ids)
        unknown = unwanted - {entry.id for entry in self.entries}
        _raise([f"no row has the id {id!r}" for id in sorted(unknown)])
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


def _raise(faults: list[str]) -> None:
    if faults:
        raise LexiconError("\n".join(faults))
