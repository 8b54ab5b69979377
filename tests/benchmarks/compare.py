"""Two commits beside each other: `python tests/benchmarks/compare.py COMMIT [COMMIT]`, the second by default HEAD.

Each is checked out into a directory of its own, which is removed at the end; processes of the one and of the other take
turns, so that a machine that is busy for a while slows both. What is measured uses public names alone.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from measure import ROOT, articles, fresh, medians, table

MEASURED = ("import framing", "first analysis", "analyze, words new", "analyze, words known", "score")
PROGRAM = """
a = now()
import framing
b = now()
framing.analyze('They brazenly left. "We heard everyone," Teale insisted.')
print(b - a, now() - b)

import json
from pathlib import Path
texts = json.loads(Path({texts!r}).read_text(encoding="utf-8"))
analyze, score = lambda: [framing.analyze(text) for text in texts], lambda: framing.score(texts)
for work in (analyze, analyze, score):
    a = now()
    work()
    print(now() - a)
"""


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Path]:
    """A directory with the files of a commit, for a while."""
    git("worktree", "add", "--quiet", "--detach", str(folder), commit).check_returncode()
    try:
        yield folder
    finally:
        git("worktree", "remove", "--force", str(folder)).check_returncode()


def git(*command: str) -> "subprocess.CompletedProcess[bytes]":
    """A command of git, run in the repository; what it says of its faults is shown."""
    return subprocess.run(["git", "-C", str(ROOT), *command], stdout=subprocess.DEVNULL, check=False)


def main() -> None:
    """Print a line for each measure: the medians of both commits, and the ratio of the second to the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commits", nargs="+", metavar="COMMIT", help="one or two")
    parser.add_argument("--data", type=Path, help='a JSONL file with "text"; by default texts of the project')
    parser.add_argument("--texts", type=int, help="at most so many of them")
    parser.add_argument("--rounds", type=int, default=7, help="processes for each commit")
    given = parser.parse_args()
    if len(given.commits) > 2:
        parser.error(f"expected one or two commits, not {len(given.commits)}: {' '.join(given.commits)}")
    commits = [*given.commits, "HEAD"][:2]
    for commit in commits:
        if git("rev-parse", "--quiet", "--verify", f"{commit}^{{commit}}").returncode:
            parser.error(f"{commit!r} is no commit of this repository; git log tells those that there are")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps(articles(given.data)[: given.texts]), encoding="utf-8")
        places = [stack.enter_context(checked_out(c, Path(folder) / str(i))) for i, c in enumerate(commits)]
        program = PROGRAM.format(texts=str(texts))
        for place in places:
            fresh(program, place)  # which keeps the bytecode
        turns = [[fresh(program, place) for place in places] for _ in range(given.rounds)]
    one, other = (medians(runs) for runs in zip(*turns, strict=True))
    rows = [
        (name, f"{a * 1000:.0f}", f"{b * 1000:.0f}", f"{b / a:.2f}")
        for name, a, b in zip(MEASURED, one, other, strict=True)
    ]
    print(f"Medians of {given.rounds} processes each, milliseconds:\n")
    print(table(["", *commits, "ratio"], rows))


if __name__ == "__main__":
    main()
