"""A JSON export of Label Studio as a table: sentences with their labels, and the loaded words that are marked."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.annotated import LOADED, UNNAMED, Annotated, Names, read_annotated
from framing.annotations import plain
from framing.columns import Table, recorded
from framing.errors import CorpusError

EXPORT = ".json"
WORDS = (*LOADED, UNNAMED, "biased")  # labels of regions that are loaded words


def from_export(path: Path, meanings: Mapping[str, str], labelled: bool) -> Table:
    """The annotated tasks: a choice is the label of the sentence, a region of a loaded kind one of its spans.

    Raises
    ------
    CorpusError
        where it is no such export or, `labelled`, a task has no choice; the message names file, task and remedy
    """
    tasks = read_annotated(path, Names(LOADED, meanings))
    silent = [task.place for task in tasks if task.label is None] if labelled else []
    if silent:
        raise CorpusError(f"{silent[0]}: no choice says whether the sentence is biased; choose for each, or delete it")
    given = {plain(label): plain(meaning) for label, meaning in meanings.items()}
    columns: dict[str, Sequence[Any]] = {"text": [task.text for task in tasks], "label": [task.label for task in tasks]}
    spans = [[[part.start, part.end] for part in _loaded(task, given)] for task in tasks]
    if any(spans):
        columns["spans"] = spans
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Table(str(path), recorded(path), sha256, columns, _notes(path, tasks, given))


def _loaded(task: Annotated, given: Mapping[str, str]) -> Iterable[Any]:
    return (part for mark in task.marks if _meaning(mark.label, given) in WORDS for part in mark.parts)


def _meaning(label: str, given: Mapping[str, str]) -> str:
    return given.get(plain(label), plain(label))


def _notes(path: Path, tasks: Iterable[Annotated], given: Mapping[str, str]) -> tuple[str, ...]:
    """Which regions are no loaded words as far as anybody has said."""
    others = sorted({mark.label for task in tasks for mark in task.marks if _meaning(mark.label, given) not in WORDS})
    return (f"{path}: regions labelled {', '.join(others)} are taken for no loaded words",) if others else ()
