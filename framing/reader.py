"""A text read with a lexicon: all steps from text to markers that no sentence model has a part in."""

from dataclasses import dataclass

from framing._resources import quotation_model_directory
from framing.article import Article
from framing.attribution import Attribution
from framing.crediting import attribute
from framing.language import english
from framing.lexicon import Lexicon
from framing.markers import Marker, mark
from framing.matcher import Match, Matcher
from framing.quotation import Quotation, QuotationModel, functions
from framing.quotes import pair
from framing.sentences import Sentence, split
from framing.speakers import SpeakerKind, with_speakers
from framing.tokens import Tokens, tokenize
from framing.voice import Voices, hear


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one text; `readable` holds the sentences that are English, `markers` those of all kinds."""

    tokens: Tokens
    sentences: list[Sentence]
    readable: list[Sentence]
    matches: list[Match]
    attributions: list[Attribution]
    speaker_kinds: dict[str, SpeakerKind]
    quotations: list[Quotation]
    voices: Voices
    markers: list[Marker]


class Reader:
    """Reads texts with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.matcher = Matcher(lexicon)
        self._quotations = QuotationModel.load(quotation_model_directory())

    def read(self, text: str, title: str | None = None) -> Reading:
        """All that was found in a text; a `TypeError` where it is no `str`."""
        article, grammar = Article(text, title), self.lexicon.grammar
        tokens = tokenize(text)
        sentences = split(article, tokens, grammar)
        readable = english(tokens, sentences, grammar)
        matches = self.matcher.match(tokens, readable)
        quotes = pair(text, readable, grammar)
        credited = attribute(tokens, readable, quotes, matches, grammar)
        attributions, kinds = with_speakers(tokens, readable, credited, grammar)
        quotations = functions(tokens, readable, quotes, matches, attributions, grammar, self._quotations)
        voices = hear(tokens, attributions, quotations)
        found = mark(tokens, matches, attributions, quotations, voices, self.lexicon)
        markers = sorted(found, key=lambda marker: (marker.start, marker.end, marker.kind))
        return Reading(tokens, sentences, readable, matches, attributions, kinds, quotations, voices, markers)
