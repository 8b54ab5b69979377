"""Texts with annotated spans, from JSONL, from a JSON export of Label Studio, or from a directory of brat files.

Offsets are code points of the text as it stands. Every fault is told with file, place, value and remedy.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from framing.annotations import NONE_GIVEN, idle, idle_notes, plain, shown
from framing.errors import CorpusError
from framing.labelstudio import EXPORT, labels_of, read_export
from framing.span import Span
from framing.utf8 import content

LOADED = ("loaded_label", "loaded_language", "euphemism")
VOICES = ("author", "quoted", "reported")
UNNAMED = "loaded"  # the label of a span that has none
WORDS = (*LOADED, UNNAMED, "biased")  # labels of regions that are loaded words
EXPECTED = (
    '{"text": "...", "markers": [[0, 4, "booster", "author"]], "disputed": []} or with "spans": [[0, 4, "biased"]]'
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch, in one or more parts, that an annotator gave a label, and perhaps a voice."""

    parts: tuple[Span, ...]
    label: str
    voice: str | None = None

    @property
    def hull(self) -> Span:
        """From the beginning of the first part to the end of the last."""
        return Span(min(part.start for part in self.parts), max(part.end for part in self.parts))


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its marks as they were made. `label` is that of the sentence, None where it has none.

    `choices` are the words that annotators chose for the whole of it.
    `loaded` is True where marks are of loaded words whatever their labels; on `disputed` ones annotators disagreed.
    """

    place: str
    text: str
    marks: tuple[Mark, ...]
    disputed: tuple[Mark, ...]
    label: int | None
    loaded: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What labels stand for: kinds of markers, by their own names or as `renamed` says (`{"Loaded": "euphemism"}`)."""

    kinds: tuple[str, ...]
    renamed: Mapping[str, str]

    def kind(self, label: str, place: str) -> str:
        """The kind that a label stands for, whatever its case, hyphens and spaces."""
        kind = self._meaning(label)
        if kind not in self.kinds:
            example = f"--map {label.replace(' ', '_')}=loaded_language"
            known = ", ".join(self.kinds)
            raise CorpusError(f"{place}: label {label!r} is no kind of marker ({known}); say what it is: {example}")
        return kind

    def is_loaded(self, label: str) -> bool:
        """True for a loaded kind, for `loaded` and for `biased`, and for what is said to be one of these."""
        return self._meaning(label) in WORDS

    def _meaning(self, label: str) -> str:
        given = {plain(name): kind for name, kind in self.renamed.items()}
        return plain(given.get(plain(label), label))

    def notes(self, place: str, labels: Iterable[str]) -> tuple[str, ...]:
        """Which of the labels of regions are no loaded words as far as anybody has said."""
        others = sorted({label for label in labels if not self.is_loaded(label)})
        return (f"{place}: regions labelled {', '.join(others)} are taken for no loaded words",) if others else ()


def renamings(pairs: Iterable[str]) -> dict[str, str]:
    """What `LABEL=KIND` pairs say."""
    found = dict[str, str]()
    for pair in pairs:
        label, equals, kind = pair.rpartition("=")
        if not (label and equals and kind):
            raise CorpusError(f"--map {pair}: expected LABEL=KIND or LABEL=0, such as Loaded=loaded_language or nein=0")
        for other, meaning in found.items():
            if plain(other) == plain(label) and plain(meaning) != plain(kind):
                raise CorpusError(f"--map {other}={meaning} and --map {pair} contradict each other; keep one")
        found[label] = kind
    return found


def read_annotated(
    path: str | Path,
    names: Names,
    columns: Mapping[str, str] = NONE_GIVEN,
    labelled: bool = True,
    notes: list[str] | None = None,
) -> list[Annotated]:
    """The texts at `path`: a `.jsonl` file, a `.json` export of Label Studio, or a directory of brat files.

    Of an export `columns` may say which data are the text and, where it is `labelled`, which control is the label.
    What people should know is added to `notes`.
    """
    path, told = Path(path), [] if notes is None else notes
    if columns and path.suffix != EXPORT:
        raise CorpusError(f"--columns: {path} is no .json of Label Studio, and others have their names; leave it out")
    found = list(_brat(path) if path.is_dir() else _of_file(path, names, columns, labelled, told))
    if not found:
        others = f" ({'; '.join(told)})" if told else ""
        raise CorpusError(f"{path}: no annotated text{others}; expected rows such as {EXPECTED}")
    met = (label for text in found for label in (*(m.label for m in (*text.marks, *text.disputed)), *text.choices))
    told += idle_notes(str(path), idle(names.renamed, met))
    return found


def _of_file(
    path: Path, names: Names, columns: Mapping[str, str], labelled: bool, notes: list[str]
) -> Iterable[Annotated]:
    if path.suffix == ".jsonl":
        return objects(path, _annotated, EXPECTED)
    if path.suffix == EXPORT:
        return _of_export(path, names, columns, labelled, notes)
    raise CorpusError(f"{path}: expected .jsonl, a .json export of Label Studio, or a directory of brat files")


