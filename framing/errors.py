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

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.Analyzer(kinds=['slur'])
    ... except framing.FramingError as fault:
    ...     print(str(fault)[:34])
    kinds: no kind is called 'slur'; t
    """

    def __init__(self, message: str = "", on_command_line: str | None = None) -> None:
        super().__init__(message)
        self.on_command_line = message if on_command_line is None else on_command_line

    def at(self, place: str) -> Self:
        """The same error, with the place in front."""
        return type(self)(f"{place}: {self}", f"{place}: {self.on_command_line}")


class LexiconError(FramingError):
    """A lexicon is not usable; the message lists every fault as file:line:column.

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.Lexicon.load('words.txt')
    ... except framing.LexiconError as fault:
    ...     print(str(fault)[:9])
    words.txt
    """


class ModelError(FramingError):
    """A model is unknown, damaged or does not fit the lexicon.

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.Analyzer('fastest')
    ... except framing.ModelError as fault:
    ...     print(str(fault)[:28])
    no model is called 'fastest'
    """


class CorpusError(FramingError, ValueError):
    """Labelled texts are not usable for training or evaluation.

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.compare('articles.csv')
    ... except framing.CorpusError as fault:
    ...     print(fault)
    articles.csv: cannot be read (No such file or directory); check the name
    """


class ParameterError(FramingError, ValueError):
    """A parameter, or a setting of a recipe, is not what it can be."""


class MissingExtra(FramingError):
    """An optional dependency is missing; the message names the `pip install`.

    Examples
    --------
    >>> import framing
    >>> issubclass(framing.MissingExtra, framing.FramingError)
    True
    """
