"""Accounts of an area: added, disabled, given another password or role; each an event that every desk reads.

Rights are judged by what a device had seen: a change holds from the position of its event on.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, cast

from app.domain.area import AccountChanged
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import ROLES
from app.store.central.accounts import CentralAccount, Standing, note_standing
from app.store.central.values import raise_accounts_version
from app.store.enrolment_code import ALPHABET
from app.store.keyring import make_account, new_id
from app.usecases.central.server import OPERATOR
from app.usecases.clerks import refuse_bad_login_name, refuse_weak

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.keyring import Role
    from app.usecases.central.server import Server

What = Literal["added", "adopted", "disabled", "enabled", "reset", "role"]
_GROUPS, _LETTERS = 3, 4


@dataclass(frozen=True, slots=True)
class Added:
    """An account that was added or reset; the one-time password is told once and kept nowhere."""

    name: str
    id: str
    role: str
    one_time_password: str | None = field(repr=False)


def one_time_password() -> str:
    """Return a password of sixty random bits in groups, without letters that are mistaken for digits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))


def add_user(
    server: Server,
    name: str,
    role: str,
    *,
    department: str = "",
    hall: str = "",
    password: str | None = None,
    by: str = OPERATOR,
) -> Added:
    """Add an account with a one-time password, or one that was given; Refusal ACCESS-TAKEN, InputProblem."""
    _refuse_unknown_role(role)
    given, account = keyed_account(server, name, role, password)
    account = replace(account, department=department, hall=hall)
    with server.store.write() as connection:
        if server.accounts.by_name(connection, name) is not None:
            raise Refusal("ACCESS-TAKEN", "这个登录名已被使用，请换一个。", "name")
        add_account(server, connection, account, "added", by)
    return Added(name, account.id, role, given)


def reset_user(server: Server, name: str, *, role: str = "", password: str | None = None, by: str = OPERATOR) -> Added:
    """Give an account a new key pair under a one-time password, and another role where one is named."""
    if role:
        _refuse_unknown_role(role)
    found = require_account(server, name)
    given, fresh = keyed_account(server, name, role or found.role, password, account_id=found.id)
    with server.store.write() as connection:
        found = _present(server, connection, name)
        changed = replace(
            fresh,
            department=found.department,
            hall=found.hall,
            version=found.version + 1,
            created_at=found.created_at,
            disabled=False,
        )
        _change(server, connection, changed, "reset", by)
        forget_sessions(server, connection, changed.id)
    return Added(name, found.id, changed.role, given)


def disable_user(server: Server, name: str, *, by: str = OPERATOR) -> CentralAccount:
    """Disable an account; the last administrator stays. Disabling twice changes nothing."""
    return _switched(server, name, disabled=True, by=by)


def enable_user(server: Server, name: str, *, by: str = OPERATOR) -> CentralAccount:
    """Let a disabled account in again."""
    return _switched(server, name, disabled=False, by=by)


def change_role(
    server: Server, name: str, role: str, *, department: str | None = None, by: str = OPERATOR
) -> CentralAccount:
    """Give an account another role, from the position of this event on."""
    _refuse_unknown_role(role)
    with server.store.write() as connection:
        found = _present(server, connection, name)
        if found.role == "admin" and role != "admin":
            _refuse_last_admin(server, connection, found)
        department = found.department if department is None else department
        changed = replace(found, role=role, department=department)
        if changed != found:
            _change(server, connection, changed, "role", by)
        return changed


def list_users(server: Server) -> list[CentralAccount]:
    """Return every account, oldest first."""
    with server.store.read() as connection:
        return server.accounts.all(connection)


def require_account(server: Server, name: str) -> CentralAccount:
    """Return the account with this log-in name; Refusal ACCESS-UNKNOWN."""
    with server.store.read() as connection:
        return _present(server, connection, name)


def refuse_other_role(account: CentralAccount, role: str | None) -> None:
    """Refusal ACCESS-ROLE where an account has not the role that was named for it."""
    if role and account.role != role:
        raise Refusal("ACCESS-ROLE", f"这个账号的角色是 {account.role}，不是 {role}，没有改动。", "--role")


