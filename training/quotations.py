"""How the shipped model of quotation marks is made: `framing/data/quotations/fast`.

    python training/quotations.py --corpora ../shared/data --output framing/data/quotations/fast
    python training/quotations.py --corpora ../shared/data --evaluate ../shared/data/annotated/quotes.jsonl

It learns from two files of ours: `quotations-written.tsv`, sentences invented for this purpose, and
`quotations-labels.tsv`, labels for sentences of NewsMTSC and Anno-lexical by corpus id, without their text. With
`--annotated FILE` the shipped model learns from the annotated development set as well. `--evaluate FILE` prints two
figures on that set: of a model that never saw it, and of nested cross-validation, in which a model has learned from the
other articles of the set only and its one setting, the strength, was chosen inside these.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold

from framing.article import Article
from framing.cases import Case, cases
from framing.crediting import attribute
from framing.lexicon import Lexicon
from framing.linear import Card, LinearModel
from framing.matcher import Matcher
from framing.quotation import LEARNED, features
from framing.quotes import pair
from framing.sentences import split
from framing.tokens import tokenize

HERE = Path(__file__).parent
CORPORA = ("newsmtsc/train.jsonl", "anno_lexical/train.jsonl")
# values of the words around the quotation, by the first part of their names; all else that holds counts 1
VALUES = {"before2": 0.5, "before3": 0.5, "after2": 0.5, "near": 0.3}
LEAST = 2  # quotations that a feature must hold of to be learned
# how often each function occurs in the annotated set, which was sampled for all to be seen; wire copy has fewer scare
SHARES = {"attributed": 0.54, "title": 0.18, "scare": 0.16, "term": 0.12}
ANNOTATED = 3.0  # weight of an annotated quotation beside one of the other files
STRENGTHS = (0.3, 1.0, 3.0)  # inverse of the regularisation (C)
FOLDS, INNER = 10, 5
ANNOUNCED = "announced:"


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled quotation: what can be seen of it, its function, and the article it stands in."""

    values: dict[str, float]
    function: str
    article: str


class Reader:
    """Reads quotations with the shipped lexicon, as an `Analyzer` does."""

    def __init__(self) -> None:
        self.lexicon = Lexicon.load()
        self._matcher = Matcher(self.lexicon)

    def example(self, text: str, start: int, end: int, function: str, article: str) -> Example | None:
        """The quotation that lies nearest to `text[start:end]`, None where none overlaps it."""
        found = [case for case in self._cases(text) if case.quote.span.start < end and start < case.quote.span.end]
        if not found:
            return None
        case = min(found, key=lambda c: abs(c.quote.span.start - start) + abs(c.quote.span.end - end))
        return Example({name: value(name) for name in features(case)}, function, article)

    def _cases(self, text: str) -> list[Case]:
        grammar, tokens = self.lexicon.grammar, tokenize(text)
        sentences = split(Article(text), tokens, grammar)
        quotes, matches = pair(text, sentences, grammar), self._matcher.match(tokens, sentences)
        found = attribute(tokens, sentences, quotes, matches, grammar)
        return cases(tokens, sentences, quotes, matches, found, grammar)


def value(name: str) -> float:
    """The value of a feature that holds."""
    return VALUES.get(name.partition(":")[0], 1.0)


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def written(reader: Reader) -> list[Example]:
    """The invented sentences, the judged quotation in double brackets."""
    lines = (HERE / "quotations-written.tsv").read_text(encoding="utf-8").split("\n")[:-1]
    found = []
    for number, line in enumerate(lines):
        function, text = line.split("\t")
        start, stop = text.index("[["), text.index("]]")
        plain = text[:start] + text[start + 2 : stop] + text[stop + 2 :]
        found.append(reader.example(plain, start, stop - 2, function, f"written-{number}"))
    return _known(found)


def labelled(reader: Reader, corpora: Path) -> list[Example]:
    """The quotations labelled by corpus id."""
    texts = {row["id"]: row["text"] for name in CORPORA for row in rows(corpora / name)}
    found = []
    for line in (HERE / "quotations-labels.tsv").read_text(encoding="utf-8").split("\n")[:-1]:
        id, start, end, function = line.split("\t")
        found.append(reader.example(texts[id], int(start), int(end), function, id))
    return _known(found)


def annotated(reader: Reader, path: Path) -> list[Example]:
    """The annotated set, each quotation with the sentences around it."""
    found = []
    for row in rows(path):
        before = row.get("before", "")
        shift = len(before) + 1 if before else 0
        text = " ".join(part for part in (before, row["text"], row.get("after", "")) if part)
        article = re.sub(r"(-\d+)?-h?\d+$", "", row["id"])
        start, end = row["quote"]
        found.append(reader.example(text, start + shift, end + shift, row["function"], article))
    return _known(found)


def _known(found: Iterable[Example | None]) -> list[Example]:
    return [example for example in found if example is not None and example.function in LEARNED]


