"""An acceptance being taken 受理中: the filing so far, and what belongs to the sitting but not to the case.

Plain frozen data and edits of it: each edit gives a new `Taking`, so that the page can undo any of them. Nothing is
stored and nothing is decided here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from app.domain.case.events import Backfill
from app.domain.checklist.filing import (
    Agent,
    AgentRelation,
    Applicant,
    ExtraMaterial,
    Filing,
    MaterialEntry,
    OtherAuthority,
    Person,
    PointAnswer,
    Provided,
)

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ApplicantKind, Material, ServiceItem

KEPT: tuple[Provided, ...] = ("original-kept", "copy-kept")
"""Ways of bringing a material by which paper stays at the counter; it then needs a receipt."""

NOBODY = Person("citizen-id", "", "")


@dataclass(frozen=True, slots=True)
class Taking:
    """What the acceptance page holds. `id` becomes the case's id, so that one taking can never open two cases.

    `absent` are materials said not to be brought (the others were not looked at yet). `sources` tells, by place, which
    machine filled a value in. `carried` are verified materials of this sitting by identity, `cases` the case numbers
    taken in it. `package` is the key of the theme package that is taken as one: the filing then has no item, and its keys
    are those of the package's one form. `member_of` is the number of a package whose waiting member is filed.
    `correcting` is the number of a case in correction, `asked` the materials that its notice named. `backfill` is set
    where the case is entered from a blank receipt 补录.
    `received`: the case `correcting` was received and waits for its verdict, the first or (after a correction) another.
    `round` counts the notices that the case `correcting` had when it was opened. `pre_application` is the id of what was
    filed online and taken over here 网上预审.
    """

    id: str
    filing: Filing
    absent: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, MaterialEntry] = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    package: str = ""
    member_of: str = ""
    correcting: str = ""
    asked: tuple[str, ...] = ()
    ticket: str = ""
    release: str = ""
    backfill: Backfill | None = None
    received: Literal["", "first", "again"] = ""
    round: int = 0
    pre_application: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was entered that would be lost."""
        begun = self.correcting or self.package or self.member_of or self.pre_application
        other = begun or self.backfill is not None
        return self.filing == NOTHING and not other


NOTHING = Filing(item="", applicant=Applicant("person", "citizen-id", "", ""))


def fresh(ticket: str = "") -> Taking:
    """An empty page."""
    return Taking(secrets.token_hex(16), NOTHING, ticket=ticket)


def next_item(taking: Taking, case_no: str, item: ServiceItem) -> Taking:
    """The next item of the same sitting: applicant, agent and verified materials stay."""
    carried = {**taking.carried, **_verified(taking.filing, item)}
    filing = replace(
        NOTHING,
        applicant=taking.filing.applicant,
        agent=taking.filing.agent,
        identity=taking.filing.identity,
        service=taking.filing.service,
        form=taking.filing.form,
    )
    return replace(
        fresh(taking.ticket),
        filing=filing,
        sources={k: v for k, v in taking.sources.items() if not k.startswith(("materials.", "answers."))},
        carried=carried,
        cases=(*taking.cases, case_no),
    )


def _verified(filing: Filing, item: ServiceItem) -> dict[str, MaterialEntry]:
    """Materials that passed, by identity; the item's own form is never shared."""
    return {
        m.identity: filing.materials[m.key]
        for m in item.materials
        if m.key in filing.materials
        and not m.application_form
        and filing.materials[m.key].brought
        and "fail" not in filing.materials[m.key].points.values()
    }


