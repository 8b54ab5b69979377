"""Annotations as cells of a table hold them: a label, a text and the spans of its loaded words, checked.

Each function raises a `ValueError` that says what is wrong and what to do; who calls it knows the row.
"""

import ast
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from framing.span import Span

LABELS = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "false": 0, "true": 1}
SHOWN = 60  # characters of a value in an error
SHAPE = "write a list of [start, end]"


def text_of(value: Any) -> str:
    """The text of a sentence, as it is."""
    if not isinstance(value, str):
        raise ValueError(f"text: {shown(value)} is no text; write a sentence or drop the row")
    if not value.strip():
        raise ValueError("text: empty; write a sentence or drop the row")
    return value


def label_of(value: Any) -> int:
    """1 or 0."""
    name = "" if _nothing(value) else str(value).strip().lower()
    if not name:
        raise ValueError("label: missing; write 0 or 1, or drop the row")
    if name not in LABELS:
        raise ValueError(f"label: {shown(value)} is neither 0 nor 1; map it to one of them, or drop the row")
    return LABELS[name]


def name_of(value: Any) -> str | None:
    """A name as a string; `None` where the cell is empty."""
    return None if _nothing(value) else str(value)


def spans_of(value: Any, text: str) -> tuple[tuple[Span, ...], int]:
    """The spans of a cell, in order and apart, and how many of its words stand nowhere in `text`.

    An item is `[start, end]`, `[start, end, label]`, an object with `start` and `end`, or words; these count
    wherever they stand in the text between word boundaries, in capitals or not.
    """
    found: list[Span] = []
    absent = 0
    for item in _items(value):
        here = list(_occurrences(item, text)) if isinstance(item, str) else [_span(item, text)]
        absent += not here
        found += here
    return merged(found), absent


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap made one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and apart[-1].overlaps(span):
            span = Span(apart[-1].start, max(apart.pop().end, span.end))
        apart.append(span)
    return tuple(apart)


def shown(value: Any) -> str:
    """The value as Python writes it, cut where it is long."""
    whole = repr(value)
    return whole if len(whole) <= SHOWN else f"{whole[: SHOWN - 3]}..."


def _nothing(value: Any) -> bool:
    """True for `None`, an empty string and what is not a number."""
    return value is None or (isinstance(value, (str, float)) and (value == "" or value != value))


def _items(value: Any) -> Sequence[Any]:
    """The items of a list, or of the text of one."""
    if isinstance(value, str):
        value = _parsed(value.strip())
    if _nothing(value):
        return []
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"spans: {shown(value)} is no list; {SHAPE}, or drop the row")
    return value


def _parsed(written: str) -> Any:
    """The value of a literal of JSON or Python; the string itself where it is neither."""
    for parse in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError, RecursionError, MemoryError), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python warns of stray backslashes
            return parse(written)
    return written


def _span(item: Any, text: str) -> Span:
    """The stretch of `text` that an item names by its offsets."""
    if isinstance(item, Mapping):
        item = [item.get("start"), item.get("end")]
    if not isinstance(item, (list, tuple)) or len(item) not in (2, 3) or {*map(type, item[:2])} != {int}:
        raise ValueError(f"spans: {shown(item)} is no span; {SHAPE} in code points, end exclusive")
    start, end = item[:2]
    if start >= end:
        raise ValueError(f"spans: {shown(item)} is empty; the end stands after the last code point: mend or drop it")
    if start < 0 or end > len(text):
        raise ValueError(
            f"spans: {shown(item)} lies outside the text, which has {len(text)} code points: mend or drop it"
        )
    return Span(start, end)


def _occurrences(words: str, text: str) -> Iterator[Span]:
    """Wherever the words stand in `text`."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if pattern:
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            yield Span(*match.span())
