"""The schema of the server's database: which Alembic revision it has, and bringing it to this program's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

import db.migrations.central
from app.store.failures import NewerStore

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.central.engine import CentralStore

REVISION = "0001"
"""The Alembic revision that this program's tables have."""


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def needs_upgrade(connection: Connection) -> bool:
    """Say whether the database is older than this program; NewerStore if it is newer."""
    found = revision_of(connection)
    if found == REVISION:
        return False
    if found is not None and found not in known_revisions():
        raise NewerStore("这个数据库由更新版本的服务器写成，未作任何改动。请升级程序，或恢复升级前的备份。", "database")
    return True


def known_revisions() -> set[str]:
    """Every revision that this program can start from."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(folder()).walk_revisions()}


def migrate(store: CentralStore) -> None:
    """Run the missing migrations in one transaction."""
    with store.write() as connection:
        if not needs_upgrade(connection):
            return
        from alembic import command
        from alembic.config import Config

        configuration = Config(attributes={"connection": connection})
        configuration.set_main_option("script_location", folder().replace("%", "%%"))
        command.upgrade(configuration, "head")


def folder() -> str:
    """Where the migrations lie."""
    return str(Path(db.migrations.central.__file__).parent)
