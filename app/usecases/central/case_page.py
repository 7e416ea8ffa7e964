"""The page of a case for those who decide on it: who, what, what the counter checked, what is theirs to check, the story.

That it was opened is noted in the server's journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.audit import AUDIT, RecordOpened
from app.domain.case.decide import resolve_filing
from app.domain.case.settling import DOCUMENTS, conflict_of
from app.domain.case.state import CaseState
from app.domain.case.status import overdue, status
from app.domain.case.waiting import STAGE_ZH, waiting
from app.domain.checklist.filing import PROVIDED_ZH
from app.domain.consultation.events import CONSULTATION
from app.domain.consultation.state import ConsultationState
from app.domain.documents.remedies import remedies_text
from app.domain.package.standing import MEMBER_ZH, STATUS_ZH
from app.domain.project.events import PROJECT
from app.domain.project.state import ProjectState
from app.domain.refusal import Refusal
from app.domain.review import ReviewState
from app.domain.rights import may
from app.settings import HallSettings
from app.store.central.heads import CaseHead
from app.store.central.records import records_about
from app.store.central.tasks import Task, task
from app.store.clock import CHINA
from app.store.event import NewEvent, StoredEvent, Subject
from app.usecases.case_view import CaseView, view_of
from app.usecases.central.acting import Actor
from app.usecases.central.case_documents import DocumentShown, documents_of, standing_of
from app.usecases.central.case_files import CaseFile, MaterialFiles, files_within, members_within
from app.usecases.central.cases import case_within, events_within
from app.usecases.central.hall import hall_of
from app.usecases.central.own_journal import append_own
from app.usecases.central.own_subjects import present
from app.usecases.central.packages import CentralPackage, package_within
from app.usecases.central.request_lines import RequestLine, lines_within
from app.usecases.central.reviews import bare_surroundings, review_within, surroundings_at_centre
from app.usecases.central.server import Server
from app.usecases.central.work_list import URGED
from app.usecases.settling import acted
from app.usecases.story import names_without_release, tell, who_of, words_of
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from app.domain.case.decide import Surroundings
    from app.domain.catalog.resolve import Resolved, ResolvedMaterial
    from app.domain.catalog.service_item import ReviewPoint
    from app.domain.review import PointTicked


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A point as the counter answered it; `by` says who checked: the program, or the counter."""

    text: str
    answer: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class TickShown:
    """A point of the department's stage. `found` is empty while nobody has looked at it."""

    key: str
    text: str
    basis: str
    found: str
    remark: str
    who: str
    on: str


@dataclass(frozen=True, slots=True)
class OthersTick:
    """What another department found on the same paper."""

    text: str
    found: str
    remark: str
    department: str
    who: str
    on: str


@dataclass(frozen=True, slots=True)
class MaterialSeen:
    """A material: how it was brought, what the counter checked, what is the department's to check, what others found."""

    key: str
    name: str
    brought: str
    note: str
    tone: str
    remark: str
    pages: int
    points: tuple[PointSeen, ...]
    ticks: tuple[TickShown, ...]
    others: tuple[OthersTick, ...]
    files: tuple[CaseFile, ...]


@dataclass(frozen=True, slots=True)
class OpinionShown:
    """An opinion of a department, of this case or of another one of its package."""

    department: str
    agrees: bool
    text: str
    on: str
    case_no: str


@dataclass(frozen=True, slots=True)
class MemberShown:
    """Another case of the same package."""

    case_no: str
    item_name: str
    department: str
    status: str
    due: str


