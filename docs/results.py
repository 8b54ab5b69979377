"""The tables of docs/results.md, between comments that name them: made of training/figures.json."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from model_card import agreement_line, figure, figures, point

PAGE = Path(__file__).with_name("results.md")
HEAD = "| | P | R | F1 (95%) | n |\n|---|---|---|---|---:|"
FAMILIES = {
    "all": "all kinds",
    "hedges": "hedges (distancing, epistemic)",
    "attribution": "attribution (reporting verbs, anonymous sources)",
    "emphasis": "emphasis (boosters, intensifiers, exaggeration)",
    "loaded": "loaded (labels, language, euphemisms)",
    "scare_quote": "scare quotes",
}
_BLOCK = re.compile(r"(?<=<!-- )(?!end )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)


def text() -> str:
    """The page with its tables made anew."""
    found = figures()
    return _BLOCK.sub(lambda block: block[1] + block[2] + _made(block[1], found), PAGE.read_text(encoding="utf-8"))


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


BLOCKS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "lexicon": _lexicon,
    "markers": _markers,
    "plain": _plain,
    "quotes": _quotes,
    "voice": _voice,
}
