"""What the lexicon costs as it grows: loading it, building the matcher, matching, and the whole analysis.

A part of the rows is every fourth, or every second one. Loading is that of files, in processes of its own.
"""

import argparse
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from measure import articles, fresh, seconds, table

from framing import Analyzer, Lexicon
from framing._resources import lexicon_directory
from framing.article import Article
from framing.matcher import Matcher
from framing.sentences import split
from framing.tokens import tokenize

STEPS = (4, 2, 1)  # every fourth row, every second, all


def main() -> None:
    """Print a line for each size of the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, help="at most so many texts")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    text = "\n\n".join(articles()[: given.texts])
    whole = Lexicon.load()
    tokens = tokenize(text)
    sentences = split(Article(text), tokens, whole.grammar)
    rows = []
    for step in STEPS:
        lexicon = replace(whole, entries=whole.entries[::step])
        matcher, analyzer = Matcher(lexicon), Analyzer(lexicon=lexicon)
        times = (
            loading(step, given.rounds),
            seconds(lambda lexicon=lexicon: Matcher(lexicon), given.rounds),  # type: ignore[misc]
            seconds(lambda matcher=matcher: matcher.match(tokens, sentences), given.rounds),  # type: ignore[misc]
            seconds(lambda analyzer=analyzer: analyzer.analyze(text), given.rounds),  # type: ignore[misc]
        )
        rows.append((f"{len(lexicon):,}", *(f"{time * 1000:.0f}" for time in times), f"{times[2] / times[3]:.2f}"))
    print(f"{len(sentences):,} sentences; milliseconds:\n")
    print(table(["rows", "load", "build the matcher", "match", "analyze", "share of matching"], rows))


def loading(step: int, rounds: int) -> float:
    """Seconds to load a lexicon with the rows that a step leaves, be it that no row has some source any more."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "en"
        shutil.copytree(lexicon_directory(), root)
        for path in root.glob("*.tsv"):
            header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = lines if path.name == "sources.tsv" else lines[::step]
            path.write_text("".join([header, *kept]), encoding="utf-8")
        code = (
            f"from framing.lexicon import Lexicon\na = now()\nLexicon.load_sound({str(root)!r}, [])\nprint(now() - a)"
        )
        return min(fresh(code)[0] for _ in range(rounds))


if __name__ == "__main__":
    main()
