"""Corpora by name: the list, a hub made of a local directory, and no network."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from framing.corpora import checksum, read, read_texts
from framing.errors import CorpusError
from framing.named import registry
from framing.span import Span

PLAIN = "The council met on Tuesday."
LOADED = "The greedy council gutted the greedy plan."
ROWS: dict[str, list[Any]] = {
    "text": [PLAIN, LOADED, "Shameful!", "Holt's cronies sneered."],
    "outlet": ["The Gull", "The Gull", None, "The Tern"],
    "label": [0, 1, 1, 1],
    "topic": ["harbour", "harbour", "ferry", "ferry"],
    "biased_words": ["[]", "['greedy', 'gutted']", "[]", "[\"Holt's cronies\", 'scoffed']"],
    "uuid": ["u1", "u2", "u3", "u4"],
    "type": ["left", "left", "right", "center"],
}
Hub = Callable[..., Path]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """What makes a hub with one corpus, and the list of it; the cache is empty."""
    datasets = pytest.importorskip("datasets")
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    monkeypatch.chdir(tmp_path)

    def made(rows: dict[str, list[Any]] = ROWS, name: str = "babe", columns: str = "") -> Path:
        folder = tmp_path / "hub" / name
        table = datasets.Dataset.from_dict(rows)
        table.to_parquet(str(folder / "data" / "train-00000-of-00001.parquet"))
        table.select([0]).to_parquet(str(folder / "data" / "test-00000-of-00001.parquet"))
        columns = columns or "\n".join(f'{ours} = "{its}"' for ours, its in registry()["babe"].columns.items())
        about = f'hub = "{folder}"\nsplit = "train"\nrows = 4\nlicence = "ours"\ncitation = "none"'
        path = tmp_path / "corpora.toml"
        path.write_text(f"[{name}]\n{about}\n[{name}.columns]\n{columns}\n", encoding="utf-8")
        monkeypatch.setattr("framing.named.corpora_file", lambda: path)
        return folder

    return made


def test_the_list_is_whole() -> None:
    """Three corpora, each with what users must know, and never a test split."""
    corpora = registry()
    assert list(corpora) == ["babe", "anno-lexical", "newsmtsc"]
    assert {corpus.split for corpus in corpora.values()} == {"train"}
    assert all(corpus.licence and corpus.citation and "text" in corpus.columns for corpus in corpora.values())
    assert [name for name, corpus in corpora.items() if not corpus.labelled] == ["newsmtsc"]


def test_a_corpus_is_read_by_its_name(hub: Hub) -> None:
    """The training split under our names; words become spans; the checksum is that of the rows."""
    folder = hub()
    corpus = read("babe")
    assert corpus.texts == tuple(ROWS["text"])
    assert corpus.spans == ((), (Span(4, 10), Span(19, 25), Span(30, 36)), None, (Span(0, 14),))
    assert corpus.ids == ("u1", "u2", "u3", "u4")
    assert corpus.outlets == ("The Gull", "The Gull", None, "The Tern")
    assert corpus.leanings == ("left", "left", "right", "center")
    (source,) = corpus.sources
    assert (source.file, source.n, source.positive) == (f"hub:{folder}@train", 4, 3)
    assert source.sha256 == checksum(corpus)
    absent = "1 of the marked words stand nowhere in their text; these marks were left out"
    assert corpus.notes == (f"{source.file}: {absent}",)


def test_a_file_of_that_name_comes_first(hub: Hub, tmp_path: Path) -> None:
    """A directory as well, whose files are then named."""
    hub()
    (tmp_path / "babe").mkdir()
    (tmp_path / "babe" / "train.jsonl").touch()
    with pytest.raises(CorpusError, match=r"babe: a directory; name one file in it, such as babe.train\.jsonl"):
        read("babe")


def test_users_columns_come_first(hub: Hub) -> None:
    """The others stay those of the list."""
    hub()
    corpus = read("babe", {"topic": "outlet"})
    assert corpus.topics == corpus.outlets


def test_a_corpus_that_has_changed_is_noted(hub: Hub) -> None:
    """What can be missed is a note, what cannot an error."""
    folder = hub({name: column * 2 for name, column in ROWS.items() if name != "biased_words"})
    corpus = read("babe")
    assert corpus.spans == (None,) * 4
    assert corpus.notes[:2] == (
        f"hub:{folder}@train: no column is called biased_words; spans is not known",
        f"hub:{folder}@train: 8 rows, where there were 4 when it was listed",
    )


def test_a_missing_column_is_named(hub: Hub) -> None:
    """With those that are there."""
    hub({"sentence": ROWS["text"], "label": ROWS["label"]})
    with pytest.raises(CorpusError, match=r"hub:.*@train: no column is called text; the columns are sentence, label"):
        read("babe")
    assert len(read("babe", {"text": "sentence"})) == 4


def test_rows_of_the_hub_are_checked(hub: Hub) -> None:
    """As those of a file."""
    hub({"text": [PLAIN, LOADED], "label": [0, 2]})
    with pytest.raises(CorpusError, match=r"hub:.*@train: row 2: label: 2 is neither 0 nor 1"):
        read("babe")


def test_text_without_labels(hub: Hub) -> None:
    """Where labels are needed, the error says what to read, and from where."""
    hub({"sentence": [PLAIN, LOADED, PLAIN], "polarity": [1, -1, 0]}, "newsmtsc", 'text = "sentence"')
    assert read_texts("newsmtsc") == (PLAIN, LOADED)
    with pytest.raises(CorpusError, match=r"newsmtsc: its sentences have no labels of bias; .*read_texts"):
        read("newsmtsc")


def test_a_corpus_may_lie_in_files_elsewhere(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As NewsMTSC does, whose dataset on the hub is a script."""
    lines = tmp_path / "train.jsonl"
    lines.write_text('{"sentence": "The council met."}\n', encoding="utf-8")
    path = tmp_path / "corpora.toml"
    about = f'hub = "a/b"\nfiles = "{lines}"\nsplit = "train"\nlicence = "ours"\ncitation = "none"'
    path.write_text(f'[own]\n{about}\n[own.columns]\ntext = "sentence"\n', encoding="utf-8")
    monkeypatch.setattr("framing.named.corpora_file", lambda: path)
    assert read_texts("own") == ("The council met.",)
    lines.unlink()
    with pytest.raises(CorpusError, match=r"own: .*: fetch .*train\.jsonl .*columns=\{'text': 'sentence'\}"):
        read_texts("own")


