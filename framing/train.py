"""Training: labelled sentences in, a calibrated linear model and its card out. `python -m framing.train --help`.

A feature is scaled before the regression by how rare it is (idf) and by how unequally the two labels use it
(Wang & Manning 2012, "Baselines and Bigrams"); the scales end up inside the weights. The log odds are calibrated
on sentences that were not trained on (Platt 1999), and that ends up inside weights and bias as well.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import click
import numpy as np
from numpy.typing import NDArray

from framing.corpora import Corpus, read
from framing.errors import CorpusError, FramingError
from framing.features import features
from framing.language import english
from framing.lexicon import Lexicon
from framing.linear import Card, FloatArray, LinearModel
from framing.matcher import Match, Matcher
from framing.sentences import whole
from framing.tokens import Tokens, tokenize

LABEL = "1 where annotators call the sentence biased by its choice of words, 0 where they do not"
GROUPS = ("word", "char", "pair", "kind", "sentence")  # first parts of the names of features
PLAIN = ("kind", "sentence")  # the groups that are scaled by a constant

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made. Features rarer than the `min_` counts (in training sentences) are left out."""

    strength: float = 1.0  # inverse of the regularisation (C)
    shortest: int = 2  # characters in a run of letters
    longest: int = 4
    min_word: int = 2
    min_char: int = 3
    min_pair: int = 2
    contrast: float = 0.5  # power of the log ratio of the labels that scales a feature; 0: none
    smoothing: float = 0.5  # sentences added to each count in that ratio
    match: float = 0.5  # scale of a lexicon match beside that of the words
    folds: int = 5  # for the calibration, and for the figures on the card

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The recipe in a TOML file, defaults where it is silent; a `FramingError` for what it does not know."""
        try:
            table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise FramingError(f"{path}: not readable as TOML ({fault}); see training/config.toml") from fault
        known = {field.name: field for field in fields(cls)}
        for key, value in table.items():
            if key not in known:
                raise FramingError(f"{path}: {key}: unknown; the keys are {', '.join(known)}")
            _check_setting(path, key, value, known[key].type)
        recipe = cls(**table)
        if recipe.longest < recipe.shortest:
            raise FramingError(f"{path}: longest: {recipe.longest} is less than shortest, {recipe.shortest}")
        return recipe


def _check_setting(path: str | Path, key: str, value: object, kind: object) -> None:
    """A `FramingError` unless `value` is a number that the setting can take."""
    least = {"folds": 2, "strength": 1e-6, "smoothing": 1e-6, "contrast": 0, "match": 0}.get(key, 1)
    whole_number = type(value) is int
    if not (whole_number or (type(value) is float and kind is float)) or not least <= value < 1e6:  # type: ignore[operator]
        expected = "a number" if kind is float else "a whole number"
        raise FramingError(f"{path}: {key}: {value!r} is not {expected} of at least {least}")


# -- the sentences as a matrix


@dataclass(frozen=True, slots=True)
class Design:
    """Sentences as a sparse matrix: a row a sentence, a column a feature.

    `names` are those of the columns, sorted; `groups` has for each column its place in `GROUPS`.
    """

    values: Any
    names: tuple[str, ...]
    groups: IntArray
    labels: IntArray


def readings(texts: Iterable[str], lexicon: Lexicon) -> Iterator[tuple[Tokens, list[Match]]]:
    """The tokens and lexicon matches of each text, taken as one sentence."""
    matcher = Matcher(lexicon)
    for text in texts:
        tokens = tokenize(text)
        yield tokens, matcher.match(tokens, english(tokens, [whole(tokens)], lexicon.grammar))


def design(corpus: Corpus, lexicon: Lexicon, recipe: Recipe) -> Design:
    """The features of all sentences of `corpus`; nothing is learned yet but their names."""
    from sklearn.feature_extraction import DictVectorizer

    characters = (recipe.shortest, recipe.longest)
    rows = [features(tokens, found, characters) for tokens, found in readings(corpus.texts, lexicon)]
    if not any(rows):
        raise CorpusError(f"{corpus.sources[0].file}: no text has a word; check the column text")
    vectorizer = DictVectorizer()
    values = vectorizer.fit_transform(rows)
    names = tuple(vectorizer.feature_names_)
    groups = np.array([GROUPS.index(name.partition(":")[0]) for name in names])
    return Design(values, names, groups, np.array(corpus.labels))


# -- the regression


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each of some columns of a design, and the bias."""

    columns: IntArray
    values: FloatArray
    bias: float

    def logits(self, of: Design, rows: IntArray) -> FloatArray:
        """The log odds of `rows`, shape `(len(rows),)`."""
        logits: FloatArray = of.values[rows][:, self.columns] @ self.values + self.bias
        return logits

    def stretched(self, slope: float, shift: float) -> "Weights":
        """The weights that give `slope * logits + shift`."""
        return Weights(self.columns, slope * self.values, slope * self.bias + shift)


