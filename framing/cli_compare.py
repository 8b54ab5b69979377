"""The command `framing compare`: groups of articles beside each other."""

import json
from dataclasses import astuple, fields
from typing import get_args

import click

from framing.analyzer import Analyzer
from framing.cli_options import ID, MODEL, N_JOBS, PROGRESS, TEXT, WITHIN
from framing.comparing import compare as compare_groups
from framing.comparison import ROWS, Comparison, Table
from framing.output import write, write_row
from framing.refusal import refusing


@click.command(
    epilog="Example: framing compare articles.csv --text body --by outlet, or: framing compare analyses.jsonl --by file"
)
@click.argument("file", type=click.Path())
@TEXT
@click.option("--by", default="outlet", show_default=True, help="The column of groups.")
@ID
@WITHIN
@MODEL
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
@click.option("--csv", "table", type=click.Choice(get_args(Table)), help="One of the tables as CSV.")
@N_JOBS
@PROGRESS
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
    """Compare the groups of articles in FILE.

    How often which markers stand in whose voice, with intervals, and which words tell groups apart. FILE is a CSV, TSV
    or JSON Lines file with a row an article, or what `framing score --jsonl` wrote.
    """
    if file == "-":
        raise click.UsageError("standard input is not read here; save the table, and give the name of the file")
    if as_json and table:
        raise click.UsageError("give either --json or --csv TABLE")
    found = compare_groups(
        file, text, by, id=id, within=within, analyzer=Analyzer(model), n_jobs=n_jobs, progress=progress
    )
    if as_json:
        write(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    elif table:
        _show_csv(found, table)
    else:
        write(found.to_text() + "\n")


def _show_csv(found: Comparison, table: Table) -> None:
    """One of the tables, with a header."""
    write_row([field.name for field in fields(ROWS[table])])
    for row in getattr(found, table):
        write_row(astuple(row))
