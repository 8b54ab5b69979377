"""The tables of docs/performance.md, made anew by the benchmarks that their comments name: `make bench-page`."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from measure import ROOT, machine

PAGE = ROOT / "docs" / "performance.md"
OWN = "the texts of the project"
WITH_DATA = ("throughput", "steps")
BLOCK = re.compile(r"(?<=<!-- )(?!end )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write the page anew; all benchmarks run before it is touched."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help='a JSONL file with "text", for throughput and steps; by default texts of the project'
    )
    parser.add_argument("--called", help="what the page calls that file")
    given = parser.parse_args()
    if bool(given.data) != bool(given.called):
        parser.error("--data and --called go together: the page must say whose texts were read")

    def block(found: re.Match[str]) -> str:
        name = found[1]
        if name == "machine":
            return f"{name}{found[2]}{machine()}. The throughput and the steps are of {given.called or OWN}.\n"
        more = ["--data", given.data] if given.data and name in WITH_DATA else []
        command = [sys.executable, str(Path(__file__).with_name(f"{name}.py")), *more]
        run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return f"{name}{found[2]}\n{run.stdout}\n"

    PAGE.write_text(BLOCK.sub(block, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
