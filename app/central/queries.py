"""The parameters of addresses: each route's are a structure, from which they are read and described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

from app.central.problems import HttpProblem, unknown
from app.store.exchange import Digest, Id, Sequence
from app.store.exchange_admission import LONG_POLL_SECONDS, Epoch

if TYPE_CHECKING:
    from litestar import Request

Q = TypeVar("Q", bound=msgspec.Struct)
T = TypeVar("T")
SearchText = Annotated[str, msgspec.Meta(max_length=100, pattern=r"^[^\x00-\x1f]*$")]


class FeedQuery(msgspec.Struct, frozen=True):
    """A cursor, and how long to wait (seconds) for something new; through which event the device has its own journal."""

    epoch: Epoch = ""
    after: Sequence = 0
    own: Id | Literal[""] = ""
    through: Sequence = 0
    wait: Annotated[float, msgspec.Meta(ge=0, le=LONG_POLL_SECONDS)] = 0.0


class RangeQuery(msgspec.Struct, frozen=True):
    """A range of sequence numbers that the receipt is asked about; none when 0."""

    first: Sequence = 0
    last: Sequence = 0


class LineageQuery(msgspec.Struct, frozen=True):
    """Where to go on in a journal."""

    after: Sequence = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=2000)] = 500


class OffsetQuery(msgspec.Struct, frozen=True):
    """Where in a file."""

    offset: Annotated[int, msgspec.Meta(ge=0, le=2**40)] = 0


class OpenQuery(msgspec.Struct, frozen=True):
    """Who opens a record, where a device asks: the account that is logged in there, for the audit."""

    account: Epoch = ""


class CaseQuery(msgspec.Struct, frozen=True):
    """What to look for; exactly one of them."""

    number: SearchText = ""
    id_number: SearchText = ""
    name: SearchText = ""
    phone: SearchText = ""


def query_of(request: Request[Any, Any, Any], shape: type[Q]) -> Q:
    """The parameters of the address; 400 with the parameter's name where one is wrong."""
    given = {field.name: request.query_params[field.name] for field in msgspec.structs.fields(shape)
             if field.name in request.query_params}  # fmt: skip
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        place = str(error).rpartition("$.")[2].rstrip("`")
        raise HttpProblem("QUERY-FORM", 400, "请求地址中的参数不对。", place) from None


def part_of_path(value: str, shape: Any) -> str:
    """A part of the path of the right form; what cannot be the name of anything is 404."""
    try:
        text: str = msgspec.convert(value, shape)
    except msgspec.ValidationError:
        raise unknown() from None
    return text


def identity(value: str) -> str:
    """An id in a path."""
    return part_of_path(value, Id)


def digest(value: str) -> str:
    """A SHA-256 in a path, in hexadecimal."""
    return part_of_path(value, Digest)
