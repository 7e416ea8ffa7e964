"""Backup while others write, and restore into a new journal with a new mark."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Never

import pytest
from sqlalchemy import select, text

from app.store.accounts import add_clerk
from app.store.backup import backup, read_head
from app.store.event import Erased, NewEvent, Subject
from app.store.failures import AccessDenied, CorruptStore, DiskFull, NewerStore, StoreBusy
from app.store.home import Home
from app.store.journal import journals
from app.store.journal_events import JournalClosed, JournalOpened, Predecessor, SubjectErased
from app.store.restore import RestoreReport, restore
from app.store.store import Counter, Store, create_store, open_store
from app.store.verify import make_checkpoint, verify_store
from tests.builders.processes import said, start
from tests.builders.store import CLERK, NAME, NUMBER, PASSWORD, make_program, noted, opened, people, write

SCAN = b"scan of " + NAME.encode() + bytes(range(256)) * 5000

if TYPE_CHECKING:
    from pathlib import Path


def attach(store: Store, case: str, content: bytes = SCAN) -> str:
    with store.write() as uow:
        digest = store.attach(uow, Subject("case", case), io.BytesIO(content), "image/png")
        uow.append([noted(case)])
        uow.commit()
    return digest


@pytest.fixture
def archive(store: Store, tmp_path: Path) -> Path:
    """A backup of a store with two cases, one of them with a scan."""
    write(store, opened("a"))
    write(store, opened("b", "别人"))
    attach(store, "a")
    make_checkpoint(store)
    path = tmp_path / "backup.ycb"
    report = backup(store, path)
    assert (report.attachments, report.missing, report.size) == (1, 0, path.stat().st_size)
    return path


def restored(archive: Path, home: Home) -> tuple[RestoreReport, Store]:
    report = restore(archive, home, make_program(), PASSWORD)
    return report, open_store(home, make_program(), PASSWORD)


def test_a_restored_store_goes_on_in_a_new_journal(store: Store, archive: Path, home: Home) -> None:
    old = store.journal
    head = store.events_of(Subject("case", "a"))[-1]
    write(store, opened("after the backup"))
    store.close()
    report, again = restored(archive, home)
    assert (report.mark, report.mark_is_certain, report.closed) == ("B", True, old.id)
    assert (again.journal.mark, again.journal.counter, again.journal.id) == ("B", "C03", report.journal)
    first, closed = again.events_of(Subject("journal", again.journal.id)), again.events_of(Subject("journal", old.id))
    public = again.device_key().public.hex()
    after = Predecessor(old.id, head.seq, head.hash.hex(), "restored")
    assert [event.body for event in first] == [
        JournalOpened("sha256", "B", "C03", "500106", public, False, after),
    ]
    assert [(event.journal, event.body) for event in closed[1:]] == [
        (again.journal.id, JournalClosed(head.seq, head.hash.hex(), "restored"))
    ]
    assert again.events_of(Subject("case", "after the backup")) == []
    assert write(again, noted("a"))[0].seq == 3
    assert verify_store(again).broken == []
    assert verify_store(again).journals == 2
    again.close()


def test_what_was_there_is_set_aside(store: Store, archive: Path, home: Home) -> None:
    write(store, opened("later"))
    store.close()
    report, again = restored(archive, home)
    again.close()
    assert sorted(path.name for path in report.set_aside) == [
        "attachments.before-restore-1",
        "attempts.json.before-restore-1",
        "keyring.json.before-restore-1",
        "store.db.before-restore-1",
    ]
    second = restore(archive, home, make_program(), PASSWORD)
    assert {path.suffix for path in second.set_aside} == {".before-restore-2"}


def test_the_same_backup_restored_twice_gives_two_marks(store: Store, archive: Path, home: Home) -> None:
    store.close()
    assert [restore(archive, home, make_program(), PASSWORD).mark for _ in range(3)] == ["B", "C", "D"]


def test_on_another_machine_the_mark_is_not_certain(archive: Path, tmp_path: Path) -> None:
    report = restore(archive, Home(tmp_path / "new"), make_program(), PASSWORD)
    assert (report.mark, report.mark_is_certain) == ("B", False)
    entered = restore(archive, Home(tmp_path / "newer"), make_program(), PASSWORD, mark="D")
    assert (entered.mark, entered.mark_is_certain) == ("D", True)


def test_attachments_and_projections_come_back(store: Store, archive: Path, tmp_path: Path) -> None:
    store.close()
    _, again = restored(archive, Home(tmp_path / "new"))
    (digest,) = _digests(again)
    assert again.files.get(digest) == SCAN
    assert again.damaged_attachments() == []
    with again.read() as connection:
        assert sorted(connection.execute(select(people.c.name)).scalars()) == sorted([NAME, "别人"])
    assert again.rebuild_check().differences == []
    again.close()


def _digests(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(text("select digest from attachments")).scalars())


def test_the_device_key_is_a_new_one(store: Store, archive: Path, tmp_path: Path) -> None:
    _, again = restored(archive, Home(tmp_path / "new"))
    assert again.device_key().public != store.device_key().public
    with again.read() as connection:
        old, new = journals(connection, own=True)
    assert (old.closed, new.closed, new.public_key) == (True, False, again.device_key().public)
    again.close()


def test_erasures_since_the_backup_are_obeyed(store: Store, archive: Path, home: Home) -> None:
    with store.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e"), SubjectErased("case", "a", "期满"))])
        uow.erase(Subject("case", "a"))
        uow.commit()
    store.close()
    report, again = restored(archive, home)
    assert report.erased == 2
    assert [event.body for event in again.events_of(Subject("case", "a"))] == [Erased(), Erased()]
    assert _digests(again) == []
    assert list(again.home.attachments.glob("*/*")) == []
    assert verify_store(again).broken == []
    assert again.rebuild_check().differences == []
    again.close()


def test_a_wrong_password_touches_nothing(store: Store, archive: Path, home: Home) -> None:
    store.close()
    before = sorted(home.folder.rglob("*"))
    with pytest.raises(AccessDenied):
        restore(archive, home, make_program(), "不对")
    assert sorted(home.folder.rglob("*")) == before
    open_store(home, make_program(), PASSWORD).close()


def test_a_restore_wants_the_store_alone(store: Store, archive: Path, home: Home) -> None:
    with pytest.raises(StoreBusy):
        restore(archive, home, make_program(), PASSWORD)
    assert len(store.events_of(Subject("case", "a"))) == 2


@pytest.mark.parametrize("place", [3, 40, 600, -5, -2000000])
def test_a_changed_byte_is_refused(store: Store, archive: Path, home: Home, place: int) -> None:
    data = bytearray(archive.read_bytes())
    data[place % len(data)] ^= 1
    archive.write_bytes(data)
    store.close()
    with pytest.raises((CorruptStore, NewerStore)):
        restore(archive, home, make_program(), PASSWORD)
    assert not (home.folder / ".restore").exists()
    open_store(home, make_program(), PASSWORD).close()


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.999])
def test_a_shortened_backup_is_refused(store: Store, archive: Path, home: Home, share: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])
    store.close()
    with pytest.raises(CorruptStore):
        restore(archive, home, make_program(), PASSWORD)


def test_a_backup_with_something_added_is_refused(store: Store, archive: Path, home: Home) -> None:
    archive.write_bytes(archive.read_bytes() + b"x")
    store.close()
    with pytest.raises(CorruptStore):
        restore(archive, home, make_program(), PASSWORD)


def test_a_missing_backup_is_told(home: Home, tmp_path: Path) -> None:
    with pytest.raises(CorruptStore) as caught:
        restore(tmp_path / "none.ycb", home, make_program(), PASSWORD)
    assert "读不到备份文件" in caught.value.message


def test_a_backup_of_a_broken_chain_is_refused(store: Store, tmp_path: Path, home: Home) -> None:
    write(store, opened("a"))
    with store.write_local() as connection:
        connection.execute(text("update events set hash = x'00' where seq = 2"))
    backup(store, tmp_path / "bad.ycb")
    store.close()
    with pytest.raises(CorruptStore) as caught:
        restore(tmp_path / "bad.ycb", home, make_program(), PASSWORD)
    assert "日志链" in caught.value.message


def test_a_backup_says_who_can_open_it(store: Store, tmp_path: Path) -> None:
    add_clerk(store, "王强", "初始密码")
    backup(store, tmp_path / "two.ycb")
    assert read_head(tmp_path / "two.ycb").program == "0.1.0"
    with pytest.raises(AccessDenied):
        restore(tmp_path / "two.ycb", Home(tmp_path / "n"), make_program(), PASSWORD)
    restore(tmp_path / "two.ycb", Home(tmp_path / "n"), make_program(), PASSWORD, CLERK)
    open_store(Home(tmp_path / "n"), make_program(), "初始密码", "王强").close()


def test_no_personal_data_stands_in_a_backup(archive: Path) -> None:
    data = archive.read_bytes()
    assert [word for word in (NAME, NUMBER, "别人") if word.encode() in data] == []


def test_a_backup_leaves_nothing_beside_it(archive: Path, home: Home, tmp_path: Path) -> None:
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.ycb", "home"]
    assert [path.name for path in home.folder.iterdir() if path.name.startswith(".")] == []


def test_a_backup_that_cannot_be_written_keeps_the_old_one(
    store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archive.read_bytes()

    def full(*_arguments: object) -> Never:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.store.sealed_stream.encrypt_at", full)
    with pytest.raises(DiskFull):
        backup(store, archive)
    assert archive.read_bytes() == before


WRITER = """
import sys
from pathlib import Path
from app.store.home import Home
from app.store.store import open_store
from tests.builders.store import PASSWORD, make_program, noted, opened, write
store = open_store(Home(Path(sys.argv[1])), make_program(), PASSWORD)
print("ready", flush=True)
number = 0
while True:
    number += 1
    write(store, opened(f"w{number}"), noted(f"w{number}"))
    print(number, flush=True)
