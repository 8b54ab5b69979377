"""The named features of a sentence, the same for training and for scoring.

    word:brazenly       each different word, once a sentence      } times `damping(n)`,
    char:<bra           its runs of letters, <> mark its ends     } so that long sentences
    pair:of course      each different pair of neighbours, once   } do not outshout short ones
    kind:loaded_label   each lexicon match
    sentence:capitals   the sentence as a whole

All but the last two depend on the sentence through its word types and its length alone, so that what a word
adds can be worked out once and looked up ever after.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.tokens import Tokens

LONGEST = 40  # characters; what is longer is no word, and its runs of letters say nothing
USUAL = 30  # tokens of a news sentence
SHOUTED = 4  # letters; shorter words in capitals are abbreviations

T = TypeVar("T")
Number = float | NDArray[Any]


class KindMatch(Protocol):
    """A lexicon match: its tokens `start` up to `stop`, and its kind."""

    @property
    def start(self) -> int:
        """Index of the first token."""

    @property
    def stop(self) -> int:
        """Index behind the last token."""

    @property
    def kind(self) -> str:
        """Name of the kind, such as `loaded_label`."""


def features(tokens: Tokens, matches: Iterable[KindMatch], characters: tuple[int, int]) -> dict[str, float]:
    """The value of every feature of one sentence that is not zero; none where it has no word."""
    if not has_words(tokens.keys):
        return {}
    values: defaultdict[str, float] = defaultdict(float, values_of(tokens))
    damped = damping(len(tokens))
    for word in first_words(tokens.keys):
        for name in word_names(word, characters):
            values[name] += damped
    for pair in first_pairs(tokens.keys):
        values[pair_name(pair)] = damped
    for match in matches:
        values[kind_name(match.kind)] += 1.0
    return dict(values)


def has_words(keys: Iterable[str]) -> bool:
    """True where at least one token is a word or a number."""
    return any(map(is_word, keys))


def is_word(key: str) -> bool:
    """True for a word or number, false for a mark or an `'s`."""
    return key[0].isalnum()


def damping(n: Number) -> Any:
    """The factor on words and pairs in a sentence of `n` tokens: a number or an array, as that given."""
    return 1 / np.sqrt(n)


def first_words(keys: Sequence[str]) -> dict[str, int]:
    """Each different token with the place where it first stands, in order."""
    return _first(keys)


def first_pairs(keys: Sequence[str]) -> dict[tuple[str, str], int]:
    """Each different pair of neighbours with the place of its first half, in order."""
    return _first(tuple(pairwise(keys)))


def _first(row: Sequence[T]) -> dict[T, int]:
    places = dict.fromkeys(row, 0)
    places.update(zip(reversed(row), range(len(row) - 1, -1, -1), strict=True))
    return places


def word_names(key: str, characters: tuple[int, int]) -> list[str]:
    """The features of one word: itself and its runs of letters (shortest, longest)."""
    return [f"word:{key}", *(f"char:{run}" for run in runs(key, characters))]


def runs(key: str, characters: tuple[int, int]) -> list[str]:
    """The runs of letters of a word, from the shortest to the longest, <> for its ends; none of what is no word."""
    if not is_word(key) or len(key) > LONGEST:
        return []
    framed = f"<{key}>"
    lengths = range(characters[0], min(characters[1], len(framed) - 1) + 1)
    return [framed[i : i + length] for length in lengths for i in range(len(framed) - length + 1)]


def pair_name(pair: tuple[str, str]) -> str:
    """The feature of two neighbours."""
    return f"pair:{pair[0]} {pair[1]}"


def kind_name(kind: str) -> str:
    """The feature of a match of `kind`."""
    return f"kind:{kind}"


def capitals(tokens: Tokens) -> tuple[list[int], list[int]]:
    """The places of the words that begin with a capital, and of those all in capitals, abbreviations left out."""
    text, starts, ends = tokens.text, tokens.starts, tokens.ends
    found = [i for i, start in enumerate(starts) if text[start].isupper()]
    return found, [i for i in found if ends[i] - starts[i] >= SHOUTED and text[starts[i] : ends[i]].isupper()]


def sentence_values(n: Number, begun: Number, shouted: Number, exclaims: Number, asks: Number) -> dict[str, Any]:
    """The features of sentences as a whole, each of the order of 1: a number or an array each, as those given.

    Of `n` tokens, at least one, `begun` begin with a capital and `shouted` have no other letters; the last two tell
    whether the mark stands in the sentence.
    """
    return {
        "sentence:length": np.log(n / USUAL) / 3,
        "sentence:capitals": 3 * begun / n,
        "sentence:shouted": 5 * shouted / n,
        "sentence:exclamation": exclaims * 1.0,
        "sentence:question": asks * 1.0,
    }


def values_of(tokens: Tokens) -> dict[str, float]:
    """Those of one sentence that are not zero."""
    begun, shouted = capitals(tokens)
    marks = ("!" in tokens.keys, "?" in tokens.keys)
    values = sentence_values(len(tokens), len(begun), len(shouted), *marks)
    return {name: float(value) for name, value in values.items() if value}
