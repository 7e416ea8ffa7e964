"""A service item 事项 and its parts, as plain frozen data.

The YAML of `resources/catalog/items/*.yaml` decodes into these types field by field (names equal).
Nothing here knows how they are stored, or what a clerk has entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.law.limit import Limit

ItemKind = Literal["licence", "filing", "confirmation", "payment", "service"]
ApplicantKind = Literal["person", "sole-trader", "organisation"]
FieldType = Literal["text", "date", "integer", "decimal", "choice", "boolean", "citizen-id", "uscc", "phone"]
PointCheck = Literal["eye", "auto"]
Stage = Literal["counter", "department"]
Power = Literal["receive", "accept", "correct", "refuse", "decide"]

KIND_ZH: dict[ItemKind, str] = {
    "licence": "行政许可",
    "filing": "备案",
    "confirmation": "行政确认",
    "payment": "行政给付",
    "service": "公共服务",
}
UNCONFIRMED_BASIS = "办事指南要求（待部门确认）"
GUIDE_BASIS = "办事指南要求"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a situation question, or one choice of a form field.

    `verdict` is set where the answer itself settles the matter: `not-required` 不需要许可, with `reason` and `basis`.
    """

    key: str
    text: str
    verdict: Literal["", "not-required"] = ""
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A question 情形 that decides which materials are needed.

    `when` is an expression (CEL) over `answers`, `applicant`, `agent`; empty = always asked.
    """

    key: str
    question: str
    options: tuple[Option, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the application form. `example` passes every check of its type and, for choices, is an option's key.

    `section` groups fields on screen; `hint` is one plain sentence; `when` hides a field that does not apply.
    `minimum`/`maximum` bound integers and decimals; `max_length` bounds text (characters).
    `foreign_order` is the place of the field in the department's own form (copy next field), 0 = as listed.
    """

    key: str
    label: str
    type: FieldType = "text"
    required: bool = True
    example: str | int | bool = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    section: str = ""
    when: str = ""
    minimum: str = ""
    maximum: str = ""
    max_length: int = 200
    foreign_order: int = 0


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """A review point 审核要点 of one material.

    `text` is what must be true. `correction` is the sentence for the notice, with places `{name}` to fill in; it says
    which paper, which place, what is wrong, what to hand in. `say` is one plain sentence to say aloud. `check: auto`
    has `expression` (CEL, true = passes) over `form`, `answers`, `applicant`, `agent`, `today`; `why` says in words
    why it fails. `stage: department` points are not asked at the counter. `basis` names an article only if it is
    sourced (`source` says where); `confirmed` names the department's signature, empty in the starting catalogue.
    `fails`: what failing means at the counter: a defect to be corrected, or that no licence is needed at all.
    `on_the_spot` says that it can be put right at the counter. `good` and `bad` describe sample pictures: file names
    under `resources/catalog/samples/`, may be empty.
    """

    key: str
    text: str
    correction: str
    check: PointCheck = "eye"
    stage: Stage = "counter"
    expression: str = ""
    why: str = ""
    basis: str = UNCONFIRMED_BASIS
    source: str = ""
    confirmed: str = ""
    fails: Literal["defect", "not-required"] = "defect"
    on_the_spot: bool = False
    say: str = ""
    when: str = ""
    good: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A material 材料 of the published list.

    `identity` is the same for the same paper in different items (a package collects it once); `original` and `copies`
    are counts; `form` is the wording of the list (原件核验, 复印件或承诺). `when` is an expression over `answers`,
    `applicant`, `agent`, `form`; a material whose `when` is false does not apply. `required: false` may be brought.
    `deferrable` 容缺 with `defer_days`, workdays at most (0 = only bounded by promise less review days) and
    `defer_basis`; `committable` 告知承诺 with `commit_basis` and the commitment's text. `shared_from` names the
    authority whose data makes bringing it needless (能共享不提交). `valid_days`: a verified copy may be used again for
    so long (0 = not). `application_form` marks the form itself, on which the points of the form hang. `returned`:
    given back after being seen.
    """

    key: str
    name: str
    identity: str
    points: tuple[ReviewPoint, ...]
    form: str = "原件"
    required: bool = True
    original: int = 1
    copies: int = 0
    issuer: str = ""
    e_licence: bool = False
    deferrable: bool = False
    defer_days: int = 0
    defer_basis: str = ""
    committable: bool = False
    commit_basis: str = ""
    commit_text: str = ""
    shared_from: str = ""
    valid_days: int = 0
    when: str = ""
    when_text: str = ""
    application_form: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Authorisation:
    """What this counter may do for an item: by which document, until when, and which seal lies there.

    `one_person`: whoever accepted may decide as well; else a second person does.
    """

    powers: tuple[Power, ...]
    document: str
    valid_until: str = ""
    seal: str = ""
    one_person: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as sourced: `text` 《食品安全法》第三十五条, `source` says where it was taken from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class CorrectionRule:
    """What the item's own rule says of corrections: a date by which (`days`, named), and whether papers go back."""

    days: int = 0
    unit: Literal["workday", "day"] = "workday"
    basis: str = ""
    papers_back: bool = False


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """A service item. `code` is the catalogue's short code, the official codes are empty until a department gives them.

    `department` is a key of `departments.yaml`. `legal` is 0 only where `immediate`. `in_person` is the rule by
    which an agent is refused, else empty. `one_system` says whether the item is handled in the one system (the seed's
    91.6 %); `immediate` 立等可取 (the seed's 51.2 %). `prerequisites` are codes of items whose result is needed first.
    `authority_for` names another district's authority where the counter only receives (通办, 代收). `copies` is the
    number of each notice. `quota` marks scarce quota (LAW-57). `online` says whether it can be applied for online;
    `visits` is the number the guide asks for. `steps` is the number of handling steps. `generated` is true in the
    scale catalogue only.
    """

    code: str
    name: str
    department: str
    kind: ItemKind
    kind_text: str
    applicants: tuple[ApplicantKind, ...]
    legal: Limit
    promised: Limit
    situations: tuple[Situation, ...]
    form: tuple[FormField, ...]
    materials: tuple[Material, ...]
    authorisation: Authorisation
    basis: tuple[Basis, ...]
    aliases: tuple[str, ...] = ()
    official_code: str = ""
    immediate: bool = False
    review_days: int = 1
    in_person: str = ""
    one_system: bool = True
    online: bool = True
    visits: int = 1
    steps: int = 4
    result: str = ""
    result_validity: str = ""
    fee: str = "不收费"
    fee_basis: str = ""
    prerequisites: tuple[str, ...] = ()
    authority_for: str = ""
    correction: CorrectionRule = CorrectionRule()
    copies: int = 2
    quota: bool = False
    guide: str = ""
    confidence: str = ""
    stopped: str = ""
    generated: bool = False

    def material(self, key: str) -> Material | None:
        """The material with this key, or None."""
        return next((m for m in self.materials if m.key == key), None)
