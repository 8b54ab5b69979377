"""All figures of the two models, by the commands that a reader can repeat: `training/figures.json`.

    python training/figures.py ../shared/data

They take about fifty minutes on two cores. Those of the encoder in cross-validation are made of what the networks of
the folds said of the sentences left out, training/left-out. docs/generate.py makes pages of them.
"""

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from calibrate import LeftOut, judged
from evenhanded import state_of
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline, make_union

from framing.analyzer import Analyzer
from framing.corpora import Corpus, read
from framing.figures import sentence_figures
from framing.intervals import rate
from framing.leftout import Grouping, grouped, parts_of
from framing.lexicon import Lexicon

LEFT_OUT = Path(__file__).with_name("left-out")
OUTPUT = Path(__file__).with_name("figures.json")
FOLDS = 5
TARGET, SUPPORT = "babe/train.jsonl", "anno_lexical/train.jsonl"
LEARNED = f"{{data}}/{TARGET} --folds {FOLDS} --also {{data}}/{SUPPORT} --json"
TAUGHT = f"{LEARNED} --lessons training/lessons --unlabelled {{data}}/newsmtsc/train.jsonl"
COMMANDS = {
    "folds": f"sentences {TAUGHT}",
    "words": f"spans {TAUGHT}",
    "folds without a teacher": f"sentences {LEARNED}",
    "topics": f"sentences {LEARNED} --by topic",
    "outlets": f"sentences {LEARNED} --by outlet",
    "topics without further corpora": f"sentences {{data}}/{TARGET} --folds {FOLDS} --by topic --json",
    "anno_lexical/dev": "sentences {data}/anno_lexical/dev.jsonl --json",
    "checkthat/train": "sentences {data}/checkthat/train.jsonl --json",
    "ptc": "sentences {data}/ptc/sentences.jsonl --json",
    "ptc words": "spans {data}/ptc/sentences.jsonl --json",
    "quotes": "quotes {data}/annotated/quotes.jsonl --json",
    "voice": "voice {data}/polnear/dev.jsonl --json",
    "markers": "markers {data}/annotated/markers.jsonl --json",
    "markers without learned ones": "markers {data}/annotated/markers.jsonl --origin lexicon --origin pattern --json",
}
OF_BOTH = ("anno_lexical/dev", "checkthat/train", "ptc", "ptc words", "markers")


def measured(command: str, data: str) -> dict[str, Any]:
    """What `framing evaluate` prints for one command."""
    arguments = command.format(data=data).split()
    made = subprocess.run([sys.executable, "-m", "framing.evaluate", *arguments], capture_output=True, check=False)
    if made.returncode:
        raise SystemExit(f"framing.evaluate {' '.join(arguments)}: {made.stderr.decode()}")
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def encoder_in_folds(target: Corpus) -> dict[str, dict[str, Any]]:
    """The encoder on sentences that its network has not seen, each by a calibration that has not either."""
    found = judged(LeftOut.read(LEFT_OUT, target, Lexicon.load()), target)
    figures = sentence_figures(target, found.probabilities)
    return {"folds": figures.to_dict(), "words": found.word_figures().to_dict()}


def floor(corpus: Corpus, by: Grouping | None) -> dict[str, float]:
    """Logistic regression on TF-IDF of words, word pairs and runs of letters, on the same folds."""
    corpus = (grouped(corpus, by, FOLDS) if by else corpus).ordered()
    texts, labels = np.array(corpus.texts, dtype=object), np.array(corpus.labels)
    found = np.zeros(len(labels))
    for learned, left in parts_of(corpus, FOLDS, by, 0):
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
        model = make_pipeline(make_union(words, letters), LogisticRegression(C=3, max_iter=2000))
        found[left] = model.fit(texts[learned], labels[learned]).predict_proba(texts[left])[:, 1]
    return {
        "macro_f1": round(float(f1_score(labels, found > 0.5, average="macro")), 4),
        "auc": round(float(roc_auc_score(labels, found)), 4),
    }


def plain(corpus: Corpus, analyzer: Analyzer) -> dict[str, dict[str, Any]]:
    """By label the share of sentences with a loaded marker: from the lexicon, and of any origin."""
    found: dict[int, list[frozenset[str]]] = {0: [], 1: []}
    for text, label in zip(corpus.texts, corpus.labels, strict=True):
        markers = analyzer.analyze(text).markers.where(kind=("loaded_label", "loaded_language"))
        found[label].append(frozenset(marker.origin for marker in markers))
    return {
        name: {
            "lexicon": asdict(rate(sum("lexicon" in origins for origins in found[label]), len(found[label]))),
            "all": asdict(rate(sum(map(bool, found[label])), len(found[label]))),
        }
        for label, name in enumerate(("neutral", "biased"))
    }


def main() -> None:
    """Measures everything and writes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="the directory with babe/, anno_lexical/, checkthat/, ptc/ and annotated/")
    data = parser.parse_args().data
    target = read(Path(data) / TARGET)
    with ThreadPoolExecutor(2) as pool:
        runs = {name: pool.submit(measured, command, data) for name, command in COMMANDS.items()}
        others = {name: pool.submit(measured, f"{COMMANDS[name]} --model encoder", data) for name in OF_BOTH}
        floors = {"folds": floor(target, None), "topics": floor(target, "topic"), "outlets": floor(target, "outlet")}
        analyzer, encoder = Analyzer(), Analyzer("encoder")
        neutral_and_biased = read(Path(data) / "anno_lexical/dev.jsonl")
        shares = plain(neutral_and_biased, analyzer)
        encoders = {**encoder_in_folds(target.ordered()), "plain": plain(neutral_and_biased, encoder)}
        found = {name: run.result() for name, run in runs.items()}
        encoders |= {name: run.result() for name, run in others.items()}
    for figures in found.values():
        figures.pop("errors", None)
    made_by = {"model": analyzer.model.fingerprint, "lexicon": state_of(analyzer.lexicon)}
    table = {**made_by, "commands": COMMANDS, "floor": floors, "plain": shares, "figures": found}
    table |= {"encoder": {"model": encoder.model.fingerprint, **encoders}}
    OUTPUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
