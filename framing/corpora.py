"""Labelled sentences from local files, read with Hugging Face `datasets` and checked row by row.

Nothing touches the network, and nothing is left behind: the cache of `datasets` is a temporary directory.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self, TypeVar

from framing.errors import CorpusError, MissingExtra
from framing.span import Span

REQUIRED = ("text", "label")
OPTIONAL = ("id", "outlet", "topic", "leaning")
FORMATS = {".jsonl": "text", ".csv": "csv", ".parquet": "parquet"}
LABELS = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "false": 0, "true": 1}

Strings = tuple[str | None, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where sentences came from: the name of the file, its SHA-256, its rows and how many are positive."""

    file: str
    sha256: str
    n: int
    positive: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled sentences, as parallel tuples; a label is 1 (biased by word choice) or 0."""

    texts: tuple[str, ...]
    labels: tuple[int, ...]
    ids: Strings
    outlets: Strings
    topics: Strings
    leanings: Strings
    sources: tuple[Source, ...]
    spans: tuple[tuple[Span, ...] | None, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Without `spans` they are unknown for every row."""
        if not self.spans:
            object.__setattr__(self, "spans", (None,) * len(self.texts))

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def joined(cls, corpora: Sequence[Self]) -> Self:
        """One corpus of the rows of several, in order."""
        return cls(*(sum((getattr(corpus, name) for corpus in corpora), ()) for name in cls.__slots__))

    def at(self, rows: Iterable[int]) -> Self:
        """The corpus of the rows with these numbers, counted from 0, in that order."""
        numbers = list(rows)
        return replace(self, **{name: tuple(getattr(self, name)[n] for n in numbers) for name in PARALLEL})

    def without(self, texts: Iterable[str]) -> Self:
        """The corpus less the rows whose text, normalised, is among `texts`."""
        kept_apart = {normalised(text) for text in texts}
        return self.at(row for row, text in enumerate(self.texts) if normalised(text) not in kept_apart)


PARALLEL = ("texts", "labels", "ids", "outlets", "topics", "leanings", "spans")


def normalised(text: str) -> str:
    """The letters and digits of `text` without regard to case; nothing else of it matters."""
    return re.sub(r"[\W_]+", "", text.casefold())


def read(source: str | Path, columns: Mapping[str, str] | None = None, progress: bool = False) -> Corpus:
    """The rows of a JSONL, CSV or Parquet file with the columns text and label (id, outlet, topic, leaning).

    Raises
    ------
    CorpusError
        where the file cannot be read or a row is unfit; the message names file, row and remedy
    MissingExtra
        where `datasets` is not installed
    """
    path = Path(source)
    content = _content(path)
    table = _columns(path, progress, columns or {})
    texts = tuple(_each(path, table["text"], _text))
    labels = tuple(_each(path, table["label"], _label))
    _both_labels(path, labels)
    ids, outlets, topics, leanings = (_optional(path, table, name, len(texts)) for name in OPTIONAL)
    marks = table.get("spans") or [None] * len(texts)
    spans = tuple(
        tuple(Span(int(start), int(end)) for start, end, *_ in own or ()) or (None if label else ())
        for own, label in zip(marks, labels, strict=True)
    )
    origin = Source(path.name, hashlib.sha256(content).hexdigest(), len(texts), sum(labels))
    return Corpus(texts, labels, ids, outlets, topics, leanings, (origin,), spans)


# -- the file


def _content(path: Path) -> bytes:
    """The bytes of the file, which are UTF-8 unless it is Parquet."""
    if path.is_dir():
        raise CorpusError(f"{path}: a directory; name one file in it")
    if path.suffix not in FORMATS:
        raise CorpusError(f"{path}: the name must end in one of {', '.join(FORMATS)}")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    lines = content.strip().count(b"\n") + bool(content.strip())
    if lines < (2 if path.suffix == ".csv" else 1):
        raise CorpusError(f"{path}: no rows; expected rows with {' and '.join(REQUIRED)}")
    if path.suffix != ".parquet":
        _check_utf8(path, content)
    return content


def _check_utf8(path: Path, content: bytes) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        advice = "convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8"
        raise CorpusError(f"{path}: line {line}: not UTF-8 (byte {fault.start}); {advice}") from fault


