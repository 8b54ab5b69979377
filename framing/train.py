"""Training: labelled sentences in, a calibrated linear model and its card out. `python -m framing.train --help`.

How a model learns is told in `framing.learning`; here it is measured, described and written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click
import numpy as np

from framing._resources import model_directory
from framing.annotated import renamings
from framing.columns import renamed_columns
from framing.corpora import Corpus, apart, read
from framing.errors import ModelError
from framing.figures import auc, calibration_error, macro_f1
from framing.intervals import rounded
from framing.learning import Material, folded, learn, word_f1
from framing.lexicon import Lexicon
from framing.linear import Card, LinearModel, check_place
from framing.material import FloatArray, IntArray
from framing.recipe import Recipe
from framing.refusal import refusing
from framing.regression import splits
from framing.score import SentenceModel

LABEL = "1 where annotators call the sentence biased by its choice of words, 0 where they do not"
SHIPPED = "fast"
SMALL = 1000  # sentences; with fewer the figures and the model itself depend much on which ones they are
GATE = {"macro_f1": 0.005, "auc": 0.005, "word_f1": 0.01}  # what a new shipped model may lose to chance
WORSE_ECE = 0.02


def build(target: Corpus, support: Sequence[Corpus], lexicon: Lexicon, recipe: Recipe, seed: int) -> LinearModel:
    """The model that the corpora teach, with its card; the same arguments and versions give the same model.

    No further corpus has a text of the target (`framing.corpora.apart`).

    Raises
    ------
    CorpusError
        where there is too little to learn from
    """
    material = Material.read(target, support, lexicon, recipe, seed)
    parts = splits(material.of.labels[material.rows], recipe.folds, seed)
    found = cross_validated(material, parts, seed)
    model = learn(material, material.rows, seed)
    record = {
        "task": "sentence",
        "label": LABEL,
        "data": [_source(corpus) for corpus in (target, *support)],
        "seed": seed,
        "recipe": asdict(recipe),
        "cross_validation": found,
        "versions": {name: version(name) for name in ("numpy", "scikit-learn", "scipy")},
    }
    return replace(model, card=replace(model.card, record=record))


def _source(corpus: Corpus) -> dict[str, Any]:
    """Where the sentences of a corpus came from, and how many of them are used."""
    return asdict(corpus.sources[0]) | {"n": len(corpus), "positive": sum(corpus.labels)}


def cross_validated(material: Material, parts: Iterator[tuple[IntArray, IntArray]], seed: int) -> dict[str, Any]:
    """The figures on target sentences of models that have not seen them."""
    probabilities = np.empty(len(material.rows))
    hits: dict[int, list[bool]] = {}
    for left, linear in folded(material, parts, seed):
        model = SentenceModel(linear)
        for row in left:
            sentence = material.sentences[row]
            assessment = model.assess(sentence.tokens, sentence.matches)
            probabilities[row] = assessment.probability
            hits[int(row)] = list(assessment.marked)
    return figures(material.of.labels[material.rows], probabilities) | _word_figures(material, hits)


def _word_figures(material: Material, hits: dict[int, list[bool]]) -> dict[str, float]:
    """F1 over the words of sentences whose loaded words are known; nothing where there are none of them."""
    words = material.words
    if words is None:
        return {}
    found = [
        hit
        for row in dict.fromkeys(words.rows.tolist())
        for i, hit in enumerate(hits[row])
        if material.sentences[row].tokens.is_word(i)
    ]
    return {"word_f1": round(word_f1(words.loaded, np.array(found) | words.listed), 4)}


def figures(labels: IntArray, probabilities: FloatArray) -> dict[str, float]:
    """Macro-F1 at 0.5, area under the ROC curve, and expected calibration error in ten bins, to four digits."""
    area = auc(labels, probabilities)
    assert area is not None  # both labels are there, or nothing could be learned
    error = calibration_error(labels, probabilities)
    return {"macro_f1": rounded(macro_f1(labels, probabilities > 0.5)), "auc": rounded(area), "ece": rounded(error)}


# -- the gate before the shipped model


def check_target(target: Corpus, old: Card) -> None:
    """A `ModelError` where figures on a target cannot be compared with those of the shipped model."""
    ours, theirs = asdict(target.sources[0]), old.record["data"][0]
    if ours["sha256"] != theirs["sha256"]:
        raise ModelError(
            f"the shipped model is measured on {theirs['file']} ({theirs['sha256'][:12]}...), the new one on "
            f"{ours['file']} ({ours['sha256'][:12]}...): the figures cannot be compared; give that file as the first "
            "--corpus, or write to --output"
        )


def check_gate(new: Card, old: Card) -> None:
    """A `ModelError` where a model is worse than the shipped one by more than chance, figure by figure."""
    worse = list(_losses(new.record["cross_validation"], old.record["cross_validation"]))
    if worse:
        raise ModelError(
            f"worse than the shipped model in cross-validation: {'; '.join(worse)}; the shipped model stays as it is: "
            "write to --output to look at the new one"
        )


def _losses(new: dict[str, float], old: dict[str, float]) -> Iterator[str]:
    for name, slack in GATE.items():
        if new.get(name, 0.0) < old.get(name, 0.0) - slack:
            yield f"{name} {new.get(name, 0.0):.4f} against {old[name]:.4f}"
    if new["ece"] > old["ece"] + WORSE_ECE:
        yield f"ece {new['ece']:.4f} against {old['ece']:.4f}"


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
    words = f", loaded words F1 {found['word_f1']:.4f}" if "word_f1" in found else ""
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
@click.option("--progress/--no-progress", help="Bars while files are read.")
def train(
    corpora: tuple[str, ...],
    output: Path | None,
    in_place: bool,
    columns: tuple[str, ...],
    renamed: tuple[str, ...],
    seed: int,
    config: str | None,
    progress: bool,
) -> None:
    """Train a model on labelled sentences (JSONL, CSV, TSV, Parquet with text and label; Label Studio JSON)."""
    if in_place == (output is not None):
        raise click.UsageError("give either --output DIRECTORY or --in-place")
    if len(columns) > len(corpora):
        raise click.UsageError(f"--columns is given {len(columns)} times for {len(corpora)} --corpus")
    goal = output or model_directory(SHIPPED)
    with refusing():
        recipe = Recipe.read(config) if config else Recipe()
        target, *more = _read(corpora, columns, renamings(renamed), progress)
        shipped = LinearModel.read(goal).card if in_place else None
        _check_goal(goal, target, shipped)
        support = apart(target, more)
        for notice in notices(target, support):
            click.echo(f"note: {notice}", err=True)
        model = build(target, support, Lexicon.load(), recipe, seed)
        if shipped:
            check_gate(model.card, shipped)
        model.write(goal)
    click.echo(report(model, goal))


def _read(corpora: Sequence[str], columns: Sequence[str], labels: Mapping[str, str], progress: bool) -> list[Corpus]:
    """Each corpus with its own names of columns, ours where none are given, and its rows in an order of their own."""
    pairs = zip_longest(corpora, columns)
    return [read(name, renamed_columns(own), progress, labels=labels).ordered() for name, own in pairs]


def _check_goal(goal: Path, target: Corpus, shipped: Card | None) -> None:
    """What would be refused after training is refused before."""
    check_place(goal)
    if shipped:
        check_target(target, shipped)


if __name__ == "__main__":
    train()
