"""Ticking the review points of the department's stage; one review for all cases of a theme package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case.decide import Surroundings, resolve_filing
from app.domain.catalog.service_item import Authorisation, ServiceItem
from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem, Refusal
from app.domain.review import FOUND_ZH, REVIEW, PointTicked, ReviewState
from app.domain.rights import refuse_without
from app.store.central.ledger import OWN_COUNTER
from app.store.central.records import read_record
from app.store.clock import CHINA
from app.usecases.central.cases import case_of
from app.usecases.central.knowledge import knowledge, release_of
from app.usecases.central.own_subjects import write_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.catalog.service_item import Material, ReviewPoint
    from app.domain.review import Found
    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

LONGEST = 500


def tick(server: Server, case_no: str, given: Mapping[str, tuple[str, str]], actor: Actor, now: datetime) -> int:
    """Keep what was found on points (`material|point` → result, remark); unchanged ones are passed over.

    Returns how many were kept. A failed point needs a remark. Refusal RIGHT-…, STATE-…, InputProblem.
    """
    refuse_without(actor.role, "tick-points")
    head = case_of(server.ledger, case_no)
    if head is None:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", case_no)
    state = head.state
    if actor.department and actor.department not in state.department:
        raise Refusal("RIGHT-DEPARTMENT", f"本件由{state.department}办理，不是你所在的部门。")
    if state.phase not in ("received", "accepted"):
        raise Refusal("STATE-DECIDED", "本件已经有结论，审查要点不再改动。")
    review_id = state.package or state.case_id
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        vault = server.ledger.vault
        review = read_record(connection, server.area, vault, REVIEW, review_id, ReviewState) or ReviewState(review_id)
        events = list(_events(server, state, review, given, actor, now))
        if not events:
            return 0
        write_events(server, connection, REVIEW, review_id, review if review.seq else None, events, actor)
    return len(events)


def surroundings_at_centre(server: Server, state: CaseState, today: date) -> Surroundings:
    """What a decision about a case depends on, seen from the centre; Refusal STATE-RELEASE."""
    catalogue, known = release_of(server, state.release), knowledge()
    item = catalogue.by_code[state.item_code]
    department = catalogue.department_of(item).full_name
    return Surroundings(item, catalogue.hash, department, known.calendar, known.evaluate, today, OWN_COUNTER)


def bare_surroundings(state: CaseState, today: date) -> Surroundings:
    """The same where the server has not the release of a case: an item of which only the name is known."""
    item = ServiceItem(
        code=state.item_code,
        name=state.item_name,
        department=state.department,
        kind=state.item_kind,  # type: ignore[arg-type]  # a kind as we wrote it
        kind_text="",
        applicants=(),
        legal=Limit(0),
        promised=Limit(0),
        situations=(),
        form=(),
        materials=(),
        authorisation=Authorisation((), ""),
        basis=(),
    )
    known = knowledge()
    return Surroundings(item, state.release, state.department, known.calendar, known.evaluate, today, OWN_COUNTER)


def department_points(state: CaseState, around: Surroundings) -> Iterator[tuple[Material, ReviewPoint]]:
    """The points that are left to the department, each with its material."""
    for found in resolve_filing(state.filing, around).materials:
        for point in found.department_points:
            yield found.material, point


def review_of(server: Server, state: CaseState) -> ReviewState:
    """What was looked at so far."""
    with server.store.read() as connection:
        return review_within(server, connection, state)


def review_within(server: Server, connection: Connection, state: CaseState) -> ReviewState:
    """The same for whoever reads or writes already."""
    identity = state.package or state.case_id
    found = read_record(connection, server.area, server.ledger.vault, REVIEW, identity, ReviewState)
    return found or ReviewState(identity)


def _events(
    server: Server, state: CaseState, review: ReviewState, given: Mapping[str, tuple[str, str]], actor: Actor,
    now: datetime,
) -> list[PointTicked]:  # fmt: skip
    around = surroundings_at_centre(server, state, now.astimezone(CHINA).date())
    known = {f"{m.identity}|{p.key}": (m, p) for m, p in department_points(state, around)}
    made = []
    for key, (found, words) in given.items():
        if key not in known or found not in FOUND_ZH:
            raise InputProblem("ENTRY-POINT", "审查要点或者结论不对，请重新打开本页。", key)
        material, point = known[key]
        remark = words.strip()[:LONGEST]
        if found == "fail" and not remark:
            raise InputProblem("ENTRY-REMARK", f"“{point.text}”不合格，请写明看到的情况。", key)
        before = review.of(state.case_id, material.identity, point.key)
        if before is not None and (before.found, before.remark) == (found, remark):
            continue
        made.append(
            PointTicked(
                state.case_id,
                state.case_no,
                material.identity,
                material.name,
                point.key,
                point.text,
                _found(found),
                remark,
                state.department,
                actor.id,
                now.astimezone(CHINA).date().isoformat(),
            )
        )
    return made


def _found(words: str) -> Found:
    return next(key for key in FOUND_ZH if key == words)
