"""`FramingClassifier`: labels, probabilities that add up from reasons, and a model that the rest of framing reads."""

import json
from math import exp, fsum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner
from labelled import rows
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline

from framing import Analyzer, Contribution, FramingError, Lexicon
from framing.cli import main
from framing.estimators import FramingClassifier, FramingFeatures
from framing.linear import CARD

TEXTS = [row["text"] for row in rows()]
LABELS = [row["label"] for row in rows()]
NAMES = ["biased" if label else "neutral" for label in LABELS]
UNSEEN = ["The growers brazenly rigged a vote.", "Mayor Dana Holt opened the basin.", "", "?!", "lie " * 90]
GUTTED = "brazenly gutted"


@pytest.fixture(scope="module")
def classifier() -> FramingClassifier:
    """One that has learned from the sentences of `labelled`."""
    return FramingClassifier().fit(TEXTS, LABELS)


def marks() -> list[list[tuple[int, int]] | None]:
    """For each text the place of two loaded words, where they stand in it."""
    found = [text.find(GUTTED) for text in TEXTS]
    return [[(start, start + len(GUTTED))] if start >= 0 else None for start in found]


# -- pipelines


def test_pipeline_and_grid() -> None:
    """Features go before any classifier, and their parameters can be searched."""
    pipeline = Pipeline([("features", FramingFeatures()), ("lr", LogisticRegression())])
    search = GridSearchCV(pipeline, {"features__characters": [(2, 3), (3, 3)], "features__min_count": [1, 2]}, cv=3)
    assert search.fit(TEXTS, NAMES).best_score_ > 0.9
    assert search.predict(UNSEEN[:2]).tolist() == ["biased", "neutral"]
    assert "word:the" in search.best_estimator_[:-1].get_feature_names_out()


def test_grid_and_cross_validation_of_the_classifier() -> None:
    """With the numbers of numpy, and with texts as a column; probabilities are scored as well."""
    search = GridSearchCV(
        FramingClassifier(), {"strength": np.logspace(-1, 0, 2), "min_word": np.array([2])}, cv=2, scoring="roc_auc"
    )
    assert search.fit(pd.Series(TEXTS), pd.Series(LABELS)).best_score_ > 0.9
    scores = cross_val_score(make_pipeline(FramingClassifier()), np.array(TEXTS), NAMES, cv=3)
    assert scores.mean() > 0.9


def test_spans_go_along_in_a_search() -> None:
    """Each part gets the spans of its texts."""
    search = GridSearchCV(FramingClassifier(), {"strength": [0.3]}, cv=2, error_score="raise")
    all_marked = [[TEXTS[i].split()[0]] if label else None for i, label in enumerate(LABELS)]
    assert search.fit(TEXTS, LABELS, spans=all_marked).best_estimator_.model_.linear.names


# -- probabilities


def test_shapes(classifier: FramingClassifier) -> None:
    """Two columns that add up to 1; the more probable class is predicted, by the sign of the log odds."""
    odds, probabilities = classifier.decision_function(UNSEEN), classifier.predict_proba(UNSEEN)
    assert (odds.shape, probabilities.shape) == ((len(UNSEEN),), (len(UNSEEN), 2))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-12)
    np.testing.assert_allclose(probabilities[:, 1], 1 / (1 + np.exp(-odds)), atol=1e-12)
    np.testing.assert_array_equal(classifier.predict(UNSEEN), (odds > 0).astype(int))
    assert classifier.predict_proba([]).shape == (0, 2)
    assert classifier.predict([]).shape == (0,)
    assert classifier.score(TEXTS, LABELS) > 0.95


def test_logarithms_of_probabilities(classifier: FramingClassifier) -> None:
    """Those of `predict_proba`; of none, none."""
    found = classifier.predict_log_proba(UNSEEN)
    np.testing.assert_allclose(found, np.log(classifier.predict_proba(UNSEEN)), rtol=0, atol=1e-9)
    assert classifier.predict_log_proba([]).shape == (0, 2)


@pytest.mark.parametrize("text", [*UNSEEN, *TEXTS[:10]])
def test_reasons_add_up(classifier: FramingClassifier, text: str) -> None:
    """To the probability of the biased class, to 1e-9; and each stands where it says."""
    reasons = classifier.explain(text)
    assert all(isinstance(reason, Contribution) for reason in reasons)
    logit = classifier.model_.bias + fsum(reason.value for reason in reasons)
    assert 1 / (1 + exp(-logit)) == pytest.approx(classifier.predict_proba([text])[0, 1], abs=1e-9)
    words = [reason for reason in reasons if reason.name.startswith("word:")]
    assert all(text[word.start : word.end].lower() == word.name.removeprefix("word:") for word in words)


