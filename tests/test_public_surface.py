"""What `import framing` offers."""

import doctest
import inspect

import pytest

import framing

PUBLIC = {
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


@pytest.mark.parametrize("name", sorted(PUBLIC - {"__version__"}))
def test_every_name_has_an_example_that_runs(name: str) -> None:
    """Doctests, each with what it prints."""
    (found,) = doctest.DocTestFinder(recurse=False).find(getattr(framing, name), name, globs={})
    result = doctest.DocTestRunner().run(found)
    assert result.attempted > 0
    assert result.failed == 0
