"""Accounts reach desks as a signed file with slots; rights hold by position; a changed password proves its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from app.crypto.box import encrypt
from app.crypto.derive import PasswordParameters, key_from_password
from app.crypto.seal import open_sealed, seal
from app.crypto.sign import new_signing_key
from app.domain.refusal import InputProblem, Refusal
from app.store.accounts_file import CONTEXT, AccountsFile, FiledAccount, read_accounts_file, wrap_proof
from app.store.central.accounts import Standing, standings
from app.store.central.devices import device
from app.store.exchange import Signed
from app.store.exchange_admission import PasswordWrap, RecoverySlot
from app.store.failures import CorruptStore, NewerStore
from app.store.keyring import Account, open_account
from app.usecases.central.accounts import (
    add_user,
    change_role,
    disable_user,
    enable_user,
    list_users,
    require_account,
    reset_user,
)
from app.usecases.central.accounts_filing import accounts_file, accounts_tag, change_wrap, keep_recovery
from app.usecases.central.devices import revoke
from db.central.access import accounts
from tests.integration.central_access.conftest import enrolled

if TYPE_CHECKING:
    from app.store.central.devices import Device
    from app.store.exchange_admission import Enrolled
    from app.usecases.central.server import Server

PASSWORD = "窗口-密码-01"


def device_of(server: Server, answer: Enrolled) -> Device:
    with server.store.read() as connection:
        found = device(connection, server.area, answer.device)
    assert found is not None
    return found


def file_of(server: Server, answer: Enrolled) -> AccountsFile:
    with server.store.read() as connection:
        signed = accounts_file(server, connection, device_of(server, answer))
    return read_accounts_file(signed, answer.area_key)


def filed(file: AccountsFile, name: str) -> FiledAccount:
    (found,) = [one for one in file.accounts if one.name == name]
    return found


def unlocked(one: FiledAccount, password: str) -> dict[str, bytes]:
    """The keys of databases that a password opens, as a desk does it."""
    account = Account(
        one.id, one.name, "clerk", one.public_key, one.private_key, one.parameters, one.slots, one.created_at
    )
    return open_account(account, password).keys


def private_key(one: FiledAccount, password: str) -> bytes:
    account = Account(one.id, one.name, "clerk", one.public_key, one.private_key, one.parameters, (), one.created_at)
    return open_account(account, password).private_key


def test_clerk_the_desk_has_never_seen_opens_its_store(server: Server) -> None:
    new, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    assert unlocked(filed(file_of(server, answer), "王芳"), PASSWORD) == {new.key_id: new.database_key}


def test_file_tells_whose_it_is(server: Server) -> None:
    new, answer = enrolled(server)
    file = file_of(server, answer)
    assert (file.area, file.hall, file.counter, file.store) == ("500106", "一号大厅", "C03", new.store)
    assert (file.server, file.evaluation, file.recovery_key) == (server.id, False, server.keys.recovery_public)


def test_forged_file_is_not_taken(server: Server) -> None:
    _, answer = enrolled(server)
    signed = answer.accounts
    assert read_accounts_file(signed, answer.area_key).area == "500106"
    changed = Signed(signed.data.replace(b'"C03"', b'"C04"'), signed.signature)
    with pytest.raises(CorruptStore):
        read_accounts_file(changed, answer.area_key)
    with pytest.raises(CorruptStore):
        read_accounts_file(Signed(signed.data, new_signing_key().sign(signed.data)), answer.area_key)
    with pytest.raises(CorruptStore):
        read_accounts_file(Signed(signed.data, server.sign(signed.data).signature), answer.area_key)


def test_file_of_a_newer_server_is_told_as_such(server: Server) -> None:
    _, answer = enrolled(server)
    data = answer.accounts.data.replace(b'"format":1', b'"format":2')
    with pytest.raises(NewerStore):
        read_accounts_file(Signed(data, server.keys.area.sign(CONTEXT + data)), answer.area_key)
    data = b'{"format":1}'
    with pytest.raises(CorruptStore):
        read_accounts_file(Signed(data, server.keys.area.sign(CONTEXT + data)), answer.area_key)


def test_only_roles_that_work_at_a_desk_and_its_hall_are_in_the_file(server: Server) -> None:
    _, answer = enrolled(server)
    for name, role, hall in (
        ("窗口甲", "clerk", ""),
        ("窗口乙", "lead", "一号大厅"),
        ("窗口丙", "clerk", "二号大厅"),
        ("审批甲", "approver", ""),
        ("监督甲", "supervisor", ""),
    ):
        add_user(server, name, role, hall=hall, password=PASSWORD)
    assert {one.name for one in file_of(server, answer).accounts} == {"窗口甲", "窗口乙", "审批甲"}


def test_disabled_clerk_loses_his_slots(server: Server) -> None:
    _, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    disable_user(server, "王芳")
    one = filed(file_of(server, answer), "王芳")
    assert (one.disabled, one.slots) == (True, ())
    enable_user(server, "王芳")
    assert len(filed(file_of(server, answer), "王芳").slots) == 1


def test_revoked_device_gets_no_slots(server: Server) -> None:
    _, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    revoke(server, answer.device, "被盗")
    assert filed(file_of(server, answer), "王芳").slots == ()


def test_reset_is_a_new_key_pair_and_a_one_time_password(server: Server) -> None:
    new, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    before = filed(file_of(server, answer), "王芳")
    reset = reset_user(server, "王芳")
    after = filed(file_of(server, answer), "王芳")
    assert reset.one_time_password is not None
    assert (after.id, after.must_change, after.public_key != before.public_key) == (before.id, True, True)
    assert unlocked(after, reset.one_time_password) == {new.key_id: new.database_key}


def test_version_and_tag_change_with_each_change(server: Server) -> None:
    _, answer = enrolled(server)
    versions, tags = [], []
    for act in (lambda: None, lambda: add_user(server, "王芳", "clerk"), lambda: disable_user(server, "王芳")):
        act()
        versions.append(file_of(server, answer).version)
        with server.store.read() as connection:
            tags.append(accounts_tag(server, connection, device_of(server, answer)))
    assert versions == sorted(set(versions))
    assert len(set(tags)) == 3


def test_store_that_was_keyed_anew_sends_its_key(server: Server) -> None:
    new, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    box = seal(server.keys.recovery_public, b"k" * 32, b"second")
    keep_recovery(server, device_of(server, answer), RecoverySlot(new.store, "second", box))
    keys = unlocked(filed(file_of(server, answer), "王芳"), PASSWORD)
    assert keys == {new.key_id: new.database_key, "second": b"k" * 32}


def test_key_of_another_store_or_of_another_server_is_refused(server: Server) -> None:
    new, answer = enrolled(server)
    found = device_of(server, answer)
    box = seal(server.keys.recovery_public, b"k" * 32, b"second")
    with pytest.raises(Refusal, match="数据库"):
        keep_recovery(server, found, RecoverySlot("another", "second", box))
    with pytest.raises(InputProblem, match="打不开"):
        keep_recovery(server, found, RecoverySlot(new.store, "third", box))


def wrap_of(server: Server, one: FiledAccount, private: bytes, password: str, version: int) -> PasswordWrap:
    parameters = PasswordParameters(memory=64, passes=1, lanes=1)
    box = encrypt(key_from_password(password, parameters), private, one.id.encode())
    said = msgspec.json.encode(parameters)
    proof = wrap_proof(private, server.keys.recovery_public, one.id, version, box, said)
    return PasswordWrap(box, said, version, proof)


def test_password_changed_at_one_desk_holds_at_all(server: Server) -> None:
    _, answer = enrolled(server, "C03")
    other, elsewhere = enrolled(server, "C04")
    added = add_user(server, "王芳", "clerk")
    one = filed(file_of(server, answer), "王芳")
    private = private_key(one, added.one_time_password or "")
    wrap = wrap_of(server, one, private, "新的-密码-02", one.version + 1)
    change_wrap(server, device_of(server, answer), one.id, wrap)
    change_wrap(server, device_of(server, answer), one.id, wrap)
    there = filed(file_of(server, elsewhere), "王芳")
    assert (there.version, there.must_change) == (one.version + 1, False)
    assert unlocked(there, "新的-密码-02") == {other.key_id: other.database_key}


def test_wrap_of_somebody_who_does_not_hold_the_key_is_refused(server: Server) -> None:
    _, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    one = filed(file_of(server, answer), "王芳")
    wrap = wrap_of(server, one, b"x" * 32, "别人的-密码", one.version + 1)
    with pytest.raises(Refusal) as caught:
        change_wrap(server, device_of(server, answer), one.id, wrap)
    assert caught.value.code == "ACCESS-PROOF"
    assert filed(file_of(server, answer), "王芳").private_key == one.private_key


def test_wrap_made_before_another_change_is_stale(server: Server) -> None:
    _, answer = enrolled(server)
    add_user(server, "王芳", "clerk", password=PASSWORD)
    one = filed(file_of(server, answer), "王芳")
    private = private_key(one, PASSWORD)
    change_wrap(
        server, device_of(server, answer), one.id, wrap_of(server, one, private, "甲-的-密码-02", one.version + 1)
    )
    with pytest.raises(Refusal) as caught:
        change_wrap(
            server, device_of(server, answer), one.id, wrap_of(server, one, private, "乙-的-密码-03", one.version + 1)
        )
    assert caught.value.code == "SYNC-STALE"


def test_rights_are_judged_by_what_the_device_had_seen(server: Server) -> None:
    added = add_user(server, "王芳", "clerk", password=PASSWORD)
    change_role(server, "王芳", "lead")
    disable_user(server, "王芳")
    with server.store.read() as connection:
        held = standings(connection, server.area, added.id, 0)
        last = held[-1].position
        assert [(one.role, one.disabled) for one in held] == [("clerk", False), ("lead", False), ("lead", True)]
        assert [one.role for one in standings(connection, server.area, added.id, held[1].position)] == ["lead", "lead"]
        assert standings(connection, server.area, added.id, last + 5) == (Standing(last, "lead", "", "", True),)
        assert standings(connection, server.area, "unknown", 0) == ()


def test_last_administrator_stays(server: Server) -> None:
    with pytest.raises(Refusal, match="最后一个管理员"):
        disable_user(server, "admin")
    with pytest.raises(Refusal, match="最后一个管理员"):
        change_role(server, "admin", "clerk")
    add_user(server, "管理乙", "admin")
    assert disable_user(server, "admin").disabled


def test_name_is_taken_once_and_has_a_form(server: Server) -> None:
    add_user(server, "王芳", "clerk")
    with pytest.raises(Refusal, match="已被使用"):
        add_user(server, "王芳", "lead")
    with pytest.raises(InputProblem):
        add_user(server, " 王芳", "lead")
    with pytest.raises(InputProblem, match="角色"):
        add_user(server, "李娜", "boss")
    with pytest.raises(InputProblem, match="至少"):
        add_user(server, "李娜", "clerk", password="short")
    assert {one.name for one in list_users(server)} == {"admin", "王芳"}


def test_private_keys_are_encrypted_once_more_at_rest(server: Server) -> None:
    add_user(server, "王芳", "clerk", password=PASSWORD)
    found = require_account(server, "王芳")
    with server.store.read() as connection:
        box = connection.execute(accounts.select().where(accounts.c.name == "王芳")).one().private_box
    assert found.private_key not in box
    assert open_sealed(private_of(found.private_key, found), seal(found.public_key, b"x"), b"") == b"x"


def private_of(box: bytes, found: object) -> bytes:
    from app.crypto.box import decrypt

    return decrypt(key_from_password(PASSWORD, found.parameters), box, found.id.encode())  # type: ignore[attr-defined]
