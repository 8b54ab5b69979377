"""Who says what: the attributions of a text, by rule, without a parser.

Cues of the lexicon come first, sentence by sentence; then what structure alone credits; quotations without a cue of
their own continue the attribution before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from framing.attribution import Attribution
from framing.clauses import ClauseReader
from framing.contents import CLOSING_STOPS
from framing.grammar import Grammar
from framing.matcher import Match
from framing.phrases import Phrases
from framing.quotes import Quote
from framing.sentences import Sentence, sentence_at
from framing.span import Span
from framing.structure import Structure, edges, is_speech
from framing.tokens import Tokens

COLON = ":"
_AFTER_VERB = ("preposition", "weekday", "time_opener")  # what says where and when: wrote on Facebook:


def attribute(
    tokens: Tokens, sentences: list[Sentence], quotes: list[Quote], matches: list[Match], grammar: Grammar
) -> list[Attribution]:
    """The attributions of a text, in the order of their cues."""
    outer = [quote for quote in quotes if quote.depth == 0]
    cues = [match for match in matches if match.kind == "reporting_verb"]
    found = list(_by_cues(tokens, sentences, outer, cues, grammar))
    structure = Structure(tokens, grammar, sentences, outer)
    found += structure.introduced(found, _last_cues(tokens, sentences, cues, grammar))
    found = _continued(tokens, sentences, outer, sorted(found, key=lambda a: a.cue))
    found += structure.unsourced(found)
    return sorted(found, key=lambda a: a.cue)


def _by_cues(
    tokens: Tokens, sentences: list[Sentence], outer: list[Quote], cues: list[Match], grammar: Grammar
) -> Iterator[Attribution]:
    """What the cues of the lexicon credit."""
    starts = [match.start for match in cues]
    for sentence in sentences:
        own = cues[bisect_left(starts, sentence.first) : bisect_left(starts, sentence.stop)]
        if own:
            verbs = frozenset(cue.start for cue in own if cue.entry.pos == "verb")
            phrases, touching = Phrases.of(tokens, grammar, sentence, verbs), _touching(outer, sentence.span)
            preceding = _preceding(tokens.text, outer, sentences, sentence)
            yield from ClauseReader(phrases, touching, preceding, own).attributions()


def _last_cues(tokens: Tokens, sentences: list[Sentence], cues: list[Match], grammar: Grammar) -> dict[int, Match]:
    """For each sentence, by its place, the cue that it ends with, or the last verb before the colon it ends with."""
    found = {}
    for cue in cues:
        place = sentence_at(sentences, tokens.starts[cue.start])
        stop = sentences[place].stop
        ends = not any(tokens.is_word(i) for i in range(cue.stop, min(stop, cue.stop + 3)))
        told = cue.stop < stop and grammar.is_a(tokens.keys[cue.stop], _AFTER_VERB)
        if ends or (cue.entry.pos == "verb" and told and tokens.keys[stop - 1] == COLON):
            found[place] = cue
    return found


def _touching(quotes: list[Quote], span: Span) -> list[Quote]:
    """The quotations (which do not overlap each other) that share text with `span`."""
    first = bisect_right(quotes, span.start, key=lambda quote: quote.span.end)
    stop = bisect_left(quotes, span.end, key=lambda quote: quote.span.start)
    return quotes[first:stop]


def _preceding(text: str, quotes: list[Quote], sentences: list[Sentence], sentence: Sentence) -> Quote | None:
    """The quotation that ends right before the sentence, in the same paragraph."""
    place = bisect_right(quotes, sentence.span.start, key=lambda quote: quote.span.end) - 1
    if place < 0 or text[quotes[place].span.end : sentence.span.start].strip():
        return None
    before = sentences[sentence_at(sentences, quotes[place].span.end - 1)]
    return quotes[place] if before.paragraph == sentence.paragraph else None


def _continued(
    tokens: Tokens, sentences: list[Sentence], quotes: list[Quote], found: list[Attribution]
) -> list[Attribution]:
    """The attributions, with the quotations that have no cue of their own added to the one they continue."""
    owner = _owners(quotes, found)
    places = [_place(tokens, sentences, quote) for quote in quotes]
    for order, reach in ((range(len(quotes)), 1), (range(len(quotes) - 1, -1, -1), 0)):
        last: int | None = None
        for i in order:
            paragraph, begins = places[i]
            if i not in owner and begins and last is not None and abs(paragraph - places[last][0]) <= reach:
                owner[i] = owner[last]
            last = i if i in owner else last
    owned: dict[int, list[Span]] = {}
    for i, n in sorted(owner.items()):
        owned.setdefault(n, []).append(quotes[i].span)
    return [_extended(attribution, owned.get(n, [])) for n, attribution in enumerate(found)]


def _owners(quotes: list[Quote], found: list[Attribution]) -> dict[int, int]:
    """For each quotation that lies in the content of an attribution, the place of the last such in `found`."""
    starts = [quote.span.start for quote in quotes]
    return {
        i: n
        for n, attribution in enumerate(found)
        for part in attribution.content
        for i in range(bisect_left(starts, part.start), bisect_left(starts, part.end))
    }


def _place(tokens: Tokens, sentences: list[Sentence], quote: Quote) -> tuple[int, bool]:
    """The paragraph a quotation begins in, and whether it can go on with what was said: it stands there as speech."""
    sentence = sentences[sentence_at(sentences, quote.span.start)]
    begins = not tokens.text[sentence.span.start : quote.span.start].strip()
    return sentence.paragraph, begins and (edges(tokens.text, quote)[1] in CLOSING_STOPS or is_speech(tokens, quote))


def _extended(attribution: Attribution, quotes: list[Span]) -> Attribution:
    """The attribution with the quotations that its content lacks."""
    more = [quote for quote in quotes if not attribution.covers(quote)]
    return replace(attribution, content=tuple(sorted((*attribution.content, *more)))) if more else attribution
