"""A stand-in for what learns: weighs words by how often they stand under either label. Fast, and blind to all else."""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log
from typing import Any

import numpy as np

from framing import Lexicon
from framing.corpora import Corpus
from framing.leftout import IntArray, Parts, Support
from framing.linear import Card, LinearModel
from framing.tokens import tokenize


def counted(corpora: list[Corpus], lexicon: Lexicon, record: Mapping[str, Any]) -> LinearModel:
    """A model whose weight of a word is the log ratio of the sentences under either label that hold it."""
    counts: dict[int, Counter[str]] = {0: Counter(), 1: Counter()}
    for corpus in corpora:
        for text, label in zip(corpus.texts, corpus.labels, strict=True):
            counts[label].update(set(filter(str.strip, tokenize(text).keys)))
    names = sorted(set(counts[0]) | set(counts[1]))
    weights = np.array([log((counts[1][name] + 0.5) / (counts[0][name] + 0.5)) for name in names])
    card = Card(lexicon.kinds, lexicon.fingerprint, (2, 4), record)
    return LinearModel(tuple(f"word:{name}" for name in names), weights, 0.0, card)


class StandIn:
    """Makes models in parts, and remembers what each part was learned from and left out."""

    def __init__(self) -> None:
        self.seen: list[tuple[Corpus, list[Corpus], Corpus]] = []

    def __call__(
        self, target: Corpus, support_of: Support, lexicon: Lexicon, recipe: Any, parts: Parts, seed: int
    ) -> Iterator[tuple[IntArray, LinearModel]]:
        """The rows left out and a model of the others, for each part."""
        for learned, left in parts:
            own, support = target.at(learned.tolist()), list(support_of(left))
            self.seen.append((own, support, target.at(left.tolist())))
            yield left, counted([own, *support], lexicon, {})
