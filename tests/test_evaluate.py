"""The command: its tasks on sentences of our own, by hand; learning is a stand-in."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from labelled import rows, write_jsonl
from standin import StandIn, counted

from framing import Lexicon
from framing._resources import lexicon_directory
from framing.cli import main
from framing.corpora import hashes, read
from framing.evaluate import evaluate
from framing.leftout import by_model

OUTLETS = ("The Velm Post", "island-news", "Harbour Times")
SIDES = ("left", "right")


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bootstrap takes most of the time, and a hundred draws show what a thousand do."""
    monkeypatch.setattr("framing.intervals.DRAWS", 100)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """What learns in place of `framing.learning`."""
    made = StandIn()
    monkeypatch.setattr("framing.evaluated.learning", lambda *_: made)
    return made


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A labelled file: outlets and leanings in turns; every eleventh label is wrong; loaded words are known."""
    found = [
        row | {
            "label": row["label"] ^ (i % 11 == 0),
            "outlet": OUTLETS[i // 2 % 3],
            "leaning": SIDES[i // 2 % 2],
            "spans": [[0, 3, "loaded"]] if row["label"] ^ (i % 11 == 0) else [],
        }
        for i, row in enumerate(rows())
    ]  # fmt: skip
    return write_jsonl(tmp_path_factory.mktemp("evaluate") / "own.jsonl", found)


@pytest.fixture(scope="module")
def model(path: Path, lexicon: Lexicon) -> Path:
    """The directory of a model that learned from the file."""
    corpus = read(path)
    record = {"data": [{"file": source.file, "sha256": source.sha256} for source in corpus.sources]}
    counted([corpus], lexicon, record).write(path.parent / "model")
    return path.parent / "model"


def run(*arguments: object, command: Any = evaluate) -> Result:
    """What the command does."""
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def figures(*arguments: object) -> dict[str, Any]:
    """The figures that it prints as JSON."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert found.pop("made_by")["command"].startswith(f"framing evaluate {arguments[0]} ")
    return found


# -- sentences


def test_the_keys_are_those_of_the_yardstick_and_more(path: Path) -> None:
    """Sentences that differ in plain words are told apart by models that have not seen them."""
    found = figures("sentences", path, "--folds", 3)
    assert list(found)[:6] == ["task", "n", "share_positive", "macro_f1", "interval95", "mcc"]
    assert {"auc", "auc_of_length_alone", "ece", "false_positive_rate_by_leaning"} < set(found)
    assert (found["task"], found["n"]) == ("sentences", 120)
    assert set(found["left_minus_right_parts"]["without_outlet"]) == {OUTLETS[0]}  # less another, a side has 19
    assert found["auc"] > 0.8
    assert sum(part["n"] for part in found["reliability"]) == 120
    assert "errors" not in found


def test_without_folds_the_shipped_model_is_measured(path: Path, stand_in: StandIn) -> None:
    """As in the other tasks; nothing is trained."""
    assert figures("sentences", path) == figures("sentences", path, "--model", "fast")
    assert stand_in.seen == []


def test_the_seed_decides_the_folds(path: Path) -> None:
    """0 unless another is given."""
    plain, same, fewer, other = (
        json.dumps(figures("sentences", path, *options))
        for options in (["--folds", 2], ["--folds", 2, "--seed", 0], ["--folds", 3], ["--folds", 2, "--seed", 1])
    )
    assert plain == same
    assert len({plain, fewer, other}) == 3


