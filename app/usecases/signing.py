"""Who signs the codes on paper, and whom this store trusts when it verifies one.

A server lends each mark with a certificate by the area's key. The area's key of a store in service that belongs to no
server is made in the store itself. Evaluation stores use an area key that everybody has: their papers are samples 样张,
and say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.sign import SigningKey, new_signing_key
from app.domain.area import AREA, DeviceChanged
from app.receipts.codes import Trust, certify
from app.store.event import Subject
from app.store.journal import events_of
from app.store.settings import read_bytes, require_bytes, write_bytes
from app.sync.binding import find_binding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.facade import Store
    from app.usecases.workplace import Workplace

AREA_KEY = "area.key"
EVALUATION_AREA = SigningKey(b"yichuang-evaluation-not-a-secret")
"""The area key of all evaluation stores: 32 bytes that are no secret."""


def device_signer(workplace: Workplace) -> SigningKey:
    """The signer of this device; read once a workplace."""
    if workplace.signer is None:
        workplace.signer = workplace.store.device_key()
    return workplace.signer


def certificate_of(workplace: Workplace) -> bytes:
    """The certificate of this device for its present journal: the server's, or made here when it is first needed."""
    if workplace.certificate is None or workplace.certified_mark != workplace.mark:
        workplace.certificate = _lent(workplace) or _own(workplace)
        workplace.certified_mark = workplace.mark
    return workplace.certificate


def _lent(workplace: Workplace) -> bytes | None:
    """The certificate that came with the mark, where a server has lent it."""
    with workplace.store.read() as connection:
        binding = find_binding(connection)
    return None if binding is None else binding.paper.get(workplace.store.journal.mark)


def _own(workplace: Workplace) -> bytes:
    journal = workplace.store.journal
    public = device_signer(workplace).public
    return certify(area_key(workplace), public, workplace.mark, journal.area, evaluation=journal.evaluation)


def area_key(workplace: Workplace) -> SigningKey:
    """The key that certifies devices here."""
    if workplace.evaluation:
        return EVALUATION_AREA
    with workplace.store.read() as connection:
        return SigningKey(require_bytes(connection, AREA_KEY))


def make_area_key(store: Store) -> None:
    """Make the area's key of a store in service, once; before any paper, since papers are signed inside a write."""
    if store.journal.evaluation:
        return
    with store.read() as connection:
        if read_bytes(connection, AREA_KEY) is not None:
            return
    with store.write_local() as connection:
        write_bytes(connection, AREA_KEY, new_signing_key().seed)


def trust_of(workplace: Workplace | None) -> Trust:
    """Whom a verification trusts: the built-in evaluation area, and the areas of the store where there is a store.

    Devices that the server has revoked, as far as this store has read, are known as such.
    """
    areas, revoked = [EVALUATION_AREA.public], frozenset[bytes]()
    if workplace is not None:
        with workplace.store.read() as connection:
            binding = find_binding(connection)
            revoked = frozenset() if binding is None else _revoked(workplace, connection, binding.server)
        if not workplace.evaluation:
            areas.append(area_key(workplace).public)
            areas += [] if binding is None else [binding.area_key]
    return Trust(tuple(areas), revoked, samples=frozenset({EVALUATION_AREA.public}))


def _revoked(workplace: Workplace, connection: Connection, server: str) -> frozenset[bytes]:
    """Public keys of the devices that were revoked."""
    known = events_of(connection, workplace.store.program.types, Subject(AREA, server))
    changes = [event.body for event in known if isinstance(event.body, DeviceChanged)]
    return frozenset(bytes.fromhex(body.public_key) for body in changes if body.state == "revoked")
