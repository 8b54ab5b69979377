"""The contract: offsets, sums, round trips, choices, refusals."""

import json
import math
import pickle
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import Analysis, Analyzer, FramingError, ModelError, Span
from framing.analyzer import BATCH
from framing.choices import phrases_of
from framing.tokens import tokenize

ARTICLE = (Path(__file__).parents[1] / "docs" / "examples" / "harbour.txt").read_text(encoding="utf-8")
WORDS = st.sampled_from(
    ["Holt", "said", "that", "the", "plan", "is", "utterly", "reckless", "“", "”", '"', "'", ",", ".", "\n", "\n\n",
     "critics", "say", "so-called", "may", "according to", "\ud800", "\x00", "привет", "שלום", "e\u0301", "😀", "U.S."]
)  # fmt: skip
SPEAKER = {
    **{"name": "Holt", "mentions": [[2, 5]], "kind": "named", "attributions": 1, "words": 0, "direct_share": 0.0},
    **{"indirect_share": 0.0, "stances": {"neutral": 1}, "verbs": {"said": 1}, "verb_stances": {}, "hedged_share": 0.0},
}
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=120),
    st.lists(WORDS, max_size=40).map(" ".join),
)


@given(TEXTS)
def test_any_text_has_an_exact_analysis(text: str) -> None:
    """Offsets are exact, sentences tile, contributions sum, and JSON brings the same analysis back."""
    analysis = framing.analyze(text)
    assert "".join(text[s.start : s.end] for s in analysis.sentences) == text
    for found in (*analysis.markers, *analysis.quotes):
        assert text[found.start : found.end] == found.text != ""
    for sentence in analysis.sentences:
        logit = sentence.bias + sum(c.value for c in sentence.contributions)
        assert sentence.probability == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-9)
        assert sum(sentence.voices.values()) == pytest.approx(1)
    assert Analysis.from_dict(json.loads(json.dumps(analysis.to_dict()))) == analysis
    assert framing.analyze(text) == analysis


def test_markers_are_ordered_and_never_twice(analyzer: Analyzer) -> None:
    """In order of their beginning; no two of the same span and kind."""
    keys = [(m.start, m.end, m.kind) for m in analyzer.analyze(ARTICLE).markers]
    assert keys == sorted(set(keys))
    assert len(keys) > 10


def test_score_agrees_with_analyze() -> None:
    """For a text of one sentence the two doors say the same; `score` keeps the order."""
    texts = ["The vote was a brazen insult.", "The council meets on Monday.", "", "Совет собрался."]
    probabilities = framing.score(texts)
    assert probabilities.dtype == np.float64
    assert probabilities.shape == (4,)
    for text, probability in zip(texts, probabilities, strict=True):
        for sentence in framing.analyze(text).sentences:
            assert sentence.probability == probability
    assert framing.score([]).shape == (0,)


def test_loaded_wording_scores_higher() -> None:
    """The model tells an insult from an agenda."""
    insult, agenda = framing.score(
        ["The vote was a disgraceful betrayal by a corrupt regime.", "The council meets on Monday at nine."]
    )
    assert insult > 0.5 > agenda


def test_where_filters_by_kind_voice_and_speaker() -> None:
    """Each of the three takes one value or several, and they combine."""
    text = "Dana Holt insisted the plan was utterly safe. Critics may be utterly wrong."
    markers = framing.analyze(text).markers
    assert [m.text for m in markers.where(kind="intensifier")] == ["utterly", "utterly"]
    assert [m.text for m in markers.where(kind=["intensifier"], voice="reported")] == ["utterly"]
    assert [m.voice for m in markers.where(speaker="Dana Holt")] == ["reported"]
    assert markers.where(kind="nonsense") == ()


def test_foreign_paragraphs_stay_unmarked_and_are_named() -> None:
    """By script, and by the share of function words; the rest is analysed."""
    german = (
        "Die Regierung hat gestern angeblich beschlossen, die Steuern im Hafen so bald wie möglich zu senken, "
        "und der Minister hat dem Rat der Stadt versprochen, den neuen Plan noch vor dem Sommer vorzulegen."
    )
    text = f"The plan is utterly reckless.\n{german}\nЗаголовок статьи\n"
    analysis = framing.analyze(text)
    assert {m.text for m in analysis.markers} >= {"utterly"}
    assert max(m.end for m in analysis.markers) < len("The plan is utterly reckless.")
    (warning,) = analysis.warnings
    assert "2 paragraph(s), at characters 30-" in warning


