"""Analyses, comparisons and figures as plots. Needs matplotlib, imported only here and only when something is drawn.

Each function draws into `ax`, by default into a new figure of a fit height, and returns the axes: titles, colours and
sizes are the caller's to change. What a colour says, a shape or a label says too.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from framing.analysis import Analysis
from framing.cast import NEUTRAL
from framing.comparison import Comparison
from framing.drawing import (
    BAND,
    COLORS,
    GREY,
    HATCHES,
    INK,
    KIND_COLORS,
    PALE,
    SHAPES,
    legend_below,
    legend_rows,
    shortened,
)
from framing.entry import STANCES
from framing.errors import MissingExtra
from framing.figures import Bin
from framing.groups import GroupRate
from framing.intervals import Agreement, Interval, Rate
from framing.plotted import MAX_NAME, bars_of_groups, bars_of_speakers, caption, groups_of, kinds_of, rates_of
from framing.report import readable
from framing.voice import VOICES, Voice

_OTHERS = [stance for stance in STANCES["reporting_verb"] if stance != NEUTRAL]
_STANCES = {NEUTRAL: (GREY, ""), **dict(zip(_OTHERS, zip(COLORS, HATCHES, strict=True), strict=True))}
_VOICE_MARKS = dict(zip(VOICES, ("o", "s", "D"), strict=True))


def figure() -> Any:
    """A new `matplotlib.figure.Figure`, which no window shows; a `MissingExtra` where matplotlib is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError as fault:
        raise MissingExtra('plots need matplotlib: pip install "media-framing[plot]"') from fault
    return Figure(figsize=(6, 4), layout="constrained")


def rates(
    found: Comparison,
    kinds: Iterable[str] | None = None,
    voice: str = "author",
    topic: str | None = None,
    groups: Iterable[str] | None = None,
    ax: Any = None,
) -> Any:
    """Axes with the rates of each group in one voice, for every thousand words of it, and their 95 per cent intervals.

    Groups stand in the order of their names, or in that of `groups`. By default the kinds are "any" and those found
    most often; which others there are is written below. Where articles were compared within topics, one must be named.

    Raises
    ------
    ParameterError
        where there is no such kind, voice, topic or group; the message lists those that are; where there are more
        groups than can be told apart
    TypeError
        where `found` is no comparison
    """
    if not isinstance(found, Comparison):
        advice = "; plot.profile(analysis) draws one article" if isinstance(found, Analysis) else ""
        raise TypeError(f"found must be a Comparison, as framing.compare gives, not {type(found).__name__}{advice}")
    rows = {(r.kind, r.group): r for r in rates_of(found, voice, topic)}
    chosen = groups_of(list(dict.fromkeys(group for _, group in rows)), groups)
    names, others = kinds_of([r for r in rows.values() if r.group in chosen], kinds)
    labels = shortened(chosen, MAX_NAME)
    drawn = {group: [rows[kind, group] for kind in names] for group in chosen}
    below = caption([r for own in drawn.values() for r in own], topic, voice, others)
    height = len(names) * (0.2 + 0.15 * len(chosen)) + 0.2 * (below.count("\n") + legend_rows(labels.values()) + 6)
    ax = _axes(ax, height)
    for place in range(1, len(names), 2):
        ax.axhspan(place - 0.5, place + 0.5, color=BAND, zorder=0)
    ax.axvline(0, color=GREY, linewidth=0.8, zorder=0.5)
    for number, (group, own) in enumerate(drawn.items()):
        places = [place + (number - (len(chosen) - 1) / 2) * 0.8 / len(chosen) for place in range(len(names))]
        label = f" {labels[group]}" if labels[group].startswith("_") else labels[group]  # else the legend hides it
        _draw_rates(ax, own, places, color=COLORS[number], marker=SHAPES[number], label=label)
    ax.set_yticks(range(len(names)), map(readable, names))
    most = max((_or_nan(r.high or r.rate) for own in drawn.values() for r in own if r.rate), default=1.0)
    ax.set(xlim=(-0.03 * most, 1.05 * most), ylim=(len(names) - 0.5, -0.5), xlabel=below)
    legend_below(ax, found.by)
    return ax


