"""An attribution: words credited to a source. The terms are those of PolNeAR (Newell et al. 2018)."""

from dataclasses import dataclass
from typing import Literal

from framing.span import Span

AttributionType = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words credited to a source.

    `content` holds one or more spans, marks included; `type` is `direct` where all of it is quoted, `indirect` where
    none is, else `mixed`. `source` is the mention nearest to the words, None where the text names none; where that is
    a relative pronoun, `antecedent` is what it stands for. `cue` is the verb, noun, phrase or mark that credits, with
    its `stance`; `entry` the id of its lexicon row, None where structure alone credits. `speaker` is the name that the
    source stands for.

    Examples
    --------
    >>> import framing
    >>> text = 'Dana Holt said the "reform" was utterly safe.'
    >>> (found,) = framing.analyze(text).attributions
    >>> found.source.slice(text), found.cue.slice(text), found.stance, found.type
    ('Dana Holt', 'said', 'neutral', 'mixed')
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span
    stance: str
    type: AttributionType
    entry: str | None
    speaker: str | None = None
    antecedent: Span | None = None

    @property
    def mention(self) -> Span | None:
        """The source, or what it stands for where it is a relative pronoun."""
        return self.antecedent or self.source

    def covers(self, span: Span) -> bool:
        """True where `span` lies in the content."""
        return any(part.contains(span) for part in self.content)
