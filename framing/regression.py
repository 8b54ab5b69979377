"""Logistic regression over a design: which features count, on what scale, with what weight; and calibration.

A feature is scaled before the regression by how rare it is (idf) and by how unequally the two labels use it
(Wang & Manning 2012, "Baselines and Bigrams"); the scales end up inside the weights. Log odds are calibrated on
sentences that were not trained on (Platt 1999).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.errors import CorpusError
from framing.material import GROUPS, BoolArray, Design, FloatArray, IntArray
from framing.recipe import Recipe

PLAIN = ("kind", "sentence")  # the groups that are scaled by a constant
TOLERANCE = 1e-6  # of the mean gradient, where logistic regression ends: what is left depends on the processor


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each of some columns of a design, of each extra column, and the bias."""

    columns: IntArray
    values: FloatArray
    extra: FloatArray
    bias: float

    def logits(self, values: Any, extra: FloatArray) -> FloatArray:
        """The log odds of some rows of a design, shape `(n,)`; `extra` has the shape `(n, len(self.extra))`."""
        vector = np.zeros(values.shape[1])
        vector[self.columns] = self.values
        logits: FloatArray = values @ vector + extra @ self.extra + self.bias
        return logits

    def stretched(self, slope: float, shift: float) -> "Weights":
        """The weights that give `slope * logits + shift`."""
        return Weights(self.columns, slope * self.values, slope * self.extra, slope * self.bias + shift)


def fit(of: Design, rows: IntArray, recipe: Recipe, importance: FloatArray, extra: FloatArray) -> Weights:
    """The weights found on `rows`, each of some importance; features are selected and scaled on these alone."""
    from scipy.sparse import csr_matrix, hstack

    values, labels = of.values[rows], of.labels[rows]
    columns = np.flatnonzero(values.getnnz(axis=0) >= _least(recipe)[of.groups])
    values = values[:, columns]
    scales = _scales(values, labels, of.groups[columns], recipe)
    values.data *= scales[values.indices]
    matrix = hstack([values, csr_matrix(recipe.any_loaded * extra)]).tocsr()
    found, constant = simple(matrix, labels, recipe.strength, importance)
    n = len(columns)
    return Weights(columns, found[:n] * scales, found[n:] * recipe.any_loaded, constant)


def _least(recipe: Recipe) -> IntArray:
    """For each group the number of sentences that a feature must stand in."""
    return np.array([recipe.min_word, recipe.min_char, recipe.min_pair, 1, 1])


def _scales(values: Any, labels: FloatArray, groups: IntArray, recipe: Recipe) -> FloatArray:
    """The factor on each column; those of words bring the mean square length of their group to 1."""
    n, positive = len(labels), labels.sum()
    held = values.astype(bool).T
    biased, other = held @ labels, held @ (1 - labels)
    rarity = 1 + np.log((1 + n) / (1 + biased + other))
    ratio = np.log((biased + recipe.smoothing) / positive) - np.log((other + recipe.smoothing) / (n - positive))
    scales: FloatArray = rarity * np.abs(ratio) ** recipe.contrast
    squares = np.bincount(values.indices, values.data**2, minlength=len(scales)) * scales**2
    for group, name in enumerate(GROUPS):
        own = groups == group
        if name in PLAIN:
            scales[own] = recipe.match if name == "kind" else 1.0
        elif squares[own].any():
            scales[own] /= np.sqrt(squares[own].sum() / n)
    return scales


def simple(
    values: Any,
    labels: FloatArray | BoolArray,
    strength: float,
    importance: FloatArray | None = None,
) -> tuple[FloatArray, float]:
    """The coefficients and the constant that plain logistic regression finds; labels are probabilities."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    rows, hard, weights = doubled(labels.astype(np.float64), np.ones(len(labels)) if importance is None else importance)
    regression = LogisticRegression(C=strength, max_iter=5000, tol=TOLERANCE)
    with threadpool_limits(1):  # more would add up in another order, and are slower on vectors
        regression.fit(values if len(rows) == len(labels) else values[rows], hard, sample_weight=weights)
    return regression.coef_[0], float(regression.intercept_[0])


def doubled(labels: FloatArray, importance: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Rows with hard labels and weights that teach what labels between 0 and 1 say: these stand once with either."""
    between = np.flatnonzero((labels > 0) & (labels < 1))
    rows = np.concatenate([np.arange(len(labels)), between])
    hard = np.concatenate([labels >= 0.5, labels[between] < 0.5]).astype(np.int64)
    shares = np.where(hard == 1, labels[rows], 1 - labels[rows])
    return rows, hard, shares * importance[rows]


def platt(logits: FloatArray, labels: FloatArray) -> tuple[float, float]:
    """Slope and shift that calibrate `logits`; slope 0 where they tell nothing of the labels."""
    (slope,), shift = simple(logits[:, None], labels, 1e6)
    share = labels.mean()
    return (float(slope), shift) if slope > 0 else (0.0, float(np.log(share / (1 - share))))


# -- parts


def splits(labels: FloatArray, folds: int, seed: int) -> Iterator[tuple[IntArray, IntArray]]:
    """Rows to learn from and rows left out, stratified and shuffled."""
    from sklearn.model_selection import StratifiedKFold

    _enough(labels, folds)
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    yield from parts.split(np.zeros(len(labels)), labels)


def _enough(labels: FloatArray, folds: int) -> None:
    rarer = int(np.bincount(labels.astype(np.int64), minlength=2).min())
    if rarer < folds:
        needed = f"at least {folds} are needed, one for each part"
        fewer = ", or set fewer parts (folds and inner) in the recipe" if rarer > 1 else ""
        raise CorpusError(f"{rarer} sentences of the rarer label to learn from, {needed}: label more{fewer}")
