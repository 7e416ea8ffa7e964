"""A lead's and a supervisor's day in a browser: tasks, “办不成事”, bad ratings, office days, notices; axe on every page."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.usecases.central.accounts import add_user
from db.central.ledger import case_heads
from tests.builders.filings import starting_catalogue
from tests.builders.http_central import ADMIN, Served, make_central
from tests.builders.http_central import PASSWORD as ADMINS
from tests.web.axe import violations
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PASSWORD = "大厅-密码-77"
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PAGES = ("my-tasks", "office/escalations", "office/ratings", "office/rating-figures", "office/days", "office/notices")


@dataclass(frozen=True)
class Office:
    """A server with a case, and who is logged in."""

    served: Served
    browser: Browser
    case_no: str
    known: dict[str, Any]

    @contextmanager
    def at(self, name: str, path: str, *, size: dict[str, int] = DESKTOP, locale: str = "zh-CN") -> Iterator[Page]:
        context = self.browser.new_context(
            base_url=self.served.url, locale=locale, storage_state=self.known.get(name),
            viewport=size,  # type: ignore[arg-type]  # a size
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if name not in self.known:
            page.goto("/console/log-in")
            page.locator("[name=name]").fill(name)
            page.locator("[name=password]").fill(ADMINS if name == ADMIN else PASSWORD)
            page.locator("main button").click()
            page.wait_for_url(lambda url: "log-in" not in url)
            self.known[name] = context.storage_state()
        page.goto(f"/console/{path}")
        try:
            yield page
        finally:
            context.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    server = make_central(folder / "home")
    with Served(server, io.StringIO()) as served:
        desk = served.device("C03")
        desk.pen.open()
        desk.pen.case("RS-01", release=starting_catalogue().hash)
        desk.push()
        for name, role in {"陈强": "lead", "李静": "supervisor"}.items():
            add_user(server, name, role, password=PASSWORD)
        with server.store.read() as connection:
            case_no = connection.execute(select(case_heads.c.case_no)).scalar_one()
        yield Office(served, browser, case_no, {})
    server.close()


def test_what_could_not_be_done_goes_to_its_end(office: Office) -> None:
    with office.at("陈强", "office/escalations") as page:
        page.get_by_label("没办成的是什么事").fill("社区和大厅都说不归自己管")
        page.get_by_label("办件编号（没有的不填）").fill("500106-20990101-C03A-0001-X")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("请核对编号")
        expect(page.get_by_label("没办成的是什么事")).to_have_value("社区和大厅都说不归自己管")
        page.get_by_label("办件编号（没有的不填）").fill(office.case_no)
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("办不成事")
        assert violations(page) == []
        page.get_by_text("答复本人").click()
        page.get_by_label("答复了什么").fill("由大厅牵头")
        page.get_by_role("button", name="登记答复").click()
        expect(page.locator("ol.story")).to_contain_text("由大厅牵头")
        page.goto("/console/my-tasks")
        expect(page.get_by_text("社区和大厅都说不归自己管")).to_be_visible()
        page.locator("a[data-row]").first.click()
        page.locator("summary", has_text="办结").click()
        page.get_by_label("最后怎样了").fill("当场办理")
        page.get_by_label("和谁确认的").fill("  ")
        page.get_by_role("button", name="办结").click()
        expect(page.get_by_role("alert")).to_contain_text("和本人确认过才能办结")
        expect(page.get_by_label("最后怎样了")).to_have_value("当场办理")
        page.get_by_label("和谁确认的").fill("陈梅本人")
        page.get_by_role("button", name="办结").click()
        expect(page.locator("ol.story")).to_contain_text("陈梅本人")
        page.goto("/console/office/escalations?state=closed")
        expect(page.locator("tbody")).to_contain_text("已解决")


def test_a_bad_rating_is_called_back_and_an_appeal_judged_by_supervision(office: Office) -> None:
    with office.at("李静", "office/ratings") as page:
        page.get_by_label("办件编号").fill(office.case_no)
        page.locator("#level").select_option("1")
        page.locator("#remark").fill("让我跑了三次")
        page.get_by_role("button", name="补录").click()
        page.get_by_role("link", name="回访").click()
        assert violations(page) == []
        page.get_by_label("情况").fill("电话回访，已致歉")
        page.get_by_role("button", name="回访").click()
        expect(page.get_by_text("下一步：核实")).to_be_visible()
    with office.at("陈强", "office/ratings") as page:
        page.get_by_role("link", name="核实").click()
        page.get_by_label("情况").fill("窗口申诉：材料当天齐全")
        page.get_by_role("button", name="登记申诉").click()
        expect(page.get_by_role("button", name="差评不成立")).to_have_count(0)
    with office.at("李静", "office/ratings") as page:
        page.get_by_role("link", name="复核申诉").click()
        page.get_by_label("情况").fill("调取录像，差评不成立")
        page.get_by_role("button", name="差评不成立").click()
        page.goto("/console/office/ratings?view=invalidated")
        expect(page.locator("tbody")).to_contain_text("认定不成立")


def test_an_office_day_is_planned_held_and_followed_by_a_change(office: Office) -> None:
    with office.at("陈强", "office/days") as page:
        page.get_by_label("谁").fill("赵局长")
        page.get_by_role("button", name="排上").click()
        page.locator("summary", has_text="处理了什么").click()
        page.get_by_label("每行一件").fill("两位群众反映证件类型缺项")
        page.get_by_role("button", name="登记", exact=True).click()
        page.locator("summary", has_text="登记流程的变化").click()
        page.get_by_label("改了什么").fill("增加外国人永久居留身份证")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.locator("main")).to_contain_text("增加外国人永久居留身份证")
        assert violations(page) == []


def test_an_administrator_sets_how_notices_leave(office: Office) -> None:
    with office.at(ADMIN, "office/notices") as page:
        expect(page.locator("tbody")).to_contain_text("受理")
        page.get_by_label("发送方式").select_option("http")
        page.get_by_label("网关地址").fill("http://sms.example/send")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("alert")).to_contain_text("https://")
        expect(page.get_by_label("网关地址")).to_have_value("http://sms.example/send")
        page.get_by_label("发送方式").select_option("none")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(("size", "locale"), [(DESKTOP, "en-GB"), (PHONE, "zh-CN")])
def test_every_page_is_accessible(office: Office, size: dict[str, int], locale: str) -> None:
    with office.at("陈强", PAGES[0], size=size, locale=locale) as page:
        for path in PAGES:
            page.goto(f"/console/{path}")
            assert violations(page) == [], path
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, path
