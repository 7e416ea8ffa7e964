"""Which situations, form fields, materials and points of an item apply to the facts at hand.

Three-valued: what an expression cannot decide yet, because a form field it needs is still empty, is neither true nor
false. An unanswered situation counts as the empty answer, so the list of materials is always shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.catalog.expressions import Evaluate, MissingValue, referenced_fields
from app.domain.catalog.service_item import FormField, Material, Option, ReviewPoint, ServiceItem, Situation


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known while a matter is taken: answers by situation key, form values as entered, the applicant, the day.

    Form values are as in the acceptance file: dates ISO strings, integers ints, decimals strings, choices option keys,
    booleans bools; "" or None is empty. `applicant_age` is in whole years, -1 unknown. `agent` is none, entrusted,
    guardian or staff.
    """

    today: date
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, object] = field(default_factory=dict)
    applicant_kind: str = "person"
    applicant_age: int = -1
    applicant_sex: str = ""
    applicant_id_type: str = ""
    agent: str = "none"


@dataclass(frozen=True, slots=True)
class AskedSituation:
    """A question that is asked, with the key of the option chosen, or None."""

    situation: Situation
    answered: str | None


@dataclass(frozen=True, slots=True)
class ResolvedPoint:
    """A point of the counter that applies.

    `outcome` is what the program computed for an automatic point (None: pending, `missing` names the fields still
    empty); always None for points that are checked by eye.
    """

    point: ReviewPoint
    outcome: bool | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedMaterial:
    """A material that applies, with its points of the counter and those left to the department."""

    material: Material
    points: tuple[ResolvedPoint, ...]
    department_points: tuple[ReviewPoint, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The checklist of an item for given facts, in the catalogue's order.

    `undecided` are materials whose condition needs a form field that is still empty. `settled` is the chosen option
    that settles the matter by itself (no licence needed). `answers` are those in effect: of situations that are no
    longer asked they are left out here, though a draft keeps them.
    """

    item: ServiceItem
    situations: tuple[AskedSituation, ...]
    answers: Mapping[str, str]
    form: tuple[FormField, ...]
    materials: tuple[ResolvedMaterial, ...]
    undecided: tuple[Material, ...]
    settled: Option | None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Keys of the questions still without an answer."""
        return tuple(s.situation.key for s in self.situations if s.answered is None)

    def material(self, key: str) -> ResolvedMaterial | None:
        """The material with this key if it applies, else None."""
        return next((m for m in self.materials if m.material.key == key), None)


def resolve(item: ServiceItem, facts: Facts, evaluate: Evaluate) -> Resolved:
    """The checklist that applies to these facts. Raises ExpressionFailure where the catalogue is faulty."""
    situations = _ask(item, facts, evaluate)
    answers = {s.situation.key: s.answered for s in situations if s.answered is not None}
    context = context_of(item, facts, answers)
    form, context = _applying_fields(item, context, evaluate)
    applies = {m.key: _holds(m.when, context, evaluate) for m in item.materials}
    fields = {f.key: f for f in form}
    return Resolved(
        item=item,
        situations=situations,
        answers=answers,
        form=form,
        materials=tuple(_resolve_material(m, context, fields, evaluate) for m in item.materials if applies[m.key]),
        undecided=tuple(m for m in item.materials if applies[m.key] is None and _awaited((m.when,), context, fields)),
        settled=_settled(situations),
    )


def context_of(item: ServiceItem, facts: Facts, answers: Mapping[str, str]) -> dict[str, object]:
    """The context that the item's expressions are evaluated over; empty form fields are absent, decimals are floats."""
    values = ((f.key, _typed(f, facts.form.get(f.key))) for f in item.form)
    return {
        "form": {key: value for key, value in values if value is not None},
        "answers": _all_answers(item, answers),
        "applicant": {
            "kind": facts.applicant_kind,
            "age": facts.applicant_age,
            "sex": facts.applicant_sex,
            "id_type": facts.applicant_id_type,
        },
        "agent": facts.agent,
        "today": facts.today.isoformat(),
    }


def _all_answers(item: ServiceItem, answers: Mapping[str, str]) -> dict[str, str]:
    return {s.key: answers.get(s.key, "") for s in item.situations}


def _typed(form_field: FormField, value: object) -> object:
    """The value as expressions see it; None where it is empty or not yet readable as its type."""
    if value is None or value == "":
        return None
    try:
        if form_field.type == "decimal":
            return float(str(value))
        if form_field.type == "integer":
            return int(str(value))
    except ValueError:
        return None
    return value if isinstance(value, (str, int, float, bool)) else None


def _ask(item: ServiceItem, facts: Facts, evaluate: Evaluate) -> tuple[AskedSituation, ...]:
    """Questions in order; a later one may hang on the answers of the earlier ones that are in effect."""
    asked: list[AskedSituation] = []
    answers: dict[str, str] = {}
    context = context_of(item, facts, answers)
    for situation in item.situations:
        so_far = {**context, "answers": _all_answers(item, answers)}
        if _holds(situation.when, so_far, evaluate) is not True:
            continue
        given = facts.answers.get(situation.key, "")
        chosen = given if any(o.key == given for o in situation.options) else None
        asked.append(AskedSituation(situation, chosen))
        if chosen is not None:
            answers[situation.key] = chosen
    return tuple(asked)


def _applying_fields(
    item: ServiceItem, context: dict[str, object], evaluate: Evaluate
) -> tuple[tuple[FormField, ...], dict[str, object]]:
    """The fields that apply, and the context without the values of those that do not."""
    form = tuple(f for f in item.form if _holds(f.when, context, evaluate) is True)
    keys = {f.key for f in form}
    values = context["form"]
    shown = {k: v for k, v in values.items() if k in keys} if isinstance(values, dict) else {}
    return form, {**context, "form": shown}


def _holds(expression: str, context: Mapping[str, object], evaluate: Evaluate) -> bool | None:
    """True, False, or None while a value is missing; an empty expression holds."""
    if not expression:
        return True
    try:
        return evaluate(expression, context)
    except MissingValue:
        return None


def _settled(situations: tuple[AskedSituation, ...]) -> Option | None:
    chosen = (o for s in situations for o in s.situation.options if o.key == s.answered)
    return next((o for o in chosen if o.verdict), None)


def _resolve_material(
    material: Material, context: Mapping[str, object], fields: Mapping[str, FormField], evaluate: Evaluate
) -> ResolvedMaterial:
    applying = [p for p in material.points if _holds(p.when, context, evaluate) is not False]
    points = (_resolve_point(p, context, fields, evaluate) for p in applying if p.stage == "counter")
    return ResolvedMaterial(
        material=material,
        points=tuple(p for p in points if p is not None),
        department_points=tuple(p for p in applying if p.stage == "department"),
    )


def _resolve_point(
    point: ReviewPoint, context: Mapping[str, object], fields: Mapping[str, FormField], evaluate: Evaluate
) -> ResolvedPoint | None:
    """The point with its computed outcome; None where the fields that it would look at do not apply."""
    auto = point.check == "auto"
    applies = _holds(point.when, context, evaluate) is True
    outcome = _holds(point.expression, context, evaluate) if applies and auto else None
    if applies and (not auto or outcome is not None):
        return ResolvedPoint(point, outcome)
    expressions = (point.when, point.expression) if auto else (point.when,)
    awaited = _awaited(expressions, context, fields)
    return ResolvedPoint(point, None, awaited) if awaited else None


def _awaited(
    expressions: tuple[str, ...], context: Mapping[str, object], fields: Mapping[str, FormField]
) -> tuple[str, ...]:
    """The required fields that apply, are named here and are still empty: what a pending expression waits for.

    A field that is hidden, or may be left empty, is waited for by nothing.
    """
    values = context["form"]
    filled = values if isinstance(values, dict) else {}
    named = {key for expression in expressions for key in referenced_fields(expression)}
    return tuple(k for k, f in fields.items() if k in named and f.required and k not in filled)
