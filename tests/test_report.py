"""What people see: terminal text, HTML, frames."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import framing
from framing import FramingError
from framing.dataframe import of_markers


class Text(HTMLParser):
    """Collects the text inside the element of class f-text, as a browser would copy it."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.text = 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the element, or go deeper in it."""
        if self.depth or dict(attrs).get("class") == "f-text":
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Go up again."""
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        """Keep what lies inside."""
        if self.depth:
            self.text += data


HOSTILE = 'The <script>alert("x")</script> plan & the "so-called" \'cure\' is <b>utterly</b> reckless.\n\nEnd.'


def test_html_escapes_and_keeps_the_text() -> None:
    """Copying gives the text; nothing of it becomes markup."""
    html = framing.analyze(HOSTILE).to_html()
    parser = Text()
    parser.feed(html)
    assert parser.text == HOSTILE
    assert "<script" not in html
    assert "<b>" not in html


def test_html_can_be_written_whatever_the_text() -> None:
    """Lone surrogates become character references."""
    assert "&#55296;" in framing.analyze("It was \ud800 utterly safe.").to_html().encode("utf-8").decode("utf-8")


def test_html_shows_voice_and_reason() -> None:
    """Each mark carries its kind, its voice and why."""
    html = framing.analyze("Dana Holt said the plan was utterly safe.").to_html()
    assert '<mark class="intensifier reported">utterly</mark>' in html
    assert 'tabindex="0" data-why="intensifier (reported of Dana Holt): Intensifiers' in html


def test_html_lists_the_reason_of_each_marker() -> None:
    """For who has no pointer; one marker is not several."""
    html = framing.analyze("The plan was utterly safe.").to_html()
    assert "<summary>1 marker</summary>" in html
    assert "<td>Intensifiers: &#39;utterly&#39;. They raise" in html
    assert "5 words, 1 sentence, 1 marker." in html
    assert "<summary>All 2 markers</summary>" in framing.analyze("The plan was utterly, utterly safe.").to_html()


def test_white_space_before_the_first_sentence_bears_no_number() -> None:
    """The number stands where the words begin."""
    assert '<div class="f-text">\n\n  <span class="f-s' in framing.analyze("\n\n  It was late.").to_html()


def test_overlapping_markers_are_both_shown() -> None:
    """A label inside scare quotes belongs to both."""
    text = 'The so-called "cronies" voted no.'
    html = framing.analyze(text).to_html()
    assert '<mark class="scare_quote author"><mark class="loaded_label author">cronies</mark></mark>' in html


def test_nothing_is_said_of_no_words() -> None:
    """A text without words has no probability."""
    assert "0 markers; mean probability of biased wording none" in framing.analyze(" ... ").to_text()


def test_terminal_text_numbers_its_markers() -> None:
    """Brackets and numbers in the text, a line for each below."""
    shown = framing.analyze("The plan is utterly safe. It may pass.").to_text()
    assert "[utterly]1" in shown
    assert "[may]2" in shown
    assert re.search(r"^ +1  intensifier +author +utterly$", shown, re.MULTILINE)
    assert "8 words in 2 sentences" in shown


TWO_SIDES = (
    "Dana Holt stressed that the boat was new. “It will sink,” Holt warned. "
    "Omar Ruiz claimed that the boat was old. Ruiz admitted it may be late. A spokesman for Low & Sons said no."
)


def test_terminal_text_has_a_table_of_sources() -> None:
    """Those with most words first; of verbs those that are not neutral, and their stances; the contrast below."""
    shown = framing.analyze(TWO_SIDES).to_text()
    table = shown[shown.index("Sources") :].splitlines()
    assert [re.split(" {2,}", line) for line in table[:4]] == [
        ["Sources", "kind", "credited", "words", "quoted", "hedged", "verbs"],
        ["Omar Ruiz", "named", "2", "9", "0%", "100%", "claimed, admitted (doubting, conceding)"],
        ["Dana Holt", "named", "2", "8", "38%", "0%", "stressed, warned (emphatic, cautionary)"],
        ["A spokesman for Low & Sons", "anonymous", "1", "1", "0%", "0%", "said"],
    ]
    assert table[4] == (
        "contrast: Omar Ruiz claimed, admitted (doubting, conceding); Dana Holt stressed, warned (emphatic, cautionary)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The boat was late.",
        "Dana Holt said it was late. Holt said it was old. Omar Ruiz claimed it was new.",
        "Dana Holt claimed it was late. Holt said it was old. Omar Ruiz claimed it was new. Ruiz said no.",
    ],
)
def test_no_contrast_without_two_speakers_credited_differently(text: str) -> None:
    """One speaker, one credited once, or two with the same stances give nothing to contrast."""
    assert "contrast" not in framing.analyze(text).to_text()
    assert "Contrast" not in framing.analyze(text).to_html()


def test_long_names_and_many_verbs_are_cut() -> None:
    """A table stays a table."""
    verbs = ["said", "said", "added", "warned", "claimed", "insisted", "admitted"]
    told = " ".join(f"Holt {verb} that it was late." for verb in verbs)
    text = f"{told} A spokeswoman for the oldest company of the harbour said no."
    shown = framing.analyze(text).to_text()
    assert "  warned, claimed, insisted, admitted, said 2, ... (cautionary, doubting, emphatic, conceding)" in shown
    assert re.search(r"^A spokeswoman for the oldest\.\.\. +anonymous", shown, re.MULTILINE)


def test_html_has_an_accessible_table_of_sources() -> None:
    """Caption and scopes; everything from the text escaped."""
    html = framing.analyze(TWO_SIDES).to_html()
    assert html.count("<caption>") == 1
    assert html.count('<th scope="col"') == 5 + 7  # markers, sources
    assert re.findall(r'<th scope="row">(.*?)</th>', html[html.index("<caption>") :]) == [
        "Omar Ruiz",
        "Dana Holt",
        "A spokesman for Low &amp; Sons",
    ]
    assert '<p class="f-note">Contrast: Omar Ruiz claimed, admitted' in html
    assert "<table" not in framing.analyze("The boat was late.").to_html()


@pytest.mark.parametrize("control", ["\x1b[31m", "\x9b31m", "\u202e", "\u2066", "\x7f", "\r"])
def test_terminal_text_cannot_steer_the_terminal(control: str) -> None:
    """Control characters of the text, and of names in it, are shown, not sent."""
    shown = framing.analyze(f"Dana {control}Holt said the {control} plan is utterly{control} safe.").to_text()
    assert control[0] not in shown


def test_frames_have_a_row_a_marker() -> None:
    """Columns are stable; an empty analysis gives an empty frame with the same columns."""
    analysis = framing.analyze("Dana Holt said the plan was utterly safe.")
    frame = analysis.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["text"]) == ["utterly"]
    assert list(frame["speaker"]) == ["Dana Holt"]
    assert list(frame["source_start"]) == [0]
    empty = framing.analyze("").to_frame()
    assert list(empty.dtypes.items()) == list(frame.dtypes.items())


def test_frames_hold_what_is_missing() -> None:
    """A marker without a source beside one with a source, and a column that is empty throughout."""
    frame = framing.analyze("Holt claimed it was utterly safe.").to_frame()
    assert list(frame["source_start"].isna()) == [True, False]
    assert list(frame["stance"].isna()) == [False, True]
    alone = framing.analyze("It was utterly safe.").to_frame()
    assert list(alone["cue_end"].isna()) == [True]
    assert list(alone.dtypes.items()) == list(frame.dtypes.items())


def test_unknown_backends_are_refused() -> None:
    """The message lists the known ones."""
    with pytest.raises(FramingError, match="backend must be one of pandas, polars, pyarrow, not 'excel'"):
        of_markers([], "excel")  # type: ignore[arg-type]