def test_the_order_of_rows_does_not_matter(classifier: FramingClassifier) -> None:
    """To texts, labels and spans; a repeat with another label is no exception."""
    order = np.random.default_rng(0).permutation(len(TEXTS))
    texts, labels = [TEXTS[i] for i in order], [LABELS[i] for i in order]
    mixed = FramingClassifier().fit(texts, labels)
    np.testing.assert_allclose(mixed.predict_proba(UNSEEN), classifier.predict_proba(UNSEEN), rtol=0, atol=1e-9)
    assert mixed.model_.fingerprint == classifier.model_.fingerprint
    spans, again = marks(), [TEXTS[0], *TEXTS]
    one = FramingClassifier().fit(again, [1 - LABELS[0], *LABELS], [None, *spans])
    other = FramingClassifier().fit(again[::-1], [*LABELS[::-1], 1 - LABELS[0]], [*spans[::-1], None])
    assert one.model_.fingerprint == other.model_.fingerprint


def test_explain_takes_one_text(classifier: FramingClassifier) -> None:
    """Not several."""
    with pytest.raises(TypeError, match="explain takes one text, a str, not list; call it for each text"):
        classifier.explain(["A text."])  # type: ignore[arg-type]


# -- labels

Y: dict[str, tuple[Any, list[Any], Any]] = {
    "list": (LABELS, [0, 1], 1),
    "bool": (np.array(LABELS, dtype=bool), [False, True], True),
    "float": (np.array(LABELS, dtype=float), [0.0, 1.0], 1.0),
    "minus one": ([2 * label - 1 for label in LABELS], [-1, 1], 1),
    "names": (NAMES, ["biased", "neutral"], "biased"),
    "array of names": (np.array(NAMES), ["biased", "neutral"], "biased"),
    "pandas": (pd.Series(NAMES, index=range(9, 129)), ["biased", "neutral"], "biased"),
    "pandas, nullable": (pd.Series(LABELS, dtype="Int64"), [0, 1], 1),
    "categories": (pd.Series(NAMES, dtype="category"), ["biased", "neutral"], "biased"),
    "polars": (pl.Series(NAMES), ["biased", "neutral"], "biased"),
    "a categorical": (pd.Categorical(NAMES), ["biased", "neutral"], "biased"),
    "a categorical of numbers": (pd.Categorical(LABELS), [0, 1], 1),
    "an array of pandas": (pd.array(LABELS, dtype="Int64"), [0, 1], 1),
    "an index": (pd.Index(NAMES), ["biased", "neutral"], "biased"),
}


@pytest.mark.parametrize("form", Y)
def test_labels(form: str, classifier: FramingClassifier) -> None:
    """Whatever they are called, the model is the same, and columns are in the order of `classes_`."""
    labels, classes, positive = Y[form]
    other = FramingClassifier().fit(TEXTS, labels)
    assert (other.classes_.tolist(), other.positive_) == (classes, positive)
    assert other.model_.fingerprint == classifier.model_.fingerprint
    column = classes.index(positive)
    np.testing.assert_array_equal(other.predict_proba(UNSEEN)[:, column], classifier.predict_proba(UNSEEN)[:, 1])
    assert other.predict(UNSEEN[:2]).tolist() == [positive, classes[1 - column]]
    assert roc_auc_score(np.array(labels) == classes[1], other.decision_function(TEXTS)) > 0.95


def test_positive_can_be_said(classifier: FramingClassifier) -> None:
    """And must be, where the names of the classes do not tell."""
    labels = ["slanted" if label else "upright" for label in LABELS]
    with pytest.raises(ValueError, match=r"which of the classes 'slanted' and 'upright' .* positive='slanted' or"):
        FramingClassifier().fit(TEXTS, labels)
    other = FramingClassifier(positive="slanted").fit(TEXTS, labels)
    assert other.model_.fingerprint == classifier.model_.fingerprint
    with pytest.raises(ValueError, match="positive: 'bent' is no class of y; the classes are 'slanted' and 'upright'"):
        FramingClassifier(positive="bent").fit(TEXTS, labels)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([1] * 120, r"y has 1 classes \(1\), where two are needed: .*; add texts of the other"),
        ([0, 1, 0, 2] * 30, r"y has 3 classes \(0, 1, 2\), .*; a third begins in row 3; relabel or drop its rows"),
        (LABELS[:100], "y has 100 labels for the 120 texts of X"),
        ([*LABELS[:119], None], r"y: row 119 is missing \(None\)"),
        ([*LABELS[:119], float("nan")], r"y: row 119 is missing \(nan\)"),
        ([*LABELS[:119], "1"], "y mixes int, str; give numbers or strings"),
        ([1, 1] + [0] * 118, "2 sentences of the rarer label to learn from, at least 3 are needed"),
        (np.zeros((120, 2)), r"y has the shape \(120, 2\)"),
    ],
)
def test_unfit_labels(labels: Any, message: str) -> None:
    """A `ValueError`, as in scikit-learn, that is a `FramingError` as well."""
    with pytest.raises(ValueError, match=message) as fault:
        FramingClassifier().fit(TEXTS, labels)
    assert isinstance(fault.value, FramingError)


