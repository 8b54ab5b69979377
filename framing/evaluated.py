"""What is evaluated on which file: the choices of a command, checked, and what models make of the file."""

import hashlib
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import numpy as np

from framing import plot
from framing._resources import model_names
from framing._version import __version__
from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.annotated import Names, read_annotated, renamings
from framing.choices import directory_of
from framing.columns import check_number, columns_of_each, recorded
from framing.corpora import Corpus, hashes, read_several, supporting_apart
from framing.errors import FramingError
from framing.evaluation_report import check_place
from framing.labelstudio import EXPORT
from framing.leftout import (
    Folded,
    Grouping,
    IntArray,
    Judged,
    Parts,
    Support,
    by_model,
    by_parts,
    check_support,
    checksum_of,
    grouped,
    parts_of,
)
from framing.lessons import Teaching
from framing.lexicon import Lexicon
from framing.linear import LinearModel
from framing.loadedwords import Loaded, loaded_of, loaded_rows
from framing.recipe import Recipe, versions

SHIPPED = "fast"
FOLDS_ONLY = ("also", "config", "seed", "lessons", "unlabelled")


@dataclass(frozen=True)
class Choice:
    """What is measured on FILE: a model, or with `folds` models that are trained on parts of it and of `also`.

    `columns` are those of FILE and of each of `also`, in order, as far as they are given.
    """

    file: str
    model: str | None = None
    lexicon: str | None = None
    folds: int | None = None
    by: Grouping | None = None
    also: tuple[str, ...] = ()
    config: str | None = None
    seed: int | None = None
    lessons: str | None = None
    unlabelled: tuple[str, ...] = ()
    columns: tuple[Mapping[str, str], ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    progress: bool = False

    @classmethod
    def of(cls, file: str, columns: Sequence[str] = (), renamed: Sequence[str] = (), **chosen: Any) -> Self:
        """The choices of a command line; a `FramingError` where they do not go together."""
        choice = cls(file, columns=columns_of_each(columns), renamed=renamings(renamed), **chosen)
        if choice.model and choice.folds:
            raise FramingError("--folds trains on FILE, --model does not: give one or the other")
        given = [name for name in FOLDS_ONLY if getattr(choice, name) not in (None, ())]
        if given and not choice.folds:
            raise FramingError(f"--{given[0]} is for models trained from scratch: add --folds 5")
        if choice.unlabelled and not choice.lessons:
            raise FramingError("--unlabelled: nothing is known of these sentences without --lessons DIRECTORY")
        if choice.lessons and choice.by:
            raise FramingError(f"--lessons: their teacher has learned from every {choice.by}: drop it, or drop --by")
        check_number(choice.columns, [file, *choice.also])
        return choice

    @property
    def own_columns(self) -> Mapping[str, str]:
        """The columns of FILE."""
        return self.columns[0] if self.columns else {}

    @cached_property
    def analyzer(self) -> Analyzer:
        """The analyzer with the model that is measured."""
        return Analyzer(self.model or SHIPPED, self.lexicon)

    def judged(self) -> Judged:
        """What the model, or models trained without it, make of each sentence of the file."""
        files = [self.file, *self.also]
        corpus, *support = read_several(files, self.columns, self.progress, not self.folds, self.renamed)
        if self.folds:
            return self._trained(corpus, dict(zip(self.also, support, strict=True)), self.folds)
        analyzer = self.analyzer
        refuse_learned_files(self, (source.sha256 for source in corpus.sources), analyzer)
        rows, notes = new_to(analyzer, self, corpus.texts)
        return by_model(replace(corpus.at(rows), notes=(*corpus.notes, *notes)), analyzer)

    def _trained(self, corpus: Corpus, support: Mapping[str, Corpus], folds: int) -> Judged:
        corpus = (grouped(corpus, self.by, folds) if self.by else corpus).ordered()
        others = supporting_apart(corpus, {name: own.ordered() for name, own in support.items()})
        told = [note for own in others for note in own.notes]
        told += check_support(dict(zip(support, others, strict=True)), self.by)
        corpus = replace(corpus, notes=(*corpus.notes, *told))
        recipe = Recipe.read(self.config) if self.config else Recipe()
        parts, seed = parts_of(corpus, folds, self.by, self.seed or 0), self.seed or 0
        lexicon = Lexicon.load(self.lexicon)
        teaching = Teaching.read(self.lessons) if self.lessons else None
        texts: tuple[str, ...] = ()
        if teaching:
            texts = teaching.further(checksum_of(corpus, parts), self.unlabelled, corpus, others, self.progress)
        learned = learning(teaching, texts)
        folded = _shown(learned, len(parts)) if self.progress else learned
        return by_parts(corpus, others, lexicon, recipe, parts, seed, folded, self.by)

    def made(self, task: str, given: Sequence[str] = ()) -> dict[str, str]:
        """How the figures were made: what a reader needs to make them again; `given` are options of the task alone."""
        own = {"also": self.also, "unlabelled": self.unlabelled, "config": (self.config,) if self.config else ()}
        files = {name: "; ".join(map(_stamped, files)) for name, files in own.items() if files}
        trained = versions() if self.folds else {"framing": __version__, "numpy": version("numpy")}
        return {
            "command": shlex.join(["framing", "evaluate", task, recorded(Path(self.file)), *self._options(), *given]),
            "file": _stamped(self.file),
            **files,
            "model": f"trained from scratch in {self.folds} folds" if self.folds else self._model(),
            "lexicon": Lexicon.load(self.lexicon).fingerprint,
            "versions": ", ".join(f"{name} {number}" for name, number in trained.items()),
        }

    def _options(self) -> Iterator[str]:
        """The options of the command line; files with their folder, as in all records."""
        seed = (self.seed or 0) if self.folds else None
        files = (("config", self.config), ("lessons", self.lessons), ("model", self.model), ("lexicon", self.lexicon))
        named = [(name, recorded(Path(file))) for name, file in files if file]
        named += [("also", recorded(Path(file))) for file in self.also]
        named += [("unlabelled", recorded(Path(file))) for file in self.unlabelled]
        named += [("columns", ",".join(f"{ours}={its}" for ours, its in own.items())) for own in self.columns]
        named += [("map", f"{label}={meaning}") for label, meaning in self.renamed.items()]
        for name, value in (("folds", self.folds), ("by", self.by), ("seed", seed), *named):
            yield from () if value is None else (f"--{name}", str(value))

    def _model(self) -> str:
        name = self.model or SHIPPED
        shown = name if name in model_names() else directory_of(name).name
        return f"{shown}, {self.analyzer.model.fingerprint}"


def learning(teaching: Teaching | None = None, unlabelled: Sequence[str] = ()) -> Folded:
    """What trains a model for each part, with the lessons of a teacher where there are any."""
    from framing.learning import Material, folded

    def in_parts(
        target: Corpus, support_of: Support, lexicon: Lexicon, recipe: Recipe, parts: Parts, seed: int
    ) -> Iterator[tuple[IntArray, LinearModel]]:
        material, known = None, None
        for number, part in enumerate(parts):
            support = support_of(part[1])
            if material is None or support is not known:  # the same for all parts unless these are groups
                material, known = Material.read(target, support, lexicon, recipe, teaching, unlabelled), support
            yield from folded(material, [part], seed, number)

    return in_parts


def _shown(folded: Folded, total: int) -> Folded:
    """The same with a bar that moves with each part."""

    def with_bar(*arguments: Any) -> Iterator[tuple[IntArray, LinearModel]]:
        from tqdm import tqdm

        return iter(tqdm(folded(*arguments), total=total, unit=" folds"))

    return with_bar


def checked_place(report: str | None) -> None:
    """An error where a report is wanted and cannot be: told before anything is computed."""
    if report:
        check_place(report)
        plot.figure()


# -- what a model has learned from


def unseen(choice: Choice) -> Analyzer:
    """The analyzer that is measured; a `FramingError` where its model learned from the file."""
    analyzer = choice.analyzer
    refuse_learned_files(choice, filter(None, [sha256(choice.file)]), analyzer)
    return analyzer


def refuse_learned_files(choice: Choice, checksums: Iterable[str], analyzer: Analyzer) -> None:
    """A `FramingError` where the card of the model names a file with one of these checksums."""
    if set(checksums) & set(_texts(analyzer.model.record.get("data"))):
        raise _learned_from(choice, "this file")


def _learned_from(choice: Choice, what: str) -> FramingError:
    return FramingError(
        f"{choice.file}: the model {choice.model or SHIPPED} learned from {what}, so figures on it say nothing "
        "of other texts; train from scratch with: sentences or spans and --folds 5, or measure on another file"
    )


def new_to(analyzer: Analyzer, choice: Choice, texts: Sequence[str]) -> tuple[list[int], tuple[str, ...]]:
    """The rows whose text the model has not learned from, with a note on the others.

    Texts are compared by the hashes that the model carries, so that one in a hundred thousand is left out for nothing.

    Raises
    ------
    FramingError
        where most of them it has learned from
    """
    name, learned = choice.model or SHIPPED, analyzer.model.learned
    if learned is None:
        note = f"the model {name} does not tell what it learned from; figures on those sentences would be too good"
        return list(range(len(texts))), (note,)
    seen = np.isin(hashes(texts), learned)
    if 2 * seen.sum() > len(texts):
        raise _learned_from(choice, f"{seen.sum()} of the {len(texts)} sentences of this file")
    note = f"left out {seen.sum()} of {len(texts)} sentences, from which the model {name} learned"
    return np.flatnonzero(~seen).tolist(), (note,) if seen.any() else ()


def _texts(record: object) -> Iterator[str]:
    """All texts in a record of plain data, at any depth."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, Mapping):
        yield from _texts(list(record.values()))
    elif isinstance(record, list | tuple):
        for item in record:
            yield from _texts(item)


def _stamped(file: str) -> str:
    """The name of a file for records, with its checksum."""
    return f"{recorded(Path(file))}, sha256 {sha256(file) or 'unknown'}"


def sha256(file: str) -> str | None:
    """The checksum of a file, None where it is none."""
    path = Path(file)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


# -- loaded words


def loaded_and_analyses(choice: Choice) -> tuple[list[Loaded], Iterator[Analysis], tuple[str, ...]]:
    """The sentences whose loaded words are known, their analyses, and notes on what was left out."""
    if choice.folds or not _is_annotated(choice):
        judged = choice.judged()
        rows = loaded_rows(judged.corpus)
        return _some(choice, list(rows.values())), judged.analyses(list(rows)), judged.corpus.notes
    analyzer = unseen(choice)
    names, told = Names(analyzer.lexicon.kinds, choice.renamed), list[str]()
    texts = read_annotated(choice.file, names, choice.own_columns, notes=told)
    labels = [mark.label for text in texts if not text.loaded for mark in text.marks]
    told += names.notes(choice.file, labels)
    known = _some(choice, [sentence for text in texts if (sentence := loaded_of(text, names))], labels)
    rows_left, notes = new_to(analyzer, choice, [sentence.text for sentence in known])
    known = [known[row] for row in rows_left]
    return known, analyzer.analyze_many(sentence.text for sentence in known), (*told, *notes)


def _is_annotated(choice: Choice) -> bool:
    """True for files of spans; False for those that are read as a corpus: JSONL with columns, CSV, Parquet, names."""
    path = Path(choice.file)
    return path.is_dir() or path.suffix == EXPORT or (path.suffix == ".jsonl" and not choice.own_columns)


def _some(choice: Choice, sentences: list[Loaded], labels: Sequence[str] = ()) -> list[Loaded]:
    if not any(sentence.spans for sentence in sentences):
        remedy = "add the column spans, or see --map"
        if labels:
            listed, example = ", ".join(sorted(set(labels))), shlex.quote(f"{min(labels)}=loaded_language")
            remedy = f"its regions are labelled {listed}: say which are loaded, as in --map {example}"
        raise FramingError(f"{choice.file}: no sentence has spans of loaded words; {remedy}")
    return sentences
