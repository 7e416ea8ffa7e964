"""What a shut-out device has sent, and what came on a stick, as the administrator handles it by commands."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from app.central_program import central_home, open_server
from app.store.exchange_admission import BlobAnnounced
from app.sync.carry import Piece, Sender, write_carried
from app.usecases.central.accounts import add_user
from app.usecases.central.ingest import ingest
from tests.builders.pens import Pen
from tests.integration.central_access.conftest import enrolled
from tests.integration.central_access.test_accounts import device_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.exchange_admission import Enrolled
    from app.usecases.central.server import Server
    from tests.integration.central_access.conftest import Command


@pytest.fixture
def opened(set_up: dict[str, Any], tmp_path: Path) -> Iterator[Server]:
    server = open_server(central_home(tmp_path / "server"))
    yield server
    server.close()


def counter(server: Server) -> tuple[Pen, Enrolled]:
    new, answer = enrolled(server)
    clerk = add_user(server, "王芳", "clerk", password="窗口-密码-01")
    pen = Pen(hall=answer.scope.hall, key=new.key, device_id=answer.device, actor=clerk.id).open()
    return pen, answer


def test_what_a_suspended_device_sends_waits_for_a_person(command: Command, opened: Server) -> None:
    pen, answer = counter(opened)
    pen.case()
    ingest(opened.ledger, pen.batch(), device_of(opened, answer), opened.now())
    assert command("device", "suspend", "C03", "--reason", "下落不明")[1]["state"] == "suspended"
    before = pen.last
    pen.case()
    pen.case()
    ingest(opened.ledger, pen.batch(before + 1), device_of(opened, answer), opened.now())
    code, data = command("quarantine", "list")
    groups = [one["group"] for one in data["groups"]]
    assert (code, len(groups)) == (0, 2)
    assert "case.received" in data["groups"][0]["kinds"]
    assert command("quarantine", "admit", groups[1])[1]["error"]["code"] == "STATE-HELD-ORDER"
    assert command("quarantine", "admit", groups[0]) == (0, {"group": groups[0], "admitted": True})
    assert command("quarantine", "reject", groups[1], "--reason", "不是本窗口办的")[0] == 0
    assert command("quarantine", "list") == (0, {"groups": [], "returned": []})
    assert command("indicators")[1]["total"]["received"] == 2
    assert command("device", "reinstate", "C03")[1]["state"] == "active"
    assert command("journal", "verify")[1]["broken"] == []


def stick(server: Server, pen: Pen, folder: Path) -> Path:
    """What the counter writes on its stick: its journal and a scan."""
    import hashlib

    scan = b"scan " * 3000
    digest = hashlib.sha256(scan).hexdigest()
    items = [
        pen.batch(),
        BlobAnnounced(digest, len(scan), "image/png", "case", "c" * 32),
        Piece(digest, 0, scan[:9000]),
        Piece(digest, 9000, scan[9000:]),
    ]
    sender = Sender(pen.device_id, server.area, pen.counter, pen.key, server.keys.recovery_public)
    path = folder / "stick.yc"
    file = io.BytesIO()
    write_carried(file, sender, server.now(), items)
    path.write_bytes(file.getvalue())
    return path


def test_stick_is_taken_once_however_often_it_comes(command: Command, opened: Server, tmp_path: Path) -> None:
    pen, _ = counter(opened)
    pen.case()
    path = stick(opened, pen, tmp_path)
    code, data = command("journal", "import", str(path))
    assert (code, data["events"], data["new_events"], data["blobs"], data["new_blobs"]) == (0, pen.last, pen.last, 1, 1)
    assert (data["counter"], data["held"], data["states"]) == ("C03", 0, ["open"])
    code, again = command("journal", "import", str(path))
    assert (code, again["events"], again["new_events"], again["blobs"], again["new_blobs"]) == (0, pen.last, 0, 1, 0)
    assert command("indicators")[1]["total"]["received"] == 1


def test_stick_of_a_revoked_device_goes_to_quarantine(command: Command, opened: Server, tmp_path: Path) -> None:
    pen, _ = counter(opened)
    pen.case()
    path = stick(opened, pen, tmp_path)
    command("device", "revoke", "C03", "--reason", "被盗")
    code, data = command("journal", "import", str(path))
    assert (code, data["new_events"], data["held"]) == (0, 0, pen.last)
    assert command("indicators")[1]["total"]["received"] == 0


def test_stick_that_was_changed_is_refused_whole(command: Command, opened: Server, tmp_path: Path) -> None:
    pen, _ = counter(opened)
    pen.case()
    path = stick(opened, pen, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:])
    assert command("journal", "import", str(path))[1]["error"]["code"] == "CARRY-FILE"
    path.write_bytes(whole[:-100])
    assert command("journal", "import", str(path))[0] == 2
    assert command("indicators")[1]["total"]["received"] == 0
