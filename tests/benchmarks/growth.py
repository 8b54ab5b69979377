"""How the time of `framing.analyze` grows with the text: seconds, and their ratio to those of the size before.

Run with `make bench`. Twice the text should take about twice the time, for articles and for texts made to hurt.
"""

import argparse
from collections.abc import Callable

from measure import articles, once, table

import framing

MILLION = 1_000_000

TEXTS: dict[str, tuple[Callable[[int], str], tuple[float, ...]]] = {
    "articles": (lambda n: repeated("\n\n".join(articles()) + "\n\n", n), (0.001, 0.01, 0.1, 1, 2, 4, 10)),
    "quotation marks": (lambda n: '"' * n, (1, 2)),
    "quoted words, one sentence": (lambda n: repeated('Holt said the "x" of the ', n), (1, 2)),
    "unclosed quotations": (lambda n: repeated('"Holt said it was the end of the line.\n', n), (1, 2)),
    "quotations of one source": (lambda n: '"Go," Holt said. ' + repeated('"Go on." ', n), (1, 2)),
    "cues, one sentence": (lambda n: repeated("he said that the claim that ", n), (1, 2)),
    "cues far from their subject": (lambda n: "The man" + repeated(", and accused is the", n), (1, 2)),
    "a long subject": (lambda n: "The man" + repeated(" in the man", n // 2) + repeated(", saying", n // 2), (1, 2)),
    "a list of names": (lambda n: repeated("Ann, ", n // 2) + repeated("Low and Lee said the ", n // 2), (1, 2)),
}


def repeated(piece: str, size: int) -> str:
    """So many code points of `piece`, over and over."""
    return (piece * (size // len(piece) + 1))[:size]


def main() -> None:
    """Print a line for each kind of text and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=float, default=10, help="of texts, in millions of characters")
    largest = parser.parse_args().largest
    framing.analyze("\n\n".join(articles()))  # so that the words are known
    rows = []
    for name, (make, sizes) in TEXTS.items():
        before = None
        for size in (size for size in sizes if size <= largest):
            text = make(int(size * MILLION))
            taken = once(lambda text=text: framing.analyze(text))  # type: ignore[misc]
            ratios = (f"{taken / before[1]:.2f}", f"{size / before[0]:.1f}") if before else ("", "")
            rows.append((name, f"{size:g}", f"{taken:.3f}", *ratios))
            before = size, taken
    print(table(["", "million characters", "seconds", "times the time", "times the size"], rows))


if __name__ == "__main__":
    main()
