"""A catalogue as a whole: one release, bound to a case by its content hash."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from app.domain.catalog.department import Department
from app.domain.catalog.service_item import ServiceItem
from app.domain.catalog.theme_package import ThemePackage
from app.domain.refusal import Refusal


@dataclass(frozen=True)
class Catalogue:
    """Items, packages and departments of one release; `number` is for people, `hash` is the identity (SHA-256, hex)."""

    number: int
    hash: str
    items: tuple[ServiceItem, ...]
    packages: tuple[ThemePackage, ...]
    departments: tuple[Department, ...]

    @cached_property
    def by_code(self) -> dict[str, ServiceItem]:
        """Items by their short code."""
        return {i.code: i for i in self.items}

    @cached_property
    def department_by_key(self) -> dict[str, Department]:
        """Departments by the key that items name."""
        return {d.key: d for d in self.departments}

    def find(self, code_or_name: str) -> ServiceItem:
        """The item with this code, or with a name that only one item has; a Refusal says which is missing.

        Brackets and digits of either width are the same; a name may be given without what stands in its brackets.
        """
        if code_or_name in self.by_code:
            return self.by_code[code_or_name]
        wanted = _plain(code_or_name)
        if wanted.upper() in self.by_code:
            return self.by_code[wanted.upper()]
        named = [i for i in self.items if _plain(i.name) == wanted]
        named = named or [i for i in self.items if wanted and _plain(i.name).partition("(")[0] == wanted]
        if len(named) == 1:
            return named[0]
        if named:
            codes = "、".join(i.code for i in named)
            raise Refusal("ENTRY-ITEM", f"名称“{code_or_name}”对应多个事项（{codes}），请用事项编码。", "item")
        raise Refusal("ENTRY-ITEM", f"事项库里没有“{code_or_name}”，请核对编码或名称。", "item")

    def department_of(self, item: ServiceItem) -> Department:
        """The department that answers for an item."""
        return self.department_by_key[item.department]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
