"""Tokens with spans: words, numbers and punctuation marks, in the order of the text.

A hyphen inside a compound is no token: "so-called" is two words, `so` and `called`, joined.
A possessive `'s` is a token of its own. Everything else that is neither letter, digit nor
white space is a token of one code point.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from framing.span import Span

HYPHENS = "-\u2010\u2011"
EN_DASH = "\u2013"  # a token; between two letters it may stand for the hyphen of a compound
JOINTS = HYPHENS + EN_DASH
APOSTROPHES = "'\u2019\u02bc"

# combining marks, and characters without width that pages put into words (soft hyphen, zero-width space)
_INVISIBLE = "\u00ad\u200b-\u200d\u2060"
_WORD = rf"[^\W_]+(?:[\u0300-\u036f{_INVISIBLE}]+[^\W_]*)*"
_TOKEN = re.compile(
    rf"[a-zA-Z]++(?![\w.{APOSTROPHES}\u0300-\u036f{_INVISIBLE}])"  # most words, found fast
    rf"|\b(?:[^\W\d_]\.){{2,}}"  # U.S., a.m.
    rf"|\d+(?:[.,]\d+)*[^\W_]*"  # 1,000  2.5  1990s
    rf"|(?<=\w)[{APOSTROPHES}][sS]\b"  # possessive or contracted 's
    rf"|{_WORD}(?:[{APOSTROPHES}](?![sS]\b){_WORD})*"  # don't, O'Neill
    rf"|(?!(?<=\w)[{HYPHENS}](?=\w))[^\w\s]"
)
_JOINT = re.compile(f"[{JOINTS}]")
_DASHED = re.compile(rf"(?<=[^\W\d_]){EN_DASH}(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_WHITE = re.compile(r"\s")
_SIGN = re.compile(r"[@/]|www\.")  # without one there is no address
_ADDRESS = re.compile(r"://|www\.|\w@\w|(?<!\w)@\w|\w\.[a-z]{2,6}/")  # of a page, for mail, of an account
_PLAIN = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060")})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, as parallel tuples of the same length.

    `keys` are what the words are compared by: lower case, NFC, straight apostrophes.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, stop: int) -> Span:
        """The text from token `first` up to, not including, token `stop`."""
        return Span(self.starts[first], self.ends[stop - 1])

    def part(self, first: int, stop: int) -> "Tokens":
        """The tokens `first` up to `stop`, with their places in the whole text."""
        return Tokens(self.text, self.starts[first:stop], self.ends[first:stop], self.keys[first:stop])

    def at(self, places: Sequence[int]) -> "Tokens":
        """The tokens at `places`, in that order, with their places in the whole text."""
        return Tokens(
            self.text,
            tuple(self.starts[i] for i in places),
            tuple(self.ends[i] for i in places),
            tuple(self.keys[i] for i in places),
        )

    def is_word(self, i: int) -> bool:
        """True where token `i` is a word or a number, False for a mark and a possessive."""
        return self.keys[i][0].isalnum()

    def word(self, i: int) -> str:
        """Token `i` as it is written."""
        return self.text[self.starts[i] : self.ends[i]]

    def joined(self, i: int) -> bool:
        """True where a hyphen, or an en dash that is no token here, joins token `i` to the one before it."""
        if i <= 0 or i >= len(self.keys):
            return False
        end = self.ends[i - 1]
        return self.starts[i] - end == 1 and self.text[end] in JOINTS

    def joints(self) -> frozenset[int]:
        """The tokens for which `joined` holds."""
        places = (bisect_left(self.starts, m.end()) for m in _JOINT.finditer(self.text))
        return frozenset(i for i in places if self.joined(i))

    def en_dashes(self) -> frozenset[int]:
        """The tokens that are an en dash between two letters."""
        places = (m.start() for m in (_DASHED.finditer(self.text) if EN_DASH in self.text else ()))
        found = ((bisect_left(self.starts, place), place) for place in places)
        return frozenset(i for i, place in found if place in self.starts[i : i + 1])


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The form a word is compared by."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).lower().translate(_PLAIN) or word


def spelt(term: str) -> str:
    """A term, its words compared in lower case and a possessive apart from its word, as in tokens."""
    return _POSSESSIVE.sub(" 's", term.lower())


def tokenize(text: str) -> Tokens:
    """All tokens of `text`."""
    found = list(_TOKEN.finditer(text))
    return Tokens(
        text,
        tuple([m.start() for m in found]),
        tuple([m.end() for m in found]),
        tuple(map(key, [m[0] for m in found])),
    )


def addresses(text: str) -> list[Span]:
    """The stretches without white space that hold the address of a page, an address for mail or an account."""
    found, end = list[Span](), 0
    for sign in _SIGN.finditer(text):
        if sign.start() >= end:
            start, end = _chunk(text, sign.start(), end)
            if _ADDRESS.search(text, start, end):
                found.append(Span(start, end))
    return found


def _chunk(text: str, place: int, start: int) -> tuple[int, int]:
    """The stretch without white space around a place, from `start` at the earliest."""
    end = _WHITE.search(text, place)
    first = next((i + 1 for i in range(place - 1, start - 1, -1) if text[i].isspace()), start)
    return first, end.start() if end else len(text)
