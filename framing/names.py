"""Names in a row of tokens: capitalised words, initials and small words between them, less titles and roles."""

from collections.abc import Iterator
from dataclasses import dataclass

from framing.grammar import Grammar
from framing.tokens import Tokens, key

DEFINITE = "the"
POSSESSIVE = "'s"
AND = "&"
MAX_TITLES = 6  # words of the titles before a name
TITLE = ("honorific", "role")
_CLOSED = ("preposition", "conjunction", "subordinator", "be", "have", "do", "modal", "adverb", "negation", "relative")
_NO_NAME = (
    *(*TITLE, "determiner", "subject_pronoun", "weekday", "quantity", "number"),
    *("preposition", "conjunction", "subordinator", "adverb", "nobody", "negation"),
    "indefinite_pronoun",
)
_NO_NATIONAL = (*_NO_NAME, "nationality")


@dataclass(frozen=True, slots=True)
class Run:
    """A row of capitalised words: tokens `first` up to `stop`, less titles and roles; `text` is its words."""

    first: int
    stop: int
    text: str


def runs(tokens: Tokens, first: int, stop: int, grammar: Grammar) -> Iterator[Run]:
    """The names among the tokens `first` up to `stop`.

    Initials, small words (van, de) and what a hyphen joins belong to a name; so does what follows "of" after a body or
    a peer: the University of Averil, Lord Lee of Leeds.
    """
    text, place = tokens.text, first
    for begun, start in enumerate(tokens.starts[first:stop], first):
        if begun < place or not text[start].isupper() or not _is_of_name(tokens, begun, stop, None, grammar):
            continue
        end = begun + 1
        while end < stop and (
            _is_of_name(tokens, end, stop, begun, grammar) or _is_inside_name(tokens, end, stop, begun, grammar)
        ):
            end += 1
        yield Run(begun, end, _written(tokens, begun, end))
        place = end + 1


def _written(tokens: Tokens, first: int, stop: int) -> str:
    """The words of a name with one space, or the hyphen that joins them, between them."""
    written = [i for i in range(first, stop) if tokens.is_word(i) or tokens.keys[i] == AND]
    words = [("-" if tokens.joined(i) else " ") + tokens.word(i) for i in written]
    return "".join(words)[1:]


def folded(name: str) -> str:
    """A name as names are compared."""
    return " ".join(map(key, name.split(" ")))


def is_modifier(tokens: Tokens, run: Run, grammar: Grammar) -> bool:
    """True for a name before a noun or a title (Acme officials, Acme Chief Ann Low): not the name of who is meant."""
    if run.stop == len(tokens):
        return False
    classes = grammar.classes_of(tokens.keys[run.stop])
    return not classes.isdisjoint(TITLE) or (tokens.word(run.stop)[0].islower() and classes.isdisjoint(_CLOSED))


def titles(tokens: Tokens, run: Run, grammar: Grammar) -> list[str]:
    """The forms of address and roles right before a name, backwards, and names before those: Acme Chief Executive."""
    found: list[str] = []
    last = run.first - 1
    last -= last >= 0 and tokens.keys[last] == "."  # Gov. Low
    for i in range(last, max(-1, last - MAX_TITLES), -1):
        word = tokens.keys[i]
        titled = grammar.is_a(word, TITLE)
        if not titled and not (found and tokens.word(i)[0].isupper() and not grammar.has("determiner", word)):
            break
        found.append(word)
    return found


def standing(tokens: Tokens, run: Run, grammar: Grammar) -> int:
    """1 for a name after "the", as a body's, 0 after another determiner or before a noun, else -1."""
    before = tokens.keys[run.first - 1] if run.first else ""
    if is_modifier(tokens, run, grammar) or (before != DEFINITE and grammar.has("determiner", before)):
        return 0
    return 1 if before == DEFINITE else -1


def _is_of_name(tokens: Tokens, i: int, stop: int, begun: int | None, grammar: Grammar) -> bool:
    """True for a capitalised word of no class that keeps it out of names, or where its place puts it into one."""
    if not _is_capital(tokens, i, stop):
        return False
    word, _, ending = tokens.keys[i].partition("'")
    classes = grammar.classes_of(word)
    if (ending and "subject_pronoun" in classes) or not classes.isdisjoint(_NO_NAME):
        return _is_name_after_all(tokens, i, stop, begun, grammar)
    if "nationality" in classes and begun is None:  # British Airways, but not the British minister
        return _is_capital(tokens, i + 1, stop) and not grammar.is_a(tokens.keys[i + 1], _NO_NATIONAL)
    singular = word.removesuffix("s")
    if not grammar.has("role", singular):
        return True  # unlike Senators Low and Lee, but like the Owners Association
    return _is_capital(tokens, i + 1, stop) and "organisation" in grammar.classes_of(tokens.keys[i + 1])


def _is_name_after_all(tokens: Tokens, i: int, stop: int, begun: int | None, grammar: Grammar) -> bool:
    """True for a title that is a name or belongs to one: Charlie King, Mr. King, Lord Lee."""
    classes = grammar.classes_of(tokens.keys[i])
    if "peerage" in classes and begun is None:
        return _is_capital(tokens, i + 1, stop) and not grammar.is_a(tokens.keys[i + 1], _NO_NAME)
    if not classes.isdisjoint(TITLE) and begun is None and _is_capital(tokens, i + 1, stop):
        return "organisation" in grammar.classes_of(tokens.keys[i + 1])  # Foreign Office
    if begun is not None and i + 1 < stop and grammar.has("name_abbreviation", tokens.keys[i + 1]):
        return True  # Martin King Jr.
    abbreviated = i + 2 < stop and tokens.keys[i + 1] == "."  # Averil Gov. Low
    if "honorific" not in classes or abbreviated or _is_capital(tokens, i + 1, stop):
        return False
    if begun is None:
        return i > 1 and tokens.keys[i - 1] == "." and grammar.has("honorific", tokens.keys[i - 2])
    return begun == i - 1 and not (begun and grammar.has("determiner", tokens.keys[begun - 1]))


def _is_inside_name(tokens: Tokens, i: int, stop: int, begun: int, grammar: Grammar) -> bool:
    """True for the stop after an initial, what a hyphen joins, and a small word before another part of the name."""
    word = tokens.keys[i]
    if word == AND:
        return _is_capital(tokens, i + 1, stop)
    if word == "." or tokens.joined(i):
        return tokens.joined(i) or len(tokens.keys[i - 1]) == 1
    small = grammar.has("particle", word) or (grammar.has("of", word) and _takes_of(tokens, begun, i, grammar))
    following = i + 1 < stop and grammar.has("particle", tokens.keys[i + 1])
    return small and (following or (i + 1 < stop and _is_of_name(tokens, i + 1, stop, i, grammar)))


def _is_capital(tokens: Tokens, i: int, stop: int) -> bool:
    return i < stop and tokens.text[tokens.starts[i]].isupper()


def _takes_of(tokens: Tokens, first: int, stop: int, grammar: Grammar) -> bool:
    """True for a body, and for a peer."""
    definite = first > 0 and tokens.keys[first - 1] == DEFINITE
    ends, begins = grammar.classes_of(tokens.keys[stop - 1]), grammar.classes_of(tokens.keys[first])
    return definite or "organisation" in ends or "peerage" in begins
