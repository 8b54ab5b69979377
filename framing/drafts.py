"""Places where something is to be written whole or not at all: tried beforehand, and written by way of a draft."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

DRAFT = ".framing-draft-"
OLD = 3600  # seconds; a younger draft may be that of somebody who is writing


@contextmanager
def draft(root: Path) -> Iterator[Path]:
    """A folder in `root`, made where it is not there, that is gone afterwards; so are those that a kill left there."""
    if root.exists() and not root.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root))
    root.mkdir(parents=True, exist_ok=True)
    for left in root.glob(f"{DRAFT}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > OLD:
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=root) as folder:
        yield Path(folder)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A place to write what then takes the place of the file, whole; nothing changes where that fails.

    A link goes on pointing at it, who may read it stays as it was; an `OSError` where it is a device, a pipe or a
    folder.
    """
    file = file_at(path)
    with draft(file.parent) as folder:
        yield folder / file.name
        if file.exists():
            shutil.copymode(file, folder / file.name)
        os.replace(folder / file.name, file)


def file_at(path: Path) -> Path:
    """The file that `path` names or links to, whether it is there or not; an `OSError` where something else is."""
    file = path.resolve()
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "is a directory" if file.is_dir() else "is no file", str(path))
    return file


def try_place(root: Path) -> None:
    """Writes a draft into `root` and takes it back, with the folders made for it; an `OSError` where that fails."""
    made = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        with draft(root) as folder:
            (folder / "trial").touch()
    finally:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
