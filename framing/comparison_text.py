"""The most telling rows of a comparison as tables, and as text for a terminal. Nothing is computed here."""

from collections.abc import Iterator, Sequence

from framing.groups import GroupDifference, GroupRate, GroupSize, GroupWord
from framing.report import readable
from framing.table import EMPTY, Table, texts

OWN = "author"  # the voice that is shown
LEVEL = 0.05  # of an adjusted p-value that is shown
MAX_WORDS = 8  # of a group
CAUTION = "Rates describe texts and rank nobody; what groups write about moves them as much as how they write."


def text(
    groups: Sequence[GroupSize],
    rates: Sequence[GroupRate],
    differences: Sequence[GroupDifference],
    words: Sequence[GroupWord],
    notes: Sequence[str],
) -> str:
    """The tables of each topic, and below them the notes."""
    told = [*rate_tables(groups, rates), *difference_tables(groups, differences), *word_tables(groups, words)]
    return "\n\n".join([texts(told), "\n".join([CAUTION, *(f"note: {note}" for note in notes)])])


def rate_tables(groups: Sequence[GroupSize], rates: Sequence[GroupRate]) -> Iterator[Table]:
    """For each topic the rates of what is found in the outlet's own voice, a row a kind, a column a group."""
    for topic in topics(groups):
        sizes = [size for size in groups if size.topic == topic]
        own = told(rates, topic)
        found = {(r.kind, r.group): rate_cell(r) for r in own}
        kinds = dict.fromkeys(r.kind for r in own)
        intervals = ", with 95% intervals" if any(r.low is not None for r in own) else ""
        yield Table(
            f"{placed(topic)}Markers per 1,000 words in the outlet's own voice{intervals}",
            ("kind", *(f"{size.group} ({size.articles})" for size in sizes)),
            tuple((readable(kind), *(found[kind, size.group] for size in sizes)) for kind in kinds),
            "In brackets after a group: its articles.",
        )


def told(rates: Sequence[GroupRate], topic: str | None) -> list[GroupRate]:
    """The rates in the outlet's own voice of the kinds that are found in it at all."""
    own = [r for r in rates if (r.topic, r.voice) == (topic, OWN)]
    kinds = {r.kind for r in own if r.markers}
    return [r for r in own if r.kind in kinds]


def topics(groups: Sequence[GroupSize]) -> list[str | None]:
    """The topics, None alone where articles are not told apart by topic."""
    return list(dict.fromkeys(size.topic for size in groups))


def placed(topic: str | None) -> str:
    """What a title begins with."""
    return "" if topic is None else f"{topic}: "


def rate_cell(found: GroupRate) -> str:
    """A rate and its interval."""
    if found.rate is None:
        return EMPTY
    return f"{found.rate:.1f}" + ("" if found.low is None else f" ({found.low:.1f} to {found.high:.1f})")


def difference_tables(groups: Sequence[GroupSize], differences: Sequence[GroupDifference]) -> Iterator[Table]:
    """For each topic the differences that chance would hardly make, the surest first."""
    for topic in topics(groups):
        telling = [gap for gap in differences if gap.topic == topic and gap.p_adjusted <= LEVEL]
        yield Table(
            f"{placed(topic)}Differences in any voice that chance would hardly make (adjusted p <= {LEVEL})",
            ("kind", "voice", "groups", "difference", "95%", "p", "adjusted p"),
            tuple(_difference(gap) for gap in sorted(telling, key=lambda gap: gap.p_adjusted)),
            "" if telling else "none",
        )


def _difference(gap: GroupDifference) -> tuple[str, ...]:
    interval = f"{gap.low:+.1f} to {gap.high:+.1f}"
    what = (readable(gap.kind), gap.voice, f"{gap.group} - {gap.other}")
    return *what, f"{gap.difference:+.1f}", interval, f"{gap.p:.4f}", f"{gap.p_adjusted:.4f}"


def word_tables(groups: Sequence[GroupSize], words: Sequence[GroupWord]) -> Iterator[Table]:
    """For each group the marked words that distinguish it most; no table where there are none."""
    for size in groups:
        own = [word for word in words if (word.topic, word.group) == (size.topic, size.group)][:MAX_WORDS]
        if own:
            rows = tuple(map(_word, own))
            head = ("words", "kind", "times", "articles", "elsewhere", "z")
            yield Table(f"{placed(size.topic)}Marked words that distinguish {size.group}", head, rows)


def _word(word: GroupWord) -> tuple[str, ...]:
    return word.word, readable(word.kind), str(word.n), str(word.articles), str(word.others), f"{word.z:.1f}"
