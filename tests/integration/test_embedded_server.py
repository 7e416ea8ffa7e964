"""The server of one machine: made once, found again on its port, gone with whoever started it, however that went."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from app.embedded_server import EmbeddedServer, ServerAbsent
from tests.builders.plain_http import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WITHIN_S = 20
OWNER = """
import pathlib, sys
from app.embedded_server import EmbeddedServer
server = EmbeddedServer(pathlib.Path(sys.argv[1]))
server.ready_for("C03", "500106")
print(server.url, flush=True)
sys.stdin.read()
"""


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", trust_env=False, timeout=5, verify=PLAIN).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    made = EmbeddedServer(tmp_path / "home")
    yield made
    made.stop()


def test_it_is_made_once_and_keeps_its_port(server: EmbeddedServer) -> None:
    assert not server.exists
    url, first = server.ready_for("C03", "500106")
    assert answers(url)
    server.stop()
    assert not server.running
    again, second = server.ready_for("C03", "500106")
    assert (again, answers(url), first != second) == (url, True, True)
    assert (server.folder / "first-password").stat().st_mode & 0o077 == 0


def test_it_ends_with_a_desk_that_is_killed(tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path / "home")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with owner:
        assert owner.stdout is not None
        url = owner.stdout.readline().strip()
        assert answers(url)
        owner.kill()
        owner.wait()
        deadline = time.monotonic() + WITHIN_S
        while answers(url):
            assert time.monotonic() < deadline


def test_one_that_does_not_start_is_said(server: EmbeddedServer) -> None:
    server.make("500106", "")
    (server.folder / "keys.json").unlink()
    with pytest.raises(ServerAbsent, match="试用服务器没有启动"):
        server.ready_for("C03", "500106")
