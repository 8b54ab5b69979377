"""What can be seen of a pair of quotation marks: named traits, each true or false, each with a phrase that says it.

No judgement: the model of `quotation.py` weighs them. The traits follow what style books and studies of scare quotes
name: who is credited, what introduces the marks, capitals, length, position (Predelli 2003).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from framing.cases import MAX_TOKENS, Case
from framing.contents import CLOSING_STOPS
from framing.structure import is_speech

NEAR = 3  # tokens between a cue and the quotation it introduces
REPEATED = "repeated"
_SINGLE_MARKS = ("'", "\u2018", "\u2019", "\u201a")


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait: its name in the model, a phrase for readers, and what decides whether it holds."""

    name: str
    phrase: str
    holds: Callable[[Case], bool]


def traits(case: Case) -> tuple[str, ...]:
    """The names of the traits that hold, in the order of the table."""
    return tuple(trait.name for trait in TRAITS if trait.holds(case))


def _edges(case: Case) -> tuple[bool, bool]:
    """Whether the quotation begins the part of the content that it lies in, and whether it ends it."""
    if case.part is None:
        return False, False
    return case.quote.span.start == case.part.start, case.quote.span.end == case.part.end


def _is_whole_content(case: Case) -> bool:
    return _edges(case) == (True, True)


def _begins_content(case: Case) -> bool:
    return _edges(case) == (True, False)


def _ends_content(case: Case) -> bool:
    return _edges(case) == (False, True)


def _is_inside_content(case: Case) -> bool:
    return case.part is not None and not any(_edges(case))


def _has_source(case: Case) -> bool:
    return case.attribution is not None and case.attribution.source is not None


def _by_structure(case: Case) -> bool:
    return case.attribution is not None and case.attribution.entry is None


def _cue_gap(case: Case) -> int | None:
    """The number of tokens between the quotation and its cue, negative where the cue comes after."""
    if case.attribution is None:
        return None
    cue = case.attribution.cue
    if cue.end <= case.quote.span.start:
        return case.before + 1 - bisect_left(case.tokens.starts, cue.end)
    return case.after - 1 - bisect_right(case.tokens.starts, cue.start)


def _cue_is_near_before(case: Case) -> bool:
    gap = _cue_gap(case)
    return gap is not None and 0 <= gap <= NEAR


def _cue_is_near_after(case: Case) -> bool:
    gap = _cue_gap(case)
    return gap is not None and -2 * NEAR <= gap < 0


def _is_credited_in_sentence(case: Case) -> bool:
    return case.attribution is None and case.first_cue is not None


def _cue_before(case: Case) -> bool:
    return case.attribution is None and case.first_cue is not None and case.first_cue <= case.quote.span.start


def _is_announced(function: str) -> Callable[[Case], bool]:
    return lambda case: case.announced == function


def _before_is(*classes: str) -> Callable[[Case], bool]:
    return lambda case: case.is_a(case.before, *classes)


def _after_is(*classes: str) -> Callable[[Case], bool]:
    return lambda case: case.is_a(case.after, *classes)


def _is_plain(case: Case, i: int) -> bool:
    """True for a lower-case word of no closed class."""
    return case.phrases.is_word(i) and not case.phrases.is_name(i) and not case.phrases.grammar.is_closed(case.key(i))


def _after_plain(case: Case) -> bool:
    return _is_plain(case, case.before) and not case.phrases.is_verb(case.before) and not _after_participle(case)


def _after_verb(case: Case) -> bool:
    return _is_plain(case, case.before) and case.phrases.is_verb(case.before)


def _after_participle(case: Case) -> bool:
    return _is_plain(case, case.before) and case.key(case.before).endswith("ing")


def _after_name(case: Case) -> bool:
    return case.phrases.is_name(case.before) and case.before > case.phrases.lo


def _begins_sentence(case: Case) -> bool:
    return case.before < case.phrases.lo


def _ends_sentence(case: Case) -> bool:
    return not any(case.phrases.is_word(i) for i in range(case.after, min(case.phrases.hi, case.after + NEAR)))


def _before_mark(marks: str) -> Callable[[Case], bool]:
    return lambda case: bool(case.key(case.before)) and case.key(case.before) in marks


def _has_words(low: int, high: int) -> Callable[[Case], bool]:
    return lambda case: low <= len(case.words) <= high