def _draw_rates(ax: Any, own: Sequence[GroupRate], places: Sequence[float], **style: Any) -> None:
    """The rates of one group with their intervals, each at its place."""
    values = [_or_nan(r.rate) for r in own]
    below = [max(0.0, value - _or_nan(r.low)) for value, r in zip(values, own, strict=True)]
    above = [max(0.0, _or_nan(r.high) - value) for value, r in zip(values, own, strict=True)]
    ax.errorbar(values, places, xerr=[below, above], linestyle="", capsize=2, markersize=5, **style)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def profile(analysis: Analysis, ax: Any = None) -> Any:
    """Axes with the probability of each sentence along a text, and its markers below, a row a kind, a shape a voice.

    A `TypeError` where `analysis` is none.
    """
    if not isinstance(analysis, Analysis):
        advice = {Comparison: "; plot.rates(found) draws a comparison", str: "; give framing.analyze(text)"}
        told = f"{type(analysis).__name__}{advice.get(type(analysis), '')}"
        raise TypeError(f"analysis must be an Analysis, as framing.analyze gives, not {told}")
    kinds = sorted({m.kind for m in analysis.markers})
    ax = _axes(ax, 3.2 + 0.22 * len(kinds))
    edges = [s.start for s in analysis.sentences] + [len(analysis.text)]
    if analysis.sentences:
        values = [s.probability for s in analysis.sentences]
        ax.stairs(values, edges, color=INK, fill=True, alpha=0.25)
        ax.stairs(values, edges, color=INK)
    ticks = {0.0: "0", 0.5: "0.5", 1.0: "1"}
    for row, kind in enumerate(kinds, start=1):
        ticks[-0.12 * row] = readable(kind)
        for voice in VOICES:
            own = [m.start for m in analysis.markers.where(kind=kind, voice=voice)]
            ax.scatter(own, [-0.12 * row] * len(own), **_mark(voice, KIND_COLORS.get(kind, INK)))
    for voice in VOICES:
        ax.scatter([], [], label=voice, **_mark(voice, INK))
    ax.set_yticks(list(ticks), list(ticks.values()), fontsize="small")
    ax.set(xlim=(0, max(1, len(analysis.text))), ylim=(-0.12 * (len(kinds) + 1), 1.02), xlabel="character")
    ax.set_title("Probability of biased wording by sentence, and markers", fontsize="medium")
    legend_below(ax, "voice")
    return ax


def _mark(voice: Voice, color: str) -> dict[str, Any]:
    filled = color if voice == "author" else "none"
    return {"marker": _VOICE_MARKS[voice], "s": 22, "edgecolors": color, "facecolors": filled}


def stances(found: Analysis | Comparison, topic: str | None = None, ax: Any = None) -> Any:
    """Axes with how often each speaker is credited with which stance; those most often credited on top.

    In a comparison a bar is a speaker in one group, and as many speakers are drawn of each group; where articles were
    compared within topics, one must be named. How many are not drawn is written below.

    Raises
    ------
    ParameterError
        where there is no such topic; the message lists those that are
    TypeError
        where `found` is neither an analysis nor a comparison
    """
    if isinstance(found, Comparison):
        bars, total = bars_of_groups(found, topic)
    elif isinstance(found, Analysis):
        bars, total = bars_of_speakers(found)
    else:
        expected = "an Analysis or a Comparison, as framing.analyze and framing.compare give"
        raise TypeError(f"found must be {expected}, not {type(found).__name__}")
    taken = {stance for _, own in bars for stance in own}
    ax, left = _axes(ax, 0.3 * len(bars) + 1.8), [0] * len(bars)
    for stance in sorted(taken, key=lambda stance: (stance != NEUTRAL, stance)):
        widths = [own.get(stance, 0) for _, own in bars]
        color, hatch = _STANCES.get(stance, (INK, ""))
        ax.barh(range(len(bars)), widths, left=left, color=color, hatch=hatch, edgecolor="white", label=stance)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    ax.set_yticks(range(len(bars)), [label for label, _ in bars], fontsize="small")
    hidden = f"\n{len(bars)} of {total} speakers shown" if total > len(bars) else ""
    ax.set(xlabel=f"attributions, by the stance of what credits{hidden}")
    ax.xaxis.get_major_locator().set_params(integer=True)
    if bars:
        ax.set_ylim(len(bars) - 0.5, -0.5)
        legend_below(ax, "stance")
    return ax


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


def shares(found: Mapping[str, Rate], ax: Any = None) -> Any:
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


def _axes(ax: Any, height: float = 4.8) -> Any:
    """The axes that are given, else those of a new figure, which pyplot shows, `height` inches or a little more."""
    if ax is not None:
        return ax
    figure()  # tells what to install
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(7, max(3.0, height)), layout="constrained")[1]
