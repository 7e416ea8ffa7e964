"""Stores that released versions wrote are opened by today's code: one kept backup for each version."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.attempts import AttemptCounter
from app.store.backup import extract, read_head
from app.store.clock import Clock
from app.store.event import Subject
from app.store.home import Home
from app.store.keyring import decode_keyring, open_account
from app.store.restore import restore
from app.store.schema import revision_of
from app.store.store import open_store
from app.store.verify import verify_store
from db.desk import REVISION
from tests.builders.store import NAME, NUMBER, PASSWORD, CaseNoted, CaseOpened, make_program

KEPT = sorted((Path(__file__).parent / "kept").glob("*.ycb"))


def test_there_is_a_kept_store() -> None:
    assert [path.stem for path in KEPT][:1] == ["0.1.0"]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_kept_store_is_upgraded_where_it_lies(path: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    head = read_head(path)
    keyring = decode_keyring(head.keyring.encode(), str(path))
    unlocked = open_account(keyring.accounts[0], PASSWORD)
    extract(path, unlocked.keys[keyring.key], home.folder)
    home.keyring.write_text(head.keyring, "utf-8")
    AttemptCounter(home.attempts, keyring.store, Clock()).start()
    store = open_store(home, make_program(), PASSWORD)
    with store.read() as connection:
        assert revision_of(connection) == REVISION
    assert (store.opening.broken, store.rebuild_check().differences) == ([], [])
    assert [event.ruling for event in store.events_of(Subject("case", "kept"))] == [None, None]
    store.close()
    assert len(list(home.backups.iterdir())) == 1


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_kept_store_opens(path: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    restore(path, home, make_program(), PASSWORD)
    store = open_store(home, make_program(), PASSWORD)
    bodies = [event.body for event in store.events_of(Subject("case", "kept"))]
    assert bodies == [CaseOpened(NAME, NUMBER, [1, 2]), CaseNoted("已核对")]
    report = verify_store(store)
    assert (report.journals, report.broken) == (2, [])
    assert store.damaged_attachments() == []
    assert store.rebuild_check().differences == []
    store.close()