def test_the_title_is_analysed_apart() -> None:
    """Its offsets are into the title; the text's own result does not change."""
    analysis = framing.analyze("The council met.", title="An Utterly Reckless Plan")
    assert analysis.headline is not None
    assert "Utterly" in [m.text for m in analysis.headline.markers]
    assert analysis.markers == framing.analyze("The council met.").markers


@pytest.mark.parametrize(
    ("allow", "expected"),
    [
        ([], ["utterly", "utterly"]),
        (["utterly"], []),
        (["The Utterly"], ["utterly"]),
        (["the-utterly", "utterly"], []),
        (["utterly late", "utterly late tram of ours", "a utterly late"], ["utterly"]),
        (["the", "utterly late tram of mine"], ["utterly", "utterly"]),
        (["buses utterly a"], ["utterly"]),
    ],
)
def test_nothing_is_marked_in_an_allowed_phrase(allow: list[str], expected: list[str]) -> None:
    """Wherever the phrase holds the words of a marker; the probability stays as it is."""
    text = "Of the utterly late buses (utterly) a few came: a tram."
    found = Analyzer(allow=allow, kinds=["intensifier"]).analyze(text)
    assert [marker.text for marker in found.markers] == expected
    assert found.sentences[0].probability == Analyzer().analyze(text).sentences[0].probability


