"""From the state of a case to the data of its documents. Nothing is numbered, stored or rendered here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.domain.case.extending import APPROVER_ZH, rule_of
from app.domain.case.state import CaseState
from app.domain.catalog.department import Department
from app.domain.catalog.resolve import Resolved
from app.domain.catalog.service_item import ServiceItem
from app.domain.checklist.assess import shown_basis
from app.domain.checklist.filing import DELIVERY_ZH, RELATION_ZH, Filing, MaterialEntry, Person, Provided
from app.domain.documents.kinds import ACCEPTING
from app.domain.documents.print_sets import SetEntry, SetOccasion, print_set
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case.events import DatedLimit, Verdict
    from app.domain.catalog.service_item import FormField, Material
    from app.domain.documents.kinds import DocumentKind
    from app.receipts import data as paper

ID_LABEL = {
    "citizen-id": "居民身份证",
    "uscc": "统一社会信用代码",
    "passport": "护照",
}
FORM_ZH: dict[Provided, str] = {
    "original-kept": "原件",
    "original-seen": "原件",
    "copy-kept": "复印件",
    "e-licence": "电子证照",
    "shared": "系统共享",
}
KEPT = "留存"
SHORTEST_ANSWER = 2
"""An answer of so few characters (有, 没有, 是) says nothing without its question."""

TOLD_TOGETHER = ("decision-grant", "result-receipt")
"""Papers of which one tells several cases of one act."""

_CHOSEN = {True: "是", False: "否"}


@dataclass(frozen=True)
class Stationery:
    """What stands on every paper of this counter: the hall, the clerk, remedies, and whether it is a sample 样张."""

    hall: str
    clerk: str
    clerk_number: str
    reconsideration: str
    court: str
    evaluation: bool
    offline: bool
    hall_phone: str = ""
    supervision_phone: str = ""


@dataclass(frozen=True)
class Occasion:
    """What a document is made from: the case, its item and department, the list that applied, day and time.

    `happened` are the events that are being told, where a paper says more than the state keeps. `together` are the
    other cases whose decision or result this case's paper tells too; `covered`: this case's are told by another's.
    `accepted_with` are the other cases that its notice of acceptance tells too.
    `earlier` is the document that is made again: a decision says again what it said.
    """

    state: CaseState
    item: ServiceItem
    department: Department
    resolved: Resolved
    stationery: Stationery
    today: date
    at: datetime
    happened: tuple[Any, ...] = ()
    together: tuple[Occasion, ...] = ()
    covered: bool = False
    accepted_with: tuple[Occasion, ...] = ()
    earlier: Any = None

    def also(self, kind: DocumentKind) -> tuple[str, ...]:
        """The numbers of the other cases that a paper of this kind tells."""
        others = self.accepted_with if kind in ACCEPTING else self.together if kind in TOLD_TOGETHER else ()
        return tuple(o.state.case_no for o in others)


def papers_for(occasion: Occasion, verdict: Verdict) -> tuple[SetEntry, ...]:
    """The print set of a verdict for this case; where nothing was brought there is nothing to receipt or give back."""
    state = occasion.state
    entries = print_set(
        occasion.item, verdict, SetOccasion(commitments=bool(state.commitments), papers_back=state.papers_back)
    )
    brought = any(entry.brought for entry in state.filing.materials.values())
    dropped = {"intake-receipt", "returned-materials"} if verdict == "correction-notice" and not brought else set()
    return tuple(e for e in entries if e.kind not in dropped)


def document_data(kind: DocumentKind, occasion: Occasion, number: str) -> paper.DocumentData:
    """The data of one document of a case, before its code is sealed."""
    from app.usecases.papers_again import MAKERS_AGAIN
    from app.usecases.result_papers import RESULT_MAKERS

    make = _MAKERS.get(kind) or MAKERS_AGAIN.get(kind) or RESULT_MAKERS[kind]
    data: paper.DocumentData = make(occasion, number)
    return data


def masked(number: str) -> str:
    """An identity number as printed: the middle is hidden, enough stays to know one's own paper by."""
    return number if len(number) < 8 else f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def party(filing: Filing) -> paper.Party:
    """The applicant as printed. A business's code is public and shown whole; a person's number is masked."""
    from app.receipts import data as paper

    who = filing.applicant
    behind, role = who.operator or who.legal_representative, "经营者" if who.operator else "法定代表人"
    return paper.Party(
        kind=who.kind,
        name=who.name,
        id_label=ID_LABEL.get(who.id_type, "证件号码"),
        id_shown=who.id_number if who.id_type == "uscc" else masked(who.id_number),
        behind=_human(behind, role) if behind else None,
        agent=_human(filing.agent.person, RELATION_ZH[filing.agent.relation]) if filing.agent else None,
        phone=who.phone or "",
        contact=who.contact,
    )


