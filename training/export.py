"""Writes a trained network as ONNX, with weights of eight bits. Needs torch, onnx, onnxscript and onnxruntime."""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn.functional import linear


class Heads(nn.Module):
    """What both heads make of each piece, without their constants: shape `(n, longest, 2)`."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.base = network.base
        self.weights = nn.Parameter(torch.cat([network.sentence.weight, network.piece.weight]))

    def forward(self, numbers: Tensor, mask: Tensor) -> Tensor:
        """What each piece adds to the log odds of the sentence, and the log odds of its own."""
        return linear(self.base(input_ids=numbers, attention_mask=mask).last_hidden_state, self.weights)


def write(network: Network, path: Path) -> None:
    """The network as ONNX with weights of eight bits; one scale a column of each matrix."""
    heads = Heads(network.cpu()).eval()
    example = torch.ones(2, 8, dtype=torch.long)
    sizes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("longest")}
    with TemporaryDirectory() as directory:
        whole = Path(directory) / "float.onnx"
        torch.onnx.export(
            heads,
            (example, example),
            whole,
            input_names=["numbers", "mask"],
            output_names=["heads"],
            dynamic_shapes={"numbers": sizes, "mask": sizes},
            external_data=False,
            dynamo=True,
            verbose=False,
        )
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)
