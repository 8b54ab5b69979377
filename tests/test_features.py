"""The named features of a sentence."""

from dataclasses import dataclass
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.features import features, word_names
from framing.tokens import tokenize

LENGTHS = (2, 3)


@dataclass(frozen=True, slots=True)
class Found:
    """A lexicon match."""

    start: int
    stop: int
    kind: str


def of(text: str, *matches: Found) -> dict[str, float]:
    """The features of a text."""
    return features(tokenize(text), matches, LENGTHS)


def group(values: dict[str, float], prefix: str) -> dict[str, float]:
    """The features whose names begin so."""
    return {name: value for name, value in values.items() if name.startswith(prefix)}


def test_a_word_is_itself_and_its_runs_of_letters() -> None:
    """The ends are marked; a run never takes in the whole framed word twice over."""
    assert word_names("gut", LENGTHS) == [
        "word:gut", "char:<g", "char:gu", "char:ut", "char:t>", "char:<gu", "char:gut", "char:ut>",
    ]  # fmt: skip
    assert word_names("a", (2, 4)) == ["word:a", "char:<a", "char:a>"]


@pytest.mark.parametrize("key", ["!", "'s", "x" * 41])
def test_marks_and_overlong_words_have_no_runs(key: str) -> None:
    """What is no word, or longer than words are, stands for itself only."""
    assert word_names(key, LENGTHS) == [f"word:{key}"]


def test_the_longest_word_has_runs() -> None:
    """Forty characters are still a word."""
    assert len(word_names("x" * 40, LENGTHS)) > 40


def test_words_and_pairs_count_once_and_are_damped() -> None:
    """`no` and `no no` stand three and two times; four tokens halve what a word counts."""
    values = of("No no no plan")
    assert group(values, "word:") == {"word:no": 0.5, "word:plan": 0.5}
    assert group(values, "pair:") == {"pair:no no": 0.5, "pair:no plan": 0.5}


def test_runs_add_up_over_words() -> None:
    """Two words that begin alike."""
    assert of("plan plot")["char:<pl"] == pytest.approx(2 / sqrt(2))


def test_each_match_counts() -> None:
    """Two of one kind are two, and length does not matter to them."""
    values = of("clearly the plan clearly failed", Found(0, 1, "booster"), Found(3, 4, "booster"))
    assert group(values, "kind:") == {"kind:booster": 2.0}


def test_the_sentence_as_a_whole() -> None:
    """Six tokens, of which two begin with a capital and one is shouted."""
    assert group(of("STOP this, Holt says!"), "sentence:") == {
        "sentence:length": log(6 / 30) / 3,
        "sentence:capitals": 3 * 2 / 6,
        "sentence:shouted": 5 * 1 / 6,
        "sentence:exclamation": 1.0,
    }


def test_abbreviations_do_not_shout() -> None:
    """Three capitals are an abbreviation, four a word."""
    assert "sentence:shouted" not in of("The EU and the IMF agreed")
    assert "sentence:shouted" in of("The EU and the BANK agreed")


@pytest.mark.parametrize("text", ["", " \n", "?!", "***", "'"])
def test_without_a_word_there_are_no_features(text: str) -> None:
    """Not even those of the sentence."""
    assert of(text) == {}


@given(st.text())
def test_no_feature_is_zero_and_names_say_their_group(text: str) -> None:
    """Whatever the text holds."""
    for name, value in of(text).items():
        assert value
        assert name.partition(":")[0] in {"word", "char", "pair", "sentence"}
        assert "\n" not in name


@given(st.text("ab -'.!", max_size=40))
def test_case_of_the_keys_does_not_reach_the_words(text: str) -> None:
    """Words in capitals have the same words, runs and pairs."""
    plain, shouted = of(text), of(text.upper())
    for prefix in ("word:", "char:", "pair:"):
        assert group(plain, prefix) == group(shouted, prefix)
