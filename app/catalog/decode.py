"""Decodes plain data strictly into the catalogue's types, telling all that does not fit at once.

Strict: an entry that the type does not have, one that it needs and lacks, and a value of another kind are problems.
Field names of the types are the keys of the files.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from app.catalog.problem import Path
from app.catalog.yaml_read import Unreadable

T = TypeVar("T")
TypeForm = Any
"""What `get_type_hints` gives for a field: a class, a tuple of something, a choice, a union."""
Tell = Callable[[Path, str], None]

_KIND_ZH = {str: "文字", int: "整数", bool: "是否（true 或 false）"}


class _Bad:
    """Stands for a value that did not decode; its problem is told already."""


_BAD = _Bad()


def decode(data: object, wanted: type[T], tell: Tell) -> T | None:
    """The value as `wanted`, after telling every problem (path, message) found in it.

    None where a needed part is missing or wrong; where only an optional part is, the object is made without it, so that
    the other checks can still look at it.
    """
    result = _decode(data, wanted, (), tell)
    return None if isinstance(result, _Bad) else cast("T", result)


@dataclasses.dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of a dataclass: their types, and which must be given."""

    hints: dict[str, Any]
    required: tuple[str, ...]


@lru_cache(maxsize=64)
def _shape(wanted: type) -> _Shape:
    hints = get_type_hints(wanted)
    fields = dataclasses.fields(wanted)
    required = tuple(
        f.name for f in fields if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )
    return _Shape({f.name: hints[f.name] for f in fields}, required)


def _decode(data: object, wanted: TypeForm, path: Path, tell: Tell) -> object:
    """One value of any kind that the types use."""
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return _object(data, wanted, path, tell)
    origin: object = get_origin(wanted)
    if origin is tuple:
        return _list(data, get_args(wanted)[0], path, tell)
    if origin is Literal:
        return _choice(data, get_args(wanted), path, tell)
    kinds = get_args(wanted) if origin in (Union, UnionType) else (wanted,)
    if type(data) in kinds:
        return data
    tell(path, _wrong_kind(data, "、".join(_KIND_ZH.get(k, "其他") for k in kinds)))
    return _BAD


def _object(data: object, wanted: type, path: Path, tell: Tell) -> object:
    shape = _shape(wanted)
    if not isinstance(data, dict):
        tell(path, _wrong_kind(data, f"一组字段（{'、'.join(shape.required)}…）"))
        return _BAD
    for key in data.keys() - shape.hints.keys():
        tell((*path, key), _unknown(key, shape))
    missing = [k for k in shape.required if k not in data]
    for key in missing:
        tell(path, f"缺少“{key}”，请补上。")
    values = {k: _decode(data[k], t, (*path, k), tell) for k, t in shape.hints.items() if k in data}
    good = {k: v for k, v in values.items() if not isinstance(v, _Bad)}
    return wanted(**good) if all(k in good for k in shape.required) else _BAD


def _list(data: object, element: TypeForm, path: Path, tell: Tell) -> object:
    if not isinstance(data, list):
        tell(path, _wrong_kind(data, "一个列表（每项一行，以“- ”开头）"))
        return _BAD
    values = [_decode(v, element, (*path, i), tell) for i, v in enumerate(data)]
    return _BAD if any(isinstance(v, _Bad) for v in values) else tuple(values)


def _choice(data: object, allowed: tuple[object, ...], path: Path, tell: Tell) -> object:
    if any(data == a and type(data) is type(a) for a in allowed):
        return data
    shown = "、".join(str(a) or "（空）" for a in allowed)
    tell(path, f"“{_shown(data)}”不在可填的范围内，只能填：{shown}。")
    return _BAD


def _unknown(key: str, shape: _Shape) -> str:
    near = difflib.get_close_matches(key, shape.hints, n=1)
    advice = f"，是不是“{near[0]}”" if near else "，请删去"
    return f"没有“{key}”这个字段{advice}。"


def _wrong_kind(data: object, wanted: str) -> str:
    if isinstance(data, Unreadable) and data.kind == "timestamp":
        return f'日期要用引号括起来："{data.text}"。'
    if isinstance(data, Unreadable) and data.kind == "float":
        return f'带小数点的数要用引号括起来："{data.text}"。'
    if data is None:
        return f"这里是空的，要填{wanted}；不需要时请删去这一行。"
    if isinstance(data, bool) and wanted.startswith("文字"):
        return f"这里要填文字，“{_shown(data)}”会被读成是否；请用引号括起来。"
    if isinstance(data, int) and wanted.startswith("文字"):
        return f"这里要填文字，“{data}”会被读成数字；请用引号括起来。"
    return f"这里要填{wanted}，现在是“{_shown(data)}”。"


def _shown(data: object) -> str:
    """A short picture of a wrong value."""
    if isinstance(data, Unreadable):
        return data.text
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, dict):
        return "一组字段"
    if isinstance(data, list):
        return "一个列表"
    text = str(data)
    return text if len(text) <= 20 else text[:20] + "…"
