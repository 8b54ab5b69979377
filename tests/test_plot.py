"""Plots of analyses and comparisons."""

import re
from pathlib import Path
from typing import Any

import pytest

import framing
from framing import plot
from framing.drawing import COLORS, KIND_COLORS, SHAPES, shortened
from framing.errors import ParameterError

STYLE = Path(framing.__file__).parent / "data" / "templates" / "style.html.j2"
LONG = "The Gazette of the Northern Harbour and of all its Islands, Villages and Lighthouses, printed in "

TEXT = "Dana Holt claimed the plan was utterly reckless. Omar Ruiz said it was late. They brazenly left."


@pytest.fixture
def ax() -> Any:
    """Axes that no window shows."""
    return plot.figure().subplots()


def test_a_group_whose_name_begins_with_a_line_stands_in_the_legend(ax: Any) -> None:
    """Though matplotlib leaves such labels out."""
    plot.rates(framing.compare({"Gull": [TEXT], "_h": [TEXT]}), ["any"], ax=ax)
    assert [label.get_text().strip() for label in ax.get_legend().get_texts()] == ["Gull", "_h"]


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
        ({"groups": ["Auk"]}, "groups: there is no group 'Auk'; there are Gull, Skua, Tern"),
        ({"groups": []}, "groups: none is asked for; there are Gull, Skua, Tern"),
        ({"kinds": []}, "kinds: none is asked for; there are any,"),
    ],
)
def test_what_is_not_there(found: framing.Comparison, ax: Any, options: dict[str, Any], message: str) -> None:
    """Is told with what is."""
    with pytest.raises(ParameterError) as fault:
        plot.rates(found, ax=ax, **options)
    assert str(fault.value).startswith(message)


@pytest.fixture(scope="module")
def wordy() -> framing.Comparison:
    """Three groups with long names that begin alike, and more speakers than fit."""
    names = ("Ada Holt", "Bo Ruiz", "Cy Brask", "Di Marrow", "Ed Teale", "Flo Osk")
    text = " ".join(f"{name} claimed it was utterly late." for name in names)
    return framing.compare({LONG + town: [text] * 5 for town in ("Averil", "Tarn", "Brill")})


def drawn(ax: Any) -> tuple[Any, Any, Any]:
    """The boxes of a figure, of its axes and of its legend, after all is laid out."""
    ax.figure.draw_without_rendering()
    return ax.figure.bbox, ax.get_window_extent(), ax.get_legend().get_window_extent()


@pytest.mark.parametrize("draw", [plot.rates, plot.stances])
def test_long_names_leave_room_for_the_data(wordy: framing.Comparison, ax: Any, draw: Any) -> None:
    """The legend lies below the axes and inside the figure; a name keeps its beginning, a speaker's all of it."""
    whole, inner, legend = drawn(draw(wordy, ax=ax))
    assert legend.y1 < inner.y0
    assert legend.x0 >= whole.x0
    assert legend.x1 <= whole.x1
    assert legend.y0 >= whole.y0
    assert inner.width > 0.4 * whole.width
    assert inner.height > 0.4 * whole.height
    labels = [*ax.get_yticklabels(), *ax.get_legend().get_texts()]
    assert all(label.get_window_extent().x0 >= whole.x0 for label in labels)
    told = [label.get_text() for label in labels]
    if draw is plot.stances:
        assert told[0] == "Ada Holt (The Gazet…n Averil)"
    else:
        assert told[-3:] == [
            "The Gazette of…nted in Averil",
            "The Gazette of…inted in Brill",
            "The Gazette of…rinted in Tarn",
        ]


def test_names_are_shortened() -> None:
    """To their beginning where that tells them apart; what would be a formula is none."""
    assert shortened(["Gull", "Tern of the North", "$a$"], 8) == {
        "Gull": "Gull", "Tern of the North": "Tern of…", "$a$": r"\$a\$",
    }  # fmt: skip


def test_by_default_any_comes_first_and_what_is_left_out_is_told(ax: Any) -> None:
    """Which kinds are rarer stands below the axis, and no interval is spoken of where there is none."""
    text = (
        f'{TEXT} Critics say it may clearly sink. The "reform" never helped his cronies. The collateral damage is vast.'
    )
    plot.rates(framing.compare({"Gull": [text], "Tern": [text]}), ax=ax)
    assert ax.get_yticklabels()[0].get_text() == "any"
    assert len(ax.get_yticklabels()) == 7
    below = " ".join(ax.get_xlabel().split())
    assert re.fullmatch(r"markers per 1,000 words \(author voice\) \d rarer kinds are not shown: [a-z ,]+", below)


def test_marks_at_zero_are_whole(found: framing.Comparison, ax: Any) -> None:
    """There is room left of 0."""
    low, high = plot.rates(found, ax=ax).get_xlim()
    assert low < -0.02 * high


