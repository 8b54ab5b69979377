"""An article in a few numbers, built from its markers, voices and sentence probabilities and nothing else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from framing.markers import Marker


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and means over one text.

    `markers_by_kind` and `markers_by_voice` are counts, `per_1000_words` their number by kind for every thousand words.
    `voices` are shares of the words. `mean_probability` is the mean over sentences, weighted by their words; 0 where
    there are no words.
    """

    words: int
    sentences: int
    markers: int
    markers_by_kind: dict[str, int]
    markers_by_voice: dict[str, int]
    per_1000_words: dict[str, float]
    voices: dict[str, float]
    mean_probability: float


def summarize(
    words: Sequence[int],
    probabilities: Sequence[float],
    voices: Sequence[dict[str, float]],
    markers: Sequence[Marker],
) -> Summary:
    """The summary of a text from its sentences (their words, probabilities and shares of voices) and its markers."""
    total = sum(words)
    by_kind = Counter(marker.kind for marker in markers)
    names = list(voices[0]) if voices else []
    return Summary(
        words=total,
        sentences=len(words),
        markers=len(markers),
        markers_by_kind=dict(sorted(by_kind.items())),
        markers_by_voice=dict(sorted(Counter(marker.voice for marker in markers).items())),
        per_1000_words={kind: 1000 * count / total for kind, count in sorted(by_kind.items())} if total else {},
        voices={name: _mean([shares[name] for shares in voices], words) for name in names},
        mean_probability=_mean(probabilities, words),
    )


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    total = sum(weights)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0
