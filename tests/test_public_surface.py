"""What `import framing` offers."""

import ast
import doctest
import inspect
import pickle
import subprocess
import sys
from pathlib import Path

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


def test_the_door_names_the_right_modules() -> None:
    """The table that is imported from says the same as the imports that type checkers and the documentation read."""
    tree = ast.parse(Path(framing.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    read = {alias.name: str(node.module) for node in imports for alias in node.names}
    homes = {name: f"framing.{module}" for name, module in framing._HOMES.items()}
    assert homes == {name: module for name, module in read.items() if name in PUBLIC - {"__version__"}}
    assert homes.keys() == PUBLIC - {"__version__"}
    assert set(dir(framing)) >= PUBLIC


def test_no_module_stands_in_the_place_of_a_name() -> None:
    """An imported module becomes an attribute of the package, under its own name."""
    modules = {path.stem for path in Path(framing.__file__).parent.glob("*.py")}
    assert modules.isdisjoint(PUBLIC)


def test_an_unknown_name_is_told() -> None:
    """As any module tells it."""
    with pytest.raises(AttributeError, match=r"module 'framing' has no attribute 'analyse'"):
        framing.analyse  # type: ignore[attr-defined]  # noqa: B018


def test_names_are_pickled_by_their_modules() -> None:
    """Whether they were asked for before or not."""
    assert pickle.loads(pickle.dumps(framing.Span)) is framing.Span
    assert pickle.loads(pickle.dumps(framing.score)) is framing.score


def test_the_door_imports_nothing_before_it_is_needed() -> None:
    """Neither numpy nor a module of the package, until a name is asked for."""
    code = "import sys, framing; print(*sys.modules); framing.score; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = (set(line.split()) for line in run.stdout.splitlines())
    assert {name for name in before if name.startswith("framing.")} == {"framing._version"}
    assert "numpy" not in before
    assert {"framing.scoring", "numpy"} <= after


def test_signatures() -> None:
    """The doors keep their parameters."""
    assert list(inspect.signature(framing.analyze).parameters) == ["text", "title", "model"]
    assert list(inspect.signature(framing.score).parameters) == ["sentences", "model"]
    assert list(inspect.signature(framing.analyze_many).parameters) == [
        "texts",
        "n_jobs",
        "progress",
        "model",
        "return_exceptions",
    ]
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
