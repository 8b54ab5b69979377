"""The probability that a sentence is biased by word choice, and the words and markers it is made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Self

from framing.errors import ModelError
from framing.features import (
    LONGEST,
    KindMatch,
    damping,
    first_pairs,
    first_words,
    has_words,
    kind_name,
    sentence_values,
    word_names,
)
from framing.linear import CARD, RETRAIN, LinearModel
from framing.tokens import Tokens

CACHED_WORDS = 65536


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one word, pair, marker or trait of the sentence adds to the log odds, calibration included.

    `start` and `end` are code points of the text, both None for a trait of the whole sentence.
    """

    name: str
    start: int | None
    end: int | None
    value: float


class SentenceModel:
    """Scores sentences with a linear model. Picklable.

    A word counts once a sentence, at its first place, with all its runs of letters; so does a pair.
    """

    __slots__ = ("_known", "_pairs", "_weights", "bias", "fingerprint", "linear")

    def __init__(self, linear: LinearModel) -> None:
        self.linear = linear
        self.bias = linear.bias
        self.fingerprint = linear.fingerprint
        self._weights: dict[str, float] = dict(zip(linear.names, linear.weights.tolist(), strict=True))
        self._pairs = {_pair(name): w for name, w in self._weights.items() if name.startswith("pair:")}
        self._known: dict[str, float] = {}

    def __reduce__(self) -> tuple[type[Self], tuple[LinearModel]]:
        return type(self), (self.linear,)

    @classmethod
    def load(cls, directory: str | Path, kinds: Iterable[str] | None = None) -> Self:
        """The model in `directory`; a `ModelError` where it is damaged, or knows other kinds than `kinds`."""
        model = cls(LinearModel.read(directory))
        if kinds is not None:
            model.check(kinds, str(Path(directory) / CARD))
        return model

    def check(self, kinds: Iterable[str], place: str) -> None:
        """A `ModelError` that names the `place` of the model where it knows other kinds than `kinds`."""
        if set(kinds) != set(self.linear.card.kinds):
            own, given = (", ".join(sorted(set(names))) for names in (self.linear.card.kinds, kinds))
            raise ModelError(f"{place}: kinds: the model knows {own}; the lexicon has {given}; {RETRAIN}")

    def probability(self, tokens: Tokens, matches: Iterable[KindMatch]) -> float:
        """The probability for the sentence `tokens`, in which `matches` were found."""
        if not has_words(tokens.keys):
            return sigmoid(self.bias)
        words = sum(self._word(key) for key in first_words(tokens.keys))
        pairs = sum(self._pairs.get(pair, 0.0) for pair in first_pairs(tokens.keys))
        kinds = sum(self._weight(kind_name(match.kind)) for match in matches)
        traits = sum(value * self._weight(name) for name, value in sentence_values(tokens).items())
        return sigmoid(self.bias + damping(len(tokens)) * (words + pairs) + kinds + traits)

    def contributions(self, tokens: Tokens, matches: Iterable[KindMatch]) -> list[Contribution]:
        """What the probability is made of: `sigmoid(bias + sum of values)`; zeros are left out.

        Words come first, then pairs, markers and traits of the sentence, each in the order of the text.
        """
        if not has_words(tokens.keys):
            return []
        found = (
            *self._of_words(tokens),
            *self._of_pairs(tokens),
            *self._of_matches(tokens, matches),
            *self._of_sentence(tokens),
        )
        return [contribution for contribution in found if contribution.value]

    def _of_words(self, tokens: Tokens) -> Iterator[Contribution]:
        damped = damping(len(tokens))
        for key, i in first_words(tokens.keys).items():
            yield Contribution(f"word:{key}", tokens.starts[i], tokens.ends[i], damped * self._word(key))

    def _of_pairs(self, tokens: Tokens) -> Iterator[Contribution]:
        damped = damping(len(tokens))
        for pair, i in first_pairs(tokens.keys).items():
            if weight := self._pairs.get(pair):
                name = f"pair:{pair[0]} {pair[1]}"
                yield Contribution(name, tokens.starts[i], tokens.ends[i + 1], damped * weight)

    def _of_matches(self, tokens: Tokens, matches: Iterable[KindMatch]) -> Iterator[Contribution]:
        for match in matches:
            name, span = kind_name(match.kind), tokens.span(match.start, match.stop)
            yield Contribution(name, span.start, span.end, self._weight(name))

    def _of_sentence(self, tokens: Tokens) -> Iterator[Contribution]:
        for name, value in sentence_values(tokens).items():
            yield Contribution(name, None, None, value * self._weight(name))

    def _word(self, key: str) -> float:
        """The weight of a word with its runs of letters, remembered unless it is overlong."""
        known = self._known.get(key)
        if known is not None:
            return known
        value = sum(map(self._weight, word_names(key, self.linear.card.characters)))
        if len(key) <= LONGEST:
            if len(self._known) >= CACHED_WORDS:
                self._known.clear()
            self._known[key] = value
        return value

    def _weight(self, name: str) -> float:
        return self._weights.get(name, 0.0)


def sigmoid(logit: float) -> float:
    """The probability of log odds."""
    if logit >= 0:
        return 1 / (1 + exp(-logit))
    odds = exp(logit)
    return odds / (1 + odds)


def _pair(name: str) -> tuple[str, str]:
    """The two words of a feature such as `pair:of course`; no word holds a space."""
    first, _, second = name.removeprefix("pair:").partition(" ")
    return first, second
