"""Bodies and envelopes: what goes in comes out, old versions are upcast, unknown ones are kept and named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Bug
from app.store.codec import EventTypes, decode_header, encode_header
from app.store.event import Group, Header, Seen, StoredEvent, Subject, Unreadable


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    case_no: str
    applicant: Person
    at: datetime
    fee: Decimal
    answers: dict[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()


text = st.text(max_size=30)
moments = st.datetimes(timezones=st.just(UTC))
people = st.builds(Person, text, st.none() | st.dates())
bodies = st.builds(
    Accepted,
    text,
    people,
    moments,
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dictionaries(text, text, max_size=4),
    st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4).map(tuple),
)
headers = st.builds(
    Header,
    journal=text,
    seq=st.integers(1, 2**53),
    group=st.builds(Group, st.integers(1, 2**53), st.integers(1, 100)),
    subject=st.builds(Subject, text, text),
    kind=text,
    v=st.integers(1, 99),
    actor=text,
    seen=st.builds(Seen, st.none() | text, st.integers(0, 2**53), st.integers(0, 2**31)),
    raw=moments,
    at=moments,
    program=text,
    body_hash=text,
)


@pytest.fixture(scope="module")
def types() -> EventTypes:
    registry = EventTypes()
    registry.register("case.accepted", Accepted)
    return registry


@given(body=bodies)
def test_body_round_trip(types: EventTypes, body: object) -> None:
    assert types.decode("case.accepted", 1, types.encode(body)) == body


@given(header=headers)
def test_header_round_trip(header: Header) -> None:
    assert decode_header(encode_header(header)) == header


@given(data=st.binary(max_size=60))
def test_any_bytes_are_a_body_or_unreadable(types: EventTypes, data: bytes) -> None:
    body = types.decode("case.accepted", 1, data)
    assert isinstance(body, Accepted | Unreadable)


def test_unreadable_reason_holds_nothing_of_the_body(types: EventTypes) -> None:
    body = types.decode("case.accepted", 1, '{"case_no": 5, "applicant": {"name": "张三"}}'.encode())
    assert body == Unreadable("case.accepted", 1, "malformed: ValidationError")


def test_unknown_kind_and_newer_version_are_unreadable(types: EventTypes) -> None:
    assert types.decode("case.dreamt", 1, b"{}") == Unreadable("case.dreamt", 1, "unknown kind")
    assert types.decode("case.accepted", 2, b"{}") == Unreadable("case.accepted", 2, "newer schema")


def upcasting() -> EventTypes:
    registry = EventTypes()
    registry.register("person.met", Person, version=3)
    registry.upcast("person.met", 1, lambda old: {"full_name": old["n"]})
    registry.upcast("person.met", 2, lambda old: {"name": old["full_name"], "born": "2000-02-29"})
    return registry


def test_old_versions_are_upcast_step_by_step() -> None:
    registry = upcasting()
    assert registry.decode("person.met", 1, b'{"n":"A"}') == Person("A", date(2000, 2, 29))
    assert registry.decode("person.met", 2, b'{"full_name":"B"}') == Person("B", date(2000, 2, 29))
    assert registry.decode("person.met", 3, b'{"name":"C"}') == Person("C")


def test_an_old_body_that_does_not_fit_is_unreadable() -> None:
    assert upcasting().decode("person.met", 1, b'{"n":5}') == Unreadable("person.met", 1, "malformed: ValidationError")
    assert upcasting().decode("person.met", 0, b"{}") == Unreadable("person.met", 0, "no upcast")


def test_registering_twice_is_a_bug(types: EventTypes) -> None:
    with pytest.raises(Bug):
        types.register("case.accepted", Person)
    with pytest.raises(Bug):
        types.register("case.taken", Accepted)
    assert types.kinds() == ["case.accepted"]


def test_unknown_fields_of_an_envelope_are_kept() -> None:
    header = Header(
        journal="j", seq=1, group=Group(1, 1), subject=Subject("case", "c"), kind="k", v=1, actor="a", seen=Seen(),
        raw=datetime(2026, 1, 1, tzinfo=UTC), at=datetime(2026, 1, 1, tzinfo=UTC), program="p", body_hash="h",
    )  # fmt: skip
    fields = msgspec.json.decode(encode_header(header)) | {"later": {"x": 1}}
    data = msgspec.json.encode(fields)
    event = StoredEvent(1, decode_header(data), b"", None, data)
    assert (event.header, event.extra) == (header, {"later": {"x": 1}})
    assert event.id == "j:1"


def test_the_bytes_of_an_envelope_are_frozen() -> None:
    """What stands in every journal from the first day; a change here breaks every chain that is re-encoded."""
    header = Header(
        journal="0" * 32, seq=7, group=Group(6, 2), subject=Subject("case", "c1"), kind="case.accepted", v=1,
        actor="a1", seen=Seen(None, 0, 3), raw=datetime(2026, 11, 23, 1, 2, 3, 4, tzinfo=UTC),
        at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC), program="0.1.0", body_hash="ab",
    )  # fmt: skip
    assert encode_header(header) == (
        b'{"journal":"00000000000000000000000000000000","seq":7,"group":{"first":6,"of":2},'
        b'"subject":{"kind":"case","id":"c1"},"kind":"case.accepted","v":1,"actor":"a1",'
        b'"seen":{"epoch":null,"position":0,"version":3},"raw":"2026-11-23T01:02:03.000004Z",'
        b'"at":"2026-11-23T01:00:00Z","program":"0.1.0","body_hash":"ab"}'
    )
