"""Mentions to speakers: "the minister", "Holt" and "he" stand for "Dana Holt".

Transparent rules, one article at a time:

* A name that ends in the last name of a fuller one met in the article stands for the fuller one.
* A role ("the minister") stands for the last speaker whose mention held that role.
* A personal pronoun stands for the last named speaker before it.
* Any other mention stands for itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from framing.attribution import Attribution
from framing.grammar import Grammar
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


def with_speakers(tokens: Tokens, attributions: list[Attribution], grammar: Grammar) -> list[Attribution]:
    """The attributions, each with the name its source stands for."""
    cast = _Cast(_full_names(tokens, grammar))
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
    runs = list(_runs(tokens.part(0, stop), grammar))
    apposition = stop < len(tokens) and tokens.keys[stop] == ","
    return any(" " in run for run in runs) or (apposition and bool(runs))


def _in_text_order(attributions: list[Attribution]) -> list[int]:
    return sorted(range(len(attributions)), key=lambda i: attributions[i].source or attributions[i].cue)


def _speaker(text: str, attribution: Attribution, cast: _Cast, grammar: Grammar) -> str | None:
    if attribution.source is None:
        return None
    mention = attribution.source.slice(text)
    tokens = tokenize(mention)
    if len(tokens) == 1 and grammar.has("personal_pronoun", tokens.keys[0]):
        return cast.last or mention
    roles = [key for key in tokens.keys if grammar.has("role", key)]
    name = _name(tokens, grammar)
    speaker = cast.full_names.get(name.rsplit(" ", 1)[-1], name) if name else _by_role(roles, cast) or mention
    if name or roles:
        cast.last = speaker
    cast.by_role.update(dict.fromkeys(roles if name else (), speaker))
    return speaker


def _by_role(roles: list[str], cast: _Cast) -> str | None:
    return next((cast.by_role[role] for role in reversed(roles) if role in cast.by_role), None)


def _name(tokens: Tokens, grammar: Grammar) -> str:
    """The personal name in a mention: its last run of capitalised words that are no roles; empty where none."""
    runs = list(_runs(tokens, grammar))
    return max(runs, key=lambda run: run.count(" "), default="") if runs else ""


def _runs(tokens: Tokens, grammar: Grammar) -> Iterator[str]:
    """The runs of capitalised words in `tokens`, less titles and roles."""
    run: list[int] = []
    for i in [*range(len(tokens)), -1]:
        if i >= 0 and _is_of_name(tokens, i, grammar):
            run.append(i)
        elif run:
            yield tokens.span(run[0], run[-1] + 1).slice(tokens.text)
            run = []


def _is_of_name(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    key = tokens.keys[i]
    return tokens.word(i)[0].isupper() and not any(
        grammar.has(name, key) for name in ("honorific", "role", "determiner", "subject_pronoun", "nationality")
    )


def _full_names(tokens: Tokens, grammar: Grammar) -> dict[str, str]:
    """For each last name in the text, the first fuller name that ends in it."""
    names: dict[str, str] = {}
    for run in _runs(tokens, grammar):
        if 1 <= run.count(" ") <= 3:
            names.setdefault(run.rsplit(" ", 1)[-1], run)
    return names
