"""What is known of a theme package at this desk: its members, how they stand, what can be filed, what is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from app.domain.package.groups import issued_with as members_with
from app.domain.package.standing import MEMBER_ZH, STATUS_ZH, MemberStatus, PackageStatus, standing
from app.domain.refusal import Refusal
from app.store.case_projection import decode_state, read_state
from app.store.package_projection import decode_package
from app.store.registers import register_of
from db.desk.package import packages
from db.desk.projections import cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.package.standing import PackageStanding
    from app.domain.package.state import PackageState
    from app.usecases.workplace import Workplace

_c = packages.c


@dataclass(frozen=True)
class MemberView:
    """A member as a page shows it. `on` are the items that it waits for; `due` is the promise of its own case."""

    item_code: str
    item_name: str
    department: str
    case_no: str
    status: MemberStatus
    words: str
    on: tuple[str, ...]
    due: str
    mode: str


@dataclass(frozen=True)
class PackageView:
    """A package as a page shows it: the one promise, the members in their order.

    `extra` are cases that a counter, apart from the others, filed for a member that had one already: to be withdrawn.
    """

    package_id: str
    package_no: str
    name: str
    applicant: str
    opened_on: str
    promised: str
    provisional: bool
    joint: str
    status: PackageStatus
    words: str
    members: tuple[MemberView, ...]
    extra: tuple[str, ...] = ()

    @property
    def ready(self) -> tuple[MemberView, ...]:
        """Members that can be filed now, with one key."""
        return tuple(m for m in self.members if m.status == "ready")


@dataclass(frozen=True)
class IssuedWith:
    """What is handed out with the result of a case.

    `together` must go in one act 两证同发, the case itself included; `missing` are those of them without a result yet
    (number, item): then nobody hands out any. `ready` are all results of the package that can be handed out now.
    """

    together: tuple[str, ...]
    ready: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def package_of(workplace: Workplace, case_no: str) -> PackageView | None:
    """The package that a case belongs to; None for a case by itself."""
    with workplace.store.read() as connection:
        data = connection.execute(select(cases.c.state).where(cases.c.case_no == case_no)).scalar()
        state = package_state(connection, decode_state(data).package) if data else None
        return view_of(connection, state) if state else None


def package_lines(workplace: Workplace, package_id: str) -> tuple[tuple[str, str], ...]:
    """The package of a case in lines: its number and how it stands, then each member and how that stands."""
    with workplace.store.read() as connection:
        state = package_state(connection, package_id)
        view = view_of(connection, state) if state else None
    if view is None:
        return ()
    members = ((m.item_name, "，".join(part for part in (m.words, m.case_no) if part)) for m in view.members)
    return ((view.name, f"{view.words}，{view.package_no}，承诺 {view.promised}"), *members)


def read_package(workplace: Workplace, number: str) -> PackageView:
    """A package by its number, its id, or the number of one of its cases; Refusal STATE-UNKNOWN."""
    with workplace.store.read() as connection:
        return view_of(connection, find_state(connection, number))


def find_state(connection: Connection, number: str) -> PackageState:
    """The state of a package by its number, its id, or the number of one of its cases; Refusal STATE-UNKNOWN."""
    wanted = number.strip()
    query = select(_c.state).where(or_(_c.package_id == wanted, _c.package_no == wanted.upper()))
    data = connection.execute(query).scalar()
    if data is not None:
        return decode_package(data)
    case = connection.execute(select(cases.c.state).where(cases.c.case_no == wanted.upper())).scalar()
    state = package_state(connection, decode_state(case).package) if case else None
    if state is None:
        raise Refusal("STATE-UNKNOWN", f"本机没有套餐 {wanted}，请核对编号。", "package")
    return state


def package_state(connection: Connection, package_id: str) -> PackageState | None:
    """The state of a package by its id; None where there is none here."""
    if not package_id:
        return None
    data = connection.execute(select(_c.state).where(_c.package_id == package_id)).scalar()
    return decode_package(data) if data else None


def cases_of(connection: Connection, state: PackageState) -> dict[str, CaseState]:
    """The cases of a package that this desk holds whole, by item code."""
    found = {}
    for member in state.members:
        case = read_state(connection, member.case_id) if member.case_id else None
        if case is not None:
            found[member.item_code] = case
    return found


def case_of(connection: Connection, case_no: str) -> CaseState | None:
    """A case by its number; None where this desk does not hold it."""
    data = connection.execute(select(cases.c.state).where(cases.c.case_no == case_no)).scalar()
    return decode_state(data) if data else None


def phases_of(connection: Connection, state: PackageState, held: dict[str, CaseState]) -> dict[str, str]:
    """The phases of a package's cases by item code; of one that left this desk as its register row says."""
    phases: dict[str, str] = {code: case.phase for code, case in held.items()}
    for member in state.members:
        if member.case_id and member.item_code not in phases:
            row = register_of(connection, member.case_id)
            phases[member.item_code] = row.status if row else ""
    return phases


def standing_of(connection: Connection, state: PackageState) -> PackageStanding:
    """How a package stands, as far as this desk knows."""
    return standing(state, phases_of(connection, state, cases_of(connection, state)))


def view_of(connection: Connection, state: PackageState) -> PackageView:
    """A package as a page shows it."""
    held = cases_of(connection, state)
    now = standing(state, phases_of(connection, state, held))
    members = tuple(
        MemberView(
            m.member.item_code, m.member.item_name, m.member.department, m.member.case_no, m.is_, MEMBER_ZH[m.is_], m.on,
            _due(held.get(m.member.item_code)), m.member.mode,
        )
        for m in now.members
    )  # fmt: skip
    return PackageView(
        state.package_id, state.package_no, state.name, state.applicant.name, state.opened_on, state.promised.date,
        state.promised.provisional, state.joint, now.status, STATUS_ZH[now.status], members, state.extra,
    )  # fmt: skip


def _due(case: CaseState | None) -> str:
    return case.promised.date if case and case.promised else ""


def waiting_packages(connection: Connection) -> list[PackageState]:
    """Packages with members that wait, the oldest first."""
    query = select(_c.state).where(_c.waiting > 0).order_by(_c.opened_on, _c.package_no)
    return [decode_package(data) for data in connection.execute(query).scalars()]


def issued_with(workplace: Workplace, case_no: str) -> IssuedWith:
    """What is handed out with the result of a case; of a case by itself it is alone."""
    with workplace.store.read() as connection:
        data = connection.execute(select(cases.c.state).where(cases.c.case_no == case_no)).scalar()
        if data is None:
            raise Refusal("STATE-UNKNOWN", f"本机没有办件 {case_no}。", "case_no")
        return issued_with_state(connection, decode_state(data))


def issued_with_state(connection: Connection, case: CaseState) -> IssuedWith:
    """What is handed out with the result of a case, inside a transaction."""
    package = package_state(connection, case.package)
    if package is None:
        return IssuedWith((case.case_no,), (case.case_no,) if case.phase == "granted" else (), ())
    held = cases_of(connection, package)
    phases = phases_of(connection, package, held)
    group = members_with(package, phases, case.case_id)
    missing = tuple((m.case_no, m.item_name) for m in group if phases.get(m.item_code) not in ("granted", "issued"))
    together = _numbers(m.case_no for m in group if phases.get(m.item_code) == "granted") or (case.case_no,)
    ready = _numbers(m.case_no for m in package.members if phases.get(m.item_code) == "granted")
    return IssuedWith(together, ready, missing)


def _numbers(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(n for n in numbers if n)
