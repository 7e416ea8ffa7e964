"""Attachments over the wire: offered by their hash, sent in chunks of 1 MiB, taken up where a cut line left them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.store.attachments import AttachmentFiles
from app.store.exchange_admission import BLOB_BYTES, BLOB_CHUNK, BlobAnnounced, BlobState
from app.store.failures import AttachmentDamaged
from app.sync.client import BYTES, read_answer
from app.sync.failures import BadAnswer, Refused
from app.sync.session import Session

if TYPE_CHECKING:
    from typing import BinaryIO

    from app.sync.client import Link

_STARTS = 3


@dataclass
class Upload:
    """One file on its way. `step` sends a chunk at most, so that events are never kept waiting for longer than that."""

    session: Session
    files: AttachmentFiles
    announced: BlobAnnounced
    received: int = -1
    sent: int = 0
    starts: int = 0

    def step(self, link: Link) -> bool:
        """Offer the file, or send its next chunk; True once the server has it whole and its hash was right."""
        if self.received < 0:
            return self._offer(link)
        try:
            state = self._send(link)
        except Refused as refused:
            if refused.code not in ("SYNC-OFFSET", "SYNC-HASH"):
                raise
            self._check_hash(refused)
            return self._offer(link)
        self.received = state.received
        return state.complete

    def _offer(self, link: Link) -> bool:
        self.starts += 1
        if self.starts > _STARTS:
            words = "服务器几次都没有收全这个附件，稍后自动再试；其他内容照常上传。"
            raise Refused(words, self.announced.digest[:12], code="SYNC-FILE")
        state = self.session.ask(link, "POST", "blobs", BlobState, body=self.announced)
        self.received = state.received
        return state.complete

    def _send(self, link: Link) -> BlobState:
        data = self._chunk()
        path, at = f"blobs/{self.announced.digest}", {"offset": self.received}
        response = self.session.send(link, "PUT", path, data, headers=BYTES, params=at)
        self.sent += len(data)
        return read_answer(response, BlobState)

    def _chunk(self) -> bytes:
        """What the server lacks, up to the end of a chunk of the stored file."""
        number, inside = divmod(self.received, BLOB_CHUNK)
        return next(self.files.chunks(self.announced.digest, number))[inside:]

    def _check_hash(self, refused: Refused) -> None:
        """After a wrong hash: is it our own file that is damaged? AttachmentDamaged if so."""
        if refused.code == "SYNC-HASH" and not self.files.verify(self.announced.digest):
            raise AttachmentDamaged(
                "本机这份扫描件的文件已损坏，无法上传，请重新扫描。", str(self.files.path(self.announced.digest))
            )


def fetch_file(session: Session, link: Link, files: AttachmentFiles, digest: str) -> int:
    """Fetch an attachment that this desk does not have and keep it encrypted; return its size.

    Raises a SyncFailure; what has another hash is not kept.
    """
    part = io.BytesIO()  # never a plain file: it may show an identity card
    size = _receive(session, link, digest, part)
    files.put(part)
    return size


def _receive(session: Session, link: Link, digest: str, part: BinaryIO) -> int:
    state = hashlib.sha256()
    offset, whole = 0, 1
    while offset < whole:
        at = {"offset": offset}
        response = session.send(link, "GET", f"blobs/{digest}", params=at)
        whole = min(int(response.headers.get("x-blob-size", "0")), BLOB_BYTES)
        if not response.content and whole:
            raise BadAnswer("附件没有收全，请稍后再试。", digest[:12])
        state.update(response.content)
        part.write(response.content)
        offset += len(response.content)
    if state.hexdigest() != digest:
        raise BadAnswer("收到的附件与编号不符，没有采用。请稍后再试。", digest[:12])
    return offset
