"""Results that wait at the hall 出件: what is ready, until when it must reach the person, and handing it out.

Everything is read from this store, so that a counter without a connection hands out what has reached it.
Rule: LAW-44-1 (ten workdays from the decision to its delivery).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from app.domain.case import commands as c
from app.domain.case.approval_events import IssueManner
from app.domain.case.status import STATUS_ZH, status
from app.domain.case.tasks import short
from app.domain.checklist.filing import DELIVERY_ZH, Agent, Delivery, Person
from app.domain.documents.kinds import KIND_TITLE
from app.domain.identity.check import grouped
from app.domain.law.citations import RULES_BY_ID
from app.domain.refusal import Refusal
from app.store.case_projection import decode_state
from app.store.initials import initials
from app.usecases.package_issuing import issue_together
from app.usecases.package_queries import issued_with
from app.usecases.papers import ID_LABEL
from app.usecases.rights import allowed, require
from db.desk.projections import cases, documents

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.domain.case.state import CaseState, DocumentState
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace

ResultKind = Literal["grant", "refusal"]
Standing = Literal["ready", "near", "overdue"]
WhoKey = Literal["self", "agent", "other"]

NEAR = 2
"""From so many workdays before the last day on, a result is chased."""

DECISIONS = ("decision-grant", "decision-refusal", "result-receipt")
"""Documents that carry what was decided."""
_PHASES = ("granted", "refused")
_TAIL = re.compile(r"^[0-9]{4,}(-[0-9A-Z])?$")


@dataclass(frozen=True)
class ResultRow:
    """A result that waits: what it is, whose, until when it must reach him (`left` in workdays), and how he wants it.

    `together` are the numbers of other cases whose results are handed out with this one 两证同发.
    """

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    kind: ResultKind
    title: str
    decided_on: str
    serve_by: str
    left: int
    standing: Standing
    when: str
    note: str
    delivery: Delivery
    delivery_text: str
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """What was found for some words; `aside` says why a case that was named has nothing to be handed out."""

    words: str
    rows: tuple[ResultRow, ...]
    aside: str = ""
    aside_case: str = ""

    def counts(self) -> dict[str, int]:
        """How many there are of each standing, and of those to be posted."""
        found = {"ready": 0, "near": 0, "overdue": 0, "post": 0}
        for row in self.rows:
            found[row.standing] += 1
            found["post"] += row.delivery == "post"
        return found


@dataclass(frozen=True)
class Collector:
    """Somebody who may collect: the applicant himself or who acts for him, by which evidence, and what is to be seen."""

    key: WhoKey
    name: str
    id_type: str
    id_number: str
    role: str
    evidence: str = ""
    caution: str = ""

    @property
    def shown(self) -> str:
        """His number, grouped for reading."""
        return grouped(self.id_number, self.id_type)


@dataclass(frozen=True)
class ResultPaper:
    """A document of the decision: whether it came out, and what its code says."""

    number: str
    title: str
    printed: bool
    told: bool
    code: str
    code_holds: bool


@dataclass(frozen=True)
class ResultView:
    """One result with all that is looked at before it is handed out.

    `blocked` says why it cannot be handed out now; `partners` are the results that go with it 两证同发.
    """

    row: ResultRow
    lines: tuple[tuple[str, str], ...]
    collectors: tuple[Collector, ...]
    papers: tuple[ResultPaper, ...]
    partners: tuple[str, ...]
    blocked: str
    law: str


@dataclass(frozen=True)
class Handing:
    """How a result is handed out. `who` names whom: the applicant, the agent on file, or `other` with `agent`."""

    who: WhoKey = "self"
    manner: IssueManner = "counter"
    agent: Agent | None = None
    waybill: str = ""
    number_seen: str = ""


# ---- what is ready ----


def ready_results(workplace: Workplace, words: str = "") -> Results:
    """Results that wait here, the most pressing first; by number, scanned code, identity number or name.

    Refusal STATE-CODE for a code that does not hold.
    """
    require(workplace, "search")
    wanted = words.strip()
    with workplace.store.read() as connection:
        today = workplace.store.now_by(connection).today
        states = _waiting(connection)
        if not wanted:
            return Results(words, _rows(workplace, states, today))
        number = _number_named(workplace, connection, wanted)
        found = [s for s in states if (s.case_no == number if number else _fits(s, wanted))]
        if found or not number:
            return Results(words, _rows(workplace, found, today))
        return _aside(connection, words, number, today)


def _waiting(connection: Connection) -> list[CaseState]:
    """Cases that were decided and of which the result is still to reach the person; found by the index of dates."""
    query = select(cases.c.state).where(
        cases.c.next_date > "", cases.c.phase.in_(_PHASES), cases.c.erased.is_(False), cases.c.contested.is_(False)
    )
    states = [decode_state(data) for data in connection.execute(query).scalars()]
    return [state for state in states if not state.ended]


def _rows(workplace: Workplace, states: list[CaseState], today: date) -> tuple[ResultRow, ...]:
    rows = [_row(workplace, state, today) for state in states]
    return tuple(sorted(rows, key=lambda row: (row.serve_by, row.decided_on, row.case_no)))


def _row(workplace: Workplace, state: CaseState, today: date) -> ResultRow:
    decision = state.grant or state.refusal
    if decision is None:
        raise AssertionError("a decided case has its decision")
    last = decision.serve_by.date
    left = workplace.calendar.workdays_between(today, date.fromisoformat(last))
    standing: Standing = "overdue" if today.isoformat() > last else "near" if left <= NEAR else "ready"
    when, note = _when(last, left, today)
    return ResultRow(
        case_id=state.case_id,
        case_no=state.case_no,
        item_name=state.item_name,
        applicant=state.filing.applicant.name,
        kind="grant" if state.grant else "refusal",
        title=_title(workplace, state),
        decided_on=decision.on,
        serve_by=last,
        left=left,
        standing=standing,
        when=when,
        note=note,
        delivery=state.filing.service,
        delivery_text=DELIVERY_ZH[state.filing.service],
        together=_together(workplace, state),
    )


def _when(last: str, left: int, today: date) -> tuple[str, str]:
    """The first column and what stands below it: 12-07 前, 还有 8 个工作日."""
    day = short(date.fromisoformat(last), today)
    if today.isoformat() > last:
        return f"{day} 已满", f"已过 {-left} 个工作日" if left else "已过期限"
    if today.isoformat() == last:
        return "今天", "送达的最后一天"
    return f"{day} 前", f"还有 {left} 个工作日"


def _title(workplace: Workplace, state: CaseState) -> str:
    """What is handed out: the licence by name and number, or the decision."""
    if state.grant is None:
        return KIND_TITLE["decision-refusal"]
    item = workplace.release(state.release).by_code[state.item_code]
    name = item.result or "准予决定"
    return f"{name} {state.grant.licence_no}".strip()


def _fits(state: CaseState, wanted: str) -> bool:
    """Whether words name this result: the case's number or its end, an identity number, a name, its initials."""
    plain = wanted.replace(" ", "").upper()
    who = state.filing.applicant
    numbers = {who.id_number, who.natural_person.id_number, who.phone or ""}
    names = [who.name, who.natural_person.name]
    if state.filing.agent is not None:
        numbers.add(state.filing.agent.person.id_number)
        names.append(state.filing.agent.person.name)
    if plain in numbers or any(name.startswith(wanted) for name in names if name):
        return True
    if wanted.isascii() and initials(who.name).startswith(wanted.lower()):
        return True
    return len(plain) > 3 and (state.case_no.startswith(plain) or state.case_no.endswith(plain) or _ends(state, plain))


