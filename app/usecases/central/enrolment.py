"""Enrolment 接入: a one-time code for a counter, and taking in the device that brings it.

The code works once and for fifteen minutes; wrong ones are counted. Whoever brings it shows a key of its own, which the
area's key certifies. An evaluation store is taken in by an evaluation server only, and the other way round.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from app.domain.area import DeviceChanged
from app.domain.refusal import InputProblem, Refusal
from app.store.central.accounts import RecoveryBox, keep_recovery_box
from app.store.central.attempts import attempt, key_of, take_back
from app.store.central.devices import (
    CodeRow,
    CounterRow,
    Device,
    add_counter,
    add_device,
    change_device,
    code_of,
    counter_of,
    device_by_key,
    door_hash,
    drop_codes,
    keep_code,
    use_code,
)
from app.store.central.ledger import read_head
from app.store.central.values import raise_accounts_version
from app.store.enrolment_code import new_code, normalised
from app.store.exchange import Signed
from app.store.exchange_admission import Enrolled, Place
from app.store.keyring import new_id
from app.usecases.central.accounts_filing import accounts_file, refuse_unopened
from app.usecases.central.adoption import adopt
from app.usecases.central.marks import lend_marks
from app.usecases.central.releases import current_hash
from app.usecases.central.server import OPERATOR

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.exchange_admission import EnrolmentRequest, Marks
    from app.usecases.central.server import Server

LIFE = timedelta(minutes=15)
KEPT = timedelta(days=30)
COUNTER = re.compile(r"[A-Z]{0,3}[0-9]{1,4}")
CERTIFICATE_CONTEXT = b"yichuang device 1\0"
"""What stands before a device certificate's bytes when it is signed."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A code for a counter; told once. `made_counter`: the counter was not known and now stands in `hall`."""

    code: str
    expires_at: datetime
    counter: str
    hall: str
    made_counter: bool


class DeviceCertificate(msgspec.Struct, frozen=True):
    """What the area's key says of a device. `public_key` is hex."""

    device: str
    public_key: str
    counter: str
    area: str
    hall: str
    marks: list[str]
    evaluation: bool
    made_at: datetime


def ensure_counter(connection: Connection, server: Server, counter: str, hall: str = "", name: str = "") -> CounterRow:
    """Return the counter, made in the hall named or in the default one where it is new. Inside a write."""
    if not COUNTER.fullmatch(counter):
        raise InputProblem("INPUT-COUNTER", "窗口号写成 C03 这样：至多三个大写字母和一到四位数字。", counter)
    found = counter_of(connection, server.area, counter)
    if found is None:
        found = CounterRow(counter, hall or server.settings.hall, name)
        add_counter(connection, server.area, found)
    elif hall and hall != found.hall:
        raise Refusal("STATE-COUNTER", f"窗口 {counter} 已登记在大厅“{found.hall}”。", counter)
    return found


def issue_code(server: Server, counter: str, *, hall: str = "", by: str = OPERATOR) -> Issued:
    """Make a one-time code for a device at a counter; an earlier unused one of the counter stops counting."""
    now = server.now()
    code = new_code(server.keys.authority.certificate)
    with server.store.write() as connection:
        known = counter_of(connection, server.area, counter) is not None
        row = ensure_counter(connection, server, counter, hall)
        drop_codes(connection, server.area, now - KEPT)
        keep_code(connection, server.area, _hash(server, code.secret), counter, by, now, now + LIFE)
    return Issued(code.text, now + LIFE, counter, row.hall, made_counter=not known)


def enrol_device(server: Server, request: EnrolmentRequest, address: str) -> Enrolled:
    """Take in the device that brings a code; the same device with the same code again is given its answer again.

    Refusal ENROL-RATE (place: seconds to wait), ENROL-CODE, ENROL-EXPIRED, ENROL-USED, ENROL-EVALUATION, ENROL-KEY,
    ENROL-ACCOUNT. A code is used up only by a device that was taken in.
    """
    now, digest = server.now(), _hash(server, normalised(request.secret))
    tries = key_of("address", f"enrolment {address}", server.keys.code_key())
    with server.store.write() as connection:
        wait = attempt(connection, server.area, [tries], now)
        if wait:
            raise Refusal("ENROL-RATE", f"接入码多次不对，请等 {wait} 秒后再试。", str(wait))
    with server.store.write() as connection:
        code = code_of(connection, server.area, digest)
        if code is None:
            raise Refusal("ENROL-CODE", "接入码不对，请对照管理员给的接入码重输。", "secret")
        again = _again(connection, server, code, request, now)
        if request.evaluation != server.evaluation:
            raise Refusal("ENROL-EVALUATION", _EVALUATION[server.evaluation], "evaluation")
        door = secrets.token_urlsafe(32)
        if again is not None:
            device, marks = _answer_again(connection, server, again, door)
        else:
            device, marks = _take_in(connection, server, code, digest, request, door)
        take_back(connection, server.area, tries)
        return _enrolled(connection, server, device, marks, door)


