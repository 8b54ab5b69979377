"""Labelled files: read whole, or refused with file, row and remedy."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from framing.corpora import Corpus, read
from framing.errors import CorpusError, MissingExtra

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
    (source,) = corpus.sources
    assert (source.file, source.n, source.positive) == ("own.jsonl", 2, 1)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_is_read_as_it_is_written(tmp_path: Path, mark: str) -> None:
    """Words that look like missing values are words; a byte order mark is none of the text."""
    content = f'{mark}{HEADER}a,NA,0,left\nb,"{LOADED[:-1]}, they say.",1,\n'
    corpus = read(file(tmp_path, "own.csv", content))
    assert corpus.texts == ("NA", "The council brazenly gutted the plan, they say.")
    assert corpus.labels == (0, 1)
    assert corpus.leanings == ("left", None)


def test_parquet_is_read(tmp_path: Path) -> None:
    """Labels may be floats, as a column with gaps has them."""
    datasets = pytest.importorskip("datasets")
    path = tmp_path / "own.parquet"
    datasets.Dataset.from_dict({"text": [PLAIN, LOADED], "label": [0.0, 1.0]}).to_parquet(str(path))
    corpus = read(path)
    assert (corpus.texts, corpus.labels) == ((PLAIN, LOADED), (0, 1))


def test_corpora_are_joined_in_order(tmp_path: Path) -> None:
    """Rows and sources of one after those of the other."""
    one = read(file(tmp_path, "one.csv", f"text,label\n{PLAIN},0\n{LOADED},1\n"))
    other = read(file(tmp_path, "other.jsonl", line(text="Good.", label=1, topic="t") + line(text="Bad.", label=0)))
    joined = Corpus.joined([one, other])
    assert joined.texts == (PLAIN, LOADED, "Good.", "Bad.")
    assert joined.labels == (0, 1, 1, 0)
    assert joined.topics == (None, None, "t", None)
    assert [source.file for source in joined.sources] == ["one.csv", "other.jsonl"]
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
    "unlabelled": ("a.jsonl", SOUND + line(text="Who knows."), "row 3: label: missing; write 0 or 1, or drop the row"),
    "unlabelled, null": ("a.jsonl", SOUND + line(text="Who knows.", label=None), "row 3: label: missing"),
    "unlabelled, csv": ("a.csv", "text,label\nA.,0\nB.,1\nC.,\n", "row 3: label: missing"),
    "third label": ("a.jsonl", SOUND + line(text="A.", label=2), "row 3: label: 2 is neither 0 nor 1"),
    "third label, text": ("a.jsonl", SOUND + line(text="A.", label="No agreement"), "row 3: label: 'No agreement' is"),
    "third label, csv": ("a.csv", "text,label\nA.,0\nB.,biased\n", "row 2: label: 'biased' is neither"),
    "half a label": ("a.csv", "text,label\nA.,0\nB.,0.5\n", "row 2: label: '0.5' is neither"),
    "empty text": ("a.jsonl", SOUND + line(text=" \n", label=1), "row 3: text: empty; write a sentence or drop"),
    "empty text, csv": ("a.csv", "text,label\nA.,0\n,1\n", "row 2: text: empty"),
    "no text": ("a.jsonl", SOUND + line(text=None, label=1), "row 3: text: None is no text"),
    "a number for text": ("a.jsonl", SOUND + line(text=3, label=1), "row 3: text: 3 is no text"),
    "one class": ("a.jsonl", line(text="A.", label=1) * 3, "all 3 rows have the label 1; both 0 and 1 are needed"),
    "not UTF-8": (
        "a.csv",
        "text,label\nA.,0\ncaf\xe9,1\n".encode("latin-1"),
        r"line 3: not UTF-8 \(byte 19\); .*iconv",
    ),
    "not UTF-8, jsonl": ("a.jsonl", SOUND.encode() + b"\xff\n", "line 3: not UTF-8"),
    "empty": ("a.jsonl", "", "no rows; expected rows with text and label"),
    "blank": ("a.csv", " \n\n", "no rows; expected rows"),
    "only a header": ("a.csv", "text,label\n", "no rows; expected rows"),
    "cut JSON": ("a.jsonl", SOUND + '{"text": "A', "line 3: no JSON object; write one such as"),
    "a list": ("a.jsonl", "[1, 2]\n", "line 1: no JSON object"),
    "no Parquet": ("a.parquet", "text,label\n", "cannot be read"),
    "ragged": ("a.csv", "text,label\nA.,0\nB.,1,2,3\n", "cannot be read"),
    "another format": ("a.txt", "A.\n", "the name must end in one of .jsonl, .csv, .parquet"),
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


def test_the_sound_rows_of_the_faults_are_sound(tmp_path: Path) -> None:
    """The faults above are found because they are there."""
    assert read(file(tmp_path, "a.jsonl", SOUND)).labels == (0, 1)


def test_missing_files_and_directories_are_named(tmp_path: Path) -> None:
    """Each with its own advice."""
    with pytest.raises(CorpusError, match=r"none\.csv: cannot be read \(No such file.*check the name"):
        read(tmp_path / "none.csv")
    with pytest.raises(CorpusError, match="a directory; name one file in it"):
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
