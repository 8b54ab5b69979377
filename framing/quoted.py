"""How well the functions of quotation marks agree with those that annotators gave."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np

from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.annotated import objects, place_of
from framing.errors import CorpusError
from framing.intervals import Agreement, Interval, agreement, bootstrap, share
from framing.quotation import LEARNED, Function, Quotation
from framing.span import Span

NONE = "none"  # no quotation was found at the place
EXPECTED = '{"text": "...", "quote": [4, 9], "function": "scare", "before": "...", "after": "..."}'


@dataclass(frozen=True, slots=True)
class AnnotatedQuote:
    """A text with the place of one quotation in it, marks included, and its function."""

    text: str
    quote: Span
    function: Function


@dataclass(frozen=True, slots=True)
class QuoteFigures:
    """How well functions agree: the share that is right, F1 by function, and what was called what."""

    n: int
    accuracy: float
    accuracy_interval95: Interval
    by_function: dict[str, Agreement]
    confusion: dict[str, dict[str, int]]

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON, with the name of the task."""
        return {"task": "quotes", **asdict(self)}


def read_quotes(path: str | Path) -> list[AnnotatedQuote]:
    """The annotated quotations of a JSONL file; `before` and `after` are the sentences around, where given."""
    found = list(objects(Path(path), _quote, EXPECTED))
    if not found:
        raise CorpusError(f"{path}: no rows; expected rows such as {EXPECTED}")
    return found


def _quote(row: Mapping[str, Any], place: str) -> AnnotatedQuote:
    before, text, after = (row.get(name) or "" for name in ("before", "text", "after"))
    if not (isinstance(before, str) and isinstance(after, str)):
        raise ValueError("before and after must be texts")
    span, shift = place_of(text, row["quote"]), len(before) + 1 if before else 0
    if row["function"] not in get_args(Function):
        raise ValueError(f"function {row['function']!r} is none of {', '.join(get_args(Function))}")
    joined = " ".join(part for part in (before, text, after) if part)
    return AnnotatedQuote(joined, Span(span.start + shift, span.end + shift), cast(Function, row["function"]))


def quote_figures(quotes: Sequence[AnnotatedQuote], analyzer: Analyzer) -> QuoteFigures:
    """The figures over all quotations, each judged in its text."""
    analyses = analyzer.analyze_many(quote.text for quote in quotes)
    pairs = [(q.function, judged(q, a)) for q, a in zip(quotes, analyses, strict=True)]
    hits = np.array([one == other and one in LEARNED for one, other in pairs])
    return QuoteFigures(
        n=len(pairs),
        accuracy=share(int(hits.sum()), len(pairs)),
        accuracy_interval95=bootstrap(len(pairs), lambda drawn: float(hits[drawn].mean())),
        by_function={function: agreement(np.array(list(_counts(pairs, function)))) for function in LEARNED},
        confusion={gold: dict(Counter(b for a, b in pairs if a == gold)) for gold, _ in pairs},
    )


def judged(quote: AnnotatedQuote, analysis: Analysis) -> str:
    """The function of the quotation found nearest to the annotated place, `none` where none overlaps it."""
    near = [found for found in analysis.quotes if quote.quote.overlaps(found.span)]
    return min(near, key=lambda found: _distance(found, quote.quote)).function if near else NONE


def _distance(found: Quotation, place: Span) -> int:
    return abs(found.start - place.start) + abs(found.end - place.end)


def _counts(pairs: list[tuple[Function, str]], function: Function) -> Iterator[tuple[int, int, int]]:
    """For each quotation whether it is rightly, wrongly or not given the function; `other` is wrong for none."""
    for gold, given in pairs:
        own, hit = gold == function, given == function
        yield int(own and hit), int(hit and not own and gold in LEARNED), int(own and not hit)
