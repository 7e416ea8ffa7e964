"""How a counter takes part in the queue: business groups of the hall, which of them it serves, whose numbers are called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from app.domain.refusal import InputProblem
from app.store.settings import read_setting, write_setting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace

QUEUE = "queue"
"""Name of the store's setting that holds QueueSettings."""

Source = Literal["off", "own", "system", "simulated"]


@dataclass(frozen=True, slots=True)
class Group:
    """A business group 业务组: its letter stands in front of its numbers."""

    letter: Annotated[str, msgspec.Meta(pattern="^[A-Z]$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


GROUPS = (Group("A", "综合受理"), Group("B", "出件领取"), Group("C", "咨询导办"))


@dataclass(frozen=True)
class QueueSettings:
    """Whose numbers are called (`source`), the groups of the hall, those served here (none: all), the head start.

    `address` is that of a queue system there is (http://…), used with `source` system. Minutes of the head start are
    how long before his coming a person with priority counts as waiting.
    """

    source: Source = "off"
    groups: tuple[Group, ...] = GROUPS
    serves: tuple[str, ...] = ()
    head_start_minutes: Annotated[int, msgspec.Meta(ge=0, le=240)] = 30
    address: str = ""

    @property
    def on(self) -> bool:
        """Whether this counter calls numbers."""
        return self.source != "off"

    def group(self, letter: str) -> Group:
        """A group by its letter; InputProblem where the hall has none."""
        for one in self.groups:
            if one.letter == letter:
                return one
        raise InputProblem("INPUT-GROUP", "大厅没有这个业务组。", "group")

    def name_of(self, letter: str) -> str:
        """The name of a group; its letter where the hall has none of the kind any more."""
        return next((one.name for one in self.groups if one.letter == letter), letter)


def read_queue_settings(connection: Connection) -> QueueSettings:
    """The settings of this store; unknown names are ignored."""
    return msgspec.convert(read_setting(connection, QUEUE) or {}, QueueSettings)


def change_queue_settings(workplace: Workplace, **changes: Any) -> QueueSettings:
    """Change some of them; InputProblem for what does not fit, and nothing is changed."""
    with workplace.store.read() as connection:
        before = read_queue_settings(connection)
    try:
        wanted = msgspec.convert(msgspec.to_builtins(replace(before, **changes)), QueueSettings)
    except (msgspec.ValidationError, TypeError) as error:
        raise InputProblem("INPUT-SETTING", "叫号设置不合要求，请检查后重填。", "queue") from error
    _refuse_bad_address(wanted)
    with workplace.store.write_local() as connection:
        write_setting(connection, QUEUE, msgspec.to_builtins(wanted))
    return wanted


def _refuse_bad_address(wanted: QueueSettings) -> None:
    if wanted.source == "system" and not wanted.address.startswith(("http://", "https://")):
        raise InputProblem("INPUT-ADDRESS", "叫号系统的地址应以 http:// 或 https:// 开头。", "address")
