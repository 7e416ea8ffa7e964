"""What the events of a pre-application amount to. Who holds it now depends on the moment and is computed on reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from app.domain.checklist.filing import Filing
from app.domain.pre_application import events as e
from app.domain.pre_application.events import Files

if TYPE_CHECKING:
    from app.domain.pre_application.events import PreApplicationEvent

Phase = Literal["waiting", "filed", "withdrawn"]
Standing = Literal["waiting", "taken", "filed", "withdrawn"]

STANDING_ZH: dict[Standing, str] = {
    "waiting": "待窗口查看",
    "taken": "窗口办理中",
    "filed": "窗口已收件",
    "withdrawn": "已撤回",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion 预审意见 of a counter; no legal act."""

    counter: str
    by: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Which counter took it over, by whom, since when, until when (ISO)."""

    counter: str
    by: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class PreApplication:
    """A pre-application after its events; `seq` counts them."""

    id: str
    number: str
    item_code: str
    item_name: str
    department: str
    release: str
    hall: str
    filing: Filing
    files: Files
    code_key: str
    assisted: bool
    filed_at: str
    changed_at: str
    phase: Phase = "waiting"
    hold: Hold | None = None
    advice: tuple[Advice, ...] = ()
    case_id: str = ""
    case_no: str = ""
    seq: int = 1

    @property
    def file_count(self) -> int:
        """How many files were uploaded."""
        return sum(len(files) for files in self.files.values())

    def held_by(self, now: datetime) -> Hold | None:
        """Who holds it at this moment; None once the time of the hold has run out."""
        if self.hold is None or self.phase != "waiting":
            return None
        return self.hold if now < datetime.fromisoformat(self.hold.until) else None

    def standing(self, now: datetime) -> Standing:
        """How it stands at this moment."""
        if self.phase != "waiting":
            return self.phase
        return "taken" if self.held_by(now) else "waiting"


def evolve(state: PreApplication | None, identity: str, event: PreApplicationEvent) -> PreApplication | None:
    """The state after an event; what comes before it was filed changes nothing."""
    if isinstance(event, e.PreApplicationFiled):
        return PreApplication(
            identity, event.number, event.item_code, event.item_name, event.department, event.release, event.hall,
            event.filing, event.files, event.code_key, event.assisted, event.at, event.at,
        )  # fmt: skip
    if state is None:
        return None
    changed = _changed(state, event)
    return state if changed is None else replace(changed, seq=state.seq + 1)


def _changed(state: PreApplication, event: PreApplicationEvent) -> PreApplication | None:
    match event:
        case e.PreApplicationSupplemented():
            return replace(state, filing=event.filing, files=event.files, changed_at=event.at)
        case e.PreApplicationTaken():
            return replace(state, hold=Hold(event.counter, event.by, event.at, event.until))
        case e.PreApplicationReleased():
            return replace(state, hold=None)
        case e.PreApplicationAdvised():
            advice = Advice(event.counter, event.by, event.text, event.at)
            return replace(state, advice=(*state.advice, advice))
        case e.PreApplicationClosed():
            return replace(state, phase=event.outcome, case_id=event.case_id, case_no=event.case_no, hold=None)
    return None
