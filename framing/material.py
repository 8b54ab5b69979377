"""What is learned from: the sentences of corpora, read with a lexicon, and the matrices that they make.

A row of `Design` is a sentence, a row of `WordDesign` one word of a sentence.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpora import Marks
from framing.errors import CorpusError
from framing.features import (
    damping,
    first_pairs,
    first_words,
    has_words,
    kind_name,
    pair_name,
    values_of,
    word_names,
)
from framing.language import english
from framing.lexicon import Lexicon
from framing.loaded import label_features, span_features
from framing.matcher import Match, Matcher
from framing.sentences import whole
from framing.tokens import Tokens, tokenize

GROUPS = ("word", "char", "pair", "kind", "sentence")  # first parts of the names of features
WORDS = GROUPS.index("word")
LOADED = frozenset({"loaded_label", "loaded_language", "euphemism"})

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled text, taken as one sentence: its tokens and what the lexicon found in it."""

    tokens: Tokens
    matches: tuple[Match, ...]


def read_sentences(texts: Iterable[str], lexicon: Lexicon) -> list[Sentence]:
    """The texts as sentences, in order."""
    return read_with(Matcher(lexicon), texts)


def read_with(matcher: Matcher, texts: Iterable[str]) -> list[Sentence]:
    """The same with a matcher that is there already, which saves a seventh of a second."""
    found = []
    for text in texts:
        tokens = tokenize(text)
        matches = matcher.match(tokens, english(tokens, [whole(tokens)], matcher.lexicon.grammar))
        found.append(Sentence(tokens, tuple(matches)))
    return found


@dataclass(frozen=True, slots=True)
class Design:
    """Sentences as a sparse matrix: a row a sentence, a column a feature.

    `names` are those of the columns; `groups` has for each column its place in `GROUPS`. Labels are probabilities that
    a sentence is biased, 0 or 1 where people gave them.
    """

    values: Any
    names: tuple[str, ...]
    groups: IntArray
    labels: FloatArray

    def is_word(self, column: int) -> bool:
        """True where the column is a word as a whole."""
        return bool(self.groups[column] == WORDS)


def design(sentences: Sequence[Sentence], labels: Sequence[float] | FloatArray, characters: tuple[int, int]) -> Design:
    """The features of all sentences; nothing is learned yet but their names."""
    columns = sentence_columns(sentences, characters)
    if not columns.names:
        raise CorpusError("no text has a word; check the column text")
    names = tuple(columns.names)
    groups = np.array([GROUPS.index(name.partition(":")[0]) for name in names])
    return Design(columns.matrix(), names, groups, np.array(labels, dtype=np.float64))


def sentence_columns(sentences: Iterable[Sentence], characters: tuple[int, int]) -> "Columns":
    """A row a sentence, a column a feature, in the order in which they were met."""
    columns, types = Columns(), dict[str, list[int]]()
    for sentence in sentences:
        columns.add_row(_sentence_row(sentence, columns, types, characters))
    return columns


def _sentence_row(
    sentence: Sentence, columns: "Columns", types: dict[str, list[int]], characters: tuple[int, int]
) -> list[tuple[Iterable[int], float]]:
    """The columns of one sentence, with the value that each gets; the same features as `framing.features`."""
    tokens = sentence.tokens
    if not has_words(tokens.keys):
        return []
    damped = damping(len(tokens))
    words = []
    for key in first_words(tokens.keys):
        if key not in types:
            types[key] = [columns.place(name) for name in word_names(key, characters)]
        words += types[key]
    pairs = [columns.place(pair_name(pair)) for pair in first_pairs(tokens.keys)]
    kinds = [columns.place(kind_name(match.kind)) for match in sentence.matches]
    traits = [((columns.place(name),), value) for name, value in values_of(tokens).items()]
    return [(words, damped), (pairs, damped), (kinds, 1.0), *traits]


