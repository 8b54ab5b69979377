"""An analysis for the eye, as HTML, and the words that reports use. No analysis happens here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Protocol

from framing._resources import template_directory
from framing.cast import NEUTRAL, Speaker
from framing.markers import Marker
from framing.summary import Summary

MAX_VERBS = 5  # verbs that a table or a contrast shows
MAX_CONTRASTED = 4  # speakers that a contrast shows


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
    def begins(self) -> bool:
        """True where a marker begins here."""
        return any(marker.start == self.start for marker in self.markers)

    @property
    def label(self) -> str:
        """What the markers say, a line each."""
        return "\n".join(f"{readable(marker.kind)} ({describe(marker)}): {marker.why}" for marker in self.markers)


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


def readable(kind: str) -> str:
    """The name of a kind as it is read."""
    return kind.replace("_", " ")


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


def probability(summary: Summary) -> str:
    """The mean probability of biased wording, and that of the outlet's own words where it has any."""
    if summary.mean_probability is None:
        return "none"
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
    """A self-contained fragment of HTML without scripts; everything from the text is escaped by the template engine.

    Filters by kind and voice are check boxes that the style sheet minds (`:has`).
    """
    shown = parts(content, sentences, markers, speakers, summary, warnings)
    return render("fragment.html.j2", names=filters([shown]), part=shown, open=False)


def parts(
    content: str,
    sentences: Sequence[Scored],
    markers: Sequence[Marker],
    speakers: Sequence[Speaker],
    summary: Summary,
    warnings: Sequence[str],
) -> dict[str, Any]:
    """What the template of an analysis shows."""
    return {
        "kinds": summary.markers_by_kind,
        "voices": summary.markers_by_voice,
        "headline": None,
        "rows": [_row(content, sentence, own) for sentence, own in _by_sentence(sentences, markers)],
        "markers": [(marker, describe(marker)) for marker in markers],
        "sources": [(speaker.name, speaker, verbs(speaker)) for speaker in by_words(speakers)],
        "contrast": contrast(speakers),
        "summary": summary,
        "probability": probability(summary),
        "warnings": warnings,
    }


def filters(shown: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of all kinds and voices that some analyses have, for the style sheet."""
    return sorted({name for one in shown for names in (one["kinds"], one["voices"]) for name in names})


def render(template: str, **context: Any) -> str:
    """A template filled in, all of it escaped; lone surrogates as character references."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(template_directory()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rendered = environment.get_template(template).render(context)
    return rendered.encode("utf-8", "xmlcharrefreplace").decode("utf-8")


def _row(content: str, sentence: Scored, markers: Sequence[Marker]) -> tuple[Scored, str, list[Segment]]:
    """A sentence, the white space that it begins with, and the rest of it cut at its markers."""
    words = content[sentence.start : sentence.end]
    lead = words[: len(words) - len(words.lstrip())]
    return sentence, lead, list(segments(content, sentence.start + len(lead), sentence.end, markers))


def _by_sentence(sentences: Sequence[Scored], markers: Sequence[Marker]) -> Iterator[tuple[Scored, list[Marker]]]:
    """Each sentence with the markers that lie in it or reach into it."""
    place, own = 0, list[Marker]()
    for sentence in sentences:
        own = [marker for marker in own if marker.end > sentence.start]
        while place < len(markers) and markers[place].start < sentence.end:
            own.append(markers[place])
            place += 1
        yield sentence, own
