"""The encoder: a small transformer in the place of the linear model, run with onnxruntime and tokenizers alone.

The network gives two numbers for each piece of a word: what it adds to the log odds of the sentence, and the log odds
that it is loaded. The sentence has the mean of the first, a word the highest of the second; with the evidence that any
word is loaded (as in the linear model) they are calibrated, and add up to the log odds again word by word. How it was
made is told in training/README.md.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, log1p
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from framing._resources import model_directory
from framing.batch import Words
from framing.contributions import Contributions, Row
from framing.errors import MissingExtra, ModelError
from framing.features import has_words
from framing.linear import CARD, Hashes
from framing.loaded import NEVER, evidence
from framing.scoring import Assessment, SentenceModel, sigmoid
from framing.tokens import Tokens

SCHEMA = 1
NETWORK, TOKENIZER, LEARNED = "model.onnx", "tokenizer.json", "learned.npy"
FILES = (NETWORK, TOKENIZER, LEARNED)
FIRST, LAST = "[CLS]", "[SEP]"  # the pieces that frame what the network reads at a time
FRAME = "sentence:frame"
LARGEST = 1_000_000  # number of a calibration
MOST = 510  # pieces between them that the network can read

Heads = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns the numbers of the network into log odds: of sentences, of the marks of annotators on words.

    `own`, `evidence` and `constant` are of the sentence; `word`, `sentence` and `marking` of a mark, `threshold` the
    probability from which a word is marked, `least_biased` that of the sentence from which any is.
    """

    own: float
    evidence: float
    constant: float
    word: float
    sentence: float
    marking: float
    threshold: float
    least_biased: float

    def log_odds(self, sentence: float, loaded: float) -> float:
        """The log odds of a sentence, from those that the network gives and the evidence that a word is loaded."""
        return self.own * sentence + self.evidence * log1p(loaded) + self.constant

    def loaded(self, words: Iterable[float], logit: float) -> tuple[float, ...]:
        """The probability that annotators mark each word of a sentence with the log odds `logit`."""
        rest = self.sentence * logit + self.marking
        return tuple(sigmoid(self.word * word + rest) if word > NEVER else 0.0 for word in words)

    def marked(self, loaded: Iterable[float], logit: float) -> tuple[bool, ...]:
        """Whether that is enough to mark it."""
        biased = sigmoid(logit) >= self.least_biased
        return tuple(biased and probability >= self.threshold for probability in loaded)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the network says of a sentence: what each token adds and how loaded it is, what the frames add.

    `shares` are what each token adds to the evidence that a word is loaded.
    """

    added: tuple[float, ...]
    words: tuple[float, ...]
    shares: tuple[float, ...]
    framed: float


class Encoder:
    """Scores sentences, and the words in them, with a transformer. Picklable.

    Each sentence is read by itself, so that its probability is the same in any company; one of more than `longest`
    pieces is read in windows.
    """

    def __init__(self, directory: str | Path) -> None:
        self.directory = Path(directory).resolve()
        card = _card(self.directory / CARD)
        self.calibration: Calibration = card["calibration"]
        self.longest: int = card["longest"]
        self._of_sentence, self._of_piece = card["heads"]
        self.bias = self.calibration.own * self._of_sentence + self.calibration.constant
        self.fingerprint: str = card["fingerprint"]
        self.record: dict[str, Any] = card["record"]
        self._run, self._pieces, self._frame = _parts(self.directory, card["sha256"])

    def __reduce__(self) -> tuple[type[Self], tuple[Path]]:
        return type(self), (self.directory,)

    @cached_property
    def learned(self) -> Hashes | None:
        """The `framing.corpora.hashes` of the texts it learned from."""
        path = self.directory / LEARNED
        try:
            found: Hashes = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as fault:
            raise _damaged(path, "hashes", str(fault)) from fault
        if found.dtype != np.dtype("<u4") or found.ndim != 1:
            raise _damaged(path, "hashes", "expected one dimension of whole numbers of 32 bits")
        return found

    @cached_property
    def _linear(self) -> SentenceModel:
        """The shipped linear model, which tells labels from language."""
        return SentenceModel.load(model_directory("fast"))

    def is_label(self, tokens: Tokens, i: int) -> bool:
        """True where token `i`, if it is loaded, is a noun that names somebody or something."""
        return self._linear.is_label(tokens, i)

    def check(self, kinds: Iterable[str], place: str) -> None:
        """Nothing: it takes any lexicon."""

    def probabilities(self, sentences: Iterable[Words]) -> list[float]:
        """The probability of each sentence."""
        return [sigmoid(self._logit(self._read(tokens))) for tokens, _ in sentences]

    def assess_all(self, sentences: Iterable[Words]) -> list[Assessment]:
        """All that the model says of each sentence."""
        return [self._assessed(tokens) for tokens, _ in sentences]

    def _assessed(self, tokens: Tokens) -> Assessment:
        read = self._read(tokens)
        logit = self._logit(read)
        loaded = self.calibration.loaded(read.words, logit)
        contributions = Contributions.of(row for row in self._contributions(tokens, read) if row[3])
        return Assessment(sigmoid(logit), contributions, loaded, self.calibration.marked(loaded, logit))

    def _logit(self, read: _Read) -> float:
        return self.calibration.log_odds(self._of_sentence + sum(read.added) + read.framed, sum(read.shares))

    def _contributions(self, tokens: Tokens, read: _Read) -> Iterator[Row]:
        """What each token adds, its part in that a word is loaded included; then what the frames add."""
        total = sum(read.shares)
        loaded = self.calibration.evidence * log1p(total) / total if total else 0.0
        for i, key in enumerate(tokens.keys):
            value = self.calibration.own * read.added[i] + loaded * read.shares[i]
            yield f"word:{key}", tokens.starts[i], tokens.ends[i], value
        yield FRAME, None, None, self.calibration.own * read.framed

    # -- the network

    def _read(self, tokens: Tokens) -> _Read:
        n = len(tokens)
        if not has_words(tokens.keys):
            return _Read((0.0,) * n, (NEVER,) * n, (0.0,) * n, 0.0)
        numbers, owners = self._pieces(_written(tokens))
        added, words, framed, count = [0.0] * n, [-inf] * n, 0.0, 0
        for start in range(0, len(numbers), self.longest - len(self._frame)):
            stop = min(start + self.longest - len(self._frame), len(numbers))
            heads = self._run([self._frame[0], *numbers[start:stop], self._frame[1]])
            framed += float(heads[0, 0]) + float(heads[-1, 0])
            count += len(heads)
            for owner, (adds, loaded) in zip(owners[start:stop], heads[1:-1].tolist(), strict=True):
                added[owner] += adds
                words[owner] = max(words[owner], loaded)
        odds = tuple(self._of_piece + w if tokens.is_word(i) and w > -inf else NEVER for i, w in enumerate(words))
        shares = tuple(evidence(np.array(odds)).tolist())
        return _Read(tuple(value / count for value in added), odds, shares, framed / count)


def _written(tokens: Tokens) -> list[str]:
    """The tokens as they are written, a hyphen with the word before it; what is no character is a question mark."""
    ends = [tokens.starts[i + 1] if tokens.joined(i + 1) else tokens.ends[i] for i in range(len(tokens))]
    words = (tokens.text[start:end] for start, end in zip(tokens.starts, ends, strict=True))
    return [word.encode("utf-8", "replace").decode() for word in words]


def _parts(root: Path, sha256: dict[str, str]) -> tuple[Any, Any, tuple[int, int]]:
    """What runs the network on the numbers of pieces, what cuts words into these, and the frame."""
    try:
        import onnxruntime
        import tokenizers
    except ImportError as fault:
        raise MissingExtra(
            f'model="encoder" needs onnxruntime and tokenizers ({fault}); install them with: '
            'pip install "media-framing[encoder]"'
        ) from fault
    content = {name: _checked(root / name, sha256[name]) for name in FILES}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a sentence is too short to share; processes (`n_jobs`) gain more
    try:
        session = onnxruntime.InferenceSession(content[NETWORK], options, providers=["CPUExecutionProvider"])
        cutter = tokenizers.Tokenizer.from_str(content[TOKENIZER].decode())
    except Exception as fault:  # what either library raises is its own
        raise _damaged(root, "network", f"cannot be read ({fault})") from fault
    cutter.no_truncation()
    cutter.no_padding()
    first, last = cutter.token_to_id(FIRST), cutter.token_to_id(LAST)
    if first is None or last is None:
        raise _damaged(root / TOKENIZER, "vocab", f"knows no {FIRST} or no {LAST}")

    def run(numbers: Sequence[int]) -> Heads:
        heads: Heads = session.run(["heads"], {"numbers": np.array([numbers], dtype=np.int64)})[0][0]
        return heads

    def pieces(words: list[str]) -> tuple[list[int], list[int]]:
        found = cutter.encode(words, is_pretokenized=True, add_special_tokens=False)
        return found.ids, [owner for owner in found.word_ids if owner is not None]  # none is: frames are left out

    try:
        shape = run([first, last]).shape
    except Exception as fault:
        raise _damaged(root / NETWORK, "heads", f"cannot be run ({fault})") from fault
    if shape != (2, 2):
        raise _damaged(root / NETWORK, "heads", f"shape {shape} for two pieces, expected (2, 2)")
    return run, pieces, (first, last)


# -- the card


def _card(path: Path) -> dict[str, Any]:
    """What the card says, checked; the record is what is for readers."""
    try:
        content = path.read_bytes()
        table = json.loads(content)
    except OSError as fault:
        raise ModelError(f"{path}: cannot be read ({fault.strerror}); {_remedy()}") from fault
    except (ValueError, RecursionError) as fault:
        raise _damaged(path, "JSON", str(fault)) from fault
    if not isinstance(table, dict) or type(table.get("schema")) is not int or table["schema"] != SCHEMA:
        raise _damaged(path, "schema", f"expected an object with schema {SCHEMA}")
    heads = _numbers(path, table, "heads", ("sentence", "piece"))
    of_sentence = _numbers(path, table, "sentence", ("own", "evidence", "constant"))
    of_mark = _numbers(path, table, "mark", ("word", "sentence", "constant", "threshold", "least_biased"))
    if not all(0 <= share <= 1 for share in of_mark[-2:]):
        raise _damaged(path, "mark", "threshold and least_biased must lie between 0 and 1")
    longest, sha256 = table.get("longest"), table.get("sha256")
    if type(longest) is not int or not 3 <= longest <= MOST:
        raise _damaged(path, "longest", f"{longest!r} is not a whole number from 3 to {MOST}")
    if not isinstance(sha256, dict) or not all(isinstance(sha256.get(name), str) for name in FILES):
        raise _damaged(path, "sha256", f"expected a checksum for each of {', '.join(FILES)}")
    return {
        "calibration": Calibration(*of_sentence, *of_mark),
        "longest": longest,
        "heads": heads,
        "sha256": sha256,
        "fingerprint": hashlib.sha256(content).hexdigest(),
        "record": table,
    }


def _numbers(path: Path, table: dict[str, Any], key: str, names: Sequence[str]) -> list[float]:
    """The numbers of a table of the card, in order."""
    own = table.get(key)
    if not isinstance(own, dict) or not all(type(own.get(name)) in (int, float) for name in names):
        raise _damaged(path, key, f"expected a number for each of {', '.join(names)}")
    if not all(abs(own[name]) <= LARGEST for name in names):
        raise _damaged(path, key, f"holds a number that is not between {-LARGEST} and {LARGEST}")
    return [float(own[name]) for name in names]


def _checked(path: Path, sha256: str) -> bytes:
    """The bytes of a file, which must be those that the card speaks of."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise ModelError(f"{path}: cannot be read ({fault.strerror}); {_remedy()}") from fault
    if (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise _damaged(path, "sha256", f"{found[:12]}..., {CARD} records {sha256[:12]}...")
    return content


def _damaged(path: Path, field: str, message: str) -> ModelError:
    return ModelError(f"{path}: {field}: {message}; {_remedy()}")


def _remedy() -> str:
    return "install the encoder anew from a checkout: pip install ./training/encoder"
