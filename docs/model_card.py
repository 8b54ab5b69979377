"""The model card, docs/model-card.md: made of the shipped model's own record and of training/figures.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing._resources import model_directory
from framing.encoder import Encoder
from framing.linear import LinearModel

FIGURES = Path(__file__).parents[1] / "training" / "figures.json"
LEARNED = (
    ("folds", "5 folds", "folds"),
    ("folds without a teacher", "5 folds, without the teacher", "folds"),
    ("topics", "topics left out, without the teacher", "topics"),
    ("outlets", "outlets left out, without the teacher", "outlets"),
)
ELSEWHERE = {
    "anno_lexical/dev": "Anno-lexical dev, labelled by three language models, of the same source as the further corpus",
    "ptc": "Propaganda Techniques Corpus, sentences; never learned from",
    "checkthat/train": "CheckThat! 2025 subjectivity, English; never learned from",
}
SIDES = {"left": "left", "center": "centre", "right": "right"}
ODDS = {
    "all": "log odds",
    "kind": "... of these by matches of the lexicon",
    "word": "... words, their letters, and how loaded they are",
    "pair": "... pairs of words",
    "sentence": "... length, capitals and marks",
    "bias": "... the constants of the five models",
}
HEAD = """# Model card: `fast`

Made by `make pages` from the model's own record and from `training/figures.json` (`python training/figures.py DATA`).

## What it is for

Two linear models in one file, read with numpy. One gives the probability that expert annotators would call an English
news sentence biased by its choice of words, as BABE defines it (Spinde et al. 2021); the other finds the words that they
would mark. Every probability is a sum over words, pairs of words, markers and traits that `contributions` lists.

**What the score is not.** It is not a verdict on an outlet, an author or a claim. It does not tell whether a sentence is
true, fair or justified: plain words can mislead, and loaded ones can be right. It knows what some annotators of US and
British political news called biased around 2020, nothing more. A quotation counts like the outlet's own words in it; the
voice of words is in `summary`. Do not use it to rank outlets or people, to moderate or to score anybody's work.
"""
LICENCES = """## Licences of the data, as we saw them

BABE: labels MIT (repository of the re-annotation), original repository AGPL-3.0; Anno-lexical: MIT repository, its copy on the
hub CC BY-NC-ND 4.0. The sentences are third-party news text; none is shipped. More: `MODEL-NOTICE.md` in the repository.
"""
FAILURES = """## Known failures

- **Partisan outlets get more false positives than centre outlets**, about twice as many: their neutral sentences share
  topics and turns of phrase with their biased ones.
- Far from its data it is poorly calibrated: on the propaganda corpus it gives far too high probabilities, because few
  sentences there carry loaded words while many are called biased by it. Recalibrate on a hundred sentences of your own.
- On new outlets and topics it loses several points; the figures above say how many.
- Learned markers are wrong about as often as right. They are kept out of sentences that would not be called biased, carry
  their probability and the origin `model`; `Analyzer(min_probability=...)` drops the less likely ones.
- Names of parties, leaders and movements carry weight, because the sentences that annotators called biased name some more
  often than others.
