"""Lessons of a teacher: kept without a text, read back to a sixteenth, and learned from in the place of labels."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from labelled import rows, with_spans, write_jsonl

from framing.corpora import read
from framing.errors import CorpusError
from framing.evaluate import evaluate
from framing.leftout import checksum_of, parts_of
from framing.lessons import RECORD, STEP, Lessons, Teaching, keys, texts_apart
from framing.regression import doubled
from framing.scoring import SentenceModel
from framing.tokens import tokenize
from framing.train import train

UNKNOWN = "zorbled"  # no word of English, of the lexicon or of the target
FOLDS = 3
RECIPE = "min_char = 2\nfolds = 3\n"


def lessons_of(texts: list[str]) -> Lessons:
    """What a teacher says that takes sentences with the word for biased, and the word for loaded."""
    tokens = [tokenize(text) for text in texts]
    words = [[own.keys[i] for i in range(len(own)) if own.is_word(i)] for own in tokens]
    odds = np.array([4.0 if word == UNKNOWN else -4.0 for own in words for word in own])
    biased = np.array([3.0 if UNKNOWN in own else -3.0 for own in words])
    return Lessons(keys(texts), biased, np.array([len(own) for own in words]), odds)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with a target, sentences without labels, and the lessons of a teacher on these."""
    write_jsonl(tmp_path / "own.jsonl", with_spans())
    texts = [row["text"].replace("budget", UNKNOWN if row["label"] else "plan") for row in rows()]
    texts = [f"In Orsk, {text.lower()}" for text in texts]
    write_jsonl(tmp_path / "more.jsonl", [{"text": text} for text in texts])
    (tmp_path / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    target = read(tmp_path / "own.jsonl").ordered()
    directory = tmp_path / "lessons"
    directory.mkdir()
    for part in ("all", *map(str, range(FOLDS))):
        lessons_of(texts).write(directory / f"{part}.npz")
    record = {"parts": checksum_of(target, parts_of(target, FOLDS, None, 0))}
    (directory / RECORD).write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def run(place: Path, *more: str) -> Result:
    """Training on the target with the lessons."""
    given = ["--corpus", place / "own.jsonl", "--config", place / "recipe.toml", "--lessons", place / "lessons"]
    arguments = [*given, "--unlabelled", place / "more.jsonl", "--output", place / "model", *more]
    return CliRunner().invoke(train, list(map(str, arguments)))


def measured(place: Path, *more: str) -> Result:
    """Cross-validation of the same."""
    given = ["sentences", place / "own.jsonl", "--config", place / "recipe.toml", "--lessons", place / "lessons"]
    arguments = [*given, "--unlabelled", place / "more.jsonl", "--folds", FOLDS, *more]
    return CliRunner().invoke(evaluate, list(map(str, arguments)))


# -- what is learned


def test_a_word_that_only_the_teacher_marks_is_learned(place: Path) -> None:
    """It stands in no sentence with a label, and yet it is marked in a new one; without lessons it is not."""
    assert run(place).exit_code == 0
    words = tokenize(f"The port {UNKNOWN} a pathetic plea."), ()
    (found,) = SentenceModel.load(place / "model").assess_all([words])
    assert found.marked[words[0].keys.index(UNKNOWN)]
    CliRunner().invoke(train, ["--corpus", str(place / "own.jsonl"), "--output", str(place / "other")])
    (other,) = SentenceModel.load(place / "other").assess_all([words])
    assert not other.marked[words[0].keys.index(UNKNOWN)]


def test_the_card_names_the_lessons(place: Path) -> None:
    """With the checksum of their files, and the sentences that only they judge."""
    assert run(place).exit_code == 0
    card = json.loads((place / "model" / "card.json").read_text(encoding="utf-8"))
    assert card["lessons"]["sha256"] == Teaching.read(place / "lessons").sha256()
    assert card["unlabelled"]["n"] == len(read(place / "own.jsonl"))
    first = (place / "model" / "model.npz").read_bytes()
    assert run(place).exit_code == 0
    assert (place / "model" / "model.npz").read_bytes() == first


def test_sentences_that_the_teacher_does_not_know_are_left_out(place: Path) -> None:
    """A model is the same without them."""
    assert run(place).exit_code == 0
    before = (place / "model" / "model.npz").read_bytes()
    with (place / "more.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": "A scandalous sentence that nobody judged."}) + "\n")
    assert run(place).exit_code == 0
    assert (place / "model" / "model.npz").read_bytes() == before


def test_each_fold_reads_the_lessons_of_its_own(place: Path) -> None:
    """By a teacher that has not seen what is left out there: without that file there is no figure."""
    assert measured(place).exit_code == 0
    (place / "lessons" / "2.npz").unlink()
    result = measured(place)
    assert result.exit_code == 2
    assert "2.npz: no such file" in result.stderr


# -- what is refused


