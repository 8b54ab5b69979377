"""Values to dataframes of any library that narwhals knows."""

from collections.abc import Iterable
from typing import Any, Literal, get_args

from framing.errors import MissingExtra, ParameterError
from framing.markers import Marker

Backend = Literal["pandas", "polars", "pyarrow"]

# the columns, with their narwhals types
COLUMNS = {
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


def rows(markers: Iterable[Marker], backend: Backend) -> Any:
    """A dataframe with one row a marker and the columns `COLUMNS`, of the same types whatever the rows."""
    if backend not in get_args(Backend):
        raise ParameterError(f"backend must be one of {', '.join(get_args(Backend))}, not {backend!r}")
    import narwhals as nw

    markers = list(markers)
    columns = {name: [_value(marker, name) for marker in markers] for name in COLUMNS}
    try:
        if backend == "pandas":
            return _pandas(columns)
        schema = {name: getattr(nw, kind)() for name, kind in COLUMNS.items()}
        return nw.from_dict(columns, schema=schema, backend=backend).to_native()
    except ImportError as fault:
        raise MissingExtra(f"{backend} is not installed; pip install {backend}") from fault


def _pandas(columns: dict[str, list[Any]]) -> Any:
    """A pandas dataframe of types that have a missing value, which numpy's integers have not."""
    import pandas

    return pandas.DataFrame(columns).astype({name: kind.replace("String", "string") for name, kind in COLUMNS.items()})


def _value(marker: Marker, column: str) -> Any:
    """What a marker says in a column; `source_start` is the start of its source, None where it has none."""
    name, _, side = column.partition("_")
    value = getattr(marker, name)
    return getattr(value, side) if side and value is not None else value
