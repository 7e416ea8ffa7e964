"""The file of accounts for a device's store, recovery boxes, and passwords that were changed at a desk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from app.crypto.agree import mac_holds
from app.crypto.box import CannotOpen
from app.crypto.seal import open_sealed, seal
from app.domain.refusal import InputProblem, Refusal
from app.store.accounts_file import (
    CONTEXT,
    DESK_ROLES,
    FORMAT,
    PROOF,
    AccountsFile,
    FiledAccount,
    encode_accounts,
    wrap_message,
)
from app.store.central.accounts import RecoveryBox, keep_recovery_box, recovery_boxes
from app.store.central.values import accounts_version, raise_accounts_version
from app.store.exchange import Signed
from app.store.keyring import Slot
from app.usecases.central.adoption import read_parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.store.central.accounts import CentralAccount
    from app.store.central.devices import Device
    from app.store.exchange_admission import PasswordWrap, RecoverySlot
    from app.usecases.central.server import Server


def accounts_file(server: Server, connection: Connection, device: Device) -> Signed:
    """Return the signed file of who may log in at a device, with slots for its store. In a read or a write.

    Accounts of roles that do not work at a desk are left out: nobody can try their passwords on a stolen desk. Slots
    are made from the recovery box that the store sent; before it has, nobody new can open that store.
    """
    keys = [] if device.state == "revoked" else _keys(server, recovery_boxes(connection, server.area, device.store))
    filed = tuple(_filed(one, keys) for one in server.accounts.all(connection) if _belongs(one, device))
    file = AccountsFile(
        format=FORMAT,
        area=server.area,
        hall=device.hall,
        counter=device.counter,
        server=server.id,
        store=device.store,
        evaluation=server.evaluation,
        version=accounts_version(connection, server.area),
        made_at=server.now(),
        recovery_key=server.keys.recovery_public,
        accounts=filed,
    )
    data = encode_accounts(file)
    return Signed(data, server.keys.area.sign(CONTEXT + data))


def accounts_tag(server: Server, connection: Connection, device: Device) -> str:
    """What changes whenever a device's file of accounts does: its boxes are random, so its bytes are others each time."""
    said = (server.id, device.id, device.hall, device.state, accounts_version(connection, server.area))
    return hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:32]


def keep_recovery(server: Server, device: Device, slot: RecoverySlot) -> None:
    """Keep the key of a device's store, sealed to the recovery key; InputProblem where it does not open.

    Refusal RIGHT-STORE for a store that is not the device's.
    """
    if slot.store != device.store:
        raise Refusal("RIGHT-STORE", "这不是本设备的数据库。", "store")
    box = RecoveryBox(slot.store, slot.key, device.id, slot.box)
    refuse_unopened(server, box)
    with server.store.write() as connection:
        raise_accounts_version(connection, server.area)
        keep_recovery_box(connection, server.area, box, server.now())


def refuse_unopened(server: Server, box: RecoveryBox) -> None:
    """InputProblem for a recovery box that the server's key does not open: it would be found out when it is needed."""
    if not _keys(server, [box]):
        raise InputProblem("BODY-FIELDS", "密钥盒打不开：不是封给本服务器的，或者已损坏。", "box")


def change_wrap(server: Server, device: Device, account_id: str, wrap: PasswordWrap) -> None:
    """Take the private key of an account under a password that was changed at a desk.

    `wrap.version` is the account's version at the desk plus one. Refusal SYNC-STALE where the server has another
    change already, ACCESS-PROOF where the sender does not hold the private key, ACCESS-UNKNOWN. The same wrap again
    changes nothing.
    """
    message = wrap_message(account_id, wrap.version, wrap.box, wrap.parameters)
    parameters = read_parameters(wrap.parameters)
    with server.store.write() as connection:
        raise_accounts_version(connection, server.area)
        account = server.accounts.by_id(connection, account_id)
        if account is None or account.disabled or not _belongs(account, device):
            raise Refusal("ACCESS-UNKNOWN", "服务器上没有这个账号，或者已经停用。", "account")
        if not mac_holds(server.keys.recovery, account.public_key, message, PROOF, wrap.proof):
            raise Refusal("ACCESS-PROOF", "改密码的请求没有通过核对，没有采用。", "proof")
        if account.private_key == wrap.box:
            return
        changed = replace(account, private_key=wrap.box, parameters=parameters, version=wrap.version, must_change=False)
        stale = wrap.version != account.version + 1
        if stale or not server.accounts.change_if(connection, changed, account.version, server.now()):
            raise Refusal("SYNC-STALE", "这个账号的密码已在别处改过，请用新密码登录后再改。", "version")


def _belongs(account: CentralAccount, device: Device) -> bool:
    """Whether an account works at the desks of a device's hall."""
    return account.role in DESK_ROLES and account.hall in ("", device.hall)


def _keys(server: Server, boxes: Sequence[RecoveryBox]) -> list[tuple[str, bytes]]:
    """Return id and bytes of each key whose box opens."""
    keys = []
    for box in boxes:
        try:
            keys.append((box.key, open_sealed(server.keys.recovery, box.box, box.key.encode())))
        except CannotOpen:
            continue
    return keys


def _filed(account: CentralAccount, keys: Sequence[tuple[str, bytes]]) -> FiledAccount:
    slots = () if account.disabled else tuple(Slot(k, seal(account.public_key, key, k.encode())) for k, key in keys)
    return FiledAccount(
        id=account.id,
        name=account.name,
        role=account.role,  # type: ignore[arg-type]  # one of DESK_ROLES, which are all of this type
        department=account.department,
        public_key=account.public_key,
        private_key=account.private_key,
        parameters=account.parameters,
        slots=slots,
        created_at=account.created_at,
        disabled=account.disabled,
        must_change=account.must_change,
        version=account.version,
    )
