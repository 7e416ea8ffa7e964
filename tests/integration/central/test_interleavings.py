"""Any interleaving of batches from several journals, doubled, cut and out of order: one result for each order of arrival.

Positions without gaps, replicas that fold what they are sent to the server's own heads, a rebuild that changes nothing.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.case import events as e
from app.domain.case.ruling import group_id, take
from app.store.central.heads import encode_state, read_heads
from app.store.codec import decode_header
from app.store.exchange import Entered, FeedEvent, Left
from app.usecases.central.feed import page
from app.usecases.central.ingest import ingest
from app.usecases.central.rebuild import rebuild
from app.usecases.central.receipts import receipt_of
from app.usecases.central.rulings import decode_body
from app.usecases.central.verify import verify_chains
from db.central.ledger import events, scope_entries
from tests.builders.pens import AREA, DAY, HALL, LEAD, NOW, OTHER_HALL, TYPES, Pen, make_ledger, withdrawn

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.case.state import CaseState
    from app.store.central.ledger import Ledger
    from app.store.exchange import Batch

ACTS = ("withdraw", "foreign", "transfer", "originals", "accept-again", "case", "print")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, copied for each example."""
    folder = tmp_path_factory.mktemp("empty")
    ledger = make_ledger(f"sqlite:///{folder / 'central.db'}", folder)
    with ledger.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.store.close()
    return folder / "central.db"


def acted(pen: Pen, act: str, case: str, version: int) -> None:
    """One more group at a counter that believes the case to be at this version."""
    match act:
        case "withdraw":
            pen.act(case, withdrawn(), version=version)
        case "foreign":
            pen.act(case, e.ForeignNumberTaken("部门系统", pen.counter), version=version)
        case "transfer":
            pen.act(case, e.CaseTransferred(OTHER_HALL, "", "户籍", DAY.isoformat()), version=version, actor=LEAD)
        case "originals":
            pen.act(case, e.OriginalsReturned(("id-card",), DAY.isoformat()), version=version)
        case "accept-again":
            pen.case(case_id=case)
        case "print":
            pen.act(case, e.DocumentPrinted("没有的文号", 1), version=0)
        case _:
            pen.case()


Script = list[tuple[int, str, int]]
"""Counter, act, and the version that it believes in."""


def written(script: Script) -> list[Pen]:
    """Three counters, one of another hall, that act on one shared case and on their own."""
    pens = [Pen("C03").open(), Pen("C04").open(), Pen("D01", hall=OTHER_HALL).open()]
    shared = pens[0].case()
    for counter, act, version in script:
        acted(pens[counter], act, shared, version)
    return pens


def starts_of(pen: Pen) -> list[int]:
    return [n for n, sent in enumerate(pen.sent, start=1) if decode_header(sent.header).group.first == n]


def batches_of(pen: Pen, cut: int) -> list[Batch]:
    """The journal in batches of so many groups."""
    starts = starts_of(pen)[::cut]
    ends = [*(start - 1 for start in starts[1:]), pen.last]
    return [pen.batch(first, last) for first, last in zip(starts, ends, strict=True)]


class Replica:
    """What a desk of one hall knows from the feed alone: the states of the cases in its scope."""

    def __init__(self, hall: str) -> None:
        self.hall = hall
        self.cursor = 0
        self.states: dict[str, CaseState | None] = {}
        self.positions: list[int] = []

    def pull(self, ledger: Ledger) -> None:
        while True:
            one = page(ledger, self.hall, "", self.cursor, NOW, max_entries=3)
            for entry in one.entries:
                self.positions.append(entry.position)
                self.take(entry)
            self.cursor = one.position
            if self.cursor == one.head:
                return

    def take(self, entry: Any) -> None:
        if isinstance(entry, Left):
            self.states.pop(entry.subject_id, None)
        elif isinstance(entry, Entered):
            self.states[entry.subject_id] = None
            self.fold(entry.subject_id, entry.events)
        else:
            header = decode_header(entry.header)
            if header.subject.kind == "case":
                self.fold(header.subject.id, [entry])

    def fold(self, case: str, entries: list[FeedEvent]) -> None:
        groups: dict[tuple[str, int], list[FeedEvent]] = {}
        for entry in entries:
            header = decode_header(entry.header)
            groups.setdefault((entry.branch or header.journal, header.group.first), []).append(entry)
        for (journal, first), group in groups.items():
            if group[0].ruling not in ("stands", "contested"):
                continue
            bodies = [decode_body(TYPES, decode_header(x.header), x.body) for x in group]
            stands = group[0].ruling == "stands"
            self.states[case] = take(case, self.states.get(case), group_id(journal, first), bodies, stands=stands)


def compared(ledger: Ledger, replicas: list[Replica]) -> None:
    """Every replica holds what the server holds for its hall, byte for byte."""
    with ledger.store.read() as connection:
        heads = read_heads(connection, AREA, ledger.vault, limit=1000)
        places = connection.execute(select(events.c.position)).scalars().all()
        places = [*places, *connection.execute(select(scope_entries.c.position)).scalars().all()]
    assert sorted(places) == list(range(1, len(places) + 1))
    for replica in replicas:
        kept = {case: encode_state(state) for case, state in replica.states.items() if state is not None}
        assert kept == {h.case_id: encode_state(h.state) for h in heads if h.open and h.hall == replica.hall}
        assert replica.positions == sorted(set(replica.positions))


script = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ACTS), st.integers(0, 4)), min_size=1, max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=script, cut=st.integers(1, 3), data=st.data())
def test_every_interleaving_ends_in_one_ledger_that_all_replicas_fold_to(
    empty: Path, tmp_path: Path, script: Script, cut: int, data: st.DataObject
) -> None:
    pens = written(script)
    waiting = [(pen, batch) for pen in pens for batch in batches_of(pen, cut)]
    doubled = waiting + data.draw(st.lists(st.sampled_from(waiting), max_size=4))
    order = data.draw(st.permutations(doubled))
    ruled = [played(empty, tmp_path / name, pens, order) for name in ("first.db", "second.db")]
    assert ruled[0] == ruled[1]


def played(empty: Path, path: Path, pens: list[Pen], order: list[tuple[Pen, Batch]]) -> list[Any]:
    """Take the batches in in this order, prove what must hold, and return every event with its position and ruling."""
    shutil.copy(empty, path)
    ledger = make_ledger(f"sqlite:///{path}", path.parent, fresh=False)
    replicas = [Replica(HALL), Replica(OTHER_HALL)]
    for number, (pen, batch) in enumerate(order):
        before = receipt_of(ledger, pen.id)
        receipt = ingest(ledger, batch, pen.device, NOW)
        assert receipt.acked >= before.acked
        assert receipt.state == "open"
        if number % 2:
            replicas[number % 4 // 2].pull(ledger)
    for pen in pens:
        first = ingest(ledger, pen.batch(), pen.device, NOW)
        assert first.acked == pen.last
        assert ingest(ledger, pen.batch(), pen.device, NOW) == first
    for replica in replicas:
        replica.pull(ledger)
    compared(ledger, replicas)
    assert verify_chains(ledger).broken == []
    assert rebuild(ledger, check=True).differences == []
    e_ = events.c
    with ledger.store.read() as connection:
        wanted = select(e_.position, e_.journal, e_.seq, e_.ruling, e_.reason).order_by(e_.position)
        found = [tuple(row) for row in connection.execute(wanted)]
    ledger.store.close()
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    return found
