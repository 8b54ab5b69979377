"""Corpora in, linear models out: what a word's neighbours, the lexicon and other corpora tell of it, put together.

The first corpus is the target: its labels say what a probability means, and every figure is one on its sentences.
Further corpora support it; they may be labelled by other people under another definition. The steps:

1. a sentence model of the further corpora alone, the background: how biased are the sentences that a word stands in, and
   how common is it;
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
from dataclasses import dataclass, field
from math import log1p

import numpy as np
from scipy.sparse import csr_matrix, hstack

from framing.corpora import Corpus
from framing.errors import CorpusError
from framing.features import is_word
from framing.lexicon import Lexicon
from framing.linear import Card, LinearModel
from framing.loaded import CONSTANT, LABEL, RUN, SPAN, LoadedWords, evidence
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
from framing.score import ANY_LOADED, THRESHOLD

LEAST_LABELS = 50  # matches of the lexicon to learn from which loaded words are labels
LEAST_LABEL = 3  # matches that a feature of that model must hold of
COMMON = 5  # divides the log of a word's count, so that it is of the order of 1
STEPS = np.linspace(0.05, 0.95, 91)  # thresholds that are tried

Named = dict[str, float]


@dataclass(frozen=True, slots=True)
class Material:
    """All sentences that can be learned from, those of the target first, read once.

    `rows` are those of the target, `others` those of the further corpora; `words` is None where no loaded words are known.
    """

    corpora: tuple[Corpus, ...]
    sentences: tuple[Sentence, ...]
    of: Design
    words: WordDesign | None
    labels: Named
    rows: IntArray
    others: IntArray
    lexicon: Lexicon
    recipe: Recipe
    backgrounds: dict[bytes, "Background"] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls, target: Corpus, support: Sequence[Corpus], lexicon: Lexicon, recipe: Recipe) -> "Material":
        """The sentences of all corpora; a further corpus loses those that stand in the target."""
        corpora = (target, *(corpus.without(target.texts) for corpus in support))
        joined = Corpus.joined(corpora)
        sentences = tuple(read_sentences(joined.texts, lexicon))
        characters = (recipe.shortest, recipe.longest)
        n = len(target)
        return cls(
            corpora=corpora,
            sentences=sentences,
            of=design(sentences, joined.labels, characters),
            words=word_design(sentences[:n], target, characters),
            labels=_labels(sentences),
            rows=np.arange(n),
            others=np.arange(n, len(sentences)),
            lexicon=lexicon,
            recipe=recipe,
        )


def learn(material: Material, rows: IntArray, others: IntArray, seed: int) -> LinearModel:
    """The model that some sentences of the target teach together with some of the others."""
    parts = [(rows[learned], rows[left]) for learned, left in splits(material.of.labels[rows], material.recipe.inner, seed)]
    background = _background(material, others, seed)
    words = _learn_words(material, rows, parts, background)
    extra = np.zeros((len(material.sentences), 1))
    extra[rows, 0], extra[others, 0] = words.held_out[rows], _pooled_others(material, others, words, background, seed)
    weights, held_out = _learn_sentences(material, rows, others, parts, extra)
    marking = _learn_marking(material, rows, words, held_out)
    return _model(material, weights, words.weights | material.labels | marking)


def folded(
    material: Material, parts: Iterable[tuple[IntArray, IntArray]], seed: int, by: str | None = None
) -> Iterator[tuple[IntArray, LinearModel]]:
    """For each part the rows of the target that were left out, and a model that has seen nothing of them.

    Where the parts are `by` outlet, the outlets that were left out are left out of the further corpora as well.
    """
    for learned, left in parts:
        yield left, learn(material, learned, _apart(material, left, by), seed)


def _apart(material: Material, left: IntArray, by: str | None) -> IntArray:
    """The rows of the further corpora that have no outlet in common with the rows left out."""
    if by != "outlet":
        return material.others
    outlets = [_plain(outlet) for corpus in material.corpora for outlet in corpus.outlets]
    held = {outlets[row] for row in left} - {""}
    return np.array([row for row in material.others if outlets[row] not in held], dtype=np.int64)


def _plain(outlet: str | None) -> str:
    """The letters and digits of an outlet's name, without the article: "The Guardian" is "the-guardian"."""
    return "".join(filter(str.isalnum, (outlet or "").casefold())).removeprefix("the")


# -- 1: the background


