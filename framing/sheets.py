"""Files of rows, read with the standard library: CSV, TSV, JSON Lines. Nobody has checked the values yet."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from framing.errors import CorpusError
from framing.utf8 import not_utf8

LINES = ".jsonl"
SEPARATORS = {".csv": ",;\t|", ".tsv": "\t,;|"}  # the one that the header has most of, of several the first
TABLES = (LINES, *SEPARATORS)  # the ends of the names of files of rows


def read_sheet(path: Path) -> dict[str, list[Any]]:
    """The columns of a CSV, TSV or JSON Lines file, by name; the cells of CSV as they are written.

    Raises
    ------
    CorpusError
        where the file cannot be read; the message names file, line and remedy
    """
    if ending(path) not in TABLES:
        raise CorpusError(f"{path}: the name must end in one of {', '.join(TABLES)}")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    check_utf8(path, content)
    if ending(path) == LINES:
        return decoded(path, content.decode("utf-8").split("\n"))
    separator, spaced = separated(path)
    names = header(path, separator, spaced)
    rows = [row + [""] * (len(names) - len(row)) for row in cells(path, separator, spaced)][1:]
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def ending(path: Path) -> str:
    """The end of the name, in small letters."""
    return path.suffix.lower()


def check_utf8(path: Path, content: bytes) -> None:
    """A `CorpusError` that names the line where the content is not UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise CorpusError(f"{path}: line {line}: {not_utf8(fault)}") from fault


def separated(path: Path) -> tuple[str, bool]:
    """What separates the cells, by the first line that is not blank, and whether spaces follow it there.

    Names between double quotes do not count.
    """
    with path.open(encoding="utf-8-sig") as lines:
        first = next((line for line in lines if line.strip()), "")
    bare = re.sub('"[^"]*"', "", first)
    separator = max(SEPARATORS[ending(path)], key=bare.count)
    return separator, f"{separator} " in bare


def header(path: Path, separator: str, spaced: bool) -> list[str]:
    """The names of the columns of a CSV file, whose rows have all been looked at; pandas names one without a name."""
    rows = cells(path, separator, spaced)
    names = [name.strip() or f"Unnamed: {number}" for number, name in enumerate(next(rows, []))]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise CorpusError(f"{path}: two columns are called {twice[0]!r}; rename one")
    number = 0
    for number, row in enumerate(rows, start=1):
        if len(row) > len(names):
            advice = f"put a text that holds {separator!r} between double quotes, or name all columns"
            raise CorpusError(f"{path}: row {number}: {len(row)} cells for {len(names)} columns; {advice}")
    if not number:
        raise CorpusError(f"{path}: no rows; expected a row for each text")
    return names


def cells(path: Path, separator: str, spaced: bool) -> Iterator[list[str]]:
    """The rows of a CSV file that are not blank, header included; a quote out of place is told with its line."""
    begun = 1
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=spaced, strict=True)
        try:
            for row in reader:
                begun = reader.line_num + 1
                if row:
                    yield row
        except csv.Error as fault:
            if "field larger" in str(fault):
                most = f"a cell is longer than {csv.field_size_limit():,} characters"
                remedy = "or a double quote before is never closed; mend it, or give the texts as JSONL"
                raise CorpusError(f"{path}: line {begun}: {most}, {remedy}") from fault
            advice = 'close the one that opens the cell, and write those inside a text twice, as in "a ""b"" c"'
            raise CorpusError(f"{path}: line {begun}: a double quote out of place ({fault}); {advice}") from fault


def decoded(path: Path, lines: Iterable[str]) -> dict[str, list[Any]]:
    """The columns of JSON objects, one a line; blank lines are no rows."""
    numbered = ((number, line.strip("\ufeff \t\r")) for number, line in enumerate(lines, start=1))
    rows = [_object(path, number, line) for number, line in numbered if line]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        expected = '{"text": "...", "label": 0}'
        raise CorpusError(f"{path}: line {number}: no JSON object; write one a line, such as {expected}")
    return found