def _of_export(
    path: Path, names: Names, columns: Mapping[str, str], labelled: bool, notes: list[str]
) -> Iterator[Annotated]:
    tasks = read_export(path, columns, notes)
    labels = labels_of(tasks, path, columns.get("label"), names.renamed, notes) if labelled else [None] * len(tasks)
    for task, label in zip(tasks, labels, strict=True):
        marks = tuple(Mark((span,), name) for span, name in task.regions)
        yield Annotated(task.place, task.text, marks, (), label, choices=tuple(chain(*task.choices.values())))


# -- JSON lines


def objects(path: Path, made: Callable[[Mapping[str, Any], str], T], expected: str) -> Iterator[T]:
    """What is made of each object of a JSONL file and its place; a `CorpusError` names the line that is unfit."""
    for number, line in enumerate(content(path).split("\n"), start=1):
        if not line.strip("\ufeff \t\r"):
            continue
        try:
            row = _row(line.strip("\ufeff \t\r"))
            yield made(row, f"{path}:{number}")
        except KeyError as fault:
            raise CorpusError(f"{path}:{number}: {fault} is missing; expected {expected}") from fault
        except ValueError as fault:
            raise CorpusError(f"{path}:{number}: unfit row ({fault}); expected {expected}") from fault


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise ValueError("no JSON object; the file must be .jsonl, one object a line")
    if not isinstance(row["text"], str):
        raise ValueError(f"text {shown(row['text'])} is no text")
    return row


def items(row: Mapping[str, Any], name: str) -> list[Any]:
    """The list of that name in a row, empty where there is none; a `ValueError` where it is no list."""
    found = row.get(name) or []
    if not isinstance(found, list):
        raise ValueError(f"{name} {shown(found)} is no list")
    return found


def place_of(text: str, item: Any) -> Span:
    """The span that a list of two offsets names, a `ValueError` where it names none of `text`."""
    if not isinstance(item, list) or len(item) != 2:
        raise ValueError(f"{shown(item)} is no list of a beginning and an end")
    return within(text, *item)


def _annotated(row: Mapping[str, Any], place: str) -> Annotated:
    text = row["text"]
    if "markers" not in row and "spans" not in row:
        raise KeyError("markers")
    loaded = "markers" not in row
    marks = tuple(_mark(text, mark) for mark in items(row, "spans" if loaded else "markers"))
    disputed = tuple(_mark(text, mark) for mark in items(row, "disputed"))
    return Annotated(place, text, marks, disputed, _label(row.get("label")), loaded)


def _mark(text: str, item: Any) -> Mark:
    if not isinstance(item, list) or not 2 <= len(item) <= 4:
        raise ValueError(f"{shown(item)} is no list of beginning, end, label and perhaps voice")
    start, end, *rest = item
    label, *voice = rest or [UNNAMED]
    if voice and voice[0] not in VOICES:
        raise ValueError(f"voice {voice[0]!r} is none of {', '.join(VOICES)}")
    return Mark((within(text, start, end),), str(label), voice[0] if voice else None)


def within(text: str, start: Any, end: Any) -> Span:
    """The span, a `ValueError` where it is not one of `text`."""
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise ValueError(f"[{start}, {end}] is no place in a text of {len(text)} characters")
    return Span(start, end)


def _label(value: Any) -> int | None:
    if value is not None and value not in (0, 1):
        raise ValueError(f"label {value!r} is neither 0 nor 1")
    return None if value is None else int(value)


# -- brat


def _brat(folder: Path) -> Iterator[Annotated]:
    """The texts of a directory, each `.txt` with its `.ann`; a `.txt` without one is not annotated."""
    for path in sorted(folder.glob("*.ann")):
        text = content(path.with_suffix(".txt"))
        marks = []
        for number, line in enumerate(content(path).splitlines(), start=1):
            if line.startswith("T"):
                try:
                    marks.append(_entity(text, line))
                except ValueError as fault:
                    wanted = "T1<tab>loaded_label 0 5<tab>words, offsets in characters of the .txt"
                    raise CorpusError(f"{path}:{number}: {fault}; expected {wanted}") from fault
        yield Annotated(str(path), text, tuple(marks), (), None)


def _entity(text: str, line: str) -> Mark:
    """The mark of a line such as `T1<tab>Loaded 0 5;8 12<tab>words`."""
    fields = line.split("\t")
    if len(fields) < 2:
        raise ValueError(f"{line!r:.60} has no tab")
    label, _, places = fields[1].partition(" ")
    pairs = [part.split() for part in places.split(";")]
    if not all(len(pair) == 2 and all(number.isdecimal() for number in pair) for pair in pairs):
        raise ValueError(f"{places!r} is no list of beginnings and ends")
    parts = tuple(within(text, int(start), int(end)) for start, end in pairs)
    words = " ".join(part.slice(text) for part in parts)
    if len(fields) > 2 and fields[2].split() != words.split():
        raise ValueError(f"{places} is {words!r:.60} in the text, {fields[2]!r:.60} in the annotation")
    return Mark(parts, label)
