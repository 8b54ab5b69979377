"""Files of UTF-8 text, read whole."""

from pathlib import Path

from framing.errors import CorpusError


def content(path: Path) -> str:
    """The text of a UTF-8 file, line ends as they are; a `CorpusError` where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    except UnicodeDecodeError as fault:
        advice = "convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8"
        raise CorpusError(f"{path}: not UTF-8 (byte {fault.start}); {advice}") from fault
