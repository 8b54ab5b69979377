"""Groups of articles beside each other."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import framing
from framing import Comparison, CorpusError, compare
from framing.cli import main
from framing.copies import near_copies, signature
from framing.errors import FramingError, ParameterError
from framing.keyness import keyness
from framing.rates import Counts, gaps, intervals

HEATED = "The mayor brazenly skipped the hearing. The scheme is utterly reckless, the paper writes on page {}."
PLAIN = "The mayor clearly missed the hearing. The plan may perhaps cost two million, the paper writes on page {}."
TWO = {"Tern": [PLAIN.format(i) for i in range(8)], "Gull": [HEATED.format(i) for i in range(8)]}


@pytest.fixture(scope="module")
def two() -> Comparison:
    """A heated and a plain group."""
    return compare(TWO)


def frame_of(groups: dict[str, list[str]]) -> pd.DataFrame:
    """The articles in a table, with a topic that alternates."""
    rows = [(group, text, "ab"[i % 2]) for group, texts in groups.items() for i, text in enumerate(texts)]
    return pd.DataFrame(rows, columns=["outlet", "body", "topic"])


def test_rates_are_markers_by_words(two: Comparison) -> None:
    """Of each kind and voice, groups in the order of their names."""
    assert [(size.group, size.articles) for size in two.groups] == [("Gull", 8), ("Tern", 8)]
    rates = {(r.group, r.kind, r.voice): r for r in two.rates}
    found = rates["Gull", "loaded_language", "author"]
    analyses = [framing.analyze(text) for text in TWO["Gull"]]
    assert found.markers == sum(len(a.markers.where(kind="loaded_language", voice="author")) for a in analyses) > 0
    assert found.words == sum(a.summary.words_by_voice["author"] for a in analyses)
    assert found.rate == 1000 * found.markers / found.words
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.rate <= found.high
    assert rates["Tern", "loaded_language", "author"].rate == 0
    assert rates["Tern", "loaded_language", "author"].high is not None
    assert rates["Tern", "any", "quoted"].rate is None  # no words of that voice


def test_a_difference_that_is_there_is_found(two: Comparison) -> None:
    """With its sign and an interval that excludes 0; adjusted p-values are no smaller."""
    found = {(d.kind, d.voice): d for d in two.differences}["loaded_language", "author"]
    assert (found.group, found.other) == ("Gull", "Tern")
    assert found.low > 0
    assert found.p <= found.p_adjusted < 0.01
    assert all(d.p <= d.p_adjusted + 1e-12 for d in two.differences)


def test_words_that_distinguish(two: Comparison) -> None:
    """Stand in the group with the words of its own."""
    assert {word.word for word in two.words if word.group == "Gull"} >= {"brazenly", "reckless"}
    assert {word.word for word in two.words if word.group == "Tern"} >= {"clearly", "may"}


def test_frames_mappings_and_saved_analyses_say_the_same(two: Comparison, tmp_path: Path) -> None:
    """Whichever way the articles come in."""
    frame = frame_of(TWO)
    from_frame = compare(frame, text="body", by="outlet")
    assert (from_frame.by, two.by) == ("outlet", "group")
    assert from_frame.rates == two.rates
    assert from_frame.differences == two.differences
    assert compare({name: list(framing.analyze_many(texts)) for name, texts in TWO.items()}).rates == two.rates
    frame.to_csv(tmp_path / "articles.csv", index=False)
    frame.to_json(tmp_path / "articles.jsonl", orient="records", lines=True)
    lines = [
        json.dumps({"file": f"{group}.txt", **framing.analyze(text).to_dict(), "columns": {"outlet": group}})
        for group, texts in TWO.items()
        for text in texts
    ]
    (tmp_path / "saved.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for name in ("articles.csv", "articles.jsonl", "saved.jsonl"):
        assert compare(tmp_path / name, text="body").rates == two.rates
    by_file = compare(str(tmp_path / "saved.jsonl"), by="file")
    assert [size.group for size in by_file.groups] == ["Gull.txt", "Tern.txt"]
    with pytest.raises(ParameterError, match="keeps no column 'section'; it keeps file, outlet"):
        compare(tmp_path / "saved.jsonl", by="section")


def test_within_topics() -> None:
    """Rates and differences are of one topic at a time; p-values count all pairs."""
    groups = {name: texts + [f"{text} Again." for text in texts] for name, texts in TWO.items()}
    found = compare(frame_of(groups), text="body", within="topic")
    assert [(size.topic, size.group, size.articles) for size in found.groups] == [
        ("a", "Gull", 8), ("a", "Tern", 8), ("b", "Gull", 8), ("b", "Tern", 8),
    ]  # fmt: skip
    assert {d.topic for d in found.differences} == {"a", "b"}


def test_too_little_text_is_told_and_the_rest_done() -> None:
    """Groups of few articles, without any, without words; rows without a group."""
    rows = [
        *((g, t) for g, texts in TWO.items() for t in texts),
        ("Skua", "Utterly reckless."),
        ("Ghost", None),
        (None, "x"),
    ]
    found = compare(pd.DataFrame(rows, columns=["outlet", "text"]))
    assert [size.group for size in found.groups] == ["Gull", "Skua", "Tern"]
    skua = [r for r in found.rates if r.group == "Skua" and r.kind == "any" and r.voice == "all"]
    assert [(r.rate, r.low, r.high) for r in skua] == [(1000.0, None, None)]
    assert {(d.group, d.other) for d in found.differences} == {("Gull", "Tern")}
    told = "\n".join(found.notes)
    assert "column 'text': missing in 1 of 19 rows" in told
    assert "column 'outlet': missing in 1 of 19 rows" in told
    assert "Ghost: no text in any row; left out" in told
    assert "fewer than 5 articles: Skua 1; there chance cannot be told" in told
    assert re.search(r"fewer than 1,000 words: Gull \d+; Skua 2; Tern \d+; such rates say little", told)


def test_articles_without_words_are_left_out_whatever_they_come_in(tmp_path: Path) -> None:
    """They are no articles that say nothing: the same groups, and a note, from mappings, frames and saved analyses."""
    groups: dict[str, list[str | None]] = {
        "Gull": [*TWO["Gull"][:5], "", "...", None],
        "Tern": [*TWO["Tern"][:5], "", "", ""],
        "Skua": ["", " "],
    }
    rows = [(group, text) for group, texts in groups.items() for text in texts]
    saved = tmp_path / "saved.jsonl"
    lines = [framing.analyze(text or "").to_dict() | {"columns": {"outlet": group}} for group, text in rows]
    saved.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = [compare(groups), compare(pd.DataFrame(rows, columns=["outlet", "text"])), compare(saved)]
    for one in found:
        assert [(size.group, size.articles) for size in one.groups] == [("Gull", 5), ("Tern", 5)]
        assert one.differences == found[0].differences
    assert "articles without words: 2 of Gull; all of Skua; 3 of Tern; they are left out" in found[0].notes
    assert "articles without words: 3 of Gull; all of Skua; 3 of Tern; they are left out" in found[2].notes
    assert "Gull: 1 of 8 articles are missing; they are left out" in found[0].notes


def test_the_order_of_articles_does_not_matter() -> None:
    """Intervals and p-values are those of the articles, not of the rows they stand in."""
    articles = frame_of(TWO)
    turned = articles.iloc[::-1]
    one, other = compare(articles, text="body"), compare(turned, text="body")
    assert one.rates == other.rates
    assert one.differences == other.differences


def test_notes_are_few_however_many_groups() -> None:
    """What is said of many groups is said once, with the names of some."""
    found = compare({f"Paper {n:02}": ["It was late."] for n in range(30)})
    assert len(found.notes) == 2
    assert "Paper 04 1 and 25 more; there chance" in found.notes[0]


def test_names_of_groups() -> None:
    """Numbers stand by value, days have no hour, blanks around a name are none of it; shared names are told."""
    days = pd.to_datetime(["2026-03-02", "2026-03-02", "2026-03-01"])
    table = pd.DataFrame({"text": ["It was late."] * 3, "n": [10, 2, 1], "day": days, "o": [" A", "A ", "B"]})
    assert [size.group for size in compare(table, by="n").groups] == ["1", "2", "10"]
    assert [size.group for size in compare(table, by="day").groups] == ["2026-03-01", "2026-03-02"]
    assert [size.group for size in compare(table, by="o").groups] == ["A", "B"]
    assert any("have the same name: A; each counts" in note for note in compare(table, by="n", id="o").notes)


def test_groups_may_be_numbers() -> None:
    """Whole ones are told without a point, though missing ones make floats of them."""
    found = compare(pd.DataFrame({"text": ["It was late."] * 3, "outlet": [1, 2, None]}))
    assert [size.group for size in found.groups] == ["1", "2"]


def test_one_group_and_none() -> None:
    """One has rates; of none there is nothing to say."""
    alone = compare({"Gull": TWO["Gull"]})
    assert alone.differences == ()
    assert any("only one group, Gull" in note for note in alone.notes)
    assert alone.words == ()
    with pytest.raises(ParameterError, match="no article has both words and a group"):
        compare({"Gull": [], "Tern": [""]})


def test_near_copies_are_told() -> None:
    """Wire copy that two outlets ran, lightly edited; different texts are none, short ones cannot be judged."""
    story = " ".join(f"word{i} of the long story number {i * 7 % 31}." for i in range(20))
    other = " ".join(f"Quite another report says item{i} and thing{i * 3}." for i in range(20))
    texts = [story, other, story.replace("word7 ", "Word 7 "), "Short.", "Short."]
    assert near_copies([signature(text) for text in texts]) == [(0, 2)]
    found = compare({"Gull": [story], "Tern": [f"{story} More.", other]})
    assert found.copies == (("Gull 0", "Tern 0"),)
    assert any("2 articles are near copies of each other, in 1 set (Gull 0 = Tern 0)" in note for note in found.notes)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ({"Gull": "one text"}, TypeError, "group 'Gull' must be several texts or analyses, not one str"),
        ({"Gull": ["x", 3]}, TypeError, r"'Gull'\[1\] must be a text or an Analysis, not int"),
        (3, TypeError, "articles must be a dataframe in memory, not int; .* or the path of a file"),
        (pd.DataFrame({"text": ["x"], "outlet": [["y"]]}), CorpusError, r"'outlet': row 0 \(from 0\) has no name but"),
        ("nowhere.csv", CorpusError, "nowhere.csv: cannot be read"),
        ("nowhere.xlsx", CorpusError, "the name must end in one of .jsonl, .csv, .tsv"),
        (pd.DataFrame({"text": ["x"]}), ParameterError, "by: no column is called 'outlet'; the columns are text"),
    ],
)
def test_what_cannot_be_compared(data: Any, error: type[Exception], message: str) -> None:
    """Told with what was expected."""
    with pytest.raises(error, match=message):
        compare(data)


def test_names_that_are_none() -> None:
    """A column in place of its name, the column of texts for that of groups, a model in place of an analyzer."""
    table = pd.DataFrame({"text": ["x"], "outlet": ["y"]})
    with pytest.raises(TypeError, match="by must be the name of a column, not a Series"):
        compare(table, by=table["outlet"])  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="by: 'text' is the column of texts"):
        compare(table, by="text")
    with pytest.raises(TypeError, match=r"analyzer must be an Analyzer, not 'encoder'; give framing.Analyzer"):
        compare(table, analyzer="encoder")  # type: ignore[arg-type]


def test_a_comparison_is_read_again_from_json(two: Comparison) -> None:
    """Whole, or refused with the name of the field."""
    assert Comparison.from_dict(json.loads(json.dumps(two.to_dict()))) == two
    with pytest.raises(FramingError, match="rates"):
        Comparison.from_dict(two.to_dict() | {"rates": 3})


def test_tables_and_records(two: Comparison) -> None:
    """Each table as a frame with its fields as columns; all of it as JSON."""
    assert list(two.to_frame().columns)[:5] == ["topic", "group", "kind", "voice", "words"]
    for table in ("groups", "rates", "differences", "words", "stances"):
        assert len(two.to_frame(table, "polars")) == len(getattr(two, table))
    with pytest.raises(ParameterError, match="table must be one of groups, rates"):
        two.to_frame("speakers")  # type: ignore[arg-type]
    assert json.loads(json.dumps(two.to_dict()))["by"] == "group"


def test_what_a_console_shows(two: Comparison) -> None:
    """One line, for an analysis too."""
    assert repr(two) == "<Comparison by group: Gull, Tern; 16 articles>"
    assert repr(framing.analyze("Holt left.")) == "<Analysis: 2 words in 1 sentences, 0 markers, 0 speakers>"


def test_stances_count_how_speakers_are_credited() -> None:
    """By group, speaker and stance."""
    found = compare(
        {"Gull": ["Dana Holt claimed it was safe. Holt said it was late.", "Dana Holt claimed it was late."]}
    )
    rows = [(s.speaker, s.stance, s.attributions, s.total, s.verbs) for s in found.stances]
    assert rows == [("Dana Holt", "doubting", 2, 3, "claimed"), ("Dana Holt", "neutral", 1, 3, "said")]


# -- the command


def test_the_command(tmp_path: Path) -> None:
    """Tables, JSON and CSV; what is wrong in one line."""
    place = tmp_path / "articles.csv"
    frame_of(TWO).to_csv(place, index=False)
    run = CliRunner()
    shown = run.invoke(main, ["compare", str(place), "--text", "body"])
    assert shown.exit_code == 0
    assert "Gull (8)" in shown.output
    assert "rank nobody" in shown.output
    record = json.loads(run.invoke(main, ["compare", str(place), "--text", "body", "--json"]).output)
    assert [size["group"] for size in record["groups"]] == ["Gull", "Tern"]
    table = run.invoke(main, ["compare", str(place), "--text", "body", "--csv", "groups"]).output
    assert [row["articles"] for row in csv.DictReader(table.splitlines())] == ["8", "8"]
    wrong = run.invoke(main, ["compare", str(place)])
    assert (wrong.exit_code, wrong.output) == (
        2, "Error: text: no column is called 'text'; the columns are outlet, body, topic\n",
    )  # fmt: skip


# -- the statistics


def test_intervals_tell_nothing_of_few_articles() -> None:
    """And of a count of 0 in n words the upper end is Garwood's 3.69 / n."""
    words = np.full((4, 1), 100.0)
    assert np.isnan(intervals(Counts(np.ones((4, 1)), words))).all()
    nothing = intervals(Counts(np.zeros((10, 1)), np.full((10, 1), 100.0)))
    assert nothing.tolist() == [[0.0, pytest.approx(3.6889 / 1000, rel=1e-4)]]


