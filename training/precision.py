"""How often annotators confirm each kind of marker: the probabilities that ship.

    python training/precision.py ../shared/data/annotated/markers.jsonl

Prints, for each kind, the value of `precision` in lexicons/en/catalog.toml: (right + 1) / (right + wrong + 2), so that
few cases do not claim certainty. Learned markers have probabilities of their own and are left aside.
`framing.agreement` says what is right.
"""

import sys

from framing.agreement import Tally, read_annotations
from framing.analyzer import Analyzer


def main(path: str) -> None:
    """Prints a line for each kind, the most frequent first."""
    analyzer = Analyzer()
    tally = Tally(read_annotations(path, analyzer), analyzer, ("lexicon", "pattern"))
    counts = {kind: tally.counts(kind) for kind in tally.kinds}
    for kind, (right, wrong, _) in sorted(counts.items(), key=lambda item: -item[1][0] - item[1][1]):
        print(f"{(right + 1) / (right + wrong + 2):.2f}  {right:>4} right {wrong:>4} wrong  {kind}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
