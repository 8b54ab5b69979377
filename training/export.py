"""Writes a trained network as ONNX, with weights of eight bits. Needs torch, onnx, onnxscript and onnxruntime.

While it runs, what goes into a matrix is rounded to eight bits as well, on one scale for the whole sentence, and a few
columns are far larger than the others. Those of the feed-forward layers, where that costs most, are divided by a number
which the matrix is multiplied by (SmoothQuant, Xiao et al. 2023). Each row of the embeddings has a scale of its own.
"""

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from network import Network, Pieces
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn.functional import linear

SMOOTHED = 0.85  # power of the largest value of a column; 1 less that is the power of the weights


class Heads(nn.Module):
    """What both heads make of each piece of one sentence, without their constants: shape `(1, n, 2)`."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.base = network.base
        self.weights = nn.Parameter(torch.cat([network.sentence.weight, network.piece.weight]))

    def forward(self, numbers: Tensor) -> Tensor:
        """What each piece adds to the log odds of the sentence, and the log odds of its own."""
        return linear(self.base(input_ids=numbers).last_hidden_state, self.weights)


class Smooth(nn.Module):
    """A linear layer whose inputs are divided by a scale, and its weights multiplied by it."""

    def __init__(self, layer: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weights = layer.weight.data.abs().amax(0).clamp(min=1e-5)
        scale = (largest.clamp(min=1e-3) ** SMOOTHED / weights ** (1 - SMOOTHED)).clamp(min=1e-3)
        self.layer = layer
        self.register_buffer("inverse", 1 / scale)
        layer.weight.data *= scale

    def forward(self, states: Tensor) -> Tensor:
        """What the layer gives."""
        return self.layer(states * self.inverse)


class Rows(nn.Module):
    """Embeddings of eight bits with a scale a row."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weights = embedding.weight.data
        scales = weights.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("rows", torch.round(weights / scales).to(torch.int8))

    def forward(self, numbers: Tensor) -> Tensor:
        """The rows of these numbers."""
        return self.rows[numbers].float() * self.scales[numbers]


@torch.inference_mode()
def smoothed(heads: Heads, sentences: Sequence[Pieces]) -> Heads:
    """The same with smooth feed-forward layers; the sentences show how large their inputs are."""
    found = deepcopy(heads)
    layers = [part for layer in found.base.encoder.layer for part in (layer.intermediate, layer.output)]
    largest: dict[nn.Module, Tensor] = {}

    def seen(part: nn.Module, given: tuple[Tensor, ...]) -> None:
        own = given[0].abs().amax((0, 1))
        largest[part] = torch.maximum(largest.get(part, own), own)

    hooks = [part.dense.register_forward_pre_hook(seen) for part in layers]
    for sentence in sentences:
        found(torch.tensor([sentence.numbers]))
    for hook in hooks:
        hook.remove()
    for part in layers:
        part.dense = Smooth(part.dense, largest[part.dense])
    return found


def write(network: Network, sentences: Sequence[Pieces], path: Path) -> None:
    """The network as ONNX with weights of eight bits; one scale a column of each matrix."""
    heads = smoothed(Heads(network.cpu()).eval(), sentences)
    heads.base.embeddings.word_embeddings = Rows(heads.base.embeddings.word_embeddings)
    with TemporaryDirectory() as directory:
        whole = Path(directory) / "float.onnx"
        torch.onnx.export(
            heads,
            (torch.ones(1, 8, dtype=torch.long),),
            whole,
            input_names=["numbers"],
            output_names=["heads"],
            dynamic_shapes={"numbers": {1: torch.export.Dim("n")}},
            external_data=False,
            dynamo=True,
            verbose=False,
        )
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
