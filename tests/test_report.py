"""What people see: terminal text, HTML, frames."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import framing
from framing import FramingError
from framing.frame import rows


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
    (mark,) = re.findall(r"<mark[^>]*>", html)
    assert 'class="intensifier reported"' in mark
    assert "Intensifiers" in mark


def test_overlapping_markers_are_both_shown() -> None:
    """A label inside scare quotes belongs to both."""
    text = 'The so-called "cronies" voted no.'
    html = framing.analyze(text).to_html()
    assert 'class="scare_quote loaded_label' in html or 'class="loaded_label scare_quote' in html


def test_terminal_text_numbers_its_markers() -> None:
    """Brackets and numbers in the text, a line for each below."""
    shown = framing.analyze("The plan is utterly safe. It may pass.").to_text()
    assert "[utterly]1" in shown
    assert "[may]2" in shown
    assert re.search(r"^ +1  intensifier +author +utterly$", shown, re.MULTILINE)
    assert "8 words in 2 sentences" in shown


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


def test_unknown_backends_are_refused() -> None:
    """The message lists the known ones."""
    with pytest.raises(FramingError, match="backend must be one of pandas, polars, pyarrow, not 'excel'"):
        rows([], "excel")  # type: ignore[arg-type]
