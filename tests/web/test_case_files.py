"""The scans of a case in a browser: seen page by page, by keys and by links, and nothing of them runs."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from app.usecases.central.accounts import add_user
from app.usecases.central.cases import case_by_id
from tests.builders.case_scans import case_with, pdf_of, send
from tests.builders.filings import item_of
from tests.builders.http_central import Served, make_central
from tests.builders.online import picture
from tests.builders.there import there
from tests.web.axe import violations
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PASSWORD = "部门-密码-77"
FIRST, SECOND, THIRD = (one.key for one in item_of("GT-04").materials[:3])
PDF, PICTURE, OTHER = pdf_of("One", "Two"), picture("JPEG", (900, 600)), picture("PNG", (50, 50))


@pytest.fixture
def scans(tmp_path: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    """An approver who has logged in, and the number of a case with scans, one of which is still to come."""
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        desk = served.device("C03")
        desk.pen.open()
        case_id = case_with(desk, "GT-04", {FIRST: (PDF,), SECOND: (PICTURE,), THIRD: (OTHER,)})
        desk.push()
        send(desk, case_id, PDF, "application/pdf")
        send(desk, case_id, PICTURE, "image/jpeg")
        add_user(server, "周岚", "approver", password=PASSWORD)
        context = browser.new_context(base_url=served.url, locale="zh-CN", viewport={"width": 1366, "height": 768})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/console/log-in")
        page.locator("[name=name]").fill("周岚")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button").click()
        yield page, there(case_by_id(server.ledger, case_id)).case_no
        context.close()
    server.close()


def drawn(page: Page, end: str) -> tuple[int, int]:
    """How large the drawing is on the page to which a key or a link has led, once the page and its script are there."""
    page.wait_for_url(re.compile(f"/files/[0-9a-f]{{64}}{end}$"), wait_until="load")
    width, height = page.locator(".paper img").evaluate("one => [one.naturalWidth, one.naturalHeight]")
    return width, height


def test_a_scan_is_opened_turned_enlarged_and_left_by_keys(scans: tuple[Page, str]) -> None:
    page, number = scans
    page.goto(f"/console/cases/{number}")
    assert violations(page) == []
    expect(page.locator("#materials")).to_contain_text("还没有传到，窗口电脑联网后自动传来")
    page.get_by_role("link", name="扫描件 1").first.click()
    assert drawn(page, "") == (934, 1400)
    expect(page.locator(".tools").first).to_contain_text("1 / 2")
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    assert drawn(page, r"\?page=2.*") == (934, 1400)
    expect(page.locator(".tools").first).to_contain_text("2 / 2")
    page.keyboard.press("+")
    assert drawn(page, ".*near=1.*") == (1467, 2200)
    page.keyboard.press("r")
    assert drawn(page, ".*turn=90.*") == (2200, 1467)
    assert violations(page) == []
    page.get_by_role("link", name="缩小").click()
    assert drawn(page, ".*near=0.*") == (1400, 934)
    page.keyboard.press("ArrowLeft")
    assert drawn(page, r"\?page=1.*") == (1400, 934)
    page.keyboard.press("n")
    assert drawn(page, "") == (900, 600)
    with page.expect_download() as saved:
        page.get_by_role("link", name="下载原件").click()
    assert saved.value.suggested_filename.endswith(".jpg")
    page.keyboard.press("Escape")
    expect(page).to_have_title(f"{number} · 一窗中心")
