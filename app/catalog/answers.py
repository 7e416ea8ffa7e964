"""What the commands answer about the catalogue, as JSON-ready data (COMMANDS.md: the resolved checklist, packages)."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from app.domain.catalog.resolve import Facts, Resolved, ResolvedMaterial, ResolvedPoint, resolve
from app.domain.package.sheet import Sheet, sheet_of
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.catalog.search import SearchIndex
    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.expressions import Evaluate
    from app.domain.catalog.merge import MergedPackage, MergedSituation
    from app.domain.catalog.service_item import FormField, Option, ServiceItem, Situation
    from app.domain.catalog.theme_package import ThemePackage

Json = dict[str, Any]


def resolved_json(
    catalogue: Catalogue, item: ServiceItem, answers: Mapping[str, str], evaluate: Evaluate, today: date
) -> Json:
    """The checklist that applies to these answers, for the ordinary applicant and the form's examples.

    Raises InputProblem `ENTRY-ANSWER` for a question or an option that the item does not have.
    """
    refuse_unknown_answers(item.situations, answers, f"事项“{item.name}”")
    resolved = resolve(item, ordinary_facts((item,), answers, today), evaluate)
    return {
        "item": _item_json(catalogue, item),
        "release": {"number": catalogue.number, "hash": catalogue.hash},
        "situations": [_situation_json(s.situation, s.answered) for s in resolved.situations],
        "form": [_field_json(f) for f in resolved.form],
        "materials": [_material_json(m) for m in resolved.materials],
        "settled": _settled_json(resolved),
    }


def package_json(catalogue: Catalogue, key: str, answers: Mapping[str, str], evaluate: Evaluate, today: date) -> Json:
    """The merged package; a question without an answer is taken as its first option, the ordinary case.

    Raises Refusal `ENTRY-PACKAGE` where there is no such package, InputProblem `ENTRY-ANSWER` for a wrong answer.
    """
    package = find_package(catalogue, key)
    items = tuple(catalogue.by_code[m.item] for m in package.members)
    refuse_unknown_answers(_askable(package, items, answers), answers, f"套餐“{package.name}”")
    facts = ordinary_facts(items, {**_assumed(package, items, answers), **answers}, today)
    sheet = sheet_of(package, catalogue, facts, evaluate)
    merged = sheet.merged
    return {
        "package": {"key": package.key, "name": package.name, "joint": package.joint},
        "release": {"number": catalogue.number, "hash": catalogue.hash},
        "items": [_member_json(merged, i) for i in range(len(merged.members))],
        "situations": [_merged_situation_json(s, answers) for s in merged.situations],
        "form": [{**_field_json(f.field), "key": f.key, "items": list(f.items)} for f in merged.form],
        "materials": _merged_materials_json(sheet),
        "savings": {
            "materials": merged.savings.materials.saved,
            "steps": merged.savings.steps.saved,
            "visits": merged.savings.visits.saved,
        },
        "counts": asdict(merged.savings),
        "promised": {"n": merged.promise_days, "unit": "workday", "path": list(merged.critical_path)},
    }


def search_json(index: SearchIndex, words: str, use_counts: Mapping[str, int], limit: int = 20) -> list[Json]:
    """What the search box finds, best first."""
    return [
        {"code": h.code, "name": h.name, "score": h.score, "why": h.why, "kind": h.kind}
        for h in index.search(words, use_counts, limit)
    ]


def find_package(catalogue: Catalogue, key_or_name: str) -> ThemePackage:
    """The package with this key or name; a Refusal says that there is none."""
    found = [p for p in catalogue.packages if key_or_name in (p.key, p.name)]
    if not found:
        known = "、".join(p.key for p in catalogue.packages[:20])
        raise Refusal("ENTRY-PACKAGE", f"没有套餐“{key_or_name}”，现有：{known}。", "package")
    return found[0]


def refuse_unknown_answers(situations: tuple[Situation, ...], answers: Mapping[str, str], of: str) -> None:
    """Raise InputProblem `ENTRY-ANSWER` where an answer names a question or an option that is not there."""
    by_key = {s.key: s for s in situations}
    for key, option in answers.items():
        if key not in by_key:
            known = "、".join(k for k in by_key if "." not in k) or "没有情形可选"
            raise InputProblem("ENTRY-ANSWER", f"{of}没有情形“{key}”，可用的情形：{known}。", f"answers.{key}")
        keys = [o.key for o in by_key[key].options]
        if option not in keys:
            raise InputProblem(
                "ENTRY-ANSWER", f"情形“{key}”没有选项“{option}”，可选：{'、'.join(keys)}。", f"answers.{key}"
            )


def ordinary_facts(items: tuple[ServiceItem, ...], answers: Mapping[str, str], today: date) -> Facts:
    """Facts for a list that is shown before anybody has come: the form's examples, the first kind of applicant."""
    kind = items[0].applicants[0] if items else "person"
    form: dict[str, object] = {}
    for item in items:
        for form_field in item.form:
            form.setdefault(form_field.key, form_field.example)
            form[f"{item.code}.{form_field.key}"] = form_field.example
    return Facts(today=today, answers=answers, form=form, applicant_kind=kind)


