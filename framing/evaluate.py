"""Evaluation on labelled files: `python -m framing.evaluate TASK FILE` or `framing evaluate TASK FILE`.

What each figure means and how it is computed: docs/evaluation.md.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from framing.agreement import FAMILIES, Tally, read_annotations
from framing.attributed import read_attributed, voice_figures
from framing.evaluated import Choice, checked_place, loaded_and_analyses, new_to, unseen
from framing.evaluation_report import Draw, Report, listed
from framing.figures import MIN_GROUP, sentence_figures
from framing.leftout import shown
from framing.leftright import left_minus_right
from framing.loadedwords import word_figures
from framing.markers import ORIGINS
from framing.mistakes import WrongCall, false_positives, wrong_calls
from framing.plot import agreements, reliability, shares
from framing.probabilities import check_file, write_probabilities
from framing.quoted import quote_figures, read_quotes
from framing.refusal import note, refusing
from framing.table import Table, texts
from framing.tables import marker_tables, quote_tables, sentence_tables, voice_tables, word_tables

FEW = 200  # rows; the figures of fewer move much with chance
REPORTED = 10  # wrong calls that a report shows unless told otherwise

Command = TypeVar("Command", bound=Callable[..., None])


# -- options


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """The decorator that gives a command all these options, in this order."""

    def decorated(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


SHOWN = _options(
    click.option("--json", "as_json", is_flag=True, help="One JSON object."),
    click.option("--report", metavar="DIR", help="Write DIR/report.md with plots (needs matplotlib)."),
)
MODEL = _options(
    click.option("--model", help="A shipped model, or the directory of one.  [default: fast]"),
    click.option("--lexicon", help="The directory of a lexicon, or a TSV of more rows; default: shipped."),
)
COLUMNS = click.option(
    "--columns", multiple=True, metavar="OURS=YOURS,...",
    help="Names of columns, such as text=body,label=biased; the first is of FILE, the next of the first --also ...",
)  # fmt: skip
LEARNED = _options(
    click.option("--folds", type=click.IntRange(2), help="Train from scratch, and measure on the part left out."),
    click.option(
        "--by", type=click.Choice(["topic", "outlet"]), help="Leave out whole ones, and show figures of each."
    ),
    click.option("--also", multiple=True, metavar="CORPUS", help="With --folds: learn from this one too (repeatable)."),
    click.option("--lessons", metavar="DIRECTORY", help="With --folds: learn from what a teacher says, too."),
    click.option("--unlabelled", multiple=True, metavar="FILE", help="Sentences that lessons judge (repeatable)."),
    click.option("--config", help="With --folds: TOML file with the recipe."),
    click.option(
        "--seed", type=click.IntRange(0, 2**32 - 1), help="With --folds: decides how FILE is split.  [default: 0]"
    ),
    click.option("--progress/--no-progress", help="Bars while files are read and models trained."),
    COLUMNS,
)
MAP = click.option(
    "--map", "renamed", multiple=True, metavar="LABEL=KIND", help="What a label means, such as ja=1 (repeatable)."
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a task found: figures of `n` rows, or sources, as tables, a record and plots; notes, and wrong calls.

    `options` are those that no other task has.
    """

    task: str
    n: int
    tables: Sequence[Table]
    record: Mapping[str, Any]
    plots: Mapping[str, Draw]
    notes: Sequence[str] = ()
    wrong: Sequence[WrongCall] = ()
    options: Sequence[str] = ()

    def show(self, choice: Choice, as_json: bool, report: str | None) -> None:
        """The figures on standard output, and in a report where one is wanted; both say how they were made."""
        few = f"{self.n} are few to measure on: expect figures that move with chance as their intervals say; label more"
        notes = [*self.notes, *([few] if self.n < FEW else [])]
        note(notes)
        made = choice.made(self.task, self.options) if as_json or report else {}
        made |= {"notes": "; ".join(notes)} if made and notes else {}
        if report:
            Report(f"Evaluation: {self.task}", made, self.tables, self.plots, self.wrong).write(report)
        click.echo(json.dumps({**self.record, "made_by": made}) if as_json else texts(self.tables))


# -- tasks


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def evaluate() -> None:
    """Measure models and rules on labelled files."""


