"""The lexicon is its own test suite: every example fires on its brackets, every counterexample is silent."""

import re

import pytest

from framing import Lexicon
from framing.entry import Entry
from framing.reader import Reader
from framing.rowtest import is_about, misfires

ENTRIES = Lexicon.load().entries
ROW = {
    "kind": "booster", "id": "bo9999", "term": "zippily", "pos": "adv", "strength": 1, "source": "own",
    "example": "The plan [zippily] failed.", "counterexample": "It was a zippy plan.",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon) -> Reader:
    """Reads with the shipped lexicon."""
    return Reader(lexicon)


def told(lexicon: Lexicon, **cells: str) -> list[tuple[str, str]]:
    """What misfires in a row with these cells, added to the lexicon."""
    more = lexicon.extend([{**ROW, **cells}])
    return list(misfires(more.entries[-1], Reader(more)))


def ids(entry: Entry) -> str:
    """How a row is named in the test report."""
    return f"{entry.id}-{entry.term}"


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_a_row_is_its_own_test(entry: Entry, reader: Reader) -> None:
    """The example yields its row on exactly the bracketed words; the counterexample has a word of it, and is silent."""
    assert list(misfires(entry, reader)) == []


def test_misfires_are_told(lexicon: Lexicon) -> None:
    """An example that fires elsewhere, and a counterexample that fires."""
    example, counterexample = "The plan [zippily] and clearly failed.", "It zippily failed."
    clearly = next(entry.id for entry in lexicon.entries if (entry.kind, entry.term) == ("booster", "clearly"))
    assert told(lexicon, example=example, counterexample=counterexample) == [
        ("example", f"fires on 'zippily', 'clearly' ({clearly}), not on 'zippily' alone: {example}"),
        ("counterexample", f"fires on 'zippily', where all must be silent: {counterexample}"),
    ]
    assert told(lexicon) == []


def test_the_row_itself_must_fire(lexicon: Lexicon) -> None:
    """Not another row of the kind, which is named."""
    taker = next(entry for entry in lexicon.entries if (entry.kind, entry.term) == ("booster", "clearly"))
    (fault,) = told(lexicon, example="The plan [clearly] failed.")
    assert fault[1].startswith(f"fires on 'clearly' ({taker.id}), not on 'clearly' alone: ")
    cells = {"kind": "reporting_verb", "id": "re9999", "pos": "verb", "stance": "neutral", "term": "zip"}
    (fault,) = told(lexicon, **cells, example="The mayor [said] that he left.", counterexample="The zip broke.")
    assert re.match(r"fires on 'said' \(re\d+\), not on 'said' alone", fault[1])
    cells = {"kind": "scare_quote", "id": "sq9999", "pos": "phrase", "stance": "title", "term": "zip"}
    example = 'The twins founded a band called ["the herons"] in 2011.'
    (fault,) = told(lexicon, **cells, example=example, counterexample="The zip broke.")
    assert re.match(r"fires on '\"the herons\"' \(sq\d+\), not on ", fault[1])


@pytest.mark.parametrize(
    ("term", "pos", "counterexample", "missing"),
    [
        ("zippily", "adv", "It was a plan.", "expected 'zippily', in any form"),
        ("zippily", "adv", "It was a zippy plan.", None),
        ("zip to the moon", "phrase", "It has a zip.", "expected 'moon', in any form"),
        ("zip to the moon", "phrase", "Moons rose.", None),
        ("zip", "noun", "Two zippers broke.", "expected 'zip', in any form"),
        ("zip", "noun", "Two zips broke.", None),
        ("{be} a", "phrase", "It rained.", None),
        ("slink zip", "verb", "The cat slunk off.", None),
        ("*zip", "noun", "A ragout.", "expected '*zip', in any form"),
        ("*zip", "noun", "Two unzips.", None),
        ("zip*", "noun", "A zipper.", None),
    ],
)
def test_a_counterexample_is_about_the_term(
    term: str, pos: str, counterexample: str, missing: str | None, lexicon: Lexicon
) -> None:
    """A word of the term stands in it, or the words that could are named."""
    cells = {"term": term, "pos": pos, "counterexample": counterexample}
    entry = lexicon.extend([{**ROW, **cells}]).entries[-1]
    assert is_about(entry, lexicon.grammar) is (missing is None)
    faults = [message for _, message in told(lexicon, **cells) if "no word of the term" in message]
    assert len(faults) == (missing is not None)
    assert all(str(missing) in fault for fault in faults)
