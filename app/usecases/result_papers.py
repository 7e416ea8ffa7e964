"""Papers from the decision on: decisions, special procedures, service, results; and papers that are about no one case.

As in `app.usecases.papers`, data is made from the state of a case; `other_paper` numbers and signs what its caller made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.checklist.filing import RELATION_ZH
from app.domain.documents.kinds import KIND_TITLE, LICENSING_ACT, form_of
from app.domain.documents.print_sets import result_set
from app.domain.documents.remedies import remedies_text
from app.domain.law.limit import Limit
from app.domain.refusal import Refusal
from app.usecases.papers import ID_LABEL, TOLD_TOGETHER, contact_of, due_of, heading_of, item_ref, party

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.domain.case.events import CaseGranted, CaseIssued
    from app.domain.catalog.department import Department
    from app.domain.documents.kinds import DocumentKind
    from app.domain.documents.print_sets import SetEntry
    from app.receipts import data as paper
    from app.receipts.data_results import ServiceManner
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.numbering import NumberedPaper, Numbering
    from app.usecases.papers import Occasion, Stationery
    from app.usecases.workplace import Workplace

COUNTER_ZH = "出件窗口"
_SERVED: dict[str, ServiceManner] = {"counter": "direct", "post": "post", "electronic": "electronic"}
_DECISIONS = ("decision-grant", "decision-refusal")


def papers_of_results(occasion: Occasion, happened: Sequence[Any]) -> tuple[SetEntry, ...]:
    """The papers that follow from what happened to a case from the decision on, in the order of the events."""
    state = occasion.state
    at_once = state.grant is not None and state.grant.immediate
    entries = [entry for event in happened for entry in result_set(occasion.item, event, at_once=at_once)]
    left_out = set(TOLD_TOGETHER) if occasion.covered else set()
    if state.grant is None:  # a refusal is served, and nothing is handed out with it
        left_out.add("result-receipt")
    return tuple(entry for entry in entries if entry.kind not in left_out)


def together(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    """The same occasions, of one act: the first case's decision 多审合一 or receipt 两证同发 tells all of them.

    Refusal STATE-MERGE unless all are of one applicant; a decision on all is one department's, on items of one kind.
    """
    first, *others = occasions
    if any(o.state.filing.applicant.id_number != first.state.filing.applicant.id_number for o in others):
        raise Refusal("STATE-MERGE", "不是同一申请人的办件，不能一并作出决定或者出件。")
    decided = any(isinstance(event, e.CaseGranted) for event in first.happened)
    alike = (first.department.key, first.item.kind)
    if decided and any((o.department.key, o.item.kind) != alike for o in others):
        raise Refusal("STATE-MERGE", "只有同一部门办理的同类事项，才能合并出一份决定书。")
    return (replace(first, together=tuple(others)), *(replace(o, covered=True) for o in others))


def _grant(o: Occasion, number: str) -> paper.DecisionGrant:
    from app.receipts import data as paper

    if isinstance(o.earlier, paper.DecisionGrant):
        return replace(o.earlier, heading=heading_of(o, number))
    grant = _granted_in(o)
    others = (replace(granted_line(x), case_no=x.state.case_no) for x in o.together)
    return paper.DecisionGrant(
        heading=heading_of(o, number),
        party=party(o.state.filing),
        item=item_ref(o.item),
        accepted_on=date.fromisoformat(o.state.accepted_on),
        granted=(granted_line(o), *others),
        contact=contact_of(o.department, o.stationery),
        serve_by=None if grant.immediate else due_of(grant.serve_by),
        at_once=grant.immediate,
    )


def granted_line(o: Occasion) -> paper.Granted:
    """What was granted in a case, as a decision says it."""
    from app.receipts import data as paper

    grant = _granted_in(o)
    return paper.Granted(
        item=item_ref(o.item),
        content=grant.content or o.item.name,
        result=_named_result(o),
        licence_no=grant.licence_no,
        valid_from=_day(grant.valid_from),
        valid_to=_day(grant.valid_to),
    )


def _named_result(o: Occasion) -> str:
    """The licence or paper that comes of a case; empty where that is the decision itself."""
    own = (form_of("decision-grant", o.item.kind).title, KIND_TITLE["decision-grant"], "准予许可决定")
    return "" if o.item.result in own else o.item.result


def _granted_in(o: Occasion) -> CaseGranted:
    if o.state.grant is None:
        raise AssertionError("only what was granted is told by this paper")
    return o.state.grant


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _refusal(o: Occasion, number: str) -> paper.DecisionRefusal:
    """The refusal; Refusal LAW-38-2 where something that the applicant is owed is empty."""
    from app.receipts import data as paper

    if isinstance(o.earlier, paper.DecisionRefusal):
        return replace(o.earlier, heading=heading_of(o, number))
    refusal = o.state.refusal
    if refusal is None:
        raise AssertionError("only what was refused is told by this paper")
    remedies = refusal.remedies or remedies_text(o.stationery.reconsideration, o.stationery.court)
    for place, label in (("facts", "查明的事实"), ("reasons", "理由"), ("basis", "依据")):
        if not getattr(refusal, place).strip():
            raise Refusal("LAW-38-2", f"不予决定要写明{label}，补齐后才能出具。", place)
    if o.item.kind != "licence" and LICENSING_ACT.strip("《》") in refusal.basis:
        raise Refusal("ENTRY-BASIS", "本事项不是行政许可，依据请写本事项自己的规定，不写行政许可法。", "basis")
    return paper.DecisionRefusal(
        heading=heading_of(o, number),
        party=party(o.state.filing),
        item=item_ref(o.item),
        accepted_on=date.fromisoformat(o.state.accepted_on),
        facts=refusal.facts,
        reasons=refusal.reasons,
        basis=refusal.basis,
        remedies=remedies,
        contact=contact_of(o.department, o.stationery),
    )


def _procedure(o: Occasion, number: str) -> paper.SpecialProcedureNotice:
    """The notice of the procedure that goes on. The dates expected are computed as if it ended on its expected day."""
    from app.receipts import data as paper

    going = o.state.suspended
    if going is None:
        raise AssertionError("only a procedure that goes on is told by this paper")
    legal, promised = o.state.legal, o.state.promised
    return paper.SpecialProcedureNotice(
        heading=heading_of(o, number),
        party=party(o.state.filing),
        item=item_ref(o.item),
        accepted_on=date.fromisoformat(o.state.accepted_on),
        procedure=going.procedure,
        days=Limit(going.days).text,
        start=date.fromisoformat(going.start),
        until=date.fromisoformat(going.until),
        contact=contact_of(o.department, o.stationery),
        legal=due_of(legal) if legal else None,
        promised=due_of(promised) if promised else None,
        before=_before(o),
    )


def _before(o: Occasion) -> paper.Due | None:
    """The legal date that held until now, as the event says that is being told."""
    from app.receipts import data as paper

    started = next((h for h in o.happened if isinstance(h, e.ProcedureStarted)), None)
    return paper.Due(date.fromisoformat(started.before)) if started is not None and started.before else None


def _issued_in(o: Occasion) -> CaseIssued:
    if o.state.issued is None:
        raise AssertionError("only what was issued is told by this paper")
    return o.state.issued


def _service(o: Occasion, number: str) -> paper.ServiceRecord:
    from app.receipts import data as paper

    issued = _issued_in(o)
    places = {"counter": f"{o.stationery.hall}{COUNTER_ZH}", "post": o.state.filing.applicant.contact}
    return paper.ServiceRecord(
        heading=heading_of(o, number),
        party=party(o.state.filing),
        item=item_ref(o.item),
        papers=tuple(_served(o)),
        manner="left" if issued.refused_to_sign else _SERVED[issued.manner],
        on=date.fromisoformat(issued.on),
        place=places.get(issued.manner, ""),
        contact=contact_of(o.department, o.stationery),
        clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number),
        collector=_collector(o),
        waybill=issued.waybill,
        late=_late(o),
        refusal_note=issued.refused_to_sign,
        witnesses=issued.witnesses,
    )


def _late(o: Occasion) -> str:
    """That it came after the day by which it was due, as the record says it; empty where it did not. Rule: LAW-44-1."""
    from app.receipts.data_text import chinese_date

    decision = o.state.grant or o.state.refusal
    if decision is None or not _issued_in(o).late:
        return ""
    return f"应于{chinese_date(date.fromisoformat(decision.serve_by.date))}前送达"


def _served(o: Occasion) -> Iterator[paper.ServedPaper]:
    """The decisions in force, and the result where there is one."""
    from app.receipts import data as paper

    for document in o.state.documents.values():
        if document.kind in _DECISIONS and not document.voided:
            kind: DocumentKind = "decision-grant" if document.kind == "decision-grant" else "decision-refusal"
            yield paper.ServedPaper(form_of(kind, o.item.kind).title, document.number)
    grant = o.state.grant
    if grant is not None and _named_result(o):
        yield paper.ServedPaper(_named_result(o), _issued_in(o).licence_no or grant.licence_no)


def _result(o: Occasion, number: str) -> paper.ResultReceipt:
    from app.receipts import data as paper

    issued = _issued_in(o)
    lines = (replace(result_line(x), item=x.item.name, case_no=x.state.case_no) for x in o.together)
    first = replace(result_line(o), item=o.item.name) if o.together else result_line(o)
    return paper.ResultReceipt(
        heading=heading_of(o, number, hall=True),
        party=party(o.state.filing),
        item=item_ref(o.item),
        results=(first, *lines),
        manner=issued.manner,
        on=date.fromisoformat(issued.on),
        collector=_collector(o),
        contact=contact_of(o.department, o.stationery),
        clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number),
        waybill=issued.waybill,
    )


def result_line(o: Occasion) -> paper.ResultLine:
    """The result of a case as a receipt lists it."""
    from app.receipts import data as paper
    from app.receipts.data_text import chinese_date

    grant = _granted_in(o)
    until = _day(grant.valid_to)
    return paper.ResultLine(
        name=o.item.result or form_of("decision-grant", o.item.kind).title,
        number=_issued_in(o).licence_no or grant.licence_no,
        valid=f"至{chinese_date(until)}" if until else "",
    )


def _collector(o: Occasion) -> paper.Human | None:
    """Who took it, the number by its end only; None where it is the applicant himself."""
    from app.receipts import data as paper

    issued, applicant = _issued_in(o), o.state.filing.applicant
    who = issued.agent.person if issued.agent else issued.collector
    if issued.agent is None and who.id_number == applicant.id_number:
        return None
    behind = applicant.natural_person
    role = RELATION_ZH[issued.agent.relation] if issued.agent else ""
    if not role and who.id_number == behind.id_number:
        role = "经营者" if applicant.operator else "法定代表人"
    shown = f"尾号{who.id_number[-4:]}" if who.id_number else ""
    return paper.Human(who.name, role, ID_LABEL.get(who.id_type, "证件号码"), shown)


def other_paper(
    workplace: Workplace,
    uow: UnitOfWork,
    kind: DocumentKind,
    data_of: Callable[[paper.Heading], paper.DocumentData],
    *,
    subject: tuple[str, str],
    case_no: str = "",
    shown_no: str = "",
    character: str = "",
    department: Department | None = None,
    entry: SetEntry | None = None,
    numbering: Numbering | None = None,
    also: tuple[str, ...] = (),
) -> NumberedPaper:
    """Number and sign a paper whose data the caller makes from its heading; the caller appends what is returned.

    `department` issues it, else the hall; `character` where the 代字 is another. `subject` is what the paper belongs to
    (kind and id). `shown_no` stands in its head where it is not the case's number; `entry` tells the copies where they
    are not the usual ones. Give the `numbering` of the same transaction where other papers of it are numbered too;
    `also` are the numbers of other cases that the paper tells.
    """
    from app.usecases.numbering import Numbering, numbered

    form = form_of(kind, "service")
    character = character or (department.character if department else workplace.settings.hall_character)
    number = (numbering or Numbering(workplace, uow)).next(kind, character, uow.now.today.year)
    if number is None:
        raise AssertionError("every kind of these papers bears a number")
    stationery = workplace.stationery()
    head = heading_beside(stationery, uow.now.today, number.text, shown_no or case_no, department)
    copies, filed = (entry.copies, entry.filed) if entry else (form.copies, 1)
    return numbered(
        workplace,
        number,
        kind,
        data_of(head),
        copies,
        filed,
        uow.now.today,
        subject=subject,
        case_no=case_no,
        also=also,
    )


def heading_beside(
    stationery: Stationery, today: date, number: str, case_no: str, department: Department | None
) -> paper.Heading:
    """The heading of a paper that is about no one case: of the department, else of the hall."""
    from app.receipts import data as paper

    return paper.Heading(
        author=department.full_name if department else stationery.hall,
        issued_on=today,
        number=number,
        case_no=case_no,
        seal=department.seal if department else "",
        evaluation=stationery.evaluation,
        offline=stationery.offline,
    )


RESULT_MAKERS: dict[str, Any] = {
    "decision-grant": _grant,
    "decision-refusal": _refusal,
    "special-procedure-notice": _procedure,
    "service-record": _service,
    "result-receipt": _result,
}
"""What is made from a case that was decided, by the kind of paper."""
