"""framing: typed, voiced and explained spans of media framing and loaded language in English news.

    import framing
    analysis = framing.analyze(text)
    analysis.markers[0].kind        # such as 'scare_quote'

See `analyze`, `analyze_many`, `score` and `Analyzer`; for tables of articles `analyze_frame` and `compare`.

A name is imported when it is first asked for. No module may bear one of these names: it would stand in its place.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from framing._version import __version__

if TYPE_CHECKING:
    from framing.analysis import Analysis, ScoredSentence
    from framing.analyzer import Analyzer, analyze, analyze_many, score
    from framing.attribution import Attribution
    from framing.cast import Speaker
    from framing.comparing import compare
    from framing.comparison import Comparison
    from framing.contributions import Contribution, Contributions
    from framing.errors import CorpusError, FramingError, LexiconError, MissingExtra, ModelError
    from framing.frame import analyze_frame
    from framing.groups import GroupDifference, GroupRate, GroupSize, GroupStance, GroupWord
    from framing.lexicon import Lexicon
    from framing.markers import Marker, Markers
    from framing.quotation import Quotation
    from framing.span import Span
    from framing.summary import Summary

__all__ = [
    "Analysis",
    "Analyzer",
    "Attribution",
    "Comparison",
    "Contribution",
    "Contributions",
    "CorpusError",
    "FramingError",
    "GroupDifference",
    "GroupRate",
    "GroupSize",
    "GroupStance",
    "GroupWord",
    "Lexicon",
    "LexiconError",
    "Marker",
    "Markers",
    "MissingExtra",
    "ModelError",
    "Quotation",
    "ScoredSentence",
    "Span",
    "Speaker",
    "Summary",
    "__version__",
    "analyze",
    "analyze_frame",
    "analyze_many",
    "compare",
    "score",
]

_HOMES = {
    "Analysis": "analysis",
    "Analyzer": "analyzer",
    "Attribution": "attribution",
    "Comparison": "comparison",
    "Contribution": "contributions",
    "Contributions": "contributions",
    "CorpusError": "errors",
    "FramingError": "errors",
    "GroupDifference": "groups",
    "GroupRate": "groups",
    "GroupSize": "groups",
    "GroupStance": "groups",
    "GroupWord": "groups",
    "Lexicon": "lexicon",
    "LexiconError": "errors",
    "Marker": "markers",
    "Markers": "markers",
    "MissingExtra": "errors",
    "ModelError": "errors",
    "Quotation": "quotation",
    "ScoredSentence": "analysis",
    "Span": "span",
    "Speaker": "cast",
    "Summary": "summary",
    "analyze": "analyzer",
    "analyze_frame": "frame",
    "analyze_many": "analyzer",
    "compare": "comparing",
    "score": "analyzer",
}


if not TYPE_CHECKING:  # a type checker reads the imports above, and tells a name that is not among them

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