def add_account(server: Server, connection: Connection, account: CentralAccount, what: What, by: str) -> None:
    """Add an account's row, its event and its standing. Inside a write."""
    position = server.record(connection, [_event(account, what)], by)
    server.accounts.add(connection, account, server.now())
    _note(server, connection, account, position, by)


def change_password_of(server: Server, account: CentralAccount, private_key: bytes, password: str) -> CentralAccount:
    """Put an account's private key under another password of its owner's; Refusal SYNC-STALE if it changed meanwhile.

    `private_key` is the opened one. No event: rights stay as they were; desks get the new wrap with the accounts.
    """
    from app.crypto.box import encrypt
    from app.crypto.derive import key_from_password
    from app.store import keyring

    refuse_weak(password)
    parameters = keyring.fresh_parameters()
    box = encrypt(key_from_password(password, parameters), private_key, account.id.encode())
    changed = replace(account, private_key=box, parameters=parameters, version=account.version + 1, must_change=False)
    with server.store.write() as connection:
        raise_accounts_version(connection, server.area)
        if not server.accounts.change_if(connection, changed, account.version, server.now()):
            raise Refusal("SYNC-STALE", "密码刚在别处改过，请用新密码重新登录。", "password")
    return changed


def forget_sessions(server: Server, connection: Connection, account: str) -> None:
    """End every log-in of an account on the web. Inside a write."""
    from app.store.central.sessions import drop_sessions

    drop_sessions(connection, server.area, account)


def keyed_account(
    server: Server, name: str, role: str, password: str | None, account_id: str = ""
) -> tuple[str | None, CentralAccount]:
    """Make a key pair under the password given, or under a one-time one. Takes the time of one Argon2id."""
    refuse_bad_login_name(name)
    if password is not None:
        refuse_weak(password)
    given = one_time_password() if password is None else None
    now = server.now()
    made = make_account(name, password or given or "", cast("Role", role), now, account_id=account_id or new_id())
    account = CentralAccount(
        id=made.id,
        name=name,
        role=role,
        department="",
        hall="",
        public_key=made.public_key,
        private_key=made.private_key,
        parameters=made.parameters,
        version=1,
        disabled=False,
        must_change=password is None,
        created_at=now,
    )
    return given, account


def _switched(server: Server, name: str, *, disabled: bool, by: str) -> CentralAccount:
    with server.store.write() as connection:
        found = _present(server, connection, name)
        if found.disabled == disabled:
            return found
        if disabled:
            _refuse_last_admin(server, connection, found)
        changed = replace(found, disabled=disabled)
        _change(server, connection, changed, "disabled" if disabled else "enabled", by)
        if disabled:
            forget_sessions(server, connection, found.id)
        return changed


def _change(server: Server, connection: Connection, changed: CentralAccount, what: What, by: str) -> None:
    position = server.record(connection, [_event(changed, what)], by)
    server.accounts.change(connection, changed, server.now())
    _note(server, connection, changed, position, by)


def _note(server: Server, connection: Connection, account: CentralAccount, position: int, by: str) -> None:
    standing = Standing(position, account.role, account.department, account.hall, account.disabled)
    note_standing(connection, server.area, account.id, standing, server.now(), by)
    raise_accounts_version(connection, server.area)


def _event(account: CentralAccount, what: What) -> AccountChanged:
    return AccountChanged(
        account.id, account.role, account.department, account.hall, disabled=account.disabled, what=what
    )


def _present(server: Server, connection: Connection, name: str) -> CentralAccount:
    found = server.accounts.by_name(connection, name)
    if found is None:
        raise Refusal("ACCESS-UNKNOWN", "没有这个登录名，请核对后重试。", "name")
    return found


def _refuse_last_admin(server: Server, connection: Connection, leaving: CentralAccount) -> None:
    if leaving.role != "admin":
        return
    others = [one for one in server.accounts.all(connection) if one.role == "admin" and not one.disabled]
    if all(one.id == leaving.id for one in others):
        raise Refusal("ACCESS-LAST-ADMIN", "这是最后一个管理员账号，请先添加另一个管理员。", "name")


def _refuse_unknown_role(role: str) -> None:
    if role not in ROLES:
        raise InputProblem("INPUT-ROLE", f"没有“{role}”这个角色；可用的有：{'、'.join(ROLES)}。", "--role")
