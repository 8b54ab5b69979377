"""Loaded words: which words of a sentence are marked as loaded, against those that annotators marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from framing.analysis import Analysis
from framing.annotated import LOADED, Annotated, Names
from framing.corpora import Corpus
from framing.intervals import Agreement, agreement
from framing.span import Span

ORIGINS = ("lexicon", "model")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")

Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A sentence with the spans that annotators call loaded; words in `disputed` ones count only where they are."""

    text: str
    spans: tuple[Span, ...]
    disputed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class WordFigures:
    """How well words marked as loaded agree with those annotated; `by_origin` as if each origin were alone."""

    sentences: int
    loaded: Agreement
    by_origin: dict[str, Agreement]

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON, with the name of the task."""
        return {
            "task": "spans",
            "sentences": self.sentences,
            **asdict(self.loaded),
            "by_origin": asdict(self)["by_origin"],
        }


def loaded_of(found: Annotated, names: Names) -> Loaded | None:
    """The loaded spans of an annotated text; None where a biased one has no spans, which means unknown."""
    if found.label == 1 and not found.marks:
        return None
    spans, disputed = (
        tuple(part for mark in marks if found.loaded or names.is_loaded(mark.label) for part in mark.parts)
        for marks in (found.marks, found.disputed)
    )
    return Loaded(found.text, spans, disputed)


def loaded_rows(corpus: Corpus) -> dict[int, Loaded]:
    """The sentences of a corpus whose loaded spans are known, by their rows: unbiased ones and those with spans."""
    rows = enumerate(zip(corpus.texts, corpus.labels, corpus.spans, strict=True))
    return {row: Loaded(text, spans or ()) for row, (text, label, spans) in rows if spans or label == 0}


def word_figures(sentences: Sequence[Loaded], analyses: Iterable[Analysis]) -> WordFigures:
    """The figures over sentences and their analyses, in the same order; a word counts in whole or not at all."""
    tables: dict[str | None, list[Counts]] = {origin: [] for origin in (None, *ORIGINS)}
    for sentence, analysis in zip(sentences, analyses, strict=True):
        for origin, table in tables.items():
            table.append(_counts(sentence, _marked(analysis, origin)))
    found = {origin: agreement(np.array(table)) for origin, table in tables.items()}
    by_origin = {origin: found[origin] for origin in ORIGINS if found[origin].recall or found[origin].precision}
    return WordFigures(len(sentences), found[None], by_origin)


def _marked(analysis: Analysis, origin: str | None) -> list[Span]:
    """The spans that are marked as loaded, of one origin where given."""
    own = (m for m in analysis.markers if m.kind in LOADED and origin in (None, m.origin))
    return [Span(marker.start, marker.end) for marker in own]


def _counts(sentence: Loaded, marked: list[Span]) -> Counts:
    """How many words are rightly marked, wrongly marked and missed."""
    right = wrong = missed = 0
    for match in _WORD.finditer(sentence.text):
        word = Span(*match.span())
        is_loaded, is_marked = (any(map(word.overlaps, spans)) for spans in (sentence.spans, marked))
        is_disputed = not is_loaded and any(map(word.overlaps, sentence.disputed))
        right += is_loaded and is_marked
        wrong += is_marked and not is_loaded and not is_disputed
        missed += is_loaded and not is_marked
    return right, wrong, missed
