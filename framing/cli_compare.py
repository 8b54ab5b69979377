"""The command `framing compare`: groups of articles beside each other."""

import csv
import io
import json
from dataclasses import asdict, fields
from typing import get_args

import click

from framing.analyzer import Analyzer
from framing.compare import compare as compare_groups
from framing.comparison import ROWS, Comparison, Table
from framing.output import write
from framing.refusal import refusing


@click.command(
    epilog="Example: framing compare articles.csv --text body --by outlet, or: framing compare analyses.jsonl --by file"
)
@click.argument("file", type=click.Path())
@click.option("--text", default="text", show_default=True, help="The column of texts.")
@click.option("--by", default="outlet", show_default=True, help="The column of groups.")
@click.option("--id", help="The column that names articles.  [default: their place, from 0]")
@click.option("--within", metavar="COLUMN", help="A column of topics: compare within each topic alone.")
@click.option("--model", default="fast", show_default=True, help="A shipped model, or the directory of one.")
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
@click.option("--csv", "table", type=click.Choice(get_args(Table)), help="One of the tables as CSV.")
@click.option("--n-jobs", default=1, show_default=True, help="Processes; -1 for one a core.")
@click.option("--progress/--no-progress", help="A bar on standard error.")
@refusing()
def compare(
    file: str,
    text: str,
    by: str,
    id: str | None,
    within: str | None,
    model: str,
    as_json: bool,
    table: Table | None,
    n_jobs: int,
    progress: bool,
) -> None:
    """Compare the groups of articles in FILE: how often which markers stand in whose voice, and which words tell apart.

    FILE is a CSV, TSV or JSON Lines file with a row an article, or what `framing score --jsonl` wrote.
    """
    if as_json and table:
        raise click.UsageError("give either --json or --csv TABLE")
    found = compare_groups(
        file, text, by, id=id, within=within, analyzer=Analyzer(model), n_jobs=n_jobs, progress=progress
    )
    if as_json:
        write(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        write(_csv(found, table) if table else found.to_text() + "\n")


def _csv(found: Comparison, table: Table) -> str:
    """One of the tables, with a header; what is missing is empty."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, [field.name for field in fields(ROWS[table])], lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(asdict, getattr(found, table)))
    return lines.getvalue()
