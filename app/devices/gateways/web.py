"""An HTTP service as gateway: one POST a message, with an Idempotency-Key. 429 and 503 are obeyed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from app.devices.gateways.port import Outcome

if TYPE_CHECKING:
    import httpx

    from app.devices.gateways.port import Outgoing

LONGEST_WAIT = 3600.0
"""Seconds: a gateway that asks for more is asked again after this."""
_BUSY = {429, 503}
_LATER = {408, 425}


class WebGateway:
    """Posts `{key, kind, to, text}` as JSON. 2xx: sent; 409: the key is known, so it was sent; other 4xx: refused."""

    def __init__(self, url: str, token: str = "", timeout: float = 10.0) -> None:
        self._url = url
        self._token = token
        self._timeout = timeout
        self._client: httpx.Client | None = None

    @property
    def name(self) -> str:
        """As shown in the console: the host, never the token."""
        import httpx

        return httpx.URL(self._url).host

    def send(self, message: Outgoing) -> Outcome:
        """Post one message; whether an answer that never came meant yes is settled by the key, next time."""
        import httpx

        headers = {"Idempotency-Key": message.key}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        fields = {"key": message.key, "kind": message.kind, "to": message.to, "text": message.text}
        try:
            answer = self._open().post(self._url, json=fields, headers=headers)
        except httpx.ConnectTimeout:
            return Outcome("again", "UNREACHED", everybody=True)
        except httpx.TimeoutException:
            return Outcome("again", "TIMEOUT")
        except (httpx.ConnectError, httpx.InvalidURL):
            return Outcome("again", "UNREACHED", everybody=True)
        except httpx.HTTPError:
            return Outcome("again", "BROKEN")
        return _outcome(answer)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _open(self) -> httpx.Client:
        import httpx

        if self._client is None:
            self._client = httpx.Client(timeout=self._timeout, follow_redirects=False)
        return self._client


def _outcome(answer: httpx.Response) -> Outcome:
    status = answer.status_code
    code = f"HTTP-{status}"
    if answer.is_success or status == 409:
        return Outcome("sent", "" if answer.is_success else "KNOWN")
    if status in _BUSY:
        return Outcome("again", code, _wait(answer.headers.get("retry-after", "")), everybody=True)
    if status in _LATER or answer.is_server_error:
        return Outcome("again", code)
    return Outcome("refused", code)


def _wait(text: str) -> float:
    """Seconds of a Retry-After, as a number or a date; 0 where there is none."""
    if text.strip().isdigit():
        return min(float(text), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return 0.0
    left = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(left, 0.0), LONGEST_WAIT)
