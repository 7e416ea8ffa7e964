"""A server by a clock that the test turns, on both databases, and a device that knows nothing but its keys."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from app.central_program import Made, Wanted, central_home, create_server
from app.cli import central
from app.crypto.box import new_key
from app.crypto.seal import seal
from app.crypto.sign import SigningKey, new_signing_key
from app.store.central.engine import open_central
from app.store.clock import Clock
from app.store.enrolment_code import parse_code
from app.store.exchange_admission import Enrolled, EnrolmentRequest
from app.store.keyring import new_id
from app.usecases.central.enrolment import enrol_device, issue_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.server import Server
    from tests.builders.postgres import Postgres

ADDRESS = "192.0.2.7"
Command = Callable[..., tuple[int, Any]]
"""Runs words of yichuang-central on one server; gives exit code and JSON document."""


@dataclass
class Hands:
    """A wall clock that a test turns."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def clock(self) -> Clock:
        """The clock for a server."""
        return Clock(wall=lambda: self.now)


@dataclass
class NewDevice:
    """A machine before it is enrolled: a key of its own, and a database key to be recovered."""

    key: SigningKey = field(default_factory=new_signing_key)
    store: str = field(default_factory=new_id)
    database_key: bytes = field(default_factory=new_key)
    key_id: str = field(default_factory=new_id)

    def asks(self, server: Server, code: str, *, evaluation: bool | None = None, **more: Any) -> EnrolmentRequest:
        """What it sends."""
        box = seal(server.keys.recovery_public, self.database_key, self.key_id.encode())
        given: dict[str, Any] = {"recovery_box": box, "key": self.key_id, **more}
        wanted = server.evaluation if evaluation is None else evaluation
        return EnrolmentRequest(parse_code(code).secret, self.key.public, self.store, wanted, **given)


@pytest.fixture
def hands() -> Hands:
    return Hands()


def migrated(url: str) -> None:
    """Bring an empty database to the program's tables."""
    store = open_central(url)
    store.migrate()
    store.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "central.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def ready_url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> Iterator[str]:
    """A database of either kind whose tables are there already."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'ready.db')}"
        return
    cluster: Postgres = request.getfixturevalue("postgres")
    url = cluster.database(cluster.template("central_access", migrated))
    yield url
    cluster.drop(url)


@pytest.fixture
def made(ready_url: str, tmp_path: Path, hands: Hands) -> Iterator[Made]:
    wanted = Wanted(database=ready_url, password="管理-密码-01", hall="一号大厅")
    made = create_server(central_home(tmp_path / "server"), wanted, hands.clock())
    yield made
    made.server.close()


@pytest.fixture
def server(made: Made) -> Server:
    return made.server


def enrolled(server: Server, counter: str = "C03", **more: Any) -> tuple[NewDevice, Enrolled]:
    """A device that was taken in at a counter."""
    device = NewDevice()
    code = issue_code(server, counter).code
    return device, enrol_device(server, device.asks(server, code, **more), ADDRESS)


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on one server; returns its exit code and its one JSON document."""
    monkeypatch.delenv("YICHUANG_PASSWORD", raising=False)

    def run(*words: str) -> tuple[int, Any]:
        code = central.main([*words, "--home", str(tmp_path / "server"), "--json"])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert len(said.out.strip().splitlines()) == 1
        return code, json.loads(said.out)

    return run


@pytest.fixture
def set_up(command: Command) -> dict[str, Any]:
    code, data = command("init", "--admin", "管理甲")
    assert code == 0
    return data
