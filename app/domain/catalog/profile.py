"""The profile of a counter: which items it takes, with which powers at most, and for whom it only receives.

An undifferentiated counter 无差别窗口 takes every item; a market desk 一站式 those of business; a street centre 街道 those of
its residents. What a profile leaves out is directed to the counter that takes it, never refused as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.catalog.service_item import Power, ServiceItem
from app.domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Profile:
    """`departments` empty means all. `powers` are the most that this kind of counter has, empty no limit.

    `receives_for` names, by item code, the authority of another district for which the counter only receives
    (通办, 代收). `elsewhere` says where the other items are taken.
    """

    key: str
    name: str
    departments: tuple[str, ...] = ()
    powers: tuple[Power, ...] = ()
    receives_for: Mapping[str, str] = field(default_factory=dict)
    elsewhere: str = "无差别综合窗口"

    def takes(self, item: ServiceItem) -> bool:
        """Whether the item is handled at a counter of this profile."""
        return not self.departments or item.department in self.departments

    def at_counter(self, item: ServiceItem) -> ServiceItem:
        """The item as this counter may handle it; Refusal STATE-ELSEWHERE where it does not."""
        if not self.takes(item):
            raise Refusal(
                "STATE-ELSEWHERE", f"本窗口（{self.name}）不办理“{item.name}”，请到{self.elsewhere}。", "item"
            )
        own = item.authorisation
        if self.powers:
            own = replace(own, powers=tuple(p for p in own.powers if p in self.powers))
        authority = self.receives_for.get(item.code, item.authority_for)
        return replace(item, authorisation=own, authority_for=authority)


UNDIFFERENTIATED = Profile("undifferentiated", "无差别综合窗口")