def test_the_order_of_rows_does_not_matter(path: Path, tmp_path: Path) -> None:
    """The same sentences are left out together, so that the figures are the same."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text("".join(lines[i] for i in np.random.default_rng(0).permutation(len(lines))), encoding="utf-8")
    for options in (["--folds", 3], ["--folds", 3, "--by", "outlet"]):
        one, other = (figures("sentences", file, *options) for file in (path, mixed))
        assert (one["macro_f1"], one["auc"], one["ece"]) == (other["macro_f1"], other["auc"], other["ece"])


def test_further_corpora_are_learned_from(path: Path, tmp_path: Path, stand_in: StandIn) -> None:
    """Less the sentences that stand in the file."""
    more = [{"text": "A vile, brazen stunt.", "label": 1}, {"text": "The board met.", "label": 0}, *rows()[:10]]
    figures("sentences", path, "--folds", 3, "--also", write_jsonl(tmp_path / "more.jsonl", more))
    assert sum(len(support[0]) for _, support, _ in stand_in.seen) == 3 * 2


def test_by_outlet_they_are_left_out_whole_and_have_figures(path: Path, stand_in: StandIn) -> None:
    """With fewer than fifty sentences an outlet has none of its own."""
    result = run("sentences", path, "--folds", 3, "--by", "outlet", "--json")
    assert json.loads(result.stdout)["by_group"] == {}
    assert "note: no outlet has figures of its own: none is told of 50 sentences\n" in result.stderr
    for own, _, left in stand_in.seen:
        assert not set(own.outlets) & set(left.outlets)


def test_by_outlet_a_model_is_only_shown(path: Path, tmp_path: Path) -> None:
    """Groups of fifty have figures, and a table."""
    twice = [row | {"outlet": "A" if i % 3 else "B"} for i, row in enumerate(rows())]
    other = write_jsonl(tmp_path / "other.jsonl", twice)
    assert list(figures("sentences", other, "--by", "outlet")["by_group"]) == ["A"]
    assert "By outlet" in run("sentences", other, "--by", "outlet").output


def test_a_model_is_not_measured_on_what_it_learned_from(path: Path, model: Path, tmp_path: Path) -> None:
    """Its card tells; on another file it is."""
    for task in ("sentences", "spans", "quotes", "markers", "voice"):
        result = run(task, path, "--model", model)
        assert result.exit_code == 2
        assert "learned from this file, so figures on it say nothing of other texts; train" in result.output
        assert len(result.output.splitlines()) == 1
    other = write_jsonl(tmp_path / "other.jsonl", rows()[:60])
    assert figures("sentences", other, "--model", model)["n"] == 60


@pytest.fixture(scope="module")
def taught(path: Path, lexicon: Lexicon) -> Path:
    """The directory of a model that carries the hashes of the first eighty sentences of the file."""
    model = counted([read(path)], lexicon, {})
    replace(model, learned=np.unique(hashes(read(path).texts[:80]))).write(path.parent / "taught")
    return path.parent / "taught"


@pytest.mark.parametrize("task", ["sentences", "spans", "markers"])
def test_sentences_that_the_model_learned_from_are_left_out(
    path: Path, taught: Path, tmp_path: Path, task: str
) -> None:
    """In whatever file they stand; how many is told to people and in JSON."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][60:]
    found = [
        row | {"text": row["text"].upper(), "markers": [[0, 3, "loaded_language"]] * row["label"]} for row in found
    ]
    if task == "sentences":
        lines = [f"{row['text']}\t{row['label']}\n" for row in found]
        (tmp_path / "a.tsv").write_text("".join(["text\tlabel\n", *lines]), encoding="utf-8")
    file = tmp_path / "a.tsv" if task == "sentences" else write_jsonl(tmp_path / "a.jsonl", found)
    result = run(task, file, "--model", taught, "--json", "--report", tmp_path / "report")
    assert result.exit_code == 0, result.output
    note = "left out 20 of 60 sentences, from which the model"
    assert result.stderr.startswith(f"note: {note}")
    record = json.loads(result.stdout)
    assert record["made_by"]["notes"].startswith(note)
    assert record.get("n" if task == "sentences" else "sentences", 40) == 40
    assert f"- notes: {note}" in (tmp_path / "report" / "report.md").read_text(encoding="utf-8")


def test_a_copy_of_what_the_model_learned_from_is_refused(path: Path, taught: Path, tmp_path: Path) -> None:
    """Where most sentences are known, whatever the bytes of the file."""
    copy = write_jsonl(tmp_path / "copy.jsonl", [row | {"text": row["text"].lower()} for row in rows()])
    result = run("sentences", copy, "--model", taught)
    assert result.exit_code == 2
    assert "learned from 80 of the 120 sentences of this file, so figures on it say nothing" in result.output
    assert "--folds 5, or measure on another file" in result.output
    assert figures("sentences", copy, "--folds", 2)["n"] == 120


def test_a_model_that_does_not_tell_what_it_learned_from_is_measured_with_a_note(path: Path, model: Path) -> None:
    """As models were before they carried hashes."""
    other = write_jsonl(model.parent / "other.jsonl", [*rows()[:60]])
    assert f"the model {model} does not tell what it learned from" in run("sentences", other, "--model", model).stderr


def test_an_export_of_label_studio_is_measured(path: Path, tmp_path: Path) -> None:
    """The choices are the labels; the same figures as those of JSONL. A directory of brat tells no label."""
    words = ("Plain", "Biased")
    tasks: list[dict[str, Any]] = [
        {
            "data": {"text": row["text"]},
            "annotations": [{"result": [{"value": {"choices": [words[row["label"]]]}}]}],
        }
        for row in rows()
    ]
    (tmp_path / "a.json").write_text(json.dumps(tasks), encoding="utf-8")
    same = figures("sentences", write_jsonl(tmp_path / "a.jsonl", rows()))
    assert figures("sentences", tmp_path / "a.json", "--map", "Plain=0") == same
    refused = run("sentences", tmp_path / "a.json")
    assert refused.exit_code == 2
    assert "task 1: label: 'Plain' is neither 0 nor 1, neither biased nor neutral; say what it means" in refused.output
    assert "--map Plain=1" in refused.output


def test_few_rows_are_told_and_nothing_has_no_share(tmp_path: Path, wordless: Path) -> None:
    """A note, and dashes for kinds that nobody annotated."""
    rows = [{"text": "It was utterly, brazenly bad.", "markers": [[7, 14, "intensifier"]]}]
    result = run("markers", write_jsonl(tmp_path / "a.jsonl", rows), "--model", wordless)
    assert "note: 1 are few to measure on: expect figures that move with chance" in result.stderr
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("loaded_language"))
    assert line.split() == ["loaded_language", "-", "-", "-", "-", "0"]


