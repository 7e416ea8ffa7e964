"""Ratings 好差评 at the server: given by the code of a paper or entered from a sheet, followed, judged, counted.

Rule: RATING-51. A rating is never changed and never deleted; of two for one service the first counts.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, func, select

from app.domain.rating.decide import RatingLevel, check_rating, follow
from app.domain.rating.events import RATING, Channel, FollowStep, RatingGiven
from app.domain.rating.state import BAD, RatingLimits, RatingState, due_of
from app.domain.refusal import Refusal
from app.domain.rights import refuse_without
from app.store.central import office
from app.store.central.heads import CaseHead, read_heads
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.usecases.central.following import follow as follow_events
from app.usecases.central.following import follow_within
from app.usecases.central.hall import hall_of
from app.usecases.central.knowledge import knowledge
from app.usecases.central.own_journal import own_group
from app.usecases.central.progress import trust_at
from app.usecases.central.server import Server
from app.usecases.rating_words import rating_levels, rating_words, service_of
from app.usecases.ratings import case_of_token, unknown_token, used
from db.central.ledger import case_heads
from db.central.office import office_ratings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.central.acting import Actor

By = Literal["item", "department", "counter"]
APPLICANT = "applicant"
"""Who gives a rating, as the journal names him."""
_r, _h = office_ratings.c, case_heads.c


@dataclass(frozen=True)
class RatingForm:
    """What the page of a rating shows: the service, the five levels, whether it was rated already."""

    case_no: str
    item_name: str
    department: str
    levels: tuple[RatingLevel, ...]
    rated: bool


@dataclass(frozen=True)
class RatingTask:
    """A bad rating that waits: what is to be done next and by when; `overdue` as of today."""

    id: str
    level: int
    given_on: str
    case_no: str
    item_name: str
    department: str
    counter: str
    hall: str
    next_step: str
    due: str
    overdue: bool


@dataclass(frozen=True)
class RatingRecord:
    """A rating whole."""

    task: RatingTask
    state: RatingState
    standing: str


@dataclass(frozen=True)
class RatingLine:
    """Figures of one item, department or counter; `services` of the period, those of them that were `rated`.

    `valid` ratings of the period, of them `bad`; `invalidated` are listed separately and count in neither.
    """

    name: str
    services: int
    rated: int
    valid: int
    bad: int
    invalidated: int
    contacted: int

    @property
    def share(self) -> float | None:
        """参评率: rated of the services; None where there was none."""
        return self.rated / self.services if self.services else None

    @property
    def bad_share(self) -> float | None:
        """差评率: bad of the valid ratings; None where there is none, never 0."""
        return self.bad / self.valid if self.valid else None


def rating_form(server: Server, token: str) -> RatingForm:
    """The form for the case whose paper bears this code. Refusal RATE-UNKNOWN."""
    follow_events(server)
    with server.store.read() as connection:
        head = _head(server, connection, case_of_token(token, trust_at(server)))
        rated = office.rated(connection, server.area, service_of("case", head.case_no))
    return RatingForm(head.case_no, head.state.item_name, head.state.department, rating_words(), bool(rated))


def rate(
    server: Server,
    token: str,
    level: int,
    labels: Sequence[str] = (),
    text: str = "",
    *,
    channel: Channel = "qr",
    case_no: str = "",
) -> int:
    """Take a rating by the code of a paper, once for each case; the position. Refusal RATE-USED, RATE-UNKNOWN, RATE-….

    `case_no`: where the caller names the case, the code has to be of that one.
    """
    found = case_of_token(token, trust_at(server))
    if case_no and found != case_no.strip().upper():
        raise unknown_token()
    return _take(server, found, channel, level, labels, text, APPLICANT)


def enter_paper(
    server: Server, case_no: str, level: int, labels: Sequence[str], text: str, on: date, actor: Actor
) -> int:
    """Enter a rating from a sheet of paper of the day `on`; never by who is rated. Refusal RIGHT-…, RATE-…."""
    refuse_without(actor.role, "enter-paper-rating")
    today = server.now().astimezone(CHINA).date()
    if on > today:
        raise Refusal("ENTRY-DATE", "评价表的日期不能在今天以后。", "on")
    return _take(server, case_no.strip().upper(), "paper", level, labels, text, actor.id, on.isoformat())


def _take(
    server: Server,
    case_no: str,
    channel: Channel,
    level: int,
    labels: Sequence[str],
    text: str,
    by: str,
    paper: str = "",
) -> int:
    chosen = check_rating(rating_levels(), level, labels, text)
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)  # of two at once the second finds the first
        follow_within(server, connection)
        head = _head(server, connection, case_no)
        service = service_of("case", head.case_no)
        if office.rated(connection, server.area, service):
            raise used()
        state = head.state
        given = RatingGiven(
            service, level, channel, chosen, text.strip(), head.case_no, "", state.item_code, state.item_name,
            state.department, state.counter, paper,
        )  # fmt: skip
        return _append(server, connection, secrets.token_hex(16), given, by)


def follow_rating(server: Server, identity: str, step: FollowStep, text: str, actor: Actor) -> RatingState:
    """Note a step about a bad rating; an appeal is judged by supervision. Refusal RIGHT-…, STATE-RATING, ENTRY-EMPTY."""
    refuse_without(actor.role, "judge-rating" if step in ("upheld", "invalidated") else "follow-rating")
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        follow_within(server, connection)
        state = office.rating(connection, server.area, server.ledger.vault, identity)
        if state is None:
            raise Refusal("STATE-UNKNOWN", "没有这条评价。")
        event = follow(state, step, text.strip(), server.now().astimezone(CHINA).date())
        _append(server, connection, identity, event, actor.id)
        after = office.rating(connection, server.area, server.ledger.vault, identity)
    return after or state


def _append(server: Server, connection: Connection, identity: str, event: object, by: str) -> int:
    events = [NewEvent(Subject(RATING, identity), event)]
    group = own_group(server.ledger, connection, events, by, server.now())
    follow_within(server, connection)
    return group.position


def rating_tasks(server: Server, *, hall: str = "") -> list[RatingTask]:
    """Every bad rating with something left to do, the earliest first: all of them are called back."""
    follow_events(server)
    conditions = [_r.next_step != ""]
    if hall:
        conditions.append(_r.hall.in_((hall, "")))
    with server.store.read() as connection:
        limits = limits_of(server, connection)
        found = office.ratings(connection, server.area, server.ledger.vault, *conditions)
    return sorted((_task(server, row, state, limits) for row, state in found), key=lambda one: (one.due, one.id))


def rating_record(server: Server, identity: str) -> RatingRecord:
    """A rating with what was done about it. Refusal STATE-UNKNOWN."""
    follow_events(server)
    with server.store.read() as connection:
        limits = limits_of(server, connection)
        found = office.ratings(connection, server.area, server.ledger.vault, _r.id == identity)
    if not found:
        raise Refusal("STATE-UNKNOWN", "没有这条评价。")
    row, state = found[0]
    return RatingRecord(_task(server, row, state, limits), state, row.standing)


def ratings_in(
    server: Server, since: date, until: date, *, hall: str = "", standing: str = "", bad: bool = False
) -> list[RatingRecord]:
    """Ratings of a period, the latest first; those found not to hold by `standing` invalidated."""
    follow_events(server)
    conditions = [_r.given_on >= since.isoformat(), _r.given_on <= until.isoformat()]
    if hall:
        conditions.append(_r.hall.in_((hall, "")))
    if standing:
        conditions.append(_r.standing == standing)
    if bad:
        conditions.append(_r.level <= BAD)
    with server.store.read() as connection:
        limits = limits_of(server, connection)
        found = office.ratings(connection, server.area, server.ledger.vault, *conditions)
    return [RatingRecord(_task(server, row, state, limits), state, row.standing) for row, state in reversed(found)]


def limits_of(server: Server, connection: Connection) -> RatingLimits:
    """The limits of the hall."""
    hall = hall_of(server, connection)
    return RatingLimits(
        hall.rating_contact_days, hall.rating_verify_days, hall.rating_right_days, hall.rating_answer_days
    )


def rating_figures(server: Server, since: date, until: date, *, by: By = "item", hall: str = "") -> list[RatingLine]:
    """Figures of a period by item, department or counter, with what they are counted from; the worst first."""
    follow_events(server)
    with server.store.read() as connection:
        counted = _Counted(server, connection, since, until, by, hall)
        services, rated = counted.services()
        levels = counted.ratings()
    names = {*services, *levels}
    lines = [
        RatingLine(name, services.get(name, 0), rated.get(name, 0), *levels.get(name, (0, 0, 0, 0))) for name in names
    ]
    return sorted(lines, key=lambda one: (-(one.bad_share or 0.0), -one.valid, one.name))


@dataclass(frozen=True)
class _Counted:
    """The counts behind the figures."""

    server: Server
    connection: Connection
    since: date
    until: date
    by: By
    hall: str

    def services(self) -> tuple[dict[str, int], dict[str, int]]:
        """Cases received in the period, and those of them that were rated."""
        name = {"item": _h.item_name, "department": _h.department, "counter": _h.counter}[self.by]
        period = [_h.area == self.server.area, _h.received_on >= self.since.isoformat()]
        period.append(_h.received_on <= self.until.isoformat())
        if self.hall:
            period.append(_h.hall == self.hall)
        all_of = select(name, func.count()).where(*period).group_by(name)
        joined = case_heads.join(office_ratings, (_r.area == _h.area) & (_r.case_no == _h.case_no))
        with_one = select(name, func.count()).select_from(joined).where(*period, _r.standing != "double").group_by(name)
        return self._pairs(all_of), self._pairs(with_one)

    def ratings(self) -> dict[str, tuple[int, int, int, int]]:
        """Ratings given in the period: valid, bad of them, found not to hold, bad ones that were called back."""
        name = {"item": _r.item_name, "department": _r.department, "counter": _r.counter}[self.by]
        period = [_r.area == self.server.area, _r.given_on >= self.since.isoformat()]
        period.append(_r.given_on <= self.until.isoformat())
        if self.hall:
            period.append(_r.hall == self.hall)
        counts = _r.standing == "counts"
        called = _r.next_step.in_(("", "verified", "righted", "answered"))
        found = {}
        for key, conditions in (
            ("valid", (counts,)), ("bad", (counts, _r.level <= BAD)), ("invalidated", (_r.standing == "invalidated",)),
            ("contacted", (counts, _r.level <= BAD, called)),
        ):  # fmt: skip
            found[key] = self._pairs(select(name, func.count()).where(*period, *conditions).group_by(name))
        names = {name for pairs in found.values() for name in pairs}
        return {
            one: (found["valid"].get(one, 0), found["bad"].get(one, 0), found["invalidated"].get(one, 0),
                  found["contacted"].get(one, 0))
            for one in names
        }  # fmt: skip

    def _pairs(self, wanted: Any) -> dict[str, int]:
        return {name: count for name, count in self.connection.execute(wanted)}


def _task(server: Server, row: Any, state: RatingState, limits: RatingLimits) -> RatingTask:
    calendar, today = knowledge().calendar, server.now().astimezone(CHINA).date().isoformat()
    due = due_of(state, calendar, date.fromisoformat(row.given_on), limits) if row.next_step else ""
    return RatingTask(
        row.id, row.level, row.given_on, row.case_no, row.item_name, row.department, row.counter, row.hall,
        row.next_step, due, bool(due) and due < today,
    )  # fmt: skip


def _head(server: Server, connection: Connection, case_no: str) -> CaseHead:
    found = read_heads(connection, server.area, server.ledger.vault, _h.case_no == case_no, limit=1)
    if not found or found[0].state.erased:
        raise unknown_token()
    return found[0]
