"""The cast of an article: how much each speaker says, through which verbs, and how it is hedged."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.attribution import Attribution
from framing.markers import Marker
from framing.sentences import Sentence, sentence_at
from framing.span import Span
from framing.speakers import SpeakerKind
from framing.voice import Voices

HEDGES = ("distancing_hedge", "epistemic_hedge")
NEUTRAL, DOUBTING = "neutral", "doubting"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, the spans of the mentions that stand for it, and how the text treats it.

    `kind` is `named` (a person), `institutional` (a body, an office, a document) or `anonymous`. `attributions` is how
    often it is credited, `words` how many words lie in what it is credited with, each counted once and for the
    innermost source. `direct_share` of them stand inside quotation marks, `indirect_share` outside; both are 0 where
    there are no words.

    `stances` and `verbs` count the attributions by the stance of their cue, and by the cue as it is written, in lower
    case; the most frequent come first. `verb_stances` has the stances of the cues that are not neutral. `hedged_share`
    is the share of the attributions with a distancing or epistemic hedge in their content, or in the outlet's own words
    in the sentence of the cue, or with a doubting cue.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze('Dana Holt said the "reform" was utterly safe.')
    >>> (speaker,) = analysis.speakers
    >>> speaker.name, speaker.kind, speaker.words, speaker.verbs
    ('Dana Holt', 'named', 5, {'said': 1})
    """

    name: str
    mentions: tuple[Span, ...]
    kind: SpeakerKind
    attributions: int
    words: int
    direct_share: float
    indirect_share: float
    stances: dict[str, int]
    verbs: dict[str, int]
    verb_stances: dict[str, str]
    hedged_share: float


def cast(
    attributions: Sequence[Attribution],
    kinds: Mapping[str, SpeakerKind],
    sentences: list[Sentence],
    voices: Voices,
    markers: Iterable[Marker],
) -> list[Speaker]:
    """All speakers, in the order in which they are first credited; `markers` are in order, of all kinds."""
    credited: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        if attribution.speaker:
            credited[attribution.speaker].append(attribution)
    hedges, words = _Hedges.of(markers, sentences), _words(voices)
    text = voices.tokens.text
    return [_speaker(name, kinds[name], own, words[name], hedges, text) for name, own in credited.items()]


def _words(voices: Voices) -> dict[str, Counter[str]]:
    """For each speaker how many words it has in each voice."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for i, attribution in enumerate(voices.attributions):
        if attribution and attribution.speaker and voices.tokens.is_word(i):
            counts[attribution.speaker][voices.voices[i]] += 1
    return counts


def _speaker(
    name: str, kind: SpeakerKind, own: list[Attribution], words: Counter[str], hedges: "_Hedges", text: str
) -> Speaker:
    total = sum(words.values())
    verbs = [(verb, attribution.stance) for attribution in own if (verb := _verb(attribution, text))]
    return Speaker(
        name=name,
        mentions=tuple(dict.fromkeys(attribution.source for attribution in own if attribution.source)),
        kind=kind,
        attributions=len(own),
        words=total,
        direct_share=words["quoted"] / total if total else 0.0,
        indirect_share=words["reported"] / total if total else 0.0,
        stances=_counted(attribution.stance for attribution in own),
        verbs=_counted(verb for verb, _ in verbs),
        verb_stances={verb: stance for verb, stance in verbs if stance != NEUTRAL},
        hedged_share=sum(map(hedges.on, own)) / len(own),
    )


def _verb(attribution: Attribution, text: str) -> str:
    """The cue in lower case; empty where it is a mark."""
    cue = " ".join(attribution.cue.slice(text).lower().split())
    return cue if any(map(str.isalnum, cue)) else ""


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


@dataclass(frozen=True, slots=True)
class _Hedges:
    """The places of all hedges, and of those in the outlet's own words, in order."""

    sentences: list[Sentence]
    everywhere: list[int]
    own: list[int]

    @classmethod
    def of(cls, markers: Iterable[Marker], sentences: list[Sentence]) -> "_Hedges":
        """The hedges among the markers."""
        hedges = [marker for marker in markers if marker.kind in HEDGES]
        return cls(sentences, [h.start for h in hedges], [h.start for h in hedges if h.voice == "author"])

    def on(self, attribution: Attribution) -> bool:
        """True where the attribution is hedged."""
        sentence = self.sentences[sentence_at(self.sentences, attribution.cue.start)].span
        return (
            attribution.stance == DOUBTING
            or any(_holds(self.everywhere, part) for part in attribution.content)
            or _holds(self.own, sentence)
        )


def _holds(places: list[int], span: Span) -> bool:
    return bisect_left(places, span.start) < bisect_left(places, span.end)
