"""The estimators keep the contract of scikit-learn, for texts."""

import doctest
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import rows
from sklearn import config_context
from sklearn.base import clone, is_classifier
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.utils import estimator_checks, estimator_html_repr, get_tags

from framing import CorpusError, FramingError, Lexicon
from framing import estimators as estimators_module
from framing import transformer as transformer_module
from framing.estimators import FramingClassifier, FramingFeatures
from framing.features import features
from framing.material import read_sentences

TEXTS = [row["text"] for row in rows()]
LABELS = [row["label"] for row in rows()]
NAMES = ["biased" if label else "neutral" for label in LABELS]
UNSEEN = [
    "The growers brazenly rigged a vote.",
    "Mayor Dana Holt opened the basin.",
    "",
    "?!",
    "Eine Brücke.",
    "lie " * 90,
]
BOTH: list[type[FramingFeatures] | type[FramingClassifier]] = [FramingFeatures, FramingClassifier]


@pytest.fixture(scope="module")
def classifier() -> FramingClassifier:
    """One that has learned from the sentences of `labelled`."""
    return FramingClassifier().fit(TEXTS, LABELS)


@pytest.fixture(scope="module")
def transformer() -> FramingFeatures:
    """One that knows the features of the same."""
    return FramingFeatures().fit(TEXTS)


def fitted(kind: type[FramingFeatures] | type[FramingClassifier]) -> Any:
    """An estimator of this kind that has seen the sentences."""
    return kind().fit(TEXTS, LABELS)


def output(estimator: Any, texts: Any) -> Any:
    """What it makes of texts, as an array."""
    return estimator.predict_proba(texts) if is_classifier(estimator) else estimator.transform(texts).toarray()


# -- what both keep

CHECKS = (
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_estimator_tags_renamed",
    "check_get_params_invariance",
    "check_mixin_order",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_set_params",
    "check_valid_tag_types",
)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("kind", BOTH)
def test_checks_of_scikit_learn(kind: Any, check: str) -> None:
    """Those that need no data; `check_estimator` runs none where texts are asked for."""
    getattr(estimator_checks, check)(kind.__name__, kind())


@pytest.mark.parametrize("kind", BOTH)
def test_init_only_stores(kind: Any) -> None:
    """Parameters come back as the very objects that were given, fit or not, and nonsense is stored as it is."""
    names = sorted(kind().get_params())
    given_values = {name: object() for name in names}
    assert kind(**given_values).get_params() == given_values
    assert vars(kind(**given_values)) == given_values


@pytest.mark.parametrize("kind", BOTH)
def test_clone_and_set_params(kind: Any, lexicon: Lexicon) -> None:
    """A clone has the parameters and nothing that was learned; an unknown parameter is refused."""
    estimator = kind(characters=(3, 5), lexicon=lexicon).fit(TEXTS, LABELS)
    copy = clone(estimator)
    assert copy.get_params() == estimator.get_params()
    with pytest.raises(NotFittedError):
        output(copy, TEXTS)
    assert copy.set_params(characters=(2, 2)).characters == (2, 2)
    with pytest.raises(ValueError, match="Invalid parameter 'colour'"):
        copy.set_params(colour=1)


@pytest.mark.parametrize("kind", BOTH)
def test_fit_is_deterministic_and_forgets(kind: Any) -> None:
    """Fit gives the estimator itself, leaves parameters and data alone; a second fit is as a first one."""
    estimator, texts, labels = kind(), list(TEXTS), list(LABELS)
    before = estimator.get_params()
    assert estimator.fit(texts[:60], labels[:60]).fit(texts, labels) is estimator
    assert (estimator.get_params(), texts, labels) == (before, TEXTS, LABELS)
    np.testing.assert_array_equal(output(estimator, UNSEEN), output(fitted(kind), UNSEEN))


@pytest.mark.parametrize("kind", BOTH)
def test_a_fit_that_fails_changes_nothing(kind: Any, lexicon: Lexicon) -> None:
    """What was learned before it stays whole."""
    estimator = fitted(kind)
    before = output(estimator, UNSEEN)
    estimator.set_params(lexicon=lexicon.without([entry.id for entry in lexicon]), characters=(3, 3))
    with pytest.raises(CorpusError):
        estimator.fit(["?!", "!"] * 10, [0, 1] * 10)
    np.testing.assert_array_equal(output(estimator, UNSEEN), before)


@pytest.mark.parametrize("kind", BOTH)
def test_pickle(kind: Any) -> None:
    """A copy through pickle does the same, fit or not."""
    assert pickle.loads(pickle.dumps(kind())).get_params() == kind().get_params()
    estimator = fitted(kind)
    np.testing.assert_array_equal(output(pickle.loads(pickle.dumps(estimator)), UNSEEN), output(estimator, UNSEEN))


