"""Articles that come in groups: from a mapping, a dataframe or a file of saved analyses."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from framing.analysis import Analysis
from framing.errors import CorpusError, FramingError, ParameterError
from framing.frame import cells, column, is_missing
from framing.sheets import LINES, ending, read_sheet

FILE, COLUMNS = "file", "columns"  # in a saved analysis: where the text came from, and what else was told of it


@dataclass(frozen=True, slots=True)
class Grouped:
    """A text, or its analysis, with its group, its name and, where articles are told apart by topic, that."""

    group: str
    id: str
    topic: str | None
    content: str | Analysis


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the columns of texts, groups, names and topics."""

    text: str
    by: str
    id: str | None
    within: str | None


def of_mapping(data: Mapping[str, Any], notes: list[str]) -> Iterator[Grouped]:
    """The articles of each group; a `TypeError` where one is neither a text nor an analysis."""
    for name, own in data.items():
        if (group := _label(name)) is None:
            raise TypeError(f"each group must have a name, not {name!r}")
        if isinstance(own, str | bytes | Analysis) or not isinstance(own, Iterable):
            raise TypeError(f"group {group!r} must be several texts or analyses, not one {type(own).__name__}")
        count = missing = 0
        for place, content in enumerate(own):
            count += 1
            if is_missing(content):
                missing += 1
                continue
            if not isinstance(content, str | Analysis):
                raise TypeError(f"{group!r}[{place}] must be a text or an Analysis, not {type(content).__name__}")
            yield Grouped(group, f"{group} {place}", None, content)
        if missing == count:
            notes.append(f"{group}: no articles; left out")
        elif missing:
            notes.append(f"{group}: {missing} of {count} articles are missing; they are left out")


def of_columns(columns: Mapping[str, Sequence[Any]], names: Names, notes: list[str]) -> Iterator[Grouped]:
    """The articles of a table that have a text, a group and, where topics are asked for, a topic."""
    texts = [text if text and text.strip() else None for text in cells(columns, names.text, "text")]
    groups = _labels(columns, names.by, "by")
    if names.by == names.text:
        raise ParameterError(f"by: {names.by!r} is the column of texts; name the column of groups")
    ids = _labels(columns, names.id, "id") if names.id is not None else list(map(str, range(len(texts))))
    topics = _labels(columns, names.within, "within") if names.within is not None else None
    needed: dict[str, Sequence[str | None]] = {names.text: texts, names.by: groups}
    if names.within is not None and topics is not None:
        needed[names.within] = topics
    for name, values in needed.items():
        if missing := sum(value is None for value in values):
            notes.append(f"column {name!r}: missing in {missing} of {len(values)} rows; they are left out")
    full = set[str]()
    for place, (text, group) in enumerate(zip(texts, groups, strict=True)):
        topic = topics[place] if topics else None
        if text is not None and group is not None and (topics is None or topic is not None):
            full.add(group)
            yield Grouped(group, ids[place] or str(place), topic, text)
    empty = [group for group in dict.fromkeys(groups) if group is not None and group not in full]
    needs = "text" if topics is None else "text and topic"
    notes += [f"{group}: no {needs} in any row; left out" for group in empty]


def _labels(columns: Mapping[str, Sequence[Any]], name: str, parameter: str) -> list[str | None]:
    """The values of a column as names, None where one is missing; a `CorpusError` where one is a collection."""
    found = list[str | None]()
    for place, value in enumerate(column(columns, name, parameter)):
        if not isinstance(value, str) and isinstance(value, Iterable):
            raise CorpusError(
                f"column {name!r}: row {place} (from 0) has no name but {value!r:.40}, of type {type(value).__name__}; "
                "give each article one"
            )
        found.append(_label(value))
    return found


def _label(value: Any) -> str | None:
    """A value as a name without blanks around it, None where it is missing or empty.

    A whole number has no point, though missing values beside it make floats of numbers; a day has no hour.
    """
    if is_missing(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value).strip() or None


def of_file(path: Path, names: Names, notes: list[str]) -> Iterator[Grouped]:
    """The articles of a CSV, TSV or JSON Lines file, or the analyses that `framing score --jsonl` wrote."""
    return of_saved(path, names, notes) if _is_saved(path) else of_columns(read_sheet(path), names, notes)


def _is_saved(path: Path) -> bool:
    """True where the first line of the file is an analysis."""
    if ending(path) != LINES or not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as lines:
        first = next((line for line in lines if line.strip()), "")
    try:
        return "schema" in json.loads(first)
    except (ValueError, TypeError, RecursionError):
        return False


def of_saved(path: Path, names: Names, notes: list[str]) -> Iterator[Grouped]:
    """The analyses in a file of JSON Lines, as `framing score --jsonl` writes them.

    Raises
    ------
    CorpusError
        where the file cannot be read or a line is no analysis; the message names the line
    ParameterError
        where a column was not kept; the message lists those that were
    """
    left = 0
    for number, record in _records(path):
        try:
            analysis = Analysis.from_dict(record)
        except FramingError as fault:
            raise CorpusError(f"{path}: line {number}: {fault}") from fault
        place = f"{path}: line {number}"
        group, topic = _kept(record, names.by, "by", place), _kept(record, names.within, "within", place)
        if group is None or (names.within is not None and topic is None):
            left += 1
            continue
        yield Grouped(group, _kept(record, names.id, "id", place) or str(number - 1), topic, analysis)
    if left:
        notes.append(f"{path}: {left} articles without a value of {names.by or names.within}; they are left out")


def _records(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise CorpusError(f"{path}: not JSON Lines ({fault}); write them with: framing score --jsonl") from fault
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault


def _kept(record: Mapping[str, Any], name: str | None, parameter: str, place: str) -> str | None:
    """What a record tells of its text under a name; None where it tells nothing or nothing is asked for."""
    if name is None:
        return None
    kept = {FILE: record.get(FILE), **(record.get(COLUMNS) or {})}
    if name not in kept:
        raise ParameterError(f"{parameter}: {place} keeps no column {name!r}; it keeps {', '.join(kept)}")
    return _label(kept[name])
