"""An HTTP gateway of messages on loopback that answers as it is told, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from app.devices.gateways.web import WebGateway

if TYPE_CHECKING:
    from collections.abc import Sequence

Answer = int | str | tuple[int, str]
"""A status, `hang-up`, or a status with its Retry-After."""


class FailingGateway:
    """Gives the answers in their order, 200 once there are no more."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.asked.append({**json.loads(body), "header": self.headers["Idempotency-Key"]})
                gateway.answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing is said on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Give the next answer."""
        told = self.answers.pop(0) if self.answers else 200
        if told == "hang-up":
            handler.close_connection = True
            return
        status, wait = told if isinstance(told, tuple) else (told, "")
        handler.send_response(int(status))
        if wait:
            handler.send_header("Retry-After", wait)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/send"

    def client(self) -> WebGateway:
        """The adapter of the server on this gateway."""
        return WebGateway(self.url, "secret", timeout=5)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
