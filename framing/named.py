"""Corpora that have a name: what is known of each, and their rows from the Hugging Face hub.

The only module that reaches for the network, and only through `datasets`, whose cache serves the next time.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from framing._resources import corpora_file
from framing.columns import REQUIRED, Table, library, mapped, quiet, reason_of
from framing.errors import CorpusError

LOCAL = (
    "give a local file with the columns text and label instead, such as {name}/train.jsonl, "
    "or run once where there is a network, with HF_DATASETS_CACHE set to a folder that you take along"
)
FETCHED = "fetch {files} where there is a network and give it as a local file, with {columns}"


@dataclass(frozen=True, slots=True)
class Named:
    """A public corpus as `data/corpora.toml` describes it; `columns` maps our names to its own."""

    name: str
    hub: str
    split: str
    columns: Mapping[str, str]
    licence: str
    citation: str
    config: str | None = None
    files: str | None = None
    rows: int | None = None

    @property
    def place(self) -> str:
        """Where its rows are from, for records and errors."""
        return f"hub:{self.hub}@{self.split}"

    @property
    def labelled(self) -> bool:
        """True where its sentences are labelled as biased or not."""
        return "label" in self.columns


def registry() -> dict[str, Named]:
    """The corpora that have a name, by it."""
    tables = tomllib.loads(corpora_file().read_text(encoding="utf-8"))
    return {name: Named(name, **table) for name, table in tables.items()}


def meant(name: str) -> str:
    """The names there are, for an error about one that is none of them, and the likeliest first."""
    names = list(registry())
    likely = get_close_matches(name.casefold().replace("_", "-"), names, n=1)
    guess = f"; did you mean {likely[0]}?" if likely else ""
    return f"the corpora that have a name are {', '.join(names)}{guess}"


def from_hub(corpus: Named, progress: bool = False) -> Table:
    """The table of a named corpus; its checksum is still to be made, from the checked rows.

    Raises
    ------
    CorpusError
        where there is no network, or the hub does not hold what is expected; the message names local files
    MissingExtra
        where `datasets` is not installed
    """
    datasets = library()
    with quiet(datasets, progress):
        try:
            columns = _loaded(datasets, corpus)[:]
        except Exception as fault:  # of the network, the hub, the library or the file: each has its own kinds
            told = (f"{corpus.name}: {_explained(fault, corpus, columns)}" for columns in mapped(corpus.columns))
            raise CorpusError(*told) from fault
    return Table(corpus.place, corpus.place, "", columns, _notes(corpus, columns))


def _notes(corpus: Named, there: Mapping[str, Sequence[Any]]) -> tuple[str, ...]:
    """Where the corpus is not, or no longer, as the list here says."""
    notes = [
        f"{corpus.place}: no column is called {its}; {ours} is not known"
        for ours, its in corpus.columns.items()
        if its not in there and ours not in REQUIRED
    ]
    n = len(next(iter(there.values()), ()))
    if corpus.rows not in (None, n):
        notes.append(f"{corpus.place}: {n} rows, where there were {corpus.rows} when it was listed")
    return tuple(notes)


def _loaded(datasets: Any, corpus: Named) -> Any:
    """The rows as a `datasets.Dataset`."""
    if corpus.files:
        return datasets.load_dataset("json", data_files={corpus.split: corpus.files}, split=corpus.split)
    return datasets.load_dataset(corpus.hub, name=corpus.config, split=corpus.split)


def _explained(fault: Exception, corpus: Named, columns: str) -> str:
    """What went wrong, and what to do; `columns` says how to map them."""
    remedy = (FETCHED if corpus.files else LOCAL).format(name=corpus.name, files=corpus.files, columns=columns)
    if isinstance(fault, ImportError):
        return f'cannot be fetched ({reason_of(fault)}): pip install "media-framing[train]", or {remedy}'
    if isinstance(fault, (ConnectionError, TimeoutError)):
        return f"no network, or the hub cannot be reached ({reason_of(fault)}): {remedy}"
    what = "the file" if corpus.files else f"{corpus.hub} on the hub"
    return f"{what} is not as expected, or cannot be reached ({reason_of(fault)}): {remedy}"
