"""Takes in the USB stick: what a desk could not send, in one file that only this server can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.store.central.devices import device
from app.store.exchange import Batch
from app.store.exchange_admission import BlobAnnounced
from app.sync.carry import read_carried
from app.usecases.central.blobs import announce, append_blob
from app.usecases.central.ingest import ingest
from app.usecases.central.receipts import receipt_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.central.devices import Device
    from app.store.exchange import Receipt
    from app.sync.carry import Piece
    from app.usecases.central.server import Server


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: events and files of the file, and of these what the server had not had before."""

    device: str
    counter: str
    events: int
    blobs: int
    new_events: int
    new_blobs: int
    held: int
    states: tuple[str, ...]


def import_carried(server: Server, path: Path) -> Imported:
    """Take in a file from a desk; the same file again, or after the line came back, changes nothing.

    CarryFailure (CARRY-…) says why a file cannot be taken; it is checked from end to end before anything is.
    """
    with path.open("rb") as source:
        carried = read_carried(source, server.keys.recovery, lambda identity: _key_of(server, identity))
        sender = _device(server, carried.head.device)
        if sender is None:
            raise Refusal("STATE-DEVICE", "导出这个文件的设备没有在本服务器登记。", carried.head.device)
        taking = _Taking(server, sender)
        for item in carried.items:
            taking.take(item)
    return taking.result()


class _Taking:
    """Takes the items of a file one after another and counts what was new."""

    def __init__(self, server: Server, sender: Device) -> None:
        self._server = server
        self._sender = sender
        self._receipts: dict[str, Receipt] = {}
        self._events = self._new_events = self._blobs = self._new_blobs = 0
        self._here = 0

    def take(self, item: Batch | BlobAnnounced | Piece) -> None:
        """Take one item; pieces of a file that the server has are passed over."""
        ledger, now = self._server.ledger, self._server.now()
        if isinstance(item, Batch):
            before = receipt_of(ledger, item.journal).acked
            receipt = ingest(ledger, item, self._sender, now)
            self._events += len(item.events)
            self._new_events += max(0, receipt.acked - before)
            self._receipts[item.journal] = receipt
        elif isinstance(item, BlobAnnounced):
            state = announce(ledger, item.digest, item.size, item.media_type, item.subject_kind, item.subject_id, now)
            self._blobs += 1
            self._new_blobs += not state.complete
            self._here = item.size if state.complete else state.received
        elif item.offset + len(item.data) > self._here:
            missing = item.data[max(0, self._here - item.offset) :]
            self._here = append_blob(ledger, item.digest, self._here, missing, now).received

    def result(self) -> Imported:
        """What came in."""
        receipts = self._receipts.values()
        return Imported(
            device=self._sender.id,
            counter=self._sender.counter,
            events=self._events,
            blobs=self._blobs,
            new_events=self._new_events,
            new_blobs=self._new_blobs,
            held=sum(receipt.held for receipt in receipts),
            states=tuple(sorted({receipt.state for receipt in receipts})),
        )


def _device(server: Server, identity: str) -> Device | None:
    with server.store.read() as connection:
        return device(connection, server.area, identity)


def _key_of(server: Server, identity: str) -> bytes | None:
    found = _device(server, identity)
    return None if found is None else found.public_key
