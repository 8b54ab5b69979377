"""The tables of two pages, between comments that name them: made of training/figures.json and ablation.json."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from model_card import SIDES, agreement_line, figure, figures, point, signed

PAGES = tuple(Path(__file__).with_name(name) for name in ("results.md", "models.md"))
ABLATION = Path(__file__).parents[1] / "training" / "ablation.json"
HEAD = "| | P | R | F1 (95%) | n |\n|---|---|---|---|---:|"
FAMILIES = {
    "all": "all kinds",
    "hedges": "hedges (distancing, epistemic)",
    "attribution": "attribution (reporting verbs, anonymous sources)",
    "emphasis": "emphasis (boosters, intensifiers, exaggeration)",
    "loaded": "loaded (labels, language, euphemisms)",
    "scare_quote": "scare quotes",
}
COMPARED = (
    ("BABE train, 5 folds: macro-F1 at .5", "folds", "macro_f1", "interval95"),
    ("... AUC", "folds", "auc", "auc_interval95"),
    ("... loaded words: F1", "words", "f1", "interval95"),
    ("ptc, never learned from: AUC", "ptc", "auc", "auc_interval95"),
    ("... loaded words: F1", "ptc words", "f1", "interval95"),
    ("CheckThat! 2025, never learned from: AUC", "checkthat/train", "auc", "auc_interval95"),
    ("Anno-lexical dev: AUC", "anno_lexical/dev", "auc", "auc_interval95"),
)
_BLOCK = re.compile(r"(?<=<!-- )(?!end )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)


def texts() -> dict[Path, str]:
    """The pages with their tables made anew."""
    found = figures()
    return {path: _BLOCK.sub(partial(_block, found), path.read_text(encoding="utf-8")) for path in PAGES}


def _block(found: dict[str, Any], block: re.Match[str]) -> str:
    return block[1] + block[2] + _made(block[1], found)


def _made(name: str, found: dict[str, Any]) -> str:
    return "\n".join(("", *BLOCKS[name](found), "", ""))


def _lexicon(found: dict[str, Any]) -> Iterator[str]:
    yield f"Lexicon: {found['lexicon']}. Model: `{found['model'][:12]}`."


def _markers(found: dict[str, Any]) -> Iterator[str]:
    """Markers without and with learned ones, and their voices."""
    without, whole = (found["figures"][name] for name in ("markers without learned ones", "markers"))
    yield HEAD
    for name, title in FAMILIES.items():
        yield agreement_line(title, without[name])
    yield agreement_line("all kinds, with learned markers", whole["all"])
    yield agreement_line("loaded, with learned markers", whole["loaded"])
    voices = ", ".join(f"{name} {point(share)} right (n {n})" for name, (share, n) in without["voices"].items())
    yield f"\nVoice of the markers found: {voices}."


def _plain(found: dict[str, Any]) -> Iterator[str]:
    """How many neutral and biased sentences carry a loaded marker."""
    yield "| Anno-lexical dev | n | from the lexicon (95%) | with learned markers (95%) |\n|---|---:|---|---|"
    for label, of in found["plain"].items():
        shares = " | ".join(figure(of[name]["rate"], of[name]["interval95"]) for name in ("lexicon", "all"))
        yield f"| labelled {label} | {of['all']['n']:,} | {shares} |"


def _quotes(found: dict[str, Any]) -> Iterator[str]:
    """The functions of quotation marks."""
    own = found["figures"]["quotes"]
    yield HEAD
    for name, of in own["by_function"].items():
        yield agreement_line(name, of)
    yield f"\nAccuracy {figure(own['accuracy'], own['accuracy_interval95'])}."


def _voice(found: dict[str, Any]) -> Iterator[str]:
    """Attributed text and sources."""
    own = found["figures"]["voice"]
    cells = (point(own["precision"]), point(own["recall"]), figure(own["f1"], own["interval95"]))
    yield f"| | P | R | F1 (95%) | source right (n {own['sources']:,}) |\n|---|---|---|---|---|"
    yield f"| framing | {' | '.join(cells)} | {figure(own['source_recall'], own['source_interval95'])} |"
    yield "| quotation marks only | .97 | | .51 | |"


def _models(found: dict[str, Any]) -> Iterator[str]:
    """The two models side by side."""
    fast, encoder = found["figures"], found["encoder"]
    yield "| | fast (95%) | encoder (95%) |\n|---|---|---|"
    for title, name, value, interval in COMPARED:
        yield f"| {title} | {' | '.join(figure(of[name][value], of[name][interval]) for of in (fast, encoder))} |"
    cells = (point(of["folds"]["ece"]) for of in (fast, encoder))
    yield f"| BABE train, 5 folds: calibration error | {' | '.join(cells)} |"
    for title, family in (("all kinds", "all"), ("loaded kinds", "loaded")):
        cells = (figure(of["markers"][family]["f1"], of["markers"][family]["interval95"]) for of in (fast, encoder))
        yield f"| markers on 318 annotated sentences, {title}: F1 | {' | '.join(cells)} |"
    for label in ("neutral", "biased"):
        shares = (of["plain"][label]["all"] for of in (found, encoder))
        cells = (figure(share["rate"], share["interval95"]) for share in shares)
        yield f"| Anno-lexical dev labelled {label}, with a loaded marker | {' | '.join(cells)} |"
    for side, title in SIDES.items():
        rates = (of["folds"]["false_positive_rate_by_leaning"][side] for of in (fast, encoder))
        cells = (figure(rate["rate"], rate["interval95"]) for rate in rates)
        yield f"| BABE labelled unbiased, outlets of the {title}: above .5 | {' | '.join(cells)} |"
    cells = (signed(of["folds"]["left_minus_right"]) for of in (fast, encoder))
    yield f"| ... left minus right | {' | '.join(cells)} |"


def _ablation(_: dict[str, Any]) -> Iterator[str]:
    """What each thing that the fast model learns from is worth."""
    yield "| learned from | further sentences | macro-F1 | AUC | calibration error | loaded words, F1 |"
    yield "|---|---:|---|---|---|---|"
    for name, of in json.loads(ABLATION.read_text(encoding="utf-8")).items():
        cells = " | ".join(point(of[key]) for key in ("macro_f1", "auc", "ece", "words"))
        yield f"| {name} | {of['others']:,} | {cells} |"


BLOCKS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "lexicon": _lexicon,
    "markers": _markers,
    "plain": _plain,
    "quotes": _quotes,
    "voice": _voice,
    "models": _models,
    "ablation": _ablation,
}
