"""The lexicon is its own test suite: every example fires on its brackets, every counterexample is silent."""

import pytest

from framing import Analyzer, Lexicon
from framing.entry import Entry
from framing.rowtest import misfires

ENTRIES = Lexicon.load().entries


def ids(entry: Entry) -> str:
    """How a row is named in the test report."""
    return f"{entry.id}-{entry.term}"


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_a_row_is_its_own_test(entry: Entry, analyzer: Analyzer) -> None:
    """The example yields the kind of its row on exactly the bracketed words; the counterexample yields nothing."""
    assert list(misfires(entry, analyzer)) == []


def test_misfires_are_told(lexicon: Lexicon) -> None:
    """An example that fires elsewhere, and a counterexample that fires."""
    row = {
        "kind": "booster", "id": "bo9999", "term": "zippily", "pos": "adv", "strength": 1, "source": "own",
        "example": "The plan [zippily] and clearly failed.", "counterexample": "It zippily failed.",
    }  # fmt: skip
    more = lexicon.extend([row])
    told = list(misfires(more.entries[-1], Analyzer(lexicon=more)))
    assert told == [
        ("example", "fires on 'zippily', 'clearly', not on 'zippily' alone: The plan [zippily] and clearly failed."),
        ("counterexample", "fires on 'zippily', where all must be silent: It zippily failed."),
    ]