def test_a_sound_allow_list_is_read_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of its phrases are looked up for faults alone: a long list would take minutes."""
    path = tmp_path / "allow.toml"
    path.write_text('[allow]\nvery = "a band"\n"Utterly-new" = "a song"\n', encoding="utf-8")
    monkeypatch.delattr("framing.choices.line_of")
    assert phrases_of(path) == {("very",), ("utterly", "new")}


def test_kinds_allow_and_probability_choose() -> None:
    """Kinds switch kinds, `allow` silences words, `min_probability` cuts."""
    text = "The plan is utterly reckless, and yet another vote may follow."
    assert {m.kind for m in Analyzer(kinds=["epistemic_hedge"]).analyze(text).markers} == {"epistemic_hedge"}
    assert "utterly" not in [m.text for m in Analyzer(allow=["UTTERLY"]).analyze(text).markers]
    assert Analyzer(min_probability=1.0).analyze(text).markers == ()
    assert "presupposition" not in {m.kind for m in framing.analyze(text).markers}
    assert "presupposition" in {m.kind for m in Analyzer(kinds=["presupposition"]).analyze(text).markers}


def test_an_analyzer_can_be_pickled() -> None:
    """The copy answers as the original does."""
    original = Analyzer(kinds=["intensifier"], allow=["very"])
    copy = pickle.loads(pickle.dumps(original))
    assert copy.analyze(ARTICLE) == original.analyze(ARTICLE)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_many_texts_keep_their_order(n_jobs: int) -> None:
    """One process or two: the same analyses in the same order, from a generator."""
    texts = [f"The plan of ward {i} is utterly safe." for i in range(40)]
    found = list(framing.analyze_many((text for text in texts), n_jobs=n_jobs))
    assert [analysis.text for analysis in found] == texts
    assert found[7] == framing.analyze(texts[7])


@pytest.mark.parametrize("value", [None, b"bytes", ["list"], 3])
def test_only_text_is_analysed(value: object) -> None:
    """Anything else is a TypeError that says what was expected."""
    with pytest.raises(TypeError, match="text must be a str, not "):
        framing.analyze(value)  # type: ignore[arg-type]


def test_wrong_types_name_the_place() -> None:
    """A bare str is refused with advice; a wrong item is named by its position."""
    with pytest.raises(TypeError, match=r"sentences must be a sequence of str, not one str; write \[text\]"):
        framing.score("one sentence")
    with pytest.raises(TypeError, match=r"sentences\[1\] must be a str, not float"):
        framing.score(["a", 2.0])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="for one text use analyze"):
        framing.analyze_many("one text")
    with pytest.raises(TypeError, match=r"texts\[1\] must be a str, not NoneType"):
        list(framing.analyze_many(["a", None]))  # type: ignore[list-item]
    with pytest.raises(TypeError, match="allow must be several"):
        Analyzer(allow="very")


def test_unknown_choices_list_the_known() -> None:
    """Models and kinds that do not exist are told with those that do."""
    with pytest.raises(ModelError, match="no model is called 'slow'; shipped models: encoder, fast"):
        framing.analyze("text", model="slow")
    with pytest.raises(FramingError, match="no kind is called 'nonsense'; the kinds are anonymous_source, booster"):
        Analyzer(kinds=["nonsense"])
    with pytest.raises(FramingError, match="min_probability must lie between 0 and 1, not 2"):
        Analyzer(min_probability=2)
    with pytest.raises(FramingError, match="min_probability must lie between 0 and 1, not 'high'"):
        Analyzer(min_probability="high")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="each of allow must be a str, not int"):
        Analyzer(allow=[3])  # type: ignore[list-item]
    with pytest.raises(FramingError) as caught:
        Analyzer(allow={"regime": "", "!": "a mark", "very": "a band"})
    told = "allow: 'regime' needs a reason in words, not ''\nallow: '!' has no word; take it out"
    assert str(caught.value) == told
    with pytest.raises(FramingError, match="allow: '' has no word"):
        Analyzer(allow=[""])
    assert Analyzer(allow={"very": "a band"}).allow == {("very",)}
    with pytest.raises(TypeError, match="each of kinds must be a str, not NoneType"):
        Analyzer(kinds=[None])  # type: ignore[list-item]
    with pytest.raises(
        FramingError, match="n_jobs must be a number of processes from 1 on, or -1 for one a core, not 0"
    ):
        framing.analyze_many([], n_jobs=0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 2}, "not an analysis of wire schema 1: schema is 2"),
        ({"markers": 3}, "markers: expected a list, got 3"),
        ({"text": None}, "text: expected a str, got None"),
        ({"warnings": [1]}, r"warnings\[0\]: expected a str, got 1"),
        ({"speakers": [{"name": "Holt"}]}, r"speakers\[0\]: expected the fields mentions"),
        ({"speakers": [{**SPEAKER, "mentions": [[5, 2]]}]}, r"mentions\[0\]: expected \[start, end\]"),
        ({"speakers": [{**SPEAKER, "kind": "royal"}]}, r"speakers\[0\].kind: expected one of 'named', 'institutional'"),
        ({"speakers": [{**SPEAKER, "verbs": {"said": "twice"}}]}, r"verbs.said: expected a int, got 'twice'"),
    ],
)
def test_damaged_data_names_the_field(change: dict[str, object], message: str) -> None:
    """`from_dict` says which field does not fit."""
    data = {**framing.analyze("The plan is utterly safe.").to_dict(), **change}
    with pytest.raises(FramingError, match=message):
        Analysis.from_dict(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": -1}, r"markers\[0\]: -1 to \d+ is no place in a text of 26 characters"),
        ({"end": 99}, r"markers\[0\]: \d+ to 99 is no place in a text of 26 characters"),
        ({"text": "deeply"}, r"markers\[0\].text: 'deeply' is not what stands at \d+ to \d+"),
        ({"probability": 7.0}, r"markers\[0\].probability: expected a number from 0 to 1, got 7.0"),
        ({"probability": float("nan")}, r"markers\[0\].probability: expected a number from 0 to 1, got nan"),
    ],
)
def test_records_that_do_not_fit_their_text_are_refused(change: dict[str, object], message: str) -> None:
    """A place outside the text, other words, a probability that is none."""
    data = framing.analyze("The report is utterly bad.").to_dict()
    data["markers"][0].update(change)
    with pytest.raises(FramingError, match=message):
        Analysis.from_dict(data)


def test_rates_by_kind_and_voice() -> None:
    """Markers for every thousand words of the voice; a voice without words has no rate."""
    summary = framing.analyze("The plan is utterly safe. Dana Holt said it was utterly late.").summary
    assert summary.by_voice == {"intensifier": {"author": 1000 / 8, "reported": 1000 / 4}}
    assert framing.analyze("").summary.by_voice == {}


def test_the_authors_probability_leaves_sources_out() -> None:
    """What is left of a sentence is scored as if it stood alone, and weighted by its words."""
    insult, frame, agenda = (
        "a disgraceful betrayal by a corrupt regime",
        "Dana Holt said",
        "The council meets on Monday.",
    )
    analysis = framing.analyze(f"{frame} the plan was {insult}. {agenda}")
    left, own = framing.score([f"{frame}.", agenda])
    assert analysis.summary.author_probability == pytest.approx((3 * left + 5 * own) / 8)
    (alone,) = framing.score([f"The plan was {insult}."])
    assert framing.analyze(f"The plan was {insult}.").summary.author_probability == pytest.approx(alone)


@pytest.mark.parametrize("text", ["", "  \n", "“The plan will fail by Monday,”"])
def test_without_words_of_its_author_a_text_has_no_probability_of_them(text: str) -> None:
    """None, not a number that looks like a finding."""
    assert framing.analyze(text).summary.author_probability is None


def test_tokens_at_places() -> None:
    """The chosen tokens keep their places in the text."""
    tokens = tokenize("The tide, said Holt, was low.")
    chosen = tokens.at([0, 1, 4])
    assert [chosen.word(i) for i in range(len(chosen))] == ["The", "tide", "Holt"]
    assert chosen.keys == ("the", "tide", "holt")


def test_span() -> None:
    """Spans know what they contain, overlap and stand for."""
    outer, inner, beside = Span(2, 8), Span(3, 5), Span(8, 9)
    assert outer.contains(inner)
    assert not inner.contains(outer)
    assert outer.overlaps(inner)
    assert not outer.overlaps(beside)
    assert inner.slice("0123456789") == "34"
    assert len(outer) == 6


@pytest.mark.parametrize("model", [None, 3, b"encoder"])
def test_a_model_of_another_type_is_refused(model: Any) -> None:
    """In the same words wherever it is given."""
    for call in (
        lambda: framing.Analyzer(model),
        lambda: framing.score(["x"], model),
        lambda: framing.analyze("x", model=model),
    ):
        with pytest.raises(TypeError, match="model must be a name, a directory or a model, not"):
            call()


def test_what_a_text_raises_can_stand_in_its_place() -> None:
    """By one process or two; else it is raised where its turn comes. Either way it names its place."""
    texts: list[Any] = ["They brazenly left.", None, "They left."]
    for n_jobs in (1, 2):
        first, fault, last = framing.analyze_many(texts, n_jobs=n_jobs, return_exceptions=True)
        assert isinstance(fault, TypeError)
        assert "texts[1]" in str(fault)
        assert [first, last] == [framing.analyze(texts[0]), framing.analyze(texts[2])]
        with pytest.raises(TypeError, match=r"texts\[1\]"):
            list(framing.analyze_many(texts, n_jobs=n_jobs))


def test_a_stream_is_read_little_ahead_and_its_processes_end_with_it() -> None:
    """Of texts without end few are read; once the iterator is closed no process is left."""
    read: list[int] = []

    def stream() -> Iterator[str]:
        for number in count():
            read.append(number)
            yield f"They left on day {number}."

    before = {process.pid for process in psutil.Process().children(recursive=True)}
    analyses = framing.analyze_many(stream(), n_jobs=2)
    assert [next(analyses).text for _ in range(3)] == [f"They left on day {number}." for number in range(3)]
    assert len(read) <= 5 * BATCH
    analyses.close()  # type: ignore[attr-defined]
    left = {process for process in psutil.Process().children(recursive=True) if process.pid not in before}
    assert [process for process in left if "LokyProcess" in " ".join(process.cmdline())] == []


@pytest.mark.parametrize("text", ["", "They left. They left. ", "They"])
def test_sentences_that_do_not_tile_the_text_are_refused(text: str) -> None:
    """A record whose text is another than that which was analysed."""
    record = framing.analyze("They left. They met.").to_dict()
    with pytest.raises(FramingError, match="sentences"):
        Analysis.from_dict(record | {"text": text, "markers": [], "quotes": []})
