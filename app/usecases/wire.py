"""The acceptance file and the acts of COMMANDS.md: from JSON to commands, strictly, with limits.

An unknown key, a wrong type or a value outside its limits is an InputProblem that names the place
(`materials.plan.points`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from app.domain.case import commands as c
from app.domain.case.events import ApproverLevel, IssueManner, Opinion, ProcedureKind, ToldHow
from app.domain.catalog.service_item import ApplicantKind
from app.domain.checklist import filing as f
from app.domain.identity.checked import IdType
from app.domain.identity.names import normalise_name
from app.domain.identity.phone import check_phone
from app.domain.identity.typed_text import compact, readable
from app.domain.refusal import Refusal
from app.usecases.strict_json import decode_strictly

Short = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
Key = Annotated[str, msgspec.Meta(max_length=80, pattern=r"^[^\x00-\x1f]*$")]
Name = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
"""Names a record: what PostgreSQL could not even look for is refused."""
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
            provided=tuple(self.provided),
            points=self.points,
            remark=readable(self.remark),
            override={k: readable(v) for k, v in self.override.items()},
            fill={k: {place: readable(v) for place, v in words.items()} for k, words in self.fill.items()},
            unable={k: readable(v) for k, v in self.unable.items()},
            pages=self.pages,
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
    given: AcceptanceIn = decode_strictly(data, AcceptanceIn)
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
        phone=_phone(given.phone),
        contact=readable(given.contact or ""),
        operator=_person(given.operator) if given.operator else None,
        legal_representative=_person(given.legal_representative) if given.legal_representative else None,
    )


def _phone(given: str | None) -> str | None:
    """The form to keep where it is a number; else as given, for the check to say what is wrong."""
    checked = check_phone(given or "")
    return (checked.normalised if checked.valid else given) or None


def _person(given: PersonIn) -> f.Person:
    return f.Person(given.id_type, compact(given.id_number), normalise_name(given.name))


def _agent(given: AgentIn) -> f.Agent:
    until = given.valid_until.isoformat() if given.valid_until else None
    scope, evidence = readable(given.scope or ""), readable(given.evidence or "")
    return f.Agent(given.relation, _person(given.person), scope, until, evidence)


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


class ExtendIn(_Act, frozen=True, kw_only=True, tag="extend"):
    """See COMMANDS.md, acts."""

    days: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    reason: Text
    approved_by: Short
    approver_level: ApproverLevel


class TransferIn(_Act, frozen=True, kw_only=True, tag="transfer"):
    """Give the case to another hall; a lead's."""

    hall: Short
    reason: Text


class SettleIn(_Act, frozen=True, kw_only=True, tag="settle"):
    """See COMMANDS.md, acts. `papers`: numbers of papers that no longer hold and lie at the counter again."""

    stands: Short
    applicant_says: Text = ""
    papers: Annotated[list[Short], msgspec.Meta(max_length=100)] = []


class OpineIn(_Act, frozen=True, kw_only=True, tag="opine"):
    """See COMMANDS.md, acts."""

    result: Opinion
    text: Text = ""


class AlsoGrantedIn(_Strict, frozen=True, kw_only=True):
    """Another case that is granted by the same decision 多审合一."""

    case_no: Short
    content: Text
    licence_no: Short | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class GrantIn(_Act, frozen=True, kw_only=True, tag="grant"):
    """See COMMANDS.md, acts. Dates are empty (null) where the result has none.

    `with`: further cases of one authority, applicant and kind that the one decision grants; at the server only.
    """

    content: Text
    licence_no: Short | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    with_: Annotated[list[AlsoGrantedIn], msgspec.Meta(max_length=20)] = msgspec.field(
        name="with", default_factory=list
    )


class RefuseIn(_Act, frozen=True, kw_only=True, tag="refuse"):
    """See COMMANDS.md, acts. The remedies come from the settings."""

    facts: Text
    reasons: Text
    basis: Text


class ReturnIn(_Act, frozen=True, kw_only=True, tag="return"):
    """See COMMANDS.md, acts."""

    reason: Text


class AnswerReturnIn(_Act, frozen=True, kw_only=True, tag="answer-return"):
    """The counter answers what the department returned; a clerk's or a lead's."""

    text: Text


