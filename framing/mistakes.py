"""The errors worth reading: the surest wrong calls with what spoke for them, and what false positives share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.analysis import Analysis
from framing.annotated import LOADED
from framing.figures import LEANINGS, MIN_LEANING
from framing.intervals import Rate, rate
from framing.leftout import Judged

REASONS = 5  # contributions that a wrong call shows
KINDS = 3  # kinds of marker that false positives of a side show


@dataclass(frozen=True, slots=True)
class Reason:
    """What a word, pair, marker or trait of the sentence added to the log odds; `words` are those in the text."""

    name: str
    words: str
    value: float


@dataclass(frozen=True, slots=True)
class WrongCall:
    """A sentence whose probability says the opposite of its label."""

    id: str | None
    outlet: str | None
    label: int
    probability: float
    text: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FalsePositives:
    """The unbiased sentences of one side that are called biased: with a loaded marker, and how long.

    `kinds` are the kinds of marker that most of them have, with the share that has one.
    """

    n: int
    with_loaded: Rate
    mean_characters: float
    kinds: dict[str, float]


def wrong_calls(judged: Judged, number: int) -> list[WrongCall]:
    """The `number` wrong calls whose probability is farthest from 0.5, the farthest first."""
    labels, probabilities = np.array(judged.corpus.labels), judged.probabilities
    wrong = np.flatnonzero((probabilities > 0.5) != labels)
    surest = wrong[np.argsort(-abs(probabilities[wrong] - 0.5), kind="stable")][:number].tolist()
    return [_wrong(judged, row, analysis) for row, analysis in zip(surest, judged.analyses(surest), strict=True)]


def _wrong(judged: Judged, row: int, analysis: Analysis) -> WrongCall:
    corpus, probability = judged.corpus, float(judged.probabilities[row])
    return WrongCall(
        id=corpus.ids[row],
        outlet=corpus.outlets[row],
        label=corpus.labels[row],
        probability=round(probability, 4),
        text=corpus.texts[row],
        reasons=_reasons(analysis, 1 if probability > 0.5 else -1),
    )


def _reasons(analysis: Analysis, side: int) -> tuple[Reason, ...]:
    """The contributions that spoke most for the side that was called."""
    found = [part for sentence in analysis.sentences for part in sentence.contributions if part.value * side > 0]
    found.sort(key=lambda part: -abs(part.value))
    return tuple(
        Reason(part.name, "" if part.start is None else analysis.text[part.start : part.end], round(part.value, 4))
        for part in found[:REASONS]
    )


def false_positives(judged: Judged) -> dict[str, FalsePositives]:
    """What the false positives of each side have in common, sides as in the figures."""
    labels, found = np.array(judged.corpus.labels), {}
    for side in LEANINGS:
        own = np.array([leaning == side for leaning in judged.corpus.leanings]) & (labels == 0)
        rows = np.flatnonzero(own & (judged.probabilities > 0.5)).tolist()
        if own.sum() >= MIN_LEANING and rows:
            found[side] = _in_common(list(judged.analyses(rows)))
    return found


def _in_common(analyses: Sequence[Analysis]) -> FalsePositives:
    kinds = Counter(kind for analysis in analyses for kind in {marker.kind for marker in analysis.markers})
    loaded = sum(any(marker.kind in LOADED for marker in analysis.markers) for analysis in analyses)
    return FalsePositives(
        n=len(analyses),
        with_loaded=rate(loaded, len(analyses)),
        mean_characters=round(sum(len(analysis.text) for analysis in analyses) / len(analyses), 1),
        kinds={kind: round(count / len(analyses), 4) for kind, count in kinds.most_common(KINDS)},
    )
