"""Bytes of requests into typed structures, and structures into bytes of answers; what does not fit is refused."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import zstandard
from litestar import Response

from app.central.limits import BYTES, JSON, MSGPACK, too_large
from app.central.problems import HttpProblem

if TYPE_CHECKING:
    from litestar import Request

T = TypeVar("T")
_WORTH_PACKING = 1024
_WINDOW = 8 * 1024 * 1024
_PLACE = re.compile(r" - at `(\$[^`]*)`$")


def from_json(data: bytes, shape: type[T]) -> T:
    """A structure from JSON; 400 where it is no JSON, 422 with the place where a value is wrong."""
    return _decoded(data, msgspec.json.decode, shape)


def from_msgpack(data: bytes, shape: type[T]) -> T:
    """A structure from msgpack, refused as JSON is."""
    return _decoded(data, msgspec.msgpack.decode, shape)


def _decoded(data: bytes, decode: Any, shape: type[T]) -> T:
    try:
        value: T = decode(data, type=shape)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        raise HttpProblem("BODY-FIELDS", 422, "请求内容中有一处的值不对。", place[1] if place else "$") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise HttpProblem("BODY-FORM", 400, "请求内容无法读取（格式、编码或层次）。") from None
    return value


def packing_of(request: Request[Any, Any, Any]) -> str:
    """How the body of a request is packed."""
    return request.headers.get("content-encoding", "").strip().lower()


def unpacked(data: bytes, packing: str, most: int) -> bytes:
    """The body unpacked where it was packed with zstd. Unpacks no more than `most` bytes, whatever the frame claims."""
    if packing != "zstd":
        return data
    plain = bytearray()
    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(io.BytesIO(data)) as reader:
            while part := reader.read(min(256 * 1024, most + 1 - len(plain))):
                plain += part
                if len(plain) > most:
                    raise too_large(most)
    except zstandard.ZstdError:
        raise HttpProblem("BODY-FORM", 400, "请求内容无法解压。") from None
    return bytes(plain)


def json_answer(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    """An answer in JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type=JSON, headers=headers)


def msgpack_answer(request: Request[Any, Any, Any], data: bytes) -> Response[bytes]:
    """Bytes of msgpack as an answer, packed where the peer takes that and it is worth it."""
    headers = {"Vary": "Accept-Encoding"}
    if len(data) > _WORTH_PACKING and "zstd" in request.headers.get("accept-encoding", ""):
        data = zstandard.ZstdCompressor(level=3).compress(data)
        headers["Content-Encoding"] = "zstd"
    return Response(data, media_type=MSGPACK, headers=headers)


def bytes_answer(data: bytes, headers: dict[str, str] | None = None) -> Response[bytes]:
    """Raw bytes as an answer."""
    return Response(data, media_type=BYTES, headers=headers)
