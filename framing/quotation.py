"""What each pair of quotation marks is doing: scare, attributed, title, term or other.

Words such as "so-called" and "the film" announce the function, by the rows of `scare_quote.tsv`; a headline
repeats the words that a source is credited with below. Otherwise a linear model weighs the traits of the marks (who is
credited, what introduces them, capitals, length, position), the words between them and the words around. Its weights
were learned from annotated quotations, see training/quotations.py. The reason of a judgement names the traits that
spoke most for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Literal, Self, cast, get_args

from framing.attribution import Attribution
from framing.cases import Case, cases
from framing.errors import ModelError
from framing.grammar import Grammar
from framing.linear import CARD, LinearModel
from framing.matcher import Match
from framing.quotes import Quote
from framing.sentences import Sentence
from framing.span import Span
from framing.tokens import Tokens
from framing.traits import PHRASES, REPEATED, traits

Function = Literal["scare", "attributed", "title", "term", "other"]
LEARNED: tuple[Function, ...] = get_args(Function)[:-1]

ANNOUNCED = 0.84  # how often what the words before announce is right, by training/quotations.py
REASONS = 2  # traits that a reason names
MAX_WORDS = 6  # words between the marks that are weighed
BEFORE, AFTER = 3, 2  # tokens beside the marks that are weighed by their place
AROUND = 25  # tokens on either side that are weighed wherever they stand
CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its function, and who is credited with it, if anyone.

    `start` and `end` include the marks, `inner` does not; all are code points, ends exclusive.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze('Dana Holt said the "reform" was utterly safe.')
    >>> [(quote.text, quote.function) for quote in analysis.quotes]
    [('"reform"', 'scare')]
    """

    start: int
    end: int
    text: str
    inner: Span
    function: Function
    probability: float
    why: str
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """The quotation with its marks."""
        return Span(self.start, self.end)


class QuotationModel:
    """Gives each function a score, the sum of its weights for what holds of a quotation; picklable.

    The probabilities are the softmax of the scores.
    """

    __slots__ = ("_weights", "linear")

    def __init__(self, linear: LinearModel) -> None:
        self.linear = linear
        table: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(LEARNED))
        for name, weight in zip(linear.names, linear.weights.tolist(), strict=True):
            function, _, feature = name.partition(" ")
            table[feature][LEARNED.index(cast(Function, function))] = weight
        self._weights = {feature: tuple(weights) for feature, weights in table.items()}

    def __reduce__(self) -> tuple[type[Self], tuple[LinearModel]]:
        return type(self), (self.linear,)

    @classmethod
    def load(cls, directory: str | Path) -> Self:
        """The model in `directory`; a `ModelError` where it is damaged or made for other functions."""
        linear = LinearModel.read(directory)
        unknown = {name.partition(" ")[0] for name in linear.names} - set(LEARNED)
        if unknown:
            raise ModelError(f"{Path(directory) / CARD}: names: {min(unknown)!r} is none of {', '.join(LEARNED)}")
        return cls(linear)

    def judge(self, case: Case) -> tuple[Function, float, str]:
        """The most probable function, its probability, and why."""
        if not case.words:
            return "other", 1.0, PHRASES["empty"]
        if case.announced in LEARNED:
            return case.announced, ANNOUNCED, PHRASES[f"announced:{case.announced}"]
        if case.repeated:
            return "attributed", ANNOUNCED, PHRASES[REPEATED]
        found = {name: self._weights[name] for name in features(case) if name in self._weights}
        scores = [sum(weights[i] for weights in found.values()) for i in range(len(LEARNED))]
        best = max(range(len(LEARNED)), key=scores.__getitem__)
        odds = [exp(score - scores[best]) for score in scores]
        return LEARNED[best], 1 / sum(odds), _reason(found, best)


def features(case: Case) -> Iterator[str]:
    """The names of what holds of a quotation, each once: traits, the words between the marks, and those around them."""
    key, keys = case.phrases.key, case.tokens.keys
    yield CONSTANT
    yield from traits(case)
    yield from dict.fromkeys(f"word:{keys[i]}" for i in case.words[:MAX_WORDS])
    yield from (f"before{n}:{key(case.before + 1 - n)}" for n in range(1, BEFORE + 1))
    yield from (f"after{n}:{key(case.after - 1 + n)}" for n in range(1, AFTER + 1))
    first, stop = max(case.phrases.lo, case.before - AROUND), min(case.phrases.hi, case.after + AROUND)
    yield from dict.fromkeys(f"near:{keys[i]}" for i in (*range(first, case.before + 1), *range(case.after, stop)))


def functions(
    tokens: Tokens,
    sentences: list[Sentence],
    quotes: list[Quote],
    matches: list[Match],
    attributions: list[Attribution],
    grammar: Grammar,
    model: QuotationModel,
) -> list[Quotation]:
    """The quotations of a text, each with its function."""
    found = cases(tokens, sentences, quotes, matches, attributions, grammar)
    return [_judged(case, *model.judge(case)) for case in found]


def _judged(case: Case, function: Function, probability: float, why: str) -> Quotation:
    span, credit = case.quote.span, (case.attribution or case.repeated) if function == "attributed" else None
    return Quotation(
        start=span.start,
        end=span.end,
        text=span.slice(case.tokens.text),
        inner=case.quote.inner,
        function=function,
        probability=probability,
        why=why,
        source=credit.source if credit else None,
        cue=credit.cue if credit else None,
        speaker=credit.speaker if credit else None,
    )


def _reason(found: dict[str, tuple[float, ...]], best: int) -> str:
    """The traits that spoke most for the function that won, against the mean of the others."""
    margins = {PHRASES[name]: _margin(weights, best) for name, weights in found.items() if name in PHRASES}
    strongest = sorted(margins, key=margins.__getitem__, reverse=True)[:REASONS]
    return "; ".join(phrase for phrase in strongest if margins[phrase] > 0) or "the words between the marks suggest it"


def _margin(weights: Iterable[float], best: int) -> float:
    values = list(weights)
    return values[best] - (sum(values) - values[best]) / (len(values) - 1)
