"""Shares and agreement with the intervals that say how far chance alone could move them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000  # samples of the bootstrap
Z = 1.959964  # the normal quantile of 95 per cent

Interval = tuple[float, float]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of `n` cases in which something holds, with its 95 per cent interval (Wilson 1927)."""

    rate: float
    n: int
    interval95: Interval


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 with the middle 95 per cent of F1 over texts drawn anew; `n` annotated items."""

    n: int
    precision: float
    recall: float
    f1: float
    interval95: Interval


def rate(part: int, whole: int) -> Rate:
    """The share of `part` in `whole`; 0 with the interval 0 to 1 where `whole` is 0."""
    if not whole:
        return Rate(0.0, 0, (0.0, 1.0))
    share, weight = part / whole, Z * Z / whole
    middle = (share + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * sqrt(share * (1 - share) / whole + weight / (4 * whole))
    return Rate(rounded(share), whole, (rounded(max(0.0, middle - half)), rounded(min(1.0, middle + half))))


def agreement(table: NDArray[Any]) -> Agreement:
    """The agreement over texts: a row a text, with how many items are right, wrong and missed in it."""
    table = table.reshape(-1, 3)
    right, wrong, missed = (int(total) for total in table.sum(axis=0))
    return Agreement(
        n=right + missed,
        precision=share(right, right + wrong),
        recall=share(right, right + missed),
        f1=rounded(f1(right, wrong, missed)),
        interval95=bootstrap(len(table), lambda drawn: f1(*table[drawn].sum(axis=0))),
    )


def bootstrap(n: int, statistic: Callable[[IntArray], float], clusters: IntArray | None = None) -> Interval:
    """The middle 95 per cent of a statistic of rows, over `n` rows drawn anew with replacement; the same each time.

    With `clusters`, the number of that of each row from 0 on, whole clusters are drawn, as many as there are; of one
    alone nothing can be told, and the interval is 0 to 1.
    """
    return middle([statistic(drawn) for drawn in (draws(n) if clusters is None else _whole(clusters))])


def _whole(clusters: IntArray) -> Iterator[IntArray]:
    """The rows of each sample of whole clusters, a row as often as its cluster was drawn."""
    rows, size = np.arange(len(clusters)), int(clusters.max(initial=-1)) + 1
    if size > 1:
        for drawn in draws(size):
            yield np.repeat(rows, np.bincount(drawn, minlength=size)[clusters])


def draws(n: int) -> Iterator[IntArray]:
    """The rows of each sample: `n` of `n`, with replacement."""
    rng = np.random.default_rng(0)
    return (rng.integers(0, n, n) for _ in range(DRAWS if n else 0))


def bootstrap_within(first: BoolArray, statistic: Callable[[IntArray], float]) -> Interval:
    """The same where each draw has as many rows of the `first` kind and as many of the other as there are."""
    kinds, rng = [np.flatnonzero(first), np.flatnonzero(~first)], np.random.default_rng(0)
    drawn = (np.concatenate([rng.choice(rows, len(rows)) for rows in kinds]) for _ in range(DRAWS))
    return middle([statistic(rows) for rows in drawn])


def middle(values: list[float]) -> Interval:
    """The middle 95 per cent of some values, those left out that are not numbers; 0 to 1 where none is one."""
    numbers = [value for value in values if value == value]
    if not numbers:
        return 0.0, 1.0
    low, high = np.quantile(numbers, [0.025, 0.975])
    return rounded(low), rounded(high)


def difference(one: Rate, other: Rate) -> tuple[float, Interval]:
    """How much greater the first of two independent rates is, with the bootstrap interval of that."""
    rng = np.random.default_rng(0)
    drawn = [rng.binomial(side.n, side.rate, DRAWS) / side.n for side in (one, other)]
    return rounded(one.rate - other.rate), middle((drawn[0] - drawn[1]).tolist())


def share(part: float, whole: float) -> float:
    """The share to four digits, 0 of nothing."""
    return rounded(part / whole) if whole else 0.0


def f1(right: int, wrong: int, missed: int) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return float(2 * right / (2 * right + wrong + missed)) if right else 0.0


def rounded(value: float) -> float:
    """The value to four digits."""
    return round(float(value), 4)
