"""The rows of a comparison of groups of articles. `topic` is None where articles are not told apart by topic."""

from dataclasses import dataclass

from framing.speakers import SpeakerKind


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How much text a group has.

    Examples
    --------
    >>> import framing
    >>> framing.compare({'Gull': ['They left.'] * 5}).groups[0]
    GroupSize(topic=None, group='Gull', articles=5, words=10)
    """

    topic: str | None
    group: str
    articles: int
    words: int


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How often a kind of marker stands in a voice: `rate` markers for every thousand `words` of that voice.

    `kind` may be "any" and `voice` "all". `low` and `high` bound the 95 per cent interval, bootstrapped over articles;
    None where a group has fewer than five. `rate` is None where the voice has no words.

    Examples
    --------
    >>> import framing
    >>> found = framing.compare({'Gull': ['They brazenly left.'] * 5})
    >>> [(r.markers, round(r.rate)) for r in found.rates if (r.kind, r.voice) == ('any', 'author')]
    [(5, 333)]
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

    Examples
    --------
    >>> import framing
    >>> found = framing.compare({'Gull': ['They brazenly left.'] * 5, 'Tern': ['They left.'] * 5})
    >>> gap = found.differences[0]
    >>> gap.group, gap.other, gap.kind, gap.voice, round(gap.difference)
    ('Gull', 'Tern', 'any', 'all', 333)
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

    Examples
    --------
    >>> import framing
    >>> gull, tern = ['They brazenly left.'] * 20, ['They may have left.'] * 20
    >>> found = framing.compare({'Gull': gull, 'Tern': tern})
    >>> [(word.group, word.word) for word in found.words]
    [('Gull', 'brazenly'), ('Tern', 'may')]
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
    """How often a group credits a speaker with a stance: `attributions` of `total`, through `verbs`.

    Examples
    --------
    >>> import framing
    >>> found = framing.compare({'Gull': ['Dana Holt claimed it was late.']})
    >>> [(row.speaker, row.stance, row.attributions, row.verbs) for row in found.stances]
    [('Dana Holt', 'doubting', 1, 'claimed')]
    """

    topic: str | None
    group: str
    speaker: str
    speaker_kind: SpeakerKind
    stance: str
    attributions: int
    total: int
    verbs: str
