"""Quotations with what stands around them: all that the traits of `traits.py` look at, collected once a text."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from framing.attribution import Attribution
from framing.grammar import Grammar
from framing.matcher import Match, is_headline
from framing.phrases import Phrases
from framing.quotes import Quote
from framing.sentences import Sentence, sentence_at
from framing.span import Span
from framing.structure import edges, is_speech
from framing.tokens import Tokens

MAX_TOKENS = 200  # tokens of a quotation that are looked at
MAX_REPEATED = 20  # tokens by which two quotations are compared
MAX_GAP = 6  # code points between two quotations of a list
_CLOSING_MARKS = "'\"\u2019\u201d)]"


@dataclass(frozen=True, slots=True)
class Case:
    """One quotation and what stands around it."""

    tokens: Tokens
    phrases: Phrases
    quote: Quote
    words: tuple[int, ...]  # the tokens between the marks that are words, as far as is looked at
    opening: str  # the first character between the marks
    closing: str  # the last one
    before: int  # the token before the opening mark
    after: int  # the token after the closing mark
    attribution: Attribution | None  # the innermost that the quotation lies in
    part: Span | None  # the part of its content
    first_cue: int | None  # where the first cue of the sentence ends, if it has one
    announced: str | None  # the function that a row of scare_quote.tsv gives to what follows
    repeated: Attribution | None  # in a headline: what credits the same words, quoted elsewhere
    in_headline: bool
    listed: bool  # nothing but a comma or a conjunction stands between it and a credited quotation
    loaded: bool  # a word between the marks is in a lexicon of loaded words
    speech_around: bool  # another quotation of the text is a whole sentence
    bare_elsewhere: bool  # the same words stand without marks elsewhere in the text

    def key(self, i: int) -> str:
        """The key of token `i`, inside its sentence."""
        return self.phrases.key(i)

    def is_a(self, i: int, *classes: str) -> bool:
        """True where token `i` of the sentence belongs to one of the classes."""
        return self.phrases.is_a(i, *classes)


def cases(
    tokens: Tokens,
    sentences: list[Sentence],
    quotes: list[Quote],
    matches: list[Match],
    attributions: list[Attribution],
    grammar: Grammar,
) -> list[Case]:
    """The quotations of a text, each with what stands around it."""
    collector = _Collector(tokens, sentences, quotes, matches, attributions, grammar)
    return [collector.case(i) for i in range(len(quotes))]


class _Collector:
    """Looks things up for all quotations of a text, each once."""

    def __init__(
        self,
        tokens: Tokens,
        sentences: list[Sentence],
        quotes: list[Quote],
        matches: list[Match],
        attributions: list[Attribution],
        grammar: Grammar,
    ) -> None:
        self._tokens, self._sentences, self._quotes, self._grammar = tokens, sentences, quotes, grammar
        self._owners = _owners(quotes, attributions)
        self._announced = {match.stop: match.entry.stance for match in matches if match.kind == "scare_quote"}
        self._loaded = sorted(match.start for match in matches if match.kind.startswith(("loaded", "euphemism")))
        self._speeches = sum(is_speech(tokens, quote) for quote in quotes)
        self._headlines: dict[int, bool] = {}
        self._first_cues: dict[int, int] = {}
        for attribution in sorted(attributions, key=lambda a: a.cue):
            self._first_cues.setdefault(sentence_at(sentences, attribution.cue.start), attribution.cue.end)
        self._counts = Counter[tuple[str, ...]](zip(tokens.keys, strict=True))
        self._counts.update(pairwise(tokens.keys))
        self._quoted = Counter(self._key(i) for i in range(len(quotes)))
        self._credited = {self._key(i): attribution for i, (_, attribution) in self._owners.items()}

    def case(self, i: int) -> Case:
        quote, tokens = self._quotes[i], self._tokens
        here = sentence_at(self._sentences, quote.span.start)
        sentence = self._sentences[here]
        first, end = (bisect_left(tokens.starts, place) for place in (quote.inner.start, quote.inner.end))
        opening = bisect_left(tokens.starts, quote.span.start)
        stop = min(end, first + MAX_TOKENS)
        heading = self._is_heading(here)
        part, attribution = self._owners.get(i, (None, None))
        opens, closes = edges(tokens.text, quote)
        return Case(
            tokens=tokens,
            phrases=Phrases.of(tokens, self._grammar, sentence),
            quote=quote,
            words=tuple(i for i in range(first, stop) if tokens.is_word(i)),
            opening=opens,
            closing=closes,
            before=opening - 1,
            after=bisect_left(tokens.starts, quote.span.end),
            attribution=attribution,
            part=part,
            first_cue=self._first_cues.get(here),
            announced=self._announced.get(opening),
            repeated=self._credited.get(self._key(i)) if heading and i not in self._owners else None,
            in_headline=heading,
            listed=i > 0 and i - 1 in self._owners and self._goes_on(self._quotes[i - 1], quote),
            loaded=bisect_left(self._loaded, first) < bisect_left(self._loaded, stop),
            speech_around=self._speeches > is_speech(tokens, quote),
            bare_elsewhere=self._is_elsewhere(first, end),
        )

    def _key(self, i: int) -> tuple[str, ...]:
        """The words of a quotation, as far as quotations are compared."""
        inner, keys = self._quotes[i].inner, self._tokens.keys
        first, stop = (bisect_left(self._tokens.starts, place) for place in (inner.start, inner.end))
        places = range(first, min(stop, first + MAX_REPEATED))
        return tuple(keys[i] for i in places if self._tokens.is_word(i))

    def _is_heading(self, place: int) -> bool:
        """In title case, or without a stop at its end."""
        if place not in self._headlines:
            sentence = self._sentences[place]
            text = sentence.span.slice(self._tokens.text).rstrip().rstrip(_CLOSING_MARKS)
            self._headlines[place] = is_headline(self._tokens, sentence) or text[-1:].isalnum()
        return self._headlines[place]

    def _goes_on(self, one: Quote, other: Quote) -> bool:
        if not 0 < other.span.start - one.span.end <= MAX_GAP:
            return False
        gap = self._tokens.text[one.span.end : other.span.start].strip(" ,;")
        return not gap or self._grammar.has("coordinator", gap)

    def _is_elsewhere(self, first: int, stop: int) -> bool:
        """True for one or two words that the text holds again, outside quotations of just these words."""
        if not 0 < stop - first <= 2:
            return False
        words = self._tokens.keys[first:stop]
        return self._counts[words] > self._quoted[words]


def _owners(quotes: list[Quote], attributions: list[Attribution]) -> dict[int, tuple[Span, Attribution]]:
    """For each quotation, by its place, the shortest part of attributed content that it lies in."""
    starts = [quote.span.start for quote in quotes]
    parts = [(part, attribution) for attribution in attributions for part in attribution.content]
    owners: dict[int, tuple[Span, Attribution]] = {}
    for part, attribution in sorted(parts, key=lambda pair: -len(pair[0])):
        for i in range(bisect_left(starts, part.start), bisect_left(starts, part.end)):
            owners[i] = part, attribution
    return owners
