"""Erasing a case at the console in a browser: one person asks, another confirms with the number; axe on the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.usecases.central.accounts import add_user
from db.central.ledger import case_heads
from tests.builders.http_central import ADMIN, Served, make_central
from tests.builders.http_central import PASSWORD as ADMINS
from tests.builders.pens import withdrawn
from tests.web.axe import violations
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "大厅-密码-77"


def at(browser: Browser, url: str, name: str, password: str, locale: str = "zh-CN") -> Page:
    """The page of keeping and erasing, open before a person."""
    context = browser.new_context(base_url=url, locale=locale, viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/console/log-in")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("main button").click()
    page.wait_for_url(lambda url: "log-in" not in url)
    page.goto("/console/erasures")
    return page


def test_one_asks_and_another_confirms(tmp_path: Path, browser: Browser) -> None:
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        desk = served.device("C03")
        desk.pen.open()
        case_id = desk.pen.case()
        desk.pen.act(case_id, withdrawn(), version=2)
        desk.push()
        add_user(server, "陈强", "lead", password=PASSWORD)
        with server.store.read() as connection:
            number = connection.execute(select(case_heads.c.case_no)).scalar_one()
        lead = at(browser, served.url, "陈强", PASSWORD)
        lead.get_by_label("办件编号", exact=True).fill(number)
        lead.get_by_label("原因（会保留，不写姓名和证件号）").fill("申请人要求删除")
        lead.get_by_label("依据哪条规定").fill("个人信息保护法第四十七条")
        lead.get_by_role("button", name="提出，等另一人确认").click()
        expect(lead.get_by_text("请另一位组长或者管理员登录确认")).to_be_visible()
        assert violations(lead) == []
        lead.context.close()
        admin = at(browser, served.url, ADMIN, ADMINS)
        admin.get_by_label("再输入一遍办件编号").fill("500106-20990101-C03A-0001-X")
        admin.get_by_role("button", name="确认删除").click()
        expect(admin.get_by_role("alert")).to_contain_text("不一致")
        admin.get_by_label("再输入一遍办件编号").fill(number)
        admin.get_by_role("button", name="确认删除").click()
        expect(admin.get_by_role("heading", name="已经删除的")).to_be_visible()
        expect(admin.locator("tbody")).to_contain_text("陈强")
        admin.get_by_label("年数").fill("10")
        admin.get_by_label("事项编码（不填是全部事项）").fill("SB-01")
        admin.get_by_role("button", name="保存年数").click()
        expect(admin.get_by_text("SB-01")).to_be_visible()
        assert violations(admin) == []
        admin.context.close()
    server.close()
