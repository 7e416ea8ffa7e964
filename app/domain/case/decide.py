"""Decide: `(state, command, surroundings) -> events`, or a Refusal with the rule.

Pure: nothing is drawn or stored here. Numbers of documents are no part of a decision: which papers follow is
`app.domain.documents.print_sets`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.evolve import evolve, with_field
from app.domain.case.status import is_deemed_accepted
from app.domain.catalog.expressions import Evaluate
from app.domain.catalog.resolve import Facts, Resolved, resolve
from app.domain.catalog.service_item import Power, ServiceItem
from app.domain.checklist.assess import Assessment, assess
from app.domain.checklist.entry import plain_form, refuse_bad_entries, refuse_unknown_keys
from app.domain.checklist.filing import Filing, MaterialEntry
from app.domain.identity.check import check
from app.domain.law.calendar import WorkCalendar
from app.domain.law.limit import Limit
from app.domain.law.periods import TELL_CORRECTIONS
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case.state import CaseState

POWER_FOR: Mapping[e.Verdict, Power] = {
    "received": "receive",
    "accepted": "accept",
    "accepted-deferred": "accept",
    "correction-notice": "correct",
    "not-accepted": "refuse",
    "not-required": "refuse",
}


@dataclass(frozen=True)
class Surroundings:
    """All that a decision depends on besides the case itself; nothing is read from a clock.

    `resolved` keeps the last checklist that was worked out: verdict and papers of one decision ask for the same one.
    `deciding` says that who acts decides for the department, `issuing` that handing out is his duty, `accepted_here`
    that it was he who accepted the case.
    """

    item: ServiceItem
    release: str
    department: str
    calendar: WorkCalendar
    evaluate: Evaluate
    today: date
    counter: str
    deciding: bool = False
    issuing: bool = False
    accepted_here: bool = False
    resolved: list[tuple[Filing, Resolved]] = field(default_factory=list, compare=False, repr=False)


def facts_of(filing: Filing, today: date) -> Facts:
    """What the item's expressions may look at. Age and sex are those of the human behind the application."""
    who = filing.applicant.natural_person
    checked = check(who.id_number, who.id_type, today)
    return Facts(
        today=today,
        answers=filing.answers,
        form=filing.form,
        applicant_kind=filing.applicant.kind,
        applicant_age=_age(checked.age_on(today)),
        applicant_sex=checked.sex or "",
        applicant_id_type=filing.applicant.id_type,
        agent=filing.agent.relation if filing.agent else "none",
    )


def _age(years: int | None) -> int:
    return -1 if years is None else years


def resolve_filing(filing: Filing, around: Surroundings) -> Resolved:
    """The checklist that applies to a filing."""
    for known, found in around.resolved:
        if known is filing:
            return found
    found = resolve(around.item, facts_of(filing, around.today), around.evaluate)
    around.resolved[:] = [(filing, found)]
    return found


def assess_filing(filing: Filing, around: Surroundings, accepted_on: date | None = None) -> Assessment:
    """The verdict as things stand; `accepted_on` moves the start of the promise (a deemed acceptance)."""
    item = around.item
    promised = around.calendar.add(accepted_on or around.today, item.promised).date
    latest = around.calendar.before(promised, item.review_days)
    return assess(item, filing, resolve_filing(filing, around), latest, around.today)


def dated(start: date, limit: Limit, rule: str, calendar: WorkCalendar) -> e.DatedLimit:
    """A date to print, with the limit and calendar it came from."""
    due = calendar.add(start, limit)
    return e.DatedLimit(due.date.isoformat(), limit.n, limit.unit, due.provisional, calendar.hash, rule)


