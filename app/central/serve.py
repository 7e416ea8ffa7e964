"""Serving: sockets, TLS, patience with slow peers, the end within seconds of SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ipaddress
import json
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import HANDLED_SIGNALS

from app.central.logs import forward_libraries, frames_of
from app.central.main import create_app
from app.central.services import Services
from app.domain.refusal import InputProblem
from app.store.central.certificates import server_certificate, server_names
from app.store.home import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from app.central.observe import Observed
    from app.usecases.central.server import Server

_CONNECTIONS = 1000
_BACKLOG = 1024
_HEADER_BYTES = 32 * 1024
_HEADER_SECONDS = 15.0
_KEEP_ALIVE_SECONDS = 75
_GRACE_SECONDS = 5
_RENEW_EVERY = 24 * 3600.0


def serve(server: Server, arguments: Namespace) -> None:
    """Serve until SIGTERM or SIGINT. Prints one line with the address; it and the pid stand in serve.json meanwhile.

    Of `arguments` are read: host, port (0: any), tls (auto, on, off), tls_cert, tls_key.
    """
    program = prepare(server, arguments)
    forward_libraries(program.app.services.log)
    _collect_seldom()
    program.listen()


def _collect_seldom() -> None:
    """What was loaded stays; a batch of ten thousand events is over before garbage is looked for: a sixth of its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def prepare(server: Server, arguments: Namespace, services: Services | None = None) -> Program:
    """The program with its doors built, not yet open."""
    files = _tls_files(server, arguments)
    shared = services or Services(server, secure=files is not None)
    shared.given_certificate = Path(arguments.tls_cert) if arguments.tls_cert else None
    app = create_app(shared)
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    config.load()
    renew = None
    if files is not None:
        config.ssl = context = _tls(files)

        def renew() -> None:
            """Show the certificate that is there now, made anew where it ends soon."""
            context.load_cert_chain(*(_tls_files(server, arguments) or files))

    listening = _listen(arguments.host, arguments.port)
    address = _address(arguments.host, listening.getsockname()[1], secure=files is not None)
    return Program(config, app, Doors(listening, address, server.home.serve, renew))


def _announce(words: str) -> None:
    print(words, flush=True)


@dataclass(frozen=True)
class Doors:
    """Where a program listens: socket, address, the file that tells it, how its certificate is renewed, who is told."""

    listening: socket.socket
    address: str
    place: Path
    renew: Callable[[], None] | None
    say: Callable[[str], None] = _announce


class Program(uvicorn.Server):
    """Says where it listens once it does, and lets nobody wait when it ends."""

    def __init__(self, config: uvicorn.Config, app: Observed, doors: Doors) -> None:
        super().__init__(config)
        self.app = app
        self.doors = doors
        self._renewing: asyncio.Task[None] | None = None

    def listen(self) -> None:
        """Serve until the end."""
        try:
            self.run(sockets=[self.doors.listening])
        finally:
            self.doors.listening.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in order when asked to; who called goes on afterwards (uvicorn's own would end the process there)."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors, then say so."""
        await super().startup(sockets)
        if self.doors.renew is not None:
            self._renewing = asyncio.create_task(self._renew_daily(self.doors.renew))
        write_file(self.doors.place, json.dumps({"url": self.doors.address, "pid": os.getpid()}).encode())
        self.doors.say(f"一窗中心服务器已就绪：{self.doors.address}")

    async def _renew_daily(self, renew: Callable[[], None]) -> None:
        """A certificate that was renewed is shown to the next connection, without a restart."""
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            try:
                await asyncio.to_thread(renew)
            except Exception as error:  # the one that is shown goes on being shown; tomorrow again
                self.app.services.log.error("certificate", **frames_of(error))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the waits first, so that their requests end by themselves."""
        self.app.services.watcher.stop()
        if self._renewing is not None:
            self._renewing.cancel()
        await super().shutdown(sockets)
        with contextlib.suppress(OSError):
            self.doors.place.unlink()


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with an end to patience: a peer whose first request's head does not come in time is hung up on."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Start the time for the first head."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(_HEADER_SECONDS, self._hang_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more to wait for."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _hang_up(self) -> None:
        begun: object = self.cycle  # None until the first head has come
        if begun is None and not self.transport.is_closing():
            self.transport.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where the protocol is named; else each answer waits 40 ms for the kernel
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError):
        listening.close()
        message = f"不能在 {host}:{port} 监听：地址不是本机的，或端口已被占用。请换一个端口，或先停下占用它的程序。"
        raise InputProblem("INPUT-ADDRESS", message, "--port") from None
    listening.set_inheritable(True)
    return listening


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be reached from this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _tls_files(server: Server, arguments: Namespace) -> tuple[Path, Path] | None:
    """Certificate and key to serve with; None for plain HTTP, which only this machine can reach."""
    given = arguments.tls_cert, arguments.tls_key
    if any(given) and not all(given):
        raise InputProblem("INPUT-TLS", "--tls-cert 与 --tls-key 要一起给出。", "--tls-cert")
    if all(given):
        return Path(arguments.tls_cert), Path(arguments.tls_key)
    inside = is_loopback(arguments.host)
    if arguments.tls == "off" and not inside:
        raise InputProblem(
            "INPUT-TLS", "本机以外的地址必须使用 TLS。由前置代理终止 TLS 时，请只监听 127.0.0.1。", "--tls"
        )
    if arguments.tls == "off" or (arguments.tls == "auto" and inside):
        return None
    names = server_names((arguments.host, *server.settings.names))
    return server_certificate(server.home, server.keys.authority, names, server.now())


def _tls(files: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(*files)
    except (OSError, ssl.SSLError):
        raise InputProblem(
            "INPUT-TLS", "证书或私钥无法读取，或两者不是一对。请检查这两个文件。", str(files[0])
        ) from None
    return context


def _address(host: str, port: int, *, secure: bool) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  # compared, not bound
    name = f"[{shown}]" if ":" in shown else shown
    return f"{'https' if secure else 'http'}://{name}:{port}"