def with_item(taking: Taking, item: ServiceItem, release: str) -> Taking:
    """Choose the item. Form values and materials that the new item shares with what was there stay."""
    before = taking.filing
    keys = {f.key for f in item.form}
    materials, sources = {}, dict(taking.sources)
    for material in item.materials:
        entry = taking.carried.get(material.identity)
        if entry is None:
            continue
        points = {p.key for p in material.points}
        answers = {k: v for k, v in entry.points.items() if k in points}
        materials[material.key] = replace(
            entry, points=answers, override={}, fill={}, unable={}, remark="", machine=entry.machine or "本次已核验"
        )
        sources[f"materials.{material.key}"] = materials[material.key].machine
    filing = replace(
        before,
        item=item.code,
        answers={},
        form={k: v for k, v in before.form.items() if k in keys},
        materials=materials,
        defer={},
        commit=(),
        jurisdiction="ours",
        extra=(),
    )
    return replace(taking, filing=filing, absent=(), sources=sources, release=release, package="", member_of="")


def with_package(taking: Taking, key: str, release: str) -> Taking:
    """Choose a theme package: one form, one list of materials. The persons and what the form had stay."""
    filing = replace(
        taking.filing, item="", answers={}, materials={}, defer={}, commit=(), jurisdiction="ours", extra=()
    )
    kept = {k: v for k, v in taking.sources.items() if not k.startswith(("materials.", "answers."))}
    return replace(taking, filing=filing, absent=(), sources=kept, release=release, package=key, member_of="")


def member_of_package(number: str, filing: Filing, release: str, ticket: str = "") -> Taking:
    """A member of a package that waited for another's result: everything is filled in, one key files it."""
    sources = {f"materials.{k}": e.machine for k, e in filing.materials.items() if e.machine}
    taking = replace(fresh(ticket), filing=filing, sources=sources, release=release, member_of=number)
    return replace(taking, absent=tuple(k for k in (*filing.defer, *filing.commit) if not filing.entry(k).brought))


def rebased(taking: Taking, item: ServiceItem, release: str) -> Taking:
    """The same work on another release of the item: what it no longer asks for is dropped, what is new is open."""
    filing = taking.filing
    options = {s.key: {o.key for o in s.options} for s in item.situations}
    points = {m.key: {p.key for p in m.points} for m in item.materials}
    filing = replace(
        filing,
        answers={k: v for k, v in filing.answers.items() if v in options.get(k, ())},
        form={k: v for k, v in filing.form.items() if k in {f.key for f in item.form}},
        materials={k: _known(e, points[k]) for k, e in filing.materials.items() if k in points},
        defer={k: v for k, v in filing.defer.items() if k in points},
        commit=tuple(k for k in filing.commit if k in points),
    )
    absent = tuple(k for k in taking.absent if k in points)
    return replace(taking, filing=filing, absent=absent, release=release)


def _known(entry: MaterialEntry, points: set[str]) -> MaterialEntry:
    """An entry without answers to points that are no longer asked."""
    return replace(
        entry,
        points={k: v for k, v in entry.points.items() if k in points},
        override={k: v for k, v in entry.override.items() if k in points},
        fill={k: v for k, v in entry.fill.items() if k in points},
        unable={k: v for k, v in entry.unable.items() if k in points},
    )


def with_kind(taking: Taking, kind: ApplicantKind) -> Taking:
    """Person, sole trader or organisation; the human who was entered stays the human behind it."""
    old = taking.filing.applicant
    if old.kind == kind:
        return taking
    human = old.natural_person if old.kind != "person" else Person(old.id_type, old.id_number, old.name)
    human = human if human.id_number or human.name else NOBODY
    if kind == "person":
        who = replace(
            old, kind=kind, id_type=human.id_type, id_number=human.id_number, name=human.name, operator=None,
            legal_representative=None,
        )  # fmt: skip
    else:
        business = ("", "") if old.kind == "person" else (old.id_number, old.name)
        who = replace(
            old, kind=kind, id_type="uscc", id_number=business[0], name=business[1],
            operator=human if kind == "sole-trader" else None,
            legal_representative=human if kind == "organisation" else None,
        )  # fmt: skip
    sources = _moved_sources(taking.sources, old.kind, kind)
    return replace(taking, filing=replace(taking.filing, applicant=who), sources=sources)


