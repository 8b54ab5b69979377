"""How evenly markers fall on the sides of a dispute: tables in Markdown, for docs/even-handedness.md.

    python training/evenhanded.py ../shared/data [--json] [--rows N] [--update docs/even-handedness.md]

Counts sentences of BABE train and Anno-lexical dev that carry a marker: `loaded` is one of loaded_label or
loaded_language, `any` one of any stable kind. On sentences labelled neutral these are false positives, on sentences
labelled biased mostly hits. Sentences are grouped by the leaning of their outlet and by the camp of `camps.toml` they
name. The leaning is BABE's, of every row of an outlet and of the outlet's namesake in Anno-lexical. `--rows N` lists
the N rows of the lexicon that fire in most neutral sentences. No text is printed.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sides import LABELS, LOADED, Cell, Count, Pair, Sentence, difference, leanings, read_pairs, sentences

import framing
from framing.corpora import read
from framing.errors import CorpusError

CAMPS = Path(__file__).parent / "camps.toml"
FILES = {"BABE train": "babe/train.jsonl", "Anno-lexical dev": "anno_lexical/dev.jsonl"}
MEASURES = ("loaded", "any")
CELLS = tuple((label, measure) for label in LABELS for measure in MEASURES)
LEANINGS = ("left", "center", "right")
LEAST = 30  # sentences of a side; with fewer a difference says nothing
BEGIN, END = "<!-- figures -->", "<!-- end figures -->"
COMMAND = "python training/evenhanded.py ../shared/data --update docs/even-handedness.md"


# -- groups and contrasts


@dataclass(frozen=True, slots=True)
class Group:
    """Counts by label and measure of the sentences of one side."""

    name: str
    counts: dict[Cell, Count]

    @classmethod
    def of(cls, name: str, members: Iterable[Sentence]) -> "Group":
        """The group of some sentences."""
        own: dict[str, list[Sentence]] = {label: [] for label in LABELS}
        for member in members:
            own[member.label].append(member)
        return cls(
            name,
            {
                (label, measure): Count(sum(member.has(measure) for member in own[label]), len(own[label]))
                for label in LABELS
                for measure in MEASURES
            },
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A table: its title, its groups, and which of them are compared."""

    title: str
    groups: tuple[Group, ...]
    contrasts: tuple[tuple[Group, Group], ...]


def by_leaning(title: str, members: Sequence[Sentence]) -> Section:
    """Sentences by the leaning of their outlet."""
    sides = [Group.of(side, (s for s in members if s.leaning == side)) for side in LEANINGS]
    unknown = Group.of("not known", (s for s in members if s.leaning not in LEANINGS))
    return Section(title, (*sides, unknown, Group.of("all", members)), ((sides[0], sides[-1]),))


def by_camp(title: str, members: Sequence[Sentence], pairs: Sequence[Pair]) -> Section:
    """Sentences by the camp that they name."""
    contrasts = []
    for pair in pairs:
        first, second = (
            Group.of(f"{pair.name}: {camp}", (s for s in members if (pair.name, camp) in s.camps))
            for camp in pair.camps
        )
        contrasts.append((first, second))
    return Section(title, tuple(group for contrast in contrasts for group in contrast), tuple(contrasts))


def few(first: Group, second: Group, label: str) -> bool:
    """True where a side has too few sentences with this label."""
    return min(group.counts[label, "any"].n for group in (first, second)) < LEAST


def told_apart(sections: Iterable[Section]) -> tuple[list[str], int]:
    """The differences that leave out zero, in words, and how many there are that have enough sentences."""
    apart, total = [], 0
    for section in sections:
        for first, second in section.contrasts:
            for at in CELLS:
                total += not few(first, second, at[0])
                value, low, high = difference(first.counts[at], second.counts[at])
                if (low > 0 or high < 0) and not few(first, second, at[0]):
                    names = f"{section.title}: {first.name} less {_short(second)}, {' '.join(at)}"
                    apart.append(f"{names} {_signed(value, low, high)}")
    return apart, total


# -- rows of the lexicon


def frequent(members: Iterable[Sentence], lexicon: framing.Lexicon, n: int, loaded: bool) -> list[dict[str, Any]]:
    """The `n` rows that fire in most neutral sentences, with in how many of either label; all rows or loaded ones."""
    counts: dict[str, Counter[str]] = {label: Counter() for label in LABELS}
    for member in members:
        counts[member.label].update(member.rows)
    neutral, biased = (counts[label] for label in LABELS)
    entries = [entry for entry in lexicon.entries if not loaded or entry.kind in LOADED]
    entries.sort(key=lambda entry: (-neutral[entry.id], biased[entry.id], entry.id))
    return [
        {"row": e.id, "term": e.term, "kind": e.kind, "neutral": neutral[e.id], "biased": biased[e.id]}
        for e in entries[:n]
    ]