def test_adjusted_p_values_count_all_measures() -> None:
    """Pure noise in many measures: some p-values are small, the adjusted ones are not."""
    rng = np.random.default_rng(5)
    one, other = (Counts(rng.poisson(3, (20, 60)).astype(float), np.full((20, 60), 500.0)) for _ in range(2))
    found = [gap for gap in gaps((one, intervals(one)), (other, intervals(other))) if gap]
    assert min(gap.p for gap in found) < 0.05 < min(gap.p_adjusted for gap in found)
    twice = [gap for gap in gaps((one, intervals(one)), (other, intervals(other)), families=2) if gap]
    assert [gap.p_adjusted for gap in twice] == [min(1.0, 2 * gap.p_adjusted) for gap in found]


def test_groups_whose_articles_are_all_the_same() -> None:
    """A measure that never varies within groups: no difference has p 1, any difference the least p there is."""
    words = np.full((6, 2), 30.0)
    one, other = Counts(np.tile([0.0, 1.0], (6, 1)), words), Counts(np.tile([0.0, 2.0], (6, 1)), words)
    same, apart = (
        gaps((one, intervals(one)), (one, intervals(one))),
        gaps((one, intervals(one)), (other, intervals(other))),
    )
    assert same[1] is not None
    assert apart[1] is not None
    assert (same[0], same[1].p) == (None, 1.0)
    assert apart[1].p < 0.01


def test_log_odds_of_words() -> None:
    """By hand for one word: 8 of 10 here, 2 of 10 there, a prior of 2.5 words of which half are this one."""
    counts = {"a": Counter({("k", "x"): 8, ("k", "y"): 2}), "b": Counter({("k", "x"): 2, ("k", "y"): 8})}
    found = keyness(counts)["a"]["k", "x"]
    apart = np.log(9.25 / 3.25) - np.log(3.25 / 9.25)
    assert found.log_odds == pytest.approx(apart)
    assert found.z == pytest.approx(apart / np.sqrt(1 / 9.25 + 1 / 3.25))
