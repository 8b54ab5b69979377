"""Text in, an `Analysis` out: what was read, scored; and the functions that do so with the usual choices."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Sized
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import NDArray

from framing._resources import ENCODER, model_names
from framing._version import __version__
from framing.allowed import Allowed
from framing.analysis import Analysis, ScoredSentence
from framing.batch import Words
from framing.cast import cast
from framing.choices import directory_of, kinds_of, n_jobs_of, phrases_of, probability_of, text_of, texts_of
from framing.encoder import NETWORK, Encoder
from framing.language import english
from framing.learned import learned
from framing.lexicon import Lexicon
from framing.linear import CARD
from framing.markers import Marker, Markers
from framing.matcher import Match
from framing.processes import in_order, results
from framing.reader import Reader, Reading
from framing.scoring import Assessment, Model, SentenceModel
from framing.sentences import Sentence, whole
from framing.span import Span
from framing.summary import Summary, summarize
from framing.tokens import tokenize
from framing.voice import shares

BATCH = 32  # texts that a process takes at a time
MAX_NAMED = 5  # foreign paragraphs that a warning lists one by one


class Analyzer:
    """Analyses texts with one model, one lexicon and one choice of kinds. Picklable.

    What is marked may be chosen; the probability of a sentence is that of its words with the whole lexicon, so neither
    `kinds` nor `allow` nor `min_probability` changes it.

    Parameters
    ----------
    model : "fast", "encoder", a directory written by `framing.train`, or a model such as a `SentenceModel`
    lexicon : a `Lexicon`, the directory of one, or a TSV file of rows to add; by default the shipped one
    kinds : names of the kinds to mark; by default all stable ones
    allow : words or phrases in which nothing is marked, as they stand in the text but in any case, hyphens as spaces;
        a mapping gives the reason for each, or the `Path` of a TOML file its table `[allow]`
    min_probability : markers less probable than this are left out

    Examples
    --------
    >>> import framing
    >>> analyzer = framing.Analyzer(kinds=['intensifier'], allow=['utterly mad'])
    >>> [m.text for m in analyzer.analyze('It was utterly safe, not utterly mad.').markers]
    ['utterly']
    """

    def __init__(
        self,
        model: str | Path | Model = "fast",
        lexicon: Lexicon | str | Path | None = None,
        kinds: Iterable[str] | None = None,
        allow: Iterable[str] | Path = (),
        min_probability: float = 0.0,
    ) -> None:
        self.lexicon = lexicon if isinstance(lexicon, Lexicon) else Lexicon.load(lexicon)
        self._given, self.model = _model_of(model, self.lexicon)
        self.kinds = kinds_of(kinds, self.lexicon)
        self.allow = phrases_of(allow)
        self.min_probability = probability_of(min_probability)
        self._made_by = {
            "framing": __version__,
            "model": f"{_name_of(self._given)}@{self.model.fingerprint[:12]}",
            "lexicon": self.lexicon.fingerprint,
        }
        self._reader = Reader(self.lexicon)

    def __reduce__(self) -> tuple[Any, ...]:
        allow = [" ".join(words) for words in self.allow]
        return Analyzer, (self._given, self.lexicon, self.kinds, allow, self.min_probability)

    def analyze(self, text: str, title: str | None = None) -> Analysis:
        """The analysis of one text; a `TypeError` where it is no `str`. The title is analysed as a text of its own."""
        read = self._reader.read(text, title)
        found = self.model.assess_all(_words(read, sentence) for sentence in read.sentences)
        assessed = list(zip(read.sentences, found, strict=True))
        marked = self._marked(read, assessed)
        markers = Markers(marker for marker in marked if marker.kind in self.kinds)
        words = [read.voices.words(sentence.first, sentence.stop) for sentence in read.sentences]
        scored = tuple(self._scored(*pair, shares(own)) for pair, own in zip(assessed, words, strict=True))
        return Analysis(
            text=text,
            made_by=dict(self._made_by),
            warnings=_warnings(read.sentences, read.readable),
            sentences=scored,
            markers=markers,
            quotes=tuple(read.quotations),
            attributions=tuple(read.attributions),
            speakers=tuple(cast(read.attributions, read.speaker_kinds, read.sentences, read.voices, marked)),
            summary=self._summary(read, [*map(len, words)], scored, markers),
            headline=None if title is None else self.analyze(title),
        )

    def score(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Probabilities, shape `(len(sentences),)`, in order; a text of several sentences counts as one."""
        found = self.model.probabilities(map(self._whole, texts_of(sentences, "sentences")))
        return np.array(found, dtype=np.float64)

    @overload
    def analyze_many(
        self, texts: Iterable[str], n_jobs: int = 1, progress: bool = False, return_exceptions: Literal[False] = False
    ) -> Iterator[Analysis]: ...

    @overload
    def analyze_many(
        self, texts: Iterable[str], n_jobs: int = 1, progress: bool = False, *, return_exceptions: bool
    ) -> Iterator[Analysis | Exception]: ...

    def analyze_many(
        self, texts: Iterable[str], n_jobs: int = 1, progress: bool = False, return_exceptions: bool = False
    ) -> Iterator[Analysis | Exception]:
        """The analyses of `texts`, in order, one at a time.

        Parameters
        ----------
        texts : any iterable, a generator too; of a stream few texts are read ahead
        n_jobs : processes, -1 for one a core; each loads the model once, and all end with the iterator
        progress : a bar on standard error
        return_exceptions : as in `asyncio.gather`: what a text raises stands in its place, and the others are done;
            else it is raised where its turn comes. Either way it names its place, from 0.
        """
        if isinstance(texts, str | bytes):
            raise TypeError("texts must be an iterable of str, not one str; for one text use analyze(text)")
        stream = self._stream(texts, n_jobs_of(n_jobs), return_exceptions)
        if not progress:
            return stream
        from tqdm import tqdm

        total = len(texts) if isinstance(texts, Sized) else None
        return iter(tqdm(stream, total=total, unit=" texts"))

    def _stream(self, texts: Iterable[str], n_jobs: int, return_exceptions: bool) -> Iterator[Analysis | Exception]:
        outcomes = in_order(partial(_analyze_one, self), enumerate(texts), n_jobs, BATCH)
        return outcomes if return_exceptions else results(outcomes)

    # -- steps

    def _marked(self, read: Reading, assessed: Sequence[tuple[Sentence, Assessment]]) -> list[Marker]:
        """The markers of all kinds, in order, less those that are allowed or not probable enough."""
        readable = set(read.readable)
        english = [(sentence, assessment) for sentence, assessment in assessed if sentence in readable]
        found = [*read.markers, *learned(read, english, self.model, self.lexicon)]
        allowed = Allowed(read.tokens, self.allow)
        kept = [marker for marker in found if marker.probability >= self.min_probability and not allowed.holds(marker)]
        return sorted(kept, key=lambda marker: (marker.start, marker.end, marker.kind))

    def _scored(self, sentence: Sentence, assessment: Assessment, voices: dict[str, float]) -> ScoredSentence:
        return ScoredSentence(
            start=sentence.span.start,
            end=sentence.span.end,
            probability=assessment.probability,
            bias=self.model.bias,
            voices=voices,
            contributions=assessment.contributions,
        )

    def _summary(
        self, read: Reading, words: Sequence[int], scored: Sequence[ScoredSentence], markers: Markers
    ) -> Summary:
        mixed = [i for i, result in enumerate(scored) if result.voices["author"] not in (0, 1)]
        authors = [result.probability for result in scored]
        found = self.model.probabilities(_of_author(read, read.sentences[i]) for i in mixed)
        for i, probability in zip(mixed, found, strict=True):
            authors[i] = probability
        return summarize(words, [s.probability for s in scored], authors, [s.voices for s in scored], markers)

    def _whole(self, text: str) -> Words:
        """A text as one sentence."""
        tokens = tokenize(text)
        return tokens, self._reader.matcher.match(tokens, english(tokens, [whole(tokens)], self.lexicon.grammar))


