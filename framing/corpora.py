"""Labelled sentences from local files or, by name, from the Hugging Face hub, checked row by row.

A local file is read without touching the network, and nothing is left behind. Two texts count as one where their
letters and digits are the same (`normalised`): a corpus keeps one row of each, and training and test data can be
kept apart with `Corpus.without`.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import index
from pathlib import Path
from typing import Any, Self, SupportsIndex, TypeVar

import numpy as np
from tqdm import tqdm

from framing.annotations import NONE_GIVEN, idle, idle_notes, label_of, meanings_of, name_of, spans_of, text_of
from framing.columns import FORMATS, NAMES, REQUIRED, Table, check_mapping, from_file
from framing.errors import CorpusError
from framing.exported import from_export
from framing.labelstudio import EXPORT
from framing.linear import Hashes
from framing.named import Named, from_hub, meant, registry
from framing.span import Span

OPTIONAL = NAMES[3:]
LISTED = 5  # rows that a note names

Strings = tuple[str | None, ...]
Marks = tuple[tuple[Span, ...] | None, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where sentences came from: the file or the split on the hub, a SHA-256, its rows and how many are positive.

    The SHA-256 is that of the bytes of the file; for the hub it is the `checksum` of the corpus.
    """

    file: str
    sha256: str
    n: int
    positive: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled sentences, as parallel tuples; a label is 1 (biased by word choice) or 0.

    `spans` holds the loaded words of each sentence as code points, in order and apart; `None` where nobody marked
    them. `sources` are those of the whole, also where only some rows were taken. `notes` says for people what was
    left out. `rows` are the numbers of the rows in their source, from 1.
    """

    texts: tuple[str, ...]
    labels: tuple[int, ...]
    ids: Strings
    outlets: Strings
    topics: Strings
    leanings: Strings
    sources: tuple[Source, ...]
    spans: Marks = ()
    notes: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Without `spans` they are unknown for every row; without `rows` these are all of a source."""
        if not self.spans:
            object.__setattr__(self, "spans", (None,) * len(self.texts))
        if not self.rows:
            object.__setattr__(self, "rows", tuple(range(1, len(self.texts) + 1)))
        for name in PARALLEL:
            if len(getattr(self, name)) != len(self.texts):
                raise ValueError(f"{name}: {len(getattr(self, name))} values for {len(self.texts)} texts")

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def joined(cls, corpora: Sequence[Self]) -> Self:
        """One corpus of the rows of several, in order."""
        return cls(*(sum((getattr(corpus, name) for corpus in corpora), ()) for name in cls.__slots__))

    def at(self, rows: Iterable[SupportsIndex]) -> Self:
        """The corpus of the rows with these numbers, counted from 0, in that order."""
        numbers = [_row_number(row) for row in rows]
        return replace(self, **{name: tuple(getattr(self, name)[n] for n in numbers) for name in PARALLEL})

    def ordered(self) -> Self:
        """The corpus with its rows by text, so that nothing that is learned hangs on the order of a file."""
        return self.at(sorted(range(len(self)), key=self.content))

    def content(self, row: SupportsIndex) -> list[str]:
        """What stands in a row, text first, as strings that can be compared."""
        return [str(getattr(self, name)[row]) for name in PARALLEL]

    def without(self, texts: Iterable[str]) -> Self:
        """The corpus less the rows whose text, normalised, is among `texts`; a note says how many."""
        left_out = leaked(self, texts)
        if not left_out:
            return self
        kept = self.at(sorted({*range(len(self))}.difference(left_out)))
        place = f"{self.sources[0].file}: " if self.sources else ""
        note = f"{place}left out {len(left_out)} of {len(self)} rows, whose texts are in the data to be kept apart"
        return replace(kept, notes=(*self.notes, note))


PARALLEL = ("texts", "labels", "ids", "outlets", "topics", "leanings", "spans", "rows")


