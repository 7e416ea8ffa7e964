"""An applicant's day in a browser, on a phone and a desktop, without scripts: guide, form, files, counter, progress."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from app.crypto.sign import new_signing_key
from app.receipts.codes import certify, seal_code
from app.receipts.scan import read_codes
from app.usecases.central.accounts import add_user
from app.usecases.central.cases import case_by_id
from app.usecases.central.logins import log_in
from app.usecases.central.pre_applications import find
from app.usecases.prefill import is_prefill, read_prefill
from tests.builders.http_central import HttpDesk, Served, make_central
from tests.builders.online import ITEM, PERSON, entries_for, file_one, picture, small_pdf
from tests.builders.papers import intake
from tests.builders.plain_http import PLAIN
from tests.web.axe import violations
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


PACKAGE = "/c/packages/newborn"
DESKTOP, PHONE = ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844)


@dataclass(frozen=True)
class Home:
    """A server with a counter, and an applicant with a telephone."""

    served: Served
    browser: Browser
    desk: HttpDesk
    log: io.StringIO

    @contextmanager
    def at(self, *, size: ViewportSize = PHONE, locale: str = "zh-CN", scripts: bool = False) -> Iterator[Page]:
        """A page of a browser of its own."""
        context = self.browser.new_context(
            base_url=self.served.url,
            locale=locale,
            viewport=size,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        try:
            yield context.new_page()
        finally:
            context.close()

    def receipt(self, case_no: str) -> str:
        """The address in the code of a receipt for a case, signed by a device of the area."""
        keys, device = self.served.server.keys, new_signing_key()
        certificate = certify(keys.area, device.public, "C03A", self.served.server.area, evaluation=False)
        plain = intake()
        paper = replace(plain, heading=replace(plain.heading, case_no=case_no, code=None))
        code = seal_code(paper, device, certificate, f"{self.served.url}/c").heading.code
        assert code is not None
        return code.text


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Home]:
    """One server for all of them."""
    folder: Path = tmp_path_factory.mktemp("applicant")
    server, log = make_central(folder / "home"), io.StringIO()
    with Served(server, log) as served:
        desk = served.device("C03")
        desk.pen.open()
        yield Home(served, browser, desk, log)
    server.close()


def fill(page: Page, entries: dict[str, str]) -> None:
    for name, value in entries.items():
        field = page.locator(f"[name='{name}']")
        if name.startswith("answer."):
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif field.count() == 0:
            continue
        elif field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def at_materials(page: Page, home: Home, code: str = ITEM) -> None:
    """Fill the form and go on to the materials."""
    page.goto(f"/c/apply/{code}")
    fill(page, entries_for(home.served.services.shelf, code))
    page.get_by_role("button", name="保存，下一步传材料").click()
    page.wait_for_url("**/c/draft")


def put(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
    page.get_by_role("button", name="上传").first.click()


def test_from_everyday_words_to_a_number_and_back(home: Home):
    with home.at() as page:
        page.goto("/c/")
        page.get_by_label("您要办什么？").fill("laonian")
        page.get_by_role("button", name="查找").press("Enter")
        page.get_by_role("link", name=re.compile("老年优待证")).click()
        page.get_by_label("补办").check()
        page.get_by_role("button", name="更新材料清单").click()
        expect(page.get_by_label("补办")).to_be_checked()
        page.get_by_role("link", name="网上预审：先填表、传材料").click()
        expect(page.get_by_label("补办")).to_be_checked()
        at_materials(page, home)
        put(page, "身份证.pdf", small_pdf())
        expect(page.get_by_role("status").first).to_contain_text("文件收好了")
        put(page, "photo.jpg", picture())
        expect(page.get_by_text("第 2 个文件")).to_be_visible()
        page.get_by_role("button", name="移除第 2 个文件").click()
        expect(page.get_by_text("第 2 个文件")).to_have_count(0)
        page.get_by_role("button", name="提交预审").click()
        number, code = page.locator("#number").inner_text(), page.locator("#code").inner_text()
    seen = home.desk.page(wait=1)
    assert any(b"pre-application.filed" in getattr(entry, "header", b"") for entry in seen.entries)
    given = home.desk.client.post(f"/pre-applications/{number}/take", json={}).json()
    assert given["filing"]["applicant"]["name"] == PERSON["applicant.name"]
    assert [check["outcome"] for check in given["checks"]] == ["pass"]
    digest = given["files"]["id_card"][0]["digest"]
    sent = home.desk.client.get(f"/pre-applications/{number}/files/{digest}")
    assert sent.content == small_pdf()
    assert sent.headers["content-disposition"].startswith("attachment")
    assert sent.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert sent.headers["x-content-type-options"] == "nosniff"
    home.desk.client.post(f"/pre-applications/{number}/advice", json={"text": "请把首页也拍上。"}).raise_for_status()
    with home.at() as page:
        page.goto("/c/pre")
        page.get_by_label("预审编号").fill(number.lower())
        page.get_by_label("查询码").fill(code.lower())
        page.get_by_role("button", name="查看").click()
        expect(page.get_by_text("请把首页也拍上。")).to_be_visible()
        expect(page.get_by_text("C03 窗口正在办理，请留意电话。")).to_be_visible()
        home.desk.client.post(f"/pre-applications/{number}/release", json={}).raise_for_status()
        page.reload()
        page.get_by_role("button", name="补充或者修改").click()
        page.get_by_role("link", name="填表").click()
        page.get_by_label("手机号码").fill("13900002222")
        page.get_by_role("button", name="保存，下一步传材料").click()
        page.get_by_role("button", name="提交补充内容").click()
        expect(page.get_by_role("status")).to_contain_text("补充的内容收好了")
        page.get_by_role("button", name="撤回这份预审").click()
        expect(page.locator(".status")).to_have_text("已撤回")
    text = home.log.getvalue()
    assert not any(secret in text for secret in (PERSON["applicant.name"], PERSON["applicant.id_number"], code))


def test_a_wrong_entry_loses_nothing(home: Home):
    with home.at() as page:
        page.goto(f"/c/apply/{ITEM}")
        entries = entries_for(home.served.services.shelf)
        fill(page, {**entries, "applicant.id_number": "500106195503074539", "form.home_address": ""})
        page.get_by_role("button", name="保存，下一步传材料").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("有 2 处要改")
        expect(page.locator("[aria-invalid=true]")).to_have_count(2)
        expect(page.get_by_label("手机号码")).to_have_value(PERSON["applicant.phone"])
        alert.get_by_role("link", name="居住地址").click()
        assert page.url.endswith("#f-form.home_address")
        fill(page, {"applicant.id_number": PERSON["applicant.id_number"], "form.home_address": "汉渝路66号"})
        page.context.clear_cookies()
        page.get_by_role("button", name="保存，下一步传材料").click()
        expect(page.get_by_role("alert")).to_contain_text("内容还在，请再提交一次")
        expect(page.get_by_label("居住地址")).to_have_value("汉渝路66号")
        page.get_by_role("button", name="保存，下一步传材料").click()
        expect(page).to_have_title(re.compile("传材料"))


def test_bad_files_are_refused_in_words_and_the_rest_stays(home: Home):
    with home.at() as page:
        at_materials(page, home)
        put(page, "身份证.jpg", b"<html><script>alert(1)</script></html>")
        expect(page.get_by_role("alert")).to_contain_text("只收 PDF、JPG、PNG")
        put(
            page,
            "a.pdf",
            small_pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (1) >>"),
        )
        expect(page.get_by_role("alert")).to_contain_text("脚本")
        page.get_by_role("button", name="上传").first.click()
        expect(page.get_by_role("alert")).to_contain_text("还没有选择文件")
        page.get_by_role("button", name="删除这份填写").click()
        page.goto("/c/draft")
        expect(page.get_by_role("alert")).to_contain_text("没有正在填写的申请")


def test_a_phone_fills_the_form_of_the_counter(home: Home, tmp_path: Path):
    with home.at(scripts=True) as page:
        at_materials(page, home)
        page.get_by_role("button", name="生成填表二维码").click()
        page.locator(".qr").screenshot(path=tmp_path / "code.png")
    found = [text for text in read_codes(tmp_path / "code.png") if is_prefill(text)]
    assert len(found) == 1
    read = read_prefill(found[0])
    assert read.applicant is not None
    assert (read.item, read.applicant.name) == (ITEM, PERSON["applicant.name"])


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_can_be_used_by_everybody(home: Home, size: ViewportSize):
    with home.at(size=size, scripts=True) as page:
        for path in (
            "/c/",
            "/c/items?q=cant",
            "/c/items?q=zzzqqq",
            f"/c/items/{ITEM}",
            PACKAGE,
            f"{PACKAGE}?answer.marriage=married&answer.maternity=not_insured&answer.vaccination=now",
            "/c/pre",
            "/c/progress",
            "/c/q/1/abc",
            "/c/apply/GT-04",
        ):
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        page.get_by_role("button", name="保存，下一步传材料").click()
        assert violations(page) == []
        at_materials(page, home)
        assert violations(page) == []
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()


def test_the_pages_speak_english(home: Home):
    with home.at(locale="en-GB") as page:
        page.goto("/c/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Services online")
        page.goto(f"/c/apply/{ITEM}")
        page.get_by_role("button", name="Save, then the materials").click()
        expect(page.get_by_role("alert")).to_contain_text("everything else is kept")
        page.get_by_role("link", name="中文").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("网上办事")


def test_a_package_is_found_and_tells_what_is_brought_once(home: Home):
    with home.at() as page:
        page.goto("/c/items?q=xse")
        page.get_by_role("link", name="新生儿出生一件事").click()
        assert page.get_by_role("heading", name="要带的材料").count() == 0
        for key, answer in (("marriage", "married"), ("maternity", "not_insured"), ("vaccination", "now")):
            page.locator(f"[name='answer.{key}'][value='{answer}']").check()
        page.get_by_role("button", name="更新材料清单").click()
        main = page.locator("main")
        expect(main).to_contain_text(re.compile("今天提出的，(承诺|预计) .{10} 前全部办完。"))
        expect(main).to_contain_text("当天由窗口提出，不用再跑：出生医学证明签发")
        expect(page.locator("dl")).to_contain_text(re.compile(r"材料一件一件办 \d+，一起办 \d+", re.DOTALL))
        page.get_by_role("link", name="出生医学证明签发").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("出生医学证明签发")
        page.get_by_role("link", name="新生儿出生一件事").click()
        assert page.url.endswith(PACKAGE)
    with home.at(locale="en-GB") as page:
        page.goto(f"{PACKAGE}?answer.marriage=married&answer.maternity=not_insured&answer.vaccination=now")
        expect(page.get_by_role("heading", name="Papers to bring")).to_be_visible()


def test_progress_by_the_receipt_and_by_number_without_a_name(home: Home):
    case_id = home.desk.pen.case()
    home.desk.push()
    head = case_by_id(home.served.server.ledger, case_id)
    assert head is not None
    applicant = head.state.filing.applicant
    address = home.receipt(head.case_no)
    with home.at() as page:
        page.goto(address)
        expect(page.locator("main")).to_contain_text(head.case_no)
        expect(page.locator(".status")).to_contain_text("已受理")
        assert applicant.name not in page.content()
        page.goto(address.replace("/c/q/", "/q/"))
        expect(page.locator(".status")).to_contain_text("已受理")
        page.goto(address[:-4] + "AAAA")
        expect(page.get_by_role("alert")).to_contain_text("没有通过核验")
        page.goto("/c/progress")
        page.get_by_label("办件编号").fill(head.case_no.lower())
        page.get_by_label("证件号码或者手机号的后四位").fill("0000")
        page.get_by_role("button", name="查询").click()
        wrong = page.get_by_role("alert").inner_text()
        expect(page.get_by_label("办件编号")).to_have_value(head.case_no.lower())
        page.get_by_label("证件号码或者手机号的后四位").fill(applicant.id_number[-4:].lower())
        page.get_by_role("button", name="查询").click()
        expect(page.locator("main")).to_contain_text(head.state.item_name)
        assert applicant.name not in page.content()
        page.get_by_label("办件编号").fill("500106-20261123-C99A-0001-X")
        page.get_by_label("证件号码或者手机号的后四位").fill("0000")
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_role("alert")).to_have_text(wrong)


def test_a_service_is_rated_once(home: Home):
    case_id = home.desk.pen.case()
    home.desk.push()
    head = case_by_id(home.served.server.ledger, case_id)
    assert head is not None
    address = home.receipt(head.case_no)
    with home.at() as page:
        page.goto(address)
        page.get_by_role("link", name="去评价").click()
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        page.get_by_role("radio", name="满意", exact=True).check()
        page.get_by_role("button", name="提交评价").click()
        expect(page.get_by_role("status")).to_contain_text("谢谢")
        page.goto(address.replace("/q/1/", "/rate/"))
        expect(page.get_by_role("status")).to_contain_text("已经评价过")


def test_forms_of_other_sites_and_odd_bodies_are_refused(home: Home):
    url = home.served.url
    assert httpx.post(f"{url}/c/pre", data={"number": "x"}, verify=PLAIN).status_code == 403
    assert (
        httpx.post(
            f"{url}/c/progress", data={"number": "x"}, headers={"Sec-Fetch-Site": "cross-site"}, verify=PLAIN
        ).status_code
        == 403
    )
    assert (
        httpx.post(
            f"{url}/c/progress", content=b"\xff\xfe", headers={"Content-Type": "text/plain"}, verify=PLAIN
        ).status_code
        == 415
    )
    assert httpx.get(f"{url}/c/items/..%2f..%2fetc", verify=PLAIN).status_code == 404
    page = httpx.get(f"{url}/c/", verify=PLAIN)
    assert "script" not in page.headers["content-security-policy"]
    assert len(page.content) < 14_000


def test_a_number_is_taken_once_over_http(home: Home):
    number = file_one(home.served.server, home.served.services.shelf).number
    other = home.served.device("C04", actor="窗口四")
    assert other.client.post(f"/pre-applications/{number}/take", json={}).status_code == 200
    refused = home.desk.client.post(f"/pre-applications/{number}/take", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "STATE-PRE-TAKEN")
    assert "C04" in refused.json()["detail"]
    waiting = home.desk.client.get("/pre-applications").json()["applications"]
    assert [row["taken_by"] for row in waiting if row["number"] == number] == ["C04"]
    assert httpx.get(f"{home.served.url}/api/v1/pre-applications", verify=PLAIN).status_code == 401


def test_what_a_clerk_files_for_somebody_is_marked(home: Home):
    server, services = home.served.server, home.served.services
    add_user(server, "张静", "clerk", password="窗口-密码-77")
    secret = log_in(server, "张静", "窗口-密码-77", "127.0.0.1").secret
    with home.at() as page:
        page.context.add_cookies([{"name": "yichuang-session", "value": secret, "url": home.served.url}])
        at_materials(page, home)
        page.get_by_role("button", name="提交预审").click()
        number = page.locator("#number").inner_text()
    assisted = find(server, number)
    assert (assisted.assisted, assisted.filing.channel) == (True, "assisted-online")
    own = find(server, file_one(server, services.shelf).number)
    assert (own.assisted, own.filing.channel) == (False, "online")
