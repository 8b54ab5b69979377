"""The probability that a sentence is biased by word choice, and the words and markers it is made of."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, repeat
from math import exp
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np

from framing.batch import EDGE, Batch, Words, batches
from framing.contributions import Contributions, Row
from framing.errors import ModelError
from framing.features import damping, is_word, kind_name, sentence_values, word_names
from framing.linear import CARD, RETRAIN, Hashes, LinearModel
from framing.loaded import NEVER, LoadedWords, evidence
from framing.tokens import Tokens
from framing.vocabulary import BoolArray, FloatArray, IntArray, Vocabulary

PAIR = "pair:"
ANY_LOADED = "loaded:any"
THRESHOLD = "mark:threshold"
LEAST_BIASED = "mark:least-biased"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a model says of one sentence: its probability, what that is made of, and how loaded each token is.

    `loaded` has for each token the probability that annotators would mark it, `marked` whether that is enough to mark
    it; none where the model knows no words.
    """

    probability: float
    contributions: Contributions
    loaded: tuple[float, ...]
    marked: tuple[bool, ...]


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


@dataclass(frozen=True, slots=True)
class _Read:
    """What makes up the log odds of the sentences of a batch.

    `words` has for each place of the row what the word adds, `loaded` the log odds that it is loaded; `pairs` are
    places where one begins that the model knows as one of `pair_types` and that adds one of `pair_values`. `kinds` and
    `traits` have what these add to each sentence, `logits` the sum. Nothing adds to a sentence without a word.
    """

    words: FloatArray
    loaded: FloatArray
    pairs: IntArray
    pair_types: IntArray
    pair_values: FloatArray
    kinds: list[list[float]]
    traits: dict[str, FloatArray]
    logits: FloatArray


