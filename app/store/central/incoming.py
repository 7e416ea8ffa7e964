"""Events as they come over the wire: read, checked against their chain, and nothing believed.

What breaks the chain is `ChainBroken` with a stable code; what a body says is not looked at here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from app.store.codec import decode_header
from app.store.event import Header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_NAMES = re.compile(r"(?:[0-9A-Za-z_.:-]{1,64} ){3}[0-9A-Za-z_.:@-]{0,128}")
_OWN = re.compile(r"[0-9A-Za-z_.:-]{1,64} [0-9a-f]{64}")
_MOST = 2**53


class ChainBroken(Exception):
    """A journal does not go on like this: at which event, and a code (`CHAIN-…`)."""

    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(reason)
        self.seq = seq
        self.reason = reason


@dataclass(slots=True)
class Incoming:
    """An event that came in: its envelope, its bytes, and its place in the chain once that is known."""

    header: Header
    header_bytes: bytes
    salt: bytes | None
    body: bytes | None
    hash: bytes = b""


def read_envelopes(
    sent: Iterable[tuple[bytes, bytes | None, bytes | None]], journal: str, first: int
) -> list[Incoming]:
    """Events of (header, salt, body) in the order of their numbers from `first` on, in whole groups."""
    events: list[Incoming] = []
    expected, last, of = first, first - 1, 0
    group_first = first
    for data, salt, body in sent:
        header = envelope(data, expected)
        if header.journal != journal or header.seq != expected:
            raise ChainBroken(expected, "CHAIN-NUMBER")
        group = header.group
        if expected > last:
            group_first, of = expected, group.of
            last = expected + of - 1
        if group.first != group_first or group.of != of or of < 1:
            raise ChainBroken(expected, "CHAIN-GROUP")
        if (salt is None) != (body is None):
            raise ChainBroken(expected, "CHAIN-BODY")
        events.append(Incoming(header, data, salt, body))
        expected += 1
    if expected <= last:
        raise ChainBroken(expected - 1, "CHAIN-GROUP")
    return events


def envelope(data: bytes, seq: int) -> Header:
    """Read one header; ChainBroken CHAIN-HEADER if it is none, or holds what no program of ours writes."""
    try:
        header = decode_header(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise ChainBroken(seq, "CHAIN-HEADER") from None
    subject = header.subject
    sound = (
        _are_names(header.journal, subject.kind, header.kind, header.actor)
        and _OWN.fullmatch(f"{subject.id} {header.body_hash}") is not None
        and header.at.tzinfo is not None
        and 0 <= header.v < _MOST
        and 0 <= header.seen.version < _MOST
        and 0 <= header.seen.position < _MOST
    )
    if not sound:
        raise ChainBroken(seq, "CHAIN-HEADER")
    return header


@lru_cache(4096)
def _are_names(journal: str, subject_kind: str, kind: str, actor: str) -> bool:
    """Whether what an envelope names can stand in columns; a journal has the same few over and over."""
    return _NAMES.fullmatch(f"{journal} {subject_kind} {kind} {actor}") is not None


def link(events: Sequence[Incoming], previous: bytes, digest: Callable[[bytes], bytes]) -> bytes:
    """Give every event its hash in the chain that goes on from `previous`; returns the last one."""
    for event in events:
        previous = event.hash = digest(previous + event.header_bytes)
    return previous


def check_bodies(events: Sequence[Incoming], digest: Callable[[bytes], bytes]) -> None:
    """ChainBroken CHAIN-BODY where a body is not the one that its header commits to. Missing ones were erased."""
    for event in events:
        if event.salt is None or event.body is None:
            continue
        if digest(event.salt + event.body).hex() != event.header.body_hash:
            raise ChainBroken(event.header.seq, "CHAIN-BODY")


def groups_of(events: Sequence[Incoming]) -> list[Sequence[Incoming]]:
    """The groups, each whole, in order."""
    groups = []
    start = 0
    while start < len(events):
        end = start + events[start].header.group.of
        groups.append(events[start:end])
        start = end
    return groups
