"""The report of an evaluation and its plots; without matplotlib what to install is said."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from labelled import rows, write_jsonl
from standin import StandIn

from framing import FramingError, MissingExtra, plot
from framing.evaluate import evaluate
from framing.evaluation_report import REPORT, STAMP, Report, check_place, listed
from framing.figures import Bin
from framing.intervals import Agreement, Rate
from framing.mistakes import Reason, WrongCall
from framing.table import Table, escaped

CALL = WrongCall("own-1", None, 0, 0.91, "A *brazen*\x1b[31m |plan|.", (Reason("word:brazen", "brazen", 1.234),))
TABLE = Table("Figures", ("", "F1"), (("a | b", "0.5"), ("long name", "1.0")), "A note.")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few draws, and a stand-in for what learns."""
    monkeypatch.setattr("framing.intervals.DRAWS", 50)
    monkeypatch.setattr("framing.evaluated.learning", lambda *_: StandIn())


def run(*arguments: object) -> Result:
    """What the command does."""
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def report(**plots: Any) -> Report:
    """A small report."""
    return Report("Evaluation: own", {"file": "own_file.jsonl", "model": ""}, [TABLE], plots, [CALL])


def test_a_table_for_people() -> None:
    """Columns stand under each other."""
    assert TABLE.text().splitlines() == ["Figures", "            F1", "a | b      0.5", "long name  1.0", "A note."]


def test_the_text_of_a_report(tmp_path: Path) -> None:
    """What made it, the tables, the errors; what could be taken for Markdown is escaped, controls are replaced."""
    report().write(tmp_path / "new" / "report")
    text = (tmp_path / "new" / "report" / REPORT).read_text(encoding="utf-8")
    assert text.startswith(f"{STAMP}\n\n# Evaluation: own\n\n- file: own\\_file.jsonl\n")
    assert "| a \\| b | 0.5 |" in text
    assert "1. own-1: probability 0.9100, label 0" in text
    assert "A \\*brazen\\*�\\[31m \\|plan\\|." in text
    assert "*word:brazen +1.23*" in text
    assert "\x1b" not in text + listed([CALL])


def test_text_over_lines_is_escaped_onto_one() -> None:
    """A sentence can break no table and open no tag."""
    assert escaped("a\nb <i> `c`") == "a b \\<i\\> \\`c\\`"


def test_an_earlier_report_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    """Another `report.md`, a plot without a report and a file in place of the directory are refused."""
    report().write(tmp_path)
    report().write(tmp_path)
    (tmp_path / REPORT).write_text("# Mine", encoding="utf-8")
    with pytest.raises(FramingError, match=r"report.md: is there and no report of an evaluation; move it"):
        report().write(tmp_path)
    assert (tmp_path / REPORT).read_text(encoding="utf-8") == "# Mine"
    with pytest.raises(FramingError, match="is a file; --report needs a directory"):
        check_place(tmp_path / REPORT)
    (tmp_path / REPORT).rename(tmp_path / "mine.png")
    with pytest.raises(FramingError, match=r"mine.png: is there, and no report beside it"):
        check_place(tmp_path)


def test_a_report_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    """And no draft."""
    pytest.importorskip("matplotlib")
    report().write(tmp_path)
    before = (tmp_path / REPORT).read_bytes()

    def broken(ax: Any) -> None:
        raise RuntimeError("no ink")

    with pytest.raises(RuntimeError, match="no ink"):
        report(Broken=broken).write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [REPORT]
    assert (tmp_path / REPORT).read_bytes() == before


def test_the_command_writes_a_report_with_plots(tmp_path: Path) -> None:
    """Ten of the surest errors unless told otherwise; the same again gives the same bytes."""
    pytest.importorskip("matplotlib")
    found = [row | {"label": row["label"] ^ (i % 7 == 0), "leaning": "left"} for i, row in enumerate(rows())]
    path = write_jsonl(tmp_path / "own.jsonl", found)
    arguments = ("sentences", path, "--folds", 3, "--json", "--report", tmp_path / "out")
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["n"] == 120
    first = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert set(first) == {REPORT, "calibration.png", "false-positives-by-leaning.png"}
    text = first[REPORT].decode()
    assert "own.jsonl --folds 3 --seed 0\n" in text
    assert "\n10. " in text
    assert "\n11. " not in text
    assert "![Calibration](calibration.png)" in text
    assert run(*arguments).exit_code == 0
    assert first == {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("spans", {"text": "They brazenly met.", "spans": [[5, 13, "biased"]]}),
        ("markers", {"text": "They brazenly met.", "markers": [[5, 13, "loaded_language", "author"]]}),
        ("quotes", {"text": 'A so-called "cure" it is.', "quote": [12, 18], "function": "scare"}),
        ("voice", {"text": "Holt said it is bad.", "attributions": [{"content": [[10, 19]], "source": [[0, 4]]}]}),
    ],
)
def test_every_task_has_a_report(tmp_path: Path, task: str, row: dict[str, Any]) -> None:
    """With a plot."""
    pytest.importorskip("matplotlib")
    result = run(task, write_jsonl(tmp_path / "a.jsonl", [row]), "--report", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".md", ".png"]


def test_a_place_that_is_no_report_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    """Even where the file to measure is not there."""
    (tmp_path / REPORT).write_text("# Mine", encoding="utf-8")
    result = run("sentences", "absent.jsonl", "--report", tmp_path)
    assert result.exit_code == 2
    assert "choose another --report" in result.output


def test_without_matplotlib_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the functions and by the command."""
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r'pip install "media-framing\[plot\]"'):
        plot.shares({})
    result = run("voice", "absent.jsonl", "--report", tmp_path)
    assert result.exit_code == 2
    assert 'pip install "media-framing[plot]"' in result.output


def test_plots_are_drawn_into_given_axes() -> None:
    """And returned."""
    pytest.importorskip("matplotlib")
    bins = [Bin(0.1, 0.2, 3, 0.15, 0.3), Bin(0.2, 0.3, 0, None, None)]
    ax = plot.figure().add_subplot()
    assert plot.reliability(bins, ax=ax) is ax
    assert ax.get_xlabel() == "mean probability"
    ax = plot.figure().add_subplot()
    assert plot.shares({"left": Rate(0.2, 30, (0.1, 0.4))}, ax=ax) is ax
    assert [label.get_text() for label in ax.get_yticklabels()] == ["left (n 30)"]
    ax = plot.figure().add_subplot()
    assert plot.agreements({"all": Agreement(9, 0.5, 0.5, 0.5, (0.2, 0.6))}, ax=ax) is ax


def test_plots_make_a_figure_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pyplot, so that a notebook shows it."""
    pytest.importorskip("matplotlib")
    monkeypatch.setenv("MPLBACKEND", "agg")
    from matplotlib import pyplot

    ax = plot.shares({"left": Rate(0.2, 30, (0.1, 0.4))})
    assert ax.figure in [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close(ax.figure)
