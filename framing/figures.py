"""How well sentence probabilities agree with labels: the figures, their intervals, and whom the errors strike.

The definitions are those of docs/evaluation.md; a sentence is called biased where its probability is above 0.5.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpora import Corpus
from framing.intervals import Interval, Rate, bootstrap, difference, f1, rate, rounded
from framing.linear import FloatArray

LEANINGS = ("left", "center", "right")
MIN_LEANING = 20  # unbiased sentences of a side; with fewer its rate says nothing
MIN_GROUP = 50  # sentences of an outlet or topic; with fewer it gets no figures of its own
BINS = 10

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """The sentences whose probability is from `low` to below `high`; the means are None where there are none."""

    low: float
    high: float
    n: int
    mean_probability: float | None
    share_positive: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How much greater something is of left outlets than of right ones, mostly false-positive rates; bootstrapped."""

    difference: float
    interval95: Interval


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one outlet or topic; `auc` is None where all its sentences have one label."""

    n: int
    share_positive: float
    macro_f1: float
    interval95: Interval
    auc: float | None
    false_positives: Rate


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """How well probabilities agree with labels; all but `n` rounded to four digits.

    `interval95` is that of `macro_f1`; it and `auc_interval95` are of 1,000 bootstrap draws of sentences, or of whole
    groups where these are given: then `clusters` says how many there are, a sentence without a group being one of its
    own. The intervals of rates are Wilson's. Leanings are those of the outlets. `auc` is None where all sentences have
    one label.
    """

    n: int
    share_positive: float
    macro_f1: float
    interval95: Interval
    mcc: float
    auc: float | None
    auc_interval95: Interval | None
    auc_of_length_alone: float | None
    ece: float
    reliability: tuple[Bin, ...]
    false_positive_rate_by_leaning: dict[str, Rate]
    left_minus_right: Difference | None
    by_group: dict[str, GroupFigures]
    clusters: int | None

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON, with the name of the task."""
        return {"task": "sentences", **asdict(self)}


def sentence_figures(
    corpus: Corpus, probabilities: FloatArray, groups: Sequence[str | None] | None = None
) -> SentenceFigures:
    """The figures for `probabilities`, one for each sentence of `corpus`; by `groups` (one each) where given."""
    labels, hits = np.array(corpus.labels), probabilities > 0.5
    bins, rates = reliability(labels, probabilities), _by_leaning(corpus, labels, hits)
    score, clusters = auc(labels, probabilities), _clusters(groups) if groups else None
    length = auc(labels, np.array([len(text) for text in corpus.texts], dtype=np.float64))
    return SentenceFigures(
        n=len(labels),
        share_positive=rounded(labels.mean()),
        macro_f1=rounded(macro_f1(labels, hits)),
        interval95=_macro_f1_interval(labels, hits, clusters),
        mcc=rounded(mcc(labels, hits)),
        auc=None if score is None else rounded(score),
        auc_interval95=None if score is None else _auc_interval(labels, probabilities, clusters),
        auc_of_length_alone=None if length is None else rounded(length),
        ece=rounded(calibration_error(labels, probabilities)),
        reliability=bins,
        false_positive_rate_by_leaning=rates,
        left_minus_right=_left_minus_right(rates),
        by_group=_by_group(labels, probabilities, groups) if groups else {},
        clusters=None if clusters is None else int(clusters.max(initial=-1)) + 1,
    )


def _clusters(groups: Sequence[str | None]) -> IntArray:
    """For each sentence the number of its group, from 0 on; one without a group has a number of its own."""
    numbers: dict[str | int, int] = {}
    own = (row if group is None else group for row, group in enumerate(groups))
    return np.array([numbers.setdefault(name, len(numbers)) for name in own])


def macro_f1(labels: IntArray, hits: BoolArray) -> float:
    """The mean F1 of the labels; of one alone where no sentence has, and none is given, the other."""
    true_negatives, wrong, missed, right = np.bincount(2 * labels + hits, minlength=4).tolist()
    own = [true for true in (true_negatives, right) if true or wrong or missed]  # else nobody has it and nobody gets it
    parts = [f1(true, wrong, missed) for true in own]
    return float(sum(parts) / len(parts))


