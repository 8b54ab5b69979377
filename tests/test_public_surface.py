"""What `import framing` offers."""

import inspect

import framing

PUBLIC = {
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
}


def test_exports() -> None:
    """Exactly these names, each documented."""
    assert set(framing.__all__) == PUBLIC
    undocumented = [name for name in PUBLIC if name != "__version__" and not inspect.getdoc(getattr(framing, name))]
    assert undocumented == []


def test_signatures() -> None:
    """The doors keep their parameters."""
    assert list(inspect.signature(framing.analyze).parameters) == ["text", "title", "model"]
    assert list(inspect.signature(framing.score).parameters) == ["sentences", "model"]
    assert list(inspect.signature(framing.analyze_many).parameters) == ["texts", "n_jobs", "progress", "model"]
    assert list(inspect.signature(framing.Analyzer).parameters) == [
        "model",
        "lexicon",
        "kinds",
        "allow",
        "min_probability",
    ]
