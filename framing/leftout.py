"""Which rows are learned from and which are left out, and what the models of the parts make of the latter.

Names of outlets and topics are compared by their letters and digits, without an article before them, so that
`The Federalist`, `federalist` and `the-federalist` are one, whichever corpus writes them.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.corpora import Corpus, Strings, hashes, normalised
from framing.errors import CorpusError
from framing.lexicon import Lexicon
from framing.linear import FloatArray, LinearModel
from framing.loadedwords import WordFigures, loaded_rows, word_figures
from framing.recipe import Recipe
from framing.scoring import SentenceModel

ARTICLE = "the"

IntArray = NDArray[np.int64]
Parts = list[tuple[IntArray, IntArray]]
Support = Callable[[IntArray], Sequence[Corpus]]
Grouping = Literal["outlet", "topic"]


class Folded(Protocol):
    """What learns: for each part the rows left out and a model that saw nothing of them."""

    def __call__(
        self,
        target: Corpus,
        support_of: Support,
        lexicon: Lexicon,
        recipe: Recipe,
        parts: Parts,
        seed: int,
        /,
    ) -> Iterator[tuple[IntArray, LinearModel]]:
        """The rows left out and the model, for each part."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A corpus with the probability of each sentence, and the analyzers: that of row `i` is `analyzers[part[i]]`."""

    corpus: Corpus
    probabilities: FloatArray
    analyzers: tuple[Analyzer, ...]
    part: IntArray

    def analyses(self, rows: Sequence[int]) -> Iterator[Analysis]:
        """The analyses of some rows, each by a model that has not seen it where models were made in parts."""
        return (self.analyzers[self.part[row]].analyze(self.corpus.texts[row]) for row in rows)

    def word_figures(self) -> WordFigures:
        """How well loaded words are found, in the sentences of which they are known."""
        rows = loaded_rows(self.corpus)
        return word_figures(list(rows.values()), self.analyses(list(rows)))


def by_model(corpus: Corpus, analyzer: Analyzer) -> Judged:
    """What one model makes of all sentences."""
    return Judged(corpus, analyzer.score(corpus.texts), (analyzer,), np.zeros(len(corpus), dtype=np.int64))


def by_parts(
    corpus: Corpus, support: Sequence[Corpus], lexicon: Lexicon, recipe: Recipe, parts: Parts, seed: int,
    folded: Folded, by: Grouping | None,
) -> Judged:  # fmt: skip
    """What models made in parts make of the sentences they did not see; `support` has no text of them (`apart`)."""

    def support_of(left: IntArray) -> Sequence[Corpus]:
        return supporting(support, corpus.at(left.tolist()), by)

    probabilities, part = np.full(len(corpus), np.nan), np.full(len(corpus), -1)
    analyzers: list[Analyzer] = []
    for left, linear in folded(corpus, support_of, lexicon, recipe, parts, seed):
        analyzers.append(Analyzer(SentenceModel(linear), lexicon))
        probabilities[left] = analyzers[-1].score([corpus.texts[row] for row in left])
        part[left] = len(analyzers) - 1
    if np.isnan(probabilities).any():
        raise AssertionError(f"rows {np.flatnonzero(part < 0)[:5].tolist()} are in no part")
    return Judged(corpus, probabilities, tuple(analyzers), part)


# -- groups


def groups_of(corpus: Corpus, by: Grouping) -> Strings:
    """The outlets or the topics, one for each row."""
    return corpus.outlets if by == "outlet" else corpus.topics


def plain(name: str | None) -> str | None:
    """The letters and digits of a name, without the article it begins with; None of none."""
    return name if name is None else normalised(name).removeprefix(ARTICLE) or normalised(name) or name


def shown(corpus: Corpus, by: Grouping) -> Strings:
    """The group of each row under the name that the corpus writes first for it."""
    names: dict[str | None, str | None] = {}
    return tuple(names.setdefault(plain(name), name) for name in groups_of(corpus, by))


def grouped(corpus: Corpus, by: Grouping, folds: int) -> Corpus:
    """The rows whose group is known; a `CorpusError` where there are fewer groups than `folds`."""
    known = corpus.at([row for row, name in enumerate(groups_of(corpus, by)) if name is not None])
    groups = {plain(name) for name in groups_of(known, by)}
    if len(groups) < folds:
        fault = f"{by}: {len(groups)} different in {len(known)} of {len(corpus)} rows for {folds} folds"
        remedy = f"--folds {len(groups)} is the most" if len(groups) > 1 else f"drop --by {by}"
        if not groups:
            remedy = f"name the column that tells it with --columns {by}=NAME, or {remedy}"
        raise CorpusError(f"{corpus.sources[0].file}: {fault}; {remedy}")
    left_out = len(corpus) - len(known)
    note = f"{corpus.sources[0].file}: {left_out} rows tell no {by} and were left out"
    return replace(known, notes=(*known.notes, note)) if left_out else known


