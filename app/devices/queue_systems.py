"""Queue systems 叫号系统 that a hall has already: what the desk asks of one, and one standard way to ask it, HTTP with JSON.

The system keeps its own numbers and its own order; the desk keeps what it did with them.
"""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from app.devices.ports import DeviceFailure

TIMEOUT = 3
"""Seconds until a system counts as silent."""
_MOST = 64 * 1024


@dataclass(frozen=True, slots=True)
class CalledNumber:
    """A number that a system gave a counter: its business, when it was taken (None: the system does not say), its priority.

    `system` is the name of the system that called it.
    """

    number: str
    group: str = ""
    issued_at: datetime | None = None
    priority: str = ""
    system: str = ""


class QueueCaller(Protocol):
    """A queue system as the desk sees it. Each method blocks; DeviceFailure where the system does not answer."""

    @property
    def name(self) -> str:
        """As shown on screen."""
        ...

    def call_next(self, counter: str) -> CalledNumber | None:
        """Let the system call the next number to this counter; None where nobody waits."""
        ...

    def recall(self, counter: str, number: str) -> None:
        """Let it call a number again."""
        ...

    def tell(self, counter: str, number: str, what: str, to: str = "") -> None:
        """Tell it what became of a number: serving, missed, transferred (`to` a counter), ended."""
        ...

    def pause(self, counter: str, *, paused: bool) -> None:
        """Tell it that the counter pauses, or calls again."""
        ...

    def waiting(self, counter: str) -> int:
        """How many wait for this counter."""
        ...


class HttpQueueSystem:
    """A system that answers `POST {address}/counters/{counter}/{next|recall|tell|pause}` and `GET …/waiting` in JSON.

    `next` answers `{"number": "A042", "group": "A", "issued_at": ISO, "priority": ""}`, or 204 where nobody waits.
    """

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DeviceFailure("叫号系统的地址读不懂，请在叫号设置里重填。", address)
        self.name = f"叫号系统 {parts.netloc}"
        self._parts = parts
        self._timeout = timeout

    def call_next(self, counter: str) -> CalledNumber | None:
        """Call the next number."""
        answer = self._ask("POST", counter, "next", {})
        if answer is None:
            return None
        number = answer.get("number")
        if not isinstance(number, str) or not 0 < len(number) <= 20:
            raise self._unreadable()
        return CalledNumber(
            number,
            _text(answer.get("group")),
            _moment(answer.get("issued_at")),
            _text(answer.get("priority")),
            self.name,
        )

    def recall(self, counter: str, number: str) -> None:
        """Call a number again."""
        self._ask("POST", counter, "recall", {"number": number})

    def tell(self, counter: str, number: str, what: str, to: str = "") -> None:
        """Tell what became of a number."""
        self._ask("POST", counter, "tell", {"number": number, "what": what, "to": to})

    def pause(self, counter: str, *, paused: bool) -> None:
        """Tell that the counter pauses or goes on."""
        self._ask("POST", counter, "pause", {"paused": paused})

    def waiting(self, counter: str) -> int:
        """How many wait."""
        count = (self._ask("GET", counter, "waiting", None) or {}).get("waiting")
        if not isinstance(count, int) or count < 0:
            raise self._unreadable()
        return count

    def _ask(self, method: str, counter: str, what: str, body: dict[str, Any] | None) -> dict[str, Any] | None:
        secure = self._parts.scheme == "https"
        line = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(
            self._parts.hostname or "", self._parts.port, timeout=self._timeout
        )
        path = f"{self._parts.path.rstrip('/')}/counters/{quote(counter, safe='')}/{what}"
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            line.request(method, path, data, {"Content-Type": "application/json", "Accept": "application/json"})
            answer = line.getresponse()
            content = answer.read(_MOST)
        except (OSError, http.client.HTTPException):
            raise DeviceFailure(
                "叫号系统没有应答；可在叫号设置里改用本机叫号，或按排队顺序请下一位。", self.name
            ) from None
        finally:
            line.close()
        if answer.status == http.HTTPStatus.NO_CONTENT:
            return None
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise DeviceFailure(f"叫号系统没有办成这一步（{answer.status}）。", self.name)
        return self._decoded(content)

    def _decoded(self, content: bytes) -> dict[str, Any]:
        try:
            found = json.loads(content or b"{}")
        except (ValueError, RecursionError):
            raise self._unreadable() from None
        if not isinstance(found, dict):
            raise self._unreadable()
        return found

    def _unreadable(self) -> DeviceFailure:
        return DeviceFailure("叫号系统的应答读不懂，请联系叫号系统的维护人员。", self.name)


def _text(value: object) -> str:
    return value[:20] if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """A moment with its zone; a system's wall time without one tells nothing."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
