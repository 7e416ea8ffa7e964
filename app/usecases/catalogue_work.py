"""The catalogue as it is read at the counter 事项库: an item as the applicant sees it, a package with what it saves.

Nothing is stored here. Evaluation may be slow the first time:
only what is called quick belongs on the interface's thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from app.catalog.answers import find_package, ordinary_facts
from app.domain.catalog.merge import MergedPackage, merge
from app.domain.catalog.resolve import Facts, Resolved, ResolvedMaterial, resolve
from app.domain.catalog.service_item import (
    KIND_ZH,
    UNCONFIRMED_BASIS,
    Material,
    Power,
    ReviewPoint,
    ServiceItem,
    Situation,
)
from app.domain.catalog.shares import Shares, shares
from app.domain.checklist.assess import shown_basis
from app.domain.law.limit import Limit
from app.usecases.guide import guide_sheet
from app.usecases.taking import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.catalog.search import SearchIndex
    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.theme_package import ThemePackage
    from app.receipts import data as paper
    from app.usecases.workplace import Workplace

APPLICANTS_ZH = {"person": "个人", "sole-trader": "个体工商户", "organisation": "单位"}
POWERS_ZH: dict[Power, str] = {
    "receive": "收件",
    "accept": "受理",
    "correct": "告知补正",
    "refuse": "不予受理",
    "decide": "作出决定",
}


@dataclass(frozen=True)
class CatalogueRow:
    """An item or a package in the list; `code` is the package's key where `package` is set. `tone` colours the mark."""

    code: str
    name: str
    second: str
    mark: str
    tone: Literal["good", "bad", "mute", "primary"]
    package: bool = False


