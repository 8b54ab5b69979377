"""The pages on the kinds of markers are made from the lexicon (docs/generate.py), and complete."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from framing import Lexicon

SCRIPT = Path(__file__).parents[1] / "docs" / "generate.py"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.usefixtures("datasets")
def test_the_figures_are_of_the_shipped_lexicon(lexicon: Lexicon) -> None:
    """By what training/figures.py wrote down; only who has the data can measure anew."""
    found = json.loads((SCRIPT.parents[1] / "training" / "figures.json").read_text(encoding="utf-8"))
    assert found["lexicon"] == f"{len(lexicon):,} rows ({lexicon.fingerprint[:12]})", (
        "run: python training/figures.py DATA"
    )


def test_the_pages_are_current() -> None:
    """As CI asks."""
    result = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_card_tells_what_the_difference_of_the_sides_is_made_of(generate: ModuleType) -> None:
    """A line a part; a range over outlets; nothing of topics or outlets where none is known."""
    one = {"difference": 0.0734, "interval95": [-0.02, 0.161]}
    odds = dict.fromkeys(("all", "kind", "word", "pair", "sentence", "bias"), one)
    parts = {"topics": 3, "n": 40, "plain": one, "at_equal_topics": one, "without_outlet": {}, "log_odds": odds}
    shown = "\n".join(generate.model_card._parts(parts | {"without_outlet": {"Gull": 0.01, "Velm": 0.0999}}))
    assert (
        "| as it is, in 40 sentences of the 3 topics with sentences of both sides | +0.073 (-0.020 to +0.161) |"
        in shown
    )
    assert "| without one outlet: least, without Gull | +0.010 |\n| ... most, without Velm | +0.100 |" in shown
    assert shown.count("+0.073") == 8
    bare = "\n".join(generate.model_card._parts(parts | {"at_equal_topics": None}))
    assert bare.count("+0.073") == 6


def test_a_stale_page_is_named(generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that mends it; then it is mended, and what belongs to no kind is gone."""
    monkeypatch.setattr(generate, "FOLDER", tmp_path / "kinds")
    monkeypatch.setattr(sys, "argv", ["generate.py"])
    generate.main()
    (tmp_path / "kinds" / "booster.md").write_text("old", encoding="utf-8")
    (tmp_path / "kinds" / "slang.md").write_text("old", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    with pytest.raises(SystemExit, match=r"not current: docs/kinds/booster.md, docs/kinds/slang.md; run: make pages"):
        generate.main()
    monkeypatch.setattr(sys, "argv", ["generate.py"])
    generate.main()
    assert "# Boosters" in (tmp_path / "kinds" / "booster.md").read_text(encoding="utf-8")
    assert not (tmp_path / "kinds" / "slang.md").exists()


def test_every_row_stands_on_the_page_of_its_kind_once(generate: ModuleType, lexicon: Lexicon) -> None:
    """By its id."""
    for kind in lexicon.catalog.values():
        ids = re.findall(r"^\| `([a-z]{2}\d{4})` \|", generate.page(kind, lexicon), re.MULTILINE)
        assert sorted(ids) == sorted(entry.id for entry in lexicon.entries if entry.kind == kind.name)


def test_cells_show_what_is_written(generate: ModuleType) -> None:
    """Marks of Markdown are escaped."""
    assert generate.escaped("*phobe | {number} _ ~") == r"\*phobe \| \{number\} \_ \~"
