"""Makes filings of theme packages that are accepted as they stand: first answers, examples, every point passed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.case.decide import facts_of
from app.domain.checklist.filing import Filing, MaterialEntry, PointAnswer
from app.domain.package.sheet import Sheet, sheet_of
from tests.builders.filings import EVALUATE, TODAY, applicant_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.service_item import ApplicantKind
    from app.domain.catalog.theme_package import ThemePackage


def sheet_for(catalogue: Catalogue, package: ThemePackage, filing: Filing, today: date = TODAY) -> Sheet:
    """The package's one form for a filing."""
    return sheet_of(package, catalogue, facts_of(filing, today), EVALUATE)


def kind_for(sheet: Sheet) -> ApplicantKind:
    """A kind of applicant that every member filed at once is open to."""
    kinds = [set(m.item.applicants) for m in sheet.at_once]
    first = sheet.at_once[0].item.applicants
    return next(k for k in first if all(k in others for others in kinds))


def complete_package(
    catalogue: Catalogue, package: ThemePackage, answers: Mapping[str, str] | None = None, today: date = TODAY
) -> Filing:
    """A filing of the package that is accepted as it stands; `answers` win over the first options."""
    first = {s.key: s.options[0].key for s in package.situations}
    filing = Filing(item="", applicant=applicant_of("person"), answers={**first, **(answers or {})})
    filing = replace(filing, applicant=applicant_of(kind_for(sheet_for(catalogue, package, filing, today))))
    for _ in range(12):  # an answer or a value may bring another question or field
        sheet = sheet_for(catalogue, package, filing, today)
        asked = {s.key: s.situation.options[0].key for s in sheet.merged.situations if s.answered is None}
        form = {f.key: f.field.example for f in sheet.merged.form if f.field.example != ""}
        if not asked and form == filing.form:
            break
        filing = replace(filing, answers={**filing.answers, **asked}, form=form)
    return replace(filing, materials={m.key: _passed(m) for m in sheet.materials})


def _passed(material: object) -> MaterialEntry:
    points: dict[str, PointAnswer] = {p.key: "pass" for p in material.points if p.point.check == "eye"}  # type: ignore[attr-defined]  # a SharedMaterial
    return MaterialEntry(provided=("original-kept",), points=points)
