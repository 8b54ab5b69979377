"""What of an analysis or a comparison a plot draws, and how it is named. Nothing is drawn here."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill

from framing.analysis import Analysis
from framing.comparison import Comparison
from framing.comparison_text import placed
from framing.drawing import COLORS, shortened
from framing.errors import ParameterError
from framing.groups import GroupRate
from framing.report import readable
from framing.summary import ANY

MAX_KINDS = 6  # kinds beside "any" that are drawn where none are asked for
MAX_GROUPS = len(COLORS)  # more cannot be told apart
MAX_SPEAKERS = 12
LINE = 60  # characters of a line below rates
MAX_NAME, MAX_GROUP = 30, 18  # characters of a name, and of the group behind a speaker

Bars = Sequence[tuple[str, Mapping[str, int]]]  # labels, and how often which stance is taken


def caption(drawn: Sequence[GroupRate], topic: str | None, voice: str, others: Sequence[str]) -> str:
    """What is written below the rates: what they are, and which kinds are not among them."""
    intervals = ", with 95% intervals" if any(r.low is not None for r in drawn) else ""
    about = shortened([topic], MAX_NAME)[topic] if topic is not None else None
    lines = [f"{placed(about)}markers per 1,000 words ({voice} voice){intervals}"]
    if others:
        count = "1 rarer kind is" if len(others) == 1 else f"{len(others)} rarer kinds are"
        lines.append(fill(f"{count} not shown: {', '.join(map(readable, others))}", LINE))
    return "\n".join(lines)


def rates_of(found: Comparison, voice: str, topic: str | None) -> list[GroupRate]:
    """The rates of a topic in a voice."""
    check_topic(found, topic)
    voices = list(dict.fromkeys(r.voice for r in found.rates))
    if voice not in voices:
        raise ParameterError(f"voice must be one of {', '.join(voices)}, not {voice!r}")
    return [r for r in found.rates if r.topic == topic and r.voice == voice]


def check_topic(found: Comparison, topic: str | None) -> None:
    """A `ParameterError` where a comparison has no such topic, or has topics and none is named."""
    topics = list(dict.fromkeys(r.topic for r in found.rates))
    if topic not in topics:
        raise ParameterError(f"topic must be one of {', '.join(map(str, topics))}, not {topic!r}")


def groups_of(there: list[str], wanted: Iterable[str] | None) -> list[str]:
    """The groups that are asked for, or all; not more than can be told apart."""
    groups = there if wanted is None else _several(wanted)
    if unknown := [group for group in groups if group not in there]:
        raise ParameterError(f"groups: there is no group {unknown[0]!r}; there are {', '.join(there)}")
    if not groups:
        raise ParameterError(f"groups: none is asked for; there are {', '.join(there)}")
    if len(groups) > MAX_GROUPS:
        raise ParameterError(
            f"groups: {len(groups)} cannot be told apart in one plot, {MAX_GROUPS} can; choose some, as in "
            f"groups={groups[:2]}"
        )
    return groups


def kinds_of(rows: Sequence[GroupRate], wanted: Iterable[str] | None) -> tuple[list[str], list[str]]:
    """The kinds that are asked for, or "any" and those found most often; and the kinds that this leaves out."""
    counts = dict.fromkeys((r.kind for r in rows if r.kind != ANY), 0)
    if wanted is not None:
        chosen = _several(wanted)
        if unknown := [kind for kind in chosen if kind not in {ANY, *counts}]:
            raise ParameterError(f"no markers of kind {unknown[0]!r}; there are {', '.join((ANY, *counts))}")
        if not chosen:
            raise ParameterError(f"kinds: none is asked for; there are {', '.join((ANY, *counts))}")
        return chosen, []
    for r in rows:
        if r.kind != ANY:
            counts[r.kind] += r.markers
    ordered = sorted(counts, key=lambda kind: -counts[kind])
    return [ANY, *ordered[:MAX_KINDS]], ordered[MAX_KINDS:]


def _several(wanted: Iterable[str]) -> list[str]:
    """The names, each once; a name alone is one."""
    return [wanted] if isinstance(wanted, str) else list(dict.fromkeys(wanted))


def bars_of_speakers(analysis: Analysis) -> tuple[Bars, int]:
    """The bars of the speakers most often credited, and how many speakers there are."""
    ordered = sorted(analysis.speakers, key=lambda speaker: -speaker.attributions)[:MAX_SPEAKERS]
    names = shortened([speaker.name for speaker in ordered], MAX_NAME)
    return [(names[speaker.name], speaker.stances) for speaker in ordered], len(analysis.speakers)


def bars_of_groups(found: Comparison, topic: str | None) -> tuple[Bars, int]:
    """The bars of the speakers whom each group credits most often, and how many there are of all groups."""
    check_topic(found, topic)
    own: dict[str, dict[str, dict[str, int]]] = {}
    for row in found.stances:
        if row.topic == topic:
            own.setdefault(row.group, {}).setdefault(row.speaker, {})[row.stance] = row.attributions
    each = max(1, MAX_SPEAKERS // max(1, len(own)))
    shown = [(speaker, group) for group, speakers in own.items() for speaker in list(speakers)[:each]]
    names = shortened((speaker for speaker, _ in shown), MAX_NAME)
    groups = shortened(own, MAX_GROUP)
    bars = [(f"{names[speaker]} ({groups[group]})", own[group][speaker]) for speaker, group in shown]
    return bars, sum(map(len, own.values()))
