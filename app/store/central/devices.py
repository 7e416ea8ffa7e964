"""Devices, counters and one-time codes of an area as rows; nothing here decides."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from app.store.exchange_admission import DeviceState
from db.central.access import counters, devices, enrolment_codes

if TYPE_CHECKING:
    from datetime import timedelta

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Device:
    """A device that was enrolled. `certificate` is JSON, `signature` the area key's over it."""

    id: str
    counter: str
    hall: str
    public_key: bytes
    store: str
    state: DeviceState
    reason: str
    evaluation: bool
    certificate: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    door: bytes = field(repr=False)
    program: str
    enrolled_at: datetime
    changed_at: datetime
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A counter 窗口 and the hall that it stands in."""

    counter: str
    hall: str
    name: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A one-time code as the server keeps it."""

    counter: str
    made_by: str
    expires_at: datetime
    used_at: datetime | None
    device: str | None


_DEVICE = tuple(devices.c[name] for name in Device.__dataclass_fields__)


def device(connection: Connection, area: str, identity: str) -> Device | None:
    """Return a device by its id."""
    row = connection.execute(select(*_DEVICE).where(devices.c.area == area, devices.c.id == identity)).first()
    return None if row is None else Device(*row)


def device_by_key(connection: Connection, area: str, public_key: bytes) -> Device | None:
    """Return the device that holds this key."""
    row = connection.execute(select(*_DEVICE).where(devices.c.area == area, devices.c.public_key == public_key)).first()
    return None if row is None else Device(*row)


def device_of_door(connection: Connection, area: str, identity: str, secret: str) -> Device | None:
    """Return the device whose door secret this is."""
    found = device(connection, area, identity)
    right = found is not None and hmac.compare_digest(found.door, door_hash(secret))
    return found if right else None


def door_hash(secret: str) -> bytes:
    """Return what is kept of a door secret: it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def devices_of(connection: Connection, area: str, counter: str = "") -> list[Device]:
    """Return every device, or those of a counter, oldest first."""
    wanted = select(*_DEVICE).where(devices.c.area == area).order_by(devices.c.enrolled_at, devices.c.id)
    if counter:
        wanted = wanted.where(devices.c.counter == counter)
    return [Device(*row) for row in connection.execute(wanted)]


def add_device(connection: Connection, area: str, new: Device) -> None:
    """Add a device."""
    connection.execute(insert(devices).values(area=area, **asdict(new)))


def change_device(connection: Connection, area: str, identity: str, **values: Any) -> None:
    """Change columns of a device."""
    connection.execute(update(devices).where(devices.c.area == area, devices.c.id == identity).values(values))


def touch_device(
    connection: Connection, area: str, identity: str, program: str, now: datetime, least: timedelta
) -> bool:
    """Note that a device was here, at most once in `least`; say whether anything was written."""
    stale = or_(devices.c.seen_at.is_(None), devices.c.seen_at < now - least, devices.c.program != program)
    done = connection.execute(
        update(devices)
        .where(devices.c.area == area, devices.c.id == identity, stale)
        .values(seen_at=now, program=program)
    )
    return done.rowcount > 0


def counter_of(connection: Connection, area: str, counter: str) -> CounterRow | None:
    """Return a counter."""
    wanted = select(counters.c.counter, counters.c.hall, counters.c.name)
    row = connection.execute(wanted.where(counters.c.area == area, counters.c.counter == counter)).first()
    return None if row is None else CounterRow(*row)


def counters_of(connection: Connection, area: str) -> list[CounterRow]:
    """Return every counter in the order of their numbers."""
    wanted = select(counters.c.counter, counters.c.hall, counters.c.name)
    rows = connection.execute(wanted.where(counters.c.area == area).order_by(counters.c.counter))
    return [CounterRow(*row) for row in rows]


def add_counter(connection: Connection, area: str, new: CounterRow) -> None:
    """Add a counter."""
    connection.execute(insert(counters).values(area=area, **asdict(new)))


def keep_code(
    connection: Connection, area: str, digest: bytes, counter: str, made_by: str, now: datetime, until: datetime
) -> None:
    """Keep the hash of a new code; earlier unused ones of the counter stop counting."""
    connection.execute(
        delete(enrolment_codes).where(
            enrolment_codes.c.area == area,
            enrolment_codes.c.counter == counter,
            enrolment_codes.c.used_at.is_(None),
        )
    )
    connection.execute(
        insert(enrolment_codes).values(
            area=area, hash=digest, counter=counter, made_by=made_by, made_at=now, expires_at=until
        )
    )


def code_of(connection: Connection, area: str, digest: bytes) -> CodeRow | None:
    """Return the code with this hash."""
    c = enrolment_codes.c
    wanted = select(c.counter, c.made_by, c.expires_at, c.used_at, c.device).where(c.area == area, c.hash == digest)
    row = connection.execute(wanted).first()
    return None if row is None else CodeRow(*row)


def use_code(connection: Connection, area: str, digest: bytes, device_id: str, now: datetime) -> bool:
    """Use a code up; False where another device was quicker."""
    c = enrolment_codes.c
    done = connection.execute(
        update(enrolment_codes)
        .where(c.area == area, c.hash == digest, c.used_at.is_(None))
        .values(used_at=now, device=device_id)
    )
    return done.rowcount == 1


def drop_codes(connection: Connection, area: str, before: datetime) -> None:
    """Forget codes that were made before a moment."""
    connection.execute(
        delete(enrolment_codes).where(enrolment_codes.c.area == area, enrolment_codes.c.made_at < before)
    )
