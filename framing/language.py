"""Whether a paragraph is English: by its script, and where it is long enough by its share of function words."""

from framing.grammar import Grammar
from framing.sentences import Sentence
from framing.tokens import Tokens

MIN_WORDS = 24  # fewer words decide by script alone
MIN_FUNCTION_WORDS = 0.08  # share of function words that running English never falls short of
MIN_LATIN = 0.5  # share of words in Latin script


def english(tokens: Tokens, sentences: list[Sentence], grammar: Grammar) -> list[Sentence]:
    """The sentences that stand in English paragraphs; a paragraph without words counts as English."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        first = bounds.get(sentence.paragraph, (sentence.first, 0))[0]
        bounds[sentence.paragraph] = (first, sentence.stop)
    foreign = {number for number, place in bounds.items() if not _is_english(tokens.keys[slice(*place)], grammar)}
    return [sentence for sentence in sentences if sentence.paragraph not in foreign]


def _is_english(keys: tuple[str, ...], grammar: Grammar) -> bool:
    words = [key for key in keys if key[0].isalpha()]
    if sum([_is_latin(word) for word in words]) < MIN_LATIN * len(words):
        return False
    is_functional = grammar.classes["function_word"].__contains__
    return len(words) < MIN_WORDS or sum(map(is_functional, words)) >= MIN_FUNCTION_WORDS * len(words)


def _is_latin(word: str) -> bool:
    """True for a word whose first letter is Latin (up to Latin Extended-B, or Latin Extended Additional)."""
    return word[0] < "\u0250" or "\u1e00" <= word[0] <= "\u1eff"