def fit(of: Design, rows: IntArray, recipe: Recipe) -> Weights:
    """The weights that logistic regression finds on `rows`; features are selected and scaled on these alone."""
    from sklearn.linear_model import LogisticRegression

    values, labels = of.values[rows], of.labels[rows]
    columns = np.flatnonzero(values.getnnz(axis=0) >= _least(recipe)[of.groups])
    values = values[:, columns]
    scales = _scales(values, labels, of.groups[columns], recipe)
    values.data *= scales[values.indices]
    regression = LogisticRegression(C=recipe.strength, max_iter=5000).fit(values, labels)
    return Weights(columns, regression.coef_[0] * scales, float(regression.intercept_[0]))


def calibrated(of: Design, rows: IntArray, recipe: Recipe, seed: int) -> Weights:
    """The weights found on `rows`, stretched so that held-out log odds within `rows` are calibrated."""
    held_out = np.empty(len(rows))
    for learned, left in splits(of.labels[rows], recipe.folds, seed):
        held_out[left] = fit(of, rows[learned], recipe).logits(of, rows[left])
    return fit(of, rows, recipe).stretched(*_platt(held_out, of.labels[rows]))


def cross_validated(of: Design, recipe: Recipe, folds: int, seed: int) -> FloatArray:
    """The probability of each sentence under a model that has not seen it, all that learns inside the fold."""
    probabilities = np.empty(len(of.labels))
    for learned, left in splits(of.labels, folds, seed):
        logits = calibrated(of, learned, recipe, seed).logits(of, left)
        probabilities[left] = 1 / (1 + np.exp(-logits))
    return probabilities


def splits(labels: IntArray, folds: int, seed: int) -> Iterator[tuple[IntArray, IntArray]]:
    """Rows to learn from and rows left out, stratified and shuffled."""
    from sklearn.model_selection import StratifiedKFold

    rarer = int(np.bincount(labels, minlength=2).min())
    if rarer < folds:
        raise CorpusError(
            f"{rarer} sentences of the rarer label to learn from, at least {folds} are needed: label more"
        )
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    yield from parts.split(np.zeros(len(labels)), labels)


def _least(recipe: Recipe) -> IntArray:
    """For each group the number of sentences that a feature must stand in."""
    return np.array([recipe.min_word, recipe.min_char, recipe.min_pair, 1, 1])


def _scales(values: Any, labels: IntArray, groups: IntArray, recipe: Recipe) -> FloatArray:
    """The factor on each column; those of words bring the mean square length of their group to 1."""
    n, positive = len(labels), int(labels.sum())
    biased, other = (values[labels == label].getnnz(axis=0) for label in (1, 0))
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