def test_the_table_has_the_figures_their_calibration_and_the_leanings(path: Path) -> None:
    """Figures for people."""
    shown = run("sentences", path, "--folds", 3).output
    for part in ("macro-F1 at 0.5", "calibration error (ECE)", "0.9 to 1.0", "Left minus right: "):
        assert part in shown
    assert [line.split()[0] for line in shown.splitlines() if line.startswith(SIDES)] == list(SIDES)


def test_the_surest_wrong_calls_come_first_with_their_reasons(path: Path) -> None:
    """On the terminal where asked for; each with id, probability, text and what spoke for it."""
    found = figures("sentences", path, "--folds", 3, "--errors", 4)["errors"]
    assert len(found) == 4
    distances = [abs(call["probability"] - 0.5) for call in found]
    assert distances == sorted(distances, reverse=True)
    for call in found:
        assert (call["probability"] > 0.5) != call["label"]
        assert all((reason["value"] > 0) == (call["probability"] > 0.5) for reason in call["reasons"])
    shown = run("sentences", path, "--folds", 3, "--errors", 1).output
    assert f"{found[0]['id']}, {found[0]['outlet']}: probability" in shown
    assert found[0]["text"] in shown
    assert "surest" not in run("sentences", path, "--folds", 3).output


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    """As `--columns` says."""
    (tmp_path / "a.csv").write_text("body,biased\nA brazen lie.,1\nThe board met.,0\n", encoding="utf-8")
    assert figures("sentences", tmp_path / "a.csv", "--columns", "text=body,label=biased")["n"] == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["none.jsonl"], "none.jsonl: cannot be read"),
        (["{path}", "--model", "no-such-model"], "no model is called 'no-such-model'"),
        (["{path}", "--model", "{model}", "--folds", "5"], "give one or the other"),
        (["{path}", "--also", "{path}"], "--also is for models trained from scratch: add --folds 5"),
        (["{path}", "--seed", "1"], "--seed is for models trained from scratch"),
        (["{path}", "--folds", "1"], "--folds"),
        (["{path}", "--folds", "70"], "sentences of the rarer label for 70 folds"),
        (["{path}", "--folds", "4", "--by", "outlet"], "3 different in 120 of 120 rows for 4 folds"),
        (["{path}", "--folds", "3", "--by", "topic"], "topic: 0 different"),
        (["{path}", "--columns", "body"], "--columns body: expected OURS=YOURS, where OURS is one of text, label"),
        (["{path}", "--folds", "3", "--config", "none.toml"], "none.toml"),
    ],
)
def test_what_cannot_be_measured_is_refused(path: Path, model: Path, arguments: list[str], expected: str) -> None:
    """Exit status 2 and what to do."""
    result = run("sentences", *(argument.format(path=path, model=model) for argument in arguments))
    assert result.exit_code == 2
    assert expected in result.output


def test_a_model_for_other_kinds_is_refused(path: Path, model: Path, tmp_path: Path) -> None:
    """The message is the command that trains it anew."""
    from framing.linear import LinearModel

    old = LinearModel.read(model)
    replace(old, card=replace(old.card, kinds=("booster",))).write(tmp_path)
    result = run("sentences", path, "--model", tmp_path)
    assert result.exit_code == 2
    assert "python -m framing.train" in result.output


def test_it_is_a_command_of_framing_too(path: Path) -> None:
    """The same tasks."""
    assert run("evaluate", "sentences", path, "--json", command=main).stdout == run("sentences", path, "--json").stdout
    assert all(task in run("evaluate", "--help", command=main).output for task in ("spans", "quotes", "voice"))


def test_scoring_does_without_evaluation() -> None:
    """`framing score` loads nothing of it."""
    import subprocess
    import sys

    program = "import sys, framing.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"framing.evaluate", "framing.train", "sklearn"}.isdisjoint(loaded)


