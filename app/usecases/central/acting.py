"""Acts on a case at the centre, by another system's token: the same commands, decisions and papers as at a desk.

The events stand in the server's own journal, get their positions at once and reach the desks of the case's hall.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.decide import Surroundings, resolve_filing
from app.domain.case.evolve import evolve
from app.domain.case.settling import settle
from app.domain.case.status import status
from app.domain.case.transferring import transfer
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import may, refuse_without
from app.store.case_projection import CASE
from app.store.central import online_requests
from app.store.central.heads import CaseHead, read_heads
from app.store.central.ledger import OWN_COUNTER
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject, Unreadable
from app.usecases.accept import papers_after
from app.usecases.act import ACTION_OF, AT_ONCE, acceptor_of, as_the_hall_has_it, decide, kept_originals, placed
from app.usecases.act_keys import key_of
from app.usecases.central.act_answers import first_answer, keep_answer
from app.usecases.central.cases import events_within
from app.usecases.central.hall import hall_of, stationery_at_centre
from app.usecases.central.knowledge import knowledge, release_of
from app.usecases.central.own_journal import own_group, own_journal
from app.usecases.central.packages import refuse_apart
from app.usecases.central.papers import draw_papers_at_centre, mark_at_centre
from app.usecases.central.server import Server
from app.usecases.papers import Occasion
from app.usecases.queries import due_json
from app.usecases.request_answers import answers_to, as_it_arrived
from app.usecases.result_papers import together
from app.usecases.settling import acted
from app.usecases.wire import AlsoGrantedIn, GrantIn, IssueIn, command_of, granting, read_act
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.case.state import CaseState
    from app.domain.online_request.state import OnlineRequest
    from app.store.event import StoredEvent
    from app.usecases.numbering import NumberedPaper
    from app.usecases.wire import CaseCommand


VERDICTS = (e.CaseAccepted, e.CorrectionRequired, e.CaseNotAccepted, e.CaseNotRequired)


class ActedCase(msgspec.Struct, frozen=True):
    """How the case stands after an act."""

    case_no: str
    status: str
    due: dict[str, Any]


class Happened(msgspec.Struct, frozen=True):
    """One event of an act."""

    kind: str
    at: str


class Paper(msgspec.Struct, frozen=True):
    """A paper that an act made; `url` is where it can be fetched."""

    kind: str
    number: str
    url: str


class ActAnswer(msgspec.Struct, frozen=True):
    """The answer of an act, as COMMANDS.md has it; verdict and reasons where it gave one."""

    case: ActedCase
    events: list[Happened]
    documents: list[Paper]
    verdict: str = ""
    reasons: list[dict[str, str]] = []


@dataclass(frozen=True)
class Actor:
    """Who acts: a token's or an account's name, role and department (empty: of every department).

    `account` is the id of a person at the console, empty for another system.
    """

    name: str
    role: str
    department: str = ""
    account: str = ""

    @property
    def id(self) -> str:
        """As it stands in the events."""
        return self.account or f"token:{self.name}"


def act_at_centre(server: Server, case_no: str, data: bytes, actor: Actor) -> tuple[ActAnswer, int]:
    """Do an act; the same `key` gives the first answer again. Answers the position too, 0 where nothing was done anew.

    Refusal as at a desk; RIGHT-… where role or department may not; STATE-KEY where the key was used for another act;
    InputProblem for a wrong body.
    """
    given = read_act(data)
    if given.on is not None and not server.evaluation:
        raise InputProblem("INPUT-ON", "只有评估用的服务器可以指定日期（on）。", "on")
    now = server.now() if given.on is None else datetime.combine(given.on, time(9), CHINA)
    knowledge()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)  # one after the other: a number is drawn once
        key = key_of(case_no, given)
        kept = first_answer(connection, server.ledger, actor.id, key, ActAnswer)
        if kept is not None:
            return kept, 0
        head = _head(server, connection, case_no)
        first = _Act(server, connection, head, actor, now)
        if isinstance(given, GrantIn | IssueIn) and given.with_:
            answer, position = _do_together(first, given)
        else:
            command = command_of(given, kept_originals(head.state))
            _refuse_actor(actor, ACTION_OF[type(command)], head.state)
            refuse_apart(connection, server.ledger, head.state, command)
            answer, position = first.do(command)
        keep_answer(connection, server.ledger, actor.id, key, answer, head.case_id)
    return answer, position


def _do_together(first: _Act, given: GrantIn | IssueIn) -> tuple[ActAnswer, int]:
    """Grant several cases by one decision 多审合一, or hand several results out on one receipt; all or none.

    The paper is the first case's. Rules: LAW-38-1, LAW-44-1.
    """
    acts = [first]
    for place, also in enumerate(given.with_):
        number, where = (also.case_no, ".case_no") if isinstance(also, AlsoGrantedIn) else (str(also), "")
        head = _head(first.server, first.connection, number)
        if head.case_id in {act.head.case_id for act in acts}:
            raise InputProblem("INPUT-WITH", "同一个办件写了两次，请核对。", f"with.{place}{where}")
        acts.append(replace(first, head=head))
    commands = _each_of(given, [act.head.state for act in acts])
    ids = {act.head.case_id for act in acts}
    for act, command in zip(acts, commands, strict=True):
        _refuse_actor(act.actor, ACTION_OF[type(command)], act.head.state)
        refuse_apart(act.connection, act.server.ledger, act.head.state, command, ids)
    occasions = together([act.occasion(command) for act, command in zip(acts, commands, strict=True)])
    papers = [act.papers(occasion) for act, occasion in zip(acts, occasions, strict=True)]
    position = first.append(list(zip((act.head.state for act in acts), occasions, papers, strict=True)))
    return first.answer(occasions[0], papers[0]), position


def _each_of(given: GrantIn | IssueIn, states: Sequence[CaseState]) -> list[CaseCommand]:
    """The command for each case; Refusal STATE-TOGETHER where results are not of one package."""
    if isinstance(given, GrantIn):
        return [granting(given), *(granting(also) for also in given.with_)]
    if not states[0].package or len({state.package for state in states}) > 1:
        raise Refusal("STATE-TOGETHER", "只有同一个套餐的结果，才能一次交付。", "with")
    return [command_of(given)] * len(states)


def _head(server: Server, connection: Connection, case_no: str) -> CaseHead:
    wanted = case_no.strip().upper()
    found = read_heads(connection, server.area, server.ledger.vault, case_heads.c.case_no == wanted, limit=1)
    if not found or found[0].state.erased:
        raise Refusal("STATE-UNKNOWN", f"没有办件 {wanted}，请核对编号。", "case_no")
    return found[0]


def _refuse_actor(actor: Actor, action: str, state: CaseState) -> None:
    if not may(actor.role, action):
        refuse_without(actor.role, AT_ONCE.get(action, action))
    if actor.department and actor.department not in state.department:
        raise Refusal("RIGHT-DEPARTMENT", f"本件由{state.department}办理，不是你所属的部门。")


@dataclass(frozen=True)
class _Act:
    """One act within one write."""

    server: Server
    connection: Connection
    head: CaseHead
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The day by the hall's clock."""
        return self.now.astimezone(CHINA).date()

    def do(self, command: CaseCommand) -> tuple[ActAnswer, int]:
        """Decide, number the papers, append; the answer and the last position."""
        occasion = self.occasion(command)
        papers = self.papers(occasion)
        position = self.append([(self.head.state, occasion, papers)])
        return self.answer(occasion, papers), position

    def occasion(self, command: CaseCommand) -> Occasion:
        """What happens to the case, how it stands then, and what its papers are made from; nothing is written."""
        state = self.head.state
        history = events_within(self.connection, self.server.ledger, state.case_id)
        if any(isinstance(x.body, Unreadable) and x.stands for x in history):
            raise Refusal("STATE-UNREADABLE", "本件有这个版本的程序读不出的记录，只能查看；请先升级服务器。")
        around = self._surroundings(state)
        around = self._placed(around, command, history)
        hall = hall_of(self.server, self.connection)
        if isinstance(command, c.SupplyDeferred):
            command = as_it_arrived(self._requests(state), command)
        happened = self._decided(state, as_the_hall_has_it(command, hall), around, history)
        after = state
        for event in happened:
            after = evolve(after, event)
        return Occasion(
            state=after,
            item=around.item,
            department=release_of(self.server, around.release).department_of(around.item),
            resolved=resolve_filing(after.filing, around),
            stationery=stationery_at_centre(self.server, hall, self.actor.name),
            today=around.today,
            at=self.now.astimezone(CHINA),
            happened=tuple(happened),
        )

    def _surroundings(self, state: CaseState) -> Surroundings:
        catalogue = release_of(self.server, state.release)
        item = catalogue.by_code[state.item_code]
        if self.actor.role == "approver":
            whole = replace(
                item.authorisation, powers=("receive", "accept", "correct", "refuse", "decide"), valid_until=""
            )
            item = replace(item, authorisation=whole)
        department = catalogue.department_of(item).full_name
        known = knowledge()
        return Surroundings(item, catalogue.hash, department, known.calendar, known.evaluate, self.today, OWN_COUNTER)

    def _placed(self, around: Surroundings, command: CaseCommand, history: Sequence[StoredEvent]) -> Surroundings:
        """The surroundings of an act that depends on whose duty it is."""
        by_duty = may(self.actor.role, ACTION_OF[type(command)])
        return placed(
            around, command, by_duty=by_duty, acceptor=lambda: acceptor_of(map(acted, history)), who=self.actor.id
        )

    def _decided(
        self, state: CaseState, command: CaseCommand, around: Surroundings, history: Sequence[StoredEvent]
    ) -> list[Any]:
        match command:
            case c.Settle():
                return settle(state, command, [acted(x) for x in history], self.actor.id, around.today)
            case c.Transfer():
                return transfer(state, command, self.head.hall, around.today)
        return decide(state, command, around)

    def papers(self, occasion: Occasion) -> tuple[NumberedPaper, ...]:
        """The papers that follow from what happened, numbered in the server's own series."""
        hall, mark = hall_of(self.server, self.connection), mark_at_centre(self.server, self.connection)
        entries = papers_after(occasion, occasion.happened)
        return draw_papers_at_centre(self.server, self.connection, occasion, entries, mark, hall)

    def append(self, acts: Sequence[tuple[CaseState, Occasion, Sequence[NumberedPaper]]]) -> int:
        """Write what happened to one case or several as one group; each with its state before. The last position."""
        events = []
        for before, occasion, papers in acts:
            bodies = [*occasion.happened, *(p.meant for p in papers)]
            subject = Subject(CASE, before.case_id)
            events += [NewEvent(subject, body, before.seq + place) for place, body in enumerate(bodies)]
            events += self._request_answers(occasion)
        draws = tuple(p.draw for _, _, papers in acts for p in papers)
        if draws:
            journal = own_journal(self.connection, self.server.area)
            numbers = Subject("numbers", journal.id if journal else OWN_COUNTER)
            events.insert(0, NewEvent(numbers, e.NumbersDrawn(draws)))
        group = own_group(self.server.ledger, self.connection, events, self.actor.id, self.now)
        if not group.stands:
            raise Refusal("STATE-CHANGED", "本件刚刚有变化，请重新读取后再办。")
        return group.position

    def _request_answers(self, occasion: Occasion) -> list[NewEvent]:
        """Answers to what the applicant had asked for online and this act does."""
        state, types = occasion.state, self.server.ledger.types
        about = self._requests(state)
        return answers_to(about, state, occasion.happened, types, OWN_COUNTER, self.actor.name, self.now)

    def _requests(self, state: CaseState) -> list[OnlineRequest]:
        return online_requests.about(self.connection, self.server.area, self.server.ledger.vault, state.case_id)

    def answer(self, occasion: Occasion, papers: Sequence[NumberedPaper]) -> ActAnswer:
        """How the case stands now, what happened to it, and the papers that it brought."""
        state, happened = occasion.state, occasion.happened
        for paper in papers:
            state = evolve(state, paper.meant)
        kind_of, at = self.server.ledger.types.kind_of, self.now.isoformat()
        gave = any(
            isinstance(x, (e.CaseAccepted, e.CorrectionRequired, e.CaseNotAccepted, e.CaseNotRequired))
            for x in happened
        )
        numbers = list(state.documents)
        return ActAnswer(
            case=ActedCase(state.case_no, status(state, self.today), due_json(state, self.today)),
            events=[Happened(kind_of(body)[0], at) for body in happened],
            documents=[
                Paper(p.meant.kind, p.meant.number, document_url(state.case_no, numbers.index(p.meant.number) + 1))
                for p in papers
            ],
            verdict=state.verdict if gave else "",
            reasons=[{"code": r.code, "text": r.text, "material": r.material} for r in state.reasons] if gave else [],
        )


def document_url(case_no: str, place: int) -> str:
    """Where the PDF of the nth document of a case can be fetched."""
    return f"/api/v1/cases/{case_no}/documents/{place}"


def document_pdf(server: Server, case_no: str, place: int, actor: Actor) -> bytes:
    """The PDF of the nth document of a case; Refusal STATE-DOCUMENT where there are fewer, or its content was erased."""
    from app.receipts.data import from_mapping
    from app.usecases.printing import render_paper

    refuse_without(actor.role, "open-record")
    with server.store.read() as connection:
        head = _head(server, connection, case_no)
        history = events_within(connection, server.ledger, head.case_id)
    number = dict(enumerate(head.state.documents, 1)).get(place)
    meant = next((x.body for x in history if isinstance(x.body, e.DocumentMeant) and x.body.number == number), None)
    if meant is None:
        raise Refusal("STATE-UNKNOWN", "本件没有这份文书，或者内容已依法删除。", "document")
    data = from_mapping(meant.kind, dict(meant.data))  # type: ignore[arg-type]  # a kind as we wrote it
    return render_paper(data, meant.copies, meant.filed)
