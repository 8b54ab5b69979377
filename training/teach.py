"""Trains the teacher, lets it judge sentences without labels, and trains the encoder on what it says.

    python training/teach.py ../shared/data --output teaching
    python training/teach.py ../shared/data --output teaching --part 0 --part 1 --part 2 --part 3 --part 4
    python training/teach.py ../shared/data --output teaching --lessons training/lessons

The last takes what a teacher has said before and trains the encoder alone. Needs torch, transformers and the bases that
teacher.toml names; uses a graphics card where there is one. A run that was cut short goes on where it was. Each part is
a fold of cross-validation in which nothing has seen the sentences that are left out; `all` has seen the whole target.
In the directory of output are the networks and for each part

    judged-PART.npz   what the teacher says of the pool: all sentences of the further corpora

and, as `framing.lessons` reads them, without a text,

    lessons/           the same of the pool, for all parts: training/lessons
    pupil-left-out/    what the encoders of the folds say of the sentences left out: training/left-out
    teacher-left-out/  what the teachers of the folds say of them
"""

import argparse
import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from network import (
    FloatArray,
    Network,
    Pieces,
    Stage,
    base_of,
    judge,
    learn,
    marked,
    of_words,
    pieces_of,
    taught,
)

from framing.corpora import Corpus, apart, read
from framing.leftout import IntArray, checksum_of, parts_of
from framing.lessons import ALL, RECORD, Lessons, Teaching, keys, texts_apart

TARGET, FURTHER, UNLABELLED = "babe/train.jsonl", "anno_lexical/train.jsonl", "newsmtsc/train.jsonl"
FOLDS = 5
MADE_OF = "made-of.json"  # in the directory of output: settings and data of all that is in it


@dataclass(frozen=True, slots=True)
class Settings:
    """How the networks of a teacher or of a pupil are made: one a seed, in two stages."""

    base: str
    seeds: tuple[int, ...]
    further: Stage
    target: Stage

    @classmethod
    def of(cls, table: dict[str, Any]) -> Self:
        """The settings in a table of teacher.toml."""
        return cls(table["base"], tuple(table["seeds"]), Stage(**table["further"]), Stage(**table["target"]))


class Data:
    """The corpora, rows ordered, and the pool: all texts of the further ones, none of which stands in the target."""

    def __init__(self, root: Path) -> None:
        self.target = read(root / TARGET).ordered()
        (self.further,) = (corpus.ordered() for corpus in apart(self.target, [read(root / FURTHER)]))
        unlabelled = texts_apart([str(root / UNLABELLED)], [self.target, self.further])
        self.pool = (*self.further.texts, *unlabelled)

    @cached_property
    def parts(self) -> dict[str, tuple[IntArray, IntArray]]:
        """For each part the rows of the target to learn from and those left out."""
        rows = np.arange(len(self.target))
        folds = parts_of(self.target, FOLDS, None, 0)
        return {ALL: (rows, rows[:0])} | {str(k): part for k, part in enumerate(folds)}


class Course:
    """What is learned from the data by networks with some settings, kept in a directory."""

    def __init__(self, name: str, settings: Settings, data: Data, kept: Path) -> None:
        self.name, self.settings, self._kept, self._data = name, settings, kept, data
        _, tokenizer = base_of(settings.base)
        corpus = data.target
        found = pieces_of(corpus.texts, tokenizer)
        self.target = [marked(*row) for row in zip(found, corpus.labels, corpus.spans, strict=True)]
        self.pool = pieces_of(data.pool, tokenizer)

    def trained(self, part: str, seed: int, further: str, sentences: Callable[[], Sequence[Pieces]]) -> Network:
        """The network of a seed: taught by the sentences of the stage `further`, then by those of a part."""
        begun = self._network(seed, f"{self.name}-{further}-{seed}")
        learned, _ = self._data.parts[part]
        goal = f"{self.name}-{part}-{seed}"
        if not self._at(goal).exists():
            if not self._at(f"{self.name}-{further}-{seed}").exists():
                learn(begun, sentences(), self.settings.further, seed, self._at(f"{self.name}-{further}-{seed}"))
            own = [self.target[row] for row in learned]
            learn(begun, own, self.settings.target, seed, self._at(goal))
        return self._network(seed, goal)

    def _network(self, seed: int, name: str) -> Network:
        """The network of that name, or a fresh one."""
        torch.manual_seed(seed)
        network = Network(base_of(self.settings.base)[0])
        if self._at(name).exists():
            network.load_state_dict(torch.load(self._at(name), weights_only=True, map_location="cpu"))
        return network

    def _at(self, name: str) -> Path:
        return self._kept / f"{name}.pt"


