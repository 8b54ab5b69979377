"""The check of the lexicon against public word lists (training/coverage.py)."""

import subprocess
import sys
from pathlib import Path

import pytest
from evenhanded import state_of

from framing import Lexicon

SCRIPT = Path(__file__).parents[1] / "training" / "coverage.py"


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A folder of small lists of our own."""
    (tmp_path / "hedges_hyland2005.txt").write_text("# mine\nperhaps\nmostly\n", encoding="utf-8")
    (tmp_path / "hedges_words.txt").write_text("% mine\nperhaps\n", encoding="utf-8")
    (tmp_path / "polnear_cues.tsv").write_text("said\t9\nhas vowed\t8\nsupported\t7\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The outcome of the script."""
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False)


def test_words_are_in_or_out_with_a_reason(reference: Path) -> None:
    """Auxiliaries are left aside; a verb is left out in all its forms; only counts are printed."""
    result = run(reference)
    assert result.returncode == 0, result.stderr
    assert "2 words, 1 in, 1 out." in result.stdout
    assert "3 words, 2 in, 1 out." in result.stdout
    assert "| out: attitude | 1 |" in result.stdout
    assert "| in, with the stance `neutral` | 1 |" in result.stdout
    assert "supported" not in result.stdout


def test_an_undecided_word_is_named(reference: Path) -> None:
    """Exit status 1."""
    (reference / "polnear_cues.tsv").write_text("zorped\t9\n", encoding="utf-8")
    result = run(reference)
    assert result.returncode == 1
    assert "undecided, add a row or a reason: zorped" in result.stderr


def test_the_report_is_written_where_it_is_wanted(reference: Path, tmp_path: Path) -> None:
    """Nothing is printed then."""
    path = tmp_path / "coverage.md"
    assert run(reference, "--update", path).stdout == ""
    assert path.read_text(encoding="utf-8").startswith("# Coverage of public word lists\n")


@pytest.mark.usefixtures("datasets")
def test_the_report_is_of_the_shipped_lexicon(reference: Path, lexicon: Lexicon) -> None:
    """By the fingerprint that the script writes; only who has the lists can write the report anew."""
    state = state_of(lexicon)
    assert state in run(reference).stdout
    page = SCRIPT.with_suffix(".md").read_text(encoding="utf-8")
    advice = "python training/coverage.py ../shared/data/reference --update training/coverage.md"
    assert state in page, f"training/coverage.md is of another lexicon; run: {advice}"
