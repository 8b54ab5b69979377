"""The rows of a lexicon, read from a file or given as mappings.

Every fault of every row is told with its place; rows without a fault are returned all the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from framing.cells import Faults, Rules, cell_faults, items, listed
from framing.entry import COLUMNS, Entry, Kind
from framing.files import content_of, header_fault


def read_rows(path: Path, rules: Rules, faults: list[str]) -> list[Entry]:
    """The sound rows of a file named `<kind>.tsv`; what is wrong is added to `faults`."""
    kind = _kind_of(path, rules, faults)
    lines = kind and _lines_of(path, faults)
    if not kind or not lines:
        return []
    entries: list[Entry] = []
    for number, cells in enumerate(lines, start=2):
        found = list(_line_faults(cells, kind, rules))
        faults += [f"{path}:{number}:{column_of(column)}: {message}" for column, message in found]
        if not found:
            entries.append(_entry(kind.name, cells, f"{path.name}:{number}"))
    faults += [f"{path}:{message}" for message in _disorder(lines)]
    return entries


def rows_of(rows: Iterable[Mapping[str, object]], rules: Rules, faults: list[str]) -> list[Entry]:
    """The sound ones of rows given as mappings from `kind` and the columns to values; a missing cell is empty."""
    entries: list[Entry] = []
    for number, given in enumerate(rows):
        if not isinstance(given, Mapping):
            faults.append(f"rows[{number}]: expected a mapping from kind and columns to cells, not {given!r:.80}")
            continue
        row = {name: _cell(given.get(name)) for name in COLUMNS}
        kind = rules.catalog.get(str(given.get("kind")))
        found = [*_key_faults(given, rules), *(cell_faults(row, kind, rules) if kind else ())]
        faults += [f"rows[{number}], {column}: {message}" for column, message in found]
        if kind and not found:
            entries.append(_entry(kind.name, list(row.values()), f"rows[{number}]"))
    return entries


def unique(entries: Iterable[Entry], folder: Path, faults: list[str]) -> list[Entry]:
    """The entries less those whose id, or whose term, is that of an earlier one; these are added to `faults`."""
    ids: dict[str, Entry] = {}
    terms: dict[tuple[str, ...], Entry] = {}
    kept: list[Entry] = []
    for entry in entries:
        if (first := ids.setdefault(entry.id, entry)) is not entry:
            message = f"the id {entry.id} of {entry.term!r} is that of {first.term!r} ({first.place}) too"
            faults.append(f"{place_of(entry, folder, 'id')}: {message}")
        elif (first := terms.setdefault(_matched(entry), entry)) is not entry:
            message = f"{entry.term!r} ({entry.pos}) is the term of {first.id} ({first.pos}, {first.place}) too"
            advice = f"to replace that row, take it out first: without([{first.id!r}])"
            faults.append(f"{place_of(entry, folder, 'term')}: {message}; {advice}")
        else:
            kept.append(entry)
    return kept


def place_of(entry: Entry, folder: Path, column: str) -> str:
    """Where a cell of an entry stands: file:line:column, or the place in the rows that were given."""
    given = entry.place.startswith("rows[")
    return f"{entry.place}, {column}" if given else f"{folder / entry.place}:{column_of(column)}"


def column_of(column: str) -> int:
    """The number of a column, from 1 on."""
    return COLUMNS.index(column) + 1


def _kind_of(path: Path, rules: Rules, faults: list[str]) -> Kind | None:
    """The kind that a file is named after."""
    if path.suffix != ".tsv":
        faults.append(f"{path}: expected the directory of a lexicon, or a file of rows named KIND.tsv")
    elif path.stem not in rules.catalog:
        choices = listed(rules.catalog)
        faults.append(f"{path}: no kind is called {path.stem!r}; the file must be one of {choices} and .tsv")
    return rules.catalog.get(path.stem) if path.suffix == ".tsv" else None


def _lines_of(path: Path, faults: list[str]) -> list[list[str]] | None:
    """The cells of each line after the header."""
    text = content_of(path, faults)
    if text is None:
        return None
    lines = text.split("\n")
    fault = header_fault(lines[0].split("\t"), COLUMNS)
    if fault:
        faults.append(f"{path}:1:1: {fault}")
        return None
    if lines[-1]:
        faults.append(f"{path}:{len(lines)}:1: the last line does not end; is the file cut off?")
    return [line.split("\t") for line in lines[1:-1]]


def _line_faults(cells: list[str], kind: Kind, rules: Rules) -> Faults:
    """What is wrong with a line of a file."""
    if len(cells) != len(COLUMNS):
        yield "id", f"a row has {len(COLUMNS)} tab-separated cells, this one {len(cells)}"
        return
    yield from cell_faults(dict(zip(COLUMNS, cells, strict=True)), kind, rules)


def _key_faults(given: Mapping[str, object], rules: Rules) -> Faults:
    """What is wrong with the names in a mapping, and with its kind."""
    for name in given:
        if name not in (*COLUMNS, "kind"):
            yield str(name), f"{name!r} is no column; the columns are kind, {', '.join(COLUMNS)}"
    if str(given.get("kind")) not in rules.catalog:
        yield "kind", f"{given.get('kind')!r} must be one of {listed(rules.catalog)}"


def _disorder(lines: list[list[str]]) -> Iterator[str]:
    """A message for each line that sorts before the line above it."""
    for number, (above, cells) in enumerate(pairwise(lines), start=3):
        if len(cells) == len(above) == len(COLUMNS) and _order(*cells[1:3]) < _order(*above[1:3]):
            (term, pos), (former, other) = cells[1:3], above[1:3]
            advice = "sort the rows by term and pos"
            yield f"{number}:2: {term!r} ({pos}) is out of order after {former!r} ({other}); {advice}"


def _cell(value: object) -> str:
    """The cell for a value, such as a data frame holds: whole numbers as such, what is missing as nothing."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _entry(kind: str, cells: list[str], place: str) -> Entry:
    id, term, pos, strength, stance, source, unless, needs, example, counterexample = cells
    return Entry(
        id,
        kind,
        term,
        pos,
        int(strength),
        stance or None,
        source,
        items(unless),
        items(needs),
        example,
        counterexample,
        place,
    )


def _order(term: str, pos: str) -> tuple[str, str, str]:
    """What the rows of a file are sorted by."""
    return term.casefold(), pos, term


def _matched(entry: Entry) -> tuple[str, ...]:
    """What two rows of a kind must not share: the term, save where only one is a verb, or an affix with a capital."""
    term = entry.term if "*" in entry.term else entry.term.casefold()
    return entry.kind, term, "verb" if entry.pos == "verb" else "other"
