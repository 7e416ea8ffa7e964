"""Migrations: one head, equal to the tables as they are declared, run on a store with data after a backup."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

import db.migrations.desk
from app.store import schema
from app.store.event import Subject
from app.store.home import Home
from app.store.restore import restore
from app.store.store import Store, open_store
from app.store.verify import verify_store
from db.base import journal_metadata, local_metadata
from db.desk import REVISION, exchange
from tests.builders.store import PASSWORD, make_program, opened, write

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(db.migrations.desk.__file__).parent
DECLARED = (journal_metadata, exchange.registers.metadata, local_metadata)
NEXT = """
from alembic import op

revision = "0003"
down_revision = "0002"

def upgrade() -> None:
    op.execute("ALTER TABLE drafts ADD COLUMN colour TEXT")
    {more}
"""


def test_there_is_one_head_and_the_program_names_it() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [REVISION]


def test_head_equals_the_declared_tables() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        schema.upgrade(connection)
        migrated = _definitions(connection)
    engine.dispose()
    declared = create_engine("sqlite://")
    with declared.connect() as connection:
        for metadata in DECLARED:
            metadata.create_all(connection)
        assert _definitions(connection) == migrated
    declared.dispose()


def _definitions(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("select name, sql from sqlite_master where name not like 'alembic%' and sql > ''"))
    return {name: " ".join(sql.replace("(", " ( ").replace(")", " ) ").split()) for name, sql in rows}


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """A program with one more migration."""

    def install(more: str = "") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(FOLDER, folder)
        (folder / "versions" / "r0003_next.py").write_text(NEXT.format(more=more))
        monkeypatch.setattr(schema, "_folder", lambda: str(folder))
        monkeypatch.setattr(schema, "REVISION", "0003")

    return install


def test_a_store_with_data_is_backed_up_and_upgraded(
    store: Store, home: Home, newer: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, opened("a"))
    store.close()
    newer()
    again = open_store(home, make_program(), PASSWORD)
    with again.read() as connection:
        assert schema.revision_of(connection) == "0003"
        assert connection.execute(text("select count(colour) from drafts")).scalar_one() == 0
    assert len(again.events_of(Subject("case", "a"))) == 1
    assert verify_store(again).broken == []
    again.close()
    (saved,) = home.backups.iterdir()
    monkeypatch.undo()
    restore(saved, Home(tmp_path / "back"), make_program(), PASSWORD)
    back = open_store(Home(tmp_path / "back"), make_program(), PASSWORD)
    assert len(back.events_of(Subject("case", "a"))) == 1
    back.close()


def test_an_old_backup_is_upgraded_when_it_is_restored(
    store: Store, home: Home, newer: Callable[..., None], tmp_path: Path
) -> None:
    from app.store.backup import backup

    write(store, opened("a"))
    backup(store, tmp_path / "old.ycb")
    store.close()
    newer()
    restore(tmp_path / "old.ycb", home, make_program(), PASSWORD)
    again = open_store(home, make_program(), PASSWORD)
    with again.read() as connection:
        assert schema.revision_of(connection) == "0003"
    again.close()


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(
    store: Store, home: Home, newer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, opened("a"))
    store.close()
    newer('op.execute("INSERT INTO no_such_table VALUES (1)")')
    with pytest.raises(Exception, match="no such table"):
        open_store(home, make_program(), PASSWORD)
    monkeypatch.undo()
    again = open_store(home, make_program(), PASSWORD)
    with again.read() as connection:
        assert schema.revision_of(connection) == REVISION
        columns = connection.execute(text("select name from pragma_table_info('drafts')")).scalars().all()
    assert "colour" not in columns
    again.close()
