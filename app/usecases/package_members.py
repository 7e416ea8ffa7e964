"""Members of a package that waited for another's result: filed on the day of that result, or let go by the applicant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.package import decide
from app.domain.package.events import PACKAGE
from app.domain.package.prefill import Result, prefilled
from app.store.event import NewEvent, Subject
from app.usecases.accept import Done, Sitting, accept
from app.usecases.numbering import NumberedPaper
from app.usecases.package_queries import cases_of, find_state, standing_of
from app.usecases.rights import require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.checklist.filing import Filing
    from app.domain.package.state import PackageState
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Dropped:
    """A member was let go; `changed` says what screens may be stale. No paper comes of it."""

    changed: frozenset[str] = frozenset({"packages", "todo"})
    papers: tuple[NumberedPaper, ...] = ()


def member_filing(workplace: Workplace, package: str, item_code: str, *, on: date | None = None) -> Filing:
    """The filing of a member that waited, with everything filled in: what was entered once, and the results since.

    `package` is its number or id. Refusal STATE-FILED where it has a case, ENTRY-ITEM where there is no such member.
    """
    today = workplace.today(on)
    with workplace.store.read() as connection:
        state = find_state(connection, package)
        member = decide.waiting_member(state, item_code)
        results = results_of(workplace, connection, state)
    filing = member.filing
    if filing is None:
        raise AssertionError("a member without a case has its filing")
    item = workplace.surroundings(item_code, workplace.catalogue.hash, today).item
    return prefilled(filing, item, results, state.form, today)


def results_of(workplace: Workplace, connection: Connection, state: PackageState) -> list[Result]:
    """The results that the package's cases have brought so far, as far as this desk holds them."""
    catalogue, found = workplace.release(state.release), []
    for code, case in cases_of(connection, state).items():
        item = catalogue.by_code.get(code)
        if case.grant is not None and item is not None:
            found.append(Result(case.item_name, item.result, case.grant.licence_no))
    return found


def file_member(
    workplace: Workplace,
    package: str,
    item_code: str,
    filing: Filing | None = None,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    case_id: str = "",
) -> Done:
    """File a member that waited; its receipt and its clocks begin today. `filing` is what the page made of it, if given.

    Refusal STATE-WAITING while a result is awaited, STATE-FILED where a counter has filed it already.
    """
    wanted = filing or member_filing(workplace, package, item_code, on=on)
    with workplace.store.read() as connection:
        identity = find_state(connection, package).package_id

    def filed(uow: UnitOfWork, case: CaseState) -> Sequence[NewEvent]:
        state = find_state(uow.connection, identity)
        event = decide.file_member(state, standing_of(uow.connection, state), case, uow.now.today)
        return (NewEvent(Subject(PACKAGE, identity), event, state.seq),)

    done = accept(
        workplace, replace(wanted, item=item_code), on=on, sitting=sitting or Sitting(count_visit=False),
        case_id=case_id, package=identity, extra=filed,
    )  # fmt: skip
    return replace(done, changed=done.changed | {"packages"})


def drop_member(workplace: Workplace, package: str, item_code: str, reason: str, *, on: date | None = None) -> Dropped:
    """The applicant does not want a member any more that has not been filed; the others go on."""
    require(workplace, "accept")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        state = find_state(uow.connection, package)
        event = decide.drop_member(state, item_code, reason, uow.now.today)
        uow.append([NewEvent(Subject(PACKAGE, state.package_id), event, state.seq)])
        uow.commit()
    return Dropped()