def open_case(command: c.Open, around: Surroundings) -> list[Any]:
    """Events of a new case.

    Received, and the verdict at once where it is wanted, complete and in the counter's power.
    """
    item = around.item
    filing = plain_form(item, command.filing)
    if item.stopped:
        raise Refusal("STATE-STOPPED", f"“{item.name}”已停止办理：{item.stopped}", "item")
    refuse_unknown_keys(item, filing)
    refuse_bad_entries(item, filing, around.today, accepting=filing.intent == "accept")
    day = date.fromisoformat(command.backfill.received_at[:10]) if command.backfill else around.today
    if day > around.today:
        raise Refusal("ENTRY-BACKFILL", "补录的收件时间晚于现在，请核对收件凭证上的时间。", "backfill.received_at")
    received = e.CaseReceived(
        case_no=command.case_no,
        item_code=item.code,
        item_name=item.name,
        department=around.department,
        item_kind=item.kind,
        release=around.release,
        filing=filing,
        received_on=day.isoformat(),
        answer_due=dated(day, TELL_CORRECTIONS, "LAW-32-4", around.calendar),
        if_deemed=if_deemed(around, day),
        counter=around.counter,
        for_authority=item.authority_for,
        backfill=command.backfill,
        remarks=_remarks(filing, command),
        package=command.package,
        pre_application=command.pre_application,
    )
    if filing.intent == "receive" or item.authority_for:
        _refuse_nothing_brought(filing)
        return [received]
    return [received, *_verdict(assess_filing(filing, around), around, 0)]


def _remarks(filing: Filing, command: c.Open) -> tuple[str, ...]:
    marks = ["extra-material"] if filing.extra else []
    if any(entry.override for entry in filing.materials.values()):
        marks.append("overridden")
    if command.backfill:
        marks.append("backfilled")
    return tuple(marks)


def _refuse_nothing_brought(filing: Filing) -> None:
    if not any(entry.brought for entry in filing.materials.values()):
        raise Refusal("STATE-NOTHING", "还没有收到任何材料，不能出具收件凭证。", "materials")


def has_power(item: ServiceItem, verdict: e.Verdict, today: date) -> bool:
    """Whether this counter may give this verdict today, by the item's authorisation."""
    authorisation = item.authorisation
    if authorisation.valid_until and date.fromisoformat(authorisation.valid_until) < today:
        return POWER_FOR[verdict] == "receive"
    return POWER_FOR[verdict] in authorisation.powers


def _verdict(found: Assessment, around: Surroundings, nth: int, second_reason: str = "") -> list[Any]:
    """The event of a complete assessment of the nth submission, or a proposal where the counter has no power for it."""
    refuse_open(found)
    if not has_power(around.item, found.verdict, around.today):
        return [e.VerdictProposed(found.verdict, found.reasons, around.department, nth)]
    if found.verdict in ("accepted", "accepted-deferred"):
        return [_acceptance(found, around, around.today, nth)]
    if found.verdict == "correction-notice":
        return [_correction(found, around, nth, second_reason)]
    if found.verdict == "not-accepted":
        where = found.reasons[0]
        authority = where.text.removeprefix("不属于本机关职权范围，请向").removesuffix("申请")
        return [e.CaseNotAccepted(found.reasons, authority, where.requirement, nth)]
    return [e.CaseNotRequired(found.reasons, nth)]


def refuse_open(found: Assessment) -> None:
    """Refuse while something is still open: no verdict is given on a half-checked file. Rule: LAW-32-4."""
    if found.open:
        first = found.open[0]
        more = f"（共 {len(found.open)} 处未完成）" if len(found.open) > 1 else ""
        raise Refusal("STATE-OPEN", first.text + more, first.place)


def _acceptance(
    found: Assessment, around: Surroundings, accepted_on: date, nth: int, *, deemed: bool = False
) -> e.CaseAccepted:
    clocks = decision_clocks(around, accepted_on)
    return e.CaseAccepted(
        accepted_on=accepted_on.isoformat(),
        legal=clocks.legal,
        promised=clocks.promised,
        deferrals=found.deferrals,
        commitments=found.commitments,
        deemed=deemed,
        review_days=around.item.review_days,
        round=nth,
    )


def decision_clocks(around: Surroundings, start: date) -> e.DecisionClocks:
    """The dates of the decision for a case accepted on `start`. Rule.

    LAW-42-1 (licences), else the item's own limits.
    """
    item = around.item
    rule = "LAW-42-1" if item.kind == "licence" else "ITEM"
    return e.DecisionClocks(
        dated(start, item.legal, rule, around.calendar), dated(start, item.promised, "PROMISE", around.calendar)
    )


def if_deemed(around: Surroundings, received: date) -> e.DecisionClocks | None:
    """The dates that hold should nobody be told within five days; None where nothing is deemed. Rule: LAW-32-4."""
    item = around.item
    return decision_clocks(around, received) if item.kind == "licence" and not item.authority_for else None


