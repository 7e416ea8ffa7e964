"""The schema of a store: which Alembic revision it has, and bringing it to this program's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

import db.migrations.desk
from app.store.failures import NewerStore
from db.desk import REVISION

if TYPE_CHECKING:
    from sqlalchemy import Connection


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the journal and local tables; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def needs_upgrade(connection: Connection) -> bool:
    """Say whether the store is older than this program; NewerStore if it is newer."""
    found = revision_of(connection)
    if found == REVISION:
        return False
    if found is not None and found not in known_revisions():
        raise NewerStore("这个数据库由更新版本的一窗写成，未作任何改动。请升级程序，或恢复升级前的备份。", "store.db")
    return True


def known_revisions() -> set[str]:
    """Every revision that this program can start from."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(_folder()).walk_revisions()}


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", _folder().replace("%", "%%"))
    command.upgrade(configuration, revision)


def _folder() -> str:
    return str(Path(db.migrations.desk.__file__).parent)
