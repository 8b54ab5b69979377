"""What the cells of a row may hold: every fault of a row, told with the valid choices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import is_normalized

from framing.entry import CONDITIONS, FIGURES, GAP, PARTS_OF_SPEECH, STANCES, STRENGTHS, STRUCTURAL, Kind
from framing.files import character_fault
from framing.grammar import Grammar
from framing.tokens import APOSTROPHES, EN_DASH, HYPHENS, spelt, tokenize

MAX_WORDS, MAX_OPTIONAL, MAX_GAPS = 12, 4, 2  # in a term: every choice of them is a pattern
_ID = re.compile(r"[a-z]{2}[0-9]{4}\Z")
_TERM_WORD = re.compile(r"\{(\w+)\}\??|#\??|\.\.\.|(?:\*?[^\W_]+(?:'[^\W_]+)*|[^\W_]+(?:'[^\W_]+)*\*)~?\??")
_CONDITION_WORD = re.compile(r"_|!?[^\W_]+|\{\w+\}|'s|[^\W_]+(?:'[^\W_]+)*|(?:[^\W\d_]\.)+|[^\w\s]")
_JOINED = re.compile(rf"(?<=\w)[{HYPHENS}{EN_DASH}](?=\w)")
_CURLY = re.compile(rf"[{APOSTROPHES[1:]}]")
_SEPARATOR = re.compile(r"(?<=[\w}])[,;]\s*")  # as others write it; a mark of its own stands after a space
_BETWEEN = re.compile(r"(?<! ), ")
_LAST = re.compile(r"(?<=[\w}]),\Z")
_QUOTED = re.compile(r'"(?! )((?:[^"]|"")+)(?<! )"\Z')  # as a spreadsheet writes it

# what nearly all terms and conditions are, but for the names of classes
_PLAIN_TERM = re.compile(rf"[a-z]+(?: [a-z]+){{0,{MAX_WORDS - 1}}}\Z")
_PLAIN_WORD = r"(?:[a-z0-9]+|#|\{\w+\})"
_PLAIN_ITEM = rf"{_PLAIN_WORD}|![a-z0-9]+|_(?: {_PLAIN_WORD})+|(?:{_PLAIN_WORD} )+_(?: {_PLAIN_WORD})*"
_PLAIN_ITEMS = {
    column: re.compile(rf"(?:{item})(?:, (?:{item}))*\Z")
    for column, item in (("unless", _PLAIN_ITEM), ("needs", "|".join([_PLAIN_ITEM, *STRUCTURAL])))
}
_CLASS = re.compile(r"\{(\w+)\}")

Fault = tuple[str, str]  # column and message


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are checked against; `sources` is None where a source is free text."""

    catalog: Mapping[str, Kind]
    grammar: Grammar
    sources: frozenset[str] | None


def listed(names: Iterable[str]) -> str:
    """The names in order, for a message."""
    return ", ".join(sorted(names))


def cell_faults(row: Mapping[str, str], kind: Kind, rules: Rules) -> list[Fault]:
    """What is wrong with the cells of a row."""
    faults = [*_choice_faults(row, kind, rules), *_sentence_faults(row["example"], row["counterexample"])]
    if not _PLAIN_TERM.match(row["term"]):
        faults += [("term", message) for message in _term_faults(row["term"], rules.grammar)]
    for column in CONDITIONS:
        if row[column] and not _is_plain(row[column], column, rules.grammar):
            faults += [(column, message) for message in _condition_faults(row[column], column, rules.grammar)]
    text = "".join(row.values())
    if text.isprintable() and '"' not in text:
        return faults
    spoilt = dict(_spoilt(row))
    return [*spoilt.items(), *(fault for fault in faults if fault[0] not in spoilt)]


def is_id(cell: str) -> bool:
    """True for two letters and four digits."""
    return _ID.match(cell) is not None


def items(cell: str) -> tuple[str, ...]:
    """The conditions in a cell; a comma after a space is a mark that one of them names."""
    if not cell:
        return ()
    return tuple(_BETWEEN.split(cell) if " , " in cell else cell.split(", "))


def _spoilt(row: Mapping[str, str]) -> Iterator[Fault]:
    """What spoils a whole cell: characters that none may hold, quotation marks of a spreadsheet."""
    for column, cell in row.items():
        quoted = _QUOTED.match(cell)
        if message := character_fault(cell):
            yield column, message
        elif quoted and ('""' in cell or column not in ("example", "counterexample")):
            yield column, f"{cell!r}: cells are not quoted; write {quoted[1].replace(chr(34) * 2, chr(34))!r}"


def _choice_faults(row: Mapping[str, str], kind: Kind, rules: Rules) -> Iterator[Fault]:
    id, source, prefix, stances = row["id"], row["source"], kind.prefix, STANCES.get(kind.name, ("",))
    if not (is_id(id) and id.startswith(prefix)):
        yield "id", f"{id!r} must be {prefix or 'two letters'} and four digits, from 9000 on in rows of your own"
    if row["pos"] not in PARTS_OF_SPEECH:
        yield "pos", f"{row['pos']!r} must be one of {listed(PARTS_OF_SPEECH)}"
    if row["strength"] not in STRENGTHS:
        yield "strength", f"{row['strength']!r} must be one of {listed(STRENGTHS)}"
    if row["stance"] not in stances:
        expected = f"empty in {kind.name}" if stances == ("",) else f"one of {listed(stances)}"
        yield "stance", f"{row['stance']!r} must be {expected}"
    if not source.strip():
        yield "source", "the source is missing; write house where you know of no work that lists the word"
    elif rules.sources is not None and source not in rules.sources:
        yield "source", f"{source!r} is no key of sources.tsv; the keys are {listed(rules.sources)}"


