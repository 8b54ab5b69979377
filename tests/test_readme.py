"""The README and the page on scikit-learn keep their word: their examples print what they show."""

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    page: re.findall(
        r"```python\n((?:(?!```).)*?)```\n\n```text\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL
    )
    for page in ("README.md", "docs/estimators.md")
}


def test_there_are_examples() -> None:
    """The pattern finds two on each page."""
    assert {page: len(examples) for page, examples in EXAMPLES.items()} == dict.fromkeys(EXAMPLES, 2)


@pytest.mark.parametrize(("code", "shown"), [example for examples in EXAMPLES.values() for example in examples])
def test_an_example_prints_what_it_shows(code: str, shown: str) -> None:
    """The Python block, run, gives the text block below it, to the character."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == shown