def test_rows_without_an_outlet_are_told(path: Path, tmp_path: Path) -> None:
    """On standard error; the figures are of the others."""
    found = [row | {"outlet": OUTLETS[i // 2 % 4] if i // 2 % 4 < 3 else None} for i, row in enumerate(rows())]
    result = run("sentences", write_jsonl(tmp_path / "a.jsonl", found), "--folds", 2, "--by", "outlet", "--json")
    assert f"note: {tmp_path.name}/a.jsonl: 30 rows tell no outlet and were left out\n" in result.stderr
    assert json.loads(result.stdout)["n"] == 90


def test_a_model_is_measured_on_every_row_and_trained_on_each_text_once(tmp_path: Path) -> None:
    """Repeats count in what is measured, as a file may mean them; folds must not share them."""
    twice = write_jsonl(tmp_path / "a.jsonl", [*rows(), *rows()[:20]])
    assert figures("sentences", twice)["n"] == 140
    assert figures("sentences", twice, "--folds", 2)["n"] == 120


def test_probabilities_are_written_row_by_row(path: Path, taught: Path, tmp_path: Path) -> None:
    """With the number of the row in the file, whatever was left out, and its id; an earlier file is replaced."""
    target = tmp_path / "new" / "found.csv"
    for options, first in ((["--folds", 2], 1), (["--model", taught], 81)):
        given = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][60 * (first > 1) :]
        file = write_jsonl(tmp_path / "a.jsonl", given)
        assert run("sentences", file, *options, "--probabilities", target).exit_code == 0
        header, *lines = target.read_text(encoding="utf-8").splitlines()
        assert header == "row,id,label,probability"
        cells = [line.split(",") for line in lines]
        assert [(id, int(label)) for _, id, label, _ in cells] == [
            (given[int(row) - 1]["id"], given[int(row) - 1]["label"]) for row, *_ in cells
        ]
        assert cells[0][0] == str(first - 60 * (first > 1))
        assert all(0 <= float(probability) <= 1 for *_, probability in cells)
        assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_what_is_to_be_written_is_tried_before(path: Path, tmp_path: Path, stand_in: StandIn) -> None:
    """Another file, a place that is none: nothing is computed, and no folder is left."""
    (tmp_path / "mine.csv").write_text("text,label\n", encoding="utf-8")
    for place, expected in (
        (tmp_path / "mine.csv", "mine.csv: is there and no file of probabilities; choose another --probabilities"),
        (tmp_path, "is there and no file of probabilities; choose another --probabilities"),
        (tmp_path / "mine.csv" / "a.csv", "cannot be written (Not a directory); choose another --probabilities"),
    ):
        result = run("sentences", path, "--folds", 2, "--probabilities", place)
        assert (result.exit_code, expected in result.output) == (2, True)
    result = run("sentences", path, "--folds", 2, "--report", tmp_path / "mine.csv" / "a" / "b")
    assert "cannot be written (Not a directory); choose another --report" in result.output
    assert stand_in.seen == []


def test_bars_are_shown_where_wanted(path: Path) -> None:
    """One step a fold; none otherwise."""
    assert "2/2" in run("sentences", path, "--folds", 2, "--progress").stderr
    assert "2/2" not in run("sentences", path, "--folds", 2).stderr


def test_json_says_how_the_figures_were_made(path: Path) -> None:
    """File and model by their checksums, and the command; the folder tells files of one name apart."""
    made = json.loads(run("sentences", path, "--json").stdout)["made_by"]
    folder = path.parent.name
    assert made["command"] == f"framing evaluate sentences {folder}/own.jsonl"
    told = ["--columns", "text=text", "--map", "so so=0"]
    again = json.loads(run("sentences", path, *told, "--json").stdout)["made_by"]["command"]
    assert shlex.split(again)[4:] == told
    assert made["file"].startswith(f"{folder}/own.jsonl, sha256 ")
    assert made["model"].startswith("fast, ")
    assert "scikit-learn" not in made["versions"]
    assert set(made) == {"command", "file", "model", "lexicon", "versions", "notes"}


def test_json_says_all_that_the_figures_hang_on(tmp_path: Path) -> None:
    """Options in the form of the shell, further files with their checksums, the libraries that trained."""
    renamed = [{"body": row["text"], "label": "ja !" if row["label"] else "nein"} for row in rows()]
    (tmp_path / "more").mkdir()
    others = [row | {"text": f"Then {row['text']}"} for row in rows()[:9]]
    file, more = write_jsonl(tmp_path / "own.jsonl", renamed), write_jsonl(tmp_path / "more" / "own.jsonl", others)
    lexicon, config = tmp_path / "own words", tmp_path / "own.toml"
    shutil.copytree(lexicon_directory(), lexicon)
    config.write_text("longest = 3\n", encoding="utf-8")
    given = ["--columns", "text=body", "--map", "ja !=1", "--map", "nein=0", "--folds", "2", "--also", more]
    result = run("sentences", file, *given, "--config", config, "--lexicon", lexicon, "--json")
    assert result.exit_code == 0, result.output
    made = json.loads(result.stdout)["made_by"]
    folder = tmp_path.name
    assert made["command"] == (
        f"framing evaluate sentences {folder}/own.jsonl --folds 2 --seed 0 --config {folder}/own.toml "
        f"--lexicon '{folder}/own words' --also more/own.jsonl --columns text=body --map 'ja !=1' --map nein=0"
    )
    sums = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (more, config)}
    assert made["also"] == f"more/own.jsonl, sha256 {sums[more]}"
    assert made["config"] == f"{folder}/own.toml, sha256 {sums[config]}"
    assert {part.split()[0] for part in made["versions"].split(", ")} == {"framing", "numpy", "scikit-learn", "scipy"}
    found = [{"text": "They brazenly met.", "markers": [[5, 13, "loaded_language"]]}]
    marked = write_jsonl(tmp_path / "marked.jsonl", found)
    shown = json.loads(run("markers", marked, "--origin", "lexicon", "--origin", "pattern", "--json").stdout)
    assert shown["made_by"]["command"].endswith("marked.jsonl --origin lexicon --origin pattern")


# -- spans

SPANNED: list[dict[str, Any]] = [
    {"text": "They brazenly met.", "spans": [[5, 13, "biased"]], "label": 1},  # found
    {"text": "A velmian plan, well-velmed.", "spans": [[2, 9, "biased"], [21, 24, "biased"]], "label": 1},  # two missed
    {"text": "The brazen mayor met.", "spans": [], "label": 0},  # one wrong
    {"text": "A brazen plan.", "spans": [], "label": 1},  # unknown
]


def test_words_are_right_wrong_and_missed(tmp_path: Path) -> None:
    """A word counts whole where a span touches it; a biased row without spans is no row."""
    found = figures("spans", write_jsonl(tmp_path / "a.jsonl", SPANNED))
    assert (found["sentences"], found["n"]) == (3, 3)
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.3333, 0.4)
    assert found["by_origin"]["lexicon"]["f1"] == 0.4
    assert found["interval95"][0] <= 0.4 <= found["interval95"][1]


