"""The files of a lexicon, read: what is wrong with one is told as file:line:column.

The column is the number of the cell where cells are separated by tabs, that of the character elsewhere.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

MAX_BYTES = 4_000_000
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_UNUSABLE = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_UTF8 = re.compile("[\ud800-\udfff]")
_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|\0[^\0]\0|[^\0]\0[^\0]\0")
_OTHER_SEPARATORS = re.compile(r"[,;|]|  ")

Lines = list[tuple[int, list[str]]]  # each with its number


def content_of(path: Path, faults: list[str]) -> str | None:
    """The content of a file, line ends as in Unix; None, and a fault, where it cannot be used.

    A byte that is not UTF-8 becomes a lone surrogate, which `character_fault` tells.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            faults.append(f"{path}: larger than {MAX_BYTES:,} bytes; split it, or check that it is the right file")
            return None
        content = path.read_bytes()
    except OSError as fault:
        faults.append(f"{path}: cannot be read ({fault.strerror}); check the name, or put the file there")
        return None
    if _UTF16.match(content):
        faults.append(f"{path}:1:1: this is UTF-16; save the file as UTF-8")
        return None
    return content.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")


def character_fault(text: str) -> str | None:
    """What is wrong with the first character that no cell may hold, if there is one."""
    found = None if text.isprintable() else _UNUSABLE.search(text)
    if not found:
        return None
    if found[0] < "\ud800":
        return f"the control character U+{ord(found[0]):04X}; take it out"
    return f"the byte 0x{ord(found[0]) & 0xFF:02X} is not UTF-8; save the file as UTF-8"


def lines_of(path: Path, columns: tuple[str, ...], faults: list[str]) -> Lines | None:
    """The cells of each line of a table but the header; None where it leaves open what stands where.

    What is wrong is added to `faults`; a line whose cells are too few or too many is returned all the same.
    """
    text = content_of(path, faults)
    if text is None:
        return None
    names = f"the tab-separated names {' '.join(columns)}"
    if not text.strip():
        faults.append(f"{path}:1:1: the file is empty; its first line must be {names}")
        return None
    lines = [line.split("\t") for line in text.split("\n")]
    if lines[-1] == [""]:
        lines.pop()
    else:
        faults.append(f"{path}:{len(lines)}:1: the last line does not end; is the file cut off? If not, end the line")
    header, first = lines[0], 2
    if len(header) == len(columns) and not set(header) & set(columns):
        faults.append(f"{path}:1:1: the header is missing; put above this line one of {names}")
        first = 1
    elif header != list(columns):
        known = [name if name in columns else other for name, other in zip(header, columns, strict=False)]
        later = "" if known == list(columns) else "; the rows are checked when it is right"
        faults.append(f"{path}:1:1: the header must be {names}: {_misnamed(header, columns)}{later}")
        if later:
            return None
    return _told(path, list(enumerate(lines[first - 1 :], start=first)), len(columns), faults)


def _told(path: Path, lines: Lines, width: int, faults: list[str]) -> Lines:
    """The lines but the empty ones; each that has not as many cells as it should is added to `faults`."""
    for number, cells in lines:
        if cells == [""]:
            faults.append(f"{path}:{number}:1: an empty line; take it out")
        elif len(cells) != width:
            faults.append(f"{path}:{number}:1: a row has {width} tab-separated cells, this one {_advice(cells, width)}")
    return [line for line in lines if line[1] != [""]]


def _advice(cells: list[str], width: int) -> str:
    """How many cells there are, and what to do."""
    if len(cells) == 1 and _OTHER_SEPARATORS.search(cells[0]):
        return "1; separate the cells by tabs, by nothing else"
    if len(cells) < width:
        return f"{len(cells)}; keep the tabs around an empty cell"
    return f"{len(cells)}; take out the tabs {'at its end' if not any(cells[width:]) else 'within its cells'}"


def tables_of(path: Path, faults: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The content of a TOML file, and its tables; None, and a fault, where it cannot be used."""
    text = content_of(path, faults)
    if text is None:
        return None
    for number, line in enumerate(text.split("\n") if _NOT_UTF8.search(text) else (), start=1):
        if found := _NOT_UTF8.search(line):
            faults.append(f"{path}:{number}:{found.start() + 1}: {character_fault(found[0])}")
    text = _NOT_UTF8.sub("\N{REPLACEMENT CHARACTER}", text)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _TOML_PLACE.search(str(fault))
        place = f"{found[1] or len(text.splitlines())}:{found[2] or 1}" if found else "1:1"
        faults.append(f"{path}:{place}: not valid TOML: {_TOML_PLACE.sub('', str(fault))}")
        return None


def line_of(text: str, table: str, field: str = "") -> int:
    """The line of a field in a table of a TOML file, or of the table where the field is missing, or the first.

    What stands above all tables is a table too, of its own name.
    """
    name = _quoted(table)
    begun = re.search(rf"^[ \t]*(?:\[+[ \t]*{name}[ \t]*[].]|{name}[ \t]*[=.])", text, re.M)
    if not begun:
        return 1
    after = re.compile(rf"^[ \t]*(?:{_quoted(field)}[ \t]*=|\[)", re.M).search(text, begun.end())
    place = after.end() if field and after and not after[0].endswith("[") else begun.end()
    return text.count("\n", 0, place) + 1


def _quoted(name: str) -> str:
    """A pattern for a name of TOML, with quotation marks and without."""
    return rf"(?:{re.escape(name)}|\"{re.escape(name)}\"|'{re.escape(name)}')"


def _misnamed(given: list[str], wanted: tuple[str, ...]) -> str:
    """What is wrong with a header."""
    if len(given) == 1 and _OTHER_SEPARATORS.search(given[0]):
        return "they are not separated by tabs"
    unknown, missing = ([n for n in names if n not in others] for names, others in ((given, wanted), (wanted, given)))
    told = [
        f"{', '.join(map(repr, names))} {what}" for names, what in ((missing, "missing"), (unknown, "unknown")) if names
    ]
    misplaced = next((name for name, other in zip(given, wanted, strict=False) if name != other), given[-1])
    return "; ".join(told) or f"{misplaced!r} misplaced"
