"""Markers that no row of the lexicon names: words that the model has learned to be loaded."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from framing.entry import Kind
from framing.grammar import Grammar
from framing.lexicon import Lexicon
from framing.markers import Marker, marker
from framing.matcher import is_headline
from framing.reader import Reading
from framing.scoring import Assessment, Model
from framing.sentences import Sentence
from framing.span import Span
from framing.tokens import Tokens

LABEL, LANGUAGE = "loaded_label", "loaded_language"
NAMING = ("actor", "banner", "faith", "nationality", "side")  # classes of words that name somebody
STRONG, MILD = 0.75, 0.5  # probabilities from which a learned marker has the strength 3, and 2


def learned(
    read: Reading, assessed: Sequence[tuple[Sentence, Assessment]], model: Model, lexicon: Lexicon
) -> Iterator[Marker]:
    """The learned markers of a text: runs of loaded words outside titles and outside what is marked already.

    The last word of a run tells its kind. Words that name a party, a people, a faith or the like are never marked for
    themselves, however often annotators marked sentences about it.
    """
    taken = _taken(read)
    for sentence, assessment in assessed:
        words = read.tokens.part(sentence.first, sentence.stop)
        hits = [hit and not taken[i] for i, hit in enumerate(assessment.marked, start=sentence.first)]
        for run in _runs(hits):
            if not _is_name(read.tokens, sentence, run, lexicon.grammar):
                kind = lexicon.catalog[LABEL if model.is_label(words, run[-1]) else LANGUAGE]
                yield _marker(read, words, run, assessment, kind)


def _is_name(tokens: Tokens, sentence: Sentence, run: range, grammar: Grammar) -> bool:
    """True where every word of a run names somebody: by its class, or by a capital inside a line in small letters."""

    def is_named(i: int) -> bool:
        capital = tokens.word(i)[0].isupper() and i > sentence.first and not is_headline(tokens, sentence)
        return capital or grammar.is_a(tokens.keys[i], NAMING)

    return all(is_named(sentence.first + place) for place in run)


def _taken(read: Reading) -> bytearray:
    """For each token of the text whether it is marked already, or part of a title."""
    taken = bytearray(len(read.tokens))
    titles = (quotation.inner for quotation in read.quotations if quotation.function == "title")
    for span in (*titles, *(Span(m.start, m.end) for m in read.markers)):
        first, stop = (bisect_left(read.tokens.starts, place) for place in (span.start, span.end))
        taken[first:stop] = b"\1" * (stop - first)
    return taken


def _runs(hits: Sequence[bool]) -> Iterator[range]:
    """The places of each unbroken run of hits."""
    first = None
    for i, hit in enumerate((*hits, False)):
        if hit and first is None:
            first = i
        elif not hit and first is not None:
            yield range(first, i)
            first = None


def _marker(read: Reading, words: Tokens, run: range, assessment: Assessment, kind: Kind) -> Marker:
    """The marker over a run of the words of a sentence."""
    probability = max(assessment.loaded[i] for i in run)
    strength = 1 + (probability >= MILD) + (probability >= STRONG)
    why = f"{kind.title}: {_reason(words, run, assessment)}."
    span = words.span(run.start, run.stop)
    return marker(kind, span, words.text, read.voices, None, strength, probability, "model", None, why)


def _reason(words: Tokens, run: range, assessment: Assessment) -> str:
    """How likely each word is to be marked, in a sentence how likely to be called biased."""
    shown = ", ".join(f"{words.keys[i]!r} {assessment.loaded[i]:.2f}" for i in run)
    return (
        "no row of the lexicon, but learned from words that experts marked; the probability that they would mark "
        f"{shown}, in a sentence that they would call biased with {assessment.probability:.2f}"
    )
