"""What a desk and the server say to each other besides batches and pages: greeting, enrolment, session, files, accounts.

On the wire these structures are JSON (bytes as base64). Field names are the interface; new fields are added with a
default, so that either side may be one protocol behind.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from app.store.exchange import Digest, Id, Sequence, Signed

BLOB_CHUNK = 1024 * 1024
"""Most bytes of a file in one request."""
BLOB_BYTES = 64 * 1024 * 1024
"""Most bytes of a file."""
LONG_POLL_SECONDS = 25.0
"""Longest that the feed lets a desk wait for something new."""

PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
SignatureBytes = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
SealedBox = Annotated[bytes, msgspec.Meta(max_length=4096)]
ShortText = Annotated[str, msgspec.Meta(max_length=100, pattern=r"^[^\x00-\x1f]*$")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Epoch = Annotated[str, msgspec.Meta(max_length=64, pattern="^[0-9A-Za-z_.:-]*$")]
DeviceState = Literal["active", "suspended", "revoked"]
"""A suspended or revoked device may hand in what it has (it waits in quarantine) and read nothing."""


class Hello(msgspec.Struct, frozen=True):
    """Who answers. `fingerprint` is base32 of SHA-256 over the CA's public key, `area_key` signs receipts and pages."""

    server: str
    area: str
    evaluation: bool
    version: str
    protocols: list[int]
    time: datetime
    epoch: str
    fingerprint: str
    area_key: bytes
    recovery_key: bytes


class OfferedAccount(msgspec.Struct, frozen=True):
    """An account that a desk had before it was enrolled. `parameters`: JSON of what its password costs."""

    id: Id
    name: ShortText
    role: Literal["lead", "clerk"]
    public_key: PublicKey
    private_key: SealedBox
    parameters: Annotated[bytes, msgspec.Meta(max_length=1024)]


class EnrolmentRequest(msgspec.Struct, frozen=True):
    """A device asks to be taken in. `secret` is the one-time part of the code, `public_key` the device's (Ed25519).

    `recovery_box` is the store's key (of the id `key`) sealed to the server's recovery key; it may come later, by a
    session.
    """

    secret: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    public_key: PublicKey
    store: Id
    evaluation: bool
    program: ShortText = ""
    recovery_box: SealedBox | None = None
    key: Epoch = ""
    accounts: Annotated[list[OfferedAccount], msgspec.Meta(max_length=50)] = []


class Place(msgspec.Struct, frozen=True):
    """The scope of a device: its area, hall and counter."""

    area: str
    hall: str
    counter: str


class Enrolled(msgspec.Struct, frozen=True):
    """A device was taken in: who it is, where it stands, its marks, and what it pins and keeps.

    `paper` has for each mark the certificate that the code on its documents carries.
    """

    device: str
    certificate: Signed
    area_key: bytes
    ca: str
    scope: Place
    mark: str
    reserve: str
    recovery_key: bytes
    accounts: Signed
    door: str
    epoch: str
    position: int
    time: datetime
    release: str = ""
    paper: dict[str, bytes] = {}


class ChallengeRequest(msgspec.Struct, frozen=True):
    """A device wants to prove its key."""

    device: Id


class Challenge(msgspec.Struct, frozen=True):
    """Bytes to sign, once, soon."""

    challenge: bytes
    expires_in: int


class SessionRequest(msgspec.Struct, frozen=True):
    """A device proves its key and says where it stands. `wall` is its own clock, `journals` those of its store."""

    device: Id
    challenge: Annotated[bytes, msgspec.Meta(min_length=16, max_length=512)]
    signature: SignatureBytes
    protocol: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    program: ShortText
    wall: Moment
    journals: Annotated[list[Id], msgspec.Meta(max_length=200)] = []
    epoch: Epoch = ""
    position: Sequence = 0


class Marks(msgspec.Struct, frozen=True):
    """Marks lent to a device: the one for its next journal, and the one in reserve, with their paper certificates."""

    mark: str
    reserve: str
    paper: dict[str, bytes] = {}


class SessionOpened(msgspec.Struct, frozen=True):
    """A session: its bearer token, the server's time and head, and how far the server has each journal asked about.

    Up to `common` the order that the device has read, in its own epoch, is that of the server's present one.
    """

    token: str
    expires_in: int
    time: datetime
    epoch: str
    head: int
    journals: list[Signed]
    marks: Marks
    release: str
    accounts_version: int
    device_state: DeviceState = "active"
    common: int = 0


class BlobAnnounced(msgspec.Struct, frozen=True):
    """A file is going to be sent: its SHA-256, size in bytes, and the subject that it belongs to."""

    digest: Digest
    size: Annotated[int, msgspec.Meta(ge=0, le=BLOB_BYTES)]
    media_type: Annotated[str, msgspec.Meta(max_length=100, pattern="^[0-9a-z.+-]+/[0-9a-z.+-]+$")]
    subject_kind: Id
    subject_id: Id


class BlobState(msgspec.Struct, frozen=True):
    """How many bytes of a file the server has; `complete` when the whole is there and its hash was right."""

    received: int
    complete: bool


class PasswordWrap(msgspec.Struct, frozen=True):
    """An account's private key, encrypted anew under a changed password; the bytes are the key ring's business.

    `proof` shows that the sender holds that private key.
    """

    box: SealedBox
    parameters: Annotated[bytes, msgspec.Meta(max_length=1024)]
    version: Sequence
    proof: Annotated[bytes, msgspec.Meta(max_length=64)] = b""


class RecoverySlot(msgspec.Struct, frozen=True):
    """A store's key sealed to the server's recovery key, sent anew after each re-keying."""

    store: Id
    key: Id
    box: SealedBox


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A refusal (RFC 9457). `detail` is Chinese, `detail_en` English; `code` is stable; no personal data in any."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    detail_en: str = ""
    place: str = ""
    request: str = ""
