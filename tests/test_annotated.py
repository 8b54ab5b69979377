"""Readers of annotated spans: JSONL, Label Studio, brat; every text is our own."""

import json
from pathlib import Path
from typing import Any

import pytest

from framing import CorpusError
from framing.annotated import Annotated, Mark, Names, read_annotated, renamings
from framing.span import Span

NAMES = Names(("booster", "loaded_label", "loaded_language", "euphemism"), {"Slur": "loaded_label", "Sound": "0"})
TEXT = "The cronies 🤝 gutted it, clearly."


def texts(path: Path, content: Any) -> list[Annotated]:
    """What is read from a file with this content."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_annotated(path, NAMES)


def task(*results: dict[str, Any], **annotation: Any) -> dict[str, Any]:
    """A task of Label Studio with one annotation."""
    return {"id": 7, "data": {"text": TEXT}, "annotations": [{"result": list(results), **annotation}]}


def region(start: int, end: int, label: str, **value: Any) -> dict[str, Any]:
    """A labelled region, offsets as browsers count."""
    return {"type": "labels", "value": {"start": start, "end": end, "labels": [label], **value}}


def choice(control: str, *words: str, **place: int) -> dict[str, Any]:
    """What was chosen about the whole text, or about a region of it."""
    return {"from_name": control, "type": "choices", "value": {"choices": list(words), **place}}


# -- JSONL


def test_jsonl_with_markers_or_spans(tmp_path: Path) -> None:
    """Markers may have a voice; spans are of loaded words whatever their label; blank lines are no rows."""
    lines = [
        {
            "text": TEXT,
            "markers": [[25, 32, "booster", "author"], [4, 11, "loaded_label"]],
            "disputed": [[14, 20, "x"]],
        },
        {"text": TEXT, "spans": [[4, 11, "biased"]], "label": 1},
    ]
    one, other = texts(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, lines)) + "\n")
    assert one.marks == (Mark((Span(25, 32),), "booster", "author"), Mark((Span(4, 11),), "loaded_label"))
    assert (one.disputed[0].hull, one.label, one.loaded) == (Span(14, 20), None, False)
    assert (other.marks[0].label, other.label, other.loaded) == ("biased", 1, True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"text": "x"}', r"a.jsonl:1: 'markers' is missing; expected {"),
        ("nonsense", r"a.jsonl:1: unfit row \(no JSON object; the file must be .jsonl, one object a line\)"),
        ("[]", "a.jsonl:1: unfit row .no JSON object"),
        ('{"text": 3}', "a.jsonl:1: unfit row .text 3 is no text"),
        ('{"text": "x", "spans": 3}', "spans 3 is no list"),
        ('{"text": "x", "spans": [[0, 9, "biased"]]}', r"\[0, 9\] is no place in a text of 1 characters"),
        ('{"text": "x", "markers": [[0, 1, "booster", "choir"]]}', "voice 'choir' is none of author, quoted, reported"),
        ('{"text": "x", "spans": [[0]]}', r"unfit row \(\[0\] is no list of beginning, end, label"),
        ('{"text": "x", "spans": [], "label": 3}', "label 3 is neither 0 nor 1"),
        ("", "no annotated text"),
    ],
)
def test_an_unfit_line_is_named(tmp_path: Path, line: str, expected: str) -> None:
    """With its number, what is wrong and what was expected."""
    with pytest.raises(CorpusError, match=expected):
        texts(tmp_path / "a.jsonl", line)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "absent.jsonl", "absent.json"])
def test_files_of_other_kinds_and_absent_ones_are_refused(tmp_path: Path, name: str) -> None:
    """The message says what is read, or that the name is wrong."""
    with pytest.raises(CorpusError, match=r"expected .jsonl|check the name"):
        read_annotated(tmp_path / name, NAMES)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    """With the command that converts it."""
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "caf\xe9"}')
    with pytest.raises(CorpusError, match=r"not UTF-8 .*iconv"):
        read_annotated(tmp_path / "a.jsonl", NAMES)


# -- labels


def test_labels_are_kinds_by_name_or_as_told() -> None:
    """Whatever their case, spaces and hyphens; an unknown one names the option."""
    assert NAMES.kind("Loaded Language", "x") == "loaded_language"
    assert NAMES.kind("slur", "x") == NAMES.kind("loaded-label", "x") == "loaded_label"
    with pytest.raises(CorpusError, match=r"x: label 'Odd one' is no kind .*--map Odd_one=loaded_language"):
        NAMES.kind("Odd one", "x")
    assert [NAMES.is_loaded(label) for label in ("Loaded", "biased", "slur", "booster", "x")] == [True] * 3 + [
        False
    ] * 2


def test_pairs_of_names() -> None:
    """The last equals sign parts them."""
    assert renamings(["a=b=booster"]) == {"a=b": "booster"}
    with pytest.raises(CorpusError, match=r"--map a: expected LABEL=KIND"):
        renamings(["a"])
    with pytest.raises(CorpusError, match="--map ja=1 and --map Ja=0 contradict each other; keep one"):
        renamings(["ja=1", "nein=0", "Ja=0"])


# -- Label Studio


def test_label_studio_counts_as_browsers_do(tmp_path: Path) -> None:
    """After a character outside the basic plane offsets are one more than code points."""
    (found,) = texts(tmp_path / "a.json", [task(region(15, 21, "Loaded", text="gutted"), region(4, 11, "Slur"))])
    assert [mark.hull.slice(TEXT) for mark in found.marks] == ["gutted", "cronies"]
    assert found.place.endswith("a.json: task 7")


def read(path: Path, content: Any, **columns: str) -> tuple[list[Annotated], list[str]]:
    """What is read from an export, and the notes."""
    notes: list[str] = []
    path.write_text(json.dumps(content), encoding="utf-8")
    return read_annotated(path, Names(("booster",), {}), columns, notes=notes), [
        note.split(": ", 1)[1] for note in notes
    ]


def test_label_studio_choices_are_the_label(tmp_path: Path) -> None:
    """Of the whole sentence; other controls, and choices about a region, are none, and those of the whole are told."""
    results = [choice("bias", "Not biased"), choice("topic", "Politics"), choice("sure", "Yes", start=4, end=11)]
    for order in (results, results[::-1]):
        found, notes = read(tmp_path / "a.json", [task(*order)])
        assert [text.label for text in found] == [0]
        assert notes == ["the choices of topic are taken for no labels"]
    found, notes = read(tmp_path / "a.json", [task(choice("topic", "Politics"))])
    assert (found[0].label, notes) == (None, ["the choices of topic are taken for no labels"])


def test_of_two_controls_that_could_be_the_label_one_is_named(tmp_path: Path) -> None:
    """Or a field of the data."""
    both = task(choice("bias", "Biased"), choice("quoted", "No")) | {"data": {"text": TEXT, "gold": 1}}
    found = [read(tmp_path / "a.json", [both], label=name)[0][0].label for name in ("bias", "quoted", "gold")]
    assert found == [1, 0, 1]
    expected = r"neither a control .* is called 'x'; the controls are bias, quoted, the fields text, gold"
    with pytest.raises(CorpusError, match=expected):
        read(tmp_path / "a.json", [both], label="x")


def test_the_text_may_be_other_data(tmp_path: Path) -> None:
    """As `columns` says; rows of JSONL keep their names."""
    given = {"data": {"headline": TEXT}, "annotations": [{"result": [region(4, 11, "Slur")]}]}
    assert read(tmp_path / "a.json", [given], text="headline")[0][0].text == TEXT
    with pytest.raises(CorpusError, match=r"--columns: .*a.jsonl is no .json of Label Studio"):
        read(tmp_path / "a.jsonl", [given], text="headline")


def test_cancelled_annotations_and_tasks_without_one_are_left_out(tmp_path: Path) -> None:
    """With a note. Of several the ground truth counts, else the first."""
    two = task(region(4, 11, "Slur"))
    two["annotations"].append({"result": [], "ground_truth": True})
    empty = {"data": {"text": "x"}, "annotations": []}
    found, notes = read(tmp_path / "a.json", [task(region(0, 3, "Slur"), was_cancelled=True), two, empty])
    assert [text.marks for text in found] == [()]
    assert notes == ["2 of 3 tasks have no annotation and were left out"]


def test_a_meaning_of_what_stands_nowhere_is_told(tmp_path: Path) -> None:
    """A label of a region or a choice, whatever its case."""
    notes: list[str] = []
    (tmp_path / "a.json").write_text(json.dumps([task(region(4, 11, "Slur"), choice("c", "Sound"))]), encoding="utf-8")
    read_annotated(tmp_path / "a.json", Names(NAMES.kinds, {**NAMES.renamed, "slurr": "euphemism"}), notes=notes)
    assert notes == [
        f"{tmp_path}/a.json: nothing is labelled 'slurr', so what it means did not matter; check its spelling"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "not JSON"),
        ("{}", "expected a list of tasks, got dict"),
        ([{"text": "x", "label": []}], "task 1: unfit; expected a task with data.*not JSON-MIN"),
        (
            [task(region(4, 11, "Slur", text="others"))],
            "task 7: region 'Slur': .*'cronies' in the text, 'others' in the annotation; mend the region",
        ),
        ([task(region(13, 21, "Slur"))], r"task 7: region 'Slur': \[13, 21\] is no place in the text; mend the region"),
        ([task(choice("bias", "Hm", "Biased"))], r"a\.json: task 7: label: 'Hm' is neither"),
        ([task(was_cancelled=True)], "no annotated text"),
        (
            [task(choice("bias", "Biased"), choice("quoted", "No"))],
            r"task 7: two controls say .*'bias' \(Biased\) and 'q",
        ),
        (
            [task(choice("bias", "Biased", "Neutral"))],
            "task 7: 'Biased' and 'Neutral' contradict each other; choose one",
        ),
        ([{"id": 7, "data": {"headline": TEXT}, "annotations": [{"result": []}]}], "text': 'headline'"),
        (
            [{"id": 7, "data": {"n": 1}, "annotations": [{"result": []}]}],
            "task 7: data.text is no text, nor is any other",
        ),
        ([task(region(4, 11, "Slur") | {"value": 3})], "task 7: unfit"),
        (["x"], "task 1: unfit"),
    ],
)
def test_an_unfit_export_is_told(tmp_path: Path, content: Any, expected: str) -> None:
    """With the task and the remedy."""
    with pytest.raises(CorpusError, match=expected):
        texts(tmp_path / "a.json", content)


# -- brat


def brat(folder: Path, *lines: str) -> list[Annotated]:
    """What is read from a text with these annotations."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    (folder / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    return read_annotated(folder, NAMES)


