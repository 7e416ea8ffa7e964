"""The USB way 摆渡: what a desk has not sent goes into one file for the server, when the line is down for days."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.store.exchange_admission import BLOB_CHUNK, BlobAnnounced
from app.store.home import failure_of, sync_folder
from app.store.outbox import batches, waiting_files
from app.sync.binding import binding_of
from app.sync.carry import Piece, Sender, write_carried

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.exchange import Batch
    from app.store.facade import Store
    from app.store.outbox import WaitingFile

MOST_FILES = 100_000


@dataclass
class Carried:
    """What went into the file. `damaged` attachments could not be read here and were left out."""

    events: int = 0
    blobs: int = 0
    damaged: int = 0


def export_unsent(store: Store, path: Path) -> Carried:
    """Write what the server has not acknowledged to `path`; the desk goes on counting it as unsent until it has.

    NotEnrolled for a desk without a server; DiskFull or ReadOnlyHome where the stick takes no more, and then the file
    that was there before is still there.
    """
    binding = binding_of(store)
    sender = Sender(binding.device, binding.area, binding.counter, store.device_key(), binding.recovery_key)
    counted = Carried()
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as target:
            write_carried(target, sender, store.program.clock.wall(), _items(store, counted))
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise failure_of(error, path) from error
    return counted


def _items(store: Store, counted: Carried) -> Iterator[Batch | BlobAnnounced | Piece]:
    for batch in batches(store):
        counted.events += len(batch.events)
        yield batch
    with store.read() as connection:
        files = waiting_files(connection, MOST_FILES)
    for file in sorted(files, key=lambda one: one.size):
        yield from _file(store, file, counted)


def _file(store: Store, file: WaitingFile, counted: Carried) -> Iterator[BlobAnnounced | Piece]:
    if not store.files.verify(file.digest):
        counted.damaged += 1
        return
    yield BlobAnnounced(file.digest, file.size, file.media_type, file.subject_kind, file.subject_id)
    for number, data in enumerate(store.files.chunks(file.digest)):
        yield Piece(file.digest, number * BLOB_CHUNK, data)
    counted.blobs += 1
