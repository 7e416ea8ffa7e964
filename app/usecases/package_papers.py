"""The papers of a package as a whole: the cover list 材料总清单, and the joint notice where one authority accepts for all.

Each is a document of a case, the first, or the first that was accepted, so that printing, serving, voiding and
reprinting them are as ever.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.checklist.filing import PROVIDED_ZH
from app.store.case_projection import CASE
from app.usecases.papers import contact_of, item_ref, party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.events import DatedLimit
    from app.domain.case.state import CaseState
    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.department import Department
    from app.domain.catalog.theme_package import ThemePackage
    from app.domain.documents.kinds import DocumentKind
    from app.domain.package.sheet import SharedMaterial, Sheet
    from app.domain.package.state import PackageState
    from app.receipts import data as paper
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.numbering import NumberedPaper, Numbering
    from app.usecases.workplace import Workplace


def joint_department(catalogue: Catalogue, package: ThemePackage) -> Department | None:
    """The department that accepts for all, by its key or full name. Rule: LAW-26-2."""
    return next((d for d in catalogue.departments if package.joint and package.joint in (d.key, d.full_name)), None)


class PackagePapers:
    """Makes both papers inside the transaction of the sitting; they are documents of the package's cases."""

    def __init__(
        self,
        workplace: Workplace,
        uow: UnitOfWork,
        sheet: Sheet,
        state: PackageState,
        cases: Sequence[CaseState],
        numbering: Numbering,
    ) -> None:
        self._workplace = workplace
        self._uow = uow
        self._sheet = sheet
        self._state = state
        self._numbering = numbering
        self._cases = {case.item_code: case for case in cases}
        self._first = cases[0]
        self._items = {m.item.code: m.item for m in sheet.merged.members}

    def cover(self) -> NumberedPaper:
        """The cover list, of the first case."""
        return self._paper("package-cover", self._cover, self._first)

    def joint(self, accepted: Sequence[CaseState]) -> NumberedPaper:
        """The one notice of acceptance for all that were accepted, of the first of them. Rule: LAW-26-2."""
        department = joint_department(self._workplace.catalogue, self._sheet.merged.package)
        if department is None:
            raise AssertionError("a joint notice is that of a department")
        return self._paper(
            "joint-acceptance-notice", lambda heading: self._joint(heading, department, accepted), accepted[0],
            character=department.character, department=department, also=tuple(case.case_no for case in accepted[1:]),
        )  # fmt: skip

    def _paper(self, kind: DocumentKind, data_of: Any, case: CaseState, **more: Any) -> NumberedPaper:
        from app.usecases.result_papers import other_paper

        return other_paper(
            self._workplace, self._uow, kind, data_of, subject=(CASE, case.case_id), case_no=case.case_no,
            shown_no=self._state.package_no, numbering=self._numbering, **more,
        )  # fmt: skip

    def _cover(self, heading: paper.Heading) -> Any:
        """The cover list: members with how each is filed, every paper once, the saving, the one promise."""
        from app.receipts import data as paper

        saved, stationery = self._sheet.merged.savings, self._workplace.stationery()
        return paper.PackageCover(
            heading=heading,
            party=party(self._first.filing),
            package=self._state.name,
            package_no=self._state.package_no,
            members=tuple(self._cover_member(code) for code in self._items),
            materials=tuple(self._cover_material(m) for m in self._sheet.materials if self._brought(m)),
            promised=_due(self._state.promised),
            contact=self._contact(),
            clerk=paper.Clerk(stationery.clerk, stationery.clerk_number),
            savings=paper.Savings(*((s.before, s.after) for s in (saved.materials, saved.steps, saved.visits))),
        )

    def _joint(self, heading: paper.Heading, department: Department, accepted: Sequence[CaseState]) -> Any:
        from app.receipts import data as paper

        stationery = self._workplace.stationery()
        items = tuple(
            paper.JointItem(
                item_ref(self._items[case.item_code]), case.department, case.case_no,
                _due(case.legal) if case.legal else None, _due(case.promised) if case.promised else None,
            )
            for case in accepted
        )  # fmt: skip
        day = date.fromisoformat(self._state.opened_on)
        return paper.JointAcceptanceNotice(
            heading=heading,
            party=party(self._first.filing),
            package=self._state.name,
            package_no=self._state.package_no,
            named_by="",
            received_on=day,
            accepted_on=day,
            items=items,
            materials=tuple(self._joint_material(m) for m in self._sheet.materials if self._brought(m)),
            contact=contact_of(department, stationery),
            promised=_due(self._state.promised),
        )

    def _cover_member(self, code: str) -> paper.CoverMember:
        from app.receipts import data as paper

        member, case = self._state.member(code), self._cases.get(code)
        if member is None:
            raise AssertionError("a package has the members of its sheet")
        waits = tuple(self._items[other].name for other in member.waits_for)
        promised = case.promised if case else None
        return paper.CoverMember(
            item_ref(self._items[code]), member.department, member.mode, case.case_no if case else "", waits,
            _due(promised) if promised else None,
        )  # fmt: skip

    def _brought(self, shared: SharedMaterial) -> bool:
        return any(self._entry(code, key) for code, key in shared.parts)

    def _entry(self, code: str, key: str) -> Any:
        """What was entered for a material in a member's case, or for one that waits; None where it was not brought."""
        case, member = self._cases.get(code), self._state.member(code)
        filing = case.filing if case else member.filing if member else None
        entry = filing.materials.get(key) if filing else None
        return entry if entry is not None and entry.brought else None

    def _form(self, shared: SharedMaterial) -> str:
        entry = next(found for code, key in shared.parts if (found := self._entry(code, key)))
        return "、".join(PROVIDED_ZH[way] for way in entry.provided)

    def _cover_material(self, shared: SharedMaterial) -> paper.CoverMaterial:
        from app.receipts import data as paper

        used = tuple(dict.fromkeys(self._items[code].name for code, _ in shared.parts))
        return paper.CoverMaterial(shared.material.name, self._form(shared), _copies(shared), used)

    def _joint_material(self, shared: SharedMaterial) -> paper.MaterialLine:
        from app.receipts import data as paper

        return paper.MaterialLine(name=shared.material.name, form=self._form(shared), copies=_copies(shared))

    def _contact(self) -> paper.Contact:
        department = self._workplace.catalogue.department_of(next(iter(self._items.values())))
        return contact_of(department, self._workplace.stationery())


def _copies(shared: SharedMaterial) -> str:
    return str(max(shared.material.original, shared.material.copies, 1))


def _due(limit: DatedLimit) -> paper.Due:
    from app.usecases.papers import due_of

    return due_of(limit)
