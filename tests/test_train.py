"""Training on sentences of our own."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from labelled import others, rows, with_spans, write_jsonl

from framing._resources import model_directory
from framing.errors import CorpusError, FramingError, ModelError
from framing.evaluate import evaluate
from framing.gate import best, check_gate, check_target
from framing.lexicon import Lexicon
from framing.linear import ARRAYS, CARD, Card, LinearModel
from framing.recipe import Recipe
from framing.regression import splits
from framing.train import SHIPPED, figures, train

CONFIG = Path(__file__).parents[1] / "training" / "config.toml"


def run(*arguments: object) -> Result:
    """What the command does."""
    return CliRunner().invoke(train, [str(argument) for argument in arguments])


# -- the recipe


def test_the_config_holds_the_defaults_and_all_of_them() -> None:
    """training/config.toml is the recipe in the code, key by key."""
    assert Recipe.read(CONFIG) == Recipe()
    keys = [line.partition(" =")[0] for line in CONFIG.read_text(encoding="utf-8").splitlines() if " = " in line]
    assert keys == list(asdict(Recipe()))


def test_a_config_changes_what_it_names(tmp_path: Path) -> None:
    """The rest keeps its default; a whole number will do where a fraction may stand."""
    (tmp_path / "own.toml").write_text("strength = 2\nlongest = 3\n", encoding="utf-8")
    assert Recipe.read(tmp_path / "own.toml") == replace(Recipe(), strength=2, longest=3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("strenght = 1.0", "own.toml: strenght: unknown; the keys are strength, shortest"),
        ("min_word = 1.5", "own.toml: min_word: 1.5 is not a whole number from 1 to 1,000,000"),
        ("min_word = true", "own.toml: min_word: True is not a whole number"),
        ("strength = '1'", "own.toml: strength: '1' is not a number"),
        ("strength = 0", "own.toml: strength: 0 is not a number from 1e-06 to 1,000,000"),
        ("strength = 1e300", r"strength: 1e\+300 is not a number from 1e-06 to 1,000,000"),
        ("strength = nan", "own.toml: strength: nan is not"),
        ("folds = 1", "own.toml: folds: 1 is not a whole number from 2 to 1,000,000"),
        ("precision = 1.5", "own.toml: precision: 1.5 is not a number from 0 to 1"),
        ("shortest = 5", "own.toml: longest: 4 is less than shortest, 5"),
        ("longest = 41", "own.toml: longest: 41 is not a whole number from 1 to 40"),
        ("strength = ", "own.toml: not TOML"),
    ],
)
def test_a_faulty_config_is_refused(tmp_path: Path, content: str, expected: str) -> None:
    """With file, key and what would do."""
    (tmp_path / "own.toml").write_text(content, encoding="utf-8")
    with pytest.raises(FramingError, match=expected):
        Recipe.read(tmp_path / "own.toml")


# -- measuring


def test_splits_cover_every_row_once_and_keep_the_shares() -> None:
    """Of 12 rows with 6 of each label every one of 3 parts holds two and two."""
    labels = np.array([0, 1] * 6)
    parts = list(splits(labels, 3, seed=0))
    assert sorted(np.concatenate([left for _, left in parts]).tolist()) == list(range(12))
    for learned, left in parts:
        assert labels[left].sum() == 2
        assert not set(learned) & set(left)
    assert [left.tolist() for _, left in splits(labels, 3, seed=1)] != [left.tolist() for _, left in parts]


def test_too_few_sentences_of_a_label_are_refused() -> None:
    """The message says how many there are and how many are needed."""
    with pytest.raises(CorpusError, match=r"2 sentences of the rarer label .* at least 3"):
        list(splits(np.array([0, 0, 0, 0, 1, 1]), 3, seed=0))


def test_figures_by_hand() -> None:
    """Four sentences: of three called biased two are; one pair of the four is in the wrong order."""
    labels, probabilities = np.array([0, 0, 1, 1]), np.array([0.1, 0.65, 0.6, 0.9])
    found = figures(labels, probabilities)
    assert found["macro_f1"] == round((2 / 3 + 4 / 5) / 2, 4)
    assert found["auc"] == 0.75
    assert found["ece"] == round((0.1 + abs(0.625 - 0.5) * 2 + 0.1) / 4, 4)


# -- the command


def test_the_command_writes_a_model_with_its_card(tmp_path: Path, lexicon: Lexicon) -> None:
    """The card says from what and how; the report says how well."""
    path = write_jsonl(tmp_path / "own.jsonl", rows())
    result = run("--corpus", path, "--output", tmp_path / "model", "--seed", 3)
    assert result.exit_code == 0, result.output
    assert "own.jsonl: 120 sentences, 60 positive" in result.output
    model = LinearModel.read(tmp_path / "model")
    assert model.card.kinds == lexicon.kinds
    assert model.card.lexicon == lexicon.fingerprint
    record = dict(model.card.record)
    found = record.pop("cross_validation")
    assert found["auc"] > 0.95
    assert f"macro-F1 {found['macro_f1']:.4f}" in result.output
    assert len(record.pop("parts")) == 64
    assert set(record.pop("versions")) == {"framing", "numpy", "scikit-learn", "scipy"}
    assert record.pop("label").startswith("1 where annotators")
    assert record == {
        "task": "sentence",
        "data": [
            {
                "file": f"{path.parent.name}/own.jsonl",
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "n": 120,
                "positive": 60,
                "columns": {},
            }
        ],
        "map": {},
        "seed": 3,
        "recipe": asdict(Recipe()),
    }


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """Wherever their folder lies and wherever the model goes; another seed gives another model."""
    for name, seed in (("one", 0), ("other", 0), ("third", 1)):
        (tmp_path / name / "corpus").mkdir(parents=True)
        path = write_jsonl(tmp_path / name / "corpus" / "own.jsonl", rows())
        assert run("--corpus", path, "--output", tmp_path / name / "model", "--seed", seed).exit_code == 0
    one, other, third = (tmp_path / name / "model" for name in ("one", "other", "third"))
    for file in (ARRAYS, CARD):
        assert (one / file).read_bytes() == (other / file).read_bytes()
        assert (one / file).read_bytes() != (third / file).read_bytes()


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """In either corpus: the same arrays, and a card that differs in the checksums of the files alone."""
    own, more = with_spans(), [*others(), others()[1] | {"text": others()[1]["text"].upper()}]
    cards = []
    for name, step in (("one", 1), ("other", -1)):
        (tmp_path / name / "corpus").mkdir(parents=True)
        target = write_jsonl(tmp_path / name / "corpus" / "own.jsonl", own[::step])
        support = write_jsonl(tmp_path / name / "corpus" / "more.jsonl", more[::step])
        result = run("--corpus", target, "--corpus", support, "--output", tmp_path / name / "model")
        assert result.exit_code == 0, result.output
        cards.append(json.loads((tmp_path / name / "model" / CARD).read_text(encoding="utf-8")))
    one, other = (tmp_path / name / "model" / ARRAYS for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    for own_card in cards:
        for source in own_card["data"]:
            del source["sha256"]
    assert cards[0] == cards[1]


def test_several_corpora_and_a_config(tmp_path: Path) -> None:
    """Each corpus has its line on the card, in order; the config is recorded."""
    halves = [write_jsonl(tmp_path / f"{i}.jsonl", rows()[i * 60 : i * 60 + 60]) for i in (0, 1)]
    config = tmp_path / "own.toml"
    config.write_text("folds = 3\nlongest = 3\n", encoding="utf-8")
    arguments = [part for half in halves for part in ("--corpus", half)]
    assert run(*arguments, "--output", tmp_path / "model", "--config", config).exit_code == 0
    card = json.loads((tmp_path / "model" / CARD).read_text(encoding="utf-8"))
    assert [source["file"] for source in card["data"]] == [f"{tmp_path.name}/{i}.jsonl" for i in (0, 1)]
    assert (card["recipe"]["folds"], card["characters"]) == (3, [2, 3])


Make = Callable[[Path], list[object]]
REFUSED: dict[str, tuple[Make, str]] = {
    "no such file": (lambda d: [d / "none.jsonl"], "none.jsonl: "),
    "one class": (
        lambda d: [write_jsonl(d / "a.jsonl", [row | {"label": 1} for row in rows()])],
        "a.jsonl: all 120 rows have the label 1",
    ),
    "too few": (
        lambda d: [write_jsonl(d / "a.jsonl", rows()[:6])],
        "a.jsonl: 3 sentences of the rarer label for 5 folds; label more, or take fewer folds",
    ),
    "the same file twice": (
        lambda d: [write_jsonl(d / "a.jsonl", rows()), "--corpus", d / "a.jsonl"],
        "a.jsonl: given twice, it or a copy of it; give each file once",
    ),
    "nothing new": (
        lambda d: [write_jsonl(d / "a.jsonl", rows()), "--corpus", write_jsonl(d / "b.jsonl", rows()[:9])],
        "so it adds none; leave it out",
    ),
    "marks only": (
        lambda d: [write_jsonl(d / "a.jsonl", [row | {"text": "?!"} for row in rows()])],
        "no text has a word",
    ),
    "no config": (
        lambda d: [write_jsonl(d / "a.jsonl", rows()), "--config", d / "none.toml"],
        "none.toml: cannot be read (No such file or directory); check the name",
    ),
}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a model."""
    directory = tmp_path_factory.mktemp("trained")
    path = write_jsonl(directory / "own.jsonl", rows())
    assert run("--corpus", path, "--output", directory / "model").exit_code == 0
    return directory / "model"


