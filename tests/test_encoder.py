"""The encoder: sums that are exact, answers for any text, and errors that say what to install."""

import importlib.util
import json
import pickle
import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Analyzer, MissingExtra, ModelError
from framing._resources import model_directory
from framing.cli import main
from framing.encoder import FILES, LEARNED, NETWORK, TOKENIZER, Encoder
from framing.linear import CARD
from framing.scoring import sigmoid
from framing.tokens import tokenize

HOME = model_directory("encoder")
ENCODER = Encoder(HOME)
LOADED = "The mayor and his cronies brazenly looted the pathetic remains of the town."
HEATED = "His rambling, unhinged tirade drew howls of outrage."
PLAIN = "The council met on Tuesday and approved a budget of 62 million crowns."
WORDS = st.sampled_from(
    ["brazenly", "of", "Of", "!", "so-called", "scha\u0308l", "港", "\U0001f525", "'90s", "\n", "“"]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS).map(" ".join))


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """The analyzer that everybody uses."""
    return Analyzer(model="encoder")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the files, to be damaged."""
    return Path(shutil.copytree(HOME, tmp_path / "encoder"))


# -- what it says


def test_loaded_words_make_a_sentence_more_probable(analyzer: Analyzer) -> None:
    """And are marked, by the model."""
    loaded, plain = analyzer.score([LOADED, PLAIN])
    assert loaded > 0.8
    assert plain < 0.2
    learned = {m.text for m in analyzer.analyze(HEATED).markers if m.origin == "model"}
    assert learned >= {"rambling", "howls"}
    assert [m.text for m in analyzer.analyze(PLAIN).markers] == []


@pytest.mark.parametrize("text", [LOADED, PLAIN, "Rain.", f"{LOADED} {PLAIN} " * 12, "so-called so-called “cure”"])
def test_the_contributions_add_up_to_the_log_odds(text: str) -> None:
    """With the bias, to 1e-4."""
    _adds_up(text)


@given(TEXTS)
@settings(max_examples=60)
def test_any_text_has_contributions_that_add_up(text: str) -> None:
    """Broken ones too; and each token has a probability of its own."""
    _adds_up(text)


def _adds_up(text: str) -> None:
    tokens = tokenize(text)
    (found,) = ENCODER.assess_all([(tokens, ())])
    total = ENCODER.bias + sum(c.value for c in found.contributions)
    assert sigmoid(total) == pytest.approx(found.probability, abs=1e-6)
    if 1e-6 < found.probability < 1 - 1e-6:
        assert total == pytest.approx(log(found.probability / (1 - found.probability)), abs=1e-4)
    assert len(found.loaded) == len(found.marked) == len(tokens)
    assert all(0 <= p <= 1 for p in found.loaded)
    assert not any(m for i, m in enumerate(found.marked) if not tokens.is_word(i))


@pytest.mark.parametrize(
    "text", ["", " \n", "?!", "\ud800 broken \udfff", "\x00", "a" * 100_000, "(" * 3000, "é́" * 500]
)
def test_no_text_is_bad_input(text: str, analyzer: Analyzer) -> None:
    """It has a probability between 0 and 1, and an analysis."""
    assert 0 <= analyzer.score([text])[0] <= 1
    assert analyzer.analyze(text).text == text


def test_a_sentence_is_scored_the_same_in_any_company(analyzer: Analyzer) -> None:
    """Of long ones, of none, and in processes of their own."""
    alone = [float(analyzer.score([text])[0]) for text in (LOADED, PLAIN)]
    assert analyzer.score([LOADED, "word " * 500, PLAIN])[[0, 2]].tolist() == alone
    texts = [LOADED, PLAIN] * 3
    one, two = (list(analyzer.analyze_many(texts, n_jobs=n)) for n in (1, 2))
    assert [a.to_dict() for a in one] == [a.to_dict() for a in two]


def test_a_long_sentence_is_read_to_its_end() -> None:
    """In windows: its last word has a probability and a share of the sum."""
    text = "the plan and " * 200 + "his pathetic cronies"
    (found,) = ENCODER.assess_all([(tokenize(text), ())])
    assert found.loaded[-2] > 0.2
    assert {c.name for c in found.contributions} >= {"word:pathetic", "word:cronies"}


def test_its_sentences_explain_themselves(analyzer: Analyzer) -> None:
    """As those of the linear model do: spans in the text, sums to the log odds."""
    (sentence,) = analyzer.analyze(LOADED).sentences
    contributions = sentence.contributions
    assert all(LOADED[c.start : c.end].casefold() == c.name.removeprefix("word:") for c in contributions if c.end)
    top = sorted(contributions, key=lambda c: -c.value)[:4]
    assert {"word:cronies", "word:brazenly", "word:looted", "word:pathetic"} & {c.name for c in top}


def test_pickled_it_says_the_same() -> None:
    """The network is loaded anew from its files."""
    again = pickle.loads(pickle.dumps(ENCODER))
    assert again.probabilities([(tokenize(LOADED), ())]) == ENCODER.probabilities([(tokenize(LOADED), ())])


def test_the_other_doors_take_it(tmp_path: Path) -> None:
    """`framing.analyze`, a directory, and the command line."""
    assert framing.analyze(LOADED, model="encoder").to_dict() == Analyzer(model="encoder").analyze(LOADED).to_dict()
    assert Analyzer(model=HOME).score([LOADED]).tolist() == Analyzer(ENCODER).score([LOADED]).tolist()
    (tmp_path / "a.txt").write_text(LOADED, encoding="utf-8")
    result = CliRunner().invoke(main, ["score", "--model", "encoder", "--jsonl", str(tmp_path / "a.txt")])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["made_by"]["model"] == f"encoder@{ENCODER.fingerprint[:12]}"


# -- what is refused


def test_without_its_files_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The distribution that carries them, from a checkout."""
    monkeypatch.setattr("framing._resources.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r'pip install -e "\.\[encoder\]" \./training/encoder'):
        Analyzer(model="encoder")


@pytest.mark.parametrize("name", ["onnxruntime", "tokenizers"])
def test_without_the_extra_it_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra, by the package that is missing."""
    assert importlib.util.find_spec(name)
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=rf"needs onnxruntime and tokenizers \(.*{name}.*\); install them"):
        Encoder(HOME)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_changed_is_named(name: str, copy: Path) -> None:
    """It is not the one that the card speaks of."""
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelError, match=rf"{name}: sha256: .* records .*; install the encoder anew"):
        Encoder(copy)
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: cannot be read"):
        Encoder(copy)


def _without(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda card: card["mark"].pop(name)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda card: card.update(schema=99), "schema: expected an object with schema"),
        (lambda card: card.update(longest=2), "longest: 2 is not a whole number from 3"),
        (lambda card: card.update(longest=True), "longest: True is not a whole number"),
        (_without("word"), "mark: expected a number for each of word"),
        (lambda card: card["sentence"].update(own="x"), "sentence: expected a number"),
        (
            lambda card: card["sentence"].update(own=float("nan")),
            "sentence: holds a number that is not between",
        ),
        (lambda card: card["sentence"].update(own=10**400), "sentence: holds a number that is not between"),
        (lambda card: card["mark"].update(threshold=7), "mark: threshold and least_biased must lie between 0 and 1"),
        (lambda card: card.update(schema=True), "schema: expected an object with schema"),
        (lambda card: card.pop("sha256"), "sha256: expected a checksum for each of"),
    ],
)
def test_a_damaged_card_is_named(damage: Callable[[dict[str, Any]], None], expected: str, copy: Path) -> None:
    """With the field and what was expected."""
    card = json.loads((copy / CARD).read_text(encoding="utf-8"))
    damage(card)
    (copy / CARD).write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match=f"{CARD}: {expected}"):
        Encoder(copy)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_card_that_is_none_is_named(content: bytes, copy: Path) -> None:
    """And so are files that hold something else, whatever checksum the card gives."""
    (copy / CARD).write_bytes(content)
    with pytest.raises(ModelError, match=CARD):
        Encoder(copy)


def _replaced(copy: Path, name: str, content: bytes) -> None:
    """Puts something else in the place of a file, with the right checksum."""
    (copy / name).write_bytes(content)
    card = json.loads((copy / CARD).read_text(encoding="utf-8"))
    card["sha256"][name] = sha256(content).hexdigest()
    (copy / CARD).write_text(json.dumps(card), encoding="utf-8")


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
def test_files_that_hold_something_else_are_refused(name: str, copy: Path) -> None:
    """Even with the right checksum."""
    _replaced(copy, name, b"{}")
    with pytest.raises(ModelError, match="install the encoder anew"):
        Encoder(copy)


def test_it_carries_hashes_of_what_it_learned_from() -> None:
    """Sorted, of 32 bits, each once."""
    learned = ENCODER.learned
    assert learned is not None
    assert learned.dtype == np.load(HOME / LEARNED).dtype == np.dtype("<u4")
    assert (np.diff(learned.astype(np.int64)) > 0).all()
    assert len(learned) > 40_000


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY"])
def test_hashes_that_are_none_are_refused(content: bytes, copy: Path) -> None:
    """When they are asked for."""
    _replaced(copy, LEARNED, content)
    with pytest.raises(ModelError, match=f"{LEARNED}: hashes"):
        print(Encoder(copy).learned)


def test_it_is_not_measured_on_what_it_learned_from(datasets: Path) -> None:
    """The file is on its card."""
    result = CliRunner().invoke(
        main, ["evaluate", "sentences", str(datasets / "babe" / "train.jsonl"), "--model", "encoder"]
    )
    assert result.exit_code == 2
    assert "the model encoder learned from this file" in result.stderr


def test_a_missing_network_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the remedy for the encoder, not that for a linear model."""
    shutil.copytree(model_directory("encoder"), tmp_path / "encoder")
    (tmp_path / "encoder" / "model.onnx").unlink()
    monkeypatch.setattr("framing.analyzer.directory_of", lambda model: tmp_path / "encoder")
    with pytest.raises(ModelError, match=r"model\.onnx: cannot be read.*training/encoder"):
        framing.Analyzer("encoder")
