"""The lexicon is its own test suite: every example fires on its brackets, every counterexample is silent."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from framing import Lexicon
from framing.conditions import is_itself
from framing.entry import Entry
from framing.reader import Reader
from framing.rowtest import is_about, misfires

LEXICON = Lexicon.load()
ENTRIES = LEXICON.entries
CLASSES = LEXICON.grammar.classes
LOADED = [entry for entry in ENTRIES if entry.kind in ("loaded_label", "loaded_language", "euphemism")]
CAMPS = tomllib.loads((Path(__file__).parents[1] / "training" / "camps.toml").read_text(encoding="utf-8"))["pair"]
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


# -- parties to a dispute


def words_of(parts: Iterable[str]) -> Iterator[str]:
    """The words that conditions or terms name, those of a class one by one."""
    for part in parts:
        name = part.strip("{}?")
        yield from CLASSES[name] if part.startswith("{") else (part,)


FACING = ("US parties", "UK parties", "Israel and Palestinians", "Russia and Ukraine", "India", "police and protesters")
PLAIN = {"democratic", "labour"}  # more often than not no name: democratic norms, labour costs
CAMP_WORDS = [tuple({word.lower() for word in words} for words in pair["camps"].values()) for pair in CAMPS]
ACTORS = {*words_of(("{actor}", "{nationality}", "{state}", "{faith}"))}.union(*(a | b for a, b in CAMP_WORDS))
# where a condition wants one of these, it must accept the other as well
OPPOSED = [
    *(sides for pair, sides in zip(CAMPS, CAMP_WORDS, strict=True) if pair["name"] in FACING),
    ({"hindu", "hindus"}, {"muslim", "muslims"}),
    ({"conservative", "conservatives"}, {"liberal", "liberals"}),
]


def one_sided(entry: Entry) -> Iterator[str]:
    """Which conditions of a row name a party, so that it is silent about that party alone, or about all others."""
    for item in entry.unless:
        named = sorted(ACTORS.intersection(words_of([item]))) if " " not in item and not is_itself(item) else []
        if named:
            yield (
                f"{entry.id} ({entry.term}): unless {item!r} within four words names a party to disputes, "
                f"{', '.join(named)}; say where it stands ('{named[0]} said _', '_ {named[0]}'), or take a class "
                "of what happens there, such as {tried} or {past}"
            )
    wanted = {*words_of(word for item in entry.needs if not is_itself(item) for word in item.split())}
    coined = {*words_of(part for part in entry.term.split() if part.startswith("{"))}
    for words in (wanted, coined):
        for sides in OPPOSED:
            for side, other in (sides, sides[::-1]):
                if words & side - PLAIN and not words & other:
                    yield (
                        f"{entry.id} ({entry.term}): {', '.join(sorted(words & side - PLAIN))} may make it fire, its "
                        f"counterpart may not; add one of {', '.join(sorted(other))}, or a class of all sides, "
                        "such as {banner}, {actor} or {nationality}"
                    )


def test_no_condition_takes_a_side() -> None:
    """What silences a loaded row, or lets it fire, is no party to a dispute without its counterpart."""
    faults = [fault for entry in LOADED for fault in one_sided(entry)]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ({"unless": "police"}, "police"),
        ({"unless": "{nationality}"}, "afghan"),
        ({"needs": "hindus, _ trains"}, "hindus"),
        ({"needs": "_ the police"}, "police"),
        ({"term": "{prig} police", "needs": "hamas"}, "hamas"),
        ({"unless": "police said _, {tried}, !police", "needs": "hindu, _ muslims, {banner}"}, None),
    ],
)
def test_a_condition_that_takes_a_side_is_told(cells: dict[str, str], named: str | None, lexicon: Lexicon) -> None:
    """With the row, the word and what to write instead."""
    faults = list(one_sided(lexicon.extend([{**ROW, **cells}]).entries[-1]))
    assert len(faults) == (named is not None)
    assert all("bo9999" in fault and str(named) in fault and "; " in fault for fault in faults)
