"""Texts with annotated spans, from JSONL, from a JSON export of Label Studio, or from a directory of brat files.

Offsets are code points of the text as it stands. Those of Label Studio count UTF-16 units, as browsers do, and are
converted. Every fault is told with file, place, value and remedy.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from framing.annotations import label_of, plain
from framing.errors import CorpusError
from framing.span import Span

LOADED = ("loaded_label", "loaded_language", "euphemism")
VOICES = ("author", "quoted", "reported")
UNNAMED = "loaded"  # the label of a span that has none
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

    `loaded` is True where marks are of loaded words whatever their labels; on `disputed` ones annotators disagreed.
    """

    place: str
    text: str
    marks: tuple[Mark, ...]
    disputed: tuple[Mark, ...]
    label: int | None
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What labels stand for: kinds of markers, by their own names or as `renamed` says (`{"Loaded": "euphemism"}`)."""

    kinds: tuple[str, ...]
    renamed: Mapping[str, str]

    def kind(self, label: str, place: str) -> str:
        """The kind that a label stands for, whatever its case, hyphens and spaces."""
        given = {plain(name): kind for name, kind in self.renamed.items()}
        kind = plain(given.get(plain(label), label))
        if kind not in self.kinds:
            example = f"--map {label.replace(' ', '_')}=loaded_language"
            known = ", ".join(self.kinds)
            raise CorpusError(f"{place}: label {label!r} is no kind of marker ({known}); say what it is: {example}")
        return kind

    def verdict(self, choice: str, place: str) -> int:
        """The label 0 or 1 that a choice about the whole sentence stands for."""
        try:
            return label_of(choice, self.renamed)
        except CorpusError as fault:
            raise fault.at(place) from None


def renamings(pairs: Iterable[str]) -> dict[str, str]:
    """What `LABEL=KIND` pairs say."""
    found = {}
    for pair in pairs:
        label, equals, kind = pair.rpartition("=")
        if not (label and equals and kind):
            raise CorpusError(f"--map {pair}: expected LABEL=KIND or LABEL=0, such as Loaded=loaded_language or nein=0")
        found[label] = kind
    return found


def read_annotated(path: str | Path, names: Names) -> list[Annotated]:
    """The texts at `path`: a `.jsonl` file, a `.json` export of Label Studio, or a directory of brat files."""
    path = Path(path)
    found = list(_brat(path) if path.is_dir() else _of_file(path, names))
    if not found:
        raise CorpusError(f"{path}: no annotated text; expected rows such as {EXPECTED}")
    return found


def _of_file(path: Path, names: Names) -> Iterator[Annotated]:
    if path.suffix == ".jsonl":
        return objects(path, _annotated, EXPECTED)
    if path.suffix == ".json":
        return _label_studio(path, names)
    raise CorpusError(f"{path}: expected .jsonl, a .json export of Label Studio, or a directory of brat files")


def content(path: Path) -> str:
    """The text of a UTF-8 file, line ends as they are."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    except UnicodeDecodeError as fault:
        advice = "convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8"
        raise CorpusError(f"{path}: not UTF-8 (byte {fault.start}); {advice}") from fault


# -- JSON lines


def objects(path: Path, made: Callable[[Mapping[str, Any], str], T], expected: str) -> Iterator[T]:
    """What is made of each object of a JSONL file and its place; a `CorpusError` names the line that is unfit."""
    for number, line in enumerate(content(path).split("\n"), start=1):
        if not line.strip("\ufeff \t\r"):
            continue
        try:
            row = json.loads(line.strip("\ufeff \t\r"))
            if not isinstance(row, dict) or not isinstance(row["text"], str):
                raise ValueError("no object with a text")
            yield made(row, f"{path}:{number}")
        except KeyError as fault:
            raise CorpusError(f"{path}:{number}: {fault} is missing; expected {expected}") from fault
        except (ValueError, TypeError, IndexError, AttributeError, RecursionError) as fault:
            raise CorpusError(f"{path}:{number}: unfit row ({fault}); expected {expected}") from fault


