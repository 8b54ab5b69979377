"""The files of a lexicon, read: what is wrong with one is told as file:line:column.

The column is the number of the cell where cells are separated by tabs, that of the character elsewhere.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

MAX_BYTES = 4_000_000
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


def content_of(path: Path, faults: list[str]) -> str | None:
    """The content of a file, line ends as in Unix; None, and a fault, where it cannot be used."""
    try:
        if path.stat().st_size > MAX_BYTES:
            faults.append(f"{path}: larger than {MAX_BYTES:,} bytes; split it or check that it is a lexicon")
            return None
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as fault:
        faults.append(f"{path}: cannot be read ({fault.strerror}); expected a lexicon file there")
        return None
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode("utf-8-sig", "replace")
        faults.append(f"{_place(path, before)}: not UTF-8 at byte {fault.start}; save it as UTF-8")
        return None
    before, nul, _ = text.partition("\0")
    if nul:
        faults.append(f"{_place(path, before)}: a NUL character; take it out")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tables_of(path: Path, faults: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The content of a TOML file, and its tables; None, and a fault, where it cannot be used."""
    text = content_of(path, faults)
    try:
        return None if text is None else (text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        found = _TOML_PLACE.search(str(fault))
        place = f"{found[1] or len(str(text).splitlines())}:{found[2] or 1}" if found else "1:1"
        faults.append(f"{path}:{place}: not valid TOML: {_TOML_PLACE.sub('', str(fault))}")
        return None


def line_of(text: str, table: str, field: str = "") -> int:
    """The line of a field in a table of a TOML file, or of the table where the field is missing, or the first."""
    begun = re.search(rf"^\s*\[{re.escape(table)}\]", text, re.M)
    if not begun:
        return 1
    name = re.escape(field)
    after = re.compile(rf"^(?:(?:{name}|\"{name}\"|'{name}')[ \t]*=|[ \t]*\[)", re.M).search(text, begun.end())
    place = after.start() if after and not after[0].endswith("[") else begun.end() - 1
    return text.count("\n", 0, place) + 1


def header_fault(given: list[str], wanted: tuple[str, ...]) -> str | None:
    """What is wrong with the header of a table, if anything."""
    if tuple(given) == wanted:
        return None
    unknown, missing = ([n for n in names if n not in others] for names, others in ((given, wanted), (wanted, given)))
    told = [
        f"{', '.join(map(repr, names))} {what}" for names, what in ((missing, "missing"), (unknown, "unknown")) if names
    ]
    misplaced = next((name for name, other in zip(given, wanted, strict=False) if name != other), given[-1])
    found = "; ".join(told) or f"{misplaced!r} misplaced"
    return f"the header must be the tab-separated names {' '.join(wanted)}: {found}"


def _place(path: Path, before: str) -> str:
    """Where in a file the text `before` ends."""
    line = before[before.rfind("\n") + 1 :]
    column = line.count("\t") if path.suffix == ".tsv" else len(line)
    return f"{path}:{before.count(chr(10)) + 1}:{column + 1}"
