"""What the difference between the false positives of left and of right outlets is made of.

All of it is of sentences labelled unbiased, and describes: it names no cause. The intervals are bootstrapped within
either side and take sentences to be independent; how much hangs on one outlet the figures without each of them tell.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framing.corpora import Strings
from framing.figures import MIN_LEANING, BoolArray, Difference, IntArray
from framing.intervals import bootstrap_within, rounded
from framing.leftout import Judged, shown
from framing.linear import FloatArray
from framing.material import read_sentences

PARTS = ("kind", "word", "pair", "sentence", "bias")  # of the log odds: what the names of contributions begin with


@dataclass(frozen=True, slots=True)
class LeftMinusRight:
    """Left minus right, taken apart.

    `at_equal_topics` is directly standardised: the mean of the differences within each of `topics`, those with
    sentences of both sides, weighted by their sentences; `plain` is the difference as it is in the same `n`
    sentences. Both are None where these are too few of a side. `without_outlet` has the difference less each outlet
    that leaves enough, the lowest first; `log_odds` that of the mean log odds, part by part, and of `all`.
    """

    topics: int
    n: int
    plain: Difference | None
    at_equal_topics: Difference | None
    without_outlet: dict[str, float]
    log_odds: dict[str, Difference]


def left_minus_right(judged: Judged) -> LeftMinusRight | None:
    """The parts of the difference; None where a side has too few unbiased sentences for a rate of its own."""
    sides, labels = np.array(judged.corpus.leanings, dtype=object), np.array(judged.corpus.labels)
    rows = np.flatnonzero(((sides == "left") | (sides == "right")) & (labels == 0))
    left, hits = sides[rows] == "left", (judged.probabilities[rows] > 0.5).astype(np.float64)
    if not _are_enough(left):
        return None
    corpus, one = judged.corpus.at(rows), np.zeros(len(rows), dtype=np.int64)
    topics = np.unique([topic or "" for topic in shown(corpus, "topic")], return_inverse=True)[1]
    known = np.array([topic is not None for topic in corpus.topics])
    both = known & np.isin(topics, np.intersect1d(topics[left], topics[~left]))
    parts, enough = np.array(list(_parts(judged, rows))), _are_enough(left[both])
    columns = zip((*PARTS, "all"), [*parts.T, parts.sum(axis=1)], strict=True)
    return LeftMinusRight(
        topics=len(np.unique(topics[both])),
        n=int(both.sum()),
        plain=_difference(hits[both], one[both], left[both]) if enough else None,
        at_equal_topics=_difference(hits[both], topics[both], left[both]) if enough else None,
        without_outlet=dict(sorted(_without(shown(corpus, "outlet"), hits, left), key=lambda item: item[1])),
        log_odds={name: _difference(values, one, left) for name, values in columns},
    )


def _are_enough(left: BoolArray) -> bool:
    """True where either side has the sentences that a rate of its own takes."""
    return bool(min(left.sum(), (~left).sum()) >= MIN_LEANING)


def standardised(values: FloatArray, strata: IntArray, left: BoolArray) -> float:
    """The differences of the means in strata of both sides, weighted by their rows; not a number without any."""
    k = int(strata.max()) + 1
    n, m = (np.bincount(strata[side], minlength=k) for side in (left, ~left))
    own, other = (np.bincount(strata[side], values[side], minlength=k) for side in (left, ~left))
    both = (n > 0) & (m > 0)
    apart = own[both] / n[both] - other[both] / m[both]
    return float(np.average(apart, weights=(n + m)[both])) if both.any() else float("nan")


def _difference(values: FloatArray, strata: IntArray, left: BoolArray) -> Difference:
    interval = bootstrap_within(left, lambda drawn: standardised(values[drawn], strata[drawn], left[drawn]))
    return Difference(rounded(standardised(values, strata, left)), interval)


def _without(outlets: Strings, hits: FloatArray, left: BoolArray) -> Iterator[tuple[str, float]]:
    """The difference less each outlet that leaves enough of its side."""
    names = np.array(outlets, dtype=object)
    for name in sorted({name for name in outlets if name is not None}):
        kept = names != name
        if _are_enough(left[kept]):
            yield name, rounded(hits[kept & left].mean() - hits[kept & ~left].mean())


def _parts(judged: Judged, rows: IntArray) -> Iterator[list[float]]:
    """For each row the `PARTS` whose sum its log odds are."""
    texts = [judged.corpus.texts[row] for row in rows]
    for row, sentence in zip(rows, read_sentences(texts, judged.analyzers[0].lexicon), strict=True):
        model = judged.analyzers[judged.part[row]].model
        sums: defaultdict[str, float] = defaultdict(float)
        (found,) = model.assess_all([(sentence.tokens, sentence.matches)])
        for part in found.contributions:
            sums[part.name.partition(":")[0]] += part.value
        yield [model.bias if name == "bias" else sums[name] for name in PARTS]