@pytest.mark.parametrize(("case", "there"), list(product(REFUSED, (False, True))))
def test_what_cannot_be_trained_on_is_refused(tmp_path: Path, trained: Path, case: str, there: bool) -> None:
    """Exit status 2, one line, no traceback; a model that was there is untouched, and none is left half-made."""
    make, expected = REFUSED[case]
    if there:
        shutil.copytree(trained, tmp_path / "m")
    before = {path.name: path.read_bytes() for path in (tmp_path / "m").glob("*")}
    result = run("--corpus", *make(tmp_path), "--output", tmp_path / "m")
    assert result.exit_code == 2
    assert expected in result.output
    assert [line for line in result.output.splitlines() if not line.startswith("note: ")] == [
        result.output.splitlines()[-1]
    ]
    assert {path.name: path.read_bytes() for path in (tmp_path / "m").glob("*")} == before


def test_spans_and_a_further_corpus_teach_which_words_are_loaded(tmp_path: Path) -> None:
    """The report has a figure for words; a user's file without spans is told what it lacks."""
    own, more = write_jsonl(tmp_path / "own.jsonl", with_spans()), write_jsonl(tmp_path / "more.jsonl", others())
    result = run("--corpus", own, "--corpus", more, "--output", tmp_path / "model")
    assert result.exit_code == 0, result.output
    assert f"cross-validated on {tmp_path.name}/own.jsonl" in result.output
    assert "loaded words F1 0." in result.output or "loaded words F1 1." in result.output
    assert "only 120 sentences" in result.output
    assert "no column spans" not in result.output
    assert "no column spans" in run("--corpus", more, "--output", tmp_path / "m").output


