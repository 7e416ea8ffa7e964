"""Accounts of an area as rows: who they are, what they were allowed from which position on, and recovery slots."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, insert, select, update

from app.crypto.box import decrypt, encrypt
from app.crypto.derive import PasswordParameters
from app.store.central.bulk import among
from app.store.central.query import Query
from app.store.central.sessions import SessionRow, hash_of
from app.store.central.values import put
from db.central.access import account_history, accounts, sessions, slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class CentralAccount:
    """A person who can log in. `private_key` is encrypted under the password; `version` counts its changes."""

    id: str
    name: str
    role: str
    department: str
    hall: str
    public_key: bytes
    private_key: bytes = field(repr=False)
    parameters: PasswordParameters = field(repr=False)
    version: int
    disabled: bool
    must_change: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account was allowed from a position on."""

    position: int
    role: str
    department: str
    hall: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class RecoveryBox:
    """The key of a desk's database, sealed to the server's recovery key."""

    store: str
    key: str
    device: str
    box: bytes = field(repr=False)


_a = accounts.c
_COLUMNS = tuple(_a.keys())
_BY_ID = Query(select(accounts).where(_a.area == bindparam("in_area"), _a.id == bindparam("of")))
_NAMES = "SELECT id, name FROM accounts"
_s = sessions.c
_SESSION_COLUMNS = tuple(_s[name] for name in SessionRow.__dataclass_fields__)
_OF_SESSION = Query(
    select(*_SESSION_COLUMNS, *_a)
    .join(accounts, (_a.area == _s.area) & (_a.id == _s.account))
    .where(_s.area == bindparam("in_area"), _s.hash == bindparam("of"))
)


class AccountRows:
    """Reads and writes accounts of one area; `data_key` is what private keys are encrypted under at rest."""

    def __init__(self, area: str, data_key: bytes) -> None:
        self._area = area
        self._key = data_key

    def all(self, connection: Connection) -> list[CentralAccount]:
        """Every account, disabled ones included, oldest first."""
        wanted = select(accounts).where(accounts.c.area == self._area).order_by(accounts.c.created_at, accounts.c.name)
        return [self._account(row) for row in connection.execute(wanted)]

    def by_id(self, connection: Connection, identity: str) -> CentralAccount | None:
        """The account with this id."""
        row = _BY_ID.first(connection, in_area=self._area, of=identity)
        return None if row is None else self._account(row)

    def of_session(self, connection: Connection, secret: str) -> tuple[SessionRow, CentralAccount] | None:
        """The log-in with this secret, and whose it is."""
        row = _OF_SESSION.first(connection, in_area=self._area, of=hash_of(secret))
        width = len(_SESSION_COLUMNS)
        return None if row is None else (SessionRow(*row[:width]), self._account(row[width:]))

    def names(self, connection: Connection, ids: Iterable[str]) -> dict[str, str]:
        """The names of those of these ids that are accounts; no key is opened for them."""
        return {identity: name for identity, name in among(connection, _NAMES, "id", self._area, ids)}

    def by_name(self, connection: Connection, name: str) -> CentralAccount | None:
        """The account with this log-in name."""
        wanted = select(accounts).where(accounts.c.area == self._area, accounts.c.name == name)
        row = connection.execute(wanted).first()
        return None if row is None else self._account(row)

    def add(self, connection: Connection, new: CentralAccount, now: datetime) -> None:
        """Add an account."""
        connection.execute(insert(accounts).values(area=self._area, changed_at=now, **self._values(new)))

    def change(self, connection: Connection, changed: CentralAccount, now: datetime) -> None:
        """Write an account in place of the one with its id."""
        values = self._values(changed)
        connection.execute(
            update(accounts)
            .where(accounts.c.area == self._area, accounts.c.id == changed.id)
            .values(changed_at=now, **values)
        )

    def change_if(self, connection: Connection, changed: CentralAccount, version: int, now: datetime) -> bool:
        """Write an account if its password's version is still `version`; say whether it was."""
        done = connection.execute(
            update(accounts)
            .where(accounts.c.area == self._area, accounts.c.id == changed.id, accounts.c.version == version)
            .values(changed_at=now, **self._values(changed))
        )
        return done.rowcount == 1

    def _values(self, account: CentralAccount) -> dict[str, Any]:
        return {
            "id": account.id,
            "name": account.name,
            "role": account.role,
            "department": account.department,
            "hall": account.hall,
            "public_key": account.public_key,
            "private_box": encrypt(self._key, account.private_key, self._context(account.id)),
            "parameters": msgspec.to_builtins(account.parameters),
            "version": account.version,
            "disabled": account.disabled,
            "must_change": account.must_change,
            "created_at": account.created_at,
        }

    def _account(self, row: Sequence[Any]) -> CentralAccount:
        at = dict(zip(_COLUMNS, row, strict=True))
        return CentralAccount(
            id=at["id"],
            name=at["name"],
            role=at["role"],
            department=at["department"],
            hall=at["hall"],
            public_key=at["public_key"],
            private_key=decrypt(self._key, at["private_box"], self._context(at["id"])),
            parameters=msgspec.convert(at["parameters"], PasswordParameters),
            version=at["version"],
            disabled=at["disabled"],
            must_change=at["must_change"],
            created_at=at["created_at"],
        )

    def _context(self, identity: str) -> bytes:
        return f"account {self._area} {identity}".encode()


def note_standing(
    connection: Connection, area: str, account: str, standing: Standing, now: datetime, made_by: str
) -> None:
    """Note what an account is allowed from a position on."""
    row = {"area": area, "account": account, "at": now, "made_by": made_by, **asdict(standing)}
    put(connection, account_history, row)


def standings(connection: Connection, area: str, account: str, position: int) -> tuple[Standing, ...]:
    """Return every standing that an account had at `position` or since, oldest first; empty for an unknown account.

    Accounts reach a desk sooner than the feed: what was granted after `position` may have been known, so it counts.
    """
    h = account_history.c
    wanted = select(h.position, h.role, h.department, h.hall, h.disabled).where(h.area == area, h.account == account)
    held = [Standing(*row) for row in connection.execute(wanted.order_by(h.position))]
    before = [standing for standing in held if standing.position <= position]
    return (*before[-1:], *(standing for standing in held if standing.position > position))


def keep_recovery_box(connection: Connection, area: str, box: RecoveryBox, now: datetime) -> None:
    """Keep the recovery box of a store's key."""
    put(connection, slots, {"area": area, "made_at": now, **asdict(box)})


def recovery_boxes(connection: Connection, area: str, store: str) -> list[RecoveryBox]:
    """Return the recovery boxes of a store, the newest last; at most the two that a re-keying needs."""
    c = slots.c
    wanted = select(c.store, c.key, c.device, c.box).where(c.area == area, c.store == store).order_by(c.made_at, c.key)
    return [RecoveryBox(*row) for row in connection.execute(wanted)][-2:]