def _words(read: Reading, sentence: Sentence) -> Words:
    """The tokens of a sentence, and the matches in it."""
    own = [Match(m.start - sentence.first, m.stop - sentence.first, m.entry) for m in _own(read.matches, sentence)]
    return read.tokens.part(sentence.first, sentence.stop), own


def _of_author(read: Reading, sentence: Sentence) -> Words:
    """The tokens of a sentence less those of its sources, and the matches that hold none of these."""
    own = [i for i in range(sentence.first, sentence.stop) if read.voices.voices[i] == "author"]
    place = {i: number for number, i in enumerate(own)}
    whole = [m for m in _own(read.matches, sentence) if all(i in place for i in range(m.start, m.stop))]
    matches = [Match(place[m.start], place[m.stop - 1] + 1, m.entry) for m in whole]
    return read.tokens.at(own), matches


def analyze(text: str, title: str | None = None, model: str | Path = "fast") -> Analysis:
    """The analysis of one text with the shipped lexicon; see `Analyzer` for choices.

    Examples
    --------
    >>> import framing
    >>> [marker.kind for marker in framing.analyze('They brazenly left.').markers]
    ['loaded_language']
    """
    return usual(model).analyze(text, title)


def score(sentences: Sequence[str], model: str | Path = "fast") -> NDArray[np.float64]:
    """For each sentence the probability that annotators would call it biased by word choice, shape `(n,)`.

    Examples
    --------
    >>> import framing
    >>> framing.score(['They brazenly left.', 'The council met on Monday.']).round(1).tolist()
    [1.0, 0.0]
    """
    return usual(model).score(sentences)