def _sentence_faults(example: str, counterexample: str) -> Iterator[Fault]:
    if not example.count("[") == example.count("]") == 1 or example.index("[") + 1 >= example.index("]"):
        yield "example", f"the example must hold the term once, in [brackets]: {example!r}"
    if not counterexample.strip():
        yield "counterexample", "the counterexample is missing: a sentence where the term must stay silent"
    elif "[" in counterexample or "]" in counterexample:
        yield "counterexample", f"the counterexample must have no [brackets], for nothing may fire: {counterexample!r}"


def _term_faults(term: str, grammar: Grammar) -> Iterator[str]:
    words = term.split()
    if not words:
        yield "the term is missing"
        return
    if term != " ".join(words):
        yield f"{term!r} has a space too many; write {' '.join(words)!r}"
    if (
        len(words) > MAX_WORDS
        or sum(word.endswith("?") for word in words) > MAX_OPTIONAL
        or words.count(GAP) > MAX_GAPS
    ):
        yield f"a term has {MAX_WORDS} words at most, {MAX_OPTIONAL} that may be missing, {MAX_GAPS} gaps: {term!r}"
    fixed = [word for word in words if not word.endswith("?")]
    if not fixed:
        yield f"{term!r} may be missing altogether; take the ? from one of its words at least"
    elif GAP in (fixed[0], fixed[-1]):
        yield f"{term!r} must neither begin nor end with {GAP}, nor with a word that may be missing and {GAP}"
    yield from filter(None, (_word_fault(word, grammar) for word in dict.fromkeys(words)))


def _word_fault(word: str, grammar: Grammar) -> str | None:
    found = _TERM_WORD.fullmatch(word)
    if found and found[1]:
        return _class_fault(found[1], grammar)
    bare = word if word == GAP else word.strip("*~?")
    if found and (bare in (FIGURES, GAP) or _is_read(bare)):
        return None
    if not is_normalized("NFC", word):
        return f"{word!r} has marks apart from their letters; write it in composed form (NFC)"
    plain = _plain(word)
    if plain != word and all(map(_TERM_WORD.fullmatch, plain.split())):
        return f"{word!r}: write {plain!r}, which matches hyphens and curly apostrophes too"
    return f"{word!r} is no term word: letters, {{class}}, *suffix, prefix*, word~, word?, #, {GAP}"


def _is_read(word: str) -> bool:
    """True where a text is read so that the word can be found in it."""
    return (word.isascii() and word.isalnum()) or " ".join(tokenize(word).keys) == spelt(word)


def _is_plain(cell: str, column: str, grammar: Grammar) -> bool:
    """True where one look shows that all conditions of the cell are sound."""
    plain = _PLAIN_ITEMS[column].match(cell) is not None
    return plain and ("{" not in cell or grammar.classes.keys() >= {*_CLASS.findall(cell)})


def _condition_faults(cell: str, column: str, grammar: Grammar) -> Iterator[str]:
    """What is wrong with the conditions of a cell."""
    neat = _separated(cell)
    if cell != neat:
        yield f"{cell!r}: between conditions stand a comma and one space; write {neat!r}"
    found = (_condition_fault(item, column, grammar) for item in items(neat))
    yield from dict.fromkeys(filter(None, found))


def _separated(cell: str) -> str:
    """The conditions of a cell with a comma and one space between."""
    return _LAST.sub("", " ".join(_SEPARATOR.sub(", ", cell).split()))


def _condition_fault(item: str, column: str, grammar: Grammar) -> str | None:
    """What is wrong with one condition, if anything."""
    if not item:
        return "an empty condition; take out the comma"
    if _is_plain(item, column, grammar):
        return None
    words = item.split()
    if item == "_":
        return "'_' alone always holds; name the words that stand beside the term"
    if words[0] == "," and "_" not in words:
        return "an empty condition; take out the comma"
    if item.startswith("@"):
        return f"{item!r} must be one of {listed(STRUCTURAL)}, and stand in needs"
    if not all(map(_CONDITION_WORD.fullmatch, words)) or item != item.lower():
        plain = _plain(item).lower()
        advice = f"; write {plain!r}" if plain != item else ""
        return f"{item!r} must consist of lower-case words, single marks, {{classes}} and _{advice}"
    if words.count("_") > 1 or not words or (len(words) > 1 and "_" not in words):
        advice = "" if "_" in words else f"; write '{item} _' where they stand before it, '_ {item}' after it"
        return f"{item!r} must be one word, or words with one _ for the term{advice}"
    unknown = (_class_fault(word.strip("{}"), grammar) for word in words if word.startswith("{"))
    return next(filter(None, unknown), None)


def _class_fault(name: str, grammar: Grammar) -> str | None:
    if name in grammar.classes:
        return None
    return f"{name!r} is no class of grammar.toml; the classes are {listed(grammar.classes)}"


def _plain(words: str) -> str:
    """The words with spaces for hyphens and straight apostrophes."""
    return _CURLY.sub("'", _JOINED.sub(" ", words))
