"""What stands beside the rows of a lexicon: the catalogue of kinds and the list of sources, read and checked."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from framing.cells import listed
from framing.entry import STATUSES, Kind, Source
from framing.files import content_of, header_fault, line_of, tables_of

SOURCE_COLUMNS = tuple(field.name for field in fields(Source))


def read_catalog(path: Path, faults: list[str]) -> tuple[dict[str, Kind], frozenset[str]]:
    """The sound kinds of `catalog.toml` by name, and the names of the others; what is wrong is added to `faults`."""
    text, tables = tables_of(path, faults) or ("", {})
    catalog: dict[str, Kind] = {}
    for name, table in tables.items():
        found = list(_kind_faults(table, {kind.prefix for kind in catalog.values()}))
        faults += [f"{path}:{line_of(text, name, field)}:1: [{name}] {message}" for field, message in found]
        if not found:
            catalog[name] = Kind(name=name, **table)
    return catalog, frozenset(tables) - set(catalog)


def read_sources(path: Path, faults: list[str]) -> dict[str, Source] | None:
    """The sources of `sources.tsv` by key, None where it cannot be used; what is wrong is added to `faults`."""
    text = content_of(path, faults)
    lines = [line.split("\t") for line in (text or "").split("\n")]
    fault = None if text is None else header_fault(lines[0], SOURCE_COLUMNS)
    if fault:
        faults.append(f"{path}:1:1: {fault}")
    if text is None or fault:
        return None
    sources: dict[str, Source] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if cells == [""]:
            continue
        if len(cells) != len(SOURCE_COLUMNS):
            faults.append(
                f"{path}:{number}:1: a row has {len(SOURCE_COLUMNS)} tab-separated cells, this one {len(cells)}"
            )
        elif cells[0] in sources:
            faults.append(f"{path}:{number}:1: {cells[0]!r} is the key of an earlier row")
        else:
            sources[cells[0]] = Source(*cells)
    return sources


def orphans(path: Path, used: frozenset[str]) -> Iterator[str]:
    """A message for each row of `sources.tsv` whose key is not among those that rows use."""
    for number, line in enumerate((content_of(path, []) or "").split("\n")[1:], start=2):
        key = line.split("\t")[0]
        if key and key not in used:
            yield f"{path}:{number}:1: no row has the source {key!r}; take it out"


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
