"""The lines of the checklist as the page shows them: a material and its points, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.catalog.service_item import Material
from app.domain.checklist.filing import PROVIDED_ZH
from app.domain.checklist.findings import MaterialFinding, PointFinding, PointState, correction_text, unfilled
from app.usecases.taking import Taking

if TYPE_CHECKING:
    from app.domain.catalog.resolve import Resolved, ResolvedMaterial, ResolvedPoint
    from app.domain.checklist.assess import Assessment
    from app.domain.checklist.filing import MaterialEntry

LineState = Literal["ok", "failed", "open", "missing", "deferred", "committed", "optional", "untouched"]


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of the counter. `detail` says what is wrong or awaited, `say` is to be said aloud.

    `sentence` is the correction with its places filled; `places` are all of them, `unfilled` those still empty.
    `computed` is what the program found (None: by eye, or it still `awaits` a form field). `asks_on_the_spot`: it
    failed, could be put right here, and nobody has said yet why that is not done. Rule: LAW-32-3.
    """

    key: str
    text: str
    state: PointState
    detail: str = ""
    detail_kind: str = "mute"
    say: str = ""
    sentence: str = ""
    places: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()
    computed: bool | None = None
    awaits: bool = False
    on_the_spot: bool = False
    asks_on_the_spot: bool = False
    basis: str = ""
    good: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material of the list with what was entered for it."""

    key: str
    title: str
    subtitle: str
    subtitle_kind: str
    state: LineState
    points: tuple[PointLine, ...]
    material: Material
    machine: str = ""
    scans: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """How many points have an answer."""
        return sum(p.state != "open" for p in self.points)

    def point(self, key: str) -> PointLine | None:
        """The point with this key."""
        return next((p for p in self.points if p.key == key), None)


def material_lines(
    taking: Taking,
    resolved: Resolved,
    found: Assessment | None,
    untouched: tuple[Material, ...],
    *,
    latest: date,
    promised: date,
) -> tuple[MaterialLine, ...]:
    """The lines in the catalogue's order; of a case in correction only what its notice named."""
    findings = {f.material.key: f for f in found.materials} if found else {}
    waiting = {m.key for m in untouched}
    frame = _Frame(taking, latest, promised, {f.key: f.label for f in resolved.form})
    return tuple(
        _line(frame, rm, findings.get(rm.material.key), rm.material.key in waiting)
        for rm in resolved.materials
        if not taking.correcting or rm.material.key in taking.asked
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all lines are made from: the taking, the days that bound a deferral, the labels of the form."""

    taking: Taking
    latest: date
    promised: date
    labels: Mapping[str, str]


def _line(frame: _Frame, rm: ResolvedMaterial, finding: MaterialFinding | None, untouched: bool) -> MaterialLine:
    material, taking = rm.material, frame.taking
    state: LineState = "untouched" if untouched or finding is None else finding.state
    known = {p.point.key: p for p in finding.points} if finding else {}
    points = tuple(_point(frame, rp, known.get(rp.point.key), material) for rp in rm.points)
    subtitle, kind = _subtitle(frame, material, state)
    entry = taking.filing.entry(material.key)
    return MaterialLine(
        material.key, material.name, subtitle, kind, state, points, material, entry.machine, entry.scans
    )


def _point(frame: _Frame, rp: ResolvedPoint, found: PointFinding | None, material: Material) -> PointLine:
    point, entry = rp.point, frame.taking.filing.entry(material.key)
    state: PointState = found.state if found else "open"
    if found is None and rp.outcome is not None:
        state = "pass" if rp.outcome else "open"
    fill = entry.fill.get(point.key, {})
    detail, kind = _detail(frame, rp, state, entry)
    failed = state == "fail"
    return PointLine(
        key=point.key,
        text=point.text,
        state=state,
        detail=detail,
        detail_kind=kind,
        say=f"可对申请人说：{point.say}" if point.say and failed else "",
        sentence=correction_text(point, fill),
        places=found.places if found else (),
        unfilled=unfilled(point, fill) if failed else (),
        computed=rp.outcome if point.check == "auto" else None,
        awaits=bool(rp.missing) and state == "open",
        on_the_spot=point.on_the_spot,
        asks_on_the_spot=failed and point.on_the_spot and not entry.unable.get(point.key),
        basis=point.basis,
        good=point.good,
        bad=point.bad,
    )


def _detail(frame: _Frame, rp: ResolvedPoint, state: PointState, entry: MaterialEntry) -> tuple[str, str]:
    """What stands under a point: the correction where it fails, what the program waits for, why it was overridden."""
    point = rp.point
    if state == "fail":
        return _failing(rp, entry), "bad"
    reason = entry.override.get(point.key, "")
    if reason:
        return f"与自动核对不一致，以人工为准，理由：{reason}", "caution"
    if state == "fixed":
        return "已当场改好，由申请人在更正处签字并注明日期", "good"
    if point.check != "auto":
        return "", "mute"
    awaited = "、".join(frame.labels.get(key, key) for key in rp.missing)
    return (f"自动核对，待填“{awaited}”" if awaited else "自动核对"), "mute"


def _failing(rp: ResolvedPoint, entry: MaterialEntry) -> str:
    """The correction with its places filled, what the program found, and why it was not put right on the spot."""
    point = rp.point
    words = correction_text(point, entry.fill.get(point.key, {}))
    if rp.outcome is False and point.why:
        words = f"{point.why.rstrip('。')}。{words}"
    unable = entry.unable.get(point.key, "")
    return f"{words}（当场未改：{unable}）" if unable else words


def _subtitle(frame: _Frame, material: Material, state: LineState) -> tuple[str, str]:
    filing, latest, promised = frame.taking.filing, frame.latest, frame.promised
    entry = filing.entry(material.key)
    if state == "deferred":
        until = filing.defer[material.key][5:]
        return f"容缺：须在承诺办结（{promised:%m-%d}）前补交，{until} 前交来", "caution"
    if state == "committed":
        return "以告知承诺代替", "caution"
    if state == "missing":
        more = (
            f" · 可容缺，最迟 {latest:%m-%d}"
            if material.deferrable
            else " · 可告知承诺"
            if material.committable
            else ""
        )
        return f"未带（算 1 处，要点不再逐项问）{more}", "bad" if not more else "mute"
    if entry.brought:
        ways = "、".join(PROVIDED_ZH[w] for w in entry.provided)
        parts = [entry.machine or ways]
        if entry.machine and entry.machine != ways:
            parts = [ways, entry.machine]
        if entry.scans:
            parts.append(f"扫描 {len(entry.scans)} 份")
        if state in ("failed", "open"):
            parts.append("必须" if material.required else "有则提交")
        return " · ".join(parts), "mute"
    if entry.scans:
        return " · ".join((entry.machine or "已扫描", f"扫描 {len(entry.scans)} 份，材料收到的形式还没有标")), "mute"
    return " · ".join(_wanted(material)), "mute"


def _wanted(material: Material) -> list[str]:
    """What the published list asks for, in a few words: 原件 1 份 · 必须 · 可容缺."""
    counts = [f"原件 {material.original} 份"] if material.original else []
    counts += [f"复印件 {material.copies} 份"] if material.copies else []
    parts = ["，".join(counts) or material.form]
    parts.append("必须" if material.required else "有则提交")
    parts.append("可容缺" if material.deferrable else "可告知承诺" if material.committable else "不可容缺")
    if material.shared_from:
        parts.append(f"{material.shared_from}共享")
    elif material.e_licence:
        parts.append("可用电子证照")
    return parts
