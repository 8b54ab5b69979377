"""framing: typed, voiced and explained spans of media framing and loaded language in English news.

    import framing
    analysis = framing.analyze(text)
    analysis.markers[0].kind        # such as 'scare_quote'

See `analyze`, `analyze_many`, `score` and `Analyzer`; for tables of articles `analyze_frame` and `compare`.
"""

from framing._version import __version__
from framing.analysis import Analysis, ScoredSentence
from framing.analyzer import Analyzer, analyze, analyze_many, score
from framing.attribution import Attribution
from framing.cast import Speaker
from framing.comparing import compare
from framing.comparison import Comparison
from framing.errors import CorpusError, FramingError, LexiconError, MissingExtra, ModelError
from framing.frame import analyze_frame
from framing.groups import GroupDifference, GroupRate, GroupSize, GroupStance, GroupWord
from framing.lexicon import Lexicon
from framing.markers import Marker, Markers
from framing.quotation import Quotation
from framing.scoring import Contribution
from framing.span import Span
from framing.summary import Summary

__all__ = [
    "Analysis",
    "Analyzer",
    "Attribution",
    "Comparison",
    "Contribution",
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