HUMAN: Mapping[ApplicantKind, str] = {
    "person": "applicant",
    "sole-trader": "applicant.operator",
    "organisation": "applicant.legal_representative",
}
"""Where the human behind an applicant of each kind is entered."""


def _moved_sources(sources: Mapping[str, str], old: ApplicantKind, new: ApplicantKind) -> dict[str, str]:
    moved = {}
    for place, source in sources.items():
        for part in ("name", "id_number", "id_type"):
            if place == f"{HUMAN[old]}.{part}":
                moved[f"{HUMAN[new]}.{part}"] = source
                break
        else:
            moved[place] = source
    return moved


def with_actor(taking: Taking, relation: AgentRelation | None) -> Taking:
    """Who acts: None for the person himself. What was entered of an agent stays where the relation changes."""
    old = taking.filing.agent
    agent = None if relation is None else replace(old or Agent(relation, NOBODY), relation=relation)
    return replace(taking, filing=replace(taking.filing, agent=agent))


def with_card(taking: Taking, name: str, number: str, source: str) -> Taking:
    """Take over what the card reader read: of the agent where one acts, else of the human behind the application."""
    place = "agent.person" if taking.filing.agent is not None else HUMAN[taking.filing.applicant.kind]
    for part, value in (("id_type", "citizen-id"), ("id_number", number), ("name", name)):
        taking = with_value(taking, f"{place}.{part}", value, source)
    return taking


def with_value(taking: Taking, place: str, value: Any, source: str = "") -> Taking:
    """Set the value at a place (`applicant.operator.name`, `form.site_area`, `identity.face`, `jurisdiction.address`)."""
    head, _, rest = place.partition(".")
    filing = taking.filing
    if head in ("form", "answers"):
        values = {k: v for k, v in getattr(filing, head).items() if k != rest}
        if value not in (None, ""):
            values[rest] = value
        filing = replace(filing, **{head: values})  # type: ignore[arg-type]  # one of the two mappings
    else:
        filing = _with(filing, place.split("."), value)
    sources = {k: v for k, v in taking.sources.items() if k != place}
    if source:
        sources[place] = source
    return replace(taking, filing=filing, sources=sources)


_MADE_WHEN_NEEDED: Mapping[str, Any] = {
    "operator": NOBODY,
    "legal_representative": NOBODY,
    "agent": Agent("entrusted", NOBODY),
    "jurisdiction": OtherAuthority(""),
}


def _with(target: Any, path: list[str], value: Any) -> Any:
    name = path[0]
    if len(path) == 1:
        empty_is_none = name in ("phone", "valid_until") and not value
        return replace(target, **{name: None if empty_is_none else value})
    inner = getattr(target, name)
    if inner is None or isinstance(inner, str):
        inner = _MADE_WHEN_NEEDED[name]
    return replace(target, **{name: _with(inner, path[1:], value)})


def draft_title(taking: Taking, item: ServiceItem | None) -> str:
    """What a list of drafts shows: who and what, and of a case its number. Kept with the draft, so it is not translated."""
    case = f"{'核对' if taking.received else '补正'} {taking.correcting} · " if taking.correcting else ""
    return f"{case}{taking.filing.applicant.name or '未填申请人'} · {item.name if item else '未选事项'}"


def value_at(taking: Taking, place: str) -> Any:
    """The value at a place, empty text where nothing was entered."""
    head, _, rest = place.partition(".")
    if head in ("form", "answers"):
        return getattr(taking.filing, head).get(rest, "")
    target: Any = taking.filing
    for name in place.split("."):
        target = getattr(target, name, None)
        if target is None:
            return ""
    return target


# ---- materials ----


def default_provided(material: Material) -> tuple[Provided, ...]:
    """How this material is brought as a rule, by what the published list asks for."""
    if material.shared_from:
        return ("shared",)
    ways: list[Provided] = []
    if material.original:
        ways.append("original-seen" if material.returned else "original-kept")
    if material.copies:
        ways.append("copy-kept")
    return tuple(ways) or ("original-seen",)


