"""What the office pages have in common: who acts, and a refused form that comes back as it was filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.central.console.case_acts import actor_of as actor_of
from app.central.console.people import language_of
from app.central.problems import problem_of
from app.domain.identity.dates import require_date
from app.domain.refusal import Refusal
from app.errors import english_of
from app.store.clock import CHINA

if TYPE_CHECKING:
    from litestar import Request

    from app.domain.refusal import InputProblem
    from app.usecases.central.server import Server

LONGEST = 4000


@dataclass(frozen=True)
class Failed:
    """What was refused: which form, the words, the rule's code, the field, what had been typed, the answer's status."""

    form: str = ""
    words: str = ""
    code: str = ""
    place: str = ""
    status: int = 200
    typed: dict[str, str] = field(default_factory=dict)


NOTHING = Failed()


def failed_of(
    request: Request[Any, Any, Any], form: str, typed: dict[str, str], refusal: Refusal | InputProblem
) -> Failed:
    """How a page tells of a refusal."""
    problem = problem_of(refusal)
    request.scope["state"]["problem"] = problem
    words = problem.message if language_of(request) == "zh" else english_of(problem.code) or problem.message
    return Failed(form, words, problem.code, problem.place, problem.status, typed)


def text(form: dict[str, str], name: str, longest: int = LONGEST) -> str:
    """What was typed into a field, without blanks around it, and no more of it than a field holds."""
    return form.get(name, "").strip()[:longest]


def day_in(form: dict[str, str], name: str, default: date) -> date:
    """A day that was typed; Refusal ENTRY-DATE."""
    typed = text(form, name, 20)
    return require_date(typed, name) if typed else default


def today_at(server: Server) -> date:
    """The day by the hall's clock."""
    return server.now().astimezone(CHINA).date()


def period(server: Server, asked: Any) -> tuple[date, date]:
    """The period that a page was asked for; the last thirty days where none was named, or none is one."""
    today = today_at(server)
    try:
        since = require_date(str(asked.get("since", ""))[:10])
        until = require_date(str(asked.get("until", ""))[:10])
    except Refusal:
        return today - timedelta(days=29), today
    return (since, until) if since <= until else (until, since)
