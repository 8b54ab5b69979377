"""Sentences and characters a second of `framing` and of its neighbours, on the same texts in one run.

The speeds belong to one machine; the ratios travel. The cold round is the first over the texts, when no word is known
yet; the warm one the shortest of those that follow. Neighbours that read single sentences get those of framing.
"""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import articles, once, seconds, sentences_of, table

from framing import Analyzer

Contender = tuple[str, Callable[[], object]]


def own(texts: list[str], sentences: list[str]) -> Iterator[Contender]:
    """Analyses, and probabilities alone; each by an analyzer of its own."""
    analyzer, scorer = Analyzer(), Analyzer()
    yield "framing.analyze", lambda: [analyzer.analyze(text) for text in texts]
    yield "framing.score", lambda: scorer.score(sentences)
    yield "re.finditer, words alone", lambda: sum(1 for text in texts for _ in re.finditer(r"\w+", text))


def vader(texts: list[str], sentences: list[str]) -> Iterator[Contender]:
    """Sentence by sentence."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scorer = SentimentIntensityAnalyzer()
    yield "vaderSentiment, by sentence", lambda: [scorer.polarity_scores(sentence) for sentence in sentences]


def textblob(texts: list[str], sentences: list[str]) -> Iterator[Contender]:
    """Whole articles, and sentence by sentence."""
    from textblob import TextBlob

    yield "textblob, by article", lambda: [TextBlob(text).sentiment for text in texts]
    yield "textblob, by sentence", lambda: [TextBlob(sentence).sentiment for sentence in sentences]


def proselint(texts: list[str], sentences: list[str]) -> Iterator[Contender]:
    """All its checks, whole articles."""
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    yield "proselint, by article", lambda: [LintFile("article", text).lint() for text in texts]


PEERS = {"vaderSentiment": vader, "textblob": textblob, "proselint": proselint}


def contenders(texts: list[str], sentences: list[str]) -> Iterator[Contender]:
    """Those that are installed; the others are told."""
    yield from own(texts, sentences)
    for name, peer in PEERS.items():
        try:
            yield from peer(texts, sentences)
        except ModuleNotFoundError as fault:
            print(f"{name} is left out ({fault}): pip install -e '.[bench]'\n")


def main() -> None:
    """Print a line for each contender: its speeds, and how many times as long as `framing.analyze` it takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help='a JSONL file with "text"; by default texts of the project')
    parser.add_argument("--texts", type=int, help="at most so many of them")
    parser.add_argument("--rounds", type=int, default=3, help="warm rounds")
    given = parser.parse_args()
    texts = articles(given.data)[: given.texts]
    sentences = list(sentences_of(texts))
    characters = sum(map(len, texts))
    found = contenders(texts, sentences)
    taken = {name: (once(work), seconds(work, given.rounds)) for name, work in found}
    ours = taken["framing.analyze"][1]
    rows = []
    for name, (cold, warm) in taken.items():
        speeds = (len(sentences) / cold, len(sentences) / warm, characters / warm)
        rows.append((name, *(f"{speed:,.0f}" for speed in speeds), f"{warm / ours:.3f}"))
    print(f"{len(texts):,} texts, {len(sentences):,} sentences, {characters:,} characters:\n")
    print(table(["", "sentences/s, cold", "warm", "characters/s, warm", "time beside framing.analyze"], rows))


if __name__ == "__main__":
    main()
