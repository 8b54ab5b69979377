"""The `framing` command."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner, Result

from framing._resources import lexicon_directory
from framing.analysis import Analysis
from framing.cli import main
from framing.entry import COLUMNS
from framing.frame import analyze_frame


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """The outcome of `framing ARGUMENTS`."""
    return CliRunner().invoke(main, arguments, input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article on disk."""
    path = tmp_path / "article.txt"
    path.write_text("The plan is utterly safe.\n", encoding="utf-8")
    return path


def test_score_reads_the_article_of_a_saved_page(tmp_path: Path) -> None:
    """Not its markup or its navigation, as `framing report` does."""
    page = (
        "<html><title>Late</title><nav>Utterly home</nav><article><p>The ferry was utterly late on Monday, and {}</p>"
    )
    (tmp_path / "page.html").write_text(page.format("forty people waited for it in the rain."), encoding="utf-8")
    result = run("score", "--json", str(tmp_path / "page.html"))
    assert result.exit_code == 0
    (found,) = json.loads(result.output)
    assert found["text"] == "The ferry was utterly late on Monday, and forty people waited for it in the rain."
    (tmp_path / "page.html").write_text("<html></html>", encoding="utf-8")
    result = run("score", str(tmp_path / "page.html"), str(tmp_path / "page.html"))
    assert (result.exit_code, result.stderr.count("no article is found in this page")) == (2, 2)


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
    assert "no model is called 'slow'; shipped models: encoder, fast" in result.stderr


def test_help_names_the_example() -> None:
    """Help shows how to call it."""
    assert "framing score article.txt" in run("score", "--help").output
    assert run("--version").output.startswith("framing, version ")


ROW = "lo9001\tzorp\tverb\t2\t\tours\t\t\tThe mayor [zorped] the plan.\tThe zorper is new.\n"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A user's file of one row."""
    path = tmp_path / "loaded_language.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + ROW, encoding="utf-8")
    return path


def test_a_users_rows_are_marked(rows: Path, tmp_path: Path) -> None:
    """The shipped lexicon and the rows of the file."""
    article = tmp_path / "article.txt"
    article.write_text("They zorped an utterly new plan.", encoding="utf-8")
    shown = run("score", "--lexicon", str(rows), str(article)).output
    assert "[zorped]1" in shown
    assert "[utterly]2" in shown


def test_an_allow_list_silences_with_a_reason(article: Path, tmp_path: Path) -> None:
    """A phrase without a reason is refused."""
    path = tmp_path / "allow.toml"
    path.write_text('[allow]\n"utterly" = "a word we use"\n', encoding="utf-8")
    assert "[utterly]" not in run("score", "--allow", str(path), str(article)).output
    path.write_text('[allow]\n"utterly" = ""\n', encoding="utf-8")
    result = run("score", "--allow", str(path), str(article))
    assert result.exit_code == 2
    assert "[allow] 'utterly' needs a reason in words, not ''" in result.output
    path.write_text('utterly = "a word we use"\n', encoding="utf-8")
    path.write_text('[allow]\n"utterly" = "a"\n"!" = "b"\nx = 3', encoding="utf-8")
    told = run("score", "--allow", str(path), str(article)).output
    assert f"{path}:3:1: [allow] '!' has no word" in told
    assert f"{path}:4:1: [allow] 'x' needs a reason in words, not 3" in told
    path.write_text('utterly = "a word we use"\n[allow]\nx = ""\n[mine]\n', encoding="utf-8")
    told = run("score", "--allow", str(path), str(article)).output
    assert f"{path}:1:1: 'utterly' stands outside of [allow]; expected one table [allow] with lines such as" in told
    assert f"{path}:3:1: [allow] 'x' needs a reason in words, not ''" in told
    assert f"{path}:4:1: 'mine' stands outside of [allow]" in told
    path.write_text("[mine]\n", encoding="utf-8")
    assert f"{path}:1:1: no table [allow]; expected" in run("score", "--allow", str(path), str(article)).output
    path.unlink()
    told = run("score", "--allow", str(path), str(article)).output
    assert f"{path}: cannot be read (No such file or directory); check the name" in told
    assert "lexicon" not in told.replace(str(path), "")


