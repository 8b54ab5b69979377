"""A Markdown report of an evaluation with its plots, written whole or not at all."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing import plot
from framing.drafts import draft, try_place
from framing.errors import FramingError
from framing.mistakes import WrongCall
from framing.table import Table, escaped, plain

REPORT = "report.md"
STAMP = "<!-- made by framing evaluate: written anew at each run -->"

Draw = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says: how it was made, the tables, the plots by title, and the errors worth reading."""

    title: str
    made: Mapping[str, str]
    tables: Sequence[Table]
    plots: Mapping[str, Draw]
    wrong: Sequence[WrongCall] = ()

    def markdown(self) -> str:
        """The text of the report."""
        made = [f"- {name}: {escaped(value)}" for name, value in self.made.items() if value]
        tables = [table.markdown() for table in self.tables]
        plots = [f"![{title}]({_file(title)})\n" for title in self.plots]
        head = [STAMP, "", f"# {self.title}", "", *made, ""]
        return (
            "\n".join([*head, *tables, *(["## Plots", "", *plots] if plots else []), *_errors(self.wrong)]).rstrip()
            + "\n"
        )

    def write(self, directory: str | Path) -> None:
        """Puts `report.md` and its plots into `directory`, in place of an earlier report; anything else stays.

        Raises
        ------
        FramingError
            where a file of that name is no report, or nothing can be written
        MissingExtra
            where there are plots and matplotlib is not installed
        """
        root = Path(directory)
        check_place(root)
        try:
            with draft(root) as folder:
                for title, draw in self.plots.items():
                    _drawn(draw, folder / _file(title))
                (folder / REPORT).write_text(self.markdown(), encoding="utf-8", errors="backslashreplace")
                for name in [*map(_file, self.plots), REPORT]:
                    os.replace(folder / name, root / name)
        except OSError as fault:
            raise _unwritable(root, fault) from fault


def check_place(root: str | Path) -> None:
    """A `FramingError` where `root` is a file, a directory with another `report.md` or with plots, or not writable."""
    root = Path(root)
    if root.exists() and not root.is_dir():
        raise FramingError(f"{root}: is a file; --report needs a directory")
    own = root / REPORT
    if own.exists():
        if not (own.is_file() and own.read_bytes().startswith(STAMP.encode())):
            raise FramingError(f"{own}: is there and no report of an evaluation; move it, or choose another --report")
    elif taken := sorted(root.glob("*.png")):
        raise FramingError(f"{taken[0]}: is there, and no report beside it; move it, or choose another --report")
    try:
        try_place(root)
    except OSError as fault:
        raise _unwritable(root, fault) from fault


def _unwritable(root: Path, fault: OSError) -> FramingError:
    return FramingError(f"{root}: cannot be written ({fault.strerror}); choose another --report")


def _file(title: str) -> str:
    return f"{title.lower().replace(' ', '-')}.png"


def _drawn(draw: Draw, path: Path) -> None:
    """Writes the plot into a file; the same figures give the same bytes."""
    figure = plot.figure()
    draw(figure.add_subplot())
    figure.savefig(path, format="png", dpi=120, metadata={"Software": None})


def _errors(wrong: Sequence[WrongCall]) -> list[str]:
    """The wrong calls, a paragraph each."""
    lines = ["## The surest wrong calls", ""] if wrong else []
    for number, call in enumerate(wrong, start=1):
        lines += [f"{number}. {escaped(called(call))}  ", f"   {escaped(call.text)}  ", f"   *{escaped(spoken(call))}*"]
    return lines


def called(call: WrongCall) -> str:
    """Which sentence it is, and what was said of it."""
    name = ", ".join(part for part in (call.id, call.outlet) if part) or "no id"
    return f"{name}: probability {call.probability:.4f}, label {call.label}"


def spoken(call: WrongCall) -> str:
    """What spoke most for the call."""
    reasons = (f"{reason.name} {reason.value:+.2f}" for reason in call.reasons)
    return ", ".join(reasons) or "nothing but the bias of the model"


def listed(wrong: Sequence[WrongCall]) -> str:
    """The wrong calls for a terminal."""
    blocks = [f"{plain(called(call))}\n  {plain(call.text)}\n  {plain(spoken(call))}" for call in wrong]
    return "\n".join(["The surest wrong calls", *blocks])
