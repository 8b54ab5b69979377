"""Corpora in, a model out: what is learned where, and from which sentences not."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import others, rows, with_spans, write_jsonl

from framing import Analyzer
from framing.batch import Batch
from framing.corpora import Corpus, apart, hashes, read
from framing.errors import CorpusError
from framing.learning import Material, chosen_threshold, folded, learn, word_f1
from framing.lexicon import Lexicon
from framing.loaded import CONSTANT, SPAN, LoadedWords, span_features
from framing.material import GROUPS, Design, design, read_sentences
from framing.recipe import Recipe
from framing.regression import fit, splits
from framing.scoring import SentenceModel
from framing.tokens import tokenize

RECIPE = Recipe(min_char=2)
PLAIN = "The growers' union published its third report."
LOADED = "The growers' union shamelessly peddled a disgraceful report."


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Corpus]:
    """Sentences of ours with their loaded words, and more without."""
    directory = tmp_path_factory.mktemp("corpora")
    own, more = write_jsonl(directory / "own.jsonl", with_spans()), write_jsonl(directory / "more.jsonl", others())
    return read(own), read(more)


@pytest.fixture(scope="module")
def material(corpora: tuple[Corpus, Corpus], lexicon: Lexicon) -> Material:
    """Both corpora, read."""
    return Material.read(corpora[0], corpora[1:], lexicon, RECIPE)


@pytest.fixture(scope="module")
def model(material: Material) -> SentenceModel:
    """What all sentences teach."""
    return SentenceModel(learn(material, material.rows, 0))


def probability(model: SentenceModel, text: str, lexicon: Lexicon) -> float:
    """The probability of one sentence."""
    (sentence,) = read_sentences([text], lexicon)
    (found,) = model.probabilities([(sentence.tokens, sentence.matches)])
    return found


# -- the model


def test_it_learns_which_sentences_are_biased(model: SentenceModel, lexicon: Lexicon) -> None:
    """Sentences that are not in the corpora, made of words that are."""
    assert probability(model, PLAIN, lexicon) < 0.2 < 0.8 < probability(model, LOADED, lexicon)


def test_it_learns_which_words_are_loaded(model: SentenceModel, lexicon: Lexicon) -> None:
    """The loaded ones of a loaded sentence are marked, the others are not."""
    (sentence,) = read_sentences([LOADED], lexicon)
    (found,) = model.assess_all([(sentence.tokens, sentence.matches)])
    marked = [sentence.tokens.keys[i] for i, hit in enumerate(found.marked) if hit]
    assert {"shamelessly", "peddled"} <= set(marked)
    assert not {"the", "growers'", "union", "report", "."} & set(marked)


def test_the_contributions_of_a_model_that_knows_words_make_up_the_probability(
    model: SentenceModel, lexicon: Lexicon
) -> None:
    """A word that stands twice has a part of its own in each place; all add up."""
    (sentence,) = read_sentences([f"{LOADED[:-1]}, peddled, peddled!"], lexicon)
    (found,) = model.assess_all([(sentence.tokens, sentence.matches)])
    total = model.bias + sum(c.value for c in found.contributions)
    assert 1 / (1 + np.exp(-total)) == pytest.approx(found.probability, abs=1e-9)
    assert model.probabilities([(sentence.tokens, sentence.matches)]) == [found.probability]
    assert len([c for c in found.contributions if c.name == "word:peddled"]) == 3


def test_without_spans_no_words_are_learned(corpora: tuple[Corpus, Corpus], lexicon: Lexicon) -> None:
    """The sentence model is there all the same, and no word is marked."""
    material = Material.read(corpora[1], (), lexicon, RECIPE)
    assert material.words is None
    assert material.background is None
    model = SentenceModel(learn(material, material.rows, 0))
    assert probability(model, PLAIN, lexicon) < 0.3 < 0.7 < probability(model, LOADED, lexicon)
    (found,) = model.assess_all([(tokenize(LOADED), ())])
    assert found.marked == ()


def test_no_text_with_a_word_is_refused(lexicon: Lexicon) -> None:
    """There is nothing to learn from marks."""
    with pytest.raises(CorpusError, match="no text has a word"):
        design(read_sentences(["?!", "..."], lexicon), (0, 1), RECIPE.characters)


def test_learning_is_repeatable(material: Material) -> None:
    """The same sentences give the same bytes."""
    assert learn(material, material.rows, 0).content() == learn(material, material.rows, 0).content()


# -- nothing leaks


def test_a_model_learns_nothing_from_rows_left_out(corpora: tuple[Corpus, Corpus], lexicon: Lexicon) -> None:
    """Other labels and other loaded words there: the model stays as it is, to the byte."""
    own, more = corpora
    kept, left = np.arange(0, 96), range(96, 120)
    turned = replace(
        own,
        labels=tuple(1 - label if i in left else label for i, label in enumerate(own.labels)),
        spans=tuple(() if i in left else spans for i, spans in enumerate(own.spans)),
    )
    one, other = (learn(Material.read(corpus, [more], lexicon, RECIPE), kept, 0) for corpus in (own, turned))
    assert one.content() == other.content()


def test_labels_of_no_meaning_are_not_predicted(corpora: tuple[Corpus, Corpus], lexicon: Lexicon) -> None:
    """What is learned on one part is of no use on another, so that nothing has leaked."""
    from sklearn.metrics import roc_auc_score

    labels = np.random.default_rng(0).permutation(corpora[1].labels)
    random = replace(corpora[1], labels=tuple(labels.tolist()))
    material = Material.read(random, (), lexicon, RECIPE)
    found = np.zeros(len(labels))
    for left, linear in folded(material, splits(labels, 3, 0), 0):
        model = SentenceModel(linear)
        sentences = [material.sentences[row] for row in left]
        found[left] = model.probabilities((sentence.tokens, sentence.matches) for sentence in sentences)
    assert 0.3 < roc_auc_score(labels, found) < 0.7


def test_sentences_of_the_target_are_no_support(corpora: tuple[Corpus, Corpus], lexicon: Lexicon) -> None:
    """A further corpus loses them, whatever their marks and case."""
    shouted = replace(corpora[1], texts=tuple(text.upper() + "!" for text in corpora[0].texts))
    support = apart(corpora[0], [shouted, corpora[1]])
    assert len(Material.read(corpora[0], support, lexicon, RECIPE).others) == len(corpora[1])


def test_a_model_carries_the_hashes_of_what_it_learned_from(material: Material, corpora: tuple[Corpus, Corpus]) -> None:
    """Of all rows that taught it, and of no other."""
    own, more = corpora
    learned = learn(material, np.arange(100), 0).learned
    assert learned is not None
    assert learned.tolist() == sorted(set(hashes([*own.texts[:100], *more.texts]).tolist()))
    assert not np.isin(hashes(own.texts[100:]), learned).any()


# -- the matrices


@pytest.fixture(scope="module")
def of(lexicon: Lexicon) -> Design:
    """The design of all sentences."""
    found = rows()
    return design(read_sentences([r["text"] for r in found], lexicon), [r["label"] for r in found], (2, 4))


def test_the_design_holds_the_features_of_each_sentence(of: Design, lexicon: Lexicon) -> None:
    """Column by column what `features` says."""
    from framing.features import features

    for row, sentence in enumerate(read_sentences([r["text"] for r in rows()[:12]], lexicon)):
        found = of.values[[row]].tocoo()
        values = {of.names[column]: value for column, value in zip(found.col, found.data, strict=True)}
        assert values == pytest.approx(features(sentence.tokens, sentence.matches, (2, 4)))


def test_rare_features_are_left_out(of: Design) -> None:
    """Each group has its own threshold, in sentences."""
    rows_of_all, recipe = np.arange(len(of.labels)), replace(RECIPE, min_word=4, min_char=9, min_pair=11)
    empty, even = np.zeros((len(of.labels), 0)), np.ones(len(of.labels))
    columns = fit(of, rows_of_all, recipe, even, empty).columns
    counts = of.values.getnnz(axis=0)[columns]
    least = [counts[of.groups[columns] == GROUPS.index(name)].min() for name in ("word", "char", "pair")]
    assert (np.array(least) >= [4, 9, 11]).all()
    assert len(columns) < len(fit(of, rows_of_all, RECIPE, even, empty).columns)


@dataclass(frozen=True, slots=True)
class Found:
    """A lexicon match."""

    start: int
    stop: int
    kind: str


KINDS = ("booster", "euphemism", "booster")
WORDS = st.sampled_from(["brazenly", "The", "of", "SHAME", "plan", ",", "'s", "sneered", "x" * 50, "\u201c", "1990s"])


@given(st.lists(WORDS, max_size=12).map(" ".join), st.integers(0, 2**32 - 1))
def test_words_are_scored_as_their_features_say(text: str, seed: int) -> None:
    """The remembered sums are those of the features, for any weights."""
    tokens, rng = tokenize(text), np.random.default_rng(seed)
    matches = [Found(i, i + 1, kind) for i, kind in zip(range(0, len(tokens), 3), KINDS, strict=False)]
    rows_of_all = span_features(tokens, matches, (2, 4))
    names = sorted({name for row in rows_of_all for name in row} | {f"{SPAN}{CONSTANT}"})
    weights = dict(zip(names, rng.normal(size=len(names)).tolist(), strict=True))
    judge, batch = LoadedWords(weights, (2, 4)), Batch.of([(tokens, matches)])
    found = judge.logits(batch, np.array([judge.numbers(key) for key in batch.keys]))
    for logit, row in zip(found[1:-1], rows_of_all, strict=True):
        expected = weights[f"{SPAN}{CONSTANT}"] + sum(value * weights[name] for name, value in row.items())
        assert logit == (pytest.approx(expected) if row else float("-inf"))


# -- thresholds


def test_f1_over_words_by_hand() -> None:
    """Two of three loaded words are hit, and one that is not."""
    loaded, hits = np.array([True, True, True, False, False]), np.array([True, True, False, True, False])
    assert word_f1(loaded, hits) == pytest.approx(2 * 2 / (3 + 3))
    assert word_f1(np.array([False]), np.array([False])) == 0.0


def test_the_threshold_is_the_highest_that_costs_little() -> None:
    """Where no F1 may be lost it lies at the best one, where some may, higher."""
    loaded = np.array([True] * 10 + [False] * 10)
    probabilities = np.array([0.9] * 8 + [0.4] * 2 + [0.3] * 10)
    listed = np.zeros(20, dtype=bool)
    assert chosen_threshold(probabilities, loaded, listed, 1.0) == 0.4
    assert chosen_threshold(probabilities, loaded, listed, 0.85) == 0.9
    assert chosen_threshold(probabilities, loaded, loaded, 1.0) == 0.95


# -- what users see of it


def test_learned_words_become_markers(model: SentenceModel, tmp_path: Path) -> None:
    """With a probability, a reason and no row; runs of words are one marker, and what is marked already is none."""
    model.linear.write(tmp_path / "own")
    analysis = Analyzer(tmp_path / "own").analyze(f"The council met. {LOADED}")
    learned = [m for m in analysis.markers if m.origin == "model"]
    assert learned
    for marker in learned:
        assert marker.entry is None
        assert marker.stance is None
        assert marker.kind in ("loaded_label", "loaded_language")
        assert 0 < marker.probability <= 1
        assert "learned from words that experts marked" in marker.why
        others = [m for m in analysis.markers if m is not marker]
        assert all(m.end <= marker.start or marker.end <= m.start for m in others)
    assert not [m for m in learned if m.start < 17]


def test_learned_words_are_not_marked_in_titles_and_foreign_text(model: SentenceModel, tmp_path: Path) -> None:
    """Nor where the phrase is allowed."""
    model.linear.write(tmp_path / "own")
    title = "He starred in the film \u201cPeddled Shamelessly\u201d last year."
    assert not [m for m in Analyzer(tmp_path / "own").analyze(title).markers if m.origin == "model"]
    allowed = Analyzer(tmp_path / "own", allow=["shamelessly", "peddled", "disgraceful"]).analyze(LOADED)
    assert not [m for m in allowed.markers if m.text in ("shamelessly", "peddled")]
