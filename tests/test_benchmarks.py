"""The benchmarks run, be it on little: what they measure is told by `make bench`."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "benchmarks"
SMALL = {
    "compare.py": ["HEAD", "--rounds", "1", "--texts", "2"],
    "growth.py": ["--largest", "0.001"],
    "lexicon.py": ["--texts", "2", "--rounds", "1"],
    "memory.py": ["--texts", "20"],
    "startup.py": ["--rounds", "1"],
    "steps.py": ["--texts", "2"],
    "throughput.py": ["--texts", "2", "--rounds", "1"],
}
NOT_RUN = {
    "encoder.py",  # needs torch
    "measure.py",  # which the others share
    "page.py",  # runs the others, whole
}
ROWS = {
    "compare.py": "first analysis",
    "growth.py": "articles",
    "lexicon.py": "share of matching",
    "memory.py": "20",
    "startup.py": "first analysis after it",
    "steps.py": "Matcher.match",
    "throughput.py": "framing.analyze",
}


def run(script: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """What a benchmark prints."""
    command = [sys.executable, str(FOLDER / script), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_benchmark_is_run_or_excused() -> None:
    """A new one gets its line."""
    assert {path.name for path in FOLDER.glob("*.py")} == {*SMALL, *NOT_RUN}


@pytest.mark.parametrize("script", SMALL)
def test_a_benchmark_prints_a_table(script: str) -> None:
    """Each with a row for what it is about, and no warning."""
    if script == "compare.py" and not (FOLDER.parents[1] / ".git").exists():
        pytest.skip("two commits need a checkout")
    found = run(script, *SMALL[script])
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    rows = [line for line in found.stdout.splitlines() if line.startswith("|")]
    assert len(rows) > 2
    assert len({line.count("|") for line in rows}) == 1
    assert any(ROWS[script] in row for row in rows)


def test_an_unknown_commit_is_told() -> None:
    """Before anything is checked out."""
    found = run("compare.py", "no-such-commit")
    assert found.returncode == 2
    assert "'no-such-commit' is no commit of this repository" in found.stderr


def test_a_page_says_whose_texts_were_read() -> None:
    """Figures without their data are none."""
    found = run("page.py", "--data", "articles.jsonl")
    assert found.returncode == 2
    assert "--data and --called go together" in found.stderr
