"""Texts as named, sparse features, for scikit-learn. Import `FramingFeatures` from `framing.estimators`."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn import get_config
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing.errors import CorpusError
from framing.lexicon import Lexicon
from framing.matcher import Matcher
from framing.material import Sentence, read_with, sentence_columns
from framing.parameters import characters_of, count_of, groups_of
from framing.samples import texts_in


@lru_cache(maxsize=1)
def _shipped() -> Matcher:
    """The matcher of the shipped lexicon, made once a process: a search over parameters fits many times."""
    return Matcher(Lexicon.load())


def _lexicon_of(given: Lexicon | str | Path) -> Lexicon:
    return given if isinstance(given, Lexicon) else Lexicon.load(given)


class OfTexts(BaseEstimator):  # type: ignore[misc]
    """What estimators of texts have in common: the lexicon, and a tag that says what they want."""

    lexicon: Lexicon | str | Path | None

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        return tags

    def _new_matcher(self) -> Matcher:
        """The matcher of the lexicon that the parameter names."""
        return _shipped() if self.lexicon is None else Matcher(_lexicon_of(self.lexicon))

    def _read(self, X: Any) -> list[Sentence]:  # noqa: N803
        return read_with(self._matcher, texts_in(X))


class FramingFeatures(TransformerMixin, OfTexts):  # type: ignore[misc]
    """Texts as rows of the named features that the models of `framing` learn from (see `framing.features`).

    A feature bears its meaning in its name: `word:brazenly`, `char:<bra`, `pair:of course`, `kind:loaded_label` (a
    match of the lexicon), `sentence:capitals`. What a row holds depends on its own text alone.

    Parameters
    ----------
    lexicon : Lexicon, str or Path, default=None
        A lexicon, the directory of one, or a TSV file of rows to add; by default the shipped one.
    characters : pair of int, default=(2, 4)
        The shortest and the longest run of letters.
    min_count : int, default=1
        Texts that a feature must stand in when it is learned.
    groups : sequence of str, default=None
        Which features, of `word`, `char`, `pair`, `kind` and `sentence`; by default all.
    sparse_output : bool, default=True
        A SciPy CSR matrix; if False, a dense array, which `set_output` needs to make data frames.

    Attributes
    ----------
    lexicon_ : Lexicon
        The lexicon that is matched.
    vocabulary_ : dict of str to int
        The column of each feature; the columns are sorted by name.

    Examples
    --------
    >>> from framing.estimators import FramingFeatures
    >>> features = FramingFeatures(groups=["kind"])
    >>> features.fit_transform(["The minister brazenly lied.", "The bridge is utterly, utterly long."]).toarray()
    array([[0., 1.],
           [2., 0.]])
    >>> features.get_feature_names_out()
    array(['kind:intensifier', 'kind:loaded_language'], dtype=object)
    """

    def __init__(
        self,
        *,
        lexicon: Lexicon | str | Path | None = None,
        characters: tuple[int, int] = (2, 4),
        min_count: int = 1,
        groups: Sequence[str] | None = None,
        sparse_output: bool = True,
    ) -> None:
        self.lexicon = lexicon
        self.characters = characters
        self.min_count = min_count
        self.groups = groups
        self.sparse_output = sparse_output

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: N803
        """The transformer itself, which now knows the features of the texts `X`; `y` is not looked at."""
        self._fit(X)
        return self

    def fit_transform(self, X: Any, y: Any = None, **fit_params: Any) -> Any:  # noqa: N803
        """What `fit(X).transform(X)` gives, with the texts read once."""
        if fit_params:
            raise TypeError(f"fit_transform takes X and y alone, not {', '.join(fit_params)}; leave that out")
        return self._placed(*self._fit(X))

    def transform(self, X: Any) -> Any:  # noqa: N803
        """The features of the texts, shape `(n_texts, n_features)`; those that are not known are left out."""
        check_is_fitted(self, "vocabulary_")
        columns = sentence_columns(self._read(X), self._characters)
        return self._placed(columns.matrix(), columns.names)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """The names of the columns, sorted; `input_features` is there for scikit-learn and not looked at."""
        check_is_fitted(self, "vocabulary_")
        return np.array(list(self.vocabulary_), dtype=object)

    def _fit(self, X: Any) -> tuple[Any, dict[str, int]]:  # noqa: N803
        """The matrix of the texts and the columns of all its features, after the vocabulary was learned from them."""
        groups, least = groups_of(self.groups), count_of(self.min_count)
        characters, matcher = characters_of(self.characters), self._new_matcher()
        columns = sentence_columns(read_with(matcher, texts_in(X)), characters)
        matrix = columns.matrix()
        held = matrix.getnnz(axis=0)
        kept = sorted(n for n, i in columns.names.items() if held[i] >= least and n.partition(":")[0] in groups)
        if not kept:
            raise CorpusError(
                f"X: no feature of the groups {', '.join(groups)} stands in {least} of its {matrix.shape[0]} texts; "
                "give more texts, a lower min_count or more groups"
            )
        self.lexicon_, self._matcher, self._characters = matcher.lexicon, matcher, characters
        self.vocabulary_ = {name: column for column, name in enumerate(kept)}
        return matrix, columns.names

    def _placed(self, matrix: Any, names: dict[str, int]) -> Any:
        """The matrix with its columns in the places that the vocabulary gives them."""
        own = [(i, self.vocabulary_[name]) for name, i in names.items() if name in self.vocabulary_]
        places = tuple(np.array(own, dtype=np.int64).reshape(-1, 2).T)
        shape = (len(names), len(self.vocabulary_))
        placed = csr_matrix(matrix @ csr_matrix((np.ones(len(own)), places), shape=shape))
        placed.sort_indices()
        if not self.sparse_output:
            return placed.toarray()
        self._check_output()
        return placed

    def _check_output(self) -> None:
        """A `ValueError` where a sparse matrix would have to become a data frame."""
        own = getattr(self, "_sklearn_output_config", {}).get("transform", get_config()["transform_output"])
        if own != "default":
            raise ValueError(
                f"a sparse matrix cannot be given as a {own} data frame; write FramingFeatures(sparse_output=False), "
                "or set_output(transform='default')"
            )
