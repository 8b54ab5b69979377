"""How the commands refuse what they cannot use: one line on standard error, exit status 2."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from framing.errors import FramingError


class Refusal(click.ClickException):
    """One line on standard error, exit status 2."""

    exit_code = 2


@contextmanager
def refusing() -> Iterator[None]:
    """Every `FramingError` within is a `Refusal`, in the words of the command line."""
    try:
        yield
    except FramingError as fault:
        raise Refusal(fault.command) from fault
