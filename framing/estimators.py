"""scikit-learn citizens: `FramingFeatures`, a transformer, and `FramingClassifier`, a classifier of texts.

    from framing.estimators import FramingClassifier, FramingFeatures

Both take texts as lists, as arrays of one dimension, or as a column of a data frame (pandas, polars), each text as one
sentence. `import framing` does not load them, nor scikit-learn.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from framing.contributions import Contributions
from framing.corpora import Corpus, Marks, Source, checksum
from framing.learning import Material, learn
from framing.lexicon import Lexicon
from framing.linear import LinearModel
from framing.material import FloatArray
from framing.parameters import characters_of, plain, seed_of
from framing.recipe import Recipe, versions
from framing.samples import classes_in, full, marks_in, positive_in, texts_in
from framing.scoring import SentenceModel, sigmoid
from framing.transformer import FramingFeatures, OfTexts

__all__ = ["FramingClassifier", "FramingFeatures"]

SETTINGS = ("strength", "contrast", "match", "min_word", "min_char", "min_pair", "inner")  # those of `Recipe`


class FramingClassifier(ClassifierMixin, OfTexts):  # type: ignore[misc]
    """A linear, calibrated classifier of texts that learns as the shipped model did, and says what it goes by.

    Parameters
    ----------
    strength : float, default=0.2
        Inverse of the regularisation (C).
    contrast : float, default=0.5
        Power of the log ratio of the labels that scales a feature; 0: none.
    match : float, default=0.5
        Scale of a match of the lexicon beside that of the words.
    characters : pair of int, default=(2, 4)
        The shortest and the longest run of letters.
    min_word, min_char, min_pair : int, default=2, 5, 3
        Texts that a word, a run of letters or a pair of words must stand in.
    inner : int, default=3
        Parts for what must not see the texts it judges, such as the calibration.
    positive : label, default=None
        The class of biased sentences: what a high probability of `model_` means. By default the greater of two numbers,
        `True`, or the string that says so ("biased", "subjective", "yes", "true", "1").
    lexicon : Lexicon, str or Path, default=None
        A lexicon, the directory of one, or a TSV file of rows to add; by default the shipped one.
    random_state : int, default=0
        Decides how the texts are split into parts.

    Attributes
    ----------
    classes_ : array of shape (2,)
        The labels, sorted.
    positive_ : label
        The class of biased sentences.
    model_ : SentenceModel
        The model as `framing.Analyzer(model=classifier.model_, lexicon=classifier.lexicon_)` takes it.
    lexicon_ : Lexicon
        The lexicon it learned with.

    Notes
    -----
    `fit` takes no `sample_weight`. Texts that stand in `X` twice count twice, and may stand on both sides of an inner
    split, which makes the calibration too sure: leave repeats out first.

    Examples
    --------
    >>> from framing.estimators import FramingClassifier
    >>> plain = ["met on Monday.", "opened a bridge.", "read the report.", "counted the votes."]
    >>> loaded = ["gutted the budget.", "caved in to cronies.", "peddled a lie.", "rigged the vote."]
    >>> who = ["The council", "A court", "The board", "Their union"]
    >>> texts = [f"{one} {did}" for one in who for did in plain + loaded]
    >>> classifier = FramingClassifier(strength=3.0).fit(texts, ([0] * 4 + [1] * 4) * 4)
    >>> classifier.predict(["The board gutted the school.", "The union opened a school."])
    array([1, 0])
    >>> max(classifier.explain("The board gutted the school."), key=lambda reason: reason.value).name
    'kind:loaded_language'
    """

    def __init__(
        self,
        *,
        strength: float = 0.2,
        contrast: float = 0.5,
        match: float = 0.5,
        characters: tuple[int, int] = (2, 4),
        min_word: int = 2,
        min_char: int = 5,
        min_pair: int = 3,
        inner: int = 3,
        positive: Any = None,
        lexicon: Lexicon | str | Path | None = None,
        random_state: int = 0,
    ) -> None:
        self.strength = strength
        self.contrast = contrast
        self.match = match
        self.characters = characters
        self.min_word = min_word
        self.min_char = min_char
        self.min_pair = min_pair
        self.inner = inner
        self.positive = positive
        self.lexicon = lexicon
        self.random_state = random_state

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: Any, y: Any, spans: Any = None) -> Self:  # noqa: N803
        """The classifier itself, which has learned from the texts `X`, their labels `y` and their loaded words.

        `spans` has for each text a list of `(start, end)`, code points of loaded words, or None; with them the model
        learns which words are loaded, and `framing.Analyzer` marks these.

        Raises
        ------
        TypeError
            where `X` or `y` is of no use as a column of values
        CorpusError
            (a `ValueError`) where a row is unfit or empty, there are not two classes, or too little to learn from
        ParameterError
            (a `ValueError`) where a parameter is not what it can be
        """
        recipe, seed = self._recipe(), seed_of(self.random_state)
        texts = full(texts_in(X))
        classes, places = classes_in(y, len(texts))
        place = positive_in(classes, self.positive)
        biased = (places == place).astype(np.int64)
        corpus = _corpus(texts, biased, marks_in(spans, texts, biased))
        matcher = self._new_matcher()
        material = Material.read(corpus, (), matcher.lexicon, recipe)
        linear = learn(material, material.rows, seed)
        self.lexicon_, self._matcher = matcher.lexicon, matcher
        self.classes_, self.positive_ = classes, classes[place]
        self.model_ = SentenceModel(_described(linear, corpus, recipe, self.positive_, seed))
        return self

    def decision_function(self, X: Any) -> FloatArray:  # noqa: N803
        """The calibrated log odds of the class `classes_[1]`, shape `(n_texts,)`."""
        check_is_fitted(self, "model_")
        odds = self.model_.log_odds((sentence.tokens, sentence.matches) for sentence in self._read(X))
        return np.array(odds, dtype=np.float64) * (1 if self.positive_ == self.classes_[1] else -1)

    def predict_proba(self, X: Any) -> FloatArray:  # noqa: N803
        """The calibrated probabilities, shape `(n_texts, 2)`, a column a class in the order of `classes_`."""
        odds = self.decision_function(X)
        return np.array([[sigmoid(-own), sigmoid(own)] for own in odds.tolist()]).reshape(-1, 2)

    def predict_log_proba(self, X: Any) -> FloatArray:  # noqa: N803
        """The logarithms of `predict_proba`, finite also where a probability is as good as 0."""
        odds = self.decision_function(X)
        logarithms: FloatArray = -np.logaddexp(0.0, np.column_stack([odds, -odds]))
        return logarithms

    def predict(self, X: Any) -> NDArray[Any]:  # noqa: N803
        """The more probable class of each text, shape `(n_texts,)`."""
        odds = self.decision_function(X)
        labels: NDArray[Any] = self.classes_[(odds > 0).astype(np.int64)]
        return labels

    def explain(self, text: str) -> Contributions:
        """What the probability of `positive_` is made of: `sigmoid(model_.bias + sum of values)` for this one text."""
        check_is_fitted(self, "model_")
        if not isinstance(text, str):
            raise TypeError(f"explain takes one text, a str, not {type(text).__name__}; call it for each text")
        (sentence,) = self._read([text])
        (assessment,) = self.model_.assess_all([(sentence.tokens, sentence.matches)])
        return assessment.contributions

    def save(self, directory: str | Path) -> None:
        """Writes a model directory, as `framing score --model` and `framing.Analyzer` read it; no pickle."""
        check_is_fitted(self, "model_")
        self.model_.linear.write(directory)

    def _recipe(self) -> Recipe:
        shortest, longest = characters_of(self.characters)
        settings = {name: plain(getattr(self, name)) for name in SETTINGS}
        return Recipe.of(settings | {"shortest": shortest, "longest": longest}, "FramingClassifier")


# -- what was learned from


def _corpus(texts: Sequence[str], biased: NDArray[np.int64], marks: Marks) -> Corpus:
    """The texts, in an order of their own, as a corpus that names this classifier as its source."""
    nothing = (None,) * len(texts)
    bare = Corpus(tuple(texts), tuple(biased.tolist()), nothing, nothing, nothing, nothing, (), marks).ordered()
    source = Source("FramingClassifier.fit", checksum(bare), len(texts), int(biased.sum()))
    return replace(bare, sources=(source,))


def _described(linear: LinearModel, corpus: Corpus, recipe: Recipe, positive: Any, seed: int) -> LinearModel:
    """The model with a record on its card of what it was made of."""
    record = {
        "task": "sentence",
        "label": f"1 where the label of the text is {plain(positive)!r}, 0 where it is not",
        "data": [asdict(source) for source in corpus.sources],
        "seed": seed,
        "recipe": asdict(recipe),
        "versions": versions(),
    }
    return replace(linear, card=replace(linear.card, record=record))
