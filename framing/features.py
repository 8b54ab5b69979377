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
from math import log, sqrt
from typing import Protocol, TypeVar

from framing.tokens import Tokens

LONGEST = 40  # characters; what is longer is no word, and its runs of letters say nothing
USUAL = 30  # tokens of a news sentence
SHOUTED = 4  # letters; shorter words in capitals are abbreviations

T = TypeVar("T")


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
    values: defaultdict[str, float] = defaultdict(float, sentence_values(tokens))
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


def damping(n: int) -> float:
    """The factor on words and pairs in a sentence of `n` tokens."""
    return 1 / sqrt(n)


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


def sentence_values(tokens: Tokens) -> dict[str, float]:
    """The features of the sentence as a whole, each of the order of 1; it must have at least one token."""
    n = len(tokens)
    text, ends = tokens.text, tokens.ends
    capitals = [(start, ends[i]) for i, start in enumerate(tokens.starts) if text[start].isupper()]
    shouted = sum(end - start >= SHOUTED and text[start:end].isupper() for start, end in capitals)
    values = {
        "sentence:length": log(n / USUAL) / 3,
        "sentence:capitals": 3 * len(capitals) / n,
        "sentence:shouted": 5 * shouted / n,
        "sentence:exclamation": float("!" in tokens.keys),
        "sentence:question": float("?" in tokens.keys),
    }
    return {name: value for name, value in values.items() if value}