@dataclass(frozen=True)
class Question:
    """A situation question with its options; `answered` is the key of the one chosen."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    answered: str | None


@dataclass(frozen=True)
class PointGuide:
    """A review point as published: text, basis, whether a department has confirmed it, who checks it."""

    text: str
    basis: str
    confirmed: bool
    by_department: bool
    by_program: bool
    say: str


@dataclass(frozen=True)
class MaterialGuide:
    """A material as the applicant is told of it: how many, in which form, and what makes it easier."""

    name: str
    wanted: str
    notes: tuple[str, ...]
    points: tuple[PointGuide, ...]
    depends: bool


@dataclass(frozen=True)
class ItemGuide:
    """The guide of an item for the answers given."""

    code: str
    name: str
    department: str
    facts: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    settled: str
    materials: tuple[MaterialGuide, ...]
    fields: tuple[str, ...]
    basis: tuple[str, ...]
    unconfirmed: int


@dataclass(frozen=True)
class PackageGuide:
    """A package for the answers given: members in order with what they wait for, one list of materials, savings."""

    key: str
    name: str
    facts: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    members: tuple[tuple[str, str, str], ...]
    savings: tuple[tuple[str, int, int], ...]
    materials: tuple[MaterialGuide, ...]


class CatalogueWork:
    """Reads the catalogue in force at one counter."""

    def __init__(self, workplace: Workplace, index: SearchIndex) -> None:
        self.workplace = workplace
        self.search_in(index)

    def search_in(self, index: SearchIndex) -> None:
        """Search in this index from now on: a release came into force."""
        self._index = index

    @property
    def catalogue(self) -> Catalogue:
        """The release in force."""
        return self.workplace.catalogue

    # ---- quick: memory only ----

    def search(self, words: str, limit: int = 2000) -> tuple[CatalogueRow, ...]:
        """Items and packages for a few keys; for no words all of them, packages first."""
        if not words.strip():
            packages = [self._package_row(p) for p in self.catalogue.packages]
            return (*packages, *(self._item_row(i) for i in self.catalogue.items))
        return tuple(self._row(hit.code, hit.kind) for hit in self._index.search(words, {}, limit))

    def shares(self) -> Shares:
        """How many items run in the one system, are immediate, can be applied for online: computed."""
        return shares(self.catalogue.items)

    def release_words(self) -> str:
        """The release as people name it: 第 3 版 · 1a2b3c4d."""
        return f"第 {self.catalogue.number} 版 · {self.catalogue.hash[:8]}"

    # ---- off the interface's thread ----

    def item(self, code: str, answers: Mapping[str, str]) -> ItemGuide:
        """The guide of an item; Refusal ENTRY-ITEM."""
        item = self.catalogue.find(code)
        facts = Facts(self.workplace.today(), answers=answers, applicant_kind=item.applicants[0])
        resolved = resolve(item, facts, self.workplace.library.evaluate)
        materials = tuple(_resolved(m) for m in resolved.materials)
        undecided = tuple(_material(m, m.points, depends=True) for m in resolved.undecided)
        points = [p for m in item.materials for p in m.points]
        return ItemGuide(
            code=item.code,
            name=item.name,
            department=self.catalogue.department_of(item).full_name,
            facts=tuple(self._facts(item)),
            questions=_questions(resolved),
            settled=(resolved.settled.reason or resolved.settled.text) if resolved.settled else "",
            materials=(*materials, *undecided),
            fields=tuple(f.label for f in resolved.form),
            basis=tuple(shown_basis(b.text) for b in item.basis),
            unconfirmed=sum(not p.confirmed for p in points),
        )

    def package(self, key: str, answers: Mapping[str, str]) -> PackageGuide:
        """A package for the answers given; Refusal ENTRY-PACKAGE."""
        package = find_package(self.catalogue, key)
        items = tuple(self.catalogue.by_code[m.item] for m in package.members)
        facts = ordinary_facts(items, answers, self.workplace.today())
        return _package_guide(package, self._assumed(package, facts))

    def _assumed(self, package: ThemePackage, facts: Facts) -> MergedPackage:
        """The package for the ordinary case: a question without an answer is taken as its first option."""
        for _ in range(3):  # an answer may bring members with questions of their own
            merged = merge(package, self.catalogue, facts, self.workplace.library.evaluate)
            assumed = {s.key: s.situation.options[0].key for s in merged.situations if s.answered is None}
            if not assumed:
                return merged
            facts = replace(facts, answers={**facts.answers, **assumed})
        return merge(package, self.catalogue, facts, self.workplace.library.evaluate)

    def guide_sheet(self, code: str, answers: Mapping[str, str]) -> paper.GuideSheet:
        """The printed guide sheet for the answers given. Rule: LAW-30."""
        return guide_sheet(self.workplace, replace(NOTHING, item=code, answers=dict(answers)))

    def guide_pdf(self, code: str, answers: Mapping[str, str]) -> bytes:
        """The guide sheet as it is printed."""
        from app.receipts.render import render

        return render(self.guide_sheet(code, answers))

    def _row(self, code: str, kind: str) -> CatalogueRow:
        if kind == "item":
            return self._item_row(self.catalogue.by_code[code])
        return self._package_row(find_package(self.catalogue, code))

    def _item_row(self, item: ServiceItem) -> CatalogueRow:
        mark = "已停办" if item.stopped else "立等可取" if item.immediate else item.promised.text
        tone: Literal["good", "bad", "mute"] = "bad" if item.stopped else "good" if item.immediate else "mute"
        return CatalogueRow(item.code, item.name, self.catalogue.department_of(item).name, mark, tone)

    def _package_row(self, package: ThemePackage) -> CatalogueRow:
        second = f"主题套餐 · {len(package.members)} 个事项"
        return CatalogueRow(package.key, package.name, second, "套餐", "primary", package=True)

    def _facts(self, item: ServiceItem) -> list[tuple[str, str]]:
        """What the guide says besides the materials, in its order."""
        may = item.authorisation
        powers = "、".join(POWERS_ZH[p] for p in may.powers)
        until = f"，至 {may.valid_until}" if may.valid_until else ""
        needed = "、".join(self.catalogue.by_code[c].name for c in item.prerequisites)
        lines = [
            ("实施机关", self.catalogue.department_of(item).full_name),
            ("事项类型", item.kind_text or KIND_ZH[item.kind]),
            ("谁可以申请", "、".join(APPLICANTS_ZH[kind] for kind in item.applicants)),
            ("须本人到场", item.in_person),
            ("承诺时限", item.promised.text),
            ("法定时限", item.legal.text),
            ("收费", f"{item.fee}（{item.fee_basis}）" if item.fee_basis else item.fee),
            ("结果", f"{item.result}，{item.result_validity}" if item.result_validity else item.result),
            ("前置事项", needed),
            ("代收", f"为{item.authority_for}收件" if item.authority_for else ""),
            ("本窗口可以", f"{powers}（{may.document}{until}）" if may.document else powers),
            ("窗口印章", may.seal),
            ("停止办理", item.stopped),
        ]
        return [(name, value) for name, value in lines if value]


def _questions(resolved: Resolved) -> tuple[Question, ...]:
    return tuple(_question(s.situation.key, s.situation, s.answered) for s in resolved.situations)


def _question(key: str, situation: Situation, answered: str | None) -> Question:
    return Question(key, situation.question, tuple((o.key, o.text) for o in situation.options), answered)


def _resolved(found: ResolvedMaterial) -> MaterialGuide:
    return _material(found.material, (*(p.point for p in found.points), *found.department_points))


def _material(material: Material, points: Sequence[ReviewPoint], *, depends: bool = False) -> MaterialGuide:
    counts = [f"原件 {material.original} 份"] if material.original else []
    counts += [f"复印件 {material.copies} 份"] if material.copies else []
    notes = [
        f"{material.when_text}时提交" if material.when_text else "",
        "" if material.required else "可以不交",
        f"可容缺（{shown_basis(material.defer_basis)}）" if material.deferrable else "",
        "可告知承诺" if material.committable else "",
        f"由{material.shared_from}共享，可不带" if material.shared_from else "",
        "可用电子证照" if material.e_licence and not material.shared_from else "",
        "核验后退还" if material.returned else "",
    ]
    shown = tuple(
        PointGuide(
            text=p.text,
            basis=shown_basis(p.basis),
            confirmed=bool(p.confirmed) and p.basis != UNCONFIRMED_BASIS,
            by_department=p.stage == "department",
            by_program=p.check == "auto",
            say=p.say,
        )
        for p in points
    )
    wanted = "、".join(counts) or material.form
    return MaterialGuide(material.name, wanted, tuple(n for n in notes if n), shown, depends)


def _package_guide(package: ThemePackage, merged: MergedPackage) -> PackageGuide:
    names = {m.item.code: m.item.name for m in merged.members}
    members = tuple(
        (m.item.code, m.item.name, _waiting([names[c] for c in m.waits_for], at_once=m.at_once)) for m in merged.members
    )
    saved = merged.savings
    path = " → ".join(names[c] for c in merged.critical_path)
    facts = [
        ("统一受理", package.joint),
        ("最长办理", f"{Limit(merged.promise_days).text}（{path}）"),
        ("一表申请", f"{len(merged.form)} 个字段填一次"),
    ]
    return PackageGuide(
        key=package.key,
        name=package.name,
        facts=tuple((name, value) for name, value in facts if value),
        questions=tuple(_question(s.key, s.situation, s.answered) for s in merged.situations),
        members=members,
        savings=(
            ("材料", saved.materials.before, saved.materials.after),
            ("环节", saved.steps.before, saved.steps.after),
            ("跑动", saved.visits.before, saved.visits.after),
        ),
        materials=tuple(_merged(m.material, m.original, m.copies, len(m.parts)) for m in merged.materials),
    )


def _waiting(names: list[str], *, at_once: bool) -> str:
    if not names:
        return "同时提交"
    first = "、".join(names)
    return f"同时提交，以承诺代替{first}的结果" if at_once else f"{first}办结当天提交"


def _merged(material: Material, original: int, copies: int, items: int) -> MaterialGuide:
    guide = _material(replace(material, original=original, copies=copies), ())
    used = (f"{items} 个事项共用",) if items > 1 else ()
    return replace(guide, notes=(*guide.notes, *used))
