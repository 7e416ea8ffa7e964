"""Devices after their enrolment: suspended, revoked, let in again. Each is an event that every desk reads.

What a suspended or revoked device sends beyond its last acknowledged event waits in quarantine for a person.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.area import DeviceChanged
from app.domain.refusal import InputProblem, Refusal
from app.store.central.devices import change_device, counters_of, device, devices_of
from app.store.central.devices import touch_device as touch_row
from app.store.central.values import raise_accounts_version
from app.usecases.central.enrolment import ensure_counter
from app.usecases.central.server import OPERATOR

if TYPE_CHECKING:
    from datetime import timedelta

    from app.store.central.devices import CounterRow, Device
    from app.store.exchange_admission import DeviceState
    from app.usecases.central.server import Server


def suspend(server: Server, identity: str, reason: str, *, by: str = OPERATOR) -> Device:
    """Keep a device out for the time being: lost, in repair, not accounted for. Refusal STATE-DEVICE once revoked."""
    return _change(server, identity, "suspended", reason, by)


def revoke(server: Server, identity: str, reason: str, *, by: str = OPERATOR) -> Device:
    """Keep a device out for good (stolen, given away): it is not let in again, the counter is enrolled anew."""
    return _change(server, identity, "revoked", reason, by)


def reinstate(server: Server, identity: str, *, by: str = OPERATOR) -> Device:
    """Let a suspended device in again; what waits in quarantine is still a person's to admit."""
    return _change(server, identity, "active", "", by)


def list_devices(server: Server, counter: str = "") -> list[Device]:
    """Return every device, or those of a counter, oldest first."""
    with server.store.read() as connection:
        return devices_of(connection, server.area, counter)


def find_device(server: Server, words: str) -> Device:
    """Return the device with this id or its beginning, or the only one of this counter; Refusal STATE-DEVICE."""
    everyone = list_devices(server)
    found = [one for one in everyone if one.id == words]
    found = found or [one for one in everyone if one.counter == words and one.state != "revoked"]
    found = found or [one for one in everyone if len(words) >= 6 and one.id.startswith(words)]
    if len(found) != 1:
        several = "有好几台设备符合" if found else "没有这台设备"
        raise Refusal("STATE-DEVICE", f"{several}，请用 device list 查看后给出设备编号。", words)
    return found[0]


def add_counter(server: Server, counter: str, hall: str = "", name: str = "") -> CounterRow:
    """Add a counter to a hall, the default one where none is named; one that is there is returned."""
    with server.store.write() as connection:
        return ensure_counter(connection, server, counter, hall, name)


def list_counters(server: Server) -> list[CounterRow]:
    """Return every counter."""
    with server.store.read() as connection:
        return counters_of(connection, server.area)


def touch_device(server: Server, identity: str, program: str, least: timedelta) -> None:
    """Note that a device was here with this program, at most once in `least`."""
    with server.store.write() as connection:
        touch_row(connection, server.area, identity, program, server.now(), least)


def _change(server: Server, identity: str, state: DeviceState, reason: str, by: str) -> Device:
    if state != "active" and not reason.strip():
        raise InputProblem("INPUT-REASON", "请写明原因，它会记入日志。", "--reason")
    now = server.now()
    with server.store.write() as connection:
        found = device(connection, server.area, identity)
        if found is None:
            raise Refusal("STATE-DEVICE", "没有这台设备，请用 device list 查看。", identity)
        if found.state == state:
            return found
        if found.state == "revoked":
            raise Refusal("STATE-DEVICE", "这台设备已吊销，不能恢复；请重新接入（enrol）。", identity)
        server.record(connection, [DeviceChanged(identity, found.counter, found.public_key.hex(), state, reason)], by)
        change_device(connection, server.area, identity, state=state, reason=reason, changed_at=now)
        raise_accounts_version(connection, server.area)
        return replace(found, state=state, reason=reason, changed_at=now)
