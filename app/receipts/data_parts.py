"""What the documents are put together from: headings, parties, lines of tables. Frozen, one type a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.catalog.service_item import ApplicantKind, ItemKind


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code's text and the short check code (7KQ4-M2XD) under it; both from `app.receipts.codes`."""

    text: str
    check: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What all documents share. `author` signs (…区市场监督管理局), `seal` names the seal that belongs there.

    `number` is empty for a paper without one. `evaluation` draws 样张 over every page, `offline` puts 断网出具 on the
    counter's copy. `code` is set after `codes.seal_code`; it is no part of the facts that it signs.
    """

    author: str
    issued_on: date
    number: str = ""
    case_no: str = ""
    seal: str = ""
    evaluation: bool = False
    offline: bool = False
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy a sheet is. `counter` is the filed one; `reprint` counts 补打 from 1, 0 is the first print."""

    label: str = "申请人联"
    of: int = 2
    counter: bool = False
    reprint: int = 0


APPLICANT_COPY = Copy()
COUNTER_COPY = Copy("存档联", counter=True)


@dataclass(frozen=True, slots=True)
class ItemRef:
    """The item as printed. `basis` are its own legal bases, used where it is no licence."""

    code: str
    name: str
    kind: ItemKind
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Human:
    """A person on paper: `id_shown` is masked already; `role` 经营者, 法定代表人, 受托人, 监护人."""

    name: str
    role: str = ""
    id_label: str = ""
    id_shown: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """The applicant. `behind` is a sole trader's operator or the legal representative; `agent` who came."""

    kind: ApplicantKind
    name: str
    id_label: str
    id_shown: str
    behind: Human | None = None
    agent: Human | None = None
    phone: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The department's contact. What is empty reads 见窗口公示."""

    department: str
    phone: str = ""
    supervision_phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Clerk:
    """The clerk by name and number 工号."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A date with the limit it comes from (10个工作日); `provisional` is marked 预计."""

    on: date
    limit: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material that was received or goes back. `copies` and `pages` as text; — is printed where they are empty.

    `form` 原件 | 复印件 | 电子证照 | 系统共享; `checked` 核验情况; `custody` 留存 | 核验后退还 | —.
    """

    name: str
    form: str
    copies: str = ""
    pages: str = ""
    checked: str = ""
    custody: str = ""


@dataclass(frozen=True, slots=True)
class GuideMaterial:
    """A material of the guide. `notes` are short: 可容缺, 可告知承诺, 可用电子证照, 委托办理时提交."""

    name: str
    form: str
    count: str
    issuer: str = ""
    required: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DefectLine:
    """One defect: which material, what is wrong, what to hand in, by which rule."""

    material: str
    problem: str
    requirement: str
    basis: str


@dataclass(frozen=True, slots=True)
class DeferralLine:
    """A deferred material 容缺: until when and by which rule."""

    material: str
    until: Due
    basis: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A material replaced by a commitment 告知承诺: what is promised, by which rule."""

    material: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the application form with what was entered."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldSection:
    """A section of the application form."""

    title: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class Remedies:
    """Where to go against a refusal: the district government 区人民政府 and the court, both settings, never empty."""

    reconsideration: str
    court: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table of a statement. `widths` are relative; the last row is emphasised where `total` is set."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class AcceptedItem:
    """One of several items that a notice accepts: its case, its situation, its dates and its fee."""

    item: ItemRef
    case_no: str
    situation: str = ""
    legal: Due | None = None
    promised: Due | None = None
    fee: str = ""


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """A paper that the applicant may have, and what holds of it from now on."""

    title: str
    number: str
    issued_on: date
    result: Literal["holds", "void-back", "void-out"]
