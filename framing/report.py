"""An analysis for the eye: terminal text and HTML. No analysis happens here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Protocol

from framing._resources import template_directory
from framing.cast import NEUTRAL, Speaker
from framing.markers import Marker
from framing.summary import Summary

_COLORS = {
    "scare_quote": "magenta",
    "loaded_label": "red",
    "loaded_language": "red",
    "euphemism": "red",
    "distancing_hedge": "cyan",
    "epistemic_hedge": "cyan",
    "reporting_verb": "yellow",
    "anonymous_source": "yellow",
}
MAX_NAME = 32  # characters of a speaker's name in a terminal
MAX_VERBS = 5  # verbs that a table or a contrast shows
MAX_CONTRASTED = 4  # speakers that a contrast shows
# control characters and changes of direction, which could steer a terminal, as pictures of themselves or as U+FFFD
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
_CONTROLS |= dict.fromkeys([127, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


class Scored(Protocol):
    """A sentence with its probability."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """End, exclusive."""

    @property
    def probability(self) -> float:
        """Probability of biased wording."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same markers lie."""

    start: int
    end: int
    text: str
    markers: tuple[Marker, ...]

    @property
    def label(self) -> str:
        """What the markers say, a line each."""
        return "\n".join(f"{marker.kind} ({describe(marker)}): {marker.why}" for marker in self.markers)


def segments(text: str, start: int, end: int, markers: Sequence[Marker]) -> Iterator[Segment]:
    """`text[start:end]` cut wherever one of the markers (in order) begins or ends."""
    places = (place for marker in markers for place in (marker.start, marker.end) if start < place < end)
    cuts = sorted({start, end, *places})
    active: list[Marker] = []
    upcoming = list(reversed(markers))
    for left, right in pairwise(cuts):
        while upcoming and upcoming[-1].start <= left:
            active.append(upcoming.pop())
        active = [marker for marker in active if marker.end > left]
        yield Segment(left, right, text[left:right], tuple(active))


def describe(marker: Marker) -> str:
    """Voice, stance and speaker of a marker in a few words."""
    credit = f" of {marker.speaker}" if marker.speaker and marker.voice != "author" else ""
    return f"{marker.voice}{credit}" + (f", {marker.stance}" if marker.stance else "")