def test_lexicon_check_tests_the_rows_of_a_file(rows: Path) -> None:
    """A sound file passes; what misfires is named with its place."""
    result = run("lexicon", "check", str(rows))
    assert (result.exit_code, result.output) == (0, "1 row, no faults\n")
    rows.write_text(rows.read_text(encoding="utf-8").replace("The zorper is new.", "They zorp."), encoding="utf-8")
    result = run("lexicon", "check", str(rows))
    assert result.exit_code == 1
    assert f"{rows}:2:10: 'zorp' fires on 'zorp', where all must be silent: They zorp." in result.output


def test_lexicon_check_tells_faults_of_format(rows: Path) -> None:
    """And what misfires elsewhere, in one run, line by line."""
    more = (ROW.replace("lo9001", "lo9002").replace("zorp", "zurp").replace("The zurper is new.", "They zurp."), ROW)
    rows.write_text(rows.read_text(encoding="utf-8").replace("verb", "verbs") + "".join(more), encoding="utf-8")
    result = run("lexicon", "check", str(rows))
    assert result.exit_code == 1
    assert result.output.replace(str(rows), "").splitlines() == [
        ":2:3: 'verbs' must be one of adj, adv, noun, phrase, verb",
        ":3:10: 'zurp' fires on 'zurp', where all must be silent: They zurp.",
        ":4:1: the id lo9001 of 'zorp' is that of 'zorp' (loaded_language.tsv:2) too; take one that no row has",
        ":4:2: 'zorp' (verb) is out of order after 'zurp' (verb); sort the rows by term and pos",
        "1 sound row, 4 faults",
    ]


def test_rows_can_be_left_out_and_files_added(rows: Path, article: Path) -> None:
    """Each of --lexicon and --without may be given several times."""
    other = rows.parent / "booster.tsv"
    row = ROW.replace("lo9001", "bo9001").replace("zorp", "utterly").replace("verb", "adv")
    row = row.replace("[utterlyed]", "[utterly] hated").replace("utterlyer is new", "utter plan is new")
    other.write_text(f"{chr(9).join(COLUMNS)}\n{row}", encoding="utf-8")
    utterly = run("lexicon", "show", "utterly").output.split()[0]
    chosen = ("--lexicon", str(rows), "--lexicon", str(other), "--without", utterly, "--without", "di0001")
    (record,) = json.loads(run("score", "--json", *chosen, str(article)).output)
    assert [(marker["kind"], marker["entry"]) for marker in record["markers"]] == [("booster", "bo9001")]
    result = run("score", "--without", "bo0", str(article))
    assert result.exit_code == 2
    assert "no row has the id 'bo0'" in result.stderr
    result = run("lexicon", "check", str(other), "--without", utterly)
    assert (result.exit_code, result.output) == (0, "1 row, no faults\n")


@pytest.mark.parametrize("name", ["scare_quote", "booster"])
def test_lexicon_check_needs_no_kind(name: str, tmp_path: Path) -> None:
    """A catalogue with fewer kinds than the shipped one is checked as well."""
    copied = shutil.copytree(lexicon_directory(), tmp_path / "en")
    tables = (copied / "catalog.toml").read_text(encoding="utf-8").split("\n\n")
    kept = [table for table in tables if not table.startswith(f"[{name}]")]
    (copied / "catalog.toml").write_text("\n\n".join(kept), encoding="utf-8")
    (copied / f"{name}.tsv").unlink()
    result = run("lexicon", "check", str(copied / "exaggeration.tsv"))
    assert "fault" in result.output.splitlines()[-1]
    assert isinstance(result.exception, SystemExit | None)


def test_lexicon_check_takes_a_file_of_a_whole_lexicon(tmp_path: Path) -> None:
    """Beside a catalogue, a file is part of that lexicon, and only its rows are tested."""
    copied = shutil.copytree(lexicon_directory(), tmp_path / "en")
    result = run("lexicon", "check", str(copied / "distancing_hedge.tsv"))
    number = (copied / "distancing_hedge.tsv").read_text(encoding="utf-8").count("\n") - 1
    *faults, last = result.output.splitlines()
    assert last.startswith(f"{number} rows, ")
    assert all(fault.startswith(f"{copied / 'distancing_hedge.tsv'}:") for fault in faults)


def test_lexicon_check_needs_no_model_of_the_kinds(tmp_path: Path) -> None:
    """A catalogue with another kind than the shipped model knows is checked all the same."""
    copied = shutil.copytree(lexicon_directory(), tmp_path / "en")
    catalog = (copied / "catalog.toml").read_text(encoding="utf-8")
    kind = catalog[catalog.index("[booster]") :].split("\n\n")[0]
    kind = kind.replace("[booster]", "[zorping]").replace('"bo"', '"zo"')
    (copied / "catalog.toml").write_text(f"{catalog}\n{kind}\n", encoding="utf-8")
    rows = copied / "zorping.tsv"
    rows.write_text("\t".join(COLUMNS) + "\n" + ROW.replace("lo9001", "zo9001").replace("ours", "house"), "utf-8")
    result = run("lexicon", "check", str(rows))
    assert (result.exit_code, result.output) == (0, "1 row, no faults\n")


