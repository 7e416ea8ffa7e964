"""Whatever stands in a batch, signed and chained as it may be: refused, stopped or ruled unreadable; never an exception."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.refusal import InputProblem
from app.store.central.ledger import head
from app.store.event import Subject
from app.store.exchange import Batch, SentEvent
from app.usecases.central.feed import page
from app.usecases.central.ingest import ingest
from app.usecases.central.rebuild import rebuild
from app.usecases.central.verify import verify_chains
from tests.builders.pens import AREA, HALL, LEAD, NOW, TYPES, Pen, make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.central.ledger import Ledger
    from tests.builders.postgres import Postgres

KINDS = sorted(TYPES.kinds())
DEEP = b"[" * 50_000
NUMBERS = ("9" * 5000, "1e400", "-1", "18446744073709551616", "NaN")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for every example: what one leaves behind must not hurt the next."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'central.db'}"
    else:
        cluster: Postgres = request.getfixturevalue("postgres")
        url = cluster.database()
    ledger = make_ledger(url, folder)
    yield ledger
    ledger.store.close()


def bodies() -> st.SearchStrategy[bytes]:
    """Bytes of every sort: random, deep, huge, invalid UTF-8, well-formed JSON of the wrong shape."""
    tree = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
        max_leaves=12,
    )
    return st.one_of(
        st.binary(max_size=200),
        st.sampled_from([b"", b"null", b"{}", b"[]", b"\xff\xfe{}", DEEP, b'{"a":' * 20_000, b'{"case_no":"\\u0000"}']),
        st.sampled_from([f'{{"copies":{n},"number":{n}}}'.encode() for n in NUMBERS]),
        tree.map(lambda value: json.dumps(value).encode()),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(written=st.lists(st.tuples(st.sampled_from([*KINDS, "case.of-tomorrow"]), bodies()), min_size=1, max_size=6))
def test_bodies_of_every_sort_are_ruled_on_and_the_journal_goes_on(
    shared: Ledger, written: list[tuple[str, bytes]]
) -> None:
    pen = Pen().open()
    pen.actor = LEAD
    case = pen.case()
    for kind, body in written:
        pen.write((Subject("case" if not kind.startswith("subject.") else "erasure", case), body, 0), kinds=[kind])
    receipt = ingest(shared, pen.batch(), pen.device, NOW)
    assert (receipt.acked, receipt.state) == (pen.last, "open")
    last = pen.case()
    assert last
    assert ingest(shared, pen.batch(), pen.device, NOW).acked == pen.last


def mangled(body: dict[str, Any], change: Any) -> bytes:
    return json.dumps({**body, **change}, ensure_ascii=True).encode()


WELL_FORMED = (
    ("case.record-corrected", {"field": "applicant.no_such", "old": "", "new": "x", "reason": "r"}),
    ("case.record-corrected", {"field": "applicant.operator", "old": "", "new": "x", "reason": "r"}),
    ("case.record-corrected", {"field": "applicant.name", "old": "", "new": "a\0b", "reason": "r"}),
    ("case.transferred", {"hall": "\0", "from_hall": "", "reason": "r", "on": "x"}),
    ("case.withdrawn", {"reason": "\0", "signed": True, "returned": ["\0"], "on": "\0"}),
    ("case.foreign-number-taken", {"system": "\0", "number": "\0"}),
    (
        "case.settled",
        {"stands": "\0", "groups": ["\0:9999999999999999999999"], "phase": "x", "round": -5, "applicant_says": ""},
    ),
    ("subject.erased", {"subject_kind": "\0", "subject_id": "\0", "reason": "r"}),
    ("subject.erased", {"subject_kind": "journal", "subject_id": "x", "reason": "r"}),
)


@pytest.mark.parametrize(("kind", "body"), WELL_FORMED)
def test_well_formed_bodies_that_make_no_sense_are_ruled_on(shared: Ledger, kind: str, body: dict[str, Any]) -> None:
    pen = Pen().open()
    pen.actor = LEAD
    case = pen.case()
    subject = Subject("erasure", case) if kind.startswith("subject.") else Subject("case", case)
    pen.write((subject, json.dumps(body).encode(), 2), kinds=[kind])
    receipt = ingest(shared, pen.batch(), pen.device, NOW)
    assert (receipt.acked, receipt.state) == (pen.last, "open")


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(header=st.binary(max_size=300) | st.sampled_from([DEEP, b'{"journal":' * 5000, b"{}", b"null"]))
def test_an_envelope_that_is_none_stops_only_its_own_journal(shared: Ledger, header: bytes) -> None:
    pen, other = Pen().open(), Pen("C04").open()
    ingest(shared, pen.batch(), pen.device, NOW)
    pen.append(header, b"s" * 32, b"{}")
    receipt = ingest(shared, pen.batch(), pen.device, NOW)
    assert (receipt.state, receipt.acked) == ("stopped", 1)
    assert ingest(shared, other.batch(), other.device, NOW).acked == 1


def changed_header(pen: Pen, **changes: Any) -> bytes:
    fields = msgspec.json.decode(pen.sent[-1].header)
    fields.update(changes)
    return msgspec.json.encode(fields)


HEADERS: tuple[dict[str, Any], ...] = (
    {"subject": {"kind": "case", "id": "a\0b"}}, {"subject": {"kind": "case", "id": "x" * 65}}, {"kind": "案件"},
    {"at": "2026-11-23T01:00:00"}, {"actor": "a\nb"}, {"v": -1}, {"v": 10**30}, {"group": {"first": 2, "of": 0}},
    {"group": {"first": 2, "of": 10**18}}, {"group": {"first": 1, "of": 2}},
    {"seen": {"epoch": "x", "position": -1, "version": 0}}, {"seen": {"epoch": "x", "position": 0, "version": 10**25}},
    {"journal": "another"}, {"seq": 3}, {"body_hash": ""}, {"body_hash": "f" * 64},
)  # fmt: skip


@pytest.mark.parametrize("changes", HEADERS)
def test_envelopes_that_no_program_of_ours_writes_stop_the_journal(shared: Ledger, changes: dict[str, Any]) -> None:
    pen = Pen().open()
    ingest(shared, pen.batch(), pen.device, NOW)
    pen.write((Subject("case", "x"), b"{}", 0), kinds=["case.accepted"])
    event = pen.sent.pop()
    pen.hashes.pop()
    pen.sent.append(event)
    header = changed_header(pen, **changes)
    pen.sent.pop()
    pen.append(header, event.salt, event.body)
    receipt = ingest(shared, pen.batch(), pen.device, NOW)
    assert (receipt.state, receipt.acked) == ("stopped", 1)
    assert receipt.reason.startswith("CHAIN-")


def test_fields_of_an_envelope_that_this_program_does_not_know_are_kept(shared: Ledger) -> None:
    pen = Pen().open()
    pen.write((Subject("case", "x"), b"{}", 0), kinds=["case.accepted"])
    event = pen.sent.pop()
    pen.hashes.pop()
    pen.sent.append(event)
    header = changed_header(pen, tomorrow={"deep": [1, 2, 3]})
    pen.sent.pop()
    pen.append(header, event.salt, event.body)
    assert ingest(shared, pen.batch(), pen.device, NOW).acked == 2


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(statement=st.binary(max_size=200) | st.sampled_from([DEEP, b"{}", b"null", b'{"journal":1}']))
def test_a_statement_that_is_none_is_wrong_input(shared: Ledger, statement: bytes) -> None:
    pen = Pen().open()
    batch = Batch(pen.id, 1, pen.sent, statement, pen.key.sign(statement), pen.key.public)
    with pytest.raises(InputProblem):
        ingest(shared, batch, pen.device, NOW)


def test_a_body_without_its_salt_stops_the_journal(shared: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    pen.sent[2] = SentEvent(pen.sent[2].header, None, pen.sent[2].body)
    assert ingest(shared, pen.batch(), pen.device, NOW).reason == "CHAIN-BODY"


def test_after_all_of_it_the_server_is_sound(shared: Ledger) -> None:
    assert head(shared).position > 0
    after = 0
    while True:
        one = page(shared, HALL, "", after, NOW)
        if one.position == one.head:
            break
        after = one.position
    report = verify_chains(shared)
    assert report.broken == []
    assert rebuild(shared, check=True).differences == []
    assert shared.area == AREA
