"""Mentions to speakers: "the minister", "Holt" and "he" stand for "Dana Holt".

Transparent rules, one article at a time:

* A last name stands for the one fuller name in the article that ends in it; where there are two, for itself.
* A role ("the minister") stands for the last speaker whose mention held that role.
* A personal pronoun stands for the last named speaker before it.
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
    stops = (i for i, key in enumerate(tokens.keys) if key == "," or grammar.has("preposition", key))
    stop = next(stops, len(tokens))
    runs = list(_runs(tokens, 0, stop, grammar))
    apposition = stop < len(tokens) and tokens.keys[stop] == ","
    return any(" " in run for run in runs) or (apposition and bool(runs))


def _in_text_order(attributions: list[Attribution]) -> list[int]:
    return sorted(range(len(attributions)), key=lambda i: attributions[i].source or attributions[i].cue)


def _speaker(text: str, attribution: Attribution, cast: _Cast, grammar: Grammar) -> str | None:
    if attribution.source is None:
        return None
    tokens = tokenize(attribution.source.slice(text))
    mention = " ".join(tokens.text.split())
    if len(tokens) == 1 and grammar.has("personal_pronoun", tokens.keys[0]):
        return cast.last or mention
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
    """The personal name in a mention: its longest run of capitalised words that are no roles; empty where none."""
    return max(_runs(tokens, 0, len(tokens), grammar), key=lambda run: run.count(" "), default="")


def _runs(tokens: Tokens, first: int, stop: int, grammar: Grammar) -> Iterator[str]:
    """The runs of capitalised words among the tokens `first` up to `stop`, less titles and roles."""
    run: list[str] = []
    for i in range(first, stop):
        if _is_of_name(tokens, i, grammar):
            run.append(tokens.word(i))
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _is_of_name(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    key = tokens.keys[i]
    return tokens.word(i)[0].isupper() and not any(
        grammar.has(name, key) for name in ("honorific", "role", "determiner", "subject_pronoun", "nationality")
    )


def _full_names(tokens: Tokens, sentences: list[Sentence], grammar: Grammar) -> dict[str, str]:
    """For each last name the one fuller name in the text that ends in it; none where there are two such."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        if is_headline(tokens, sentence):
            continue
        for run in _runs(tokens, sentence.first, sentence.stop, grammar):
            if 1 <= run.count(" ") <= 3:
                found.setdefault(run.rsplit(" ", 1)[-1], set()).add(run)
    return {last: min(names) for last, names in found.items() if len(names) == 1}
