"""Models on disk: what is written is what is read, damaged ones are refused, interrupted writes lose nothing."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import ModelError
from framing.linear import ARRAYS, CARD, PENDING, Card, LinearModel

CARD_OF_TESTS = Card(("booster", "euphemism"), "f" * 64, (2, 4), {"seed": 0, "label": "1 or 0"})


def model(weights: dict[str, float], bias: float = 0.25) -> LinearModel:
    """A model with these weights."""
    names = tuple(sorted(weights))
    return LinearModel(names, np.array([weights[name] for name in names], dtype=float), bias, CARD_OF_TESTS)


OLD = model({"word:harbour": -0.5, "char:<ha": 0.125, "pair:of course": 1e-9})
NEW = model({"word:cronies": 2.0})


def weights_of(found: LinearModel) -> dict[str, float]:
    """The weights by name."""
    return dict(zip(found.names, found.weights.tolist(), strict=True))


@given(
    st.dictionaries(st.text(st.characters(exclude_characters="\n"), min_size=1), st.floats(-1e300, 1e300)),
    st.floats(-1e300, 1e300),
)
def test_what_is_written_is_what_is_read(weights: dict[str, float], bias: float) -> None:
    """Names of any characters, lone surrogates too, and numbers come back bit by bit, and so does the card."""
    with tempfile.TemporaryDirectory() as directory:
        model(weights, bias).write(directory)
        found = LinearModel.read(directory)
    assert weights_of(found) == weights
    assert found.bias == bias
    assert found.card == CARD_OF_TESTS


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the time or place of writing gets into the files."""
    for name in ("one", "other"):
        OLD.write(tmp_path / name)
    assert (tmp_path / "one" / CARD).read_bytes() == (tmp_path / "other" / CARD).read_bytes()
    assert (tmp_path / "one" / ARRAYS).read_bytes() == (tmp_path / "other" / ARRAYS).read_bytes() == OLD.content()
    with zipfile.ZipFile(tmp_path / "one" / ARRAYS) as archive:
        assert [info.date_time for info in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)] * 3


def test_the_fingerprint_is_that_of_the_file(tmp_path: Path) -> None:
    """`sha256sum model.npz` shows the fingerprint, and other weights have another."""
    OLD.write(tmp_path)
    assert OLD.fingerprint == hashlib.sha256((tmp_path / ARRAYS).read_bytes()).hexdigest()
    assert OLD.fingerprint != NEW.fingerprint
    read = LinearModel.read(tmp_path)
    assert read.fingerprint == OLD.fingerprint
    assert replace(read, weights=NEW.weights, names=NEW.names, bias=NEW.bias).fingerprint == NEW.fingerprint


def test_the_weights_that_are_read_cannot_be_changed(tmp_path: Path) -> None:
    """A model is a value."""
    OLD.write(tmp_path)
    with pytest.raises(ValueError, match="read-only"):
        LinearModel.read(tmp_path).weights[0] = 1.0


def test_a_model_takes_the_place_of_another_and_leaves_other_files_alone(tmp_path: Path) -> None:
    """Only the two files of a model are touched."""
    OLD.write(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    NEW.write(tmp_path)
    assert weights_of(LinearModel.read(tmp_path)) == weights_of(NEW)
    assert {path.name for path in tmp_path.iterdir()} == {ARRAYS, CARD, "notes.txt"}


@pytest.mark.parametrize(("done", "expected"), [(0, OLD), (1, OLD), (2, NEW)])
def test_an_interrupted_write_leaves_a_whole_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int, expected: LinearModel
) -> None:
    """Cut short after any number of its steps: the old model or the new one, and the next write succeeds."""
    OLD.write(tmp_path)
    move, calls = os.replace, iter(range(done))

    def cut_short(source: Path, target: Path) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", cut_short)
        with pytest.raises(KeyboardInterrupt):
            NEW.write(tmp_path)
    assert weights_of(LinearModel.read(tmp_path)) == weights_of(expected)

    with monkeypatch.context() as patch:  # a second write, cut short as early as can be, must not lose it either
        patch.setattr("framing.linear._put", lambda path, content: next(iter(())))
        with pytest.raises(StopIteration):
            OLD.write(tmp_path)
    assert weights_of(LinearModel.read(tmp_path)) == weights_of(expected)
    OLD.write(tmp_path)
    assert weights_of(LinearModel.read(tmp_path)) == weights_of(OLD)
    assert {path.name for path in tmp_path.iterdir()} == {ARRAYS, CARD}


