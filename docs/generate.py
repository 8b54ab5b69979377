"""Writes the pages on the kinds of markers, docs/kinds/*.md, the model card, and the tables of results and models.

python docs/generate.py            # write them (make pages)
python docs/generate.py --check    # exit status 1 where one is not current
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import model_card
import results

from framing.entry import STANCES, Entry, Kind
from framing.lexicon import Lexicon

FOLDER = Path(__file__).parent / "kinds"
SHOWN = 5  # rows whose examples stand above the table
HOUSE = "house"
PROBABILITY = "It is the probability that a marker of a row carries."
OWN_PROBABILITY = "No row is marked itself: each scare quote carries a probability of its own."
_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~"})


def pages(lexicon: Lexicon) -> dict[str, str]:
    """The text of each page by its file name."""
    kinds = {f"{kind.name}.md": page(kind, lexicon) for kind in lexicon.catalog.values()}
    return {"index.md": overview(lexicon), **kinds}


def overview(lexicon: Lexicon) -> str:
    """The page that lists the kinds."""
    lines = [
        "# Kinds of markers",
        "",
        "Made from `lexicons/en/` by `make pages`. `house` are the rows of which we know no work that lists them;",
        "their reason is that of their kind.",
        "",
        "| kind | status | rows | lemmas | `house` |",
        "|---|---|---:|---:|---:|",
    ]
    for name in lexicon.kinds:
        kind, rows = lexicon.catalog[name], rows_of(lexicon, name)
        cells = f"{kind.status} | {len(rows):,} | {lemmas(rows):,} | {house(rows):.0%}"
        lines.append(f"| [{kind.title}]({name}.md) `{name}` | {cells} |")
    return _text(lines)


def page(kind: Kind, lexicon: Lexicon) -> str:
    """The page of one kind."""
    rows = rows_of(lexicon, kind.name)
    marked, others = [row for row in rows if row.is_marked], [row for row in rows if not row.is_marked]
    status = "" if kind.status == "stable" else " It is experimental: off unless asked for with `kinds=`."
    lines = [
        f"# {kind.title}",
        "",
        f"`{kind.name}`, {len(rows):,} rows, {lemmas(rows):,} lemmas.{status} Made from the lexicon by `make pages`.",
        "",
        f"**What.** {kind.what}",
        "",
        f"**Why it matters.** {kind.why}",
        "",
        f"**Limits.** {kind.limits}",
        "",
        f"**Precision.** {kind.precision:.2f}: the share of its markers that annotators confirmed on development data",
        f"([results](../results.md)). {PROBABILITY if marked else OWN_PROBABILITY}",
        "",
        *examples(marked or others),
        *sources(rows, lexicon),
        *table("Rows", marked, kind),
        *table("Rows that credit or announce and are not marked themselves", others, kind),
    ]
    return _text(lines)


def examples(rows: list[Entry]) -> Iterator[str]:
    """A few rows, spread over the file, with what fires and what does not."""
    yield from ("## Examples", "")
    step = max(1, len(rows) // SHOWN)
    for row in rows[step // 2 :: step][:SHOWN]:
        before, term, after = (escaped(part) for part in row.example.replace("]", "[").split("["))
        yield f"- {before}**{term}**{after}  \n  Not: {escaped(row.counterexample)}"
    yield ""


def sources(rows: list[Entry], lexicon: Lexicon) -> Iterator[str]:
    """The works that the rows cite, and how many cite none."""
    yield from ("## Sources", "", f"`house`: {house(rows):.0%} of the rows.", "")
    for key, count in Counter(row.source for row in rows).most_common():
        source = lexicon.sources[key]
        link = f" <{source.link}>" if source.link else ""
        if key != HOUSE:
            yield f"- `{key}`, rows: {count}. {escaped(source.citation)}{link} Covers: {source.covers}."
    yield ""


def table(title: str, rows: list[Entry], kind: Kind) -> Iterator[str]:
    """All rows, less their counterexamples."""
    if not rows:
        return
    heads = ["id", "term", "part of speech", "strength", "stance", "source", "unless", "needs", "example"]
    if kind.name not in STANCES:
        heads.remove("stance")
    yield from (f"## {title}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}")
    for row in rows:
        cells = {
            "id": f"`{row.id}`",
            "term": escaped(row.term),
            "part of speech": row.pos,
            "strength": str(row.strength),
            "stance": row.stance or "",
            "source": row.source,
            "unless": escaped(", ".join(row.unless)),
            "needs": escaped(", ".join(row.needs)),
            "example": escaped(row.example),
        }
        yield f"| {' | '.join(cells[head] for head in heads)} |"
    yield ""


def rows_of(lexicon: Lexicon, kind: str) -> list[Entry]:
    """The rows of a kind, in the order of its file."""
    return [entry for entry in lexicon.entries if entry.kind == kind]


def lemmas(rows: list[Entry]) -> int:
    """How many different terms the rows have."""
    return len({row.term for row in rows})


def house(rows: list[Entry]) -> float:
    """The share of rows without a work that lists the word."""
    return sum(row.source == HOUSE for row in rows) / len(rows)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in a table too."""
    return text.translate(_ESCAPED)


def _text(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Writes the pages, or tells which are not current."""
    wanted = {FOLDER / name: text for name, text in pages(Lexicon.load()).items()}
    wanted[FOLDER.parent / "model-card.md"] = model_card.text()
    wanted |= results.texts()
    stale = [path for path, text in wanted.items() if _written(path) != text]
    stale += sorted(path for path in FOLDER.glob("*.md") if path not in wanted)
    if "--check" in sys.argv[1:]:
        if stale:
            names = ", ".join(f"docs/{path.relative_to(FOLDER.parent)}" for path in stale)
            sys.exit(f"not current: {names}; run: make pages")
        return
    FOLDER.mkdir(exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    main()