def _columns(path: Path, progress: bool, renamed: Mapping[str, str]) -> dict[str, list[Any]]:
    """The columns that matter, by name."""
    datasets = _datasets()
    with tempfile.TemporaryDirectory() as cache, _bars(datasets, progress):
        try:
            table = _open(datasets, path, cache)
        except (datasets.exceptions.DatasetGenerationError, ValueError, OSError) as fault:
            reason = str(fault.__cause__ or fault).splitlines()[0]
            raise CorpusError(f"{path}: cannot be read ({reason}); mend it or export it anew") from fault
        columns: dict[str, list[Any]] = table[:]
    if path.suffix == ".jsonl":
        columns = _decoded(path, columns["text"])
    columns |= {name: columns.pop(own) for name, own in renamed.items() if own in columns}
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        there = f"the columns are {', '.join(columns)}" if columns else "there are no rows"
        raise CorpusError(f"{path}: no column is called {' or '.join(missing)}; {there}: rename or add it")
    return columns


def _decoded(path: Path, lines: Iterable[str]) -> dict[str, list[Any]]:
    """The columns of JSON objects, one a line; blank lines are no rows."""
    numbered = ((number, line.strip("\ufeff \t\r")) for number, line in enumerate(lines, start=1))
    rows = [_object(path, number, line) for number, line in numbered if line]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        expected = '{"text": "...", "label": 0}'
        raise CorpusError(f"{path}: line {number}: no JSON object; write one such as {expected}")
    return found


def _datasets() -> Any:
    try:
        import datasets
    except ImportError as fault:
        raise MissingExtra(
            'reading labelled files needs Hugging Face datasets: pip install "media-framing[train]"'
        ) from fault
    return datasets


def _open(datasets: Any, path: Path, cache: str) -> Any:
    """The file as a `datasets.Dataset` in memory; JSON Lines as a column of lines, whose types may differ."""
    options: dict[str, Any] = {"keep_default_na": False} if path.suffix == ".csv" else {}
    open_file = getattr(datasets.Dataset, f"from_{FORMATS[path.suffix]}")
    return open_file(str(path), cache_dir=cache, keep_in_memory=True, **options)


@contextmanager
def _bars(datasets: Any, progress: bool) -> Iterator[None]:
    """Progress bars only where they are wanted, and no log but ours; both as before afterwards."""
    bars, level = datasets.are_progress_bars_disabled(), datasets.logging.get_verbosity()
    (datasets.enable_progress_bars if progress else datasets.disable_progress_bars)()
    datasets.logging.set_verbosity(datasets.logging.CRITICAL)
    try:
        yield
    finally:
        (datasets.disable_progress_bars if bars else datasets.enable_progress_bars)()
        datasets.logging.set_verbosity(level)


# -- the rows


def _each(path: Path, column: Iterable[Any], check: Callable[[Any], T]) -> Iterator[T]:
    """The checked values of a column; the error of an unfit one names its row, counted from 1."""
    for row, value in enumerate(column, start=1):
        try:
            yield check(value)
        except ValueError as fault:
            raise CorpusError(f"{path}: row {row}: {fault}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"text: {value!r} is no text; write a sentence or drop the row")
    if not value.strip():
        raise ValueError("text: empty; write a sentence or drop the row")
    return value


def _label(value: Any) -> int:
    name = "" if value is None or value != value else str(value).strip().lower()
    if not name:
        raise ValueError("label: missing; write 0 or 1, or drop the row")
    if name not in LABELS:
        raise ValueError(f"label: {value!r} is neither 0 nor 1; map it to one of them, or drop the row")
    return LABELS[name]


def _optional(path: Path, table: dict[str, list[Any]], name: str, n: int) -> Strings:
    return tuple(_each(path, table[name], _string)) if name in table else (None,) * n


def _string(value: Any) -> str | None:
    return None if value is None or value == "" or value != value else str(value)


def _both_labels(path: Path, labels: Sequence[int]) -> None:
    if len(set(labels)) < 2:
        only = f"all {len(labels)} rows have the label {labels[0]}" if labels else "no rows"
        raise CorpusError(f"{path}: {only}; both 0 and 1 are needed: add sentences of the other label")