def test_figures_are_those_of_evaluate(tmp_path: Path) -> None:
    """On the same file, folds and seed; what another marker covers counts as users see it."""
    covered = [
        row | {"text": f"\u201c{row['text']}\u201d", "spans": [[s + 1, e + 1] for s, e, _ in row["spans"]]}
        if number % 3 == 0 else row for number, row in enumerate(with_spans())
    ]  # fmt: skip
    path = write_jsonl(tmp_path / "own.jsonl", covered)
    assert run("--corpus", path, "--output", tmp_path / "model", "--seed", 2).exit_code == 0
    found = LinearModel.read(tmp_path / "model").card.record["cross_validation"]
    measured = {}
    for task in ("sentences", "spans"):
        result = CliRunner().invoke(evaluate, [task, str(path), "--folds", "5", "--seed", "2", "--json"])
        measured[task] = json.loads(result.stdout)
    names = ("macro_f1", "auc", "ece")
    assert {name: found[name] for name in names} == {name: measured["sentences"][name] for name in names}
    assert found["loaded_words_f1"] == measured["spans"]["f1"]


def test_columns_are_those_of_the_first_corpus(tmp_path: Path) -> None:
    """A CSV with other names is mapped."""
    lines = [f"{row['text']}\t{row['label']}".split("\t") for row in rows()]
    content = "body,biased\n" + "".join(f'"{text}",{label}\n' for text, label in lines)
    (tmp_path / "own.csv").write_text(content, encoding="utf-8")
    arguments = ("--corpus", tmp_path / "own.csv", "--output", tmp_path / "model")
    assert run(*arguments, "--columns", "text=body,label=biased").exit_code == 0
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "no column is called text or label" in refused.output


