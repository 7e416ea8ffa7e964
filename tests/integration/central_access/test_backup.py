"""A backup moves between the databases; a restored server begins a new epoch and lends nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.central_program import Wanted, central_home, create_server, open_server
from app.domain.refusal import InputProblem
from app.store.central.archive import read_archive_head
from app.store.central.devices import device
from app.store.central.ledger import OWN_COUNTER, head
from app.store.central.values import accounts_version
from app.store.failures import CorruptStore, StoreBusy, WrongKey
from app.usecases.central.accounts import add_user, list_users
from app.usecases.central.backup import JUMP, back_up, restore_server
from app.usecases.central.blobs import announce, append_blob, read_blob
from app.usecases.central.ingest import ingest
from app.usecases.central.logins import log_in, session_of
from app.usecases.central.marks import lend_marks
from app.usecases.central.verify import verify_chains
from db.central.ledger import events
from db.central.tables import TABLES
from tests.builders.pens import Pen
from tests.integration.central_access.conftest import ADDRESS, enrolled
from tests.integration.central_access.test_accounts import device_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.exchange_admission import Enrolled
    from app.usecases.central.server import Server
    from tests.integration.central_access.conftest import Hands, NewDevice

PASSPHRASE = "备份-口令-很长-01"


def rows(server: Server) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for what a restore changes on purpose."""
    changed = {"areas", "epochs", "server_settings", "marks", "sessions", "enrolment_codes"}
    with server.store.read() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key))
                if table.name != "journals" or row.counter != OWN_COUNTER
            ]
            for table in TABLES
            if table.name not in changed
        }


def busy(server: Server) -> tuple[NewDevice, Enrolled, str]:
    """A server with a device, a case, an attachment and people."""
    import hashlib

    new, answer = enrolled(server)
    clerk = add_user(server, "王芳", "clerk", password="窗口-密码-01")
    pen = Pen(hall=answer.scope.hall, key=new.key, device_id=answer.device, actor=clerk.id).open()
    case = pen.case()
    receipt = ingest(server.ledger, pen.batch(), device_of(server, answer), server.now())
    assert receipt.state == "open"
    scan = b"scan " * 1000
    digest = hashlib.sha256(scan).hexdigest()
    announce(server.ledger, digest, len(scan), "image/png", "case", case, server.now())
    append_blob(server.ledger, digest, 0, scan, server.now())
    return new, answer, digest


def test_backup_moves_from_either_database_to_the_other_and_back(
    server: Server, central_url: str, tmp_path: Path, hands: Hands
) -> None:
    _, _, digest = busy(server)
    before = rows(server)
    written = back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    assert (written.blobs, written.missing) == (1, 0)
    home = central_home(tmp_path / "other")
    done = restore_server(home, tmp_path / "b.ycb", PASSPHRASE, central_url, hands.now, replacing=False)
    assert (done.rows, done.blobs, done.set_aside) == (written.rows, 1, ())
    restored = open_server(home, clock=hands.clock())
    assert rows(restored) == before
    part = read_blob(restored.ledger, digest, 0)
    assert part is not None
    assert part.data == b"scan " * 1000
    assert verify_chains(restored.ledger).broken == []
    assert restored.fingerprint == server.fingerprint
    restored.close()


def test_restored_server_has_another_epoch_and_lends_no_mark_twice(
    server: Server, tmp_path: Path, hands: Hands
) -> None:
    _, answer, _ = busy(server)
    back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    with server.store.read() as connection:
        version = accounts_version(connection, server.area)
    _, lost = enrolled(server, "C03")
    home = central_home(tmp_path / "other")
    restore_server(home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=False)
    restored = open_server(home, clock=hands.clock())
    assert head(restored.ledger).epoch != head(server.ledger).epoch
    with restored.store.write() as connection:
        assert device(connection, restored.area, lost.device) is None
        known = device(connection, restored.area, answer.device)
        assert known is not None
        again = lend_marks(restored, connection, known)
        assert accounts_version(connection, restored.area) == version + JUMP
    _, fresh = enrolled(restored, "C03")
    taken = {answer.mark, answer.reserve, lost.mark, lost.reserve}
    assert {fresh.mark, fresh.reserve, again.reserve} & (taken - {answer.reserve}) == set()
    restored.close()


def test_sessions_of_the_web_do_not_outlive_a_restore(server: Server, tmp_path: Path, hands: Hands) -> None:
    session = log_in(server, "admin", "管理-密码-01", ADDRESS)
    back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    home = central_home(tmp_path / "other")
    restore_server(home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=False)
    restored = open_server(home, clock=hands.clock())
    with restored.store.read() as connection:
        assert session_of(restored, connection, session.secret, hands.now) is None
    restored.close()


