"""An article in a few numbers, built from its markers, voices and sentence probabilities and nothing else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from framing.markers import Marker

ALL, ANY = "all", "any"  # in tables: all voices together, and all kinds of markers


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and means over one text.

    `markers_by_kind` and `markers_by_voice` are counts, `per_1000_words` their number by kind for every thousand words,
    `by_voice` by kind and voice for every thousand words of that voice; voices without words are left out.
    `voices` are shares of the words. `mean_probability` is the mean over sentences, weighted by their words; None
    where there are no words. `author_probability` is the same for the outlet's own words alone: each sentence is scored
    without the words of its sources and weighted by what is left; None where nothing is.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze('Dana Holt said the "reform" was utterly safe.')
    >>> analysis.summary.words, analysis.summary.markers_by_kind
    (8, {'intensifier': 1, 'scare_quote': 1})
    """

    words: int
    sentences: int
    markers: int
    markers_by_kind: dict[str, int]
    markers_by_voice: dict[str, int]
    per_1000_words: dict[str, float]
    by_voice: dict[str, dict[str, float]]
    voices: dict[str, float]
    mean_probability: float | None
    author_probability: float | None

    @property
    def words_by_voice(self) -> dict[str, int]:
        """The number of words of each voice."""
        return {voice: round(share * self.words) for voice, share in self.voices.items()}


def summarize(
    words: Sequence[int],
    probabilities: Sequence[float],
    author_probabilities: Sequence[float],
    voices: Sequence[dict[str, float]],
    markers: Sequence[Marker],
) -> Summary:
    """The summary of a text from its sentences and its markers.

    Of each sentence: its words, its probability and that of its author's words alone (any number where it has none),
    and its shares of voices.
    """
    total = sum(words)
    by_kind = dict(sorted(Counter(marker.kind for marker in markers).items()))
    names = list(voices[0]) if voices else []
    spoken = {name: [shares[name] * count for shares, count in zip(voices, words, strict=True)] for name in names}
    return Summary(
        words=total,
        sentences=len(words),
        markers=len(markers),
        markers_by_kind=by_kind,
        markers_by_voice=dict(sorted(Counter(marker.voice for marker in markers).items())),
        per_1000_words={kind: 1000 * count / total for kind, count in by_kind.items()} if total else {},
        by_voice=_rates(markers, {name: round(sum(counts)) for name, counts in spoken.items()}),
        voices={name: _mean([shares[name] for shares in voices], words) for name in names},
        mean_probability=_mean(probabilities, words) if total else None,
        author_probability=_mean(author_probabilities, spoken["author"]) if any(spoken.get("author", ())) else None,
    )


def _rates(markers: Sequence[Marker], words: dict[str, int]) -> dict[str, dict[str, float]]:
    """Markers by kind and voice for every thousand words of the voice."""
    counts = Counter[tuple[str, str]]((marker.kind, marker.voice) for marker in markers)
    kinds = sorted({marker.kind for marker in markers})
    return {kind: {name: 1000 * counts[kind, name] / n for name, n in words.items() if n} for kind in kinds}


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0