def test_brat_marks_may_have_several_parts(tmp_path: Path) -> None:
    """Relations, notes and texts without annotations are passed over; code points count."""
    (tmp_path / "b.txt").write_text("Not annotated.", encoding="utf-8")
    found = brat(
        tmp_path, "T1\tSlur 4 11\tcronies", "T2\tLoaded 14 20;25 32\tgutted clearly", "R1\tx Arg1:T1 Arg2:T2", ""
    )
    assert [mark.parts for mark in found[0].marks] == [(Span(4, 11),), (Span(14, 20), Span(25, 32))]
    assert found[0].marks[1].hull == Span(14, 32)
    assert len(found) == 1


def test_brat_text_without_marks_has_none(tmp_path: Path) -> None:
    """An empty .ann means that an annotator found nothing."""
    assert brat(tmp_path)[0].marks == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("T1 Slur 4 11", r"a.ann:1: 'T1 Slur 4 11' has no tab; expected T1<tab>"),
        ("T1\tSlur 4 99\tcronies", r"a.ann:1: \[4, 99\] is no place"),
        ("T1\tSlur 4 eleven\tcronies", "a.ann:1: '4 eleven' is no list of beginnings and ends"),
        ("T1\tSlur 4\tcronies", "'4' is no list of beginnings and ends"),
        ("T1\tSlur 4 11\tothers", "4 11 is 'cronies' in the text, 'others' in the annotation"),
    ],
)
def test_an_unfit_line_of_brat_is_named(tmp_path: Path, line: str, expected: str) -> None:
    """With what was expected."""
    with pytest.raises(CorpusError, match=expected):
        brat(tmp_path, line)


def test_brat_without_a_text_is_told(tmp_path: Path) -> None:
    """The .txt belongs beside the .ann."""
    (tmp_path / "a.ann").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"a.txt: cannot be read"):
        read_annotated(tmp_path, NAMES)
