"""Corpora in, linear models out: what a word's neighbours, the lexicon and other corpora tell of it, put together.

The first corpus is the target: its labels say what a probability means, and every figure is one on its sentences.
Further corpora support it; they may be labelled by other people under another definition. The steps:

1. a sentence model of the further corpora alone, the background: how biased are the sentences that a word stands in,
   and how common is it;
2. a model of loaded words, from the words that annotators marked in the target, with the background as features;
3. a sentence model of all corpora together, a target sentence weighing more, with the probability that at least one
   word is loaded as a feature; what this feature says of a sentence comes from models that have not seen its labels
   (stacking, Wolpert 1992);
4. log odds calibrated on target sentences that were left out (Platt 1999);
5. from the same sentences: how likely annotators mark a word, given its own and its sentence's log odds, and the
   threshold from which the model marks it.

With lessons of a teacher (`framing.lessons`) its probabilities stand in the place of the labels of further corpora, and
of words there; step 1 then has nothing to add.

All of it is folded into one weight a feature, so that a model stays a sum that can be read word by word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix, hstack

from framing.background import Background, Named
from framing.corpora import Corpus, hashes
from framing.intervals import f1
from framing.lessons import ALL, Lessons, Teaching
from framing.lexicon import Lexicon
from framing.linear import Card, Hashes, LinearModel
from framing.loaded import CONSTANT, LABEL, SPAN
from framing.material import (
    BoolArray,
    Design,
    FloatArray,
    IntArray,
    Sentence,
    WordDesign,
    design,
    label_design,
    loaded_words,
    read_sentences,
    word_design,
)
from framing.recipe import Recipe
from framing.regression import Weights, fit, platt, simple, splits
from framing.scoring import ANY_LOADED, LEAST_BIASED, THRESHOLD

LEAST_LABELS = 50  # matches of the lexicon to learn from which loaded words are labels
LEAST_LABEL = 3  # matches that a feature of that model must hold of
LABEL_STRENGTH = 0.3  # C of that model
MARK_STRENGTH = 100.0  # C where two log odds are weighed, hardly regularised
STEPS = np.linspace(0.05, 0.95, 91)  # thresholds that are tried
PLAIN = 0.03  # probability below which a word of the lessons counts as plain
SPARED = 4  # of the plain words of the lessons one in this many is learned from, and weighs so much more


@dataclass(frozen=True, slots=True)
class Material:
    """All sentences that can be learned from, those of the target first, read once.

    `rows` are those of the target, `others` those of the further corpora and of texts without labels; `words` is None
    where no loaded words are known, `background` where there are no further corpora or a teacher tells more. `loaded`
    has for each word what annotators say, NaN where they say nothing. `labels` are the weights that tell labels from
    language, `hashes` are those of the texts.
    """

    texts: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    of: Design
    words: WordDesign | None
    loaded: FloatArray
    background: Background | None
    labels: Named
    hashes: Hashes
    rows: IntArray
    others: IntArray
    lexicon: Lexicon
    recipe: Recipe
    teaching: Teaching | None

    @classmethod
    def read(
        cls,
        target: Corpus,
        support: Sequence[Corpus],
        lexicon: Lexicon,
        recipe: Recipe,
        teaching: Teaching | None = None,
        unlabelled: Sequence[str] = (),
    ) -> "Material":
        """The sentences of all corpora, of which none has a text of the target (`framing.corpora.apart`).

        With a `teaching` these and the `unlabelled` texts are learned from as far as its lessons know them.
        """
        joined = Corpus.joined([target, *support])
        texts, n = (*joined.texts, *unlabelled), len(target)
        sentences = tuple(read_sentences(texts, lexicon))
        of = design(sentences, [*joined.labels, *(np.nan for _ in unlabelled)], recipe.characters)
        others = np.arange(n, len(sentences))
        marked = any(target.spans)
        spans = (*target.spans, *(None for _ in others))
        return cls(
            texts=texts,
            sentences=sentences,
            of=of,
            words=word_design(sentences, recipe.characters) if marked else None,
            loaded=loaded_words(sentences, spans) if marked else np.zeros(0),
            background=None
            if teaching or not len(others)
            else Background.of(of, others, _thirds(others, recipe), recipe),
            labels=_labels(sentences),
            hashes=hashes(texts),
            rows=np.arange(n),
            others=others,
            lexicon=lexicon,
            recipe=recipe,
            teaching=teaching,
        )

    def taught(self, part: str) -> "Taught":
        """What is known of all sentences and words, by the lessons for a part where there is a teaching."""
        everything = Taught(self.of, self.loaded, np.ones(len(self.loaded)))
        return _by_lessons(self, everything, self.teaching.of(part)) if self.teaching else everything


@dataclass(frozen=True, slots=True)
class Taught:
    """The sentences with their labels, what is known of each word, and how much it weighs."""

    of: Design
    loaded: FloatArray
    importance: FloatArray


def _by_lessons(material: Material, known: Taught, lessons: Lessons) -> Taught:
    """The same, with what a teacher says of the other rows; a row that it does not know keeps its label."""
    n, recipe = len(material.rows), material.recipe
    tokens = (material.sentences[row].tokens for row in material.others)
    counts = np.array([sum(map(own.is_word, range(len(own)))) for own in tokens], dtype=np.int64)
    sentences, words = lessons.said(material.texts[n:], counts)
    labels, loaded, importance = known.of.labels.copy(), known.loaded.copy(), known.importance.copy()
    labels[n:] = _mixed(sentences, labels[n:], recipe.mixed)
    if material.words is not None:
        inside = np.flatnonzero(material.words.rows >= n)
        plain = words < PLAIN
        spared = plain & (np.arange(len(words)) % SPARED > 0)
        loaded[inside] = np.where(plain, 0.0, words)
        importance[inside] = np.where(spared, 0.0, recipe.lesson * np.where(plain, SPARED, 1.0))
    return Taught(replace(known.of, labels=labels), loaded, importance)


def _mixed(said: FloatArray, labels: FloatArray, share: float) -> FloatArray:
    """What the teacher says with a share of the labels that the rows have; one of them where the other is not known."""
    both = np.where(np.isnan(labels), said, (1 - share) * said + share * labels)
    return np.where(np.isnan(said), labels, both)


def learn(material: Material, rows: IntArray, seed: int, part: str = ALL) -> LinearModel:
    """The model that some sentences of the target teach together with all others; `part` names the lessons."""
    taught = material.taught(part)
    parts = [
        (rows[learned], rows[left]) for learned, left in splits(taught.of.labels[rows], material.recipe.inner, seed)
    ]
    words = _learn_words(material, taught, rows, parts)
    weights, held_out = _learn_sentences(material, taught, rows, parts, words.pooled[:, None])
    marking = _learn_marking(material, rows, words, held_out)
    return _model(material, rows, weights, words.weights | material.labels | marking)


def folded(
    material: Material, parts: Iterable[tuple[IntArray, IntArray]], seed: int, first: int = 0
) -> Iterator[tuple[IntArray, LinearModel]]:
    """For each part (rows learned from, rows left out) the latter, and a model that has seen nothing of them.

    The parts are numbered from `first` on, which tells their lessons.
    """
    for number, (learned, left) in enumerate(parts, first):
        yield left, learn(material, learned, seed, str(number))


def _thirds(others: IntArray, recipe: Recipe) -> list[IntArray]:
    """The parts of the other rows, as many as there are inner parts of the target."""
    return [others[part :: recipe.inner] for part in range(recipe.inner)]


# -- 2: loaded words


@dataclass(frozen=True, slots=True)
class Words:
    """A model of loaded words, as weights by name.

    `pooled` has for each row the probability that a word is loaded, `logits` for each word its log odds, both by models
    that have not seen the row.
    """

    weights: Named
    pooled: FloatArray
    logits: FloatArray


def _learn_words(
    material: Material, taught: Taught, rows: IntArray, parts: Sequence[tuple[IntArray, IntArray]]
) -> Words:
    words, n = material.words, len(material.sentences)
    if words is None:
        return Words({}, np.zeros(n), np.zeros(0))
    logits = np.full(len(words.rows), -np.inf)
    for number, ((learned, left), third) in enumerate(
        zip(parts, _thirds(material.others, material.recipe), strict=True)
    ):
        extra = _background(material, words, number)
        found = _fit_words(material, taught, extra, np.concatenate([learned, np.setdiff1d(material.others, third)]))
        inside = _inside(words, np.concatenate([left, third]), n)
        logits[inside] = found.logits(words.values[inside], extra[inside])
    pooled = -np.expm1(-np.bincount(words.rows, np.logaddexp(0, logits), minlength=n))
    weights = _fit_words(material, taught, _background(material, words), np.concatenate([rows, material.others]))
    return Words(_spread(material, words, weights), pooled, logits)


def _background(material: Material, words: WordDesign, part: int | None = None) -> FloatArray:
    """What the background tells of each word, three columns; none where there is no background."""
    if material.background is None:
        return np.zeros((len(words.rows), 0))
    found = material.background.columns(words.types, material.recipe.characters, part)
    return found[words.keys]


def _inside(words: WordDesign, rows: IntArray, n: int) -> IntArray:
    """The words of these rows."""
    chosen = np.zeros(n, dtype=bool)
    chosen[rows] = True
    return np.flatnonzero(chosen[words.rows])


def _fit_words(material: Material, taught: Taught, extra: FloatArray, rows: IntArray) -> Weights:
    """The weights that the words of `rows` teach, as far as anything is known of them."""
    words, recipe = material.words, material.recipe
    assert words is not None
    inside = _inside(words, rows, len(material.sentences))
    inside = inside[~np.isnan(taught.loaded[inside]) & (taught.importance[inside] > 0)]
    values = words.values[inside]
    columns = np.flatnonzero(values.getnnz(axis=0) >= recipe.min_span)
    matrix = hstack([values[:, columns], csr_matrix(extra[inside])]).tocsr()
    found, constant = simple(matrix, taught.loaded[inside], recipe.word_strength, taught.importance[inside])
    return Weights(columns, found[: len(columns)], found[len(columns) :], constant)


def _spread(material: Material, words: WordDesign, weights: Weights) -> Named:
    """The weights by name, with what the background adds, where there is one."""
    named = {words.names[column]: float(v) for column, v in zip(weights.columns, weights.values, strict=True)}
    named[f"{SPAN}{CONSTANT}"] = weights.bias
    return material.background.spread(named, weights.extra) if material.background else named


# -- 3 and 4: sentences, calibrated


def _learn_sentences(
    material: Material, taught: Taught, rows: IntArray, parts: Iterable[tuple[IntArray, IntArray]], extra: FloatArray
) -> tuple[Weights, FloatArray]:
    """Calibrated weights, and the calibrated log odds of each target row by a model that has not seen it."""
    held_out = np.zeros(len(material.rows))
    for learned, left in parts:
        weights = _fit_sentences(material, taught, learned, extra)
        held_out[left] = weights.logits(taught.of.values[left], extra[left])
    slope, shift = platt(held_out[rows], taught.of.labels[rows])
    weights = _fit_sentences(material, taught, rows, extra)
    return weights.stretched(slope, shift), slope * held_out + shift


def _fit_sentences(material: Material, taught: Taught, rows: IntArray, extra: FloatArray) -> Weights:
    both = np.concatenate([rows, material.others])
    importance = np.concatenate([np.full(len(rows), material.recipe.target), np.ones(len(material.others))])
    return fit(taught.of, both, material.recipe, importance, extra[both])


# -- 5: which words to mark, and what to call them


def _learn_marking(material: Material, rows: IntArray, words: Words, held_out: FloatArray) -> Named:
    """How likely annotators mark a word, by its log odds and those of its sentence; and the threshold."""
    of = material.words
    if of is None:
        return {}
    inside = _inside(of, rows, len(material.sentences))
    inside = inside[~np.isnan(material.loaded[inside])]
    logits = np.column_stack([words.logits[inside], held_out[of.rows[inside]]])
    own, sentence, constant, threshold = marking(
        logits, material.loaded[inside] > 0, of.listed[inside], material.recipe
    )
    return {
        "mark:word": own,
        "mark:sentence": sentence,
        "mark:constant": constant,
        THRESHOLD: threshold,
        LEAST_BIASED: material.recipe.least_biased,
    }


def marking(
    logits: FloatArray, loaded: BoolArray, listed: BoolArray, recipe: Recipe
) -> tuple[float, float, float, float]:
    """What weighs a word's own log odds and those of its sentence, the constant, and the threshold.

    `logits` has the shape `(n, 2)`, a row a word; `listed` are the words that a row of the lexicon marks.
    """
    (own, sentence), constant = simple(logits, loaded, MARK_STRENGTH)
    probabilities = 1 / (1 + np.exp(-(logits @ [own, sentence] + constant)))
    biased = 1 / (1 + np.exp(-logits[:, 1])) >= recipe.least_biased
    threshold = chosen_threshold(np.where(biased, probabilities, 0.0), loaded, listed, recipe.precision)
    return float(own), float(sentence), constant, threshold


def chosen_threshold(probabilities: FloatArray, loaded: BoolArray, listed: BoolArray, share: float) -> float:
    """The highest threshold that keeps `share` of the best F1 over words, those in the lexicon being marked anyway."""
    scores = np.array([word_f1(loaded, (probabilities >= step) | listed) for step in STEPS])
    return round(float(STEPS[np.flatnonzero(scores >= share * scores.max())[-1]]), 2)


def word_f1(loaded: BoolArray, hits: BoolArray) -> float:
    """F1 of the words that were hit; 0 where nothing is."""
    right = int((loaded & hits).sum())
    return f1(right, int(hits.sum()) - right, int(loaded.sum()) - right)


def _labels(sentences: Iterable[Sentence]) -> Named:
    """The weights that tell labels from language, learned from what the lexicon finds; none where that is little."""
    values, names, labels, importance = label_design(sentences)
    if min(np.bincount(labels, minlength=2)) < LEAST_LABELS:
        return {}
    kept = np.flatnonzero(values.getnnz(axis=0) >= LEAST_LABEL)
    found, constant = simple(values[:, kept], labels, LABEL_STRENGTH, importance)
    return {names[column]: float(v) for column, v in zip(kept, found, strict=True)} | {f"{LABEL}{CONSTANT}": constant}


# -- the model


def _model(material: Material, rows: IntArray, weights: Weights, named: Named) -> LinearModel:
    """One weight a name, zeros left out; and which texts taught it."""
    names = material.of.names
    table = {names[column]: float(v) for column, v in zip(weights.columns, weights.values, strict=True)}
    table |= named | {ANY_LOADED: float(weights.extra[0])}
    kept = sorted(name for name, weight in table.items() if weight)
    recipe, lexicon = material.recipe, material.lexicon
    card = Card(lexicon.kinds, lexicon.fingerprint, recipe.characters, {})
    learned = np.setdiff1d(material.hashes[np.concatenate([rows, material.others])], [0])
    return LinearModel(tuple(kept), np.array([table[name] for name in kept]), weights.bias, card, learned)
