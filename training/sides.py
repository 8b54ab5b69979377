"""What training/evenhanded.py counts: shares with their intervals, the camps that a sentence names, and its markers.

Intervals are of 95 %: Wilson's for a share, Newcombe's (1998, method 10: from Wilson's) for a difference. Both take
sentences to be independent of each other.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import framing
from framing.corpora import Corpus

LOADED = frozenset({"loaded_label", "loaded_language"})
LABELS = ("neutral", "biased")  # by the number of the label
Z = 1.959963984540054  # the normal quantile of 97.5 %
_FILLER = re.compile(r"^the\b|[\W_]")

Interval = tuple[float, float]
Cell = tuple[str, str]  # a label and a measure


# -- shares and differences


@dataclass(frozen=True, slots=True)
class Count:
    """`hits` of `n` sentences."""

    hits: int
    n: int

    @property
    def share(self) -> float:
        """The share of hits, 0 where there is no sentence."""
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """Wilson's interval of the share."""
        if not self.n:
            return 0.0, 1.0
        middle = (self.hits + Z * Z / 2) / (self.n + Z * Z)
        half = Z / (self.n + Z * Z) * sqrt(self.hits * (self.n - self.hits) / self.n + Z * Z / 4)
        return max(0.0, middle - half), min(1.0, middle + half)


def difference(first: Count, second: Count) -> tuple[float, float, float]:
    """The first share less the second, with the ends of Newcombe's interval."""
    (low1, high1), (low2, high2) = first.interval, second.interval
    found = first.share - second.share
    down = sqrt((first.share - low1) ** 2 + (high2 - second.share) ** 2)
    up = sqrt((high1 - first.share) ** 2 + (second.share - low2) ** 2)
    return found, found - down, found + up


# -- camps


@dataclass(frozen=True, slots=True)
class Pair:
    """Two camps and what names each."""

    name: str
    camps: tuple[str, str]
    patterns: tuple[re.Pattern[str], re.Pattern[str]]

    def named(self, text: str) -> tuple[str, list[tuple[int, int]]] | None:
        """The camp that a sentence names and where its words stand; None where it names both or neither."""
        found = [
            (camp, [m.span() for m in p.finditer(text)]) for camp, p in zip(self.camps, self.patterns, strict=True)
        ]
        found = [(camp, spans) for camp, spans in found if spans]
        return found[0] if len(found) == 1 else None


def pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of some words as a whole word: as it stands where it has a capital, otherwise in any case."""
    exact = [_loose(word) for word in words if word != word.lower()]
    folded = [f"(?i:{_loose(word)})" for word in words if word == word.lower()]
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{'|'.join([*exact, *folded])})(?!\w)")


def _loose(word: str) -> str:
    parts = (re.escape(part).replace("'", "['’]") for part in re.split(r"[ -]", word))
    return r"[\s-]+".join(parts)


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """The pairs of a file such as camps.toml; a `ValueError` names the first that is none."""
    pairs = []
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]:
        name, camps = table["name"], table["camps"]
        if len(camps) != 2 or not all(camps.values()):
            raise ValueError(f"{path}: the pair {name!r} needs two camps with at least one word each")
        (first, words), (second, others) = camps.items()
        if shared := sorted(set(words) & set(others)):
            raise ValueError(f"{path}: {shared[0]!r} names both camps of {name!r}; take it out of one")
        pairs.append(Pair(name, (first, second), (pattern_of(words), pattern_of(others))))
    return tuple(pairs)


# -- sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """What counts of a sentence.

    `camps` are names of a pair and a camp, `kinds` and `rows` those of its markers; `marked_names` are a pair, a camp
    and the row of a loaded marker that lies on the very words that name the camp.
    """

    label: str
    leaning: str | None
    camps: frozenset[tuple[str, str]]
    kinds: frozenset[str]
    rows: frozenset[str]
    marked_names: frozenset[tuple[str, str, str]]

    def has(self, measure: str) -> bool:
        """True where it carries a marker of the measure's kinds."""
        return bool(self.kinds & LOADED if measure == "loaded" else self.kinds)


def key(outlet: str | None) -> str:
    """The name of an outlet, the same in all corpora."""
    return _FILLER.sub("", (outlet or "").casefold())


def leanings(corpus: Corpus) -> dict[str, str]:
    """The leaning of each outlet, by its key; a `ValueError` where rows contradict each other."""
    known: dict[str, str] = {}
    for outlet, leaning in zip(corpus.outlets, corpus.leanings, strict=True):
        if outlet and leaning and known.setdefault(key(outlet), leaning) != leaning:
            raise ValueError(f"{outlet}: {leaning} in one row, {known[key(outlet)]} in another; mend the file")
    return known


def sentences(
    corpus: Corpus, sides: Mapping[str, str], pairs: Sequence[Pair], analyzer: framing.Analyzer
) -> Iterator[Sentence]:
    """The sentences of a corpus, analysed one by one."""
    for text, label, outlet in zip(corpus.texts, corpus.labels, corpus.outlets, strict=True):
        markers = [marker for marker in analyzer.analyze(text).markers if marker.origin != "model"]
        named = [(pair.name, *found) for pair in pairs if (found := pair.named(text))]
        loaded = [marker for marker in markers if marker.kind in LOADED and marker.entry]
        yield Sentence(
            label=LABELS[label],
            leaning=sides.get(key(outlet)),
            camps=frozenset((pair, camp) for pair, camp, _ in named),
            kinds=frozenset(marker.kind for marker in markers),
            rows=frozenset(marker.entry for marker in markers if marker.entry),
            marked_names=frozenset(
                (pair, camp, marker.entry or "")
                for pair, camp, spans in named
                for marker in loaded
                if any(marker.start < end and start < marker.end for start, end in spans)
            ),
        )
