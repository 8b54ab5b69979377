"""A JSON export of Label Studio: the tasks that somebody annotated, with their regions and their choices.

Offsets of Label Studio count UTF-16 units, as browsers do; here they are converted to code points. Every fault is told
with file, task and remedy.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.annotations import LABELS, label_of, plain, text_of
from framing.columns import mapped
from framing.errors import CorpusError
from framing.span import Span
from framing.utf8 import content

EXPORT = ".json"
MEND = "mend the region in Label Studio and export anew, or delete it"
UNNAMED = "choices"  # a control of choices that has no name


@dataclass(frozen=True, slots=True)
class Task:
    """An annotated task: its text and other data, its regions, and the choices about the whole of it by control."""

    place: str
    id: Any
    data: Mapping[str, Any]
    text: str
    regions: tuple[tuple[Span, str], ...]
    choices: Mapping[str, tuple[str, ...]]


def read_export(path: Path, columns: Mapping[str, str], notes: list[str]) -> list[Task]:
    """The tasks that somebody annotated; `columns` may say which of their data is the text. Notes count the others."""
    tasks = _listed(path)
    found = [
        task
        for number, given in enumerate(tasks, start=1)
        if (task := _task(given, _place(path, given, number), columns.get("text", "text")))
    ]
    if len(found) < len(tasks):
        notes.append(f"{path}: {len(tasks) - len(found)} of {len(tasks)} tasks have no annotation and were left out")
    return found


def _listed(path: Path) -> list[Any]:
    text = content(path).removeprefix("\ufeff")
    try:
        tasks = json.loads(text)
    except (ValueError, RecursionError) as fault:
        advice = "export from Label Studio anew, as JSON, or call a file with an object a line .jsonl"
        raise CorpusError(f"{path}: not JSON ({fault}); {advice}") from fault
    if not isinstance(tasks, list):
        raise CorpusError(f"{path}: expected a list of tasks, got {type(tasks).__name__}; export as JSON")
    return tasks


def _place(path: Path, given: Any, number: int) -> str:
    return f"{path}: task {given.get('id', number) if isinstance(given, dict) else number}"


def _task(given: Any, place: str, name: str) -> Task | None:
    """The task with the annotation that counts; None where nobody made one."""
    try:
        annotation, data = _chosen(given["annotations"]), dict(given["data"])
        if annotation is None:
            return None
        results = [(result, result.get("value") or {}) for result in annotation["result"]]
        text = _text(data, name, place)
        return Task(place, given.get("id"), data, text, tuple(_regions(text, results, place)), _choices(results))
    except CorpusError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        wanted = "a task with data, and annotations[].result[].value"
        advice = "export as JSON, not JSON-MIN, or write rows of your own to a .jsonl"
        raise CorpusError(f"{place}: unfit; expected {wanted}: {advice}") from fault


def _chosen(annotations: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The annotation that is the ground truth, else the first; none that was cancelled."""
    kept = [annotation for annotation in annotations if not annotation.get("was_cancelled")]
    kept.sort(key=lambda annotation: not annotation.get("ground_truth"))
    return kept[0] if kept else None


def _text(data: Mapping[str, Any], name: str, place: str) -> str:
    if not isinstance(data.get(name), str):
        there = {key: value for key, value in data.items() if isinstance(value, str)}
        fault = f"{place}: data.{name} is no text"
        if not there:
            raise CorpusError(f"{fault}, nor is any other of its data; import the tasks with one")
        remedy = f"{fault}; its data are {', '.join(data)}: say which is the text, as in"
        example, command = mapped({"text": max(there, key=lambda key: len(there[key]))})
        raise CorpusError(f"{remedy} {example}", f"{remedy} {command}")
    try:
        return text_of(data[name])
    except CorpusError as fault:
        raise fault.at(place) from None


Results = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]


def _choices(results: Results) -> dict[str, tuple[str, ...]]:
    """What was chosen about the whole text, by control; choices about a region have a place in it."""
    found: dict[str, tuple[str, ...]] = {}
    for result, value in results:
        if value.get("choices") and "start" not in value:
            name = str(result.get("from_name") or UNNAMED)
            found[name] = (*found.get(name, ()), *map(str, value["choices"]))
    return found


