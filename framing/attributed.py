"""How well attributed text and its sources agree with what annotators attributed to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from framing.agreement import common_words
from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.annotated import items, objects, place_of
from framing.annotations import shown
from framing.attribution import Attribution
from framing.errors import CorpusError
from framing.intervals import Agreement, Interval, agreement, bootstrap, share
from framing.span import Span

EXPECTED = '{"text": "...", "attributions": [{"content": [[12, 40]], "source": [[0, 4]]}]}'

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words that annotators attribute to a source; either may have several parts, and the source none."""

    content: Spans
    source: Spans


@dataclass(frozen=True, slots=True)
class AttributedText:
    """A text with all its attributions."""

    text: str
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """How well attributed characters agree (white space left out), and how many sources are rightly named."""

    texts: int
    content: Agreement
    source_recall: float
    source_interval95: Interval
    sources: int

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON, with the name of the task."""
        record = asdict(self)
        return {"task": "voice", "texts": record.pop("texts"), **record.pop("content"), **record}


def read_attributed(path: str | Path, notes: list[str] | None = None) -> list[AttributedText]:
    """The texts of a JSONL file with their attributions, as in PolNeAR (Newell et al. 2018).

    An attribution without content counts for nothing; `notes` are told how many. A `CorpusError` where none has any.
    """
    found = list(objects(Path(path), _attributed, EXPECTED))
    if not found:
        raise CorpusError(f"{path}: no rows; expected rows such as {EXPECTED}")
    credits = [(place, credit) for place, text in found for credit in text.credits]
    empty = [place for place, credit in credits if not credit.content]
    if len(empty) == len(credits):
        fault = (
            f"{empty[0]}: unfit row (an attribution without content, as all are)"
            if empty
            else f"{path}: no attribution"
        )
        raise CorpusError(f"{fault}; expected {EXPECTED}")
    if empty and notes is not None:
        told = f"{len(empty)} of {len(credits)} attributions have no content and count for nothing"
        notes.append(f"{path}: {told} (the first in line {empty[0].rpartition(':')[2]})")
    return [text for _, text in found]


def _attributed(row: Mapping[str, Any], place: str) -> tuple[str, AttributedText]:
    if "attributions" not in row:
        raise KeyError("attributions")
    credits = tuple(_credit(row["text"], item) for item in items(row, "attributions"))
    return place, AttributedText(row["text"], credits)


def _credit(text: str, item: Any) -> Credit:
    if not isinstance(item, dict):
        raise ValueError(f"attribution {shown(item)} is no object")
    content, source = (tuple(place_of(text, part) for part in items(item, name)) for name in ("content", "source"))
    return Credit(content, source)


def voice_figures(texts: Sequence[AttributedText], analyzer: Analyzer) -> VoiceFigures:
    """The figures over all texts; the intervals are over texts drawn anew."""
    analyses = list(analyzer.analyze_many(text.text for text in texts))
    pairs = list(zip(texts, analyses, strict=True))
    sources = np.array([_sources(text, analysis) for text, analysis in pairs])
    right, n = (int(total) for total in sources.sum(axis=0))
    return VoiceFigures(
        texts=len(texts),
        content=agreement(np.array([_characters(text, analysis) for text, analysis in pairs])),
        source_recall=share(right, n),
        source_interval95=bootstrap(len(texts), lambda drawn: share(*sources[drawn].sum(axis=0))),
        sources=n,
    )


def _characters(text: AttributedText, analysis: Analysis) -> tuple[int, int, int]:
    """How many characters are rightly attributed, wrongly attributed and missed."""
    length = len(text.text)
    annotated = _covered(length, (span for credit in text.credits for span in credit.content))
    found = _covered(length, (span for attribution in analysis.attributions for span in attribution.content))
    counts = [0, 0, 0, 0]
    for gold, given, character in zip(annotated, found, text.text, strict=True):
        if not character.isspace():
            counts[2 * gold + given] += 1
    return counts[3], counts[1], counts[2]


def _covered(length: int, spans: Any) -> bytearray:
    mask = bytearray(length)
    for span in spans:
        mask[span.start : span.end] = b"\1" * len(span)
    return mask


def _sources(text: AttributedText, analysis: Analysis) -> tuple[int, int]:
    """How many annotated sources are rightly named, and how many there are."""
    credits = [credit for credit in text.credits if credit.source and credit.content]
    return sum(_is_named(text.text, credit, analysis.attributions) for credit in credits), len(credits)


def _is_named(text: str, credit: Credit, attributions: Sequence[Attribution]) -> bool:
    """True where the attribution that shares most content names a source with half of the words of an annotated one."""
    best = max(attributions, key=lambda found: _shared(found.content, credit.content), default=None)
    if best is None or not best.source or not _shared(best.content, credit.content):
        return False
    return any(common_words(text, best.source, source) >= 0.5 for source in credit.source)


def _shared(found: Spans, annotated: Spans) -> float:
    """The characters in both, as a part of those in either."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in annotated for b in found)
    return common / (sum(map(len, found)) + sum(map(len, annotated)) - common) if common else 0.0
