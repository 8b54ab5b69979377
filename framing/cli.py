"""The `framing` command.

Exit status: 0 all done, 1 something failed, 2 wrong usage or a file that could not be read (the others are done).
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import click

from framing._version import __version__
from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.cli_compare import compare
from framing.cli_lexicon import LEXICON, WITHOUT, lexicon_of
from framing.cli_lexicon import lexicon as lexicon_command
from framing.errors import FramingError, LexiconError
from framing.lexicon import Lexicon
from framing.output import write
from framing.refusal import refusing
from framing.utf8 import not_utf8


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


main.add_command(lexicon_command)
main.add_command(compare)


@main.command(epilog="Example: framing score article.txt, or: cat article.txt | framing score --json -")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "layout", flag_value="json", help="One JSON list, an object for each file.")
@click.option("--jsonl", "layout", flag_value="jsonl", help="One JSON object a line, a line for each file.")
@click.option("--model", default="fast", show_default=True, help="A shipped model, or the directory of one.")
@click.option("--kind", "kinds", multiple=True, help="Mark only this kind (repeatable).")
@LEXICON
@WITHOUT
@click.option("--allow", type=click.Path(path_type=Path), help="A TOML file of phrases never to mark, with reasons.")
@click.option("--color/--no-color", default=None, help="Colours; by default where the output is a terminal.")
@refusing()
def score(
    files: tuple[str, ...],
    layout: str | None,
    model: str,
    kinds: tuple[str, ...],
    paths: tuple[str, ...],
    without: tuple[str, ...],
    allow: Path | None,
    color: bool | None,
) -> None:
    """Show what frames in each FILE (UTF-8 text; - is standard input), in whose voice, and why."""
    try:
        analyzer = Analyzer(model, lexicon=_lexicon(paths, without), kinds=kinds or None, allow=allow or ())
    except FramingError as fault:
        raise click.UsageError(str(fault)) from fault
    failed: list[str] = []
    analyses = ((name, analyzer.analyze(text)) for name, text in _texts(files, failed))
    colored = sys.stdout.isatty() if color is None else color
    _LAYOUTS[layout or "text"](analyses, colored)
    if failed:
        sys.exit(2)


def _lexicon(paths: tuple[str, ...], without: tuple[str, ...]) -> Lexicon:
    """The lexicon that is asked for; a `LexiconError` with all faults."""
    faults: list[str] = []
    known = lexicon_of(paths, without, faults)
    if faults:
        raise LexiconError("\n".join(faults))
    return known


def _texts(files: tuple[str, ...], failed: list[str]) -> Iterator[tuple[str, str]]:
    """The texts of the files that can be read; for each other one a line on standard error."""
    for name in files:
        try:
            yield name, _content(name)
        except (OSError, UnicodeDecodeError) as fault:
            failed.append(name)
            click.echo(f"framing: {name}: {_advice(fault)}", err=True)


def _content(name: str) -> str:
    content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return content.decode("utf-8-sig")


def _advice(fault: OSError | UnicodeDecodeError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return not_utf8(fault)
    if isinstance(fault, IsADirectoryError):
        return "is a directory; name the files in it, for instance with: framing score DIRECTORY/*.txt"
    if isinstance(fault, FileNotFoundError):
        return "no such file; check the name"
    return f"cannot be read: {fault.strerror}"


Analyses = Iterator[tuple[str, Analysis]]


def _show(analyses: Analyses, color: bool) -> None:
    for number, (name, analysis) in enumerate(analyses):
        write(("\n" if number else "") + f"== {name} ==\n{analysis.to_text(color=color)}\n")


def _show_json(analyses: Analyses, color: bool) -> None:
    write(json.dumps([_record(*pair) for pair in analyses], ensure_ascii=False, indent=1) + "\n")


def _show_jsonl(analyses: Analyses, color: bool) -> None:
    for pair in analyses:
        write(json.dumps(_record(*pair), ensure_ascii=False) + "\n")


def _record(name: str, analysis: Analysis) -> dict[str, object]:
    return {"file": name, **analysis.to_dict()}


_LAYOUTS: dict[str, Callable[[Analyses, bool], None]] = {
    "text": _show,
    "json": _show_json,
    "jsonl": _show_jsonl,
}
