"""An analysis for a terminal. No analysis happens here."""

from collections.abc import Iterator, Sequence

from framing.cast import Speaker
from framing.markers import Marker
from framing.report import Segment, by_words, contrast, describe, probability, segments, verbs
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
# control characters and changes of direction, which could steer a terminal, as pictures of themselves or as U+FFFD
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
_CONTROLS |= dict.fromkeys([127, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


def line(content: str) -> str:
    """A name on one line, without what could steer a terminal."""
    return " ".join(content.translate(_CONTROLS).split())


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
