"""Markers: every place where a text frames, with its kind, its voice and the reason it was marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from framing.attribution import Attribution
from framing.entry import CUE, SOURCE, TOLD, Kind
from framing.grammar import Grammar
from framing.lexicon import Lexicon
from framing.matcher import Match
from framing.quotation import Quotation
from framing.span import Span, lies_in, outermost
from framing.speakers import is_named
from framing.tokens import Tokens
from framing.voice import Voice, Voices

Origin = Literal["lexicon", "pattern", "model"]
ORIGINS: tuple[Origin, ...] = ("lexicon", "pattern", "model")


@dataclass(frozen=True, slots=True)
class Marker:
    """A typed span. `text` is the text from `start` to `end` (code points, end exclusive).

    `source`, `cue` and `speaker` tell who is credited with the words where `voice` is not `author`. `origin` is
    `lexicon` (then `entry` is the id of the row), `pattern` or `model`; `strength` runs from 1 (mild) to 3 (strong).

    Examples
    --------
    >>> import framing
    >>> (marker,) = framing.analyze('Holt said it was utterly safe.').markers
    >>> marker.text, marker.start, marker.end, marker.kind, marker.voice, marker.speaker
    ('utterly', 17, 24, 'intensifier', 'reported', 'Holt')
    """

    start: int
    end: int
    text: str
    kind: str
    stance: str | None
    strength: int
    probability: float
    voice: Voice
    source: Span | None
    cue: Span | None
    speaker: str | None
    origin: Origin
    entry: str | None
    why: str


class Markers(tuple[Marker, ...]):
    """The markers of a text, in the order of their beginning.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze('Dana Holt said the "reform" was utterly safe.')
    >>> [marker.text for marker in analysis.markers.where(kind='intensifier', voice='reported')]
    ['utterly']
    """

    __slots__ = ()
    ITEM = Marker

    def where(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        voice: str | Iterable[str] | None = None,
        speaker: str | Iterable[str] | None = None,
    ) -> "Markers":
        """The markers whose kind, voice and speaker are among those given; each may be one value or several."""
        wanted = [(name, _values(value)) for name, value in (("kind", kind), ("voice", voice), ("speaker", speaker))]
        return Markers(
            marker
            for marker in self
            if all(values is None or getattr(marker, name) in values for name, values in wanted)
        )


def _values(value: str | Iterable[str] | None) -> frozenset[str] | None:
    return frozenset([value] if isinstance(value, str) else value) if value is not None else None


def mark(
    tokens: Tokens,
    matches: list[Match],
    attributions: list[Attribution],
    quotations: list[Quotation],
    voices: Voices,
    lexicon: Lexicon,
) -> Iterator[Marker]:
    """All markers, in no order: lexical ones where their conditions hold, and scare quotes."""
    context = _Context.of(tokens.text, matches, attributions, quotations, lexicon.grammar)
    for match in matches:
        span = tokens.span(match.start, match.stop)
        if match.entry.is_marked and context.allows(match, span):
            yield _lexical(match, span, tokens.text, voices, lexicon.catalog[match.kind])
    scare = lexicon.catalog.get("scare_quote")
    for quotation in quotations:
        if scare and quotation.function == "scare":
            yield _scare_quote(quotation, tokens.text, voices, scare)


@dataclass(frozen=True, slots=True)
class _Context:
    """What decides whether a match is marked: cues, titles and, where one asks for them, unnamed sources, sorted."""

    cues: frozenset[Span]
    sources: tuple[Span, ...]
    titles: tuple[Span, ...]

    @classmethod
    def of(
        cls,
        text: str,
        matches: list[Match],
        attributions: list[Attribution],
        quotations: list[Quotation],
        grammar: Grammar,
    ) -> "_Context":
        """The context of one text."""
        asked = any(SOURCE in match.awaits for match in matches)
        sources = {attribution.mention for attribution in attributions if asked and attribution.mention}
        return cls(
            frozenset(attribution.cue for attribution in attributions),
            outermost(source for source in sources if not is_named(source.slice(text), grammar)),
            outermost(q.inner for q in quotations if q.function == "title"),
        )

    def allows(self, match: Match, span: Span) -> bool:
        """False inside a title, and where what the entry waits for was not found."""
        if lies_in(span, self.titles):
            return False
        is_cue = span in self.cues
        found = {CUE: is_cue, TOLD: is_cue, SOURCE: lies_in(span, self.sources)}
        return not match.awaits or any(found[item] for item in match.awaits)


def _lexical(match: Match, span: Span, text: str, voices: Voices, kind: Kind) -> Marker:
    entry = match.entry
    why = f"{kind.title}: {entry.term!r}. {kind.why}"
    return marker(kind, span, text, voices, entry.stance, entry.strength, kind.precision, "lexicon", entry.id, why)


def _scare_quote(quotation: Quotation, text: str, voices: Voices, kind: Kind) -> Marker:
    why = f"{kind.title}: {quotation.why}."
    return marker(kind, quotation.span, text, voices, None, 2, quotation.probability, "pattern", None, why)


def marker(
    kind: Kind,
    span: Span,
    text: str,
    voices: Voices,
    stance: str | None,
    strength: int,
    probability: float,
    origin: Origin,
    entry: str | None,
    why: str,
) -> Marker:
    """The marker with the voice that its span is spoken in."""
    voice, credit = voices.of(span)
    return Marker(
        start=span.start,
        end=span.end,
        text=span.slice(text),
        kind=kind.name,
        stance=stance,
        strength=strength,
        probability=probability,
        voice=voice,
        source=credit.source if credit else None,
        cue=credit.cue if credit else None,
        speaker=credit.speaker if credit else None,
        origin=origin,
        entry=entry,
        why=why,
    )
