"""A file of the probabilities that models gave to sentences, so that two can be compared sentence by sentence."""

import csv
from pathlib import Path

from framing.drafts import file_at, replaced, try_place
from framing.errors import FramingError
from framing.leftout import Judged

HEADER = ("row", "id", "label", "probability")


def check_file(path: Path) -> None:
    """A `FramingError` where `path` is there and no such file, or cannot be written."""
    try:
        if path.exists() and not _is_ours(path):
            raise FramingError(f"{path}: is there and no file of probabilities; choose another --probabilities")
        try_place(file_at(path).parent)
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _is_ours(path: Path) -> bool:
    """True for a regular file that begins as those of probabilities do."""
    if not path.is_file():  # nothing is read of a device or a pipe
        return False
    header = ",".join(HEADER).encode()
    with path.open("rb") as file:
        return file.read(len(header)) == header


def write_probabilities(judged: Judged, path: Path) -> None:
    """A line for each sentence that was judged, in the order of the file: its row, from 1, id, label, probability.

    An earlier file of probabilities is replaced; a `FramingError` where `path` cannot be written.
    """
    corpus = judged.corpus
    ids = ("" if id is None else id for id in corpus.ids)
    try:
        with (
            replaced(path) as written,
            written.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
        ):
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(HEADER)
            cells = zip(corpus.rows, ids, corpus.labels, judged.probabilities.tolist(), strict=True)
            lines.writerows(sorted(cells))
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _unwritable(path: Path, fault: OSError) -> FramingError:
    return FramingError(f"{path}: cannot be written ({fault.strerror}); choose another --probabilities")
