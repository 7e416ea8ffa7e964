"""Serving: a process that starts, says where, ends within seconds; slow peers, many peers, a database that goes away."""

from __future__ import annotations

import io
import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
import zstandard

from app.central import limits, serve
from app.central.services import Limits
from app.central_program import central_home, open_server
from app.store.exchange import Receipt, packed
from tests.builders.http_central import Served, make_central
from tests.builders.plain_http import PLAIN
from tests.builders.postgres import Postgres

if TYPE_CHECKING:
    from pathlib import Path


def started(home: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """The program in a process of its own, and what it says first."""
    command = [sys.executable, "-m", "app.cli.central", "serve", "--home", str(home), "--port", "0", *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline()


def test_it_starts_from_nothing_says_where_and_ends_when_asked(tmp_path: Path):
    process, line = started(tmp_path / "home")
    try:
        place = tmp_path / "home" / "serve.json"
        told = json.loads(place.read_text(encoding="utf-8"))
        assert told["pid"] == process.pid
        assert told["url"] in line
        assert httpx.get(f"{told['url']}/healthz", verify=PLAIN).json()["status"] == "ok"
        assert httpx.get(f"{told['url']}/api/v1/hello", verify=PLAIN).json()["evaluation"] is False
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert not place.exists()
    assert "Traceback" not in errors


def test_who_waits_is_answered_when_it_ends(tmp_path: Path):
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        desk = served.device()
        start = desk.page()
        answered = []
        waiting = threading.Thread(target=lambda: answered.append(desk.page(start.position, start.epoch, wait=25)))
        waiting.start()
        while "yichuang_long_polls 1.0" not in served.services.metrics.text().decode():
            threading.Event().wait(0.01)
        served.program.should_exit = True
        waiting.join(10)
        assert [page.entries for page in answered] == [[]]
    server.close()


def test_a_port_in_use_is_said_in_words(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "app.cli.central", "serve", "--home", str(tmp_path / "h"), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert port in done.stderr
    assert "INPUT-ADDRESS" in done.stderr


def test_answers_do_not_wait_for_the_kernel_to_fill_a_packet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Header and body go out apart: without TCP_NODELAY each answer took forty milliseconds."""
    set_on: list[tuple[int, int, int]] = []
    plain = socket.socket.setsockopt

    def noted(self: socket.socket, level: int, name: int, value: int) -> None:
        set_on.append((level, name, int(value)))
        plain(self, level, name, value)

    monkeypatch.setattr(socket.socket, "setsockopt", noted)
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        set_on.clear()
        with socket.create_connection(served.program.doors.listening.getsockname()) as knocking:
            knocking.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert knocking.recv(15) == b"HTTP/1.1 200 OK"
    server.close()
    assert (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1) in set_on


def test_beyond_this_machine_there_is_no_plain_http(tmp_path: Path):
    command = [sys.executable, "-m", "app.cli.central", "serve", "--home", str(tmp_path / "h"), "--port", "0"]
    done = subprocess.run([*command, "--host", "0.0.0.0", "--tls", "off"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "INPUT-TLS" in done.stderr


def test_tls_shows_a_certificate_of_its_own_authority(tmp_path: Path):
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO(), tls="on") as served:
        pinned = ssl.create_default_context(cadata=server.keys.authority.certificate.decode())
        answer = httpx.get(f"{served.url}/api/v1/hello", verify=pinned)
        assert answer.json()["fingerprint"] == server.fingerprint
        assert "max-age" in answer.headers["strict-transport-security"]
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{served.url}/api/v1/hello", verify=PLAIN)
        form = httpx.get(f"{served.url}/console/log-in", verify=pinned)
        assert "Secure" in form.headers["set-cookie"]
        assert form.headers["set-cookie"].startswith("__Host-")
    server.close()


def test_who_says_nothing_is_hung_up_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "_HEADER_SECONDS", 0.1)
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        host, port = served.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost:")
            assert line.recv(100) == b""
    server.close()


def test_a_body_that_drips_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "_BASE_SECONDS", 0.2)
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        host, port = served.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(
                b"POST /api/v1/challenges HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n"
                b"Content-Type: application/json\r\n\r\n{"
            )
            answer = line.recv(4000).decode()
        assert answer.startswith("HTTP/1.1 408 ")
    server.close()


def test_desks_that_come_back_at_once_are_told_to_wait_and_all_get_through(tmp_path: Path):
    few = Limits(ingest_threads=1, ingest_waiting=1, enrolments_a_minute=1e6, sessions_a_minute=1e6)
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO(), few) as served:
        desks = [served.device(f"C{number:02}") for number in range(1, 13)]
        for desk in desks:
            desk.pen.open()
            for _ in range(5):
                desk.pen.case()
        sent_away = []

        def until_taken(desk) -> int:
            body = zstandard.compress(packed(desk.pen.batch()))
            while (answer := desk.send(body)).status_code == 503:
                sent_away.append((answer.json()["code"], answer.headers["retry-after"]))
            receipt: Receipt = desk.signed(answer, Receipt)
            return receipt.acked

        with ThreadPoolExecutor(len(desks)) as pool:
            acked = list(pool.map(until_taken, desks))
        assert acked == [desk.pen.last for desk in desks]
        assert set(sent_away) == {("BUSY", "2")}
    server.close()


def test_a_database_that_goes_away_comes_back_by_itself(tmp_path: Path):
    cluster = Postgres()
    try:
        server = make_central(tmp_path / "home", cluster.database())
        with Served(server, io.StringIO()) as served:
            desk = served.device()
            cluster.stop()
            for answer in (desk.client.get(f"{served.url}/healthz"), desk.client.get("/feed")):
                assert answer.status_code == 503
                assert int(answer.headers["retry-after"]) >= 1
            cluster.start()
            assert desk.client.get(f"{served.url}/healthz").status_code == 200
            desk.pen.open().case()
            assert desk.push().acked == desk.pen.last
        server.close()
    finally:
        cluster.close()


def test_a_renewed_certificate_is_shown_without_a_restart(tmp_path: Path):
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO(), tls="on") as served:
        place = served.program.doors.listening.getsockname()
        first = ssl.get_server_certificate(place)
        (tmp_path / "home" / "tls" / "server.pem").unlink()
        assert served.program.doors.renew is not None
        served.program.doors.renew()
        second = ssl.get_server_certificate(place)
        assert first != second
        pinned = ssl.create_default_context(cadata=server.keys.authority.certificate.decode())
        assert httpx.get(f"{served.url}/healthz", verify=pinned).status_code == 200
    server.close()


def test_a_certificate_that_ends_soon_is_made_anew_under_the_same_authority(tmp_path: Path):
    server = make_central(tmp_path / "home")
    certificate = tmp_path / "home" / "tls" / "server.pem"
    for _ in range(2):
        with Served(server, io.StringIO(), tls="on"):
            shown = certificate.read_bytes()
    first = shown
    certificate.unlink()
    with Served(server, io.StringIO(), tls="on"):
        assert certificate.read_bytes() != first
    server.close()
    again = open_server(central_home(tmp_path / "home"))
    assert again.fingerprint == server.fingerprint
    again.close()
