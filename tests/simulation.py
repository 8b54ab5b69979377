"""Intervals of a comparison hold what they promise, and no difference is found where there is none: by simulation.

Groups of articles are drawn whose rates are known: article lengths are log-normal, the rate of an article is its
group's times a gamma variable (so articles differ more than chance), counts are Poisson. Run by `make ci-full`; exit
status 1 where a promise is broken.
"""

import sys
from collections import Counter

import numpy as np

from framing.compare import compared
from framing.counted import Counted

RUNS = 500
KINDS = {"loaded_language": (4.0, 4.0), "reporting_verb": (8.0, 10.0), "intensifier": (1.0, 2.0), "booster": (2.0, 1.0)}
SIZES = (40, 60)  # articles of the two groups
SPREAD = 0.6  # standard deviation of the gamma variable, whose mean is 1
LEVEL = 0.05


def drawn(rng: np.random.Generator, group: str, size: int, side: int) -> list[Counted]:
    """The articles of a group with the rates of one `side` of `KINDS`."""
    articles = []
    for number, words in enumerate(np.maximum(60, np.exp(rng.normal(6.1, 0.5, size))).astype(int)):
        markers = Counter[tuple[str, str]]()
        for kind, rates in KINDS.items():
            expected = rates[side] * words / 1000 * rng.gamma(SPREAD**-2, SPREAD**2)
            markers.update({(k, voice): int(rng.poisson(expected)) for k in (kind,) for voice in ("all", "author")})
        spoken = {"all": int(words), "author": int(words), "quoted": 0, "reported": 0}
        articles.append(Counted(group, f"{group} {number}", None, spoken, markers, Counter(), (), None))
    return articles


def main() -> None:
    """Print the coverage of the intervals and the share of runs with a false difference."""
    rng, held, tried = np.random.default_rng(2026), Counter[str](), Counter[str]()
    false = 0
    for _ in range(RUNS):
        pair = [*drawn(rng, "a", SIZES[0], 0), *drawn(rng, "b", SIZES[1], 1)]
        found = compared(pair, "group", None, {})
        for r in found.rates:
            if r.kind in KINDS and r.voice == "author" and r.low is not None and r.high is not None:
                tried["rates"] += 1
                held["rates"] += r.low <= KINDS[r.kind]["ab".index(r.group)] <= r.high
        for d in found.differences:
            if d.kind in KINDS and d.voice == "author":
                tried["differences"] += 1
                held["differences"] += d.low <= KINDS[d.kind][0] - KINDS[d.kind][1] <= d.high
        alike = compared([*drawn(rng, "a", SIZES[0], 0), *drawn(rng, "b", SIZES[1], 0)], "group", None, {})
        false += any(d.p_adjusted <= LEVEL for d in alike.differences)
    for name in tried:
        print(f"intervals of {name}: {held[name] / tried[name]:.3f} of {tried[name]} hold the truth")
    print(f"runs with a difference where there is none: {false / RUNS:.3f} of {RUNS}")
    covered = all(0.93 <= held[name] / tried[name] <= 0.97 for name in tried)
    error = 2 * np.sqrt(LEVEL * (1 - LEVEL) / RUNS)  # of the share that is measured
    sys.exit(0 if covered and false / RUNS <= LEVEL + error else 1)


if __name__ == "__main__":
    main()
