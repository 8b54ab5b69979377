"""Golden tables in literate Markdown: what is expected of a text, written so that a reader can check it by eye.

A case is a heading, a fenced block marked `text`, and a list of what is expected of it. Prose may stand anywhere, for
instance to say why; a heading without a text begins a chapter. A case without a list expects nothing. A title that
ends in "(known failure)" names what we know to be wrong: such a case must fail until it is mended.

    ### The boys' boat

    A possessive closes nothing.

    ```text
    'The boys' boat is gone,' she said.
    ```

    - 'The boys' boat is gone,'
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

DIRECTORY = Path(__file__).parent / "golden"

_PART = re.compile(
    r"^(?P<fence>`{3,}|~{3,})text\n(?P<text>.*?)\n?^(?P=fence)$"
    r"|^#{1,6} +(?P<title>[^\n]+?) *$"
    r"|^(?P<level> *)- (?P<item>[^\n]*)$"
    r"|^(?:`{3,}|~{3,})text$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case. An expected line is what stands after "- ", with the indentation of a nested one before it."""

    title: str
    text: str | None = None
    expected: tuple[str, ...] = ()

    @property
    def is_known_failure(self) -> bool:
        """True where the title says so."""
        return self.title.endswith("(known failure)")


def cases(name: str) -> list[ParameterSet]:
    """The cases of `golden/<name>.md` as parameters of a test: the text, and the list of expected lines."""
    return [_parameter(case) for case in read((DIRECTORY / f"{name}.md").read_text(encoding="utf-8"))]


def _parameter(case: Case) -> ParameterSet:
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError)] if case.is_known_failure else []
    return pytest.param(case.text, list(case.expected), id=case.title, marks=marks)


def read(markdown: str) -> list[Case]:
    """The cases of a golden table; a `ValueError` names the line of a text or a list that is out of place."""
    found: list[Case] = []
    for part in _PART.finditer(markdown):
        if part["title"] is not None:
            found.append(Case(part["title"]))
        elif part["text"] is not None and found and found[-1].text is None:
            found[-1] = replace(found[-1], text=part["text"])
        elif part["item"] is not None and found and found[-1].text is not None:
            found[-1] = replace(found[-1], expected=(*found[-1].expected, part["level"] + part["item"]))
        else:
            line = markdown.count("\n", 0, part.start()) + 1
            raise ValueError(f"line {line}: expected a heading, then one text that is closed, then its list")
    return [case for case in found if case.text is not None]
