"""The bad line does what it says, to plain HTTP and to bytes that it does not understand."""

from __future__ import annotations

import socket
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.builders.plain_http import PLAIN
from tests.builders.proxy import EVERYTHING, Fault, FaultyLine, LineProcess

if TYPE_CHECKING:
    from collections.abc import Iterator


class Notes(BaseHTTPRequestHandler):
    """Notes each body that arrived whole and answers with it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Notebook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if len(body) == int(self.headers["Content-Length"]):
            self.server.note(body.decode())
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


class Notebook(ThreadingHTTPServer):
    daemon_threads = True
    address: tuple[str, int]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Notes)
        self.address = ("127.0.0.1", self.server_port)
        self.noted: list[str] = []
        self.changed = Condition()

    def note(self, body: str) -> None:
        with self.changed:
            self.noted.append(body)
            self.changed.notify_all()

    def has(self, wanted: list[str]) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.noted == wanted, timeout=10)


@pytest.fixture
def server() -> Iterator[Notebook]:
    notebook = Notebook()
    thread = Thread(target=notebook.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield notebook
    notebook.shutdown()
    thread.join()
    notebook.server_close()


@pytest.fixture
def line(server: Notebook) -> Iterator[FaultyLine]:
    with FaultyLine(server.address) as made:
        yield made


@pytest.fixture
def client(line: FaultyLine) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=line.url, timeout=5, trust_env=False, verify=PLAIN) as made:
        yield made


def test_a_line_without_faults_passes_all(client: httpx.Client, server: Notebook) -> None:
    assert [client.post("/", content=text).text for text in ("a", "b" * 100_000)] == ["a", "b" * 100_000]
    assert server.noted == ["a", "b" * 100_000]


@pytest.mark.parametrize(
    ("fault", "noted"),
    [
        (Fault("drop"), []),
        (Fault("drop-answer"), ["a"]),
        (Fault("cut-request", at=20), []),
        (Fault("cut-answer", at=20), ["a"]),
        (Fault("cut-answer"), ["a"]),
    ],
)
def test_a_lost_connection_is_seen_by_the_client(
    line: FaultyLine, client: httpx.Client, server: Notebook, fault: Fault, noted: list[str]
) -> None:
    line.script(fault)
    with pytest.raises(httpx.TransportError):
        client.post("/", content="a")
    assert client.post("/", content="again").text == "again"
    assert server.noted == [*noted, "again"]
    assert line.met == {fault.kind: 1, "pass": 1}


def test_a_request_arrives_twice(line: FaultyLine, client: httpx.Client, server: Notebook) -> None:
    line.script(Fault("duplicate"))
    assert client.post("/", content="a").text == "a"
    assert server.noted == ["a", "a"]


def test_a_request_that_is_held_is_overtaken(line: FaultyLine, client: httpx.Client, server: Notebook) -> None:
    line.script(Fault("hold", after=2))
    with pytest.raises(httpx.TransportError):
        client.post("/", content="first")
    for text in ("second", "third"):
        client.post("/", content=text)
    assert server.has(["second", "third", "first"])


def test_a_blackhole_lasts_until_the_client_gives_up(line: FaultyLine, client: httpx.Client, server: Notebook) -> None:
    line.script(Fault("blackhole"))
    with pytest.raises(httpx.ReadTimeout):
        client.post("/", content="a", timeout=0.2)
    assert client.post("/", content="b").text == "b"
    assert server.noted == ["b"]


def test_an_answer_that_is_not_the_servers(line: FaultyLine, client: httpx.Client, server: Notebook) -> None:
    line.script(Fault("unavailable"), Fault("delay", seconds=0.01))
    answer = client.post("/", content="a")
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["status"]) == (503, "0", 503)
    assert client.post("/", content="a").text == "a"
    assert server.noted == ["a"]


def test_a_cut_line_refuses_until_it_is_mended(line: FaultyLine, client: httpx.Client) -> None:
    client.post("/", content="a")
    line.cut()
    with pytest.raises(httpx.TransportError):
        client.post("/", content="b")
    line.mend()
    assert client.post("/", content="c").text == "c"


def test_the_same_seed_is_the_same_line(server: Notebook) -> None:
    met = []
    for _ in range(2):
        with (
            FaultyLine(server.address, seed=5, mix=EVERYTHING) as line,
            httpx.Client(trust_env=False, verify=PLAIN) as client,
        ):
            for n in range(60):
                try:
                    client.post(line.url, content=f"{n}")
                except httpx.TransportError:
                    continue
            met.append(line.met)
    assert met[0] == met[1]
    assert len(met[0]) >= 6


@pytest.mark.parametrize(("kind", "got"), [("pass", 9), ("cut-answer", 4)])
def test_bytes_that_are_no_http_pass_and_are_cut(kind: str, got: int) -> None:
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as server,
        FaultyLine(server.getsockname(), plain=False) as line,
    ):
        line.script(Fault("cut-answer", at=4) if kind == "cut-answer" else Fault())
        client = socket.create_connection(("127.0.0.1", line.port), timeout=5)
        behind, _ = server.accept()
        with closing(client), closing(behind):
            client.sendall(b"\x16\x03\x01")
            assert behind.recv(3) == b"\x16\x03\x01"
            behind.sendall(b"123456789")
            behind.shutdown(socket.SHUT_WR)
            assert len(b"".join(iter(lambda: client.recv(100), b""))) == got


def test_it_runs_as_a_process_of_its_own(server: Notebook) -> None:
    line = LineProcess(server.server_port, 1, {"drop": 1})
    with pytest.raises(httpx.TransportError):
        httpx.post(line.url, content="a", trust_env=False, verify=PLAIN)
    line.tell("calm")
    assert httpx.post(line.url, content="b", trust_env=False, verify=PLAIN).text == "b"
    line.tell("cut")
    with pytest.raises(httpx.ConnectError):
        httpx.post(line.url, content="c", trust_env=False, verify=PLAIN)
    line.tell("mend")
    line.tell("rough")
    with pytest.raises(httpx.TransportError):
        httpx.post(line.url, content="d", trust_env=False, verify=PLAIN)
    assert line.close() == {"drop": 2, "pass": 1}
