"""The catalogue as bytes, and its identity: the hash of these bytes.

A release is stored, signed and sent as these bytes; nobody encodes them a second time to compare.
"""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import get_args, get_type_hints

import msgspec

from app.domain.catalog.catalogue import Catalogue
from app.domain.catalog.department import Department
from app.domain.catalog.service_item import ServiceItem
from app.domain.catalog.theme_package import ThemePackage


@dataclass(frozen=True, slots=True)
class _Content:
    """What the hash covers."""

    number: int
    items: tuple[ServiceItem, ...]
    packages: tuple[ThemePackage, ...]
    departments: tuple[Department, ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Content)


def catalogue_bytes(catalogue: Catalogue) -> bytes:
    """The canonical bytes of a catalogue (MessagePack): items, packages and departments in the order of their keys."""
    return _encoder.encode(
        _Content(
            catalogue.number,
            tuple(sorted(catalogue.items, key=lambda i: i.code)),
            tuple(sorted(catalogue.packages, key=lambda p: p.key)),
            tuple(sorted(catalogue.departments, key=lambda d: d.key)),
        )
    )


def content_hash(catalogue: Catalogue) -> str:
    """The identity of a release: SHA-256 (hex) of its canonical bytes."""
    return hashlib.sha256(catalogue_bytes(catalogue)).hexdigest()


def decode_catalogue(content: bytes) -> Catalogue:
    """The catalogue from its canonical bytes, its hash computed from them. Raises ValueError where they are none."""
    try:
        decoded = _decoder.decode(content)
    except msgspec.MsgspecError as failure:
        raise ValueError(str(failure)) from failure
    digest = hashlib.sha256(content).hexdigest()
    return Catalogue(decoded.number, digest, decoded.items, decoded.packages, decoded.departments)


def make_catalogue(
    number: int,
    items: tuple[ServiceItem, ...],
    packages: tuple[ThemePackage, ...],
    departments: tuple[Department, ...],
) -> Catalogue:
    """A catalogue with its parts in canonical order and its hash."""
    return decode_catalogue(catalogue_bytes(Catalogue(number, "", items, packages, departments)))


def schema_fingerprint() -> str:
    """Changes whenever the types change: a cache of another schema is not read."""
    return hashlib.sha256("\n".join(_described(_Content, set())).encode()).hexdigest()


def _default(of: Field[object]) -> str:
    """The default in words that are the same in every process: the mark of none shows an address."""
    return "" if of.default is MISSING else repr(of.default)


def _described(wanted: type, seen: set[type]) -> list[str]:
    seen.add(wanted)
    hints = get_type_hints(wanted)
    lines = [f"{wanted.__name__}.{f.name}: {hints[f.name]!r} = {_default(f)}" for f in fields(wanted)]
    parts = [p for f in fields(wanted) for p in (hints[f.name], *get_args(hints[f.name]))]
    for part in parts:
        if isinstance(part, type) and is_dataclass(part) and part not in seen:
            lines += _described(part, seen)
    return lines
