"""A desk joins a server: by its code, at its counter, and nothing secret goes to anybody else."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import create_workplace, open_workplace, places, store_home
from app.cli.desk import main
from app.crypto.sign import verify
from app.domain.refusal import InputProblem, Refusal
from app.receipts.codes import verify_text
from app.store.failures import AccessDenied
from app.sync.binding import binding_of, read_door
from app.sync.failures import NotReachable, Refused, Untrusted
from app.usecases.enrolling import Enrolment, enrol
from app.usecases.signing import certificate_of, trust_of
from app.usecases.workplace import program
from tests.builders.cluster import ServerProcess, free_port
from tests.builders.counter_hand import CounterHand, Tray
from tests.builders.proxy import FaultyLine
from tests.builders.simulated_desk import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.sync.conftest import Hall


NAMES = (f"员工{number}" for number in itertools.count(1))


def join_at(folder: Path, url: str, code: str, clerk: str = "", password: str = PASSWORD) -> Enrolment:
    if not clerk and not (folder / "keyring.json").exists():
        clerk = next(NAMES)
    return enrol(store_home(places(folder)), program(), url, code, clerk, password)


def made(folder: Path, counter: str = "C03", *, evaluation: bool = True) -> str:
    name = next(NAMES)
    create_workplace(places(folder), name, PASSWORD, counter, "500106", evaluation=evaluation).store.close()
    return name


def test_a_store_is_made_at_the_counter_of_the_code(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    counter = hall.counter()
    done = join_at(tmp_path / "desk", server.url, server.code(counter))
    workplace = open_workplace(places(tmp_path / "desk"), PASSWORD)
    journal = workplace.store.journal
    binding = binding_of(workplace.store)
    workplace.store.close()
    assert (done.counter, done.area, done.journal, done.made_anew) == (counter, "500106", journal.id, False)
    assert (journal.counter, journal.mark, journal.evaluation) == (counter, "A", True)
    assert (binding.url, binding.hall, sorted(binding.paper)) == (server.url, done.hall, ["A", "B"])


def test_the_command_answers_with_journal_scope_and_server(
    tmp_path: Path,
    server: ServerProcess,
    hall: Hall,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YICHUANG_PASSWORD", PASSWORD)
    counter = hall.counter()
    words = ["enrol", "--home", str(tmp_path / "d"), "--server", server.url, "--code", server.code(counter)]
    assert main([*words, "--clerk", next(NAMES), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert sorted(answer) == ["journal", "scope", "server"]
    assert (answer["scope"]["counter"], answer["server"]) == (counter, server.url)


def test_a_code_is_forgiven_its_spelling(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    counter = hall.counter()
    code = server.code(counter).lower().replace("0", "o").replace("-", " ")
    assert join_at(tmp_path / "d", server.url, code).counter == counter


def test_another_server_is_told_nothing(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    with ServerProcess.made(tmp_path / "other") as other, FaultyLine(other.address, seed=1, mix={}) as line:
        with pytest.raises(Untrusted) as refused:
            join_at(tmp_path / "d", line.url, server.code(hall.counter()))
        assert refused.value.code == "ENROL-SERVER"
        assert [path for _, path in line.seen] == ["/api/v1/ca"]
    assert not (tmp_path / "d" / "store.db").exists()


def test_a_code_counts_once(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    code = server.code(hall.counter())
    join_at(tmp_path / "one", server.url, code)
    with pytest.raises(Refused) as refused:
        join_at(tmp_path / "two", server.url, code)
    assert refused.value.code == "ENROL-USED"
    assert not (tmp_path / "two" / "store.db").exists()


def test_a_code_that_cannot_be_one_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YICHUANG_PASSWORD", PASSWORD)
    words = ["enrol", "--home", str(tmp_path), "--server", "http://127.0.0.1:1", "--code", "ABC", "--clerk", "王芳"]
    assert main([*words, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "ENROL-CODE"


def test_without_a_server_nothing_is_made(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    code = server.code(hall.counter())
    with pytest.raises(NotReachable):
        join_at(tmp_path / "d", f"http://127.0.0.1:{free_port()}", code)
    assert not (tmp_path / "d").exists()


def test_a_store_in_service_does_not_join_an_evaluation_server(
    tmp_path: Path, server: ServerProcess, hall: Hall
) -> None:
    made(tmp_path / "d", evaluation=False)
    with pytest.raises(InputProblem) as refused:
        join_at(tmp_path / "d", server.url, server.code(hall.counter()))
    assert refused.value.code == "ENROL-EVALUATION"


def test_an_evaluation_store_does_not_join_a_server_in_service(tmp_path: Path) -> None:
    made(tmp_path / "d")
    with ServerProcess.made(tmp_path / "central", evaluation=False) as server:
        with pytest.raises(InputProblem) as refused:
            join_at(tmp_path / "d", server.url, server.code("C03"))
        assert refused.value.code == "ENROL-EVALUATION"
        assert join_at(tmp_path / "fresh", server.url, server.code("C03")).evaluation is False


def test_a_store_with_a_case_is_not_joined(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    made(tmp_path / "d")
    workplace = open_workplace(places(tmp_path / "d"), PASSWORD)
    CounterHand(workplace, Tray(tmp_path / "tray"), random.Random(1)).accept()
    workplace.store.close()
    with pytest.raises(InputProblem) as refused:
        join_at(tmp_path / "d", server.url, server.code(hall.counter()))
    assert refused.value.code == "ENROL-USED-STORE"


def test_an_unused_store_of_the_same_counter_goes_on_in_its_journal(
    tmp_path: Path, server: ServerProcess, hall: Hall
) -> None:
    counter = hall.counter()
    made(tmp_path / "d", counter)
    workplace = open_workplace(places(tmp_path / "d"), PASSWORD)
    before = workplace.store.journal.id
    workplace.store.close()
    done = join_at(tmp_path / "d", server.url, server.code(counter))
    assert (done.journal, done.made_anew) == (before, False)


def test_an_unused_store_of_another_counter_is_made_anew_with_its_accounts(
    tmp_path: Path, server: ServerProcess, hall: Hall
) -> None:
    name = made(tmp_path / "d", hall.counter())
    counter = hall.counter()
    done = join_at(tmp_path / "d", server.url, server.code(counter))
    workplace = open_workplace(places(tmp_path / "d"), PASSWORD, name)
    journal = workplace.store.journal
    workplace.store.close()
    assert (done.made_anew, journal.counter, journal.id) == (True, counter, done.journal)
    assert (tmp_path / "d" / "store.db.before-enrolment-1").exists()


def test_an_account_of_the_server_opens_the_store(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    (tmp_path / "pw").write_text("窗口-密码-01", encoding="utf-8")
    server.command("user", "add", "李强", "--role", "clerk", "--new-password-file", tmp_path / "pw")
    join_at(tmp_path / "d", server.url, server.code(hall.counter()), "李强", "窗口-密码-01")
    workplace = open_workplace(places(tmp_path / "d"), "窗口-密码-01", "李强")
    role = workplace.store.account.role
    workplace.store.close()
    assert role == "clerk"


def test_a_mistyped_password_does_not_use_up_the_code(tmp_path: Path, server: ServerProcess, hall: Hall) -> None:
    (tmp_path / "pw").write_text("窗口-密码-01", encoding="utf-8")
    server.command("user", "add", "周敏", "--role", "clerk", "--new-password-file", tmp_path / "pw")
    counter = hall.counter()
    code = server.code(counter)
    with pytest.raises(AccessDenied):
        join_at(tmp_path / "d", server.url, code, "周敏", "打错了的密码")
    assert join_at(tmp_path / "d", server.url, code, "周敏", "窗口-密码-01").counter == counter
    assert not (tmp_path / "d" / "enrolling.json").exists()


def test_what_lies_beside_the_store_opens_accounts_only(hall: Hall) -> None:
    desk = hall.join()
    door = read_door(desk.workplace.store.home)
    assert door is not None
    assert desk.workplace.store.home.folder.joinpath("door.json").stat().st_mode & 0o077 == 0


def test_a_code_for_another_counter_is_refused_where_the_store_has_one(server: ServerProcess, hall: Hall) -> None:
    desk = hall.join()
    desk.hand.accept()
    desk.close()
    with pytest.raises(InputProblem) as refused:
        join_at(desk.folder / "home", server.url, server.code(hall.counter()), desk.workplace.clerk)
    assert refused.value.code == "ENROL-COUNTER"


def test_an_unreadable_code_is_a_refusal_to_whoever_calls(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        join_at(tmp_path / "d", "http://127.0.0.1:1", "ABC")


def test_a_name_that_is_somebody_elses_at_the_server_stops_an_existing_store(
    tmp_path: Path, server: ServerProcess, hall: Hall
) -> None:
    name = next(NAMES)
    join_at(tmp_path / "one", server.url, server.code(hall.counter()), name)
    create_workplace(places(tmp_path / "two"), name, PASSWORD, "C03", "500106", evaluation=True).store.close()
    with pytest.raises(Refused) as refused:
        join_at(tmp_path / "two", server.url, server.code(hall.counter()), name)
    assert refused.value.code == "ENROL-ACCOUNT"


def test_paper_of_a_desk_in_service_is_certified_by_its_server(tmp_path: Path) -> None:
    with ServerProcess.made(tmp_path / "central", evaluation=False) as server:
        join_at(tmp_path / "d", server.url, server.code("C03"))
    workplace = open_workplace(places(tmp_path / "d"), PASSWORD)
    done = CounterHand(workplace, Tray(tmp_path / "tray"), random.Random(1)).accept()
    code = done.papers[0].data.heading.code
    assert code is not None
    found = verify_text(code.text, trust_of(workplace), verify)
    binding = binding_of(workplace.store)
    paper = certificate_of(workplace)
    workplace.store.close()
    assert (found.valid, found.document) == (True, done.papers[0].meant.number)
    assert paper == binding.paper["A"]


def test_a_store_with_cases_does_not_go_over_to_another_server(hall: Hall, mortal: ServerProcess) -> None:
    desk = hall.join()
    desk.hand.accept()
    desk.close()
    with pytest.raises(InputProblem) as refused:
        join_at(desk.folder / "home", mortal.url, mortal.code(desk.workplace.counter), desk.workplace.clerk)
    assert refused.value.code == "ENROL-USED-STORE"