@dataclass(frozen=True, slots=True)
class Background:
    """What the further corpora tell of words: weights of `word:` and `char:` features, and sentences that hold a word.

    `crossed` has for parts of their rows the weights that were found without these.
    """

    weights: Named
    counts: dict[str, int]
    crossed: tuple[tuple[IntArray, Named], ...]

    def extra(self, types: Sequence[str], characters: tuple[int, int]) -> FloatArray:
        """For each word type its background and how common it is, shape `(len(types), 3)`."""
        plain = LoadedWords(_renamed(self.weights), characters)
        scores = [plain.word(key) for key in types]
        common = np.array([_common(self.counts.get(key, 0)) for key in types])
        return np.column_stack([scores, common, common**2])

    def spread(self, weights: Named, coefficients: FloatArray, crossed: Named | None = None) -> Named:
        """The weights with what the three columns of `extra` add, put on words and runs of letters.

        With the weights of a part, `crossed`, a word is taken to be as common as without the sentence that is judged.
        """
        of_background, of_common, of_square = coefficients
        spread = dict(weights)
        for name, weight in _renamed(self.weights if crossed is None else crossed).items():
            spread[name] = spread.get(name, 0.0) + of_background * weight
        for key, count in self.counts.items():
            common = _common(count - (crossed is not None))
            name = f"{SPAN}word:{key}"
            spread[name] = spread.get(name, 0.0) + of_common * common + of_square * common**2
        return spread


def _common(count: int) -> float:
    """How common a word is, by the sentences that hold it; one sentence may be a slip of the pen."""
    return log1p(count) / COMMON if count > 1 else 0.0


def _renamed(weights: Named) -> Named:
    """Weights of words and runs in a sentence as weights of the same in the model of loaded words."""
    return {SPAN + name: weight / (RUN if name.startswith("char:") else 1.0) for name, weight in weights.items()}


def _background(material: Material, others: IntArray, seed: int) -> Background | None:
    """What `others` tell of words, worked out once; None where there are none."""
    if not len(others):
        return None
    known = material.backgrounds.get(others.tobytes())
    if known is None:
        known = material.backgrounds[others.tobytes()] = _new_background(material, others, seed)
    return known


def _new_background(material: Material, others: IntArray, seed: int) -> Background:
    of = material.of
    held = of.values[others].getnnz(axis=0)
    counts = {
        name.removeprefix("word:"): int(n)
        for name, n in zip(of.names, held, strict=True)
        if n > 1 and name.startswith("word:") and is_word(name.removeprefix("word:"))
    }
    crossed = tuple(
        (others[left], _word_weights(material, others[learned]))
        for learned, left in splits(of.labels[others], material.recipe.inner, seed)
    )
    return Background(_word_weights(material, others), counts, crossed)


def _word_weights(material: Material, rows: IntArray) -> Named:
    """The weights of words and runs of letters in a sentence model of `rows` alone."""
    weights = fit(material.of, rows, material.recipe, np.ones(len(rows)), np.zeros((len(rows), 0)))
    names = material.of.names
    return {
        names[column]: float(value)
        for column, value in zip(weights.columns, weights.values, strict=True)
        if names[column].startswith(("word:", "char:")) and value
    }


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


def _learn_words(
    material: Material, rows: IntArray, parts: Iterable[tuple[IntArray, IntArray]], background: Background | None
) -> Words:
    words, n = material.words, len(material.rows)
    if words is None:
        return Words({}, {}, np.zeros(3), np.zeros(n), np.zeros(0))
    matrix = _with_background(words, background, (material.recipe.shortest, material.recipe.longest))
    held_out, logits = np.zeros(n), np.zeros(len(words.rows))
    for learned, left in parts:
        plain, coefficients = _fit_words(material, matrix, learned)
        judge = _judge(material, plain, coefficients, background)
        held_out[left] = _any_loaded(material, judge, left)
        inside = np.flatnonzero(np.isin(words.rows, left))
        logits[inside] = _word_logits(words, matrix[inside], plain, coefficients)
    plain, coefficients = _fit_words(material, matrix, rows)
    weights = background.spread(plain, coefficients) if background else plain
    return Words(weights, plain, coefficients, held_out, logits)


def _with_background(words: WordDesign, background: Background | None, characters: tuple[int, int]) -> csr_matrix:
    """The matrix of words with three columns more, which are empty where there is no background."""
    extra = background.extra(words.types, characters) if background else np.zeros((len(words.types), 3))
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


def _judge(
    material: Material, plain: Named, coefficients: FloatArray, background: Background | None, crossed: Named | None = None
) -> LoadedWords:
    weights = background.spread(plain, coefficients, crossed) if background else plain
    return LoadedWords(weights, (material.recipe.shortest, material.recipe.longest))


