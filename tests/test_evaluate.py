"""Evaluation: the figures by hand, the command on sentences of our own."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from labelled import rows, write_jsonl

from framing.corpora import Corpus, Source
from framing.evaluate import Rate, evaluate, sentence_figures, table
from framing.train import train


def corpus(texts: list[str], labels: list[int], leanings: list[str | None]) -> Corpus:
    """A corpus in memory."""
    none = (None,) * len(texts)
    source = Source("own.jsonl", "0" * 64, len(texts), sum(labels))
    return Corpus(tuple(texts), tuple(labels), none, none, none, tuple(leanings), (source,))


FOUR = corpus(["a", "bbb", "cc", "dddd"], [0, 0, 1, 1], [None] * 4)


def test_the_figures_of_four_sentences() -> None:
    """Of three called biased two are; lengths put three of four pairs in the right order."""
    found = sentence_figures(FOUR, np.array([0.1, 0.65, 0.6, 0.9]))
    assert (found.n, found.share_positive) == (4, 0.5)
    assert found.macro_f1 == round((2 / 3 + 4 / 5) / 2, 4)
    assert found.mcc == round((2 * 1 - 1 * 0) / (3 * 2 * 2 * 1) ** 0.5, 4)
    assert (found.auc, found.auc_of_length_alone) == (0.75, 0.75)
    assert found.false_positive_rate_by_leaning == {}


def test_one_half_is_not_biased() -> None:
    """Above 0.5 counts, at 0.5 does not."""
    assert sentence_figures(FOUR, np.array([0.5, 0.5, 0.51, 0.51])).macro_f1 == 1.0


def test_the_interval_holds_the_figure_and_narrows_with_n() -> None:
    """The middle of the draws; the same at each run."""
    labels = [0, 1] * 40
    small, large = (
        sentence_figures(corpus(["x"] * n, labels[:n], [None] * n), np.array([0.2, 0.8, 0.7, 0.4] * (n // 4)))
        for n in (20, 80)
    )
    for found in (small, large):
        assert found.interval95[0] < found.macro_f1 < found.interval95[1]
    assert np.diff(large.interval95) < np.diff(small.interval95)
    assert sentence_figures(FOUR, np.array([0.1, 0.65, 0.6, 0.9])) == sentence_figures(
        FOUR, np.array([0.1, 0.65, 0.6, 0.9])
    )


def test_false_positives_by_leaning_count_unbiased_sentences_of_sides_with_twenty() -> None:
    """Left: 5 of 20; right has 19 and is silent; biased sentences and unknown sides count nowhere."""
    sides: list[str | None] = ["left"] * 20 + ["right"] * 19 + ["left"] * 10 + [None] * 30
    labels = [0] * 39 + [1] * 10 + [0] * 30
    probabilities = np.array([0.9] * 5 + [0.1] * 15 + [0.9] * 59)
    found = sentence_figures(corpus(["x"] * 79, labels, sides), probabilities)
    assert found.false_positive_rate_by_leaning == {"left": Rate(0.25, 20)}
    assert "false positives left   0.2500  (of 20)" in table(found)


# -- the command


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bootstrap takes most of the time, and a hundred draws show what a thousand do."""
    monkeypatch.setattr("framing.evaluate.DRAWS", 100)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A labelled file."""
    return write_jsonl(tmp_path_factory.mktemp("evaluate") / "own.jsonl", rows())


@pytest.fixture(scope="module")
def model(path: Path) -> Path:
    """The directory of a model that was trained on the file."""
    directory = path.parent / "model"
    result = CliRunner().invoke(train, ["--corpus", str(path), "--output", str(directory)])
    assert result.exit_code == 0, result.output
    return directory


def run(*arguments: object) -> Result:
    """What the command does."""
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def test_cross_validation_as_json(path: Path) -> None:
    """The keys are those of the yardstick; sentences that differ in plain words are told apart."""
    result = run("sentences", path, "--folds", 3, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert list(found) == [
        "task", "n", "share_positive", "macro_f1", "interval95", "mcc", "auc", "auc_of_length_alone", "ece",
        "false_positive_rate_by_leaning",
    ]  # fmt: skip
    assert (found["task"], found["n"], found["share_positive"]) == ("sentences", 120, 0.5)
    assert found["auc"] > 0.95


def test_five_folds_are_the_default(tmp_path: Path) -> None:
    """Where every seventh label is wrong, the figures depend on the folds, and these on the seed."""
    noisy = [row | {"label": row["label"] ^ (i % 7 == 0)} for i, row in enumerate(rows())]
    path = write_jsonl(tmp_path / "noisy.jsonl", noisy)
    plain, same, fewer, other = (
        run("sentences", path, "--json", *options).output
        for options in ([], ["--folds", 5, "--seed", 0], ["--folds", 4], ["--seed", 1])
    )
    assert plain == same
    assert json.loads(plain)["auc"] < 1
    assert len({plain, fewer, other}) == 3


def test_the_config_decides_what_is_cross_validated(path: Path, tmp_path: Path) -> None:
    """A recipe that learns next to nothing predicts next to nothing."""
    (tmp_path / "weak.toml").write_text("strength = 0.00001\n", encoding="utf-8")
    weak = run("sentences", path, "--json", "--config", tmp_path / "weak.toml").output
    assert weak != run("sentences", path, "--json").output


def test_a_model_is_scored_as_a_table(path: Path, model: Path) -> None:
    """Figures for people; a model does well on what it was trained on."""
    result = run("sentences", path, "--model", model)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("sentences            120 (50.0% positive)\nmacro-F1 at 0.5      1.0000")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["none.jsonl"], "none.jsonl: cannot be read"),
        (["{path}", "--model", "no-such-model"], "no model is called 'no-such-model'"),
        (["{path}", "--model", "{model}", "--folds", "5"], "give one or the other"),
        (["{path}", "--folds", "1"], "--folds"),
        (["{path}", "--folds", "70"], "60 sentences of the rarer label"),
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


ANNOTATED = [
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


def annotated(tmp_path: Path) -> Path:
    """Three annotated texts of our own."""
    path = tmp_path / "annotated.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ANNOTATED), encoding="utf-8")
    return path


def test_markers_are_right_wrong_missed_or_disputed(tmp_path: Path) -> None:
    """Two right, one wrong (brazen), one missed; the disputed one counts neither way; one voice of two is right."""
    found = json.loads(run("markers", str(annotated(tmp_path)), "--json").output)
    assert (found["all"]["precision"], found["all"]["recall"], found["all"]["n"]) == (0.6667, 0.6667, 3)
    assert found["intensifier"]["f1"] == 1.0
    assert found["emphasis"]["recall"] == 0.6667
    assert found["loaded"]["precision"] == 0.0
    assert found["voices"] == {"author": [0.5, 2]}
    low, high = found["all"]["interval95"]
    assert low < found["all"]["f1"] < high


def test_the_table_of_markers_has_a_line_a_group(tmp_path: Path) -> None:
    """Families, then kinds, then voices."""
    lines = run("markers", str(annotated(tmp_path))).output.splitlines()
    assert [line.split()[0] for line in lines[1:6]] == ["all", "hedges", "attribution", "emphasis", "loaded"]
    assert lines[-1] == "voice author       0.500 right of 2"


def test_a_line_that_is_no_annotated_text_is_named(tmp_path: Path) -> None:
    """With its number and what was expected."""
    path = annotated(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + '{"text": "x"}\n', encoding="utf-8")
    result = run("markers", str(path))
    assert result.exit_code != 0
    assert "annotated.jsonl:4: not an annotated text ('markers'); expected {" in result.output