class StartProcedureIn(_Act, frozen=True, kw_only=True, tag="start-special-procedure"):
    """See COMMANDS.md, acts. `days` are workdays; they or `until` are needed. Without `from` it begins today."""

    kind: ProcedureKind
    days: Annotated[int, msgspec.Meta(ge=1, le=500)] | None = None
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None


class EndProcedureIn(_Act, frozen=True, kw_only=True, tag="end-special-procedure"):
    """See COMMANDS.md, acts. Without `until` it ends today; `kind`, `from` and `days` may say which one is meant."""

    kind: ProcedureKind | None = None
    days: Annotated[int, msgspec.Meta(ge=1, le=500)] | None = None
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None


class IssueIn(_Act, frozen=True, kw_only=True, tag="issue"):
    """See COMMANDS.md, acts. `refused_to_sign`: why who took it would not sign, before two `witnesses`.

    `with`: numbers of other cases of the package whose results go out in the same act.
    """

    collector: PersonIn
    agent: AgentIn | None = None
    manner: IssueManner = "counter"
    waybill: Short | None = None
    refused_to_sign: Text = ""
    witnesses: Annotated[list[Short], msgspec.Meta(max_length=5)] = []
    with_: Annotated[list[Short], msgspec.Meta(max_length=20)] = msgspec.field(name="with", default_factory=list)


ActIn = (
    GiveVerdictIn | CompleteCorrectionIn | SupplyDeferredIn | WithdrawIn | CorrectRecordIn | VoidDocumentIn | ToldIn
    | ExtendIn | TransferIn | SettleIn | OpineIn | GrantIn | RefuseIn | ReturnIn | AnswerReturnIn | StartProcedureIn
    | EndProcedureIn | IssueIn
)  # fmt: skip
ApprovalIn = OpineIn | GrantIn | RefuseIn | ReturnIn | AnswerReturnIn | StartProcedureIn | EndProcedureIn | IssueIn
"""Acts from acceptance to the result."""
CaseCommand = (
    c.GiveVerdict | c.CompleteCorrection | c.SupplyDeferred | c.Withdraw | c.CorrectRecord | c.VoidDocument | c.Tell
    | c.Extend | c.Transfer | c.Settle | c.Opine | c.Grant | c.Refuse | c.Return | c.AnswerReturn | c.StartProcedure
    | c.EndProcedure | c.Issue
)  # fmt: skip


def read_act(data: bytes) -> ActIn:
    """An act; InputProblem names what is wrong and where."""
    given: ActIn = decode_strictly(data, ActIn)
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
        case ExtendIn():
            return c.Extend(act.days, readable(act.reason), readable(act.approved_by), act.approver_level)
        case TransferIn():
            return c.Transfer(readable(act.hall), readable(act.reason))
        case SettleIn():
            return c.Settle(act.stands.strip(), readable(act.applicant_says), tuple(act.papers))
        case _:
            return _approval_command(act)


def _approval_command(act: ApprovalIn) -> CaseCommand:
    """The command of an act from acceptance to the result."""
    match act:
        case OpineIn():
            return c.Opine(act.result, readable(act.text))
        case GrantIn():
            if act.with_:
                raise Refusal("STATE-CENTRE", "几件一并作出一份决定，请在服务器的网页上办理。", "with")
            return granting(act)
        case RefuseIn():
            return c.Refuse(readable(act.facts), readable(act.reasons), readable(act.basis))
        case ReturnIn():
            return c.Return(readable(act.reason))
        case AnswerReturnIn():
            return c.AnswerReturn(readable(act.text))
        case StartProcedureIn():
            return c.StartProcedure(act.kind, act.days or 0, _iso(act.from_), _iso(act.until))
        case EndProcedureIn():
            return c.EndProcedure(act.kind, _iso(act.from_), _iso(act.until))
        case IssueIn():
            agent = _agent(act.agent) if act.agent else None
            refused, seen = readable(act.refused_to_sign), tuple(map(readable, act.witnesses))
            return c.Issue(_person(act.collector), agent, act.manner, readable(act.waybill or ""), refused, seen)


def granting(act: GrantIn | AlsoGrantedIn) -> c.Grant:
    """The command of one grant, of the act's own case or of one that is granted with it."""
    number = readable(act.licence_no or "")
    return c.Grant(readable(act.content), number, _iso(act.valid_from), _iso(act.valid_to))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
