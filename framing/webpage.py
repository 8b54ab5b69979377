"""The article in a saved web page, by trafilatura (Barbaresi 2021). Nothing is fetched."""

from pathlib import Path
from typing import Any

from framing.errors import CorpusError, MissingExtra

ENDINGS = (".html", ".htm", ".xhtml")


def article_of(path: Path) -> tuple[str, str | None]:
    """The text of the article in a saved page, and its title where the page tells one.

    Raises
    ------
    CorpusError
        where the file cannot be read, or there is no article in it
    MissingExtra
        where trafilatura is not installed
    """
    try:
        import trafilatura
    except ImportError as fault:
        raise MissingExtra('saved web pages need trafilatura: pip install "media-framing[html]"') from fault
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise CorpusError(f"{path}: cannot be read ({fault.strerror}); check the name") from fault
    found: Any = trafilatura.bare_extraction(content, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or not found.text:
        raise CorpusError(f"{path}: no article is found in this page; save its text in a .txt file instead")
    lines = [line for line in found.text.split("\n") if line.strip()]
    body = lines[1:] if lines[:1] == [found.title] else lines
    return "\n\n".join(body), found.title
