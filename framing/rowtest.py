"""The test that each row of a lexicon is of itself: the example fires on its brackets, the counterexample is silent."""

import re
from collections.abc import Iterator

from framing.entry import Entry
from framing.grammar import Grammar
from framing.inflect import inflect
from framing.reader import Reader, Reading
from framing.span import Span
from framing.tokens import key, spelt, tokenize

AGREE = 4  # first letters in which a word of the counterexample agrees with one of the term
Found = list[tuple[Span, str | None]]  # what fires, each with the id of its row

_NOT_LETTERS = re.compile(r"[\W\d_]+")


def misfires(entry: Entry, reader: Reader) -> Iterator[tuple[str, str]]:
    """What fires otherwise than the row says, as (column, message).

    The lexicon of the reader must hold the row.
    """
    text, wanted = unbracketed(entry.example)
    found = fired(reader.read(text), entry, wanted)
    if found != [(wanted, entry.id)]:
        shown = _shown(found, text, entry)
        yield "example", f"fires on {shown}, not on {wanted.slice(text)!r} alone: {entry.example}"
    found = fired(reader.read(entry.counterexample), entry)
    if found:
        shown = _shown(found, entry.counterexample, entry)
        yield "counterexample", f"fires on {shown}, where all must be silent: {entry.counterexample}"
    if not is_about(entry, reader.lexicon.grammar):
        expected = " or ".join(map(repr, _words(entry.term)))
        yield "counterexample", f"has no word of the term; expected {expected}, in any form: {entry.counterexample}"


def unbracketed(example: str) -> tuple[str, Span]:
    """The example without brackets, and the span that stood in them."""
    start, end = example.index("["), example.index("]")
    return example.replace("[", "").replace("]", ""), Span(start, end - 1)


def fired(read: Reading, entry: Entry, wanted: Span | None = None) -> Found:
    """Where the kind of the row was found, each time with the row that found it.

    For scare_quote rows the quotations of that function; for other rows that are not marked their own cues, or what
    else is the cue at `wanted`.
    """
    if entry.kind == "scare_quote":
        announced = _announced(read)
        return [(quote.span, announced.get(quote.start)) for quote in read.quotations if quote.function == entry.stance]
    if not entry.is_marked:
        cues = [(a.cue, a.entry) for a in read.attributions]
        return [cue for cue in cues if cue[1] == entry.id] or [cue for cue in cues if cue[0] == wanted]
    return [(Span(marker.start, marker.end), marker.entry) for marker in read.markers if marker.kind == entry.kind]


def is_about(entry: Entry, grammar: Grammar) -> bool:
    """True where the counterexample has a word of the term, one formed from it, or one that begins alike.

    So has every counterexample to a term without words of its own.
    """
    words = _words(entry.term)
    found = tokenize(entry.counterexample.casefold()).keys
    return not words or any(_agrees(word, other, entry.pos, grammar) for word in words for other in found)


def _announced(read: Reading) -> dict[int, str]:
    """The row that announces what begins at a place of the text."""
    rows = (match for match in read.matches if match.kind == "scare_quote" and match.stop < len(read.tokens))
    return {read.tokens.starts[match.stop]: match.entry.id for match in rows}


def _words(term: str) -> list[str]:
    """The words of a term that its counterexample may take up: the long ones, else all if these are all of it."""
    parts = [part for part in re.split(r"[ -]", spelt(key(term))) if part != "'s"]
    names = [part.rstrip("?").rstrip("~") for part in parts if not part.startswith("{")]
    words = [name for name in names if _NOT_LETTERS.sub("", name)]
    long = [word for word in words if len(_NOT_LETTERS.sub("", word)) >= AGREE or "*" in word]
    return long or (words if len(words) == len(parts) else [])


def _agrees(word: str, other: str, pos: str, grammar: Grammar) -> bool:
    if word.startswith("*"):
        return any(other.endswith(form) for form in inflect(word[1:], pos, grammar))
    if word.endswith("*"):
        return other.startswith(word[:-1])
    same = other.startswith(word[:AGREE]) if len(word) >= AGREE else other == word
    return same or other in inflect(word, pos, grammar)


def _shown(found: Found, text: str, entry: Entry) -> str:
    places = sorted(found, key=lambda pair: pair[0].start)
    shown = (repr(span.slice(text)) + _other(id, entry) for span, id in places)
    return ", ".join(shown) or "nothing"


def _other(id: str | None, entry: Entry) -> str:
    """Which other row fired, where it was another."""
    return "" if id == entry.id else f" ({id or 'no row'})"
