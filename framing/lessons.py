"""Lessons: what a large model, the teacher, says of sentences and of the words in them, without the sentences.

A directory of lessons holds `lessons.json` and, for each part of cross-validation and for `all` of the target, a file
such as `0.npz` by a teacher that has not seen what is left out there (distillation, Hinton et al. 2015). A sentence is
known by 64 bits of the BLAKE2b of its text, a word by its place. No pickle anywhere.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from framing.corpora import Corpus, normalised, read_texts
from framing.errors import CorpusError
from framing.material import FloatArray, IntArray

ALL = "all"
RECORD = "lessons.json"
STEP = 1 / 16  # of log odds, which are kept as whole numbers of eight bits
_FORM = {"texts": "<u8", "sentences": "|i1", "counts": "<u2", "words": "|i1"}
_REMEDY = "restore the file, or make lessons anew with training/teach.py"


def keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    """For each text the 64 bits by which lessons know it."""
    return np.array([_key(text) for text in texts], dtype=np.uint64)


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What a teacher says: the log odds of sentences, shape `(n,)`, and of their words one after the other.

    `texts` are the `keys` of the sentences, `counts` the number of words of each.
    """

    texts: NDArray[np.uint64]
    sentences: FloatArray
    counts: IntArray
    words: FloatArray

    @classmethod
    def read(cls, path: Path) -> Self:
        """The lessons in a file; a `CorpusError` that names the file and its fault."""
        try:
            with np.load(path, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in _FORM}
        except FileNotFoundError as fault:
            raise CorpusError(f"{path}: no such file; {_REMEDY}") from fault
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
            raise CorpusError(f"{path}: holds no lessons ({fault}); {_REMEDY}") from fault
        for name, dtype in _FORM.items():
            if arrays[name].dtype != np.dtype(dtype) or arrays[name].ndim != 1:
                raise CorpusError(f"{path}: {name}: not an array of one dimension of {dtype}; {_REMEDY}")
        texts, counts = arrays["texts"], arrays["counts"].astype(np.int64)
        if not len(texts) == len(arrays["sentences"]) == len(counts) or counts.sum() != len(arrays["words"]):
            raise CorpusError(f"{path}: the arrays do not belong together; {_REMEDY}")
        if len(np.unique(texts)) != len(texts):
            raise CorpusError(f"{path}: texts: one stands twice; {_REMEDY}")
        return cls(texts, arrays["sentences"] * STEP, counts, arrays["words"] * STEP)

    def write(self, path: Path) -> None:
        """Puts the lessons into a file, to the nearest `STEP` of log odds."""
        np.savez_compressed(
            path,
            texts=self.texts,
            sentences=_rounded(self.sentences),
            counts=self.counts.astype(np.uint16),
            words=_rounded(self.words),
        )

    def said(self, texts: Iterable[str], counts: IntArray) -> tuple[FloatArray, FloatArray]:
        """The probabilities that sentences are biased, and that each of their words is loaded; NaN where not known.

        `counts` are the numbers of words of the texts. A `CorpusError` where the teacher counted others in one.
        """
        places = {int(key): place for place, key in enumerate(self.texts)}
        found = np.array([places.get(int(key), -1) for key in keys(texts)], dtype=np.int64)
        known = np.flatnonzero(found >= 0)
        if (self.counts[found[known]] != counts[known]).any():
            raise CorpusError("the lessons count other words in a sentence: make them anew with training/teach.py")
        sentences, words = np.full(len(counts), np.nan), np.full(int(counts.sum()), np.nan)
        sentences[known] = _probabilities(self.sentences[found[known]])
        starts, own = np.cumsum(self.counts) - self.counts, np.cumsum(counts) - counts
        for row in known:
            start, n = starts[found[row]], counts[row]
            words[own[row] : own[row] + n] = _probabilities(self.words[start : start + n])
        return sentences, words


def _rounded(logits: FloatArray) -> NDArray[np.int8]:
    return np.clip(np.round(logits / STEP), -127, 127).astype(np.int8)


def _probabilities(logits: FloatArray) -> FloatArray:
    found: FloatArray = 1 / (1 + np.exp(-logits))
    return found


@dataclass(frozen=True, slots=True)
class Teaching:
    """A directory of lessons, with its record; `parts` tells in which folds what was kept from the teacher."""

    directory: Path
    record: dict[str, Any]

    @classmethod
    def read(cls, directory: str | Path) -> Self:
        """The lessons of a directory; a `CorpusError` where there are none."""
        path = Path(directory) / RECORD
        try:
            record = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError) as fault:
            raise CorpusError(
                f"{path}: cannot be read ({fault}); give a directory that training/teach.py wrote"
            ) from fault
        if not isinstance(record, dict) or not isinstance(record.get("parts"), str):
            raise CorpusError(f"{path}: parts: missing, expected a checksum; {_REMEDY}")
        return cls(Path(directory), record)

    def of(self, part: str) -> Lessons:
        """The lessons by a teacher that has not seen what is left out in this part."""
        return Lessons.read(self.directory / f"{part}.npz")

    def check(self, parts: str) -> None:
        """A `CorpusError` unless the teacher was kept from the same folds."""
        if parts != self.record["parts"]:
            raise CorpusError(
                f"{self.directory}: the teacher of these lessons has seen what is left out in these folds; give the "
                "corpus it learned from as the first, with the same seed and number of folds, or go without --lessons"
            )

    def further(
        self, parts: str, sources: Iterable[str], target: Corpus, support: Sequence[Corpus], progress: bool = False
    ) -> tuple[str, ...]:
        """The sentences of files or named corpora that the teacher has judged, by text, less those of the corpora.

        Raises
        ------
        CorpusError
            unless the teacher was kept from the same folds, and has judged one of these or of the `support`
        """
        self.check(parts)
        known = self.of(ALL).texts
        found = texts_apart(sources, [target, *support], progress)
        texts = tuple(text for text, judged in zip(found, np.isin(keys(found), known), strict=True) if judged)
        others = [*texts, *(text for corpus in support for text in corpus.texts)]
        if not np.isin(keys(others), known).any():
            raise CorpusError(
                f"{self.directory}: the teacher has judged none of the {len(others)} further sentences; "
                "give those that it judged (training/README.md), or go without --lessons"
            )
        return texts

    def sha256(self) -> str:
        """A SHA-256 of all files of the directory."""
        digest = hashlib.sha256()
        for path in sorted(self.directory.glob("*.npz")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def texts_apart(sources: Iterable[str], corpora: Sequence[Corpus], progress: bool = False) -> tuple[str, ...]:
    """The sentences of files or named corpora, labels or not, by text, less those of some corpora."""
    known = {normalised(text) for corpus in corpora for text in corpus.texts}
    found: dict[str, str] = {}
    for source in sources:
        for text in sorted(read_texts(source, progress=progress)):
            found.setdefault(normalised(text), text)
    return tuple(sorted(text for key, text in found.items() if key and key not in known))
