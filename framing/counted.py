"""An article as counts: what a comparison needs of its analysis, and no more, so that a million fit into memory."""

from collections import Counter
from dataclasses import dataclass

from framing.analysis import Analysis
from framing.cast import NEUTRAL, Speaker
from framing.copies import Signature, signature
from framing.keyness import Word
from framing.markers import Marker
from framing.speakers import SpeakerKind
from framing.summary import ALL, ANY


@dataclass(frozen=True, slots=True)
class Cited:
    """How often a speaker is credited with which stance, and through which verbs."""

    speaker: str
    kind: SpeakerKind
    stances: dict[str, int]
    verbs: dict[tuple[str, str], int]  # by stance and verb


@dataclass(frozen=True, slots=True)
class Counted:
    """One article of a group: its words by voice, its markers by kind and voice, the words marked, who is cited."""

    group: str
    id: str
    topic: str | None
    words: dict[str, int]
    markers: Counter[tuple[str, str]]
    terms: Counter[Word]
    cited: tuple[Cited, ...]
    signature: Signature | None

    @classmethod
    def of(cls, analysis: Analysis, group: str, id: str, topic: str | None) -> "Counted":
        """The counts of one analysis."""
        markers = Counter[tuple[str, str]]()
        for marker in analysis.markers:
            markers.update((kind, voice) for kind in (ANY, marker.kind) for voice in (ALL, marker.voice))
        return cls(
            group=group,
            id=id,
            topic=topic,
            words={ALL: analysis.summary.words, **analysis.summary.words_by_voice},
            markers=markers,
            terms=Counter(map(_term, analysis.markers)),
            cited=tuple(map(_cited, analysis.speakers)),
            signature=signature(analysis.text),
        )


def _term(marker: Marker) -> Word:
    """The kind of a marker and its words, in lower case, without the marks around them."""
    words = " ".join(marker.text.casefold().split())
    inner = [place for place, mark in enumerate(words) if mark.isalnum()]
    return marker.kind, words[inner[0] : inner[-1] + 1] if inner else words


def _cited(speaker: Speaker) -> Cited:
    verbs = {(speaker.verb_stances.get(verb, NEUTRAL), verb): n for verb, n in speaker.verbs.items()}
    return Cited(speaker.name, speaker.kind, speaker.stances, verbs)
