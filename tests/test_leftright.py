"""What the difference between left and right is made of: by hand on sentences of our own."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from labelled import rows
from standin import counted

from framing import Analyzer, Lexicon
from framing.corpora import Corpus, Source
from framing.figures import sentence_figures
from framing.leftout import Judged
from framing.leftright import PARTS, left_minus_right, standardised
from framing.scoring import SentenceModel

SIDES = ("left", "right", "center", None)


@pytest.fixture(scope="module")
def judged(lexicon: Lexicon) -> Judged:
    """Sentences by the models of two parts; the left writes of tolls, the right of schools, both of the harbour."""
    found = rows()
    n = len(found)
    texts, labels = tuple(row["text"] for row in found), tuple(int(i % 7 == 5) for i in range(n))
    leanings = tuple(SIDES[i % 2] if i < 100 else SIDES[2 + i % 2] for i in range(n))
    topics = tuple("Harbour" if i % 3 else ("tolls" if i % 2 == 0 else "schools") for i in range(n))
    outlets = tuple(f"{leanings[i]} {i // 2 % 3}" if leanings[i] else None for i in range(n))
    corpus = Corpus(texts, labels, topics, outlets, topics, leanings, (Source("own.jsonl", "0" * 64, n, sum(labels)),))
    models = [counted([corpus.at(range(part, n, 2))], lexicon, {}) for part in (0, 1)]
    analyzers = tuple(Analyzer(SentenceModel(model), lexicon) for model in models)
    part = np.arange(n) // 3 % 2
    probabilities = np.array([analyzers[p].score([text])[0] for p, text in zip(part, texts, strict=True)])
    return Judged(corpus, probabilities, analyzers, part)


def test_the_parts_make_up_the_difference_of_the_log_odds(judged: Judged) -> None:
    """Exactly, whichever model judged a sentence."""
    found = left_minus_right(judged)
    assert found is not None
    corpus, odds = judged.corpus, np.log(judged.probabilities / (1 - judged.probabilities))
    left, right = (
        np.array([s == side and y == 0 for s, y in zip(corpus.leanings, corpus.labels, strict=True)])
        for side in ("left", "right")
    )
    assert list(found.log_odds) == [*PARTS, "all"]
    assert found.log_odds["all"].difference == pytest.approx(odds[left].mean() - odds[right].mean(), abs=1e-4)
    total = sum(found.log_odds[name].difference for name in PARTS)
    assert total == pytest.approx(found.log_odds["all"].difference, abs=3e-4)
    for part in found.log_odds.values():
        assert part.interval95[0] <= part.difference <= part.interval95[1]


def test_topics_are_held_equal_where_both_sides_write_of_them(judged: Judged) -> None:
    """Only the harbour is common; there the plain difference is the standardised one."""
    found = left_minus_right(judged)
    assert found is not None
    assert found.topics == 1
    assert found.plain == found.at_equal_topics
    corpus = judged.corpus
    assert found.n == sum(
        topic == "Harbour" and side in ("left", "right") and not label
        for topic, side, label in zip(corpus.topics, corpus.leanings, corpus.labels, strict=True)
    )


def test_standardisation_by_hand() -> None:
    """The sides differ by topic alone: in each topic they are alike, and all of the plain difference is gone."""
    strata = np.array([0] * 8 + [1] * 2 + [0] * 2 + [1] * 8)
    left = np.array([True] * 10 + [False] * 10)
    values = np.array([1.0, 0.0] * 4 + [0.0] * 2 + [1.0, 0.0] + [0.0] * 8)
    assert standardised(values, np.zeros(20, dtype=np.int64), left) == pytest.approx(0.4 - 0.1)
    assert standardised(values, strata, left) == 0.0
    one_sided = np.where(left, 0, 1)
    assert np.isnan(standardised(values, one_sided, left))


def test_each_outlet_is_left_out_once(judged: Judged) -> None:
    """By hand for one; the lowest first, so that the first and the last are the range."""
    found = left_minus_right(judged)
    assert found is not None
    assert sorted(found.without_outlet) == [f"{side} {i}" for side in ("left", "right") for i in range(3)]
    values = list(found.without_outlet.values())
    assert values == sorted(values)
    corpus = judged.corpus
    kept = [row for row, name in enumerate(corpus.outlets) if name != "left 1"]
    rates = sentence_figures(corpus.at(kept), judged.probabilities[kept]).false_positive_rate_by_leaning
    assert found.without_outlet["left 1"] == pytest.approx(rates["left"].rate - rates["right"].rate, abs=2e-4)


def test_a_handful_of_sentences_has_no_difference(judged: Judged) -> None:
    """Of a topic with one sentence of either side, and without an outlet that has nearly all of its side."""
    corpus = judged.corpus
    first = [row for row, label in enumerate(corpus.labels) if not label][:2]
    assert [corpus.leanings[row] for row in first] == ["left", "right"]
    topics = tuple("Fog" if row in first else None for row in range(120))
    outlets = tuple("Small" if row in first else "Large" for row in range(120))
    found = left_minus_right(replace(judged, corpus=replace(corpus, topics=topics, outlets=outlets)))
    assert found is not None
    assert (found.topics, found.n, found.plain, found.at_equal_topics) == (1, 2, None, None)
    assert list(found.without_outlet) == ["Small"]


def test_without_sides_or_topics_there_is_less_to_tell(judged: Judged, lexicon: Lexicon) -> None:
    """Too few sentences of a side: nothing. No topics and no outlets: the log odds alone."""
    few = replace(judged, corpus=replace(judged.corpus, leanings=("left",) * 120))
    assert left_minus_right(few) is None
    nothing = (None,) * 120
    bare = left_minus_right(replace(judged, corpus=replace(judged.corpus, topics=nothing, outlets=nothing)))
    assert bare is not None
    assert (bare.topics, bare.n, bare.plain, bare.at_equal_topics, bare.without_outlet) == (0, 0, None, None, {})
    assert set(asdict(bare)["log_odds"]["kind"]) == {"difference", "interval95"}
