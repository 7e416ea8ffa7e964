"""TLS: the pinned authority and nobody else; certificates that end, clocks that are wrong, an authority's successor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.crypto.tls import issue
from app.store.clock import wall_time
from app.sync.binding import binding_of, read_door
from app.sync.failures import CertificateDate, Untrusted
from app.usecases.exchange_state import exchange_state
from tests.builders.cluster import ServerProcess
from tests.builders.shared_clock import SharedClock
from tests.integration.sync.conftest import Hall

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("127.0.0.1", "localhost")


class SecureServer(ServerProcess):
    """A server that speaks TLS on the loopback, with the certificate that its authority issued or with a given one."""

    options: tuple[str, ...] = ("--tls", "on")

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def show(self, folder: Path, days_ago: int, days: int) -> None:
        """Start again with a certificate that was issued so many days ago (of the machine's clock) for so many days."""
        with self.opened() as opened:
            pair = issue(opened.keys.authority, NAMES, wall_time() - timedelta(days=days_ago), days)
        (folder / "shown.pem").write_bytes(pair.certificate)
        (folder / "shown.key").write_bytes(pair.key)
        self.options = ("--tls", "on", "--tls-cert", str(folder / "shown.pem"), "--tls-key", str(folder / "shown.key"))
        self.stop()
        self.start()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[SecureServer]:
    with SecureServer.made(tmp_path / "central") as running:
        yield running


@pytest.fixture
def secure_hall(secure: SecureServer, tmp_path: Path) -> Iterator[Hall]:
    made = Hall(secure, tmp_path)
    yield made
    made.close()


def test_a_desk_joins_and_exchanges_over_tls(secure_hall: Hall, secure: SecureServer) -> None:
    desk = secure_hall.join()
    desk.hand.accept()
    assert desk.sync().pushed > 0
    assert binding_of(desk.workplace.store).url.startswith("https://")


def test_a_server_with_another_authority_is_told_nothing(
    secure_hall: Hall, secure: SecureServer, tmp_path: Path
) -> None:
    desk = secure_hall.join()
    desk.hand.accept()
    secure.stop()
    with SecureServer.made(tmp_path / "other") as other:
        other.stop()
        other.port = secure.port
        other.start()
        with pytest.raises(Untrusted) as refused:
            desk.sync()
    assert (refused.value.code, exchange_state(desk.workplace).connected) == ("SYNC-TRUST", False)


def test_a_certificate_that_has_ended_is_said_and_a_new_one_is_taken(
    secure_hall: Hall, secure: SecureServer, tmp_path: Path
) -> None:
    desk = secure_hall.join()
    secure.show(tmp_path, days_ago=30, days=20)
    with pytest.raises(CertificateDate, match="已过期"):
        desk.sync()
    secure.show(tmp_path, days_ago=1, days=20)
    assert desk.sync().position > 0


def test_a_certificate_is_not_judged_by_a_clock_that_is_wrong(tmp_path: Path) -> None:
    clock = SharedClock(tmp_path / "clock", wall_time())
    with SecureServer.made(tmp_path / "central", clock=clock) as server:
        hall = Hall(server, tmp_path)
        desk = hall.join()
        clock.pass_by(timedelta(days=400))
        server.show(tmp_path, days_ago=-395, days=30)  # good by the server's clock, far off by this machine's
        report = desk.sync()
        hall.close()
    assert report.position > 0
    assert abs(report.offset_s) > 300 * 24 * 3600


def test_an_announced_successor_is_pinned_before_it_is_used(secure_hall: Hall, secure: SecureServer) -> None:
    present, away = secure_hall.join(), secure_hall.join()
    secure.command("ca", "announce")
    present.sync()
    assert len(binding_of(present.workplace.store).ca) == 2
    door = read_door(present.workplace.store.home)
    assert door is not None
    assert len(door.ca) == 2
    secure.command("ca", "switch")
    secure.stop()
    secure.start()
    assert present.sync().position > 0
    with pytest.raises(Untrusted):
        away.sync()
