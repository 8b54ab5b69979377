"""The encoder in cross-validation: what networks said of left-out sentences becomes figures."""

import json
from pathlib import Path

import numpy as np
import pytest
from calibrate import FOLDS, LeftOut, calibrated, judged
from labelled import LOADED_WORDS, with_spans, write_jsonl

from framing import Lexicon
from framing.corpora import Corpus, read
from framing.errors import CorpusError
from framing.figures import sentence_figures
from framing.leftout import checksum_of, parts_of
from framing.lessons import RECORD, Lessons, keys
from framing.loadedwords import loaded_rows, word_figures
from framing.tokens import tokenize


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Our own sentences."""
    return read(write_jsonl(tmp_path_factory.mktemp("own") / "own.jsonl", with_spans())).ordered()


@pytest.fixture
def said(target: Corpus, tmp_path: Path) -> Path:
    """What networks that are a little unsure said: log odds on a scale of their own."""
    dice, parts = np.random.default_rng(0), parts_of(target, FOLDS, None, 0)
    for fold, (_, rows) in enumerate(parts):
        texts = [target.texts[row] for row in rows]
        tokens = [tokenize(text) for text in texts]
        words = [[own.keys[i] in LOADED_WORDS for i in range(len(own)) if own.is_word(i)] for own in tokens]
        odds = np.array([3.0 if is_loaded else -1.0 for own in words for is_loaded in own])
        biased = np.array([target.labels[row] for row in rows]) * 2.0 + 1.0 + dice.normal(0, 0.7, len(rows))
        Lessons(keys(texts), biased, np.array(list(map(len, words))), odds).write(tmp_path / f"{fold}.npz")
    record = {"parts": checksum_of(target, parts)}
    (tmp_path / RECORD).write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def test_the_figures_are_those_of_calibrated_networks(said: Path, target: Corpus, lexicon: Lexicon) -> None:
    """Their scale is mended, their order kept; loaded words are found by what was said of them."""
    found = judged(LeftOut.read(said, target, lexicon), target)
    figures = sentence_figures(target, found.probabilities)
    assert figures.macro_f1 > 0.85
    assert figures.ece < 0.12
    rows = loaded_rows(target)
    words = word_figures(list(rows.values()), found.analyses(list(rows)))
    assert words.loaded.f1 > 0.8


def test_a_fold_is_calibrated_by_the_others(said: Path, target: Corpus, lexicon: Lexicon) -> None:
    """What was said of a fold moves its own calibration not at all."""
    left = LeftOut.read(said, target, lexicon)
    others = np.flatnonzero(left.folds != 2)
    before = calibrated(left, others)
    left.sentences[left.folds == 2] = 99.0
    assert calibrated(left, others) == before
    left.sentences[left.folds == 3] += 5.0
    assert calibrated(left, others) != before


def test_other_sentences_are_refused(said: Path, target: Corpus, lexicon: Lexicon) -> None:
    """Or other folds."""
    with pytest.raises(CorpusError, match="has seen what is left out in these folds"):
        LeftOut.read(said, target.at(list(range(len(target) - 1))), lexicon)
