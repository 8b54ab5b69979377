"""How even-handedness is counted (training/evenhanded.py and sides.py), on small data of our own."""

import json
from pathlib import Path

import evenhanded
import pytest
from sides import Count, difference, leanings, read_pairs

from framing import Lexicon
from framing.corpora import read

PAGE = Path(__file__).parents[1] / "docs" / "even-handedness.md"

CAMPS = """
[[pair]]
name = "town"
camps = { growers = ["grower", "growers"], millers = ["Miller", "millers"] }
"""
ROWS = [
    ("The growers met on Friday.", 0, "Gazette", "left"),
    ("The growers sent their cronies.", 0, "Gazette", "left"),
    ("The millers met on Friday.", 0, "Herald", "right"),
    ("The growers and the millers sent their cronies.", 0, "Herald", "right"),
    ("The millers sent their cronies.", 1, "Herald", "right"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with both corpora; the second has the outlets under other spellings and no leaning."""
    for file, outlets in (
        ("babe/train.jsonl", str),
        ("anno_lexical/dev.jsonl", lambda outlet: f"the-{outlet.lower()}"),
    ):
        path = tmp_path / file
        path.parent.mkdir()
        rows = [
            {"text": text, "label": label, "outlet": outlets(outlet)} | ({"leaning": side} if "babe" in file else {})
            for text, label, outlet, side in ROWS
        ]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


@pytest.fixture
def camps(tmp_path: Path) -> Path:
    """One pair of camps."""
    path = tmp_path / "camps.toml"
    path.write_text(CAMPS, encoding="utf-8")
    return path


def test_intervals_are_those_of_wilson_and_newcombe() -> None:
    """Newcombe (1998), his example (a): 56 of 70 and 48 of 80."""
    low, high = Count(81, 263).interval
    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert difference(Count(56, 70), Count(48, 80)) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert Count(0, 0).interval == (0.0, 1.0)


def test_a_sentence_with_both_camps_counts_for_neither(camps: Path) -> None:
    """Whole words, a capital only with its capital."""
    (pair,) = read_pairs(camps)
    assert [camp and camp[0] for camp in map(pair.named, (text for text, *_ in ROWS))] == [
        "growers", "growers", "millers", None, "millers",
    ]  # fmt: skip
    assert pair.named("The miller and his windmillers met.") is None
    assert pair.named("Miller left.") == ("millers", [(0, 6)])


def test_a_word_of_both_camps_is_refused(tmp_path: Path) -> None:
    """It is named."""
    path = tmp_path / "camps.toml"
    path.write_text(CAMPS.replace('"millers"]', '"growers"]'), encoding="utf-8")
    with pytest.raises(ValueError, match="'growers' names both camps of 'town'"):
        read_pairs(path)


def test_sentences_are_counted_by_leaning_and_by_camp(data: Path, camps: Path) -> None:
    """Outlets of the second corpus get the leaning of their namesake."""
    report = evenhanded.measure(data, read_pairs(camps))
    groups = {section.title: {group.name: group.counts for group in section.groups} for section in report.sections}
    for corpus in ("BABE train", "Anno-lexical dev"):
        sides = groups[f"{corpus}, by the leaning of the outlet"]
        assert sides["left"]["neutral", "loaded"] == Count(1, 2)
        assert sides["right"]["neutral", "loaded"] == Count(1, 2)
        assert sides["right"]["biased", "loaded"] == Count(1, 1)
        named = groups[f"{corpus}, by the camp named"]
        assert named["town: growers"]["neutral", "loaded"] == Count(1, 2)
        assert named["town: millers"]["neutral", "loaded"] == Count(0, 1)


def test_contradicting_leanings_are_refused(data: Path) -> None:
    """The outlet is named."""
    path = data / "babe" / "train.jsonl"
    with path.open("a", encoding="utf-8") as rows:
        rows.write(json.dumps({"text": "More.", "label": 1, "outlet": "Gazette", "leaning": "right"}) + "\n")
    with pytest.raises(ValueError, match="Gazette: right in one row, left in another"):
        leanings(read(path))


@pytest.mark.usefixtures("datasets")
def test_the_page_is_of_the_shipped_lexicon(lexicon: Lexicon) -> None:
    """By the fingerprint that stands above its figures; only who has the data can write it anew."""
    current = evenhanded.state_of(lexicon) in PAGE.read_text(encoding="utf-8")
    assert current, f"docs/{PAGE.name} is of another lexicon; run: {evenhanded.COMMAND}"


def test_figures_go_between_the_comments(data: Path, camps: Path, tmp_path: Path) -> None:
    """What stands around them stays; a page without the comments is refused and left alone."""
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- figures -->\nold\n<!-- end figures -->\nAfter.\n", encoding="utf-8")
    arguments = [str(data), "--camps", str(camps), "--update", str(page)]
    evenhanded.main(arguments)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before.\n<!-- figures -->\n\n`python training/evenhanded.py")
    assert text.endswith("<!-- end figures -->\nAfter.\n")
    assert "old" not in text
    page.write_text("No place.\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="expected <!-- figures --> and after it <!-- end figures -->, each once"):
        evenhanded.main(arguments)
    assert page.read_text(encoding="utf-8") == "No place.\n"
