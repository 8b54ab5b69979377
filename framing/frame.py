"""Values to dataframes of any library that narwhals knows."""

from collections.abc import Iterable
from typing import Any, Literal, get_args

from framing.errors import FramingError, MissingExtra
from framing.markers import Marker
from framing.span import Span
from framing.wire import to_plain

Backend = Literal["pandas", "polars", "pyarrow"]
SPANS = ("source", "cue")
COLUMNS = (
    "start", "end", "text", "kind", "stance", "strength", "probability", "voice",
    "source", "cue", "speaker", "origin", "entry", "why",
)  # fmt: skip


def rows(markers: Iterable[Marker], backend: Backend) -> Any:
    """A dataframe with one row a marker and the columns `COLUMNS`; `source` and `cue` are split in start and end."""
    if backend not in get_args(Backend):
        raise FramingError(f"backend must be one of {', '.join(get_args(Backend))}, not {backend!r}")
    import narwhals as nw

    markers = list(markers)
    columns: dict[str, list[Any]] = {}
    for name in COLUMNS:
        values = [getattr(marker, name) for marker in markers]
        columns.update(_span_columns(name, values) if name in SPANS else {name: [to_plain(v) for v in values]})
    try:
        return nw.from_dict(columns, backend=backend).to_native()
    except ImportError as fault:
        raise MissingExtra(f"{backend} is not installed; pip install {backend}") from fault


def _span_columns(name: str, spans: list[Span | None]) -> dict[str, list[Any]]:
    return {
        f"{name}_start": [span.start if span else None for span in spans],
        f"{name}_end": [span.end if span else None for span in spans],
    }