def test_spans_from_label_studio_and_brat_are_those_of_jsonl(tmp_path: Path) -> None:
    """The same sentences, the same figures; a kind that is not loaded is none."""
    found = figures("spans", write_jsonl(tmp_path / "a.jsonl", SPANNED[:3]))
    tasks = []
    for i, row in enumerate(SPANNED[:3]):
        regions = [{"value": {"start": s, "end": e, "labels": ["Bad"]}} for s, e, _ in row["spans"]]
        regions.append({"value": {"start": 0, "end": 1, "labels": ["Booster"]}})
        tasks.append({"data": {"text": row["text"]}, "annotations": [{"result": regions}]})
        (tmp_path / f"{i}.txt").write_text(str(row["text"]), encoding="utf-8")
        lines = [f"T{j}\tBad {s} {e}\n" for j, (s, e, _) in enumerate(row["spans"])]
        (tmp_path / f"{i}.ann").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(tasks), encoding="utf-8")
    for source in (tmp_path / "a.json", tmp_path):
        assert figures("spans", source, "--map", "Bad=loaded_language") == found
    result = run("spans", tmp_path)
    assert result.exit_code == 2
    assert "its regions are labelled Bad: say which are loaded, as in --map Bad=loaded_language" in result.output


def test_the_label_loaded_needs_no_map(tmp_path: Path) -> None:
    """As in folds and in training; what other regions are is told, and so is what nobody annotated."""
    annotated = []
    for row in SPANNED[:3]:
        regions: list[dict[str, Any]] = [
            {"value": {"start": s, "end": e, "labels": ["Loaded"]}} for s, e, _ in row["spans"]
        ]
        regions += [
            {"value": {"start": 0, "end": 1, "labels": ["Name"]}},
            {"from_name": "bias", "value": {"choices": [("Neutral", "Biased")[row["label"]]]}},
            {"from_name": "topic", "value": {"choices": ["Town"]}},
        ]
        annotated.append({"data": {"headline": row["text"]}, "annotations": [{"result": regions}]})
    path = tmp_path / "a.json"
    path.write_text(json.dumps([*annotated, {"data": {"headline": "x"}, "annotations": []}]), encoding="utf-8")
    result = run("spans", path, "--columns", "text=headline", "--json")
    assert json.loads(result.stdout)["recall"] == 0.3333
    assert result.stderr.replace(f"{path}: ", "").splitlines()[:3] == [
        "note: 1 of 4 tasks have no annotation and were left out",
        "note: the choices of topic are taken for no labels",
        "note: regions labelled Name are taken for no loaded words",
    ]
    assert "say which is the text, as in --columns text=headline" in run("spans", path).output
    assert "say which is the text, as in --columns text=headline" in run("markers", path).output
    refused = run("markers", path, "--columns", "text=headline")
    assert "label 'Loaded' is no kind of marker" in refused.output
    mapped = ("--map", "Loaded=loaded_language", "--map", "Name=booster", "--map", "Nmae=booster")
    result = run("markers", path, "--columns", "text=headline", *mapped)
    assert result.exit_code == 0, result.output
    assert f"note: {path}: nothing is labelled 'Nmae'" in result.stderr


def test_columns_and_meanings_are_those_of_further_corpora_too(path: Path, tmp_path: Path) -> None:
    """As in training: the next --columns is of the first --also."""
    (tmp_path / "more.tsv").write_text("satz\twertend\nA vile stunt.\tja\nThe board met.\tnein\n", encoding="utf-8")
    arguments = ("sentences", path, "--folds", 2, "--also", tmp_path / "more.tsv", "--map", "ja=1", "--map", "nein=0")
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "(as the --columns number 2; '' stands for a file that needs none)" in refused.output
    own = ("--columns", "", "--columns", "text=satz,label=wertend")
    result = run(*arguments, *own, "--map", "doch=1")
    assert result.exit_code == 0, result.output
    assert "nothing is labelled 'doch'" in result.stderr
    assert "'ja'" not in result.stderr
    refused = run(*arguments, *own, "--columns", "text=x")
    assert "--columns is given 3 times for 2 files; give one for each, in order" in refused.output


def test_a_further_corpus_that_adds_nothing_is_refused(path: Path, tmp_path: Path) -> None:
    """The same file, a copy of it, or its sentences in other rows."""
    twice = run("sentences", path, "--folds", 2, "--also", path)
    assert (twice.exit_code, "given twice, it or a copy of it" in twice.output) == (2, True)
    some = write_jsonl(tmp_path / "some.jsonl", [row | {"text": row["text"].upper()} for row in rows()[:9]])
    refused = run("sentences", path, "--folds", 2, "--also", some)
    assert (
        f"{some}: all its texts stand in {path.parent.name}/own.jsonl, so it adds none; leave it out" in refused.output
    )


