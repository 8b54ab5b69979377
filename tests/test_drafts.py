"""Drafts of what is written whole or not at all."""

import os
import time
from pathlib import Path

import pytest

from framing.drafts import DRAFT, OLD, draft, try_place


def test_a_draft_is_gone_afterwards_and_so_are_old_ones(tmp_path: Path) -> None:
    """A younger one may be somebody's who is writing; nothing else is touched."""
    for name, age in ((f"{DRAFT}old", OLD + 60), (f"{DRAFT}young", 0), (".draft-mine", OLD + 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "card.json").touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with draft(tmp_path) as folder:
        (folder / "card.json").touch()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".draft-mine", f"{DRAFT}young"]


def test_a_trial_leaves_nothing(tmp_path: Path) -> None:
    """Neither folders that were made for it nor a draft; where it fails it says why."""
    try_place(tmp_path / "new" / "er")
    try_place(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        try_place(tmp_path / "file" / "er")
