"""The values that an analysis consists of, and the ways to show and keep it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from framing import dataframe, report, terminal, wire
from framing.attribution import Attribution
from framing.cast import Speaker
from framing.contributions import Contributions
from framing.errors import FramingError
from framing.markers import Marker, Markers
from framing.quotation import Quotation
from framing.summary import Summary

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence, the probability that annotators would call it biased by word choice, and what adds up to it.

    `sigmoid(bias + sum of the contributions' values) == probability`. `voices` are shares of the words. Sentences tile
    the text: the white space after one belongs to it.

    Examples
    --------
    >>> import framing
    >>> (sentence,) = framing.analyze('They brazenly left.').sentences
    >>> from math import exp, fsum
    >>> odds = sentence.bias + fsum(part.value for part in sentence.contributions)
    >>> abs(1 / (1 + exp(-odds)) - sentence.probability) < 1e-9
    True
    """

    start: int
    end: int
    probability: float
    bias: float
    voices: dict[str, float]
    contributions: Contributions


@dataclass(frozen=True, slots=True, repr=False)
class Analysis:
    """Everything found in one text. All offsets are code points into `text`, ends exclusive.

    `headline` is the analysis of the title, where one was given apart; its offsets are into the title, and it has
    reports of its own: those of the text leave it out.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze('Dana Holt said the "reform" was utterly safe.')
    >>> analysis
    <Analysis: 8 words in 1 sentences, 2 markers, 1 speakers>
    >>> [marker.text for marker in analysis.markers]
    ['"reform"', 'utterly']
    >>> framing.Analysis.from_dict(analysis.to_dict()) == analysis
    True
    """

    text: str
    made_by: dict[str, str]
    warnings: tuple[str, ...]
    sentences: tuple[ScoredSentence, ...]
    markers: Markers
    quotes: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    summary: Summary
    headline: "Analysis | None" = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON: wire schema 1 (docs/wire-schema.md)."""
        return {"schema": SCHEMA, **wire.to_plain(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Self":
        """The analysis that `to_dict` made `data` from; a `FramingError` names the field that does not fit."""
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            found = data.get("schema") if isinstance(data, Mapping) else type(data).__name__
            raise FramingError(f"not an analysis of wire schema {SCHEMA}: schema is {found!r}; make it with to_dict()")
        analysis: Self = wire.from_plain(cls, data)
        _check_places("sentences", analysis.sentences, analysis.text)
        starts, ends = ([getattr(sentence, side) for sentence in analysis.sentences] for side in ("start", "end"))
        if [*starts, len(analysis.text)] != [0, *ends]:
            raise FramingError("sentences: they do not tile the text, each beginning where the one before ends")
        _check_places("markers", analysis.markers, analysis.text)
        _check_places("quotes", analysis.quotes, analysis.text)
        return analysis

    def to_html(self) -> str:
        """A fragment of HTML with the text, its markers and their reasons, and its sources; all text is escaped."""
        return report.html(self.text, self.sentences, self.markers, self.speakers, self.summary, self.warnings)

    def to_text(self, color: bool = False) -> str:
        """The text with its markers numbered, below them their reasons and the sources; in colours where `color`."""
        return terminal.text(self.text, self.markers, self.speakers, self.summary, self.warnings, color=color)

    def to_frame(self, backend: dataframe.Backend = "pandas") -> Any:
        """The markers as a dataframe of `backend` ("pandas", "polars", "pyarrow"), one row a marker."""
        return dataframe.of_markers(self.markers, backend)

    def __repr__(self) -> str:
        s, n = self.summary, len(self.speakers)
        return f"<Analysis: {s.words} words in {s.sentences} sentences, {s.markers} markers, {n} speakers>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _check_places(name: str, items: Iterable[ScoredSentence | Marker | Quotation], text: str) -> None:
    """A `FramingError` where an item of a record lies outside the text, says other words or has no probability."""
    for i, item in enumerate(items):
        where = f"{name}[{i}]"
        if not 0 <= item.start <= item.end <= len(text):
            raise FramingError(f"{where}: {item.start} to {item.end} is no place in a text of {len(text)} characters")
        if not isinstance(item, ScoredSentence) and item.text != text[item.start : item.end]:
            raise FramingError(f"{where}.text: {item.text!r:.80} is not what stands at {item.start} to {item.end}")
        if not 0 <= item.probability <= 1:
            raise FramingError(f"{where}.probability: expected a number from 0 to 1, got {item.probability!r}")