def _regions(text: str, results: Results, place: str) -> Iterator[tuple[Span, str]]:
    units: dict[int, int] = {}
    for _, value in results:
        for label in value.get("labels") or value.get("hypertextlabels") or ():
            units = units or _units(text)
            try:
                yield _of_units(text, units, value), str(label)
            except ValueError as fault:
                raise CorpusError(f"{place}: region {label!r}: {fault}; {MEND}") from fault


def _units(text: str) -> dict[int, int]:
    """For each UTF-16 offset at which a character begins, and the end, the offset in code points."""
    place, found = 0, {}
    for i, character in enumerate(text):
        found[place] = i
        place += 2 if ord(character) > 0xFFFF else 1
    return found | {place: len(text)}


def _of_units(text: str, units: Mapping[int, int], value: Mapping[str, Any]) -> Span:
    """The span of a region; where its words are recorded they must stand there."""
    start, end = value.get("start"), value.get("end")
    if not (type(start) is int and type(end) is int and start in units and end in units and start < end):
        raise ValueError(f"[{start}, {end}] is no place in the text")
    span, words = Span(units[start], units[end]), value.get("text")
    if words is not None and span.slice(text) != words:
        raise ValueError(f"[{start}, {end}] is {span.slice(text)!r:.60} in the text, {words!r:.60} in the annotation")
    return span


# -- the label of each task


def labels_of(
    tasks: Sequence[Task], path: Path, wanted: str | None, meanings: Mapping[str, Any], notes: list[str]
) -> list[int | None]:
    """The label of each task, None where no choice says it.

    It is said by the control `wanted`, or by a field of that name; without that by the control whose choices are
    words for labels or have `meanings`. The notes name the other controls.
    """
    controls: dict[str, dict[str, str]] = {}
    for task in tasks:
        for name, choices in task.choices.items():
            for choice in choices:
                controls.setdefault(name, {}).setdefault(choice, task.place)
    if wanted is not None and wanted not in controls:
        return _in_field(tasks, path, wanted, meanings, list(controls))
    known = {*LABELS, *map(plain, meanings)}
    saying = [name for name, choices in controls.items() if known & {*map(plain, choices)}] if not wanted else [wanted]
    if len(saying) > 1:
        raise _ambiguous(saying, controls)
    if others := sorted(controls.keys() - {*saying}):
        notes.append(f"{path}: the choices of {', '.join(others)} are taken for no labels")
    return [_verdict(task, task.choices.get(saying[0], ()), meanings) if saying else None for task in tasks]


def _in_field(
    tasks: Sequence[Task], path: Path, wanted: str, meanings: Mapping[str, Any], controls: Sequence[str]
) -> list[int | None]:
    fields = list(dict.fromkeys(name for task in tasks for name in task.data))
    if wanted not in fields:
        raise CorpusError(
            f"{path}: neither a control of choices nor a field of the data is called {wanted!r}; "
            f"the controls are {', '.join(controls) or 'none'}, the fields {', '.join(fields)}"
        )
    return [_label(task, task.data.get(wanted), meanings) for task in tasks]


def _ambiguous(saying: Sequence[str], controls: Mapping[str, Mapping[str, str]]) -> CorpusError:
    """Two controls whose choices could be labels."""
    place = next(iter(controls[saying[1]].values()))
    told = " and ".join(f"{name!r} ({', '.join(sorted(controls[name]))})" for name in saying[:2])
    fault = f"{place}: two controls say whether the sentence is biased, {told}; say which is the label, as in"
    example, command = mapped({"label": saying[0]})
    return CorpusError(f"{fault} {example}", f"{fault} {command}")


def _verdict(task: Task, choices: Sequence[str], meanings: Mapping[str, Any]) -> int | None:
    found = {_label(task, choice, meanings): choice for choice in choices}
    if len(found) > 1:
        raise CorpusError(
            f"{task.place}: {found[1]!r} and {found[0]!r} contradict each other; choose one, or delete it"
        )
    return next(iter(found), None)


def _label(task: Task, value: Any, meanings: Mapping[str, Any]) -> int:
    try:
        return label_of(value, meanings)
    except CorpusError as fault:
        raise fault.at(task.place) from None
