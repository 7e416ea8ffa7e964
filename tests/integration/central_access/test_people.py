"""People on the web: log-in, lock-out, sessions; other systems by tokens; devices by a signed challenge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import InputProblem, Refusal
from app.store.exchange_admission import SessionRequest
from app.usecases.central.accounts import add_user, disable_user, reset_user
from app.usecases.central.device_sessions import (
    SIGNED_CONTEXT,
    UsedChallenges,
    device_of_token,
    make_challenge,
    open_session,
)
from app.usecases.central.devices import reinstate, revoke, suspend
from app.usecases.central.logins import change_password, csrf_holds, log_in, log_out, session_of
from app.usecases.central.tokens import add_token, drop_token, token_holder
from tests.integration.central_access.conftest import ADDRESS, enrolled

if TYPE_CHECKING:
    from app.usecases.central.device_sessions import Opened
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server
    from tests.integration.central_access.conftest import Hands, NewDevice

PASSWORD = "管理-密码-01"


def present(server: Server, secret: str) -> WebSession | None:
    with server.store.read() as connection:
        return session_of(server, connection, secret, server.now())


def refused(server: Server, name: str, password: str, address: str = ADDRESS) -> Refusal:
    with pytest.raises(Refusal) as caught:
        log_in(server, name, password, address)
    return caught.value


def test_administrator_logs_in_and_out(server: Server) -> None:
    session = log_in(server, "admin", PASSWORD, ADDRESS)
    found = present(server, session.secret)
    assert found is not None
    assert (found.account.name, found.must_change) == ("admin", False)
    assert csrf_holds(found, session.csrf)
    assert not csrf_holds(found, log_in(server, "admin", PASSWORD, ADDRESS).csrf)
    log_out(server, session.secret)
    assert present(server, session.secret) is None
    assert present(server, "") is None


def test_unknown_name_and_wrong_password_are_told_alike(server: Server) -> None:
    first, second = refused(server, "admin", "错-的-密码"), refused(server, "nobody", PASSWORD)
    assert (first.code, first.message) == (second.code, second.message) == ("ACCESS-WRONG", first.message)


def test_wrong_passwords_lock_the_account_for_a_while(server: Server, hands: Hands) -> None:
    codes = [refused(server, "admin", "错-的-密码").code for _ in range(4)]
    assert codes == ["ACCESS-WRONG"] * 4
    locked = refused(server, "admin", PASSWORD)
    assert (locked.code, locked.place) == ("ACCESS-LOCKED", "1")
    for _ in range(4):
        hands.forward(minutes=20)
        assert refused(server, "admin", "错-的-密码").code == "ACCESS-WRONG"
    assert int(refused(server, "admin", PASSWORD).place) >= 60
    hands.forward(minutes=20)
    assert log_in(server, "admin", PASSWORD, ADDRESS).account.name == "admin"
    assert refused(server, "admin", "错-的-密码").code == "ACCESS-WRONG"


def test_many_names_from_one_address_are_slowed_down(server: Server) -> None:
    tries = 0
    while refused(server, f"nobody{tries}", "错-的-密码").code == "ACCESS-WRONG":
        tries += 1
    assert tries == 21
    assert log_in(server, "admin", PASSWORD, "192.0.2.99").account.name == "admin"


def test_session_ends_when_idle_and_at_the_latest_after_ten_hours(server: Server, hands: Hands) -> None:
    from app.usecases.central.logins import touch

    idle = log_in(server, "admin", PASSWORD, ADDRESS)
    hands.forward(minutes=31)
    assert present(server, idle.secret) is None
    busy = log_in(server, "admin", PASSWORD, ADDRESS)
    for _ in range(29):
        hands.forward(minutes=20)
        found = present(server, busy.secret)
        assert found is not None
        assert touch(server, found)
    hands.forward(minutes=20)
    assert present(server, busy.secret) is None


def test_disabled_or_reset_account_is_out_at_once(server: Server) -> None:
    add_user(server, "监督甲", "supervisor", password="监督-密码-01")
    session = log_in(server, "监督甲", "监督-密码-01", ADDRESS)
    disable_user(server, "监督甲")
    assert present(server, session.secret) is None
    assert refused(server, "监督甲", "监督-密码-01").code == "ACCESS-DISABLED"
    reset = reset_user(server, "监督甲")
    assert log_in(server, "监督甲", reset.one_time_password or "", ADDRESS).must_change


def test_changed_password_ends_every_other_session(server: Server) -> None:
    first, second = log_in(server, "admin", PASSWORD, ADDRESS), log_in(server, "admin", PASSWORD, ADDRESS)
    with pytest.raises(Refusal):
        change_password(server, second, "错-的-密码", "新的-密码-02", ADDRESS)
    with pytest.raises(InputProblem):
        change_password(server, second, PASSWORD, "short", ADDRESS)
    third = change_password(server, second, PASSWORD, "新的-密码-02", ADDRESS)
    assert [present(server, one.secret) is not None for one in (first, second, third)] == [False, False, True]
    assert refused(server, "admin", PASSWORD).code == "ACCESS-WRONG"
    assert log_in(server, "admin", "新的-密码-02", ADDRESS).account.version == 2


def test_token_of_another_system_is_told_once_and_revoked_by_name(server: Server) -> None:
    token = add_token(server, "一网通办", "approver", "市监局")
    with server.store.read() as connection:
        holder = token_holder(server, connection, token)
        assert holder is not None
        assert (holder.name, holder.role, holder.department) == ("一网通办", "approver", "市监局")
        assert token_holder(server, connection, token[:-1] + "_") is None
        assert token_holder(server, connection, "ycd_x") is None
    with pytest.raises(Refusal):
        add_token(server, "一网通办", "approver")
    with pytest.raises(Refusal, match="不是"):
        drop_token(server, "一网通办", "clerk")
    drop_token(server, "一网通办")
    with server.store.read() as connection:
        assert token_holder(server, connection, token) is None
    with pytest.raises(Refusal, match="已经撤销"):
        drop_token(server, "一网通办")
    assert add_token(server, "一网通办", "approver") != token


def asked(server: Server, new: NewDevice, identity: str) -> SessionRequest:
    challenge = make_challenge(server, identity).challenge
    signature = new.key.sign(SIGNED_CONTEXT + challenge)
    return SessionRequest(identity, challenge, signature, 1, "test", server.now())


def opened(server: Server, request: SessionRequest, used: UsedChallenges) -> Opened:
    with server.store.read() as connection:
        return open_session(server, connection, request, used)


def code_of(server: Server, request: SessionRequest, used: UsedChallenges) -> str:
    with pytest.raises(Refusal) as caught:
        opened(server, request, used)
    return caught.value.code


def test_device_proves_its_key_by_a_challenge_that_counts_once(server: Server) -> None:
    new, answer = enrolled(server)
    request, used = asked(server, new, answer.device), UsedChallenges()
    session = opened(server, request, used)
    with server.store.read() as connection:
        assert device_of_token(server, connection, session.token).id == answer.device
    assert code_of(server, request, used) == "AUTH-WRONG"


def test_challenge_is_bound_to_device_time_and_server(server: Server, hands: Hands) -> None:
    new, answer = enrolled(server)
    other, elsewhere = enrolled(server)
    used = UsedChallenges()
    mine = asked(server, new, answer.device)
    assert code_of(server, replace_device(mine, elsewhere.device), used) == "AUTH-WRONG"
    foreign = asked(server, other, answer.device)
    assert code_of(server, foreign, used) == "AUTH-WRONG"
    assert code_of(server, asked(server, new, "f" * 32), used) == "AUTH-WRONG"
    hands.forward(seconds=121)
    assert code_of(server, mine, used) == "AUTH-WRONG"


def replace_device(request: SessionRequest, identity: str) -> SessionRequest:
    import msgspec

    return msgspec.structs.replace(request, device=identity)


def test_token_ends_and_cannot_be_changed(server: Server, hands: Hands) -> None:
    new, answer = enrolled(server)
    _, elsewhere = enrolled(server)
    session = opened(server, asked(server, new, answer.device), UsedChallenges())
    changed = [
        session.token.replace(answer.device, elsewhere.device),
        session.token[:-6] + "AAAAA=",
        "ycd_",
        "",
        "ycd_x.\u00e9",
    ]
    with server.store.read() as connection:
        for token in changed:
            with pytest.raises(Refusal, match="凭证不对"):
                device_of_token(server, connection, token)
        hands.forward(seconds=session.expires_in + 1)
        with pytest.raises(Refusal, match="到期"):
            device_of_token(server, connection, session.token)


def test_device_is_looked_at_anew_at_each_request(server: Server) -> None:
    new, answer = enrolled(server)
    session = opened(server, asked(server, new, answer.device), UsedChallenges())
    states = []
    for act in (
        lambda: suspend(server, answer.device, "送修"),
        lambda: reinstate(server, answer.device),
        lambda: revoke(server, answer.device, "被盗"),
    ):
        act()
        with server.store.read() as connection:
            states.append(device_of_token(server, connection, session.token).state)
    assert states == ["suspended", "active", "revoked"]
    with pytest.raises(Refusal, match="不能恢复"):
        reinstate(server, answer.device)
    with pytest.raises(InputProblem, match="原因"):
        revoke(server, answer.device, " ")


def test_used_challenges_are_forgotten_when_they_end(hands: Hands) -> None:
    used = UsedChallenges()
    assert used.use(b"a", hands.now)
    assert not used.use(b"a", hands.now)
    assert used.use(b"a", hands.now + timedelta(minutes=5))
    assert replace(used)._until.keys() == {b"a"}
