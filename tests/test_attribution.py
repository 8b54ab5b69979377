"""Who says what: the golden table of attributions, and what holds of all of them."""

from collections.abc import Callable

import pytest
from golden import cases
from hypothesis import given
from hypothesis import strategies as st

from framing import Analyzer, Attribution
from framing.grammar import Grammar


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


ENDLESS: dict[str, Callable[[int], str]] = {
    "a subject of many phrases": lambda n: "The man" + " in the man" * n + ", saying" * n,
    "a subject with many adverbs": lambda n: "The man of the" + " very" * n + ", saying it was the" * n,
    "a verb far from its subject": lambda n: "The man" + ", and accused is the" * n,
    "verbs that look like adverbs": lambda n: "The men" + " imply" * n + " who asked not to be" * n,
    "apostrophes of owners as marks": lambda n: "' reaffirm witnesses " * n + "who asked not to be " * n,
    "quotations far from a label": lambda n: "The man" + " very" * n + " : \u201cThe man is in it,\u201d" * n,
}


@pytest.mark.parametrize("make", ENDLESS.values(), ids=ENDLESS)
def test_endless_sentences_take_time_in_proportion(
    make: Callable[[int], str], analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the words are looked at about twice as often, however they are strung together."""
    looked, classes_of = 0, Grammar.classes_of

    def counting(self: Grammar, word: str) -> frozenset[str]:
        nonlocal looked
        looked += 1
        return classes_of(self, word)

    monkeypatch.setattr(Grammar, "classes_of", counting)
    counts = []
    for size in (500, 1000):  # more than a clause may have
        looked = 0
        analyzer.analyze(make(size))
        counts.append(looked)
    assert counts[1] < 2.5 * counts[0]
