"""What may be done to a pre-application, and what happens then. Once, and by one counter only."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from app.domain.pre_application import events as e
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.checklist.filing import Filing
    from app.domain.pre_application.events import Files
    from app.domain.pre_application.state import PreApplication

HOLD_MINUTES = 30
"""How long a counter holds what it took over without having made a case of it."""
LONGEST_ADVICE = 1000
_CHINA = timezone(timedelta(hours=8))


def take(state: PreApplication, counter: str, by: str, now: datetime) -> list[e.PreApplicationTaken]:
    """Take it over for a counter; nothing happens where it holds it already.

    Refusal STATE-PRE-TAKEN names who has it since when, STATE-PRE-ENDED what became of it.
    """
    _refuse_ended(state)
    hold = state.held_by(now)
    if hold is not None and hold.counter == counter:
        return []
    _refuse_held(state, now)
    until = (now + timedelta(minutes=HOLD_MINUTES)).isoformat()
    return [e.PreApplicationTaken(state.hall, counter, by, now.isoformat(), until)]


def release(state: PreApplication, counter: str, by: str, now: datetime) -> list[e.PreApplicationReleased]:
    """Give it back; nothing happens where nobody holds it. Refusal STATE-PRE-TAKEN where another counter does."""
    _refuse_ended(state)
    hold = state.held_by(now)
    if hold is None:
        return []
    if hold.counter != counter:
        _refuse_held(state, now)
    return [e.PreApplicationReleased(state.hall, counter, by, now.isoformat())]


def advise(state: PreApplication, counter: str, by: str, text: str, now: datetime) -> list[e.PreApplicationAdvised]:
    """Suggest something to the applicant; InputProblem INPUT-ADVICE where the text is empty or too long."""
    _refuse_ended(state)
    words = text.strip()
    if not words or len(words) > LONGEST_ADVICE:
        raise InputProblem("INPUT-ADVICE", f"预审意见请写 1 至 {LONGEST_ADVICE} 个字。", "text")
    return [e.PreApplicationAdvised(state.hall, counter, by, words, now.isoformat())]


def supplement(
    state: PreApplication, filing: Filing, files: Files, now: datetime
) -> list[e.PreApplicationSupplemented]:
    """Put what the applicant changed in the place of what was filed; nothing happens where nothing changed."""
    _refuse_ended(state)
    _refuse_at_counter(state, now)
    if (filing, dict(files)) == (state.filing, dict(state.files)):
        return []
    return [e.PreApplicationSupplemented(state.hall, filing, files, now.isoformat())]


def withdraw(state: PreApplication, now: datetime) -> list[e.PreApplicationClosed]:
    """Withdraw it; Refusal STATE-PRE-AT-COUNTER while a counter is at it."""
    _refuse_ended(state)
    _refuse_at_counter(state, now)
    return [e.PreApplicationClosed(state.hall, "withdrawn", now.isoformat())]


def link(state: PreApplication, case_id: str, case_no: str, now: datetime) -> list[e.PreApplicationClosed]:
    """It became a case; nothing happens for the same case again. Refusal STATE-PRE-TWICE for a second one.

    A case that was received stands, also where the applicant had withdrawn online while the counter's line was down.
    """
    if state.phase == "filed":
        if state.case_id == case_id:
            return []
        raise Refusal("STATE-PRE-TWICE", f"这份网上申请已经由办件 {state.case_no} 收件。", "pre_application")
    return [e.PreApplicationClosed(state.hall, "filed", now.isoformat(), case_id, case_no)]


def _refuse_ended(state: PreApplication) -> None:
    if state.phase == "filed":
        raise Refusal("STATE-PRE-ENDED", f"这份网上申请已由窗口收件，办件编号 {state.case_no}。", "number")
    if state.phase == "withdrawn":
        raise Refusal("STATE-PRE-ENDED", "申请人已撤回这份网上申请。", "number")


def _refuse_held(state: PreApplication, now: datetime) -> None:
    hold = state.held_by(now)
    if hold is not None:
        words = (
            f"{hold.counter} 窗口 {hold.by} {_clock(hold.since)} 已接手，未收件的话 {_clock(hold.until)} 起可以接手。"
        )
        raise Refusal("STATE-PRE-TAKEN", words, hold.counter)


def _refuse_at_counter(state: PreApplication, now: datetime) -> None:
    hold = state.held_by(now)
    if hold is not None:
        words = f"{hold.counter} 窗口正在办理这份申请，现在不能网上修改或者撤回，请告诉窗口。"
        raise Refusal("STATE-PRE-AT-COUNTER", words, hold.counter)


def _clock(moment: str) -> str:
    """A moment by the hall's clock: 10:21."""
    from datetime import datetime

    return f"{datetime.fromisoformat(moment).astimezone(_CHINA):%H:%M}"
