"""Findings: what each material and point amounts to before any verdict is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.domain.catalog.service_item import Material, ReviewPoint
from app.domain.checklist.filing import Filing, MaterialEntry
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.catalog.resolve import Resolved, ResolvedMaterial, ResolvedPoint

PointState = Literal["pass", "fail", "fixed", "n/a", "open"]
MaterialState = Literal["ok", "failed", "open", "missing", "deferred", "committed", "optional"]
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class PointFinding:
    """One point of a brought material. `auto` where the program decided; `pending` names form fields it waits for."""

    point: ReviewPoint
    state: PointState
    auto: bool = False
    why: str = ""
    pending: tuple[str, ...] = ()
    overridden: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the correction's wording that a person fills in."""
        return tuple(dict.fromkeys(PLACE.findall(self.point.correction)))


@dataclass(frozen=True, slots=True)
class MaterialFinding:
    """One material that applies, with its points.

    Those of a material not brought are not asked (they are one defect).
    """

    material: Material
    entry: MaterialEntry
    state: MaterialState
    points: tuple[PointFinding, ...] = ()

    @property
    def answered(self) -> int:
        """How many points have an answer."""
        return sum(p.state != "open" for p in self.points)


def find(resolved: Resolved, filing: Filing) -> tuple[MaterialFinding, ...]:
    """Findings for all materials that apply, in the catalogue's order.

    Raises Refusal where an answer contradicts the program's own check without a reason given.
    """
    return tuple(_material(rm, filing) for rm in resolved.materials)


def _material(rm: ResolvedMaterial, filing: Filing) -> MaterialFinding:
    material, entry = rm.material, filing.entry(rm.material.key)
    if not entry.brought:
        return MaterialFinding(material, entry, _absent(material, filing))
    points = tuple(_point(rp, entry, material) for rp in rm.points)
    states = {p.state for p in points}
    state: MaterialState = "failed" if "fail" in states else "open" if "open" in states else "ok"
    return MaterialFinding(material, entry, state, points)


def _absent(material: Material, filing: Filing) -> MaterialState:
    if material.deferrable and material.key in filing.defer:
        return "deferred"
    if material.committable and material.key in filing.commit:
        return "committed"
    return "missing" if material.required else "optional"


def _point(rp: ResolvedPoint, entry: MaterialEntry, material: Material) -> PointFinding:
    point, given = rp.point, entry.points.get(rp.point.key)
    if point.check == "eye" or rp.outcome is None:
        return PointFinding(point, given or "open", pending=rp.missing)
    computed: PointState = "pass" if rp.outcome else "fail"
    why = "" if rp.outcome else (point.why or point.text)
    if given is None or given == computed:
        return PointFinding(point, computed, auto=True, why=why)
    reason = entry.override.get(point.key, "")
    if not reason:
        place = f"materials.{material.key}.points.{point.key}"
        shown = why or "系统核对为合格"
        raise Refusal(
            "ENTRY-CONTRADICTS", f"“{point.text}”与系统核对不一致：{shown}。如以人工为准，请写明理由。", place
        )
    return PointFinding(point, given, auto=True, why=why, overridden=reason)


def correction_text(point: ReviewPoint, fill: Mapping[str, str]) -> str:
    """The correction's sentence with its places filled; an unfilled place stays visible as （页码）."""
    return PLACE.sub(lambda m: fill.get(m[1], "").strip() or f"（{m[1]}）", point.correction)


def unfilled(point: ReviewPoint, fill: Mapping[str, str]) -> tuple[str, ...]:
    """Places of the correction that nobody has filled in."""
    return tuple(p for p in dict.fromkeys(PLACE.findall(point.correction)) if not fill.get(p, "").strip())
