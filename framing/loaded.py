"""How loaded each word of a sentence is: a linear model of the word, its neighbours, the lexicon and its looks.

    span:word:brazenly   the word itself                        span:kind:booster     it lies in a match of this kind
    span:char:<bra       its runs of letters, by `RUN`          span:before:booster   a match begins right behind it
    span:left:the        the word before it, by `NEIGHBOUR`     span:after:booster    a match ends right before it
    span:right:of        the word after it, likewise            span:capital ...      capitals, lengths

The first two depend on the word type alone, so that what a word adds is worked out once and looked up ever after.
Whether a loaded word is a label, a noun with a verdict in it, or language is told by a second one: `label:end:ism`.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import log

import numpy as np

from framing.batch import EDGE, Batch
from framing.features import LONGEST, SHOUTED, USUAL, KindMatch, is_word, runs
from framing.tokens import Tokens
from framing.vocabulary import FloatArray

RUN = 0.3
NEIGHBOUR = 0.5
SPAN, LABEL = "span:", "label:"
CONSTANT, LETTERS, LENGTH = "constant", "letters", "length"
CAPITAL, FIRST_CAPITAL, SHOUTING = "capital", "first-capital", "shouted"
LONGEST_END = 5  # letters of a word's end that tell a noun
NEVER = float("-inf")  # the log odds of what is no word


def span_features(tokens: Tokens, matches: Iterable[KindMatch], characters: tuple[int, int]) -> list[dict[str, float]]:
    """For each token of a sentence the features that tell whether it is loaded; none for what is no word."""
    nearby = _kinds(matches)
    return [
        {**_own(tokens.keys[i], characters), **_around(tokens, i), **_looks(tokens, i), **nearby.get(i, {})}
        if tokens.is_word(i)
        else {}
        for i in range(len(tokens))
    ]


def _own(key: str, characters: tuple[int, int]) -> dict[str, float]:
    """The word and its runs of letters."""
    values = {f"{SPAN}word:{key}": 1.0}
    for run in runs(key, characters):
        name = f"{SPAN}char:{run}"
        values[name] = values.get(name, 0.0) + RUN
    return values


def _around(tokens: Tokens, i: int) -> dict[str, float]:
    """The words before and after, which are empty at the ends of the sentence."""
    return {f"{SPAN}left:{_key(tokens, i - 1)}": NEIGHBOUR, f"{SPAN}right:{_key(tokens, i + 1)}": NEIGHBOUR}


def _key(tokens: Tokens, i: int) -> str:
    return tokens.keys[i] if 0 <= i < len(tokens) else ""


def _looks(tokens: Tokens, i: int) -> dict[str, float]:
    """Capitals, the letters of the word, the words of the sentence."""
    values = {f"{SPAN}{LETTERS}": len(tokens.keys[i]) / 10, f"{SPAN}{LENGTH}": log(len(tokens) / USUAL)}
    return values | _capitals(tokens, i)


def _capitals(tokens: Tokens, i: int) -> dict[str, float]:
    word, values = tokens.word(i), dict[str, float]()
    if word[0].isupper():
        values[f"{SPAN}{CAPITAL if i else FIRST_CAPITAL}"] = 1.0
        if len(word) >= SHOUTED and word.isupper():
            values[f"{SPAN}{SHOUTING}"] = 1.0
    return values


def _kinds(matches: Iterable[KindMatch]) -> dict[int, dict[str, float]]:
    """For each place in or beside a lexicon match what kind it is of."""
    values: dict[int, dict[str, float]] = {}
    for match in matches:
        for i in range(match.start, match.stop):
            values.setdefault(i, {})[f"{SPAN}kind:{match.kind}"] = 1.0
        values.setdefault(match.start - 1, {})[f"{SPAN}before:{match.kind}"] = NEIGHBOUR
        values.setdefault(match.stop, {})[f"{SPAN}after:{match.kind}"] = NEIGHBOUR
    return values


def label_features(tokens: Tokens, i: int) -> dict[str, float]:
    """The features that tell whether a loaded word is a label: its end, and two words on either side with theirs."""
    values = {f"{LABEL}end:{end}": 1.0 for end in _ends(tokens.keys[i], LONGEST_END)}
    for side, place in (("left", i - 1), ("right", i + 1), ("left-2", i - 2), ("right-2", i + 2)):
        key = _key(tokens, place)
        values[f"{LABEL}{side}:{key}"] = 1.0
        values |= {f"{LABEL}{side}-end:{end}": NEIGHBOUR for end in _ends(key, 3)}
    if tokens.word(i)[0].isupper():
        values[f"{LABEL}capital"] = 1.0
    return values


def _ends(key: str, longest: int) -> Iterator[str]:
    framed = f"<{key}"[-LONGEST:]
    return (framed[-length:] for length in range(2, min(longest, len(framed)) + 1))


class LoadedWords:
    """Scores the words of sentences with the weights whose names begin `span:` and `label:`."""

    __slots__ = ("_characters", "_weights")

    def __init__(self, weights: Mapping[str, float], characters: tuple[int, int]) -> None:
        self._weights = weights
        self._characters = characters

    def numbers(self, key: str) -> tuple[float, float, float]:
        """What a word adds wherever it stands: itself, to the word on its right, to that on its left.

        A mark adds `NEVER` itself, the `EDGE` of a sentence too.
        """
        left, right = (NEIGHBOUR * self._weight(f"{SPAN}{side}:{key}") for side in ("left", "right"))
        if key == EDGE or not is_word(key):
            return NEVER, left, right
        return self._sum(_own(key, self._characters)) + self._weight(f"{SPAN}{LETTERS}") * len(key) / 10, left, right

    def logits(self, batch: Batch, numbers: FloatArray) -> FloatArray:
        """For each place of the row the log odds that annotators would mark it as loaded; `NEVER` for what is no word.

        `numbers` are those of each place, shape `(n, 3)`.
        """
        own, left, right = numbers.T
        found: FloatArray = batch.spread(self._constants(batch)) + own
        found[1:] += left[:-1]
        found[:-1] += right[1:]
        capitals, opening = batch.capitals, np.intersect1d(batch.capitals, batch.firsts, assume_unique=True)
        found[capitals] += self._weight(f"{SPAN}{CAPITAL}")
        found[opening] += self._weight(f"{SPAN}{FIRST_CAPITAL}") - self._weight(f"{SPAN}{CAPITAL}")
        found[batch.shouted] += self._weight(f"{SPAN}{SHOUTING}")
        for first, (_, matches) in zip(batch.firsts.tolist(), batch.sentences, strict=True):
            for i, kinds in _kinds(matches).items():
                found[first + i] += self._sum(kinds)
        return found

    def is_label(self, tokens: Tokens, i: int) -> bool:
        """True where token `i`, if it is loaded, is a noun that names somebody or something."""
        return self._weight(f"{LABEL}{CONSTANT}") + self._sum(label_features(tokens, i)) > 0

    def _constants(self, batch: Batch) -> FloatArray:
        """What each sentence adds to all its words."""
        found: FloatArray = self._weight(f"{SPAN}{LENGTH}") * np.log(batch.lengths / USUAL)
        found += self._weight(f"{SPAN}{CONSTANT}")
        return found

    def _sum(self, values: Mapping[str, float]) -> float:
        return sum(value * self._weight(name) for name, value in values.items())

    def _weight(self, name: str) -> float:
        return self._weights.get(name, 0.0)


def evidence(logits: FloatArray) -> FloatArray:
    """`-log(1 - p)` of probabilities with these log odds: what adds up over words to that of at least one."""
    return np.logaddexp(0.0, logits)