def test_other_folds_than_those_of_the_teacher_are_refused(place: Path) -> None:
    """It would have seen what is left out."""
    for result in (run(place, "--seed", "1"), measured(place, "--seed", "1")):
        assert result.exit_code == 2
        assert "has seen what is left out in these folds" in result.stderr


def test_groups_cannot_be_left_out_of_lessons(place: Path) -> None:
    """The teacher has learned from every topic."""
    result = measured(place, "--by", "topic")
    assert result.exit_code == 2
    assert "drop --by" in result.stderr


def test_sentences_without_labels_need_lessons(place: Path) -> None:
    """Nobody else judges them."""
    arguments = ["--corpus", str(place / "own.jsonl"), "--unlabelled", str(place / "more.jsonl")]
    result = CliRunner().invoke(train, [*arguments, "--output", str(place / "model")])
    assert result.exit_code == 2
    assert "without --lessons DIRECTORY" in result.stderr


def test_lessons_that_judge_nothing_are_refused(place: Path) -> None:
    """What they are worth would be told on the card, and be nothing."""
    write_jsonl(place / "more.jsonl", [{"text": "Nobody judged this sentence."}])
    for result in (run(place), measured(place)):
        assert result.exit_code == 2
        assert "has judged none of the 0 further sentences" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (RECORD, b"[]", "lessons.json: parts: missing"),
        (RECORD, b"{", "lessons.json: cannot be read"),
        ("all.npz", b"PK", "all.npz: holds no lessons"),
        ("all.npz", b"", "all.npz: holds no lessons"),
    ],
)
def test_damaged_lessons_are_named(place: Path, name: str, content: bytes, expected: str) -> None:
    """With the file and what to do."""
    (place / "lessons" / name).write_bytes(content)
    result = run(place)
    assert result.exit_code == 2
    assert expected in result.stderr


def test_arrays_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    """One word too few; a text that stands twice; numbers of another kind."""
    arrays = {"texts": keys(["a b"]), "sentences": np.zeros(1, np.int8), "counts": np.array([2], np.uint16)}
    for own, expected in (
        ({"words": np.zeros(1, np.int8)}, "do not belong together"),
        ({"words": np.zeros(2)}, "words: not an array"),
        (
            {"words": np.zeros(4, np.int8)} | {name: np.concatenate([a, a]) for name, a in arrays.items()},
            "stands twice",
        ),
    ):
        np.savez(tmp_path / "all.npz", **(arrays | own))
        with pytest.raises(CorpusError, match=expected):
            Lessons.read(tmp_path / "all.npz")


def test_words_that_were_counted_otherwise_are_refused() -> None:
    """What the teacher says of a word could not be placed."""
    with pytest.raises(CorpusError, match="make them anew"):
        lessons_of(["One two three."]).said(["One two three."], np.array([4]))


# -- how they are kept


@given(logits=st.lists(st.floats(-30, 30), min_size=1, max_size=9))
def test_log_odds_are_kept_to_a_sixteenth(tmp_path_factory: pytest.TempPathFactory, logits: list[float]) -> None:
    """Those beyond plus or minus eight are as good as sure."""
    own = Lessons(keys(["a text"]), np.array([0.5]), np.array([len(logits)]), np.array(logits))
    own.write(path := tmp_path_factory.mktemp("lessons") / "all.npz")
    found = Lessons.read(path)
    assert found.sentences.tolist() == [0.5]
    assert np.abs(found.words - np.clip(logits, -127 * STEP, 127 * STEP)).max() <= STEP / 2


def test_what_is_known_and_what_is_not() -> None:
    """A text that was not judged has no probability, nor have its words."""
    known, other = f"They {UNKNOWN} it.", "Rain fell."
    sentences, words = lessons_of([known]).said([other, known], np.array([2, 3]))
    assert np.isnan(sentences[0])
    assert np.isnan(words[:2]).all()
    assert sentences[1] > 0.9
    assert words[2:].round().tolist() == [0, 1, 0]


def test_texts_apart_leave_out_what_has_a_label(place: Path) -> None:
    """Each text once, by text."""
    target = read(place / "own.jsonl")
    texts = texts_apart([str(place / "more.jsonl"), str(place / "own.jsonl")], [target])
    assert len(texts) == len(target)
    assert list(texts) == sorted(texts)
    assert not {*texts} & {*target.texts}


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-5, 5)), min_size=1))
def test_rows_with_either_label_teach_what_a_soft_label_says(pairs: list[tuple[float, float]]) -> None:
    """The loss is the same for any log odds."""
    labels, logits = (np.array(column) for column in zip(*pairs, strict=True))
    places, hard, weights = doubled(labels, np.full(len(labels), 2.0))
    loss = 2 * (np.logaddexp(0, logits) - labels * logits)
    found = weights * (np.logaddexp(0, logits[places]) - hard * logits[places])
    assert found.sum() == pytest.approx(loss.sum())
