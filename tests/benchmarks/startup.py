"""What it takes until the first analysis is there, beside `import numpy`: each in processes of its own.

`import framing` imports nothing yet, so that the first analysis has all to load: numpy, the package, the lexicon and
the models.
"""

import argparse

from measure import fresh, medians, table

TEXT = 'They brazenly left. "We heard everyone," Teale insisted.'
NUMPY, FRAMING, FIRST, LEXICON = "import numpy", "import framing", "first analysis after it", "Lexicon.load()"
PROGRAMS = {
    (NUMPY,): "a = now()\nimport numpy\nprint(now() - a)",
    (FRAMING, FIRST): f"a = now()\nimport framing\nb = now()\nframing.analyze({TEXT!r})\nprint(b - a, now() - b)",
    (LEXICON,): "from framing.lexicon import Lexicon\na = now()\nLexicon.load()\nprint(now() - a)",
}


def main() -> None:
    """Print a line for each step: its median over processes, and how many times as long as `import numpy` that is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="processes for each, taken by turns")
    rounds = parser.parse_args().rounds
    for program in PROGRAMS.values():
        fresh(program)  # which keeps the bytecode
    turns = [[fresh(program) for program in PROGRAMS.values()] for _ in range(rounds)]
    names = [name for names in PROGRAMS for name in names]
    taken = dict(zip(names, medians([[number for found in turn for number in found] for turn in turns]), strict=True))
    rows = [[name, f"{time * 1000:.0f}", f"{time / taken[NUMPY]:.2f}"] for name, time in taken.items()]
    print(table(["", "ms", "times `import numpy`"], rows))


if __name__ == "__main__":
    main()
