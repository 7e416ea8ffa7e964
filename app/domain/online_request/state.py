"""What the events of an online request amount to. Who looks at it now depends on the moment and is computed on reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app.domain.online_request import events as e
from app.domain.online_request.events import Content, Outcome, RequestKind

LOOKING = timedelta(minutes=30)
"""How long a counter that looked keeps the applicant from changing it without having answered."""

Standing = Literal["waiting", "taken", "done", "declined"]
STANDING_ZH: dict[Standing, str] = {
    "waiting": "还没有窗口查看",
    "taken": "窗口正在查看",
    "done": "已经办了",
    "declined": "没有办成",
}


@dataclass(frozen=True, slots=True)
class Hold:
    """Which counter looks at it, by whom, since when (ISO)."""

    counter: str
    by: str
    since: str

    def until(self) -> datetime:
        """When others may change it or look at it again."""
        return datetime.fromisoformat(self.since) + LOOKING


@dataclass(frozen=True, slots=True)
class Answer:
    """What a counter answered, to which filing."""

    outcome: Outcome
    words: str
    counter: str
    by: str
    at: str
    filing: int


@dataclass(frozen=True, slots=True)
class OnlineRequest:
    """A request after its events. `filing` counts what the applicant filed, `seq` the events.

    `outcome` is empty while it is open; of two answers the first stands.
    """

    id: str
    kind: RequestKind
    case_id: str
    case_no: str
    item_name: str
    hall: str
    content: Content
    filed_at: str
    changed_at: str
    filing: int = 1
    hold: Hold | None = None
    looked_at: str = ""
    answers: tuple[Answer, ...] = ()
    outcome: Outcome | Literal[""] = ""
    seq: int = 1

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.outcome

    def held_by(self, now: datetime) -> Hold | None:
        """Who looks at it at this moment; None once half an hour has passed."""
        return self.hold if self.open and self.hold is not None and now < self.hold.until() else None

    def standing(self, now: datetime) -> Standing:
        """How it stands at this moment."""
        if self.outcome:
            return self.outcome
        return "taken" if self.held_by(now) else "waiting"


def evolve(state: OnlineRequest | None, identity: str, event: object) -> OnlineRequest | None:
    """The state after an event; what comes before it was filed, or is none of these events, changes nothing."""
    if state is None:
        if not isinstance(event, e.OnlineRequestFiled):
            return None
        return OnlineRequest(
            identity, event.kind, event.case_id, event.case_no, event.item_name, event.hall, event.content, event.at,
            event.at,
        )  # fmt: skip
    changed = _changed(state, event)
    return state if changed is None else replace(changed, seq=state.seq + 1)


def _changed(state: OnlineRequest, event: object) -> OnlineRequest | None:
    match event:
        case e.OnlineRequestReplaced() if state.open:
            filing = state.filing + 1
            return replace(state, content=event.content, changed_at=event.at, filing=filing, hold=None)
        case e.OnlineRequestTaken() if state.open:
            return _taken(state, event)
        case e.OnlineRequestAnswered() if state.open:
            return _answered(state, event)
    return None


def _taken(state: OnlineRequest, event: e.OnlineRequestTaken) -> OnlineRequest:
    """Of two counters that look at once the first by the server's order is named."""
    looked = state.looked_at or event.at
    if state.held_by(datetime.fromisoformat(event.at)) is not None:
        return replace(state, looked_at=looked)
    return replace(state, looked_at=looked, hold=Hold(event.counter, event.by, event.at))


def _answered(state: OnlineRequest, event: e.OnlineRequestAnswered) -> OnlineRequest:
    """An answer to an earlier filing is kept and ends nothing: nobody has seen what came after it."""
    answer = Answer(event.outcome, event.words, event.counter, event.by, event.at, event.filing)
    answered = replace(state, answers=(*state.answers, answer), looked_at=state.looked_at or event.at, hold=None)
    if event.filing < state.filing:
        return answered
    return replace(answered, outcome=event.outcome, changed_at=event.at)
