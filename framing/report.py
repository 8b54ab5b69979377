"""An analysis for the eye: terminal text and HTML. No analysis happens here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from framing._resources import template_directory
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


def text(
    content: str, markers: Sequence[Marker], summary: Summary, warnings: Sequence[str], color: bool = False
) -> str:
    """The text with its markers in brackets and numbered, and a line for each below."""
    numbers = {id(marker): number for number, marker in enumerate(markers, start=1)}
    cut = segments(content.translate(_CONTROLS), 0, len(content), markers)
    body = "".join(_terminal(segment, numbers, color) for segment in cut)
    lines = [_line(numbers[id(marker)], marker) for marker in markers]
    return "\n".join([body.rstrip("\n"), "", *lines, _totals(summary), *(f"warning: {w}" for w in warnings)])


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


def _totals(summary: Summary) -> str:
    voices = ", ".join(f"{share:.0%} {voice}" for voice, share in summary.voices.items())
    return (
        f"{summary.words} words in {summary.sentences} sentences ({voices or 'no words'}), {summary.markers} markers; "
        f"mean probability of biased wording {summary.mean_probability:.2f}"
    )


def html(
    content: str,
    sentences: Sequence[Scored],
    markers: Sequence[Marker],
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
    rendered = template.render(rows=rows, summary=summary, warnings=warnings)
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
