"""The options that several commands have."""

import click

MODEL = click.option("--model", default="fast", show_default=True, help="A shipped model, or the directory of one.")
WITHIN = click.option("--within", metavar="COLUMN", help="A column of topics: compare within each topic alone.")
N_JOBS = click.option("--n-jobs", default=1, show_default=True, help="Processes; -1 for one a core.")
PROGRESS = click.option("--progress/--no-progress", help="A bar on standard error.")
TEXT = click.option("--text", default="text", show_default=True, help="The column of texts.")
ID = click.option("--id", help="The column that names articles.  [default: their place, from 0]")
