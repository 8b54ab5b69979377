"""The errors `framing` raises on purpose.

    FramingError
    +-- LexiconError   a lexicon row, class or catalogue entry is wrong
    +-- ModelError     a model is unknown, damaged or made for other features
    +-- CorpusError    labelled texts cannot be read or trained on; a `ValueError` as well, as scikit-learn expects
    +-- ParameterError a parameter, or a setting of a recipe, is not what it can be; a `ValueError` as well
    +-- MissingExtra   an optional dependency is not installed

A wrong *type* is a `TypeError`, as everywhere in Python. Text is never an error.
"""

from typing import Self


class FramingError(Exception):
    """Anything `framing` refuses, with a message that says what to do next.

    `on_command_line` is the message as commands give it; the same where there is no difference.
    """

    def __init__(self, message: str = "", on_command_line: str | None = None) -> None:
        super().__init__(message)
        self.on_command_line = message if on_command_line is None else on_command_line

    def at(self, place: str) -> Self:
        """The same error, with the place in front."""
        return type(self)(f"{place}: {self}", f"{place}: {self.on_command_line}")


class LexiconError(FramingError):
    """A lexicon is not usable; the message lists every fault as file:line:column."""


class ModelError(FramingError):
    """A model is unknown, damaged or does not fit the lexicon."""


class CorpusError(FramingError, ValueError):
    """Labelled texts are not usable for training or evaluation."""


class ParameterError(FramingError, ValueError):
    """A parameter, or a setting of a recipe, is not what it can be."""


class MissingExtra(FramingError):
    """An optional dependency is missing; the message names the `pip install`."""
