"""How the commands speak on standard error: notes, and refusals in one line with exit status 2."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from framing.errors import FramingError


class Refusal(click.ClickException):
    """One line on standard error, exit status 2."""

    exit_code = 2


@contextmanager
def refusing() -> Iterator[None]:
    """Every `FramingError` within is a `Refusal`, in the words of the command line; so is what the system refuses."""
    try:
        yield
    except FramingError as fault:
        raise Refusal(_writable(fault.on_command_line)) from fault
    except BrokenPipeError:  # the reader has enough
        raise
    except OSError as fault:
        told = fault.strerror or str(fault)
        if not fault.filename:
            raise click.ClickException(f"standard output cannot be written: {told}") from fault
        raise Refusal(_writable(f"{fault.filename}: {told}; check the name")) from fault


def note(notes: Iterable[str]) -> None:
    """A line for each note."""
    for told in notes:
        click.echo(f"note: {_writable(told)}", err=True)


def _writable(text: str) -> str:
    """The text with what UTF-8 cannot hold, lone surrogates, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
