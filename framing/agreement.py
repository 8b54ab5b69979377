"""How well markers agree with those of annotators: precision, recall and F1 by kind and by family, with intervals.

A marker matches an annotated one of its kind when they share at least half of the words of their union, one to one,
best match first. Every other marker is wrong, unless it overlaps a span of its kind on which the annotators disagreed.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from framing.analyzer import Analyzer
from framing.annotated import LOADED, Annotated, Names, read_annotated
from framing.intervals import Agreement, agreement, share
from framing.markers import ORIGINS, Marker
from framing.span import Span

FAMILIES = {
    "hedges": ("distancing_hedge", "epistemic_hedge"),
    "attribution": ("reporting_verb", "anonymous_source"),
    "emphasis": ("booster", "intensifier", "exaggeration"),
    "loaded": LOADED,
}
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span that annotators gave a kind, and perhaps a voice."""

    span: Span
    kind: str
    voice: str | None


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its annotations; on `disputed` spans the annotators disagreed."""

    text: str
    markers: tuple[Annotation, ...]
    disputed: tuple[tuple[Span, str], ...]


def read_annotations(
    path: str | Path,
    analyzer: Analyzer,
    renamed: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    notes: list[str] | None = None,
) -> list[AnnotatedText]:
    """The texts at `path` with markers of the kinds that `analyzer` knows; see `annotated.read_annotated`."""
    names = Names(analyzer.lexicon.kinds, renamed or {})
    texts = read_annotated(path, names, columns or {}, labelled=False, notes=notes)
    return [annotated_text(found, names, analyzer.kinds) for found in texts]


def annotated_text(found: Annotated, names: Names, marked: frozenset[str]) -> AnnotatedText:
    """The text with the annotations of the kinds that are `marked`; the others count neither way."""
    own, disputed = (
        [(mark, names.kind(mark.label, found.place)) for mark in marks] for marks in (found.marks, found.disputed)
    )
    markers = tuple(Annotation(mark.hull, kind, mark.voice) for mark, kind in own if kind in marked)
    return AnnotatedText(found.text, markers, tuple((mark.hull, kind) for mark, kind in disputed))


class Tally:
    """Right, wrong and missed markers of each text, by kind, and how often the voice of a right one is right.

    Markers of other `origins` are left aside, as if nobody had made them.
    """

    def __init__(self, texts: Iterable[AnnotatedText], analyzer: Analyzer, origins: Collection[str] = ORIGINS) -> None:
        self._counts: list[tuple[Counter[str], Counter[str], Counter[str]]] = []
        self._voices: Counter[tuple[str, bool]] = Counter()
        for annotated in texts:
            self._add(annotated, [m for m in analyzer.analyze(annotated.text).markers if m.origin in origins])

    def _add(self, annotated: AnnotatedText, found: list[Marker]) -> None:
        matched = _matches(annotated, found)
        right = Counter(found[i].kind for i in matched)
        missed = Counter(a.kind for j, a in enumerate(annotated.markers) if j not in matched.values())
        wrong = Counter(m.kind for i, m in enumerate(found) if i not in matched and not _is_disputed(m, annotated))
        self._counts.append((right, wrong, missed))
        for i, j in matched.items():
            if voice := annotated.markers[j].voice:
                self._voices[voice, found[i].voice == voice] += 1

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
        return agreement(np.array([[sum(count[kind] for kind in chosen) for count in c] for c in self._counts]))

    def voices(self) -> dict[str, tuple[float, int]]:
        """For each voice the share of the markers found whose voice is right, and of how many."""
        totals = {voice: self._voices[voice, True] + self._voices[voice, False] for voice, _ in self._voices}
        return {voice: (share(self._voices[voice, True], totals[voice]), totals[voice]) for voice in sorted(totals)}


def _matches(annotated: AnnotatedText, found: list[Marker]) -> dict[int, int]:
    """For each marker that matches, by its place, the place of the annotation."""
    pairs = sorted(
        (
            (common_words(annotated.text, Span(marker.start, marker.end), annotation.span), i, j)
            for i, marker in enumerate(found)
            for j, annotation in enumerate(annotated.markers)
            if marker.kind == annotation.kind
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for common, i, j in pairs:
        if common >= 0.5 and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def common_words(text: str, one: Span, other: Span) -> float:
    """The words that two spans share, as a part of the words of either; 0 where they do not overlap."""
    if not one.overlaps(other):
        return 0.0
    own, others = _words(text, one), _words(text, other)
    return len(own & others) / len(own | others)


def _words(text: str, span: Span) -> set[int]:
    """Where the words begin that overlap the place; its start where there is none."""
    return {m.start() for m in _WORD.finditer(text) if m.start() < span.end and span.start < m.end()} or {span.start}


def _is_disputed(marker: Marker, annotated: AnnotatedText) -> bool:
    own = Span(marker.start, marker.end)
    return any(kind == marker.kind and own.overlaps(span) for span, kind in annotated.disputed)
