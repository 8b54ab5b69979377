"""Tables of labelled files, read with Hugging Face `datasets`: named columns of values that nobody has checked yet.

Nothing here touches the network or leaves anything behind: the cache of `datasets` is a temporary directory.
"""

import csv
import hashlib
import logging
import shlex
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from framing.errors import CorpusError, MissingExtra
from framing.sheets import SEPARATORS, check_utf8, decoded, ending, header, separated

NAMES = ("text", "label", "spans", "id", "outlet", "topic", "leaning")
REQUIRED = NAMES[:2]
FORMATS = {".jsonl": "text", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, all of one length; `place` begins every error, `file` and `sha256` go on record.

    `met` are labels that stood elsewhere than in the column label.
    """

    place: str
    file: str
    sha256: str
    columns: Mapping[str, Sequence[Any]]
    notes: tuple[str, ...] = ()
    met: frozenset[str] = frozenset()

    def under_our_names(self, columns: Mapping[str, str], required: Sequence[str]) -> "Table":
        """The table with the columns of `NAMES` alone; `columns` maps our names to the table's."""
        names = {name: columns.get(name, name) for name in NAMES}
        wanted = [name for name in NAMES if name in required or name in columns]
        missing = [name for name in wanted if names[name] not in self.columns]
        if missing:
            raise self._lack(missing, names).at(self.place)
        return replace(self, columns={ours: self.columns[its] for ours, its in names.items() if its in self.columns})

    def _lack(self, missing: Sequence[str], names: Mapping[str, str]) -> CorpusError:
        """What is missing, what is there and what to do."""
        there = list(self.columns)
        lack = f"no column is called {' or '.join(dict.fromkeys(names[name] for name in missing))}"
        if not there:
            return CorpusError(f"{lack}; there are no rows: add some")
        remedy = f"{lack}; the columns are {', '.join(there)}: rename or add it, or map yours, as in"
        example, command = mapped({name: _nearest(names[name], there) for name in missing})
        return CorpusError(f"{remedy} {example}", f"{remedy} {command}")


def mapped(columns: Mapping[str, str]) -> tuple[str, str]:
    """How to map columns in Python, and on the command line."""
    pairs = ",".join(f"{ours}={its}" for ours, its in columns.items())
    return f"columns={dict(columns)}", f"--columns {shlex.quote(pairs)}"


def _nearest(name: str, there: Sequence[str]) -> str:
    """The column whose name is most like `name`; dots where none is."""
    folded = {column.casefold(): column for column in reversed(there)}
    return next((folded[match] for match in get_close_matches(name.casefold(), folded, n=1)), "...")


def check_mapping(columns: Mapping[str, str]) -> None:
    """A `CorpusError` unless the keys are our names, and the values different names of columns."""
    if not isinstance(columns, Mapping):
        raise TypeError(f"columns maps our names to those of the file, such as {{'text': 'sentence'}}, not {columns!r}")
    for ours, its in columns.items():
        if ours not in NAMES:
            raise CorpusError(f"columns: {ours!r} is no column of ours; the choices are {', '.join(NAMES)}")
        if not isinstance(its, str) or not its:
            raise CorpusError(f"columns: {ours}: {its!r} is no name; write that of a column of the file")
    twice = [its for its in columns.values() if list(columns.values()).count(its) > 1]
    if twice:
        fault = f"columns: {twice[0]!r} stands for more than one; give each a column of its own"
        raise CorpusError(fault, f"--{fault}")


# -- files


def from_file(path: Path, progress: bool = False) -> Table:
    """The table in a JSONL, CSV, TSV or Parquet file.

    Raises
    ------
    CorpusError
        where the file cannot be read; the message names file, line and remedy
    MissingExtra
        where `datasets` is not installed
    """
    content = _content(path)
    columns = _columns(path, progress)
    return Table(str(path), recorded(path), hashlib.sha256(content).hexdigest(), columns)


def recorded(path: Path) -> str:
    """The name of the file for records, with that of its folder where one is given: `babe/train.jsonl`."""
    return "/".join(name for name in (path.parent.name, path.name) if name not in ("", ".."))


def _content(path: Path) -> bytes:
    """The bytes of the file, which are UTF-8 unless it is Parquet."""
    if path.is_dir() and any(path.glob("*.ann")):
        raise CorpusError(
            f"{path}: a directory of brat, which knows no label of a sentence; give a file with text and label, or "
            "measure without training with: framing evaluate spans or markers"
        )
    if path.is_dir():
        raise CorpusError(f"{path}: a directory; name one file in it{_such_as(path)}")
    if ending(path) not in FORMATS:
        raise CorpusError(f"{path}: the name must end in one of {', '.join(FORMATS)}, or in .json for Label Studio")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    if len(content.strip().splitlines()) < (2 if ending(path) in SEPARATORS else 1):
        raise _empty(path)
    if ending(path) != ".parquet":
        check_utf8(path, content)
    return content


def _empty(path: Path) -> CorpusError:
    return CorpusError(f"{path}: no rows; expected a row for each text, with its label")


def _such_as(folder: Path) -> str:
    """The first files in `folder` that could be read, for an error."""
    files = sorted(str(file) for file in folder.iterdir() if ending(file) in FORMATS)
    return f", such as {' or '.join(files[:2])}" if files else ""


def _columns(path: Path, progress: bool) -> Mapping[str, Sequence[Any]]:
    """The columns of the file, by name."""
    datasets = library()
    with tempfile.TemporaryDirectory() as cache, quiet(datasets, progress):
        try:
            columns: dict[str, Sequence[Any]] = _open(datasets, path, cache)[:]
        except CorpusError:
            raise
        except (datasets.exceptions.DatasetGenerationError, ValueError, OSError, csv.Error) as fault:
            reason = reason_of(fault)
            raise CorpusError(f"{path}: cannot be read ({reason}); mend it or export it anew") from fault
    return decoded(path, columns["text"]) if ending(path) == ".jsonl" else columns


def _open(datasets: Any, path: Path, cache: str) -> Any:
    """The file as a `datasets.Dataset` in memory; JSON Lines as a column of lines, the cells of CSV as written."""
    options: dict[str, Any] = {}
    if ending(path) == ".parquet" and not _rows_of_parquet(path):
        raise _empty(path)
    if ending(path) in SEPARATORS:
        separator, spaced = separated(path)
        names = header(path, separator, spaced)
        features = datasets.Features(dict.fromkeys(names, datasets.Value("string")))
        options = {"keep_default_na": False, "features": features, "sep": separator, "skipinitialspace": spaced}
        options |= {"names": names, "header": 0}
    open_file = getattr(datasets.Dataset, f"from_{FORMATS[ending(path)]}")
    return open_file(str(path), cache_dir=cache, keep_in_memory=True, **options)


def _rows_of_parquet(path: Path) -> int:
    from pyarrow.parquet import read_metadata

    n: int = read_metadata(path).num_rows
    return n


# -- the library


def library() -> Any:
    """The module `datasets`; it is loaded here and nowhere earlier."""
    try:
        import datasets
    except ImportError as fault:
        raise MissingExtra(
            'reading labelled files needs Hugging Face datasets: pip install "media-framing[train]"'
        ) from fault
    return datasets


def reason_of(fault: BaseException) -> str:
    """The first line of what lies behind an error of `datasets`."""
    lines = str(fault.__cause__ or fault).splitlines()
    return lines[0] if lines else type(fault).__name__


@contextmanager
def quiet(datasets: Any, progress: bool) -> Iterator[None]:
    """Progress bars and what the hub logs only where they are wanted; all as before afterwards."""
    from huggingface_hub import utils as hub

    loggers = {logging.getLogger(name): logging.getLogger(name).level for name in ("datasets", "huggingface_hub")}
    with _bars(datasets, progress), _bars(hub, progress):
        for logger in loggers:
            logger.setLevel(logging.WARNING if progress else logging.CRITICAL)
        try:
            yield
        finally:
            for logger, level in loggers.items():
                logger.setLevel(level)


@contextmanager
def _bars(library: Any, wanted: bool) -> Iterator[None]:
    """The progress bars of `library` on or off; as before afterwards."""
    switches = (library.disable_progress_bars, library.enable_progress_bars)
    before = not library.are_progress_bars_disabled()
    if before != wanted:
        switches[wanted]()
    try:
        yield
    finally:
        if before != wanted:
            switches[before]()


def columns_of_each(given: Iterable[str]) -> tuple[dict[str, str], ...]:
    """What `text=body,label=biased` says of each file: our name, their name."""
    return tuple(map(_renamed, given))


def _renamed(given: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in given.split(",") if given else ():
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if not theirs or ours not in NAMES:
            raise CorpusError(f"--columns {pair}: expected OURS=YOURS, where OURS is one of {', '.join(NAMES)}")
        if found.get(ours, theirs) != theirs:
            raise CorpusError(f"--columns {given}: {ours} is given twice; name one column")
        found[ours] = theirs
    return found


def check_number(columns: Sequence[object], files: Sequence[object]) -> None:
    """A `CorpusError` where there are more columns than files."""
    if len(columns) > len(files):
        noun = "file" if len(files) == 1 else "files"
        raise CorpusError(
            f"--columns is given {len(columns)} times for {len(files)} {noun}; give one for each, in order"
        )
