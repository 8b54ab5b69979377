"""Evaluation on labelled files: `python -m framing.evaluate sentences FILE`. One subcommand a task."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from framing.agreement import FAMILIES, Agreement, Tally, read_annotations
from framing.analyzer import Analyzer
from framing.corpora import Corpus, read
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.linear import FloatArray
from framing.train import IntArray, Recipe, Refusal, cross_validated, design, figures

LEANINGS = ("left", "center", "right")
MIN_LEANING = 20  # unbiased sentences of a side; with fewer its rate says nothing
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of `n` unbiased sentences that were taken for biased."""

    rate: float
    n: int


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """How well probabilities agree with labels; all but `n` rounded to four digits.

    `interval95` is that of `macro_f1` under 1,000 bootstrap draws; leanings are those of the outlets.
    """

    n: int
    share_positive: float
    macro_f1: float
    interval95: tuple[float, float]
    mcc: float
    auc: float
    auc_of_length_alone: float
    ece: float
    false_positive_rate_by_leaning: dict[str, Rate]

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON, with the name of the task."""
        return {"task": "sentences", **asdict(self)}


def sentence_figures(corpus: Corpus, probabilities: FloatArray) -> SentenceFigures:
    """The figures for `probabilities`, one for each sentence of `corpus`; above 0.5 counts as biased."""
    from sklearn.metrics import matthews_corrcoef, roc_auc_score

    labels, hits = np.array(corpus.labels), probabilities > 0.5
    found = figures(labels, probabilities)
    return SentenceFigures(
        n=len(corpus),
        share_positive=round(float(labels.mean()), 4),
        macro_f1=found["macro_f1"],
        interval95=_interval(labels, hits),
        mcc=round(float(matthews_corrcoef(labels, hits)), 4),
        auc=found["auc"],
        auc_of_length_alone=round(float(roc_auc_score(labels, [len(text) for text in corpus.texts])), 4),
        ece=found["ece"],
        false_positive_rate_by_leaning=_by_leaning(corpus, labels, hits),
    )


def scored(corpus: Corpus, model: str, lexicon: Lexicon) -> FloatArray:
    """The probabilities that a model gives, shape `(len(corpus),)`; `model` is a shipped one or a directory."""
    return Analyzer(model, lexicon).score(corpus.texts)


def _interval(labels: IntArray, hits: NDArray[np.bool_]) -> tuple[float, float]:
    """The middle 95 per cent of macro-F1 over sentences drawn anew with replacement."""
    from sklearn.metrics import f1_score

    rng = np.random.default_rng(0)
    draws = (rng.integers(0, len(labels), len(labels)) for _ in range(DRAWS))
    scores = [f1_score(labels[drawn], hits[drawn], average="macro") for drawn in draws]
    low, high = np.quantile(scores, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)


def _by_leaning(corpus: Corpus, labels: IntArray, hits: NDArray[np.bool_]) -> dict[str, Rate]:
    rates: dict[str, Rate] = {}
    for side in LEANINGS:
        own = np.array([leaning == side for leaning in corpus.leanings]) & (labels == 0)
        if own.sum() >= MIN_LEANING:
            rates[side] = Rate(round(float(hits[own].mean()), 4), int(own.sum()))
    return rates


def table(found: SentenceFigures) -> str:
    """The figures for people, one a line."""
    low, high = found.interval95
    lines = [
        f"sentences            {found.n} ({found.share_positive:.1%} positive)",
        f"macro-F1 at 0.5      {found.macro_f1:.4f}  (95%: {low:.4f} to {high:.4f})",
        f"MCC                  {found.mcc:.4f}",
        f"AUC                  {found.auc:.4f}  (of length alone: {found.auc_of_length_alone:.4f})",
        f"calibration error    {found.ece:.4f}",
    ]
    sides = found.false_positive_rate_by_leaning.items()
    return "\n".join([*lines, *(f"false positives {side:<6} {r.rate:.4f}  (of {r.n})" for side, r in sides)])


@click.group()
def evaluate() -> None:
    """Measure models on labelled files."""


@evaluate.command(epilog="Example: python -m framing.evaluate sentences test.csv --model my-model")
@click.argument("file")
@click.option("--model", help="A shipped model or a directory; without it models are trained on FILE itself.")
@click.option("--folds", type=click.IntRange(2), help="Parts that FILE is cross-validated in.  [default: 5]")
@click.option("--config", help="TOML file with the recipe to cross-validate.")
@click.option("--seed", default=0, show_default=True, help="Decides how FILE is split.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def sentences(file: str, model: str | None, folds: int | None, config: str | None, seed: int, as_json: bool) -> None:
    """Sentence probabilities against labels: of a model, or cross-validated from scratch."""
    if model and (folds or config):
        raise click.UsageError("--folds and --config train on FILE, --model does not: give one or the other")
    try:
        corpus, lexicon = read(file), Lexicon.load()
        recipe = Recipe.read(config) if config else Recipe()
        if model:
            probabilities = scored(corpus, model, lexicon)
        else:
            probabilities = cross_validated(design(corpus, lexicon, recipe), recipe, folds or 5, seed)
        found = sentence_figures(corpus, probabilities)
    except FramingError as fault:
        raise Refusal(str(fault)) from fault
    click.echo(json.dumps(found.to_dict()) if as_json else table(found))


@evaluate.command(epilog="Example: python -m framing.evaluate markers annotated.jsonl")
@click.argument("file")
@click.option("--lexicon", help="The directory of a lexicon, or a TSV of more rows; default: shipped.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def markers(file: str, lexicon: str | None, as_json: bool) -> None:
    """Markers against annotated ones: by family and kind with intervals, and how often their voice is right."""
    try:
        tally = Tally(read_annotations(file), Analyzer(lexicon=lexicon))
    except (FramingError, OSError) as fault:
        raise Refusal(str(fault)) from fault
    groups = {"all": tuple(tally.kinds), **FAMILIES, **{kind: (kind,) for kind in tally.kinds}}
    found = {name: tally.of(kinds) for name, kinds in groups.items()}
    if as_json:
        click.echo(
            json.dumps({"task": "markers", **{k: asdict(v) for k, v in found.items()}, "voices": tally.voices()})
        )
    else:
        click.echo(marker_table(found, tally.voices()))


def marker_table(found: dict[str, Agreement], voices: dict[str, tuple[float, int]]) -> str:
    """The agreement for people, a line a group."""
    lines = [f"{'':<18}{'P':>6}{'R':>7}{'F1':>7}  {'95%':<15}{'n':>4}"]
    for name, a in found.items():
        low, high = a.interval95
        interval = f"{low:.3f} to {high:.3f}"
        lines.append(f"{name:<18}{a.precision:>6.3f}{a.recall:>7.3f}{a.f1:>7.3f}  {interval:<15}{a.n:>4}")
    return "\n".join(
        [*lines, *(f"voice {voice:<12}{share:>6.3f} right of {n}" for voice, (share, n) in voices.items())]
    )


if __name__ == "__main__":
    evaluate()
