"""Wrong passwords: counted beside the key ring, slowed down, then locked; a restart changes nothing.

The count is raised before the password is tried, so that ending the program in between gains nothing. The file is
authenticated with a key made from the key ring: deleting or editing it does not reset the count but gives the longest
wait. (Who can copy the files can try passwords elsewhere; against that stands Argon2id alone.)
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import hmac
import os
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.crypto.derive import subkey
from app.store.failures import AccessDenied
from app.store.home import failure_of, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.clock import Clock

WAITS = (0, 0, 1, 2, 60, 120, 240, 480, 900)
"""Seconds until the next attempt, after the first, second, … wrong password."""

_ALL = "*"


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong attempts in a row on one account, and when the last one was, by both clocks."""

    wrong: int
    wall: datetime
    boot: str
    monotonic: float


@dataclass(frozen=True, slots=True)
class _File:
    attempts: dict[str, Attempts]
    mac: str


class AttemptCounter:
    """Counts wrong passwords of the accounts of one store."""

    def __init__(self, path: Path, store: str, clock: Clock) -> None:
        self._path = path
        self._key = subkey(hashlib.sha256(store.encode()).digest(), "yichuang attempts")
        self._clock = clock

    def start(self) -> None:
        """Write an empty count; for a new store."""
        self._write({})

    @contextlib.contextmanager
    def attempt(self, account: str) -> Iterator[None]:
        """Make one attempt in the body; it counts as wrong unless the body ends without an exception.

        AccessDenied with the seconds to wait if it is too early. One process at a time: attempts made side by side
        wait for each other.
        """
        with self._locked():
            attempts = self._read()
            wait = self._longest(attempts, account)
            if wait:
                raise AccessDenied(wait_words(wait), "password", code="ACCESS-LOCKED", wait=wait)
            before = attempts.get(account)
            attempts[account] = self._now(1 if before is None else before.wrong + 1)
            self._write(attempts)
            yield
            del attempts[account]
            self._write(attempts)

    def wait_of(self, account: str) -> int:
        """Seconds until an attempt is taken, 0 if at once."""
        return self._longest(self._read(), account)

    def _longest(self, attempts: dict[str, Attempts], account: str) -> int:
        return max((self._wait(attempts[name]) for name in (account, _ALL) if name in attempts), default=0)

    def _wait(self, before: Attempts) -> int:
        if before.wrong <= 0:
            return 0
        wanted = WAITS[min(before.wrong, len(WAITS)) - 1]
        if before.boot == self._clock.boot():
            passed = self._clock.monotonic() - before.monotonic
        else:
            passed = (self._clock.wall() - before.wall).total_seconds()
        left = wanted - max(passed, 0.0)
        return 0 if left <= 0 else max(1, round(left))

    def _now(self, wrong: int) -> Attempts:
        return Attempts(wrong, self._clock.wall(), self._clock.boot(), self._clock.monotonic())

    def _read(self) -> dict[str, Attempts]:
        """Read the counts; a file that is missing or was edited locks every account from now on."""
        try:
            file = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError):
            file = None
        if file is not None and hmac.compare_digest(file.mac, self._mac(file.attempts)):
            return dict(file.attempts)
        locked = {_ALL: self._now(len(WAITS))}
        self._write(locked)
        return locked

    def _write(self, attempts: dict[str, Attempts]) -> None:
        try:
            write_file(self._path, msgspec.json.encode(_File(attempts, self._mac(attempts))))
        except OSError as error:
            raise failure_of(error, self._path) from error

    def _mac(self, attempts: dict[str, Attempts]) -> str:
        ordered = {name: replace(attempts[name]) for name in sorted(attempts)}
        return hmac.new(self._key, msgspec.json.encode(ordered), "sha256").hexdigest()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time count."""
        try:
            handle = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise failure_of(error, self._path) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def wait_words(seconds: int) -> str:
    """What a clerk is told while the account is locked."""
    span = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
    return f"密码多次不对，请等 {span}后再试。"