def supporting(support: Sequence[Corpus], left: Corpus, by: Grouping | None) -> Sequence[Corpus]:
    """The corpora less the groups that are left out, and less the rows that tell no group; themselves without `by`.

    A corpus that tells no group at all stays whole: `check_support` has said so.
    """
    if by is None:
        return support
    away = {plain(name) for name in groups_of(left, by)} | {None}
    kept = (corpus if not tells(corpus, by) else _less(corpus, away, by) for corpus in support)
    return [corpus for corpus in kept if len(corpus)]


def _less(corpus: Corpus, away: set[str | None], by: Grouping) -> Corpus:
    return corpus.at([i for i, name in enumerate(groups_of(corpus, by)) if plain(name) not in away])


def tells(corpus: Corpus, by: Grouping) -> bool:
    """True where at least one row tells its group."""
    return any(group is not None for group in groups_of(corpus, by))


def check_support(support: Mapping[str, Corpus], by: Grouping | None) -> tuple[str, ...]:
    """A note for each corpus with rows that tell no group, or, of topics, none that does; a `CorpusError` for outlets.

    An outlet has a style that a model can learn anywhere, so that it must go everywhere; a topic is harder to name.
    """
    return tuple(note for name, corpus in support.items() if by and (note := _untold(name, corpus, by)))


def _untold(name: str, corpus: Corpus, by: Grouping) -> str:
    untold = groups_of(corpus, by).count(None)
    if untold < len(corpus):
        return f"{name}: {untold} of {len(corpus)} rows tell no {by} and are not learned from" if untold else ""
    if by == "outlet":
        remedy = "name the column that tells it with a --columns outlet=NAME of its own, or drop --also or --by outlet"
        raise CorpusError(f"{name}: no row tells its outlet, so none can be left out; {remedy}")
    return f"{name}: tells no topic, so the topics that are left out may stand in it"


# -- parts


def parts_of(corpus: Corpus, folds: int, by: Grouping | None, seed: int) -> Parts:
    """Rows to learn from and rows left out, stratified by label; whole groups where `by` says so.

    A row whose text is also among those left out is in neither half of that part's learning.
    """
    labels = np.array(corpus.labels)
    rarer = int(np.bincount(labels, minlength=2).min())
    if rarer < folds:
        fewer = ", or take fewer folds" if rarer > 1 else ""
        raise CorpusError(
            f"{corpus.sources[0].file}: {rarer} sentences of the rarer label for {folds} folds; label more{fewer}"
        )
    texts = np.array([normalised(text) for text in corpus.texts], dtype=object)
    found = []
    for learned, left in _split(corpus, labels, folds, by, seed):
        away = {*texts[left].tolist()} - {""}  # a text without a letter is like no other
        kept = learned[[text not in away for text in texts[learned]]]
        if len(left) and len(np.unique(labels[kept])) < 2:
            raise CorpusError(f"{corpus.sources[0].file}: a fold has one label only to learn from; take fewer folds")
        found.append((kept, left))
    return [part for part in found if len(part[1])]


def checksum_of(corpus: Corpus, parts: Parts) -> str:
    """A SHA-256 of which sentences, with which labels, are left out together."""
    part = np.full(len(corpus), -1)
    for number, (_, left) in enumerate(parts):
        part[left] = number
    table = np.column_stack([hashes(corpus.texts), np.array(corpus.labels), part])
    return hashlib.sha256(table.astype("<i8").tobytes()).hexdigest()


def _split(
    corpus: Corpus, labels: IntArray, folds: int, by: Grouping | None, seed: int
) -> Iterator[tuple[IntArray, IntArray]]:
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    rows = np.zeros(len(labels))
    if by is None:
        yield from StratifiedKFold(folds, shuffle=True, random_state=seed).split(rows, labels)
    else:
        names = [str(plain(name)) for name in groups_of(corpus, by)]
        yield from StratifiedGroupKFold(folds, shuffle=True, random_state=seed).split(rows, labels, names)
