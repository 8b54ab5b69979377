"""The probability that a sentence is biased by word choice, and the words and markers it is made of."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, expm1
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

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
from framing.linear import CARD, RETRAIN, Hashes, LinearModel
from framing.loaded import NEVER, LoadedWords, evidence
from framing.tokens import Tokens

CACHED_WORDS = 65536
PAIR = "pair:"
ANY_LOADED = "loaded:any"
THRESHOLD = "mark:threshold"
LEAST_BIASED = "mark:least-biased"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one word, pair, marker or trait of the sentence adds to the log odds, calibration included.

    `start` and `end` are code points of the text, both None for a trait of the whole sentence.

    Examples
    --------
    >>> import framing
    >>> (sentence,) = framing.analyze('They brazenly left.').sentences
    >>> max(sentence.contributions, key=lambda part: part.value).name
    'word:brazenly'
    """

    name: str
    start: int | None
    end: int | None
    value: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a model says of one sentence: its probability, what that is made of, and how loaded each token is.

    `loaded` has for each token the probability that annotators would mark it, `marked` whether that is enough to mark
    it; none where the model knows no words.
    """

    probability: float
    contributions: tuple[Contribution, ...]
    loaded: tuple[float, ...]
    marked: tuple[bool, ...]


Words = tuple[Tokens, Sequence[KindMatch]]  # a sentence, and what the lexicon found in it


class Model(Protocol):
    """What scores sentences, and the words in them: the linear `SentenceModel`, or the encoder.

    `fingerprint` is a SHA-256, `record` says what the model was made of, `learned` are the `framing.corpora.hashes` of
    the texts it learned from, None where not known.
    """

    bias: float
    fingerprint: str

    @property
    def record(self) -> Mapping[str, Any]:
        """What it was made of."""

    @property
    def learned(self) -> Hashes | None:
        """Which texts it learned from."""

    def check(self, kinds: Iterable[str], place: str) -> None:
        """A `ModelError` that names the `place` of the model where it does not fit a lexicon of these kinds."""

    def probabilities(self, sentences: Iterable[Words]) -> list[float]:
        """The probability of each sentence; that of one does not hang on the others."""

    def assess_all(self, sentences: Iterable[Words]) -> list[Assessment]:
        """All that the model says of each sentence."""

    def is_label(self, tokens: Tokens, i: int) -> bool:
        """True where token `i`, if it is loaded, is a noun that names somebody or something."""


class _Traits(NamedTuple):
    """What the model looks at in a sentence: its words and pairs, each with its first place, and the whole of it."""

    words: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    sentence: Mapping[str, float]

    @classmethod
    def of(cls, tokens: Tokens) -> Self:
        keys = tokens.keys
        return cls(first_words(keys), first_pairs(keys), sentence_values(tokens) if keys else {})


class SentenceModel:
    """Scores sentences, and the words in them, with a linear model. Picklable.

    A word counts once a sentence, at its first place, with all its runs of letters; so does a pair. Where the model has
    learned which words are loaded, the probability that at least one is (a noisy or) counts as well, and each word has
    its part in that.
    """

    __slots__ = ("_known", "_pairs", "_weights", "_words", "bias", "fingerprint", "linear")

    def __init__(self, linear: LinearModel) -> None:
        self.linear = linear
        self.bias = linear.bias
        self.fingerprint = linear.fingerprint
        weights = linear.weights.tolist()
        first, stop = (bisect_left(linear.names, bound) for bound in (PAIR, "pair;"))  # they are sorted
        pairs = map(_pair, linear.names[first:stop])
        self._pairs: dict[tuple[str, str], float] = dict(zip(pairs, weights[first:stop], strict=True))
        names = linear.names[:first] + linear.names[stop:]
        self._weights: dict[str, float] = dict(zip(names, weights[:first] + weights[stop:], strict=True))
        self._known: dict[str, float] = {}
        self._words = LoadedWords(self._weights, linear.card.characters) if THRESHOLD in self._weights else None

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

    @property
    def record(self) -> Mapping[str, Any]:
        """What the card tells readers."""
        return self.linear.card.record

    @property
    def learned(self) -> Hashes | None:
        """The `framing.corpora.hashes` of the texts it learned from."""
        return self.linear.learned

    def probabilities(self, sentences: Iterable[Words]) -> list[float]:
        """The probability of each sentence."""
        return [self.probability(*sentence) for sentence in sentences]

    def assess_all(self, sentences: Iterable[Words]) -> list[Assessment]:
        """All that the model says of each sentence."""
        return [self.assess(*sentence) for sentence in sentences]

    def probability(self, tokens: Tokens, matches: Iterable[KindMatch]) -> float:
        """The probability for the sentence `tokens`, in which `matches` were found."""
        return sigmoid(self.log_odds(tokens, matches))

    def log_odds(self, tokens: Tokens, matches: Iterable[KindMatch]) -> float:
        """The log odds of the same probability."""
        found = tuple(matches)
        return self._logit(tokens, found, _Traits.of(tokens), self._evidence(tokens, found))

    def assess(self, tokens: Tokens, matches: Iterable[KindMatch]) -> Assessment:
        """All that the model says of the sentence `tokens`, in which `matches` were found."""
        found, traits = tuple(matches), _Traits.of(tokens)
        words = self._words.logits(tokens, found) if self._words else []
        shares = [evidence(logit) for logit in words]
        logit = self._logit(tokens, found, traits, shares)
        loaded = tuple(self._loaded(words, logit))
        biased = sigmoid(logit) >= self._weight(LEAST_BIASED)
        marked = tuple(biased and p >= self._weights[THRESHOLD] for p in loaded)
        return Assessment(sigmoid(logit), tuple(self._contributions(tokens, found, traits, shares)), loaded, marked)

    def contributions(self, tokens: Tokens, matches: Iterable[KindMatch]) -> list[Contribution]:
        """What the probability is made of: `sigmoid(bias + sum of values)`; zeros are left out.

        Words come first, then pairs, markers and traits of the sentence, each in the order of the text.
        """
        found = tuple(matches)
        return self._contributions(tokens, found, _Traits.of(tokens), self._evidence(tokens, found))

    def is_label(self, tokens: Tokens, i: int) -> bool:
        """True where token `i`, if it is loaded, is a noun that names somebody or something."""
        return self._words is not None and self._words.is_label(tokens, i)

    def _evidence(self, tokens: Tokens, matches: Sequence[KindMatch]) -> list[float]:
        """For each token what it adds to the evidence that a word is loaded."""
        return [evidence(logit) for logit in self._words.logits(tokens, matches)] if self._words else []

    def _loaded(self, words: Iterable[float], sentence: float) -> Iterator[float]:
        """The probability that annotators mark each word, from its log odds and from those of its sentence."""
        slope = self._weight("mark:word")
        rest = self._weight("mark:sentence") * sentence + self._weight("mark:constant")
        return (sigmoid(slope * word + rest) if word > NEVER else 0.0 for word in words)

    def _logit(self, tokens: Tokens, matches: Sequence[KindMatch], traits: "_Traits", shares: Sequence[float]) -> float:
        if not has_words(tokens.keys):
            return self.bias
        words = sum(map(self._word, traits.words))
        pairs = sum([weight for pair in traits.pairs if (weight := self._pairs.get(pair))])
        kinds = sum(self._weight(kind_name(match.kind)) for match in matches)
        whole = sum(value * self._weight(name) for name, value in traits.sentence.items())
        loaded = any_loaded(shares) * self._weight(ANY_LOADED)
        return self.bias + damping(len(tokens)) * (words + pairs) + kinds + whole + loaded

    def _contributions(
        self, tokens: Tokens, matches: Sequence[KindMatch], traits: "_Traits", shares: Sequence[float]
    ) -> list[Contribution]:
        if not has_words(tokens.keys):
            return []
        return [
            *self._of_words(tokens, traits, shares),
            *self._of_pairs(tokens, traits),
            *self._of_matches(tokens, matches),
            *self._of_sentence(traits),
        ]

    def _of_words(self, tokens: Tokens, traits: "_Traits", shares: Sequence[float]) -> Iterator[Contribution]:
        """Each word at its first place, and wherever it has a part in that a word is loaded."""
        damped, first = damping(len(tokens)), traits.words
        total = sum(shares)
        loaded = any_loaded(shares) * self._weight(ANY_LOADED) / total if total else 0.0
        for i, key in enumerate(tokens.keys):
            value = damped * self._word(key) if first[key] == i else 0.0
            if loaded:
                value += loaded * shares[i]
            if value:
                yield Contribution(f"word:{key}", tokens.starts[i], tokens.ends[i], value)

    def _of_pairs(self, tokens: Tokens, traits: "_Traits") -> Iterator[Contribution]:
        damped = damping(len(tokens))
        for pair, i in traits.pairs.items():
            if weight := self._pairs.get(pair):
                name = f"pair:{pair[0]} {pair[1]}"
                yield Contribution(name, tokens.starts[i], tokens.ends[i + 1], damped * weight)

    def _of_matches(self, tokens: Tokens, matches: Iterable[KindMatch]) -> Iterator[Contribution]:
        for match in matches:
            name, span = kind_name(match.kind), tokens.span(match.start, match.stop)
            if weight := self._weight(name):
                yield Contribution(name, span.start, span.end, weight)

    def _of_sentence(self, traits: "_Traits") -> Iterator[Contribution]:
        for name, value in traits.sentence.items():
            if weight := self._weight(name):
                yield Contribution(name, None, None, value * weight)

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


def any_loaded(shares: Iterable[float]) -> float:
    """The probability that at least one word is loaded, from the evidence of each."""
    return -expm1(-sum(shares))


def sigmoid(logit: float) -> float:
    """The probability of log odds."""
    if logit >= 0:
        return 1 / (1 + exp(-logit))
    odds = exp(logit)
    return odds / (1 + odds)


def _pair(name: str) -> tuple[str, str]:
    """The two words of a feature such as `pair:of course`; no word holds a space."""
    first, _, second = name[len(PAIR) :].partition(" ")
    return first, second