def test_texts_with_both_labels_are_measured_with_a_note(tmp_path: Path) -> None:
    """No model is right on all of them; in folds they are left out."""
    given = [*rows(), rows()[0] | {"label": 1}]
    path = write_jsonl(tmp_path / "a.jsonl", given)
    told = "kept 2 rows whose texts carry both labels, so that no model is right on all of them (rows 1, 121)"
    assert told in run("sentences", path).stderr
    assert "left out 2 rows whose texts carry both labels" in run("sentences", path, "--folds", 2).stderr


def test_spans_in_folds_are_found_by_models_that_have_not_seen_them(path: Path, stand_in: StandIn) -> None:
    """Rows whose loaded words are unknown are learned from and not counted."""
    found = figures("spans", path, "--folds", 3)
    assert found["sentences"] == 120
    assert len(stand_in.seen) == 3
    assert "Loaded words of 120 sentences" in run("spans", path, "--folds", 3).output


def test_a_corpus_without_spans_is_refused(tmp_path: Path) -> None:
    """It says what to add."""
    result = run("spans", write_jsonl(tmp_path / "a.jsonl", rows()), "--folds", "3")
    assert result.exit_code == 2
    assert "no sentence has spans of loaded words; add the column spans, or see --map" in result.output


@pytest.mark.parametrize(
    "options", [["--by", "outlet"], ["--folds", "2"], ["--errors", "2"], ["--json", "--errors", "1"]]
)
def test_half_a_character_is_a_character(tmp_path: Path, options: list[str]) -> None:
    """A lone surrogate in a text or a name, as broken emoji leave it, is read, and written as an escape or U+FFFD."""
    odd = {"outlet": "Gull \udc00", "leaning": "left", "topic": "\ud800"}
    found = [row | odd | {"text": f"\ud800 {row['text']}", "id": f"\ud83d{i}"} for i, row in enumerate(rows())]
    path = write_jsonl(tmp_path / "a.jsonl", found)
    result = run("sentences", path, *options, "--map", "\ud800=1")
    assert result.exit_code == 0, result.output
    assert r"nothing is labelled '\ud800'" in result.stderr
    assert run("sentences", path, "--map", "\ud800=").exit_code == 2


# -- quotes

QUOTES: list[dict[str, Any]] = [
    {"text": 'Holt said: "We will not go there."', "quote": [11, 34], "function": "attributed"},
    {"text": 'He sells a so-called "cure" for ninety dollars.', "quote": [21, 27], "function": "scare"},
    {"text": "Nobody spoke at all.", "quote": [0, 6], "function": "title"},
]


def test_functions_of_quotations(tmp_path: Path) -> None:
    """Two are right; where there is no quotation none is found; sentences around shift the place."""
    around = [row | {"before": "It rained.", "after": "Then it stopped."} for row in QUOTES]
    for given in (QUOTES, around):
        found = figures("quotes", write_jsonl(tmp_path / "a.jsonl", given))
        assert (found["n"], found["accuracy"]) == (3, 0.6667)
        assert found["by_function"]["scare"]["f1"] == found["by_function"]["attributed"]["f1"] == 1.0
        assert (found["by_function"]["title"]["n"], found["by_function"]["title"]["recall"]) == (1, 0.0)
        assert found["confusion"]["title"] == {"none": 1}
    shown = run("quotes", tmp_path / "a.jsonl").output
    assert "Accuracy 0.6667" in shown
    assert "Annotated (rows) and found (columns)" in shown


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (QUOTES[0] | {"function": "joke"}, "function 'joke' is none of scare, attributed"),
        (QUOTES[0] | {"quote": [0, 99]}, "is no place in a text of 34 characters"),
        (QUOTES[0] | {"quote": [0]}, "[0] is no list of a beginning and an end"),
        (QUOTES[0] | {"before": 3}, "before and after must be texts"),
        ({"text": "x"}, "'quote' is missing"),
    ],
)
def test_an_unfit_quotation_is_named(tmp_path: Path, row: dict[str, Any], expected: str) -> None:
    """With its line."""
    result = run("quotes", write_jsonl(tmp_path / "a.jsonl", [QUOTES[0], row]))
    assert result.exit_code == 2
    assert "a.jsonl:2: " in result.output
    assert expected in result.output


# -- voice


def test_attributed_characters_and_sources(tmp_path: Path) -> None:
    """One of two attributions is found, with its source; white space does not count."""
    text = "Dana Holt said the plan is bad. We liked the idea."
    credits = [
        {"content": [[15, 30]], "source": [[0, 9]]},
        {"content": [[41, 49]], "source": [[32, 34]]},
        {"content": []},
    ]
    found = figures("voice", write_jsonl(tmp_path / "a.jsonl", [{"text": text, "attributions": credits}]))
    assert found["n"] == len("theplanisbadtheidea")
    assert (found["precision"], found["recall"]) == (1.0, round(len("theplanisbad") / found["n"], 4))
    assert (found["source_recall"], found["sources"]) == (0.5, 2)
    result = run("voice", tmp_path / "a.jsonl")
    assert "Rightly named: 0.5000" in result.stdout
    assert "a.jsonl: 1 of 3 attributions have no content and count for nothing (the first in line 1)" in result.stderr


