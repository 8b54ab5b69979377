"""Who says what: the golden table of attributions, and what holds of all of them."""

import pytest
from golden import cases
from hypothesis import given
from hypothesis import strategies as st

from framing import Analyzer, Attribution


def line(text: str, attribution: Attribution) -> str:
    """An attribution as the golden table writes it."""
    content = " + ".join(" ".join(part.slice(text).split()) for part in attribution.content)
    source = attribution.source.slice(text) if attribution.source else "-"
    return f"{attribution.type} | {content} | {source} | {attribution.cue.slice(text)} | {attribution.stance}"


@pytest.mark.parametrize(("text", "expected"), cases("attribution"))
def test_golden(text: str, expected: list[str], analyzer: Analyzer) -> None:
    """Each text has exactly the attributions of its list."""
    assert [line(text, attribution) for attribution in analyzer.analyze(text).attributions] == expected


def test_a_relative_pronoun_has_an_antecedent(analyzer: Analyzer) -> None:
    """The source is the pronoun, the speaker the one it stands for."""
    text = "Dana Holt, who said the ships would sail, has resigned."
    (found,) = analyzer.analyze(text).attributions
    assert found.source is not None
    assert found.antecedent is not None
    assert found.source.slice(text) == "who"
    assert found.antecedent.slice(text) == "Dana Holt"
    assert found.mention == found.antecedent
    assert found.speaker == "Dana Holt"


WORDS = st.sampled_from(
    [
        "Odell",
        "who",
        "said",
        "that",
        ",",
        ".",
        "“",
        "”",
        "he",
        "the",
        "ships",
        ":",
        "\n\n",
        "claim",
        "his",
        "-",
        "(",
        ")",
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_any_order_of_words_is_read(analyzer: Analyzer, words: list[str]) -> None:
    """Every content, source and cue lies in the text, is not empty, and parts do not overlap."""
    text = " ".join(words)
    for found in analyzer.analyze(text).attributions:
        for span in (*found.content, found.cue, *([found.source] if found.source else [])):
            assert 0 <= span.start < span.end <= len(text)
        assert all(one.end <= other.start for one, other in zip(found.content, found.content[1:], strict=False))
