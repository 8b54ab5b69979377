"""Linear models as named arrays: `model.npz` (names, numbers) and `card.json` (what they are).

One more array, `learned`, has a hash of each text that the model learned from, so that it is not measured on them; a
model without it does not tell. No pickle anywhere. The card records the checksum of the arrays: the two are read as
one or not at all.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from operator import ge
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.lib import format as npy
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from framing.drafts import draft, try_place
from framing.errors import ModelError

SCHEMA = 1
LONGEST_RUN = 40  # letters; what a damaged card could ask for beyond it would never end
ARRAYS = "model.npz"
PENDING = "model.npz.next"
CARD = "card.json"
RETRAIN = "train it anew with: python -m framing.train --corpus FILE --output DIRECTORY"

FloatArray = NDArray[np.float64]
Hashes = NDArray[np.uint32]

_FORM = {"bias": ("<f8", 0), "learned": ("<u4", 1), "names": ("|u1", 1), "weights": ("<f8", 1)}
_NEEDED = ("bias", "names", "weights")
_OWN_KEYS = ("schema", "sha256", "kinds", "lexicon", "characters")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can hold


@dataclass(frozen=True, slots=True)
class Card:
    """What a model was made for and from.

    `kinds` are the kinds of marker it knows, `lexicon` the fingerprint of the lexicon it was trained with,
    `characters` the shortest and longest run of letters it looks at. `record` is for readers: data, recipe,
    figures.
    """

    kinds: tuple[str, ...]
    lexicon: str
    characters: tuple[int, int]
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """A bias and one weight for each feature: `weights` has the shape `(len(names),)`, `names` are sorted.

    `learned` are the `framing.corpora.hashes` of the texts it learned from, sorted, each once; None where not known.
    """

    names: tuple[str, ...]
    weights: FloatArray
    bias: float
    card: Card
    learned: Hashes | None = None
    _sha256: str | None = field(default=None, init=False, repr=False)  # of the file that it was read from

    @classmethod
    def read(cls, directory: str | Path) -> Self:
        """The model in `directory`; a `ModelError` names the file and field of the first fault."""
        root = Path(directory)
        card, sha256 = _read_card(root / CARD)
        arrays = _arrays(root / ARRAYS, _content(root, sha256))
        names = _names(root / ARRAYS, arrays["names"])
        weights = arrays["weights"]
        if weights.shape != (len(names),):
            raise _damaged(root / ARRAYS, "weights", f"{len(weights)} numbers for {len(names)} names")
        learned = arrays.get("learned")
        if learned is not None and not (learned[1:] > learned[:-1]).all():
            raise _damaged(root / ARRAYS, "learned", "not sorted, or one stands twice")
        found = cls(names, weights, float(arrays["bias"]), card, learned)
        object.__setattr__(found, "_sha256", sha256)
        return found

    def write(self, directory: str | Path) -> None:
        """Puts the model into `directory`, in place of one there; a `ModelError` where that fails or other files are.

        Replacing the card is the one moment at which the new model takes over: interrupted before it the old
        model is read, after it the new one, whose arrays may still bear the name `model.npz.next`.
        """
        root, content = Path(directory), self.content()
        check_place(root)
        try:
            with draft(root) as folder:
                _settle(root)
                _put(folder / ARRAYS, content)
                _put(folder / CARD, _card_text(self.card, content).encode())
                os.replace(folder / ARRAYS, root / PENDING)
                os.replace(folder / CARD, root / CARD)
            os.replace(root / PENDING, root / ARRAYS)
        except OSError as fault:
            raise _unwritable(root, fault.strerror) from fault

    def content(self) -> bytes:
        """The bytes of `model.npz`; the same model gives the same bytes."""
        arrays: dict[str, NDArray[Any]] = {
            "bias": np.array(self.bias, "<f8"),
            "names": np.frombuffer("\n".join(self.names).encode("utf-8", "surrogatepass"), "|u1"),
            "weights": np.ascontiguousarray(self.weights, "<f8"),
        }
        if self.learned is not None:
            arrays["learned"] = np.ascontiguousarray(self.learned, "<u4")
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, array in sorted(arrays.items()):
                archive.writestr(_member(name), _npy(array))
        return buffer.getvalue()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of `model.npz`."""
        return self._sha256 or _sha256(self.content())


# -- writing


def check_place(root: Path) -> None:
    """A `ModelError` unless a model can be written into `root`: a new or empty directory, or one that holds a model."""
    near = root
    while not os.path.lexists(near) and near != near.parent:
        near = near.parent
    if not os.path.isdir(near):
        raise _unwritable(root, f"{near} is a file")
    others = sorted(path.name for path in root.glob("[!.]*") if path.name != PENDING)
    if others and not _is_card(root / CARD):
        raise ModelError(
            f"{root}: holds {others[0]} and no model of framing; choose a new directory, lest a file of yours be lost"
        )
    try:
        try_place(root)
    except OSError as fault:
        raise _unwritable(root, fault.strerror) from fault


def _is_card(path: Path) -> bool:
    """True for a card that this module wrote, be its version another."""
    try:
        table = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(table, dict) and {*_OWN_KEYS} <= {*table}


def _unwritable(root: Path, why: str | None) -> ModelError:
    return ModelError(f"{root}: the model cannot be written ({why}); choose another directory")


