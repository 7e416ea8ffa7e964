"""The acceptance file and the acts of COMMANDS.md: from JSON to commands, strictly, with limits.

An unknown key, a wrong type or a value outside its limits is an InputProblem that names the place
(`materials.plan.points`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from app.domain.case import commands as c
from app.domain.case.events import ToldHow
from app.domain.catalog.service_item import ApplicantKind
from app.domain.checklist import filing as f
from app.domain.identity.checked import IdType
from app.domain.identity.names import normalise_name
from app.domain.identity.typed_text import compact
from app.domain.refusal import InputProblem

LARGEST = 1_000_000
"""Bytes of an acceptance file or an act; a longer one is refused before it is read as JSON."""

Short = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
Key = Annotated[str, msgspec.Meta(max_length=80)]
Number = Annotated[str, msgspec.Meta(max_length=40)]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An unknown key is an error, never dropped."""


class PersonIn(_Strict, frozen=True, kw_only=True):
    """A natural person."""

    id_type: IdType = "citizen-id"
    id_number: Number
    name: Short


class ApplicantIn(_Strict, frozen=True, kw_only=True):
    """The applicant of an acceptance file."""

    kind: ApplicantKind
    id_type: IdType
    id_number: Number
    name: Short
    phone: Number | None = None
    contact: Short | None = None
    operator: PersonIn | None = None
    legal_representative: PersonIn | None = None


class AgentIn(_Strict, frozen=True, kw_only=True):
    """Who acts for the applicant."""

    relation: f.AgentRelation
    person: PersonIn
    scope: Short | None = None
    valid_until: date | None = None
    evidence: Short | None = None


class IdentityIn(_Strict, frozen=True, kw_only=True):
    """How identity was seen."""

    seen: Short = ""
    face: bool | None = None
    thumb_print: bool = False
    witness: Short = ""
    lost: bool = False


class MaterialIn(_Strict, frozen=True, kw_only=True):
    """What was brought for a material."""

    provided: Annotated[list[f.Provided], msgspec.Meta(max_length=5)] = []
    points: dict[Key, f.PointAnswer] = {}
    remark: Text = ""
    override: dict[Key, Text] = {}
    fill: dict[Key, dict[Short, Text]] = {}
    unable: dict[Key, Text] = {}
    pages: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0

    def entry(self) -> f.MaterialEntry:
        """The entry of the domain."""
        return f.MaterialEntry(
            tuple(self.provided), self.points, self.remark, self.override, self.fill, self.unable, self.pages
        )


class AuthorityIn(_Strict, frozen=True, kw_only=True):
    """The authority that is competent."""

    authority: Short
    address: Short = ""


class ExtraIn(_Strict, frozen=True, kw_only=True):
    """A paper outside the published list, with the reason."""

    name: Short
    reason: Text


JurisdictionIn = Literal["ours", "not-required"] | AuthorityIn
Value = str | int | float | bool


class AcceptanceIn(_Strict, frozen=True, kw_only=True):
    """The acceptance file."""

    item: Short
    applicant: ApplicantIn
    intent: f.Intent = "accept"
    channel: f.Channel = "counter"
    service: f.Delivery = "counter"
    agent: AgentIn | None = None
    identity: IdentityIn = IdentityIn()
    answers: dict[Key, Key] = {}
    form: dict[Key, Value | None] = {}
    materials: dict[Key, MaterialIn] = {}
    defer: dict[Key, date] = {}
    commit: list[Key] = []
    jurisdiction: JurisdictionIn = "ours"
    extra: list[ExtraIn] = []
    on: date | None = None


def read_acceptance(data: bytes) -> AcceptanceIn:
    """An acceptance file; InputProblem names what is wrong and where."""
    given: AcceptanceIn = _decode(data, AcceptanceIn)
    return given