def labelled(pieces: Sequence[Pieces], corpus: Corpus) -> list[Pieces]:
    """The first pieces with the labels of the corpus, whose words nobody has marked."""
    return [marked(own, label, None) for own, label in zip(pieces, corpus.labels, strict=False)]


def mean_of(networks: Iterable[Network], pieces: Sequence[Pieces]) -> tuple[FloatArray, list[FloatArray]]:
    """The mean log odds of the networks, of sentences and of their pieces."""
    found = [judge(network, pieces) for network in networks]
    of_sentences = np.mean([of_sentences for of_sentences, _ in found], axis=0)
    return of_sentences, [np.mean(each, axis=0) for each in zip(*(of_pieces for _, of_pieces in found), strict=True)]


def said(pieces: Sequence[Pieces], found: tuple[FloatArray, list[FloatArray]]) -> dict[str, FloatArray]:
    """What networks say as arrays: the log odds of sentences and of their words, and where the words of each end."""
    words = [of_words(own, logits) for own, logits in zip(pieces, found[1], strict=True)]
    ends = np.cumsum([len(own) for own in words])
    return {"sentences": found[0], "words": np.concatenate(words).astype(np.float16), "ends": ends}


def sigmoid(logits: FloatArray) -> FloatArray:
    """The probabilities of log odds."""
    found: FloatArray = 1 / (1 + np.exp(-logits.astype(np.float32)))
    return found


def judged_pool(teacher: Course, networks: Iterable[Network], kept: Path) -> dict[str, FloatArray]:
    """What the teacher says of the pool, from the file where it has been asked before."""
    if not kept.exists():
        written = kept.with_suffix(".part.npz")  # whole or not at all
        np.savez(written, **said(teacher.pool, mean_of(networks, teacher.pool)))
        written.replace(kept)
    return dict(np.load(kept))


def put_lessons(data: Data, part: str, judged: dict[str, FloatArray], table: dict[str, Any], kept: Path) -> None:
    """Writes what the teacher says of the pool for those who learn from it without a text."""
    stretch, shift = table["lessons"]["stretch"], table["lessons"]["shift"]
    words = stretch * judged["words"].astype(np.float64) + shift
    put(data, data.pool, judged | {"words": words}, table, kept / "lessons", part)


def put(
    data: Data, texts: Sequence[str], said: dict[str, FloatArray], table: dict[str, Any], kept: Path, part: str
) -> None:
    """Writes what networks say of some texts, and how the networks were made."""
    kept.mkdir(exist_ok=True)
    counts = np.diff(said["ends"], prepend=0)
    Lessons(keys(texts), said["sentences"], counts, said["words"]).write(kept / f"{part}.npz")
    (kept / RECORD).write_text(json.dumps(record_of(data, table), indent=1) + "\n", encoding="utf-8")


def record_of(data: Data, table: dict[str, Any]) -> dict[str, Any]:
    """What networks are made of: the settings, and which sentences are left out together."""
    folds = [data.parts[str(k)] for k in range(FOLDS)]
    return {"parts": checksum_of(data.target, folds), "settings": table}


