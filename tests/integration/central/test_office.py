"""Two desks of a hall and a server: what could not be done, ratings, office days, and the notices that follow."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app.domain.case import commands as c
from app.domain.refusal import InputProblem, Refusal
from app.store.central.ledger import new_epoch
from app.store.central.tasks import open_tasks
from app.store.central.values import write_value
from app.usecases.accept import accept
from app.usecases.act import act, kept_originals
from app.usecases.central import notices as n
from app.usecases.central.acting import Actor
from app.usecases.central.escalations import (
    escalation_figures,
    escalation_record,
    list_escalations,
)
from app.usecases.central.following import NOTICES, follow
from app.usecases.central.office_days import cancel_day, hold_day, note_change, plan_day, roster
from app.usecases.central.office_rebuild import check_office, rebuild_office
from app.usecases.central.ratings import (
    enter_paper,
    follow_rating,
    rate,
    rating_figures,
    rating_form,
    rating_record,
    rating_tasks,
    ratings_in,
)
from app.usecases.central.tokens import add_token
from app.usecases.erasing import erase_case
from app.usecases.escalations import (
    Escalate,
    answer_escalation,
    close_escalation,
    escalation_view,
    open_escalation,
)
from app.usecases.escalations import list_escalations as desk_list
from app.usecases.ratings import rate_on_second_screen
from tests.builders.filings import complete_filing, item_of
from tests.builders.gateways import FailingGateway
from tests.builders.http_central import Served, make_central
from tests.builders.plain_http import PLAIN
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.state import CaseState
    from app.store.central.notices import Notice
    from app.usecases.central.server import Server

LEAD = Actor("李组长", "lead")
SUPERVISOR = Actor("监督员", "supervisor")


@dataclass
class Office:
    """A served server and two desks of one hall."""

    served: Served
    one: SimulatedDesk
    other: SimulatedDesk
    tokens: dict[str, str]

    @property
    def server(self) -> Server:
        return self.served.server

    @property
    def today(self) -> date:
        return self.one.workplace.today()

    def case(self, phone: str = "13800138000") -> tuple[CaseState, str]:
        """A case accepted at the first desk that the server knows, and the code of its acceptance notice."""
        from dataclasses import replace

        filing = complete_filing(item_of("GT-04"), self.today)
        filing = replace(filing, applicant=replace(filing.applicant, phone=phone, contact="邻居"))
        done = accept(self.one.workplace, filing)
        self.one.sync()
        code = done.papers[-1].data.heading.code
        assert code is not None
        return done.state, code.text

    def post(self, case_no: str, by: str = "", **body: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.tokens[by]}"} if by else {}
        url = f"{self.served.url}/api/v1/cases/{case_no}/acts"
        answer = httpx.post(url, json=body, headers=headers, timeout=60, trust_env=False, verify=PLAIN)
        return answer.status_code, answer.json()

    def deliver(self, gateway: Any, after: timedelta = timedelta(0)) -> n.Delivered:
        """Follow, then send what is due after a while."""
        follow(self.server)
        return n.deliver(self.server, self.server.now() + after, gateway)

    def notice(self, state: CaseState, kind: str) -> Notice:
        follow(self.server)
        [found] = [one for one in n.outbox(self.server).notices if (one.case_no, one.kind) == (state.case_no, kind)]
        return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with ExitStack() as stack:
        server = make_central(folder / "server", evaluation=True)
        stack.callback(server.close)
        served = stack.enter_context(Served(server, io.StringIO()))
        desks = []
        for counter in ("C01", "C02"):
            code = n_code(served, counter)
            desk = SimulatedDesk.enrolled(folder / counter, served.url, code, f"员{counter}")
            stack.callback(desk.close)
            desk.sync()
            desks.append(desk)
        tokens = {role: add_token(server, role, role) for role in ("lead", "approver")}
        yield Office(served, desks[0], desks[1], tokens)


def n_code(served: Served, counter: str) -> str:
    from app.usecases.central.enrolment import issue_code

    return issue_code(served.server, counter, hall="沙坪坝").code


def test_an_escalation_of_one_desk_is_answered_at_the_other_and_closed_by_the_api(office: Office) -> None:
    one, other = office.one, office.other
    number = open_escalation(one.workplace, Escalate("两边都说不归自己管", phone="13900139000")).state.number
    one.sync()
    other.sync()
    assert [row.number for row in desk_list(other.workplace, words="两边")] == [number]
    until = (office.today + timedelta(days=9)).isoformat()
    answer_escalation(other.workplace, number, "由本窗口牵头", owner="员C02", until=until)
    other.sync()
    status, answer = office.post(
        "-", "lead", act="close-escalation", escalation=number, outcome="已办理", confirmed_with="本人", key="k1"
    )
    assert (status, answer["escalation"]["status"], answer["case"]) == (200, "closed", None)
    again = office.post(
        "-", "lead", act="close-escalation", escalation=number, outcome="已办理", confirmed_with="本人", key="k1"
    )
    assert again == (200, answer)
    one.sync()
    view = escalation_view(one.workplace, number)
    assert [entry.kind for entry in view.entries] == ["opened", "answered", "closed"]
    assert (view.row.closed_on, view.state.owner) == (office.today.isoformat(), "员C02")
    assert [entry.kind for entry in escalation_record(office.server, number).entries] == [
        "opened",
        "answered",
        "closed",
    ]
    assert list(one.problems()) == list(other.problems()) == []


def test_two_desks_that_close_it_while_apart_agree_on_the_first_end(office: Office) -> None:
    one, other = office.one, office.other
    number = open_escalation(one.workplace, Escalate("等了很久")).state.number
    one.sync()
    other.sync()
    close_escalation(one.workplace, number, "甲说办好了", "本人")
    close_escalation(other.workplace, number, "乙说办好了", "本人")
    other.sync()
    one.sync()
    other.sync()
    ends = [escalation_view(desk.workplace, number).state.closed for desk in (one, other)]
    at_server = escalation_record(office.server, number).state.closed
    assert ends == [at_server, at_server]
    assert at_server is not None
    assert at_server.outcome == "乙说办好了"
    assert list(one.problems()) == list(other.problems()) == []


def test_one_that_begins_at_the_server_reaches_the_desks_with_its_receipt(office: Office) -> None:
    state, _ = office.case()
    status, answer = office.post(state.case_no, "lead", act="escalate", text="材料齐了还是不受理", name="陈梅")
    assert status == 200, answer
    number = answer["escalation"]["number"]
    [paper] = answer["documents"]
    headers = {"Authorization": f"Bearer {office.tokens['lead']}"}
    pdf = httpx.get(office.served.url + paper["url"], headers=headers, trust_env=False, verify=PLAIN)
    assert (paper["number"], pdf.status_code, pdf.content[:5]) == (number, 200, b"%PDF-")
    office.other.sync()
    assert [row.case_no for row in desk_list(office.other.workplace, words="材料齐了")] == [state.case_no]
    assert office.post(state.case_no, "approver", act="escalate", text="不归我")[0] == 403
    assert office.post("-", act="escalate", text="没有登录")[0] == 401
    assert office.post("-", "lead", act="answer-escalation", answer="好")[1]["code"] == "STATE-ESCALATION"
    nowhere = office.post("-", "lead", act="escalate", text="没有这个大厅", hall="月亮")
    assert (nowhere[0], nowhere[1]["code"]) == (422, "ENTRY-HALL")
    figures = escalation_figures(office.server, office.today, office.today)
    assert figures.registered >= figures.closed >= figures.solved >= 0
    assert number in [one.number for one in list_escalations(office.server)]


def test_a_case_is_rated_once_whoever_comes_first(office: Office) -> None:
    state, code = office.case()
    form = rating_form(office.server, code)
    assert (form.case_no, form.rated, [one.level for one in form.levels]) == (state.case_no, False, [5, 4, 3, 2, 1])
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: office.post(state.case_no, act="rate", token=code, level=1), range(4)))
    assert sorted(status for status, _ in answers) == [200, 409, 409, 409]
    assert {body["code"] for status, body in answers if status == 409} == {"RATE-USED"}
    assert rating_form(office.server, code).rated
    other, _ = office.case()
    assert office.post(other.case_no, act="rate", token=code, level=5)[1]["code"] == "RATE-UNKNOWN"
    assert office.post(other.case_no, act="rate", token="nothing", level=5)[0] == 409
    assert office.post(other.case_no, act="rate", token=code, level=9)[0] == 422


def test_no_desk_is_sent_a_rating_and_of_two_the_first_counts(office: Office) -> None:
    state, code = office.case()
    rate_on_second_screen(office.one.workplace, case_no=state.case_no, level=5)
    rate(office.server, code, 2, ["没有提供材料清单"], "只说不行")
    office.one.sync()
    office.other.sync()
    with office.other.workplace.store.read() as connection:
        kinds = connection.exec_driver_sql("select distinct kind from events").scalars().all()
    assert not [kind for kind in kinds if kind.startswith("rating.")]
    found = {one.state.given.channel: one.standing for one in ratings_in(office.server, office.today, office.today)
             if one.state.given.case_no == state.case_no}  # fmt: skip
    assert found == {"qr": "counts", "second-screen": "double"}
    read = httpx.get(
        f"{office.served.url}/api/v1/cases/{state.case_no}", trust_env=False,
        headers={"Authorization": f"Bearer {office.tokens['lead']}"}, verify=PLAIN,
    )  # fmt: skip
    assert "rating" not in read.text
    assert "只说不行" not in read.text


def test_a_bad_rating_is_followed_to_its_end_and_can_be_judged(office: Office) -> None:
    server = office.server
    state, _ = office.case()
    with pytest.raises(Refusal):
        enter_paper(server, state.case_no, 1, [], "态度差", office.today, Actor("员C01", "clerk"))
    enter_paper(server, state.case_no, 1, ["服务态度差、效率低"], "态度差", office.today, SUPERVISOR)
    [task] = [one for one in rating_tasks(server) if one.case_no == state.case_no]
    assert (task.next_step, task.overdue) == ("contacted", False)
    follow_rating(server, task.id, "contacted", "电话回访", LEAD)
    follow_rating(server, task.id, "appealed", "当事窗口申诉", LEAD)
    assert rating_record(server, task.id).task.next_step == "judge"
    with pytest.raises(Refusal) as refused:
        follow_rating(server, task.id, "invalidated", "不成立", LEAD)
    assert refused.value.code == "RIGHT-SUPERVISOR"
    follow_rating(server, task.id, "invalidated", "调取录像核实", SUPERVISOR)
    record = rating_record(server, task.id)
    assert (record.standing, record.state.given.level, record.task.next_step) == ("invalidated", 1, "")
    assert task.id in [one.task.id for one in ratings_in(server, office.today, office.today, standing="invalidated")]
    line = next(one for one in rating_figures(server, office.today, office.today) if one.name == state.item_name)
    assert line.invalidated >= 1
    assert line.services >= line.rated
    assert line.bad_share == line.bad / line.valid
    assert rating_figures(server, date(2020, 1, 1), date(2020, 1, 2)) == []


def test_an_office_day_goes_from_the_roster_to_what_changed(office: Office) -> None:
    server, today = office.server, office.today
    identity = plan_day(server, "赵局长", "局长", "区市场监督管理局", "沙坪坝", today, LEAD)
    gone = plan_day(server, "钱局长", "", "", "沙坪坝", today + timedelta(days=30), LEAD)
    with pytest.raises(Refusal):
        hold_day(server, identity, ("接待两人",), ("没有-1",), LEAD)
    hold_day(server, identity, ("接待两人",), (), LEAD)
    after = note_change(server, identity, "增加证件类型", today, LEAD)
    cancel_day(server, gone, "出差", LEAD)
    found = roster(server, hall="沙坪坝")
    assert ([d.id for d in found.coming], {d.id for d in found.past}) == ([], {identity, gone})
    assert [one.what for one in after.changes] == ["增加证件类型"]
    with pytest.raises(Refusal):
        plan_day(server, "孙局长", "", "", "沙坪坝", today, Actor("员C01", "clerk"))


def test_each_event_is_told_once_however_often_it_is_followed(office: Office) -> None:
    state, _ = office.case("138 0013 8001")
    first = office.notice(state, "accepted")
    assert (first.state, first.attempts) == ("waiting", 0)
    with office.server.store.write() as connection:
        write_value(connection, office.server.area, NOTICES, 0)
    rebuild_office(office.server)
    follow(office.server)
    assert office.notice(state, "accepted") == first


def test_decisions_and_answers_are_told(office: Office) -> None:
    state, _ = office.case("13800138010")
    status, answer = office.post(state.case_no, "approver", act="grant", content="准予食品经营许可", licence_no="JY1")
    assert status == 200, answer
    assert office.notice(state, "granted").state == "waiting"
    office.post(state.case_no, "lead", act="escalate", text="还没有收到许可证", phone="13800138010")
    office.post(state.case_no, "lead", act="answer-escalation", answer="今天寄出")
    assert office.notice(state, "escalation-answered").state == "waiting"


@pytest.mark.parametrize(("phone", "reason"), [("", "NO-PHONE"), ("023-65000000", "NOT-MOBILE")])
def test_who_cannot_be_told_is_not(office: Office, phone: str, reason: str) -> None:
    state, _ = office.case(phone)
    told = office.notice(state, "accepted")
    assert (told.state, told.reason, told.next_at) == ("skipped", reason, None)


def test_who_wants_none_is_sent_none(office: Office) -> None:
    n.refuse_notices(office.server, "138-0013-8002")
    state, _ = office.case("13800138002")
    assert office.notice(state, "accepted").reason == "UNWANTED"
    n.refuse_notices(office.server, "13800138002", refused=False)
    state, _ = office.case("13800138002")
    assert office.notice(state, "accepted").state == "waiting"


def test_a_gateway_that_fails_is_tried_again_and_each_notice_leaves_once(office: Office) -> None:
    server = office.server
    drain(office)
    state, _ = office.case("13800138003")
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0, most_attempts=3))
    with FailingGateway([500, "hang-up", 200]) as gateway:
        for wait in (0, 40, 140):
            office.deliver(gateway.client(), timedelta(seconds=wait))
        told = office.notice(state, "accepted")
        assert (told.state, told.attempts) == ("sent", 3)
        assert len({one["key"] for one in gateway.asked}) == 1
        assert office.deliver(gateway.client(), timedelta(days=1)).sent == 0
        assert "陈" not in gateway.asked[0]["text"]
        assert state.item_name not in gateway.asked[0]["text"]


def test_a_busy_gateway_is_obeyed_for_everybody(office: Office) -> None:
    server = office.server
    drain(office)
    states = [office.case(f"1380013800{last}")[0] for last in (4, 5)]
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0))
    with FailingGateway([(429, "120"), 200, 200]) as gateway:
        office.deliver(gateway.client())
        assert office.deliver(gateway.client(), timedelta(seconds=60)) == n.Delivered()
        assert len(gateway.asked) == 1
        done = office.deliver(gateway.client(), timedelta(seconds=125))
        assert (done.sent, len(gateway.asked)) == (2, 3)
    assert {office.notice(state, "accepted").state for state in states} == {"sent"}


def test_what_a_gateway_refuses_becomes_a_task_until_a_person_has_seen_to_it(office: Office) -> None:
    server = office.server
    drain(office)
    state, _ = office.case("13800138006")
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0))
    with FailingGateway([400, 200]) as gateway:
        office.deliver(gateway.client())
        dead = office.notice(state, "accepted")
        assert (dead.state, dead.reason) == ("dead", "HTTP-400")
        assert dead.case_no in waiting_tasks(server)
        n.send_again(server, dead.id, "account")
        office.deliver(gateway.client())
    assert office.notice(state, "accepted").state == "sent"
    assert dead.case_no not in waiting_tasks(server)
    with pytest.raises(Refusal):
        n.drop(server, dead.id, "account")


def test_nothing_leaves_at_night_or_without_a_gateway(office: Office) -> None:
    server = office.server
    drain(office)
    office.case("13800138007")
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=24))
    with FailingGateway([]) as gateway:
        assert office.deliver(gateway.client()) == n.Delivered()
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0))
    assert n.deliver(server) == n.Delivered()


def test_a_folder_takes_each_message_once(office: Office) -> None:
    from app.devices.gateways.files import FolderGateway

    server = office.server
    drain(office)
    office.case("13800138008")
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0))
    folder = server.home.folder / "messages"
    done = office.deliver(FolderGateway(folder))
    [file] = folder.iterdir()
    assert (done.sent, file.stat().st_mode & 0o777) == (1, 0o600)
    assert json.loads(file.read_text())["to"] == "13800138008"
    assert "13800138008" not in file.name


def test_a_reminder_waits_for_its_day_and_is_not_sent_once_the_material_is_there(office: Office) -> None:
    server, workplace = office.server, office.one.workplace
    from dataclasses import replace

    from tests.builders.filings import without

    drain(office)
    until = office.today + timedelta(days=2)
    material = next(m.key for m in item_of("GT-04").materials if m.deferrable)
    filing = replace(
        without(complete_filing(item_of("GT-04"), office.today), {material}), defer={material: until.isoformat()}
    )
    state = accept(workplace, filing).state
    office.one.sync()
    reminder = office.notice(state, "deferral-due")
    assert reminder.about == material
    act(workplace, state.case_no, c.SupplyDeferred(material, ("original-seen", "copy-kept"), passed(material)))
    office.one.sync()
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0))
    with FailingGateway([200]) as gateway:
        office.deliver(gateway.client(), timedelta(days=30))
    assert (office.notice(state, "deferral-due").state, office.notice(state, "accepted").state) == ("skipped", "sent")


def passed(material: str) -> dict[str, Any]:
    found = next(m for m in item_of("GT-04").materials if m.key == material)
    return {point.key: "pass" for point in found.points}


def test_an_erased_case_is_told_of_no_more(office: Office) -> None:
    server = office.server
    state, _ = office.case("13800138009")
    waiting = office.notice(state, "accepted")
    number = open_escalation(office.one.workplace, Escalate("办不了", name="陈梅"), case_no=state.case_no).state.number
    act(office.one.workplace, state.case_no, c.Withdraw("不办了", signed=True, returned=tuple(kept_originals(state))))
    office.one.sync()
    erase_case(office.one.workplace, state.case_no, "保存期限届满")
    office.one.sync()
    follow(server)
    [found] = [one for one in n.outbox(server).notices if one.id == waiting.id]
    assert (found.state, found.next_at) == ("erased", None)
    office.one.sync()
    for desk in (office.one, office.other):
        desk.sync()
        assert number not in [row.number for row in desk_list(desk.workplace, "all")]
    with pytest.raises(Refusal):
        escalation_record(server, number)


def test_what_comes_back_after_a_restore_is_held_for_a_person(office: Office) -> None:
    server = office.server
    filing = complete_filing(item_of("GT-04"), office.today)
    state = accept(office.one.workplace, filing).state
    with server.store.write() as connection:
        new_epoch(connection, server.area, server.now())
    office.one.sync()
    office.other.sync()
    told = office.notice(state, "accepted")
    assert (told.state, told.reason) == ("held", "RESTORED")
    n.send_again(server, told.id, "account")
    assert office.notice(state, "accepted").state == "waiting"


@pytest.mark.parametrize("url", ["http://sms.example/send", "https://sms.example/send", "ftp://127.0.0.1/", "sms"])
def test_an_evaluation_server_sends_nothing_outside(office: Office, url: str) -> None:
    with pytest.raises(InputProblem):
        n.change_settings(office.server, n.NoticeSettings(adapter="http", url=url))


def test_the_gateways_token_is_kept_sealed(office: Office) -> None:
    server = office.server
    settings = n.NoticeSettings(adapter="http", url="http://127.0.0.1:9/send")
    kept = n.change_settings(server, settings, token="secret-1")
    with server.store.read() as connection:
        rows = connection.exec_driver_sql("select value from server_settings").scalars().all()
    assert kept.sealed_token
    assert "secret-1" not in str(rows)
    n.change_settings(server, n.NoticeSettings())


def test_rows_are_made_again_as_they_were(office: Office) -> None:
    server = office.server
    assert check_office(server).differences == []
    rows = rebuild_office(server).rows
    assert rows > 0
    assert check_office(server) == type(check_office(server))(4, rows, [])
    with server.store.write() as connection:
        connection.exec_driver_sql("UPDATE office_escalations SET owner = '无人'")
    assert [one["table"] for one in check_office(server).differences] == ["office_escalations"]
    rebuild_office(server)
    assert check_office(server).differences == []


def drain(office: Office) -> None:
    """What other tests left in the outbox is not this one's."""
    follow(office.server)
    for one in n.outbox(office.server).notices:
        if one.state in ("waiting", "held", "dead"):
            n.drop(office.server, one.id, "test")


def waiting_tasks(server: Server) -> list[str]:
    with server.store.read() as connection:
        return [one.case_no for one in open_tasks(connection, server.area, kinds=("notice",))]