def _ends(state: CaseState, plain: str) -> bool:
    """The end of a number as people say it: 0042-Q, or without its check character 0042."""
    return bool(_TAIL.match(plain)) and state.case_no.split("-")[-2].endswith(plain.split("-")[0])


def _number_named(workplace: Workplace, connection: Connection, wanted: str) -> str:
    """The case that a scanned code or a whole number names; empty where the words name none."""
    if "://" in wanted:
        from app.usecases.verifying import verify_document

        said = verify_document(wanted, workplace)
        if not said.valid:
            raise Refusal("STATE-CODE", f"这个二维码不能用来领取：{said.reason}", "words")
        return said.case_no
    if "〔" in wanted:
        query = select(documents.c.case_no).where(documents.c.number == wanted)
        return connection.execute(query).scalar() or ""
    query = select(cases.c.case_no).where(cases.c.case_no == wanted.upper())
    return connection.execute(query).scalar() or ""


def _aside(connection: Connection, words: str, number: str, today: date) -> Results:
    """Nothing of a case that was named is to be handed out: how it stands."""
    data = connection.execute(select(cases.c.state).where(cases.c.case_no == number)).scalar()
    if data is None:
        return Results(words, (), f"{number} 不在本机，请到查询里向中心查。", "")
    state = decode_state(data)
    if state.issued is not None:
        said = f"{number} 已于 {state.issued.on} 由 {state.issued.collector.name} 领取。"
    elif state.phase == "refused":
        said = f"{number} 的决定书已于 {state.served_on} 送达。"
    else:
        due = state.promised.date if state.promised and state.phase == "accepted" else ""
        said = f"{number} 还没有可领的结果：{STATUS_ZH[status(state, today)]}" + (
            f"，承诺 {due} 前办结。" if due else "。"
        )
    return Results(words, (), said, number)