def test_a_second_write_after_an_interrupted_one_is_safe_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The arrays that still wait under another name are not overwritten while the card speaks of them."""
    NEW.write(tmp_path)
    os.replace(tmp_path / ARRAYS, tmp_path / PENDING)
    (tmp_path / ARRAYS).write_bytes(OLD.content())
    move, calls = os.replace, iter(range(2))

    def cut_short(source: Path, target: Path) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        move(source, target)

    monkeypatch.setattr(os, "replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        OLD.write(tmp_path)
    assert weights_of(LinearModel.read(tmp_path)) == weights_of(NEW)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file stands where the directory should."""
    place = tmp_path / "taken"
    place.write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match=r"taken: the model cannot be written.*choose another directory"):
        OLD.write(place)


@pytest.mark.parametrize("name", [ARRAYS, CARD, "notes.txt"])
def test_files_of_others_are_not_replaced(tmp_path: Path, name: str) -> None:
    """A directory that holds something and no model is refused, and left as it is; hidden files are no matter."""
    (tmp_path / name).write_text('{"schema": 1}', encoding="utf-8")
    with pytest.raises(ModelError, match=f"holds {name} and no model of framing; choose a new directory"):
        OLD.write(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, '{"schema": 1}')]
    (tmp_path / name).rename(tmp_path / ".hidden")
    OLD.write(tmp_path)
    assert weights_of(LinearModel.read(tmp_path)) == weights_of(OLD)


def test_what_a_model_learned_from_is_kept(tmp_path: Path) -> None:
    """As numbers; a model may do without. They are part of what the fingerprint stands for."""
    learned = np.array([3, 2**32 - 1], dtype=np.uint32)
    replace(OLD, learned=learned).write(tmp_path)
    found = LinearModel.read(tmp_path).learned
    assert found is not None
    assert found.dtype == np.uint32
    assert found.tolist() == learned.tolist()
    assert replace(OLD, learned=learned).fingerprint != OLD.fingerprint
    OLD.write(tmp_path)
    assert LinearModel.read(tmp_path).learned is None


# -- damage


def arrays() -> dict[str, Any]:
    """The arrays of a sound model with two features."""
    return {
        "bias": np.array(0.5),
        "names": np.frombuffer(b"char:<ha\nword:harbour", "u1"),
        "weights": np.array([1.0, -1.0]),
    }


def card(content: bytes) -> dict[str, Any]:
    """The card that belongs to `content`."""
    sha256 = hashlib.sha256(content).hexdigest()
    return {"schema": 1, "sha256": sha256, "kinds": ["booster"], "lexicon": "f", "characters": [2, 4]}


def put(directory: Path, table: dict[str, Any], **changes: Any) -> None:
    """A model of these arrays, with a card that fits them but for `changes`."""
    put_bytes(directory, packed(np.savez, table), **changes)


def packed(save: Callable[..., None], table: dict[str, Any]) -> bytes:
    """The bytes of an archive of these arrays."""
    buffer = BytesIO()
    save(buffer, **table)
    return buffer.getvalue()


def put_bytes(directory: Path, content: bytes, **changes: Any) -> None:
    """A model whose arrays are `content`."""
    (directory / ARRAYS).write_bytes(content)
    (directory / CARD).write_text(json.dumps(card(content) | changes), encoding="utf-8")


def put_card(directory: Path) -> None:
    """A card alone."""
    (directory / CARD).write_text(json.dumps(card(b"")), encoding="utf-8")


def without(table: dict[str, Any], name: str) -> dict[str, Any]:
    """The table less one entry."""
    return {key: value for key, value in table.items() if key != name}


def test_the_undamaged_model_of_the_next_test_is_read(tmp_path: Path) -> None:
    """The faults below are found because they are there."""
    put(tmp_path, arrays())
    assert weights_of(LinearModel.read(tmp_path)) == {"char:<ha": 1.0, "word:harbour": -1.0}


