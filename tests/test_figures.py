"""Figures: each by hand on a few sentences of our own, and beside scikit-learn on many numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpora import Corpus, Source
from framing.figures import Bin, auc, macro_f1, mcc, reliability, sentence_figures
from framing.intervals import Agreement, Rate, agreement, difference, rate


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
    assert found.ece == round((0.1 + abs(0.625 - 0.5) * 2 + 0.1) / 4, 4)
    assert (found.false_positive_rate_by_leaning, found.left_minus_right, found.by_group) == ({}, None, {})


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
        assert found.auc_interval95 is not None
        assert found.auc is not None
        assert found.auc_interval95[0] < found.auc < found.auc_interval95[1]
    assert np.diff(large.interval95) < np.diff(small.interval95)
    again = sentence_figures(corpus(["x"] * 20, labels[:20], [None] * 20), np.array([0.2, 0.8, 0.7, 0.4] * 5))
    assert small == again


def test_false_positives_by_leaning_count_unbiased_sentences_of_sides_with_twenty() -> None:
    """Left: 5 of 20; right has 19 and is silent; biased sentences and unknown sides count nowhere."""
    sides: list[str | None] = ["left"] * 20 + ["right"] * 19 + ["left"] * 10 + [None] * 30
    labels = [0] * 39 + [1] * 10 + [0] * 30
    probabilities = np.array([0.9] * 5 + [0.1] * 15 + [0.9] * 59)
    found = sentence_figures(corpus(["x"] * 79, labels, sides), probabilities)
    assert found.false_positive_rate_by_leaning == {"left": Rate(0.25, 20, (0.1119, 0.4687))}
    assert found.left_minus_right is None


def test_left_minus_right_has_an_interval_that_holds_it() -> None:
    """Ten of twenty on the left, five of twenty on the right: a quarter more, and chance could be most of it."""
    sides: list[str | None] = ["left"] * 20 + ["right"] * 20 + [None]
    probabilities = np.array([0.9] * 10 + [0.1] * 10 + [0.9] * 5 + [0.1] * 15 + [0.9])
    found = sentence_figures(corpus(["x"] * 41, [0] * 40 + [1], sides), probabilities).left_minus_right
    assert found is not None
    assert found.difference == 0.25
    assert found.interval95[0] < 0 < 0.25 < found.interval95[1]


def test_groups_of_fifty_have_figures_the_largest_first() -> None:
    """A group with one label has no AUC; sentences without a group count in none."""
    groups = ["A"] * 50 + ["B"] * 60 + ["C"] * 49 + [None] * 5
    labels = [0] * 50 + [0, 1] * 30 + [0] * 54
    found = sentence_figures(corpus(["x"] * 164, labels, [None] * 164), np.array([0.1, 0.9] * 82), groups).by_group
    assert list(found) == ["B", "A"]
    assert (found["B"].auc, found["A"].auc) == (1.0, None)
    assert found["A"].false_positives == rate(25, 50)


def test_whole_groups_are_drawn_for_intervals_where_there_are_groups() -> None:
    """Where a group is wholly right or wholly wrong its sentences are one observation, and the interval is wider."""
    groups = [f"G{i // 30}" for i in range(360)]
    labels = [0, 1] * 180
    right = np.array([i // 30 % 3 > 0 for i in range(360)])
    probabilities = np.where(np.array(labels) == right, 0.8, 0.2)
    of = corpus(["x"] * 360, labels, [None] * 360)
    plain, drawn = sentence_figures(of, probabilities), sentence_figures(of, probabilities, groups)
    assert (plain.clusters, drawn.clusters) == (None, 12)
    assert (plain.macro_f1, plain.auc) == (drawn.macro_f1, drawn.auc)
    assert np.diff(drawn.interval95) > 3 * np.diff(plain.interval95)
    assert plain.auc_interval95 is not None
    assert drawn.auc_interval95 is not None
    assert np.diff(drawn.auc_interval95) > 3 * np.diff(plain.auc_interval95)
    assert sentence_figures(of, probabilities, groups) == drawn


def test_sentences_without_a_group_are_drawn_one_by_one() -> None:
    """With none that has one it is as without groups; one group alone tells nothing of others."""
    labels, probabilities = [0, 1] * 60, np.array([0.2, 0.8, 0.7, 0.4] * 30)
    of = corpus(["x"] * 120, labels, [None] * 120)
    plain, none = sentence_figures(of, probabilities), sentence_figures(of, probabilities, [None] * 120)
    assert (none.interval95, none.auc_interval95) == (plain.interval95, plain.auc_interval95)
    some = sentence_figures(of, probabilities, ["A"] * 60 + [None] * 60)
    assert some.clusters == 61
    assert sentence_figures(of, probabilities, ["A"] * 120).interval95 == (0.0, 1.0)


def test_bins_hold_what_was_predicted_and_what_was_so() -> None:
    """A probability of 1 is in the last bin; an empty bin has no means."""
    found = reliability(np.array([0, 1, 1]), np.array([0.02, 0.95, 1.0]))
    assert found[0] == Bin(0.0, 0.1, 1, 0.02, 0.0)
    assert found[9] == Bin(0.9, 1.0, 2, 0.975, 1.0)
    assert found[5] == Bin(0.5, 0.6, 0, None, None)


PAIRS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([0.0, 0.2, 0.5, 0.50001, 0.7, 1.0])), min_size=2, max_size=60
)


@settings(deadline=None)
@given(PAIRS)
def test_figures_are_those_of_scikit_learn(pairs: list[tuple[int, float]]) -> None:
    """The yardstick takes them from there; ours do without, for speed."""
    from sklearn.metrics import f1_score, matthews_corrcoef, roc_auc_score

    labels, probabilities = (np.array(column) for column in zip(*pairs, strict=True))
    hits = probabilities > 0.5
    assert macro_f1(labels, hits) == pytest.approx(f1_score(labels, hits, average="macro", zero_division=0))
    if len(set(labels)) == 2:
        assert mcc(labels, hits) == pytest.approx(matthews_corrcoef(labels, hits))
        assert auc(labels, probabilities) == pytest.approx(roc_auc_score(labels, probabilities))
    else:
        assert auc(labels, probabilities) is None


def test_rates_have_the_intervals_of_wilson() -> None:
    """By hand: 1 of 10; nothing is known of none."""
    assert rate(1, 10) == Rate(0.1, 10, (0.0179, 0.4042))
    assert rate(0, 0) == Rate(0.0, 0, (0.0, 1.0))
    assert difference(rate(5, 10), rate(5, 10))[0] == 0.0


def test_agreement_by_hand() -> None:
    """Three right, one wrong, two missed; without texts nothing is known."""
    found = agreement(np.array([[2, 1, 0], [1, 0, 2]]))
    assert (found.n, found.precision, found.recall, found.f1) == (5, 0.75, 0.6, round(6 / 9, 4))
    assert found.interval95[0] <= found.f1 <= found.interval95[1]
    assert agreement(np.array([])) == Agreement(0, 0.0, 0.0, 0.0, (0.0, 1.0))