def test_lexicon_show_tells_all_of_a_row(rows: Path) -> None:
    """By id, by term, by an inflected form; else the nearest terms."""
    assert "lo9001  zorp" in run("lexicon", "show", "--lexicon", str(rows), "zorping").output
    shown = run("lexicon", "show", "purportedly").output
    assert "Distancing hedges (distancing_hedge, stable)" in shown
    assert "  counterexample  " in shown
    assert run("lexicon", "show", shown.split()[0]).output == shown
    assert run("lexicon", "show", shown.split()[0].upper()).output == shown
    assert run("lexicon", "show", "Purportedly").output == shown
    assert run("lexicon", "show", "so–called").output == run("lexicon", "show", "so-called").output
    result = run("lexicon", "show", "purportadly")
    assert result.exit_code == 2
    assert "near it: purportedly" in result.output


def test_lexicon_coverage_measures_a_list(tmp_path: Path) -> None:
    """A line a term, then the counts."""
    path = tmp_path / "list.txt"
    path.write_text("# mine\npurportedly\t12\nzorp\n\npurportedly\n", encoding="utf-8")
    lines = run("lexicon", "coverage", str(path)).output.splitlines()
    assert lines[0].startswith("purportedly\tdistancing_hedge\tdi")
    assert lines[1:3] == ["zorp\t-\t", "2 terms, 1 with a row (50%)"]
    assert [line.split() for line in lines[3:]] == [["distancing_hedge", "1"], ["none", "1"]]
    written = b"pasta-gate\nhate-monger.\ncorrugates\npasta gate\n"
    lines = run("lexicon", "coverage", "-", stdin=written).output.splitlines()
    assert [line.split("\t")[:2] for line in lines[:3]] == [
        ["pasta-gate", "loaded_label"], ["hate-monger.", "loaded_label"], ["corrugates", "-"],
    ]  # fmt: skip


def test_lexicon_coverage_of_what_cannot_be_read(tmp_path: Path) -> None:
    """The reason, and what to do."""
    missing = run("lexicon", "coverage", str(tmp_path / "none.txt"))
    assert (missing.exit_code, "cannot be read (No such file" in missing.stderr) == (2, True)
    (tmp_path / "list.txt").write_bytes("café".encode("latin-1"))
    assert "list.txt: not UTF-8 (byte 3)" in run("lexicon", "coverage", str(tmp_path / "list.txt")).stderr


def test_lexicon_coverage_tells_both_spellings_of_a_term() -> None:
    """Where capitals decide, the two are two terms; with a hyphen and without, one is listed."""
    lines = run("lexicon", "coverage", "-", stdin=b"partygate\nPartygate\nfake news\nfake-news\n").output.splitlines()
    assert [line.split("\t")[0] for line in lines[:3]] == ["partygate", "Partygate", "fake news"]
    assert lines[3].startswith("3 terms, 3 with a row")


def test_show_and_coverage_mind_capitals_as_texts_do(tmp_path: Path) -> None:
    """A star in lower case finds no name, one before a capital finds names alone."""
    path = tmp_path / "loaded_label.tsv"
    cells = ("noun", "2", "", "ours", "", "", "It is a [zorpy].", "A zorpy.")
    rows = [COLUMNS, ("la9000", "*Zorpy", *cells), ("la9001", "*zorpy", *cells)]
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    for words, shown in (
        ("*Zorpy", "la9000"), ("*zorpy", "la9001"), ("Pastazorpy", "la9000"), ("pastazorpy", "la9001"),
        ("Pasta-zorpy", "la9000"),
    ):  # fmt: skip
        told = run("lexicon", "show", "--lexicon", str(path), words).output
        assert re.findall(r"^[a-z]{2}\d{4}", told, re.M) == [shown]
    listed = b"Pastazorpy\nryezorpies.\nPenne zorpy\n"
    lines = run("lexicon", "coverage", "--lexicon", str(path), "-", stdin=listed).output.splitlines()
    assert [line.split("\t")[2] for line in lines[:3]] == ["la9000", "la9001", ""]


