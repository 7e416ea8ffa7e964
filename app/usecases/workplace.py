"""A workplace 窗口工位: an unlocked store with everything that the use cases at this counter need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain import area, audit, review, shift, visit
from app.domain.case import events as case_events
from app.domain.case.decide import Surroundings
from app.domain.catalog.catalogue import Catalogue
from app.domain.catalog.expressions import Evaluate
from app.domain.catalog.profile import UNDIFFERENTIATED, Profile
from app.domain.consultation.events import CONSULTATION_KINDS
from app.domain.escalation.events import ESCALATION_KINDS
from app.domain.law.calendar import WorkCalendar
from app.domain.office_day.events import OFFICE_DAY_KINDS
from app.domain.online_request.events import ONLINE_REQUEST_KINDS
from app.domain.package.events import PACKAGE_KINDS
from app.domain.pre_application.events import PRE_APPLICATION_KINDS
from app.domain.project.events import PROJECT_KINDS
from app.domain.rating.events import RATING_KINDS
from app.domain.refusal import InputProblem, Refusal
from app.domain.signature import SIGNATURE_KINDS
from app.domain.ticket.events import TICKET_KINDS
from app.settings import HallSettings, read_settings
from app.store.case_projection import CaseProjector, decode_state
from app.store.clock import CHINA
from app.store.codec import EventTypes
from app.store.escalation_projection import EscalationProjector, RatedProjector
from app.store.journal_events import register_store_events
from app.store.office_projection import DocumentProjector, OfficeProjector
from app.store.online_request_projection import OnlineRequestProjector
from app.store.package_projection import PackageProjector
from app.store.pre_application_projection import PreApplicationProjector
from app.store.settings import read_bytes, read_setting, write_bytes, write_setting
from app.store.shift_projection import ShiftProjector
from app.store.store import Program, Store
from app.store.ticket_projection import SignatureProjector, TicketProjector
from app.usecases.papers import Stationery
from app.usecases.signing import make_area_key
from db.desk.projections import cases as cases_table

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from app.crypto.sign import SigningKey
    from app.domain.case.state import CaseState

VERSION = "0.1.0"
RELEASES = "sync.releases"
"""Setting that a store has once its server has announced a release."""
HALL = "hall"
"""Name of the store's setting that holds HallSettings."""


def program(version: str = VERSION) -> Program:
    """What this program brings to a store: its events and projections."""
    types = EventTypes()
    register_store_events(types)
    families = (
        case_events.CASE_KINDS,
        visit.VISIT_KINDS,
        shift.SHIFT_KINDS,
        area.AREA_KINDS,
        audit.AUDIT_KINDS,
        PRE_APPLICATION_KINDS,
        ONLINE_REQUEST_KINDS,
        review.REVIEW_KINDS,
        PROJECT_KINDS,
        CONSULTATION_KINDS,
        TICKET_KINDS,
        SIGNATURE_KINDS,
        PACKAGE_KINDS,
        ESCALATION_KINDS,
        RATING_KINDS,
        OFFICE_DAY_KINDS,
    )
    for family in families:
        for kind, (schema, body) in family.items():
            types.register(kind, body, schema)
    projectors = (
        CaseProjector(),
        DocumentProjector(),
        OfficeProjector(),
        ShiftProjector(),
        PreApplicationProjector(),
        OnlineRequestProjector(),
        PackageProjector(),
        EscalationProjector(),
        RatedProjector(),
        TicketProjector(),
        SignatureProjector(),
    )
    return Program(version, types, projectors)


@dataclass(frozen=True)
class Library:
    """Read-only knowledge: the catalogue in force, the calendar, the evaluator, and how an older release is decoded."""

    catalogue: Catalogue
    calendar: WorkCalendar
    evaluate: Evaluate
    encode: Callable[[Catalogue], bytes]
    decode: Callable[[bytes], Catalogue]
    profiles: Mapping[str, Profile] = field(default_factory=dict)


