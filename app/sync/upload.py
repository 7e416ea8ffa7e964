"""Sending attachments, a chunk at a time, the small ones first; one that fails never holds up the others."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.store.exchange_admission import BlobAnnounced
from app.store.failures import AttachmentDamaged
from app.store.outbox import note_file_confirmed, note_file_failed, note_file_sent, waiting_files
from app.sync.backoff import Backoff
from app.sync.failures import Refused, SyncFailure
from app.sync.files import Upload

if TYPE_CHECKING:
    from app.store.outbox import WaitingFile
    from app.sync.line import Line

_LISTED = 100


@dataclass
class _Rest:
    """When a file that failed is tried again."""

    backoff: Backoff
    until: float


@dataclass
class Uploads:
    """What is on its way, and which files rest after a failure. Events always come first: the loop calls `step` last."""

    chance: Callable[[], float]
    monotonic: Callable[[], float] = time.monotonic
    _now: Upload | None = None
    _resting: dict[str, _Rest] = field(default_factory=dict)

    def step(self, line: Line) -> bool:
        """Send one chunk of one file; False where no file can be sent now.

        A failure of the connection is noted with the file and raised; what is wrong with one file alone is noted only.
        """
        upload = self._now or self._next(line)
        if upload is None:
            return False
        self._now = upload
        digest = upload.announced.digest
        try:
            done = upload.step(line.link)
        except (Refused, AttachmentDamaged) as failure:
            self._failed(line, digest, failure.message)
            return True
        except SyncFailure as failure:
            self._now = None
            note_file_failed(line.store, digest, failure.message)
            raise
        if done:
            self._confirmed(line, digest)
        else:
            note_file_sent(line.store, digest, upload.received)
        return True

    @property
    def waits(self) -> bool:
        """Whether a file is half sent, or one that rested may be tried again."""
        now = self.monotonic()
        return self._now is not None or any(rest.until <= now for rest in self._resting.values())

    def retry(self, digest: str | None = None) -> None:
        """Let files that rest be tried at once: one, or all."""
        if digest is None:
            self._resting.clear()
        else:
            self._resting.pop(digest, None)

    def _next(self, line: Line) -> Upload | None:
        with line.store.read() as connection:
            waiting = waiting_files(connection, _LISTED)
        now = self.monotonic()
        ready = [file for file in waiting if self._may_go(file, now)]
        if not ready:
            return None
        chosen = min(ready, key=lambda file: (file.size, file.digest))
        announced = BlobAnnounced(chosen.digest, chosen.size, chosen.media_type, chosen.subject_kind, chosen.subject_id)
        return Upload(line.session, line.store.files, announced)

    def _may_go(self, file: WaitingFile, now: float) -> bool:
        rest = self._resting.get(file.digest)
        return rest is None or rest.until <= now

    def _failed(self, line: Line, digest: str, words: str) -> None:
        self._now = None
        rest = self._resting.setdefault(digest, _Rest(Backoff(self.chance), 0.0))
        rest.until = self.monotonic() + rest.backoff.failed()
        note_file_failed(line.store, digest, words)
        line.announce("sync")

    def _confirmed(self, line: Line, digest: str) -> None:
        self._now = None
        self._resting.pop(digest, None)
        note_file_confirmed(line.store, digest)
        line.report.blobs += 1
        line.announce("sync")