def test_training_and_evaluation_are_commands_too() -> None:
    """With their own help."""
    listed = CliRunner().invoke(main, ["--help"]).output
    assert "..." not in listed.partition("Commands:")[2]
    assert "..." not in CliRunner().invoke(main, ["lexicon", "--help"]).output.partition("Commands:")[2]
    for name in ("evaluate", "lexicon", "score", "train"):
        assert f"\n  {name} " in listed
        assert "Usage: framing" in CliRunner().invoke(main, [name, "--help"], prog_name="framing").output


# -- tables of articles

ROWS = 'url,outlet,body\na,Gull,"It was utterly safe, critics say."\nb,Tern,\nc,Tern,It was late.\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three articles, one of them without words."""
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_table_gives_an_analysis_a_row(table: Path) -> None:
    """With its name and the other cells beside it."""
    lines = run("score", str(table), "--text", "body", "--id", "url", "--jsonl").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [(r["file"], r["id"], r["columns"]) for r in records] == [
        (str(table), "a", {"url": "a", "outlet": "Gull"}),
        (str(table), "b", {"url": "b", "outlet": "Tern"}),
        (str(table), "c", {"url": "c", "outlet": "Tern"}),
    ]
    assert [marker.text for marker in Analysis.from_dict(records[0]).markers] == ["utterly", "critics"]
    assert f"== {table}:2 ==" in run("score", str(table), "--text", "body").stdout


@pytest.mark.parametrize("per", ["article", "sentence", "marker", "attribution"])
def test_tables_of_findings(table: Path, per: str) -> None:
    """The columns are those of `analyze_frame`; two processes give the same."""
    result = run("score", str(table), "--text", "body", "--id", "url", "--csv", per)
    found = list(csv.DictReader(result.stdout.splitlines()))
    frame = analyze_frame(pandas.read_csv(table, keep_default_na=False), text="body", id="url", per=per)  # type: ignore[arg-type]
    assert list(found[0]) == list(frame.columns)
    assert [row["id"] for row in found] == list(frame["id"])
    assert (
        run("score", str(table), "--text", "body", "--id", "url", "--csv", per, "--n-jobs", "2").stdout == result.stdout
    )


def test_patterns_are_files(tmp_path: Path) -> None:
    """In the order of their names; a pattern that fits none is told."""
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("It was late.", encoding="utf-8")
    shown = run("score", str(tmp_path / "*.txt")).stdout
    assert re.findall(r"== .*/(.*) ==", shown) == ["a.txt", "b.txt"]
    assert "no such file" in run("score", str(tmp_path / "*.md")).stderr


def test_what_a_table_lacks(table: Path, article: Path) -> None:
    """Columns that are not there, and texts that are no tables; the others are done."""
    result = run("score", str(table), "--text", "text")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "framing: --text: no column is called 'text'; the columns are url, outlet, body\n"
    assert "--text and --id are of tables, whose names end in" in run("score", str(article), "--text", "body").stderr
    assert "read as one text; of a table name the column of texts with --text" in run("score", str(table)).stderr
    assert "give one of --json, --jsonl and --csv" in run("score", str(table), "--json", "--csv", "article").stderr


def test_names_of_files_cannot_steer_a_terminal(tmp_path: Path) -> None:
    """Controls and line breaks in a name are shown as pictures, or as blanks."""
    path = tmp_path / "a\x1b[31m\nb.txt"
    path.write_text("They left.", encoding="utf-8")
    shown = run("score", str(path)).output
    assert "\x1b" not in shown
    assert "a\u241b[31m b.txt ==\n" in shown
    assert "'': no name of a file; give one" in run("score", "").stderr


@pytest.mark.parametrize(("closed", "told"), [(">&-", "standard output is closed"), ("<&-", "input is closed")])
def test_what_is_closed_is_told(closed: str, told: str) -> None:
    """In one line, without a traceback."""
    command = f"{sys.executable} -m framing score - {closed}"
    found = subprocess.run(["sh", "-c", command], input="They left.", capture_output=True, text=True, check=False)
    assert found.returncode in (1, 2)
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_one_layout_at_a_time_and_no_header_for_nothing(article: Path) -> None:
    """What is asked for twice is refused; a table that cannot be read leaves no empty one behind."""
    assert "give one of --json, --jsonl and --csv" in run("score", "--json", "--jsonl", str(article)).stderr
    found = run("score", "--csv", "article", "missing.txt")
    assert (found.exit_code, found.stdout) == (2, "")
