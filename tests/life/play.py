"""Whole lives of cases, and what the independent checker finds in what they left behind.

    python -m tests.life.play --folder DIR --cases 200 --seed 1

Lives of all items and packages begin over the first days; each day machines lose their line, now and then the server is
killed and comes back. At the end everybody exchanges until all is level. Prints one line of JSON; exit 1 where a rule was
broken.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import yaml
from sqlalchemy import select

from app.store import keyring
from app.store.clock import CHINA
from app.usecases.central.cases import case_events, stored_events
from db.central.ledger import case_heads, events
from tests.builders.filings import RESOURCES
from tests.builders.postgres import Postgres
from tests.builders.quick_passwords import quick_parameters
from tests.life.checker import problems
from tests.life.lives import codes, one_case, one_package, packages
from tests.life.record import CaseRecord, Event, Subject, World
from tests.life.town import Town

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from sqlalchemy import Connection

    from app.store.event import StoredEvent
    from app.usecases.central.server import Server

START = datetime(2026, 9, 21, 9, tzinfo=CHINA)
"""A Monday before two holidays and a weekend day that is worked."""
DAYS = 70
SUBJECTS = ("package", "rating", "pre-application", "escalation")


@dataclass
class Outcome:
    """What was played and what is wrong with it."""

    cases: int = 0
    events: int = 0
    did: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def play(
    folder: Path, cases: int, seed: int, database: str | None = None, kills: int = 2, *, rough: bool = False
) -> tuple[Outcome, World]:
    """Let the lives go by, and look at what is left."""
    keyring.fresh_parameters = quick_parameters
    chance = random.Random(seed)
    town = Town.founded(folder, chance, START, database)
    if rough:
        town.make_rough()
    try:
        _days(town, _lives(town, cases), kills)
        for _ in range(2):
            for desk in town.desks.values():
                desk.sync_through()
        with town.server.opened() as server:
            world = world_of(server)
    finally:
        town.end()
    total = sum(len(case.events) for case in world.cases.values())
    return Outcome(len(world.cases), total, town.did, town.refused, problems(world)), world


def _lives(town: Town, cases: int) -> list[Generator[int, None, None]]:
    """So many lives: one in ten a package, the others in turn through all items."""
    singles, whole = codes(), packages()
    town.chance.shuffle(singles)
    town.chance.shuffle(whole)
    lives: list[Generator[int, None, None]] = []
    for n in range(cases):
        if n % 10 == 9:
            lives.append(one_package(town, whole[n // 10 % len(whole)]))
        else:
            lives.append(one_case(town, singles[n % len(singles)]))
    return lives


def _days(town: Town, lives: Sequence[Generator[int, None, None]], kills: int) -> None:
    due = {n: town.chance.randint(0, 5) for n in range(len(lives))}
    kill_on = {town.chance.randint(1, 20) for _ in range(kills)}
    for day in range(DAYS):
        town.morning()
        if day in kill_on:
            town.server.kill()
            town.server.start()
            town.log_out()
        for n in sorted(n for n, when in due.items() if when <= day):
            wait = next(lives[n], None)
            if wait is None:
                del due[n]
            else:
                due[n] = day + max(wait, 1)
        if not due:
            return
        town.night()


def world_of(server: Server) -> World:
    """What stands at the server, as plain data."""
    items = {item["code"]: item for item in map(_yaml, sorted((RESOURCES / "catalog" / "items").glob("*.yaml")))}
    cases: dict[str, CaseRecord] = {}
    with server.store.read() as connection:
        heads = connection.execute(select(case_heads.c.case_id, case_heads.c.case_no, case_heads.c.item_code)).all()
        others = (
            select(events.c.subject_kind, events.c.subject_id).where(events.c.subject_kind.in_(SUBJECTS)).distinct()
        )
        pairs = connection.execute(others).all()
    for head in heads:
        cases[head.case_id] = CaseRecord(
            head.case_no, items[head.item_code], tuple(_plain(case_events(server.ledger, head.case_id)))
        )
    with server.store.read() as connection:
        subjects = tuple(
            Subject(kind, identity, tuple(_plain(_events_of(server, connection, kind, identity))))
            for kind, identity in pairs
        )
    return World(cases, subjects)


def _yaml(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def _events_of(server: Server, connection: Connection, kind: str, identity: str) -> list[StoredEvent]:
    return stored_events(connection, server.ledger, events.c.subject_kind == kind, events.c.subject_id == identity)


def _plain(stored: Sequence[StoredEvent]) -> list[Event]:
    """Events that stand, without anything of the program."""
    return [
        Event(
            x.kind,
            x.at.astimezone(CHINA).date().isoformat(),
            x.actor,
            f"{x.journal}:{x.group[1]}",
            msgspec.to_builtins(x.body),
        )
        for x in stored
        if x.stands
    ]


def main() -> int:
    """Play from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="the server stands on PostgreSQL, not on a file")
    parser.add_argument("--rough", action="store_true", help="the line drops, doubles, delays and cuts")
    given = parser.parse_args()
    with ExitStack() as ends:
        database = None
        if given.postgres:
            postgres = Postgres(durable=True)
            ends.callback(postgres.close)
            database = postgres.database()
        outcome, _ = play(given.folder, given.cases, given.seed, database, rough=given.rough)
    print(json.dumps(msgspec.to_builtins(outcome), ensure_ascii=False))
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