def _correction(found: Assessment, around: Surroundings, nth: int, second_reason: str) -> e.CorrectionRequired:
    rule = around.item.correction
    bring_by = around.calendar.add(around.today, Limit(rule.days, rule.unit)).date.isoformat() if rule.days else ""
    return e.CorrectionRequired(
        reasons=found.reasons,
        told_on=around.today.isoformat(),
        bring_by=bring_by,
        bring_by_basis=rule.basis if rule.days else "",
        second_reason=second_reason,
        papers_back=rule.papers_back,
        remind_on=around.calendar.add(around.today, Limit(5)).date.isoformat(),
        round=nth,
    )


def give_verdict(state: CaseState, command: c.GiveVerdict, around: Surroundings) -> list[Any]:
    """The verdict for a case that was received or whose verdict was proposed.

    On a deemed acceptance only the notice is made, dated today, accepted as of the day of receipt. Rule: LAW-32-4.
    """
    deemed = is_deemed_accepted(state, around.today)
    if state.phase != "received" and not deemed:
        raise Refusal("STATE-VERDICT", f"{state.case_no} 已经有结论（{PHASE_ZH[state.phase]}），不能再次作出。")
    if state.for_authority:
        raise Refusal("STATE-FOREIGN", f"本件代{state.for_authority}收件，由该机关作出结论。")
    if deemed:
        return [deemed_acceptance(state, around)]
    filing = plain_form(around.item, _amended(state.filing, command))
    events: list[Any] = [e.FilingAmended(filing, state.round, known_of(state))] if filing != state.filing else []
    refuse_unknown_keys(around.item, filing)
    refuse_bad_entries(around.item, filing, around.today)
    found = assess_filing(filing, around)
    _refuse_second_notice(state, found, command.reason)
    return events + _verdict(found, around, state.round, command.reason if state.round else "")


def known_of(state: CaseState) -> dict[str, str]:
    """The fields that a record has corrected, as they are now."""
    return {name: now for name, (_, now) in state.corrected.items()}


def deemed_acceptance(state: CaseState, around: Surroundings) -> e.CaseAccepted:
    """What time had brought about: accepted as of the day of receipt. Rule: LAW-32-4."""
    nothing = Assessment("accepted", (), (), (), (), (), "LAW-32-4")
    return _acceptance(nothing, around, date.fromisoformat(state.received_on), state.round, deemed=True)


def as_accepted(state: CaseState, around: Surroundings) -> tuple[list[Any], CaseState]:
    """What time had brought about is recorded before an act that builds on acceptance. Rule: LAW-32-4."""
    if not is_deemed_accepted(state, around.today):
        return [], state
    happened = deemed_acceptance(state, around)
    return [happened], evolve(state, happened)


def _amended(filing: Filing, command: c.GiveVerdict) -> Filing:
    """The filing with what the verdict's command replaces."""
    return replace(
        filing,
        materials={**filing.materials, **command.materials},
        answers={**filing.answers, **command.answers},
        form={**filing.form, **command.form},
        defer=filing.defer if command.defer is None else command.defer,
        commit=filing.commit if command.commit is None else command.commit,
        jurisdiction=filing.jurisdiction if command.jurisdiction is None else command.jurisdiction,
        intent="accept",
    )


def _refuse_second_notice(state: CaseState, found: Assessment, reason: str) -> None:
    """A second notice needs a reason and may object only to what the first named. Rule: LAW-32-4 (一次性告知)."""
    if not state.round or found.verdict != "correction-notice":
        return
    if not reason.strip():
        raise Refusal("LAW-32-4", "一次性告知：对同一申请再次要求补正，须写明理由并标记供监督查看。", "reason")
    named = {r.material for r in state.reasons}
    fresh = next((r for r in found.reasons if r.material not in named), None)
    if fresh is not None:
        raise Refusal(
            "LAW-32-4", f"“{fresh.material_name}”第一次没有指出，不能再要求补正。", f"materials.{fresh.material}"
        )


