"""Log-ins of people on the web console: password, session, lock-out, CSRF.

A session is a random secret in a cookie, kept as a hash. The CSRF token is made from the secret, so that it needs no
place of its own and belongs to one session only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.crypto.box import CannotOpen, decrypt
from app.crypto.derive import key_from_password
from app.domain.refusal import InputProblem, Refusal
from app.store import keyring
from app.store.central.accounts import CentralAccount
from app.store.central.attempts import attempt, forget, key_of, sweep, take_back
from app.store.central.sessions import SessionRow, add_session, drop_session, touch_session
from app.usecases.central.accounts import change_password_of, forget_sessions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.central.server import Server

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
TOUCHED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WebSession:
    """A person at work on the console. `must_change`: nothing but the page for a new password is open to him."""

    secret: str = field(repr=False)
    csrf: str = field(repr=False)
    account: CentralAccount
    expires_at: datetime
    seen_at: datetime

    @property
    def must_change(self) -> bool:
        """Whether the password is a one-time one."""
        return self.account.must_change


def log_in(server: Server, name: str, password: str, address: str) -> WebSession:
    """Open a session; takes the time and memory of one Argon2id, whether or not the name exists.

    Refusal ACCESS-LOCKED (place: seconds to wait), ACCESS-WRONG, ACCESS-DISABLED.
    """
    now, keys = server.now(), _keys(server, name, address)
    with server.store.write() as connection:
        _refuse_waiting(attempt(connection, server.area, keys, now))
        account = server.accounts.by_name(connection, name)
    _open(account, password)
    if account is None:
        raise _wrong()
    if account.disabled:
        raise Refusal("ACCESS-DISABLED", "该账号已停用，请联系管理员。", "name")
    secret = secrets.token_urlsafe(32)
    with server.store.write() as connection:
        _right(server, connection, keys)
        sweep(connection, server.area, now)
        row = SessionRow(account.id, now, now, now + LONGEST)
        add_session(connection, server.area, secret, row)
    return _web_session(server, secret, account, row)


def session_of(server: Server, connection: Connection, secret: str, now: datetime) -> WebSession | None:
    """Return the session of a cookie; None where it ended, was ended, or its account was disabled. In a look."""
    found = server.accounts.of_session(connection, secret) if secret else None
    if found is None:
        return None
    row, account = found
    if now >= row.expires_at or now - row.seen_at > IDLE or account.disabled:
        return None
    return _web_session(server, secret, account, row)


def touch(server: Server, found: WebSession) -> bool:
    """Note that a session was used, at most once a minute; say whether anything was written."""
    now = server.now()
    if now - found.seen_at < TOUCHED:
        return False
    with server.store.write() as connection:
        touch_session(connection, server.area, found.secret, now)
    return True


def log_out(server: Server, secret: str) -> None:
    """End a session."""
    with server.store.write() as connection:
        drop_session(connection, server.area, secret)


def csrf_holds(found: WebSession, token: str) -> bool:
    """Say whether a form was made for this session."""
    return hmac.compare_digest(found.csrf.encode(), token.encode())


def change_password(server: Server, found: WebSession, old: str, new: str, address: str) -> WebSession:
    """Give oneself another password; every other session of the account ends. Refusals as at a log-in.

    The file with the first administrator's one-time password has served its purpose then.
    """
    now, keys = server.now(), _keys(server, found.account.name, address)
    with server.store.write() as connection:
        _refuse_waiting(attempt(connection, server.area, keys, now))
        account = server.accounts.by_id(connection, found.account.id)
    private = _open(account, old)
    if account is None or private is None:
        raise _wrong()
    if old == new:
        raise InputProblem("INPUT-PASSWORD", "新密码要和现在的不同。", "password")
    changed = change_password_of(server, account, private, new)
    server.home.first_password.unlink(missing_ok=True)
    secret = secrets.token_urlsafe(32)
    with server.store.write() as connection:
        _right(server, connection, keys)
        forget_sessions(server, connection, account.id)
        row = SessionRow(account.id, now, now, found.expires_at)
        add_session(connection, server.area, secret, row)
    return _web_session(server, secret, changed, row)


def _open(account: CentralAccount | None, password: str) -> bytes | None:
    """Open an account's private key; the cost is the same for a name that does not exist, which gives None."""
    if account is None:
        key_from_password(password, keyring.fresh_parameters())
        return None
    try:
        return decrypt(key_from_password(password, account.parameters), account.private_key, account.id.encode())
    except CannotOpen:
        raise _wrong() from None


def _right(server: Server, connection: Connection, keys: list[str]) -> None:
    """Begin the account's count anew; the address loses this attempt only."""
    account, address = keys
    forget(connection, server.area, [account])
    take_back(connection, server.area, address)


def _wrong() -> Refusal:
    return Refusal("ACCESS-WRONG", "登录名或密码不对，请重新输入。", "password")


def _refuse_waiting(wait: int) -> None:
    if wait:
        span = f"{wait} 秒" if wait < 60 else f"{-(-wait // 60)} 分钟"
        raise Refusal("ACCESS-LOCKED", f"多次输入不对，请等 {span}后再试。", str(wait))


def _keys(server: Server, name: str, address: str) -> list[str]:
    secret = server.keys.code_key()
    return [key_of("account", name, secret), key_of("address", address, secret)]


def _web_session(server: Server, secret: str, account: CentralAccount, row: SessionRow) -> WebSession:
    mac = hmac.new(server.keys.token_key(), b"csrf\0" + secret.encode(), hashlib.sha256)
    return WebSession(secret, mac.hexdigest(), account, row.expires_at, row.seen_at)