def _human(person: Person, role: str) -> paper.Human:
    from app.receipts import data as paper

    return paper.Human(person.name, role, ID_LABEL.get(person.id_type, "证件号码"), masked(person.id_number))


def item_ref(item: ServiceItem) -> paper.ItemRef:
    """The item as printed, with its own bases."""
    from app.receipts import data as paper

    return paper.ItemRef(item.code, item.name, item.kind, tuple(shown_basis(b.text) for b in item.basis))


def contact_of(department: Department, stationery: Stationery) -> paper.Contact:
    """The department's contact; the hall's numbers stand in where it has none of its own."""
    from app.receipts import data as paper

    return paper.Contact(
        department.full_name,
        department.phone or stationery.hall_phone,
        department.supervision_phone or stationery.supervision_phone,
        department.address,
    )


def situation_text(resolved: Resolved) -> str:
    """The answers of the situation questions as one line: 餐饮服务；热食类."""
    texts = []
    for asked in resolved.situations:
        answer = next((o.text for o in asked.situation.options if o.key == asked.answered), "")
        bare = len(answer) <= SHORTEST_ANSWER
        question = re.split("[？?]", asked.situation.question)[0]
        texts.append(f"{question}：{answer}" if answer and bare else answer)
    return "；".join(t for t in texts if t)


def heading_of(o: Occasion, number: str, *, hall: bool = False) -> paper.Heading:
    """The heading of a paper of a case: its department's, or the hall's."""
    from app.receipts import data as paper

    s = o.stationery
    return paper.Heading(
        author=s.hall if hall else o.department.full_name,
        issued_on=o.today,
        number=number,
        case_no=o.state.case_no,
        seal="收件专用章" if hall else (o.item.authorisation.seal or o.department.seal),
        evaluation=s.evaluation,
        offline=s.offline,
    )


def due_of(limit: DatedLimit) -> paper.Due:
    """A computed date as printed, with the limit that it comes from."""
    from app.receipts import data as paper

    words = Limit(limit.limit_n, limit.limit_unit).text  # type: ignore[arg-type]  # stored as it was written by us
    if limit.extended:
        words += f"，延长{Limit(limit.extended).text}"
    if limit.paused:
        words += "，扣除特别程序时间"
    return paper.Due(date.fromisoformat(limit.date), words, limit.provisional)


def material_lines(o: Occasion) -> tuple[paper.MaterialLine, ...]:
    """The materials that were brought, and papers outside the list with their reason. Rule: LAW-31."""
    from app.receipts import data as paper

    filing = o.state.filing
    lines = [
        _line(m.material, filing.entry(m.material.key), o.state.returned)
        for m in o.resolved.materials
        if filing.entry(m.material.key).brought
    ]
    return (*lines, *(paper.MaterialLine(f"{x.name}（清单外：{x.reason}）", "—") for x in filing.extra))


def _line(material: Material, entry: MaterialEntry, returned: Mapping[str, str]) -> paper.MaterialLine:
    from app.receipts import data as paper

    count = material.original if "original-kept" in entry.provided else material.copies
    custody = KEPT if "original-kept" in entry.provided else "核验后退还" if "original-seen" in entry.provided else ""
    on_paper = set(entry.provided) & {"original-kept", "original-seen", "copy-kept"}
    return paper.MaterialLine(
        name=material.name,
        form="、".join(dict.fromkeys(FORM_ZH[p] for p in entry.provided)),
        copies=str(max(count, 1)) if on_paper else "",
        pages=str(entry.pages) if entry.pages else "",
        checked="已核验" if entry.points else "",
        custody="已退还" if material.key in returned else custody,
    )


def _intake(o: Occasion, number: str) -> paper.IntakeReceipt:
    from app.receipts import data as paper

    s = o.state
    received_at = o.at
    if s.backfill:
        received_at = datetime.fromisoformat(s.backfill.received_at)
    return paper.IntakeReceipt(
        heading=heading_of(o, number, hall=True),
        party=party(s.filing),
        item=item_ref(o.item),
        received_at=received_at,
        situation=situation_text(o.resolved),
        materials=material_lines(o),
        answer_due=due_of(s.answer_due),
        contact=contact_of(o.department, o.stationery),
        clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number),
        resubmission=s.round > 0 and s.phase != "correction",
        for_authority=s.for_authority,
        backfill=s.backfill.blank_number if s.backfill else "",
    )