# ---- one result ----


def result_view(workplace: Workplace, case_no: str) -> ResultView:
    """What is looked at before a result is handed out; Refusal STATE-RESULT where the case has none."""
    require(workplace, "open-record")
    state, today = workplace.find_case(case_no), workplace.today()
    if state.phase not in _PHASES or state.ended:
        raise Refusal("STATE-RESULT", f"{case_no} 现在没有要领的结果。", "case_no")
    row = _row(workplace, state, today)
    return ResultView(
        row=row,
        lines=tuple(_lines(state)),
        collectors=tuple(collectors(state, today)),
        papers=tuple(_paper(workplace, d) for d in state.documents.values() if d.kind in DECISIONS and not d.voided),
        partners=row.together,
        blocked=_blocked(workplace, state),
        law=_law(state),
    )


def _law(state: CaseState) -> str:
    """The rule of the last day, where it is one of law."""
    decision = state.grant or state.refusal
    rule = RULES_BY_ID.get(decision.serve_by.rule) if decision is not None else None
    return f"{rule.citation}：自作出决定之日起十个工作日内送达" if rule is not None else ""


def _lines(state: CaseState) -> list[tuple[str, str]]:
    who = state.filing.applicant
    lines = [("办件编号", state.case_no), ("申请人", who.name)]
    if state.grant is not None:
        grant = state.grant
        validity = " 至 ".join(day for day in (grant.valid_from, grant.valid_to) if day)
        lines += [
            ("决定", f"{grant.on} 准予"),
            ("内容", grant.content),
            ("证照编号", grant.licence_no),
            ("有效期", validity),
        ]
    elif state.refusal is not None:
        refusal = state.refusal
        lines += [("决定", f"{refusal.on} 不予"), ("理由", refusal.reasons), ("救济途径", refusal.remedies)]
    lines.append(("领取方式", DELIVERY_ZH[state.filing.service]))
    return [(name, text) for name, text in lines if text]


