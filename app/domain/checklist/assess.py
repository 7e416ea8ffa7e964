"""From findings to the verdict with its numbered reasons.

Rules: LAW-32-1, LAW-32-2, LAW-32-3, LAW-32-4, LAW-32-5, LAW-29, LAW-31.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.case.events import Commitment, Deferral, Reason, Verdict
from app.domain.catalog.service_item import GUIDE_BASIS, UNCONFIRMED_BASIS, ReviewPoint, ServiceItem
from app.domain.checklist.filing import Filing, OtherAuthority
from app.domain.checklist.findings import MaterialFinding, PointFinding, correction_text, find, unfilled
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.catalog.resolve import Resolved


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Something that has to be done before the verdict can be given; `place` leads the page there."""

    place: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict as things stand, why, and what is still open before it can be given."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    open: tuple[OpenPlace, ...]
    materials: tuple[MaterialFinding, ...]
    deferrals: tuple[Deferral, ...]
    commitments: tuple[Commitment, ...]
    rule: str

    @property
    def points_total(self) -> int:
        """Points of brought materials."""
        return sum(len(m.points) for m in self.materials)

    @property
    def points_answered(self) -> int:
        """Points of brought materials that have an answer."""
        return sum(m.answered for m in self.materials)


def assess(item: ServiceItem, filing: Filing, resolved: Resolved, latest_deferral: date, today: date) -> Assessment:
    """The verdict for what was entered. `latest_deferral` is the promised date less the item's review days.

    Raises Refusal where an entry contradicts the law or the program's own check (nothing is guessed).
    """
    materials = find(resolved, filing)
    settled = _settled(item, filing, resolved, materials)
    if settled is not None:
        return settled
    deferrals = tuple(_deferral(f, filing, latest_deferral, today) for f in materials if f.state == "deferred")
    commitments = tuple(
        Commitment(f.material.key, f.material.name, f.material.commit_text, shown_basis(f.material.commit_basis))
        for f in materials
        if f.state == "committed"
    )
    reasons = tuple(r for f in materials for r in _defects(f))
    open_places = _open_places(filing, resolved, materials, correcting=bool(reasons))
    verdict: Verdict = "accepted-deferred" if deferrals else "accepted"
    if reasons:
        verdict, rule = "correction-notice", "LAW-32-4"
    else:
        rule, reasons = "LAW-32-5", deferred_reasons(deferrals)
    return Assessment(verdict, reasons, open_places, materials, deferrals, commitments, rule)


def _settled(
    item: ServiceItem, filing: Filing, resolved: Resolved, materials: tuple[MaterialFinding, ...]
) -> Assessment | None:
    """A verdict that needs no complete set of materials: no licence needed, or another authority is competent."""
    if resolved.settled is not None:
        option = resolved.settled
        return _not_required(item, materials, option.reason or option.text, shown_basis(option.basis))
    failed = next(
        (p for f in materials for p in f.points if p.state == "fail" and p.point.fails == "not-required"), None
    )
    if filing.jurisdiction == "not-required" or failed is not None:
        needless = "取得行政许可" if item.kind == "licence" else "办理"
        text = failed.why or failed.point.text if failed else f"{item.name}：本次所办事项依法不需要{needless}"
        return _not_required(item, materials, text, shown_basis(failed.point.basis) if failed else "")
    if isinstance(filing.jurisdiction, OtherAuthority):
        where = filing.jurisdiction
        if not where.authority.strip():
            raise Refusal(
                "LAW-32-2", "请写明有权办理的机关名称；不予受理时必须告知向哪里申请。", "jurisdiction.authority"
            )
        text = f"不属于本机关职权范围，请向{where.authority}申请"
        code, rule = ("LAW-32-2", "LAW-32-2") if item.kind == "licence" else ("other-authority", "ITEM")
        reason = Reason(code, text, requirement=where.address)
        return Assessment("not-accepted", (reason,), (), materials, (), (), rule)
    return None


