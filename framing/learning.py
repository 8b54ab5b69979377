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

All of it is folded into one weight a feature, so that a model stays a sum that can be read word by word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack

from framing.background import Background, Named
from framing.corpora import Corpus, hashes
from framing.intervals import f1
from framing.lexicon import Lexicon
from framing.linear import Card, Hashes, LinearModel
from framing.loaded import CONSTANT, LABEL, SPAN, LoadedWords, evidence
from framing.material import (
    BoolArray,
    Design,
    FloatArray,
    IntArray,
    Sentence,
    WordDesign,
    design,
    label_design,
    read_sentences,
    word_design,
)
from framing.recipe import Recipe
from framing.regression import Weights, fit, platt, simple, splits
from framing.score import ANY_LOADED, LEAST_BIASED, THRESHOLD

LEAST_LABELS = 50  # matches of the lexicon to learn from which loaded words are labels
LEAST_LABEL = 3  # matches that a feature of that model must hold of
LABEL_STRENGTH = 0.3  # C of that model
MARK_STRENGTH = 100.0  # C where two log odds are weighed, hardly regularised
STEPS = np.linspace(0.05, 0.95, 91)  # thresholds that are tried


@dataclass(frozen=True, slots=True)
class Material:
    """All sentences that can be learned from, those of the target first, read once.

    `rows` are those of the target, `others` those of the further corpora; `words` is None where no loaded words are
    known, `background` where there are no further corpora. `labels` are the weights that tell labels from language,
    `hashes` are those of the texts.
    """

    sentences: tuple[Sentence, ...]
    of: Design
    words: WordDesign | None
    background: Background | None
    labels: Named
    hashes: Hashes
    rows: IntArray
    others: IntArray
    lexicon: Lexicon
    recipe: Recipe

    @classmethod
    def read(
        cls, target: Corpus, support: Sequence[Corpus], lexicon: Lexicon, recipe: Recipe, seed: int = 0
    ) -> "Material":
        """The sentences of all corpora, of which none has a text of the target (`framing.corpora.apart`)."""
        joined = Corpus.joined([target, *support])
        sentences, n = tuple(read_sentences(joined.texts, lexicon)), len(target)
        of = design(sentences, joined.labels, recipe.characters)
        others = np.arange(n, len(sentences))
        return cls(
            sentences=sentences,
            of=of,
            words=word_design(sentences[:n], target, recipe.characters),
            background=Background.of(of, others, recipe, seed) if len(others) else None,
            labels=_labels(sentences),
            hashes=hashes(joined.texts),
            rows=np.arange(n),
            others=others,
            lexicon=lexicon,
            recipe=recipe,
        )


def learn(material: Material, rows: IntArray, seed: int) -> LinearModel:
    """The model that some sentences of the target teach together with all of the further corpora."""
    labels = material.of.labels[rows]
    parts = [(rows[learned], rows[left]) for learned, left in splits(labels, material.recipe.inner, seed)]
    words = _learn_words(material, rows, parts)
    pooled = words.held_out.copy()
    pooled[material.others] = _pooled_others(material, words)
    weights, held_out = _learn_sentences(material, rows, parts, pooled[:, None])
    marking = _learn_marking(material, rows, words, held_out)
    return _model(material, rows, weights, words.weights | material.labels | marking)


def folded(
    material: Material, parts: Iterable[tuple[IntArray, IntArray]], seed: int
) -> Iterator[tuple[IntArray, LinearModel]]:
    """For each part (rows learned from, rows left out) the latter, and a model that has seen nothing of them."""
    for learned, left in parts:
        yield left, learn(material, learned, seed)


# -- 2: loaded words


@dataclass(frozen=True, slots=True)
class Words:
    """A model of loaded words: its weights, the plain ones and the coefficients of the background they are made of.

    `held_out` has for each row of the target the probability that a word is loaded, `logits` for each word of the
    design its log odds, both by models that have not seen the row.
    """

    weights: Named
    plain: Named
    coefficients: FloatArray
    held_out: FloatArray
    logits: FloatArray


def _learn_words(material: Material, rows: IntArray, parts: Iterable[tuple[IntArray, IntArray]]) -> Words:
    words, n = material.words, len(material.sentences)
    if words is None:
        return Words({}, {}, np.zeros(3), np.zeros(n), np.zeros(0))
    matrix = _with_background(material, words)
    held_out, logits = np.zeros(n), np.zeros(len(words.rows))
    for learned, left in parts:
        plain, coefficients = _fit_words(material, matrix, learned)
        held_out[left] = _any_loaded(material, _judge(material, plain, coefficients), left)
        inside = np.flatnonzero(np.isin(words.rows, left))
        logits[inside] = _word_logits(words, matrix[inside], plain, coefficients)
    plain, coefficients = _fit_words(material, matrix, rows)
    return Words(_spread(material, plain, coefficients), plain, coefficients, held_out, logits)


