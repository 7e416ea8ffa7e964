"""Lending marks 标记 to devices, each with the certificate that the codes on its papers carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.receipts.codes import certify
from app.store.central.marks import lend
from app.store.exchange_admission import Marks
from app.usecases.signing import EVALUATION_AREA
from db.central.access import counters
from db.central.ledger import journals

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.central.devices import Device
    from app.usecases.central.server import Server


def lend_marks(server: Server, connection: Connection, device: Device) -> Marks:
    """Return the mark for the device's next journal and the one in reserve; inside a write.

    Asked again before a journal was opened, the answer is the same: what was lent is lent for ever. Devices of one
    counter that ask at the same time wait for each other.
    """
    at_counter = (counters.c.area == server.area, counters.c.counter == device.counter)
    connection.execute(select(counters.c.counter).where(*at_counter).with_for_update())
    used = select(journals.c.mark).where(journals.c.area == server.area, journals.c.counter == device.counter)
    known = frozenset(connection.execute(used).scalars())
    lent = lend(connection, server.area, device.counter, device.id, server.now(), known)
    paper = {mark: paper_certificate(server, device, mark) for mark in (lent.mark, lent.reserve)}
    return Marks(lent.mark, lent.reserve, paper)


def paper_certificate(server: Server, device: Device, mark: str) -> bytes:
    """The certificate in the QR codes of a journal: counter and mark as C03A, signed by the area's key.

    An evaluation server uses the key of all evaluation areas: its papers are samples 样张 everywhere.
    """
    signer = EVALUATION_AREA if server.evaluation else server.keys.area
    name = f"{device.counter}{mark}"
    return certify(signer, device.public_key, name, server.area, evaluation=server.evaluation)
