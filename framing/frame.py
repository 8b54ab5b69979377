"""Tables of articles in, tables of what was found out: one row an article, a sentence, a marker or an attribution.

Any dataframe that narwhals knows comes in (pandas, polars, pyarrow ...), and the same kind goes out. The columns are
told in docs/frames.md and stay as they are.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from framing.analysis import Analysis
from framing.analyzer import Analyzer, given
from framing.dataframe import MARKER_SCHEMA, Schema, dataframe, marker_row, transposed
from framing.errors import CorpusError, ParameterError
from framing.speakers import SpeakerKind
from framing.summary import ALL, ANY, Summary
from framing.voice import VOICES

Per = Literal["article", "sentence", "marker", "attribution"]
Row = tuple[Any, ...]

MAX_TOLD = 5  # rows that an error names


def analyze_frame(
    df: Any,
    text: str = "text",
    id: str | None = None,
    *,
    per: Per = "article",
    analyzer: Analyzer | None = None,
    n_jobs: int = 1,
    progress: bool = False,
) -> Any:
    """What is found in a column of texts, as a dataframe of the same library with one row an article, or `per` other.

    Parameters
    ----------
    df : a dataframe in memory that narwhals knows, one row an article
    text : the column of texts; a missing text gives a row of missing values per article, and no row per anything else
    id : the column that names the articles, the first one of the result; by default their place, from 0
    per : "article", "sentence", "marker" or "attribution"
    analyzer : by default that of the shipped model
    n_jobs, progress : as in `Analyzer.analyze_many`

    Raises
    ------
    ParameterError
        where a column is not there; the message lists those that are
    CorpusError
        where a cell of the column of texts is neither a text nor missing; the message names rows
    TypeError
        where `df` is no dataframe in memory

    Examples
    --------
    >>> import pandas, framing
    >>> articles = pandas.DataFrame({"url": ["a", "b"], "body": ["They brazenly left.", None]})
    >>> found = framing.analyze_frame(articles, text="body", id="url")
    >>> found["loaded_language_author"].round(1).tolist()
    [333.3, <NA>]
    """
    if per not in get_args(Per):
        raise ParameterError(f"per must be one of {', '.join(get_args(Per))}, not {per!r}")
    frame = native(df)
    texts = cells(Columns(frame), text, "text")
    if id is not None:
        column(Columns(frame), id, "id")
    present = {place: content for place, content in enumerate(texts) if content is not None}
    analyzer = given(analyzer)
    level = levels(analyzer)[per]
    found = analyzer.analyze_many(list(present.values()), n_jobs, progress)
    rows = [(place, row) for place, analysis in zip(present, found, strict=True) for row in level.rows(analysis)]
    if per == "article":
        missing = [(place, (None,) * len(level.schema)) for place, content in enumerate(texts) if content is None]
        rows = sorted([*rows, *missing], key=lambda pair: pair[0])
    return _named([place for place, _ in rows], [row for _, row in rows], level.schema, frame, id)


def native(df: Any) -> Any:
    """A dataframe as narwhals sees it; a `TypeError` where it is none, or none in memory."""
    import narwhals as nw
    from narwhals.exceptions import DuplicateError

    try:
        return nw.from_native(df, eager_only=True)
    except TypeError as fault:
        advice = "collect it first" if "Lazy" in str(fault) else "give one of pandas, polars or pyarrow"
        raise TypeError(f"articles must be a dataframe in memory, not {type(df).__name__}; {advice}") from fault
    except DuplicateError as fault:
        raise ParameterError(
            f"two columns of the dataframe have the same name; rename one ({' '.join(str(fault).split())})"
        ) from fault


class Columns(Mapping[str, list[Any]]):
    """The columns of a narwhals dataframe by name, each made a list when it is asked for."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def __getitem__(self, name: str) -> list[Any]:
        values: list[Any] = self._frame.get_column(name).to_list()
        return values

    def __iter__(self) -> Iterator[str]:
        return iter(self._frame.columns)

    def __len__(self) -> int:
        return len(self._frame.columns)


def column(columns: Mapping[str, Sequence[Any]], name: str, parameter: str) -> Sequence[Any]:
    """A column; a `ParameterError` that lists the columns where it is not there."""
    if not isinstance(name, Hashable):
        raise TypeError(f"{parameter} must be the name of a column, not a {type(name).__name__}")
    if name not in list(columns):
        there = ", ".join(map(str, columns))
        raise ParameterError(f"{parameter}: no column is called {name!r}; the columns are {there}")
    return columns[name]


def cells(columns: Mapping[str, Sequence[Any]], name: str, parameter: str) -> list[str | None]:
    """The texts of a column, None where one is missing."""
    values = [None if is_missing(value) else value for value in column(columns, name, parameter)]
    wrong = [place for place, value in enumerate(values) if not isinstance(value, str | None)]
    if wrong:
        told = ", ".join(map(str, wrong[:MAX_TOLD])) + (", ..." if len(wrong) > MAX_TOLD else "")
        raise CorpusError(
            f"column {name!r}: row{'s' * (len(wrong) > 1)} {told} (from 0): not a text but "
            f"{values[wrong[0]]!r:.40}, of type {type(values[wrong[0]]).__name__}; turn these cells into "
            "texts, or leave them missing"
        )
    return values