def marked_names(members: Iterable[Sentence], lexicon: framing.Lexicon) -> list[dict[str, Any]]:
    """The rows of loaded kinds that mark the very words that name a camp, with in how many sentences."""
    counts = Counter((*name, member.label) for member in members for name in member.marked_names)
    terms = {entry.id: entry.term for entry in lexicon.entries}
    return [
        {"row": row, "term": terms[row], "names": f"{pair}: {camp}"}
        | {label: counts[pair, camp, row, label] for label in LABELS}
        for pair, camp, row in sorted({name[:3] for name in counts})
    ]


# -- Markdown and JSON


def decimal(number: float, sign: str = "") -> str:
    """Three places without the leading zero: .123."""
    return f"{number:{sign}.3f}".replace("0.", ".", 1)


def _signed(value: float, low: float, high: float) -> str:
    return f"{decimal(value, '+')} ({decimal(low, '+')} to {decimal(high, '+')})"


def cell(count: Count) -> str:
    """A share with its interval."""
    low, high = count.interval
    return f"{decimal(count.share)} ({decimal(low)} to {decimal(high)})" if count.n else "-"


def ratio(group: Group, measure: str) -> float | None:
    """How many times as often biased sentences are marked as neutral ones, None where that says nothing."""
    neutral, biased = (group.counts[label, measure] for label in LABELS)
    return biased.share / neutral.share if neutral.hits and min(neutral.n, biased.n) >= LEAST else None


def group_line(group: Group) -> str:
    """A line of the table for a group."""
    cells = [group.name]
    for label in LABELS:
        cells += [f"{group.counts[label, 'any'].n:,}", *(cell(group.counts[label, m]) for m in MEASURES)]
    ratios = (ratio(group, measure) for measure in MEASURES)
    return _line([*cells, *("-" if value is None else f"{value:.1f}" for value in ratios)])


def contrast_line(first: Group, second: Group) -> str:
    """A line of the table for a difference."""
    cells = [f"*{_short(first)} less {_short(second)}*"]
    for label in LABELS:
        cells.append("too few" if few(first, second, label) else "")
        for measure in MEASURES:
            counts = (first.counts[label, measure], second.counts[label, measure])
            cells.append(_signed(*difference(*counts)) if all(count.n for count in counts) else "-")
    return _line([*cells, "", ""])


def table(section: Section) -> str:
    """A section in Markdown; a difference stands below the second of its groups."""
    heads = [f"{label} {name}" for label in LABELS for name in ("n", *MEASURES)] + [f"ratio {m}" for m in MEASURES]
    lines = [f"### {section.title}", "", _line(["", *heads]), _line(["---", *["---:"] * len(heads)])]
    compared = {second.name: (first, second) for first, second in section.contrasts}
    for group in section.groups:
        lines.append(group_line(group))
        if group.name in compared:
            lines.append(contrast_line(*compared[group.name]))
    return "\n".join(lines)