def test_what_the_hub_does_not_hold_is_named(hub: Hub, tmp_path: Path) -> None:
    """With the remedy."""
    folder = hub()
    for file in (folder / "data").iterdir():
        file.unlink()
    with pytest.raises(CorpusError, match=r"babe: .* on the hub is not as expected, .*give a local file"):
        read("babe")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bab", r"did you mean babe\?"),
        ("BABE", r"did you mean babe\?"),
        ("anno_lexical", r"did you mean anno-lexical\?"),
        ("zebra", "no such file .*the corpora that have a name are babe, anno-lexical, newsmtsc$"),
    ],
)
def test_an_unknown_name_is_named_with_those_there_are(name: str, expected: str) -> None:
    """And the likeliest."""
    with pytest.raises(CorpusError, match=expected):
        read(name)


FAULTS = {
    "no network": (ConnectionError("unreachable"), r"own: no network, or the hub cannot be reached \(unreachable\)"),
    "too slow": (TimeoutError(), r"own: no network, or the hub cannot be reached \(TimeoutError\)"),
    "a library": (ImportError("No module named 'aiohttp'"), r"'aiohttp'\): pip install \"media-framing\[train\]\""),
    "a script": (RuntimeError("no scripts"), r"own: a/b on the hub is not as expected, .* \(no scripts\)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_prevents_reading_is_named(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a local file is always the way out."""
    datasets = pytest.importorskip("datasets")
    error, expected = FAULTS[fault]
    asked: list[tuple[Any, ...]] = []

    def load_dataset(path: str, name: str | None, split: str) -> None:
        asked.append((path, name, split))
        raise error

    path = tmp_path / "corpora.toml"
    about = 'hub = "a/b"\nconfig = "c"\nsplit = "train"\nlicence = "ours"\ncitation = "none"'
    path.write_text(f'[own]\n{about}\n[own.columns]\ntext = "text"\nlabel = "label"\n', encoding="utf-8")
    monkeypatch.setattr("framing.named.corpora_file", lambda: path)
    monkeypatch.setattr(datasets, "load_dataset", load_dataset)
    with pytest.raises(CorpusError, match=expected + ".*give a local file with the columns text and label instead"):
        read("own")
    assert asked == [("a/b", "c", "train")]


PROGRAM = """
from framing.corpora import read
from framing.errors import CorpusError
try:
    read("babe")
except CorpusError as error:
    print(error)
"""


def test_without_a_network_the_error_says_what_to_do(tmp_path: Path) -> None:
    """The real error of `datasets`, with an empty cache; one line, and nothing else is printed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "XDG_"))}
    places = {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", PROGRAM]
    program = subprocess.run(command, env=kept | places, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (program.returncode, program.stderr) == (0, "")
    (line,) = program.stdout.splitlines()
    assert line.startswith("babe: no network, or the hub cannot be reached (Couldn't reach 'mediabiasgroup/BABE'")
    assert "give a local file with the columns text and label instead, such as babe/train.jsonl" in line
    assert line.endswith("HF_DATASETS_CACHE set to a folder that you take along")
