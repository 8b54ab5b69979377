"""What stands beside the rows of a lexicon: the catalogue of kinds and the list of sources, read and checked."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from framing.cells import listed
from framing.entry import STATUSES, Kind, Source
from framing.files import character_fault, line_of, lines_of, tables_of

SOURCE_COLUMNS = tuple(field.name for field in fields(Source))
_FIELDS: dict[str, type] = {name: kind for name, kind in get_type_hints(Kind).items() if name != "name"}


def read_catalog(path: Path, faults: list[str]) -> dict[str, Kind] | None:
    """The kinds of `catalog.toml` by name, None where it cannot be used; what is wrong is added to `faults`.

    A kind with a fault is among them, an empty value where one is wrong, so that its rows can be checked.
    """
    read = tables_of(path, faults)
    if read is None:
        return None
    text, tables = read
    catalog: dict[str, Kind] = {}
    if not tables:
        faults.append(f"{path}:1:1: no kind; write for each a table [name] with {listed(_FIELDS)}")
    for name, table in tables.items():
        found = list(_kind_faults(table, {kind.prefix for kind in catalog.values()}))
        faults += [f"{path}:{line_of(text, name, field)}:1: [{name}] {message}" for field, message in found]
        if isinstance(table, dict):
            wrong = {field for field, _ in found}
            values = {field: kind() if field in wrong else table[field] for field, kind in _FIELDS.items()}
            catalog[name] = Kind(name=name, **values)
    return catalog


def read_sources(path: Path, faults: list[str]) -> dict[str, Source] | None:
    """The sources of `sources.tsv` by key, None where it cannot be used; what is wrong is added to `faults`."""
    lines = lines_of(path, SOURCE_COLUMNS, faults)
    if lines is None:
        return None
    sources: dict[str, Source] = {}
    for number, cells in lines:
        key = cells[0]
        spoilt = next(((n, fault) for n, cell in enumerate(cells, start=1) if (fault := character_fault(cell))), None)
        if spoilt:
            faults.append(f"{path}:{number}:{spoilt[0]}: {spoilt[1]}")
        elif not key.strip():
            faults.append(f"{path}:{number}:1: the key is missing; write the word that rows cite this source by")
        elif key in sources:
            faults.append(f"{path}:{number}:1: {key!r} is the key of an earlier row; take one of them out")
        else:
            sources[key] = Source(*(*cells, "", "", "")[: len(SOURCE_COLUMNS)])
    return sources


def orphans(path: Path, used: frozenset[str]) -> Iterator[str]:
    """A message for each row of `sources.tsv` whose key is not among those that rows use."""
    for number, (key, *_) in lines_of(path, SOURCE_COLUMNS, []) or ():
        if key.strip() and not character_fault(key) and key not in used:
            yield f"{path}:{number}:1: no row has the source {key!r}; take it out"


def _kind_faults(table: Any, taken: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one table of the catalogue, as (field, message)."""
    if not isinstance(table, dict):
        yield "", f"must be a table with {listed(_FIELDS)}, not {table!r}"
        return
    sound = []
    for field, kind in _FIELDS.items():
        if field not in table:
            yield field, f"{field}: missing; expected a {kind.__name__}"
        elif type(table[field]) is not kind:
            yield field, f"{field}: expected a {kind.__name__}, got {table[field]!r}"
        else:
            sound.append(field)
    for field in sorted(set(table) - set(_FIELDS)):
        yield field, f"{field}: unknown; the fields are {listed(_FIELDS)}"
    if "status" in sound and table["status"] not in STATUSES:
        yield "status", f"status: {table['status']!r} must be one of {listed(STATUSES)}"
    if "prefix" in sound and not re.fullmatch("[a-z]{2}", table["prefix"]):
        yield "prefix", f"prefix: {table['prefix']!r} must be two lower-case letters"
    elif "prefix" in sound and table["prefix"] in taken:
        yield "prefix", f"prefix: {table['prefix']!r} is that of another kind; take two other letters"
    if "precision" in sound and not 0 <= table["precision"] <= 1:
        yield "precision", f"precision: {table['precision']!r} must lie between 0 and 1"
