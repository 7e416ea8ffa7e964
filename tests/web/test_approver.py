"""An approver's day in a browser: the list, the case, its review points, every kind of act; desktop, phone, keyboard."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.usecases.central.accounts import add_user
from app.usecases.central.cases import case_events, case_of
from app.usecases.central.rebuild import rebuild
from db.central.ledger import case_heads
from tests.builders.filings import complete_filing, failing, item_of, starting_catalogue
from tests.builders.http_central import Served, make_central
from tests.builders.pens import withdrawn
from tests.web.axe import violations
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PASSWORD = "部门-密码-77"
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PEOPLE = {"周岚": "approver", "李静": "supervisor", "陈强": "lead", "何敏": "issuer"}


@dataclass(frozen=True)
class Hall:
    """A server with cases of one department, and the people who work on them."""

    served: Served
    browser: Browser
    cases: tuple[str, ...]
    known: dict[str, Any]

    @contextmanager
    def at(self, name: str, *, size: dict[str, int] = DESKTOP, locale: str = "zh-CN") -> Iterator[Page]:
        """The page of somebody who has logged in: the first time by the form, then by the cookie."""
        context = self.browser.new_context(
            base_url=self.served.url,
            locale=locale,
            viewport=size,  # type: ignore[arg-type]  # a size
            storage_state=self.known.get(name),
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/console/work")
        if name not in self.known:
            page.locator("[name=name]").fill(name)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main button").click()
            page.wait_for_url(lambda url: "log-in" not in url)
            self.known[name] = context.storage_state()
        try:
            yield page
        finally:
            context.close()

    def kinds(self, case_no: str) -> list[str]:
        """The kinds of the events of a case, without its papers."""
        head = case_of(self.served.server.ledger, case_no)
        assert head is not None
        events = case_events(self.served.server.ledger, head.case_id)
        return [event.kind for event in events if event.kind.startswith("case.")][2:]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Hall]:
    """One server for all of them; each test has a case of its own."""
    folder: Path = tmp_path_factory.mktemp("approver")
    server = make_central(folder / "home")
    with Served(server, io.StringIO()) as served:
        desk, release = served.device("C03"), starting_catalogue().hash
        desk.pen.open()
        for _ in range(5):
            desk.pen.case("RS-01", release=release)
        for item in ("GT-04", "RS-01"):
            desk.pen.case(item, release=release, package="package-1")
        for item in ("GT-04", "GT-07"):
            desk.pen.case(item, release=release, package="package-2")
        desk.pen.case("RS-01", release=release, powers=("receive",))
        contested = desk.pen.case("RS-01", release=release)
        food = item_of("GT-04")
        material = food.materials[0]
        point = next(p.key for p in material.points if p.check == "eye" and p.stage == "counter")
        desk.pen.case("GT-04", release=release, filing=failing(complete_filing(food), material.key, point, food))
        desk.push()
        other = served.device("C05")
        other.pen.open()
        for pen in (desk.pen, other.pen):
            pen.act(contested, withdrawn(), version=2)
        desk.push(desk.pen.last)
        other.push()
        for name, role in PEOPLE.items():
            add_user(server, name, role, password=PASSWORD, department="人力资源" if role == "approver" else "")
        add_user(server, "吴涛", "approver", password=PASSWORD, department="市场监督管理局")
        with server.store.read() as connection:
            wanted = select(case_heads.c.case_no).order_by(case_heads.c.case_no)
            cases = tuple(connection.execute(wanted).scalars())
        yield Hall(served, browser, cases, {})
    server.close()


def test_the_list_is_walked_by_keys_and_a_case_granted(hall: Hall) -> None:
    with hall.at("周岚") as page:
        expect(page).to_have_title("待办办件 · 一窗中心")
        assert violations(page) == []
        assert page.locator("[data-row]").count() == 7
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        first = page.locator("[data-row]").first
        expect(first).to_be_focused()
        number = hall.cases[0]
        page.get_by_role("link", name=number).focus()
        page.keyboard.press("Enter")
        expect(page).to_have_title(f"{number} · 一窗中心")
        page.keyboard.press("Alt+g")
        expect(page.get_by_label("准予的内容")).to_be_focused()
        assert violations(page) == []
        page.keyboard.type("准予劳务派遣经营")
        page.get_by_label("证件编号").fill("渝人社派 2026-001")
        page.get_by_role("button", name="作出准予决定").click()
        expect(page.get_by_role("status")).to_contain_text("已办理")
        expect(page.locator(".lead")).to_contain_text("准予")
        paper = page.locator(".papers a").last
        answer = page.request.get(hall.served.url + str(paper.get_attribute("href")))
        assert (answer.status, answer.headers["content-type"], answer.body()[:5]) == (200, "application/pdf", b"%PDF-")
        page.goto("/console/work?view=result")
        expect(page.locator("[data-row]")).to_have_text([number])
    assert hall.kinds(number) == ["case.granted"]


def test_what_is_refused_is_said_in_place_and_nothing_typed_is_lost(hall: Hall) -> None:
    number = hall.cases[1]
    with hall.at("周岚") as page:
        page.goto(f"/console/cases/{number}")
        page.locator("#act-extend summary").click()
        form = page.locator("#act-extend")
        form.get_by_label("延长的工作日").fill("99")
        form.get_by_label("理由").fill("核对记录需要时间")
        form.get_by_label("批准人", exact=False).first.fill("赵局长")
        form.get_by_label("批准人职务").select_option("agency-head")
        form.get_by_role("button").click()
        expect(form.get_by_role("alert")).to_contain_text("LAW-42-1")
        expect(form.get_by_role("alert")).to_be_focused()
        expect(form.get_by_label("理由")).to_have_value("核对记录需要时间")
        expect(form.get_by_label("延长的工作日")).to_have_attribute("aria-invalid", "true")
        assert violations(page) == []
        form.get_by_label("延长的工作日").fill("5")
        form.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text("已办理")
    assert hall.kinds(number) == ["case.extended"]


def test_what_was_typed_outlives_the_session(hall: Hall) -> None:
    number = hall.cases[1]
    with hall.at("周岚") as page:
        page.goto(f"/console/cases/{number}")
        page.keyboard.press("Alt+b")
        page.locator("#act-return").get_by_label("理由").fill("写了很久的理由")
        page.context.clear_cookies()
        page.get_by_role("button", name="退回窗口").click()
        expect(page).to_have_title("登录 · 一窗中心")
        page.context.add_cookies(hall.known["周岚"]["cookies"])
        page.goto(f"/console/cases/{number}")
        expect(page.locator("#act-return").get_by_label("理由")).to_have_value("写了很久的理由")


def test_the_same_form_twice_is_one_act(hall: Hall) -> None:
    number = hall.cases[2]
    with hall.at("周岚") as page:
        page.goto(f"/console/cases/{number}")
        form = page.locator("#act-opine form")
        fields = {name: form.locator(f"[name={name}]").get_attribute("value") or "" for name in ("csrf", "key")}
        sent: dict[str, str | float | bool] = {**fields, "result": "agree", "text": "同意"}
        for _ in range(2):
            answer = page.request.post(hall.served.url + str(form.get_attribute("action")), form=sent)
            assert answer.status == 200
    assert hall.kinds(number) == ["case.opined"]


def test_on_a_phone_a_case_is_returned_urged_and_answered(hall: Hall) -> None:
    number = hall.cases[3]
    with hall.at("周岚", size=PHONE) as page:
        assert violations(page) == []
        page.goto(f"/console/cases/{number}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert violations(page) == []
        page.locator("#act-return summary").click()
        page.locator("#act-return").get_by_label("理由").fill("章程缺最后一页，请核对扫描件")
        page.get_by_role("button", name="退回窗口").click()
        expect(page.get_by_text("已退回窗口，等答复")).to_be_visible()
    with hall.at("陈强") as page:
        page.goto(f"/console/cases/{number}")
        page.locator("#act-answer-return summary").click()
        page.get_by_label("答复", exact=False).first.fill("已补扫最后一页")
        page.get_by_role("button", name="答复部门").click()
        expect(page.get_by_role("status")).to_contain_text("已办理")
        page.locator("summary", has_text="催办").click()
        page.get_by_label("催办的理由").fill("申请人下周开业")
        page.get_by_role("button", name="催办").click()
        expect(page.locator(".note.caution")).to_contain_text("陈强：申请人下周开业")
    with hall.at("周岚") as page:
        page.get_by_role("link", name="催办").click()
        expect(page.locator("[data-row]")).to_have_text([number])
    assert hall.kinds(number) == ["case.returned", "case.return-answered"]


def test_the_clock_stops_for_a_procedure_and_a_refusal_names_the_remedies(hall: Hall) -> None:
    number = hall.cases[4]
    with hall.at("周岚") as page:
        page.goto(f"/console/cases/{number}")
        page.keyboard.press("Alt+p")
        procedure = page.locator("#act-start-special-procedure")
        procedure.get_by_label("程序").select_option("expert-review")
        procedure.get_by_label("需要的工作日").fill("5")
        procedure.get_by_role("button").click()
        expect(page.locator(".lead")).to_contain_text("特别程序中")
        expect(page.locator("#act-refuse")).to_have_count(0)
        page.locator("#act-end-special-procedure summary").click()
        page.get_by_role("button", name="结束，恢复计时").click()
        expect(page.locator(".lead")).to_contain_text("待决定")
        page.keyboard.press("Alt+r")
        refuse = page.locator("#act-refuse")
        expect(refuse).to_contain_text("六十日内")
        refuse.get_by_label("查明的事实").fill("办公场所与申请不符")
        refuse.get_by_label("理由").fill("不符合许可条件")
        refuse.get_by_label("依据").fill("《劳务派遣行政许可实施办法》")
        refuse.get_by_role("button").click()
        expect(page.locator(".lead")).to_contain_text("不予")
        expect(page.locator(".papers")).to_contain_text("不予决定书")
    assert hall.kinds(number) == ["case.procedure-started", "case.procedure-ended", "case.refused"]


def test_a_paper_that_two_departments_want_is_looked_at_once(hall: Hall) -> None:
    food, staff = hall.cases[5], hall.cases[6]
    with hall.at("吴涛") as page:
        page.goto(f"/console/cases/{staff}")
        expect(page.get_by_role("button", name="保存核对结果")).to_have_count(0)
        page.goto(f"/console/cases/{food}")
        expect(page.locator(f"a[href='/console/cases/{staff}']")).to_be_visible()
        page.locator(".tick").first.get_by_label("不合格").check()
        page.get_by_role("button", name="保存核对结果").click()
        expect(page.get_by_role("alert")).to_contain_text("请写明看到的情况")
        page.locator(".tick").first.get_by_label("看到的情况").fill("缺消防通道")
        page.get_by_role("button", name="保存核对结果").click()
        expect(page.locator(".tick").first).to_contain_text("不合格 · 吴涛")
        page.locator("#act-opine summary").click()
        page.get_by_label("意见", exact=True).or_(page.locator("#act-opine select")).first.select_option("agree")
        page.get_by_label("意见内容").fill("同意，另查消防")
        page.get_by_role("button", name="记入意见").click()
    with hall.at("周岚") as page:
        page.goto(f"/console/cases/{staff}")
        expect(page.get_by_text("同意，另查消防")).to_be_visible()


def test_one_decision_grants_two_cases_of_a_package_and_the_result_is_handed_out(hall: Hall) -> None:
    first, second = hall.cases[7], hall.cases[8]
    with hall.at("吴涛") as page:
        page.goto(f"/console/cases/{first}")
        page.keyboard.press("Alt+g")
        grant = page.locator("#act-grant")
        grant.get_by_label("准予的内容", exact=False).first.fill("准予食品经营")
        grant.get_by_label("同一决定一并准予").check()
        grant.get_by_label("准予的内容", exact=False).last.fill("准予经营")
        grant.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text("已办理")
    with hall.at("何敏", size=PHONE) as page:
        page.goto(f"/console/cases/{first}")
        issue = page.locator("#act-issue")
        issue.locator("summary").click()
        expect(issue.get_by_label("领取人")).not_to_have_value("")
        issue.get_by_label("证件号码").fill("110101199003070011")
        issue.get_by_role("button").click()
        expect(issue.get_by_role("alert")).to_be_visible()
        assert violations(page) == []
        issue.get_by_label("证件号码").fill("50010619780704018X")
        issue.get_by_role("group", name="同一次交付的其他结果").get_by_label(second).check()
        issue.get_by_role("button").click()
        expect(page.locator(".lead")).to_contain_text("已出件")
        page.goto(f"/console/cases/{second}")
        expect(page.locator(".lead")).to_contain_text("已出件")
    assert hall.kinds(first)[0] == "case.granted"
    assert hall.kinds(second) == ["case.granted", "case.issued"]


def test_a_proposed_verdict_is_confirmed(hall: Hall) -> None:
    number = hall.cases[9]
    with hall.at("周岚") as page:
        page.get_by_role("link", name="建议结论").click()
        expect(page.locator("[data-row]")).to_have_text([number])
        page.locator("[data-row]").click()
        expect(page.get_by_text("窗口建议：受理")).to_be_visible()
        page.keyboard.press("Alt+v")
        page.get_by_role("button", name="作出结论并出具文书").click()
        expect(page.locator(".lead")).to_contain_text("已受理")
        expect(page.locator(".papers")).to_contain_text("受理通知书")
    assert hall.kinds(number)[-1] == "case.accepted"
    with hall.at("何敏") as page:
        page.goto(f"/console/cases/{number}")
        page.keyboard.press("Alt+t")
        told = page.locator("#act-told")
        told.get_by_label("文书").select_option(index=1)
        told.get_by_label("方式").select_option("handed-over")
        told.get_by_role("button").click()
        expect(told.get_by_role("alert")).to_contain_text("STATE-UNPRINTED")
        told.get_by_label("方式").select_option("electronic")
        told.get_by_role("button").click()
        expect(page.locator(".papers")).to_contain_text("已送达")


def test_a_lead_settles_what_two_counters_did(hall: Hall) -> None:
    number = hall.cases[10]
    with hall.at("陈强") as page:
        page.get_by_role("link", name="待处理").click()
        page.get_by_role("link", name="打开办件核对处理").click()
        expect(page.locator(".version")).to_have_count(2)
        page.keyboard.press("Alt+s")
        settle = page.locator("#act-settle")
        settle.get_by_label("以哪一份为准").select_option(index=1)
        settle.get_by_label("申请人的答复").fill("以先办的为准")
        settle.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text("已办理")
    assert "case.settled" in hall.kinds(number)


def test_a_lead_takes_a_correction_in_corrects_the_record_and_notes_a_withdrawal(hall: Hall) -> None:
    number = hall.cases[11]
    with hall.at("陈强") as page:
        page.goto(f"/console/cases/{number}")
        page.locator("#act-complete-correction summary").click()
        form = page.locator("#act-complete-correction")
        form.get_by_label("怎样带来").select_option("original-seen")
        for choice in form.locator(".point select").all():
            choice.select_option("pass")
        assert violations(page) == []
        form.get_by_role("button").click()
        expect(page.locator(".lead")).to_contain_text("已受理")
        page.locator("#act-correct-record summary").click()
        form = page.locator("#act-correct-record")
        form.get_by_label("登记项").select_option("applicant.phone")
        form.get_by_label("改为").fill("13900139000")
        form.get_by_label("理由").fill("录入时看错")
        form.get_by_role("button").click()
        expect(page.get_by_text("13900139000").first).to_be_visible()
        page.locator("#act-withdraw summary").click()
        form = page.locator("#act-withdraw")
        form.get_by_label("撤回的理由").fill("改到外地办")
        form.get_by_label("申请人已在撤回申请上签字").check()
        form.get_by_role("button").click()
        expect(page.locator(".lead")).to_contain_text("已撤回")
    kinds = hall.kinds(number)
    assert kinds[-2:] == ["case.record-corrected", "case.withdrawn"]
    assert "case.correction-received" in kinds


def test_english_is_spoken_to_who_reads_it(hall: Hall) -> None:
    with hall.at("周岚", locale="en-GB") as page:
        expect(page.get_by_role("heading", name="Work list")).to_be_visible()
        page.goto(f"/console/cases/{hall.cases[2]}")
        for words in ("Materials and review points", "Clocks", "Act", "Application"):
            expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
        assert violations(page) == []


def test_a_project_has_one_page_and_a_leader_a_consultation(hall: Hall) -> None:
    first, second = hall.cases[0], hall.cases[2]
    with hall.at("李静") as page:
        page.get_by_role("link", name="项目", exact=True).click()
        page.get_by_label("项目名称").fill("示例产业园")
        page.get_by_label("项目经理").fill("周岚")
        page.get_by_label("挂帅督办").fill("区领导甲")
        page.get_by_role("button", name="建立项目").click()
        expect(page).to_have_title("示例产业园 · 一窗中心")
        for number, after in ((first, ""), (second, first)):
            page.get_by_label("办件编号", exact=True).fill(number)
            page.get_by_label("要等哪些办件的结果").fill(after)
            page.get_by_role("button", name="纳入项目").click()
        expect(page.locator("[data-row]")).to_have_text([first, second])
        page.get_by_label("办件编号", exact=True).fill(first)
        page.get_by_label("要等哪些办件的结果").fill(second)
        page.get_by_role("button", name="纳入项目").click()
        expect(page.get_by_role("alert")).to_contain_text("不能互相等待")
        expect(page.get_by_label("要等哪些办件的结果")).to_have_value(second)
        expect(page.locator(".note.caution")).to_contain_text("下一件事")
        page.get_by_role("button", name="进入阶段").click()
        expect(page.locator("[aria-current=step]")).to_contain_text("落地")
        assert violations(page) == []
        page.get_by_role("link", name="三方会商").click()
        page.get_by_label("会商事由").fill("用地与消防意见不一")
        page.get_by_label("政务服务办参加人").fill("王主任")
        page.get_by_label("部门参加人").fill("赵科长")
        page.get_by_label("派驻纪检监察组参加人").fill("孙组长")
        page.get_by_label("有关办件编号").fill(second)
        page.get_by_label("会商决定").fill("先行现场核查")
        page.get_by_label("要做的事").first.fill("组织现场核查")
        page.get_by_label("责任人").first.fill("赵科长")
        page.get_by_role("button", name="记入会商").click()
        expect(page.get_by_role("alert")).to_contain_text("什么时候完成")
        page.get_by_label("完成日期").first.fill("2099-12-01")
        assert violations(page) == []
        page.get_by_role("button", name="记入会商").click()
        page.get_by_label("处理结果").fill("已核查，符合条件")
        page.get_by_role("button", name="办结").click()
        expect(page.locator(".lead")).to_contain_text("已办结")
    with hall.at("周岚") as page:
        page.goto(f"/console/cases/{second}")
        expect(page.get_by_role("link", name="示例产业园")).to_be_visible()
        expect(page.get_by_role("link", name="用地与消防意见不一")).to_be_visible()


def test_all_that_was_written_can_be_made_again(hall: Hall) -> None:
    ledger = hall.served.server.ledger
    before = rebuild(ledger, check=True)
    rebuild(ledger)
    after = rebuild(ledger, check=True)
    assert (before.differences, after.differences, after.tables) == ([], [], 5)