def _askable(
    package: ThemePackage, items: tuple[ServiceItem, ...], answers: Mapping[str, str]
) -> tuple[Situation, ...]:
    """Every question that may be answered: the items' under their own key and under `CODE.key`, the package's.

    Where several have one key, the one that has the option given stands for all.
    """
    own = [s for i in items for s in i.situations]
    single = [replace(s, key=f"{i.code}.{s.key}") for i in items for s in i.situations]
    together = (*single, *own, *package.situations)
    return tuple(sorted(together, key=lambda s: any(o.key == answers.get(s.key) for o in s.options)))


def _assumed(package: ThemePackage, items: tuple[ServiceItem, ...], answers: Mapping[str, str]) -> dict[str, str]:
    """The first options of the questions that nobody has answered."""
    assumed = {s.key: s.options[0].key for s in package.situations}
    for item in items:
        for situation in item.situations:
            given = {**assumed, **answers}.get(situation.key)
            if all(o.key != given for o in situation.options):
                assumed[f"{item.code}.{situation.key}"] = situation.options[0].key
    return assumed


def _merged_situation_json(merged: MergedSituation, answers: Mapping[str, str]) -> Json:
    """A question of the package; `answered` is what was given, `assumed` what stands in for it."""
    keys = (merged.key, *(f"{code}.{merged.situation.key}" for code in merged.items))
    given = next((answers[k] for k in keys if k in answers), None)
    shown = _situation_json(merged.situation, given)
    return {**shown, "key": merged.key, "items": list(merged.items), "assumed": None if given else merged.answered}


def _item_json(catalogue: Catalogue, item: ServiceItem) -> Json:
    return {
        "code": item.code,
        "name": item.name,
        "department": catalogue.department_of(item).name,
        "kind": item.kind,
        "kind_text": item.kind_text,
        "immediate": item.immediate,
        "legal": {"n": item.legal.n, "unit": item.legal.unit},
        "promised": {"n": item.promised.n, "unit": item.promised.unit},
        "applicants": list(item.applicants),
        "in_person": item.in_person,
        "fee": item.fee,
        "result": item.result,
    }


def _situation_json(situation: Situation, answered: str | None) -> Json:
    options = [_option_json(o) for o in situation.options]
    return {"key": situation.key, "question": situation.question, "options": options, "answered": answered}


def _option_json(option: Option) -> Json:
    shown: Json = {"key": option.key, "text": option.text}
    if option.verdict:
        shown |= {"verdict": option.verdict, "reason": option.reason}
    return shown


def _field_json(form_field: FormField) -> Json:
    return {
        "key": form_field.key,
        "label": form_field.label,
        "type": form_field.type,
        "required": form_field.required,
        "options": [_option_json(o) for o in form_field.options],
        "example": form_field.example,
        "section": form_field.section,
        "hint": form_field.hint,
    }


def _material_json(resolved: ResolvedMaterial) -> Json:
    material = resolved.material
    return {
        "key": material.key,
        "name": material.name,
        "identity": material.identity,
        "required": material.required,
        "form": material.form,
        "original": material.original,
        "copies": material.copies,
        "deferrable": material.deferrable,
        "committable": material.committable,
        "e_licence": material.e_licence,
        "application_form": material.application_form,
        "points": [_point_json(p) for p in resolved.points],
    }


def _point_json(resolved: ResolvedPoint) -> Json:
    point = resolved.point
    return {
        "key": point.key,
        "text": point.text,
        "basis": point.basis,
        "check": point.check,
        "correction": point.correction,
        "on_the_spot": point.on_the_spot,
        "say": point.say,
    }


def _settled_json(resolved: Resolved) -> Json | None:
    if resolved.settled is None:
        return None
    return {"verdict": resolved.settled.verdict, "reason": resolved.settled.reason, "basis": resolved.settled.basis}


def _member_json(merged: MergedPackage, index: int) -> Json:
    member = merged.members[index]
    return {
        "code": member.item.code,
        "name": member.item.name,
        "order": index + 1,
        "after": list(member.waits_for),
        "at_once": member.at_once,
    }


def _merged_materials_json(sheet: Sheet) -> list[Json]:
    """Each paper once, under its identity; `shared` is the key under which a package file answers a point."""
    shared = {part: point.key for m in sheet.materials for point in m.points for part in point.parts}
    return [
        {
            "identity": m.identity,
            "key": m.material.key,
            "name": m.material.name,
            "required": m.required,
            "original": m.original,
            "copies": m.copies,
            "items": [code for code, _ in m.parts],
            "points": [
                {"item": code, **_point_json(p), "shared": shared[code, part.material.key, p.point.key]}
                for code, part in m.parts
                for p in part.points
            ],
        }
        for m in sheet.merged.materials
    ]