_EVALUATION = {
    True: "这是演示服务器，只接入演示用的数据库。请换正式服务器，或另建演示数据库（init --evaluation）。",
    False: "演示用的数据库不能接入正式服务器。请在本机另建正式数据库后再接入。",
}


def _again(
    connection: Connection, server: Server, code: CodeRow, request: EnrolmentRequest, now: datetime
) -> Device | None:
    """Return the device that has used this code already, if it is the one that asks. Refusals else."""
    holder = device_by_key(connection, server.area, request.public_key)
    if code.used_at is not None:
        if holder is not None and holder.id == code.device and now < code.expires_at and holder.state == "active":
            return holder
        raise Refusal("ENROL-USED", "这个接入码已经用过。请管理员重新给一个（yichuang-central enrol）。", "secret")
    if now >= code.expires_at:
        raise Refusal("ENROL-EXPIRED", "接入码已过 15 分钟，不再有效。请管理员重新给一个。", "secret")
    if holder is not None:
        raise Refusal("ENROL-KEY", "这台设备已经接入过。请换一份新的数据库，或请管理员处理原来的设备。", "public_key")
    return None


def _answer_again(connection: Connection, server: Server, device: Device, door: str) -> tuple[Device, Marks]:
    """The answer was lost on its way: the same device, the same marks, another door."""
    change_device(connection, server.area, device.id, door=door_hash(door))
    return device, lend_marks(server, connection, device)


def _take_in(
    connection: Connection, server: Server, code: CodeRow, digest: bytes, request: EnrolmentRequest, door: str
) -> tuple[Device, Marks]:
    now, identity = server.now(), new_id()
    if not use_code(connection, server.area, digest, identity, now):
        raise Refusal("ENROL-USED", "这个接入码刚被另一台设备用掉。请管理员重新给一个。", "secret")
    counter = ensure_counter(connection, server, code.counter)
    device = Device(
        id=identity,
        counter=counter.counter,
        hall=counter.hall,
        public_key=request.public_key,
        store=request.store,
        state="active",
        reason="",
        evaluation=request.evaluation,
        certificate=b"",
        signature=b"",
        door=door_hash(door),
        program=request.program,
        enrolled_at=now,
        changed_at=now,
        seen_at=now,
    )
    server.record(connection, [DeviceChanged(identity, device.counter, device.public_key.hex(), "active")])
    add_device(connection, server.area, device)
    adopt(server, connection, request.accounts, device)
    if request.recovery_box is not None:
        box = RecoveryBox(request.store, request.key, identity, request.recovery_box)
        refuse_unopened(server, box)
        keep_recovery_box(connection, server.area, box, now)
    raise_accounts_version(connection, server.area)
    return device, lend_marks(server, connection, device)


def _enrolled(connection: Connection, server: Server, device: Device, marks: Marks, door: str) -> Enrolled:
    head = read_head(connection, server.area)
    certificate = _certified(connection, server, device, marks)
    return Enrolled(
        device=device.id,
        certificate=certificate,
        area_key=server.keys.area.public,
        ca=server.keys.authority.certificate.decode(),
        scope=Place(server.area, device.hall, device.counter),
        mark=marks.mark,
        reserve=marks.reserve,
        recovery_key=server.keys.recovery_public,
        accounts=accounts_file(server, connection, device),
        door=door,
        epoch=head.epoch,
        position=head.position,
        time=server.now(),
        release=current_hash(server, connection),
        paper=marks.paper,
    )


def _certified(connection: Connection, server: Server, device: Device, marks: Marks) -> Signed:
    """Certify the device's key for its place; kept with the device."""
    statement = DeviceCertificate(
        device=device.id,
        public_key=device.public_key.hex(),
        counter=device.counter,
        area=server.area,
        hall=device.hall,
        marks=[marks.mark, marks.reserve],
        evaluation=device.evaluation,
        made_at=server.now(),
    )
    data = msgspec.json.encode(statement)
    signature = server.keys.area.sign(CERTIFICATE_CONTEXT + data)
    change_device(connection, server.area, device.id, certificate=data, signature=signature)
    return Signed(data, signature)


def _hash(server: Server, secret: str) -> bytes:
    return hmac.new(server.keys.code_key(), secret.encode(), hashlib.sha256).digest()
