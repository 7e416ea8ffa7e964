"""Clerks of this desk: added, removed, each recorded. Rights beyond this desk come with the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.identity.names import check_name
from app.domain.refusal import InputProblem, Refusal
from app.domain.shift import ClerkAdded, ClerkRemoved
from app.store.accounts import add_clerk, change_password, list_accounts, remove_clerk, reset_password
from app.store.event import NewEvent, Subject
from app.usecases.rights import own_hall, require

if TYPE_CHECKING:
    from app.store.keyring import Account, Role
    from app.usecases.workplace import Workplace

SHORTEST_PASSWORD = 8


def add(workplace: Workplace, name: str, password: str, role: Role = "clerk") -> Account:
    """Add a clerk with a one-time password; only a lead may."""
    require(workplace, "manage-clerks")
    _refuse_servers(workplace, "添加")
    refuse_bad_login_name(name)
    refuse_weak(password)
    account = add_clerk(workplace.store, name, password, role)
    _record(workplace, ClerkAdded(name, role))
    return account


def remove(workplace: Workplace, name: str, reason: str = "") -> None:
    """Remove a clerk: the account is disabled and the store keyed anew; only a lead may."""
    require(workplace, "manage-clerks")
    _refuse_servers(workplace, "停用")
    remove_clerk(workplace.store, name)
    _record(workplace, ClerkRemoved(name, reason))


def _refuse_servers(workplace: Workplace, what: str) -> None:
    """Accounts of a desk that has joined a server are the server's: one made here could do nothing there."""
    with workplace.store.read() as connection:
        if own_hall(connection) is not None:
            raise Refusal("RIGHT-ADMIN", f"本机已接入服务器，人员由管理员在中心{what}，随后自动到本机。")


def change_own_password(workplace: Workplace, old: str, new: str) -> Account:
    """Give oneself another password; the old one is checked as at a log-in."""
    refuse_weak(new)
    if new == old:
        raise InputProblem("INPUT-PASSWORD", "新密码要和现在的不同。", "password")
    return change_password(workplace.store, old, new)


def reset(workplace: Workplace, name: str, password: str) -> Account:
    """Give a clerk who forgot his password a one-time one; only a lead may."""
    require(workplace, "manage-clerks")
    refuse_weak(password)
    return reset_password(workplace.store, name, password)


def listed(workplace: Workplace) -> list[Account]:
    """The accounts in use at this desk, leads first."""
    accounts = [account for account in list_accounts(workplace.store) if not account.disabled]
    return sorted(accounts, key=lambda account: (account.role != "lead", account.created_at))


def refuse_bad_login_name(name: str) -> None:
    """InputProblem for a log-in name that cannot be printed and typed: it stands on papers and in the record."""
    checked = check_name(name)
    number = name.isalnum() and checked.reason_code == "ENTRY-NAME-LETTERS"  # a staff number is a log-in name as well
    if not (checked.valid or number) or checked.normalised != name:
        words = checked.reason or "登录名首尾不能有空格，也不能有看不见的字符。"
        raise InputProblem("INPUT-CLERK", words, "--clerk")


def refuse_weak(password: str) -> None:
    """Refuse a password that is too short to protect the store."""
    if len(password) < SHORTEST_PASSWORD:
        raise InputProblem("INPUT-PASSWORD", f"密码至少 {SHORTEST_PASSWORD} 个字符。", "password")


def _record(workplace: Workplace, body: ClerkAdded | ClerkRemoved) -> None:
    with workplace.store.write() as uow:
        uow.append([NewEvent(Subject("desk", uow.journal.id), body)])
        uow.commit()
