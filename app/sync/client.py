"""HTTP to one server: the pinned CA only, bounded answers, and every failure as one of `app.sync.failures`.

One connection is kept alive between requests. `abort` cuts it from another thread, so that a desk that is closed does
not wait for a long poll to end. httpx and zstandard are imported when the first request is made.
"""

from __future__ import annotations

import contextlib
import math
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from app.store.exchange import packed
from app.store.exchange_admission import Problem
from app.sync import failures
from app.sync.trust import open_context, pinned_context

if TYPE_CHECKING:
    import ssl

    import httpx

    from app.sync.trust import Address

T = TypeVar("T")

API = "/api/v1"
JSON = {"Content-Type": "application/json"}
PACKED = {"Content-Type": "application/msgpack", "Content-Encoding": "zstd"}
BYTES = {"Content-Type": "application/octet-stream"}

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0
LONGEST_WAIT = 600.0
"""The longest that a server may send a desk away for."""
ANSWER_BYTES = 128 * 1024 * 1024
"""An answer larger than this is not read to its end."""
UNCHECKED_BYTES = 256 * 1024
"""The same for whoever has not shown yet that he is the server."""
TOO_MUCH = "服务器的回答大得不正常，没有采用。请核对地址是不是一窗服务器。"
_EXPIRED, _NOT_YET = 10, 9


@dataclass(frozen=True)
class Answer:
    """The whole answer to a request; `certificate` is the server's, empty without TLS."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    certificate: Mapping[str, Any]

    def certificate_dates(self) -> tuple[float, float] | None:
        """From when until when (seconds since 1970) the server's certificate is valid; None without TLS."""
        import ssl

        if not self.certificate:
            return None
        seconds = ssl.cert_time_to_seconds
        return seconds(str(self.certificate["notBefore"])), seconds(str(self.certificate["notAfter"]))


