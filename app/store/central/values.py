"""Small values that the server remembers of an area, and writing a row in the place of the one with its key."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.store.central.query import Query
from db.central.access import server_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from app.store.central.vault import Vault

ACCOUNTS_VERSION = "accounts.version"
SERVER = "server"
_VALUE = Query(
    select(server_settings.c.value).where(
        server_settings.c.area == bindparam("in_area"), server_settings.c.key == bindparam("name")
    )
)


def put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Write a row in place of the one with its primary key."""
    keys = [column.name for column in table.primary_key]
    rest = [name for name in row if name not in keys]
    if connection.dialect.name == "sqlite":
        lite = sqlite.insert(table).values(row)
        connection.execute(lite.on_conflict_do_update(index_elements=keys, set_={n: lite.excluded[n] for n in rest}))
    else:
        full = postgresql.insert(table).values(row)
        connection.execute(full.on_conflict_do_update(index_elements=keys, set_={n: full.excluded[n] for n in rest}))


def put_new(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Write a row unless there is one with its primary key."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(table).values(row).on_conflict_do_nothing())


def read_value(connection: Connection, area: str, key: str, default: Any = None) -> Any:
    """Return what is kept under `key`."""
    row = _VALUE.first(connection, in_area=area, name=key)
    return default if row is None else row[0]


def write_value(connection: Connection, area: str, key: str, value: Any) -> None:
    """Keep a JSON value under `key`."""
    put(connection, server_settings, {"area": area, "key": key, "value": value})


def drop_value(connection: Connection, area: str, key: str) -> None:
    """Forget what is kept under `key`."""
    c = server_settings.c
    connection.execute(delete(server_settings).where(c.area == area, c.key == key))


def values_named(connection: Connection, area: str, prefix: str) -> dict[str, Any]:
    """Everything that is kept under keys with this beginning, by what follows it."""
    c = server_settings.c
    wanted = select(c.key, c.value).where(c.area == area, c.key.startswith(prefix, autoescape=True)).order_by(c.key)
    return {key.removeprefix(prefix): value for key, value in connection.execute(wanted)}


def write_sealed(connection: Connection, area: str, vault: Vault, key: str, plain: bytes) -> None:
    """Keep bytes under `key` that may tell of a person: as a box."""
    write_value(connection, area, key, b64encode(vault.seal_state(key, plain)).decode())


def read_sealed(connection: Connection, area: str, vault: Vault, key: str) -> bytes | None:
    """Return the bytes that were kept sealed under `key`."""
    box = read_value(connection, area, key)
    return None if box is None else vault.open_state(key, b64decode(box))


def accounts_version(connection: Connection, area: str) -> int:
    """Return the version of the area's accounts; it rises with each change."""
    return int(read_value(connection, area, ACCOUNTS_VERSION, 0))


def raise_accounts_version(connection: Connection, area: str) -> int:
    """Count a change of accounts, devices or slots; returns the new version. Inside a write."""
    wanted = select(server_settings.c.value).where(
        server_settings.c.area == area, server_settings.c.key == ACCOUNTS_VERSION
    )
    before = connection.execute(wanted.with_for_update()).first()
    version = (0 if before is None else int(before[0])) + 1
    write_value(connection, area, ACCOUNTS_VERSION, version)
    return version
