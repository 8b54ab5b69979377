"""The same words in three voices, speakers, and the function of quotations."""

import pytest

from framing import Analyzer


def voices(analyzer: Analyzer, text: str, words: str) -> list[tuple[str, str | None]]:
    """Voice and speaker of the markers on `words`."""
    return [(m.voice, m.speaker) for m in analyzer.analyze(text).markers if m.text == words]


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("The plan is utterly reckless.", "author", None),
        ("“The plan is utterly reckless,” Dana Holt said.", "quoted", "Dana Holt"),
        ("Dana Holt said the plan was utterly reckless.", "reported", "Dana Holt"),
        ("According to Dana Holt, the plan was utterly reckless.", "reported", "Dana Holt"),
        ("The plan was utterly reckless, Dana Holt said.", "reported", "Dana Holt"),
    ],
)
def test_one_word_in_three_voices(text: str, voice: str, speaker: str | None, analyzer: Analyzer) -> None:
    """Who says `utterly` decides its voice."""
    assert voices(analyzer, text, "utterly") == [(voice, speaker)]


def test_the_verb_is_the_authors(analyzer: Analyzer) -> None:
    """The outlet chose the reporting verb."""
    (marker,) = analyzer.analyze("Dana Holt insisted that the ships were late.").markers
    assert (marker.kind, marker.stance, marker.voice) == ("reporting_verb", "emphatic", "author")


def test_mentions_become_speakers(analyzer: Analyzer) -> None:
    """Surname, role and pronoun stand for the full name."""
    text = (
        "Harbour Minister Dana Holt said the ships were late. Holt said the crew was tired. "
        "The minister said the tide was low. She said it would rise."
    )
    (speaker,) = analyzer.analyze(text).speakers
    assert speaker.name == "Dana Holt"
    assert [mention.slice(text) for mention in speaker.mentions] == [
        "Harbour Minister Dana Holt",
        "Holt",
        "The minister",
        "She",
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Dana Holt said it was late. Peter Holt said it was not.", ["Dana Holt", "Peter Holt"]),
        ("Dana Holt said no. Peter Holt said yes. Holt said both were late.", ["Dana Holt", "Peter Holt", "Holt"]),
        ("Council Backs Dana Holt\nMayor Dana Holt said the ships were late. Holt said more.", ["Dana Holt"]),
        ("Ships Will Sail Late\n\nDana Holt said the ships were late.", ["Dana Holt"]),
        ("Holt's lawyer said it was late.", ["Holt's lawyer"]),
        ("Holt's lawyer, Ann Low, said it was late.", ["Ann Low"]),
        ("A spokesperson for Acme said it was late.", ["A spokesperson for Acme"]),
        ("Acme Corp. said it was late.", ["Acme Corp"]),
        ("Furious locals said it was late.", ["Furious locals"]),
        ("Yesterday Low said it was late.", ["Low"]),
        ("Dana R. Holt said it was late. Holt said more.", ["Dana R Holt"]),
        ("Ursa von der Lohe said it was late.", ["Ursa von der Lohe"]),
        ("She said it was late.", []),
        ("Dana  Holt said the ships were late. Dana\u00a0Holt said more.", ["Dana Holt"]),
    ],
)
def test_namesakes_headlines_and_white_space(text: str, speakers: list[str], analyzer: Analyzer) -> None:
    """First names keep namesakes apart, headlines are no names, white space makes no new speaker."""
    assert [speaker.name for speaker in analyzer.analyze(text).speakers] == speakers


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ('He sells this "cure" for ninety dollars.', "scare"),
        ("The so-called “experts” were wrong again.", "scare"),
        ("“The ships are late,” Holt said.", "attributed"),
        ("Holt called the plan “a gift” to the port.", "attributed"),
        ("She played in “The Long Tide” for two years.", "title"),
        ("The song “tide” was a hit.", "title"),
        ("The practice is known as “ghosting” in the trade.", "term"),
    ],
)
def test_functions_of_quotations(text: str, function: str, analyzer: Analyzer) -> None:
    """What the marks are doing."""
    assert [quote.function for quote in analyzer.analyze(text).quotes] == [function]


def test_titles_hold_no_markers(analyzer: Analyzer) -> None:
    """The words of a title are a name."""
    assert analyzer.analyze("She played in “The Utterly Reckless” for two years.").markers == ()