def complete_correction(state: CaseState, command: c.CompleteCorrection, around: Surroundings) -> list[Any]:
    """Corrected materials come in: accepted where all is put right.

    Else received again with a five-day clock of its own.
    """
    if state.phase != "correction":
        raise Refusal("STATE-CORRECTION", f"{state.case_no} 现在不是待补正状态（{PHASE_ZH[state.phase]}）。")
    if not any(entry.brought for entry in command.materials.values()):
        raise Refusal("STATE-NOTHING", "还没有收到补正材料。", "materials")
    deemed = is_deemed_accepted(state, around.today)
    refuse_foreign_materials(state, command.materials, around)
    answer_due = dated(around.today, TELL_CORRECTIONS, "LAW-32-4", around.calendar)
    clocks = if_deemed(around, around.today)
    day, nth = around.today.isoformat(), state.round
    received = e.CorrectionReceived(dict(command.materials), day, answer_due, clocks, nth)
    filing = replace(state.filing, materials={**state.filing.materials, **command.materials})
    refuse_unknown_keys(around.item, filing)
    if deemed:
        return [received, deemed_acceptance(state, around)]
    found = assess_filing(filing, around)
    refuse_open(found)
    if found.verdict == "correction-notice" and not command.reason.strip():
        return [received, e.VerdictProposed("correction-notice", found.reasons, around.counter, nth)]
    _refuse_second_notice(state, found, command.reason)
    return [received, *_verdict(found, around, nth, command.reason)]


def refuse_foreign_materials(state: CaseState, materials: Mapping[str, MaterialEntry], around: Surroundings) -> None:
    """Only what the notice named may be handed in and objected to. Rule: LAW-32-4."""
    named = {r.material for r in state.reasons}
    for key in materials:
        material = around.item.material(key)
        if material is None:
            raise InputProblem("ENTRY-MATERIAL", f"事项“{around.item.name}”没有材料“{key}”。", f"materials.{key}")
        if key not in named:
            raise Refusal("LAW-32-4", f"补正告知书没有要求“{material.name}”，不能再次要求。", f"materials.{key}")


def supply_deferred(state: CaseState, command: c.SupplyDeferred, around: Surroundings) -> list[Any]:
    """A deferred material comes in; late is a mark, and the department decides. Rule: DEFER-LOCAL."""
    if state.decided:
        raise Refusal("STATE-DECIDED", f"{state.case_no} 已经作出决定（{PHASE_ZH[state.phase]}），不能再补交。")
    if around.item.material(command.material) is None:
        raise InputProblem("ENTRY-MATERIAL", f"事项“{around.item.name}”没有材料“{command.material}”。", "material")
    if command.material not in state.open_deferrals:
        raise Refusal("STATE-DEFERRAL", "这份材料不在容缺清单里，或者已经补交。", "material")
    if not command.provided:
        raise Refusal("STATE-NOTHING", "请写明收到的形式（原件、复印件或电子证照）。", "provided")
    answers = {k: v for k, v in command.points.items()}
    entry = MaterialEntry(
        provided=command.provided, points=answers, remark=command.remark, pages=command.pages, machine=command.machine,  # type: ignore[arg-type]  # checked by the parser of acts
        scans=command.scans,
    )  # fmt: skip
    filing = replace(state.filing, materials={**state.filing.materials, command.material: entry})
    refuse_unknown_keys(around.item, filing)
    found = next(f for f in assess_filing(filing, around).materials if f.material.key == command.material)
    if found.state == "open":
        point = next(p for p in found.points if p.state == "open")
        raise Refusal("STATE-OPEN", f"还没有核对：{point.point.text}", f"points.{point.point.key}")
    if found.state == "failed":
        point = next(p for p in found.points if p.state == "fail")
        raise Refusal("STATE-DEFECT", f"补交的材料不符合要求：{point.point.text}", f"points.{point.point.key}")
    due = next(d for d in state.deferrals if d.material == command.material)
    late = min(command.arrived or around.today.isoformat(), around.today.isoformat()) > due.until
    return [e.DeferredSupplied(command.material, entry, around.today.isoformat(), late)]


