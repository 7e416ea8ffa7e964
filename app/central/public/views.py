"""What the pages of a pre-application show of a draft: fields by section, options, checks, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.central.public.guide import WHO
from app.central.public.language import said
from app.domain.checklist.filing import RELATION_ZH
from app.domain.identity.check import ID_TYPE_ZH, ID_TYPES
from app.usecases.central.pre_applications import checks_of
from app.usecases.central.pre_drafts import halls_of
from app.usecases.central.public_guide import material_notes

if TYPE_CHECKING:
    from app.central.console.language import Language
    from app.domain.catalog.service_item import FormField
    from app.usecases.central.pre_drafts import Looked
    from app.usecases.central.server import Server

ENDINGS = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG"}
_RELATIONS = tuple(key for key in RELATION_ZH if key != "staff")
_OF_PERSON = {
    "applicant.kind": "申请人是",
    "applicant.name": "姓名（单位名称）",
    "applicant.id_type": "证件类型",
    "applicant.id_number": "证件号码",
    "applicant.phone": "手机号码",
    "human.name": "经营者（法定代表人）姓名",
    "human.id_number": "经营者（法定代表人）身份证号码",
    "agent.name": "代办人姓名",
    "agent.id_number": "代办人身份证号码",
    "agent.scope": "委托办理什么",
    "agent.evidence": "监护关系证明（监护人填）",
    "agent": "代办人",
}


def form_values(server: Server, looked: Looked, language: Language) -> dict[str, Any]:
    """What the form's page needs."""
    item, filing = looked.item, looked.filing
    entries = {"applicant.id_type": filing.applicant.id_type, "applicant.kind": filing.applicant.kind}
    labels = {place: said(language, words) for place, words in _OF_PERSON.items()}
    labels |= {f"form.{f.key}": f.label for f in looked.resolved.form}
    some_person = any(kind == "person" for kind in item.applicants)
    human = "" if item.applicants == ("person",) else "经营者（法定代表人）"
    return {
        "looked": looked,
        "entries": {**looked.draft.entries, **entries},
        "labels": labels,
        "kinds": [(kind, said(language, WHO[kind])) for kind in item.applicants],
        "id_types": [(one, said(language, ID_TYPE_ZH[one])) for one in ID_TYPES if some_person or one == "uscc"],
        "relations": [(one, said(language, RELATION_ZH[one])) for one in _RELATIONS],
        "human": human,
        "sections": _sections(looked),
        "halls": [(hall, hall) for hall in halls_of(server)],
    }


def draft_values(looked: Looked) -> dict[str, Any]:
    """What the page of the materials needs."""
    checks = checks_of(looked.resolved.materials)
    wanted = [m.material for m in looked.resolved.materials if not m.material.application_form]
    absent = [m.name for m in wanted if m.required and not m.shared_from and m.key not in looked.draft.files]
    return {
        "looked": looked,
        "failing": [one for one in checks if one.outcome == "fail"],
        "passing": sum(one.outcome == "pass" for one in checks),
        "absent": absent,
        "notes": {m.key: material_notes(m) for m in wanted},
        "endings": ENDINGS,
    }


def _sections(looked: Looked) -> list[tuple[str, list[FormField]]]:
    sections: dict[str, list[FormField]] = {}
    for field in looked.resolved.form:
        sections.setdefault(field.section or "申请内容", []).append(field)
    return list(sections.items())
