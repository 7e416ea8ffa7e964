"""A device comes in by a one-time code, once, in time, with a key of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import select

from app.crypto.sign import verify
from app.domain.refusal import InputProblem, Refusal
from app.receipts.codes import Trust, _read_certificate, _Reader
from app.store.central.devices import device, device_by_key, device_of_door
from app.store.central.marks import claim_mark, mark_in_use, marks_of
from app.store.enrolment_code import EnrolmentCode, parse_code
from app.store.exchange_admission import OfferedAccount
from app.store.keyring import make_account
from app.usecases.central.accounts import add_user
from app.usecases.central.devices import add_counter, list_counters, list_devices
from app.usecases.central.enrolment import CERTIFICATE_CONTEXT, enrol_device, issue_code
from app.usecases.central.marks import lend_marks
from db.central.access import enrolment_codes
from tests.integration.central_access.conftest import ADDRESS, NewDevice, enrolled

if TYPE_CHECKING:
    from app.usecases.central.server import Server
    from tests.integration.central_access.conftest import Hands


def refusal_of(server: Server, request: object, address: str = ADDRESS) -> Refusal:
    with pytest.raises(Refusal) as caught:
        enrol_device(server, request, address)  # type: ignore[arg-type]  # what comes over the wire
    return caught.value


def test_device_is_given_its_place_its_marks_and_a_certificate(server: Server) -> None:
    new, answer = enrolled(server, "C03")
    assert (answer.scope.area, answer.scope.hall, answer.scope.counter) == ("500106", "一号大厅", "C03")
    assert (answer.mark, answer.reserve) == ("A", "B")
    assert answer.area_key == server.keys.area.public
    assert answer.recovery_key == server.keys.recovery_public
    assert verify(answer.area_key, CERTIFICATE_CONTEXT + answer.certificate.data, answer.certificate.signature)
    said = msgspec.json.decode(answer.certificate.data)
    assert (said["device"], said["public_key"]) == (answer.device, new.key.public.hex())
    assert (said["counter"], said["marks"], said["evaluation"]) == ("C03", ["A", "B"], False)
    with server.store.read() as connection:
        assert device_by_key(connection, server.area, new.key.public) == device(connection, server.area, answer.device)


def test_paper_certificates_are_signed_by_the_area(server: Server) -> None:
    new, answer = enrolled(server, "C03")
    certificate = _read_certificate(_Reader(answer.paper["A"]))
    assert (certificate.mark, certificate.area, certificate.public) == ("C03A", "500106", new.key.public)
    context = b"yichuang device certificate 1\0"
    assert verify(server.keys.area.public, context + certificate.signed, certificate.signature)
    assert Trust((server.keys.area.public,)).areas == (answer.area_key,)


def test_code_works_once(server: Server) -> None:
    code = issue_code(server, "C03").code
    enrol_device(server, NewDevice().asks(server, code), ADDRESS)
    assert refusal_of(server, NewDevice().asks(server, code)).code == "ENROL-USED"
    assert len(list_devices(server)) == 1


def test_same_device_with_the_same_code_is_given_its_answer_again(server: Server) -> None:
    new, code = NewDevice(), issue_code(server, "C03").code
    first = enrol_device(server, new.asks(server, code), ADDRESS)
    again = enrol_device(server, new.asks(server, code), ADDRESS)
    assert (again.device, again.mark, again.reserve) == (first.device, first.mark, first.reserve)
    with server.store.read() as connection:
        assert device_of_door(connection, server.area, first.device, first.door) is None
        assert device_of_door(connection, server.area, first.device, again.door) is not None


def test_code_ends_after_fifteen_minutes(server: Server, hands: Hands) -> None:
    code = issue_code(server, "C03").code
    hands.forward(minutes=15)
    assert refusal_of(server, NewDevice().asks(server, code)).code == "ENROL-EXPIRED"


def test_newer_code_of_a_counter_replaces_the_unused_one(server: Server) -> None:
    old, new = issue_code(server, "C03").code, issue_code(server, "C03").code
    assert refusal_of(server, NewDevice().asks(server, old)).code == "ENROL-CODE"
    assert enrol_device(server, NewDevice().asks(server, new), ADDRESS).scope.counter == "C03"


def test_guessed_codes_are_slowed_down_by_address(server: Server, hands: Hands) -> None:
    right = issue_code(server, "C03").code
    wrong = EnrolmentCode("0000000000", parse_code(right).fingerprint).text
    tries = 0
    while (found := refusal_of(server, NewDevice().asks(server, wrong))).code == "ENROL-CODE":
        tries += 1
    assert found.code == "ENROL-RATE"
    assert tries <= 25
    assert refusal_of(server, NewDevice().asks(server, right)).code == "ENROL-RATE"
    assert enrol_device(server, NewDevice().asks(server, right), "192.0.2.8").mark == "A"
    hands.forward(minutes=11)
    other = issue_code(server, "C04").code
    assert enrol_device(server, NewDevice().asks(server, other), ADDRESS).mark == "A"


def test_evaluation_store_is_not_taken_in_by_a_server_in_service(server: Server) -> None:
    code = issue_code(server, "C03").code
    assert refusal_of(server, NewDevice().asks(server, code, evaluation=True)).code == "ENROL-EVALUATION"
    assert enrol_device(server, NewDevice().asks(server, code), ADDRESS).mark == "A"


def test_key_of_another_device_is_refused(server: Server) -> None:
    new, _ = enrolled(server, "C03")
    code = issue_code(server, "C04").code
    assert refusal_of(server, new.asks(server, code)).code == "ENROL-KEY"


def test_box_that_the_server_cannot_open_is_refused_and_the_code_stays_good(server: Server) -> None:
    new, code = NewDevice(), issue_code(server, "C03").code
    with pytest.raises(InputProblem, match="打不开"):
        enrol_device(server, new.asks(server, code, recovery_box=b"\x01" + bytes(90)), ADDRESS)
    assert enrol_device(server, new.asks(server, code), ADDRESS).mark == "A"


def test_unknown_counter_is_made_in_the_default_hall(server: Server) -> None:
    add_counter(server, "C01", "二号大厅", "社保窗口")
    issued = issue_code(server, "C02")
    assert (issued.made_counter, issued.hall) == (True, "一号大厅")
    assert issue_code(server, "C01").hall == "二号大厅"
    assert [(c.counter, c.hall) for c in list_counters(server)] == [("C01", "二号大厅"), ("C02", "一号大厅")]


def test_counter_number_has_a_form(server: Server) -> None:
    with pytest.raises(InputProblem, match="窗口号"):
        issue_code(server, "窗口3")


def test_every_device_of_a_counter_gets_marks_of_its_own(server: Server) -> None:
    _, first = enrolled(server, "C03")
    _, second = enrolled(server, "C03")
    _, other = enrolled(server, "C04")
    assert (first.mark, first.reserve) == ("A", "B")
    assert (second.mark, second.reserve) == ("C", "D")
    assert (other.mark, other.reserve) == ("A", "B")


def test_marks_move_on_when_a_journal_bears_one(server: Server) -> None:
    _, answer = enrolled(server, "C03")
    with server.store.write() as connection:
        found = device(connection, server.area, answer.device)
        assert found is not None
        mark_in_use(connection, server.area, "C03", "A", server.now())
        lent = lend_marks(server, connection, found)
    assert (lent.mark, lent.reserve, sorted(lent.paper)) == ("B", "C", ["B", "C"])


def test_mark_of_the_paper_list_belongs_to_who_bears_it_first(server: Server) -> None:
    _, first = enrolled(server, "C03")
    _, second = enrolled(server, "C03")
    with server.store.write() as connection:
        now = server.now()
        assert claim_mark(connection, server.area, "C03", "K", first.device, now)
        assert claim_mark(connection, server.area, "C03", "K", first.device, now)
        assert not claim_mark(connection, server.area, "C03", "K", second.device, now)
        assert [lent.mark for lent in marks_of(connection, server.area, "C03")] == ["A", "B", "C", "D", "K"]


NOW = datetime(2026, 11, 23, tzinfo=UTC)


def offered(name: str, role: str = "lead") -> OfferedAccount:
    account = make_account(name, "本机-密码-01", role, NOW)  # type: ignore[arg-type]  # as it comes over the wire
    parameters = msgspec.json.encode(account.parameters)
    return OfferedAccount(account.id, name, role, account.public_key, account.private_key, parameters)  # type: ignore[arg-type]


def test_accounts_of_the_desk_are_adopted_where_their_names_are_free(server: Server) -> None:
    brought = offered("王芳")
    new = NewDevice()
    code = issue_code(server, "C03").code
    answer = enrol_device(server, new.asks(server, code, accounts=[brought]), ADDRESS)
    with server.store.read() as connection:
        found = server.accounts.by_name(connection, "王芳")
    assert found is not None
    assert (found.id, found.public_key, found.private_key) == (brought.id, brought.public_key, brought.private_key)
    assert (found.role, found.hall, found.must_change) == ("lead", "一号大厅", False)
    assert "王芳" in answer.accounts.data.decode()


def test_name_that_is_taken_by_another_key_stops_the_enrolment(server: Server) -> None:
    add_user(server, "王芳", "clerk")
    code = issue_code(server, "C03").code
    refused = refusal_of(server, NewDevice().asks(server, code, accounts=[offered("王芳")]))
    assert refused.code == "ENROL-ACCOUNT"
    assert list_devices(server) == []
    assert enrol_device(server, NewDevice().asks(server, code), ADDRESS).mark == "A"


def test_password_parameters_from_outside_are_bounded(server: Server) -> None:
    code = issue_code(server, "C03").code
    costly = msgspec.structs.replace(
        offered("王芳"), parameters=b'{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","memory":99999999,"passes":1,"lanes":1}'
    )
    with pytest.raises(InputProblem, match="密码参数"):
        enrol_device(server, NewDevice().asks(server, code, accounts=[costly]), ADDRESS)


def test_nothing_of_a_code_stands_in_the_database(server: Server) -> None:
    issued = issue_code(server, "C03")
    with server.store.read() as connection:
        row = connection.execute(select(enrolment_codes)).one()
    assert parse_code(issued.code).secret.encode() not in row.hash
    assert parse_code(issued.code).secret not in str(row)
