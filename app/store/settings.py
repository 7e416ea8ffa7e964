"""The table of settings: small values of this device, and the keys that live inside the encrypted database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.errors import Bug
from app.store.prepared import Prepared
from db.desk.local import settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

DEVICE_KEY = "device.key"
ATTACHMENT_KEY = "attachments.key"
SIGNER_KEY = "keyring.signer"
"""Keys that every store has: of the device (Ed25519 seed), of attachments, of who signs the key ring."""

ACT_ANSWERS = "act:"
"""Before the idempotency key of an act: its first answer, with the id of the case that it tells of."""

_READ = Prepared(select(settings.c.value).where(settings.c.key == bindparam("wanted")))
_WRITE = insert(settings)
_WRITE = _WRITE.on_conflict_do_update(index_elements=["key"], set_={"value": _WRITE.excluded.value})


def read_bytes(connection: Connection, key: str) -> bytes | None:
    """Return the bytes kept under `key`, or None."""
    row = _READ.first(connection, wanted=key)
    return None if row is None else row[0]


def write_bytes(connection: Connection, key: str, value: bytes) -> None:
    """Keep bytes under `key`, in place of what was there."""
    connection.execute(_WRITE, {"key": key, "value": value})


def require_bytes(connection: Connection, key: str) -> bytes:
    """Return bytes that every store has; Bug if they are missing."""
    value = read_bytes(connection, key)
    if value is None:
        raise Bug(f"the store has no setting {key}")
    return value


def read_setting(connection: Connection, key: str, default: Any = None) -> Any:
    """Return the JSON value kept under `key`."""
    value = read_bytes(connection, key)
    return default if value is None else msgspec.json.decode(value)


def write_setting(connection: Connection, key: str, value: Any) -> None:
    """Keep a JSON value under `key`."""
    write_bytes(connection, key, msgspec.json.encode(value))


def delete_setting(connection: Connection, key: str) -> None:
    """Forget what is kept under `key`."""
    connection.execute(delete(settings).where(settings.c.key == key))


def delete_answers(connection: Connection, case_id: str) -> None:
    """Forget the first answers of acts that tell of a case: it is erased."""
    kept = select(settings.c.key, settings.c.value).where(settings.c.key.startswith(ACT_ANSWERS, autoescape=True))
    for key, value in connection.execute(kept).all():
        if msgspec.json.decode(value)["case_id"] == case_id:
            delete_setting(connection, key)
