"""The command `framing score`: marked texts in a terminal, analyses as JSON, tables of findings as CSV."""

import glob
import json
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import click

from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.cli_lexicon import LEXICON, WITHOUT, lexicon_of
from framing.cli_options import MODEL, N_JOBS, PROGRESS
from framing.errors import CorpusError, FramingError, LexiconError
from framing.frame import Level, Per, cells, column, levels
from framing.grouped import COLUMNS, FILE
from framing.lexicon import Lexicon
from framing.output import write, write_row
from framing.refusal import note, refusing
from framing.sheets import TABLES, ending, read_sheet
from framing.terminal import line
from framing.utf8 import not_utf8, text_of
from framing.webpage import ENDINGS, article_of


@dataclass(frozen=True, slots=True)
class Given:
    """A text with its name, the file it stands in and, in a table, the other cells of its row."""

    name: str
    file: str
    text: str
    cells: Mapping[str, Any] | None = None


@click.command(
    epilog="Example: framing score article.txt, or: cat article.txt | framing score --json -, or: framing score "
    "articles.csv --text body --id url --csv article"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON list, an object for each text.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object a line, a line for each text.")
@click.option("--csv", "per", type=click.Choice(get_args(Per)), help="A table with one row for each of these.")
@click.option("--text", help="The column of texts of a table; with --id alone: text.")
@click.option("--id", help="The column that names them.  [default: FILE and the place of the row, from 0]")
@MODEL
@click.option("--kind", "kinds", multiple=True, help="Mark only this kind (repeatable).")
@LEXICON
@WITHOUT
@click.option("--allow", type=click.Path(path_type=Path), help="A TOML file of phrases never to mark, with reasons.")
@N_JOBS
@PROGRESS
@click.option("--color/--no-color", default=None, help="Colours; by default where the output is a terminal.")
@refusing()
def score(
    files: tuple[str, ...],
    as_json: bool,
    as_jsonl: bool,
    per: Per | None,
    text: str | None,
    id: str | None,
    model: str,
    kinds: tuple[str, ...],
    paths: tuple[str, ...],
    without: tuple[str, ...],
    allow: Path | None,
    n_jobs: int,
    progress: bool,
    color: bool | None,
) -> None:
    """Show what frames in each FILE, in whose voice, and why.

    FILE is a text (UTF-8; - is standard input), a saved web page, a pattern such as "2024/*.txt", or with --text a
    table of articles (CSV, TSV, JSON Lines).
    """
    if as_json + as_jsonl + bool(per) > 1:
        raise click.UsageError("give one of --json, --jsonl and --csv")
    try:
        analyzer = Analyzer(model, lexicon=_lexicon(paths, without), kinds=kinds or None, allow=allow or ())
    except FramingError as fault:
        raise click.UsageError(str(fault)) from fault
    failed: list[str] = []
    given = _all(files, text, id, failed)
    analyses = _analyzed(given, analyzer, n_jobs, progress)
    if per:
        _show_csv(analyses, levels(analyzer)[per], failed)
    else:
        show = _show_json if as_json else _show_jsonl if as_jsonl else _show
        show(analyses, color if color is not None else bool(sys.stdout and sys.stdout.isatty()))
    if failed:
        sys.exit(2)


def _lexicon(paths: tuple[str, ...], without: tuple[str, ...]) -> Lexicon:
    """The lexicon that is asked for; a `LexiconError` with all faults."""
    faults: list[str] = []
    known = lexicon_of(paths, without, faults)
    if faults:
        raise LexiconError("\n".join(faults))
    return known


# -- texts


def _all(files: Sequence[str], text: str | None, id: str | None, failed: list[str]) -> Iterator[Given]:
    """The texts of the files that can be read; for each other one a line on standard error."""
    for name in _names(files):
        try:
            if text is None and id is None:
                if ending(Path(name)) in TABLES:
                    note([f"{name}: read as one text; of a table name the column of texts with --text"])
                yield Given(name, name, _content(name))
            else:
                yield from _rows(Path(name), text or "text", id)
        except (OSError, UnicodeDecodeError, FramingError) as fault:
            failed.append(name)
            told = str(fault) if isinstance(fault, FramingError) else f"{name or repr(name)}: {_advice(name, fault)}"
            click.echo(f"framing: {told}", err=True)


def _content(name: str) -> str:
    """The text of a file; of a saved web page the article in it, without its headline."""
    return article_of(Path(name))[0] if ending(Path(name)) in ENDINGS else text_of(name)


def _names(files: Sequence[str]) -> Iterator[str]:
    """The files, and those that fit a pattern which names no file."""
    for name in files:
        found = [] if Path(name).exists() else sorted(glob.glob(name, recursive=True))
        yield from found or [name]


def _rows(path: Path, text: str, id: str | None) -> Iterator[Given]:
    """The texts of a table; a row without one is left out."""
    if ending(path) not in TABLES:
        raise CorpusError(f"{path}: --text and --id are of tables, whose names end in {', '.join(TABLES)}")
    sheet = read_sheet(path)
    texts = cells(sheet, text, "--text")
    names = column(sheet, id, "--id") if id else [f"{path}:{place}" for place in range(len(texts))]
    others = [name for name in sheet if name != text]
    for place, content in enumerate(texts):
        if content is not None:
            yield Given(str(names[place]), str(path), content, {name: sheet[name][place] for name in others})


def _advice(name: str, fault: OSError | UnicodeDecodeError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return not_utf8(fault)
    if not name:
        return "no name of a file; give one"
    if isinstance(fault, IsADirectoryError):
        return "is a directory; name the files in it, for instance with: framing score DIRECTORY/*.txt"
    if isinstance(fault, FileNotFoundError):
        return "no such file; check the name"
    return f"cannot be read: {fault.strerror}"


Analyses = Iterator[tuple[Given, Analysis]]


def _analyzed(given: Iterator[Given], analyzer: Analyzer, n_jobs: int, progress: bool) -> Analyses:
    """Each text with its analysis, in order, as they are read."""
    waiting = deque[Given]()

    def texts() -> Iterator[str]:
        for item in given:
            waiting.append(item)
            yield item.text

    for analysis in analyzer.analyze_many(texts(), n_jobs, progress):
        yield waiting.popleft(), analysis


# -- layouts


def _show(analyses: Analyses, color: bool) -> None:
    for number, (given, analysis) in enumerate(analyses):
        write(("\n" if number else "") + f"== {line(given.name)} ==\n{analysis.to_text(color=color)}\n")


def _show_json(analyses: Analyses, color: bool) -> None:
    write(json.dumps([_record(*pair) for pair in analyses], ensure_ascii=False, indent=1) + "\n")


def _show_jsonl(analyses: Analyses, color: bool) -> None:
    for pair in analyses:
        write(json.dumps(_record(*pair), ensure_ascii=False) + "\n")


def _record(given: Given, analysis: Analysis) -> dict[str, object]:
    kept = {} if given.cells is None else {"id": given.name, COLUMNS: given.cells}
    return {FILE: given.file, **kept, **analysis.to_dict()}


def _show_csv(analyses: Analyses, level: Level, failed: list[str]) -> None:
    """A header, and the rows of each text; what is missing is empty. No header where nothing could be read."""
    first = next(analyses, None)
    if first is None and failed:
        return
    write_row(["id", *level.schema])
    for given, analysis in chain(() if first is None else (first,), analyses):
        for row in level.rows(analysis):
            write_row([given.name, *row])
