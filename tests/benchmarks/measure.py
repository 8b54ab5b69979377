"""What the benchmarks share: texts, times, fresh processes, tables and the name of the machine."""

import csv
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from framing import Lexicon
from framing.article import Article
from framing.grammar import Grammar
from framing.sentences import split
from framing.tokens import tokenize

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
SENTENCES = 12  # of one article that is made of sentences of the lexicon
PARAGRAPH = 3  # sentences


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest of a few rounds of `work`."""
    return min(once(work) for _ in range(rounds))


def once(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def fresh(code: str, folder: Path = ROOT) -> list[float]:
    """The numbers that a new process prints which runs `code` with the package in `folder`; bytecode is kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", f"from time import perf_counter as now\n{code}"]
    run = subprocess.run(
        command, cwd=folder, env={**kept, "PYTHONPATH": str(folder)}, stdout=subprocess.PIPE, text=True, check=True
    )
    return [float(number) for number in run.stdout.split()]


def medians(runs: Sequence[Sequence[float]]) -> list[float]:
    """The median of each number over the runs."""
    return [median(numbers) for numbers in zip(*runs, strict=True)]


def articles(data: Path | None = None) -> list[str]:
    """The texts of a JSONL file with "text"; else those of the project.

    These are the articles of the documentation, and the plain sentences of the lexicon (counterexamples, one a row, in
    which nothing is marked for that row) put together to articles: some 3,000 sentences, so that few words repeat.
    """
    if data:
        return [json.loads(line)["text"] for line in data.read_text(encoding="utf-8").split("\n") if line.strip()]
    with (EXAMPLES / "articles.csv").open(encoding="utf-8", newline="") as file:
        bodies = [row["body"] for row in csv.DictReader(file)]
    own = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    return [*own, *bodies, *_of_lexicon()]


def _of_lexicon() -> Iterator[str]:
    sentences = [entry.counterexample for entry in Lexicon.load()]
    for start in range(0, len(sentences), SENTENCES):
        article = sentences[start : start + SENTENCES]
        yield "\n\n".join(" ".join(article[i : i + PARAGRAPH]) for i in range(0, len(article), PARAGRAPH))


def sentences_of(texts: Iterable[str]) -> Iterator[str]:
    """The sentences of the texts as framing cuts them, which are not analysed for that."""
    grammar = Grammar.read()
    for text in texts:
        for sentence in split(Article(text), tokenize(text), grammar):
            yield sentence.span.slice(text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown, the columns as wide as they need be; all but the first to the right."""
    widths = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = cells
    padded = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return f"| {' | '.join([first.ljust(widths[0]), *padded])} |"


def machine() -> str:
    """The processor, its cores and the version of Python, in words."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()} on {platform.system()}"


def _processor() -> str:
    """The name of the processor, its architecture where the system does not tell."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