def is_missing(value: Any) -> bool:
    """True for None, and for what differs from itself or will not say so, as the missing values of pandas do."""
    return (
        value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)
    )


def _named(places: Sequence[int], rows: Sequence[Row], schema: Schema, frame: Any, id: str | None) -> Any:
    """A dataframe of the library of `frame`, with the names of the articles as the first column."""
    import narwhals as nw

    found = dataframe(transposed(rows, schema), schema, frame.implementation)
    if id is None:
        names = nw.new_series("id", list(places), nw.Int64(), backend=frame.implementation)
    else:
        names = frame.get_column(id)[list(places)]
    return found.with_columns(names.alias("id")).select("id", *schema).to_native()


# -- levels


@dataclass(frozen=True, slots=True)
class Level:
    """What the rows of one table are, and their columns."""

    schema: Schema
    rows: Callable[[Analysis], Iterator[Row]]


SENTENCE_SCHEMA: Schema = {
    "sentence": "Int64",
    "start": "Int64",
    "end": "Int64",
    "text": "String",
    "probability": "Float64",
    **{f"{voice}_share": "Float64" for voice in VOICES},
}
ATTRIBUTION_SCHEMA: Schema = {
    "start": "Int64",
    "end": "Int64",
    "content": "String",
    "source": "String",
    "cue": "String",
    "speaker": "String",
    "speaker_kind": "String",
    "stance": "String",
    "type": "String",
}
_COUNTS = ("sentences", "markers", "attributions", "speakers", *(f"{kind}_speakers" for kind in get_args(SpeakerKind)))


def article_schema(kinds: Sequence[str]) -> Schema:
    """The columns of an article for markers of some kinds."""
    return {
        "words": "Int64",
        **{f"{voice}_words": "Int64" for voice in VOICES},
        **dict.fromkeys(_COUNTS, "Int64"),
        "mean_probability": "Float64",
        "author_probability": "Float64",
        "warnings": "String",
        **{f"{kind}_{voice}": "Float64" for kind in (ANY, *kinds) for voice in (ALL, *VOICES)},
    }


def levels(analyzer: Analyzer) -> dict[Per, Level]:
    """The tables that an analysis gives rows for."""
    kinds = sorted(analyzer.kinds)
    return {
        "article": Level(article_schema(kinds), lambda analysis: _article(analysis, kinds)),
        "sentence": Level(SENTENCE_SCHEMA, _sentences),
        "marker": Level(MARKER_SCHEMA, lambda analysis: map(marker_row, analysis.markers)),
        "attribution": Level(ATTRIBUTION_SCHEMA, _attributions),
    }


def _article(analysis: Analysis, kinds: Sequence[str]) -> Iterator[Row]:
    summary, speakers = analysis.summary, [speaker.kind for speaker in analysis.speakers]
    yield (
        summary.words,
        *(summary.words_by_voice.get(voice, 0) for voice in VOICES),
        summary.sentences,
        summary.markers,
        len(analysis.attributions),
        len(speakers),
        *(speakers.count(kind) for kind in get_args(SpeakerKind)),
        summary.mean_probability,
        summary.author_probability,
        "; ".join(analysis.warnings) or None,
        *_rates(summary, kinds),
    )


def _rates(summary: Summary, kinds: Sequence[str]) -> Iterator[float | None]:
    """Markers of any kind and of each, in all voices and in each, for every thousand words of the voice."""
    words = {ALL: summary.words, **summary.words_by_voice}
    rates = {ALL: summary.per_1000_words}
    rates |= {voice: {k: own.get(voice, 0.0) for k, own in summary.by_voice.items()} for voice in VOICES}
    totals = {voice: float(sum(own.values())) for voice, own in rates.items()}
    for kind in (ANY, *kinds):
        for voice, own in rates.items():
            rate = totals[voice] if kind == ANY else own.get(kind, 0.0)
            yield rate if words.get(voice) else None


def _sentences(analysis: Analysis) -> Iterator[Row]:
    for number, s in enumerate(analysis.sentences):
        shares = (s.voices[voice] for voice in VOICES)
        yield number, s.start, s.end, analysis.text[s.start : s.end].strip(), s.probability, *shares


def _attributions(analysis: Analysis) -> Iterator[Row]:
    kinds, text = {speaker.name: speaker.kind for speaker in analysis.speakers}, analysis.text
    for a in analysis.attributions:
        content = " ".join(part.slice(text).strip() for part in a.content)
        source = a.source.slice(text) if a.source else None
        kind = kinds.get(a.speaker) if a.speaker else None
        start, end = min(part.start for part in a.content), max(part.end for part in a.content)
        yield start, end, content, source, a.cue.slice(text), a.speaker, kind, a.stance, a.type