def _card_text(card: Card, content: bytes) -> str:
    own = (SCHEMA, _sha256(content), card.kinds, card.lexicon, card.characters)
    table = dict(zip(_OWN_KEYS, own, strict=True)) | dict(card.record)
    return json.dumps(table, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _member(name: str) -> zipfile.ZipInfo:
    """An archive member whose header depends on its name alone."""
    info = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info


def _npy(array: NDArray[Any]) -> bytes:
    buffer = BytesIO()
    npy.write_array(buffer, array, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def _put(path: Path, content: bytes) -> None:
    """Writes a file through to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(root: Path) -> None:
    """Gives the arrays of the current card their final name, where an earlier write was cut short."""
    try:
        sha256 = _read_card(root / CARD)[1]
        if _sha256((root / PENDING).read_bytes()) == sha256:
            os.replace(root / PENDING, root / ARRAYS)
    except (ModelError, FileNotFoundError):
        return


# -- reading


def _read_card(path: Path) -> tuple[Card, str]:
    """The card, and the checksum of the arrays that belong to it."""
    try:
        table = json.loads(_bytes(path))
    except (ValueError, RecursionError) as fault:
        raise _damaged(path, "JSON", str(fault)) from fault
    if not isinstance(table, dict):
        raise _damaged(path, "JSON", "expected an object")
    if table.get("schema") != SCHEMA:
        raise _damaged(path, "schema", f"{table.get('schema')!r}, where this version of framing reads {SCHEMA}")
    kinds = _field(path, table, "kinds", _strings(table.get("kinds")), "a list of names")
    lexicon = _field(path, table, "lexicon", isinstance(table.get("lexicon"), str), "a fingerprint")
    low, high = _field(path, table, "characters", _range(table.get("characters")), "two lengths, short first")
    sha256 = _field(path, table, "sha256", isinstance(table.get("sha256"), str), "a checksum")
    record = {key: value for key, value in table.items() if key not in _OWN_KEYS}
    return Card(tuple(kinds), lexicon, (low, high), record), sha256


def _field(path: Path, table: dict[str, Any], key: str, sound: bool, expected: str) -> Any:
    if key not in table:
        raise _damaged(path, key, f"missing, expected {expected}")
    if not sound:
        raise _damaged(path, key, f"{str(table[key])[:60]!r} is not {expected}")
    return table[key]


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _range(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2 or any(type(item) is not int for item in value):
        return False
    return bool(1 <= value[0] <= value[1] <= LONGEST_RUN)


def _content(root: Path, sha256: str) -> bytes:
    """The bytes of the arrays that the card speaks of."""
    pending = root / PENDING
    for path in [pending, root / ARRAYS] if pending.is_file() else [root / ARRAYS]:
        content = _bytes(path)
        if _sha256(content) == sha256:
            return content
    raise _damaged(root / ARRAYS, "sha256", f"{_sha256(content)[:12]}..., {CARD} records {sha256[:12]}...")


def _arrays(path: Path, content: bytes) -> dict[str, NDArray[Any]]:
    try:
        archive = np.load(BytesIO(content), allow_pickle=False)
        if not isinstance(archive, NpzFile):
            raise ValueError("a single array")
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as fault:
        raise _damaged(path, "archive", f"no npz archive ({fault})") from fault
    with archive:
        if not {*_NEEDED} <= {*archive.files} <= {*_FORM}:
            raise _damaged(path, "archive", f"holds {sorted(archive.files)}, where {sorted(_FORM)} are expected")
        members = archive.zip.infolist() if archive.zip else []
        if any(member.compress_type != zipfile.ZIP_STORED for member in members):
            raise _damaged(path, "archive", "compressed, so that a small file could fill the memory")
        return {name: _array(path, archive, name) for name in sorted(archive.files)}


def _array(path: Path, archive: NpzFile, name: str) -> NDArray[Any]:
    """One array of the archive, of the right type and number of dimensions, all finite, read-only."""
    dtype, dimensions = _FORM[name]
    try:
        array: NDArray[Any] = np.asanyarray(archive[name])
    except Exception as fault:  # whatever a damaged archive makes numpy and zipfile raise
        raise _damaged(path, name, f"cannot be read ({fault})") from fault
    if array.dtype != np.dtype(dtype) or array.ndim != dimensions:
        found = f"{array.dtype} with {array.ndim} dimensions"
        raise _damaged(path, name, f"{found}, expected {np.dtype(dtype)} with {dimensions}")
    if not np.isfinite(array).all():
        raise _damaged(path, name, "holds a number that is not finite")
    array.flags.writeable = False
    return array


def _names(path: Path, array: NDArray[np.uint8]) -> tuple[str, ...]:
    try:
        text = array.tobytes().decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as fault:
        raise _damaged(path, "names", f"not UTF-8 at byte {fault.start}") from fault
    names = tuple(text.split("\n")) if text else ()
    if any(map(ge, names, islice(names, 1, None))):
        raise _damaged(path, "names", "not sorted, or one stands twice")
    return names


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise ModelError(f"{path}: no such file; give the directory of a model, or {RETRAIN}") from fault
    except OSError as fault:
        raise ModelError(
            f"{path}: cannot be read ({fault.strerror}); give the directory of a model, or {RETRAIN}"
        ) from fault


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _damaged(path: Path, field: str, message: str) -> ModelError:
    return ModelError(f"{path}: {field}: {message}; restore the file, or {RETRAIN}")
