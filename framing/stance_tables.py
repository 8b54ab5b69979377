"""How groups of articles credit speakers, as tables. Nothing is computed here."""

from collections.abc import Iterator, Sequence

from framing.cast import NEUTRAL
from framing.comparison_text import placed, topics
from framing.groups import GroupSize, GroupStance
from framing.table import Table

MAX_SPEAKERS = 5  # of a group
MAX_VERBS = 5  # of a stance


def stance_tables(by: str, groups: Sequence[GroupSize], stances: Sequence[GroupStance]) -> Iterator[Table]:
    """For each topic the speakers that each group credits most often, and with which stances; none without any."""
    for topic in topics(groups):
        rows, shown = list[tuple[str, ...]](), list[str]()
        for group in (size.group for size in groups if size.topic == topic):
            own = [row for row in stances if (row.topic, row.group) == (topic, group)]
            speakers = list(dict.fromkeys(row.speaker for row in own))
            rows += [_row(group, [row for row in own if row.speaker == name]) for name in speakers[:MAX_SPEAKERS]]
            if len(speakers) > MAX_SPEAKERS:
                shown.append(f"{MAX_SPEAKERS} of {len(speakers)} of {group}")
        if rows:
            note = f"Speakers shown: {', '.join(shown)}." if shown else ""
            head = (by, "speaker", "stances", "credited")
            yield Table(f"{placed(topic)}Speakers most often credited", head, tuple(rows), note)


def _row(group: str, own: Sequence[GroupStance]) -> tuple[str, ...]:
    return group, own[0].speaker, "; ".join(map(_told, own)), str(own[0].total)


def _told(row: GroupStance) -> str:
    """A stance, how often it is taken, and through which verbs where it is not neutral."""
    verbs = row.verbs.split(", ")
    told = ", ".join(verbs[:MAX_VERBS]) + (", ..." if len(verbs) > MAX_VERBS else "")
    return f"{row.stance} {row.attributions}" + ("" if row.stance == NEUTRAL else f" ({told})")