def by_words(speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers, those with the most words first."""
    return sorted(speakers, key=lambda speaker: (-speaker.words, -speaker.attributions, speaker.name))


def verbs(speaker: Speaker) -> str:
    """The verbs that credit a speaker, with their number from 2 on, and the stances that are not neutral."""
    counted = (verb if speaker.verbs[verb] == 1 else f"{verb} {speaker.verbs[verb]}" for verb in _telling(speaker))
    shown = [*islice(counted, MAX_VERBS), *(["..."] if len(speaker.verbs) > MAX_VERBS else [])]
    stances = (stance if n == 1 else f"{stance} {n}" for stance, n in speaker.stances.items() if stance != NEUTRAL)
    return ", ".join(shown) + (f" ({noted})" if (noted := ", ".join(stances)) else "")


def _telling(speaker: Speaker) -> list[str]:
    """The verbs, those that are not neutral first."""
    return sorted(speaker.verbs, key=lambda verb: verb not in speaker.verb_stances)


def contrast(speakers: Sequence[Speaker]) -> str:
    """How the speakers with most words are credited, where it differs; empty where it does not.

    Only speakers who are credited twice or more count, and only whether their verbs have other stances.
    """
    often = [s for s in by_words(speakers) if s.attributions > 1 and s.verbs][:MAX_CONTRASTED]
    profiles = {speaker.name: [stance for stance in speaker.stances if stance != NEUTRAL] for speaker in often}
    if len({frozenset(profile) for profile in profiles.values()}) < 2:
        return ""
    stances = {name: ", ".join(profile) or NEUTRAL for name, profile in profiles.items()}
    return "; ".join(f"{s.name} {', '.join(_telling(s)[:MAX_VERBS])} ({stances[s.name]})" for s in often)


def text(
    content: str,
    markers: Sequence[Marker],
    speakers: Sequence[Speaker],
    summary: Summary,
    warnings: Sequence[str],
    color: bool = False,
) -> str:
    """The text with its markers in brackets and numbered, a line for each below, and a table of the speakers."""
    numbers = {id(marker): number for number, marker in enumerate(markers, start=1)}
    cut = segments(content.translate(_CONTROLS), 0, len(content), markers)
    body = "".join(_terminal(segment, numbers, color) for segment in cut)
    lines = [_line(numbers[id(marker)], marker) for marker in markers]
    below = [*lines, *_sources(speakers), _totals(summary), *(f"warning: {warning}" for warning in warnings)]
    return "\n".join([body.rstrip("\n"), "", *below])


def _terminal(segment: Segment, numbers: dict[int, int], color: bool) -> str:
    if not segment.markers:
        return segment.text
    inner = segment.markers[-1]
    ending = ",".join(str(numbers[id(m)]) for m in segment.markers if m.end == segment.end)
    marked = _colored(segment.text, inner) if color else segment.text
    opening = "[" * sum(marker.start == segment.start for marker in segment.markers)
    return f"{opening}{marked}" + (f"]{ending}" if ending else "")


def _colored(words: str, marker: Marker) -> str:
    from click import style

    return style(words, fg=_COLORS.get(marker.kind, "green"), bold=marker.voice == "author")


def _line(number: int, marker: Marker) -> str:
    words = " ".join(marker.text.split())
    return f"{number:>4}  {marker.kind:<16}  {describe(marker):<28}  {words}".translate(_CONTROLS)


def _sources(speakers: Sequence[Speaker]) -> Iterator[str]:
    """The table of speakers and their contrast; nothing where nobody is credited."""
    if not speakers:
        return
    ordered = by_words(speakers)
    names = [_short(speaker.name) for speaker in ordered]
    wide = max(map(len, ["Sources", *names]))
    yield f"\n{'Sources':<{wide}}  {'kind':<13}  credited  words  quoted  hedged  verbs"
    for name, s in zip(names, ordered, strict=True):
        numbers = f"{s.attributions:>8}  {s.words:>5}  {s.direct_share:>6.0%}  {s.hedged_share:>6.0%}"
        yield f"{name:<{wide}}  {s.kind:<13}  {numbers}  {verbs(s)}".rstrip().translate(_CONTROLS)
    if difference := contrast(speakers):
        yield f"contrast: {difference}".translate(_CONTROLS)
    yield ""


def _short(name: str) -> str:
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 3].rstrip()}..."


def _totals(summary: Summary) -> str:
    voices = ", ".join(f"{share:.0%} {voice}" for voice, share in summary.voices.items())
    return (
        f"{summary.words} words in {summary.sentences} sentences ({voices or 'no words'}), {summary.markers} markers; "
        f"mean probability of biased wording {probability(summary)}"
    )


def probability(summary: Summary) -> str:
    """The mean probability of biased wording, and that of the outlet's own words where it has any."""
    own = summary.author_probability
    return f"{summary.mean_probability:.2f}" + ("" if own is None else f", {own:.2f} in the outlet's own words")


def html(
    content: str,
    sentences: Sequence[Scored],
    markers: Sequence[Marker],
    speakers: Sequence[Speaker],
    summary: Summary,
    warnings: Sequence[str],
) -> str:
    """A self-contained fragment of HTML; everything from the text is escaped by the template engine."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(template_directory()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("analysis.html.j2")
    rows = [
        (sentence, list(segments(content, sentence.start, sentence.end, own)))
        for sentence, own in _by_sentence(sentences, markers)
    ]
    sources = [(speaker, verbs(speaker)) for speaker in by_words(speakers)]
    rendered = template.render(
        rows=rows,
        sources=sources,
        contrast=contrast(speakers),
        summary=summary,
        probability=probability(summary),
        warnings=warnings,
    )
    return rendered.encode("utf-8", "xmlcharrefreplace").decode("utf-8")  # lone surrogates


def _by_sentence(sentences: Sequence[Scored], markers: Sequence[Marker]) -> Iterator[tuple[Scored, list[Marker]]]:
    """Each sentence with the markers that lie in it or reach into it."""
    place, own = 0, list[Marker]()
    for sentence in sentences:
        own = [marker for marker in own if marker.end > sentence.start]
        while place < len(markers) and markers[place].start < sentence.end:
            own.append(markers[place])
            place += 1
        yield sentence, own
