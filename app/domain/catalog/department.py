"""A department 部门: the legal author of its documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Department:
    """`key` as items name it; `full_name` signs documents; `character` 代字 stands in numbers (沙市监).

    `court` and `reconsideration` are the remedies' addressees, from settings of the area where empty here.
    """

    key: str
    name: str
    full_name: str
    character: str
    seal: str
    phone: str = ""
    supervision_phone: str = ""
    address: str = ""
