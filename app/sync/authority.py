"""The server's CA is succeeded: the next one is announced under the area's key, and pinned before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.crypto.sign import verify
from app.sync.binding import binding_of, keep_binding, read_door, write_door

if TYPE_CHECKING:
    from app.domain.area import AuthorityAnnounced
    from app.sync.line import Line

CONTEXT = b"yichuang authority 1\0"


def pin_successor(line: Line, body: object) -> None:
    """Pin the CA that will succeed the present one; its announcement must be signed by the area's key."""
    announced: AuthorityAnnounced = body  # type: ignore[assignment]  # the kind of the event says so
    signature = bytes.fromhex(announced.signature)
    if not verify(line.binding.area_key, CONTEXT + announced.certificate.encode(), signature):
        line.alarms["SYNC-CA"] = "收到的根证书公告签名不符，没有采用。请联系管理员。"
        return
    binding = binding_of(line.store)
    if announced.certificate in binding.ca:
        return
    pinned = msgspec.structs.replace(binding, ca=(*binding.ca[-1:], announced.certificate))
    with line.store.write_local() as connection:
        keep_binding(connection, pinned)
    line.session.binding = pinned
    line.link.trust(pinned.address)
    if door := read_door(line.store.home):
        write_door(line.store.home, msgspec.structs.replace(door, ca=pinned.ca))
