"""How often something is found in the words of groups of articles, and how the groups differ; with intervals.

Articles, not words, are what is drawn: words of one article come from one writer on one matter. A rate is the sum of
what is found over the sum of the words. Its interval is the bootstrap percentile interval, expanded for small samples
(Hesterberg 2015, sec. 3.3) and never narrower than that of a Poisson count (Garwood 1936), which it falls short of
where little is found. The interval of a difference follows from those of the two rates (Zou & Donner 2008). The p-value
is that of a permutation of the articles of two groups, of the studentised difference (Chung & Romano 2013), adjusted
for all measures together by the step-down minimum of p-values (Westfall & Young 1993).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from framing.intervals import Interval

DRAWS = 2000  # samples of the bootstrap
PERMUTATIONS = 9999
CHUNK = 500  # samples or permutations at a time
MIN_ARTICLES = 5  # with fewer, chance cannot be told: no interval and no test
MOST = 1e6  # standard errors that a difference is told to be, where articles of a group do not differ at all
LEAST = 1e-12  # difference of rates that is none, but rounding
DIGITS = 6  # of a difference in standard errors; what differs by less is as great, but for rounding
SEED = 0

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """What is found in articles, and the words it is found in: shape `(articles, measures)` each."""

    found: Array
    words: Array

    def __len__(self) -> int:
        return len(self.found)

    def rates(self) -> Array:
        """What is found for each word, shape `(measures,)`; not a number where there are no words."""
        return _ratio(self.found.sum(axis=0), self.words.sum(axis=0))


@dataclass(frozen=True, slots=True)
class Gap:
    """How much greater a rate is in one group than in the other, with its p-value before and after adjustment."""

    difference: float
    interval95: Interval
    p: float
    p_adjusted: float


def _ratio(part: Array, whole: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, part / whole, np.nan)


def intervals(counts: Counts) -> Array:
    """The ends of the 95 per cent intervals of the rates, shape `(measures, 2)`; not numbers where nothing can be told.

    Of fewer than `MIN_ARTICLES` articles nothing is.
    """
    from scipy.stats import chi2, norm, t

    n = len(counts)
    if n < MIN_ARTICLES:
        return np.full((counts.found.shape[1], 2), np.nan)
    tail = norm.cdf(sqrt(n / (n - 1)) * t.ppf(0.025, n - 1))
    drawn = np.concatenate([_ratio(draw @ counts.found, draw @ counts.words) for draw in _draws(n)])
    low, high = _quantiles(drawn, [tail, 1 - tail])
    found, words = counts.found.sum(axis=0), counts.words.sum(axis=0)
    poisson = [chi2.ppf(0.025, 2 * found) / 2, chi2.ppf(0.975, 2 * found + 2) / 2]
    least, most = (_ratio(np.nan_to_num(end), words) for end in poisson)
    return np.column_stack([np.fmin(low, least), np.fmax(high, most)])


def _draws(n: int) -> Iterator[Array]:
    """How often each of `n` articles is drawn, a row a sample, some samples at a time."""
    rng, even = np.random.default_rng(SEED), np.full(n, 1 / n)
    for _ in range(DRAWS // CHUNK):
        yield rng.multinomial(n, even, size=CHUNK).astype(np.float64)


def _quantiles(drawn: Array, levels: list[float]) -> Array:
    """The quantiles of each column, those left out that are not numbers; none where none is one."""
    known = np.isfinite(drawn).any(axis=0)
    found = np.full((len(levels), drawn.shape[1]), np.nan)
    found[:, known] = np.nanquantile(drawn[:, known], levels, axis=0)
    return found


def gaps(first: tuple[Counts, Array], second: tuple[Counts, Array], families: int = 1) -> list[Gap | None]:
    """For each measure how much greater its rate is in the first group; None where nothing can be told.

    A group is its counts and the `intervals` of its rates. The adjusted p-value is the chance that, were all articles
    of the two groups alike, any of the measures would show such a gap, times `families`, the number of pairs that are
    looked at (Bonferroni).
    """
    (one, ends), (other, other_ends) = first, second
    known = (_is_known(one) & _is_known(other)) & ((one.found.sum(axis=0) + other.found.sum(axis=0)) > 0)
    if min(len(one), len(other)) < MIN_ARTICLES or not known.any():
        return [None] * len(known)
    p, adjusted = _permuted(_of(one, known), _of(other, known))
    (low, high), (low_other, high_other) = ends.T, other_ends.T
    a, b = one.rates(), other.rates()
    below, above = np.hypot(a - low, high_other - b), np.hypot(high - a, b - low_other)
    found: list[Gap | None] = [None] * len(known)
    for i, j in enumerate(np.flatnonzero(known)):
        apart = float(a[j] - b[j])
        interval = (apart - float(below[j]), apart + float(above[j]))
        found[j] = Gap(apart, interval, float(p[i]), min(1.0, families * float(adjusted[i])))
    return found


def _is_known(counts: Counts) -> NDArray[np.bool_]:
    return np.asarray(counts.words.sum(axis=0) > 0)


def _of(counts: Counts, measures: NDArray[np.bool_]) -> Counts:
    return Counts(counts.found[:, measures], counts.words[:, measures])


def _permuted(one: Counts, other: Counts) -> tuple[Array, Array]:
    """The p-value of each measure, and the one adjusted for all of them."""
    from scipy.stats import rankdata

    found, words = np.concatenate([one.found, other.found]), np.concatenate([one.words, other.words])
    sums = np.concatenate([found, words, found**2, found * words, words**2], axis=1)
    total, n, m = sums.sum(axis=0), len(one), len(found)
    drawn = np.concatenate([_studentised(chosen @ sums, total, n, m) for chosen in _permutations(n, m)])
    p = rankdata(-np.round(drawn, DIGITS), method="max", axis=0) / len(drawn)
    order = np.argsort(p[0])
    least = np.minimum.accumulate(p[:, order[::-1]], axis=1)[:, ::-1]
    adjusted = np.empty(len(order))
    adjusted[order] = np.maximum.accumulate((least <= p[0, order]).mean(axis=0))
    return p[0], adjusted


def _permutations(n: int, m: int) -> Iterator[Array]:
    """Which `n` of `m` articles are taken for the first group, a row each, some at a time; first as it is."""
    rng, places = np.random.default_rng(SEED), (np.arange(m) < n).astype(np.float64)
    yield places[None]
    for start in range(0, PERMUTATIONS, CHUNK):
        yield rng.permuted(np.broadcast_to(places, (min(CHUNK, PERMUTATIONS - start), m)), axis=1)


def _studentised(sums: Array, total: Array, n: int, m: int) -> Array:
    """The absolute differences of the rates by their standard errors, at most `MOST`, 0 where there is no difference.

    `sums` are those of the `n` articles of one group, a row a permutation; `total` those of all `m`.
    """
    rate, variance = _rate_and_variance(sums, n)
    rate_other, variance_other = _rate_and_variance(total - sums, m - n)
    error = np.sqrt(variance + variance_other)
    apart = np.abs(rate - rate_other)
    apart[~(apart > LEAST)] = 0.0
    return np.asarray(apart / np.maximum(error, np.maximum(apart, LEAST) / MOST))


def _rate_and_variance(sums: Array, n: int) -> tuple[Array, Array]:
    """The rates of groups of `n` articles, and their variances by linearisation."""
    found, words, found2, both, words2 = np.split(sums, 5, axis=1)
    rate = _ratio(found, words)
    spread = np.maximum(found2 - 2 * rate * both + rate**2 * words2, 0.0)
    return rate, np.nan_to_num(_ratio(spread * n / (n - 1), words**2))
