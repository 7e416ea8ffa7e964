"""What two counters did to a case while apart, side by side, for the screen on which a lead settles it 核对处理."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.case.ruling import group_id
from app.domain.case.settling import Acted, Version, conflict_of
from app.domain.documents.kinds import KIND_TITLE
from app.domain.documents.numbers import parse_number
from app.store.case_projection import CASE
from app.store.event import Subject
from app.usecases.rights import allowed
from app.usecases.story import TOLD_ZH, Names, account_names, names_for, who_of, words_of
from app.usecases.workplace import Workplace, chinese_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.state import CaseState, DocumentState
    from app.store.event import StoredEvent
    from app.store.unit_of_work import UnitOfWork


CENTRE = "S00"
"""The server's own counter, in the numbers that it draws."""


def history_of(uow: UnitOfWork, state: CaseState) -> list[Acted]:
    """The events of a case as settling reads them."""
    return [acted(event) for event in uow.events_of(Subject(CASE, state.case_id))]


def acted(event: StoredEvent) -> Acted:
    """An event with what settling has to know of it."""
    return Acted(
        id=event.id,
        group=group_id(event.journal, event.header.group.first),
        journal=event.journal,
        actor=event.actor,
        at=event.at,
        position=event.position,
        seen=event.header.seen.position,
        ruled=event.ruling is not None,
        stands=event.stands,
        body=event.body,
    )


@dataclass(frozen=True)
class PaperShown:
    """A paper of a version: its number, and what became of it: 已交付, 已出纸, 还没有打印."""

    number: str
    title: str
    issued_on: str
    standing: str
    told: bool


@dataclass(frozen=True)
class VersionShown:
    """One version as a card: `id` is what `settle` takes as `stands`; `head` says standing, counter, clerk and time."""

    id: str
    stands: bool
    counter: str
    clerk: str
    at: datetime
    head: str
    title: str
    detail: str
    papers: tuple[PaperShown, ...]
    mine: bool


@dataclass(frozen=True)
class ContestedView:
    """What a lead has to settle on one case, and whether the one at work may.

    `refusal` says in words why he may not; `ask` is asked of the applicant first, empty where his will is not touched.
    """

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    headline: str
    versions: tuple[VersionShown, ...]
    ask: str
    note: str
    may_settle: bool
    refusal: str


def contested_view(workplace: Workplace, case_no: str) -> ContestedView | None:
    """The versions of a contested case; None where nothing is contested. Refusal STATE-UNKNOWN."""
    state = workplace.find_case(case_no)
    if not state.contested:
        return None
    events = workplace.store.events_of(Subject(CASE, state.case_id))
    conflict = conflict_of(state, [acted(event) for event in events])
    if conflict is None:
        return None
    names, accounts = names_for(workplace, [x.body for x in events]), account_names(workplace)
    show = _Shown(workplace, names, accounts, _counters(workplace, events))
    versions = tuple(show.version(version) for version in conflict.versions)
    unruled = any(not x.ruled for version in conflict.waiting for x in version.events)
    refusal = _refusal(workplace, versions, unruled=unruled)
    return ContestedView(
        case_id=state.case_id,
        case_no=state.case_no,
        item_name=state.item_name,
        applicant=state.filing.applicant.name,
        headline=headline(versions),
        versions=versions,
        ask="先问申请人以哪一份为准，记下答复。" if conflict.touches_will else "",
        note="裁定记入办件；有文书在外的，打印核对处理告知书，写明哪份有效、哪份收回。",
        may_settle=not refusal,
        refusal=refusal,
    )


def headline(versions: Sequence[VersionShown]) -> str:
    """What happened, in one sentence: 断网期间两个窗口各收了一次补正，各出了一份受理通知书."""
    how_many = {2: "两", 3: "三", 4: "四"}.get(len(versions), str(len(versions)))
    titles = {version.title for version in versions}
    said = f"各办了一次：{titles.pop()}" if len(titles) == 1 else "办得不一样"
    papers = "，各有文书" if all(version.papers for version in versions) else ""
    return f"断网期间{how_many}个窗口{said}{papers}。" if len(versions) > 1 else "断网期间的一次办理没有生效，等核对。"


