"""Who says what: golden cases of content, source, cue and type."""

import pytest

from framing import Analyzer, Attribution

# text, [(content parts, source, cue, type)]
GOLDEN = [
    ("“We will sail,” Mayor Odell said.", [(["“We will sail,”"], "Mayor Odell", "said", "direct")]),
    ("“We will sail,” said Mayor Odell.", [(["“We will sail,”"], "Mayor Odell", "said", "direct")]),
    ("Mayor Odell said: “We will sail.”", [(["“We will sail.”"], "Mayor Odell", "said", "direct")]),
    ("Mayor Odell said, “We will sail.”", [(["“We will sail.”"], "Mayor Odell", "said", "direct")]),
    (
        "“We will sail,” Odell said, “and soon.”",
        [(["“We will sail,”", "“and soon.”"], "Odell", "said", "direct")],
    ),
    (
        "Odell said that the ships would sail.",
        [(["that the ships would sail"], "Odell", "said", "indirect")],
    ),
    ("Odell said the ships would sail.", [(["the ships would sail"], "Odell", "said", "indirect")]),
    ("The ships, Odell said, would sail.", [(["The ships", "would sail"], "Odell", "said", "indirect")]),
    ("The ships would sail, Odell said.", [(["The ships would sail"], "Odell", "said", "indirect")]),
    (
        "Odell told reporters on Monday that the ships would sail.",
        [(["that the ships would sail"], "Odell", "told", "indirect")],
    ),
    (
        "Odell said the plan was “a gift” to the port.",
        [(["the plan was “a gift” to the port"], "Odell", "said", "mixed")],
    ),
    (
        "According to the harbour office, the ships are late.",
        [(["the ships are late"], "the harbour office", "According to", "indirect")],
    ),
    (
        "The ships are late, according to the harbour office.",
        [(["The ships are late"], "the harbour office", "according to", "indirect")],
    ),
    (
        "Dana Holt, the mayor of Brinmouth, said the ships were late.",
        [(["the ships were late"], "Dana Holt, the mayor of Brinmouth", "said", "indirect")],
    ),
    (
        "The head of the port said the ships were late.",
        [(["the ships were late"], "The head of the port", "said", "indirect")],
    ),
    (
        "Mr. Holt has repeatedly denied that he was paid.",
        [(["that he was paid"], "Mr. Holt", "denied", "indirect")],
    ),
    (
        "Holt said he was late, but the ships had left.",
        [(["he was late"], "Holt", "said", "indirect")],
    ),
    (
        "Holt denied that he was paid and later insisted that he was ill.",
        [
            (["that he was paid"], "Holt", "denied", "indirect"),
            (["that he was ill"], "Holt", "insisted", "indirect"),
        ],
    ),
    (
        "“Is it safe?” Holt asked.",
        [(["“Is it safe?”"], "Holt", "asked", "direct")],
    ),
]

SILENT = [
    "The claim was filed on Monday.",
    "The ship was said to be lost.",
    "No one said the ships were late.",
    "His report on the harbour is due.",
    "The road was maintained by the county.",
]


def plain(text: str, attribution: Attribution) -> tuple[list[str], str | None, str, str]:
    """An attribution in words."""
    source = attribution.source.slice(text) if attribution.source else None
    content = [part.slice(text) for part in attribution.content]
    return content, source, attribution.cue.slice(text), attribution.type


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_golden(text: str, expected: list[tuple[list[str], str, str, str]], analyzer: Analyzer) -> None:
    """Each text has exactly these attributions."""
    assert [plain(text, a) for a in analyzer.analyze(text).attributions] == expected


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_credited(text: str, analyzer: Analyzer) -> None:
    """Nouns, passives and nobodies credit nothing."""
    assert analyzer.analyze(text).attributions == ()


def test_participles_carry_the_source_on(analyzer: Analyzer) -> None:
    """A participle after a comma speaks for the same source, and begins a new attribution."""
    text = "Holt praised the crew, adding that the ships were safe."
    found = [plain(text, a) for a in analyzer.analyze(text).attributions]
    assert found[-1] == (["that the ships were safe"], "Holt", "adding", "indirect")


def test_a_quotation_without_cue_continues_the_last(analyzer: Analyzer) -> None:
    """A whole-sentence quotation after an attributed one belongs to the same speaker."""
    text = "“We will sail,” Odell said. “The crew is ready.”\n“The tide is high.”"
    (found,) = analyzer.analyze(text).attributions
    assert [part.slice(text) for part in found.content] == [
        "“We will sail,”",
        "“The crew is ready.”",
        "“The tide is high.”",
    ]


def test_block_quotation(analyzer: Analyzer) -> None:
    """A paragraph announced by a colon belongs to the one who is named before it."""
    text = "The Brinmouth Herald reports:\n\nThe ships are late. The crew is tired."
    assert [a.source.slice(text) for a in analyzer.analyze(text).attributions if a.source] == ["The Brinmouth Herald"]


def test_headline_attribution(analyzer: Analyzer) -> None:
    """A name before a colon speaks the headline."""
    text = "Odell: Ships Will Sail Next Week"
    assert [a.source.slice(text) for a in analyzer.analyze(text).attributions if a.source] == ["Odell"]
