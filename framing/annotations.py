"""Annotations as cells of a table hold them: a label, a text and the spans of its loaded words, checked.

Each function raises a `CorpusError` that says what is wrong and what to do; who calls it knows the row.
"""

import ast
import json
import re
import shlex
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from framing.errors import CorpusError
from framing.span import Span

BIASED = ("1", "1.0", "true", "yes", "biased", "subjective")
UNBIASED = ("0", "0.0", "false", "no", "not_biased", "unbiased", "non_biased", "neutral", "objective")
LABELS = dict.fromkeys(BIASED, 1) | dict.fromkeys(UNBIASED, 0)
SHOWN = 60  # characters of a value in an error
SHAPE = "write a list of [start, end]"
NONE_GIVEN: Mapping[str, str] = MappingProxyType({})


def text_of(value: Any) -> str:
    """The text of a sentence, as it is."""
    if not isinstance(value, str):
        raise CorpusError(f"text: {shown(value)} is no text; write a sentence or drop the row")
    if not value.strip():
        raise CorpusError("text: empty; write a sentence or drop the row")
    return value


def meanings_of(labels: Mapping[Any, Any]) -> Mapping[str, str]:
    """What labels mean, both as text: numbers and truth values may be given as such; a `TypeError` for no mapping."""
    if not isinstance(labels, Mapping):
        raise TypeError(f"labels maps each label to what it means, such as {{'ja': 1}}, not {labels!r}")
    return {str(label): str(meaning) for label, meaning in labels.items()}


def label_of(value: Any, meanings: Mapping[str, str] = NONE_GIVEN) -> int:
    """1 or 0, as the cell says in one of the usual ways or as `meanings` has it, whatever the case."""
    name = "" if _nothing(value) else str(value).strip()
    if not name:
        raise CorpusError("label: missing; write 0 or 1, or drop the row")
    if not isinstance(value, str | int | float):
        raise CorpusError(f"label: {shown(value)} is no label; write 0 or 1, or drop the row")
    given = {plain(ours): meaning for ours, meaning in meanings.items()}
    meaning = given.get(plain(name), name)
    label = LABELS.get(plain(meaning))
    if label is None and plain(name) in given:
        wrong = f"{name[:SHOWN]!r} means {shown(meaning)}, where 0 or 1 was expected; say it"
        raise CorpusError(f"labels: {wrong}", f"--map: {wrong}")
    if label is None:
        fault = f"label: {shown(value)} is neither 0 nor 1, neither biased nor neutral; say what it means, as in"
        example, command = {name[:SHOWN]: 1}, shlex.quote(f"{name[:SHOWN]}=1")
        raise CorpusError(f"{fault} labels={example}, or drop the row", f"{fault} --map {command}, or drop the row")
    return label


def plain(name: str) -> str:
    """The name in lower case, with underscores for spaces and hyphens; a number as it is."""
    if not any(map(str.isalpha, name)):
        return name.strip()
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def idle(meanings: Iterable[Any], met: Iterable[Any]) -> list[str]:
    """The labels of `meanings` that are none of those met."""
    there = {plain(str(label)) for label in met}
    return [str(label) for label in meanings if plain(str(label)) not in there]


def idle_notes(place: str, labels: Sequence[str]) -> tuple[str, ...]:
    """A note on labels whose meaning was said for nothing."""
    listed = ", ".join(map(repr, labels))
    return (f"{place}: nothing is labelled {listed}, so what it means did not matter; check its spelling",) * bool(
        labels
    )


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
        raise CorpusError(f"spans: {shown(value)} is no list; {SHAPE}, or drop the row")
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
        raise CorpusError(f"spans: {shown(item)} is no span; {SHAPE} in code points, end exclusive")
    start, end = item[:2]
    if start >= end:
        raise CorpusError(f"spans: {shown(item)} is empty; the end stands after the last code point: mend or drop it")
    if start < 0 or end > len(text):
        raise CorpusError(
            f"spans: {shown(item)} lies outside the text, which has {len(text)} code points: mend or drop it"
        )
    return Span(start, end)


def _occurrences(words: str, text: str) -> Iterator[Span]:
    """Wherever the words stand in `text`."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if pattern:
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            yield Span(*match.span())
