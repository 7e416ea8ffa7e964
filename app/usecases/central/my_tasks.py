"""The to-do 待办 of a person at the server: what waits for his role, how much of it presses, where it is seen to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.escalation.state import EscalationState
from app.domain.rights import may
from app.store.central import notices as notice_rows
from app.store.central import online_requests
from app.store.central import pre_applications as pre_rows
from app.store.central.tasks import open_tasks
from app.store.clock import CHINA
from app.usecases.central.erasure_requests import RIGHT as ERASES
from app.usecases.central.erasure_requests import Person, waiting
from app.usecases.central.escalations import list_escalations
from app.usecases.central.office_days import roster
from app.usecases.central.ratings import RatingTask, rating_tasks
from app.usecases.central.server import Server
from app.usecases.central.work_list import WorkQuery, departments_named, work_list

if TYPE_CHECKING:
    from datetime import date


MOST = 500


@dataclass(frozen=True)
class Whose:
    """Whose tasks: name, role, hall (empty: every), department."""

    name: str
    role: str
    hall: str = ""
    department: str = ""


@dataclass(frozen=True)
class TaskGroup:
    """A kind of work: `key` names it, `count` of it wait, `pressing` are overdue or due today, `path` shows them."""

    key: str
    count: int
    pressing: int
    path: str


@dataclass(frozen=True)
class MyTasks:
    """Everything that waits; `mine` are escalations that the person answers for, `bad` ratings with their next step."""

    groups: tuple[TaskGroup, ...]
    mine: tuple[EscalationState, ...]
    bad: tuple[RatingTask, ...]
    today: str

    @property
    def pressing(self) -> int:
        """How much presses."""
        return sum(group.pressing for group in self.groups)


def my_tasks(server: Server, whose: Whose) -> MyTasks:
    """What waits for this person. Groups without anything are left out."""
    today = server.now().astimezone(CHINA).date()
    found = _Found(server, whose, today.isoformat())
    escalations = list_escalations(server, hall=whose.hall) if found.may("answer-escalation") else []
    bad = rating_tasks(server, hall=whose.hall) if found.may("follow-rating") else []
    groups = [
        found.work(today),
        found.escalations(escalations),
        found.ratings(bad),
        found.notices(),
        found.applications(),
        found.requests(),
        found.office_days(),
        found.alerts(),
        found.erasures(),
    ]
    mine = tuple(one for one in escalations if one.owner == whose.name)
    waiting = tuple(group for group in groups if group is not None and group.count)
    return MyTasks(waiting, mine, tuple(bad[:20]), today.isoformat())


@dataclass(frozen=True)
class _Found:
    """Counts one kind after the other; None for what is not this role's."""

    server: Server
    whose: Whose
    today: str

    def may(self, action: str) -> bool:
        """Whether this is the role's."""
        return may(self.whose.role, action)

    def work(self, today: date) -> TaskGroup | None:
        """Cases that wait for the department."""
        if not (self.may("grant") or self.may("issue")):
            return None
        departments = departments_named(self.whose.department)
        counts = work_list(self.server.ledger, WorkQuery("all", departments, self.whose.hall), today).counts
        return TaskGroup("work", counts["all"], counts["overdue"] + counts["today"], "/console/work")

    def escalations(self, found: list[EscalationState]) -> TaskGroup:
        """What could not be done."""
        pressing = sum(one.until <= self.today for one in found)
        return TaskGroup("escalations", len(found), pressing, "/console/office/escalations")

    def ratings(self, found: list[RatingTask]) -> TaskGroup:
        """Bad ratings to follow up."""
        pressing = sum(bool(one.due) and one.due <= self.today for one in found)
        return TaskGroup("ratings", len(found), pressing, "/console/office/ratings")

    def notices(self) -> TaskGroup | None:
        """Notices that wait for a person."""
        if not self.may("manage-notices"):
            return None
        with self.server.store.read() as connection:
            found = notice_rows.notices_in(
                connection, self.server.area, notice_rows.FOR_A_PERSON, hall=self.whose.hall, limit=MOST
            )
        dead = sum(one.state == "dead" for one in found)
        return TaskGroup("notices", len(found), dead, "/console/office/notices")

    def applications(self) -> TaskGroup | None:
        """Pre-applications that no counter has taken."""
        if not self.may("take-application"):
            return None
        with self.server.store.read() as connection:
            area, vault = self.server.area, self.server.ledger.vault
            found = pre_rows.waiting(connection, area, vault, self.whose.hall, MOST)
        return TaskGroup("applications", len(found), 0, "")

    def requests(self) -> TaskGroup | None:
        """Online requests about cases that no counter has answered."""
        if not self.may("answer-request"):
            return None
        with self.server.store.read() as connection:
            count = online_requests.count_open(connection, self.server.area, self.whose.hall)
        return TaskGroup("requests", count, 0, "")

    def office_days(self) -> TaskGroup | None:
        """Office days that came and were not noted yet."""
        if not self.may("plan-office-day"):
            return None
        coming = [day for day in roster(self.server, hall=self.whose.hall).coming if day.planned.day <= self.today]
        return TaskGroup("office-days", len(coming), len(coming), "/console/office/days")

    def alerts(self) -> TaskGroup | None:
        """Alerts, and what rulings left undone."""
        if not self.may("see-tasks"):
            return None
        with self.server.store.read() as connection:
            found = open_tasks(connection, self.server.area, hall=self.whose.hall)
        return TaskGroup("alerts", len(found), 0, "/console/tasks")

    def erasures(self) -> TaskGroup | None:
        """Cases that somebody wants erased and another person confirms."""
        if not self.may(ERASES):
            return None
        found = waiting(self.server, Person("", self.whose.role, self.whose.hall))
        return TaskGroup("erasures", len(found), 0, "/console/erasures")