def test_without_a_passphrase_the_keys_are_not_in_the_file(server: Server, tmp_path: Path, hands: Hands) -> None:
    back_up(server, tmp_path / "b.ycb", None)
    assert read_archive_head(tmp_path / "b.ycb").passphrase is None
    home = central_home(tmp_path / "other")
    with pytest.raises(WrongKey, match=r"keys\.json"):
        restore_server(home, tmp_path / "b.ycb", None, None, hands.now, replacing=False)
    home.make()
    home.write(home.keys, server.home.keys.read_bytes())
    restore_server(home, tmp_path / "b.ycb", None, None, hands.now, replacing=False)
    restored = open_server(home)
    assert [one.name for one in list_users(restored)] == ["admin"]
    restored.close()


def test_wrong_passphrase_and_damaged_file_change_nothing(server: Server, tmp_path: Path, hands: Hands) -> None:
    busy(server)
    path = tmp_path / "b.ycb"
    back_up(server, path, PASSPHRASE)
    home = central_home(tmp_path / "other")
    with pytest.raises(WrongKey, match="口令不对"):
        restore_server(home, path, "别的-口令", None, hands.now, replacing=False)
    whole = path.read_bytes()
    for damaged in (whole[:-20], whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:], b"nothing at all"):
        path.write_bytes(damaged)
        with pytest.raises((CorruptStore, WrongKey)):
            restore_server(home, path, PASSPHRASE, None, hands.now, replacing=False)
    assert not home.exists()
    assert list(home.folder.glob(".restore-*")) == []


def test_no_name_stands_in_a_backup(server: Server, tmp_path: Path) -> None:
    busy(server)
    back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    data = (tmp_path / "b.ycb").read_bytes()
    assert [word for word in ("王芳", "李明", "GT-04") if word.encode() in data] == []


def test_what_was_there_is_set_aside(tmp_path: Path, hands: Hands) -> None:
    home = central_home(tmp_path / "server")
    made = create_server(home, Wanted(password="管理-密码-01"), hands.clock())
    back_up(made.server, tmp_path / "b.ycb", PASSPHRASE)
    add_user(made.server, "王芳", "clerk")
    made.server.close()
    done = restore_server(home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=False)
    (aside,) = done.set_aside
    assert {"central.db", "keys.json", "server.json"} <= {file.name for file in aside.iterdir()}
    restored = open_server(home)
    assert [one.name for one in list_users(restored)] == ["admin"]
    restored.close()


def test_database_with_rows_is_replaced_only_when_told_to(server: Server, tmp_path: Path, hands: Hands) -> None:
    back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    add_user(server, "王芳", "clerk")
    url = server.settings.database
    with pytest.raises(InputProblem, match="--replace"):
        restore_server(server.home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=False)
    assert {one.name for one in list_users(server)} == {"admin", "王芳"}
    done = restore_server(server.home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=True)
    assert done.position > 0
    (aside,) = done.set_aside
    assert (aside / "database.ycb").exists()
    assert server.home.read_settings().database == url
    assert [one.name for one in list_users(server)] == ["admin"]
    server.home.write(server.home.keys, (aside / "keys.json").read_bytes())
    restore_server(server.home, aside / "database.ycb", None, None, hands.now, replacing=True)
    assert {one.name for one in list_users(server)} == {"admin", "王芳"}


def test_restore_that_broke_off_can_be_run_again(tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    home = central_home(tmp_path / "server")
    made = create_server(home, Wanted(password="管理-密码-01"), hands.clock())
    back_up(made.server, tmp_path / "b.ycb", None)
    add_user(made.server, "王芳", "clerk")
    made.server.close()

    def broken(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("app.usecases.central.backup._take_blobs", broken)
        with pytest.raises(OSError, match="No space"):
            restore_server(home, tmp_path / "b.ycb", None, None, hands.now, replacing=False)
    assert not home.exists()
    hands.forward(minutes=1)
    restore_server(home, tmp_path / "b.ycb", None, None, hands.now, replacing=False)
    restored = open_server(home)
    assert [one.name for one in list_users(restored)] == ["admin"]
    restored.close()


def test_restore_wants_the_server_stopped(server: Server, tmp_path: Path, hands: Hands) -> None:
    back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    serving = server.home.hold()
    try:
        with pytest.raises(StoreBusy):
            restore_server(server.home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=True)
    finally:
        serving.release()
    with server.store.read() as connection:
        assert connection.execute(select(events.c.seq)).first() is not None


def test_another_area_in_the_same_database_is_not_touched(server: Server, tmp_path: Path, hands: Hands) -> None:
    wanted = Wanted(database=server.settings.database, area="500112", admin="管理乙")
    second = create_server(central_home(tmp_path / "second"), wanted, hands.clock()).server
    back_up(server, tmp_path / "b.ycb", PASSPHRASE)
    before = head(second.ledger)
    add_user(second, "赵六", "clerk")
    add_user(server, "王芳", "clerk")
    restore_server(server.home, tmp_path / "b.ycb", PASSPHRASE, None, hands.now, replacing=True)
    assert {one.name for one in list_users(second)} == {"管理乙", "赵六"}
    assert {one.name for one in list_users(server)} == {"admin"}
    assert head(second.ledger).epoch == before.epoch
    second.close()