def _annotated(row: Mapping[str, Any], place: str) -> Annotated:
    text = row["text"]
    if "markers" not in row and "spans" not in row:
        raise KeyError("markers")
    loaded = "markers" not in row
    marks = tuple(_mark(text, mark, place) for mark in row["spans" if loaded else "markers"] or ())
    disputed = tuple(_mark(text, mark, place) for mark in row.get("disputed") or ())
    return Annotated(place, text, marks, disputed, _label(row.get("label")), loaded)


def _mark(text: str, item: Any, place: str) -> Mark:
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


# -- Label Studio


def _label_studio(path: Path, names: Names) -> Iterator[Annotated]:
    """The tasks of an export of the kind "JSON"; those without an annotation that was not cancelled are left out."""
    text = content(path).removeprefix("\ufeff")
    try:
        tasks = json.loads(text)
    except (ValueError, RecursionError) as fault:
        advice = "export from Label Studio anew, as JSON, or call a file with an object a line .jsonl"
        raise CorpusError(f"{path}: not JSON ({fault}); {advice}") from fault
    if not isinstance(tasks, list):
        raise CorpusError(f"{path}: expected a list of tasks, got {type(tasks).__name__}; export as JSON")
    for number, task in enumerate(tasks, start=1):
        place = f"{path}: task {task.get('id', number) if isinstance(task, dict) else number}"
        try:
            annotation = _chosen(task["annotations"])
            if annotation is not None:
                yield _task(task["data"]["text"], annotation["result"], names, place)
        except CorpusError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            wanted = "data.text and annotations[].result[].value with start, end and labels"
            advice = "export as JSON, not JSON-MIN, or write rows of your own to a .jsonl"
            raise CorpusError(f"{place}: unfit ({fault!s:.200}); expected {wanted}: {advice}") from fault


def _chosen(annotations: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The annotation that is the ground truth, else the first; none that was cancelled."""
    kept = [annotation for annotation in annotations if not annotation.get("was_cancelled")]
    kept.sort(key=lambda annotation: not annotation.get("ground_truth"))
    return kept[0] if kept else None


def _task(text: str, results: list[dict[str, Any]], names: Names, place: str) -> Annotated:
    units, marks, label = _units(text), list[Mark](), None
    for result in results:
        value = result.get("value", {})
        for name in value.get("labels") or value.get("hypertextlabels") or ():
            marks.append(Mark((_of_units(text, units, value),), name))
        for choice in value.get("choices") or ():
            label = names.verdict(choice, place)
    return Annotated(place, text, tuple(marks), (), label)


def _units(text: str) -> dict[int, int]:
    """For each UTF-16 offset at which a character begins, and the end, the offset in code points."""
    place, found = 0, {}
    for i, character in enumerate(text):
        found[place] = i
        place += 2 if ord(character) > 0xFFFF else 1
    return found | {place: len(text)}


def _of_units(text: str, units: Mapping[int, int], value: Mapping[str, Any]) -> Span:
    """The span of a region; where its words are recorded they must stand there."""
    start, end = value["start"], value["end"]
    if start not in units or end not in units:
        raise ValueError(f"[{start}, {end}] is no place in the text")
    span, words = within(text, units[start], units[end]), value.get("text")
    if words is not None and span.slice(text) != words:
        raise ValueError(f"[{start}, {end}] is {span.slice(text)!r:.60} in the text, {words!r:.60} in the annotation")
    return span


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
    pairs = [[int(number) for number in part.split()] for part in places.split(";")]
    parts = tuple(within(text, *pair) for pair in pairs if len(pair) == 2)
    if len(parts) != len(pairs):
        raise ValueError(f"{places!r} is no list of beginnings and ends")
    words = " ".join(part.slice(text) for part in parts)
    if len(fields) > 2 and fields[2].split() != words.split():
        raise ValueError(f"{places} is {words!r:.60} in the text, {fields[2]!r:.60} in the annotation")
    return Mark(parts, label)
