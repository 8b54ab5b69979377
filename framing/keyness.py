"""Words that distinguish groups: log odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

Word = tuple[str, str]  # a kind of marker, and what is marked
PRIOR = 0.25  # weight of the prior, as a share of the words of the smaller side


@dataclass(frozen=True, slots=True)
class Keyness:
    """How much more one word is used in a group than in the others: the log odds ratio, and that by its error.

    `n` is how often it stands in the group, `others` how often in all others.
    """

    log_odds: float
    z: float
    n: int
    others: int


def keyness(counts: Mapping[str, Counter[Word]]) -> dict[str, dict[Word, Keyness]]:
    """For each group the words that stand in it, the most distinctive first.

    Each group is held against all others. The prior has the shares that words have in all groups together, and weighs
    a quarter as much as the smaller side, at least as one word. Where there is but one word it distinguishes nobody.
    """
    total = Counter[Word]()
    for own in counts.values():
        total.update(own)
    return {group: _against(own, total) for group, own in counts.items()}


def _against(own: Counter[Word], total: Counter[Word]) -> dict[Word, Keyness]:
    n, whole = own.total(), total.total()
    if len(total) < 2:
        return {}
    prior = max(1.0, PRIOR * min(n, whole - n))
    found = {
        word: _keyness(count, n, total[word] - count, whole - n, prior * total[word] / whole, prior)
        for word, count in own.items()
    }
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].z, pair[0])))


def _keyness(count: int, n: int, others: int, m: int, alpha: float, prior: float) -> Keyness:
    """`count` of `n` words against `others` of `m`, with `alpha` of the `prior` words of the prior."""
    apart = _log_odds(count + alpha, n + prior) - _log_odds(others + alpha, m + prior)
    return Keyness(apart, apart / sqrt(1 / (count + alpha) + 1 / (others + alpha)), count, others)


def _log_odds(part: float, whole: float) -> float:
    return log(part / (whole - part))
