"""How a server comes to be and is opened again: by init, by serve alone, by a newer program."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from app.central_program import Wanted, central_home, create_server, open_server, serving_server
from app.domain.refusal import InputProblem
from app.store.failures import CorruptStore, NewerStore, NoStore
from app.usecases.central.accounts import list_users
from app.usecases.central.logins import change_password, log_in
from tests.integration.central_access.conftest import ADDRESS

if TYPE_CHECKING:
    from pathlib import Path

    from app.central_program import Made
    from app.usecases.central.server import Server
    from tests.integration.central_access.conftest import Hands


def test_serve_alone_makes_a_server_in_service_and_tells_its_password_once(tmp_path: Path) -> None:
    home = central_home(tmp_path / "server")
    server, admin = serving_server(home, Wanted())
    assert admin is not None
    assert not server.evaluation
    assert home.first_password.read_text("utf-8") == f"admin {admin.one_time_password}\n"
    assert home.first_password.stat().st_mode & 0o777 == 0o600
    session = log_in(server, "admin", admin.one_time_password or "", ADDRESS)
    assert session.must_change
    changed = change_password(server, session, admin.one_time_password or "", "新的-密码-02", ADDRESS)
    assert not changed.must_change
    assert not home.first_password.exists()
    server.close()
    again, nobody = serving_server(home, Wanted())
    assert nobody is None
    assert again.id == server.id
    again.close()


def test_database_of_another_server_is_refused(made: Made, tmp_path: Path) -> None:
    url = made.server.settings.database
    with pytest.raises(NoStore, match="另一台服务器"):
        create_server(central_home(tmp_path / "second"), Wanted(database=url))
    other = create_server(central_home(tmp_path / "third"), Wanted())
    other.server.close()
    with pytest.raises(CorruptStore, match="不是本目录服务器的数据库"):
        open_server(other.server.home, url)


def test_second_area_may_share_a_database(made: Made, tmp_path: Path, hands: Hands) -> None:
    wanted = Wanted(database=made.server.settings.database, area="500112", admin="管理乙")
    second = create_server(central_home(tmp_path / "second"), wanted, hands.clock()).server
    assert [one.name for one in list_users(second)] == ["管理乙"]
    assert [one.name for one in list_users(made.server)] == ["admin"]
    second.close()


def test_what_init_is_given_is_checked_before_anything_is_made(tmp_path: Path) -> None:
    home = central_home(tmp_path / "server")
    for wanted in (
        Wanted(area="5001"),
        Wanted(admin=" 管理"),
        Wanted(password="short"),
        Wanted(database="mysql://x/y"),
    ):
        with pytest.raises(InputProblem):
            create_server(home, wanted)
        assert not home.exists()
    with pytest.raises(InputProblem, match="init"):
        open_server(home)


def test_keys_or_settings_that_are_lost_are_told(server: Server) -> None:
    kept = server.home.keys.read_bytes()
    server.home.keys.unlink()
    with pytest.raises(CorruptStore, match="密钥文件"):
        open_server(server.home)
    server.home.write(server.home.keys, kept)
    server.home.settings.write_bytes(b"{}")
    with pytest.raises(CorruptStore, match="设置文件"):
        open_server(server.home)


def test_embedded_database_is_copied_before_a_newer_program_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = central_home(tmp_path / "server")
    create_server(home, Wanted()).server.close()
    monkeypatch.setattr("app.store.central.schema.REVISION", "later")
    open_server(home).close()
    (copy,) = home.folder.glob("before-upgrade-from-*.db")
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM accounts").fetchone() == (1,)
    connection.close()


def test_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    home = central_home(tmp_path / "server")
    create_server(home, Wanted()).server.close()
    with sqlite3.connect(home.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.close()
    with pytest.raises(NewerStore):
        open_server(home)