def test_groups_are_told_apart() -> None:
    """Each by a colour of its own, dark enough for white paper, and a shape of its own; no more than there are."""
    assert len(set(COLORS)) == len(set(SHAPES)) == len(COLORS) == len(SHAPES)
    assert min(map(contrast, COLORS)) >= 3
    many = framing.compare({f"Gull {number:02}": [TEXT] for number in range(len(COLORS) + 1)})
    with pytest.raises(ParameterError, match=r"groups: 9 cannot be told apart .*groups=\['Gull 00', 'Gull 01'\]"):
        plot.rates(many)
    ax = plot.rates(many, groups=["Gull 05", "Gull 02"], ax=plot.figure().subplots())
    assert [label.get_text() for label in ax.get_legend().get_texts()] == ["Gull 05", "Gull 02"]


def contrast(color: str) -> float:
    """With white, as WCAG 2 has it."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def test_a_new_figure_grows_with_what_is_drawn(found: framing.Comparison) -> None:
    """With the kinds and with the groups."""
    from matplotlib import pyplot

    kinds = ["any", "intensifier", "loaded_language", "reporting_verb"]
    groups = ["Gull", "Skua", "Tern"]
    small, wide, tall = (
        plot.rates(found, kinds[:n], groups=groups[:m]).figure.get_figheight() for n, m in ((1, 3), (4, 1), (4, 3))
    )
    assert small < tall
    assert wide < tall
    pyplot.close("all")


def test_a_profile_has_a_row_a_kind(ax: Any) -> None:
    """Below the probabilities; of an empty text there is nothing to draw."""
    plot.profile(framing.analyze(TEXT), ax=ax)
    ticks = [label.get_text() for label in ax.get_yticklabels()]
    assert ticks[3:] == ["intensifier", "loaded language", "reporting verb"]
    assert plot.profile(framing.analyze(""), ax=plot.figure().subplots()) is not None


def test_kinds_have_the_colours_of_pages() -> None:
    """All that pages have a colour for."""
    lines = re.findall(r"^(.*) \{ --f-line: (#\w+);", STYLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {kind: color for names, color in lines for kind in re.findall(r"mark\.(\w+)", names)} == KIND_COLORS


def test_stances_have_a_bar_a_speaker(found: framing.Comparison, ax: Any) -> None:
    """In a comparison one a speaker and group."""
    plot.stances(framing.analyze(TEXT), ax=ax)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Dana Holt", "Omar Ruiz"]
    assert [label.get_text() for label in ax.get_legend().get_texts()] == ["neutral", "doubting"]
    plot.stances(found, ax=(other := plot.figure().subplots()))
    assert [label.get_text() for label in other.get_yticklabels()][:2] == ["Dana Holt (Gull)", "Omar Ruiz (Gull)"]
    assert plot.stances(framing.analyze(""), ax=plot.figure().subplots()) is not None


def test_as_many_speakers_of_each_group(wordy: framing.Comparison, ax: Any) -> None:
    """And how many are not drawn stands below."""
    plot.stances(wordy, ax=ax)
    groups = [label.get_text().partition("(")[2] for label in ax.get_yticklabels()]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [4, 4, 4]
    assert ax.get_xlabel().endswith("\n12 of 18 speakers shown")
    plot.stances(framing.analyze(TEXT), ax=(other := plot.figure().subplots()))
    assert "shown" not in other.get_xlabel()


def test_stances_within_topics_are_of_one(ax: Any) -> None:
    """As rates are."""
    import pandas as pd

    rows = pd.DataFrame({"text": [TEXT] * 4, "outlet": ["Gull", "Tern"] * 2, "topic": ["a", "a", "b", "b"]})
    found = framing.compare(rows, within="topic")
    for draw in (plot.rates, plot.stances):
        with pytest.raises(ParameterError, match="topic must be one of a, b, not None"):
            draw(found, ax=ax)
    assert len(plot.stances(found, topic="b", ax=ax).get_yticklabels()) == 4
    assert plot.rates(found, topic="b", ax=ax).get_xlabel().startswith("b: markers per 1,000 words")


@pytest.mark.parametrize(
    ("draw", "given", "message"),
    [
        (
            plot.rates,
            framing.analyze(TEXT),
            "found must be a Comparison, as framing.compare gives, not Analysis; plot.",
        ),
        (plot.rates, [TEXT], "found must be a Comparison, as framing.compare gives, not list"),
        (plot.profile, TEXT, "analysis must be an Analysis, as framing.analyze gives, not str; give framing.analyze("),
        (plot.stances, TEXT, "found must be an Analysis or a Comparison, as framing.analyze and framing.compare give"),
    ],
)
def test_what_cannot_be_drawn(draw: Any, given: Any, message: str) -> None:
    """Is told with what can."""
    with pytest.raises(TypeError) as fault:
        draw(given)
    assert str(fault.value).startswith(message)


def test_a_comparison_has_no_profile(found: framing.Comparison) -> None:
    """But rates."""
    with pytest.raises(TypeError, match=r"not Comparison; plot\.rates\(found\) draws a comparison"):
        plot.profile(found)  # type: ignore[arg-type]