def test_no_labels() -> None:
    """Are a `TypeError`, and so are weights."""
    with pytest.raises(TypeError, match="y must be several values in order, not NoneType"):
        FramingClassifier().fit(TEXTS, None)
    with pytest.raises(TypeError, match="sample_weight"):
        FramingClassifier().fit(TEXTS, LABELS, sample_weight=np.ones(120))  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"strength": 0}, "FramingClassifier: strength: 0 is not a number"),
        ({"strength": "0.3"}, "strength: '0.3'"),
        ({"min_word": 1.5}, "min_word: 1.5 is not a whole number"),
        ({"inner": 1}, "inner: 1"),
        ({"characters": (5, 2)}, "characters"),
        ({"random_state": None}, "random_state: None is not a whole number"),
        ({"random_state": -1}, "random_state: -1"),
    ],
)
def test_parameters(parameters: dict[str, Any], message: str) -> None:
    """Are checked by fit; a `ValueError`, as in scikit-learn, that is a `FramingError` as well."""
    with pytest.raises(ValueError, match=message) as fault:
        FramingClassifier(**parameters).fit(TEXTS, LABELS)
    assert isinstance(fault.value, FramingError)


def test_an_empty_text_is_nothing_to_learn_from() -> None:
    """As for `framing train`; it may be judged all the same."""
    for empty in ("", " \n"):
        with pytest.raises(ValueError, match="X: row 3 is empty; fit needs a sentence: drop the row"):
            FramingClassifier().fit([*TEXTS[:3], empty, *TEXTS[4:]], LABELS)


# -- spans


def test_spans_teach_loaded_words() -> None:
    """The model then knows words, and reasons still add up; offsets or words are the same to it."""
    marked = FramingClassifier().fit(TEXTS, LABELS, spans=marks())
    assert any(name.startswith("span:") for name in marked.model_.linear.names)
    words = FramingClassifier().fit(TEXTS, LABELS, [[GUTTED] if own else None for own in marks()])
    assert words.model_.fingerprint == marked.model_.fingerprint
    text = UNSEEN[0]
    logit = marked.model_.bias + fsum(reason.value for reason in marked.explain(text))
    assert 1 / (1 + exp(-logit)) == pytest.approx(marked.predict_proba([text])[0, 1], abs=1e-9)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        (marks()[:5], "spans has 5 rows for the 120 texts of X"),
        ([*marks()[:119], [(0, 999)]], "spans: row 119: .*lies outside the text"),
        ([*marks()[:119], ["zebra"]], "spans: row 119: .*not in the text"),
        ([None] * 119 + [[(0, 3)]], "spans: 1 texts with marked words, at least 10"),
    ],
)
def test_unfit_spans(spans: Any, message: str) -> None:
    """Are refused with their row."""
    with pytest.raises(ValueError, match=message):
        FramingClassifier().fit(TEXTS, LABELS, spans=spans)


# -- the model elsewhere


def test_the_model_in_an_analyzer(classifier: FramingClassifier) -> None:
    """Gives the same probabilities."""
    analyzer = Analyzer(model=classifier.model_, lexicon=classifier.lexicon_)
    np.testing.assert_allclose(analyzer.score(UNSEEN), classifier.predict_proba(UNSEEN)[:, 1], atol=1e-12)
    text = UNSEEN[0]
    assert analyzer.analyze(text).sentences[0].contributions == classifier.explain(text)


def test_save(tmp_path: Path) -> None:
    """A directory that the command reads, with a card that says what the model was made of."""
    classifier = FramingClassifier(strength=1.0, random_state=5).fit(TEXTS, NAMES)
    classifier.save(tmp_path / "own")
    card = json.loads((tmp_path / "own" / CARD).read_text(encoding="utf-8"))
    assert (card["task"], card["seed"], card["recipe"]["strength"]) == ("sentence", 5, 1.0)
    assert "'biased'" in card["label"]
    (source,) = card["data"]
    assert (source["file"], source["n"], source["positive"]) == ("FramingClassifier.fit", 120, 60)
    assert set(card["versions"]) == {"framing", "numpy", "scikit-learn", "scipy"}
    (tmp_path / "text.txt").write_text(UNSEEN[0], encoding="utf-8")
    arguments = ["score", "--model", str(tmp_path / "own"), "--json", str(tmp_path / "text.txt")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert Analyzer(tmp_path / "own").score(UNSEEN).tolist() == classifier.predict_proba(UNSEEN)[:, 0].tolist()


def test_own_lexicon(lexicon: Lexicon) -> None:
    """It is used by fit, goes along, and stands on the card."""
    own = lexicon.without([lexicon.entries[0].id])
    classifier = FramingClassifier(lexicon=own).fit(TEXTS, LABELS)
    assert classifier.lexicon_ is own
    assert classifier.model_.linear.card.lexicon == own.fingerprint
