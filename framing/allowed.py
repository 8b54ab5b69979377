"""Where a text holds the phrases that are allowed in it."""

from bisect import bisect_left
from collections.abc import Iterator

from framing.markers import Marker
from framing.span import Span, lies_in, outermost
from framing.tokens import Tokens

Phrases = frozenset[tuple[str, ...]]


class Allowed:
    """Tells which markers of a text lie in an allowed phrase."""

    def __init__(self, tokens: Tokens, phrases: Phrases) -> None:
        self._tokens = tokens
        self._places = outermost(_occurrences(tokens, phrases)) if phrases else ()

    def holds(self, marker: Marker) -> bool:
        """True where all words of the marker lie in one occurrence of an allowed phrase."""
        first, stop = (bisect_left(self._tokens.starts, place) for place in (marker.start, marker.end))
        words = [i for i in range(first, stop) if self._tokens.is_word(i)] if self._places else []
        return bool(words) and lies_in(self._tokens.span(words[0], words[-1] + 1), self._places)


def _occurrences(tokens: Tokens, phrases: Phrases) -> Iterator[Span]:
    """The longest phrase at each word, marks left out of account."""
    places = [i for i in range(len(tokens)) if tokens.is_word(i)]
    keys = tuple(tokens.keys[i] for i in places)
    begun: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len):
        begun.setdefault(phrase[0], []).append(phrase)
    for n, key in enumerate(keys):
        found = [phrase for phrase in begun.get(key, ()) if keys[n : n + len(phrase)] == phrase]
        if found:
            yield tokens.span(places[n], places[n + len(found[-1]) - 1] + 1)
