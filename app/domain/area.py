"""What happens in an area 区域 as a whole: releases of the catalogue, accounts, devices, the server's authority.

These events stand in the server's journal, have the area as their subject and reach every desk. Moments are ISO strings.
"""

from __future__ import annotations

from dataclasses import dataclass

AREA = "area"
"""Kind of subject of these events; its id is the server's."""


@dataclass(frozen=True, slots=True)
class CatalogueReleased:
    """A release of the catalogue was published: its content is fetched by `hash`, it holds from `start`.

    `signature` is the area key's over number, hash and start, hex.
    """

    number: int
    hash: str
    start: str
    signature: str


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """An account was added, disabled, reset or given another role; who has read this knows it."""

    account: str
    role: str
    department: str
    hall: str
    disabled: bool
    what: str


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A device was enrolled, suspended, revoked or let in again. `public_key` is hex, for the list of revoked signers."""

    device: str
    counter: str
    public_key: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityAnnounced:
    """The server's CA will be succeeded by this one; a desk pins it beside the present one. PEM."""

    certificate: str
    signature: str


@dataclass(frozen=True, slots=True)
class JournalStopped:
    """The chain of a journal broke after `seq`: nothing more of it is taken until a person has found out why."""

    journal: str
    counter: str
    mark: str
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class JournalResumed:
    """A stopped journal may go on: the cause was found."""

    journal: str
    counter: str
    mark: str


@dataclass(frozen=True, slots=True)
class JournalForked:
    """Two devices had one journal, from `seq` on; the second branch is kept as `branch`. Both open new journals."""

    journal: str
    counter: str
    mark: str
    branch: str
    seq: int


@dataclass(frozen=True, slots=True)
class GroupDecided:
    """A person let a group out of quarantine, or turned it away. Its events stand in their own journal."""

    journal: str
    first: int
    last: int
    admitted: bool
    reason: str


AREA_KINDS: dict[str, tuple[int, type]] = {
    "catalogue.released": (1, CatalogueReleased),
    "account.changed": (1, AccountChanged),
    "device.changed": (1, DeviceChanged),
    "ca.announced": (1, AuthorityAnnounced),
    "journal.stopped": (1, JournalStopped),
    "journal.resumed": (1, JournalResumed),
    "journal.forked": (1, JournalForked),
    "group.decided": (1, GroupDecided),
}