def brief(view: ContestedView) -> str:
    """What happened in half a line: C05 窗与 C03 窗断网期间各办了一次：收到补正，受理."""
    places = "与 ".join(dict.fromkeys(place_of(v.counter) for v in view.versions))
    titles = list(dict.fromkeys(v.title for v in view.versions))
    return (
        f"{places}断网期间各办了一次：{titles[0]}"
        if len(titles) == 1
        else f"{places}断网期间办得不一样：{'；'.join(titles)}"
    )


def place_of(counter: str) -> str:
    """Where something was done: C05 窗, 中心, 另一个窗口 where it is not known."""
    if counter == CENTRE:
        return "中心"
    return f"{counter} 窗" if counter else "另一个窗口"


def _refusal(workplace: Workplace, versions: Sequence[VersionShown], *, unruled: bool) -> str:
    if any(version.mine for version in versions):
        return "由另一位组长核对处理：其中一份是你办理的，可以向组长说明经过。"
    if not allowed(workplace, "settle"):
        return "由组长核对处理，经办人只能说明。"
    return "中心还没有裁定先后，联网以后再处理。" if unruled else ""


def _counters(workplace: Workplace, events: Sequence[StoredEvent]) -> dict[str, str]:
    """The counter of each journal, as far as it is known: the own one, else as the numbers drawn there say."""
    found: dict[str, str] = {}
    for event in events:
        number = getattr(event.body, "number", "") if event.kind == "document.meant" else ""
        parsed = parse_number(number) if number else None
        if parsed is not None:
            found.setdefault(event.journal, parsed.mark.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or parsed.mark)
        if event.kind in ("case.received", "case.verdict-proposed"):
            counter = getattr(event.body, "counter", "")
            if counter:
                found.setdefault(event.journal, counter)
    return {**found, workplace.store.journal.id: workplace.counter}


@dataclass(frozen=True)
class _Shown:
    """Makes the cards of one case."""

    workplace: Workplace
    names: Names
    accounts: Mapping[str, str]
    counters: Mapping[str, str]

    def version(self, version: Version) -> VersionShown:
        """One version as a card."""
        first = version.events[0]
        said = [words_of(x.body, self.names) for x in version.events if not _is_document(x.body)]
        counter = self.counters.get(first.journal, "")
        clerk = who_of(first.actor, self.accounts)
        at = chinese_time(first.at)
        where = place_of(counter)
        standing = "已生效" if version.stands else "未生效，保留"
        return VersionShown(
            id=version.key,
            stands=version.stands,
            counter=counter,
            clerk=clerk,
            at=at,
            head=f"{standing} · {where} · {clerk} · {at:%m-%d %H:%M}",
            title="，".join(dict.fromkeys(text for text, _ in said if text)) or "登记文书的去向",
            detail="；".join(dict.fromkeys(detail for _, detail in said if detail)),
            papers=tuple(_paper(d) for d in version.papers),
            mine=self.workplace.store.account.id in version.authors,
        )


def _is_document(body: object) -> bool:
    from app.domain.case.settling import DOCUMENTS

    return isinstance(body, DOCUMENTS)


def _paper(document: DocumentState) -> PaperShown:
    title = next((t for kind, t in KIND_TITLE.items() if kind == document.kind), "文书")
    if document.voided:
        standing = "已作废"
    elif document.told:
        standing = next((words for how, words in TOLD_ZH.items() if how == document.told), "已送达")
    else:
        standing = "已出纸，没有登记送达" if document.printed else "还没有打印"
    return PaperShown(document.number, title, document.issued_on, standing, bool(document.told))
