"""Event bodies to bytes and back. Stored bytes never change: old versions are upcast when they are read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import Bug
from app.store.event import Header, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

_header_decoder = msgspec.json.Decoder(Header)
_encoder = msgspec.json.Encoder(decimal_format="string")


class EventTypes:
    """Which dataclass a kind of event has, in which schema version, and how older versions become it."""

    def __init__(self) -> None:
        self._by_kind: dict[str, tuple[int, type]] = {}
        self._by_type: dict[type, tuple[str, int]] = {}
        self._decoders: dict[str, msgspec.json.Decoder[Any]] = {}
        self._upcasts: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}

    def register(self, kind: str, body: type, version: int = 1) -> None:
        """Name the dataclass of a kind; Bug if kind or class is registered already."""
        if kind in self._by_kind or body in self._by_type:
            raise Bug(f"event {kind} or {body.__name__} is registered twice")
        self._by_kind[kind] = (version, body)
        self._by_type[body] = (kind, version)

    def upcast(self, kind: str, version: int, step: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Name the step that turns the decoded JSON of `version` into that of the version after it."""
        self._upcasts[kind, version] = step

    def kinds(self) -> list[str]:
        """Every registered kind, sorted."""
        return sorted(self._by_kind)

    def readable(self) -> str:
        """Names all kinds and schema versions that are understood: another one may read what could not be read."""
        known = sorted((kind, version) for kind, (version, _) in self._by_kind.items())
        return hashlib.sha256(msgspec.json.encode(known)).hexdigest()

    def of_kind(self, kind: str) -> tuple[int, type]:
        """Return schema version and class of a registered kind; KeyError for another."""
        return self._by_kind[kind]

    def kind_of(self, body: object) -> tuple[str, int]:
        """Return kind and schema version of a body; Bug if its class is not registered."""
        try:
            return self._by_type[type(body)]
        except KeyError:
            raise Bug(f"event type {type(body).__name__} is not registered") from None

    def encode(self, body: object) -> bytes:
        """Return the bytes that are stored and sent."""
        return _encoder.encode(body)

    def decode(self, kind: str, version: int, data: bytes) -> object:
        """Return the body, upcast to the present version; Unreadable if this program does not understand it."""
        known = self._by_kind.get(kind)
        if known is None:
            return Unreadable(kind, version, "unknown kind")
        present, body = known
        if version > present:
            return Unreadable(kind, version, "newer schema")
        try:
            if version == present:
                return self._decoder(kind, body).decode(data)
            return msgspec.convert(self._upcast(kind, version, present, msgspec.json.decode(data)), body)
        except KeyError:
            return Unreadable(kind, version, "no upcast")
        except (msgspec.MsgspecError, ValueError) as error:
            return Unreadable(kind, version, f"malformed: {type(error).__name__}")

    def _decoder(self, kind: str, body: type) -> msgspec.json.Decoder[Any]:
        decoder = self._decoders.get(kind)
        if decoder is None:
            decoder = self._decoders[kind] = msgspec.json.Decoder(body)
        return decoder

    def _upcast(self, kind: str, version: int, present: int, fields: dict[str, Any]) -> dict[str, Any]:
        for step in range(version, present):
            fields = self._upcasts[kind, step](fields)
        return fields


def encode_header(header: Header) -> bytes:
    """Return the bytes of an envelope; they are made once, and kept verbatim from then on."""
    return _encoder.encode(header)


def decode_header(data: bytes) -> Header:
    """Read an envelope; unknown fields are left alone. msgspec.MsgspecError if it is not one."""
    return _header_decoder.decode(data)
