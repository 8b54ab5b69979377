"""Files of UTF-8 text, read whole, and what to do with others."""

import sys
from pathlib import Path

from framing.errors import CorpusError

SIGNS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}  # what files in an encoding begin with; the rest is guessed
GUESS = "WINDOWS-1252"
PARQUET = b"PAR1"


def content(path: Path) -> str:
    """The text of a UTF-8 file, line ends as they are; a `CorpusError` where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    except UnicodeDecodeError as fault:
        raise CorpusError(f"{path}: {not_utf8(fault)}") from fault


def not_utf8(fault: UnicodeDecodeError) -> str:
    """What is the matter with the bytes, and what to do."""
    if fault.object.startswith(PARQUET):
        return "this is a Parquet file; let its name end in .parquet"
    encoding = SIGNS.get(fault.object[:2], GUESS)
    return f"not UTF-8 (byte {fault.start}); convert it, for instance with: iconv -f {encoding} -t UTF-8"


def text_of(file: str) -> str:
    """The text of a file, of standard input where its name is a dash; a byte order mark is no part of it."""
    if file == "-" and sys.stdin is None:
        raise CorpusError("standard input is closed; give the name of a file")
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return content.decode("utf-8-sig")