def filing_of(given: AcceptanceIn, code: str) -> f.Filing:
    """The filing of an acceptance file for the item with this code."""
    return f.Filing(
        item=code,
        applicant=applicant_of(given.applicant),
        agent=_agent(given.agent) if given.agent else None,
        identity=f.Identity(
            given.identity.seen,
            given.identity.face,
            given.identity.thumb_print,
            given.identity.witness,
            given.identity.lost,
        ),
        intent=given.intent,
        channel=given.channel,
        service=given.service,
        answers=given.answers,
        form=_form(given.form),
        materials={k: m.entry() for k, m in given.materials.items()},
        defer={k: d.isoformat() for k, d in given.defer.items()},
        commit=tuple(given.commit),
        jurisdiction=_jurisdiction(given.jurisdiction),
        extra=tuple(f.ExtraMaterial(x.name, x.reason) for x in given.extra),
    )


def applicant_of(given: ApplicantIn) -> f.Applicant:
    """The applicant of the domain, numbers normalised."""
    return f.Applicant(
        kind=given.kind,
        id_type=given.id_type,
        id_number=compact(given.id_number),
        name=normalise_name(given.name),
        phone=given.phone,
        contact=given.contact or "",
        operator=_person(given.operator) if given.operator else None,
        legal_representative=_person(given.legal_representative) if given.legal_representative else None,
    )


def _person(given: PersonIn) -> f.Person:
    return f.Person(given.id_type, compact(given.id_number), normalise_name(given.name))


def _agent(given: AgentIn) -> f.Agent:
    until = given.valid_until.isoformat() if given.valid_until else None
    return f.Agent(given.relation, _person(given.person), given.scope or "", until, given.evidence or "")


def _form(given: dict[str, Any]) -> dict[str, f.FormValue]:
    """Form values; what was left empty (null) is left out. Floats are refused by the field's own check."""
    return {k: v for k, v in given.items() if v is not None}


def _jurisdiction(given: Any) -> f.Jurisdiction:
    return f.OtherAuthority(given.authority, given.address) if isinstance(given, AuthorityIn) else given


class _Act(_Strict, frozen=True, kw_only=True, tag_field="act"):
    """Fields of every act: `on` for evaluation stores, `key` for idempotency."""

    on: date | None = None
    key: Key | None = None


class GiveVerdictIn(_Act, frozen=True, kw_only=True, tag="give-verdict"):
    """See COMMANDS.md, acts."""

    materials: dict[Key, MaterialIn] = {}
    answers: dict[Key, Key] = {}
    form: dict[Key, Value | None] = {}
    defer: dict[Key, date] | None = None
    commit: list[Key] | None = None
    jurisdiction: JurisdictionIn | None = None
    reason: Text = ""


class CompleteCorrectionIn(_Act, frozen=True, kw_only=True, tag="complete-correction"):
    """See COMMANDS.md, acts."""

    materials: dict[Key, MaterialIn]
    reason: Text = ""


class SupplyDeferredIn(_Act, frozen=True, kw_only=True, tag="supply-deferred"):
    """See COMMANDS.md, acts."""

    material: Key
    provided: Annotated[list[f.Provided], msgspec.Meta(max_length=5)]
    points: dict[Key, f.PointAnswer] = {}
    remark: Text = ""


class WithdrawIn(_Act, frozen=True, kw_only=True, tag="withdraw"):
    """See COMMANDS.md, acts. `returned`: keys of materials given back, or true for all that was kept."""

    reason: Text
    signed: bool
    returned: list[Key] | bool = []


class CorrectRecordIn(_Act, frozen=True, kw_only=True, tag="correct-record"):
    """See COMMANDS.md, acts."""

    field: Key
    new: Text
    reason: Text


class VoidDocumentIn(_Act, frozen=True, kw_only=True, tag="void-document"):
    """See COMMANDS.md, acts."""

    number: Short
    reason: Text


class ToldIn(_Act, frozen=True, kw_only=True, tag="told"):
    """See COMMANDS.md, acts."""

    number: Short
    how: ToldHow
    witness: Short | None = None
    waybill: Short | None = None
    note: Text = ""


