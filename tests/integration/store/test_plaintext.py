"""No name and no number of a person stands in any file below the home folder."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.store.accounts import add_clerk, remove_clerk
from app.store.backup import backup
from app.store.event import Subject
from app.store.restore import restore
from app.store.store import Store, open_store
from db.desk.local import drafts, print_jobs
from tests.builders.store import NAME, NUMBER, PASSWORD, make_program, noted, opened, write

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.home import Home

WORDS = [word.encode(code) for word in (NAME, NUMBER) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]


def found(folder: Path) -> list[str]:
    """Return the files that hold a name or a number, in any of the usual encodings."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    content = [path.name for path in files for word in WORDS if word in path.read_bytes()]
    names = [str(path) for path in files for word in (NAME, NUMBER) if word in str(path)]
    return content + names


def day(store: Store) -> None:
    """Write personal data in every place that takes some."""
    now = store.now().effective
    for number in range(30):
        write(store, opened(f"c{number}"), noted(f"c{number}", f"{NAME} {NUMBER}"))
    with store.write() as uow:
        store.attach(uow, Subject("case", "c1"), io.BytesIO(f"{NAME} {NUMBER}".encode() * 1000), "image/png")
        uow.append([noted("c1")])
        uow.commit()
    with store.write_local() as connection:
        payload = f"{NAME} {NUMBER}".encode()
        draft = {"id": "d", "clerk": "c", "state": "active", "title": NAME, "payload": payload}
        connection.execute(insert(drafts).values(**draft, created_at=now, updated_at=now))
        job = {"id": "j", "document_no": "1", "state": "waiting", "attempts": 0, "printer": "p", "copies": 1}
        connection.execute(insert(print_jobs).values(**job, payload=payload, created_at=now, updated_at=now))


def test_nothing_is_found_while_the_store_is_open_nor_afterwards(store: Store, home: Home) -> None:
    day(store)
    assert found(home.folder) == []
    store.rebuild_check()
    backup(store, home.backups / "b.ycb")
    assert found(home.folder) == []
    store.close()
    assert found(home.folder) == []


def test_nothing_is_found_after_re_keying_and_restoring(store: Store, home: Home) -> None:
    day(store)
    backup(store, home.backups / "b.ycb")
    add_clerk(store, "王强", "初始密码")
    remove_clerk(store, "王强")
    store.close()
    restore(home.backups / "b.ycb", home, make_program(), PASSWORD)
    again = open_store(home, make_program(), PASSWORD)
    write(again, opened("z"))
    assert found(home.folder) == []
    again.close()


def test_the_search_would_find_it(home: Home) -> None:
    """The test above proves something only if it can fail."""
    (home.folder / "leak.txt").write_text(NAME, "gb18030")
    assert found(home.folder) == ["leak.txt"]