def collectors(state: CaseState, today: date) -> list[Collector]:
    """Who may collect: the person behind the application, and the agent on file as far as his authorisation reaches."""
    who, filing = state.filing.applicant.natural_person, state.filing
    role = {"person": "申请人本人", "sole-trader": "经营者本人", "organisation": "法定代表人本人"}[
        filing.applicant.kind
    ]
    found = [Collector("self", who.name, who.id_type, who.id_number, role)]
    agent = filing.agent
    if agent is not None:
        until = agent.valid_until or ""
        caution = f"委托已于 {until} 到期，领取须有新的授权委托书。" if until and until < today.isoformat() else ""
        roles = {"entrusted": "受托人", "guardian": "监护人", "staff": "工作人员"}
        found.append(
            Collector(
                "agent", agent.person.name, agent.person.id_type, agent.person.id_number, roles[agent.relation],
                "；".join(part for part in (agent.scope, agent.evidence) if part), caution,
            )
        )  # fmt: skip
    return found


def _paper(workplace: Workplace, paper: DocumentState) -> ResultPaper:
    said, holds = _code(workplace, paper.number)
    title = next((t for k, t in KIND_TITLE.items() if k == paper.kind), "文书")
    return ResultPaper(paper.number, title, paper.printed > 0, bool(paper.told), said, holds)


def _code(workplace: Workplace, number: str) -> tuple[str, bool]:
    """What the code of a document says, verified with no network."""
    from app.usecases.printing import sheet
    from app.usecases.verifying import verify_document

    code = sheet(workplace, number).data.heading.code
    if code is None:
        return "没有电子签名", False
    said = verify_document(code.text, workplace)
    return ("电子签名有效" if said.valid else said.reason), said.valid


def _together(workplace: Workplace, state: CaseState) -> tuple[str, ...]:
    """Other cases whose results are handed out with this one 两证同发."""
    if not state.package:
        return ()
    return tuple(number for number in issued_with(workplace, state.case_no).together if number != state.case_no)


def _blocked(workplace: Workplace, state: CaseState) -> str:
    """Why nobody at this counter can hand the result out now."""
    item = workplace.release(state.release).by_code[state.item_code]
    at_once = item.immediate and allowed(workplace, "issue-at-once")
    if not at_once and not allowed(workplace, "issue"):
        return "出件由出件人员办理，请换有权限的账号登录。"
    missing = issued_with(workplace, state.case_no).missing if state.package and state.grant else ()
    if missing:
        names = "、".join(f"{name} {number}".strip() for number, name in missing)
        return f"两证同发：{names}还没有结果，等齐了一起发放。"
    return ""


# ---- handing out ----


def hand_out(workplace: Workplace, case_no: str, handing: Handing) -> Done:
    """Hand a result out: who collected it, by which evidence, in which manner. Refusals change nothing."""
    state = workplace.find_case(case_no)
    person, agent = _taken_by(state, handing)
    _refuse_other_number(person, handing.number_seen)
    command = c.Issue(person, agent, handing.manner, handing.waybill)
    return issue_together(workplace, case_no, command)


def _taken_by(state: CaseState, handing: Handing) -> tuple[Person, Agent | None]:
    """Whom the record names, and for whom he acts."""
    filing = state.filing
    if handing.who == "agent" and filing.agent is not None:
        return filing.agent.person, handing.agent or filing.agent
    if handing.who == "other":
        if handing.agent is None:
            raise Refusal("INPUT-AGENT", "请录入代领人和委托证明。", "agent")
        return handing.agent.person, handing.agent
    return filing.applicant.natural_person, None


def _refuse_other_number(person: Person, seen: str) -> None:
    """The card that lies on the reader must be that of who collects."""
    plain = seen.replace(" ", "").upper()
    if plain and plain != person.id_number:
        label = ID_LABEL.get(person.id_type, "证件")
        raise Refusal("STATE-COLLECTOR", f"读到的证件不是{person.name}的{label}，请核对来人。", "number_seen")


class IssuingWork:
    """Issuance bound to one workplace; every method belongs on the store's thread."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def ready(self, words: str = "") -> Results:
        """Results that wait."""
        return ready_results(self._workplace, words)

    def view(self, case_no: str) -> ResultView:
        """One result."""
        return result_view(self._workplace, case_no)

    def hand_out(self, case_no: str, handing: Handing) -> Done:
        """Hand a result out."""
        return hand_out(self._workplace, case_no, handing)
