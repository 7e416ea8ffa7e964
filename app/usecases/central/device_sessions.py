"""Sessions of devices: a challenge that is signed once, and the bearer token that it is answered with.

Nothing here depends on the device's clock. Challenge and token are authenticated by the server and kept nowhere, but
for challenges that were used, until they end.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.crypto.sign import verify
from app.domain.refusal import Refusal
from app.store.central.devices import Device, device
from app.store.exchange_admission import Challenge

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.exchange_admission import SessionRequest
    from app.usecases.central.server import Server

CHALLENGE_SECONDS = 120
TOKEN_SECONDS = 3600
SIGNED_CONTEXT = b"yichuang session 1\0"
"""What stands before a challenge when a device signs it."""

_PREFIX = "ycd_"
_TIME = struct.Struct(">Q")
_RANDOM, _MAC = 16, 32


@dataclass
class UsedChallenges:
    """Challenges that were answered, until they end; one for a running program."""

    _until: dict[bytes, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def use(self, challenge: bytes, now: datetime) -> bool:
        """Use a challenge up; False if it was used before."""
        moment = now.timestamp()
        with self._lock:
            for old in [one for one, until in self._until.items() if until < moment]:
                del self._until[old]
            if challenge in self._until:
                return False
            self._until[challenge] = moment + CHALLENGE_SECONDS
            return True


@dataclass(frozen=True, slots=True)
class Opened:
    """A session of a device."""

    device: Device
    token: str = field(repr=False)
    expires_in: int


def make_challenge(server: Server, device_id: str) -> Challenge:
    """Return bytes for a device to sign; the same whether or not there is such a device."""
    until = _seconds(server.now() + timedelta(seconds=CHALLENGE_SECONDS))
    said = secrets.token_bytes(_RANDOM) + _TIME.pack(until)
    return Challenge(said + _mac(server, b"challenge", device_id, said), CHALLENGE_SECONDS)


def open_session(server: Server, connection: Connection, request: SessionRequest, used: UsedChallenges) -> Opened:
    """Return the device and its token for a challenge that it signed. In a read. Refusal AUTH-WRONG.

    A suspended or revoked device is let through: it may hand in what it has; its state is the caller's to look at.
    """
    now, said = server.now(), request.challenge[:-_MAC]
    genuine = len(said) == _RANDOM + _TIME.size and hmac.compare_digest(
        request.challenge[-_MAC:], _mac(server, b"challenge", request.device, said)
    )
    if not genuine or _TIME.unpack(said[_RANDOM:])[0] < _seconds(now):
        raise Refusal("AUTH-WRONG", "登录质询不对或已过期，请重新连接。", "challenge")
    found = device(connection, server.area, request.device)
    if found is None or not verify(found.public_key, SIGNED_CONTEXT + request.challenge, request.signature):
        raise Refusal("AUTH-WRONG", "设备签名不对：这台设备没有在本服务器接入。", "signature")
    if not used.use(request.challenge, now):
        raise Refusal("AUTH-WRONG", "登录质询已经用过，请重新连接。", "challenge")
    return Opened(found, _token(server, found.id, now), TOKEN_SECONDS)


def device_of_token(server: Server, connection: Connection, token: str) -> Device:
    """Return the device that a token was given to, in its present state. Refusal AUTH-WRONG or AUTH-EXPIRED."""
    identity, until = _read_token(server, token)
    if until < _seconds(server.now()):
        raise Refusal("AUTH-EXPIRED", "会话已到期，请重新连接。", "token")
    found = device(connection, server.area, identity)
    if found is None:
        raise Refusal("AUTH-WRONG", "这台设备没有在本服务器接入。", "token")
    return found


def _token(server: Server, identity: str, now: datetime) -> str:
    said = _TIME.pack(_seconds(now + timedelta(seconds=TOKEN_SECONDS))) + secrets.token_bytes(8)
    return f"{_PREFIX}{identity}.{urlsafe_b64encode(said + _mac(server, b'token', identity, said)).decode()}"


def _read_token(server: Server, token: str) -> tuple[str, int]:
    identity, _, encoded = token.removeprefix(_PREFIX).partition(".")
    try:
        data = urlsafe_b64decode(encoded.encode("ascii"))
    except (ValueError, UnicodeEncodeError):
        data = b""
    said, mac = data[:-_MAC], data[-_MAC:]
    if len(said) != _TIME.size + 8 or not hmac.compare_digest(mac, _mac(server, b"token", identity, said)):
        raise Refusal("AUTH-WRONG", "会话凭证不对，请重新连接。", "token")
    return identity, _TIME.unpack(said[: _TIME.size])[0]


def _mac(server: Server, purpose: bytes, identity: str, said: bytes) -> bytes:
    message = purpose + b"\0" + identity.encode() + b"\0" + said
    return hmac.new(server.keys.token_key(), message, hashlib.sha256).digest()


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
