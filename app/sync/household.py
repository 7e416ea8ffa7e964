"""What is looked after at each session: time, receipts, marks, accounts, the recovery slot, releases, the authority."""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.crypto.sign import verify
from app.store.release_statement import release_holds
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
from app.store.settings import read_setting, write_bytes, write_setting
from app.sync.accounts import ask_accounts
from app.sync.binding import binding_of, keep_binding, read_door, write_door
from app.sync.failures import Refused, Untrusted
from app.sync.marks import keep_marks
from app.sync.push import HELD, change_epoch, settle

if TYPE_CHECKING:
    from typing import Any

    from app.domain.area import AuthorityAnnounced, CatalogueReleased
    from app.store.exchange_admission import PasswordWrap, SessionOpened
    from app.sync.line import Line

RELEASES = "sync.releases"
"""Releases that are kept here or wait to be fetched: number, hash, start, and whether the content has come."""
ACCOUNTS = "sync.accounts"
"""Version of the accounts file that was taken last."""
AUTHORITY_CONTEXT = b"yichuang authority 1\0"


class Release(msgspec.Struct, frozen=True):
    """A release that the server announced; `kept` once its content lies in the store and was verified."""

    number: int
    hash: str
    start: str
    signature: str
    kept: bool = False


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
        change_epoch(line, news.epoch)
    line.alarms["SYNC-HELD"] = "" if news.device_state == "active" else HELD
    keep_marks(line.store, news.marks)
    for signed in news.journals:
        settle(line, line.session.receipt(signed), signed)
    return news


def look_after(line: Line, opened: SessionOpened) -> None:
    """Accounts, own password changes, the recovery slot, releases: what the server has newer, and what it lacks."""
    if opened.device_state != "active":
        return
    _send_wraps(line)
    _send_recovery(line)
    fetch_accounts(line, opened.accounts_version)
    fetch_releases(line)


def fetch_accounts(line: Line, version: int) -> None:
    """Take the accounts file if the server has a newer one than this desk took last."""
    with line.store.read() as connection:
        known = read_setting(connection, ACCOUNTS, default=-1)
    if version == known:
        return
    signed = line.session.call(line.link, ask_accounts)
    keep_accounts(line.store.home, signed)
    with line.store.write_local() as connection:
        write_setting(connection, ACCOUNTS, version)
    standing = refresh_account(line.store)
    if standing in ("disabled", "reset"):
        words = "这个账号已被停用，请换人登录。" if standing == "disabled" else "这个账号的密码已重设，请重新登录。"
        line.alarms["SYNC-ACCOUNT"] = words
    line.announce("accounts")


def _send_wraps(line: Line) -> None:
    for account, wrap in pending_wraps(line.store, line.binding.recovery_key):
        _send_wrap(line, account, wrap)
        note_wrap_sent(line.store, account, wrap.version)


def _send_wrap(line: Line, account: str, wrap: PasswordWrap) -> None:
    """Send a changed password; one that is out of date at the server (reset meanwhile) is dropped."""
    try:
        line.session.call(
            line.link, lambda link: link.send("PUT", f"accounts/{account}/wrap", msgspec.json.encode(wrap), _JSON)
        )
    except Refused as refused:
        if refused.code not in ("SYNC-STALE", "ACCESS-PROOF", "UNKNOWN"):
            raise


_JSON = {"Content-Type": "application/json"}


def _send_recovery(line: Line) -> None:
    if not recovery_due(line.store):
        return
    slot = recovery_slot(line.store, line.binding.recovery_key)
    data = msgspec.json.encode(slot)
    line.session.call(line.link, lambda link: link.send("PUT", "recovery", data, dict(_JSON)))
    note_recovery_sent(line.store, slot)


def releases_of(connection: Any) -> list[Release]:
    """Every release that the server announced to this store."""
    return msgspec.convert(read_setting(connection, RELEASES, default=[]), list[Release])


def note_release(line: Line, body: object) -> None:
    """Note a release that was announced; its signature must be the area's. Its content is fetched apart."""
    released: CatalogueReleased = body  # type: ignore[assignment]  # the kind of the event says so
    binding = line.binding
    start = datetime.fromisoformat(released.start)
    signature = bytes.fromhex(released.signature)
    if not release_holds(binding.area_key, binding.area, released.number, released.hash, start, signature):
        line.alarms["SYNC-RELEASE"] = "收到的事项库版本签名不符，没有采用。请联系管理员。"
        return
    with line.store.write_local() as connection:
        known = releases_of(connection)
        if any(one.hash == released.hash and one.start == released.start for one in known):
            return
        known.append(Release(released.number, released.hash, released.start, released.signature))
        write_setting(connection, RELEASES, msgspec.to_builtins(known))
    line.announce("catalog")


def fetch_releases(line: Line) -> int:
    """Fetch the content of releases that were announced and are not here; return how many came."""
    with line.store.read() as connection:
        wanted = [one for one in releases_of(connection) if not one.kept]
    for release in wanted:
        content = line.session.call(
            line.link, lambda link, one=release: link.send("GET", f"releases/{one.hash}")
        ).content
        if hashlib.sha256(content).hexdigest() != release.hash:
            raise Untrusted(
                "收到的事项库内容与公布的不符，没有采用。请联系管理员。", release.hash[:12], code="SYNC-RELEASE"
            )
        with line.store.write_local() as connection:
            write_bytes(connection, f"release:{release.hash}", content)
            known = [
                msgspec.structs.replace(one, kept=True) if one.hash == release.hash else one
                for one in releases_of(connection)
            ]
            write_setting(connection, RELEASES, msgspec.to_builtins(known))
        line.announce("catalog")
    return len(wanted)


def pin_successor(line: Line, body: object) -> None:
    """Pin the CA that will succeed the present one; its announcement must be signed by the area's key."""
    announced: AuthorityAnnounced = body  # type: ignore[assignment]  # the kind of the event says so
    signature = bytes.fromhex(announced.signature)
    if not verify(line.binding.area_key, AUTHORITY_CONTEXT + announced.certificate.encode(), signature):
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
