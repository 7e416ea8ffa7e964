"""Writes docs/schema.md: every table of a desk's store, by kind, as the migrations and the projectors make it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from app.store.schema import upgrade
from db import desk
from db.base import journal_metadata, local_metadata, projection_metadata
from db.desk import REVISION

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, MetaData, Table

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"
for _module in iter_modules(desk.__path__):  # a table is known once its module was imported
    import_module(f"db.desk.{_module.name}")

_HEAD = f"""# Schema of a desk's store

Made by `make generated`; a test compares it with the program. SQLite (SQLCipher), every table `STRICT`. Alembic
revision of journal and local tables: `{REVISION}`.

Tables are of three kinds. *Journal* 日志链: what is copied by sync and verified by the chain. *Projection* 投影: what
screens read; written with the event, made again by `yichuang rebuild`, never migrated. *Local* 本机: never sent.

Times are text in UTC of one fixed width, days are ISO text, yes and no are 1 and 0.
"""
_KINDS = (
    ("Journal", journal_metadata, "made by Alembic"),
    ("Local", local_metadata, "made by Alembic"),
    ("Projection", projection_metadata, "made again when a projector's version changes"),
)


def page() -> str:
    """Return the whole page."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        upgrade(connection)
        parts = [_HEAD]
        for name, metadata, how in _KINDS:
            parts.append(f"\n## {name} tables ({how})\n")
            parts += [_table(connection, engine, table) for table in _sorted(metadata)]
    engine.dispose()
    return "".join(parts)


def _sorted(metadata: MetaData) -> list[Table]:
    return sorted(metadata.tables.values(), key=lambda table: table.name)


def _table(connection: Connection, engine: Engine, table: Table) -> str:
    """Return one table: what it is for, its columns in words, its SQL."""
    said = [column for column in table.columns if column.comment]
    words = "".join(f"- `{column.name}`: {column.comment}\n" for column in said)
    comment = f"{table.comment[:1].upper()}{table.comment[1:]}.\n" if table.comment else ""
    return f"\n### {table.name}\n\n{comment}{words}\n```sql\n{_sql(connection, engine, table)}\n```\n"


def _sql(connection: Connection, engine: Engine, table: Table) -> str:
    """Return the statements as the migrations ran them; for a projection as they will be run."""
    query = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC, name"
    ran = connection.exec_driver_sql(query, (str(table.name),)).scalars().all()
    if not ran:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        ran = [str(CreateTable(table).compile(engine)), *(str(CreateIndex(one).compile(engine)) for one in indexes)]
    return ";\n".join(_tidy(statement) for statement in ran) + ";"


def _tidy(statement: str) -> str:
    """Give statements of both origins one indentation."""
    lines = [line.strip() for line in statement.strip().splitlines() if line.strip()]
    text = "\n".join(line if line.startswith((")", "CREATE")) else f"    {line}" for line in lines)
    return text.replace(")\n    STRICT", ") STRICT")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
