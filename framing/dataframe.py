"""Columns to dataframes of any library that narwhals knows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

from framing.errors import MissingExtra, ParameterError
from framing.markers import Marker

Backend = Literal["pandas", "polars", "pyarrow"]
Schema = Mapping[str, str]  # the names of columns with their narwhals types

_SURROGATE = re.compile("[\ud800-\udfff]")

MARKER_SCHEMA: Schema = {
    "start": "Int64",
    "end": "Int64",
    "text": "String",
    "kind": "String",
    "stance": "String",
    "strength": "Int64",
    "probability": "Float64",
    "voice": "String",
    "source_start": "Int64",
    "source_end": "Int64",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "speaker": "String",
    "origin": "String",
    "entry": "String",
    "why": "String",
}


def of_markers(markers: Iterable[Marker], backend: Backend) -> Any:
    """A dataframe with one row a marker and the columns of `MARKER_SCHEMA`, of the same types whatever the rows."""
    columns = transposed(map(marker_row, markers), MARKER_SCHEMA)
    return dataframe(columns, MARKER_SCHEMA, backend).to_native()


def marker_row(marker: Marker) -> tuple[Any, ...]:
    """What a marker says in each column of `MARKER_SCHEMA`."""
    return tuple(_value(marker, name) for name in MARKER_SCHEMA)


def _value(marker: Marker, column: str) -> Any:
    """What a marker says in a column; `source_start` is the start of its source, None where it has none."""
    name, _, side = column.partition("_")
    value = getattr(marker, name)
    return getattr(value, side) if side and value is not None else value


def transposed(rows: Iterable[Sequence[Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """Rows as columns by name."""
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
    return columns


def dataframe(columns: Mapping[str, Sequence[Any]], schema: Schema, backend: Any) -> Any:
    """A narwhals dataframe of `backend`, a name of `Backend` or an implementation that narwhals tells of another.

    Lone surrogates, which no dataframe holds, become U+FFFD, one for one: places stay right.

    Raises
    ------
    ParameterError
        where the name is none of these
    MissingExtra
        where the library is not installed
    """
    if isinstance(backend, str) and backend not in get_args(Backend):
        raise ParameterError(f"backend must be one of {', '.join(get_args(Backend))}, not {backend!r}")
    import narwhals as nw

    columns = {name: _texts(own) if schema[name] == "String" else own for name, own in columns.items()}
    try:
        if backend == "pandas" or backend is nw.Implementation.PANDAS:
            return nw.from_native(_pandas(columns, schema), eager_only=True)
        types = {name: getattr(nw, kind)() for name, kind in schema.items()}
        return nw.from_dict(columns, schema=types, backend=backend)
    except ImportError as fault:
        raise MissingExtra(f"{backend} is not installed; pip install {backend}") from fault


def _texts(column: Sequence[Any]) -> list[Any]:
    return [value and _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value) for value in column]


def _pandas(columns: Mapping[str, Sequence[Any]], schema: Schema) -> Any:
    """A pandas dataframe of types that have a missing value, which numpy's integers have not."""
    import pandas

    types = {name: kind.replace("String", "string") for name, kind in schema.items()}
    return pandas.DataFrame(columns).astype(types)
