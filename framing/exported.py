"""A JSON export of Label Studio as a table: sentences with their labels, and the loaded words that are marked."""

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.annotated import LOADED, Names
from framing.columns import Table, recorded
from framing.errors import CorpusError
from framing.labelstudio import Task, labels_of, read_export

OWN = ("text", "label", "spans")  # columns that no data field fills unless somebody says so


def from_export(path: Path, columns: Mapping[str, str], meanings: Mapping[str, Any], labelled: bool) -> Table:
    """The annotated tasks: a choice is the label of the sentence, a region of a loaded kind one of its spans.

    The other columns are the data of the tasks; the id is that of the task where the data have none.

    Raises
    ------
    CorpusError
        where it is no such export or, `labelled`, a task has no choice; the message names file, task and remedy
    """
    notes: list[str] = []
    tasks = read_export(path, columns, notes)
    labels = _labels(tasks, path, columns, meanings, notes) if labelled else [None] * len(tasks)
    fields = dict.fromkeys(name for task in tasks for name in task.data if name not in OWN or name in columns.values())
    found: dict[str, Sequence[Any]] = {"id": [task.id for task in tasks]}
    found |= {name: [task.data.get(name) for task in tasks] for name in fields}
    found |= {columns.get("text", "text"): [task.text for task in tasks], columns.get("label", "label"): labels}
    names = Names(LOADED, {label: str(meaning) for label, meaning in meanings.items()})
    spans = [[[span.start, span.end] for span, label in task.regions if names.is_loaded(label)] for task in tasks]
    if any(spans):
        found["spans"] = spans
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    regions = [label for task in tasks for _, label in task.regions]
    notes += names.notes(str(path), regions)
    chosen = [choice for task in tasks for choices in task.choices.values() for choice in choices]
    said = [str(task.data.get(columns.get("label", "label"))) for task in tasks]
    return Table(str(path), recorded(path), sha256, found, tuple(notes), frozenset([*regions, *chosen, *said]))


def _labels(
    tasks: Sequence[Task], path: Path, columns: Mapping[str, str], meanings: Mapping[str, Any], notes: list[str]
) -> Sequence[int]:
    """The labels of all tasks."""
    if not tasks:
        raise CorpusError(f"{path}: nobody has annotated a task; annotate some and export anew")
    found = labels_of(tasks, path, columns.get("label"), meanings, notes)
    silent = [task for task, label in zip(tasks, found, strict=True) if label is None]
    if len(silent) < len(tasks):
        if silent:
            raise CorpusError(
                f"{silent[0].place}: no choice says whether the sentence is biased; choose for each, or delete it"
            )
        return [label for label in found if label is not None]
    chosen = {choice: None for task in tasks for choices in task.choices.values() for choice in choices}
    fault = f"{path}: no choice says whether a sentence is biased"
    if not chosen:
        raise CorpusError(f"{fault}; add a control of choices such as Biased and Neutral, and choose for each")
    first = next(iter(chosen))
    fault += f" (they are {', '.join(chosen)}); say what they mean, as in"
    raise CorpusError(f"{fault} labels={ {first: 1} }", f"{fault} --map {shlex.quote(f'{first}=1')}")
