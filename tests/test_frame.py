"""Tables of articles in, tables of findings out."""

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import framing
from framing import CorpusError, analyze_frame
from framing.errors import ParameterError

TEXT = (
    'Mayor Teale brazenly skipped the "consultation". Critics say it was purportedly open. Teale insisted it was fair.'
)
COLUMNS = {"url": ["a", "b", "c"], "body": [TEXT, None, ""]}
FRAMES = [pd.DataFrame(COLUMNS, index=[7, 8, 9]), pl.DataFrame(COLUMNS), pa.table(COLUMNS)]
PERS = ("article", "sentence", "marker", "attribution")


def columns_of(found: Any) -> dict[str, list[Any]]:
    """The columns as lists, missing values as None."""
    table = pa.Table.from_pandas(found, preserve_index=False) if isinstance(found, pd.DataFrame) else found
    return dict(table.to_pydict() if isinstance(table, pa.Table) else table.to_dict(as_series=False))


@pytest.mark.parametrize("per", PERS)
def test_the_same_comes_out_of_every_library(per: Any) -> None:
    """In the library that came in."""
    found = [analyze_frame(frame, text="body", id="url", per=per) for frame in FRAMES]
    assert [type(result) for result in found] == [type(frame) for frame in FRAMES]
    assert columns_of(found[0]) == columns_of(found[1]) == columns_of(found[2])


def test_an_article_is_its_summary() -> None:
    """Counts, rates for every thousand words of a voice, and missing values where there is no text or no words."""
    found = columns_of(analyze_frame(FRAMES[1], text="body", id="url"))
    summary = framing.analyze(TEXT).summary
    assert found["id"] == ["a", "b", "c"]
    assert found["words"] == [summary.words, None, 0]
    assert found["scare_quote_author"] == [summary.by_voice["scare_quote"]["author"], None, None]
    assert found["distancing_hedge_all"] == [summary.per_1000_words["distancing_hedge"], None, None]
    assert found["booster_all"] == [0.0, None, None]
    assert found["any_all"][0] == pytest.approx(1000 * summary.markers / summary.words)
    assert found["author_probability"] == [summary.author_probability, None, None]
    assert sum(found[f"{voice}_words"][0] for voice in ("author", "quoted", "reported")) == summary.words


def test_rows_of_the_parts_tell_their_article() -> None:
    """Sentences, markers and attributions with exact places; none of a missing text."""
    analysis = framing.analyze(TEXT)
    sentences = columns_of(analyze_frame(FRAMES[1], text="body", id="url", per="sentence"))
    assert sentences["id"] == ["a"] * len(analysis.sentences)
    assert sentences["text"][1] == "Critics say it was purportedly open."
    markers = columns_of(analyze_frame(FRAMES[1], text="body", per="marker"))
    assert markers["id"] == [0] * len(analysis.markers)
    assert markers["text"] == [marker.text for marker in analysis.markers]
    attributions = columns_of(analyze_frame(FRAMES[1], text="body", id="url", per="attribution"))
    assert list(zip(attributions["source"], attributions["cue"], attributions["speaker_kind"], strict=True)) == [
        ("Critics", "say", "anonymous"),
        ("Teale", "insisted", "named"),
    ]


def test_an_analyzer_chooses_the_columns() -> None:
    """Of the kinds that it marks."""
    found = analyze_frame(FRAMES[1], text="body", analyzer=framing.Analyzer(kinds=["booster"]))
    assert [name for name in found.columns if name.endswith("_quoted")] == ["any_quoted", "booster_quoted"]


@pytest.mark.parametrize("per", PERS)
def test_tables_without_rows(per: Any) -> None:
    """The columns and types are the same."""
    full, empty = (
        analyze_frame(pl.DataFrame({"text": texts}), per=per) for texts in ([TEXT], pl.Series([], dtype=pl.String))
    )
    assert full.schema == empty.schema
    assert len(empty) == 0


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (FRAMES[0], {"text": "boody"}, "text: no column is called 'boody'; the columns are url, body"),
        (FRAMES[1], {"text": "body", "id": "link"}, "id: no column is called 'link'; the columns are url, body"),
        (FRAMES[1], {"per": "word"}, "per must be one of article, sentence, marker, attribution, not 'word'"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named(frame: Any, options: dict[str, Any], message: str) -> None:
    """With what is."""
    with pytest.raises(ParameterError) as fault:
        analyze_frame(frame, **options)
    assert str(fault.value) == message


def test_cells_that_are_no_texts() -> None:
    """Told by their rows; missing ones of all sorts are missing."""
    with pytest.raises(CorpusError, match=r"column 't': rows 1, 4 \(from 0\): not a text but 3, of type int"):
        analyze_frame(pd.DataFrame({"t": ["x", 3, float("nan"), pd.NA, 4.5]}), text="t")


@pytest.mark.parametrize(
    ("value", "advice"), [({"text": ["x"]}, "give one of"), (pl.LazyFrame({"text": ["x"]}), "collect")]
)
def test_what_is_no_frame_in_memory(value: Any, advice: str) -> None:
    """The advice fits."""
    with pytest.raises(TypeError, match=advice):
        analyze_frame(value)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_lone_surrogates_are_replaced_one_for_one(backend: Any) -> None:
    """No dataframe holds them."""
    analysis = framing.analyze('An \ud800 "expert\ud800" said it was utterly safe.')
    columns = columns_of(analysis.to_frame(backend))
    assert [len(text) for text in columns["text"]] == [marker.end - marker.start for marker in analysis.markers]
    found = columns_of(analyze_frame(pd.DataFrame({"text": pd.Series([analysis.text], dtype=object)}), per="sentence"))
    assert found["text"] == [analysis.text.replace("\ud800", "\ufffd")]


def test_names_of_columns_may_be_anything() -> None:
    """In pandas."""
    found = analyze_frame(pd.DataFrame([["It was late.", 7]], columns=[0, ("a", 1)]), text=0, id=("a", 1))  # type: ignore[arg-type]
    assert found["id"].tolist() == [7]
