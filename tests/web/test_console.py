"""The console in a browser: log-in, one-time passwords, devices, accounts, quarantine, cases, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import zstandard
from playwright.sync_api import expect

from app.domain.identity.case_number import CaseNumber
from app.store.exchange import packed
from app.usecases.central.accounts import add_user
from app.usecases.central.devices import suspend
from tests.builders.http_central import ADMIN, PASSWORD
from tests.builders.pens import AREA, DAY

if TYPE_CHECKING:
    import io

    from playwright.sync_api import Browser, Page

    from tests.builders.http_central import Served


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/console/log-in")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_a_wrong_password_is_said_in_place(page: Page, log: io.StringIO):
    log_in(page, ADMIN, "不是这个密码")
    expect(page.get_by_role("alert")).to_have_text("登录名或密码不对，请重新输入。")
    expect(page).to_have_title("登录 · 一窗中心")
    assert ADMIN not in log.getvalue()


def test_the_plain_address_leads_to_the_log_in(page: Page):
    page.goto("/")
    expect(page).to_have_title("登录 · 一窗中心")


def test_a_one_time_password_is_changed_first(page: Page, served: Served):
    added = add_user(served.server, "李静", "supervisor")
    assert added.one_time_password is not None
    log_in(page, "李静", added.one_time_password)
    expect(page).to_have_title("更换密码 · 一窗中心")
    page.goto("/console/tasks")
    expect(page).to_have_title("更换密码 · 一窗中心")
    page.get_by_label("现在的密码").fill(added.one_time_password)
    page.get_by_label("新密码", exact=True).fill("自己的-密码-77")
    page.get_by_label("再输入一次新密码").fill("自己的-密码-77")
    page.get_by_role("button", name="更换密码").click()
    expect(page).to_have_title("总览 · 一窗中心")
    expect(page.get_by_role("link", name="账号")).to_have_count(0)
    page.get_by_role("button", name="退出").click()
    expect(page).to_have_title("登录 · 一窗中心")


def test_a_page_without_the_right_says_who_may(page: Page, served: Served):
    add_user(served.server, "李静", "supervisor", password="自己的-密码-77")
    log_in(page, "李静", "自己的-密码-77")
    answer = page.goto("/console/accounts")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("alert")).to_contain_text("管理员")


def test_a_device_is_enrolled_suspended_and_let_in_again(at_console: Page, served: Served):
    served.device("C03")
    at_console.get_by_role("link", name="设备").click()
    at_console.get_by_label("窗口号").fill("C07")
    at_console.get_by_role("button", name="生成接入码").click()
    expect(at_console.get_by_role("status")).to_contain_text("窗口 C07 的接入码")
    row = at_console.get_by_role("row").filter(has_text="C03")
    row.get_by_label("原因").first.fill("送修")
    row.get_by_role("button", name="停用").click()
    expect(row).to_contain_text("送修")
    row.get_by_role("button", name="恢复").click()
    expect(row).to_contain_text("在用")


def test_an_account_is_added_reset_and_disabled(at_console: Page):
    at_console.get_by_role("link", name="账号").click()
    at_console.get_by_label("登录名").fill("王芳")
    at_console.get_by_label("角色").select_option(label="组长")
    at_console.get_by_role("button", name="添加账号").click()
    first = at_console.get_by_role("status").locator(".code").inner_text()
    row = at_console.get_by_role("row").filter(has_text="王芳")
    expect(row).to_contain_text("尚未改密码")
    row.get_by_role("button", name="重置密码").click()
    expect(at_console.get_by_role("status").locator(".code")).not_to_have_text(first)
    row.get_by_role("button", name="停用").click()
    expect(row.get_by_role("button", name="恢复")).to_be_visible()
    at_console.reload()
    expect(at_console.get_by_role("status")).to_have_count(0)


def test_what_a_suspended_device_sent_is_admitted_and_refused(at_console: Page, served: Served):
    desk = served.device("C03")
    desk.pen.open()
    desk.push()
    suspend(served.server, desk.pen.device_id, "遗失")
    desk.pen.case()
    desk.pen.case()
    desk.push(2)
    at_console.get_by_role("link", name="待核收").click()
    expect(at_console.get_by_role("button", name="核收")).to_have_count(2)
    at_console.get_by_role("button", name="核收").first.click()
    expect(at_console.get_by_role("button", name="核收")).to_have_count(1)
    at_console.get_by_label("原因").fill("不是本人操作")
    at_console.get_by_role("button", name="不收").click()
    expect(at_console.get_by_text("没有待核收的内容。")).to_be_visible()


def test_a_stopped_journal_is_let_go_on(at_console: Page, served: Served):
    desk = served.device("C03")
    desk.pen.open()
    desk.push()
    desk.pen.case()
    broken = msgspec.structs.replace(desk.pen.batch(2), signature=bytes(64))
    assert desk.send(zstandard.compress(packed(broken))).status_code == 200
    assert desk.push(2).state == "stopped"
    at_console.get_by_role("link", name="待处理").click()
    at_console.get_by_role("button", name="让日志继续").click()
    expect(at_console.get_by_text("没有待处理的事项。")).to_be_visible()
    assert desk.push(2).acked == desk.pen.last


def test_a_case_is_found_and_opened_and_that_is_noted(page: Page, served: Served, log: io.StringIO):
    desk = served.device("C03")
    desk.pen.open().case()
    desk.push()
    number = CaseNumber(AREA, DAY, "C03", desk.pen.mark, 1).text
    add_user(served.server, "李静", "supervisor", password="自己的-密码-77")
    log_in(page, "李静", "自己的-密码-77")
    page.get_by_role("link", name="办件查询").click()
    page.get_by_label("内容").fill(number)
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name=number).click()
    expect(page).to_have_title(f"{number} · 一窗中心")
    expect(page.get_by_role("heading", name="经过")).to_be_visible()
    expect(page.get_by_text("本次查看已记入日志。")).to_be_visible()
    assert number not in log.getvalue()


def test_no_script_runs_and_nothing_is_framed(at_console: Page, served: Served):
    at_console.get_by_role("link", name="账号").click()
    at_console.get_by_label("登录名").fill("<b>王</b>")
    at_console.get_by_role("button", name="添加账号").click()
    expect(at_console.locator("td b")).to_have_count(0)
    answer = at_console.goto("/console/")
    assert answer is not None
    headers = answer.all_headers()
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-frame-options"] == "DENY"
    cookies = {one["name"]: one for one in at_console.context.cookies()}
    session = cookies["yichuang-session"]
    assert (session.get("httpOnly"), session.get("sameSite")) == (True, "Strict")


def test_a_form_of_another_session_is_refused(at_console: Page):
    at_console.get_by_role("link", name="账号").click()
    at_console.locator("form[action='/console/log-out'] input[name=csrf]").evaluate("e => e.value = 'x'")
    at_console.get_by_role("button", name="退出").click()
    expect(at_console.get_by_role("alert")).to_contain_text("已过期")


def test_a_browser_that_reads_english_is_answered_in_english(browser: Browser, served: Served):
    context = browser.new_context(base_url=served.url, locale="en-GB")
    page = context.new_page()
    page.goto("/console/log-in")
    page.get_by_label("Log-in name").fill(ADMIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    for words in ("Overview", "To do", "Devices", "Accounts", "Catalogue"):
        expect(page.get_by_role("link", name=words)).to_be_visible()
        page.get_by_role("link", name=words).click()
        text = page.locator("main").inner_text()
        assert [c for c in text if "\u4e00" <= c <= "\u9fff" and c not in "政务服务大厅"] == []
    context.close()
