"""Groups of articles beside each other: how often which markers stand in whose voice, and which words tell them apart.

A comparison describes texts. It ranks nobody: a rate is neither a virtue nor a vice, and what groups write *about*
moves it as much as how they write.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from framing.analysis import Analysis
from framing.analyzer import Analyzer, given
from framing.comparison import Comparison
from framing.comparison_notes import on_copies, on_names, on_sizes, with_words
from framing.copies import near_copies
from framing.counted import Counted
from framing.errors import ParameterError
from framing.frame import Columns, native
from framing.grouped import Grouped, Names, of_columns, of_file, of_mapping
from framing.groups import GroupDifference, GroupRate, GroupSize, GroupStance, GroupWord
from framing.keyness import Word, keyness
from framing.rates import MIN_ARTICLES, Array, Counts, gaps, intervals
from framing.speakers import SpeakerKind
from framing.summary import ALL, ANY
from framing.voice import VOICES

PER = 1000  # words
GROUP = "group"  # what the names of a mapping are
MIN_Z = 1.96  # of a word that is told
MAX_DIGITS = 18  # of a name that stands among others by its value
SPREAD = 2  # articles that such a word stands in

Topic = str | None
Measure = tuple[str, str]  # a kind and a voice


def compare(
    data: Any,
    text: str = "text",
    by: str = "outlet",
    *,
    id: str | None = None,
    within: str | None = None,
    analyzer: Analyzer | None = None,
    n_jobs: int = 1,
    progress: bool = False,
) -> Comparison:
    """Groups of articles beside each other: rates, differences, distinctive words, stances; see `Comparison`.

    Parameters
    ----------
    data : a dataframe in memory, one row an article; a mapping from the name of each group to its texts or analyses;
        or the path of a CSV, TSV or JSON Lines file of articles, or of analyses that `framing score --jsonl` wrote
    text : the column of texts
    by : the column of groups, such as outlets; in saved analyses one that was kept, or "file"
    id : the column that names articles; by default their place, from 0
    within : a column of topics: articles are compared within each topic alone, for topics confound
    analyzer, n_jobs, progress : as in `framing.analyze_frame`; of no account for what is analysed already

    Raises
    ------
    ParameterError
        where a column is not there, or no article has words and a group
    CorpusError
        where a cell of the column of texts is no text, or saved analyses cannot be read
    TypeError
        where `data` is nothing of the kind

    Examples
    --------
    >>> import framing
    >>> found = framing.compare({"Gull": ["They brazenly left."] * 5, "Tern": ["They left."] * 5})
    >>> [(r.group, round(r.rate)) for r in found.rates if (r.kind, r.voice) == ("loaded_language", "author")]
    [('Gull', 333), ('Tern', 0)]
    """
    notes, makers = list[str](), dict[str, dict[str, str]]()
    names = Names(text, by, id, within)
    articles = list[Counted]()
    for article, analysis in _analyzed(_given(data, names, notes), given(analyzer), n_jobs, progress):
        makers[repr(analysis.made_by)] = analysis.made_by
        articles.append(Counted.of(analysis, article.group, article.id, article.topic))
    articles, wordless = with_words(articles)
    notes += wordless
    if not articles:
        raise ParameterError("nothing to compare: no article has both words and a group; check texts and columns")
    if len(makers) > 1:
        notes.append("the analyses were made by different versions or models; analyse all texts anew with one")
    return compared(articles, GROUP if isinstance(data, Mapping) else by, within, next(iter(makers.values())), notes)


def _given(data: Any, names: Names, notes: list[str]) -> Iterable[Grouped]:
    if isinstance(data, Mapping):
        if names.within is not None:
            raise ParameterError("within: a mapping of groups has no topics; give a dataframe with a column of them")
        return of_mapping(data, notes)
    if isinstance(data, str | Path):
        return of_file(Path(data), names, notes)
    try:
        return of_columns(Columns(native(data)), names, notes)
    except TypeError as fault:
        raise TypeError(f"{fault}, a mapping from groups to their texts, or the path of a file") from fault


def _analyzed(
    articles: Iterable[Grouped], analyzer: Analyzer, n_jobs: int, progress: bool
) -> Iterator[tuple[Grouped, Analysis]]:
    """Each article with its analysis: those that have one first."""
    texts = list[tuple[Grouped, str]]()
    for article in articles:
        if isinstance(article.content, Analysis):
            yield article, article.content
        else:
            texts.append((article, article.content))
    found = analyzer.analyze_many([text for _, text in texts], n_jobs, progress)
    yield from zip([article for article, _ in texts], found, strict=True)


# -- what is told


def compared(
    articles: Sequence[Counted], by: str, within: str | None, made_by: dict[str, str], notes: Sequence[str] = ()
) -> Comparison:
    """The comparison of some articles; `notes` of what comes before stand first."""
    topics = _topics(articles)
    kinds = [ANY, *sorted({kind for article in articles for kind, _ in article.markers} - {ANY})]
    measures = [(kind, voice) for kind in kinds for voice in (ALL, *VOICES)]
    copies = tuple(
        tuple(articles[place].id for place in places)
        for places in near_copies([article.signature for article in articles])
    )
    found = [_Topic(topic, groups, measures) for topic, groups in topics.items()]
    families = sum(len(topic.pairs()) for topic in found)
    sizes = tuple(size for topic in found for size in topic.sizes())
    return Comparison(
        by=by,
        within=within,
        groups=sizes,
        rates=tuple(rate for topic in found for rate in topic.rates()),
        differences=tuple(gap for topic in found for gap in topic.differences(max(1, families))),
        words=tuple(word for topic in found for word in topic.words()),
        stances=tuple(stance for topic in found for stance in topic.stances()),
        copies=copies,
        notes=(*notes, *on_names(articles), *on_sizes(sizes), *on_copies(copies)),
        made_by=made_by,
    )


def _topics(articles: Sequence[Counted]) -> dict[Topic, dict[str, list[Counted]]]:
    """The articles by topic and group, both in the order of their names."""
    found = defaultdict[Topic, defaultdict[str, list[Counted]]](lambda: defaultdict(list))
    for article in sorted(articles, key=lambda article: (_place(article.topic or ""), _place(article.group))):
        found[article.topic][article.group].append(article)
    return {topic: dict(groups) for topic, groups in found.items()}


def _place(name: str) -> tuple[bool, int, str]:
    """Where a name stands among others: numbers first, by their value."""
    number = name.isascii() and name.isdecimal() and len(name) <= MAX_DIGITS
    return not number, int(name) if number else 0, name


class _Topic:
    """The groups of one topic, or of all articles, beside each other."""

    def __init__(self, topic: Topic, groups: Mapping[str, Sequence[Counted]], measures: Sequence[Measure]) -> None:
        self._topic, self._groups, self._measures = topic, groups, measures
        self._counts = {group: _counts(articles, measures) for group, articles in groups.items()}
        self._intervals = {group: intervals(counts) for group, counts in self._counts.items()}

    def sizes(self) -> Iterator[GroupSize]:
        """How much text each group has."""
        for group, articles in self._groups.items():
            yield GroupSize(self._topic, group, len(articles), sum(article.words[ALL] for article in articles))

    def rates(self) -> Iterator[GroupRate]:
        """The rate of each measure in each group."""
        for group, counts in self._counts.items():
            columns = (
                counts.words.sum(axis=0),
                counts.found.sum(axis=0),
                PER * counts.rates(),
                PER * self._intervals[group],
            )
            for (kind, voice), words, found, rate, ends in zip(self._measures, *columns, strict=True):
                low, high = map(_number, ends)
                yield GroupRate(self._topic, group, kind, voice, int(words), int(found), _number(rate), low, high)

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of groups that have enough articles to be held against each other."""
        enough = [group for group, counts in self._counts.items() if len(counts) >= MIN_ARTICLES]
        return list(combinations(enough, 2))

    def differences(self, families: int) -> Iterator[GroupDifference]:
        """The difference of each measure that is found, for each pair; p-values are adjusted for `families` pairs."""
        for group, other in self.pairs():
            found = gaps(self._measured(group), self._measured(other), families)
            for (kind, voice), gap in zip(self._measures, found, strict=True):
                if gap:
                    low, high = (PER * end for end in gap.interval95)
                    apart = PER * gap.difference
                    yield GroupDifference(
                        self._topic, group, other, kind, voice, apart, low, high, gap.p, gap.p_adjusted
                    )

    def _measured(self, group: str) -> tuple[Counts, Array]:
        return self._counts[group], self._intervals[group]

    def words(self) -> Iterator[GroupWord]:
        """The words that distinguish each group, the most distinctive first; each stands in two articles or more."""
        counts, spread = dict[str, Counter[Word]](), dict[str, Counter[Word]]()
        for group, articles in self._groups.items():
            counts[group] = sum((article.terms for article in articles), Counter[Word]())
            spread[group] = Counter(word for article in articles for word in article.terms)
        for group, found in keyness(counts).items() if len(counts) > 1 else ():
            for (kind, word), key in found.items():
                n = spread[group][kind, word]
                if key.z >= MIN_Z and n >= SPREAD:
                    yield GroupWord(self._topic, group, kind, word, key.n, n, key.others, key.log_odds, key.z)

    def stances(self) -> Iterator[GroupStance]:
        """How each group credits each speaker, those most often credited first."""
        for group, articles in self._groups.items():
            totals, stances = Counter[str](), defaultdict[str, Counter[str]](Counter)
            verbs, kinds = defaultdict[tuple[str, str], Counter[str]](Counter), dict[str, SpeakerKind]()
            for cited in (cited for article in articles for cited in article.cited):
                kinds.setdefault(cited.speaker, cited.kind)
                stances[cited.speaker].update(cited.stances)
                totals[cited.speaker] += sum(cited.stances.values())
                for (stance, verb), n in cited.verbs.items():
                    verbs[cited.speaker, stance][verb] += n
            for speaker, total in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])):
                for stance, n in stances[speaker].most_common():
                    told = ", ".join(verb for verb, _ in verbs[speaker, stance].most_common())
                    yield GroupStance(self._topic, group, speaker, kinds[speaker], stance, n, total, told)


def _counts(articles: Sequence[Counted], measures: Sequence[Measure]) -> Counts:
    """What the articles have of each measure, in an order that is the same whatever that of the articles."""
    found = [[article.markers[measure] for measure in measures] for article in articles]
    words = [[article.words.get(voice, 0) for _, voice in measures] for article in articles]
    rows = sorted(zip(words, found, strict=True))
    return Counts(_array([found for _, found in rows]), _array([words for words, _ in rows]))


def _array(rows: Sequence[Sequence[int]]) -> Array:
    return np.array(rows, dtype=np.float64)


def _number(value: float) -> float | None:
    """The value, None where it is not a number."""
    return None if np.isnan(value) else float(value)