@evaluate.command(epilog="Example: framing evaluate sentences test.csv --columns text=body,label=biased")
@click.argument("file")
@MODEL
@LEARNED
@MAP
@click.option("--errors", type=click.IntRange(0), help="Surest wrong calls to show.  [default: 10 in a report, else 0]")
@click.option(
    "--probabilities",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="Write row, id, label and probability of each.",
)
@SHOWN
def sentences(
    file: str, errors: int | None, probabilities: Path | None, as_json: bool, report: str | None, **chosen: Any
) -> None:
    """Sentence probabilities against labels: of a model, or with --folds of models trained from scratch."""
    with refusing():
        choice = Choice.of(file, **chosen)
        checked_place(report)
        if probabilities:
            check_file(probabilities)
        judged = choice.judged()
        if probabilities:
            write_probabilities(judged, probabilities)
        found = sentence_figures(
            judged.corpus, judged.probabilities, shown(judged.corpus, choice.by) if choice.by else None
        )
        struck, number = false_positives(judged), REPORTED if errors is None and report else errors or 0
        wrong = wrong_calls(judged, number)
        record = {**found.to_dict(), "false_positives": {side: asdict(own) for side, own in struck.items()}}
        if taken := left_minus_right(judged):
            record["left_minus_right_parts"] = asdict(taken)
        record |= {"errors": [asdict(call) for call in wrong]} if errors else {}
        sides, plots = found.false_positive_rate_by_leaning, dict[str, Draw]()
        plots["Calibration"] = lambda ax: reliability(found.reliability, ax)
        if sides:
            plots["False positives by leaning"] = lambda ax: shares(sides, ax)
        tables, notes = sentence_tables(found, struck, choice.by), list(judged.corpus.notes)
        if choice.by and not found.by_group:
            notes.append(f"no {choice.by} has figures of its own: none is told of {MIN_GROUP} sentences")
        Found("sentences", found.n, tables, record, plots, notes, wrong).show(choice, as_json, report)
    if errors and not as_json:
        click.echo(f"\n{listed(wrong)}")


@evaluate.command(epilog="Example: framing evaluate spans export.json --map Loaded=loaded_language")
@click.argument("file")
@MODEL
@LEARNED
@MAP
@SHOWN
def spans(file: str, as_json: bool, report: str | None, **chosen: Any) -> None:
    """Words marked as loaded against annotated spans (JSONL, Label Studio JSON, a directory of brat files)."""
    with refusing():
        choice = Choice.of(file, **chosen)
        checked_place(report)
        known, analyses, notes = loaded_and_analyses(choice)
        found = word_figures(known, analyses)
        plots = {"Loaded words": lambda ax: agreements({"all": found.loaded, **found.by_origin}, ax)}
        Found("spans", len(known), word_tables(found), found.to_dict(), plots, notes).show(choice, as_json, report)


@evaluate.command(epilog="Example: framing evaluate quotes quotes.jsonl")
@click.argument("file")
@MODEL
@SHOWN
def quotes(file: str, as_json: bool, report: str | None, **chosen: Any) -> None:
    """Functions of quotation marks against annotated ones (JSONL)."""
    with refusing():
        choice = Choice.of(file, **chosen)
        checked_place(report)
        analyzer = unseen(choice)
        found = quote_figures(read_quotes(file), analyzer)
        plots = {"Functions": lambda ax: agreements(found.by_function, ax)}
        Found("quotes", found.n, quote_tables(found), found.to_dict(), plots).show(choice, as_json, report)


@evaluate.command(epilog="Example: framing evaluate markers annotated.jsonl")
@click.argument("file")
@MODEL
@MAP
@COLUMNS
@click.option("--origin", "origins", multiple=True, type=click.Choice(ORIGINS), help="Only these.  [default: all]")
@SHOWN
def markers(file: str, origins: tuple[str, ...], as_json: bool, report: str | None, **chosen: Any) -> None:
    """Markers against annotated ones (JSONL, Label Studio JSON, a directory of brat files): by family, kind, voice."""
    with refusing():
        choice = Choice.of(file, **chosen)
        checked_place(report)
        analyzer = unseen(choice)
        told = list[str]()
        given = read_annotations(file, analyzer, choice.renamed, choice.own_columns, told)
        rows, notes = new_to(analyzer, choice, [annotated.text for annotated in given])
        tally = Tally([given[row] for row in rows], analyzer, origins or ORIGINS)
        groups = {"all": tuple(tally.kinds), **FAMILIES, **{kind: (kind,) for kind in tally.kinds}}
        found, voices = {name: tally.of(kinds) for name, kinds in groups.items()}, tally.voices()
        record = {
            "task": "markers",
            "origins": list(origins or ORIGINS),
            **{name: asdict(own) for name, own in found.items()},
            "voices": voices,
        }
        plots = {"Markers": lambda ax: agreements({name: own for name, own in found.items() if own.n}, ax)}
        tables = marker_tables(found, voices)
        options = [part for origin in origins for part in ("--origin", origin)]
        notes = (*told, *notes)
        Found("markers", len(rows), tables, record, plots, notes, options=options).show(choice, as_json, report)


@evaluate.command(epilog="Example: framing evaluate voice articles.jsonl")
@click.argument("file")
@MODEL
@SHOWN
def voice(file: str, as_json: bool, report: str | None, **chosen: Any) -> None:
    """Attributed text and its sources against annotated ones (JSONL)."""
    with refusing():
        choice = Choice.of(file, **chosen)
        checked_place(report)
        analyzer = unseen(choice)
        notes = list[str]()
        found = voice_figures(read_attributed(file, notes), analyzer)
        plots = {"Attributed text": lambda ax: agreements({"attributed": found.content}, ax)}
        Found("voice", found.sources, voice_tables(found), found.to_dict(), plots, notes).show(choice, as_json, report)


if __name__ == "__main__":
    evaluate(prog_name="python -m framing.evaluate")