def _acceptance(o: Occasion, number: str) -> paper.AcceptanceNotice:
    from app.receipts import data as paper

    s, every = o.state, (o, *o.accepted_with)
    ground: paper.AcceptanceGround = (
        "deemed" if s.deemed else "deferred" if s.deferrals else "corrected" if s.round else "complete"
    )
    return paper.AcceptanceNotice(
        heading=heading_of(o, number),
        party=party(s.filing),
        item=item_ref(o.item),
        ground=ground,
        received_on=date.fromisoformat(s.applied_on),
        accepted_on=date.fromisoformat(s.accepted_on),
        situation=situation_text(o.resolved),
        legal=due_of(s.legal) if s.legal else None,
        promised=due_of(s.promised) if s.promised else None,
        materials=_each_once(every),
        collect=DELIVERY_ZH[s.filing.service],
        fee=o.item.fee,
        contact=contact_of(o.department, o.stationery),
        deferrals=tuple(line for x in every for line in _deferrals(x, named=bool(o.accepted_with))),
        commitments=tuple(line for x in every for line in _commitments(x, named=bool(o.accepted_with))),
        for_authority=s.for_authority,
        several=tuple(_accepted(x) for x in every) if o.accepted_with else (),
    )


def _each_once(occasions: tuple[Occasion, ...]) -> tuple[paper.MaterialLine, ...]:
    """The materials of several cases, a paper that they share once: as the case has it in whose file it lies."""
    if len(occasions) == 1:
        return material_lines(occasions[0])
    found: dict[str, paper.MaterialLine] = {}
    for line in (line for o in occasions for line in material_lines(o)):
        if line.name not in found or (line.custody == KEPT and found[line.name].custody != KEPT):
            found[line.name] = line
    return tuple(found.values())


def _accepted(o: Occasion) -> paper.AcceptedItem:
    """A case as a line of a notice that accepts several."""
    from app.receipts import data as paper

    s = o.state
    return paper.AcceptedItem(
        item=item_ref(o.item),
        case_no=s.case_no,
        situation=situation_text(o.resolved),
        legal=due_of(s.legal) if s.legal else None,
        promised=due_of(s.promised) if s.promised else None,
        fee=o.item.fee,
    )


def _deferrals(o: Occasion, *, named: bool = False) -> tuple[paper.DeferralLine, ...]:
    """The deferred materials; `named` with the item, where a paper tells several."""
    from app.receipts import data as paper

    of = f"（{o.item.name}）" if named else ""
    return tuple(
        paper.DeferralLine(f"{d.name}{of}", paper.Due(date.fromisoformat(d.until)), d.basis) for d in o.state.deferrals
    )


def _commitments(o: Occasion, *, named: bool = False) -> tuple[paper.CommitmentLine, ...]:
    from app.receipts import data as paper

    of = f"（{o.item.name}）" if named else ""
    return tuple(paper.CommitmentLine(f"{c.name}{of}", c.text, c.basis) for c in o.state.commitments)


def _correction(o: Occasion, number: str) -> paper.CorrectionNotice:
    from app.receipts import data as paper

    s = o.state
    return paper.CorrectionNotice(
        heading=heading_of(o, number),
        party=party(s.filing),
        item=item_ref(o.item),
        received_on=date.fromisoformat(s.applied_on),
        defects=tuple(paper.DefectLine(r.material_name, r.text, r.requirement, r.basis) for r in s.reasons),
        contact=contact_of(o.department, o.stationery),
        clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number),
        bring_by=date.fromisoformat(s.bring_by) if s.bring_by else None,
        bring_by_basis=o.item.correction.basis if s.bring_by else "",
        papers_back=s.papers_back,
        second_reason=s.second_reason,
    )


def _refusal(o: Occasion, number: str) -> paper.NonAcceptance:
    from app.receipts import data as paper

    s = o.state
    return paper.NonAcceptance(
        heading=heading_of(o, number),
        party=party(s.filing),
        item=item_ref(o.item),
        verdict="not-required" if s.phase == "not-required" else "not-accepted",
        received_on=date.fromisoformat(s.applied_on),
        reasons=tuple(r.text for r in s.reasons),
        remedies=paper.Remedies(o.stationery.reconsideration, o.stationery.court),
        contact=contact_of(o.department, o.stationery),
        bases=tuple(r.basis for r in s.reasons if r.basis),
        authority=s.authority,
        address=s.authority_address,
    )