- Irony, allusion, omission and slanted selection of facts are not seen at all.
- Where a text quotes loaded speech without comment, the sentence is scored high all the same.
"""


def figures() -> dict[str, Any]:
    """What training/figures.py measured; a `SystemExit` where it measured another model."""
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    fast = LinearModel.read(model_directory("fast")).fingerprint
    encoder = Encoder(model_directory("encoder")).fingerprint
    if (found["model"], found["encoder"]["model"]) != (fast, encoder):
        raise SystemExit(f"{FIGURES.name} is of other models; measure anew: python training/figures.py DATA")
    return found


def text() -> str:
    """The page."""
    model, found = LinearModel.read(model_directory("fast")), figures()
    parts = (HEAD, *_data(model), LICENCES, *_learned(found), *_leanings(found), *_elsewhere(found), *_words(found))
    return "\n".join((*parts, FAILURES))


def _data(model: LinearModel) -> Iterator[str]:
    """What it learned from, and how."""
    record = model.card.record
    yield "## What it learned from\n\n| file | sentences | biased | SHA-256 |\n|---|---:|---:|---|"
    for source in record["data"]:
        yield f"| `{source['file']}` | {source['n']:,} | {source['positive']:,} | `{source['sha256'][:16]}` |"
    versions = ", ".join(f"{name} {number}" for name, number in record["versions"].items())
    yield (
        "\nThe first is the training split of BABE with the labels of Horych et al. (2025), the target: the probability is that "
        "of its labels, and so are the loaded words. The second is Anno-lexical (Horych et al. 2025), labelled by three language "
        f"models. What a larger network, the **teacher**, says of these and of {record['unlabelled']['n']:,} sentences of NewsMTSC "
        "(Hamborg & Donnay 2021) was learned from too, with its words: two of all-mpnet-base-v2, fine-tuned on the same two "
        f"corpora (`training/README.md`), whose lessons are kept without a text in `training/lessons`. A label is {record['label']}. Features: {len(model.names):,}. Seed {record['seed']}; {versions}. "
        f"Model `{model.fingerprint[:12]}`, lexicon `{model.card.lexicon[:12]}`.\n"
    )


def _learned(found: dict[str, Any]) -> Iterator[str]:
    """Cross-validation on the target, beside the floor."""
    yield (
        "## On sentences it has not seen\n\nBABE train, models trained from scratch in each part, everything that learns inside. "
        "The floor is logistic regression on TF-IDF of words, word pairs and runs of letters, on the same parts. "
        "The teacher of each part has not seen the sentences left out; topics and outlets were not kept from any, so they are left "
        "out of models without a teacher. "
        "`framing evaluate sentences babe/train.jsonl --folds 5 --also anno_lexical/train.jsonl --lessons training/lessons "
        "--unlabelled newsmtsc/train.jsonl`, or `[--by topic|outlet]` for the last two.\n\n"
        "| | macro-F1 at .5 (95%) | AUC (95%) | MCC | calibration error | floor: macro-F1 | AUC |\n|---|---|---|---|---|---|---|"
    )
    for name, title, beside in LEARNED:
        own, floor = found["figures"][name], found["floor"][beside]
        yield (
            f"| {title} | {figure(own['macro_f1'], own['interval95'])} | {figure(own['auc'], own['auc_interval95'])} | "
            f"{point(own['mcc'])} | {point(own['ece'])} | {point(floor['macro_f1'])} | {point(floor['auc'])} |"
        )
    alone = found["figures"]["topics without further corpora"]
    clusters = ", ".join(f"{found['figures'][name]['clusters']} {name}" for name in ("topics", "outlets"))
    yield (
        f"\nIntervals are of sentences drawn anew, with topics or outlets left out of whole ones ({clusters}): few of these, so "
        "that the true intervals are wider. Outlets are left out of both corpora. Anno-lexical tells no topic, so a topic that is left out of BABE may stand in it; "
        f"without Anno-lexical, topics left out give {figure(alone['macro_f1'], alone['interval95'])} and "
        f"{figure(alone['auc'], alone['auc_interval95'])}. The recipe was chosen on these parts, so the figures are a little "
        "optimistic.\n\n| probability | sentences | mean | biased |\n|---|---:|---|---|"
    )
    for each in found["figures"]["folds"]["reliability"]:
        mean, share = (point(each[name]) if each["n"] else "-" for name in ("mean_probability", "share_positive"))
        yield f"| {each['low']:.1f} to {each['high']:.1f} | {each['n']} | {mean} | {share} |"
    yield ""


def _leanings(found: dict[str, Any]) -> Iterator[str]:
    """False positives by the leaning of the outlet."""
    own = found["figures"]["folds"]
    yield (
        "## False positives by leaning\n\nOf the sentences labelled unbiased, the share with a probability above .5, in the same 5 "
        "folds; leanings of outlets as BABE gives them.\n\n"
        "| outlets | rate (95%) | n | of these with a loaded marker | mean characters |\n|---|---|---:|---|---|"
    )
    for side, rate in own["false_positive_rate_by_leaning"].items():
        of = own["false_positives"][side]
        yield (
            f"| {SIDES[side]} | {figure(rate['rate'], rate['interval95'])} | {rate['n']} | "
            f"{point(of['with_loaded']['rate'])} | {of['mean_characters']:.0f} |"
        )
    difference = own["left_minus_right"]
    yield (
        f"\nLeft minus right: {difference['difference']:+.3f} (95%: {difference['interval95'][0]:+.3f} to "
        f"{difference['interval95'][1]:+.3f}).\n"
    )
    yield from _parts(own["left_minus_right_parts"])


def _parts(parts: dict[str, Any]) -> Iterator[str]:
    """What the difference between left and right is made of."""
    yield (
        "What it is made of, which describes and names no cause. At equal topics: the mean of the differences within each topic, "
        "weighted by its sentences. Log odds: how much higher the mean log odds of unbiased sentences are on the left, exactly the "
        "sum of its parts.\n\n| | left minus right (95%) |\n|---|---|"
    )
    if equal := parts["at_equal_topics"]:
        where = f"{parts['n']} sentences of the {parts['topics']} topics with sentences of both sides"
        yield f"| as it is, in {where} | {signed(parts['plain'])} |\n| the same at equal topics | {signed(equal)} |"
    if without := list(parts["without_outlet"].items()):
        (lowest, least), (highest, most) = without[0], without[-1]
        yield f"| without one outlet: least, without {lowest} | {least:+.3f} |\n| ... most, without {highest} | {most:+.3f} |"
    for name, title in ODDS.items():
        yield f"| {title} | {signed(parts['log_odds'][name])} |"
    yield ""


def _elsewhere(found: dict[str, Any]) -> Iterator[str]:
    """The shipped model on other corpora."""
    yield (
        "## On other corpora\n\nThe shipped model, `framing evaluate sentences FILE`.\n\n"
        "| corpus | n | AUC (95%) | AUC of length alone | macro-F1 at .5 | calibration error |\n|---|---:|---|---|---|---|"
    )
    for name, title in ELSEWHERE.items():
        own = found["figures"][name]
        yield (
            f"| {title} | {own['n']:,} | {figure(own['auc'], own['auc_interval95'])} | {point(own['auc_of_length_alone'])} | "
            f"{point(own['macro_f1'])} | {point(own['ece'])} |"
        )
    yield ""


def _words(found: dict[str, Any]) -> Iterator[str]:
    """Loaded words, at the shipped threshold."""
    yield (
        "## Loaded words\n\nWords in markers of the kinds `loaded_label`, `loaded_language` and `euphemism`, learned and lexical "
        "together, against words that annotators marked. `framing evaluate spans`.\n\n"
        "| data | P | R | F1 (95%) | n |\n|---|---|---|---|---:|"
    )
    for name, title in (
        ("words", "BABE train, 5 folds"),
        ("ptc words", "Propaganda Techniques Corpus, never learned from"),
    ):
        yield agreement_line(title, found["figures"][name])
        for origin, of in found["figures"][name]["by_origin"].items():
            yield agreement_line(f"{title}: origin `{origin}` alone", of)
    markers = found["figures"]["markers"]
    yield agreement_line("markers of all kinds, 318 annotated sentences", markers["all"])
    yield agreement_line("... of the loaded kinds there", markers["loaded"])
    without = found["figures"]["markers without learned ones"]
    yield agreement_line("... of all kinds, learned ones left aside", without["all"])
    yield agreement_line("... of the loaded kinds, learned ones left aside", without["loaded"])
    yield ""


def agreement_line(title: str, of: dict[str, Any]) -> str:
    """A row of a table: precision, recall, F1 with its interval, annotated items."""
    cells = (point(of["precision"]), point(of["recall"]), figure(of["f1"], of["interval95"]), f"{of['n']:,}")
    return f"| {title} | {' | '.join(cells)} |"


def signed(of: dict[str, Any]) -> str:
    """A difference with its interval."""
    low, high = of["interval95"]
    return f"{of['difference']:+.3f} ({low:+.3f} to {high:+.3f})"


def figure(value: float, interval: list[float]) -> str:
    """A figure with its interval."""
    return f"{point(value)} ({point(interval[0])} to {point(interval[1])})"


def point(value: float) -> str:
    """Three digits, without the zero before the point."""
    return f"{value:.3f}".replace("0.", ".", 1)