@pytest.mark.parametrize(
    ("attributions", "expected"),
    [
        ([{"content": [[0, 5]]}], "a.jsonl:1: unfit row ([0, 5] is no place in a text of 1 characters)"),
        ([{"source": [[0, 1]]}], "a.jsonl:1: unfit row (an attribution without content, as all are); expected {"),
        ([{"content": None}], "a.jsonl:1: unfit row (an attribution without content, as all are)"),
        ([], "a.jsonl: no attribution; expected {"),
        ([{"content": [0, 1]}], "unfit row (0 is no list of a beginning and an end)"),
        (["x"], "unfit row (attribution 'x' is no object)"),
        (3, "unfit row (attributions 3 is no list)"),
    ],
)
def test_an_unfit_attribution_is_named(tmp_path: Path, attributions: Any, expected: str) -> None:
    """With its line."""
    result = run("voice", write_jsonl(tmp_path / "a.jsonl", [{"text": "x", "attributions": attributions}]))
    assert result.exit_code == 2
    assert expected in result.output


# -- markers

ANNOTATED: list[dict[str, Any]] = [
    {
        "text": "It was utterly, clearly bad.",
        "markers": [[7, 14, "intensifier", "author"]],
        "disputed": [[16, 23, "booster"]],
    },
    {
        "text": "Holt said it was utterly bad.",
        "markers": [[17, 24, "intensifier", "author"], [25, 28, "booster", "author"]],
    },
    {"text": "The plan is brazen.", "markers": []},
]


