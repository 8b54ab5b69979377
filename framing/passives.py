"""Passives that name who speaks: "the plan was slammed by unions as a sell-out", "branded a betrayal by Labour"."""

from dataclasses import dataclass

from framing.complements import CLAUSE_STANCES
from framing.contents import Contents
from framing.matcher import Match
from framing.phrases import Phrases, Range

SPEAKERS = (
    "actor", "agency", "describer", "honorific", "nationality", "organisation", "personal_pronoun", "role", "state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passives:
    """Reads the passives of cues inside one sentence. Places are token indices."""

    phrases: Phrases
    contents: Contents

    def read(self, cue: Match) -> tuple[Range, list[Range]] | None:
        """The source behind "by" and the content: what the thing is called, or taken for; else the thing itself.

        None where the cue is no passive, or nobody who can speak stands behind "by".
        """
        phrases = self.phrases
        be = phrases.over_adverbs_back(cue.start - 1)
        name = None if phrases.is_a(cue.stop, "agent") else phrases.phrase_from(cue.stop)
        agent = name[1] if name else cue.stop
        if not phrases.is_a(be, "be") or not phrases.is_a(agent, "agent"):
            return None
        source = self._source(agent + 1)
        if source is None or not self._speaks(source):
            return None
        after = self._after(source[1])
        judges = not cue.must_tell and cue.entry.stance not in CLAUSE_STANCES
        thing = phrases.subject_before(be) if judges and not name and not after else None
        parts = [part for part in (name, after, thing) if part]
        return (phrases.with_apposition_after(source), parts) if parts else None

    def _source(self, start: int) -> Range | None:
        """The phrase behind "by", up to what somebody is accused of: "by Holt of hiding the log"."""
        phrases, found = self.phrases, self.phrases.phrase_from(start)
        if found is None:
            return None
        deeds = (i for i in range(*found) if phrases.is_a(i, "of") and phrases.key(i + 1).endswith("ing"))
        return start, next(deeds, found[1])

    def _speaks(self, source: Range) -> bool:
        phrases, head = self.phrases, self.phrases.head(source)
        return phrases.is_name(head) or phrases.is_a(head, *SPEAKERS) or phrases.is_a(source[0], *SPEAKERS)

    def _after(self, start: int) -> Range | None:
        """What goes on after the source: "as a sell-out", "of hiding the log", "that it was late", "to resign"."""
        phrases, contents = self.phrases, self.contents
        if phrases.is_a(start, "of"):
            return contents.clause(start + 1)
        opened = phrases.is_a(start, "comment_opener") or contents.begins_clause(start)
        return contents.clause(start) if opened else None
