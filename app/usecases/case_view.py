"""What the page of a case shows: state in words, clocks, papers, story, and what can be done to it now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.case.decide import CORRECTABLE, resolve_filing
from app.domain.case.procedures import PROCEDURE_ZH
from app.domain.case.status import (
    STATUS_ZH,
    Status,
    is_deemed_accepted,
    running,
    status,
    told_in_time,
)
from app.domain.case.tasks import Task, short, tasks, without_successor
from app.domain.checklist.filing import DELIVERY_ZH, PROVIDED_ZH, RELATION_ZH
from app.domain.documents.kinds import KIND_TITLE, NOTICES
from app.domain.identity.check import grouped
from app.domain.law.calendar import WEEKDAYS_ZH
from app.domain.law.citations import RULES_BY_ID
from app.domain.law.limit import Limit
from app.domain.refusal import Refusal
from app.store.case_projection import refuse_unreadable
from app.store.event import Subject
from app.usecases.act import kept_originals
from app.usecases.case_clocks import ClockLine, Tone, clocks_of
from app.usecases.escalations import escalations_of
from app.usecases.online_requests import RequestView
from app.usecases.package_notices import told_elsewhere
from app.usecases.package_queries import package_lines
from app.usecases.papers import ID_LABEL, shown_value
from app.usecases.rights import allowed, own_hall, require
from app.usecases.scans import ScanLine, scans_of
from app.usecases.story import RECORD_FIELDS, TOLD_ZH, StoryLine, account_names, story_of
from app.usecases.transferring import refuse_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.decide import Surroundings
    from app.domain.case.state import CaseState, DocumentState
    from app.domain.catalog.resolve import Resolved
    from app.domain.law.calendar import WorkCalendar
    from app.usecases.escalations import EscalationRow
    from app.usecases.workplace import Workplace

CaseAction = Literal[
    "complete-correction", "give-verdict", "supply-deferred", "withdraw", "correct-record", "return-originals",
    "transcribe", "answer-return", "issue", "transfer",
]  # fmt: skip
_TONE: dict[Status, Tone] = {
    "received": "plain",
    "deemed-accepted": "bad",
    "correction": "caution",
    "accepted": "good",
    "suspended": "caution",
    "granted": "good",
    "refused": "bad",
    "issued": "good",
    "withdrawn": "plain",
    "not-accepted": "plain",
    "not-required": "plain",
}


@dataclass(frozen=True)
class PaperLine:
    """A document of the case: where it stands, what became of its sheets, and what can be done with it now."""

    number: str
    kind: str
    title: str
    issued_on: str
    status: str
    sheets: str
    tone: Tone
    can: frozenset[str]


@dataclass(frozen=True)
class MaterialState:
    """A material of the case: how it was brought, and what is still open about it."""

    key: str
    name: str
    brought: str
    note: str
    tone: Tone


@dataclass(frozen=True)
class OwedMaterial:
    """A deferred material still owed: its day, and the points that are checked when it comes."""

    key: str
    name: str
    until: str
    late: bool
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseView:
    """The whole page. `fields` are those that a recorded correction may change, with their present values.

    `notice` says why the case can only be seen and printed here, and what to do; empty where it can be acted on.
    `remedies` of a refusal are the ways to go against it, each with the last day once it has reached the person.
    `matters` are what could not be done about it 办不成事: number, and how it stands.
    `package` tells the theme package that the case is a member of, and how each of its members stands.
    `scans` are those of all materials, also of what was brought before and replaced. `requests` are those that the
    applicant filed online about it and nobody has answered, the oldest first.
    """

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    department: str
    status: Status
    headline: str
    subline: str
    tone: Tone
    party: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]
    clocks: tuple[ClockLine, ...]
    papers: tuple[PaperLine, ...]
    materials: tuple[MaterialState, ...]
    reasons: tuple[str, ...]
    owed: tuple[OwedMaterial, ...]
    originals: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, str], ...]
    tasks: tuple[Task, ...]
    story: tuple[StoryLine, ...]
    foreign_number: str
    actions: frozenset[CaseAction]
    notice: str = ""
    remedies: tuple[tuple[str, str], ...] = ()
    package: tuple[tuple[str, str], ...] = ()
    matters: tuple[tuple[str, str], ...] = ()
    scans: tuple[ScanLine, ...] = ()
    requests: tuple[RequestView, ...] = ()


def read_case(workplace: Workplace, case_no: str) -> CaseView:
    """The page of a case by its number; Refusal STATE-UNKNOWN."""
    require(workplace, "open-record")
    state, today = workplace.find_case(case_no), workplace.today()
    around = workplace.surroundings(state.item_code, state.release, today)
    events = workplace.store.events_of(Subject("case", state.case_id))
    view = view_of(state, around, story_of(workplace, events), _notice(workplace, state))
    names = {m.key: m.name for m in around.item.materials}
    view = replace(view, scans=scans_of(workplace, state, events, names, account_names(workplace)))
    if state.package:
        papers = (*view.papers, *_papers_elsewhere(workplace, state, only_seen=bool(view.notice)))
        view = replace(view, package=package_lines(workplace, state.package), papers=papers)
    view = replace(view, matters=tuple((row.number, _matter(row)) for row in escalations_of(workplace, state.case_no)))
    return replace(view, actions=view.actions | {"transfer"}) if _may_transfer(workplace, state, view) else view


def _matter(row: EscalationRow) -> str:
    """How a matter stands: 11-26 前答复，王芳负责; or what became of it."""
    if row.closed_on:
        return f"{row.closed_on} 办结，{'办成了' if row.solved else '依法办不了，已说明'}"
    return f"{row.until} 前答复，{row.owner}负责" + ("（已过期限）" if row.overdue else "")


def _may_transfer(workplace: Workplace, state: CaseState, view: CaseView) -> bool:
    """Whether who is at work may give the case to another hall: a lead, of a desk that belongs to a server."""
    if state.ended or view.notice or not allowed(workplace, "transfer"):
        return False
    with workplace.store.read() as connection:
        return own_hall(connection) is not None


def view_of(state: CaseState, around: Surroundings, lines: tuple[StoryLine, ...], notice: str = "") -> CaseView:
    """The page of a case from its state; `notice` says why nothing can be done with it here."""
    today = around.today
    resolved = resolve_filing(state.filing, around)
    now = status(state, today)
    headline, subline = _headline(state, today)
    return CaseView(
        case_id=state.case_id,
        case_no=state.case_no,
        item_name=state.item_name,
        applicant=state.filing.applicant.name,
        department=state.department,
        status=now,
        headline=headline,
        subline=subline,
        tone=_TONE.get(now, "plain"),
        party=tuple(_party(state)),
        form=tuple(_form(state, resolved)),
        clocks=tuple(clocks_of(state, today, around.calendar)),
        papers=tuple(_paper(state, d, only_seen=bool(notice)) for d in state.documents.values()),
        materials=tuple(_materials(state, resolved)),
        reasons=tuple(r.requirement or r.text for r in state.reasons),
        owed=tuple(_owed(state, resolved, today)),
        originals=tuple((k, _material_name(resolved, k)) for k in kept_originals(state)),
        fields=tuple(_fields(state, around)),
        tasks=tasks(state, today, around.calendar),
        story=lines,
        foreign_number=state.foreign_number,
        actions=frozenset() if notice else _actions(state, today),
        notice=notice,
        remedies=tuple(_remedies(state, around.calendar)),
    )


def _notice(workplace: Workplace, state: CaseState) -> str:
    """Why nothing can be done with the case at this desk: it cannot read all of it, or another hall has it."""
    with workplace.store.read() as connection:
        try:
            refuse_unreadable(connection, state.case_id)
            refuse_left(connection, state, own_hall(connection))
        except Refusal as refusal:
            return refusal.message
    return ""


def _headline(state: CaseState, today: date) -> tuple[str, str]:
    """The state in big words, and one line below."""
    now, clocks = status(state, today), running(state, today)
    words = STATUS_ZH[now]
    if now == "deemed-accepted":
        return words, f"期内未告知补正，自 {state.received_on} 收到之日起即为受理"
    if now == "accepted":
        words = "容缺受理" if state.open_deferrals else words
        mark = "（预计）" if clocks.provisional else ""
        owed = f"；还差 {len(state.open_deferrals)} 份容缺材料" if state.open_deferrals else ""
        return words, f"{state.accepted_on} 受理，承诺 {clocks.promised}{mark} 前办结{owed}"
    if now == "correction":
        told = "已告知" if told_in_time(state) else "告知书还没有送达"
        return words, f"{len(state.reasons)} 处要补正，{told}"
    if now == "received":
        if state.for_authority:
            return words, f"代{state.for_authority}收件"
        return words, "补正材料已收到，等结论" if state.resubmitted else "等结论：受理，或者一次性告知补正"
    if now == "not-accepted":
        return words, f"向{state.authority}申请"
    if now == "withdrawn":
        return words, f"{state.withdrawn_on} 申请人撤回"
    if state.suspended is not None:
        going = state.suspended
        return words, f"{PROCEDURE_ZH[going.procedure]}，{going.start} 起，预计 {going.until} 结束；期间不计入期限"
    if state.decided:
        return words, _decided(state)
    return words, "；".join(r.text for r in state.reasons)


def _decided(state: CaseState) -> str:
    """What was decided, and whether it has reached the person."""
    decision = state.grant or state.refusal
    if decision is None:
        return ""
    served = f"{state.served_on} 送达" if state.served_on else f"{decision.serve_by.date} 前送达"
    return f"{decision.on} 作出决定，{served}"


RECONSIDER, SUE = Limit(60, "day"), Limit(6, "month")
"""Until when a decision can be gone against, from the day on which it reached the person. Rules: RECON-20, LITIG-46."""


def _remedies(state: CaseState, calendar: WorkCalendar) -> Iterator[tuple[str, str]]:
    """The ways to go against a refusal: as it says itself, and each with its last day."""
    if state.refusal is None:
        return
    yield "救济途径", state.refusal.remedies
    if not state.served_on:
        yield "期限", "自收到决定书之日起计算，现在还没有送达"
        return
    served = date.fromisoformat(state.served_on)
    for title, limit, rule in (("行政复议", RECONSIDER, "RECON-20"), ("行政诉讼", SUE, "LITIG-46")):
        last = calendar.add(served, limit).date
        yield title, f"{last} {WEEKDAYS_ZH[last.weekday()]} 前（{served} 送达；{RULES_BY_ID[rule].citation}）"


def _party(state: CaseState) -> Iterator[tuple[str, str]]:
    who = state.filing.applicant
    yield "办件编号", state.case_no
    yield "申请人", who.name
    yield ID_LABEL.get(who.id_type, "证件号码"), grouped(who.id_number, who.id_type)
    if who.operator:
        yield "经营者", who.operator.name
    if who.legal_representative:
        yield "法定代表人", who.legal_representative.name
    if who.phone or who.contact:
        yield "联系方式", who.phone or who.contact
    if state.filing.agent:
        yield RELATION_ZH[state.filing.agent.relation], state.filing.agent.person.name
    yield "领取方式", DELIVERY_ZH[state.filing.service]


def _form(state: CaseState, resolved: Resolved) -> Iterator[tuple[str, str]]:
    for field in resolved.form:
        value = shown_value(field, state.filing.form.get(field.key))
        if value:
            yield field.label, value


# ---- papers ----


_SEEN = frozenset({"preview", "print", "reprint"})
"""What may be done with a paper of a case that is only seen here."""


def _paper(state: CaseState, d: DocumentState, *, only_seen: bool = False) -> PaperLine:
    line = _paper_line(state, d)
    return replace(line, can=line.can & _SEEN) if only_seen else line


def _papers_elsewhere(workplace: Workplace, state: CaseState, *, only_seen: bool) -> Iterator[PaperLine]:
    """Papers of other cases of the package that tell this case too: acted on by their number, as from their own case."""
    with workplace.store.read() as connection:
        found = list(told_elsewhere(connection, state))
    for other, document in found:
        line = _paper(other, replace(document, also=()), only_seen=only_seen)
        where = f"与 {other.case_no} 同一份"
        yield replace(line, sheets=" · ".join(part for part in (line.sheets, where) if part))


def _paper_line(state: CaseState, d: DocumentState) -> PaperLine:
    title = next((t for k, t in KIND_TITLE.items() if k == d.kind), "文书")
    if d.voided:
        can = {"preview"} | ({"reissue"} if d in without_successor(state) else set())
        return PaperLine(d.number, d.kind, title, d.issued_on, "已作废", d.voided, "plain", frozenset(can))
    can = {"preview", "void"} | ({"reprint"} if d.printed else {"print"})
    if not d.told:
        can.add("told")
    if d.printed and not d.sealed:
        can.add("seal")
    standing, tone = _paper_standing(d)
    parts = [f"出纸 {d.printed} 份" if d.printed else "", "已盖章" if d.sealed else ""]
    parts += [f"废 {d.spoiled} 张" if d.spoiled else "", f"补打 {d.reprints} 次" if d.reprints else ""]
    parts.append(f"同时告知另 {len(d.also)} 件" if d.also else "")
    return PaperLine(
        d.number, d.kind, title, d.issued_on, standing, " · ".join(filter(None, parts)), tone, frozenset(can)
    )


def _paper_standing(d: DocumentState) -> tuple[str, Tone]:
    """Where a document in force stands: told, or what is to happen next."""
    if d.told:
        return f"{d.told_on[5:]} {TOLD_ZH[d.told]}", "good"  # type: ignore[index]  # one of its keys here
    if not d.printed:
        return ("等确认出纸" if d.spooled else "还没有打印"), "caution"
    return ("还没有送达", "caution") if d.kind in NOTICES else ("已出纸", "good")


# ---- materials ----


def _materials(state: CaseState, resolved: Resolved) -> Iterator[MaterialState]:
    deferred = {d.material: d.until for d in state.deferrals if d.material in state.open_deferrals}
    committed = {c.material for c in state.commitments}
    asked = {r.material for r in state.reasons} if state.phase == "correction" else set()
    for found in resolved.materials:
        key, entry = found.material.key, state.filing.entry(found.material.key)
        brought = "、".join(PROVIDED_ZH[p] for p in entry.provided)
        note, tone = "", "plain"
        if key in deferred:
            note, tone = f"容缺，{deferred[key]} 前补交", "caution"
        elif key in committed:
            note = "告知承诺代替"
        elif key in asked:
            note, tone = "要补正", "bad"
        elif key in state.returned:
            note = f"{state.returned[key]} 已退还"
        elif "original-kept" in entry.provided:
            note = "原件在窗口"
        if brought or note:
            yield MaterialState(key, found.material.name, brought or "未带", note, tone)  # type: ignore[arg-type]  # a Tone
    for extra in state.filing.extra:
        yield MaterialState("", extra.name, "清单以外", extra.reason, "caution")


def _material_name(resolved: Resolved, key: str) -> str:
    found = resolved.item.material(key)
    return found.name if found else key


def _owed(state: CaseState, resolved: Resolved, today: date) -> Iterator[OwedMaterial]:
    for deferral in state.deferrals:
        if deferral.material not in state.open_deferrals:
            continue
        found = resolved.material(deferral.material)
        points = tuple((p.point.key, p.point.text) for p in found.points if p.point.check == "eye") if found else ()
        until = date.fromisoformat(deferral.until)
        yield OwedMaterial(deferral.material, deferral.name, short(until, today), today > until, points)


# ---- what can be done ----


def _fields(state: CaseState, around: Surroundings) -> Iterator[tuple[str, str, str]]:
    """Fields that a recorded correction may change: key, label, present value."""
    for key in CORRECTABLE:
        value = state.filing.service if key == "service" else getattr(state.filing.applicant, key.split(".")[1]) or ""
        yield key, RECORD_FIELDS[key], value
    for field in around.item.form:
        value = state.filing.form.get(field.key, "")
        yield f"form.{field.key}", field.label, str(value)


def _actions(state: CaseState, today: date) -> frozenset[CaseAction]:
    """What the state of the case lets one do; whether the law does too is decided when it is done."""
    found: set[CaseAction] = {"correct-record", "transcribe"}
    deemed = is_deemed_accepted(state, today)
    if deemed or (state.phase == "received" and not state.for_authority):
        found.add("give-verdict")
    if state.phase == "correction":
        found.add("complete-correction")
    if state.open_deferrals and not state.decided:
        found.add("supply-deferred")
    if state.sent_back is not None:
        found.add("answer-return")
    if state.decided and not state.ended:
        found.add("issue")
    if not (state.ended or state.decided):
        found.add("withdraw")
    if kept_originals(state):
        found.add("return-originals")
    return frozenset(found)
