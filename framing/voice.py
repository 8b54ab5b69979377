"""Whose words each token is: the outlet's own, quoted from a source, or reported from one."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from framing.attribution import Attribution
from framing.quotation import Quotation
from framing.span import Span
from framing.tokens import Tokens

Voice = Literal["author", "quoted", "reported"]
VOICES: tuple[Voice, ...] = ("author", "quoted", "reported")


@dataclass(frozen=True, slots=True)
class Voices:
    """For each token its voice and the attribution that credits it (the innermost), if any."""

    tokens: Tokens
    voices: tuple[Voice, ...]
    attributions: tuple[Attribution | None, ...]

    def of(self, span: Span) -> tuple[Voice, Attribution | None]:
        """The voice of `span`, which is that of its first word."""
        i = bisect_left(self.tokens.starts, span.start)
        if i == len(self.tokens):
            return "author", None
        return self.voices[i], self.attributions[i]

    def words(self, first: int, stop: int) -> list[Voice]:
        """The voice of each word of the tokens `first` up to `stop`."""
        spoken = zip(self.voices[first:stop], self.tokens.keys[first:stop], strict=True)
        return [voice for voice, key in spoken if key[0].isalnum()]


def shares(words: Sequence[Voice]) -> dict[str, float]:
    """The share of each voice among the words; all `author` where there are none."""
    if not words:
        return {"author": 1.0, "quoted": 0.0, "reported": 0.0}
    return {voice: words.count(voice) / len(words) for voice in VOICES}


def hear(tokens: Tokens, attributions: list[Attribution], quotations: list[Quotation]) -> Voices:
    """The voices of a text. A quotation of whatever function inside a source's words belongs to that source.

    Content that is direct is quoted, with or without marks: a block quotation has none.
    """
    voices: list[Voice] = ["author"] * len(tokens)
    credited: list[Attribution | None] = [None] * len(tokens)
    parts = [(part, attribution) for attribution in attributions for part in attribution.content]
    for part, attribution in sorted(parts, key=lambda pair: -len(pair[0])):
        place = _tokens_in(tokens, part)
        count = place.stop - place.start
        voices[place] = ["quoted" if attribution.type == "direct" else "reported"] * count
        credited[place] = [attribution] * count
    reach = 0
    for quotation in quotations:  # outer ones come before those they hold
        if quotation.function == "attributed" and quotation.inner.end > reach:
            place, reach = _tokens_in(tokens, quotation.inner), quotation.inner.end
            voices[place] = ["quoted"] * (place.stop - place.start)
    return Voices(tokens, tuple(voices), tuple(credited))


def _tokens_in(tokens: Tokens, span: Span) -> slice:
    return slice(bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end))
