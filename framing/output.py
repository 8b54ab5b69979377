"""What the commands write on standard output."""

import csv
import io
import sys
from collections.abc import Sequence

import click


def write(text: str) -> None:
    """UTF-8 whatever the locale; what UTF-8 cannot hold is escaped, which in JSON means the same."""
    if sys.stdout is None:
        raise click.ClickException("standard output is closed; direct it to a file or a program")
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise click.ClickException(f"standard output cannot be written: {fault.strerror}") from fault


def write_row(row: Sequence[object]) -> None:
    """One row of a CSV table; what is missing is empty."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    write(line.getvalue())
