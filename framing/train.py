"""Training: labelled sentences in, a calibrated linear model and its card out. `python -m framing.train --help`.

How a model learns is told in `framing.learning`; here it is measured, described and written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from framing._resources import model_directory
from framing.annotated import renamings
from framing.columns import check_number, columns_of_each, recorded
from framing.corpora import Corpus, read_several, supporting_apart
from framing.errors import CorpusError
from framing.figures import auc, calibration_error, macro_f1
from framing.gate import best, check_gate, check_target
from framing.intervals import rounded
from framing.learning import Material, folded, learn
from framing.leftout import by_parts, checksum_of, parts_of
from framing.lessons import Teaching
from framing.lexicon import Lexicon
from framing.linear import Card, LinearModel, check_place
from framing.material import FloatArray, IntArray
from framing.recipe import Recipe, versions
from framing.refusal import note, refusing

LABEL = "1 where annotators call the sentence biased by its choice of words, 0 where they do not"
SHIPPED = "fast"
SMALL = 1000  # sentences; with fewer the figures and the model itself depend much on which ones they are


def build(
    target: Corpus,
    support: Sequence[Corpus],
    lexicon: Lexicon,
    recipe: Recipe,
    seed: int,
    record: Mapping[str, Any],
    teaching: Teaching | None = None,
    unlabelled: Sequence[str] = (),
) -> LinearModel:
    """The model that the corpora teach, its figures added to the record; the same arguments give the same model.

    No further corpus has a text of the target (`framing.corpora.apart`); the rows are `ordered`. With a `teaching` the
    model learns from its lessons on the further corpora and on `unlabelled` texts.

    Raises
    ------
    CorpusError
        where there is too little to learn from
    """
    material = Material.read(target, support, lexicon, recipe, teaching, unlabelled)
    found = cross_validated(material, target, seed)
    model = learn(material, material.rows, seed)
    return replace(model, card=replace(model.card, record={**record, "cross_validation": found}))


def record_of(
    corpora: Sequence[Corpus],
    columns: Sequence[Mapping[str, str]],
    labels: Mapping[str, str],
    recipe: Recipe,
    seed: int,
) -> dict[str, Any]:
    """What a model is made of, for its card: how each corpus was read, what of it is used, in which folds."""
    data = [
        asdict(corpus.sources[0]) | {"n": len(corpus), "positive": sum(corpus.labels), "columns": dict(own)}
        for corpus, own in zip(corpora, columns, strict=True)
    ]
    parts = checksum_of(corpora[0], parts_of(corpora[0], recipe.folds, None, seed))
    made = {"seed": seed, "recipe": asdict(recipe), "parts": parts, "versions": versions()}
    return {"task": "sentence", "label": LABEL, "data": data, "map": dict(labels), **made}


def cross_validated(material: Material, target: Corpus, seed: int) -> dict[str, float]:
    """The figures on target sentences of models that have not seen them, as `framing evaluate --folds` has them."""

    def learned(*arguments: Any) -> Iterator[tuple[IntArray, LinearModel]]:
        return folded(material, parts, seed)  # what is read already is not read again

    recipe, lexicon = material.recipe, material.lexicon
    parts = parts_of(target, recipe.folds, None, seed)
    judged = by_parts(target, (), lexicon, recipe, parts, seed, learned, None)
    found = figures(np.array(target.labels), judged.probabilities)
    if material.words is None:
        return found
    return found | {"loaded_words_f1": judged.word_figures().loaded.f1}


def figures(labels: IntArray, probabilities: FloatArray) -> dict[str, float]:
    """Macro-F1 at 0.5, area under the ROC curve, and expected calibration error in ten bins, to four digits."""
    area = auc(labels, probabilities)
    assert area is not None  # both labels are there, or nothing could be learned
    error = calibration_error(labels, probabilities)
    return {"macro_f1": rounded(macro_f1(labels, probabilities > 0.5)), "auc": rounded(area), "ece": rounded(error)}


# -- the command


def notices(target: Corpus, support: Sequence[Corpus]) -> Iterator[str]:
    """What somebody should know of the corpora before they trust the model."""
    for corpus in (target, *support):
        yield from corpus.notes
    if len(target) < SMALL:
        yield (
            f"only {len(target)} sentences to learn from: expect figures that move by several points with the seed; "
            "add --corpus babe after your own file, or label more"
        )
    if not any(target.spans):
        yield "no column spans, so the model does not learn which words are loaded, and marks only rows of the lexicon"


def report(model: LinearModel, output: Path) -> str:
    """What was made of what, in a few lines."""
    record = model.card.record
    data = [f"{source['file']}: {source['n']} sentences, {source['positive']} positive" for source in record["data"]]
    found = record["cross_validation"]
    shown = f"macro-F1 {found['macro_f1']:.4f}, AUC {found['auc']:.4f}, ECE {found['ece']:.4f}"
    words = f", loaded words F1 {found['loaded_words_f1']:.4f}" if "loaded_words_f1" in found else ""
    return "\n".join(
        [
            *data,
            f"cross-validated on {record['data'][0]['file']}: {shown}{words}",
            f"{len(model.names)} features, bias {model.bias:+.3f}: {output}",
        ]
    )


@click.command(epilog="Example: python -m framing.train --corpus mine.csv --corpus babe --output my-model")
@click.option(
    "--corpus", "corpora", multiple=True, required=True,
    help="Labelled file, or babe, anno-lexical (repeatable). Probabilities are those of the labels of the first.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path), help="Directory of the model: a new one, or one of a model to replace."
)
@click.option("--in-place", is_flag=True, help="Replace the shipped model, unless the new one is worse.")
@click.option(
    "--columns", multiple=True, metavar="OURS=YOURS,...",
    help="Names of columns, such as text=body,label=biased; the first is of the first --corpus, and so on.",
)  # fmt: skip
@click.option(
    "--map", "renamed", multiple=True, metavar="LABEL=0|1", help="What a label means, such as ja=1 (repeatable)."
)
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(0, 2**32 - 1), help="Decides how sentences are split."
)
@click.option("--config", help="TOML file with the recipe, such as training/config.toml.")
@click.option("--lessons", help="Directory with what a teacher says of further sentences, such as training/lessons.")
@click.option(
    "--unlabelled",
    multiple=True,
    metavar="FILE",
    help="Sentences that only lessons judge, or newsmtsc (repeatable).",
)
@click.option("--progress/--no-progress", help="Bars while files are read.")
def train(
    corpora: tuple[str, ...],
    output: Path | None,
    in_place: bool,
    columns: tuple[str, ...],
    renamed: tuple[str, ...],
    seed: int,
    config: str | None,
    lessons: str | None,
    unlabelled: tuple[str, ...],
    progress: bool,
) -> None:
    """Train a model on labelled sentences.

    Files are JSONL, CSV, TSV or Parquet with text and label, or JSON of Label Studio.
    """
    if in_place == (output is not None):
        raise click.UsageError("give either --output DIRECTORY or --in-place")
    if unlabelled and not lessons:
        raise click.UsageError("--unlabelled: nothing is known of these sentences without --lessons DIRECTORY")
    goal = output or model_directory(SHIPPED)
    with refusing():
        recipe = Recipe.read(config) if config else Recipe()
        check_place(goal)
        named = columns_of_each(columns)
        check_number(named, corpora)
        labels = renamings(renamed)
        target, *more = (own.ordered() for own in read_several(corpora, named, progress, labels=labels))
        support = supporting_apart(target, dict(zip(corpora[1:], more, strict=True)))
        names = [*named, *({} for _ in corpora[len(named) :])]
        record = record_of([target, *support], names, labels, recipe, seed)
        teaching = Teaching.read(lessons) if lessons else None
        texts = teaching.further(record["parts"], unlabelled, target, support, progress) if teaching else ()
        if teaching:
            record |= {"unlabelled": {"files": [recorded(Path(file)) for file in unlabelled], "n": len(texts)}}
            record |= {"lessons": {"sha256": teaching.sha256(), **teaching.record}}
        shipped = LinearModel.read(goal).card if in_place else None
        if shipped:
            check_target(record, shipped)
        note(notices(target, support))
        try:
            model = build(target, support, Lexicon.load(), recipe, seed, record, teaching, texts)
        except CorpusError as fault:
            raise fault.at(corpora[0]) from fault
        if shipped:
            model = _passed(model, shipped)
        model.write(goal)
    click.echo(report(model, goal))


def _passed(model: LinearModel, shipped: Card) -> LinearModel:
    """A model that may take the place of the shipped one, the best figures so far on its card; else a `ModelError`."""
    check_gate(model.card, shipped)
    record = {**model.card.record, "best": best(model.card, shipped)}
    return replace(model, card=replace(model.card, record=record))


if __name__ == "__main__":
    train()