def _any_loaded(material: Material, judge: LoadedWords, rows: IntArray) -> FloatArray:
    """For each row the probability that at least one of its words is loaded."""
    chosen = (material.sentences[row] for row in rows)
    return -np.expm1([-sum(map(evidence, judge.logits(s.tokens, s.matches))) for s in chosen])


def _pooled_others(
    material: Material, others: IntArray, words: Words, background: Background | None, seed: int
) -> FloatArray:
    """The same for the rows of the further corpora, by a background that has not seen their labels."""
    pooled = np.zeros(len(material.sentences))
    if background and words.weights:
        for left, crossed in background.crossed:
            judge = _judge(material, words.plain, words.coefficients, background, crossed)
            pooled[left] = _any_loaded(material, judge, left)
    return pooled[others]


# -- 3 and 4: sentences, calibrated


def _learn_sentences(
    material: Material, rows: IntArray, others: IntArray, parts: Iterable[tuple[IntArray, IntArray]], extra: FloatArray
) -> tuple[Weights, FloatArray]:
    """Calibrated weights, and the calibrated log odds of each target row by a model that has not seen it."""
    held_out = np.zeros(len(material.rows))
    for learned, left in parts:
        held_out[left] = _fit_sentences(material, learned, others, extra).logits(material.of, left, extra[left])
    slope, shift = platt(held_out[rows], material.of.labels[rows])
    return _fit_sentences(material, rows, others, extra).stretched(slope, shift), slope * held_out + shift


def _fit_sentences(material: Material, rows: IntArray, others: IntArray, extra: FloatArray) -> Weights:
    both = np.concatenate([rows, others])
    importance = np.concatenate([np.full(len(rows), material.recipe.target), np.ones(len(others))])
    return fit(material.of, both, material.recipe, importance, extra[both])


# -- 5: which words to mark, and what to call them


def _learn_marking(material: Material, rows: IntArray, words: Words, held_out: FloatArray) -> Named:
    """How likely annotators mark a word, by its log odds and those of its sentence; and the threshold."""
    of = material.words
    if of is None:
        return {}
    inside = np.flatnonzero(np.isin(of.rows, rows))
    logits = np.column_stack([words.logits, held_out[of.rows]])[inside]
    (own, sentence), constant = simple(logits, of.loaded[inside], 1e2)
    probabilities = 1 / (1 + np.exp(-(logits @ [own, sentence] + constant)))
    threshold = chosen_threshold(probabilities, of.loaded[inside], of.listed[inside], material.recipe.precision)
    return {
        "mark:word": float(own),
        "mark:sentence": float(sentence),
        "mark:constant": constant,
        THRESHOLD: threshold,
    }


def chosen_threshold(probabilities: FloatArray, loaded: BoolArray, listed: BoolArray, share: float) -> float:
    """The highest threshold that keeps `share` of the best F1 over words, those in the lexicon being marked anyway."""
    scores = np.array([word_f1(loaded, (probabilities >= step) | listed) for step in STEPS])
    return round(float(STEPS[np.flatnonzero(scores >= share * scores.max())[-1]]), 2)


def word_f1(loaded: BoolArray, hits: BoolArray) -> float:
    """F1 of the words that were hit; 0 where nothing is."""
    total = int(loaded.sum()) + int(hits.sum())
    return 2 * int((loaded & hits).sum()) / total if total else 0.0


def _labels(sentences: Iterable[Sentence]) -> Named:
    """The weights that tell labels from language, learned from what the lexicon finds; none where that is little."""
    values, names, labels = label_design(sentences)
    if min(np.bincount(labels, minlength=2)) < LEAST_LABELS:
        return {}
    kept = np.flatnonzero(values.getnnz(axis=0) >= LEAST_LABEL)
    found, constant = simple(values[:, kept], labels, 0.3)
    return {names[column]: float(v) for column, v in zip(kept, found, strict=True)} | {f"{LABEL}{CONSTANT}": constant}


# -- the model


def _model(material: Material, weights: Weights, named: Named) -> LinearModel:
    """One weight a name, zeros left out."""
    names = material.of.names
    table = {names[column]: float(v) for column, v in zip(weights.columns, weights.values, strict=True)}
    table |= named | {ANY_LOADED: float(weights.extra[0])}
    kept = sorted(name for name, weight in table.items() if weight)
    if not any(name.partition(":")[0] in ("word", "char", "pair") for name in kept):
        raise CorpusError("no word stands in two sentences, so there is nothing to learn from: label more")
    recipe, lexicon = material.recipe, material.lexicon
    card = Card(lexicon.kinds, lexicon.fingerprint, (recipe.shortest, recipe.longest), {})
    return LinearModel(tuple(kept), np.array([table[name] for name in kept]), weights.bias, card)
