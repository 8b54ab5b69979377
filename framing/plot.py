"""Figures as plots. Needs matplotlib, which is imported only here and only when something is drawn.

Each function draws into `ax`, by default into a new figure, and returns the axes: titles, colours and sizes are the
caller's to change.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from framing.errors import MissingExtra
from framing.figures import Bin
from framing.intervals import Agreement, Interval, Rate

INK, PALE = "#1f4e79", "#9db7d1"


def figure() -> Any:
    """A new `matplotlib.figure.Figure`, which no window shows; a `MissingExtra` where matplotlib is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError as fault:
        raise MissingExtra('plots need matplotlib: pip install "media-framing[plot]"') from fault
    return Figure(figsize=(6, 4), layout="constrained")


def reliability(bins: Sequence[Bin], ax: Any = None) -> Any:
    """Axes with the share of positives over the mean probability of each bin; on the diagonal all is as predicted."""
    ax = _axes(ax)
    full = [(b.mean_probability, b.share_positive, b.n) for b in bins if b.n]
    ax.plot([0, 1], [0, 1], color=PALE, linestyle="--", label="as predicted")
    ax.plot([x for x, _, _ in full], [y for _, y, _ in full], color=INK, marker="o", label="observed")
    for x, y, n in full:
        ax.annotate(str(n), (x, y), xytext=(4, -10), textcoords="offset points", fontsize="small")
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="mean probability", ylabel="share positive", title="Calibration (with n)")
    ax.legend(loc="upper left")
    return ax


def rates(found: Mapping[str, Rate], ax: Any = None) -> Any:
    """Axes with a point a rate and its interval, such as the false positives of each leaning."""
    names = [f"{name} (n {rate.n})" for name, rate in found.items()]
    points = [(rate.rate, rate.interval95) for rate in found.values()]
    return _intervals(names, points, "share of unbiased sentences called biased", _axes(ax))


def agreements(found: Mapping[str, Agreement], ax: Any = None) -> Any:
    """Axes with a point an F1 and its interval."""
    names = [f"{name} (n {agreement.n})" for name, agreement in found.items()]
    return _intervals(names, [(a.f1, a.interval95) for a in found.values()], "F1", _axes(ax))


def _intervals(names: list[str], points: list[tuple[float, Interval]], label: str, ax: Any) -> Any:
    """A line a name, the first on top."""
    places = range(len(names))
    below = [max(0.0, value - low) for value, (low, _) in points]
    above = [max(0.0, high - value) for value, (_, high) in points]
    ax.errorbar([value for value, _ in points], places, xerr=[below, above], fmt="o", color=INK, ecolor=PALE, capsize=3)
    ax.set_yticks(list(places), names)
    ax.set(xlim=(0, 1), ylim=(len(names) - 0.5, -0.5), xlabel=label)
    return ax


def _axes(ax: Any) -> Any:
    """The axes that are given, else those of a new figure, which pyplot shows."""
    if ax is not None:
        return ax
    figure()  # tells what to install
    from matplotlib import pyplot

    return pyplot.subplots(layout="constrained")[1]
