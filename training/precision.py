"""How often annotators confirm each kind of marker: the probabilities that ship.

    python training/precision.py ../shared/data/annotated/markers.jsonl

Prints, for each kind, the value of `precision` in lexicons/en/catalog.toml: (right + 1) / (right + wrong + 2), so that
few cases do not claim certainty. Learned markers have probabilities of their own and are left aside.
`framing.agreement` says what is right.
"""

import sys
from pathlib import Path

from framing.agreement import Tally, read_annotations
from framing.analyzer import Analyzer


def counted(path: str | Path) -> dict[str, tuple[int, int]]:
    """For each kind how many of its markers are right and how many wrong, the most frequent first."""
    analyzer = Analyzer()
    tally = Tally(read_annotations(path, analyzer), analyzer, ("lexicon", "pattern"))
    counts = {kind: tally.counts(kind) for kind in tally.kinds}
    found = {kind: (int(right), int(wrong)) for kind, (right, wrong, _) in counts.items()}
    return dict(sorted(found.items(), key=lambda item: -sum(item[1])))


def precision(right: int, wrong: int) -> float:
    """The value for the catalogue, to two digits (Laplace's rule of succession)."""
    return round((right + 1) / (right + wrong + 2), 2)


def main(path: str) -> None:
    """Prints a line for each kind."""
    for kind, (right, wrong) in counted(path).items():
        print(f"{precision(right, wrong):.2f}  {right:>4} right {wrong:>4} wrong  {kind}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
