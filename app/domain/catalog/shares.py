"""Shares of the catalogue: how many items run in the one system, are immediate, can be applied for online.

They are computed over the items, never typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.catalog.service_item import ServiceItem


@dataclass(frozen=True, slots=True)
class Share:
    """A count of a whole; an empty whole has no percentage (—), neither 0 nor 100."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """The percentage to one decimal, for people: 91.6 %."""
        return f"{self.part * 100 / self.whole:.1f} %" if self.whole else "—"


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares over one catalogue: 一窗综办 one system, 立等可取 immediate, 可网办 online."""

    one_system: Share
    immediate: Share
    online: Share


def shares(items: Sequence[ServiceItem]) -> Shares:
    """The shares over these items (those stopped by law do not count)."""
    open_items = [i for i in items if not i.stopped]
    whole = len(open_items)
    return Shares(
        one_system=Share(sum(i.one_system for i in open_items), whole),
        immediate=Share(sum(i.immediate for i in open_items), whole),
        online=Share(sum(i.online for i in open_items), whole),
    )
