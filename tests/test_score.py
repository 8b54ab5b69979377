"""Probabilities, and the sums they are made of."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.contributions import Contributions
from framing.errors import ModelError
from framing.features import features
from framing.linear import Card, LinearModel
from framing.scoring import SentenceModel, sigmoid
from framing.tokens import Tokens, tokenize

KINDS = ("booster", "euphemism")
WEIGHTS = {
    "char:<br": 0.25,
    "char:ly>": 0.5,
    "kind:booster": 0.75,
    "pair:of course": -2.0,
    "sentence:capitals": 0.3,
    "sentence:exclamation": 1.5,
    "sentence:length": -0.7,
    "sentence:question": 0.2,
    "sentence:shouted": 0.9,
    "word:!": 0.125,
    "word:brazenly": 3.0,
    "word:of": -0.375,
    "word:schäl": 1.25,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A lexicon match."""

    start: int
    stop: int
    kind: str


def linear(weights: dict[str, float], bias: float = -0.5) -> LinearModel:
    """A linear model with these weights."""
    names = tuple(sorted(weights))
    card = Card(KINDS, "f" * 64, (2, 3), {})
    return LinearModel(names, np.array([weights[name] for name in names]), bias, card)


MODEL = SentenceModel(linear(WEIGHTS))


def probability(tokens: Tokens, matches: Sequence[Found] = (), model: SentenceModel = MODEL) -> float:
    """That of one sentence."""
    (found,) = model.probabilities([(tokens, matches)])
    return found


def contributions(tokens: Tokens, matches: Sequence[Found] = (), model: SentenceModel = MODEL) -> Contributions:
    """Those of one sentence."""
    (found,) = model.assess_all([(tokens, matches)])
    return found.contributions


WORDS = st.sampled_from(
    ["brazenly", "of", "course", "Of", "!", "?", "BRAVELY", "scha\u0308l", "bright", "'90s", " ", "\n"]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS).map(" ".join))


def matches_in(n: int) -> st.SearchStrategy[list[Found]]:
    """Matches of one token each, of known and unknown kinds, in a sentence of `n` tokens."""
    if not n:
        return st.just([])
    kinds = st.sampled_from([*KINDS, "loaded_label"])
    return st.lists(st.builds(lambda i, kind: Found(i, i + 1, kind), st.integers(0, n - 1), kinds), max_size=5)


@given(st.data(), TEXTS)
def test_the_contributions_make_up_the_probability(data: st.DataObject, text: str) -> None:
    """Bias and values add up to the log odds, and each span lies in the text."""
    tokens = tokenize(text)
    matches = data.draw(matches_in(len(tokens)))
    parts = contributions(tokens, matches)
    assert sigmoid(MODEL.bias + sum(part.value for part in parts)) == pytest.approx(
        probability(tokens, matches), abs=1e-9
    )
    for part in parts:
        assert part.value
        assert (part.start is None) == (part.end is None) == part.name.startswith("sentence:")
        assert part.start is None or part.end is None or 0 <= part.start < part.end <= len(text)


@given(st.data(), TEXTS)
def test_scoring_knows_the_features_of_training(data: st.DataObject, text: str) -> None:
    """The look-ups give what the named features times their weights give."""
    tokens = tokenize(text)
    matches = data.draw(matches_in(len(tokens)))
    named = features(tokens, matches, MODEL.linear.card.characters)
    logit = MODEL.bias + sum(value * WEIGHTS.get(name, 0.0) for name, value in named.items())
    assert probability(tokens, matches) == pytest.approx(1 / (1 + exp(-logit)), abs=1e-9)


def test_contributions_read_as_reasons() -> None:
    """A word gathers its runs of letters; pairs and markers keep their own spans; repeated words count once."""
    text = "brazenly, of course, brazenly of"
    parts = contributions(tokenize(text), [Found(2, 4, "booster"), Found(0, 1, "euphemism")])
    damped = 1 / 7**0.5
    assert [(part.name, part.start, part.end) for part in parts] == [
        ("word:brazenly", 0, 8),
        ("word:of", 10, 12),
        ("pair:of course", 10, 19),
        ("kind:booster", 10, 19),
        ("sentence:length", None, None),
    ]
    values = [damped * (3.0 + 0.25 + 0.5), damped * -0.375, damped * -2.0, 0.75, -0.7 * log(7 / 30) / 3]
    assert [part.value for part in parts] == pytest.approx(values)


