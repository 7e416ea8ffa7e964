"""What is printed from the decision on, and what goes beside a case: frozen data, one type a document.

Decisions, special procedures, service, results; the papers of a package; what could not be done. The same rules hold
as for `app.receipts.data`: everything is decided before it comes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.domain.case.terms import ProcedureKind
from app.receipts.data_parts import Clerk, Contact, Due, Heading, Human, ItemRef, MaterialLine, Party

ServiceManner = Literal["direct", "left", "post", "electronic", "public"]
Handing = Literal["counter", "post", "electronic"]
MemberMode = Literal["filed", "waiting", "commitment"]


@dataclass(frozen=True, slots=True)
class Granted:
    """One thing that is granted: `result` names the licence or paper that comes of it.

    `case_no` is set where it is another case than the heading's.
    """

    item: ItemRef
    content: str
    result: str = ""
    licence_no: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    case_no: str = ""


@dataclass(frozen=True, slots=True)
class DecisionGrant:
    """准予决定书. Several of `granted` are one review with one decision 多审合一: one authority, one kind of item.

    `serve_by` is the day by which the result is delivered; none where it is handed out `at_once`.
    """

    heading: Heading
    party: Party
    item: ItemRef
    accepted_on: date
    granted: tuple[Granted, ...]
    contact: Contact
    serve_by: Due | None = None
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRefusal:
    """不予决定书: what was found, why, by which rule, and where to go against it; none of them is ever empty.

    `also` are further items that the one decision refuses.
    """

    heading: Heading
    party: Party
    item: ItemRef
    accepted_on: date
    facts: str
    reasons: str
    basis: str
    remedies: str
    contact: Contact
    also: tuple[ItemRef, ...] = ()


@dataclass(frozen=True, slots=True)
class SpecialProcedureNotice:
    """特别程序告知书. `days` is the time needed (10个工作日), `before` the legal date that held until now.

    `legal` and `promised` are to be expected once the procedure has ended at `until`.
    """

    heading: Heading
    party: Party
    item: ItemRef
    accepted_on: date
    procedure: ProcedureKind
    days: str
    start: date
    until: date
    contact: Contact
    before: Due | None = None
    legal: Due | None = None
    promised: Due | None = None


@dataclass(frozen=True, slots=True)
class ServedPaper:
    """A paper that is served: what it is, its number, how many."""

    title: str
    number: str
    copies: str = "1"


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """送达回证. `collector` received it, his role is what he is to the applicant; None: the applicant himself.

    `late` says why where the limit had passed; `refusal_note` and `witnesses` where the receiver would not sign.
    """

    heading: Heading
    party: Party
    item: ItemRef
    papers: tuple[ServedPaper, ...]
    manner: ServiceManner
    on: date
    place: str
    contact: Contact
    clerk: Clerk
    collector: Human | None = None
    waybill: str = ""
    late: str = ""
    refusal_note: str = ""
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result that is handed out: the licence, its number, how many pieces, until when it is valid."""

    name: str
    number: str = ""
    count: str = "1"
    valid: str = ""
    item: str = ""
    case_no: str = ""


@dataclass(frozen=True, slots=True)
class ResultReceipt:
    """领证凭证. Several lines are results that are issued together or not at all 两证同发."""

    heading: Heading
    party: Party
    item: ItemRef
    results: tuple[ResultLine, ...]
    manner: Handing
    on: date
    collector: Human | None
    contact: Contact
    clerk: Clerk
    waybill: str = ""


@dataclass(frozen=True, slots=True)
class JointItem:
    """An item that one authority accepts for another: who decides it, its case and its dates."""

    item: ItemRef
    authority: str
    case_no: str = ""
    legal: Due | None = None
    promised: Due | None = None


@dataclass(frozen=True, slots=True)
class JointAcceptanceNotice:
    """统一受理通知书: one authority, named to do so, accepts for all that decide.

    `named_by` is the text that names it (依照…的安排); where it is empty the published way of handling is named.
    """

    heading: Heading
    party: Party
    package: str
    package_no: str
    named_by: str
    received_on: date
    accepted_on: date
    items: tuple[JointItem, ...]
    materials: tuple[MaterialLine, ...]
    contact: Contact
    promised: Due | None = None
    collect: str = ""


@dataclass(frozen=True, slots=True)
class CoverMember:
    """A member item of a package. `waits_for` are the items whose results it needs, by name."""

    item: ItemRef
    authority: str
    mode: MemberMode
    case_no: str = ""
    waits_for: tuple[str, ...] = ()
    promised: Due | None = None


@dataclass(frozen=True, slots=True)
class CoverMaterial:
    """A material that is handed in once, and the items that use it."""

    name: str
    form: str
    copies: str = "1"
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Savings:
    """What the package saves: each pair is one by one, then as a package."""

    materials: tuple[int, int]
    steps: tuple[int, int]
    visits: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PackageCover:
    """材料总清单: all members under one promise; the applicant signs what waits and is filed later."""

    heading: Heading
    party: Party
    package: str
    members: tuple[CoverMember, ...]
    materials: tuple[CoverMaterial, ...]
    promised: Due | None
    contact: Contact
    clerk: Clerk
    savings: Savings | None = None
    collect: str = ""
    package_no: str = ""


@dataclass(frozen=True, slots=True)
class EscalationReceipt:
    """“办不成事”登记单: what could not be done, who sees to it, and by when there is an answer."""

    heading: Heading
    person: str
    phone_shown: str
    received_at: datetime
    text: str
    wanted: str
    owner: str
    answer_by: Due
    contact: Contact
    clerk: Clerk
    item_name: str = ""
