"""A pen that writes a journal: real envelopes, a real chain, real signatures, without a desk's store around it.

And the server's ledger that takes what it wrote, with the rows of access that it asks for.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from app.crypto.hash import SIZE, hash_by_name
from app.crypto.sign import SigningKey, new_signing_key
from app.domain.area import AREA_KINDS
from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.decide import open_case
from app.domain.catalog.service_item import Authorisation
from app.domain.identity.case_number import CaseNumber
from app.domain.visit import VisitRecorded
from app.store.central.accounts import Standing
from app.store.central.devices import CounterRow, Device, add_counter, add_device
from app.store.central.engine import open_central
from app.store.central.ledger import Ledger, make_area
from app.store.central.values import put
from app.store.central.vault import Vault
from app.store.codec import encode_header
from app.store.event import Group, Header, Seen, Subject
from app.store.exchange import Batch, SentEvent
from app.store.journal_events import JournalOpened
from app.store.verify import Statement
from app.usecases.workplace import program
from db.central.access import account_history
from tests.builders.filings import around, complete_filing, item_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.domain.catalog.service_item import Power
    from app.domain.checklist.filing import Filing

AREA = "500106"
HALL = "沙坪坝"
OTHER_HALL = "大学城"
CLERK, LEAD = "clerk-1", "lead-1"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)

Written = tuple[Subject, object, int]
"""Subject, body, and the version that it was decided on."""


@dataclass
class Pen:
    """The end of a journal in the hand of one device."""

    counter: str = "C03"
    mark: str = "A"
    hall: str = HALL
    key: SigningKey = field(default_factory=new_signing_key)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    device_id: str = field(default_factory=lambda: secrets.token_hex(16))
    evaluation: bool = False
    hash: str = "sha256"
    sent: list[SentEvent] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=lambda: [bytes(SIZE)])
    actor: str = CLERK
    seen: Seen = field(default_factory=Seen)
    drawn: int = 0
    at: datetime = NOW

    @property
    def device(self) -> Device:
        """The device as the server knows it."""
        return Device(
            self.device_id, self.counter, self.hall, self.key.public, "store-" + self.device_id, "active", "",
            self.evaluation, b"{}", b"", b"", "0.1.0", NOW, NOW,
        )  # fmt: skip

    @property
    def last(self) -> int:
        """Number of the last event."""
        return len(self.sent)

    def write(self, *events: Written, kinds: Sequence[str] = (), actor: str = "") -> int:
        """Append one group; returns the number of its first event."""
        types, digest = TYPES, hash_by_name(self.hash)
        group = Group(self.last + 1, len(events))
        for number, (subject, body, version) in enumerate(events):
            salt = secrets.token_bytes(SIZE)
            if isinstance(body, bytes):
                data, kind, schema = body, kinds[number], 1
            else:
                data = types.encode(body)
                kind, schema = types.kind_of(body)
            header = Header(
                journal=self.id, seq=self.last + 1, group=group, subject=subject, kind=kind, v=schema,
                actor=actor or self.actor, seen=Seen(self.seen.epoch, self.seen.position, version), raw=self.at,
                at=self.at, program="0.1.0", body_hash=digest(salt + data).hex(),
            )  # fmt: skip
            self.append(encode_header(header), salt, data)
        self.at += timedelta(seconds=1)
        return group.first

    def append(self, header: bytes, salt: bytes | None, body: bytes | None) -> None:
        """Append bytes as they are."""
        self.sent.append(SentEvent(header, salt, body))
        self.hashes.append(hash_by_name(self.hash)(self.hashes[-1] + header))

    def open(self) -> Pen:
        """Write the first event."""
        body = JournalOpened(self.hash, self.mark, self.counter, AREA, self.key.public.hex(), self.evaluation)
        self.write((Subject("journal", self.id), body, 0))
        return self

    def batch(self, first: int = 1, last: int = 0) -> Batch:
        """A signed batch of events first … last."""
        last = last or self.last
        statement = msgspec.json.encode(Statement(self.id, first, last, self.hashes[last].hex()))
        return Batch(self.id, first, self.sent[first - 1 : last], statement, self.key.sign(statement), self.key.public)

    def clone(self) -> Pen:
        """The same disk in another machine."""
        return Pen(
            self.counter, self.mark, self.hall, self.key, self.id, self.device_id, self.evaluation, self.hash,
            list(self.sent), list(self.hashes), self.actor, self.seen, self.drawn, self.at,
        )  # fmt: skip

    def case(
        self, item: str = "GT-04", *, receive: bool = False, case_id: str = "", release: str = "release",
        package: str = "", powers: tuple[Power, ...] = (), pre_application: str = "", filing: Filing | None = None,
    ) -> str:  # fmt: skip
        """Take a case in, or only receive it; returns its id."""
        self.drawn += 1
        case_id = case_id or secrets.token_hex(16)
        number = CaseNumber(AREA, DAY, self.counter, self.mark, self.drawn).text
        filing = without_originals(filing or complete_filing(item_of(item), DAY))
        if receive:
            filing = replace(filing, intent="receive")
        surroundings = replace(around(item_of(item), DAY), release=release)
        if powers:
            authorised = replace(surroundings.item, authorisation=Authorisation(powers, "一般授权"))
            surroundings = replace(surroundings, item=authorised)
        happened = open_case(c.Open(case_id, number, filing, None, package, pre_application), surroundings)
        draw = e.NumbersDrawn((e.Draw(f"case:{number[:20]}", self.drawn, number, "case", "case", case_id, number),))
        subject = Subject("case", case_id)
        self.write(
            (Subject("numbers", self.id), draw, 0), *((subject, body, version) for version, body in enumerate(happened))
        )
        return case_id

    def acceptance(self, paper: e.DocumentMeant, item: str = "GT-04") -> str:
        """An acceptance as a counter writes it: numbers, receipt, verdict, its notice, the visit. Returns the case."""
        self.drawn += 1
        case_id = secrets.token_hex(16)
        number = CaseNumber(AREA, DAY, self.counter, self.mark, self.drawn).text
        happened = [*open_case(c.Open(case_id, number, _filing_of(item), None), around(item_of(item), DAY))]
        happened.append(replace(paper, number=f"沙政务受〔2026〕{self.counter}{self.mark}-{self.drawn} 号"))
        draws = (
            e.Draw(f"case:{number[:20]}", self.drawn, number, "case", "case", case_id, number),
            e.Draw("paper", self.drawn, happened[-1].number, paper.kind, "case", case_id, number),
        )
        self.write(
            (Subject("numbers", self.id), e.NumbersDrawn(draws), 0),
            *((Subject("case", case_id), body, version) for version, body in enumerate(happened)),
            (Subject("visit", secrets.token_hex(16)), VisitRecorded("filing", number, item), 0),
        )
        return case_id

    def act(self, case_id: str, *bodies: object, version: int, actor: str = "") -> int:
        """Events on a case, decided on a version of it; returns the number of the first."""
        subject = Subject("case", case_id)
        return self.write(*((subject, body, version + i) for i, body in enumerate(bodies)), actor=actor)


TYPES = program().types
assert set(AREA_KINDS) <= set(TYPES.kinds())


@cache
def _filing_of(item: str) -> Filing:
    return complete_filing(item_of(item), DAY)


def without_originals(filing: Filing) -> Filing:
    """The same filing with originals seen and given back at once: the case ends when its events say so."""
    seen = {
        key: replace(entry, provided=tuple("original-seen" if p == "original-kept" else p for p in entry.provided))
        for key, entry in filing.materials.items()
    }
    return replace(filing, materials=seen)


def withdrawn(reason: str = "申请人撤回") -> e.CaseWithdrawn:
    return e.CaseWithdrawn(reason, True, (), DAY.isoformat())


def make_ledger(url: str, folder: Path, pens: Sequence[Pen] = (), *, fresh: bool = True, **more: Any) -> Ledger:
    """A ledger with two halls, a clerk, a lead, and the devices of these pens; not `fresh`: one that was made before."""
    store = open_central(url)
    if fresh:
        store.migrate()
    ledger = Ledger(
        store=store, area=AREA, vault=Vault(b"d" * 32, b"s" * 32), types=TYPES, public_key=b"k" * 32,
        blobs=folder / "blobs", **more,
    )  # fmt: skip
    if not fresh:
        return ledger
    with store.write() as connection:
        make_area(connection, AREA, NOW)
        for counter, hall in (("C03", HALL), ("C04", HALL), ("C05", HALL), ("D01", OTHER_HALL)):
            add_counter(connection, AREA, CounterRow(counter, hall, counter))
        for account, role in ((CLERK, "clerk"), (LEAD, "lead"), ("approver-1", "approver")):
            stand(connection, account, role)
        for pen in pens:
            add_device(connection, AREA, pen.device)
    return ledger


def stand(connection: Any, account: str, role: str, position: int = 0, *, disabled: bool = False) -> Standing:
    """Give an account a standing from a position on."""
    row = {
        "area": AREA, "account": account, "position": position, "role": role, "department": "", "hall": "",
        "disabled": disabled, "at": NOW, "made_by": "",
    }  # fmt: skip
    put(connection, account_history, row)
    return Standing(position, role, "", "", disabled)
