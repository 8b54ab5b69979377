"""The command `framing lexicon`: check rows, show them, and measure them against a list of words."""

import sys
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import click

from framing.choices import phrase_of
from framing.entry import COLUMNS, Entry
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.matcher import Matcher
from framing.reader import Reader
from framing.rowtest import misfires
from framing.tokens import tokenize

LEXICON = click.option(
    "--lexicon", "path", type=click.Path(), help="The directory of a lexicon, or a TSV of more rows; default: shipped."
)


@click.group()
def lexicon() -> None:
    """Check, show and measure lexicons (their format: docs/lexicon-format.md)."""


@lexicon.command(epilog="Example: framing lexicon check loaded_label.tsv")
@click.argument("path", type=click.Path())
def check(path: str) -> None:
    """Check the rows in PATH, a TSV named after its kind or the directory of a whole lexicon: format, then examples.

    Every example must fire on exactly its brackets, every counterexample must stay silent. Exit status 1 where a row
    is at fault.
    """
    known, rows, folder = _rows_at(Path(path))
    reader = Reader(known)
    faults = 0
    for entry in rows:
        for column, message in misfires(entry, reader):
            click.echo(f"{folder / entry.place}:{COLUMNS.index(column) + 1}: {entry.term!r} {message}")
            faults += 1
    click.echo(f"{len(rows):,} rows, {faults or 'no'} fault{'' if faults == 1 else 's'}")
    if faults:
        sys.exit(1)


def _rows_at(path: Path) -> tuple[Lexicon, list[Entry], Path]:
    """The lexicon to check, the rows of it that are meant, and the folder they stand in.

    A file beside a catalogue is part of that lexicon; any other file adds to the shipped one.
    """
    if path.is_dir():
        known = _load(path)
        return known, list(known.entries), path
    if (path.parent / "catalog.toml").is_file():
        known = _load(path.parent)
        return known, [entry for entry in known.entries if entry.place.startswith(f"{path.name}:")], path.parent
    known = _load(path)
    return known, list(known.entries[len(Lexicon.load().entries) :]), path.parent


@lexicon.command(epilog="Example: framing lexicon show regime")
@click.argument("term", nargs=-1, required=True)
@LEXICON
def show(term: tuple[str, ...], path: str | None) -> None:
    """Show the rows that have this id or term, or that match these words where their conditions hold."""
    known = _load(path)
    words = " ".join(term)
    found = list(_rows_for(words, known))
    if not found:
        terms = sorted({entry.term for entry in known.entries})
        near = get_close_matches(words.lower(), terms, n=5)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise click.ClickException(f"no row has the id or the term {words!r}, and none matches it{hint}")
    click.echo("\n\n".join(_described(entry, known) for entry in found))


def _rows_for(words: str, known: Lexicon) -> Iterator[Entry]:
    """The rows with this id or term, then those that match the words as a whole."""
    matching = {match.id for match in Matcher(known).entries_of(tokenize(words))}
    for entry in known.entries:
        if words in (entry.id, entry.term) or entry.id in matching:
            yield entry


def _described(entry: Entry, known: Lexicon) -> str:
    kind = known.catalog[entry.kind]
    source = known.sources.get(entry.source)
    lines = {
        "kind": f"{kind.title} ({kind.name}, {kind.status})",
        "part of speech": entry.pos,
        "strength": str(entry.strength),
        "stance": entry.stance or "",
        "unless": ", ".join(entry.unless),
        "needs": ", ".join(entry.needs),
        "example": entry.example,
        "counterexample": entry.counterexample,
        "source": source.citation if source else entry.source,
        "why": kind.why,
        "row": entry.place,
    }
    head = f"{entry.id}  {entry.term}"
    return "\n".join([head, *(f"  {name:<15} {value}" for name, value in lines.items() if value)])


@lexicon.command(epilog="Example: framing lexicon coverage my-words.txt")
@click.argument("file", type=click.Path(path_type=Path))
@LEXICON
def coverage(file: Path, path: str | None) -> None:
    """Say for each word or phrase of FILE, one a line, which kinds have a row for it, and count.

    Conditions are left out of account. What follows a tab is ignored, and so are lines that begin with # or %.
    """
    known = _load(path)
    matcher = Matcher(known)
    counts: Counter[str] = Counter()
    try:
        terms = list(dict.fromkeys(_terms(file.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError) as fault:
        raise click.ClickException(f"{file}: cannot be read as UTF-8 text: {fault}") from fault
    for term in terms:
        entries = matcher.entries_of(tokenize(term))
        kinds = sorted({entry.kind for entry in entries})
        counts.update(kinds or ["none"])
        click.echo(f"{term}\t{', '.join(kinds) or '-'}\t{', '.join(sorted(entry.id for entry in entries))}")
    covered = len(terms) - counts["none"]
    click.echo(f"{len(terms):,} terms, {covered:,} with a row" + (f" ({covered / len(terms):.0%})" if terms else ""))
    for kind, number in sorted(counts.items()):
        click.echo(f"  {kind:<17} {number:>6,}")


def _terms(text: str) -> Iterator[str]:
    """The terms of a list, as their words are compared."""
    for line in text.splitlines():
        term = " ".join(phrase_of(line.split("\t")[0]))
        if term and not line.startswith(("#", "%")):
            yield term


def _load(path: str | Path | None) -> Lexicon:
    try:
        return Lexicon.load(path)
    except FramingError as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
