"""JSON from outside, read strictly: an unknown key, a wrong type or a value outside its limits names its place."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from app.domain.refusal import InputProblem

LARGEST = 1_000_000
"""Bytes of an acceptance file or an act; a longer one is refused before it is read as JSON."""


def decode_strictly(data: bytes, kind: Any) -> Any:
    """The value of a kind that a document holds; InputProblem names what is wrong and where."""
    if len(data) > LARGEST:
        raise InputProblem("INPUT-SIZE", f"文件太大（超过 {LARGEST // 1000} KB），请检查是否选错文件。")
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        text, place = _placed(str(error))
        raise InputProblem("INPUT-FIELD", _in_words(text), _with_keys(data, kind, place)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputProblem("INPUT-JSON", f"不是完整的 JSON 文件：{error}", "") from error


ANY_KEY = "[...]"
"""How the decoder names a value of an object: without its key."""


def _with_keys(data: bytes, kind: Any, place: str) -> str:
    """The place with the keys of objects in it: whichever value is still refused when it stands alone."""
    while ANY_KEY in place:
        above, _, rest = place.partition(ANY_KEY)
        path = [part for part in above.split(".") if part]
        key = next((k for k in _keys_at(data, path) if _is_refused(_only(data, path, k), kind, place)), None)
        if key is None:
            return place
        data, place = _only(data, path, key), f"{above}.{key}{rest}"
    return place


def _at(document: Any, path: list[str]) -> Any:
    for part in path:
        document = document[part]
    return document


def _keys_at(data: bytes, path: list[str]) -> list[str]:
    try:
        return list(_at(msgspec.json.decode(data), path))
    except (KeyError, TypeError, IndexError):
        return []


def _only(data: bytes, path: list[str], key: str) -> bytes:
    """The document with the object at `path` reduced to one key."""
    document = msgspec.json.decode(data)
    found = _at(document, path)
    for other in [k for k in found if k != key]:
        del found[other]
    return msgspec.json.encode(document)


def _is_refused(data: bytes, kind: Any, place: str) -> bool:
    """Whether the decoder still refuses the document, at the same place as far as it was named without keys."""
    try:
        msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        return _placed(str(error))[1].count(ANY_KEY) >= place.count(ANY_KEY)
    return False


_WORDS = (
    (re.compile(r"unknown field `(.+?)`"), "没有字段“{}”，请核对字段名。"),
    (re.compile(r"missing required field `(.+?)`"), "缺少字段“{}”，请补上。"),
    (re.compile(r"[Ii]nvalid (?:enum )?value ?(.*)"), "值 {} 不在允许的范围里，请对照说明改正。"),
    (re.compile(r"of length <= (\d+)"), "内容过长，最多 {} 个字（项）。"),
    (re.compile(r"`int` (?:>|<)= (\S+)"), "数值超出范围（界限 {}）。"),
    (re.compile(r"matching regex (.*)"), "写法不对，或者含有不能用的字符，请核对。"),
    (re.compile(r"Invalid .*`?date`?(.*)"), "日期不存在或写法不对，请写成 2026-11-23。{}"),
    (re.compile(r"Expected `(.+?)`, got `.+?`"), "类型不对，这里应是 {}。"),
)


def _in_words(message: str) -> str:
    """A decoder's message in words for the person who wrote the file."""
    for pattern, words in _WORDS:
        if found := pattern.search(message):
            return words.format(found[1])
    return f"字段不合要求：{message}。"


_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


def _placed(message: str) -> tuple[str, str]:
    """The message and the place of a msgspec error (`… - at `$.materials`)."""
    found = _PLACE.search(message)
    path, text = (found["path"], message[: found.start()]) if found else ("", message)
    named = re.search(r"(?:unknown|missing required) field `([^`]+)`", text)
    return text, ".".join(part for part in (path, named[1] if named else "") if part)
