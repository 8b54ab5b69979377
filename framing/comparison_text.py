"""A comparison for a terminal: the most telling of its rows as tables. Nothing is computed here."""

from collections.abc import Iterator, Sequence

from framing.groups import GroupDifference, GroupRate, GroupSize, GroupWord
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
    topics = dict.fromkeys(size.topic for size in groups)
    tables = [table for topic in topics for table in _tables(topic, groups, rates, differences, words)]
    return "\n\n".join([texts(tables), "\n".join([CAUTION, *(f"note: {note}" for note in notes)])])


def _tables(
    topic: str | None,
    groups: Sequence[GroupSize],
    rates: Sequence[GroupRate],
    differences: Sequence[GroupDifference],
    words: Sequence[GroupWord],
) -> Iterator[Table]:
    place = f"{topic}: " if topic is not None else ""
    sizes = {size.group: size for size in groups if size.topic == topic}
    told = [r for r in rates if (r.topic, r.voice) == (topic, OWN)]
    found = {(r.kind, r.group): r for r in told}
    kinds = [kind for kind in dict.fromkeys(r.kind for r in told) if any(found[kind, group].markers for group in sizes)]
    yield Table(
        f"{place}Markers per 1,000 words in the outlet's own voice, with 95% intervals",
        ("kind", *(f"{size.group} ({size.articles} articles)" for size in sizes.values())),
        tuple((kind, *(_rate(found[kind, group]) for group in sizes)) for kind in kinds),
    )
    telling = [gap for gap in differences if gap.topic == topic and gap.p_adjusted <= LEVEL]
    yield Table(
        f"{place}Differences in any voice that chance would hardly make (adjusted p <= {LEVEL})",
        ("kind", "voice", "groups", "difference", "95%", "p", "adjusted p"),
        tuple(_difference(gap) for gap in sorted(telling, key=lambda gap: gap.p_adjusted)),
        "" if telling else "none",
    )
    for group in sizes:
        own = [word for word in words if (word.topic, word.group) == (topic, group)][:MAX_WORDS]
        if own:
            rows = tuple((w.word, w.kind, str(w.n), str(w.articles), str(w.others), f"{w.z:.1f}") for w in own)
            head = ("words", "kind", "times", "articles", "elsewhere", "z")
            yield Table(f"{place}Marked words that distinguish {group}", head, rows)


def _rate(found: GroupRate) -> str:
    if found.rate is None:
        return EMPTY
    return f"{found.rate:.1f}" + ("" if found.low is None else f" ({found.low:.1f} to {found.high:.1f})")


def _difference(gap: GroupDifference) -> tuple[str, ...]:
    interval = f"{gap.low:+.1f} to {gap.high:+.1f}"
    pair = f"{gap.group} - {gap.other}"
    return gap.kind, gap.voice, pair, f"{gap.difference:+.1f}", interval, f"{gap.p:.4f}", f"{gap.p_adjusted:.4f}"
