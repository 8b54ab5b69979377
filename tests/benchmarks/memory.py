"""The memory of one process over a stream of short texts, at each tenth of it, so that growth shows.

Each text has a word that no other has, lest the words run out: what is remembered of them must be bounded.
"""

import argparse
import random
import resource
import string
import sys
from collections.abc import Iterator

from measure import articles, sentences_of, table

import framing

MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the units of the system
PARTS = 10


def stream(sentences: list[str], count: int) -> Iterator[str]:
    """So many texts of three sentences, always the same ones."""
    chance = random.Random(0)
    for _ in range(count):
        name = "".join(chance.choices(string.ascii_lowercase, k=9)).capitalize()
        yield f"{name} Holt came. {chance.choice(sentences)} {chance.choice(sentences)}"


def peak() -> float:
    """The most memory that the process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main() -> None:
    """Print a line for each tenth of the stream."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000)
    count = parser.parse_args().texts
    sentences = [" ".join(sentence.split()) for sentence in sentences_of(articles())]
    framing.analyze("Warm up.")
    begun = peak()
    rows = [["0", f"{begun:.0f}", ""]]
    places = {count * part // PARTS for part in range(1, PARTS + 1)}
    for number, _ in enumerate(framing.analyze_many(stream(sentences, count)), start=1):
        if number in places:
            rows.append([f"{number:,}", f"{peak():.0f}", f"{peak() - begun:+.0f}"])
    print(table(["texts", "peak MB", "since the first"], rows))


if __name__ == "__main__":
    main()
