"""How often annotators confirm each kind of marker: the probabilities that ship.

    python training/precision.py ../shared/data/annotated/markers.jsonl

Prints, for each kind, the value of `precision` in lexicons/en/catalog.toml: (right + 1) / (right + wrong + 2), so that
few cases do not claim certainty. A marker is right where it shares half of the words of the union with an annotated one
of its kind; disputed spans count neither way.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import framing

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def rows(path: str) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def words(text: str, start: int, end: int) -> set[int]:
    """Where the words begin that overlap `text[start:end]`."""
    return {m.start() for m in _WORD.finditer(text) if m.start() < end and start < m.end()} or {start}


def agree(text: str, marker: framing.Marker, span: list[Any]) -> bool:
    """True where the two share at least half of their words."""
    found, wanted = words(text, marker.start, marker.end), words(text, span[0], span[1])
    return len(found & wanted) * 2 >= len(found | wanted)


def kinds(path: str) -> dict[str, Counter[bool]]:
    """For each kind how many of its lexical markers are right (True) and wrong (False)."""
    counts: dict[str, Counter[bool]] = {}
    for row in rows(path):
        for marker in framing.analyze(row["text"]).markers:
            own = [span for span in row["markers"] if span[2] == marker.kind]
            disputed = [s for s in row["disputed"] if s[2] == marker.kind and s[0] < marker.end and marker.start < s[1]]
            right = any(agree(row["text"], marker, span) for span in own)
            if right or not disputed:
                counts.setdefault(marker.kind, Counter())[right] += 1
    return counts


def show(counts: dict[str, Counter[bool]]) -> None:
    """A line for each, the most frequent first."""
    for name, count in sorted(counts.items(), key=lambda item: -item[1].total()):
        share = (count[True] + 1) / (count.total() + 2)
        print(f"{share:.2f}  {count[True]:>4} right {count[False]:>4} wrong  {name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    show(kinds(sys.argv[1]))
