"""Plots of analyses and comparisons."""

from typing import Any

import pytest

import framing
from framing import plot
from framing.errors import ParameterError

TEXT = "Dana Holt claimed the plan was utterly reckless. Omar Ruiz said it was late. They brazenly left."


@pytest.fixture
def ax() -> Any:
    """Axes that no window shows."""
    return plot.figure().subplots()


@pytest.fixture(scope="module")
def found() -> framing.Comparison:
    """Two groups that are alike."""
    return framing.compare({"Gull": [TEXT] * 6, "Tern": [TEXT] * 6, "Skua": [TEXT]})


def test_rates_have_a_line_a_group(found: framing.Comparison, ax: Any) -> None:
    """And a tick a kind; a group of few articles has a point without an interval."""
    assert plot.rates(found, ["loaded_language", "any"], ax=ax) is ax
    assert [label.get_text() for label in ax.get_yticklabels()] == ["loaded language", "any"]
    assert [label.get_text() for label in ax.get_legend().get_texts()] == ["Gull", "Skua", "Tern"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kinds": ["slur"]}, "no markers of kind 'slur'; there are any,"),
        ({"voice": "editor"}, "voice must be one of all, author, quoted, reported, not 'editor'"),
        ({"topic": "a"}, "topic must be one of None, not 'a'"),
    ],
)
def test_what_is_not_there(found: framing.Comparison, ax: Any, options: dict[str, Any], message: str) -> None:
    """Is told with what is."""
    with pytest.raises(ParameterError) as fault:
        plot.rates(found, ax=ax, **options)
    assert str(fault.value).startswith(message)


def test_a_profile_has_a_row_a_kind(ax: Any) -> None:
    """Below the probabilities; of an empty text there is nothing to draw."""
    plot.profile(framing.analyze(TEXT), ax=ax)
    ticks = [label.get_text() for label in ax.get_yticklabels()]
    assert ticks[3:] == ["intensifier", "loaded language", "reporting verb"]
    assert plot.profile(framing.analyze(""), ax=plot.figure().subplots()) is not None


def test_stances_have_a_bar_a_speaker(found: framing.Comparison, ax: Any) -> None:
    """In a comparison one a speaker and group."""
    plot.stances(framing.analyze(TEXT), ax=ax)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Dana Holt", "Omar Ruiz"]
    assert [label.get_text() for label in ax.get_legend().get_texts()] == ["neutral", "doubting"]
    plot.stances(found, ax=(other := plot.figure().subplots()))
    assert [label.get_text() for label in other.get_yticklabels()][:2] == ["Dana Holt (Gull)", "Omar Ruiz (Gull)"]
    assert plot.stances(framing.analyze(""), ax=plot.figure().subplots()) is not None
