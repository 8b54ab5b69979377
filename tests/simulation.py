"""Intervals of a comparison hold what they promise, and no difference is found where there is none: by simulation.

Groups of articles are drawn whose rates are known: article lengths are log-normal, the rate of an article is its
group's times a gamma variable (so articles differ more than chance), counts are Poisson. Run by `make ci-full`; exit
status 1 where a promise is broken. The first design has promises; the others show what happens with few articles, and
where those of one group are much less even than those of the other.
"""

import sys
from collections import Counter
from dataclasses import dataclass

import numpy as np

from framing.comparing import compared
from framing.counted import Counted

RUNS = 500
KINDS = {"loaded_language": (4.0, 4.0), "reporting_verb": (8.0, 10.0), "intensifier": (1.0, 2.0), "booster": (2.0, 1.0)}
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Design:
    """How many articles two groups have, and the standard deviations of their gamma variables, whose mean is 1."""

    sizes: tuple[int, int]
    spreads: tuple[float, float]

    def drawn(self, rng: np.random.Generator, side: int, rates_of: int) -> list[Counted]:
        """The articles of one group, with the rates of one side of `KINDS`."""
        group, spread, articles = "ab"[side], self.spreads[side], []
        for number, words in enumerate(np.maximum(60, np.exp(rng.normal(6.1, 0.5, self.sizes[side]))).astype(int)):
            markers = Counter[tuple[str, str]]()
            for kind, rates in KINDS.items():
                expected = rates[rates_of] * words / 1000 * rng.gamma(spread**-2, spread**2)
                markers.update({(k, voice): int(rng.poisson(expected)) for k in (kind,) for voice in ("all", "author")})
            spoken = {"all": int(words), "author": int(words), "quoted": 0, "reported": 0}
            articles.append(Counted(group, f"{group} {number}", None, spoken, markers, Counter(), (), None))
        return articles

    def shares(self) -> dict[str, float]:
        """The coverage of the intervals, and the share of runs with a false difference."""
        rng, held, tried = np.random.default_rng(2026), Counter[str](), Counter[str]()
        for _ in range(RUNS):
            found = compared([*self.drawn(rng, 0, 0), *self.drawn(rng, 1, 1)], "group", None, {})
            for r in found.rates:
                if r.kind in KINDS and r.voice == "author" and r.low is not None and r.high is not None:
                    tried["rates"] += 1
                    held["rates"] += r.low <= KINDS[r.kind]["ab".index(r.group)] <= r.high
            for d in found.differences:
                if d.kind in KINDS and d.voice == "author":
                    tried["differences"] += 1
                    held["differences"] += d.low <= KINDS[d.kind][0] - KINDS[d.kind][1] <= d.high
            alike = compared([*self.drawn(rng, 0, 0), *self.drawn(rng, 1, 0)], "group", None, {})
            tried["false"] += 1
            held["false"] += any(d.p_adjusted <= LEVEL for d in alike.differences)
            held["both"] += any(d.p_adjusted <= LEVEL and not d.low <= 0 <= d.high for d in alike.differences)
        return {**{name: held[name] / n for name, n in tried.items()}, "both": held["both"] / RUNS}


DESIGNS = {
    "40 and 60 articles": Design((40, 60), (0.6, 0.6)),
    "8 and 8": Design((8, 8), (0.6, 0.6)),
    "10 uneven, 40 even": Design((10, 40), (1.5, 0.2)),
}


def main() -> None:
    """Print the shares of each design, and end with status 1 where those of the first break a promise."""
    found = {name: design.shares() for name, design in DESIGNS.items()}
    print(f"of {RUNS} runs          rates  differences  false  false, and 0 outside the interval")
    for name, shares in found.items():
        print(f"{name:20}" + "".join(f"{shares[key]:>8.3f}" for key in ("rates", "differences", "false", "both")))
    first, *_ = found.values()
    covered = all(0.93 <= first[name] <= 0.97 for name in ("rates", "differences"))
    error = 2 * np.sqrt(LEVEL * (1 - LEVEL) / RUNS)  # of the share that is measured
    sys.exit(0 if covered and first["false"] <= LEVEL + error else 1)


if __name__ == "__main__":
    main()
