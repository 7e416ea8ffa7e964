"""What a desk and the server hand each other: batches of a journal one way, pages of the feed the other.

The bytes of headers, salts and bodies go verbatim. On the wire these structures are msgpack; what is signed is sent as
the bytes that were signed (`Signed`), so that nobody has to agree on a canonical form. Positions are of one area and
one epoch; a cursor is (epoch, position).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

PROTOCOL = 1
"""Version of these structures. A server speaks this one and the one before."""

Ruling = Literal["stands", "contested", "unauthorised", "unreadable"]
"""What the server ruled, once, when it gave a group's events of one subject their positions."""

RULINGS: tuple[Ruling, ...] = ("stands", "contested", "unauthorised", "unreadable")

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern="^[0-9A-Za-z_.:-]+$")]
Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
HeaderBytes = Annotated[bytes, msgspec.Meta(max_length=8 * 1024)]
BodyBytes = Annotated[bytes, msgspec.Meta(max_length=1024 * 1024)]
Salt = Annotated[bytes, msgspec.Meta(max_length=64)]
Sequence = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

BATCH_EVENTS = 10_000
"""Most events in one batch."""


class SentEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event of a batch: its bytes. Salt and body are missing where the subject was erased."""

    header: HeaderBytes
    salt: Salt | None
    body: BodyBytes | None


class Batch(msgspec.Struct, frozen=True):
    """Events `first` … of one journal, whole groups only.

    `statement` is the JSON of `app.store.verify.Statement` (journal, from, to, head) and `signature` the Ed25519
    signature of `signer` over it: one signature for the batch. `signer` is the journal's own key, or, for a journal
    that a restore has closed, the key of the device that goes on from it.
    """

    journal: Id
    first: Sequence
    events: Annotated[list[SentEvent], msgspec.Meta(min_length=1, max_length=BATCH_EVENTS)]
    statement: Annotated[bytes, msgspec.Meta(max_length=1024)]
    signature: Annotated[bytes, msgspec.Meta(max_length=64)]
    signer: Annotated[bytes, msgspec.Meta(max_length=32)]


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """Sequence numbers `first` … `last` got positions from `position` on, without gaps."""

    first: int
    last: int
    position: int


class Ruled(msgspec.Struct, frozen=True, array_like=True):
    """A ruling other than `stands`: of the group that begins at `first`, on one subject. `reason` is a code."""

    first: int
    subject_kind: str
    subject_id: str
    ruling: Ruling
    reason: str


JournalState = Literal["open", "closed", "stopped", "forked", "quarantined"]
"""`stopped`: the chain broke there. `forked`: another branch was taken in, open a new journal. `quarantined`: from a
revoked or suspended device, waits for a person."""


class Receipt(msgspec.Struct, frozen=True):
    """The server's answer to a batch, or to the question how far it has a journal.

    `acked` is the last sequence number that has a position, `head` its hash (hex; empty for 0). `held` counts events
    beyond it that wait in quarantine. `taken` and `ruled` cover what was asked about.
    """

    epoch: str
    journal: str
    acked: int
    head: str
    state: JournalState
    taken: list[Taken] = []
    ruled: list[Ruled] = []
    held: int = 0
    reason: str = ""


class Signed(msgspec.Struct, frozen=True):
    """Bytes (msgpack of a Receipt or Page) and the Ed25519 signature of the area's key over them."""

    data: bytes
    signature: bytes


class FeedEvent(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """A ruled event at its position. `hash` is its place in its chain, `reason` the code of a ruling.

    `branch` is the id under which the server keeps the second branch of a fork; the header names the cloned journal.
    """

    position: int
    header: bytes
    hash: bytes
    salt: bytes | None
    body: bytes | None
    ruling: Ruling
    reason: str = ""
    branch: str = ""


class Register(msgspec.Struct, frozen=True):
    """What a desk keeps of a case that it does not hold whole. The name is masked: 张*."""

    case_no: str
    item_code: str
    item_name: str
    status: str
    masked_name: str
    received_on: str
    ended_on: str
    hall: str
    counter: str


class Entered(msgspec.Struct, frozen=True, array_like=True, tag="i"):
    """A subject came into the device's scope: its whole history, in the order of positions."""

    position: int
    subject_kind: str
    subject_id: str
    events: list[FeedEvent]


class Left(msgspec.Struct, frozen=True, array_like=True, tag="o"):
    """A subject left the device's scope: closed, or given to another hall."""

    position: int
    subject_kind: str
    subject_id: str
    why: Literal["closed", "transferred"]
    register: Register | None


class Page(msgspec.Struct, frozen=True):
    """Feed entries after a cursor, in order of position, within the asking device's scope.

    `position` is the cursor to ask from next: it moves over what is out of scope too. `head` is the area's last
    position. Groups are not split: of a group that touches a subject in scope all events are sent, except those on
    cases out of scope.
    """

    epoch: str
    after: int
    position: int
    head: int
    time: datetime
    entries: list[FeedEvent | Entered | Left]


packed = msgspec.msgpack.Encoder().encode
"""The bytes of a structure on the wire."""
