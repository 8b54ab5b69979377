"""Sentences a second of the encoder, beside a network of RoBERTa-base's size in floating numbers under torch.

That network has random weights and gets the numbers of pieces ready made; the encoder is timed from the text on. Both
see the same sentences, with as many pieces, one at a time; the network in sorted batches of 32 too, which suits it.
`make bench-encoder` sets up what this needs.
"""

from collections.abc import Callable
from pathlib import Path

import torch
from measure import seconds
from tokenizers import Tokenizer
from transformers import RobertaConfig, RobertaModel

import framing
from framing._resources import model_directory
from framing.encoder import TOKENIZER

ARTICLES = Path(__file__).parents[2] / "docs" / "examples"
BATCH = 32


def main() -> None:
    """Print a line for each contender, and how long an article of 30 sentences takes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    sentences = [text[s.start : s.end] for text in texts for s in framing.analyze(text).sentences]
    cutter = Tokenizer.from_file(str(model_directory("encoder") / TOKENIZER))
    pieces = sorted((cutter.encode(sentence).ids for sentence in sentences), key=len)
    encoder, fast = framing.Analyzer("encoder"), framing.Analyzer("fast")
    base = RobertaModel(RobertaConfig(vocab_size=50_265, max_position_embeddings=514)).eval()

    def alone() -> None:
        for numbers in pieces:
            base(torch.tensor([numbers]))

    def in_batches() -> None:
        for start in range(0, len(pieces), BATCH):
            batch = pieces[start : start + BATCH]
            mask = torch.tensor([[int(i < len(own)) for i in range(len(batch[-1]))] for own in batch])
            base(torch.tensor([own + [1] * (len(batch[-1]) - len(own)) for own in batch]), attention_mask=mask)

    contenders: dict[str, Callable[[], object]] = {
        "RoBERTa-base, one at a time": alone,
        f"RoBERTa-base, batches of {BATCH}": in_batches,
        "encoder": lambda: encoder.score(sentences),
        "fast": lambda: fast.score(sentences),
    }
    with torch.inference_mode():
        taken = {name: seconds(work) for name, work in contenders.items()}
    first = next(iter(taken.values()))
    mean = sum(map(len, pieces)) / len(pieces)
    print(f"{len(sentences)} sentences of {mean:.0f} pieces, {torch.get_num_threads()} cores")
    print(f"{'':30}{'sentences/s':>12}{'times as fast':>15}")
    for name, time_taken in taken.items():
        print(f"{name:30}{len(sentences) / time_taken:12.1f}{first / time_taken:15.1f}")
    article = " ".join((sentences * 30)[:30])
    print(f"\nanalysis of an article of {len(framing.analyze(article).sentences)} sentences, with all it finds:")
    for name, analyzer in (("encoder", encoder), ("fast", fast)):
        print(f"{name:30}{seconds(lambda analyzer=analyzer: analyzer.analyze(article)):9.3f} s")  # type: ignore[misc]


if __name__ == "__main__":
    main()
