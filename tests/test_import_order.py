"""Imports point one way: a module imports only from the modules before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "framing"

ORDER = (
    "errors",
    "_version",
    "_resources",
    "files",
    "utf8",
    "sheets",
    "span",
    "article",
    "tokens",
    "grammar",
    "sentences",
    "language",
    "quotes",
    "inflect",
    "entry",
    "cells",
    "catalog",
    "rows",
    "lexicon",
    "conditions",
    "trie",
    "matcher",
    "words",
    "phrases",
    "attribution",
    "contents",
    "complements",
    "passives",
    "clauses",
    "structure",
    "crediting",
    "names",
    "mentions",
    "namesakes",
    "speakers",
    "drafts",
    "linear",
    "features",
    "vocabulary",
    "batch",
    "loaded",
    "cases",
    "traits",
    "quotation",
    "voice",
    "markers",
    "reader",
    "rowtest",
    "cast",
    "contributions",
    "scoring",
    "learned",
    "summary",
    "wire",
    "dataframe",
    "report",
    "terminal",
    "analysis",
    "allowed",
    "choices",
    "encoder",
    "processes",
    "analyzer",
    "intervals",
    "frame",
    "copies",
    "keyness",
    "counted",
    "grouped",
    "table",
    "groups",
    "rates",
    "comparison_notes",
    "comparison_text",
    "stance_tables",
    "comparison_html",
    "comparison",
    "comparing",
    "columns",
    "annotations",
    "labelstudio",
    "annotated",
    "exported",
    "named",
    "corpora",
    "refusal",
    "recipe",
    "material",
    "lessons",
    "regression",
    "background",
    "learning",
    "samples",
    "parameters",
    "transformer",
    "estimators",
    "figures",
    "agreement",
    "loadedwords",
    "quoted",
    "attributed",
    "leftout",
    "gate",
    "train",
    "leftright",
    "mistakes",
    "probabilities",
    "tables",
    "drawing",
    "plotted",
    "plot",
    "evaluation_report",
    "evaluated",
    "evaluate",
    "page",
    "webpage",
    "output",
    "cli_options",
    "cli_compare",
    "cli_report",
    "cli_lexicon",
    "cli_score",
    "cli",
    "__main__",
)


def dotted_names(node: ast.AST) -> list[str]:
    """The full names that one statement imports; none where it is no import."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = [part for part in ("framing" if node.level else "", node.module or "") if part]
        return [".".join([*base, alias.name]) for alias in node.names]
    return []


def imported_modules(module: str) -> set[str]:
    """The modules of the package that `module` imports, at the top or inside a function.

    What leads to no module in the order, such as `from framing import analyze`, is `__init__`.
    """
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    names = [name.split(".") for node in ast.walk(tree) for name in dotted_names(node)]
    inner = [name[1:2] for name in names if name[0] == "framing"]
    return {part[0] if part and part[0] in ORDER else "__init__" for part in inner}


def test_every_module_stands_in_the_order() -> None:
    """A new module gets its place in the list, and a removed one loses it."""
    assert {path.stem for path in PACKAGE.glob("*.py")} == {*ORDER, "__init__"}


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_earlier_ones(module: str) -> None:
    """No module imports itself, a later one or the package's own door."""
    assert imported_modules(module) <= set(ORDER[: ORDER.index(module)])


def test_the_door_opens_on_the_comparison() -> None:
    """`import framing` pulls in the chain from text to comparison, and neither training nor the command."""
    assert imported_modules("__init__") <= set(ORDER[: ORDER.index("comparing") + 1])