def _short(group: Group) -> str:
    return group.name.rpartition(": ")[2]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def rows_table(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of the lexicon in Markdown."""
    if not rows:
        return f"### {title}\n\nNone."
    lines = [f"### {title}", "", _line(rows[0]), _line(["---", "---", "---", "---:", "---:"])]
    return "\n".join([*lines, *(_line(str(value) for value in row.values()) for row in rows)])


def plain(section: Section) -> dict[str, Any]:
    """A section for JSON."""
    return {
        "title": section.title,
        "groups": [
            {"name": group.name, **_by_cell({at: _count(count) for at, count in group.counts.items()})}
            for group in section.groups
        ],
        "differences": [
            {
                "first": first.name,
                "second": second.name,
                "too_few": {label: few(first, second, label) for label in LABELS},
                **_by_cell({at: _named(difference(first.counts[at], second.counts[at])) for at in first.counts}),
            }
            for first, second in section.contrasts
        ],
    }


def _by_cell(values: Mapping[Cell, dict[str, float]]) -> dict[str, dict[str, dict[str, float]]]:
    return {label: {measure: values[label, measure] for measure in MEASURES} for label in LABELS}


def _count(count: Count) -> dict[str, float]:
    return {"hits": count.hits, "n": count.n, **_named((count.share, *count.interval))}


def _named(numbers: tuple[float, float, float]) -> dict[str, float]:
    return {name: round(number, 4) for name, number in zip(("value", "low", "high"), numbers, strict=True)}


# -- the command


def state_of(lexicon: framing.Lexicon) -> str:
    """Which lexicon was measured: how many rows, and the beginning of its fingerprint."""
    return f"{len(lexicon):,} rows ({lexicon.fingerprint[:12]})"


@dataclass(frozen=True, slots=True)
class Report:
    """All that is measured; `rows` by title."""

    lexicon: framing.Lexicon
    sections: tuple[Section, ...]
    names: list[dict[str, Any]]
    rows: dict[str, list[dict[str, Any]]]

    def figures(self) -> str:
        """What stands in the documentation."""
        made_by = f"framing {framing.__version__}, {state_of(self.lexicon)}"
        names = rows_table("Words that name a camp and are marked themselves", self.names)
        return "\n\n".join([f"`{COMMAND}`: {made_by}.", self._apart(), *map(table, self.sections), names])

    def _apart(self) -> str:
        found, total = told_apart(self.sections)
        intro = (
            f"Differences between sides of {LEAST} sentences or more: {total}, some of them of the same sentences. "
            f"Intervals that leave out zero: {len(found)}; by chance alone one in twenty would."
        )
        return "\n".join([intro, "", *(f"- {line}" for line in found)]).strip()

    def markdown(self) -> str:
        """The figures, and the rows where they are asked for."""
        return "\n\n".join([self.figures(), *(rows_table(title, rows) for title, rows in self.rows.items())])

    def to_dict(self) -> dict[str, Any]:
        """The same for JSON."""
        return {
            "framing": framing.__version__,
            "lexicon": {"rows": len(self.lexicon.entries), "fingerprint": self.lexicon.fingerprint},
            "sections": [plain(section) for section in self.sections],
            "marked_names": self.names,
            "rows": self.rows,
        }


def measure(data: Path, pairs: Sequence[Pair], n_rows: int = 0) -> Report:
    """The report on the corpora in a folder."""
    analyzer = framing.Analyzer()
    corpora = {name: read(data / file) for name, file in FILES.items()}
    sides = leanings(corpora["BABE train"])
    found = {name: list(sentences(corpus, sides, pairs, analyzer)) for name, corpus in corpora.items()}
    members = [sentence for own in found.values() for sentence in own]
    titles = {"Rows of the loaded kinds": True, "Rows of all stable kinds": False} if n_rows else {}
    return Report(
        analyzer.lexicon,
        tuple(_sections(found, members, pairs)),
        marked_names(members, analyzer.lexicon),
        {title: frequent(members, analyzer.lexicon, n_rows, loaded) for title, loaded in titles.items()},
    )


def _sections(
    found: Mapping[str, Sequence[Sentence]], members: Sequence[Sentence], pairs: Sequence[Pair]
) -> Iterator[Section]:
    for name, own in found.items():
        yield by_leaning(f"{name}, by the leaning of the outlet", own)
    for name, own in found.items():
        yield by_camp(f"{name}, by the camp named", own, pairs)
    yield by_camp("Both, by the camp named", members, pairs)


def update(path: Path, figures: str) -> None:
    """Put figures between the two comments of a file; a `ValueError` where it does not have them, once and in order."""
    content = path.read_text(encoding="utf-8")
    if not (content.count(BEGIN) == content.count(END) == 1 and content.index(BEGIN) < content.index(END)):
        raise ValueError(f"{path}: expected {BEGIN} and after it {END}, each once; put them where the figures belong")
    before, after = content.split(BEGIN)[0], content.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; a fault of a file is its last words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help=f"folder with {' and '.join(FILES.values())}")
    parser.add_argument("--camps", type=Path, default=CAMPS, help="TOML file with the pairs of camps")
    parser.add_argument("--json", action="store_true", help="print JSON instead of Markdown")
    parser.add_argument("--rows", type=int, default=0, metavar="N", help="also the N rows that fire most")
    parser.add_argument("--update", type=Path, metavar="FILE", help="write the tables between its two comments, too")
    options = parser.parse_args(arguments)
    try:
        report = measure(options.data, read_pairs(options.camps), options.rows)
        if options.update:
            update(options.update, report.figures())
    except (CorpusError, OSError, ValueError) as fault:
        sys.exit(str(fault))
    print(json.dumps(report.to_dict()) if options.json else report.markdown())


if __name__ == "__main__":
    main()