@dataclass(frozen=True, slots=True)
class PackageShown:
    """The theme package of the case: its promise, who leads, and members that are not filed yet with what they wait for."""

    name: str
    package_no: str
    promised: str
    lead: str
    standing: str
    unfiled: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One of the versions between which a lead decides. `key` is what `settle` takes."""

    key: str
    stands: bool
    title: str
    detail: str
    who: str
    at: str
    papers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CasePage:
    """The whole page. `acts` are the acts that state and role let this person do; the law has the last word."""

    view: CaseView
    hall: str
    stage: str
    overdue: bool
    contested: bool
    materials: tuple[MaterialSeen, ...]
    other_files: tuple[MaterialFiles, ...]
    opinions: tuple[OpinionShown, ...]
    members: tuple[MemberShown, ...]
    package: PackageShown | None
    documents: tuple[DocumentShown, ...]
    told_elsewhere: tuple[DocumentShown, ...]
    versions: tuple[VersionCard, ...]
    asks_applicant: bool
    acts: tuple[str, ...]
    may_tick: bool
    remedies: str
    urged: str
    may_urge: bool
    sent_back: str
    proposed: str
    going: str
    applicant: tuple[str, str, str]
    joint: tuple[tuple[str, str, str, str], ...]
    mergeable: tuple[MemberShown, ...]
    deliverable: tuple[MemberShown, ...]
    asked: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    correcting: bool
    requests: tuple[RequestLine, ...]
    state: CaseState


def case_page(server: Server, case_no: str, actor: Actor, account: str, *, way: str = "console") -> CasePage:
    """The page of a case; that it was opened is an event. Refusal STATE-UNKNOWN, also for one that was erased."""
    now = server.now()
    with server.store.read() as connection:
        page = _read(server, connection, case_no, actor, now.astimezone(CHINA).date())
    opened = NewEvent(Subject(AUDIT, page.head.case_id), RecordOpened(page.head.case_id, account, way))
    with server.store.write() as connection:  # by itself: while it lasts nobody else gets a position
        append_own(server.ledger, connection, [opened], account, now)
    return page.made()


def _read(server: Server, connection: Connection, case_no: str, actor: Actor, today: date) -> _Page:
    """Everything that the page is made of, from one snapshot."""
    head = case_within(connection, server.ledger, case_no)
    if head is None or head.state.erased:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", case_no)
    package = package_within(connection, server.ledger, head.state.package)
    events = events_within(connection, server.ledger, head.case_id)
    members = members_within(server, connection, head)
    review = review_within(server, connection, head.state)
    people = {x.actor for x in events} | {tick.by for tick in review.ticks.values()}
    return _Page(
        server=server,
        head=head,
        today=today,
        actor=actor,
        accounts=server.accounts.names(connection, people),
        events=events,
        members=members,
        files=files_within(server, connection, head, members, events),
        urged=task(connection, server.area, f"{URGED}:{head.case_id}"),
        hall=hall_of(server, connection),
        review=review,
        joint=tuple(_joint(server, connection, head.case_id)),
        package=package,
        requests=lines_within(server, connection, head),
    )


def _joint(server: Server, connection: Connection, case_id: str) -> Iterator[tuple[str, str, str, str]]:
    """Projects and consultations that the case belongs to: kind, id, name, and the leader who supervises it."""
    for kind, identity in records_about(connection, server.area, case_id):
        if kind == PROJECT:
            project = present(server, connection, kind, identity, ProjectState)
            yield kind, identity, project.name, project.leader
        elif kind == CONSULTATION:
            held = present(server, connection, kind, identity, ConsultationState).held
            yield kind, identity, held.subject, held.leader


@dataclass(frozen=True)
class _Page:
    """What the page is made of; puts it together."""

    server: Server
    head: CaseHead
    today: date
    actor: Actor
    accounts: Mapping[str, str]
    events: Sequence[StoredEvent]
    members: Sequence[CaseHead]
    files: Sequence[MaterialFiles]
    urged: Task | None
    hall: HallSettings
    review: ReviewState
    joint: tuple[tuple[str, str, str, str], ...]
    package: CentralPackage | None
    requests: tuple[RequestLine, ...]

    def made(self) -> CasePage:
        """The page."""
        urged, hall = self.urged, self.hall
        head, state = self.head, self.head.state
        around, notice = self._around()
        story = tell(self.events, names_without_release([x.body for x in self.events]), self.accounts)
        stage = waiting(state).stage
        going = state.suspended
        waits = stage in ("proposed", "review", "returned", "suspended")
        standing = urged is not None and urged.done_at is None and waits
        collector = state.filing.agent.person if state.filing.agent else state.filing.applicant.natural_person
        conflict = conflict_of(state, [acted(x) for x in self.events]) if state.contested else None
        view = view_of(state, around, story, notice)
        materials = tuple(self._materials(around, view, self.review))
        shown = {one.key for one in materials}
        return CasePage(
            view=view,
            hall=head.hall,
            stage=STAGE_ZH.get(stage, ""),
            overdue=overdue(state, self.today),
            contested=head.contested,
            materials=materials,
            other_files=tuple(one for one in self.files if one.key not in shown),
            opinions=tuple(self._opinions()),
            members=tuple(self._member(one) for one in self.members),
            package=self._package(),
            documents=tuple(documents_of(state)),
            told_elsewhere=tuple(d for one in self.members for d in documents_of(one.state, about=head.case_no)),
            versions=tuple(self._versions()),
            asks_applicant=conflict is not None and conflict.touches_will,
            acts=() if notice else acts_open(state, self.actor, self.today),
            may_tick=self._may_tick(state),
            remedies=remedies_text(hall.reconsideration, hall.court),
            urged=urged.detail if urged is not None and standing else "",
            may_urge=waits and not standing and may(self.actor.role, "urge"),
            sent_back=f"{state.sent_back.on} {state.sent_back.reason}" if state.sent_back else "",
            proposed=state.proposed or "",
            going=going.procedure if going else "",
            applicant=(collector.id_type, collector.id_number, collector.name),
            joint=self.joint,
            mergeable=tuple(self._member(one) for one in self.members if _merges(state, one.state)),
            deliverable=tuple(self._member(one) for one in self.members if _waits_for_issuance(one.state)),
            asked=tuple(self._asked(around)),
            correcting=state.phase == "correction",
            requests=self.requests,
            state=state,
        )

    def _asked(self, around: Surroundings) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
        """Materials that the applicant still brings, with the points that are then looked at: key, name, points."""
        state = self.head.state
        asked = {r.material for r in state.reasons} if state.phase == "correction" else set(state.open_deferrals)
        if not asked:
            return
        for found in resolve_filing(state.filing, around).materials:
            if found.material.key in asked:
                points = [(p.point.key, p.point.text) for p in found.points if p.point.check == "eye"]
                yield found.material.key, found.material.name, tuple(points)

    def _around(self) -> tuple[Surroundings, str]:
        """What the page knows of the item, and what is to be said where the server has not its release."""
        try:
            return surroundings_at_centre(self.server, self.head.state, self.today), ""
        except Refusal as refusal:
            return bare_surroundings(self.head.state, self.today), refusal.message

    def _may_tick(self, state: CaseState) -> bool:
        own = not self.actor.department or self.actor.department in state.department
        return own and may(self.actor.role, "tick-points") and state.phase in ("received", "accepted")

    def _materials(self, around: Surroundings, view: CaseView, review: ReviewState) -> Iterator[MaterialSeen]:
        state = self.head.state
        resolved: Resolved = resolve_filing(state.filing, around)
        lines = {line.key: line for line in view.materials}
        scans = {one.key: one.files for one in self.files}
        for found in resolved.materials:
            line = lines.get(found.material.key)
            entry = state.filing.entry(found.material.key)
            ticks = tuple(self._tick(review, found, p) for p in found.department_points)
            others = tuple(self._other(t) for t in review.of_material(found.material.identity, state.case_id))
            if line is None and not ticks:
                continue
            yield MaterialSeen(
                key=found.material.key,
                name=found.material.name,
                brought="、".join(PROVIDED_ZH[p] for p in entry.provided) or "未带",
                note=line.note if line else "",
                tone=line.tone if line else "plain",
                remark=entry.remark,
                pages=entry.pages,
                points=tuple(self._points(found)),
                ticks=ticks,
                others=others,
                files=scans.get(found.material.key, ()),
            )

    def _points(self, found: ResolvedMaterial) -> Iterator[PointSeen]:
        entry = self.head.state.filing.entry(found.material.key)
        if not entry.brought:
            return
        for point in found.points:
            key = point.point.key
            answer = entry.points.get(key, "")
            if not answer and point.outcome is not None:
                answer = "pass" if point.outcome else "fail"
            by = "program" if point.point.check == "auto" and key not in entry.points else "counter"
            note = entry.override.get(key, "") or entry.unable.get(key, "")
            yield PointSeen(point.point.text, answer, by, note)

    def _tick(self, review: ReviewState, found: ResolvedMaterial, point: ReviewPoint) -> TickShown:
        identity = found.material.identity
        last = review.of(self.head.case_id, identity, point.key)
        key = f"{identity}|{point.key}"
        if last is None:
            return TickShown(key, point.text, point.basis, "", "", "", "")
        return TickShown(key, point.text, point.basis, last.found, last.remark, self._who(last.by), last.on)

    def _other(self, tick: PointTicked) -> OthersTick:
        return OthersTick(tick.text, tick.found, tick.remark, tick.department, self._who(tick.by), tick.on)

    def _who(self, account: str) -> str:
        return who_of(account, self.accounts)

    def _opinions(self) -> Iterator[OpinionShown]:
        for head in (self.head, *self.members):
            for given in head.state.opinions:
                yield OpinionShown(given.department, given.result == "agree", given.text, given.on, head.case_no)

    def _package(self) -> PackageShown | None:
        found = self.package
        if found is None:
            return None
        state, lines = found.state, found.now.members
        unfiled = [(m.member.item_name, "、".join((MEMBER_ZH[m.is_], *m.on))) for m in lines if not m.member.case_id]
        standing = STATUS_ZH[found.now.status]
        return PackageShown(state.name, state.package_no, state.promised.date, state.joint, standing, tuple(unfiled))

    def _member(self, head: CaseHead) -> MemberShown:
        awaited = waiting(head.state)
        name = head.state.item_name
        return MemberShown(head.case_no, name, head.state.department, status(head.state, self.today), awaited.due)

    def _versions(self) -> Iterator[VersionCard]:
        state = self.head.state
        conflict = conflict_of(state, [acted(x) for x in self.events]) if state.contested else None
        names = names_without_release([x.body for x in self.events])
        for version in conflict.versions if conflict is not None else ():
            first = version.events[0]
            said = [words_of(x.body, names) for x in version.events if not isinstance(x.body, DOCUMENTS)]
            yield VersionCard(
                key=version.key,
                stands=version.stands,
                title="，".join(dict.fromkeys(text for text, _ in said if text)),
                detail="；".join(dict.fromkeys(detail for _, detail in said if detail)),
                who=self._who(first.actor),
                at=f"{chinese_time(first.at):%m-%d %H:%M}",
                papers=tuple((d.number, standing_of(d)) for d in version.papers if not d.voided),
            )


def acts_open(state: CaseState, actor: Actor, today: date) -> tuple[str, ...]:
    """The acts that a case in this state offers to this person; decided anew when one is done."""
    if actor.department and actor.department not in state.department:
        return ()
    return tuple(act for act in _offered(state, today) if may(actor.role, act))


def _merges(state: CaseState, other: CaseState) -> bool:
    """Whether one decision may grant the other case too 多审合一: one department, one kind, both to be decided."""
    alike = (state.department, state.item_kind) == (other.department, other.item_kind)
    return alike and all(one.phase == "accepted" and not one.suspended for one in (state, other))


def _waits_for_issuance(state: CaseState) -> bool:
    """Whether there is a result that has not reached the person yet."""
    return state.phase in ("granted", "refused") and not state.served_on and not state.contested


def _offered(state: CaseState, today: date) -> Iterator[str]:
    if state.contested:
        yield "settle"
    if state.proposed is not None or status(state, today) == "deemed-accepted":
        yield "give-verdict"
    if state.phase == "accepted" and state.suspended:
        yield from ("end-special-procedure", "opine", "return")
    elif state.phase == "accepted":
        yield from ("grant", "refuse", "opine", "return", "start-special-procedure", "extend")
    if state.phase == "correction":
        yield "complete-correction"
    if state.open_deferrals and state.phase == "accepted":
        yield "supply-deferred"
    if state.sent_back:
        yield "answer-return"
    if state.phase == "granted" or (state.phase == "refused" and not state.served_on):
        yield "issue"
    if any(not d.told and not d.voided for d in state.documents.values()):
        yield "told"
    if not state.ended and not state.decided:
        yield "withdraw"
    yield "correct-record"
    if any(not d.voided for d in state.documents.values()):
        yield "void-document"
    if not state.ended:
        yield "transfer"