class Link:
    """A connection to the server at an address. Not for two threads at a time, but for `abort`."""

    def __init__(self, address: Address, *, relaxed: bool = False, unchecked: bool = False) -> None:
        self.address = address
        self.token = ""
        self.answers = 0
        self.sent = 0
        self.received = 0
        self._relaxed = relaxed
        self._unchecked = unchecked
        self._client: httpx.Client | None = None
        self._sockets: list[socket.socket] = []
        self._guard = threading.Lock()
        self._aborted = False

    def ask(
        self,
        method: str,
        path: str,
        answer: type[T],
        *,
        body: Any = None,
        params: dict[str, Any] | None = None,
        authorization: str = "",
        seconds: float = ANSWER_SECONDS,
    ) -> T:
        """Send `body` as JSON and read the answer (JSON or msgpack) as `answer`; raises a SyncFailure."""
        content = None if body is None else msgspec.json.encode(body)
        headers = {} if body is None else dict(JSON)
        response = self.send(
            method, path, content, headers, params=params, authorization=authorization, seconds=seconds
        )
        return read_answer(response, answer)

    def ask_packed(self, path: str, body: Any, answer: type[T]) -> T:
        """Post `body` as compressed msgpack and read the answer as `answer`."""
        return read_answer(self.send("POST", path, compressed(packed(body)), dict(PACKED)), answer)

    def send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        params: dict[str, Any] | None = None,
        authorization: str = "",
        seconds: float = ANSWER_SECONDS,
    ) -> Answer:
        """Send one request and return the whole answer; every status above 399 raises a SyncFailure."""
        import httpx

        client = self._open()
        headers = {"Accept-Encoding": "identity" if self._unchecked else "zstd", **(headers or {})}
        if bearer := authorization or (self.token and f"Bearer {self.token}"):
            headers["Authorization"] = bearer
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        try:
            request = client.build_request(
                method,
                path if path.startswith("/") else f"{API}/{path}",
                content=content,
                headers=headers,
                params=params,
                timeout=timeout,
                extensions={"trace": self._trace},
            )
            answer = self._whole(client.send(request, stream=True))
        except httpx.HTTPError as error:
            raise self._failure(error) from error
        self.sent += len(content or b"")
        self.received += len(answer.content)
        if answer.status_code >= 400:
            raise failure_of(answer)
        self.answers += 1
        return answer

    def _whole(self, response: httpx.Response) -> Answer:
        """Read an answer to its end, but not for ever; BadAnswer where it is larger than any should be."""
        most = UNCHECKED_BYTES if self._unchecked else ANSWER_BYTES
        stream = response.extensions.get("network_stream")
        secured = stream.get_extra_info("ssl_object") if stream is not None else None
        content = bytearray()
        try:
            if self._unchecked and "content-encoding" in response.headers:
                raise failures.BadAnswer(TOO_MUCH, self.address.host)
            for piece in response.iter_bytes():
                content += piece
                if len(content) > most:
                    raise failures.BadAnswer(TOO_MUCH, self.address.host)
        finally:
            response.close()
        certificate = secured.getpeercert() if secured is not None else None
        return Answer(response.status_code, response.headers, bytes(content), certificate or {})

    def close(self) -> None:
        """Close the connection; a later request opens another."""
        client, self._client = self._client, None
        with self._guard:
            self._sockets.clear()
        if client is not None:
            client.close()

    def trust(self, address: Address) -> None:
        """Go on with another set of pinned authorities."""
        self.close()
        self.address = address

    def relax(self) -> None:
        """Leave the dates of certificates out of it from now on: this machine's clock is wrong."""
        if not self._relaxed:
            self.close()
            self._relaxed = True

    def abort(self) -> None:
        """Cut the connection under whoever waits on it, for good; safe from any thread."""
        with self._guard:
            self._aborted = True
            for opened in self._sockets:
                _cut(opened)

    def _open(self) -> httpx.Client:
        import httpx

        if self._aborted:
            raise failures.NotReachable("与服务器的连接已结束。", self.address.host)
        if self._client is None:
            transport = httpx.HTTPTransport(verify=self._context(), retries=0, trust_env=False)
            self._client = httpx.Client(base_url=self.address.url, transport=transport, trust_env=False)
        return self._client

    def _context(self) -> ssl.SSLContext | bool:
        if self.address.url.startswith("http://"):
            return False
        return open_context() if self._unchecked else pinned_context(self.address.ca, relaxed=self._relaxed)

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Remember the sockets that were opened: nothing else can wake a thread that waits on one."""
        if event != "connection.connect_tcp.complete":
            return
        opened = info["return_value"].get_extra_info("socket")
        with self._guard:
            self._sockets = [one for one in self._sockets if one.fileno() >= 0]
            self._sockets.append(opened)
            if self._aborted:
                _cut(opened)

    def _failure(self, error: httpx.HTTPError) -> failures.SyncFailure:
        """The failure that an error of the connection means."""
        import httpx

        host = self.address.host
        refused = _certificate_error(error)
        if refused in (_EXPIRED, _NOT_YET):
            return failures.CertificateDate(EXPIRED if refused == _EXPIRED else NOT_YET, host)
        if refused is not None:
            return failures.Untrusted(UNTRUSTED, host)
        self.close()
        if isinstance(error, httpx.TimeoutException):
            return failures.NotReachable("服务器没有及时回答，本机照常受理，稍后自动再试。", host)
        return failures.NotReachable("连不上服务器，本机照常受理，接通后自动上传。", host)


EXPIRED = "服务器的证书已过期，请管理员在服务器上更新证书；本机照常受理。"
NOT_YET = "服务器的证书还没有生效：请核对本机和服务器的日期；本机照常受理。"
UNTRUSTED = "对方出示的不是接入时认定的服务器证书，没有发送任何内容。请管理员核对服务器地址和证书。"


def compressed(data: bytes) -> bytes:
    """Bytes as they go over the wire (zstd level 3: 3× smaller at 7 µs an event)."""
    import zstandard

    return zstandard.ZstdCompressor(level=3).compress(data)


def read_answer(response: Answer, answer: type[T]) -> T:
    """Decode an answer by its content type; BadAnswer if it is not what was expected."""
    packed_answer = "msgpack" in response.headers.get("content-type", "")
    decode = msgspec.msgpack.decode if packed_answer else msgspec.json.decode
    try:
        return decode(response.content, type=answer)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise failures.BadAnswer(
            "服务器的回答读不懂，可能版本不一致。请核对本机与服务器的程序版本。", answer.__name__
        ) from None


def failure_of(response: Answer) -> failures.SyncFailure:
    """The failure that a problem document, or a bare status, means."""
    status = response.status_code
    try:
        problem = msgspec.json.decode(response.content, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        problem = Problem("", "", status, "", f"服务器拒绝了请求（{status}）。请稍后再试，仍不行请联系管理员。")
    code, words, place = problem.code, problem.detail, problem.place
    if status in (429, 503):
        wait = retry_after(response.headers.get("retry-after", ""))
        return failures.Busy(words or "服务器正忙，已按它的要求稍后再试。", place, code=code or "SYNC-BUSY", wait=wait)
    if status == 401:
        return failures.SessionGone(words, place, code=code)
    if status == 410 and code == "SYNC-EPOCH":
        return failures.EpochChanged(words, place)
    if code in ("DEVICE-SUSPENDED", "DEVICE-REVOKED"):
        return failures.DeviceStopped(words, place, code=code)
    if code == "SYNC-PROTOCOL":
        return failures.WrongProtocol(words, place)
    return failures.Refused(words, place, code=code or "SYNC-REFUSED", status=status)


def retry_after(text: str) -> float:
    """Seconds that a Retry-After header asks for (a number or a date), within reason; 5 where it can't be read."""
    with contextlib.suppress(ValueError):
        seconds = float(text)
        return 5.0 if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_WAIT)
    with contextlib.suppress(ValueError, TypeError):
        wanted = parsedate_to_datetime(text) - datetime.now(UTC)
        return min(max(wanted.total_seconds(), 0.0), LONGEST_WAIT)
    return 5.0


def _certificate_error(error: BaseException) -> int | None:
    """OpenSSL's verify code where a certificate was refused (0: TLS failed otherwise), else None."""
    import ssl

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_code
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
            return 0
        cause = cause.__cause__ or cause.__context__
    return None


def _cut(opened: socket.socket) -> None:
    """Shut a connection down below TLS, which is not for two threads at a time."""
    with contextlib.suppress(OSError):
        under = socket.socket(fileno=os.dup(opened.fileno()))
        try:
            under.shutdown(socket.SHUT_RDWR)
        finally:
            under.close()