def _with_entry(taking: Taking, key: str, entry: MaterialEntry) -> Taking:
    filing = taking.filing
    materials = {**filing.materials, key: entry}
    absent, defer, commit = taking.absent, filing.defer, filing.commit
    if entry.brought:
        absent = tuple(k for k in absent if k != key)
        defer = {k: v for k, v in defer.items() if k != key}
        commit = tuple(k for k in commit if k != key)
    return replace(taking, filing=replace(filing, materials=materials, defer=defer, commit=commit), absent=absent)


def bring(taking: Taking, material: Material) -> Taking:
    """The material is here, in the form that the list asks for; what was ticked before counts again."""
    entry = taking.filing.entry(material.key)
    if entry.brought:
        return taking
    return _with_entry(taking, material.key, replace(entry, provided=default_provided(material)))


def with_provided(taking: Taking, key: str, way: Provided) -> Taking:
    """Switch one way in which the material was brought."""
    entry = taking.filing.entry(key)
    ways = tuple(w for w in entry.provided if w != way) if way in entry.provided else (*entry.provided, way)
    return _with_entry(taking, key, replace(entry, provided=ways))


def with_absent(taking: Taking, key: str) -> Taking:
    """Say that a material was not brought 缺; said twice, it is unsaid. What was ticked stays for when it comes."""
    if key in taking.absent:
        return replace(taking, absent=tuple(k for k in taking.absent if k != key))
    filing = taking.filing
    entry = replace(filing.entry(key), provided=())
    filing = replace(
        filing,
        materials={**filing.materials, key: entry},
        defer={k: v for k, v in filing.defer.items() if k != key},
        commit=tuple(k for k in filing.commit if k != key),
    )
    return replace(taking, filing=filing, absent=(*taking.absent, key))


def with_deferral(taking: Taking, key: str, until: str) -> Taking:
    """Let a material come later 容缺, until this ISO date; an empty date takes it back."""
    taken = with_absent(taking, key) if key not in taking.absent else taking
    defer = {k: v for k, v in taken.filing.defer.items() if k != key}
    if until:
        defer[key] = until
    return replace(taken, filing=replace(taken.filing, defer=defer))


def with_commitment(taking: Taking, key: str) -> Taking:
    """Let a commitment 告知承诺 stand in for a material; said twice, it is taken back."""
    commit = taking.filing.commit
    if key in commit:
        return replace(taking, filing=replace(taking.filing, commit=tuple(k for k in commit if k != key)))
    taken = with_absent(taking, key) if key not in taking.absent else taking
    return replace(taken, filing=replace(taken.filing, commit=(*commit, key)))


def with_answer(taking: Taking, material: Material, point: str, answer: PointAnswer | None) -> Taking:
    """Answer a point (None: unanswered again); answering a point says that the material is here."""
    taking = bring(taking, material)
    entry = taking.filing.entry(material.key)
    points = {k: v for k, v in entry.points.items() if k != point}
    unable = {k: v for k, v in entry.unable.items() if k != point}
    override = {k: v for k, v in entry.override.items() if k != point}
    if answer is not None:
        points[point] = answer
    return _with_entry(taking, material.key, replace(entry, points=points, unable=unable, override=override))


def with_override(taking: Taking, material: Material, point: str, answer: PointAnswer, reason: str) -> Taking:
    """Answer a point against the program's own check, with the reason."""
    taking = with_answer(taking, material, point, answer)
    entry = taking.filing.entry(material.key)
    return _with_entry(taking, material.key, replace(entry, override={**entry.override, point: reason}))


def with_fill(taking: Taking, key: str, point: str, name: str, words: str) -> Taking:
    """Fill a place of a correction's wording."""
    entry = taking.filing.entry(key)
    fill = {**entry.fill, point: {**entry.fill.get(point, {}), name: words}}
    return _with_entry(taking, key, replace(entry, fill=fill))