def _long_words(case: Case) -> list[str]:
    return [case.tokens.word(i) for i in case.words if len(case.tokens.keys[i]) > 3 or len(case.words) == 1]


def _is_capitalised(case: Case) -> bool:
    long = _long_words(case)
    return bool(long) and all(word[0].isupper() for word in long)


def _is_partly_capitalised(case: Case) -> bool:
    """A capital after the first word, though not all words have one."""
    rest = [case.tokens.word(i)[0].isupper() for i in case.words[1:]]
    return any(rest) and not _is_capitalised(case)


def _is_title_like(case: Case) -> bool:
    return _is_capitalised(case) and not case.in_headline and not _begins_sentence(case)


def _begins_in_lower_case(case: Case) -> bool:
    return case.opening.islower()


def _is_lower_and_single(case: Case) -> bool:
    return len(case.words) == 1 and _begins_in_lower_case(case)


def _inner_has(*classes: str) -> Callable[[Case], bool]:
    def holds(case: Case) -> bool:
        grammar, keys = case.phrases.grammar, case.tokens.keys
        return any(grammar.is_a(keys[i], classes) for i in case.words)

    return holds


def _inner_begins_with(*classes: str) -> Callable[[Case], bool]:
    def holds(case: Case) -> bool:
        first = case.tokens.keys[case.words[0]] if case.words else ""
        return case.phrases.grammar.is_a(first, classes)

    return holds


def _is_noun_phrase_after_article(case: Case) -> bool:
    """The quotation fills the noun of a phrase: this "cure" is, the "experts" say."""
    return case.is_a(case.before, "determiner") and not _is_plain(case, case.after) and len(case.words) <= NEAR


def _is_modifier(case: Case) -> bool:
    """A word before a noun: "natural" cures."""
    return _is_plain(case, case.after) and not case.phrases.is_verb(case.after) and len(case.words) <= NEAR


def _is_unclaimed(case: Case) -> bool:
    """Few words, nobody credited in the whole sentence."""
    return case.attribution is None and case.first_cue is None and len(case.words) <= NEAR


def _is_contested_and_unclaimed(case: Case) -> bool:
    return _is_unclaimed(case) and _inner_has("contested")(case)


def _is_apposition(case: Case) -> bool:
    """Between a noun or comma and a comma or stop: the film, "...", / a unit, "...", was."""
    return case.key(case.before) == "," and (case.closing == "," or case.key(case.after) == ",")


def _is_single(case: Case) -> bool:
    return case.tokens.text[case.quote.span.start : case.quote.inner.start] in _SINGLE_MARKS


