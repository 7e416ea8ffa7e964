"""A session with the server: the device proves its key, once, and says where it stands.

Tokens run out and servers start again; a request that finds its session gone opens another one and is repeated. What a
server signs (receipts, pages) is checked here, against the area's key that was pinned at enrolment.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from app.crypto.sign import SigningKey, verify
from app.store.exchange import PROTOCOL, Page, Receipt, Signed
from app.store.exchange_admission import Challenge, ChallengeRequest, Hello, SessionOpened, SessionRequest
from app.sync.binding import Binding, binding_of
from app.sync.client import CONNECT_SECONDS, Answer, Link
from app.sync.failures import BadAnswer, CertificateDate, KeyUnknown, SessionGone, Untrusted, WrongProtocol

if TYPE_CHECKING:
    from app.store.facade import Store

T = TypeVar("T")

CONTEXT = b"yichuang session 1\0"
SPOKEN = tuple(version for version in (PROTOCOL, PROTOCOL - 1) if version > 0)
"""Versions of the protocol that this program speaks, the one it likes best first."""
UNKNOWN = (
    "服务器不认识本机现在的密钥，本机可能从备份恢复过。请管理员给一个新的接入码，运行 yichuang enrol 重新接入；"
    "在此之前照常受理，内容都留在本机。"
)
CLOCK_SECONDS = 3600.0
"""From which difference on a clock, not a certificate, is held to be wrong."""


@dataclass(frozen=True)
class Standing:
    """Where a desk stands when it opens a session."""

    wall: datetime
    epoch: str
    position: int
    journals: Sequence[str]
    program: str


@dataclass
class Session:
    """One device at its server. The links of several threads share its token."""

    binding: Binding
    key: SigningKey
    standing: Callable[[], Standing]
    on_open: Callable[[SessionOpened], None]
    opened: SessionOpened | None = None
    protocol: int = 0
    relaxed: bool = False
    _ends: float = 0.0
    _guard: threading.RLock = field(default_factory=threading.RLock)

    def link(self) -> Link:
        """A connection of its own, for one thread."""
        return Link(self.binding.address, relaxed=self.relaxed)

    def call(self, link: Link, ask: Callable[[Link], T]) -> T:
        """Ask within a session; one that has run out is opened again, once."""
        self.require(link)
        try:
            return ask(link)
        except SessionGone:
            self._ends = 0.0
            self.require(link)
            return ask(link)

    def ask(self, link: Link, method: str, path: str, answer: type[T], **given: Any) -> T:
        """Ask within a session for `answer`; `given` as for `Link.ask`."""
        return self.call(link, lambda line: line.ask(method, path, answer, **given))

    def ask_packed(self, link: Link, path: str, body: Any, answer: type[T]) -> T:
        """Post compressed msgpack within a session."""
        return self.call(link, lambda line: line.ask_packed(path, body, answer))

    def send(self, link: Link, method: str, path: str, content: bytes | None = None, **given: Any) -> Answer:
        """Send bytes within a session and return the whole answer; `given` as for `Link.send`."""
        return self.call(link, lambda line: line.send(method, path, content, **given))

    def require(self, link: Link) -> SessionOpened:
        """The open session; opens one if there is none, or it is about to end."""
        with self._guard:
            if self.opened is None or time.monotonic() >= self._ends:
                self.opened = self._open(link)
            if self.relaxed:
                link.relax()
            link.token = self.opened.token
            return self.opened

    def forget(self) -> None:
        """Open another session before the next request."""
        with self._guard:
            self._ends = 0.0

    def _open(self, link: Link) -> SessionOpened:
        link.token = ""
        self._greet(link)
        device = self.binding.device
        challenge = link.ask("POST", "challenges", Challenge, body=ChallengeRequest(device)).challenge
        standing = self.standing()
        request = SessionRequest(
            device=device,
            challenge=challenge,
            signature=self.key.sign(CONTEXT + challenge),
            protocol=self.protocol,
            program=standing.program,
            wall=standing.wall,
            journals=list(standing.journals),
            epoch=standing.epoch,
            position=standing.position,
        )
        opened = self._ask_to_open(link, request)
        link.token = opened.token
        self._ends = time.monotonic() + max(opened.expires_in * 0.9, 1.0)
        self.on_open(opened)
        return opened

    def _ask_to_open(self, link: Link, request: SessionRequest) -> SessionOpened:
        try:
            return link.ask("POST", "sessions", SessionOpened, body=request)
        except SessionGone as refused:
            if refused.code == "AUTH-EXPIRED":
                raise
            raise KeyUnknown(UNKNOWN, self.binding.address.host) from None

    def _greet(self, link: Link) -> None:
        """Ask who answers, and in which versions; Untrusted if it is not the server of this store."""
        hello = self._hello(link)
        _check_same(hello, self.binding)
        self.protocol = common_protocol(hello.protocols)

    def _hello(self, link: Link) -> Hello:
        try:
            return link.ask("GET", "hello", Hello)
        except CertificateDate:
            if self.relaxed or not self._clock_is_wrong():
                raise
        self.relaxed = True
        link.relax()
        return link.ask("GET", "hello", Hello)

    def _clock_is_wrong(self) -> bool:
        """Whether the certificate is good by the server's own time, so that only this machine's clock is wrong."""
        relaxed = Link(self.binding.address, relaxed=True)
        try:
            response = relaxed.send("GET", "hello")
            moment = msgspec.json.decode(response.content, type=Hello).time.timestamp()
            dates = response.certificate_dates()
        except msgspec.MsgspecError:
            return False
        finally:
            relaxed.close()
        astray = abs(moment - self.standing().wall.timestamp()) > CLOCK_SECONDS
        return astray and dates is not None and dates[0] <= moment <= dates[1]

    def receipt(self, signed: Signed) -> Receipt:
        """The receipt that the server signed; Untrusted if it did not."""
        return _signed(signed, self.binding.area_key, Receipt)

    def page(self, signed: Signed) -> Page:
        """The page that the server signed; Untrusted if it did not."""
        return _signed(signed, self.binding.area_key, Page)


def common_protocol(offered: Sequence[int]) -> int:
    """The newest version that both speak; WrongProtocol says which side has to be upgraded."""
    for version in SPOKEN:
        if version in offered:
            return version
    if offered and max(offered) < min(SPOKEN):
        raise WrongProtocol(
            f"服务器的版本较旧（协议 {max(offered)}，本机 {min(SPOKEN)}）：请管理员先升级服务器。"
            "本机照常受理，内容都留在本机。",
            "server",
        )
    raise WrongProtocol(
        f"本机程序较旧（协议 {max(SPOKEN)}，服务器 {min(offered, default=0)} 起）：请升级本机的一窗程序。"
        "升级之前照常受理，内容都留在本机。",
        "desk",
    )


def _signed(signed: Signed, area_key: bytes, kind: type[T]) -> T:
    if not verify(area_key, signed.data, signed.signature):
        raise Untrusted("服务器回答的签名不符，内容没有采用。请联系管理员。", kind.__name__, code="SYNC-SIGNATURE")
    try:
        return msgspec.msgpack.decode(signed.data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        words = "服务器的回答读不懂，可能版本不一致。请核对本机与服务器的程序版本。"
        raise BadAnswer(words, kind.__name__) from None


def ask_who(store: Store) -> Hello:
    """Ask the server of an enrolled store who it is; a SyncFailure where it is not there, or another one."""
    binding = binding_of(store)
    link = Link(binding.address)
    try:
        hello = link.ask("GET", "hello", Hello, seconds=CONNECT_SECONDS)
    finally:
        link.close()
    _check_same(hello, binding)
    common_protocol(hello.protocols)
    return hello


def _check_same(hello: Hello, binding: Binding) -> None:
    if hello.area_key != binding.area_key or hello.area != binding.area:
        raise Untrusted("这个地址上的服务器不是本机接入的那一台，没有发送任何内容。请管理员核对地址。")
