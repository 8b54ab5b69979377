"""The command `framing lexicon`: check rows, show them, and measure them against a list of words."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from framing.entry import Entry
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.matcher import Matcher
from framing.reader import Reader
from framing.refusal import Refusal, refusing
from framing.rows import comparable, place_of
from framing.rowtest import misfires
from framing.tokens import tokenize
from framing.utf8 import not_utf8, text_of

LEXICON = click.option(
    "--lexicon",
    "paths",
    type=click.Path(),
    multiple=True,
    help="A TSV of more rows, or the directory of a lexicon in place of the shipped one (repeatable).",
)
WITHOUT = click.option("--without", multiple=True, metavar="ID", help="Leave out the row with this id (repeatable).")


@click.group()
def lexicon() -> None:
    """Check, show and measure lexicons.

    Their format: docs/lexicon-format.md.
    """


@lexicon.command(epilog="Example: framing lexicon check loaded_label.tsv")
@click.argument("path", type=click.Path())
@WITHOUT
@refusing()
def check(path: str, without: tuple[str, ...]) -> None:
    """Check the format and the examples of the rows in PATH.

    PATH is a TSV named after its kind, or the directory of a whole lexicon. Every example must fire on exactly its
    brackets, every counterexample must stay silent. Exit status 1 where a row is at fault.
    """
    faults: list[str] = []
    known, rows, folder = _rows_at(Path(path), without, faults)
    reader = Reader(known)
    for entry in rows:
        for column, message in misfires(entry, reader):
            faults.append(f"{place_of(entry, folder, column)}: {entry.term!r} {message}")
    counted = _counted(len(rows), "sound row" if faults else "row")
    click.echo("\n".join([*sorted(faults, key=_in_file), f"{counted}, {_counted(len(faults), 'fault')}"]))
    if faults:
        sys.exit(1)


def _in_file(fault: str) -> tuple[str, tuple[int, ...]]:
    """Where a fault is told: by file, then by line and column as numbers."""
    place, _, _ = fault.partition(": ")
    file, *numbers = place.split(":")
    return file, tuple(int(number) for number in numbers if number.isdigit())


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else f"no {noun}s"


def _rows_at(path: Path, without: Sequence[str], faults: list[str]) -> tuple[Lexicon, list[Entry], Path]:
    """The lexicon to check, the sound rows of it that are meant, and the folder they stand in.

    A file beside a catalogue is part of that lexicon; any other file adds to the shipped one.
    """
    whole = path if path.is_dir() else path.parent
    if path.is_dir() or (whole / "catalog.toml").is_file():
        known = lexicon_of([whole], without, faults)
        own = known.entries if path.is_dir() else (e for e in known.entries if e.place.startswith(f"{path.name}:"))
        return known, list(own), whole
    known = lexicon_of([path], without, faults)
    shipped = {entry.id for entry in Lexicon.load().entries} - set(without)
    return known, [entry for entry in known.entries if entry.id not in shipped], whole


def lexicon_of(paths: Sequence[str | Path], without: Sequence[str], faults: list[str]) -> Lexicon:
    """The lexicon in a directory, by default the shipped one, less some rows, with the rows of all files.

    Only sound rows are in it; what is wrong with others is added to `faults`.
    """
    folders = [path for path in paths if Path(path).is_dir()]
    if len(folders) > 1:
        faults.append(f"{folders[1]}: only one directory of a lexicon can be given; {folders[0]} is one already")
    known = Lexicon.load_sound(folders[0] if folders else None, faults)
    try:
        known = known.without(without)
    except FramingError as fault:
        faults.append(str(fault))
    for path in paths:
        if path not in folders:
            known = known.extend_sound(path, faults)
    return known


@lexicon.command(epilog="Example: framing lexicon show regime")
@click.argument("term", nargs=-1, required=True)
@LEXICON
@refusing()
def show(term: tuple[str, ...], paths: tuple[str, ...]) -> None:
    """Show the rows of an id, of a term or for some words.

    Rows for words are those that match them where their conditions hold.
    """
    known = _load(paths)
    words = " ".join(term)
    found = list(_rows_for(words, known))
    if not found:
        terms = sorted({entry.term for entry in known.entries})
        near = get_close_matches(words.lower(), terms, n=5)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise Refusal(f"no row has the id or the term {words!r}, and none matches it{hint}")
    click.echo("\n\n".join(_described(entry, known) for entry in found))


def _rows_for(words: str, known: Lexicon) -> Iterator[Entry]:
    """The rows with this id or term, then those that match the words as a whole; a star minds capitals."""
    matching = {match.id for match in Matcher(known).entries_of(tokenize(words))}
    wanted = comparable(words)
    for entry in known.entries:
        if entry.id == words.lower() or wanted == comparable(entry.term) or entry.id in matching:
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
@click.argument("file", type=click.Path())
@LEXICON
@refusing()
def coverage(file: str, paths: tuple[str, ...]) -> None:
    """Say which kinds have a row for each word of a list.

    FILE (- is standard input) has a word or phrase a line. Conditions are left out of account, save words that a
    row with a star excepts; capitals count as in a text. What follows a tab is ignored, and so are lines that begin
    with # or %.
    """
    matcher = Matcher(_load(paths))
    counts: Counter[str] = Counter()
    terms = list(_terms(_text_of(file)))
    for term in terms:
        entries = _entries_of(term, matcher)
        kinds = sorted({entry.kind for entry in entries})
        counts.update(kinds or ["none"])
        click.echo(f"{term}\t{', '.join(kinds) or '-'}\t{', '.join(sorted(entry.id for entry in entries))}")
    covered = len(terms) - counts["none"]
    share = f" ({covered / len(terms):.0%})" if terms else ""
    click.echo(f"{_counted(len(terms), 'term')}, {covered:,} with a row{share}")
    for kind, number in sorted(counts.items()):
        click.echo(f"  {kind:<17} {number:>6,}")


def _text_of(file: str) -> str:
    try:
        return text_of(file)
    except UnicodeDecodeError as fault:
        raise Refusal(f"{file}: {not_utf8(fault)}") from fault
    except OSError as fault:
        raise Refusal(f"{file}: cannot be read ({fault.strerror}); check the name") from fault


def _terms(text: str) -> Iterator[str]:
    """The terms of a list as they are written, each once; only hyphens and marks make no other term of it."""
    seen = set()
    for line in text.splitlines():
        term = line.split("\t")[0]
        words = _words(term)
        if words and not line.startswith(("#", "%")) and words not in seen:
            seen.add(words)
            yield term


def _words(term: str) -> tuple[str, ...]:
    """The words of a term as they are written, for capitals may decide."""
    tokens = tokenize(term)
    return tuple(tokens.word(i) for i in range(len(tokens)) if tokens.is_word(i))


def _entries_of(term: str, matcher: Matcher) -> list[Entry]:
    """The rows for a term as it is written, or without the marks around it."""
    tokens = tokenize(term)
    places = [i for i in range(len(tokens)) if tokens.is_word(i)]
    bare = tokens.span(places[0], places[-1] + 1).slice(term)
    return matcher.entries_of(tokens) or matcher.entries_of(tokenize(bare))


def _load(paths: Sequence[str]) -> Lexicon:
    faults: list[str] = []
    known = lexicon_of(paths, (), faults)
    if faults:
        click.echo("\n".join(faults), err=True)
        sys.exit(2)
    return known
