"""What must hold after any days of a hall, whatever was killed, cut, doubled or overtaken on the way.

Every number that came out of a printer is at the server exactly once; every chain is whole at both ends; every
replica's cases in its scope are the server's; what a rebuild would make is what is there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from app.domain.case import events as e
from app.domain.case.state import CaseState
from app.store.central import heads
from app.store.registers import register_of
from app.usecases.central.cases import case_events
from app.usecases.central.rebuild import rebuild
from app.usecases.central.verify import verify_chains
from db.central.ledger import case_heads, events
from tests.builders.counter_hand import Tray
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.usecases.central.server import Server
    from tests.builders.cluster import ServerProcess
    from tests.builders.shared_clock import SharedClock


@dataclass
class Proof:
    """What was found. `wrong` names what does not hold; `figures` is the line that COMMANDS.md asks for, and more."""

    printed: int = 0
    at_server: int = 0
    lost: int = 0
    doubled: int = 0
    broken_chains: int = 0
    differing_replicas: int = 0
    contested: int = 0
    cases: int = 0
    events: int = 0
    kills: int = 0
    met: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, Any]:
        """As JSON."""
        figures: dict[str, Any] = msgspec.to_builtins(self)
        return figures


def take_proof(server: ServerProcess, desks: Sequence[Path], clock: SharedClock) -> Proof:
    """Look at the server and at every desk."""
    proof = Proof()
    printed = [number for folder in desks for number in Tray(folder / "tray").numbers]
    with server.opened() as opened:
        known = Counter(numbers_at(opened))
        states = dict(states_at(opened))
        proof.contested = contested_at(opened)
        chains = verify_chains(opened.ledger)
        proof.events, proof.broken_chains = chains.events, len(chains.broken)
        proof.wrong += [f"server: chain {b.journal}:{b.seq} {b.reason}" for b in chains.broken]
        again = rebuild(opened.ledger, check=True)
        proof.wrong += [f"server: rebuilt otherwise: {d}" for d in again.differences]
    proof.printed, proof.cases = len(printed), len(states)
    lost = [number for number in printed if number not in known]
    doubled = [number for number, count in (known + Counter()).items() if count > 1]
    doubled += [number for number, count in Counter(printed).items() if count > 1]
    proof.at_server, proof.lost, proof.doubled = len(printed) - len(lost), len(lost), len(doubled)
    proof.wrong += [f"lost {number}" for number in lost] + [f"doubled {number}" for number in doubled]
    for folder in desks:
        desk = SimulatedDesk.opened(folder, clock.clock())
        found = [f"{folder.name}: {what}" for what in (*desk.problems(), *differences(desk, states))]
        desk.close()
        proof.broken_chains += sum(": chain" in what for what in found)
        proof.differing_replicas += any(": chain" not in what for what in found)
        proof.wrong += found
    return proof


def numbers_at(server: Server) -> Iterator[str]:
    """The number of every document that the server has, once for each event that brought one; case numbers too."""
    with server.store.read() as connection:
        cases = connection.execute(select(case_heads.c.case_id)).scalars().all()
    for case_id in cases:
        for event in case_events(server.ledger, case_id):
            if isinstance(event.body, e.DocumentMeant):
                yield event.body.number
            elif isinstance(event.body, e.CaseReceived):
                yield event.body.case_no


def states_at(server: Server) -> Iterator[tuple[str, tuple[str, bool, CaseState]]]:
    """Hall, openness and folded state of every case at the server, by case id."""
    ledger = server.ledger
    with server.store.read() as connection:
        ids = connection.execute(select(case_heads.c.case_id)).scalars().all()
        found = heads.load(connection, ledger.area, ledger.vault, ids)
    for case_id, work in found.items():
        assert work.state is not None
        yield case_id, (work.hall, work.open, work.state)


def contested_at(server: Server) -> int:
    """How many groups could not stand."""
    with server.store.read() as connection:
        rows = select(events.c.journal, events.c.group_first).where(events.c.ruling == "contested").distinct()
        return len(connection.execute(rows).all())


def differences(desk: SimulatedDesk, states: dict[str, tuple[str, bool, CaseState]]) -> Iterator[str]:
    """Where a desk's cases are not the server's. One that has left its scope stays as it was when it left."""
    decode = msgspec.json.Decoder(CaseState).decode
    here = {case_id: decode(state) for case_id, state in desk.states().items()}
    for case_id, (hall, is_open, state) in states.items():
        if is_open and hall == desk.hall and case_id not in here:
            yield f"case {state.case_no} is missing"
    with desk.workplace.store.read() as connection:
        gone = {case_id for case_id in here if register_of(connection, case_id) is not None}
    for case_id, state in here.items():
        if case_id in gone and states.get(case_id, ("", True))[:2] != (desk.hall, True):
            continue
        if case_id not in states:
            yield f"case {state.case_no} is not at the server"
        elif states[case_id][2] != state:
            yield f"case {state.case_no} differs: {_fields(states[case_id][2], state)}"


def _fields(there: CaseState, here: CaseState) -> str:
    """Names of the fields that differ; no values, they are personal."""
    return ", ".join(name for name in CaseState.__slots__ if getattr(there, name) != getattr(here, name))