@settings(deadline=None)
@given(order=st.permutations(range(len(UNSEEN))))
@pytest.mark.parametrize("name", ["classifier", "transformer"])
def test_rows_do_not_see_each_other(
    name: str, order: list[int], classifier: FramingClassifier, transformer: FramingFeatures
) -> None:
    """What is made of a text is the same in any order and alone, to the bit."""
    estimator = classifier if name == "classifier" else transformer
    together = output(estimator, UNSEEN)
    np.testing.assert_array_equal(output(estimator, [UNSEEN[i] for i in order]), together[order])
    np.testing.assert_array_equal(output(estimator, [UNSEEN[order[0]]]), together[order[:1]])


@pytest.mark.parametrize("kind", BOTH)
def test_tags_and_repr(kind: Any) -> None:
    """It says that it wants strings, and shows itself in a notebook."""
    tags = get_tags(kind())
    assert (tags.input_tags.string, tags.input_tags.two_d_array, tags.requires_fit) == (True, False, True)
    estimator = fitted(kind)
    assert kind.__name__ in estimator_html_repr(estimator)
    assert kind.__name__ in repr(kind(lexicon=Lexicon.load()))
    assert not hasattr(estimator, "n_features_in_")
    assert is_classifier(estimator) == (kind is FramingClassifier)


INPUTS: dict[str, Callable[[list[str]], Any]] = {
    "tuple": tuple,
    "array of objects": lambda texts: np.array(texts, dtype=object),
    "array of str": np.array,
    "pandas": lambda texts: pd.Series(texts, index=range(7, 7 + len(texts))),
    "pandas, objects": lambda texts: pd.Series(texts, dtype=object),
    "pandas, categories": lambda texts: pd.Series(texts, dtype="category"),
    "polars": lambda texts: pl.Series("text", texts),
    "pandas frame": lambda texts: pd.DataFrame({"text": texts}),
    "polars frame": lambda texts: pl.DataFrame({"text": texts}),
}


@pytest.mark.parametrize("form", INPUTS)
def test_inputs(form: str, classifier: FramingClassifier, transformer: FramingFeatures) -> None:
    """Whatever holds the texts, they are the same texts."""
    held = INPUTS[form](UNSEEN)
    np.testing.assert_array_equal(output(classifier, held), output(classifier, UNSEEN))
    np.testing.assert_array_equal(output(transformer, held), output(transformer, UNSEEN))


REFUSED: list[tuple[Any, type[Exception], str]] = [
    ("One text.", TypeError, r"X must be several texts, not one str; for one text write \[text\]"),
    (np.array("One text."), TypeError, r"not an array of no dimension; write \[value\]"),
    (b"One text.", TypeError, "not one bytes"),
    ({"One text."}, TypeError, "not set; give a list"),
    (iter(["One text."]), TypeError, "give a list"),
    (pl.LazyFrame({"text": ["One text."]}), TypeError, "not LazyFrame; give a list"),
    (None, TypeError, "not NoneType"),
    (np.array([["One text."]]), ValueError, r"X has the shape \(1, 1\); choose one column, such as X\[:, 0\]"),
    (pd.DataFrame({"a": ["b"], "c": ["d"]}), ValueError, r"2 columns \('a', 'c'\); choose one"),
    (["A text.", None], ValueError, r"X: row 1 is missing \(None\); drop the row"),
    (["A text.", float("nan")], ValueError, r"X: row 1 is missing \(nan\)"),
    (["A text.", pd.NA], ValueError, r"X: row 1 is missing \(<NA>\)"),
    (pd.Series(["A text.", None], index=[5, 6]), ValueError, "X: row 1 is missing"),
    (pd.Series(["A text.", None], dtype=object), ValueError, "X: row 1 is missing"),
    (pl.Series(["A text.", None]), ValueError, "X: row 1 is missing"),
    (["A text.", 3], ValueError, "X: row 1 is 3, a int; each row must be one str"),
    ([b"A text."], ValueError, "X: row 0 is b'A text.', a bytes; decode it first"),
    ([["A text."]], ValueError, "X: row 0 is .*, a list"),
]


@pytest.mark.parametrize(("texts", "error", "message"), REFUSED)
def test_what_is_no_column_of_texts_is_refused(
    texts: Any, error: type[Exception], message: str, classifier: FramingClassifier, transformer: FramingFeatures
) -> None:
    """With the row, the value and what to do; at fit as later."""
    for act in (
        classifier.predict, transformer.transform, FramingFeatures().fit, lambda t: FramingClassifier().fit(t, [0]),
    ):  # fmt: skip
        with pytest.raises(error, match=message):
            act(texts)