# -- in place of the shipped model


def card(**found: float) -> Card:
    """The card of a model with these figures on the same data."""
    figures = {"macro_f1": 0.8, "auc": 0.88, "ece": 0.02, "loaded_words_f1": 0.46} | found
    data = [{"file": "a.jsonl", "sha256": "0" * 64, "n": 120, "positive": 60, "columns": {}}]
    record = {
        "data": data,
        "map": {},
        "parts": "a" * 64,
        "seed": 0,
        "recipe": {"folds": 5},
        "cross_validation": figures,
    }
    return Card((), "", (2, 4), record)


def test_a_model_that_is_as_good_may_take_the_place_of_the_shipped_one() -> None:
    """A part of a slack, or parts of several that make up one, are no loss."""
    check_gate(card(), card())
    check_gate(card(auc=0.9), card())
    check_gate(card(macro_f1=0.796), card())
    check_gate(card(macro_f1=0.798, auc=0.878, loaded_words_f1=0.458), card())
    check_gate(card(macro_f1=0.795), card())


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"macro_f1": 0.79}, "macro_f1 0.7900 against 0.8000"),
        ({"auc": 0.87}, "auc 0.8700 against 0.8800"),
        ({"loaded_words_f1": 0.44}, "loaded_words_f1 0.4400 against 0.4600"),
        ({"ece": 0.045}, "ece 0.0450 against 0.0200"),
        ({"macro_f1": 0.796, "auc": 0.876, "loaded_words_f1": 0.452, "ece": 0.035}, "macro_f1 0.7960 .* ece 0.0350"),
    ],
)
def test_a_worse_one_may_not(found: dict[str, float], expected: str) -> None:
    """Each figure is named with both values; slacks that are used up at once are one too many."""
    with pytest.raises(ModelError, match=expected):
        check_gate(card(**found), card())


def test_calibration_has_a_limit() -> None:
    """However bad that of the shipped model was."""
    with pytest.raises(ModelError, match=r"ece 0.0510, where 0.05 is the most"):
        check_gate(card(ece=0.051), card(ece=0.06))


