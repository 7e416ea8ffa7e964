"""Rows of the to-do for packages: members whose result is there, and those that wait for the applicant's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.package.tasks import filed_twice, package_tasks
from app.usecases.package_queries import case_of, standing_of, waiting_packages
from app.usecases.rights import allowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from app.domain.case.tasks import Task
    from app.domain.package.state import PackageState
    from app.usecases.workplace import Workplace


def package_tasks_here(
    workplace: Workplace, connection: Connection, hall: str | None
) -> Iterator[tuple[PackageState, Task]]:
    """The tasks of the packages of this counter, of the whole hall's for a lead."""
    today, lead = workplace.today(), allowed(workplace, "transfer")
    for state in waiting_packages(connection):
        if hall is None or lead or state.counter == workplace.counter:
            for task in package_tasks(standing_of(connection, state), today):
                yield state, task
            for number in state.extra:
                case = case_of(connection, number)
                if case is not None and not case.ended:
                    yield state, filed_twice(number, today)