def _not_required(item: ServiceItem, materials: tuple[MaterialFinding, ...], text: str, basis: str) -> Assessment:
    """No licence is needed; what is no licence takes its base line from the item, never from the licensing law."""
    code, rule = ("LAW-32-1", "LAW-32-1") if item.kind == "licence" else ("not-required", "ITEM")
    return Assessment("not-required", (Reason(code, text, basis=basis),), (), materials, (), (), rule)


def _deferral(finding: MaterialFinding, filing: Filing, latest: date, today: date) -> Deferral:
    """A deferral inside the rule: not before today, not after the promised date less the review days. Rule.

    DEFER-LOCAL.
    """
    material, place = finding.material, f"defer.{finding.material.key}"
    until = date.fromisoformat(filing.defer[material.key])
    if until > latest:
        raise Refusal(
            "DEFER-LOCAL", f"“{material.name}”容缺补交最迟为 {latest}（承诺办结前留出审核时间），请改日期。", place
        )
    if until < today:
        raise Refusal("DEFER-LOCAL", f"“{material.name}”容缺补交日期早于今天，请改日期。", place)
    return Deferral(material.key, material.name, until.isoformat(), shown_basis(material.defer_basis))


def deferred_reasons(deferrals: tuple[Deferral, ...]) -> tuple[Reason, ...]:
    """What an acceptance with deferral says: each material that comes later, and until when."""
    return tuple(
        Reason("deferred", f"{d.name}容缺，{d.until} 前补交", material=d.material, basis=d.basis, material_name=d.name)
        for d in deferrals
    )


def shown_basis(basis: str) -> str:
    """A basis as it is printed: one that no department has confirmed reads 办事指南要求."""
    return GUIDE_BASIS if basis in ("", UNCONFIRMED_BASIS) else basis


def _defects(finding: MaterialFinding) -> list[Reason]:
    """Every defect of one material: one for not brought, else one for each failed point. Rule: LAW-32-4."""
    material = finding.material
    if finding.state == "missing":
        text = f"未提交{material.name}"
        requirement = f"请提交{material.name}（{_form_and_count(finding)}）"
        return [Reason("not-brought", text, material.key, "", GUIDE_BASIS, requirement, material.name)]
    return [_defect(finding, p) for p in finding.points if p.state == "fail"]


def _defect(finding: MaterialFinding, found: PointFinding) -> Reason:
    point: ReviewPoint = found.point
    sentence = correction_text(point, finding.entry.fill.get(point.key, {}))
    return Reason(
        "point-failed",
        f"不符合：{point.text}",
        finding.material.key,
        point.key,
        shown_basis(point.basis),
        sentence,
        finding.material.name,
    )


def _form_and_count(finding: MaterialFinding) -> str:
    """In what form and how many: 原件1份; 电子证照/复印件，复印件1份."""
    material = finding.material
    parts = [f"原件{material.original}份"] if material.original else []
    if material.copies:
        parts.append(f"复印件{material.copies}份")
    count = "、".join(parts) or "1份"
    return count if material.form in ("原件", "复印件") else f"{material.form}，{count}"


def _open_places(
    filing: Filing, resolved: Resolved, materials: Sequence[MaterialFinding], *, correcting: bool
) -> tuple[OpenPlace, ...]:
    """What is still to be done, in the order of the page.

    Questions, form (only to accept), points, words to fill in.
    """
    places = [OpenPlace(f"answers.{k}", "还有情形问题没有回答", "situation") for k in resolved.unanswered]
    if not correcting:
        places += [
            OpenPlace(f"form.{f.key}", f"还没有填写“{f.label}”", "form")
            for f in resolved.form
            if f.required and filing.form.get(f.key) in (None, "")
        ]
    for finding in materials:
        base = f"materials.{finding.material.key}.points"
        for p in finding.points:
            if p.state == "open":
                places.append(OpenPlace(f"{base}.{p.point.key}", f"还没有核对：{p.point.text}", "point"))
            elif p.state == "fail":
                places += [
                    OpenPlace(f"{base}.{p.point.key}", f"补正内容还缺“{name}”", "fill")
                    for name in unfilled(p.point, finding.entry.fill.get(p.point.key, {}))
                ]
    return tuple(places)
