"""How the time of `framing.analyze` grows with the text: seconds, and their ratio to half the size.

Run with `make bench`. Twice the text should take about twice the time, for articles and for texts made to hurt.
"""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import framing

ARTICLE = Path(__file__).parents[2] / "docs" / "examples" / "harbour.txt"
MILLION = 1_000_000

TEXTS: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "articles": (lambda n: repeated(ARTICLE.read_text(encoding="utf-8") + "\n\n", n), (1, 2, 4, 10)),
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
    """`piece` as often as it fits into `size` code points."""
    return piece * (size // len(piece))


def seconds(text: str) -> float:
    """How long one analysis takes."""
    start = perf_counter()
    framing.analyze(text)
    return perf_counter() - start


def main() -> None:
    """Prints a line for each kind of text and size."""
    framing.analyze("Warm up.")
    print(f"{'text':<28}{'MB':>4}{'seconds':>10}{'ratio':>8}{'of sizes':>10}")
    for name, (make, sizes) in TEXTS.items():
        before = None
        for size in sizes:
            taken = seconds(make(size * MILLION))
            ratio = f"{taken / before[1]:>8.2f}{size / before[0]:>10.1f}" if before else ""
            print(f"{name:<28}{size:>4}{taken:>10.1f}{ratio}", flush=True)
            before = size, taken


if __name__ == "__main__":
    main()
