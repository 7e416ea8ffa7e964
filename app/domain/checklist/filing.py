"""A filing: what was entered at the counter for one item, as frozen data. No rule is kept here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.catalog.service_item import ApplicantKind

Provided = Literal["original-kept", "original-seen", "copy-kept", "e-licence", "shared"]
PointAnswer = Literal["pass", "fail", "fixed", "n/a"]
AgentRelation = Literal["entrusted", "guardian", "staff"]
Channel = Literal["counter", "online", "assisted-online", "post", "kiosk"]
Delivery = Literal["counter", "post", "electronic"]
Intent = Literal["accept", "receive"]
FormValue = str | int | bool

PROVIDED_ZH: dict[Provided, str] = {
    "original-kept": "原件留存",
    "original-seen": "原件核验",
    "copy-kept": "复印件",
    "e-licence": "电子证照",
    "shared": "系统共享",
}
RELATION_ZH: dict[AgentRelation, str] = {"entrusted": "受托人", "guardian": "监护人", "staff": "工作人员"}
DELIVERY_ZH: dict[Delivery, str] = {"counter": "窗口领取", "post": "邮寄", "electronic": "电子送达"}


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person as seen on a document."""

    id_type: str
    id_number: str
    name: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies. `contact` is another way to reach him where there is no phone."""

    kind: ApplicantKind
    id_type: str
    id_number: str
    name: str
    phone: str | None = None
    contact: str = ""
    operator: Person | None = None
    legal_representative: Person | None = None

    @property
    def natural_person(self) -> Person:
        """The human behind: himself, the operator of a sole trader, the legal representative."""
        own = Person(self.id_type, self.id_number, self.name)
        return self.operator or self.legal_representative or own


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts for the applicant: an entrusted agent with `scope` and `valid_until`, a guardian with `evidence`."""

    relation: AgentRelation
    person: Person
    scope: str = ""
    valid_until: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """How identity was seen.

    `seen` names the paper, `face` whether card and face agree, `witness` where one cannot write. `lost`: there is no card
    that counts (lost or expired), so `seen` tells what was seen instead.
    """

    seen: str = ""
    face: bool | None = None
    thumb_print: bool = False
    witness: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class MaterialEntry:
    """What was brought for one material and how its points were answered.

    `override` gives a reason where an answer contradicts the program's own check; `fill` the words for the places of
    a correction; `unable` why a defect could not be put right on the spot; `remark` what was put right. `pages` as
    counted. `machine` tells where the entry came from if not from the clerk (an earlier case, a licence service).
    """

    provided: tuple[Provided, ...] = ()
    points: Mapping[str, PointAnswer] = field(default_factory=dict)
    remark: str = ""
    override: Mapping[str, str] = field(default_factory=dict)
    fill: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unable: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0
    machine: str = ""
    scans: tuple[str, ...] = ()

    @property
    def brought(self) -> bool:
        """Any entry of `provided` means brought; form and number are review points, never derived."""
        return bool(self.provided)


@dataclass(frozen=True, slots=True)
class ExtraMaterial:
    """A paper outside the published list: needs a reason and is marked for supervision. Rule: LAW-31."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class OtherAuthority:
    """The authority that is competent where this one is not."""

    authority: str
    address: str = ""


Jurisdiction = Literal["ours", "not-required"] | OtherAuthority


@dataclass(frozen=True, slots=True)
class Filing:
    """One acceptance as entered: applicant, agent, answers, form, materials. Frozen; a change makes a new one."""

    item: str
    applicant: Applicant
    agent: Agent | None = None
    identity: Identity = Identity()
    intent: Intent = "accept"
    channel: Channel = "counter"
    service: Delivery = "counter"
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, FormValue] = field(default_factory=dict)
    materials: Mapping[str, MaterialEntry] = field(default_factory=dict)
    defer: Mapping[str, str] = field(default_factory=dict)
    commit: tuple[str, ...] = ()
    jurisdiction: Jurisdiction = "ours"
    extra: tuple[ExtraMaterial, ...] = ()

    def entry(self, material: str) -> MaterialEntry:
        """What was entered for a material; an empty entry (not brought) where nothing was."""
        return self.materials.get(material, NOT_BROUGHT)


NOT_BROUGHT = MaterialEntry()
