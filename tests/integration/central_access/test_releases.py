"""Releases: numbered, signed, announced; an item stopped by law leaves tasks for its open cases."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from app.catalog.blob import decode_catalogue
from app.catalog.load import load
from app.domain.area import CatalogueReleased
from app.store.central.releases import current_release
from app.store.central.tasks import open_tasks
from app.store.release_statement import release_holds
from app.usecases.central.accounts import add_user
from app.usecases.central.ingest import ingest
from app.usecases.central.releases import content_of, current_hash, list_releases, publish
from db.central.ledger import events
from tests.builders.catalog_folder import ITEM, changed, write_folder
from tests.builders.filings import item_of
from tests.builders.pens import Pen
from tests.integration.central_access.conftest import enrolled
from tests.integration.central_access.test_accounts import device_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.catalog.catalogue import Catalogue
    from app.usecases.central.server import Server


def catalogue(folder: Path, **files: str) -> Catalogue:
    loaded = load(write_folder(folder, **files))
    assert loaded.catalogue is not None, loaded.errors
    return loaded.catalogue


def test_release_is_signed_and_fetched_by_its_hash(server: Server, tmp_path: Path) -> None:
    done = publish(server, catalogue(tmp_path / "c"))
    release = done.release
    content = content_of(server, release.hash)
    assert content is not None
    assert hashlib.sha256(content).hexdigest() == release.hash
    assert [item.code for item in decode_catalogue(content).items] == ["T-01", "T-02"]
    public = server.keys.area.public
    assert release_holds(public, server.area, release.number, release.hash, release.start, release.signature)
    late = release.start + timedelta(seconds=1)
    assert not release_holds(public, server.area, release.number, release.hash, late, release.signature)


def test_release_is_announced_in_the_servers_journal(server: Server, tmp_path: Path) -> None:
    release = publish(server, catalogue(tmp_path / "c")).release
    with server.store.read() as connection:
        row = connection.execute(select(events).where(events.c.kind == "catalogue.released")).one()
    _, body = server.ledger.vault.open_body(row.journal, row.seq, row.body)
    said = msgspec.json.decode(body, type=CatalogueReleased)
    assert (row.position, row.ruling, row.hall) == (release.position, "stands", "*")
    assert (said.number, said.hash, said.signature) == (1, release.hash, release.signature.hex())


def test_same_content_again_changes_nothing(server: Server, tmp_path: Path) -> None:
    first = publish(server, catalogue(tmp_path / "c"))
    again = publish(server, catalogue(tmp_path / "c"))
    assert (first.fresh, again.fresh, again.release.hash) == (True, False, first.release.hash)
    assert len(list_releases(server)) == 1


def test_number_rises_and_start_decides_which_is_current(server: Server, tmp_path: Path) -> None:
    first = publish(server, catalogue(tmp_path / "c")).release
    start = server.now() + timedelta(days=3)
    later = catalogue(tmp_path / "d", T_01=changed("测试许可", "测试许可（新）"))
    second = publish(server, later, start).release
    assert (first.number, second.number) == (1, 2)
    with server.store.read() as connection:
        assert current_hash(server, connection) == first.hash
        after = current_release(connection, server.area, start)
        assert after is not None
        assert after.hash == second.hash


def test_before_the_first_release_there_is_none(server: Server) -> None:
    with server.store.read() as connection:
        assert current_hash(server, connection) == ""
    assert content_of(server, "0" * 64) is None


def test_open_cases_of_a_stopped_item_become_tasks_once(server: Server, tmp_path: Path) -> None:
    new, answer = enrolled(server)
    clerk = add_user(server, "王芳", "clerk")
    pen = Pen(hall=answer.scope.hall, key=new.key, device_id=answer.device, actor=clerk.id).open()
    item = item_of("GT-04")
    pen.case("GT-04", receive=True)
    ingest(server.ledger, pen.batch(), device_of(server, answer), server.now())
    stopped = ITEM.replace("T-01", item.code).replace("测试许可", "食品许可").replace("t_01_report", "gt_04_report")
    stopped = stopped.replace("kind: licence", "stopped: 自2026年12月1日起停止办理\nkind: licence")
    content = catalogue(tmp_path / "c", GT_04=stopped)
    done = publish(server, content)
    assert (done.stopped, done.tasks) == ((item.code,), 1)
    with server.store.read() as connection:
        (task,) = open_tasks(connection, server.area, kinds=("item-stopped",))
    assert (task.code, task.counter, task.hall) == ("STATE-ITEM-STOPPED", "C03", "一号大厅")
