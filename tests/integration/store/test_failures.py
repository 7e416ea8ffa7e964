"""Damage and refusal from outside: each is told apart, in words, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from app.crypto.box import new_key
from app.errors import EnvironmentFailure
from app.store.engine import failure_for, open_engine
from app.store.event import Subject
from app.store.failures import CorruptStore, DiskFull, NewerStore, StoreBusy, WrongKey
from app.store.home import Home, write_file
from app.store.store import Counter, Store, create_store, open_store
from app.store.verify import verify_store
from tests.builders.store import PASSWORD, make_program, noted, opened, write

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


class Usage(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


def open_again(home: Home) -> Store:
    return open_store(home, make_program(), PASSWORD)


def test_a_wrong_key_is_told(home: Home) -> None:
    with pytest.raises(WrongKey) as caught:
        open_engine(home.database, new_key())
    assert caught.value.code == "STORE-KEY"
    assert isinstance(caught.value, EnvironmentFailure)


def test_a_wrong_key_writes_nothing_to_standard_error(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongKey):
        open_engine(home.database, new_key())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("size", [0, 100, 4095])
def test_a_file_shorter_than_a_page_is_damaged(home: Home, size: int) -> None:
    os.truncate(home.database, size)
    with pytest.raises(CorruptStore) as caught:
        open_again(home)
    assert "备份恢复" in caught.value.message
    assert home.database.stat().st_size == size


def test_a_missing_database_is_damaged(home: Home) -> None:
    home.database.unlink()
    with pytest.raises(CorruptStore):
        open_again(home)
    assert not home.database.exists()


def test_a_file_that_lost_its_end_is_damaged(home: Home) -> None:
    os.truncate(home.database, home.database.stat().st_size - 4096)
    with pytest.raises(CorruptStore):
        open_again(home)


def test_a_damaged_first_page_is_damaged(home: Home) -> None:
    data = bytearray(home.database.read_bytes())
    data[200] ^= 1
    home.database.write_bytes(data)
    with pytest.raises(CorruptStore):
        open_again(home)


def test_a_damaged_page_in_the_middle_is_found_on_reading(store: Store, home: Home) -> None:
    for number in range(40):
        write(store, opened(f"c{number}"))
    store.close()
    data = bytearray(home.database.read_bytes())
    for place in range(4096 * 2 + 100, len(data), 4096):
        data[place] ^= 1
    home.database.write_bytes(data)
    with pytest.raises(CorruptStore):
        verify_store(open_again(home))


def test_a_missing_key_ring_is_told(home: Home) -> None:
    home.keyring.unlink()
    with pytest.raises(CorruptStore) as caught:
        open_again(home)
    assert "账号文件" in caught.value.message


def test_a_key_ring_with_one_changed_byte_is_refused(home: Home) -> None:
    data = home.keyring.read_text("utf-8")
    home.keyring.write_text(data.replace('"role":"lead"', '"role":"clerk"'), "utf-8")
    with pytest.raises(CorruptStore) as caught:
        open_again(home)
    assert "签名不符" in caught.value.message


def test_a_key_ring_of_another_store_is_refused(home: Home, tmp_path: Path) -> None:
    from app.store.store import Counter, create_store

    other = Home(tmp_path / "other")
    create_store(other, make_program(), Counter("500106", "C04"), "王", PASSWORD).close()
    shutil.copy(other.keyring, home.keyring)
    shutil.copy(other.attempts, home.attempts)
    with pytest.raises(CorruptStore):
        open_again(home)


def test_a_key_ring_from_a_newer_version_is_told(home: Home) -> None:
    data = home.keyring.read_text("utf-8")
    home.keyring.write_text(data.replace('"format":2', '"format":3'), "utf-8")
    with pytest.raises(NewerStore):
        open_again(home)


def write_with_at_most(store: Store, pages: int) -> None:
    """Try to write more than the database may have pages."""
    with store.write() as uow:
        uow.connection.execute(text(f"PRAGMA max_page_count={pages}"))
        uow.append([noted("a", "很长的说明" * 4000)])
        uow.commit()


def test_a_full_disk_stops_before_anything_is_half_done(store: Store) -> None:
    write(store, opened("a"))
    with store.read() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    store.engine.dispose()
    with pytest.raises(DiskFull) as caught:
        write_with_at_most(store, pages + 2)
    assert "清理磁盘" in caught.value.message
    store.engine.dispose()
    assert len(store.events_of(Subject("case", "a"))) == 1
    assert verify_store(store).broken == []


def test_an_input_output_error_without_room_is_a_full_disk_not_damage(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = dbapi2.OperationalError("disk I/O error")
    assert isinstance(failure_for(error, str(home.database)), CorruptStore)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(100_000, 96_000, 4_000))
    assert isinstance(failure_for(error, str(home.database)), DiskFull)


def test_a_creation_without_room_at_its_end_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "new")

    def no_room(_path: Path, _key: bytes, *, create: bool = False) -> Engine:
        if create:
            return open_engine(_path, _key, create=True)
        raise DiskFull("磁盘空间不足", "store.db")

    with monkeypatch.context() as patch:
        patch.setattr("app.store.store.open_engine", no_room)
        with pytest.raises(DiskFull):
            create_store(home, make_program(), Counter("500106", "C03", evaluation=True), "王芳", PASSWORD)
    assert not home.exists()
    create_store(home, make_program(), Counter("500106", "C03", evaluation=True), "王芳", PASSWORD).close()
    open_again(home).close()


def test_a_full_disk_is_noticed_before_a_case_is_begun(home: Home) -> None:
    with pytest.raises(DiskFull):
        home.check_space(home.free_bytes() + 1)
    home.check_space(1)


READ_ONLY = """
import os, sys
from pathlib import Path
from app.store.home import Home
from app.store.failures import ReadOnlyHome
from app.store.store import open_store
from tests.builders.store import PASSWORD, make_program
home = Home(Path(sys.argv[1]))
if os.geteuid() == 0:
    open_store(home, make_program(), PASSWORD).close()  # imports what may not be readable afterwards
    os.setgid(65534)
    os.setuid(65534)
codes = []
for act in (home.check_writable, lambda: open_store(home, make_program(), PASSWORD)):
    try:
        act()
    except ReadOnlyHome as failure:
        codes.append(failure.code)
print(codes)
"""


def test_a_read_only_home_is_told(home: Home) -> None:
    """Run in a process without root's rights, who may write anything."""
    home.folder.chmod(0o555)
    for path in home.folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in [home.folder, *home.folder.parents]:
        if parent.stat().st_uid == 0 and parent != parent.parent:
            parent.chmod(parent.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(home.folder)], capture_output=True, text=True, check=False
    )
    home.folder.chmod(0o700)
    assert done.stdout == "['STORE-READ-ONLY', 'STORE-READ-ONLY']\n", done.stderr


def test_a_writer_that_waits_too_long_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.engine.BUSY_SECONDS", 0)
    store.engine.dispose()
    with store.write() as uow:
        uow.append([opened("a")])
        with pytest.raises(StoreBusy), store.write():
            pytest.fail("two writers at once")
        uow.commit()
    assert len(store.events_of(Subject("case", "a"))) == 1


def test_write_file_leaves_the_old_file_when_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_file(path, b"old")
    with pytest.raises(TypeError):
        write_file(path, cast("bytes", "text"))
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
