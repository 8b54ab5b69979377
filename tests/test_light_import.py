"""The first analysis starts fast: nothing heavy is loaded for it."""

import subprocess
import sys

HEAVY = {"datasets", "matplotlib", "onnxruntime", "pandas", "scipy", "sklearn", "tokenizers", "torch"}

PROGRAM = """
import sys
import framing

framing.analyze('Holt slammed the "reform" as a gift to cronies. Critics say it may fail.')
print(*sys.modules)
"""


def test_import_and_first_analysis_load_nothing_heavy() -> None:
    """Training and data frames bring their libraries along only when they are used."""
    program = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert program.returncode == 0, program.stderr
    loaded = set(program.stdout.split())
    assert "framing" in loaded
    assert loaded & HEAVY == set()