@overload
def analyze_many(
    texts: Iterable[str],
    n_jobs: int = 1,
    progress: bool = False,
    *,
    model: str | Path = "fast",
    return_exceptions: Literal[False] = False,
) -> Iterator[Analysis]: ...


@overload
def analyze_many(
    texts: Iterable[str],
    n_jobs: int = 1,
    progress: bool = False,
    *,
    model: str | Path = "fast",
    return_exceptions: bool,
) -> Iterator[Analysis | Exception]: ...


def analyze_many(
    texts: Iterable[str],
    n_jobs: int = 1,
    progress: bool = False,
    *,
    model: str | Path = "fast",
    return_exceptions: bool = False,
) -> Iterator[Analysis | Exception]:
    """The analyses of many texts, in order; see `Analyzer.analyze_many`.

    Examples
    --------
    >>> import framing
    >>> [len(analysis.markers) for analysis in framing.analyze_many(['They brazenly left.', 'They left.'])]
    [1, 0]
    """
    return usual(model).analyze_many(texts, n_jobs, progress, return_exceptions=return_exceptions)


def usual(model: str | Path = "fast") -> Analyzer:
    """The analyzer with a model, remembered until the model is trained anew."""
    card = directory_of(model) / CARD
    return _remembered(str(model), card.stat().st_mtime_ns if card.is_file() else 0)


def given(analyzer: Analyzer | None) -> Analyzer:
    """The analyzer that was given, the usual one where none was; a `TypeError` where it is something else."""
    if analyzer is not None and not isinstance(analyzer, Analyzer):
        raise TypeError(f"analyzer must be an Analyzer, not {analyzer!r:.40}; give framing.Analyzer(model)")
    return analyzer or usual()


@lru_cache(maxsize=4)
def _remembered(model: str, changed: int) -> Analyzer:
    return Analyzer(model)


def _model_of(model: str | Path | Model, lexicon: Lexicon) -> tuple[str | Model, Model]:
    """What was given, in a form that finds the model again from anywhere, and the model."""
    if not isinstance(model, str | Path):
        if not hasattr(model, "assess_all"):
            raise TypeError(f"model must be a name, a directory or a model, not {type(model).__name__}")
        model.check(lexicon.kinds, "the model that was given")
        return model, model
    directory = directory_of(model)
    given = str(model) if str(model) in model_names() else str(directory)
    is_encoder = str(model) == ENCODER or (directory / NETWORK).exists()
    found: Model = Encoder(directory) if is_encoder else SentenceModel.load(directory)
    found.check(lexicon.kinds, str(directory / CARD))
    return given, found


def _name_of(given: str | Model) -> str:
    return Path(given).name if isinstance(given, str) else "unnamed"


def _analyze_one(analyzer: Analyzer, numbered: tuple[int, str]) -> Analysis:
    """The analysis of a text of several; what it raises names its place."""
    place, text = numbered
    try:
        return analyzer.analyze(text_of(text, f"texts[{place}]"))
    except Exception as fault:
        fault.add_note(f"framing: texts[{place}]")
        raise


def _own(matches: list[Match], sentence: Sentence) -> list[Match]:
    """The matches in a sentence; all are in order."""
    first, stop = (bisect_left(matches, place, key=_start) for place in (sentence.first, sentence.stop))
    return matches[first:stop]


def _start(match: Match) -> int:
    return match.start


def _warnings(sentences: list[Sentence], readable: list[Sentence]) -> tuple[str, ...]:
    """One warning that names the paragraphs which are not English, none where all are."""
    known = {sentence.paragraph for sentence in readable}
    foreign: dict[int, Span] = {}
    for sentence in sentences:
        if sentence.paragraph not in known:
            begun = foreign.get(sentence.paragraph, sentence.span)
            foreign[sentence.paragraph] = Span(begun.start, sentence.span.end)
    if not foreign:
        return ()
    places = ", ".join(f"{span.start}-{span.end}" for span in list(foreign.values())[:MAX_NAMED])
    more = ", ..." if len(foreign) > MAX_NAMED else ""
    return (f"not English, left unmarked: {len(foreign)} paragraph(s), at characters {places}{more}",)
