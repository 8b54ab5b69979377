"""Texts that count as one: within a corpus, and between what is learned from and what is measured on."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpora import Corpus, Source, checksum, duplicates, hashes, leaked, normalised, read
from framing.span import Span

TEXTS = ("The plan passed.", "They gutted it!", "the plan \u2013 passed", "?!", "\u2026", "They gutted it.")
NONE = (None,) * len(TEXTS)
CORPUS = Corpus(TEXTS, (0, 1, 0, 0, 1, 1), ("a", "b", "c", "d", "e", "f"), NONE, NONE, NONE, (Source("a", "", 6, 3),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u201cFailed\u201d \u2014 again", '"failed" - again'),
        ("It\u2019s  so\u00a0bad.", "ITS SO BAD"),
        ("caf\u00e9", "cafe\u0301"),
        ("\ufb01ne", "fine"),
        ("Stra\u00dfe", "STRASSE"),
        ("under_score", "underscore"),
    ],
)
def test_marks_case_and_width_do_not_matter(one: str, other: str) -> None:
    """The letters are the same."""
    assert normalised(one) == normalised(other)


def test_letters_and_digits_matter() -> None:
    """Accents as well."""
    assert len({normalised(text) for text in ("10 men", "11 men", "resume", "r\u00e9sum\u00e9")}) == 4


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_white_space_never_matters(text: str) -> None:
    """Nor does normalising twice."""
    assert normalised(f" {' '.join(text.split())}\n") == normalised(text) == normalised(normalised(text))


def test_duplicates_are_groups_of_rows() -> None:
    """Texts without a letter are like no other."""
    assert duplicates(CORPUS) == [[0, 2], [1, 5]]


def test_rows_are_chosen_by_their_numbers() -> None:
    """In the order asked for; sources stay; a mask is refused, for it would pass for rows 0 and 1."""
    for rows in ([4, 1], np.array([4, 1]), (np.int64(4), 1)):
        chosen = CORPUS.at(rows)
        assert (chosen.texts, chosen.labels, chosen.ids) == ((TEXTS[4], TEXTS[1]), (1, 1), ("e", "b"))
        assert chosen.sources == CORPUS.sources
    for mask in ([True, False], np.array([True, False])):
        with pytest.raises(TypeError, match="not by a mask"):
            CORPUS.at(mask)
    with pytest.raises(TypeError):
        CORPUS.at([1.5])  # type: ignore[list-item]
    with pytest.raises(IndexError):
        CORPUS.at([6])


def test_what_is_measured_on_is_kept_apart() -> None:
    """By the normalised text; a note says how much was left out."""
    held_out = ["THE PLAN PASSED", "?", "Somebody met."]
    assert leaked(CORPUS, held_out) == [0, 2]
    kept = CORPUS.without(held_out)
    assert kept.ids == ("b", "d", "e", "f")
    assert kept.notes == ("a: left out 2 of 6 rows, whose texts are in the data to be kept apart",)
    assert kept.without(held_out) is kept
    assert CORPUS.without(iter(TEXTS)).ids == ("d", "e")


def test_hashes_are_those_of_the_normalised_text() -> None:
    """The same in every process and on every machine; a text without a letter is like no other."""
    assert hashes(TEXTS)[[0, 2]].tolist() == [hashes(["THE PLAN PASSED"])[0]] * 2
    assert hashes(["The plan passed.", "?!", "", "\ud800"]).tolist() == [2648228145, 0, 0, 0]
    assert len(set(hashes([f"Plan {i}" for i in range(1000)]).tolist())) == 1000


def test_columns_of_other_lengths_are_refused() -> None:
    """A corpus that is made by hand is whole."""
    with pytest.raises(ValueError, match="labels: 1 values for 2 texts"):
        Corpus(("a", "b"), (1,), NONE[:2], NONE[:2], NONE[:2], NONE[:2], ())


def test_a_repeated_text_is_kept_once_and_a_disputed_one_not_at_all(tmp_path: Path) -> None:
    """The notes name the rows; the source counts those kept; nothing is printed."""
    rows = [("One.", 0), ("Two.", 1), ("one", 0), ("Three?", 0), ("three", 1), ("THREE", 1), ("ONE", 0)]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows))
    corpus = read(path)
    assert corpus.texts == ("Two.", "ONE")
    assert (corpus.sources[0].n, corpus.sources[0].positive) == (2, 1)
    assert corpus.notes == (
        f"{path}: left out 2 rows whose text stands in another row with the same label (rows 1, 3)",
        f"{path}: left out 3 rows whose texts carry both labels (rows 4, 5, 6)",
    )


def test_many_rows_are_not_all_named(tmp_path: Path) -> None:
    """The first five, and that there are more."""
    path = tmp_path / "a.csv"
    path.write_text("text,label\nTwo.,1\n" + "One.,0\n" * 7)
    assert read(path).notes[0].endswith("left out 6 rows whose text stands in another row with the same label "
                                        "(rows 3, 4, 5, 6, 7, ...)")  # fmt: skip


def test_the_checksum_is_that_of_the_rows() -> None:
    """Whatever they were read from; each value counts."""
    one = Corpus(("a \u201cb\u201d",), (1,), ("i",), (None,), (None,), (None,), ())
    line = '["a \\u201cb\\u201d",1,null,"i",null,null,null]\n'
    assert checksum(one) == hashlib.sha256(line.encode()).hexdigest()
    others = [
        Corpus(("a \u201cb\u201d",), (1,), ("i",), (None,), (None,), (None,), (), ((Span(0, 1),),)),
        Corpus(("a \u201cb\u201d",), (1,), ("i",), ("o",), (None,), (None,), ()),
        Corpus(("a \u201cb\u201d",), (0,), ("i",), (None,), (None,), (None,), ()),
    ]
    assert len({checksum(corpus) for corpus in (one, *others)}) == 4