def keep_to(kept: Path, record: dict[str, Any]) -> None:
    """Keeps what the run is made of; ends it where the directory holds networks that are made of something else."""
    place = kept / MADE_OF
    if place.exists() and json.loads(place.read_text(encoding="utf-8")) != record:
        raise SystemExit(f"{kept} holds networks of other settings, lessons or data; give another --output")
    if not place.exists() and any(kept.glob("*.pt")):
        raise SystemExit(f"{kept} holds networks, and no {MADE_OF} that says what of; give another --output")
    place.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def given_pool(data: Data, given: Lessons, table: dict[str, Any]) -> dict[str, FloatArray]:
    """What the teacher has said of the pool, from its lessons."""
    if given.texts.tolist() != keys(data.pool).tolist():
        raise SystemExit("the lessons are of other sentences than the data; make them anew without --lessons")
    words = (given.words - table["lessons"]["shift"]) / table["lessons"]["stretch"]
    return {"sentences": given.sentences, "words": words, "ends": np.cumsum(given.counts)}


def lessons(pupil: Course, judged: dict[str, FloatArray]) -> list[Pieces]:
    """The pool with the probabilities that the teacher gives."""
    words = np.split(sigmoid(judged["words"]), judged["ends"][:-1])
    rows = zip(pupil.pool, sigmoid(judged["sentences"]), words, strict=True)
    return [taught(own, float(label), loaded.tolist()) for own, label, loaded in rows]


def main() -> None:
    """Trains what is not yet there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the directory with babe/, anno_lexical/ and newsmtsc/")
    parser.add_argument("--output", type=Path, required=True, help="where networks and judgements are kept")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("teacher.toml"))
    parser.add_argument("--lessons", type=Path, help="what a teacher has said before; without it one is trained")
    parser.add_argument("--part", action="append", help="all, or a fold from 0 on (repeatable); without it: all")
    arguments = parser.parse_args()
    kept = arguments.output
    kept.mkdir(parents=True, exist_ok=True)
    table = tomllib.loads(arguments.settings.read_text(encoding="utf-8"))
    data = Data(arguments.data)
    given = Teaching.read(arguments.lessons) if arguments.lessons else None
    keep_to(kept, record_of(data, table) | {"lessons": given.sha256() if given else None})
    pupil = Course("pupil", Settings.of(table["pupil"]), data, kept)
    if given:
        for part in arguments.part or [ALL]:
            learned = learn_from(pupil, given_pool(data, given.of(part), table), part)
            put_left(data, part, table, {pupil: learned}, kept)
        return
    teacher = Course("teacher", Settings.of(table["teacher"]), data, kept)
    for part in arguments.part or [ALL]:
        teachers = taught_by_people(teacher, data, part)
        judged = judged_pool(teacher, teachers, kept / f"judged-{part}.npz")
        put_lessons(data, part, judged, table, kept)
        put_left(data, part, table, {teacher: teachers, pupil: learn_from(pupil, judged, part)}, kept)


def taught_by_people(teacher: Course, data: Data, part: str) -> list[Network]:
    """The networks of a part that learn from labels."""
    further = labelled(teacher.pool, data.further)
    return [teacher.trained(part, seed, "further", lambda: further) for seed in teacher.settings.seeds]


def learn_from(pupil: Course, judged: dict[str, FloatArray], part: str) -> list[Network]:
    """The networks of a part that learn from what a teacher says of the pool."""
    seeds = pupil.settings.seeds
    return [pupil.trained(part, seed, f"further-{part}", lambda: lessons(pupil, judged)) for seed in seeds]


def put_left(data: Data, part: str, table: dict[str, Any], courses: dict[Course, list[Network]], kept: Path) -> None:
    """Writes what the networks say of the sentences that were left out of a part, where there are any."""
    _, left = data.parts[part]
    for course, networks in courses.items():
        pieces = [course.target[row] for row in left]
        if pieces:
            found = said(pieces, mean_of(networks, pieces))
            put(data, [own.text for own in pieces], found, table, kept / f"{course.name}-left-out", part)


if __name__ == "__main__":
    main()
