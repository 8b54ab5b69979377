"""Frozen values to plain JSON-ready data and back, by their own field types. The schema is docs/wire-schema.md."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from framing.errors import FramingError
from framing.span import Span


def to_plain(value: object) -> Any:
    """`value` as dicts, lists, strings and numbers; a `Span` becomes `[start, end]`."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: Any, data: Any, where: str = "") -> Any:
    """The value of type `kind` that `data` stands for; a `FramingError` names the field that does not fit."""
    origin, args = get_origin(kind) or kind, get_args(kind)
    if origin in (Union, UnionType):
        return None if data is None else from_plain(next(a for a in args if a is not NoneType), data, where)
    if origin is Literal:
        return _expect(data, data in args, where, f"one of {', '.join(map(repr, args))}")
    if origin is Span:
        return _span(data, where)
    if is_dataclass(origin):
        return _dataclass(origin, data, where)
    if origin is dict:
        _expect(data, isinstance(data, Mapping), where, "an object")
        return {key: from_plain(args[1], item, f"{where}.{key}") for key, item in data.items()}
    if isinstance(origin, type) and issubclass(origin, Sequence) and origin is not str:
        return _tuple(origin, args, data, where)
    if origin is float:
        return float(_expect(data, _is_number(data), where, "a number"))
    return _expect(data, type(data) is origin, where, f"a {origin.__name__}")


def _is_number(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def _expect(data: Any, holds: bool, where: str, wanted: str) -> Any:
    if not holds:
        raise FramingError(f"{where or 'analysis'}: expected {wanted}, got {data!r:.80}; was this made by to_dict()?")
    return data


def _span(data: Any, where: str) -> Span:
    sound = isinstance(data, list | tuple) and len(data) == 2 and all(type(place) is int for place in data)
    _expect(data, sound and 0 <= data[0] <= data[1], where, "[start, end]")
    return Span(*data)


def _tuple(origin: type, args: tuple[Any, ...], data: Any, where: str) -> Any:
    """A tuple, or a sequence that says in `ITEM` what it holds."""
    _expect(data, isinstance(data, list | tuple), where, "a list")
    item = args[0] if args else origin.ITEM  # type: ignore[attr-defined]
    return origin(from_plain(item, element, f"{where}[{i}]") for i, element in enumerate(data))


def _dataclass(kind: Any, data: Any, where: str) -> Any:
    _expect(data, isinstance(data, Mapping), where, "an object")
    hints = _hints(kind)
    missing = [field.name for field in fields(kind) if field.default is MISSING and field.name not in data]
    _expect(data, not missing, where, f"the fields {', '.join(missing)}")
    given = {name: hint for name, hint in hints.items() if name in data}
    return kind(**{name: from_plain(hint, data[name], f"{where}.{name}".lstrip(".")) for name, hint in given.items()})


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
