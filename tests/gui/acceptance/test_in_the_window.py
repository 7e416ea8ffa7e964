"""The page in the whole window: a correction in the making, at every size, type and theme; nothing is cut off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import RESOURCES
from app.desk.link import Link
from app.desk.screen import ScreenEntry
from app.desk.screens.acceptance.services import AcceptanceTools
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.desk.shell_page import ShellPage
from app.desk.theme import Mode, TypeSize
from app.devices.simulated.card_reader import SimulatedCardReader
from app.usecases import taking as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.desk.context import Desk
    from app.usecases.counter_printing import CounterPrinting
    from app.usecases.counter_work import CounterWork

APPLICANT = (
    ("applicant.id_number", "92500106MA600ABC3J", "执照二维码"),
    ("applicant.name", "沙坪坝区张记小面馆", "执照二维码"),
    ("applicant.operator.name", "张甡", "模拟读卡器"),
    ("applicant.operator.id_number", "500106199003070016", "模拟读卡器"),
    ("applicant.phone", "13800138000", ""),
    ("identity.face", True, ""),
)
ANSWERS = (("business_type", "catering"), ("products", "hot"), ("outlet", "single"))
FORM: tuple[tuple[str, str | int], ...] = (
    ("site_address", "沙坪坝区三峡广场12号附3"), ("site_area", "86.5"), ("kitchen_area", "32.0"),
    ("licence_until", "2031-06-30"), ("employees", 6), ("manager_count", 1), ("manager_name", "李娜"),
    ("manager_id", "500106198801151236"),
)  # fmt: skip
SIZES = ((1366, 768, TypeSize.NORMAL), (1920, 1080, TypeSize.NORMAL), (1366, 768, TypeSize.LARGE))


def offline() -> Link:
    now = datetime.now(UTC)
    since = now - timedelta(minutes=14)
    return Link(
        "https://hall:8443", 14 * 60, since, since, events=7, oldest=now - timedelta(minutes=12), error="连不上"
    )


@pytest.fixture
def window(desk: Desk, work: CounterWork, printer: CounterPrinting, settled: Callable[[], None]) -> Iterator[ShellPage]:
    tools = AcceptanceTools(work, printer, SimulatedCardReader(), samples=RESOURCES / "catalog" / "samples")
    entry = ScreenEntry("acceptance", "受理", "clipboard-pen", lambda d: AcceptanceScreen(d, tools))
    page = ShellPage(
        theme=desk.theme, icons=desk.icons, background=desk.background, changes=desk.changes,
        shortcuts=desk.shortcuts, preferences=desk.preferences, session=None, entries=[entry],
    )  # fmt: skip
    page.top_bar.set_place("沙坪坝区政务服务中心", "03", "王芳")
    page.set_ticket("A042 号 · 已服务 06:12")
    page.set_link(offline())
    yield page
    desk.theme.wear(Mode.LIGHT, TypeSize.NORMAL)


def correction_in_the_making(screen: AcceptanceScreen) -> None:
    page, checklist = screen.page, screen.checklist
    taking = t.with_kind(page.taking, "sole-trader")
    for place, value, source in APPLICANT:
        taking = t.with_value(taking, place, value, source)
    page.change(taking)
    screen.choose_item("GT-04")
    for key, answer in ANSWERS:
        page.edit(f"answers.{key}", answer)
    for key, entered in FORM:
        page.edit(f"form.{key}", entered)
    check = page.check
    assert check is not None
    for line in check.materials[:2]:
        checklist.press_pass(line.key, "")
        for point in line.points:
            if point.state == "open" and point.computed is None:
                checklist.press_pass(line.key, point.key)
    for key in ("areas_marked", "hot_flow", "equipment_listed"):
        checklist.press_pass("floor_plan", key)
    checklist.press_fail("floor_plan", "toilet_doors")
    checklist.answer_spot("unable")
    checklist.answer_unable("申请人要带回去改")
    checklist.answer_fill("缺少的标注", "卫生间")
    checklist.finish_fill()
    checklist.press_missing("safety_rules")
    checklist.press_missing("manager_proof")
    screen.materials.go_to("floor_plan", "scale_north")


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("width", "height", "size"), SIZES)
def test_correction_in_the_making_fits(
    window: ShellPage,
    shown: Callable[[QWidget], QWidget],
    settled: Callable[[], None],
    picture: Callable[[QWidget, str], None],
    width: int,
    height: int,
    size: TypeSize,
    mode: Mode,
) -> None:
    window.desk.theme.wear(mode, size)
    window.resize(width, height)
    shown(window)
    window.go("acceptance")
    screen: Any = window.workspace("acceptance")
    settled()
    correction_in_the_making(screen)
    settled()
    for _ in range(3):
        QApplication.processEvents()
    screen.matter.form.editor("site_address").setFocus()
    QApplication.processEvents()
    picture(window, f"acceptance-{width}-{size.value}-{mode.value}")
    assert screen.verdict.bar.title() == "一次性补正告知 · 还差 2 个要点未核"
    assert screen.verdict.bar.primary.words() == "继续核对 2 个"
    assert window.width() == width
    for column in screen.columns():
        assert column.width() >= column.minimumSizeHint().width()
    bar = screen.verdict.bar
    assert bar.primary.geometry().right() <= bar.width()


def test_every_stage_has_its_words(
    window: ShellPage,
    shown: Callable[[QWidget], QWidget],
    settled: Callable[[], None],
    picture: Callable[[QWidget, str], None],
) -> None:
    window.resize(1366, 768)
    shown(window)
    window.go("acceptance")
    screen: Any = window.workspace("acceptance")
    settled()
    picture(window, "acceptance-empty")
    correction_in_the_making(screen)
    screen.page.edit("form.drawing_area", "86.5")
    screen.page.edit("form.manager_id", "500106199003070016")
    screen.checklist.press_defer("safety_rules")
    for _ in range(3):
        QApplication.processEvents()
    picture(window, "acceptance-deferral")
    screen.checklist.answer_defer(screen.page.check.latest.isoformat())
    screen.checklist.press_pass("floor_plan", "scale_north")
    assert screen.verdict.bar.primary.words() == "打印补正告知书"
    screen.go_on()
    settled()
    for _ in range(3):
        QApplication.processEvents()
    picture(window, "acceptance-done")
    assert "出纸了吗" in screen.strip.question()
    assert screen.verdict.bar.title() == "已一次性告知 · 等申请人补正"
    screen.look_for_item()
    settled()
    for _ in range(3):
        QApplication.processEvents()
    picture(window, "acceptance-next-item")
    assert screen.page.earlier is not None
    assert screen.page.taking.filing.applicant.name == "沙坪坝区张记小面馆"
