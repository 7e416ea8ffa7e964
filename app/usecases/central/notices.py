"""The outbox of notices 通知: sent by a gateway with patience, shown with what became of each, ended by a person.

Each try bears the same key, so that a gateway sends a notice once whatever breaks in between.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from app.devices.gateways.port import MessageGateway, Outgoing
from app.domain.identity.phone import check_phone
from app.domain.refusal import InputProblem, Refusal
from app.store.central import notices as rows
from app.store.central.heads import read_heads
from app.store.central.notices import Notice
from app.store.central.tasks import add_tasks, finish, new_task
from app.store.central.values import read_value, write_value
from app.store.clock import CHINA
from app.usecases.central.notice_making import HOLD_DAYS
from app.usecases.central.server import Server
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.devices.gateways.port import Outcome
    from app.store.central.notices import Claimed

SETTINGS = "notices.settings"
PAUSE = "notices.pause"
FIRST_SECONDS = 30.0
MOST_SECONDS = 3600.0
BATCH = 20
LEAST_LEASE = 300.0
REASON_ZH = {
    "": "",
    "NO-PHONE": "没有留电话",
    "NOT-MOBILE": "不是手机号码",
    "UNWANTED": "本人不要通知",
    "OLD": "事情已过去几天，请人看过再发",
    "RESTORED": "服务器恢复过，可能已经发过，请人看过再发",
    "MOOT": "已经不需要",
    "DROPPED": "人工取消",
    "TIMEOUT": "网关没有及时回答",
    "UNREACHED": "连不上网关",
    "BROKEN": "网关中途断开",
    "FOLDER": "写不进文件夹",
    "KNOWN": "网关说已经发过",
}


class NoticeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How notices leave. `token` is kept sealed. Nothing is sent from `quiet_from` to `quiet_until` (hours; equal: ever).

    `adapter` none: they wait in the outbox. `file` without a folder writes below the server's home.
    """

    adapter: Literal["none", "file", "http"] = "none"
    folder: str = ""
    url: str = ""
    sealed_token: str = ""
    timeout: Annotated[float, msgspec.Meta(ge=0.1, le=60)] = 5.0
    most_attempts: Annotated[int, msgspec.Meta(ge=1, le=30)] = 8
    quiet_from: Annotated[int, msgspec.Meta(ge=0, le=24)] = 21
    quiet_until: Annotated[int, msgspec.Meta(ge=0, le=24)] = 8


@dataclass(frozen=True)
class Delivered:
    """What a round did."""

    sent: int = 0
    again: int = 0
    dead: int = 0
    skipped: int = 0


def settings_of(server: Server, connection: Connection) -> NoticeSettings:
    """The settings of the area."""
    return msgspec.convert(read_value(connection, server.area, SETTINGS, {}), NoticeSettings)


def change_settings(server: Server, settings: NoticeSettings, token: str | None = None) -> NoticeSettings:
    """Keep settings; `token` None leaves the gateway's as it is. InputProblem INPUT-GATEWAY for an address that won't do.

    A message holds a person's number: plain HTTP is for this machine only. An evaluation server sends nothing outside.
    """
    if settings.adapter == "http":
        _refuse_address(settings.url, evaluation=server.evaluation)
    with server.store.write() as connection:
        kept = settings_of(server, connection).sealed_token if token is None else _sealed(server, token)
        changed = msgspec.structs.replace(settings, sealed_token=kept)
        write_value(connection, server.area, SETTINGS, msgspec.to_builtins(changed))
        write_value(connection, server.area, PAUSE, "")
    return changed


def _refuse_address(url: str, *, evaluation: bool) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        inside = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if parts.scheme not in ("https", "http") or not host or (parts.scheme == "http" and not inside):
        raise InputProblem("INPUT-GATEWAY", "网关地址要以 https:// 开头；只有本机地址可以用 http://。", "url")
    if evaluation and not inside:
        raise InputProblem("INPUT-GATEWAY", "评估用的服务器不向外发通知，网关只能是本机地址。", "url")


def _sealed(server: Server, token: str) -> str:
    if not token:
        return ""
    return base64.b64encode(server.ledger.vault.seal_state(SETTINGS, token.encode())).decode()


