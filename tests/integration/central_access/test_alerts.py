"""An administrator is told of an old backup, certificates that end and a full disk, each by one task that ends itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.tls import issue
from app.usecases.central import alerts
from app.usecases.central.alerts import ALERT_ZH, tell
from app.usecases.central.backup import back_up
from app.usecases.central.doctor import examine_server
from app.usecases.central.tasks import finish_task, open_tasks

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from app.usecases.central.server import Server
    from tests.integration.central_access.conftest import Hands


def told(server: Server) -> list[str]:
    return [task.code for task in open_tasks(server.ledger, kinds=("alert",))]


def test_a_server_without_a_backup_is_told_of_after_three_days(server: Server, hands: Hands, tmp_path: Path) -> None:
    assert tell(server) == told(server) == []
    hands.forward(days=3, hours=1)
    for _ in range(2):
        assert tell(server) == told(server) == ["ALERT-BACKUP"]
    [task] = open_tasks(server.ledger, kinds=("alert",))
    finish_task(server.ledger, task.id, "admin", "稍后备份", server.now())
    tell(server)
    assert told(server) == []
    hands.forward(days=1, hours=1)
    tell(server)
    assert told(server) == ["ALERT-BACKUP"]
    back_up(server, tmp_path / "b.ycb", None)
    assert tell(server) == told(server) == []


def test_certificates_that_end_are_told_of(server: Server, hands: Hands, tmp_path: Path) -> None:
    given = tmp_path / "given.pem"
    given.write_bytes(issue(server.keys.authority, ("center.example",), server.now(), 30).certificate)
    back_up(server, tmp_path / "a.ycb", None)
    assert tell(server, given) == []
    hands.forward(days=10)
    assert "ALERT-CERTIFICATE" in tell(server, given)
    given.write_text("no certificate")
    assert "ALERT-CERTIFICATE" in tell(server, given)
    assert "ALERT-CERTIFICATE" not in tell(server)
    hands.forward(days=3500)
    assert "ALERT-AUTHORITY" in tell(server)


def test_little_room_is_told_of(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "LOW_MEGABYTES", 10**12)
    assert tell(server) == told(server) == ["ALERT-DISK"]


def test_whatever_doctor_finds_wrong_it_says_what_to_do(
    server: Server, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.forward(days=3600)
    monkeypatch.setattr(alerts, "LOW_MEGABYTES", 10**12)
    found = examine_server(server.home, lambda _: server)
    wrong = {one.check: one.advice for one in found if not one.ok}
    assert {"disk", "backup", "authority"} <= wrong.keys()
    assert [check for check, advice in wrong.items() if not advice] == []
    assert all(words.endswith("。") for words in ALERT_ZH.values())
