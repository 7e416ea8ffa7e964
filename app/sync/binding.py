"""What binds a store to its server: kept inside the store at enrolment; the door, for before log-in, lies beside it.

`door.json` holds no secret of an applicant: with it a desk that nobody has unlocked fetches the accounts file, in which
every private key is encrypted under its owner's password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.store.home import failure_of, write_file
from app.store.settings import read_bytes, write_bytes
from app.sync.failures import NotEnrolled
from app.sync.trust import Address

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from app.store.facade import Store
    from app.store.home import Home

BINDING = "sync.binding"
DOOR = "door.json"


class Binding(msgspec.Struct, frozen=True):
    """The server that this store belongs to, and what was pinned of it. Bytes are raw keys; `ca` is PEM."""

    url: str
    server: str
    device: str
    area: str
    hall: str
    counter: str
    evaluation: bool
    area_key: bytes
    recovery_key: bytes
    ca: tuple[str, ...]
    paper: dict[str, bytes] = {}
    """Certificates for the codes on paper, by mark; signed by the area's key."""

    @property
    def address(self) -> Address:
        """Where the server is and whom to trust there."""
        return Address(self.url, self.ca)


class Door(msgspec.Struct, frozen=True):
    """What a desk that nobody has unlocked needs to fetch its accounts file."""

    url: str
    ca: tuple[str, ...]
    device: str
    secret: str
    area_key: bytes

    @property
    def address(self) -> Address:
        """Where the server is and whom to trust there."""
        return Address(self.url, self.ca)

    @property
    def authorization(self) -> str:
        """The header that opens the accounts file, and nothing else."""
        return f"Door {self.device}:{self.secret}"


def find_binding(connection: Connection) -> Binding | None:
    """The binding of this store, None for a desk that works alone."""
    kept = read_bytes(connection, BINDING)
    return None if kept is None else msgspec.json.decode(kept, type=Binding)


def binding_of(store: Store) -> Binding:
    """The binding of an enrolled store; NotEnrolled says what to do."""
    with store.read() as connection:
        found = find_binding(connection)
    if found is None:
        raise NotEnrolled("本机还没有接入服务器。请向管理员要一个接入码，运行 yichuang enrol。")
    return found


def keep_binding(connection: Connection, binding: Binding) -> None:
    """Keep the binding, in place of what was there."""
    write_bytes(connection, BINDING, msgspec.json.encode(binding))


def door_file(home: Home) -> Path:
    """Where the door lies."""
    return home.folder / DOOR


def read_door(home: Home) -> Door | None:
    """The door of a home, None where it was never enrolled or the file can't be read."""
    try:
        return msgspec.json.decode(door_file(home).read_bytes(), type=Door)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write_door(home: Home, door: Door) -> None:
    """Keep the door beside the store, readable by its owner only."""
    try:
        write_file(door_file(home), msgspec.json.encode(door))
    except OSError as error:
        raise failure_of(error, home.folder) from error