ActIn = GiveVerdictIn | CompleteCorrectionIn | SupplyDeferredIn | WithdrawIn | CorrectRecordIn | VoidDocumentIn | ToldIn
CaseCommand = (
    c.GiveVerdict | c.CompleteCorrection | c.SupplyDeferred | c.Withdraw | c.CorrectRecord | c.VoidDocument | c.Tell
)


def read_act(data: bytes) -> ActIn:
    """An act; InputProblem names what is wrong and where."""
    given: ActIn = _decode(data, ActIn)
    return given


def command_of(act: ActIn, kept: tuple[str, ...] = ()) -> CaseCommand:
    """The command of an act. `kept` are the materials whose originals lie at the counter (withdraw, returned: true)."""
    match act:
        case GiveVerdictIn():
            return c.GiveVerdict(
                materials={k: m.entry() for k, m in act.materials.items()},
                answers=act.answers,
                form=_form(act.form),
                defer=None if act.defer is None else {k: d.isoformat() for k, d in act.defer.items()},
                commit=None if act.commit is None else tuple(act.commit),
                jurisdiction=None if act.jurisdiction is None else _jurisdiction(act.jurisdiction),
                reason=act.reason,
            )
        case CompleteCorrectionIn():
            return c.CompleteCorrection({k: m.entry() for k, m in act.materials.items()}, act.reason)
        case SupplyDeferredIn():
            return c.SupplyDeferred(act.material, tuple(act.provided), act.points, act.remark)
        case WithdrawIn():
            returned = act.returned if isinstance(act.returned, list) else kept if act.returned else ()
            return c.Withdraw(act.reason, act.signed, tuple(returned))
        case CorrectRecordIn():
            return c.CorrectRecord(act.field, act.new, act.reason)
        case VoidDocumentIn():
            return c.VoidDocument(act.number, act.reason)
        case ToldIn():
            return c.Tell(act.number, act.how, act.witness or "", act.waybill or "", act.note)


def _decode(data: bytes, kind: Any) -> Any:
    if len(data) > LARGEST:
        raise InputProblem("INPUT-SIZE", f"文件太大（超过 {LARGEST // 1000} KB），请检查是否选错文件。")
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        text, place = _placed(str(error))
        raise InputProblem("INPUT-FIELD", _in_words(text), place) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputProblem("INPUT-JSON", f"不是完整的 JSON 文件：{error}", "") from error


_WORDS = (
    (re.compile(r"unknown field `(.+?)`"), "没有字段“{}”，请核对字段名。"),
    (re.compile(r"missing required field `(.+?)`"), "缺少字段“{}”，请补上。"),
    (re.compile(r"[Ii]nvalid (?:enum )?value ?(.*)"), "值 {} 不在允许的范围里，请对照说明改正。"),
    (re.compile(r"of length <= (\d+)"), "内容过长，最多 {} 个字（项）。"),
    (re.compile(r"`int` (?:>|<)= (\S+)"), "数值超出范围（界限 {}）。"),
    (re.compile(r"Invalid .*`?date`?(.*)"), "日期不存在或写法不对，请写成 2026-11-23。{}"),
    (re.compile(r"Expected `(.+?)`, got `.+?`"), "类型不对，这里应是 {}。"),
)


def _in_words(message: str) -> str:
    """A decoder's message in words for the person who wrote the file."""
    for pattern, words in _WORDS:
        if found := pattern.search(message):
            return words.format(found[1])
    return f"字段不合要求：{message}。"


_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


def _placed(message: str) -> tuple[str, str]:
    """The message and the place of a msgspec error (`… - at `$.materials`)."""
    found = _PLACE.search(message)
    if found:
        return message[: found.start()], found["path"]
    unknown = re.search(r"unknown field `([^`]+)`", message)
    return message, unknown[1] if unknown else ""