TRAITS = (
    Trait("announced:scare", "the word before distances the writer from what follows", _is_announced("scare")),
    Trait("announced:title", "the words before announce a title or a name", _is_announced("title")),
    Trait("announced:attributed", "the words before introduce what somebody said", _is_announced("attributed")),
    Trait("announced:term", "the words before announce a term", _is_announced("term")),
    Trait(REPEATED, "the same words are credited to a source elsewhere in the text", lambda case: bool(case.repeated)),
    Trait("credited", "the words lie in what a source is credited with", lambda case: case.attribution is not None),
    Trait("source", "the source is named", _has_source),
    Trait("structure", "the layout alone credits somebody", _by_structure),
    Trait("whole_content", "it is all that the source is credited with", _is_whole_content),
    Trait("begins_content", "it begins what the source is credited with", _begins_content),
    Trait("ends_content", "it ends what the source is credited with", _ends_content),
    Trait("inside_content", "it lies inside what is told in other words", _is_inside_content),
    Trait("cue_before", "a reporting verb stands right before it", _cue_is_near_before),
    Trait("cue_after", "a reporting verb follows it", _cue_is_near_after),
    Trait("sentence_credits", "the sentence credits somebody with other words", _is_credited_in_sentence),
    Trait("sentence_cue_before", "a reporting verb stands before it in the sentence", _cue_before),
    Trait("unclaimed", "it is short, and the sentence credits nobody", _is_unclaimed),
    Trait("listed", "it goes on a list of quoted words", lambda case: case.listed),
    Trait("headline", "it stands in a headline", lambda case: case.in_headline),
    Trait("speech", "a whole sentence or a long passage is quoted", lambda case: is_speech(case.tokens, case.quote)),
    Trait("empty", "no words stand between the marks", lambda case: not case.words),
    Trait("one_word", "a single word is quoted", _has_words(1, 1)),
    Trait("two_words", "two words are quoted", _has_words(2, 2)),
    Trait("three_words", "three words are quoted", _has_words(3, 3)),
    Trait("several_words", "several words are quoted", _has_words(4, 7)),
    Trait("many_words", "many words are quoted", _has_words(8, MAX_TOKENS)),
    Trait("single_marks", "the marks are single", _is_single),
    Trait("capitalised", "all longer words are capitalised", _is_capitalised),
    Trait("title_like", "all longer words are capitalised, as in a title or a name", _is_title_like),
    Trait("partly_capitalised", "some words are capitalised", _is_partly_capitalised),
    Trait("lower_case", "it begins in lower case", _begins_in_lower_case),
    Trait("one_lower_word", "a single word in lower case is quoted", _is_lower_and_single),
    Trait("inner_stop", "a stop stands before the closing mark", lambda case: case.closing in CLOSING_STOPS),
    Trait("inner_comma", "a comma stands before the closing mark", lambda case: case.closing == ","),
    Trait("inner_question", "a question or a cry is quoted", lambda case: case.closing in ("?", "!")),
    Trait("person", "it speaks as I, we or you", _inner_has("subject_pronoun")),
    Trait("verb", "it holds a finite verb", _inner_has("be", "have", "do", "modal")),
    Trait("negation", "it holds a negation", _inner_has("negation")),
    Trait("begins_with_article", "it begins with an article", _inner_begins_with("article")),
    Trait("begins_with_preposition", "it begins with a preposition", _inner_begins_with("preposition", "to")),
    Trait("begins_with_conjunction", "it begins in mid-sentence", _inner_begins_with("conjunction", "subordinator")),
    Trait("loaded", "a word between the marks is a loaded one", lambda case: case.loaded),
    Trait(
        "contested", "a word between the marks is one of praise, blame or contested meaning", _inner_has("contested")
    ),
    Trait("contested_unclaimed", "a contested word that the sentence credits to nobody", _is_contested_and_unclaimed),
    Trait("after_article", "an article stands before it", _before_is("article")),
    Trait("after_demonstrative", "this or that stands before it", _before_is("demonstrative")),
    Trait("after_possessive", "their, his or the like stands before it", _before_is("possessive")),
    Trait("after_owner", "an owner stands before it", _before_mark("'s")),
    Trait("after_be", "a form of be stands before it", _before_is("be")),
    Trait("after_of", "of stands before it", _before_is("of")),
    Trait("after_as", "as stands before it", _before_is("comment_opener")),
    Trait("after_preposition", "a preposition stands before it", _before_is("preposition")),
    Trait("after_conjunction", "a conjunction stands before it", _before_is("conjunction")),
    Trait("after_adverb", "an adverb stands before it", lambda case: case.phrases.is_adverb(case.before)),
    Trait("after_that", "that stands before it", _before_is("complementizer")),
    Trait("after_noun", "a noun or adjective stands before it", _after_plain),
    Trait("after_verb", "a verb stands before it", _after_verb),
    Trait("after_participle", "a participle stands before it", _after_participle),
    Trait("after_name", "a name stands before it", _after_name),
    Trait("after_comma", "a comma stands before it", _before_mark(",")),
    Trait("after_colon", "a colon stands before it", _before_mark(":")),
    Trait("after_dash", "a dash or bracket stands before it", _before_mark("-\u2013\u2014([")),
    Trait("begins_sentence", "it begins the sentence", _begins_sentence),
    Trait("ends_sentence", "it ends the sentence", _ends_sentence),
    Trait("before_noun", "a noun follows it", _is_modifier),
    Trait("before_name", "a name follows it", lambda case: case.phrases.is_name(case.after)),
    Trait("before_be", "a form of be follows it", _after_is("be", "have", "modal", "do")),
    Trait("before_preposition", "a preposition follows it", _after_is("preposition")),
    Trait("before_conjunction", "a conjunction follows it", _after_is("conjunction", "subordinator")),
    Trait("noun_after_article", "it takes the place of a noun", _is_noun_phrase_after_article),
    Trait("apposition", "it stands between commas", _is_apposition),
    Trait("speech_around", "other passages of the text are quoted as speech", lambda case: case.speech_around),
    Trait("bare_elsewhere", "the text uses the words without marks as well", lambda case: case.bare_elsewhere),
)
PHRASES = {trait.name: trait.phrase for trait in TRAITS}
