"""Runs the tutorials: `make.py` writes what their cells show into them, `make.py --check [NAME]` finds what differs."""

import sys
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


def executed(path: Path) -> Any:
    """The notebook, run from the root of the checkout."""
    notebook = nbformat.read(path, as_version=4)
    manager = AsyncKernelManager(kernel_name="python3", transport="ipc")  # no port is opened
    NotebookClient(notebook, km=manager, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in notebook.cells:
        cell.metadata = {}
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def shown(notebook: Any) -> list[str]:
    """What the cells print and give back as plain text, one string a cell; pictures and HTML may differ."""
    outputs = [[*cell.get("outputs", ())] for cell in notebook.cells]
    return ["".join(map(_plain, each)) for each in outputs]


def _plain(output: Any) -> str:
    return str(output.get("text", "")) or str(output.get("data", {}).get("text/plain", "")).partition(" at 0x")[0]


def main() -> None:
    """Write, or check and exit with status 1 where a cell shows something else than it did."""
    check, names = "--check" in sys.argv, [name for name in sys.argv[1:] if name != "--check"]
    stale = []
    for path in sorted(FOLDER.glob("*.ipynb")):
        if names and path.stem not in names:
            continue
        new = executed(path)
        if not check:
            nbformat.write(new, path)
        elif shown(new) != shown(nbformat.read(path, as_version=4)):
            stale.append(path.name)
    if stale:
        sys.exit(f"not current: {', '.join(stale)}; run: make tutorials")


if __name__ == "__main__":
    main()