def _deferral_commitment(o: Occasion, number: str) -> paper.DeferralCommitment:
    from app.receipts import data as paper

    contact = contact_of(o.department, o.stationery)
    return paper.DeferralCommitment(
        heading_of(o, number), party(o.state.filing), item_ref(o.item), _deferrals(o), contact
    )


def _commitment(o: Occasion, number: str) -> paper.CommitmentLetter:
    from app.receipts import data as paper

    contact = contact_of(o.department, o.stationery)
    return paper.CommitmentLetter(
        heading_of(o, number), party(o.state.filing), item_ref(o.item), _commitments(o), contact
    )


def _returned(o: Occasion, number: str) -> paper.ReturnedMaterials:
    from app.receipts import data as paper

    withdrawn = o.state.phase == "withdrawn"
    lines = material_lines(o)
    if withdrawn:
        names = {m.material.name for m in o.resolved.materials if m.material.key in o.state.returned}
        lines = tuple(x for x in lines if x.name in names)
    return paper.ReturnedMaterials(
        heading=heading_of(o, number),
        party=party(o.state.filing),
        item=item_ref(o.item),
        materials=lines,
        reason="申请人撤回申请" if withdrawn else "材料需补正，先行退还",
        contact=contact_of(o.department, o.stationery),
        clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number),
    )


def _withdrawal(o: Occasion, number: str) -> paper.Withdrawal:
    from app.receipts import data as paper

    s = o.state
    names = tuple(m.material.name for m in o.resolved.materials if m.material.key in s.returned)
    return paper.Withdrawal(
        heading=heading_of(o, number),
        party=party(s.filing),
        item=item_ref(o.item),
        received_on=date.fromisoformat(s.applied_on),
        reason=s.withdrawn_reason,
        returned=names,
        contact=contact_of(o.department, o.stationery),
        accepted_on=date.fromisoformat(s.accepted_on) if s.accepted_on else None,
    )


def _extension(o: Occasion, number: str) -> paper.ExtensionNotice:
    from app.receipts import data as paper

    s, extension = o.state, o.state.extension
    if extension is None:
        raise AssertionError("only an extension is told by this paper")
    before = Limit(extension.legal.limit_n, extension.legal.limit_unit)  # type: ignore[arg-type]  # stored as it was written by us
    return paper.ExtensionNotice(
        heading=heading_of(o, number),
        party=party(s.filing),
        item=item_ref(o.item),
        accepted_on=date.fromisoformat(s.accepted_on),
        reason=extension.reason,
        limit=before.text,
        approver=f"{APPROVER_ZH[extension.approver_level]}（{extension.approved_by}）",
        extended_by=Limit(extension.days).text,
        before=date.fromisoformat(extension.before),
        legal=due_of(s.legal or extension.legal),
        promised=due_of(s.promised or extension.promised),
        contact=contact_of(o.department, o.stationery),
        jointly=rule_of(extension.legal) == "LAW-42-2",
    )


def _application(o: Occasion, number: str) -> paper.Application:
    from app.receipts import data as paper

    filing = o.state.filing
    sections: dict[str, list[paper.FieldLine]] = {}
    for field in o.resolved.form:
        line = paper.FieldLine(field.label, shown_value(field, filing.form.get(field.key)))
        sections.setdefault(field.section or "申请内容", []).append(line)
    return paper.Application(
        heading=heading_of(o, number),
        party=party(filing),
        item=item_ref(o.item),
        situation=situation_text(o.resolved),
        sections=tuple(paper.FieldSection(title, tuple(lines)) for title, lines in sections.items()),
        materials=tuple(m.material.name for m in o.resolved.materials),
        service=filing.service,
        contact=contact_of(o.department, o.stationery),
    )


def shown_value(field: FormField, value: Any) -> str:
    """A form value as people read it: the option's words, 是/否, the number as entered."""
    if value is None or value == "":
        return ""
    if field.type == "choice":
        return next((o.text for o in field.options if o.key == value), str(value))
    return _CHOSEN[value] if isinstance(value, bool) else str(value)


_MAKERS: dict[str, Any] = {
    "intake-receipt": _intake,
    "acceptance-notice": _acceptance,
    "correction-notice": _correction,
    "non-acceptance-notice": _refusal,
    "deferral-commitment": _deferral_commitment,
    "commitment": _commitment,
    "returned-materials": _returned,
    "withdrawal": _withdrawal,
    "application": _application,
    "extension-notice": _extension,
}