def test_a_sentence_inside_a_text_scores_as_it_does_alone() -> None:
    """Offsets are those of the whole text; the rest of the text changes nothing."""
    text = "Nothing! NOTHING? Of course brazenly bright."
    part = tokenize(text).part(4, 8)
    alone = tokenize(text[18:])
    assert part.keys == alone.keys[:4]
    assert probability(part) == probability(alone.part(0, 4), ())
    shifted = [(c.name, None if c.start is None else c.start + 18) for c in contributions(alone.part(0, 4), ())]
    assert [(c.name, c.start) for c in contributions(part, ())] == shifted


@pytest.mark.parametrize("text", ["", " \n\t", "?!", "\ud800", "***"])
def test_without_a_word_only_the_bias_speaks(text: str) -> None:
    """Nothing is read into marks."""
    assert probability(tokenize(text)) == sigmoid(-0.5)
    assert not contributions(tokenize(text))


def test_sigmoid_at_the_ends() -> None:
    """No overflow, and symmetrical."""
    assert (sigmoid(-1e6), sigmoid(0.0), sigmoid(1e6)) == (0.0, 0.5, 1.0)
    assert sigmoid(-30.0) == pytest.approx(1 / (1 + exp(30.0)), rel=1e-12)


def test_the_memory_of_words_is_bounded_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """More letters than it holds are forgotten before the next text, and score as they do in a fresh model."""
    monkeypatch.setattr(import_module("framing.vocabulary"), "MOST", 30)
    model = SentenceModel(linear(WEIGHTS))
    tokens = tokenize("brazenly bright brave brassy of broad bravely " + "br" * 50)
    first, again = probability(tokens, model=model), probability(tokens, model=model)
    assert first == again == probability(tokens)
    assert probability(tokenize("of")) == probability(tokenize("of"), model=model)
    assert set(model._vocabulary) <= {"", "of", "!", "?"}


def test_a_long_sentence_takes_time_in_proportion() -> None:
    """Words are looked up once a type: a million tokens ask for no more of them than ten do."""
    asked: list[str] = []

    class Counting(SentenceModel):
        def _word(self, key: str) -> float:
            asked.append(key)
            return super()._word(key)

    probability(tokenize("of course brazenly " * 300_000), model=Counting(linear(WEIGHTS)))
    assert sorted(asked) == ["", "!", "?", "brazenly", "course", "of"]


def test_a_sentence_scores_the_same_in_any_company() -> None:
    """What is scored beside it changes no bit, nor does a batch that ends."""
    texts = ["Brazenly, of course!", "", "of course", "BRAVELY of course? Of course!", "?!", "word " * 9000]
    words = [(tokenize(text), [Found(0, 1, "booster")] if "!" in text else []) for text in texts]
    together = MODEL.assess_all(words)
    assert together == [found for own in words for found in MODEL.assess_all([own])]
    assert [found.probability for found in together] == MODEL.probabilities(words)


def test_a_model_travels_to_another_process() -> None:
    """Pickled and back it scores the same."""
    tokens = tokenize("Brazenly, of course!")
    back = pickle.loads(pickle.dumps(MODEL))
    assert contributions(tokens, model=back) == contributions(tokens, ())
    assert (back.bias, back.fingerprint) == (MODEL.bias, MODEL.fingerprint)


def test_load_checks_the_kinds(tmp_path: Path) -> None:
    """The kinds of the lexicon must be those that the model was trained with, in any order."""
    linear(WEIGHTS).write(tmp_path)
    assert SentenceModel.load(tmp_path, ("euphemism", "booster")).bias == -0.5
    assert SentenceModel.load(tmp_path).bias == -0.5
    with pytest.raises(ModelError, match=r"card.json: kinds: .*booster, euphemism; .*booster; .*framing\.train"):
        SentenceModel.load(tmp_path, ("booster",))


def test_load_refuses_what_is_no_model(tmp_path: Path) -> None:
    """The fault is that of `LinearModel.read`."""
    with pytest.raises(ModelError, match=r"card.json: no such file"):
        SentenceModel.load(tmp_path, KINDS)
