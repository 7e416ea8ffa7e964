"""A server and desks as the rules of the domain see them: groups of events, an order, rulings, folds. No store, no wire.

A desk decides on what it has read; the server gives the order and rules once; everybody folds the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.deciding import answer_return, grant, opine, refuse, send_back
from app.domain.case.evolve import evolve
from app.domain.case.extending import extend
from app.domain.case.issuing import issue
from app.domain.case.procedures import end_procedure, start_procedure
from app.domain.case.ruling import fits, group_id, take
from app.domain.case.settling import Acted, settle
from app.domain.case.state import CaseState
from app.domain.case.transferring import transfer
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import TODAY, around, item_of

if TYPE_CHECKING:
    from collections.abc import Callable

CASE = "case"
NOTICE_OF: dict[type, str] = {
    e.CaseAccepted: "acceptance-notice",
    e.CorrectionRequired: "correction-notice",
    e.CaseNotAccepted: "non-acceptance-notice",
    e.CaseNotRequired: "non-acceptance-notice",
    e.CaseExtended: "extension-notice",
    e.CaseSettled: "settlement-notice",
    e.CaseGranted: "decision-grant",
    e.CaseRefused: "decision-refusal",
    e.ProcedureStarted: "special-procedure-notice",
}

APPROVAL: dict[type, Callable[[CaseState, Any, d.Surroundings], list[Any]]] = {
    c.Opine: opine,
    c.Grant: grant,
    c.Refuse: refuse,
    c.Return: send_back,
    c.AnswerReturn: answer_return,
    c.StartProcedure: start_procedure,
    c.EndProcedure: end_procedure,
    c.Issue: issue,
}
"""The acts from acceptance to the result."""


@dataclass(frozen=True)
class Group:
    """What one use case wrote to the case, in one journal. `position` and `ruling` come from the server."""

    journal: str
    first: int
    actor: str
    seen: int
    version: int
    bodies: tuple[Any, ...]
    position: int | None = None
    ruling: str | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """Its name."""
        return group_id(self.journal, self.first)


def decided(state: CaseState, command: Any, day: date = TODAY) -> list[Any]:
    """The events of a command, at any counter."""
    where = replace(around(item_of(), day), deciding=True, issuing=True)
    match command:
        case c.GiveVerdict():
            return d.give_verdict(state, command, where)
        case c.CompleteCorrection():
            return d.complete_correction(state, command, where)
        case c.SupplyDeferred():
            return d.supply_deferred(state, command, where)
        case c.Withdraw():
            return d.withdraw(state, command, where)
        case c.CorrectRecord():
            return d.correct_record(state, command, where)
        case c.VoidDocument():
            return d.void_document(state, command)
        case c.Tell():
            return d.tell(state, command, day)
        case c.Extend():
            return extend(state, command, where)
        case c.Transfer():
            return transfer(state, command, "沙坪坝", day)
    if type(command) in APPROVAL:
        return APPROVAL[type(command)](state, command, where)
    return list(command)  # bodies as they are


@dataclass
class Desk:
    """A desk: what it has read of the server's order, and its own journal."""

    name: str
    read: list[Group] = field(default_factory=list)
    own: list[Group] = field(default_factory=list)
    seq: int = 0
    drawn: int = 0

    def groups(self) -> list[Group]:
        """In the order in which they count: by position, then the own ones that nobody has ruled."""
        ruled = {g.id for g in self.read}
        return [*sorted(self.read, key=lambda g: g.position or 0), *(g for g in self.own if g.id not in ruled)]

    def state(self) -> CaseState | None:
        """The case as this desk shows it."""
        state: CaseState | None = None
        for group in self.groups():
            if group.ruling == "unauthorised":
                continue
            if group.ruling is None:
                own = state.seq if state else 0
                stands = not fits(state, group.bodies, known=group.version == own)
            else:
                stands = group.ruling == "stands"
            state = take(CASE, state, group.id, group.bodies, stands=stands)
        return state

    def act(self, command: Any, day: date = TODAY) -> Group | None:
        """Do a command, with the paper that follows from it; None where it is refused."""
        state = self.state()
        assert state is not None
        try:
            happened = decided(state, command, day)
        except (Refusal, InputProblem):
            return None
        happened = [self._numbered(x) if isinstance(x, e.DocumentMeant) else x for x in happened]
        return self.write(state.seq, happened, day)

    def _numbered(self, meant: e.DocumentMeant) -> e.DocumentMeant:
        self.drawn += 1
        return replace(meant, number=f"{self.name}-{self.drawn}")

    def settle(self, command: c.Settle) -> Group:
        """Settle as a lead; whatever is refused is raised."""
        state = self.state()
        assert state is not None
        return self.write(state.seq, settle(state, command, self.history(), self.name, TODAY), TODAY)

    def write(self, version: int, happened: list[Any], day: date, *, bare: bool = False) -> Group:
        """One group in the own journal, with the papers that follow unless it is `bare`."""
        bodies = happened if bare else [*happened, *self._papers(happened, day)]
        seen = max((g.position or 0 for g in self.read), default=0)
        group = Group(self.name, self.seq + 1, self.name, seen, version, tuple(bodies))
        self.seq += len(bodies)
        self.own.append(group)
        return group

    def _papers(self, happened: list[Any], day: date) -> list[Any]:
        if any(isinstance(x, e.CaseSettled) for x in happened):
            kinds = ["settlement-notice"] if next(x for x in happened if isinstance(x, e.CaseSettled)).papers else []
        else:
            kinds = [NOTICE_OF[type(x)] for x in happened if type(x) in NOTICE_OF]
        papers: list[Any] = []
        for kind in kinds:
            self.drawn += 1
            papers.append(e.DocumentMeant(f"{self.name}-{self.drawn}", kind, 2, 1, day.isoformat(), {}))
        return papers

    def history(self) -> list[Acted]:
        """What settling reads."""
        found = []
        for group in self.groups():
            for place, body in enumerate(group.bodies):
                found.append(
                    Acted(
                        id=f"{group.journal}:{group.first + place}",
                        group=group.id,
                        journal=group.journal,
                        actor=group.actor,
                        at=datetime(2026, 11, 23, tzinfo=UTC),
                        position=None if group.position is None else group.position + place,
                        seen=group.seen,
                        ruled=group.ruling is not None,
                        stands=group.ruling in (None, "stands"),
                        body=body,
                    )
                )
        return found


