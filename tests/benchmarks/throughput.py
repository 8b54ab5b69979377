"""Megabytes a second of `framing` and of two yardsticks, on the example article repeated.

The speeds belong to one machine; the ratios travel, since all are measured in one run.
"""

import re
import time
from collections.abc import Callable
from pathlib import Path

import framing

ARTICLE = Path(__file__).parents[2] / "docs" / "examples" / "harbour.txt"
REPEATS = 200
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """The shortest of a few rounds of `work`."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def vader(sentences: list[str]) -> dict[str, Callable[[], object]]:
    """VADER over `sentences`, under its name; nothing where it is not installed."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        print("vaderSentiment is not installed, so it is left out: pip install vaderSentiment")
        return {}
    scorer = SentimentIntensityAnalyzer()
    return {"vaderSentiment": lambda: [scorer.polarity_scores(sentence) for sentence in sentences]}


def main() -> None:
    """Print one line for each contender: its speed, and how many times as long as bare words it takes."""
    article = ARTICLE.read_text(encoding="utf-8")
    text = "\n\n".join([article] * REPEATS)
    sentences = [article[s.start : s.end] for s in framing.analyze(article).sentences] * REPEATS
    megabytes = len(text.encode()) / 1e6

    contenders: dict[str, Callable[[], object]] = {
        "re.finditer words": lambda: sum(1 for _ in re.finditer(r"\w+", text)),
        "framing.score": lambda: framing.score(sentences),
        "framing.analyze": lambda: framing.analyze(text),
        **vader(sentences),
    }
    taken = {name: seconds(work) for name, work in contenders.items()}
    print(f"{megabytes:.2f} MB, best of {ROUNDS} rounds")
    print(f"{'':20}{'MB/s':>10}{'time ratio':>12}")
    for name, time_taken in taken.items():
        print(f"{name:20}{megabytes / time_taken:10.2f}{time_taken / taken['re.finditer words']:12.1f}")


if __name__ == "__main__":
    main()