def _with_background(material: Material, words: WordDesign) -> csr_matrix:
    """The matrix of words with three columns more, which are empty where there is no background."""
    extra = np.zeros((len(words.types), 3))
    if material.background:
        extra = material.background.columns(words.types, material.recipe.characters)
    return hstack([words.values, csr_matrix(extra[words.keys])]).tocsr()


def _fit_words(material: Material, matrix: csr_matrix, rows: IntArray) -> tuple[Named, FloatArray]:
    """The weights by name that the words of `rows` teach, and the coefficients of the background."""
    words = material.words
    assert words is not None
    inside = np.flatnonzero(np.isin(words.rows, rows))
    values = matrix[inside]
    kept = np.flatnonzero(values[:, :-3].getnnz(axis=0) >= material.recipe.min_span)
    values = values[:, [*kept, *range(matrix.shape[1] - 3, matrix.shape[1])]]
    found, constant = simple(values, words.loaded[inside], material.recipe.word_strength)
    named = {words.names[column]: float(value) for column, value in zip(kept, found[:-3], strict=True)}
    return named | {f"{SPAN}{CONSTANT}": constant}, found[-3:]


def _word_logits(words: WordDesign, matrix: csr_matrix, plain: Named, coefficients: FloatArray) -> FloatArray:
    vector = np.array([*(plain.get(name, 0.0) for name in words.names), *coefficients])
    logits: FloatArray = matrix @ vector + plain[f"{SPAN}{CONSTANT}"]
    return logits


def _judge(material: Material, plain: Named, coefficients: FloatArray, crossed: Named | None = None) -> LoadedWords:
    """The model of loaded words with its background, or with the weights of a part of that."""
    return LoadedWords(_spread(material, plain, coefficients, crossed), material.recipe.characters)


def _spread(material: Material, plain: Named, coefficients: FloatArray, crossed: Named | None = None) -> Named:
    """The weights with what the background adds, where there is one."""
    background = material.background
    return background.spread(plain, coefficients, crossed) if background else plain


def _any_loaded(material: Material, judge: LoadedWords, rows: IntArray) -> FloatArray:
    """For each row the probability that at least one of its words is loaded."""
    chosen = (material.sentences[row] for row in rows)
    return -np.expm1([-sum(map(evidence, judge.logits(s.tokens, s.matches))) for s in chosen])


def _pooled_others(material: Material, words: Words) -> FloatArray:
    """The same for the rows of the further corpora, by a background that has not seen their labels."""
    pooled = np.zeros(len(material.sentences))
    if material.background and words.weights:
        for left, crossed in material.background.crossed:
            judge = _judge(material, words.plain, words.coefficients, crossed)
            pooled[left] = _any_loaded(material, judge, left)
    return pooled[material.others]


# -- 3 and 4: sentences, calibrated


def _learn_sentences(
    material: Material, rows: IntArray, parts: Iterable[tuple[IntArray, IntArray]], extra: FloatArray
) -> tuple[Weights, FloatArray]:
    """Calibrated weights, and the calibrated log odds of each target row by a model that has not seen it."""
    held_out = np.zeros(len(material.rows))
    for learned, left in parts:
        held_out[left] = _fit_sentences(material, learned, extra).logits(material.of, left, extra[left])
    slope, shift = platt(held_out[rows], material.of.labels[rows])
    return _fit_sentences(material, rows, extra).stretched(slope, shift), slope * held_out + shift


def _fit_sentences(material: Material, rows: IntArray, extra: FloatArray) -> Weights:
    both = np.concatenate([rows, material.others])
    importance = np.concatenate([np.full(len(rows), material.recipe.target), np.ones(len(material.others))])
    return fit(material.of, both, material.recipe, importance, extra[both])


# -- 5: which words to mark, and what to call them


def _learn_marking(material: Material, rows: IntArray, words: Words, held_out: FloatArray) -> Named:
    """How likely annotators mark a word, by its log odds and those of its sentence; and the threshold."""
    of = material.words
    if of is None:
        return {}
    inside = np.flatnonzero(np.isin(of.rows, rows))
    logits = np.column_stack([words.logits, held_out[of.rows]])[inside]
    (own, sentence), constant = simple(logits, of.loaded[inside], MARK_STRENGTH)
    probabilities = 1 / (1 + np.exp(-(logits @ [own, sentence] + constant)))
    biased = 1 / (1 + np.exp(-logits[:, 1])) >= material.recipe.least_biased
    threshold = chosen_threshold(
        np.where(biased, probabilities, 0.0), of.loaded[inside], of.listed[inside], material.recipe.precision
    )
    return {
        "mark:word": float(own),
        "mark:sentence": float(sentence),
        "mark:constant": constant,
        THRESHOLD: threshold,
        LEAST_BIASED: material.recipe.least_biased,
    }


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
    values, names, labels = label_design(sentences)
    if min(np.bincount(labels, minlength=2)) < LEAST_LABELS:
        return {}
    kept = np.flatnonzero(values.getnnz(axis=0) >= LEAST_LABEL)
    found, constant = simple(values[:, kept], labels, LABEL_STRENGTH)
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