class Workplace:
    """What a use case is given. Holds no rule; knows who works here, where, with which catalogue and calendar."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store = store
        self.library = library
        self.signer: SigningKey | None = None
        self.certificate: bytes | None = None
        self.certified_mark = ""
        self._releases: dict[str, Catalogue] = {library.catalogue.hash: library.catalogue}
        with store.read() as connection:
            self.settings: HallSettings = read_settings(read_setting(connection, HALL))
            announced = read_bytes(connection, RELEASES) is not None
        if announced:
            self._take_started_release()
        self._keep_release()
        make_area_key(store)

    @property
    def catalogue(self) -> Catalogue:
        """The release in force for new cases."""
        return self.library.catalogue

    @property
    def profile(self) -> Profile:
        """What kind of counter this is; an unknown kind in the settings is an undifferentiated one."""
        return self.library.profiles.get(self.settings.profile, UNDIFFERENTIATED)

    @property
    def calendar(self) -> WorkCalendar:
        """The work calendar in force."""
        return self.library.calendar

    @property
    def counter(self) -> str:
        """Number of the counter: C03."""
        return self.store.journal.counter

    @property
    def mark(self) -> str:
        """Counter and mark of the journal: C03A; stands in every number drawn here."""
        return f"{self.store.journal.counter}{self.store.journal.mark}"

    @property
    def evaluation(self) -> bool:
        """Whether this is an evaluation store: its papers say 样张."""
        return self.store.journal.evaluation

    @property
    def clerk(self) -> str:
        """Log-in name of the clerk at work."""
        return self.store.account.name

    def today(self, on: date | None = None) -> date:
        """The effective day by Chinese time."""
        return self.store.now(self.day_allowed(on)).today

    def day_allowed(self, on: date | None) -> date | None:
        """A date given from outside, allowed in evaluation stores only."""
        if on is not None and not self.evaluation:
            raise InputProblem("INPUT-ON", "只有评估用的数据库可以指定日期（on）；正式数据库按自己的时钟。", "on")
        return on

    def stationery(self, *, offline: bool = True) -> Stationery:
        """What stands on every paper."""
        s = self.settings
        account = self.store.account
        return Stationery(
            hall=s.hall,
            clerk=account.name,
            clerk_number=getattr(account, "number", ""),
            reconsideration=s.reconsideration,
            court=s.court,
            evaluation=self.evaluation,
            offline=offline and not self.evaluation,
            hall_phone=s.hall_phone,
            supervision_phone=s.supervision_phone,
        )

    def surroundings(self, item_code: str, release: str, today: date) -> Surroundings:
        """What a decision about this item depends on; the item as in the release that the case is bound to."""
        catalogue = self.release(release)
        item = self.profile.at_counter(catalogue.by_code[item_code])
        return Surroundings(
            item=item,
            release=catalogue.hash,
            department=catalogue.department_of(item).full_name,
            calendar=self.calendar,
            evaluate=self.library.evaluate,
            today=today,
            counter=self.counter,
        )

    def release(self, digest: str) -> Catalogue:
        """A release by its hash: the one in force, or an older one that a case is bound to."""
        if digest not in self._releases:
            with self.store.read() as connection:
                data = read_bytes(connection, f"release:{digest}")
            if data is None:
                raise Refusal("STATE-RELEASE", "本机没有这个办件所用的事项库版本，请先更新事项库。")
            self._releases[digest] = self.library.decode(data)
        return self._releases[digest]

    def put_in_force(self, catalogue: Catalogue) -> None:
        """Let a release be in force for new cases from now on; cases that are bound to another stay with theirs."""
        self.library = replace(self.library, catalogue=catalogue)
        self._releases[catalogue.hash] = catalogue
        self._keep_release()

    def _take_started_release(self) -> None:
        from app.usecases.releases_here import take_started_release

        take_started_release(self)

    def change_settings(self, **changes: Any) -> HallSettings:
        """Change settings of the hall; what does not fit raises InputProblem and nothing is changed."""
        import msgspec

        try:
            wanted = msgspec.convert(msgspec.to_builtins(replace(self.settings, **changes)), HallSettings)
        except (msgspec.ValidationError, TypeError) as error:
            raise InputProblem("INPUT-SETTING", f"设置不合要求：{error}") from error
        with self.store.write() as uow:
            write_setting(uow.connection, HALL, msgspec.to_builtins(wanted))
            uow.commit()
        self.settings = wanted
        return wanted

    def find_case(self, case_no: str) -> CaseState:
        """The state of a case by its number, or by the number of one of its documents; Refusal STATE-UNKNOWN."""
        with self.store.read() as connection:
            return case_by_number(connection, case_no)

    def _keep_release(self) -> None:
        """Keep the catalogue in force, so that a case stays with its release for life (同标同源)."""
        digest = self.catalogue.hash
        with self.store.read() as connection:
            if read_setting(connection, "release:current") == digest:
                return
        with self.store.write() as uow:
            write_bytes(uow.connection, f"release:{digest}", self.library.encode(self.catalogue))
            write_setting(uow.connection, "release:current", digest)
            from app.store.event import NewEvent, Subject

            body = shift.CatalogueInForce(self.catalogue.number, digest)
            uow.append([NewEvent(Subject("desk", self.store.journal.id), body)])
            uow.commit()


def case_by_number(connection: Connection, case_no: str) -> CaseState:
    """The state of a case by its number; Refusal STATE-UNKNOWN names the number, STATE-ELSEWHERE who has the case."""
    wanted = case_no.strip().upper()
    data = connection.execute(select(cases_table.c.state).where(cases_table.c.case_no == wanted)).scalar()
    if data is None:
        from app.usecases.transferring import refuse_unknown

        refuse_unknown(connection, wanted)
        raise AssertionError("an unknown number is refused")
    return decode_state(data)


def chinese_time(moment: datetime) -> datetime:
    """A moment as the hall's clock shows it."""
    return moment.astimezone(CHINA)
