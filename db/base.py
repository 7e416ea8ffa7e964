"""The three kinds of tables, one MetaData each, with names for every constraint so that Alembic can name what it drops.

*journal*: the chain of events and what signs it. *projection*: can be made again from journals, never migrated.
*local*: of this installation only, never sent.
"""

from __future__ import annotations

from sqlalchemy import MetaData

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

journal_metadata = MetaData(naming_convention=NAMING, info={"kind": "journal"})
local_metadata = MetaData(naming_convention=NAMING, info={"kind": "local"})
projection_metadata = MetaData(naming_convention=NAMING, info={"kind": "projection"})
