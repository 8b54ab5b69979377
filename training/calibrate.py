"""What the networks of the folds say of left-out sentences, and the calibration that follows from it; no torch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from framing._resources import model_directory
from framing.analyzer import Analyzer
from framing.corpora import Corpus
from framing.encoder import Calibration
from framing.learning import marking
from framing.leftout import IntArray, Judged, checksum_of, parts_of
from framing.lessons import Teaching
from framing.lexicon import Lexicon
from framing.loaded import NEVER, evidence
from framing.material import FloatArray, loaded_words, read_sentences, word_design
from framing.recipe import Recipe
from framing.regression import simple
from framing.scoring import Assessment, SentenceModel, Words, sigmoid
from framing.tokens import Tokens, tokenize

FOLDS = 5
RECIPE = Recipe(precision=0.97)  # a greater share of the best F1 than of the fast model: these marks are surer
HARDLY = 1e6  # C of a regression that is hardly regularised


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sentences of the target that a network has not seen: rows, its log odds, those of their words, the fold of each.

    Beside each word whether it is loaded (NaN: not known) and whether a row of the lexicon marks it.
    """

    labels: FloatArray
    folds: IntArray
    sentences: FloatArray
    words: tuple[FloatArray, ...]
    loaded: tuple[FloatArray, ...]
    listed: tuple[FloatArray, ...]

    @classmethod
    def read(cls, directory: Path, target: Corpus, lexicon: Lexicon) -> "LeftOut":
        """What `training/teach.py` left of the networks of all folds, in the order of the target."""
        said, parts = Teaching.read(directory), parts_of(target, FOLDS, None, 0)
        said.check(checksum_of(target, parts))
        folds, odds, words = np.zeros(len(target), np.int64), np.zeros(len(target)), [np.zeros(0)] * len(target)
        for fold, (_, rows) in enumerate(parts):
            own = said.of(str(fold))
            odds[rows], folds[rows] = own.sentences, fold
            for row, each in zip(rows, np.split(own.words, np.cumsum(own.counts)[:-1]), strict=True):
                words[row] = each
        sentences = read_sentences(target.texts, lexicon)
        of = word_design(sentences, RECIPE.characters)
        ends = np.cumsum(of.counts(len(target)))[:-1]
        loaded, listed = loaded_words(sentences, target.spans), of.listed.astype(np.float64)
        return cls(
            np.array(target.labels, dtype=np.float64),
            folds,
            odds,
            tuple(words),
            tuple(np.split(loaded, ends)),
            tuple(np.split(listed, ends)),
        )

    def evidence(self, rows: Iterable[int]) -> FloatArray:
        """For each row the evidence that a word is loaded."""
        return np.array([sum(map(evidence, self.words[row])) for row in rows])


def calibrated(left: LeftOut, rows: IntArray) -> Calibration:
    """The calibration that some rows teach, by the rules of `framing.learning`."""
    labels = left.labels[rows]
    given = np.column_stack([left.sentences[rows], np.log1p(left.evidence(rows))])
    (own, of_evidence), constant = simple(given, labels, HARDLY)
    logits = given @ [own, of_evidence] + constant
    words = np.concatenate([left.words[row] for row in rows])
    loaded = np.concatenate([left.loaded[row] for row in rows])
    listed = np.concatenate([left.listed[row] for row in rows]) > 0
    of_sentence = np.repeat(logits, [len(left.words[row]) for row in rows])
    known = np.flatnonzero(np.isfinite(words) & ~np.isnan(loaded))
    pairs = np.column_stack([words, of_sentence])[known]
    word, sentence, constant_of_mark, threshold = marking(pairs, loaded[known] > 0, listed[known], RECIPE)
    return Calibration(
        own=float(own),
        evidence=float(of_evidence),
        constant=constant,
        word=word,
        sentence=sentence,
        marking=constant_of_mark,
        threshold=threshold,
        least_biased=RECIPE.least_biased,
    )


def judged(left: LeftOut, target: Corpus) -> Judged:
    """The target as the networks of the folds judge it, each with a calibration that the other folds teach."""
    probabilities, analyzers = np.zeros(len(target)), []
    for fold in range(FOLDS):
        answers = Answers(left, target.texts, calibrated(left, np.flatnonzero(left.folds != fold)))
        own = np.flatnonzero(left.folds == fold)
        probabilities[own] = [sigmoid(answers.log_odds(row)) for row in own]
        analyzers.append(Analyzer(answers))
    return Judged(target, probabilities, tuple(analyzers), left.folds)


class Answers:
    """Stands in for a model: says of the sentences of the target what the networks of the folds said of them.

    A text of several sentences was judged as one, and each of them is given the log odds of the whole.
    """

    def __init__(self, left: LeftOut, texts: Sequence[str], calibration: Calibration) -> None:
        self.bias, self.fingerprint, self.learned = 0.0, "0" * 64, None
        self.record: dict[str, Any] = {}
        self._left, self._calibration = left, calibration
        self._rows = {text: row for row, text in enumerate(texts)}
        self._linear = SentenceModel.load(model_directory("fast"))

    def log_odds(self, row: int) -> float:
        """The calibrated log odds of a row."""
        return self._calibration.log_odds(float(self._left.sentences[row]), float(self._left.evidence([row])[0]))

    def check(self, kinds: Iterable[str], place: str) -> None:
        """Nothing."""

    def is_label(self, tokens: Tokens, i: int) -> bool:
        """As the encoder has it."""
        return self._linear.is_label(tokens, i)

    def probabilities(self, sentences: Iterable[Words]) -> list[float]:
        """The probabilities of the texts that the sentences stand in."""
        return [sigmoid(self.log_odds(self._rows[tokens.text])) for tokens, _ in sentences]

    def assess_all(self, sentences: Iterable[Words]) -> list[Assessment]:
        """The assessments, without contributions."""
        return [self._assessed(tokens) for tokens, _ in sentences]

    def _assessed(self, tokens: Tokens) -> Assessment:
        row = self._rows[tokens.text]
        logit = self.log_odds(row)
        odds = dict(zip(_words_of(tokens.text), self._left.words[row].tolist(), strict=True))
        loaded = self._calibration.loaded([odds.get(start, NEVER) for start in tokens.starts], logit)
        return Assessment(sigmoid(logit), (), loaded, self._calibration.marked(loaded, logit))


def _words_of(text: str) -> list[int]:
    """Where the words of a text begin."""
    tokens = tokenize(text)
    return [tokens.starts[i] for i in range(len(tokens)) if tokens.is_word(i)]
