"""Mentions to speakers: "the minister", "Holt" and "he" stand for "Dana Holt".

Transparent rules, one article at a time:

* A last name stands for the one fuller name in the article that ends in it; where there are two, for itself.
* A role ("the minister") stands for the last speaker whose mention held that role.
* A personal pronoun stands for the last named speaker before it, and for none where there is none.
* Any other mention stands for itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from framing.attribution import Attribution
from framing.grammar import Grammar
from framing.matcher import is_headline
from framing.sentences import Sentence
from framing.span import Span
from framing.tokens import Tokens, tokenize

POSSESSIVE = "'s"
_CLOSED = ("preposition", "conjunction", "subordinator", "be", "have", "do", "modal", "adverb", "negation", "relative")
_NO_NAME = (
    *("honorific", "role", "determiner", "subject_pronoun", "nationality", "weekday", "quantity", "number"),
    *("preposition", "conjunction", "subordinator", "adverb"),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, and the spans of the mentions that stand for it."""

    name: str
    mentions: tuple[Span, ...]


@dataclass(slots=True)
class _Cast:
    """The speakers met so far, by last name and by role."""

    full_names: dict[str, str]
    by_role: dict[str, str] = field(default_factory=dict)
    last: str | None = None


def with_speakers(
    tokens: Tokens, sentences: list[Sentence], attributions: list[Attribution], grammar: Grammar
) -> list[Attribution]:
    """The attributions, each with the name its source stands for."""
    cast = _Cast(_full_names(tokens, sentences, grammar))
    named = {i: _speaker(tokens.text, attributions[i], cast, grammar) for i in _in_text_order(attributions)}
    return [replace(attribution, speaker=named[i]) for i, attribution in enumerate(attributions)]


def speakers(attributions: list[Attribution]) -> list[Speaker]:
    """All speakers, in the order in which they are first credited."""
    mentions: dict[str, list[Span]] = {}
    for attribution in attributions:
        if attribution.speaker and attribution.source:
            mentions.setdefault(attribution.speaker, []).append(attribution.source)
    return [Speaker(name, tuple(dict.fromkeys(spans))) for name, spans in mentions.items()]


def is_named(mention: str, grammar: Grammar) -> bool:
    """True where a mention names a person: two capitalised words, or one with an apposition ("Holt, an aide")."""
    tokens = tokenize(mention)
    name = _name(tokens, grammar)
    return " " in name or (bool(name) and "," in tokens.keys)


def _in_text_order(attributions: list[Attribution]) -> list[int]:
    return sorted(range(len(attributions)), key=lambda i: attributions[i].source or attributions[i].cue)


def _speaker(text: str, attribution: Attribution, cast: _Cast, grammar: Grammar) -> str | None:
    if attribution.source is None:
        return None
    tokens = tokenize(attribution.source.slice(text))
    mention = " ".join(tokens.text.split())
    if len(tokens) == 1 and grammar.has("personal_pronoun", tokens.keys[0]):
        return cast.last
    roles = [key for key in tokens.keys if grammar.has("role", key)]
    name = _name(tokens, grammar)
    speaker = cast.full_names.get(name, name) if name else _by_role(roles, cast) or mention
    if name or roles:
        cast.last = speaker
    cast.by_role.update(dict.fromkeys(roles if name else (), speaker))
    return speaker


def _by_role(roles: list[str], cast: _Cast) -> str | None:
    return next((cast.by_role[role] for role in reversed(roles) if role in cast.by_role), None)


def _name(tokens: Tokens, grammar: Grammar) -> str:
    """The personal name in a mention, empty where none: of "Holt's lawyer, Ann Low" it is "Ann Low".

    Names of owners (Holt's), and names that stand before a noun (Acme officials) or after a preposition (an aide
    to Holt), are not those of the one who speaks.
    """
    owners = [i + 1 for i, key in enumerate(tokens.keys) if key == POSSESSIVE]
    found: list[str] = []
    start = owners[-1] if owners else 0
    while start < len(tokens):
        marks = (i for i in range(start, len(tokens)) if tokens.keys[i] == "," or _is_preposition(tokens, i, grammar))
        stop = next(marks, len(tokens))
        runs = _runs(tokens, start, stop, grammar)
        found += [run for run, end in runs if end == len(tokens) or not _is_noun(tokens, end, grammar)]
        commas = (i + 1 for i in range(stop, len(tokens)) if tokens.keys[i] == ",")
        start = next(commas, len(tokens))
    return max(found, key=lambda run: run.count(" "), default="")


def _is_preposition(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    return grammar.has("preposition", tokens.keys[i]) and not grammar.has("particle", tokens.keys[i])


def _runs(tokens: Tokens, first: int, stop: int, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """The runs of capitalised words among the tokens `first` up to `stop`, less titles and roles, and where they end.

    Initials and small words inside a name (van, de) belong to it.
    """
    run: list[str] = []
    for i in range(first, stop + 1):
        if i < stop and (_is_of_name(tokens, i, grammar) or (run and _is_inside_name(tokens, i, stop, grammar))):
            if tokens.is_word(i):
                run.append(tokens.word(i))
        elif run:
            yield " ".join(run), i
            run = []


def _is_of_name(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    return tokens.word(i)[0].isupper() and grammar.classes_of(tokens.keys[i]).isdisjoint(_NO_NAME)


def _is_inside_name(tokens: Tokens, i: int, stop: int, grammar: Grammar) -> bool:
    """True for the stop after an initial, and for a small word before another part of the name."""
    if tokens.keys[i] == ".":
        return len(tokens.keys[i - 1]) == 1
    goes_on = i + 1 < stop and (tokens.word(i + 1)[0].isupper() or grammar.has("particle", tokens.keys[i + 1]))
    return goes_on and grammar.has("particle", tokens.keys[i])


def _is_noun(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    """True for a lower-case word of no closed class."""
    return tokens.word(i)[0].islower() and grammar.classes_of(tokens.keys[i]).isdisjoint(_CLOSED)


def _full_names(tokens: Tokens, sentences: list[Sentence], grammar: Grammar) -> dict[str, str]:
    """For each last name the one fuller name in the text that ends in it; none where there are two such."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        if is_headline(tokens, sentence):
            continue
        for run, _ in _runs(tokens, sentence.first, sentence.stop, grammar):
            if 1 <= run.count(" ") <= 3:
                found.setdefault(run.rsplit(" ", 1)[-1], set()).add(run)
    return {last: min(names) for last, names in found.items() if len(names) == 1}
