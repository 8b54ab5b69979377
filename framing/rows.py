"""The rows of a lexicon, read from a file or given as mappings.

Every fault of every row is told with its place; a row with a fault is returned too, to be compared with the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from numbers import Real
from pathlib import Path

from framing.cells import Fault, Rules, cell_faults, is_id, items, listed
from framing.entry import COLUMNS, CONDITIONS, PARTS_OF_SPEECH, STRENGTHS, Entry, Kind
from framing.files import lines_of

Row = tuple[Entry, frozenset[str]]  # with the columns that are at fault

_NO_COLUMNS: frozenset[str] = frozenset()
_ANY_KIND = Kind("", "", "", "", "", "", "", 0.0)


def read_rows(path: Path, rules: Rules, faults: list[str]) -> list[Row]:
    """The rows of a file named `<kind>.tsv`; what is wrong is added to `faults`."""
    kind = _kind_of(path, rules, faults)
    if not kind:
        return []
    rows: list[Row] = []
    file = path.name
    for number, cells in lines_of(path, COLUMNS, faults) or ():
        if len(cells) == len(COLUMNS):
            found = cell_faults(dict(zip(COLUMNS, cells, strict=True)), kind, rules)
            faults += [f"{path}:{number}:{column_of(column)}: {message}" for column, message in found]
            rows.append(_row(kind.name, cells, f"{file}:{number}", found))
        elif is_id(cells[0]) and cells[2:] and cells[2] in PARTS_OF_SPEECH:  # the cells after these are in doubt
            cells = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
            rows.append(_row(kind.name, cells, f"{file}:{number}", [("example", "")]))
    faults += _disorder(rows, path.parent)
    return rows


def rows_of(given: Iterable[Mapping[str, object]], rules: Rules, faults: list[str]) -> list[Row]:
    """Rows given as mappings from `kind` and the columns to values; a missing cell is empty."""
    rows: list[Row] = []
    for number, values in enumerate(given):
        if not isinstance(values, Mapping):
            faults.append(f"rows[{number}]: expected a mapping from kind and columns to cells, not {values!r:.80}")
            continue
        kind = rules.catalog.get(str(values.get("kind")))
        found = list(_value_faults(values, rules))
        told = {name for name, _ in found}
        cells = {name: "" if name in told else _cell(values.get(name)) for name in COLUMNS}
        untold = told if kind else told | {"stance"}  # which a kind decides
        found += [fault for fault in cell_faults(cells, kind or _ANY_KIND, rules) if fault[0] not in untold]
        faults += [f"rows[{number}], {column}: {message}" for column, message in found]
        if kind:
            rows.append(_row(kind.name, list(cells.values()), f"rows[{number}]", found))
    return rows


def unique(rows: Iterable[Row], folder: Path, faults: list[str]) -> list[Entry]:
    """The sound rows less those whose id, or whose term, is that of an earlier one; these are added to `faults`."""
    ids: dict[str, Entry] = {}
    terms: dict[tuple[str, ...], Entry] = {}
    kept: list[Entry] = []
    for entry, wrong in rows:
        same_id = entry if "id" in wrong else ids.setdefault(entry.id, entry)
        same_term = entry if "term" in wrong or "pos" in wrong else terms.setdefault(_matched(entry), entry)
        if same_id is not entry:
            message = f"the id {entry.id} of {entry.term!r} is that of {same_id.term!r} ({same_id.place}) too"
            faults.append(f"{place_of(entry, folder, 'id')}: {message}; take one that no row has")
        if same_term is not entry:
            message = (
                f"{entry.term!r} ({entry.pos}) is the term of {same_term.id} ({same_term.pos}, {same_term.place}) too"
            )
            advice = f"to replace that row, take it out first: without([{same_term.id!r}]), or --without {same_term.id}"
            faults.append(f"{place_of(entry, folder, 'term')}: {message}; {advice}")
        if not wrong and same_id is same_term is entry:
            kept.append(entry)
    return kept


def sound(entries: Iterable[Entry]) -> Iterator[Row]:
    """Rows without a fault."""
    return ((entry, _NO_COLUMNS) for entry in entries)


def place_of(entry: Entry, folder: Path, column: str) -> str:
    """Where a cell of an entry stands: file:line:column, or the place in the rows that were given."""
    given = entry.place.startswith("rows[")
    return f"{entry.place}, {column}" if given else f"{folder / entry.place}:{column_of(column)}"


def column_of(column: str) -> int:
    """The number of a column, from 1 on."""
    return COLUMNS.index(column) + 1


def _kind_of(path: Path, rules: Rules, faults: list[str]) -> Kind | None:
    """The kind that a file is named after."""
    kinds = listed(rules.catalog)
    missing = "" if path.exists() else "; there is nothing of that name"
    if path.suffix != ".tsv":
        expected = f"expected the directory of a lexicon, or a file of rows named KIND.tsv with one of {kinds}"
        faults.append(f"{path}: {expected}{missing}")
        return None
    if path.stem not in rules.catalog:
        faults.append(f"{path}: no kind is called {path.stem!r}; the file must be one of {kinds} and .tsv{missing}")
    return rules.catalog.get(path.stem)


def _value_faults(given: Mapping[str, object], rules: Rules) -> Iterator[Fault]:
    """What is wrong with the names and values in a mapping, and with its kind."""
    for name, value in given.items():
        if name not in (*COLUMNS, "kind"):
            yield str(name), f"{name!r} is no column; the columns are kind, {', '.join(COLUMNS)}"
        elif name != "kind" and not (_is_missing(value) or isinstance(value, str | Real)):
            advice = "; write the conditions in one str, a comma and a space between" if name in CONDITIONS else ""
            yield name, f"expected a str, not {type(value).__name__} {value!r:.80}{advice}"
    if str(given.get("kind")) not in rules.catalog:
        yield "kind", f"{given.get('kind')!r} must be one of {listed(rules.catalog)}"


def _disorder(rows: list[Row], folder: Path) -> Iterator[str]:
    """A message for each row that sorts before the row above it."""
    for (above, wrong_above), (entry, wrong) in pairwise(row for row in rows if row[0].term):
        terms_only = "pos" in wrong or "pos" in wrong_above
        if _order(entry, terms_only) < _order(above, terms_only):
            message = f"{entry.term!r} ({entry.pos}) is out of order after {above.term!r} ({above.pos})"
            yield f"{place_of(entry, folder, 'term')}: {message}; sort the rows by term and pos"


def _cell(value: object) -> str:
    """The cell for a value, such as a data frame holds: whole numbers as such, what is missing as nothing."""
    if _is_missing(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _is_missing(value: object) -> bool:
    """True for None, and for what a data frame holds in its place: NaN, NaT, NA."""
    return (
        value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, Real) and value != value)
    )


def _row(kind: str, cells: Sequence[str], place: str, faults: Sequence[Fault]) -> Row:
    id, term, pos, strength, stance, source, unless, needs, example, counterexample = cells
    entry = Entry(
        id,
        kind,
        term,
        pos,
        int(strength) if strength in STRENGTHS else 0,
        stance or None,
        source,
        items(unless),
        items(needs),
        example,
        counterexample,
        place,
    )
    return entry, frozenset(column for column, _ in faults) if faults else _NO_COLUMNS


def _order(entry: Entry, terms_only: bool) -> tuple[str, ...]:
    """What the rows of a file are sorted by."""
    term = entry.term.casefold()
    return (term,) if terms_only else (term, entry.pos, entry.term)


def comparable(term: str) -> str:
    """A term as it is compared with others: a capital only tells terms with a star apart."""
    return term if "*" in term else term.casefold()


def _matched(entry: Entry) -> tuple[str, ...]:
    """What two rows of a kind must not share: the term, save where only one is a verb."""
    return entry.kind, comparable(entry.term), "verb" if entry.pos == "verb" else "other"
