"""The time of each step from a text to its analysis, as a tree: a step stands below the one that it is part of.

The functions that `framing.reader` and `framing.analyzer` take from other modules, and the methods in `METHODS`, are
timed from outside while the texts are read. Timing costs time, too: the shares tell more than the sum.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from time import perf_counter
from types import FunctionType, GeneratorType, ModuleType
from typing import Any

from measure import articles, table

import framing.analyzer
import framing.reader
from framing import Analyzer
from framing.matcher import Matcher
from framing.reader import Reader
from framing.scoring import SentenceModel

METHODS: dict[type, tuple[str, ...]] = {
    Analyzer: ("analyze", "_marked", "_summary"),
    Reader: ("read",),
    Matcher: ("match",),
    SentenceModel: ("assess_all", "probabilities"),
}

Step = tuple[str, ...]  # the names of the steps that it is part of, and its own


class Clock:
    """Adds up the seconds of steps, each under those that it is part of."""

    def __init__(self) -> None:
        self.taken: defaultdict[Step, float] = defaultdict(float)
        self._running: Step = ()

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed; what it yields one by one is timed each time."""

        @wraps(work)
        def run(*args: Any, **kwargs: Any) -> Any:
            found = self._once(name, lambda: work(*args, **kwargs))
            return self._each(name, found) if isinstance(found, GeneratorType) else found

        return run

    def _once(self, name: str, work: Callable[[], Any]) -> Any:
        outer, self._running = self._running, (*self._running, name)
        step, begun = self._running, perf_counter()
        try:
            return work()
        finally:
            self.taken[step] += perf_counter() - begun
            self._running = outer

    def _each(self, name: str, found: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (item := self._once(name, lambda: next(found, end))) is not end:
            yield item


def attach(clock: Clock) -> None:
    """Put the clock around the steps, for as long as the process lives."""
    for module in (framing.reader, framing.analyzer):
        for name, step in taken_from_others(module):
            setattr(module, name, clock.timed(name, step))
    for owner, names in METHODS.items():
        for name in names:
            setattr(owner, name, clock.timed(f"{owner.__name__}.{name}", getattr(owner, name)))


def taken_from_others(module: ModuleType) -> list[tuple[str, FunctionType]]:
    """The functions of the package that a module imports."""
    functions = [(name, step) for name, step in vars(module).items() if isinstance(step, FunctionType)]
    return [
        (name, step)
        for name, step in functions
        if step.__module__.startswith("framing.") and step.__module__ != module.__name__
    ]


def ordered(taken: dict[Step, float], within: Step = ()) -> Iterator[Step]:
    """The steps, the longest first, each with its parts below it."""
    parts = [step for step in taken if step[:-1] == within]
    for step in sorted(parts, key=lambda step: -taken[step]):
        yield step
        yield from ordered(taken, step)


def row(step: Step, time: float, whole: float, sentences: int, megabytes: float) -> list[str]:
    """The line of one step."""
    name = f"{'&emsp;' * (len(step) - 1)}{step[-1]}"
    return [name, f"{time / whole:.1%}", f"{time / sentences * 1e6:.1f}", f"{time / megabytes:.2f}"]


def main() -> None:
    """Print a line for each step: its share, microseconds a sentence, seconds a megabyte."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help='a JSONL file with "text"; by default texts of the project')
    parser.add_argument("--texts", type=int, help="at most so many of them")
    given = parser.parse_args()
    texts, clock, reads = articles(given.data)[: given.texts], Clock(), Analyzer()
    sentences = sum(len(reads.analyze(text).sentences) for text in texts)  # which learns the words, too
    attach(clock)
    for text in texts:
        reads.analyze(text)
    megabytes = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6
    whole = sum(time for step, time in clock.taken.items() if len(step) == 1)
    rows = [row(step, clock.taken[step], whole, sentences, megabytes) for step in ordered(clock.taken)]
    print(f"{len(texts):,} texts, {sentences:,} sentences, {megabytes:.2f} MB, words known:\n")
    print(table(["", "share", "microseconds a sentence", "seconds a MB"], rows))


if __name__ == "__main__":
    main()
