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
        ("nonsense", "a.jsonl:1: unfit row"),
        ("[]", "a.jsonl:1: unfit row"),
        ('{"text": "x", "spans": [[0, 9, "biased"]]}', r"\[0, 9\] is no place in a text of 1 characters"),
        ('{"text": "x", "markers": [[0, 1, "booster", "choir"]]}', "voice 'choir' is none of author, quoted, reported"),
        ('{"text": "x", "spans": [[0]]}', "a.jsonl:1: unfit row"),
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
    assert (NAMES.verdict("Not biased", "x"), NAMES.verdict("Biased", "x"), NAMES.verdict("sound", "x")) == (0, 1, 0)
    with pytest.raises(CorpusError, match=r"x: label: 'Hm' is neither 0 nor 1, .* as in labels=\{'Hm': 1\}, or drop"):
        NAMES.verdict("Hm", "x")


def test_pairs_of_names() -> None:
    """The last equals sign parts them."""
    assert renamings(["a=b=booster"]) == {"a=b": "booster"}
    with pytest.raises(CorpusError, match=r"--map a: expected LABEL=KIND"):
        renamings(["a"])


# -- Label Studio


def test_label_studio_counts_as_browsers_do(tmp_path: Path) -> None:
    """After a character outside the basic plane offsets are one more than code points."""
    (found,) = texts(tmp_path / "a.json", [task(region(15, 21, "Loaded", text="gutted"), region(4, 11, "Slur"))])
    assert [mark.hull.slice(TEXT) for mark in found.marks] == ["gutted", "cronies"]
    assert found.place.endswith("a.json: task 7")


def test_label_studio_choices_are_the_label(tmp_path: Path) -> None:
    """Of the whole sentence."""
    choice = {"type": "choices", "value": {"choices": ["Not biased"]}}
    assert texts(tmp_path / "a.json", [task(choice)])[0].label == 0


def test_cancelled_annotations_and_tasks_without_one_are_left_out(tmp_path: Path) -> None:
    """Of several the ground truth counts, else the first."""
    two = task(region(4, 11, "Slur"))
    two["annotations"].append({"result": [], "ground_truth": True})
    empty = {"data": {"text": "x"}, "annotations": []}
    found = texts(tmp_path / "a.json", [task(region(0, 3, "Slur"), was_cancelled=True), two, empty])
    assert [text.marks for text in found] == [()]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "not JSON"),
        ("{}", "expected a list of tasks, got dict"),
        ([{"text": "x", "label": []}], r"task 1: unfit \('annotations'\).*not JSON-MIN"),
        (
            [task(region(4, 11, "Slur", text="others"))],
            "task 7: unfit .*'cronies' in the text, 'others' in the annotation",
        ),
        ([task(region(13, 21, "Slur"))], r"task 7: unfit \(\[13, 21\] is no place in the text\)"),
        ([task({"value": {"choices": ["Hm"]}})], r"a\.json: task 7: label: 'Hm' is neither"),
        ([task(was_cancelled=True)], "no annotated text"),
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
        ("T1\tSlur 4 eleven\tcronies", "a.ann:1: invalid literal"),
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
