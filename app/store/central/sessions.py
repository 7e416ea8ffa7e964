"""Log-ins on the web and tokens of other systems as rows: their secrets stand here as hashes only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from app.store.central.values import put
from db.central.access import sessions, tokens

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A log-in: whose, and until when at the latest."""

    account: str
    made_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Another system that may speak for itself."""

    name: str
    role: str
    department: str
    made_at: datetime
    revoked_at: datetime | None


def hash_of(secret: str) -> bytes:
    """Return what is kept of a secret of 256 random bits: a plain hash is enough for such."""
    return hashlib.sha256(secret.encode()).digest()


def add_session(connection: Connection, area: str, secret: str, row: SessionRow) -> None:
    """Keep a log-in, and drop those that ended."""
    connection.execute(delete(sessions).where(sessions.c.area == area, sessions.c.expires_at < row.made_at))
    values = {"account": row.account, "made_at": row.made_at, "seen_at": row.seen_at, "expires_at": row.expires_at}
    connection.execute(insert(sessions).values(area=area, hash=hash_of(secret), **values))


def touch_session(connection: Connection, area: str, secret: str, now: datetime) -> None:
    """Note that a log-in was used."""
    connection.execute(
        update(sessions).where(sessions.c.area == area, sessions.c.hash == hash_of(secret)).values(seen_at=now)
    )


def drop_session(connection: Connection, area: str, secret: str) -> None:
    """End one log-in."""
    connection.execute(delete(sessions).where(sessions.c.area == area, sessions.c.hash == hash_of(secret)))


def drop_sessions(connection: Connection, area: str, account: str) -> None:
    """End every log-in of an account."""
    connection.execute(delete(sessions).where(sessions.c.area == area, sessions.c.account == account))


_TOKEN = (tokens.c.name, tokens.c.role, tokens.c.department, tokens.c.made_at, tokens.c.revoked_at)


def keep_token(connection: Connection, area: str, secret: str, holder: TokenHolder) -> None:
    """Keep a token, in place of a revoked one of its name."""
    row = {name: getattr(holder, name) for name in TokenHolder.__dataclass_fields__}
    put(connection, tokens, {"area": area, "hash": hash_of(secret), **row})


def token_by_secret(connection: Connection, area: str, secret: str) -> TokenHolder | None:
    """Return whose token this is, revoked ones included."""
    row = connection.execute(select(*_TOKEN).where(tokens.c.area == area, tokens.c.hash == hash_of(secret))).first()
    return None if row is None else TokenHolder(*row)


def token_by_name(connection: Connection, area: str, name: str) -> TokenHolder | None:
    """Return the token of this name, revoked ones included."""
    row = connection.execute(select(*_TOKEN).where(tokens.c.area == area, tokens.c.name == name)).first()
    return None if row is None else TokenHolder(*row)


def tokens_of(connection: Connection, area: str) -> list[TokenHolder]:
    """Return every token, by name."""
    rows = connection.execute(select(*_TOKEN).where(tokens.c.area == area).order_by(tokens.c.name))
    return [TokenHolder(*row) for row in rows]


def revoke_token(connection: Connection, area: str, name: str, now: datetime) -> bool:
    """Revoke a token; False where there is none in force."""
    done = connection.execute(
        update(tokens)
        .where(tokens.c.area == area, tokens.c.name == name, tokens.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return done.rowcount > 0
