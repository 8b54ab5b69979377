"""Texts, labels and spans as callers of scikit-learn give them: lists, arrays, columns of data frames, checked.

Rows are counted from 0, as in the arrays themselves.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from framing.annotations import BIASED, plain, shown, spans_of
from framing.corpora import Marks
from framing.errors import CorpusError

MISSING = frozenset({"nan", "NaN", "<NA>", "NaT"})  # what floats, pandas and numpy call a value that is not there
SEVERAL = "give a list, an array of one dimension, or one column of a data frame"
LEAST_MARKED = 10  # texts with marked words; of fewer a part might hold none


def texts_in(texts: Any) -> list[str]:
    """The texts of `X`, in order.

    Raises
    ------
    TypeError
        where `X` is one text, or nothing that has rows in an order
    CorpusError
        where it has several columns, or a row is missing or no text; the message names the row
    """
    if isinstance(texts, str | bytes):
        raise TypeError(f"X must be several texts, not one {type(texts).__name__}; for one text write [text]")
    values = _column(texts, "X")
    return [_text(value, row) for row, value in enumerate(values)]


def _text(value: object, row: int) -> str:
    if isinstance(value, str):
        return str(value)
    if is_missing(value):
        raise CorpusError(f"X: row {row} is missing ({value!r}); drop the row")
    hint = "decode it first" if isinstance(value, bytes) else "each row must be one str"
    raise CorpusError(f"X: row {row} is {shown(value)}, a {type(value).__name__}; {hint}")


def full(texts: list[str]) -> list[str]:
    """The texts, to be learned from; a `CorpusError` that names the row of one that is empty."""
    for row, text in enumerate(texts):
        if not text.strip():
            raise CorpusError(f"X: row {row} is empty; fit needs a sentence: drop the row")
    return texts


def is_missing(value: object) -> bool:
    """True for `None` and what stands for it in arrays and data frames; an empty string is a value."""
    return value is None or (not isinstance(value, str) and str(value) in MISSING)


def _column(values: Any, name: str) -> list[Any]:
    """The rows of anything that has one column."""
    if nw.dependencies.is_into_dataframe(values):
        values = _only_column(nw.from_native(values, eager_only=True), name)
    if nw.dependencies.is_into_series(values):
        rows: list[Any] = nw.from_native(values, series_only=True).to_list()
        return rows
    if hasattr(values, "__array__"):  # of numpy, or what pandas has below its series, such as pd.Categorical
        return _of_array(np.asarray(values), name)
    if not isinstance(values, Sequence) or isinstance(values, str | bytes):
        raise TypeError(f"{name} must be several values in order, not {type(values).__name__}; {SEVERAL}")
    return list(values)


def _only_column(frame: nw.DataFrame[Any], name: str) -> Any:
    if len(frame.columns) != 1:
        listed = ", ".join(map(repr, frame.columns[:5]))
        raise CorpusError(
            f"{name} is a data frame of {len(frame.columns)} columns ({listed}); choose one, such as {name}['text']"
        )
    return frame[frame.columns[0]].to_native()


def _of_array(values: NDArray[Any], name: str) -> list[Any]:
    if values.ndim == 0:
        raise TypeError(f"{name} must be several values, not an array of no dimension; write [value]")
    if values.ndim > 1:
        raise CorpusError(f"{name} has the shape {values.shape}; choose one column, such as {name}[:, 0]")
    return list(values)


# -- labels


def classes_in(labels: Any, n: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The two classes of `y`, sorted, and for each of `n` texts the place of its class in them."""
    values = _column(labels, "y")
    if len(values) != n:
        raise CorpusError(f"y has {len(values)} labels for the {n} texts of X; give one label a text")
    for row, value in enumerate(values):
        if is_missing(value):
            raise CorpusError(f"y: row {row} is missing ({value!r}); drop the row, or label it")
    classes, places = np.unique(_comparable(values), return_inverse=True)
    if len(classes) != 2:
        listed = ", ".join(repr(label) for label in classes.tolist()[:5])
        fault = f"y has {len(classes)} classes ({listed}), where two are needed: biased and not biased"
        begun = int(np.sort(np.unique(places, return_index=True)[1])[2]) if len(classes) > 2 else None
        remedy = (
            "add texts of the other" if begun is None else f"a third begins in row {begun}; relabel or drop its rows"
        )
        raise CorpusError(f"{fault}; {remedy}")
    return classes, places.astype(np.int64)


def _comparable(values: list[Any]) -> NDArray[Any]:
    """The labels as an array of numbers, of truth values or of strings as objects."""
    if all(isinstance(value, str) for value in values):
        return np.array([str(value) for value in values], dtype=object)
    array = np.array(values)
    if array.dtype.kind not in "biuf" or any(isinstance(value, str) for value in values):
        raise CorpusError(f"y mixes {', '.join(sorted({type(v).__name__ for v in values}))}; give numbers or strings")
    return array


def positive_in(classes: NDArray[Any], positive: object) -> int:
    """The place of the class of biased sentences: the one that is asked for or, without that, the one that looks it."""
    own: list[Any] = classes.tolist()
    if positive is not None:
        if positive not in own:
            raise CorpusError(f"positive: {positive!r} is no class of y; the classes are {own[0]!r} and {own[1]!r}")
        return own.index(positive)
    if not isinstance(own[0], str):
        return 1
    named = [plain(label) in BIASED for label in own]
    if sum(named) != 1:
        raise CorpusError(
            f"y: which of the classes {own[0]!r} and {own[1]!r} is that of biased sentences? "
            f"Say so with positive={own[0]!r} or positive={own[1]!r}"
        )
    return named.index(True)


# -- spans


def marks_in(spans: Any, texts: Sequence[str], biased: NDArray[np.int64]) -> Marks:
    """The loaded words of each text; a biased one without any was not marked, another has none."""
    if spans is None:
        return ()
    values = _column(spans, "spans")
    if len(values) != len(texts):
        raise CorpusError(f"spans has {len(values)} rows for the {len(texts)} texts of X; give a list (or None) a text")
    marks = tuple(
        _marks(*row) or (None if label else ())
        for row, label in zip(zip(values, texts, range(len(texts)), strict=True), biased, strict=True)
    )
    marked = sum(bool(own) for own in marks)
    if marked < LEAST_MARKED:
        raise CorpusError(
            f"spans: {marked} texts with marked words, at least {LEAST_MARKED} are needed: mark more, or give none"
        )
    return marks


def _marks(value: Any, text: str, row: int) -> Any:
    try:
        found, absent = spans_of(list(value) if isinstance(value, np.ndarray) else value, text)
    except ValueError as fault:
        raise CorpusError(f"spans: row {row}: {fault}") from None
    if absent:
        raise CorpusError(f"spans: row {row}: {shown(value)} names words that are not in the text; mend or drop them")
    return found