def gateway_of(server: Server) -> MessageGateway | None:
    """The gateway as it is set, None for none."""
    with server.store.read() as connection:
        settings = settings_of(server, connection)
    if settings.adapter == "file":
        from app.devices.gateways.files import FolderGateway

        return FolderGateway(Path(settings.folder) if settings.folder else server.home.folder / "notices")
    if settings.adapter == "http":
        from app.devices.gateways.web import WebGateway

        box = settings.sealed_token
        token = server.ledger.vault.open_state(SETTINGS, base64.b64decode(box)).decode() if box else ""
        return WebGateway(settings.url, token, settings.timeout)
    return None


def deliver(
    server: Server,
    now: datetime | None = None,
    gateway: MessageGateway | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Delivered:
    """Send what is due, a batch; what fails is tried again later each time, and is dead after the last try.

    Before each message `stopping` is asked: whoever ends does not wait for a slow gateway twice.
    """
    now = now or server.now()
    with server.store.read() as connection:
        settings = settings_of(server, connection)
        if settings.adapter == "none" and gateway is None:
            return Delivered()
        if _quiet(settings, now) or _paused(server, connection, now) or not rows.any_due(connection, server.area, now):
            return Delivered()
    opened = gateway or gateway_of(server)
    if opened is None:
        return Delivered()
    try:
        return _Round(server, settings, opened, now, stopping).run()
    finally:
        if gateway is None:
            opened.close()


def _quiet(settings: NoticeSettings, now: datetime) -> bool:
    hour, first, last = now.astimezone(CHINA).hour, settings.quiet_from, settings.quiet_until
    return first <= hour < last if first <= last else not last <= hour < first


def _paused(server: Server, connection: Connection, now: datetime) -> bool:
    until = read_value(connection, server.area, PAUSE, "")
    return bool(until) and datetime.fromisoformat(until) > now


@dataclass
class _Round:
    """One batch on its way."""

    server: Server
    settings: NoticeSettings
    gateway: MessageGateway
    now: datetime
    stopping: Callable[[], bool]
    counted: dict[str, int] = field(default_factory=lambda: {"sent": 0, "again": 0, "dead": 0, "skipped": 0})

    def run(self) -> Delivered:
        """Claim, send, note each at once: what breaks in between is due again after the lease."""
        server = self.server
        with server.store.write() as connection:
            lease = self.now + timedelta(seconds=max(LEAST_LEASE, 2 * BATCH * self.settings.timeout))
            claimed = rows.claim(connection, server.area, server.ledger.vault, self.now, lease, BATCH)
            claimed = [one for one in claimed if not self._moot(connection, one)]
        for place, one in enumerate(claimed):
            if self.stopping():
                self._put_back(claimed[place:])
                break
            message = Outgoing(key_of(server, one.notice.id), one.notice.kind, one.message.to, one.message.text)
            outcome = self.gateway.send(message)
            self._note(one.notice, outcome)
            if outcome.everybody:
                self._put_back(claimed[place + 1 :])
                break
        return Delivered(**self.counted)

    def _moot(self, connection: Connection, claimed: Claimed) -> bool:
        """A reminder of what was brought meanwhile, or of a case that has ended, is not sent."""
        notice, area = claimed.notice, self.server.area
        if not notice.about:
            return False
        found = read_heads(
            connection, area, self.server.ledger.vault, case_heads.c.case_id == notice.subject_id, limit=1
        )
        if found and notice.about in found[0].state.open_deferrals and not found[0].state.ended:
            return False
        rows.change(connection, area, notice.id, state="skipped", reason="MOOT", next_at=None)
        self.counted["skipped"] += 1
        return True

    def _note(self, notice: Notice, outcome: Outcome) -> None:
        attempts = notice.attempts + 1
        with self.server.store.write() as connection:
            if outcome.fate == "sent":
                self._sent(connection, notice, outcome)
            elif outcome.fate == "refused" or self._given_up(notice, outcome, attempts):
                self._dead(connection, notice, outcome)
            else:
                self._again(connection, notice, outcome, attempts)

    def _given_up(self, notice: Notice, outcome: Outcome, attempts: int) -> bool:
        """Tried often enough; or the gateway has been away so long that this is no news any more."""
        if outcome.everybody:
            return self.now - notice.created_at > timedelta(days=HOLD_DAYS) and not notice.about
        return attempts >= self.settings.most_attempts

    def _sent(self, connection: Connection, notice: Notice, outcome: Outcome) -> None:
        area = self.server.area
        rows.change(
            connection, area, notice.id, state="sent", reason=outcome.code, next_at=None, sent_at=self.now, box=None
        )
        finish(connection, area, [f"notice:{notice.id}"], "", "sent", self.now)
        self.counted["sent"] += 1

    def _dead(self, connection: Connection, notice: Notice, outcome: Outcome) -> None:
        area = self.server.area
        rows.change(connection, area, notice.id, state="dead", reason=outcome.code, next_at=None)
        detail = "一条给申请人的通知没有发出去，请用别的办法告诉本人，或者查明原因后重新发送。"
        task = new_task(
            "notice", "NOTICE-DEAD", self.now, id=f"notice:{notice.id}", hall=notice.hall, case_no=notice.case_no,
            subject_kind=notice.subject_kind, subject_id=notice.subject_id, detail=detail,
        )  # fmt: skip
        add_tasks(connection, area, [task])
        self.counted["dead"] += 1

    def _again(self, connection: Connection, notice: Notice, outcome: Outcome, attempts: int) -> None:
        """Later each time; where the gateway wants nothing at all, the try does not count and everything waits."""
        area = self.server.area
        wait = max(min(FIRST_SECONDS * 2.0 ** (attempts - 1), MOST_SECONDS), outcome.wait)
        if outcome.everybody:
            attempts -= 1
            wait = max(outcome.wait, FIRST_SECONDS)
            write_value(connection, area, PAUSE, (self.now + timedelta(seconds=wait)).isoformat())
        at = self.now + timedelta(seconds=wait)
        rows.change(connection, area, notice.id, state="waiting", reason=outcome.code, next_at=at, attempts=attempts)
        self.counted["again"] += 1

    def _put_back(self, claimed: list[Claimed]) -> None:
        if not claimed:
            return
        with self.server.store.write() as connection:
            for one in claimed:
                rows.change(
                    connection, self.server.area, one.notice.id, state="waiting", next_at=self.now,
                    attempts=one.notice.attempts,
                )  # fmt: skip


def key_of(server: Server, identity: str) -> str:
    """The key under which a gateway knows a notice: the same at every try, after every restore."""
    return hashlib.sha256(f"yichuang notice\0{server.area}\0{identity}".encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Outbox:
    """What the console shows."""

    notices: tuple[Notice, ...]
    counts: dict[str, int]
    settings: NoticeSettings
    paused_until: str


def outbox(server: Server, state: str = "", hall: str = "") -> Outbox:
    """Notices in a state (or those of every state), how many are in each, how they leave."""
    with server.store.read() as connection:
        return Outbox(
            tuple(rows.notices_in(connection, server.area, (state,) if state else (), hall=hall)),
            rows.counts(connection, server.area),
            settings_of(server, connection),
            read_value(connection, server.area, PAUSE, ""),
        )


def send_again(server: Server, identity: str, by: str) -> None:
    """Let a notice go out that was held, or could not be sent. Refusal STATE-NOTICE."""
    with server.store.write() as connection:
        found = _found(server, connection, identity)
        if found.state not in rows.FOR_A_PERSON:
            raise Refusal("STATE-NOTICE", "这条通知不在等人处理，不能重新发送。")
        now = server.now()
        rows.change(connection, server.area, identity, state="waiting", reason="", attempts=0, next_at=now)
        finish(connection, server.area, [f"notice:{identity}"], by, "sent-again", now)


def drop(server: Server, identity: str, by: str) -> None:
    """Let a notice not go out: somebody told the person, or it is of no use any more. Refusal STATE-NOTICE."""
    with server.store.write() as connection:
        found = _found(server, connection, identity)
        if found.state not in (*rows.FOR_A_PERSON, "waiting"):
            raise Refusal("STATE-NOTICE", "这条通知已经处理完了。")
        now = server.now()
        rows.change(connection, server.area, identity, state="skipped", reason="DROPPED", next_at=None, box=None)
        finish(connection, server.area, [f"notice:{identity}"], by, "dropped", now)


def _found(server: Server, connection: Connection, identity: str) -> Notice:
    found = rows.notice(connection, server.area, identity)
    if found is None:
        raise Refusal("STATE-UNKNOWN", "没有这条通知。")
    return found


def refuse_notices(server: Server, phone: str, *, refused: bool = True) -> None:
    """Note that the owner of a number wants no notices (or wants them again). Refusal ENTRY-PHONE."""
    checked = check_phone(phone)
    if not checked.valid:
        raise Refusal("ENTRY-PHONE", checked.reason or "电话号码不对，请核对。", "phone")
    area, vault = server.area, server.ledger.vault
    with server.store.write() as connection:
        if refused:
            rows.note_refusal(connection, area, vault, checked.normalised, server.now())
        else:
            rows.drop_refusal(connection, area, vault, checked.normalised)