def mcc(labels: IntArray, hits: BoolArray) -> float:
    """The correlation of labels and calls (Matthews 1975); 0 where either is constant."""
    tn, fp, fn, tp = np.bincount(2 * labels + hits, minlength=4).tolist()
    scale = sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return (tp * tn - fp * fn) / scale if scale else 0.0


def auc(labels: IntArray, scores: FloatArray) -> float | None:
    """The share of pairs of either label that stand in the right order, ties by half; None without such pairs."""
    places = np.unique(scores, return_inverse=True)[1]
    found = _auc(labels, places)
    return None if np.isnan(found) else found


def _auc(labels: IntArray, places: IntArray) -> float:
    """The same from the place of each score among the different ones."""
    size = int(places.max(initial=0)) + 1
    positive = np.bincount(places[labels == 1], minlength=size)
    negative = np.bincount(places[labels == 0], minlength=size)
    pairs = int(positive.sum()) * int(negative.sum())
    below = np.cumsum(negative) - negative / 2
    return float((positive * below).sum() / pairs) if pairs else float("nan")


def _macro_f1_interval(labels: IntArray, hits: BoolArray, clusters: IntArray | None = None) -> Interval:
    return bootstrap(len(labels), lambda drawn: macro_f1(labels[drawn], hits[drawn]), clusters)


def _auc_interval(labels: IntArray, scores: FloatArray, clusters: IntArray | None) -> Interval:
    places = np.unique(scores, return_inverse=True)[1]
    return bootstrap(len(labels), lambda drawn: _auc(labels[drawn], places[drawn]), clusters)


# -- calibration


def reliability(labels: IntArray, probabilities: FloatArray) -> tuple[Bin, ...]:
    """Ten bins of equal width: what was predicted in each, and what was so."""
    own = _bins(probabilities)
    found = []
    for number in range(BINS):
        inside = own == number
        means = [rounded(values[inside].mean()) if inside.any() else None for values in (probabilities, labels)]
        found.append(Bin(number / BINS, (number + 1) / BINS, int(inside.sum()), *means))
    return tuple(found)


def calibration_error(labels: IntArray, probabilities: FloatArray) -> float:
    """The gap between mean probability and share of positives in ten bins, weighted by their sizes (ECE)."""
    own = _bins(probabilities)
    full = [own == number for number in np.unique(own)]
    return float(sum(abs(probabilities[b].mean() - labels[b].mean()) * b.mean() for b in full))


def _bins(probabilities: FloatArray) -> IntArray:
    places: IntArray = np.clip((probabilities * BINS).astype(int), 0, BINS - 1)
    return places


# -- whom errors strike


def _by_leaning(corpus: Corpus, labels: IntArray, hits: BoolArray) -> dict[str, Rate]:
    """For each side with enough unbiased sentences the share of them that is taken for biased."""
    rates: dict[str, Rate] = {}
    for side in LEANINGS:
        own = np.array([leaning == side for leaning in corpus.leanings]) & (labels == 0)
        if own.sum() >= MIN_LEANING:
            rates[side] = rate(int(hits[own].sum()), int(own.sum()))
    return rates


def _left_minus_right(rates: dict[str, Rate]) -> Difference | None:
    return Difference(*difference(rates["left"], rates["right"])) if {"left", "right"} <= set(rates) else None


def _by_group(labels: IntArray, probabilities: FloatArray, groups: Sequence[str | None]) -> dict[str, GroupFigures]:
    """The figures of each group that is large enough, the largest first."""
    rows: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        if group is not None:
            rows.setdefault(group, []).append(row)
    large = sorted((name for name in rows if len(rows[name]) >= MIN_GROUP), key=lambda name: (-len(rows[name]), name))
    return {name: _group(labels[rows[name]], probabilities[rows[name]]) for name in large}


def _group(labels: IntArray, probabilities: FloatArray) -> GroupFigures:
    hits, score = probabilities > 0.5, auc(labels, probabilities)
    return GroupFigures(
        n=len(labels),
        share_positive=rounded(labels.mean()),
        macro_f1=rounded(macro_f1(labels, hits)),
        interval95=_macro_f1_interval(labels, hits),
        auc=None if score is None else rounded(score),
        false_positives=rate(int((hits & (labels == 0)).sum()), int((labels == 0).sum())),
    )
