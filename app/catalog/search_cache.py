"""Keeps the entries of a search index beside the store, so that a start needs no pinyin."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.catalog.search import Entry, SearchIndex, index_entries

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.catalog.catalogue import Catalogue

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class _Kept:
    format: int
    hash: str
    entries: tuple[Entry, ...]


def load_index(catalogue: Catalogue, cache_file: Path) -> SearchIndex:
    """The search index of a catalogue, from the cache where it is of the same content hash; else made and kept."""
    kept = _read(cache_file)
    if kept is not None and (kept.format, kept.hash) == (_FORMAT, catalogue.hash):
        return SearchIndex(kept.entries)
    entries = index_entries(catalogue)
    half = cache_file.with_name(f"{cache_file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):  # a cache that cannot be kept costs time at the next start, nothing else
        cache_file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(msgspec.msgpack.encode(_Kept(_FORMAT, catalogue.hash, entries)))
        half.replace(cache_file)
    return SearchIndex(entries)


def _read(cache_file: Path) -> _Kept | None:
    try:
        return msgspec.msgpack.decode(cache_file.read_bytes(), type=_Kept)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