def _platt(logits: FloatArray, labels: IntArray) -> tuple[float, float]:
    """Slope and shift that calibrate `logits`; slope 0 where they tell nothing of the labels."""
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=1e6).fit(logits[:, None], labels)
    slope, shift = float(regression.coef_[0, 0]), float(regression.intercept_[0])
    share = labels.mean()
    return (slope, shift) if slope > 0 else (0.0, float(np.log(share / (1 - share))))


# -- the model and its card


def build(corpus: Corpus, lexicon: Lexicon, recipe: Recipe, seed: int) -> LinearModel:
    """The model that `corpus` teaches, with its card; the same arguments and versions give the same model."""
    of = design(corpus, lexicon, recipe)
    found = figures(of.labels, cross_validated(of, recipe, recipe.folds, seed))
    weights = calibrated(of, np.arange(len(of.labels)), recipe, seed)
    kept = np.flatnonzero(weights.values)
    names = tuple(of.names[column] for column in weights.columns[kept])
    record = {
        "task": "sentence",
        "label": LABEL,
        "data": [asdict(source) for source in corpus.sources],
        "seed": seed,
        "recipe": asdict(recipe),
        "cross_validation": found,
        "versions": {name: version(name) for name in ("numpy", "scikit-learn")},
    }
    card = Card(lexicon.kinds, lexicon.fingerprint, (recipe.shortest, recipe.longest), record)
    return LinearModel(names, weights.values[kept], weights.bias, card)


def figures(labels: IntArray, probabilities: FloatArray) -> dict[str, float]:
    """Macro-F1 at 0.5, area under the ROC curve, and expected calibration error in ten bins, to four digits."""
    from sklearn.metrics import f1_score, roc_auc_score

    return {
        "macro_f1": round(float(f1_score(labels, probabilities > 0.5, average="macro")), 4),
        "auc": round(float(roc_auc_score(labels, probabilities)), 4),
        "ece": round(calibration_error(labels, probabilities), 4),
    }


def calibration_error(labels: IntArray, probabilities: FloatArray) -> float:
    """The gap between mean probability and share of positives in ten bins, weighted by their sizes."""
    bins = np.clip((probabilities * 10).astype(int), 0, 9)
    full = [bins == number for number in range(10) if (bins == number).any()]
    return float(sum(abs(probabilities[b].mean() - labels[b].mean()) * b.mean() for b in full))


# -- the command


class Refusal(click.ClickException):
    """One line on standard error, exit status 2."""

    exit_code = 2


def report(model: LinearModel, output: str) -> str:
    """What was made of what, in a few lines."""
    record = model.card.record
    data = [f"{source['file']}: {source['n']} sentences, {source['positive']} positive" for source in record["data"]]
    found = record["cross_validation"]
    shown = f"macro-F1 {found['macro_f1']:.4f}, AUC {found['auc']:.4f}, ECE {found['ece']:.4f}"
    return "\n".join(
        [*data, f"cross-validated: {shown}", f"{len(model.names)} features, bias {model.bias:+.3f}: {output}"]
    )


@click.command(epilog="Example: python -m framing.train --corpus sentences.csv --output my-model")
@click.option("--corpus", "corpora", multiple=True, required=True, help="Labelled file (repeatable).")
@click.option("--output", required=True, help="Directory of the model; one that is there is replaced.")
@click.option("--seed", default=0, show_default=True, help="Decides how the sentences are split.")
@click.option("--config", help="TOML file with the recipe, such as training/config.toml.")
@click.option("--progress/--no-progress", help="Bars while files are read.")
def train(corpora: tuple[str, ...], output: str, seed: int, config: str | None, progress: bool) -> None:
    """Train the sentence model on labelled files (JSONL, CSV or Parquet with text and label)."""
    try:
        recipe = Recipe.read(config) if config else Recipe()
        corpus = Corpus.joined([read(path, progress=progress) for path in corpora])
        model = build(corpus, Lexicon.load(), recipe, seed)
        model.write(output)
    except FramingError as fault:
        raise Refusal(str(fault)) from fault
    click.echo(report(model, output))


if __name__ == "__main__":
    train()
