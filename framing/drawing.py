"""What plots have in common: colours, shapes, names that fit, a legend that covers nothing. Needs no matplotlib."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

INK, PALE, GREY, BAND = "#1f4e79", "#9db7d1", "#BBBBBB", "#F3F3F3"
# told apart by the colour-blind (Machado et al. 2009), and dark enough for white paper; the first are those of pages
COLORS = ("#0072B2", "#D55E00", "#009E73", "#AA3377", "#552200", "#8800EE", "#002288", "#000000")
SHAPES = "osD^vPX*"
HATCHES = ("//", "..", "xx", "\\\\", "++", "oo", "--", "**")
KIND_COLORS = {  # as on pages
    "scare_quote": "#aa3377",
    **dict.fromkeys(("loaded_label", "loaded_language", "euphemism"), "#d55e00"),
    **dict.fromkeys(("distancing_hedge", "epistemic_hedge"), "#009e73"),
    **dict.fromkeys(("reporting_verb", "anonymous_source"), "#b58900"),
    **dict.fromkeys(("booster", "intensifier", "exaggeration", "presupposition"), "#0072b2"),
}
WIDE = 72  # characters of a row of a legend
CUT = "\N{HORIZONTAL ELLIPSIS}"


def shortened(names: Iterable[str], most: int) -> dict[str, str]:
    """What stands for each name in `most` characters: its beginning, and its end too where several begin alike."""
    cut = {name: _beginning(" ".join(name.split()), most) for name in names}
    alike = Counter(cut.values())
    return {name: _literal(short if alike[short] == 1 else _ends(name, most)) for name, short in cut.items()}


def _beginning(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + CUT


def _ends(name: str, most: int) -> str:
    return name[: most // 2].rstrip() + CUT + name[most // 2 + 1 - most :].lstrip()


def _literal(text: str) -> str:
    """The text as matplotlib takes it for no formula."""
    return text.replace("$", r"\$")


def legend_rows(labels: Iterable[str]) -> int:
    """How many rows a legend below axes has."""
    lengths = [*map(len, labels)]
    return -(-len(lengths) // _columns(lengths)) if lengths else 0


def legend_below(ax: Any, title: str) -> None:
    """A legend below the axes and what is written there; what is too wide for the axes reaches below their labels."""
    lengths = [len(label) for label in ax.get_legend_handles_labels()[1]]
    lines = ax.get_xlabel().count("\n") + 1
    place = {"loc": "upper right", "bbox_to_anchor": (1, 0), "borderaxespad": 3 + 1.6 * lines}
    ax.legend(title=title, ncols=_columns(lengths), fontsize="small", **place)


def _columns(lengths: list[int]) -> int:
    return max(1, min(len(lengths), WIDE // (max(lengths, default=0) + 6)))