# -- features


def test_features_are_those_of_the_models(transformer: FramingFeatures, lexicon: Lexicon) -> None:
    """Each cell is what `framing.features` gives for that name; columns are sorted, cells as well."""
    matrix, names = transformer.transform(TEXTS), transformer.get_feature_names_out()
    assert (matrix.format, matrix.shape, list(names)) == ("csr", (len(TEXTS), len(names)), sorted(names))
    assert matrix.has_sorted_indices
    for row, sentence in enumerate(read_sentences(TEXTS[:20], lexicon)):
        expected = features(sentence.tokens, sentence.matches, (2, 4))
        cells = dict(zip(names[matrix[row].indices], matrix[row].data, strict=True))
        assert cells == pytest.approx(expected)


def test_fit_transform_is_fit_and_transform(transformer: FramingFeatures) -> None:
    """To the bit; and it does not swallow what it does not know."""
    np.testing.assert_array_equal(
        FramingFeatures().fit_transform(TEXTS, LABELS).toarray(), transformer.transform(TEXTS).toarray()
    )
    with pytest.raises(TypeError, match="sample_weight"):
        FramingFeatures().fit_transform(TEXTS, LABELS, sample_weight=[1] * len(TEXTS))


def test_no_text_and_nothing_known(transformer: FramingFeatures) -> None:
    """No rows, and rows of zeros."""
    width = len(transformer.vocabulary_)
    assert transformer.transform([]).shape == (0, width)
    assert transformer.transform(["", "?!"]).nnz == 0


def test_min_count_and_groups() -> None:
    """Rare features are left out, and so are groups that are not asked for."""
    names = FramingFeatures(min_count=20, groups=("word", "kind")).fit(TEXTS).get_feature_names_out()
    assert {name.partition(":")[0] for name in names} == {"word", "kind"}
    words = [name.removeprefix("word:") for name in names if name.startswith("word:")]
    assert all(sum(word in text.lower() for text in TEXTS) >= 20 for word in words)


@pytest.mark.parametrize(("library", "frame"), [("pandas", pd.DataFrame), ("polars", pl.DataFrame)])
def test_set_output(library: str, frame: Any) -> None:
    """Data frames with the names as columns and the index of the texts; a sparse matrix is refused with advice."""
    texts = pd.Series(TEXTS[:5], index=list("abcde"))
    dense = FramingFeatures(groups=["kind", "sentence"], sparse_output=False)
    found = dense.set_output(transform=library).fit_transform(texts)
    assert isinstance(found, frame)
    assert list(found.columns) == list(dense.get_feature_names_out())
    if library == "pandas":
        assert list(found.index) == list("abcde")
    sparse = clone(dense).set_params(sparse_output=True)
    with pytest.raises(ValueError, match=rf"as a {library} data frame; write FramingFeatures\(sparse_output=False\)"):
        sparse.fit(texts).transform(texts)
    with config_context(transform_output=library), pytest.raises(ValueError, match="sparse_output=False"):
        FramingFeatures().fit_transform(texts)


def test_column_transformer() -> None:
    """A column of a data frame, beside others, by name or as a frame of one column."""
    table = pd.DataFrame({"text": TEXTS, "length": [len(text) for text in TEXTS]})
    for column in ("text", ["text"]):
        both = ColumnTransformer([("f", FramingFeatures(), column), ("n", "passthrough", ["length"])])
        assert both.fit_transform(table).shape[0] == len(TEXTS)
        assert "f__word:brazenly" in both.get_feature_names_out()


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"characters": 3}, "characters: 3 is not the shortest and the longest run"),
        ({"characters": (4, 2)}, r"characters: \(4, 2\)"),
        ({"characters": (0, 2)}, "each from 1 to 40"),
        ({"min_count": 0}, "min_count: 0 is not a whole number of at least 1"),
        ({"min_count": 0.5}, "min_count: 0.5"),
        ({"groups": "kind"}, "groups: 'kind' is not a list of some of word, char, pair, kind, sentence"),
        ({"groups": ["kinds"]}, "groups"),
        ({"groups": []}, "groups"),
        ({"min_count": 999}, "no feature of the groups .* stands in 999 of its 120 texts"),
    ],
)
def test_parameters_of_features(parameters: dict[str, Any], message: str) -> None:
    """Are checked by fit; a `ValueError` that is a `FramingError` as well."""
    with pytest.raises(ValueError, match=message) as fault:
        FramingFeatures(**parameters).fit(TEXTS)
    assert isinstance(fault.value, FramingError)


# -- doctests


@pytest.mark.parametrize("module", [estimators_module, transformer_module])
def test_examples(module: Any) -> None:
    """Those of the docstrings."""
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)
