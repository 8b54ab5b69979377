"""What each thing that the fast model learns from is worth: `training/ablation.json`.

    python training/ablation.py ../shared/data

Five folds on BABE train, the folds of the model card; each row is what is learned from instead. Loaded words go through
the whole chain, at the threshold that the models choose. About thirty minutes on two cores.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing.corpora import Corpus, read, supporting_apart
from framing.evaluated import learning
from framing.figures import sentence_figures
from framing.leftout import by_parts, checksum_of, parts_of
from framing.lessons import Teaching
from framing.lexicon import Lexicon
from framing.recipe import Recipe

OUTPUT = Path(__file__).with_name("ablation.json")
LESSONS = Path(__file__).with_name("lessons")
FOLDS = 5


def variants(data: Path, target: Corpus) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is learned from besides the target, and with which lexicon."""
    (support,) = supporting_apart(target, {"anno_lexical": read(data / "anno_lexical/train.jsonl").ordered()})
    teaching, lexicon = Teaching.read(LESSONS), Lexicon.load()
    parts = checksum_of(target, parts_of(target, FOLDS, None, 0))
    texts = teaching.further(parts, [str(data / "newsmtsc/train.jsonl")], target, [support])
    yield "BABE alone", {}
    yield "and Anno-lexical", {"support": [support]}
    taught = {"support": [support], "teaching": teaching}
    yield "and Anno-lexical as the teacher judges it", taught
    for part in (16, 4):
        own = support.at(list(range(0, len(support), part)))
        yield f"and one in {part} of these and of NewsMTSC", {**taught, "support": [own], "texts": texts[::part]}
    whole = {**taught, "texts": texts}
    yield "and NewsMTSC: the shipped model", whole
    rowless = lexicon.without([entry.id for entry in lexicon.entries])
    yield "the same without a row in the lexicon", {**whole, "lexicon": rowless}


def measured(
    target: Corpus,
    support: list[Corpus] | None = None,
    teaching: Teaching | None = None,
    texts: tuple[str, ...] = (),
    lexicon: Lexicon | None = None,
) -> dict[str, Any]:
    """The figures of models that learn from these."""
    parts, lexicon = parts_of(target, FOLDS, None, 0), lexicon or Lexicon.load()
    folded = learning(teaching, texts)
    judged = by_parts(target, support or [], lexicon, Recipe(), parts, 0, folded, None)
    found = sentence_figures(target, judged.probabilities)
    return {
        "others": sum(map(len, support or [])) + len(texts),
        "macro_f1": found.macro_f1,
        "auc": found.auc,
        "ece": found.ece,
        "words": judged.word_figures().loaded.f1,
    }


def main() -> None:
    """Measures each and writes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the directory with babe/, anno_lexical/ and newsmtsc/")
    data = parser.parse_args().data
    target = read(data / "babe/train.jsonl").ordered()
    found = {}
    for name, given in variants(data, target):
        found[name] = measured(target, **given)
        print(name, found[name], flush=True)
    OUTPUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
