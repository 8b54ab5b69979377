"""The closed word classes of English and its irregular forms, read from `grammar.toml`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing._resources import lexicon_directory
from framing.errors import LexiconError
from framing.files import line_of, tables_of

# the classes that the rules read; a lexicon may define more for its own terms
REQUIRED = (
    "abbreviation", "actor", "adverb", "adversative", "agency", "agent", "article", "banner", "be", "bridge_verb",
    "by_source", "clause_opener", "comment_opener", "complementizer", "conjunction", "contested", "contraction",
    "coordinator", "day_part", "demonstrative", "describer", "determiner", "do", "document", "doubling", "elision",
    "evidence", "evidence_verb", "existential", "faith", "former", "function_word", "have", "heard", "honorific",
    "indefinite", "indefinite_pronoun", "inside_label", "inside_name", "label_topic", "listener", "modal",
    "name_abbreviation", "naming_as", "naming_verb", "nationality", "negation", "no_content", "no_speaker", "nobody",
    "nonfinite", "not_adverb", "noun_complementizer", "number", "object", "of", "participle_opener", "particle",
    "passive_before_of", "personal_pronoun", "plural", "possessive", "postposed", "predicate_opener", "preposition",
    "pronoun", "quantity", "question", "reflexive", "relative", "rider", "role", "side", "subject_pronoun",
    "subordinator", "takes_is", "takes_of", "takes_to", "time_opener", "to", "told", "unsaid", "verdict",
    "viewpoint_opener", "weekday",
)  # fmt: skip

# the classes that no new word can join; the others hold words of open classes as well
CLOSED = (
    "adverb", "be", "conjunction", "coordinator", "determiner", "do", "have", "modal", "negation", "number", "object",
    "preposition", "pronoun", "quantity", "relative", "subordinator", "weekday",
)  # fmt: skip

Forms = dict[str, tuple[str, ...]]

_NO_CLASS: frozenset[str] = frozenset()
_IRREGULAR = {"verb": "irregular_verb", "noun": "irregular_noun", "adj": "irregular_adj"}


class _Unions(dict[tuple[str, ...], frozenset[str]]):
    """The words of several classes together, by their names; each put together when it is first asked for."""

    def __init__(self, classes: dict[str, frozenset[str]]) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, names: tuple[str, ...]) -> frozenset[str]:
        self[names] = found = _NO_CLASS.union(*(self._classes.get(name, _NO_CLASS) for name in names))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Word classes by name, and the irregular forms of verbs, nouns and adjectives by their base form."""

    classes: dict[str, frozenset[str]]
    irregular: dict[str, Forms]
    _classes_of: dict[str, frozenset[str]]
    _closed: frozenset[str]
    _past_forms: frozenset[str]
    _unions: _Unions

    @classmethod
    def read(cls, path: Path | None = None) -> "Grammar":
        """The grammar in `path`, by default the shipped one; a `LexiconError` where it is damaged."""
        faults: list[str] = []
        found = cls.read_sound(path or lexicon_directory() / "grammar.toml", faults)
        if faults or not found:
            raise LexiconError("\n".join(faults))
        return found

    @classmethod
    def read_sound(cls, path: Path, faults: list[str]) -> "Grammar | None":
        """What is sound in the grammar in `path`, None where it is no TOML; what is wrong is added to `faults`."""
        read = tables_of(path, faults)
        if read is None:
            return None
        tables = {name: _table(path, *read, name, faults) for name in ("classes", *_IRREGULAR.values())}
        classes = {name: frozenset(words.split()) for name, words in tables["classes"].items()}
        missing = sorted(set(REQUIRED) - set(read[1]["classes"])) if classes else []
        if missing:
            line, names = line_of(read[0], "classes"), ", ".join(missing)
            faults.append(f"{path}:{line}:1: [classes] lacks {names}; copy them from the shipped grammar.toml")
        irregular = {pos: _forms(tables[name]) for pos, name in _IRREGULAR.items()}
        return cls.of({name: classes.get(name, _NO_CLASS) for name in (*REQUIRED, *classes)}, irregular)

    @classmethod
    def of(cls, classes: dict[str, frozenset[str]], irregular: dict[str, Forms]) -> "Grammar":
        """The grammar with these classes and irregular forms."""
        past_forms = frozenset(form for forms in irregular["verb"].values() for form in forms)
        closed = frozenset(word for name in CLOSED for word in classes[name])
        return cls(classes, irregular, _inverted(classes), closed, past_forms, _Unions(classes))

    def has(self, name: str, word: str) -> bool:
        """True where `word` (lower case) belongs to the class `name`."""
        return word in self.classes[name]

    def is_a(self, word: str, names: tuple[str, ...]) -> bool:
        """True where `word` (lower case) belongs to any of some classes; one that is not there has no words."""
        return word in self._unions[names]

    def is_closed(self, word: str) -> bool:
        """True where `word` (lower case) belongs to a closed class: a pronoun, preposition, auxiliary, ..."""
        return word in self._closed

    @property
    def past_forms(self) -> frozenset[str]:
        """The irregular past forms of all verbs that have one."""
        return self._past_forms

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes `word` (lower case) belongs to."""
        return self._classes_of.get(word, _NO_CLASS)


def _table(path: Path, text: str, content: dict[str, Any], name: str, faults: list[str]) -> dict[str, str]:
    """The strings of words in the table `name`; any other value in it is a fault."""
    table = content.get(name)
    if not isinstance(table, dict):
        faults.append(f"{path}:1:1: the table [{name}] is missing")
        return {}
    faults += [
        f"{path}:{line_of(text, name, entry)}:1: [{name}] {entry} must be a string of words, not {words!r}"
        for entry, words in table.items()
        if not isinstance(words, str) or (name == "classes" and not words.split())
    ]
    return {entry: words for entry, words in table.items() if isinstance(words, str)}


def _forms(table: dict[str, str]) -> Forms:
    return {base: tuple(forms.split()) for base, forms in table.items()}


def _inverted(classes: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            names.setdefault(word, set()).add(name)
    return {word: frozenset(found) for word, found in names.items()}
