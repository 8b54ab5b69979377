"""The `framing` command.

Exit status: 0 all done; 1 what was checked is at fault, or output cannot be written; 2 wrong usage, or something that
could not be read (of several files the others are done).
"""

from collections.abc import Callable
from typing import ClassVar

import click

from framing._version import __version__
from framing.cli_compare import compare
from framing.cli_lexicon import lexicon
from framing.cli_score import score


def _evaluate() -> click.Command:
    from framing.evaluate import evaluate

    return evaluate


def _train() -> click.Command:
    from framing.train import train

    return train


def _report() -> click.Command:
    from framing.cli_report import report

    return report


class _Main(click.Group):
    """Commands of which those that learn, measure or draw are loaded only where they are wanted."""

    LATER: ClassVar[dict[str, Callable[[], click.Command]]] = {
        "evaluate": _evaluate,
        "report": _report,
        "train": _train,
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted([*super().list_commands(ctx), *self.LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        later = self.LATER.get(cmd_name)
        return later() if later else super().get_command(ctx, cmd_name)


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="framing")
def main() -> None:
    """Finds framing devices in English news text, offline."""


for command in (score, compare, lexicon):
    main.add_command(command)
