"""What neighbours say of one paragraph, for docs/neighbours.md; `make neighbours` runs it in its own environment."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import framing
from framing.table import escaped

PAGE = Path(__file__).parent / "neighbours.md"
BEGIN, END = "<!-- begin: make neighbours -->", "<!-- end -->"
TEXT = (
    'Mayor Teale brazenly skipped the "consultation". Critics say it was purportedly open to all. '
    '"We heard everyone," Teale insisted. He said the plan was utterly safe.'
)


def vader() -> str:
    """The scores of the paragraph."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return ", ".join(f"{name} {value}" for name, value in SentimentIntensityAnalyzer().polarity_scores(TEXT).items())


def textblob() -> str:
    """The scores of the paragraph, and of the words that it knows."""
    from textblob import TextBlob

    found = TextBlob(TEXT).sentiment_assessments
    words = "; ".join(
        f"{' '.join(words)}: {polarity:+.1f}, {subj:.1f}" for words, polarity, subj, _ in found.assessments
    )
    return f"polarity {found.polarity:+.2f}, subjectivity {found.subjectivity:.2f} ({words})"


def proselint() -> str:
    """What the command prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paragraph.txt"
        path.write_text(f"{TEXT}\n", encoding="utf-8")
        command = [str(Path(sys.executable).parent / "proselint"), "check", str(path)]
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return found.strip().removeprefix(f"{path}:") or "nothing"


def lines() -> Iterator[str]:
    """The table."""
    yield "| tool | what it returns |\n|---|---|"
    for name, run in (("vaderSentiment", vader), ("textblob", textblob), ("proselint", proselint)):
        yield f"| {name} {version(name)} | {escaped(run())} |"
    analysis = framing.analyze(TEXT)
    yield f"\nframing {framing.__version__}:\n\n| words | kind | voice | speaker | stance |\n|---|---|---|---|---|"
    for m in analysis.markers:
        yield f"| {escaped(m.text)} | {m.kind} | {m.voice} | {m.speaker or ''} | {m.stance or ''} |"
    yield "\n| sentence | probability of biased wording |\n|---|---|"
    for s in analysis.sentences:
        yield f"| {escaped(TEXT[s.start : s.end])} | {s.probability:.2f} |"


def main() -> None:
    """Put the table into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    made = "\n".join(lines())
    PAGE.write_text(f"{before}{BEGIN}\n> {escaped(TEXT)}\n\n{made}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