def with_unable(taking: Taking, key: str, point: str, why: str) -> Taking:
    """Record why a defect cannot be put right on the spot."""
    entry = taking.filing.entry(key)
    return _with_entry(taking, key, replace(entry, unable={**entry.unable, point: why}))


def with_fixed(taking: Taking, material: Material, point: str, what: str) -> Taking:
    """Put right on the spot 当场更正: what was changed; the applicant signed and dated it at the place."""
    taking = with_answer(taking, material, point, "fixed")
    entry = taking.filing.entry(material.key)
    remark = "；".join(part for part in (entry.remark, f"当场更正：{what}") if part)
    return _with_entry(taking, material.key, replace(entry, remark=remark))


def with_scan(taking: Taking, key: str, digest: str, pages: int) -> Taking:
    """Attach a scan that is kept already; a scan alone does not say that the paper was brought."""
    entry = taking.filing.entry(key)
    if digest in entry.scans:
        return taking
    return _with_entry(taking, key, replace(entry, scans=(*entry.scans, digest), pages=entry.pages + pages))


def with_extra(taking: Taking, name: str, reason: str) -> Taking:
    """A paper outside the published list, with the reason; marked for supervision. Rule: LAW-31."""
    return replace(taking, filing=replace(taking.filing, extra=(*taking.filing.extra, ExtraMaterial(name, reason))))


def without_extra(taking: Taking, place: int) -> Taking:
    """Take a paper outside the list away again."""
    extra = tuple(x for n, x in enumerate(taking.filing.extra) if n != place)
    return replace(taking, filing=replace(taking.filing, extra=extra))


def kept_materials(taking: Taking) -> tuple[str, ...]:
    """Keys of materials of which paper lies at the counter without a receipt; that of a received case has one."""
    if taking.received:
        return ()
    asked = taking.asked if taking.correcting else tuple(taking.filing.materials)
    kept = {k for k, e in taking.filing.materials.items() if any(w in KEPT for w in e.provided)}
    return tuple(k for k in asked if k in kept)


def seen_originals(taking: Taking, item: ServiceItem) -> tuple[str, ...]:
    """Names of the originals that lie here to be seen only and go back with the person; of a correction today's ones."""
    if taking.received:
        return ()
    wanted = taking.asked if taking.correcting else tuple(m.key for m in item.materials)
    return tuple(
        m.name for m in item.materials if m.key in wanted and "original-seen" in taking.filing.entry(m.key).provided
    )


def given_back(taking: Taking) -> Taking:
    """All paper goes back to the person; what was checked is remembered for when it comes again."""
    for key in kept_materials(taking):
        entry = taking.filing.entry(key)
        ways = tuple(w for w in entry.provided if w not in KEPT)
        taking = _with_entry(taking, key, replace(entry, provided=ways))
    return taking


def correction_of(
    case_no: str, filing: Filing, asked: tuple[str, ...], release: str, ticket: str = "", notices: int = 0
) -> Taking:
    """A case in correction: only what its notice named is open again, everything else is as it was."""
    materials = dict(filing.materials)
    for key in asked:
        entry = materials.pop(key, None)
        if entry is not None:
            points = {k: v for k, v in entry.points.items() if v != "fail"}
            materials[key] = replace(entry, provided=(), points=points, fill={}, unable={}, machine="")
    opened = replace(filing, materials=materials, intent="accept")
    return replace(fresh(ticket), filing=opened, correcting=case_no, asked=asked, release=release, round=notices)


def verdict_on(
    case_no: str, filing: Filing, asked: tuple[str, ...], release: str, *, notices: int, ticket: str = ""
) -> Taking:
    """A case that was received and waits for its verdict: everything as it was taken in, `asked` may still be checked."""
    opened = replace(filing, intent="accept")
    taken = replace(fresh(ticket), filing=opened, correcting=case_no, asked=asked, release=release, round=notices)
    return replace(taken, received="again" if notices else "first")