class Fit:
    """A logistic regression over named features; examples weigh so that functions have the shares `SHARES`."""

    def __init__(self, base: Sequence[Example], more: Sequence[Example], strength: float) -> None:
        held = Counter(name for example in (*base, *more) for name in example.values)
        self._kept = {name for name, n in held.items() if n >= LEAST}
        self._names = DictVectorizer()
        counts = Counter(example.function for example in base)
        weights = [SHARES[e.function] * len(base) / counts[e.function] for e in base] + [ANNOTATED] * len(more)
        matrix = self._names.fit_transform([self._values(example) for example in (*base, *more)])
        self._regression = LogisticRegression(C=strength, max_iter=5000)
        self._regression.fit(matrix, [example.function for example in (*base, *more)], sample_weight=weights)

    def predict(self, examples: Sequence[Example]) -> list[str]:
        """The functions that a `QuotationModel` with these weights gives: announced ones stand."""
        found = self._regression.predict(self._names.transform([self._values(e) for e in examples]))
        return [announced(example) or function for example, function in zip(examples, found, strict=True)]

    def _values(self, example: Example) -> dict[str, float]:
        return {name: number for name, number in example.values.items() if name in self._kept}

    def linear(self, record: dict[str, Any], lexicon: Lexicon) -> LinearModel:
        """The weights with the values of the features multiplied into them, named "function feature"."""
        table = {}
        for function, row in zip(self._regression.classes_, self._regression.coef_, strict=True):
            for name, weight in zip(self._names.get_feature_names_out(), row, strict=True):
                table[f"{function} {name}"] = float(weight) * value(name)
        for function, intercept in zip(self._regression.classes_, self._regression.intercept_, strict=True):
            table[f"{function} constant"] += float(intercept)
        kept = {name: weight for name, weight in table.items() if abs(weight) >= 1e-3}
        names = tuple(sorted(kept))
        card = Card(tuple(sorted(lexicon.kinds)), lexicon.fingerprint, (1, 1), record)
        return LinearModel(names, np.array([kept[name] for name in names]), 0.0, card)


def announced(example: Example) -> str | None:
    """The function that the words before the quotation announce."""
    found = (name.removeprefix(ANNOUNCED) for name in example.values if name.startswith(ANNOUNCED))
    return next(found, None)


def figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Accuracy, and the F1 of each function."""
    scores = f1_score(gold, found, labels=list(LEARNED), average=None, zero_division=0)
    shown = {"accuracy": accuracy_score(gold, found), **dict(zip(LEARNED, scores, strict=True))}
    return {name: round(float(score), 3) for name, score in shown.items()}


def strongest(base: Sequence[Example], more: Sequence[Example]) -> float:
    """The strength that does best in cross-validation over `more`, by articles."""
    scores = {s: figures([e.function for e in more], crossed(base, more, s))["accuracy"] for s in STRENGTHS}
    return max(scores, key=scores.__getitem__)


def crossed(base: Sequence[Example], more: Sequence[Example], strength: float | None) -> list[str]:
    """Predictions for `more`, each by a model that has seen other articles; None: a strength chosen inside."""
    functions, articles = [e.function for e in more], [e.article for e in more]
    folds = StratifiedGroupKFold(INNER if strength else FOLDS, shuffle=True, random_state=0)
    found = [""] * len(more)
    for train, test in folds.split(functions, functions, articles):
        seen = [more[i] for i in train]
        fit = Fit(base, seen, strength or strongest(base, seen))
        for i, function in zip(test, fit.predict([more[i] for i in test]), strict=True):
            found[i] = function
    return found


def main() -> None:
    """Trains, or evaluates, and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="directory with newsmtsc/ and anno_lexical/")
    parser.add_argument("--annotated", type=Path, help="annotated quotations to learn from as well")
    parser.add_argument("--output", type=Path, help="directory for the model")
    parser.add_argument("--evaluate", type=Path, help="annotated quotations to report on")
    args = parser.parse_args()
    reader = Reader()
    own, silver = written(reader), labelled(reader, args.corpora)
    print(f"{len(own)} written, {len(silver)} labelled quotations")
    if args.evaluate:
        gold = annotated(reader, args.evaluate)
        functions = [example.function for example in gold]
        right = [announced(e) == e.function for e in gold if announced(e)]
        print(f"announced: {sum(right)} of {len(right)} right, {(sum(right) + 1) / (len(right) + 2):.2f}")
        print("never seen:", figures(functions, Fit([*own, *silver], [], 1.0).predict(gold)))
        print("nested cross-validation:", figures(functions, crossed([*own, *silver], gold, None)))
    if args.output:
        more = annotated(reader, args.annotated) if args.annotated else []
        strength = strongest([*own, *silver], more) if more else 1.0
        record = {
            "task": "quotation",
            "data": {
                path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(HERE.glob("quotations-*.tsv"))
            },
            "n": Counter(example.function for example in (*own, *silver, *more)),
            "annotated": len(more),
            "strength": strength,
        }
        Fit([*own, *silver], more, strength).linear(record, reader.lexicon).write(args.output)


if __name__ == "__main__":
    main()
