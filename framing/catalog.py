"""What stands beside the rows of a lexicon: the catalogue of kinds and the list of sources, read and checked."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from framing.entry import STATUSES, Kind, Source
from framing.errors import LexiconError

MAX_BYTES = 4_000_000
SOURCE_COLUMNS = tuple(field.name for field in fields(Source))
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


def content_of(path: Path) -> str:
    """The content of a lexicon file; a `LexiconError` where it is missing, too large or not UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LexiconError(f"{path}: larger than {MAX_BYTES:,} bytes; split it or check that it is a lexicon")
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise LexiconError(f"{path}: cannot be read ({fault.strerror}); expected a lexicon file there") from fault
    except UnicodeDecodeError as fault:
        raise LexiconError(f"{path}: not UTF-8 at byte {fault.start}; save it as UTF-8") from fault


def read_catalog(path: Path, faults: list[str]) -> dict[str, Kind]:
    """The sound kinds of `catalog.toml` by name; what is wrong with others is added to `faults`."""
    text = content_of(path)
    catalog: dict[str, Kind] = {}
    for name, table in _tables(text, path).items():
        found = list(_kind_faults(table, {kind.prefix for kind in catalog.values()}))
        faults += [f"{path}:{_line(text, name, field)}:1: [{name}] {message}" for field, message in found]
        if not found:
            catalog[name] = Kind(name=name, **table)
    return catalog


def read_sources(path: Path, faults: list[str]) -> dict[str, Source]:
    """The sources of `sources.tsv` by key; what is wrong with its rows is added to `faults`."""
    lines = content_of(path).split("\n")
    if tuple(lines[0].split("\t")) != SOURCE_COLUMNS:
        faults.append(f"{path}:1:1: the header must be the tab-separated names {' '.join(SOURCE_COLUMNS)}")
        return {}
    sources: dict[str, Source] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if line and len(cells) != len(SOURCE_COLUMNS):
            faults.append(
                f"{path}:{number}:1: a row has {len(SOURCE_COLUMNS)} tab-separated cells, this one {len(cells)}"
            )
        elif line and cells[0] in sources:
            faults.append(f"{path}:{number}:1: {cells[0]!r} is the key of an earlier row")
        elif line:
            sources[cells[0]] = Source(*cells)
    return sources


def listed(names: Iterable[str]) -> str:
    """The names in order, for a message."""
    return ", ".join(sorted(names))


def _tables(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _TOML_PLACE.search(str(fault))
        place = f"{found[1] or len(text.splitlines())}:{found[2] or 1}" if found else "1:1"
        raise LexiconError(f"{path}:{place}: not valid TOML: {_TOML_PLACE.sub('', str(fault))}") from fault


def _line(text: str, name: str, field: str) -> int:
    """The line of a field in the table `name`, or of the table where the field is missing."""
    table = re.search(rf"^\[{re.escape(name)}\]", text, re.M)
    if not table:
        return 1
    after = re.compile(rf"^(?:{re.escape(field)}\s*=|\[)", re.M).search(text, table.end())
    place = after.start() if after and not after[0].startswith("[") else table.start()
    return text.count("\n", 0, place) + 1


def _kind_faults(table: Any, taken: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one table of the catalogue, as (field, message)."""
    wanted = get_type_hints(Kind)
    del wanted["name"]
    if not isinstance(table, dict):
        yield "", f"must be a table with {listed(wanted)}"
        return
    for field, kind in wanted.items():
        if type(table.get(field)) is not kind:
            yield field, f"{field}: expected a {kind.__name__}, got {table.get(field)!r}"
    for field in sorted(set(table) - set(wanted)):
        yield field, f"{field}: unknown; the fields are {listed(wanted)}"
    if table.get("status") not in STATUSES:
        yield "status", f"status: {table.get('status')!r} must be one of {listed(STATUSES)}"
    if not re.fullmatch("[a-z]{2}", str(table.get("prefix"))):
        yield "prefix", f"prefix: {table.get('prefix')!r} must be two lower-case letters"
    elif table["prefix"] in taken:
        yield "prefix", f"prefix: {table['prefix']!r} is that of another kind"
    precision = table.get("precision")
    if isinstance(precision, float) and not 0 <= precision <= 1:
        yield "precision", f"precision: {precision!r} must lie between 0 and 1"
