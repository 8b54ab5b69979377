"""The values of a lexicon: one entry a row, one kind a table of the catalogue; and what their columns may hold."""

from dataclasses import dataclass, field

COLUMNS = (
    "id",
    "term",
    "pos",
    "strength",
    "stance",
    "source",
    "unless",
    "needs",
    "example",
    "counterexample",
)
CONDITIONS = ("unless", "needs")
PARTS_OF_SPEECH = ("adj", "adv", "noun", "phrase", "verb")
STRENGTHS = ("1", "2", "3")
STANCES = {
    "reporting_verb": (
        "cautionary", "combative", "conceding", "denying", "doubting", "emphatic", "endorsing", "neutral", "promoting",
    ),
    "scare_quote": ("attributed", "scare", "term", "title"),
}  # fmt: skip
STATUSES = ("experimental", "stable")
CUE, TOLD, SOURCE = "@cue", "@told", "@source"
STRUCTURAL = (CUE, TOLD, SOURCE)
FIGURES, GAP, ITSELF = "#", "...", "!"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `stance` is None where the kind has none; conditions are as written, one an item.

    `place` tells where the row stands, as file:line.
    """

    id: str
    kind: str
    term: str
    pos: str
    strength: int
    stance: str | None
    source: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    example: str
    counterexample: str
    place: str = field(compare=False)

    @property
    def is_capitalised(self) -> bool:
        """True where the term is written with a capital, so that capitals in a text do not make it a name."""
        return self.term != self.term.lower()

    @property
    def is_marked(self) -> bool:
        """False where the row only tells who speaks or what a quotation does.

        So do neutral verbs, nouns that credit and words before a quotation.
        """
        credits_only = self.kind == "reporting_verb" and (self.stance == "neutral" or self.pos == "noun")
        return self.kind != "scare_quote" and not credits_only

    @property
    def decides(self) -> tuple[object, ...]:
        """What decides where the entry matches and what it then says."""
        return (
            self.id, self.kind, self.term, self.pos, self.strength, self.stance, self.source, self.unless, self.needs,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What the catalogue says of one kind of marker.

    `precision` is the share of its markers that annotators confirmed on development data (docs/results.md).
    """

    name: str
    prefix: str
    title: str
    status: str
    what: str
    why: str
    limits: str
    precision: float


@dataclass(frozen=True, slots=True)
class Source:
    """A work that lists or describes words, or `house`: the editors."""

    key: str
    citation: str
    link: str
    covers: str
