"""What the lexicon costs: loading it beside `import numpy`, and matching as a share of the whole analysis.

Run with `make bench`. Each figure is the shortest of several rounds, each round in a process of its own for loading.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from framing import Analyzer
from framing.article import Article
from framing.matcher import Matcher
from framing.sentences import split
from framing.tokens import tokenize

ARTICLE = Path(__file__).parents[2] / "docs" / "examples" / "harbour.txt"
REPEATS, ROUNDS = 50, 7
NUMPY = "import numpy"
LEXICON = "Lexicon.load()"
BEFORE = {NUMPY: "", LEXICON: "from framing.lexicon import Lexicon"}


def fresh(statement: str) -> float:
    """Seconds that `statement` takes in a new process, what it needs already imported."""
    code = f"from time import perf_counter\n{BEFORE[statement]}\nbegun = perf_counter()\n{statement}\n"
    code += "print(perf_counter() - begun)"
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(ROUNDS))
    return min(float(run.stdout) for run in runs)


def seconds(work: Callable[[], object]) -> float:
    """The shortest of a few rounds of `work`."""
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times)


def main() -> None:
    """Prints the two ratios with what they are made of."""
    numpy, lexicon = fresh(NUMPY), fresh(LEXICON)
    print(f"{LEXICON} {lexicon * 1000:.0f} ms, {NUMPY} {numpy * 1000:.0f} ms: ratio {lexicon / numpy:.2f}")
    text = (ARTICLE.read_text(encoding="utf-8") + "\n\n") * REPEATS
    analyzer = Analyzer()
    matcher = Matcher(analyzer.lexicon)
    tokens = tokenize(text)
    sentences = split(Article(text, None), tokens, analyzer.lexicon.grammar)
    whole, matching = seconds(lambda: analyzer.analyze(text)), seconds(lambda: matcher.match(tokens, sentences))
    print(f"matching {matching:.3f} s of {whole:.3f} s of analysis: share {matching / whole:.2f}")


if __name__ == "__main__":
    main()
