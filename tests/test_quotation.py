"""The function of quotations: how the model weighs, what it says, and what it learned from."""

from math import exp, isclose
from pathlib import Path

import numpy as np
import pytest

from framing import Analyzer, ModelError
from framing._resources import quotation_model_directory
from framing.cases import Case, cases
from framing.linear import LinearModel
from framing.quotation import LEARNED, QuotationModel, features
from framing.quotes import pair
from framing.sentences import split
from framing.tokens import tokenize
from framing.traits import TRAITS

TRAINING = Path(__file__).parent.parent / "training"


def only_case(text: str, analyzer: Analyzer) -> Case:
    """The case of the only quotation in a text without attributions."""
    from framing.article import Article

    grammar, tokens = analyzer.lexicon.grammar, tokenize(text)
    sentences = split(Article(text), tokens, grammar)
    (found,) = cases(tokens, sentences, pair(text, sentences, grammar), [], [], grammar)
    return found


def test_the_probability_is_the_softmax_of_published_weights(analyzer: Analyzer) -> None:
    """Whoever reads the arrays can work out the judgement by hand."""
    case = only_case('The board sold the pier in the name of "progress" and went home.', analyzer)
    linear = LinearModel.read(quotation_model_directory())
    weights = dict(zip(linear.names, linear.weights.tolist(), strict=True))
    scores = {f: sum(weights.get(f"{f} {name}", 0.0) for name in features(case)) for f in LEARNED}
    function, probability, _ = QuotationModel(linear).judge(case)
    assert function == max(scores, key=scores.__getitem__)
    assert isclose(probability, exp(scores[function]) / sum(map(exp, scores.values())))


@pytest.mark.parametrize(
    ("text", "function", "reason"),
    [
        ("The so-called “experts” went home.", "scare", "distances the writer"),
        ("The film “harbour” opens in May.", "title", "announce a title"),
        ("The sign holds “?!” and nothing more.", "other", "no words"),
        (
            "Fare is 'daylight robbery'\n\nOdell called the fare “daylight robbery” on Monday.",
            "attributed",
            "elsewhere",
        ),
    ],
)
def test_reasons(text: str, function: str, reason: str, analyzer: Analyzer) -> None:
    """The reason says what decided."""
    first = analyzer.analyze(text).quotes[0]
    assert first.function == function
    assert reason in first.why


def test_a_headline_lends_the_speaker_of_the_text(analyzer: Analyzer) -> None:
    """Words that a headline repeats are those of the speaker below."""
    text = "Fare is 'daylight robbery'\n\nDana Odell called the fare “daylight robbery” on Monday."
    assert [quote.speaker for quote in analyzer.analyze(text).quotes] == ["Dana Odell", "Dana Odell"]


def test_traits_have_names_and_phrases_of_their_own() -> None:
    """No two traits share a name or a phrase with different meanings."""
    assert len({trait.name for trait in TRAITS}) == len(TRAITS)
    assert all(trait.phrase for trait in TRAITS)


def test_a_model_of_other_functions_is_refused(tmp_path: Path) -> None:
    """The error names the function that is not known."""
    shipped = LinearModel.read(quotation_model_directory())
    LinearModel(("praise constant",), np.array([1.0]), 0.0, shipped.card).write(tmp_path)
    with pytest.raises(ModelError, match="'praise' is none of scare"):
        QuotationModel.load(tmp_path)


def test_training_sentences_are_well_formed() -> None:
    """One tab, a function, one bracketed quotation with its marks, no text twice."""
    lines = (TRAINING / "quotations-written.tsv").read_text(encoding="utf-8").split("\n")[:-1]
    texts = [line.split("\t")[1] for line in lines]
    assert {line.split("\t")[0] for line in lines} == set(LEARNED)
    assert all(text.count("[[") == text.count("]]") == 1 for text in texts)
    assert len(set(texts)) == len(texts)


def test_labels_hold_no_text() -> None:
    """The labels of other people's sentences are ids, places and functions."""
    lines = (TRAINING / "quotations-labels.tsv").read_text(encoding="utf-8").split("\n")[:-1]
    for line in lines:
        _, start, end, function = line.split("\t")
        assert int(start) < int(end)
        assert function in LEARNED
