"""What is looked after at each session: time, receipts, marks, accounts, the recovery slot, releases, the authority."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from app.store.accounts_file import read_accounts_file
from app.store.replica import cursor
from app.store.server_accounts import (
    keep_accounts,
    note_recovery_sent,
    note_wrap_sent,
    pending_wraps,
    recovery_due,
    recovery_slot,
    refresh_account,
)
from app.store.server_time import trust_server_time
from app.store.settings import read_setting, write_setting
from app.sync.accounts import ACCOUNTS, ask_accounts
from app.sync.client import JSON
from app.sync.failures import Refused
from app.sync.marks import keep_marks
from app.sync.push import HELD, change_epoch, settle
from app.sync.releases import fetch_releases

if TYPE_CHECKING:
    from app.store.exchange_admission import PasswordWrap, SessionOpened
    from app.sync.line import Line


_WORDS = {
    "disabled": "这个账号已被停用，请换人登录。",
    "reset": "这个账号的密码已重设，请退出后用新密码登录。",
}


def greet(line: Line) -> SessionOpened:
    """Open a session if there is none, and do what its answer asks for."""
    asked = time.monotonic()
    opened = line.session.require(line.link)
    if line.news is None:
        return opened
    news, line.news = line.news, None
    seconds = time.monotonic() - asked
    offset = trust_server_time(line.store, news.time, min(seconds, 2.0))
    if offset is not None:
        line.report.offset_s = round(offset.total_seconds(), 3)
    with line.store.read() as connection:
        known = cursor(connection)
    if news.epoch != known.epoch:
        change_epoch(line, news.epoch, news.common)
    line.alarms["SYNC-HELD"] = "" if news.device_state == "active" else HELD
    if news.marks.mark:  # a suspended device is lent none, and keeps what it has
        keep_marks(line.store, news.marks)
    for signed in news.journals:
        settle(line, line.session.receipt(signed), signed)
    return news


def look_after(line: Line, opened: SessionOpened, *, told: bool = False) -> None:
    """Accounts, own password changes, the recovery slot, releases: what the server has newer, and what it lacks.

    `told`: an event said that accounts have changed since the session was opened.
    """
    if opened.device_state != "active":
        return
    _send_wraps(line)
    _send_recovery(line)
    if told or opened.accounts_version > _accounts_taken(line):
        fetch_accounts(line)
    fetch_releases(line)


def _accounts_taken(line: Line) -> int:
    with line.store.read() as connection:
        return int(read_setting(connection, ACCOUNTS, default=-1))


def fetch_accounts(line: Line) -> None:
    """Take the accounts file, and see what became of the clerk at work."""
    signed = line.session.call(line.link, ask_accounts)
    keep_accounts(line.store.home, signed)
    version = read_accounts_file(signed, line.binding.area_key).version
    with line.store.write_local() as connection:
        write_setting(connection, ACCOUNTS, version)
    line.alarms["SYNC-ACCOUNT"] = _WORDS.get(refresh_account(line.store), "")
    line.announce("accounts")


def _send_wraps(line: Line) -> None:
    for account, wrap in pending_wraps(line.store, line.binding.recovery_key):
        _send_wrap(line, account, wrap)
        note_wrap_sent(line.store, account, wrap.version)


def _send_wrap(line: Line, account: str, wrap: PasswordWrap) -> None:
    """Send a changed password; one that is out of date at the server (reset meanwhile) is dropped."""
    try:
        line.session.send(line.link, "PUT", f"accounts/{account}/wrap", msgspec.json.encode(wrap), headers=JSON)
    except Refused as refused:
        if refused.code not in ("SYNC-STALE", "ACCESS-PROOF", "UNKNOWN"):
            raise


def _send_recovery(line: Line) -> None:
    if not recovery_due(line.store):
        return
    slot = recovery_slot(line.store, line.binding.recovery_key)
    line.session.send(line.link, "PUT", "recovery", msgspec.json.encode(slot), headers=JSON)
    note_recovery_sent(line.store, slot)
