"""Labelled sentences of our own for the tests of training: what they say is invented, and so are the places."""

import json
from pathlib import Path
from typing import Any

WHO = (
    "The council of Velm", "A spokeswoman", "The harbour board", "Mayor Dana Holt", "The school",
    "The rail company", "His deputy", "The island's hospital", "A local court", "The growers' union",
)  # fmt: skip
PLAIN = (
    "approved the annual budget on Tuesday", "met for two hours", "published its third report",
    "measured the depth of the basin", "will vote in the spring", "opened a second office",
)  # fmt: skip
LOADED = (
    "brazenly gutted the budget", "caved in to greedy cronies", "peddled a shameful report",
    "is wrecking the basin in a disgraceful stunt", "shamelessly rigged the vote", "sneered at a pathetic plea",
)  # fmt: skip

LOADED_WORDS = ("brazenly", "gutted", "greedy", "cronies", "peddled", "shameful", "wrecking", "disgraceful", "stunt",
                "shamelessly", "rigged", "sneered", "pathetic")  # fmt: skip


def rows() -> list[dict[str, Any]]:
    """A hundred and twenty sentences, half of them loaded, in turns."""
    sentences = [(f"{who} {what}.", label) for who in WHO for pair in zip(PLAIN, LOADED, strict=True)
                 for label, what in enumerate(pair)]  # fmt: skip
    return [{"id": f"own-{i}", "text": text, "label": label} for i, (text, label) in enumerate(sentences)]


def write_jsonl(path: Path, objects: list[dict[str, Any]]) -> Path:
    """The file `path` with one object a line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in objects), encoding="utf-8")
    return path


def with_spans() -> list[dict[str, Any]]:
    """The same sentences with their loaded words marked; every fourth biased one was not marked by anybody."""
    found = rows()
    for number, row in enumerate(found):
        words = [w for w in LOADED_WORDS if w in row["text"]] if number % 8 != 1 else []
        row["spans"] = [[row["text"].index(w), row["text"].index(w) + len(w), "biased"] for w in words]
    return found


def others() -> list[dict[str, Any]]:
    """Sentences of another corpus: the same turns of phrase in other places."""
    return [row | {"id": f"more-{i}", "text": f"In Orsk, {row['text'].lower()}"} for i, row in enumerate(rows())]
