"""Records that only the server has. All of them are in one MetaData: the server migrates every table."""

from __future__ import annotations

from sqlalchemy import MetaData

from db.base import NAMING

central_metadata = MetaData(naming_convention=NAMING, info={"kind": "central"})