"""


def test_a_backup_during_writes_is_consistent(store: Store, home: Home, tmp_path: Path) -> None:
    writer = start(WRITER, str(home.folder))
    try:
        for _ in range(20):
            said(writer)
        backup(store, tmp_path / "live.ycb")
    finally:
        writer.kill()
        writer.communicate()
    _, again = restored(tmp_path / "live.ycb", Home(tmp_path / "new"))
    report = verify_store(again)
    assert report.broken == []
    assert report.events >= 1 + 2 * 18
    assert again.rebuild_check().differences == []
    again.close()


RESTORE = """
import os, sys
from pathlib import Path
import app.store.restore as module
from app.store.home import Home
from tests.builders.store import PASSWORD, make_program
def stop(*_):
    os.kill(os.getpid(), 9)
setattr(module, sys.argv[3], stop)
module.restore(Path(sys.argv[1]), Home(Path(sys.argv[2])), make_program(), PASSWORD)
"""


def test_a_restore_killed_before_the_end_of_its_checks_touches_nothing(store: Store, archive: Path, home: Home) -> None:
    store.close()
    start(RESTORE, str(archive), str(home.folder), "set_aside").communicate()
    again = open_store(home, make_program(), PASSWORD)
    assert (again.journal.mark, verify_store(again).broken) == ("A", [])
    again.close()
    _, done = restored(archive, home)
    assert done.journal.mark == "B"
    done.close()


def test_a_restore_killed_while_files_are_moved_is_run_again(store: Store, archive: Path, home: Home) -> None:
    store.close()
    start(RESTORE, str(archive), str(home.folder), "_move_in").communicate()
    with pytest.raises(CorruptStore) as caught:
        open_store(home, make_program(), PASSWORD)
    assert "再运行一次恢复" in caught.value.message
    with pytest.raises(CorruptStore):
        create_store(home, make_program(), Counter("500106", "C03"), CLERK, PASSWORD)
    report, again = restored(archive, home)
    assert (report.mark, verify_store(again).broken) == ("B", [])
    assert (home.folder / "store.db.before-restore-1").exists()
    again.close()