Damage = Callable[[Path], object]
DAMAGES: dict[str, tuple[Damage, str]] = {
    "empty directory": (lambda d: None, "card.json: no such file"),
    "no arrays": (lambda d: put_card(d), "model.npz: no such file"),
    "card is a directory": (lambda d: (d / CARD).mkdir(), "card.json: cannot be read"),
    "card is cut": (lambda d: (d / CARD).write_text('{"schema": 1,'), "card.json: JSON"),
    "card is no text": (lambda d: (d / CARD).write_bytes(b"\xff\xfe\xfd"), "card.json: JSON"),
    "card is a list": (lambda d: (d / CARD).write_text("[]"), "card.json: JSON"),
    "card is deep": (lambda d: (d / CARD).write_text("[" * 100_000), "card.json: JSON"),
    "newer schema": (lambda d: put(d, arrays(), schema=2), "card.json: schema: 2, .* reads 1"),
    "kinds": (lambda d: put(d, arrays(), kinds="booster"), "card.json: kinds: 'booster' is not"),
    "kinds of numbers": (lambda d: put(d, arrays(), kinds=[1]), "card.json: kinds:"),
    "lexicon": (lambda d: put(d, arrays(), lexicon=None), "card.json: lexicon:"),
    "characters": (lambda d: put(d, arrays(), characters=[4, 2]), "card.json: characters:"),
    "characters of text": (lambda d: put(d, arrays(), characters=["2", "4"]), "card.json: characters:"),
    "checksum missing": (lambda d: put(d, arrays(), sha256=None), "card.json: sha256:"),
    "one byte changed": (lambda d: put(d, arrays(), sha256="0" * 64), "model.npz: sha256: .* card.json records 0000"),
    "no archive": (lambda d: put_bytes(d, b"PK no archive"), "model.npz: archive"),
    "empty file": (lambda d: put_bytes(d, b""), "model.npz: archive"),
    "pickle": (lambda d: put_bytes(d, b"\x80\x04K\x01."), "model.npz: archive"),
    "array missing": (lambda d: put(d, without(arrays(), "bias")), "model.npz: archive: holds .*names"),
    "array too many": (lambda d: put(d, arrays() | {"more": np.array(1)}), "model.npz: archive: holds .*more"),
    "compressed": (
        lambda d: put_bytes(d, packed(np.savez_compressed, arrays() | {"learned": np.zeros(1000, "u4")})),
        "model.npz: archive: compressed",
    ),
    "pickled objects": (
        lambda d: put(d, arrays() | {"weights": np.array([{}, {}], dtype=object)}),
        "model.npz: weights: cannot be read",
    ),
    "text for numbers": (lambda d: put(d, arrays() | {"weights": np.array(["1", "2"])}), "model.npz: weights: <U1"),
    "single precision": (
        lambda d: put(d, arrays() | {"weights": np.array([1, 2], "f4")}),
        "model.npz: weights: float32",
    ),
    "two dimensions": (
        lambda d: put(d, arrays() | {"weights": np.zeros((2, 1))}),
        "model.npz: weights: .*2 dimensions",
    ),
    "bias a list": (lambda d: put(d, arrays() | {"bias": np.zeros(1)}), "model.npz: bias: .*1 dimensions"),
    "not a number": (lambda d: put(d, arrays() | {"weights": np.array([1, np.nan])}), "model.npz: weights: .*finite"),
    "infinite bias": (lambda d: put(d, arrays() | {"bias": np.array(np.inf)}), "model.npz: bias: .*finite"),
    "a weight short": (lambda d: put(d, arrays() | {"weights": np.zeros(1)}), "model.npz: weights: 1 .* 2 names"),
    "learned not sorted": (
        lambda d: put(d, arrays() | {"learned": np.array([2, 1], "u4")}),
        "model.npz: learned: not sorted",
    ),
    "learned in 64 bits": (lambda d: put(d, arrays() | {"learned": np.array([1, 2])}), "model.npz: learned: int64"),
    "names not UTF-8": (
        lambda d: put(d, arrays() | {"names": np.array([255, 10, 254], "u1")}),
        "model.npz: names: not UTF-8",
    ),
    "names twice": (
        lambda d: put(d, arrays() | {"names": np.frombuffer(b"word:a\nword:a", "u1")}),
        "model.npz: names: not sorted",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_with_file_and_field(tmp_path: Path, damage: str) -> None:
    """The message says which file and field, and what to do next."""
    make, expected = DAMAGES[damage]
    make(tmp_path)
    with pytest.raises(ModelError, match=expected) as caught:
        LinearModel.read(tmp_path)
    assert "python -m framing.train" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["bias", "names", "weights"])
def test_a_damaged_member_is_named(tmp_path: Path, part: str) -> None:
    """An array whose bytes disagree with the archive's own check."""
    content = OLD.content()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(f"{part}.npy")
    last = info.header_offset + 30 + len(info.filename) + info.file_size - 1
    put_bytes(tmp_path, content[:last] + bytes([content[last] ^ 1]) + content[last + 1 :])
    with pytest.raises(ModelError, match=f"model.npz: {part}: cannot be read"):
        LinearModel.read(tmp_path)
