"""The rows of a comparison of groups of articles. `topic` is None where articles are not told apart by topic."""

from dataclasses import dataclass

from framing.speakers import SpeakerKind


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How much text a group has."""

    topic: str | None
    group: str
    articles: int
    words: int


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How often a kind of marker stands in a voice: `rate` markers for every thousand `words` of that voice.

    `kind` may be "any" and `voice` "all". `low` and `high` bound the 95 per cent interval, bootstrapped over articles;
    None where a group has fewer than five. `rate` is None where the voice has no words.
    """

    topic: str | None
    group: str
    kind: str
    voice: str
    words: int
    markers: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """How much greater a rate is in `group` than in `other`, for every thousand words, with its 95 per cent interval.

    `p` is the p-value of a permutation of the articles; `p_adjusted` holds for all differences of the comparison
    together: the chance that, were groups alike, any of them would seem to differ as much.
    """

    topic: str | None
    group: str
    other: str
    kind: str
    voice: str
    difference: float
    low: float
    high: float
    p: float
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class GroupWord:
    """A marked word that distinguishes a group: `n` times in `articles` of it, `others` times in all other groups.

    `log_odds` has the informative Dirichlet prior of Monroe et al. (2008), `z` is that by its error.
    """

    topic: str | None
    group: str
    kind: str
    word: str
    n: int
    articles: int
    others: int
    log_odds: float
    z: float


@dataclass(frozen=True, slots=True)
class GroupStance:
    """How often a group credits a speaker with a stance: `attributions` of `total`, through `verbs`."""

    topic: str | None
    group: str
    speaker: str
    speaker_kind: SpeakerKind
    stance: str
    attributions: int
    total: int
    verbs: str
