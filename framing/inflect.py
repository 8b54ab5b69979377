"""The surface forms of a word by its part of speech: regular by rule, irregular by `grammar.toml`."""

import re

from framing.grammar import Grammar

_ONE_SYLLABLE_CVC = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bcdfgklmnprtvz]\Z")
_FINAL_L = re.compile(r"\w+[aeiou]l\Z")
_TAKES_ES = re.compile(r"(?:s|x|z|ch|sh|o)\Z")
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z")
_COMPARES = re.compile(r"(?:[^aeiouy]*[aeiouy]+[^aeiouy]*e?|.*[^aeiou]y)\Z")


def inflect(word: str, pos: str, grammar: Grammar) -> tuple[str, ...]:
    """All forms of `word`, the base form first; the word alone where `pos` does not inflect."""
    if pos not in grammar.irregular:
        return (word,)
    rule = {"verb": _verb, "noun": _noun, "adj": _adjective}[pos]
    irregular = grammar.irregular[pos].get(word, ())
    return tuple(dict.fromkeys((word, *rule(word, irregular, grammar))))


def _verb(word: str, irregular: tuple[str, ...], grammar: Grammar) -> list[str]:
    """Third person, participle, past; irregular entries list the past forms."""
    stems = _stems(word, grammar)
    past = irregular or tuple(_with_ed(stem) for stem in stems)
    return [_with_s(word), *(_with_ing(stem) for stem in stems), *past]


def _noun(word: str, irregular: tuple[str, ...], grammar: Grammar) -> list[str]:
    if irregular:
        return list(irregular)
    return [word + "s", word + "es"] if word.endswith("o") else [_with_s(word)]


def _adjective(word: str, irregular: tuple[str, ...], grammar: Grammar) -> list[str]:
    """Comparative and superlative of short adjectives."""
    if irregular or not _COMPARES.match(word):
        return list(irregular)
    stem = word[:-1] + "i" if _CONSONANT_Y.search(word) else _stems(word, grammar)[0].removesuffix("e")
    return [stem + "er", stem + "est"]


def _stems(word: str, grammar: Grammar) -> list[str]:
    """What past and participle are built on: slam, slamm-; label, labell- (both spellings)."""
    if _ONE_SYLLABLE_CVC.match(word) or grammar.has("doubling", word):
        return [word + word[-1]]
    if _FINAL_L.match(word):
        return [word, word + "l"]
    return [word]


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _TAKES_ES.search(word) else "s")


def _with_ed(stem: str) -> str:
    if _CONSONANT_Y.search(stem):
        return stem[:-1] + "ied"
    return stem + ("d" if stem.endswith("e") else "ed")


def _with_ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    return (stem[:-1] if re.search(r"[^eoy]e\Z", stem) else stem) + "ing"