@pytest.fixture(scope="module")
def wordless(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Path:
    """A model that knows no loaded words, so that all markers are the lexicon's."""
    directory = tmp_path_factory.mktemp("wordless") / "model"
    counted([], lexicon, {}).write(directory)
    return directory


def test_markers_are_right_wrong_missed_or_disputed(tmp_path: Path, wordless: Path) -> None:
    """Two right, one wrong (brazen), one missed; the disputed one counts neither way; one voice of two is right."""
    found = figures("markers", write_jsonl(tmp_path / "a.jsonl", ANNOTATED), "--model", wordless)
    assert (found["all"]["precision"], found["all"]["recall"], found["all"]["n"]) == (0.6667, 0.6667, 3)
    assert found["intensifier"]["f1"] == 1.0
    assert found["emphasis"]["recall"] == 0.6667
    assert found["loaded"]["precision"] == 0.0
    assert found["voices"] == {"author": [0.5, 2]}
    low, high = found["all"]["interval95"]
    assert low < found["all"]["f1"] < high


def test_markers_without_a_voice_or_of_an_experimental_kind(tmp_path: Path, wordless: Path) -> None:
    """Voice is measured where it is known; kinds that are off count neither way."""
    rows = [{"text": "It was utterly bad.", "markers": [[7, 14, "Intensifier"], [0, 2, "presupposition"]]}]
    found = figures("markers", write_jsonl(tmp_path / "a.jsonl", rows), "--model", wordless)
    assert (found["all"]["n"], found["all"]["f1"], found["voices"]) == (1, 1.0, {})


def test_markers_of_some_origins_alone(tmp_path: Path) -> None:
    """Rules make no marker here but those of the lexicon."""
    path = write_jsonl(tmp_path / "a.jsonl", ANNOTATED)
    assert figures("markers", path, "--origin", "lexicon")["all"]["recall"] == 0.6667
    assert figures("markers", path, "--origin", "pattern")["all"]["recall"] == 0.0


def test_markers_that_share_a_word_and_no_character_do_not_match(tmp_path: Path) -> None:
    """Touching is not overlapping."""
    rows = [{"text": "It was utterly bad.", "markers": [[2, 7, "intensifier"]]}]
    assert figures("markers", write_jsonl(tmp_path / "a.jsonl", rows))["all"]["f1"] == 0.0


def test_the_table_of_markers_has_a_line_a_group(tmp_path: Path) -> None:
    """Families, then kinds, then voices."""
    lines = run("markers", write_jsonl(tmp_path / "a.jsonl", ANNOTATED)).stdout.splitlines()
    assert [line.split()[0] for line in lines[2:7]] == ["all", "hedges", "attribution", "emphasis", "loaded"]
    assert lines[-1].split() == ["author", "0.5000", "2"]


def test_spans_of_loaded_words_are_no_markers_until_named(tmp_path: Path) -> None:
    """`--map` says which kind they are."""
    path = write_jsonl(tmp_path / "a.jsonl", SPANNED[:1])
    assert "--map biased=loaded_language" in run("markers", path).output
    assert figures("markers", path, "--map", "biased=loaded_language")["loaded"]["f1"] == 1.0


# -- models in memory


def test_an_analyzer_takes_a_model_and_survives_pickling(path: Path, lexicon: Lexicon) -> None:
    """It says that its model has no name, and refuses one for other kinds."""
    import pickle

    from framing import Analyzer, ModelError
    from framing.scoring import SentenceModel

    corpus = read(path)
    linear = counted([corpus], lexicon, {})
    analyzer = Analyzer(SentenceModel(linear), lexicon)
    copy = pickle.loads(pickle.dumps(analyzer))
    assert np.array_equal(copy.score(corpus.texts), by_model(corpus, analyzer).probabilities)
    assert copy.analyze("Holt met.").made_by["model"] == f"unnamed@{linear.fingerprint[:12]}"
    with pytest.raises(ModelError, match="the model that was given: kinds: the model knows booster; the lexicon has"):
        Analyzer(SentenceModel(replace(linear, card=replace(linear.card, kinds=("booster",)))), lexicon)


@pytest.mark.parametrize(
    ("task", "file", "expected"),
    [
        (
            "quotes",
            "a.csv",
            "a.csv:1: unfit row (no JSON object; the file must be .jsonl, one object a line); expected {",
        ),
        ("sentences", "folder", "a directory; name one file in it"),
        ("quotes", "folder", "cannot be read (Is a directory); check the name"),
        ("voice", "empty.jsonl", "no rows; expected rows such as {"),
        ("quotes", "empty.jsonl", "no rows; expected rows such as {"),
        ("markers", "folder", "no annotated text; expected rows such as {"),
        ("spans", "absent.jsonl", "cannot be read (No such file or directory); check the name"),
    ],
)
def test_what_is_no_file_of_the_task_is_refused_in_one_line(
    tmp_path: Path, task: str, file: str, expected: str
) -> None:
    """With what to do."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "a.csv").write_text("text,quote\n", encoding="utf-8")
    result = run(task, tmp_path / file)
    assert result.exit_code == 2
    assert expected in result.output
    assert len(result.output.splitlines()) == 1


# -- what the system refuses


def test_nothing_is_read_of_a_pipe_that_probabilities_should_go_to(path: Path, tmp_path: Path) -> None:
    """It would wait for ever, and a device might have no end."""
    os.mkfifo(pipe := tmp_path / "pipe")
    for place in (pipe, Path("/dev/full")):
        result = run("sentences", path, "--probabilities", place)
        assert result.exit_code == 2
        assert f"{place}: is there and no file of probabilities" in result.stderr


@pytest.mark.parametrize("arguments", [("sentences", "n" * 300 + ".csv"), ("quotes", "n" * 300)])
def test_a_name_that_no_system_takes_is_refused(arguments: tuple[str, ...]) -> None:
    """In one line."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "File name too long; check the name" in result.stderr


def test_rows_are_measured_though_their_texts_carry_both_labels(tmp_path: Path) -> None:
    """Even where no other row has one of the labels; training needs both among the others."""
    csv = tmp_path / "a.csv"
    csv.write_text("text,label\nA met.,0\nA met.,1\nB ran.,0\nC ran.,0\n", encoding="utf-8")
    assert figures("sentences", csv)["n"] == 4
    result = run("sentences", csv, "--folds", "2")
    assert result.exit_code == 2
    assert "of 4 rows 2 are left without those whose texts carry both labels" in result.stderr


def test_columns_that_contradict_each_other_are_refused(path: Path) -> None:
    """One of ours has one of theirs."""
    result = run("sentences", path, "--columns", "text=text,text=topic")
    assert result.exit_code == 2
    assert "text is given twice" in result.stderr


def test_a_cell_that_is_too_long_is_called_so(tmp_path: Path) -> None:
    """Or what else may be the matter."""
    csv = tmp_path / "a.csv"
    csv.write_text(f'text,label\n"{"x" * 140_000}",0\n', encoding="utf-8")
    result = run("sentences", csv)
    assert result.exit_code == 2
    assert "line 2: a cell is longer than 131,072 characters, or a double quote before is never closed" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [("evaluate", "sentences"), ("lexicon", "show", "regime")])
def test_a_full_disk_is_told(arguments: tuple[str, ...], path: Path) -> None:
    """Where standard output leads there."""
    own = [str(path)] if arguments[0] == "evaluate" else []
    with Path("/dev/full").open("wb") as full:
        program = subprocess.run(
            [sys.executable, "-m", "framing", *arguments, *own], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert program.returncode == 1
    assert b"Traceback" not in program.stderr
    assert b"No space left on device" in program.stderr


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"text": "A met."}\n'.encode("utf-16"), "iconv -f UTF-16 -t UTF-8"),
        ('{"text": "Caf\xe9."}\n'.encode("latin-1"), "iconv -f WINDOWS-1252 -t UTF-8"),
        (b"PAR1\xff\xfe", "this is a Parquet file; let its name end in .parquet"),
    ],
)
@pytest.mark.parametrize("task", ["sentences", "quotes", "markers"])
def test_other_encodings_are_told(task: str, content: bytes, expected: str, tmp_path: Path) -> None:
    """By what the file begins with, by every task alike."""
    (tmp_path / "a.jsonl").write_bytes(content)
    result = run(task, tmp_path / "a.jsonl")
    assert result.exit_code == 2
    assert expected in result.stderr