@dataclass
class Server:
    """The order of an area, and its rulings."""

    log: list[Group] = field(default_factory=list)
    position: int = 0
    state: CaseState | None = None

    def take(self, group: Group, *, authorised: bool = True) -> Group:
        """Give a group its position and its ruling, once."""
        if not authorised:
            ruled = replace(group, position=self.position + 1, ruling="unauthorised", reason="RIGHT-ROLE")
            self.position += len(group.bodies)
            self.log.append(ruled)
            return ruled
        reason = fits(self.state, group.bodies, known=group.version == (self.state.seq if self.state else 0))
        ruling = "contested" if reason else "stands"
        ruled = replace(group, position=self.position + 1, ruling=ruling, reason=reason)
        self.position += len(group.bodies)
        self.state = take(CASE, self.state, group.id, group.bodies, stands=not reason)
        self.log.append(ruled)
        return ruled

    def send(self, desk: Desk, most: int | None = None) -> None:
        """Let a desk read on, whole groups, at most so many."""
        new = self.log[len(desk.read) :]
        desk.read += new if most is None else new[:most]


def opened_everywhere(history: list[Any], desks: int = 2) -> tuple[Server, list[Desk]]:
    """A case that the first desk opened and that all have read."""
    server, found = Server(), [Desk(name) for name in "ABCDE"[:desks]]
    for group in history:
        first = found[0]
        state = first.state()
        first.write(state.seq if state else 0, list(group), TODAY, bare=True)
    for group in found[0].own:
        server.take(group)
    for desk in found:
        server.send(desk)
    return server, found


def after(state: CaseState, bodies: list[Any]) -> CaseState:
    """The case after more events."""
    for body in bodies:
        state = evolve(state, body)
    return state
