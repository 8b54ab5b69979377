"""How well markers agree with those of annotators: precision, recall and F1 by kind and by family, with intervals.

A marker matches an annotated one of its kind when they share at least half of the words of their union, one to one,
best match first. Every other marker is wrong, unless it overlaps a span of its kind on which the annotators disagreed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from framing.analyzer import Analyzer
from framing.errors import CorpusError
from framing.markers import Marker
from framing.span import Span

FAMILIES = {
    "hedges": ("distancing_hedge", "epistemic_hedge"),
    "attribution": ("reporting_verb", "anonymous_source"),
    "emphasis": ("booster", "intensifier", "exaggeration"),
    "loaded": ("loaded_label", "loaded_language", "euphemism"),
}
DRAWS = 1000
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span that annotators gave a kind and a voice."""

    span: Span
    kind: str
    voice: str


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its annotations; on `disputed` spans the annotators disagreed."""

    text: str
    markers: tuple[Annotation, ...]
    disputed: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 with the middle 95 per cent of F1 over texts drawn anew; `n` annotated markers."""

    n: int
    precision: float
    recall: float
    f1: float
    interval95: tuple[float, float]


def read_annotations(path: str | Path) -> list[AnnotatedText]:
    """The texts of a JSONL file with `text`, `markers` [start, end, kind, voice] and `disputed` [start, end, kind]."""
    texts = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                texts.append(_annotated(json.loads(line)))
            except (ValueError, KeyError, TypeError, IndexError) as fault:
                wanted = '{"text": "...", "markers": [[0, 4, "booster", "author"]], "disputed": []}'
                raise CorpusError(f"{path}:{number}: not an annotated text ({fault}); expected {wanted}") from fault
    return texts


def _annotated(row: Mapping[str, Any]) -> AnnotatedText:
    markers = tuple(Annotation(Span(start, end), kind, voice) for start, end, kind, voice in row["markers"])
    return AnnotatedText(row["text"], markers, tuple((Span(s[0], s[1]), s[2]) for s in row.get("disputed", ())))


class Tally:
    """Right, wrong and missed markers of each text, by kind, and how often the voice of a right one is right."""

    def __init__(self, texts: Iterable[AnnotatedText], analyzer: Analyzer) -> None:
        self._counts: list[tuple[Counter[str], Counter[str], Counter[str]]] = []
        self._voices: Counter[tuple[str, bool]] = Counter()
        for annotated in texts:
            self._add(annotated, list(analyzer.analyze(annotated.text).markers))

    def _add(self, annotated: AnnotatedText, found: list[Marker]) -> None:
        matched = _matches(annotated, found)
        right = Counter(found[i].kind for i in matched)
        missed = Counter(a.kind for j, a in enumerate(annotated.markers) if j not in matched.values())
        wrong = Counter(m.kind for i, m in enumerate(found) if i not in matched and not _is_disputed(m, annotated))
        self._counts.append((right, wrong, missed))
        self._voices.update(
            (annotated.markers[j].voice, found[i].voice == annotated.markers[j].voice) for i, j in matched.items()
        )

    @property
    def kinds(self) -> list[str]:
        """The kinds that were marked or annotated, sorted."""
        return sorted({kind for counts in self._counts for count in counts for kind in count})

    def counts(self, kind: str) -> tuple[int, int, int]:
        """How many markers of a kind are right, wrong and missed."""
        right, wrong, missed = (sum(counts[i][kind] for counts in self._counts) for i in range(3))
        return right, wrong, missed

    def of(self, kinds: Iterable[str]) -> Agreement:
        """The agreement on some kinds together."""
        chosen = tuple(kinds)
        table = np.array([[sum(count[kind] for kind in chosen) for count in counts] for counts in self._counts])
        right, wrong, missed = (int(total) for total in table.sum(axis=0))
        rng = np.random.default_rng(0)
        draws = [table[rng.integers(0, len(table), len(table))].sum(axis=0) for _ in range(DRAWS)]
        low, high = np.quantile([_f1(*draw) for draw in draws], [0.025, 0.975])
        return Agreement(
            n=right + missed,
            precision=_share(right, right + wrong),
            recall=_share(right, right + missed),
            f1=round(_f1(right, wrong, missed), 4),
            interval95=(round(float(low), 4), round(float(high), 4)),
        )

    def voices(self) -> dict[str, tuple[float, int]]:
        """For each voice the share of the markers found whose voice is right, and of how many."""
        totals = {voice: self._voices[voice, True] + self._voices[voice, False] for voice, _ in self._voices}
        return {voice: (_share(self._voices[voice, True], totals[voice]), totals[voice]) for voice in sorted(totals)}


def _matches(annotated: AnnotatedText, found: list[Marker]) -> dict[int, int]:
    """For each marker that matches, by its place, the place of the annotation."""
    pairs = sorted(
        (
            (_overlap(annotated.text, marker, annotation.span), i, j)
            for i, marker in enumerate(found)
            for j, annotation in enumerate(annotated.markers)
            if marker.kind == annotation.kind
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= 0.5 and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _overlap(text: str, marker: Marker, span: Span) -> float:
    """The words that the two share, as a part of the words of either."""
    own, other = _words(text, marker.start, marker.end), _words(text, span.start, span.end)
    return len(own & other) / len(own | other)


def _words(text: str, start: int, end: int) -> set[int]:
    """Where the words begin that overlap the place; its start where there is none."""
    return {m.start() for m in _WORD.finditer(text) if m.start() < end and start < m.end()} or {start}


def _is_disputed(marker: Marker, annotated: AnnotatedText) -> bool:
    own = Span(marker.start, marker.end)
    return any(kind == marker.kind and own.overlaps(span) for span, kind in annotated.disputed)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(right: int, wrong: int, missed: int) -> float:
    return float(2 * right / (2 * right + wrong + missed)) if right else 0.0
