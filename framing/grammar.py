"""The closed word classes of English and its irregular forms, read from `grammar.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing._resources import lexicon_directory
from framing.errors import LexiconError

# the classes that the rules read; a lexicon may define more for its own terms
REQUIRED = (
    "abbreviation", "adverb", "adversative", "agent", "article", "be", "bridge_verb", "by_source", "clause_opener",
    "comment_opener", "complementizer", "conjunction", "contested", "contraction", "coordinator", "day_part",
    "demonstrative", "determiner", "do", "document", "doubling", "elision", "evidence", "evidence_verb",
    "existential", "former", "function_word", "have", "heard", "honorific", "indefinite", "inside_label",
    "inside_name", "label_topic", "listener", "modal", "name_abbreviation", "naming_as", "naming_verb",
    "nationality", "negation", "no_content", "no_speaker", "nobody", "nonfinite", "not_adverb",
    "noun_complementizer", "number", "object", "of", "participle_opener", "particle", "passive_before_of",
    "personal_pronoun", "plural", "possessive", "predicate_opener", "preposition", "pronoun", "quantity",
    "relative", "rider", "role", "subject_pronoun", "subordinator", "takes_is", "takes_of", "takes_to", "time_opener",
    "to", "told", "unsaid", "verdict", "viewpoint_opener", "weekday",
)  # fmt: skip

# the classes that no new word can join; the others hold words of open classes as well
CLOSED = (
    "adverb", "be", "conjunction", "coordinator", "determiner", "do", "have", "modal", "negation", "number", "object",
    "preposition", "pronoun", "quantity", "relative", "subordinator", "weekday",
)  # fmt: skip

Forms = dict[str, tuple[str, ...]]

_NO_CLASS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Word classes by name, and the irregular forms of verbs, nouns and adjectives by their base form."""

    classes: dict[str, frozenset[str]]
    irregular: dict[str, Forms]
    _classes_of: dict[str, frozenset[str]]
    _closed: frozenset[str]
    _past_forms: frozenset[str]

    @classmethod
    def read(cls, path: Path | None = None) -> "Grammar":
        """The grammar in `path`, by default the shipped one; a `LexiconError` where it is damaged."""
        path = path or lexicon_directory() / "grammar.toml"
        content = _parse(path)
        classes = {name: frozenset(words.split()) for name, words in _table(path, content, "classes").items()}
        missing = sorted(set(REQUIRED) - set(classes))
        if missing:
            raise LexiconError(f"{path}: [classes] lacks {', '.join(missing)}; copy them from the shipped grammar.toml")
        irregular = {pos: _forms(path, content, pos) for pos in ("verb", "noun", "adj")}
        past_forms = frozenset(form for forms in irregular["verb"].values() for form in forms)
        closed = frozenset(word for name in CLOSED for word in classes[name])
        return cls(classes, irregular, _inverted(classes), closed, past_forms)

    def has(self, name: str, word: str) -> bool:
        """True where `word` (lower case) belongs to the class `name`."""
        return word in self.classes[name]

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


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LexiconError(f"{path}: not readable as TOML in UTF-8: {fault}") from fault


def _table(path: Path, content: dict[str, Any], name: str) -> dict[str, str]:
    """The table `name`, every value of which must be a string of words."""
    table = content.get(name)
    if not isinstance(table, dict):
        raise LexiconError(f"{path}: the table [{name}] is missing")
    for entry, words in table.items():
        if not isinstance(words, str):
            raise LexiconError(f"{path}: [{name}] {entry} must be a string of words, not {words!r}")
    return table


def _forms(path: Path, content: dict[str, Any], pos: str) -> Forms:
    return {base: tuple(forms.split()) for base, forms in _table(path, content, f"irregular_{pos}").items()}


def _inverted(classes: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            names.setdefault(word, set()).add(name)
    return {word: frozenset(found) for word, found in names.items()}
