"""Labelled files: read whole, or refused with file, row and remedy."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

from framing.corpora import Corpus, read, read_several, read_texts
from framing.errors import CorpusError, MissingExtra
from framing.span import Span

PLAIN = "The council met on Tuesday."
LOADED = "The council brazenly gutted the plan."
HEADER = "id,text,label,leaning\n"


def file(directory: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = directory / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(**row: object) -> str:
    """One object of a JSONL file."""
    return json.dumps(row) + "\n"


def test_jsonl_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    """Optional columns where they are there, other columns and blank lines left aside, types mixed as they come."""
    content = (
        line(id=7, text=PLAIN, label=0, outlet="The Gull", topic=None, spans=[])
        + "\n"
        + line(id="b", text="Dana\u2028Holt \u201cfailed\u201d.", label=True, outlet="", spans=[[0, 4, "biased"]])
    )
    path = file(tmp_path, "own.jsonl", content)
    corpus = read(path)
    assert corpus.texts == (PLAIN, "Dana\u2028Holt \u201cfailed\u201d.")
    assert corpus.labels == (0, 1)
    assert corpus.ids == ("7", "b")
    assert corpus.outlets == ("The Gull", None)
    assert corpus.topics == corpus.leanings == (None, None)
    assert corpus.spans == ((), (Span(0, 4),))
    assert corpus.notes == ()
    (source,) = corpus.sources
    assert (source.file, source.n, source.positive) == (f"{tmp_path.name}/own.jsonl", 2, 1)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_is_read_as_it_is_written(tmp_path: Path, mark: str) -> None:
    """Words that look like missing values are words; a byte order mark is none of the text."""
    content = f'{mark}{HEADER}a,NA,0,left\nb,"{LOADED[:-1]}, they say.",1,\n'
    corpus = read(file(tmp_path, "own.csv", content))
    assert corpus.texts == ("NA", "The council brazenly gutted the plan, they say.")
    assert corpus.labels == (0, 1)
    assert corpus.leanings == ("left", None)


@pytest.mark.parametrize(("name", "mark"), [("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv", ";"), ("a.CSV", "|")])
def test_columns_may_be_separated_otherwise(tmp_path: Path, name: str, mark: str) -> None:
    """As the header shows; commas are part of the text."""
    content = f"\nlabel{mark}text\n0{mark}A plan, they say.\n1{mark}{LOADED}\n"
    corpus = read(file(tmp_path, name, content))
    assert (corpus.texts, corpus.labels) == (("A plan, they say.", LOADED), (0, 1))


def test_names_of_columns_may_hold_what_separates_others(tmp_path: Path) -> None:
    """Between double quotes; and a table of one column has no separator, in a TSV file not even commas."""
    path = file(tmp_path, "a.csv", f'"text, as it is, in full";label\n{PLAIN};0\n{LOADED};1\n')
    assert read(path, {"text": "text, as it is, in full"}).texts == (PLAIN, LOADED)
    assert read_texts(file(tmp_path, "b.tsv", "text\nA plan, they say.\n")) == ("A plan, they say.",)


@pytest.mark.parametrize(("yes", "no"), [("biased", "Neutral"), ("YES", "no"), ("1.0", "0.0"), ("ja", "Nein"), (9, -1)])
def test_labels_may_be_words(tmp_path: Path, yes: object, no: object) -> None:
    """The usual ones; others as told, whatever the case."""
    path = file(tmp_path, "own.csv", f"text,label\n{PLAIN},{no}\n{LOADED},{yes}\n")
    assert read(path, labels={"Ja": 1, "nein": "no", "9": 1, "-1": 0}).labels == (0, 1)
    with pytest.raises(CorpusError, match=r"row 1: label: 'perhaps' .*labels=\{'perhaps': 1\}") as caught:
        read(file(tmp_path, "b.csv", f"text,label\n{PLAIN},perhaps\n"))
    assert caught.value.on_command_line.endswith("as in --map perhaps=1, or drop the row")
    numbers = file(tmp_path, "e.csv", f"text,label\n{PLAIN},2\n{LOADED},3\n")
    assert read(numbers, labels={2: 0, 3: True}).labels == (0, 1)
    with pytest.raises(TypeError, match=r"labels maps each label to what it means, such as \{'ja': 1\}, not \['ja'\]"):
        read(path, labels=["ja"])  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match="row 1: labels: 'ja' means 'perhaps', where 0 or 1 was expected; say it"):
        read(file(tmp_path, "d.csv", f"text,label\n{PLAIN},ja\n"), labels={"ja": "perhaps"})
    with pytest.raises(CorpusError, match="label: '-1' is neither"):
        read(file(tmp_path, "c.csv", f"text,label\n{PLAIN},-1\n"))


def test_spaces_around_the_names_of_a_header_do_not_matter(tmp_path: Path) -> None:
    """Nor, where they follow the separator there, those before cells in quotation marks."""
    corpus = read(file(tmp_path, "a.csv", f'\nid, text ,label\n1, "{LOADED[:-1]}, they say.", 1\n2,{PLAIN}, 0\n'))
    assert (corpus.texts[0][-11:], corpus.texts[1], corpus.labels) == (", they say.", PLAIN, (1, 0))
    plain = read(file(tmp_path, "b.csv", f"text ,label\n  {PLAIN},0\n{LOADED}, 1\n"))
    assert (plain.texts, plain.labels) == ((f"  {PLAIN}", LOADED), (0, 1))
    with pytest.raises(CorpusError, match="two columns are called 'text'; rename one"):
        read(file(tmp_path, "c.csv", f"text,label,text \n{PLAIN},0,x\n"))


def task(number: int, text: str, *choices: str, **region: object) -> dict[str, object]:
    """A task of Label Studio with its one annotation."""
    result: list[dict[str, object]] = [{"value": {"choices": list(choices)}}] if choices else []
    result += [{"value": region}] if region else []
    return {"id": number, "data": {"text": text}, "annotations": [{"result": result}]}


def test_an_export_of_label_studio_is_read(tmp_path: Path) -> None:
    """Its choices are the labels, its regions of loaded kinds the spans; what others are is asked for."""
    tasks = [task(3, PLAIN, "Not biased"), task(5, LOADED, "Slanted", start=12, end=20, labels=["Heavy"])]
    path = file(tmp_path, "own.json", json.dumps(tasks))
    corpus = read(path, labels={"Slanted": 1})
    assert (corpus.texts, corpus.labels, corpus.spans) == ((PLAIN, LOADED), (0, 1), (None, None))
    assert corpus.notes == (f"{path}: regions labelled Heavy are taken for no loaded words",)
    known = read(path, labels={"slanted": "biased", "Heavy": "loaded_language"})
    assert (known.spans, known.notes) == (((), (Span(12, 20),)), ())
    with pytest.raises(CorpusError, match=r"own\.json: task 5: label: 'Slanted' is neither") as caught:
        read(path)
    assert "--map Slanted=1" in caught.value.on_command_line
    with pytest.raises(CorpusError, match=r"b\.json: task 4: no choice says whether the sentence is biased; choose"):
        read(file(tmp_path, "b.json", json.dumps([task(3, PLAIN, "biased"), task(4, LOADED)])))
    with pytest.raises(CorpusError, match=r"c\.json: not JSON .*export from Label Studio anew"):
        read(file(tmp_path, "c.json", "{"))
    with pytest.raises(
        CorpusError, match=r"d\.json: no choice says .* \(they are Hot, Cold\); say .*labels=\{'Hot': 1\}"
    ):
        read(file(tmp_path, "d.json", json.dumps([task(3, PLAIN, "Hot"), task(4, LOADED, "Cold")])))
    with pytest.raises(CorpusError, match=r"e\.json: nobody has annotated a task"):
        read(file(tmp_path, "e.json", json.dumps([{"data": {"text": PLAIN}, "annotations": []}])))


def test_the_data_of_tasks_are_columns(tmp_path: Path) -> None:
    """Under our names or as told; the id is that of the task where the data have none; data called label are none."""
    tasks = [task(3, PLAIN, "Neutral"), task(5, LOADED, "Biased")]
    for own, paper in zip(tasks, ("The Gull", "Velm Post"), strict=True):
        own["data"] = {"headline": own["data"]["text"], "paper": paper, "topic": "t", "label": 0}  # type: ignore[index]
    corpus = read(file(tmp_path, "a.json", json.dumps(tasks)), {"text": "headline", "outlet": "paper"})
    assert (corpus.texts, corpus.labels, corpus.outlets) == ((PLAIN, LOADED), (0, 1), ("The Gull", "Velm Post"))
    assert (corpus.ids, corpus.topics, corpus.leanings) == (("3", "5"), ("t", "t"), (None, None))
    with pytest.raises(CorpusError, match=r"task 3: data\.text is no text; its data are headline, paper") as caught:
        read(tmp_path / "a.json")
    assert caught.value.on_command_line.endswith("--columns text=headline")
    with pytest.raises(CorpusError, match="no column is called outlet; the columns are id, headline, paper, topic"):
        read(tmp_path / "a.json", {"text": "headline", "outlet": "outlet"})


def test_meanings_of_labels_that_stand_nowhere_are_told(tmp_path: Path) -> None:
    """Of several files, where they stand in none."""
    one = file(tmp_path, "a.csv", f"text,label\n{PLAIN},nein\n{LOADED},1\n")
    other = file(tmp_path, "b.csv", "text,label\nGood.,ja\nBad.,0\n")
    meanings = {"Ja": 1, "nein": 0, "doch": 1}
    assert "a.csv: nothing is labelled 'Ja', 'doch', so what" in read(one, labels=meanings).notes[-1]
    first, second = read_several([one, other], labels=meanings)
    assert first.notes[-1].startswith(f"{one}, {other}: nothing is labelled 'doch', so what it means did not matter")
    assert second.notes == ()


def test_several_corpora_have_their_own_columns(tmp_path: Path) -> None:
    """The fault of a later one says which --columns is its own; no file is given twice."""
    one = file(tmp_path, "a.csv", f"text,label\n{PLAIN},0\n{LOADED},1\n")
    other = file(tmp_path, "b.csv", "body,label\nGood.,1\nBad.,0\n")
    assert read_several([one, other], [{}, {"text": "body"}])[1].texts == ("Good.", "Bad.")
    with pytest.raises(CorpusError, match="no column is called text") as caught:
        read_several([one, other])
    assert caught.value.on_command_line.endswith("(as the --columns number 2; '' stands for a file that needs none)")
    with pytest.raises(CorpusError, match=r"a\.csv: given twice, it or a copy of it; give each"):
        read_several([one, one])


def test_a_mapping_is_told_for_the_door_that_is_used(tmp_path: Path) -> None:
    """In Python, and on the command line."""
    with pytest.raises(CorpusError) as caught:
        read(file(tmp_path, "a.csv", f"der text,label\n{PLAIN},0\n"))
    assert str(caught.value).endswith("map yours, as in columns={'text': 'der text'}")
    assert caught.value.on_command_line.endswith("map yours, as in --columns 'text=der text'")
    with pytest.raises(CorpusError) as caught:
        read("newsmtsc")
    assert "read_texts" in str(caught.value)
    assert "read_texts" not in caught.value.on_command_line


def test_parquet_is_read(tmp_path: Path) -> None:
    """Labels may be floats, as a column with gaps has them."""
    datasets = pytest.importorskip("datasets")
    path = tmp_path / "own.parquet"
    datasets.Dataset.from_dict({"text": [PLAIN, LOADED], "label": [0.0, 1.0]}).to_parquet(str(path))
    corpus = read(path)
    assert (corpus.texts, corpus.labels) == ((PLAIN, LOADED), (0, 1))


def test_csv_cells_stay_as_they_are_written(tmp_path: Path) -> None:
    """Ids keep their noughts, however long the file; spans are JSON; an index that pandas wrote is no matter."""
    content = "".join(f'{i},{i:05d},Sentence {i}.,{i % 2},"[[0, 8]]"\n' for i in range(10_050))
    corpus = read(file(tmp_path, "own.csv", f",id,text,label,spans\n{content}10050,b,Good.,1,\n"))
    assert corpus.ids[:2] == ("00000", "00001")
    assert corpus.ids[-1] == "b"
    assert corpus.spans[0] == (Span(0, 8),)
    assert corpus.spans[-1] is None


def test_spans_are_known_or_not(tmp_path: Path) -> None:
    """A plain row without spans has none; a loaded one was not marked; without the column nothing is known."""
    rows = (
        line(text=PLAIN, label=0)
        + line(text=LOADED, label=1, spans=[])
        + line(text="Cronies!", label=1, spans=[[0, 7]])
    )
    assert read(file(tmp_path, "a.jsonl", rows)).spans == ((), None, (Span(0, 7),))
    assert read(file(tmp_path, "b.jsonl", SOUND)).spans == (None, None)


def test_spans_in_parquet(tmp_path: Path) -> None:
    """Lists of numbers, and lists of objects."""
    datasets = pytest.importorskip("datasets")
    for name, spans in {"a": [[], [[12, 20]]], "b": [[], [{"start": 12, "end": 20, "label": "biased"}]]}.items():
        path = tmp_path / f"{name}.parquet"
        datasets.Dataset.from_dict({"text": [PLAIN, LOADED], "label": [0, 1], "spans": spans}).to_parquet(str(path))
        assert read(path).spans == ((), (Span(12, 20),))


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    """Those that are not mapped keep ours; where both are there, the mapped one counts."""
    path = file(tmp_path, "a.csv", f"sentence,text,biased,words,topic\n{PLAIN},x,0,[],t\n{LOADED},y,1,['gutted'],t\n")
    corpus = read(path, {"text": "sentence", "label": "biased", "spans": "words"})
    assert corpus.texts == (PLAIN, LOADED)
    assert corpus.spans == ((), (Span(21, 27),))
    assert corpus.topics == ("t", "t")


MAPPINGS: dict[str, tuple[dict[str, str], str]] = {
    "no name of ours": ({"txt": "sentence"}, "columns: 'txt' is no column of ours; the choices are text, label, spans"),
    "not there": (
        {"text": "sentense", "label": "biased"},
        r"no column is called sentense; .*columns=\{'text': 'sentence'",
    ),
    "optional, not there": (
        {"text": "sentence", "label": "biased", "outlet": "paper"},
        r"no column is called paper; the columns are sentence, biased: .*columns=\{'outlet': '...'",
    ),
    "twice": ({"text": "sentence", "label": "sentence"}, "columns: 'sentence' stands for more than one"),
    "empty": ({"text": ""}, "columns: text: '' is no name"),
    "the other one": ({"text": "biased", "label": "sentence"}, "row 1: label: 'The council met.*' is neither 0 nor 1"),
}


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_a_wrong_mapping_is_named(tmp_path: Path, mapping: str) -> None:
    """With what there is to choose from."""
    columns, expected = MAPPINGS[mapping]
    path = file(tmp_path, "a.csv", f"sentence,biased\n{PLAIN},0\n{LOADED},1\n")
    with pytest.raises(CorpusError, match=expected):
        read(path, columns)


def test_a_mapping_is_a_mapping(tmp_path: Path) -> None:
    """A wrong type is a `TypeError`."""
    with pytest.raises(TypeError, match="columns maps our names to those of the file"):
        read(file(tmp_path, "a.jsonl", SOUND), True)  # type: ignore[arg-type]


def test_texts_are_read_without_labels(tmp_path: Path) -> None:
    """Each once; an empty one is a fault all the same."""
    path = file(tmp_path, "a.jsonl", line(sentence=PLAIN) + line(sentence=LOADED) + line(sentence=PLAIN.upper()))
    assert read_texts(path, {"text": "sentence"}) == (PLAIN, LOADED)
    with pytest.raises(CorpusError, match="no column is called label"):
        read(path, {"text": "sentence"})
    with pytest.raises(CorpusError, match="row 2: text: empty"):
        read_texts(file(tmp_path, "b.jsonl", line(text=PLAIN) + line(text="")))


def test_bars_are_shown_where_they_are_wanted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """On standard error; nothing otherwise."""
    path = file(tmp_path, "a.jsonl", SOUND)
    read(path)
    assert capfd.readouterr() == ("", "")
    read(path, progress=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "a.jsonl: text: 100%" in err


def test_corpora_are_joined_in_order(tmp_path: Path) -> None:
    """Rows and sources of one after those of the other."""
    one = read(file(tmp_path, "one.csv", f"text,label\n{PLAIN},0\n{LOADED},1\n"))
    other = read(file(tmp_path, "other.jsonl", line(text="Good.", label=1, topic="t") + line(text="Bad.", label=0)))
    joined = Corpus.joined([one, other])
    assert joined.texts == (PLAIN, LOADED, "Good.", "Bad.")
    assert joined.labels == (0, 1, 1, 0)
    assert joined.topics == (None, None, "t", None)
    assert [source.file for source in joined.sources] == [
        f"{tmp_path.name}/{name}" for name in ("one.csv", "other.jsonl")
    ]
    assert joined.spans == (None,) * 4
    assert len(joined) == 4
    assert Corpus.joined([one]) == one


SOUND = line(text=PLAIN, label=0) + line(text=LOADED, label=1)
FAULTS: dict[str, tuple[str, str | bytes, str]] = {
    "no column": (
        "a.csv",
        "sentence,label\nA b.,0\n",
        "no column is called text; the columns are sentence, label: rename",
    ),
    "no columns": ("a.jsonl", line(sentence="A.", bias=1), "no column is called text or label"),
    "a comma too many": (
        "a.csv",
        "text,label\nA, b.,0\n",
        "row 1: 3 cells for 2 columns; put a text that holds ',' between double quotes",
    ),
    "two of one name": ("a.csv", "text,label,text\nA.,0,B.\n", "two columns are called 'text'; rename one"),
    "a list for a label": ("a.jsonl", line(text="A.", label=[0]), r"row 1: label: \[0\] is no label; write 0 or 1"),
    "unlabelled": ("a.jsonl", SOUND + line(text="Who knows."), "row 3: label: missing; write 0 or 1, or drop the row"),
    "unlabelled, null": ("a.jsonl", SOUND + line(text="Who knows.", label=None), "row 3: label: missing"),
    "unlabelled, csv": ("a.csv", "text,label\nA.,0\nB.,1\nC.,\n", "row 3: label: missing"),
    "third label": ("a.jsonl", SOUND + line(text="A.", label=2), "row 3: label: 2 is neither 0 nor 1"),
    "third label, text": ("a.jsonl", SOUND + line(text="A.", label="No agreement"), "row 3: label: 'No agreement' is"),
    "third label, csv": (
        "a.csv",
        "text,label\nA.,0\nB.,slanted\n",
        r"row 2: label: 'slanted' is neither .*labels=\{'slanted': 1\}",
    ),
    "not a number, jsonl": ("a.jsonl", SOUND + line(text="A.", label=float("nan")), "row 3: label: missing"),
    "a sentence for a label": (
        "a.csv",
        f"label,text\n{LOADED * 9},0\n",
        r"row 1: label: 'The .*\.\.\. is neither 0 nor 1",
    ),
    "half a label": ("a.csv", "text,label\nA.,0\nB.,0.5\n", "row 2: label: '0.5' is neither"),
    "empty text": ("a.jsonl", SOUND + line(text=" \n", label=1), "row 3: text: empty; write a sentence or drop"),
    "empty text, csv": ("a.csv", "text,label\nA.,0\n,1\n", "row 2: text: empty"),
    "no text": ("a.jsonl", SOUND + line(text=None, label=1), "row 3: text: None is no text"),
    "a number for text": ("a.jsonl", SOUND + line(text=3, label=1), "row 3: text: 3 is no text"),
    "not a number for text": ("a.jsonl", SOUND + line(text=float("nan"), label=1), "row 3: text: nan is no text"),
    "span outside": (
        "a.jsonl",
        SOUND + line(text="Cronies!", label=1, spans=[[0, 9]]),
        r"row 3: spans: \[0, 9\] lies outside the text, which has 8 code points: mend or drop it",
    ),
    "empty span, csv": ("a.csv", 'text,label,spans\nA.,0,\nB.,1,"[[1, 1]]"\n', r"row 2: spans: \[1, 1\] is empty"),
    "no spans": (
        "a.csv",
        "text,label,spans\nA.,0,\nB.,1,gutted\n",
        "row 2: spans: 'gutted' is no list; write a list of",
    ),
    "one class, then": (
        "a.jsonl",
        line(text="A.", label=1) + line(text="B.", label=1) + line(text="b", label=0),
        "of 3 rows 1 are left without those whose texts carry both labels",
    ),
    "one class": ("a.jsonl", line(text="A.", label=1) * 3, "all 3 rows have the label 1; both 0 and 1 are needed"),
    "not UTF-8": (
        "a.csv",
        "text,label\nA.,0\ncaf\xe9,1\n".encode("latin-1"),
        r"line 3: not UTF-8 \(byte 19\); .*iconv",
    ),
    "not UTF-8, jsonl": ("a.jsonl", SOUND.encode() + b"\xff\n", "line 3: not UTF-8"),
    "UTF-16": ("a.csv", "text,label\nA.,0\n".encode("utf-16"), "line 1: not UTF-8.*iconv -f UTF-16"),
    "empty": ("a.jsonl", "", "no rows; expected a row for each text"),
    "blank": ("a.csv", " \n\n", "no rows; expected a row"),
    "only a header": ("a.csv", "text,label\n", "no rows; expected a row"),
    "cut JSON": ("a.jsonl", SOUND + '{"text": "A', "line 3: no JSON object; write one a line, such as"),
    "a list": ("a.jsonl", "[1, 2]\n", "line 1: no JSON object"),
    "a quote not closed": (
        "a.csv",
        'text,label\nA.,0\n"B.,1\nC.,0\n',
        "line 3: a double quote out of place .*close the one that opens the cell",
    ),
    "quotes in quotes": (
        "a.csv",
        'text,label\nA.,0\n"He said "no", twice.",1\n',
        "line 3: a double quote out of place .*write those inside a text twice",
    ),
    "a header alone, on two lines": ("a.csv", '"te\nxt",label\n', "no rows; expected a row"),
    "no Parquet": ("a.parquet", "text,label\n", "cannot be read"),
    "ragged": ("a.csv", "text,label\nA.,0\nB.,1,2,3\n", "row 2: 4 cells for 2 columns"),
    "another format": (
        "a.txt",
        "A.\n",
        "the name must end in one of .jsonl, .csv, .tsv, .parquet, or in .json for Label Studio",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_row_and_remedy(tmp_path: Path, fault: str) -> None:
    """One line that begins with the file."""
    name, content, expected = FAULTS[fault]
    path = file(tmp_path, name, content)
    with pytest.raises(CorpusError, match=expected) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_lines_may_end_in_carriage_returns_alone(tmp_path: Path) -> None:
    """As old programs write them."""
    assert read(file(tmp_path, "a.csv", b"text,label\rA b.,0\rC d.,1\r")).labels == (0, 1)


def test_a_parquet_file_without_rows_is_told(tmp_path: Path) -> None:
    """Like any other empty file."""
    pandas.DataFrame({"text": pandas.Series([], dtype=str), "label": pandas.Series([], dtype=int)}).to_parquet(
        tmp_path / "a.parquet"
    )
    with pytest.raises(CorpusError, match=r"a\.parquet: no rows; expected a row for each text"):
        read(tmp_path / "a.parquet")


def test_the_sound_rows_of_the_faults_are_sound(tmp_path: Path) -> None:
    """The faults above are found because they are there."""
    assert read(file(tmp_path, "a.jsonl", SOUND)).labels == (0, 1)
    assert read(file(tmp_path, "B.JSONL", SOUND)).labels == (0, 1)


def test_missing_files_and_directories_are_named(tmp_path: Path) -> None:
    """Each with its own advice."""
    with pytest.raises(CorpusError, match=r"none\.csv: cannot be read \(No such file.*check the name"):
        read(tmp_path / "none.csv")
    file(tmp_path, "a.jsonl", SOUND)
    with pytest.raises(CorpusError, match=r"a directory; name one file in it, such as .*a\.jsonl$"):
        read(tmp_path)
    file(tmp_path, "a.ann", "")
    with pytest.raises(
        CorpusError, match="a directory of brat, which knows no label of a sentence; give a file with text"
    ):
        read(tmp_path)


def test_without_datasets_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is the command to type."""
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(MissingExtra, match=r'pip install "media-framing\[train\]"'):
        read(file(tmp_path, "a.jsonl", SOUND))


PROGRAM = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise SystemExit(f"the network was asked for: {event} {arguments}")

sys.addaudithook(refuse)
from framing.corpora import read
print(len(read(sys.argv[1])))
"""


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_nothing_touches_the_network_or_stays_behind(tmp_path: Path, name: str) -> None:
    """No connection, no line but the program's own, no cache in the home directory or the temporary one."""
    path = file(tmp_path, name, SOUND if name == "a.jsonl" else f"text,label\n{PLAIN},0\n{LOADED},1\n")
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    places = {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONPATH": str(Path(__file__).parents[1])}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "XDG_"))}
    program = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], env=kept | places, capture_output=True, text=True, check=False
    )
    assert (program.returncode, program.stdout, program.stderr) == (0, "2\n", "")
    assert list(home.iterdir()) == list(temporary.iterdir()) == []
