"""The `framing` command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from framing.analysis import Analysis
from framing.cli import main


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """The outcome of `framing ARGUMENTS`."""
    return CliRunner().invoke(main, arguments, input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article on disk."""
    path = tmp_path / "article.txt"
    path.write_text("The plan is utterly safe.\n", encoding="utf-8")
    return path


def test_score_shows_the_text(article: Path) -> None:
    """Markers in brackets, the file named."""
    result = run("score", str(article))
    assert result.exit_code == 0
    assert f"== {article} ==" in result.output
    assert "[utterly]1" in result.output


def test_score_reads_standard_input() -> None:
    """A dash is standard input; a byte order mark is no text."""
    result = run("score", "--jsonl", "-", stdin=b"\xef\xbb\xbfThe plan is utterly safe.")
    record = json.loads(result.output)
    assert record["file"] == "-"
    assert record["text"] == "The plan is utterly safe."


def test_json_is_a_list_and_comes_back(article: Path) -> None:
    """One object a file; each is an analysis."""
    result = run("score", "--json", str(article), str(article))
    records = json.loads(result.output)
    assert len(records) == 2
    assert Analysis.from_dict(records[0]).markers[0].text == "utterly"


def test_kinds_can_be_chosen(article: Path) -> None:
    """Only the kind that was asked for."""
    assert "[utterly]" not in run("score", "--kind", "booster", str(article)).output


def test_unreadable_files_are_named_and_the_rest_is_done(article: Path, tmp_path: Path) -> None:
    """One line each with what to do, exit status 2, the good file done."""
    latin = tmp_path / "latin.txt"
    latin.write_bytes(b"caf\xe9")
    missing = tmp_path / "missing.txt"
    result = run("score", str(latin), str(missing), str(tmp_path), str(article))
    assert result.exit_code == 2
    assert "[utterly]1" in result.output
    lines = result.stderr.splitlines()
    files = (latin, missing, tmp_path)
    assert all(line.startswith(f"framing: {path}: ") for line, path in zip(lines, files, strict=True))
    assert "not UTF-8 (byte 3)" in lines[0]
    assert "no such file" in lines[1]
    assert "is a directory" in lines[2]


def test_unknown_models_are_named(article: Path) -> None:
    """A usage error that lists the models."""
    result = run("score", "--model", "slow", str(article))
    assert result.exit_code == 2
    assert "no model is called 'slow'; shipped models: fast" in result.stderr


def test_help_names_the_example() -> None:
    """Help shows how to call it."""
    assert "framing score article.txt" in run("score", "--help").output
    assert run("--version").output.startswith("framing, version ")