def withdraw(state: CaseState, command: c.Withdraw, around: Surroundings) -> list[Any]:
    """The applicant withdraws before the decision; a signature is what makes it his will."""
    if state.decided:
        raise Refusal("STATE-DECIDED", f"{state.case_no} 已经作出决定（{PHASE_ZH[state.phase]}），不能撤回。")
    if state.ended:
        raise Refusal("STATE-ENDED", f"{state.case_no} 已经结束（{PHASE_ZH[state.phase]}），不能撤回。")
    if not command.signed:
        raise Refusal("STATE-UNSIGNED", "撤回申请须由申请人签字后办理。", "signed")
    kept = {k for k, entry in state.filing.materials.items() if "original-kept" in entry.provided}
    strange = next((k for k in command.returned if k not in state.filing.materials), None)
    if strange is not None:
        raise InputProblem("ENTRY-MATERIAL", f"本件没有收过材料“{strange}”。", "returned")
    back = tuple(k for k in command.returned if k in kept or k in state.filing.materials)
    return [e.CaseWithdrawn(command.reason, command.signed, back, around.today.isoformat())]


CORRECTABLE = ("applicant.name", "applicant.phone", "applicant.contact", "applicant.id_number", "service")
"""Fields of a case that a recorded correction may change, besides the form's."""


def correct_record(state: CaseState, command: c.CorrectRecord, around: Surroundings) -> list[Any]:
    """A clerk's mistake is corrected by a record, never by an edit of the past.

    What is checked on entry is checked here.
    """
    if not command.reason.strip():
        raise Refusal("ENTRY-REASON", "请写明更正的理由。", "reason")
    name = command.field
    if name.startswith("form.") and any(f.key == name[5:] for f in around.item.form):
        old = str(state.filing.form.get(name[5:], ""))
    elif name == "service" and command.new in ("counter", "post", "electronic"):
        old = state.filing.service
    elif name in CORRECTABLE and name != "service":
        old = getattr(state.filing.applicant, name.removeprefix("applicant.")) or ""
    else:
        raise Refusal("ENTRY-FIELD", f"“{name}”不能这样更正。可以更正：申请人信息、领取方式和表单字段。", "field")
    refuse_bad_entries(around.item, with_field(state.filing, name, command.new), around.today)
    return [e.RecordCorrected(name, old, command.new, command.reason)]


def void_document(state: CaseState, command: c.VoidDocument) -> list[Any]:
    """A number is void with a reason; it is never used again."""
    document = _document(state, command.number)
    if document.voided:
        raise Refusal("STATE-VOIDED", f"{command.number} 已经作废。", "number")
    if not command.reason.strip():
        raise Refusal("ENTRY-REASON", "请写明作废的理由。", "reason")
    return [e.DocumentVoided(command.number, command.reason)]


def tell(state: CaseState, command: c.Tell, today: date) -> list[Any]:
    """The person knows. A refusal to sign needs a witness, the post a waybill. Rule: LAW-32-9."""
    document = _document(state, command.number)
    if document.voided:
        raise Refusal("STATE-VOIDED", f"{command.number} 已经作废，不能送达。", "number")
    if document.told:
        raise Refusal("STATE-TOLD", f"{command.number} 已于 {document.told_on} 送达。", "number")
    if not document.printed and command.how in ("handed-over", "refused-to-sign", "posted"):
        raise Refusal("STATE-UNPRINTED", f"{command.number} 还没有确认出纸，不能登记送达。", "number")
    if command.how == "refused-to-sign" and not command.witness.strip():
        raise Refusal("ENTRY-WITNESS", "拒绝签收须写明见证人。", "witness")
    if command.how == "posted" and not command.waybill.strip():
        raise Refusal("ENTRY-WAYBILL", "邮寄送达须写明运单号。", "waybill")
    return [
        e.DocumentTold(command.number, command.how, today.isoformat(), command.witness, command.waybill, command.note)
    ]


def _document(state: CaseState, number: str) -> Any:
    document = state.documents.get(number)
    if document is None:
        raise Refusal("STATE-DOCUMENT", f"办件 {state.case_no} 没有文书 {number}。", "number")
    return document


PHASE_ZH: Mapping[str, str] = {
    "received": "已收件",
    "correction": "待补正",
    "accepted": "已受理",
    "not-accepted": "不予受理",
    "not-required": "不需要许可",
    "withdrawn": "已撤回",
    "granted": "已准予",
    "refused": "已不予",
    "issued": "已出件",
}
