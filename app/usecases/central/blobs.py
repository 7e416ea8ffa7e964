"""Attachments at the server: announced, taken chunk by chunk from where they broke off, checked, read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.online_request.events import ONLINE_REQUEST
from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.refusal import Refusal
from app.store.case_projection import CASE
from app.store.central import blobs as rows
from app.store.central.blobs import BlobFiles, BlobRow
from app.store.central.events import erased_among
from app.store.exchange_admission import BLOB_BYTES, BlobState
from db.central.ledger import blob_subjects, blobs, case_heads
from db.central.online_requests import online_requests
from db.central.pre_applications import pre_applications

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger


@dataclass(frozen=True, slots=True)
class BlobPart:
    """Some bytes of an attachment, and how many it has in all."""

    data: bytes
    size: int
    media_type: str


def announce(
    ledger: Ledger, digest: str, size: int, media_type: str, subject_kind: str, subject_id: str, now: datetime
) -> BlobState:
    """Say that an attachment is coming; the answer says how much of it is here. Refusal STATE-ERASED, SYNC-SIZE."""
    if not 0 <= size <= BLOB_BYTES:
        raise Refusal("SYNC-SIZE", "附件太大，服务器不收。", "size")
    with ledger.store.write() as connection:
        if erased_among(connection, ledger.area, [subject_id]):
            raise Refusal("STATE-ERASED", "这件已依法删除，附件不再保存。", "subject_id")
        row = rows.blob(connection, ledger.area, digest)
        if row is None:
            row = rows.add_blob(connection, ledger.area, digest, size, media_type, now)
        elif row.size != size and not row.complete:
            raise Refusal("SYNC-SIZE", "同一附件两次报的大小不同。", "size")
        rows.bind(connection, ledger.area, digest, subject_kind, subject_id)
    if size == 0 and not row.complete:
        return _completed(ledger, row, 0, now)
    return BlobState(row.received, row.complete)


def append_blob(ledger: Ledger, digest: str, offset: int, data: bytes, now: datetime) -> BlobState:
    """Take the bytes from `offset` on; on the disk before the answer. A chunk that is here already is answered as such.

    Refusal UNKNOWN (not announced), SYNC-OFFSET (place: where to go on), SYNC-HASH (it was something else: from 0).
    """
    with ledger.store.read() as connection:
        row = rows.blob(connection, ledger.area, digest)
    if row is None:
        raise Refusal("UNKNOWN", "请先登记这个附件。", "digest")
    if row.complete:
        return BlobState(row.received, row.complete)
    end = offset + len(data)
    if offset != row.received or end > row.size or not data:
        raise Refusal("SYNC-OFFSET", "附件的续传位置不对，请从服务器已有的位置继续。", str(row.received))
    _files(ledger).write(row.file, offset, data)
    if end == row.size:
        return _completed(ledger, row, end, now)
    with ledger.store.write() as connection:
        moved = rows.advance(connection, ledger.area, row, end, now, complete=False)
    return BlobState(end, complete=False) if moved else _present(ledger, digest)


def read_blob(
    ledger: Ledger, digest: str, offset: int, limit: int = rows.CHUNK, hall: str | None = None
) -> BlobPart | None:
    """Bytes of a whole attachment; None where it is unknown, not whole, or no case of `hall` has it."""
    with ledger.store.read() as connection:
        row = rows.blob(connection, ledger.area, digest)
        if row is None or not row.complete or (hall is not None and not _is_of(connection, ledger.area, digest, hall)):
            return None
    return BlobPart(_files(ledger).read(row.file, offset, limit), row.size, row.media_type)


def missing_blobs(ledger: Ledger) -> list[tuple[str, int, int]]:
    """Attachments that were announced and are not whole: digest, size, received."""
    with ledger.store.read() as connection:
        return [(row.digest, row.size, row.received) for row in rows.incomplete(connection, ledger.area)]


def sweep_blobs(ledger: Ledger) -> int:
    """Delete files that no row names, such as those of what was erased; returns how many."""
    with ledger.store.write() as connection:
        wanted = {name for (name,) in connection.execute(select(blobs.c.file))}
        stale = [name for name in _files(ledger).names() if name not in wanted]
        for name in stale:
            _files(ledger).remove(name)
    return len(stale)


def remove_files(ledger: Ledger, names: Iterable[str]) -> None:
    """Delete files whose rows were let go, after that was committed."""
    for name in names:
        _files(ledger).remove(name)


def _completed(ledger: Ledger, row: BlobRow, end: int, now: datetime) -> BlobState:
    """All bytes are here: it is whole if they have the digest, else it starts again."""
    right = _files(ledger).digest(row.file, row.size) == row.digest
    with ledger.store.write() as connection:
        if right:
            rows.advance(connection, ledger.area, row, end, now, complete=True)
        else:
            rows.start_again(connection, ledger.area, row, now)
    if not right:
        _files(ledger).remove(row.file)
        raise Refusal("SYNC-HASH", "附件的内容与登记的摘要不符，已丢弃，请从头再传。", "digest")
    return _present(ledger, row.digest)


def _present(ledger: Ledger, digest: str) -> BlobState:
    with ledger.store.read() as connection:
        row = rows.blob(connection, ledger.area, digest)
    return BlobState(0, complete=False) if row is None else BlobState(row.received, row.complete)


def _files(ledger: Ledger) -> BlobFiles:
    return BlobFiles(ledger.blobs, ledger.vault)


def _is_of(connection: Connection, area: str, digest: str, hall: str) -> bool:
    """Whether a case, a pre-application or an online request that this hall has is one of those it is attached to."""
    s, h, p, r = blob_subjects.c, case_heads.c, pre_applications.c, online_requests.c
    bound = (s.area == area, s.digest == digest)
    of_case = select(h.case_id).join(blob_subjects, (s.area == h.area) & (s.subject_id == h.case_id))
    of_pre = select(p.id).join(blob_subjects, (s.area == p.area) & (s.subject_id == p.id))
    of_request = select(r.id).join(blob_subjects, (s.area == r.area) & (s.subject_id == r.id))
    asked = (
        of_case.where(*bound, s.subject_kind == CASE, h.hall == hall),
        of_pre.where(*bound, s.subject_kind == PRE_APPLICATION, p.hall == hall),
        of_request.where(*bound, s.subject_kind == ONLINE_REQUEST, r.hall == hall),
    )
    return any(connection.execute(one.limit(1)).first() is not None for one in asked)