class SentenceModel:
    """Scores sentences, and the words in them, with a linear model. Picklable.

    A word counts once a sentence, at its first place, with all its runs of letters; so does a pair. Where the model has
    learned which words are loaded, the probability that at least one is (a noisy or) counts as well, and each word has
    its part in that.
    """

    def __init__(self, linear: LinearModel) -> None:
        self.linear = linear
        self.bias = linear.bias
        self.fingerprint = linear.fingerprint
        weights = linear.weights.tolist()
        first, stop = (bisect_left(linear.names, bound) for bound in (PAIR, "pair;"))  # they are sorted
        self._pair_names, self._pair_weights = linear.names[first:stop], linear.weights[first:stop]
        self._pairs = {_pair(name): place for place, name in enumerate(self._pair_names)}
        names = linear.names[:first] + linear.names[stop:]
        self._weights: dict[str, float] = dict(zip(names, weights[:first] + weights[stop:], strict=True))
        self._loaded = LoadedWords(self._weights, linear.card.characters) if THRESHOLD in self._weights else None
        self._vocabulary = Vocabulary(self._numbers, width=5)

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
        return [*map(sigmoid, self.log_odds(sentences))]

    def log_odds(self, sentences: Iterable[Words]) -> list[float]:
        """The log odds of the same probabilities."""
        return [logit for batch in batches(sentences) for logit in self._read(batch).logits.tolist()]

    def assess_all(self, sentences: Iterable[Words]) -> list[Assessment]:
        """All that the model says of each sentence.

        Of its contributions words come first, then pairs, markers and traits of the sentence, each in the order of the
        text; the probability is `sigmoid(bias + sum of values)`. Zeros are left out.
        """
        return [assessment for batch in batches(sentences) for assessment in self._assessed(batch)]

    def is_label(self, tokens: Tokens, i: int) -> bool:
        """True where token `i`, if it is loaded, is a noun that names somebody or something."""
        return self._loaded is not None and self._loaded.is_label(tokens, i)

    # -- log odds

    def _numbers(self, key: str) -> tuple[float, ...]:
        """What holds of a word wherever it stands: whether it is one, its weight, and what it adds to loaded words."""
        loaded = self._loaded.numbers(key) if self._loaded else (NEVER, 0.0, 0.0)
        return float(key != EDGE and is_word(key)), self._word(key), *loaded

    def _word(self, key: str) -> float:
        """The weight of a word with its runs of letters."""
        return 0.0 if key == EDGE else sum(map(self._weight, word_names(key, self.linear.card.characters)))

    def _read(self, batch: Batch) -> _Read:
        self._vocabulary.forget()
        types = self._vocabulary.places(batch.keys)
        numbers = self._vocabulary.table[types]
        speaks = batch.sums(numbers[:, 0]) > 0
        damped = batch.spread(speaks * damping(batch.lengths))
        words, firsts = np.zeros(len(types)), batch.firsts_of(types, np.arange(len(types)))
        words[firsts] = damped[firsts] * numbers[firsts, 1]
        loaded = self._loaded.logits(batch, numbers[:, 2:]) if self._loaded else numbers[:, 2]
        words += self._of_evidence(batch, evidence(loaded))
        pairs, pair_types = self._pairs_of(batch)
        pair_values = damped[pairs] * self._pair_weights[pair_types]
        kinds = self._of_kinds(batch, speaks)
        traits = self._of_traits(batch, types, speaks)
        logits = self.bias + batch.sums(words) + batch.counts(pairs, pair_values) + [*map(sum, kinds)]
        logits += sum(traits.values())
        return _Read(words, loaded, pairs, pair_types, pair_values, kinds, traits, logits)

    def _of_evidence(self, batch: Batch, shares: FloatArray) -> FloatArray:
        """What each word has a part in: that at least one of its sentence is loaded."""
        total = batch.sums(shares)
        factors = np.zeros_like(total)
        np.divide(-np.expm1(-total) * self._weight(ANY_LOADED), total, out=factors, where=total > 0)
        return shares * batch.spread(factors)

    def _pairs_of(self, batch: Batch) -> tuple[IntArray, IntArray]:
        """Where the pairs begin that the model knows, each once a sentence, and which these are."""
        found = np.fromiter(map(self._pairs.get, pairwise(batch.keys), repeat(-1)), np.int64)
        known = np.flatnonzero(found >= 0)
        places = batch.firsts_of(found[known], known)
        return places, found[places]

    def _of_kinds(self, batch: Batch, speaks: BoolArray) -> list[list[float]]:
        """What each match of the lexicon adds to its sentence."""
        return [
            [self._weight(kind_name(match.kind)) if speaks else 0.0 for match in matches]
            for (_, matches), speaks in zip(batch.sentences, speaks.tolist(), strict=True)
        ]

    def _of_traits(self, batch: Batch, types: IntArray, speaks: BoolArray) -> dict[str, FloatArray]:
        """What each trait of a sentence as a whole adds to it."""
        capitals, shouted = batch.counts(batch.capitals), batch.counts(batch.shouted)
        marks = (batch.sums(types == self._vocabulary[mark]) > 0 for mark in "!?")
        values = sentence_values(batch.lengths, capitals, shouted, *marks)
        return {name: speaks * value * weight for name, value in values.items() if (weight := self._weight(name))}

    # -- what they are made of, and how loaded words are

    def _assessed(self, batch: Batch) -> Iterator[Assessment]:
        read = self._read(batch)
        loaded, marked = self._marks(batch, read) if self._loaded else ([], [])
        rows = zip(self._rows(batch, read), batch.bounds(), read.logits.tolist(), strict=True)
        for own, (first, stop), logit in rows:
            marks = tuple(loaded[first:stop]), tuple(marked[first:stop])
            yield Assessment(sigmoid(logit), Contributions.of(own), *marks)

    def _rows(self, batch: Batch, read: _Read) -> Iterator[list[Row]]:
        """The fields of the contributions to each sentence."""
        values, pairs = read.words.tolist(), self._pair_rows(batch, read)
        traits = [(name, of.tolist()) for name, of in read.traits.items()]
        for number, (first, stop) in enumerate(batch.bounds()):
            tokens, matches = batch.sentences[number]
            words = zip(map("word:".__add__, tokens.keys), tokens.starts, tokens.ends, values[first:stop], strict=True)
            rows: list[Row] = [row for row in words if row[3]]
            rows += pairs[number]
            rows += [
                (kind_name(match.kind), tokens.starts[match.start], tokens.ends[match.stop - 1], value)
                for match, value in zip(matches, read.kinds[number], strict=True)
                if value
            ]
            rows += [(name, None, None, of[number]) for name, of in traits if of[number]]
            yield rows

    def _pair_rows(self, batch: Batch, read: _Read) -> list[list[Row]]:
        """The fields of the contributions of pairs to each sentence."""
        rows: list[list[Row]] = [[] for _ in batch.sentences]
        owners = batch.owners[read.pairs]
        columns = owners, read.pairs - batch.firsts[owners], read.pair_types, read.pair_values
        for number, place, pair, value in zip(*(column.tolist() for column in columns), strict=True):
            tokens = batch.sentences[number][0]
            rows[number].append((self._pair_names[pair], tokens.starts[place], tokens.ends[place + 1], value))
        return rows

    def _marks(self, batch: Batch, read: _Read) -> tuple[list[float], list[bool]]:
        """For each place of the row the probability that annotators mark the word, and whether that is enough.

        It hangs on the log odds of the word and on those of its sentence.
        """
        rest = self._weight("mark:sentence") * read.logits + self._weight("mark:constant")
        known = read.loaded > NEVER
        odds = self._weight("mark:word") * np.where(known, read.loaded, 0.0) + batch.spread(rest)
        loaded = np.where(known, logistic(odds), 0.0)
        biased = batch.spread(logistic(read.logits) >= self._weight(LEAST_BIASED))
        return loaded.tolist(), (biased & (loaded >= self._weight(THRESHOLD))).tolist()

    def _weight(self, name: str) -> float:
        return self._weights.get(name, 0.0)


def logistic(logits: FloatArray) -> FloatArray:
    """The probabilities of log odds."""
    return np.exp(-np.logaddexp(0.0, -logits))


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