def test_a_slack_is_spent_once() -> None:
    """The next model is measured by the best figures so far; a figure that the old card lacks is new."""
    first, second, third = card(), card(macro_f1=0.797), card(macro_f1=0.794, auc=0.885)
    check_gate(second, first)
    second = replace(second, record={**second.record, "best": best(second, first)})
    assert second.record["best"] == {"macro_f1": 0.8, "auc": 0.88, "ece": 0.02, "loaded_words_f1": 0.46}
    with pytest.raises(ModelError, match=r"macro_f1 0.7940 against 0.8000"):
        check_gate(third, second)
    assert best(third, second)["auc"] == 0.885
    old = card()
    del old.record["cross_validation"]["loaded_words_f1"]
    check_gate(card(loaded_words_f1=0.1), old)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"seed": 1}, "with seed 0, the new one with 1: .* give --seed 0"),
        ({"recipe": {"folds": 3}}, "with folds 5, the new one with 3: .* folds = 5 in the recipe"),
        ({"map": {"ja": "1"}}, r"with map \{\}, the new one with \{'ja': '1'\}: .* the same --columns and --map"),
        (
            {"data": [{"sha256": "1" * 64}]},
            "with sha256 0+, the new one with 1+: .* give the file a.jsonl as the first --corpus",
        ),
        ({"data": [{"positive": 59}]}, "with positive 60, the new one with 59: .* the same --columns and --map"),
        (
            {"parts": "b" * 64},
            "with parts a+, the new one with b+: .* split the sentences; to begin anew, write with --output",
        ),
        ({"data": [{"columns": {"label": "b"}}]}, "with columns .* the same --columns and --map"),
    ],
)
def test_figures_of_other_folds_are_not_compared(changed: dict[str, Any], expected: str) -> None:
    """Nor those of another target, seed or meaning of the labels; a card that tells no columns was made without."""
    new, old = dict(card().record), card()
    check_target(new, old)
    data = [new["data"][0] | changed.get("data", [{}])[0]]
    with pytest.raises(ModelError, match=expected):
        check_target(new | changed | {"data": data}, old)
    del old.record["map"], old.record["data"][0]["columns"]
    check_target(new, old)


def test_in_place_leaves_the_shipped_model_where_figures_cannot_be_compared(tmp_path: Path) -> None:
    """Trained on other data: refused, and the shipped model is as it was."""
    shipped = model_directory(SHIPPED)
    before = {path.name: path.read_bytes() for path in shipped.glob("*")}
    result = run("--corpus", write_jsonl(tmp_path / "own.jsonl", rows()), "--in-place")
    assert result.exit_code == 2
    assert "the figures cannot be compared" in result.output
    assert {path.name: path.read_bytes() for path in shipped.glob("*")} == before


