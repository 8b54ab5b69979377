"""Makes the encoder of what teach.py left: `python training/encode.py ../shared/data --taught teaching`.

The pupil that has seen the whole target becomes training/encoder/media_framing_encoder: the network as ONNX with
weights of eight bits, checked against the one with floating numbers; the tokenizer; the card with the calibration,
which the sentences that were left out of the folds teach. What the networks of the folds said of these goes to
training/left-out. Needs what export.py needs.
"""

import argparse
import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from calibrate import LeftOut, calibrated
from export import Heads, write
from network import LONGEST, Network, base_of, pieces_of
from teach import MADE_OF, Data

from framing.corpora import hashes
from framing.encoder import CARD, FILES, LEARNED, NETWORK, SCHEMA, TOKENIZER, Encoder
from framing.lexicon import Lexicon
from framing.recipe import versions
from framing.scoring import Words
from framing.tokens import tokenize
from framing.train import LABEL, figures

LEFT_OUT = Path(__file__).with_name("left-out")
HOME = Path(__file__).with_name("encoder") / "media_framing_encoder"
PUPIL_LEFT_OUT = "pupil-left-out"  # where teach.py puts what the pupils of the folds say of the sentences left out
CALIBRATING = 200  # sentences that show how large the states of the network are
MOST_APART = 0.03  # the 95th percentile of the difference of probabilities


def made(data: Data, taught: Path, table: dict[str, Any], home: Path) -> Network:
    """Writes the files of the encoder into a directory; the network with floating numbers."""
    (seed,) = table["pupil"]["seeds"]
    base, tokenizer = base_of(table["pupil"]["base"])
    network = Network(base)
    network.load_state_dict(torch.load(taught / f"pupil-all-{seed}.pt", weights_only=True))
    write(network, pieces_of(data.pool[:CALIBRATING], tokenizer), home / NETWORK)
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.save(str(home / TOKENIZER), pretty=False)
    np.save(home / LEARNED, np.setdiff1d(hashes((*data.target.texts, *data.pool)), [0]).astype("<u4"))
    left = LeftOut.read(taught / PUPIL_LEFT_OUT, data.target, Lexicon.load())
    found = calibrated(left, np.arange(len(data.target)))
    card = {
        "schema": SCHEMA,
        "sha256": {name: hashlib.sha256((home / name).read_bytes()).hexdigest() for name in FILES},
        "longest": LONGEST,
        "heads": {"sentence": network.sentence.bias.item(), "piece": network.piece.bias.item()},
        "sentence": {"own": found.own, "evidence": found.evidence, "constant": found.constant},
        "mark": {
            "word": found.word,
            "sentence": found.sentence,
            "constant": found.marking,
            "threshold": found.threshold,
            "least_biased": found.least_biased,
        },
        "task": "sentence",
        "label": LABEL,
        "data": [asdict(corpus.sources[0]) for corpus in (data.target, data.further)],
        "unlabelled": len(data.pool) - len(data.further),
        "settings": table,
        "versions": versions() | {"torch": torch.__version__},
    }
    (home / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return network


class Floating(Encoder):
    """The same encoder with the network as it was trained."""

    def use(self, network: Network) -> None:
        """Runs this network."""
        heads = Heads(network).eval()

        def run(numbers: list[int]) -> Any:
            with torch.inference_mode():
                return heads(torch.tensor([numbers]))[0].numpy()

        self._run = run


def checked(data: Data, network: Network, home: Path) -> dict[str, float]:
    """How far the probabilities of eight bits lie from those of floating numbers, and what that does to the figures."""
    small, whole = Encoder(home), Floating(home)
    whole.use(network.cpu())
    sentences: list[Words] = [(tokenize(text), ()) for text in data.target.texts]
    labels = np.array(data.target.labels)
    one, other = (np.array(model.probabilities(sentences)) for model in (small, whole))
    apart = float(np.percentile(np.abs(one - other), 95))
    f1 = {name: figures(labels, own)["macro_f1"] for name, own in (("int8", one), ("float", other))}
    found = {
        "sentences": len(labels),
        "p95": round(apart, 4),
        **{f"macro_f1 {name}": value for name, value in f1.items()},
    }
    if apart > MOST_APART or abs(f1["int8"] - f1["float"]) > 0.005:
        raise SystemExit(f"eight bits are not enough: {found}")
    return found


def main() -> None:
    """Makes the files, checks them, and puts them in the place of the old ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the directory with babe/, anno_lexical/ and newsmtsc/")
    parser.add_argument("--taught", type=Path, required=True, help="what teach.py wrote with --output")
    arguments = parser.parse_args()
    table = json.loads((arguments.taught / MADE_OF).read_text(encoding="utf-8"))["settings"]
    if len(table["pupil"]["seeds"]) != 1:
        raise SystemExit(f"{arguments.taught}: the encoder is one network; give the pupil one seed")
    data = Data(arguments.data)
    with TemporaryDirectory(dir=HOME.parent) as directory:
        home = Path(directory)
        print(json.dumps(checked(data, made(data, arguments.taught, table, home), home), indent=1))
        for name in (*FILES, CARD):
            shutil.move(home / name, HOME / name)
    shutil.copytree(arguments.taught / PUPIL_LEFT_OUT, LEFT_OUT, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