class Columns:
    """A sparse matrix while its rows are written; values of one place add up."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self._places, self._values, self._ends = array("q"), array("d"), array("q", [0])

    def place(self, name: str) -> int:
        """The column of this name."""
        return self.names.setdefault(name, len(self.names))

    def add_row(self, parts: Iterable[tuple[Iterable[int], float]]) -> None:
        """A row that has each value at each of its places."""
        for places, value in parts:
            before = len(self._places)
            self._places.extend(places)
            self._values.extend([value] * (len(self._places) - before))
        self._ends.append(len(self._places))

    def matrix(self) -> Any:
        """The rows so far, as a CSR matrix of shape (rows, names)."""
        from scipy.sparse import csr_matrix

        arrays = (np.array(self._values), np.array(self._places), np.array(self._ends))
        matrix = csr_matrix(arrays, shape=(len(self._ends) - 1, len(self.names)))
        matrix.sum_duplicates()
        return matrix


@dataclass(frozen=True, slots=True)
class WordDesign:
    """The words of all sentences as a sparse matrix, a row a word.

    `rows` has for each word the row of its sentence, `keys` the place of its type in `types`; `listed` tells whether a
    row of the lexicon marks it as loaded.
    """

    values: Any
    names: tuple[str, ...]
    rows: IntArray
    keys: IntArray
    types: tuple[str, ...]
    listed: BoolArray

    def counts(self, sentences: int) -> IntArray:
        """The number of words of each sentence."""
        found: IntArray = np.bincount(self.rows, minlength=sentences)
        return found


def word_design(sentences: Sequence[Sentence], characters: tuple[int, int]) -> WordDesign:
    """All words of all sentences; nothing is learned yet but names."""
    columns, types = Columns(), dict[str, int]()
    rows, keys, listed = array("q"), array("q"), array("b")
    for row, sentence in enumerate(sentences):
        tokens, hits = sentence.tokens, _listed(sentence)
        for i, values in enumerate(span_features(tokens, sentence.matches, characters)):
            if values:
                columns.add_row([((columns.place(name),), value) for name, value in values.items()])
                rows.append(row)
                keys.append(types.setdefault(tokens.keys[i], len(types)))
                listed.append(i in hits)
    arrays = (np.array(rows), np.array(keys))
    return WordDesign(columns.matrix(), tuple(columns.names), *arrays, tuple(types), np.array(listed, dtype=bool))


def loaded_words(sentences: Sequence[Sentence], spans: Marks) -> FloatArray:
    """For each word of all sentences whether annotators marked it as loaded, 1 or 0; NaN where nobody marked."""
    found = array("d")
    for sentence, own in zip(sentences, spans, strict=True):
        tokens = sentence.tokens
        for i in filter(tokens.is_word, range(len(tokens))):
            span = tokens.span(i, i + 1)
            found.append(np.nan if own is None else any(map(span.overlaps, own)))
    return np.array(found)


def _listed(sentence: Sentence) -> set[int]:
    """The tokens in matches that are marked as loaded, whatever attribution says."""
    marked = (match for match in sentence.matches if match.kind in LOADED and match.entry.is_marked)
    return {i for match in marked for i in range(match.start, match.stop)}


def label_design(sentences: Iterable[Sentence]) -> tuple[Any, tuple[str, ...], BoolArray, FloatArray]:
    """The last words of matches that are loaded labels (1) and of those that are loaded language (0).

    With their importance, the same for each different word: what is learned is for words that are none of them.
    """
    columns, labels, words = Columns(), [], []
    for sentence in sentences:
        for match in sentence.matches:
            if match.kind in ("loaded_label", "loaded_language"):
                values = label_features(sentence.tokens, match.stop - 1)
                columns.add_row([((columns.place(name),), value) for name, value in values.items()])
                labels.append(match.kind == "loaded_label")
                words.append(sentence.tokens.keys[match.stop - 1])
    counts = Counter(words)
    importance = len(words) / max(1, len(counts)) / np.array([counts[word] for word in words], dtype=np.float64)
    return columns.matrix(), tuple(columns.names), np.array(labels, dtype=bool), importance