def _row_number(row: SupportsIndex) -> int:
    """The number of a row; a `TypeError` for a mask, which would pass for the rows 0 and 1."""
    if isinstance(row, (bool, np.bool_)):
        raise TypeError("rows are chosen by their numbers, not by a mask; see numpy.flatnonzero")
    return index(row)


# -- texts that count as one


def normalised(text: str) -> str:
    """The letters and digits of `text` without regard to case, width or ligatures; nothing else of it matters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"[\W_]+", "", folded)


def duplicates(corpus: Corpus) -> list[list[int]]:
    """The rows that have a text in common, normalised, counted from 0; a text without a letter is like no other."""
    return _alike(corpus.texts)


def leaked(corpus: Corpus, texts: Iterable[str]) -> list[int]:
    """The rows of `corpus`, counted from 0, whose text, normalised, is among `texts`."""
    kept_apart = {normalised(text) for text in texts} - {""}
    return [row for row, text in enumerate(corpus.texts) if normalised(text) in kept_apart]


def _alike(texts: Iterable[str]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        groups.setdefault(normalised(text), []).append(row)
    return [rows for text, rows in groups.items() if text and len(rows) > 1]


def hashes(texts: Iterable[str]) -> Hashes:
    """For each text 32 bits of the BLAKE2b of its normalised form; 0 where it has no letter, which is like no other."""
    return np.array([_hash(normalised(text)) for text in texts], dtype=np.uint32)


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "little") if text else 0


def apart(target: Corpus, support: Iterable[Corpus]) -> list[Corpus]:
    """The further corpora less the rows whose text stands in the target; their notes say how many.

    Whatever learns from several corpora expects them so.
    """
    return [corpus.without(target.texts) for corpus in support]


def supporting_apart(target: Corpus, support: Mapping[str, Corpus]) -> list[Corpus]:
    """The same for corpora by the names they were given; a `CorpusError` where nothing is left of one."""
    found = apart(target, support.values())
    for name, corpus in zip(support, found, strict=True):
        if not len(corpus):
            raise CorpusError(f"{name}: all its texts stand in {target.sources[0].file}, so it adds none; leave it out")
    return found


def checksum(corpus: Corpus) -> str:
    """The SHA-256 of the rows: each a line of JSON, the list of text, label, spans, id, outlet, topic and leaning."""
    digest = hashlib.sha256()
    columns = (corpus.texts, corpus.labels, corpus.spans, corpus.ids, corpus.outlets, corpus.topics, corpus.leanings)
    for text, label, spans, *names in zip(*columns, strict=True):
        pairs = None if spans is None else [[span.start, span.end] for span in spans]
        line = json.dumps([text, label, pairs, *names], ensure_ascii=True, separators=(",", ":"))
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


# -- reading


def read(
    source: str | Path,
    columns: Mapping[str, str] | None = None,
    progress: bool = False,
    repeats: bool = False,
    labels: Mapping[Any, Any] = NONE_GIVEN,
) -> Corpus:
    """The labelled sentences of a file (JSONL, CSV, TSV, Parquet) or of a corpus that has a name: babe, anno-lexical.

    An export of Label Studio (JSON) will do as well: a choice is the label of the sentence.

    The columns are text and label, and where they are there spans, id, outlet, topic and leaning; `columns` maps
    these names to those of the file. Of rows that have their text in common one is kept, the first by text whatever
    the order of the rows, and none where their labels differ; the notes of the corpus say so. `progress` shows bars.
    With `repeats` all rows are kept, for a model that is only measured on them. `labels` says what labels mean that
    are not the usual ones: `{"ja": 1, "nein": 0}`; in an export also which regions are loaded words.

    Raises
    ------
    CorpusError
        where the source cannot be read or a row is unfit; the message names file, row and remedy
    MissingExtra
        where `datasets` is not installed
    """
    corpus, unmet = _read(source, columns or {}, progress, repeats, labels)
    return replace(corpus, notes=(*corpus.notes, *idle_notes(str(source), unmet)))


def read_several(
    sources: Sequence[str | Path],
    columns: Sequence[Mapping[str, str]] = (),
    progress: bool = False,
    repeats: bool = False,
    labels: Mapping[Any, Any] = NONE_GIVEN,
) -> list[Corpus]:
    """The corpora of a command line, each with its own `columns` as far as these are given; otherwise as `read`.

    The notes of the first name labels that stand in none of them. No file may be given twice.
    """
    found = list[Corpus]()
    unmet = list(map(str, labels))
    for number, source in enumerate(sources):
        try:
            corpus, missing = _read(source, columns[number] if number < len(columns) else {}, progress, repeats, labels)
        except CorpusError as fault:
            raise _nth(fault, number) from fault
        if any(corpus.sources[0].sha256 == other.sources[0].sha256 for other in found):
            raise CorpusError(f"{source}: given twice, it or a copy of it; give each file once")
        found.append(corpus)
        unmet = [label for label in unmet if label in missing]
    place = ", ".join(map(str, sources))
    return [replace(found[0], notes=(*found[0].notes, *idle_notes(place, unmet))), *found[1:]]


def _nth(fault: CorpusError, number: int) -> CorpusError:
    """The fault of the corpus with this number; which --columns is its own is told where one is the remedy."""
    if number == 0 or "--columns " not in fault.on_command_line:
        return fault
    told = f"{fault.on_command_line} (as the --columns number {number + 1}; '' stands for a file that needs none)"
    return CorpusError(str(fault), told)


def _read(
    source: str | Path, columns: Mapping[str, str], progress: bool, repeats: bool, labels: Mapping[str, Any]
) -> tuple[Corpus, list[str]]:
    """The corpus, and those of `labels` that stand nowhere in it."""
    meanings = meanings_of(labels)
    table = _table(source, columns, REQUIRED, progress, meanings)
    whole = _checked(table, progress, meanings)
    kept, notes, disputed = _without_repeats(table.place, whole)
    if not repeats and len({*kept.labels}) < 2:
        fault = f"of {len(whole)} rows {len(kept)} are left without those whose texts carry both labels"
        raise CorpusError(f"{table.place}: {fault}; both 0 and 1 are needed among them: settle these labels")
    origin = Source(table.file, table.sha256 or checksum(kept), len(kept), sum(kept.labels))
    corpus, notes = (whole, disputed) if repeats else (kept, notes)
    unmet = idle(meanings, {*map(str, table.columns["label"]), *table.met}) if meanings else []
    return replace(corpus, sources=(origin,), notes=(*table.notes, *corpus.notes, *notes)), unmet


def read_texts(source: str | Path, columns: Mapping[str, str] | None = None, progress: bool = False) -> tuple[str, ...]:
    """The sentences of a file or a named corpus, labels or not, each text once; otherwise as `read`."""
    table = _table(source, columns or {}, REQUIRED[:1], progress)
    texts = tuple(_each(table, "text", text_of, progress))
    repeats = {row for rows in _alike(texts) for row in rows[1:]}
    return tuple(text for row, text in enumerate(texts) if row not in repeats)


def _table(
    source: str | Path,
    columns: Mapping[str, str],
    required: Sequence[str],
    progress: bool,
    labels: Mapping[str, str] = NONE_GIVEN,
) -> Table:
    """The table of the source, under our names."""
    check_mapping(columns)
    path, named = Path(source), registry().get(str(source))
    if path.suffix.lower() == EXPORT and not path.is_dir():
        return from_export(path, columns, labels, "label" in required).under_our_names(columns, required)
    if path.exists() or (named is None and (path.suffix or len(path.parts) > 1)):
        return from_file(path, progress).under_our_names(columns, required)
    if named is None:
        raise CorpusError(f"{source}: no such file (their names end in {', '.join(FORMATS)}), and {meant(str(source))}")
    _check_labelled(named, {**named.columns, **columns}, required)
    table = from_hub(named, progress)
    known = {ours: its for ours, its in named.columns.items() if ours in required or its in table.columns}
    return table.under_our_names({**known, **columns}, required)


def _check_labelled(named: Named, columns: Mapping[str, str], required: Sequence[str]) -> None:
    """A `CorpusError` where labels are needed of a corpus that has none."""
    if "label" in required and "label" not in columns:
        others = ", ".join(name for name, other in registry().items() if other.labelled)
        fault = f"{named.name}: its sentences have no labels of bias"
        remedy = f"take one of {others}, or a file with the columns text and label"
        texts = "read them as text with read_texts, and for labels"
        raise CorpusError(f"{fault}; {texts} {remedy}", f"{fault}; {remedy}")


def _checked(table: Table, progress: bool, meanings: Mapping[str, str]) -> Corpus:
    """All rows of the table; no source yet."""
    texts = tuple(_each(table, "text", text_of, progress))
    labels = tuple(_each(table, "label", lambda value: label_of(value, meanings), progress))
    _both_labels(table.place, labels)
    spans, notes = _spans(table, texts, labels, progress)
    names = (tuple(_each(table, name, name_of)) if name in table.columns else () for name in OPTIONAL)
    ids, outlets, topics, leanings = (column or (None,) * len(texts) for column in names)
    return Corpus(texts, labels, ids, outlets, topics, leanings, (), spans, notes)


def _each(table: Table, name: str, check: Callable[[Any], T], progress: bool = False) -> Iterator[T]:
    """The checked values of a column; the error of an unfit one names its row, counted from 1."""
    values = table.columns[name]
    for row, value in enumerate(tqdm(values, f"{table.file}: {name}", disable=not progress), start=1):
        try:
            yield check(value)
        except CorpusError as fault:
            raise fault.at(f"{table.place}: row {row}") from None


def _spans(table: Table, texts: Sequence[str], labels: Sequence[int], progress: bool) -> tuple[Marks, tuple[str, ...]]:
    """The spans of all rows, and a note where words stand nowhere; a biased row that has none was not marked."""
    if "spans" not in table.columns:
        return (), ()
    text = iter(texts)
    found = list(_each(table, "spans", lambda value: spans_of(value, next(text)), progress))
    spans = tuple(own or (None if label else ()) for (own, _), label in zip(found, labels, strict=True))
    absent = sum(missing for _, missing in found)
    note = f"{table.place}: {absent} of the marked words stand nowhere in their text; these marks were left out"
    return spans, (note,) if absent else ()


def _both_labels(place: str, labels: Sequence[int]) -> None:
    if len(set(labels)) < 2:
        only = f"all {len(labels)} rows have the label {labels[0]}" if labels else "no rows"
        raise CorpusError(f"{place}: {only}; both 0 and 1 are needed: add sentences of the other label")


def _without_repeats(place: str, corpus: Corpus) -> tuple[Corpus, tuple[str, ...], tuple[str, ...]]:
    """The corpus with each text once, notes on what that took, and a note for those who keep the rows in dispute."""
    groups = [(rows, len({corpus.labels[row] for row in rows})) for rows in duplicates(corpus)]
    repeated = [sorted(rows, key=corpus.content)[1:] for rows, labels in groups if labels == 1]
    disputed = [rows for rows, labels in groups if labels == 2]
    notes = (
        _note(f"{place}: left out", repeated, "whose text stands in another row with the same label"),
        _note(f"{place}: left out", disputed, "whose texts carry both labels"),
    )
    told = _note(f"{place}: kept", disputed, "whose texts carry both labels, so that no model is right on all of them")
    left_out = {row for rows in (*repeated, *disputed) for row in rows}
    kept = [row for row in range(len(corpus)) if row not in left_out]
    return corpus.at(kept), tuple(note for note in notes if note), (told,) if told else ()


def _note(what: str, groups: Sequence[Sequence[int]], which: str) -> str:
    """A note on the rows of these groups, counted from 0; empty where there are none."""
    rows = sorted(row + 1 for group in groups for row in group)
    noun = "row" if len(rows) == 1 else "rows"
    listed = ", ".join(map(str, rows[:LISTED])) + (", ..." if len(rows) > LISTED else "")
    return f"{what} {len(rows)} {noun} {which} ({noun} {listed})" if rows else ""
