"""The README and the pages keep their word: their examples print what they show."""

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": 3,
    "docs/estimators.md": 2,
    "docs/frames.md": 1,
    "docs/comparison.md": 1,
    "docs/probability.md": 1,
}  # with their examples
EXAMPLES = {
    page: re.findall(
        r"```python\n((?:(?!```).)*?)```\n\n```text\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL
    )
    for page in PAGES
}


def test_there_are_examples() -> None:
    """The pattern finds those that there are."""
    assert {page: len(examples) for page, examples in EXAMPLES.items()} == PAGES


@pytest.mark.parametrize(("code", "shown"), [example for examples in EXAMPLES.values() for example in examples])
def test_an_example_prints_what_it_shows(
    code: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python block, run, gives the text block below it, to the character."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == shown


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "training/README.md", "training/results.md"])
def test_links_lead_somewhere(page: str) -> None:
    """Those to files of the checkout; those of the documentation are checked as it is built."""
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (ROOT / page).parent.joinpath(link).exists()] == []
