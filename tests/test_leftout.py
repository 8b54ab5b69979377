"""What is learned from and what is left out: nothing of a sentence, an outlet or a topic is in its own judgement."""

from dataclasses import replace

import numpy as np
import pytest
from labelled import rows
from standin import StandIn

from framing import CorpusError, Lexicon
from framing.corpora import Corpus, Source, apart, normalised
from framing.leftout import Grouping, by_parts, check_support, checksum_of, grouped, parts_of, plain, shown, supporting
from framing.recipe import Recipe

OUTLETS = ("The Velm Post", "Island News", "harbour-times", "Daily Basin", "Coast", "Rail & Sea")


def own_corpus(outlets: tuple[str | None, ...] = OUTLETS) -> Corpus:
    """A hundred and twenty sentences, the outlets in turns of two, so that each has both labels."""
    found = rows()
    n = len(found)
    names = tuple(outlets[i // 2 % len(outlets)] for i in range(n))
    texts, labels = tuple(row["text"] for row in found), tuple(row["label"] for row in found)
    ids = tuple(row["id"] for row in found)
    return Corpus(texts, labels, ids, names, names, (None,) * n, (Source("own.jsonl", "0" * 64, n, n // 2),))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Fox News", "fox-news"), ("Federalist", "the-federalist"), ("TheBlaze", "The Blaze"), ("BBC", "bbc.")],
)
def test_names_of_an_outlet_are_one(one: str, other: str) -> None:
    """Letters and digits count, case, marks and the article do not."""
    assert plain(one) == plain(other)


def test_names_that_differ_stay_apart() -> None:
    """A number is part of a name; an article alone is a name too; none is none."""
    assert plain("Channel 4") != plain("Channel 5")
    assert plain("The") == "the"
    assert plain(None) is None


def test_an_outlet_is_shown_as_it_is_first_written() -> None:
    """Its other spellings count with it."""
    assert shown(own_corpus(("Fox", "the-fox")), "outlet")[:4] == ("Fox",) * 4


@pytest.mark.parametrize("by", [None, "outlet"])
def test_every_row_is_left_out_once(by: Grouping | None) -> None:
    """And it is never among those that its part learns from."""
    corpus = own_corpus()
    parts = parts_of(corpus, 3, by, 0)
    assert sorted(np.concatenate([left for _, left in parts]).tolist()) == list(range(120))
    assert all(not set(learned) & set(left) for learned, left in parts)


def test_parts_are_the_same_where_their_checksum_is() -> None:
    """Another seed, another number, a label turned: another one; the names of outlets count for nothing."""
    corpus = own_corpus()
    one = checksum_of(corpus, parts_of(corpus, 3, None, 0))
    assert one == checksum_of(own_corpus((None,)), parts_of(corpus, 3, None, 0))
    turned = replace(corpus, labels=(1 - corpus.labels[0], *corpus.labels[1:]))
    others = [(corpus, parts_of(corpus, 3, None, 1)), (corpus, parts_of(corpus, 4, None, 0)),
              (turned, parts_of(corpus, 3, None, 0))]  # fmt: skip
    assert len({one, *(checksum_of(*other) for other in others)}) == 4


def test_a_text_that_is_left_out_is_not_learned_from() -> None:
    """Where a sentence stands twice, its twin is in no other half of the part."""
    corpus = own_corpus()
    twice = Corpus.joined([corpus, replace(corpus, texts=tuple(text.upper() for text in corpus.texts))])
    for learned, left in parts_of(twice, 4, None, 1):
        held = {normalised(twice.texts[row]) for row in left}
        assert not held & {normalised(twice.texts[row]) for row in learned}


def test_outlets_are_left_out_whole_and_of_every_corpus(lexicon: Lexicon) -> None:
    """However they are written there; sentences of unknown outlets, which might be theirs, go too."""
    target = own_corpus()
    spelled = tuple(name.lower().replace("the ", "") for name in OUTLETS)
    support = replace(own_corpus((*spelled, None)), texts=tuple(f"Again: {text}" for text in target.texts))
    stand_in = StandIn()
    by_parts(target, [support], lexicon, Recipe(), parts_of(target, 3, "outlet", 0), 0, stand_in, "outlet")
    assert len(stand_in.seen) == 3
    for own, (other,), left in stand_in.seen:
        away = {plain(name) for name in left.outlets}
        assert not away & {plain(name) for name in (*own.outlets, *other.outlets)}
        assert None not in other.outlets
        assert len(other) > 20


def test_sentences_of_the_target_are_taken_out_of_support() -> None:
    """By their letters, whatever their case and marks; how many is told, be it all."""
    target = own_corpus()
    support = replace(target, texts=tuple(f"{text.upper()}!!" for text in target.texts))
    assert [len(corpus) for corpus in apart(target.at([0, 1, 2]), [support])] == [117]
    (nothing,) = apart(target, [support])
    assert nothing.notes == ("own.jsonl: left out 120 of 120 rows, whose texts are in the data to be kept apart",)


def test_without_groups_support_is_the_same_for_every_part() -> None:
    """So that it is read once."""
    support = [own_corpus()]
    assert supporting(support, own_corpus().at([0]), None) is support
    assert [len(corpus) for corpus in supporting(support, own_corpus().at([0]), "outlet")] == [100]
    silent = own_corpus((None,))
    assert supporting([silent], own_corpus().at([0]), "topic") == [silent]


def test_each_sentence_is_judged_by_the_model_that_has_not_seen_it(lexicon: Lexicon) -> None:
    """The analyses are by the same model as the probability."""
    corpus = own_corpus()
    judged = by_parts(corpus, [], lexicon, Recipe(), parts_of(corpus, 3, None, 0), 0, StandIn(), None)
    assert len(judged.analyzers) == 3
    for row, analysis in zip(range(12), judged.analyses(range(12)), strict=True):
        assert analysis.sentences[0].probability == pytest.approx(judged.probabilities[row])


def test_what_cannot_be_left_out_is_refused() -> None:
    """Too few outlets, too few of a label, no outlets in a further corpus: what to do is said."""
    few = own_corpus(("A", "the-a", "B", None))
    assert len(grouped(few, "outlet", 2)) == 90
    with pytest.raises(CorpusError, match="2 different in 90 of 120 rows for 5 folds; --folds 2 is the most"):
        grouped(few, "outlet", 5)
    with pytest.raises(CorpusError, match=r"0 different .*; name the column that tells it with --columns outlet=NAME"):
        grouped(own_corpus((None,)), "outlet", 5)
    with pytest.raises(CorpusError, match="1 different in 120 of 120 rows for 2 folds; drop --by outlet"):
        grouped(own_corpus(("A",)), "outlet", 2)
    with pytest.raises(CorpusError, match="60 sentences of the rarer label for 61 folds"):
        parts_of(few, 61, None, 0)
    silent = {"other.jsonl": own_corpus((None,))}
    with pytest.raises(
        CorpusError, match=r"no row tells its outlet, so none can be left out; name the column .* or drop --also"
    ):
        check_support(silent, "outlet")
    (note,) = check_support(silent, "topic")
    assert note == "other.jsonl: tells no topic, so the topics that are left out may stand in it"
    assert check_support(silent, None) == ()
    for by in ("outlet", "topic"):
        assert check_support({"other.jsonl": own_corpus()}, by) == ()
        (note,) = check_support({"other.jsonl": few}, by)
        assert note == f"other.jsonl: 30 of 120 rows tell no {by} and are not learned from"


def test_an_outlet_with_all_of_a_label_is_told() -> None:
    """Where the rest has one label only there is nothing to learn from."""
    corpus = own_corpus()
    names = tuple("A" if label else "B" for label in corpus.labels)
    with pytest.raises(CorpusError, match="one label only to learn from"):
        parts_of(replace(corpus, outlets=names), 2, "outlet", 0)


def test_learning_gets_the_support_of_each_part_anew(monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon) -> None:
    """The bridge to `framing.learning`: what is left out is not even counted; the same support is read once."""
    import sys
    from types import SimpleNamespace
    from typing import Any

    from framing.evaluated import learning

    read: list[tuple[Any, ...]] = []

    def folded(material: Any, parts: Any, seed: int, first: int) -> Any:
        yield from ((left, (material, learned, seed, first)) for learned, left in parts)

    def reading(*arguments: Any) -> int:
        read.append(arguments)
        return len(read)

    fake = SimpleNamespace(Material=SimpleNamespace(read=reading), folded=folded)
    monkeypatch.setitem(sys.modules, "framing.learning", fake)
    corpus, parts = own_corpus(), parts_of(own_corpus(), 3, None, 0)
    support = [corpus]
    made: Any = list(learning()(corpus, lambda left: [corpus.at(left[:1].tolist())], lexicon, Recipe(), parts, 7))
    assert [(number, seed, part) for _, (number, _, seed, part) in made] == [(1, 7, 0), (2, 7, 1), (3, 7, 2)]
    list(learning()(corpus, lambda left: support, lexicon, Recipe(), parts, 7))
    assert len(read) == 4
    read.pop()
    assert all(left is part[1] for (left, _), part in zip(made, parts, strict=True))
    assert [support[0].texts for _, support, *_ in read] == [(corpus.texts[left[0]],) for _, left in parts]
