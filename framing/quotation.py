"""What each pair of quotation marks is doing: scare, attributed, title, term or other.

A list of rules, the first that holds decides: the word before the marks (rows of `scare_quote.tsv`), then structure
(is somebody credited with the words?), capitals and length. The probability of a rule is the share of
quotations it decided rightly on annotated development data, see docs/results.md.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from framing.attribution import Attribution
from framing.grammar import Grammar
from framing.matcher import Match, is_headline
from framing.quotes import Quote
from framing.sentences import Sentence, sentence_at
from framing.span import Span
from framing.tokens import Tokens

Function = Literal["scare", "attributed", "title", "term", "other"]

SHORT = 3
MAX_TOKENS = 200  # tokens of a quotation that the rules look at
MAX_GAP = 6  # code points between two quotations of a list
LONG = 8  # words from which on only speech is quoted


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its function, and who is credited with it, if anyone.

    `start` and `end` include the marks, `inner` does not; all are code points, ends exclusive.
    """

    start: int
    end: int
    text: str
    inner: Span
    function: Function
    probability: float
    why: str
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """The quotation with its marks."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Case:
    """All that the rules look at."""

    tokens: Tokens
    grammar: Grammar
    sentence: Sentence
    quote: Quote
    words: tuple[int, ...]  # the tokens between the marks that are words
    before: int  # the token before the opening mark
    attribution: Attribution | None
    announced: str | None  # the function that the word before announces
    in_headline: bool
    listed: bool  # nothing but a comma or a conjunction stands between it and one that is attributed


@dataclass(frozen=True, slots=True)
class _Rule:
    holds: Callable[[_Case], bool]
    function: Function
    probability: float
    why: str


def functions(
    tokens: Tokens,
    sentences: list[Sentence],
    quotes: list[Quote],
    matches: list[Match],
    attributions: list[Attribution],
    grammar: Grammar,
) -> list[Quotation]:
    """The quotations of a text, each with its function."""
    announced = {match.stop: match.entry.stance for match in matches if match.kind == "scare_quote"}
    owners = _owners(quotes, attributions)
    headlines: dict[int, bool] = {}
    found: list[Quotation] = []
    for i, quote in enumerate(quotes):
        here = sentence_at(sentences, quote.span.start)
        if here not in headlines:
            headlines[here] = _is_heading(tokens, sentences[here])
        opening = bisect_left(tokens.starts, quote.span.start)
        case = _Case(
            tokens=tokens,
            grammar=grammar,
            sentence=sentences[here],
            quote=quote,
            words=_words(tokens, quote),
            before=opening - 1,
            attribution=owners.get(i),
            announced=announced.get(opening),
            in_headline=headlines[here],
            listed=bool(found) and _goes_on(found[-1], quote.span.start, tokens.text, grammar),
        )
        found.append(_judge(case))
    return found


def _words(tokens: Tokens, quote: Quote) -> tuple[int, ...]:
    """The tokens between the marks that are words, as far as the rules look."""
    first = bisect_left(tokens.starts, quote.inner.start)
    stop = min(bisect_left(tokens.starts, quote.inner.end), first + MAX_TOKENS)
    return tuple(i for i in range(first, stop) if tokens.is_word(i))


def _is_heading(tokens: Tokens, sentence: Sentence) -> bool:
    """In title case, or without a stop at its end."""
    text = sentence.span.slice(tokens.text).rstrip()
    return is_headline(tokens, sentence) or text[-1:].isalnum()


def _goes_on(before: Quotation, start: int, text: str, grammar: Grammar) -> bool:
    """True where what begins at `start` follows an attributed quotation after a comma or a conjunction."""
    if before.function != "attributed" or not 0 < start - before.end <= MAX_GAP:
        return False
    gap = text[before.end : start].strip(" ,;")
    return not gap or grammar.has("coordinator", gap)


def _judge(case: _Case) -> Quotation:
    rule = next(rule for rule in _RULES if rule.holds(case))
    span, credit = case.quote.span, case.attribution if rule.function == "attributed" else None
    return Quotation(
        start=span.start,
        end=span.end,
        text=span.slice(case.tokens.text),
        inner=case.quote.inner,
        function=rule.function,
        probability=rule.probability,
        why=rule.why,
        source=credit.source if credit else None,
        cue=credit.cue if credit else None,
        speaker=credit.speaker if credit else None,
    )


def _owners(quotes: list[Quote], attributions: list[Attribution]) -> dict[int, Attribution]:
    """For each quotation the shortest attributed content that it lies in."""
    starts = [quote.span.start for quote in quotes]
    parts = [(part, a) for a in attributions for part in a.content]
    owners: dict[int, Attribution] = {}
    for part, attribution in sorted(parts, key=lambda pair: -len(pair[0])):
        for i in range(bisect_left(starts, part.start), bisect_left(starts, part.end)):
            owners[i] = attribution
    return owners


# -- what the rules ask


def _is_announced(function: str) -> Callable[[_Case], bool]:
    return lambda case: case.announced == function


def _has_no_words(case: _Case) -> bool:
    return not case.words


def _is_credited(case: _Case) -> bool:
    return case.attribution is not None


def _is_name_beside(case: _Case) -> bool:
    """A name, as below, that no verb directly introduces or follows, outside headlines."""
    cited = case.attribution is not None and any(
        case.quote.span.start == part.start or case.quote.span.end == part.end for part in case.attribution.content
    )
    return not cited and not case.in_headline and _is_name(case)


def _is_name(case: _Case) -> bool:
    """All longer words capitalised, and something before the marks in the same sentence."""
    long = [case.tokens.word(i) for i in case.words if len(case.tokens.keys[i]) > 3 or len(case.words) == 1]
    return bool(long) and all(word[0].isupper() for word in long) and case.before >= case.sentence.first


def _is_in_headline(case: _Case) -> bool:
    return case.in_headline


def _is_sentence(case: _Case) -> bool:
    """A capital at its beginning and a stop at its end, or many words."""
    text = case.quote.inner.slice(case.tokens.text).strip()
    return len(case.words) >= LONG or (len(case.words) > 1 and text[0].isupper() and text[-1] in ".!?,")


def _is_listed(case: _Case) -> bool:
    return case.listed


def _is_short(case: _Case) -> bool:
    """Few words, after a word that leads into a noun phrase: "this", "their", "of", "and"."""
    return len(case.words) <= SHORT and _leads_in(case)


def _leads_in(case: _Case) -> bool:
    """True for a closed-class word or a mark before the quotation, False for a noun or a full verb."""
    i = case.before
    if i < case.sentence.first or not case.tokens.is_word(i):
        return True
    return bool(case.grammar.classes_of(case.tokens.keys[i]))


# probabilities: measured by training/precision.py; .50 where it has no case
_RULES = (
    _Rule(_has_no_words, "other", 0.50, "no words stand between the marks"),
    _Rule(_is_announced("scare"), "scare", 0.67, "the word before the marks distances the writer from what follows"),
    _Rule(_is_announced("title"), "title", 0.80, "the word before the marks announces a title or a name"),
    _Rule(_is_announced("attributed"), "attributed", 0.88, "the words before the marks introduce what somebody said"),
    _Rule(_is_announced("term"), "term", 0.67, "the word before the marks announces a term"),
    _Rule(_is_name_beside, "title", 0.67, "all longer words are capitalised, as in a title or a name"),
    _Rule(_is_sentence, "attributed", 0.73, "a whole sentence or a long passage is quoted"),
    _Rule(_is_credited, "attributed", 0.78, "the words lie in what a source is credited with"),
    _Rule(_is_in_headline, "attributed", 0.65, "quotations in headlines mostly reproduce a source's words"),
    _Rule(_is_listed, "attributed", 0.40, "it goes on a list of quoted words"),
    _Rule(_is_short, "scare", 0.48, "a short expression in quotation marks that nobody is credited with"),
    _Rule(lambda case: True, "attributed", 0.53, "several words are quoted, though no source was found"),
)
