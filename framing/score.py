"""Placeholder, to be overwritten by the learned part."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from framing.matcher import Match
from framing.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Contribution:
    name: str
    start: int | None
    end: int | None
    value: float


class SentenceModel:
    bias = 0.0
    fingerprint = "0" * 64

    @classmethod
    def load(cls, directory: Path, kinds: tuple[str, ...]) -> "SentenceModel":
        return cls()

    def probability(self, tokens: Tokens, matches: Iterable[Match]) -> float:
        return 0.5

    def contributions(self, tokens: Tokens, matches: Iterable[Match]) -> list[Contribution]:
        return []
