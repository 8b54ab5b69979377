"""Analyses, comparisons and figures as plots. Needs matplotlib, imported only here and only when something is drawn.

Each function draws into `ax`, by default into a new figure, and returns the axes: titles, colours and sizes are the
caller's to change. Colours are those of Okabe and Ito (2008), which the colour-blind can tell apart; what a colour
says, a shape or a label says too.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from framing.analysis import Analysis
from framing.cast import NEUTRAL
from framing.comparison import Comparison
from framing.errors import MissingExtra, ParameterError
from framing.figures import Bin
from framing.groups import GroupRate
from framing.intervals import Agreement, Interval, Rate
from framing.summary import ANY
from framing.voice import VOICES

INK, PALE = "#1f4e79", "#9db7d1"
OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442", "#999999")
SHAPES = "osD^vPX*<>"
_VOICE_MARKS = dict(zip(VOICES, ("o", "s", "D"), strict=True))
MAX_KINDS = 6  # kinds that are drawn where none are asked for
MAX_SPEAKERS = 12


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
    ax: Any = None,
) -> Any:
    """Axes with the rates of each group in one voice, for every thousand words of it, and their 95 per cent intervals.

    Groups stand in the order of their names. By default the kinds are those found most often; where articles were
    compared within topics, one must be named.

    Raises
    ------
    ParameterError
        where there is no such kind, voice or topic; the message lists those that are
    """
    rows = {(r.kind, r.group): r for r in _chosen(found, voice, topic)}
    names = _kinds(list(rows.values()), kinds)
    groups = list(dict.fromkeys(group for _, group in rows))
    ax = _axes(ax)
    for number, group in enumerate(groups):
        own = [rows[kind, group] for kind in names]
        places = [place + (number - (len(groups) - 1) / 2) * 0.7 / len(groups) for place in range(len(names))]
        style = {"color": OKABE_ITO[number % len(OKABE_ITO)], "marker": SHAPES[number % len(SHAPES)], "label": group}
        values = [_or_nan(r.rate) for r in own]
        below = [max(0.0, value - _or_nan(r.low)) for value, r in zip(values, own, strict=True)]
        above = [max(0.0, _or_nan(r.high) - value) for value, r in zip(values, own, strict=True)]
        ax.errorbar(values, places, xerr=[below, above], linestyle="", capsize=3, **style)
    ax.set_yticks(range(len(names)), [name.replace("_", " ") for name in names])
    ax.set(ylim=(len(names) - 0.5, -0.5), xlabel=f"markers per 1,000 words ({voice} voice), with 95% intervals")
    ax.set_xlim(left=0)
    ax.legend(title=found.by)
    return ax


def _chosen(found: Comparison, voice: str, topic: str | None) -> list[GroupRate]:
    topics = list(dict.fromkeys(r.topic for r in found.rates))
    if topic not in topics:
        raise ParameterError(f"topic must be one of {', '.join(map(str, topics))}, not {topic!r}")
    voices = list(dict.fromkeys(r.voice for r in found.rates))
    if voice not in voices:
        raise ParameterError(f"voice must be one of {', '.join(voices)}, not {voice!r}")
    return [r for r in found.rates if r.topic == topic and r.voice == voice]


def _kinds(rows: Sequence[GroupRate], wanted: Iterable[str] | None) -> list[str]:
    """The kinds that are asked for, or those found most often."""
    counts = dict.fromkeys((r.kind for r in rows if r.kind != ANY), 0)
    if wanted is not None:
        chosen = [wanted] if isinstance(wanted, str) else list(wanted)
        if unknown := [kind for kind in chosen if kind not in {ANY, *counts}]:
            raise ParameterError(f"no markers of kind {unknown[0]!r}; there are {', '.join((ANY, *counts))}")
        return chosen
    for r in rows:
        if r.kind != ANY:
            counts[r.kind] += r.markers
    return sorted(counts, key=lambda kind: -counts[kind])[:MAX_KINDS] or [ANY]


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def profile(analysis: Analysis, ax: Any = None) -> Any:
    """Axes with the probability of each sentence along a text, and its markers below, a row a kind, a shape a voice."""
    ax = _axes(ax)
    edges = [s.start for s in analysis.sentences] + [len(analysis.text)]
    if analysis.sentences:
        values = [s.probability for s in analysis.sentences]
        ax.stairs(values, edges, color=INK, fill=True, alpha=0.25)
        ax.stairs(values, edges, color=INK)
    kinds = sorted({m.kind for m in analysis.markers})
    ticks = {0.0: "0", 0.5: "0.5", 1.0: "1"}
    for row, kind in enumerate(kinds, start=1):
        ticks[-0.12 * row] = kind.replace("_", " ")
        for voice, shape in _VOICE_MARKS.items():
            own = [m.start for m in analysis.markers.where(kind=kind, voice=voice)]
            color = OKABE_ITO[(row - 1) % len(OKABE_ITO)]
            filled = color if voice == "author" else "none"
            ax.scatter(own, [-0.12 * row] * len(own), marker=shape, s=22, edgecolors=color, facecolors=filled)
    for voice, shape in _VOICE_MARKS.items():
        filled = INK if voice == "author" else "none"
        ax.scatter([], [], marker=shape, s=22, edgecolors=INK, facecolors=filled, label=voice)
    ax.set_yticks(list(ticks), list(ticks.values()), fontsize="small")
    ax.set(xlim=(0, max(1, len(analysis.text))), ylim=(-0.12 * (len(kinds) + 1), 1.02), xlabel="character")
    ax.set_title("Probability of biased wording by sentence, and markers", fontsize="medium")
    ax.legend(title="voice", fontsize="small", loc="upper right")
    return ax


def stances(found: Analysis | Comparison, topic: str | None = None, ax: Any = None) -> Any:
    """Axes with how often each speaker is credited with which stance; those most often credited on top.

    In a comparison a bar is a speaker in one group.
    """
    bars = _by_speaker(found) if isinstance(found, Analysis) else _by_group(found, topic)
    names = sorted(bars, key=lambda name: -sum(bars[name].values()))[:MAX_SPEAKERS]
    counted = {stance: 0 for name in names for stance in bars[name]}
    others = sorted(counted.keys() - {NEUTRAL})
    ax, left = _axes(ax), [0] * len(names)
    for number, stance in enumerate([NEUTRAL, *others] if names else []):
        widths = [bars[name].get(stance, 0) for name in names]
        color = OKABE_ITO[(number - 1) % len(OKABE_ITO)] if number else "#BBBBBB"
        hatch = ("", "//", "..", "xx", "\\\\", "++", "oo", "--", "**")[number % 9]
        ax.barh(range(len(names)), widths, left=left, color=color, hatch=hatch, edgecolor="white", label=stance)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="attributions, by the stance of what credits")
    ax.xaxis.get_major_locator().set_params(integer=True)
    if names:
        ax.set_ylim(len(names) - 0.5, -0.5)
        ax.legend(fontsize="small")
    return ax


def _by_speaker(analysis: Analysis) -> dict[str, dict[str, int]]:
    return {speaker.name: speaker.stances for speaker in analysis.speakers}


def _by_group(found: Comparison, topic: str | None) -> dict[str, dict[str, int]]:
    bars: dict[str, dict[str, int]] = {}
    for row in found.stances:
        if row.topic == topic:
            bars.setdefault(f"{row.speaker} ({row.group})", {})[row.stance] = row.attributions
    return bars


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


def _axes(ax: Any) -> Any:
    """The axes that are given, else those of a new figure, which pyplot shows."""
    if ax is not None:
        return ax
    figure()  # tells what to install
    from matplotlib import pyplot

    return pyplot.subplots(layout="constrained")[1]