def test_in_place_keeps_the_best_figures(tmp_path: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the card of the new model; with another seed it is refused before anything is learned."""
    monkeypatch.setattr("framing.train.model_directory", lambda name: tmp_path / name)
    shutil.copytree(trained, tmp_path / SHIPPED)
    path = trained.parent / "own.jsonl"
    refused = run("--corpus", path, "--in-place", "--seed", 1)
    assert refused.exit_code == 2
    assert refused.output.startswith("Error: the shipped model was measured with seed 0, the new one with 1: ")
    result = run("--corpus", path, "--in-place")
    assert result.exit_code == 0, result.output
    record = LinearModel.read(tmp_path / SHIPPED).card.record
    assert record["best"] == record["cross_validation"]


def test_sentences_of_the_target_are_told_and_not_counted_again(tmp_path: Path) -> None:
    """The card says how many sentences of a further corpus were used."""
    own = write_jsonl(tmp_path / "own.jsonl", rows())
    more = write_jsonl(tmp_path / "more.jsonl", [*rows()[:100], *others()[:20]])
    result = run("--corpus", own, "--corpus", more, "--output", tmp_path / "model")
    assert "more.jsonl: left out 100 of 120 rows, whose texts are in the data to be kept apart" in result.output
    card = json.loads((tmp_path / "model" / CARD).read_text(encoding="utf-8"))
    assert [(source["n"], source["positive"]) for source in card["data"]] == [(120, 60), (20, 10)]


def test_a_target_without_a_word_of_the_lexicon_is_learned_from(tmp_path: Path) -> None:
    """Nothing then tells labels from language."""
    found = [{"text": f"{'Quartz' if i % 2 else 'Basalt'} lay by stone {i}.", "label": i % 2} for i in range(60)]
    path = write_jsonl(tmp_path / "own.jsonl", found)
    assert run("--corpus", path, "--output", tmp_path / "model").exit_code == 0
    few = write_jsonl(tmp_path / "few.jsonl", found[:4])
    assert "of the rarer label" in run("--corpus", few, "--output", tmp_path / "model").output


def test_what_would_be_refused_after_training_is_refused_before(tmp_path: Path) -> None:
    """A file in the place of the model or on the way to it, a directory of other things, one without the right."""
    path = write_jsonl(tmp_path / "own.jsonl", rows())
    for place in (path, path / "model"):
        result = run("--corpus", path, "--output", place)
        assert result.exit_code == 2
        assert "the model cannot be written" in result.output
        assert "own.jsonl is a file); choose another directory" in result.output
        assert "only 120 sentences" not in result.output
    result = run("--corpus", path, "--output", tmp_path)
    assert result.exit_code == 2
    assert "holds own.jsonl and no model of framing; choose a new directory" in result.output


def test_an_interrupt_leaves_the_old_model(tmp_path: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Aborted, and nothing of the new one is there."""
    shutil.copytree(trained, tmp_path / "m")
    before = {path.name: path.read_bytes() for path in (tmp_path / "m").glob("*")}

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.train.learn", interrupted)
    result = run("--corpus", write_jsonl(tmp_path / "own.jsonl", rows()), "--output", tmp_path / "m")
    assert (result.exit_code, result.output.splitlines()[-1]) == (1, "Aborted!")
    assert {path.name: path.read_bytes() for path in (tmp_path / "m").glob("*")} == before


def test_each_corpus_has_its_own_columns(tmp_path: Path) -> None:
    """The first --columns is of the first --corpus; more of them than corpora are refused."""
    renamed = [{"body": row["text"], "biased": row["label"]} for row in others()]
    own, more = write_jsonl(tmp_path / "own.jsonl", rows()), write_jsonl(tmp_path / "more.jsonl", renamed)
    arguments = ("--corpus", own, "--corpus", more, "--output", tmp_path / "model", "--columns", "text=text")
    assert run(*arguments, "--columns", "text=body,label=biased").exit_code == 0
    assert "no column is called text or label" in run(*arguments).output
    assert run(*arguments, "--columns", "", "--columns", "").exit_code == 2


def test_labels_mean_what_is_said(tmp_path: Path) -> None:
    """In whatever language; an export of Label Studio is a corpus too."""
    lines = [f"{row['text']}\t{'ja' if row['label'] else 'nein'}\n" for row in rows()]
    (tmp_path / "own.tsv").write_text("".join(["satz\twertend\n", *lines]), encoding="utf-8")
    arguments = ("--corpus", tmp_path / "own.tsv", "--columns", "text=satz,label=wertend", "--output", tmp_path / "m")
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "own.tsv: row 1: label: 'nein' is neither 0 nor 1" in refused.output
    assert "say what it means, as in --map nein=1, or drop the row" in refused.output
    assert run(*arguments, "--map", "ja=1", "--map", "Nein=0").exit_code == 0
    made = LinearModel.read(tmp_path / "m").card.record
    assert made["map"] == {"ja": "1", "Nein": "0"}
    assert made["data"][0]["columns"] == {"text": "satz", "label": "wertend"}
    tasks = [
        {
            "data": {"text": row["text"]},
            "annotations": [{"result": [{"value": {"choices": ["Biased" if row["label"] else "Neutral"]}}]}],
        }
        for row in rows()
    ]
    (tmp_path / "own.json").write_text(json.dumps(tasks), encoding="utf-8")
    assert run("--corpus", tmp_path / "own.json", "--output", tmp_path / "same").exit_code == 0
    one, other = (LinearModel.read(tmp_path / name) for name in ("m", "same"))
    assert one.fingerprint == other.fingerprint


def test_one_place_for_the_model_is_given() -> None:
    """Neither none nor both."""
    for more in ((), ("--in-place", "--output", "m")):
        result = run("--corpus", "own.jsonl", *more)
        assert result.exit_code == 2
        assert "either --output DIRECTORY or --in-place" in result.output
