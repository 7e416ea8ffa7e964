"""The checklist: walking, unfolding, jumping."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.desk.widgets.check_row import Mark, MarkLabel, PointRow
from app.desk.widgets.material_card import MaterialRow
from app.desk.widgets.material_list import MaterialList

PLAN = MaterialRow(
    "plan",
    "平面图",
    "原件 1 份",
    Mark.FAIL,
    "1/2",
    (PointRow("rooms", "标明库房", Mark.PASS), PointRow("toilet", "标明卫生间")),
)
LICENCE = MaterialRow("licence", "营业执照", "", Mark.PASS, "1/1", (PointRow("valid", "在有效期内", Mark.PASS),))


def make(shown):
    materials = MaterialList()
    materials.set_materials([LICENCE, PLAN])
    materials.resize(600, 500)
    shown(materials)
    materials.setFocus()
    return materials


def walk(materials, *keys):
    for key in keys:
        QTest.keyClick(materials, key)


def test_focus_begins_at_the_first_material(shown):
    assert make(shown).current() == ("licence", "")


def test_arrows_walk_and_unfold(shown):
    materials = make(shown)
    walk(materials, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert (materials.unfolded(), materials.current()) == ("plan", ("plan", "toilet"))
    walk(materials, Qt.Key.Key_Left)
    assert (materials.unfolded(), materials.current()) == (None, ("plan", ""))


def test_enter_unfolds_and_tells(shown):
    materials = make(shown)
    heard = []
    materials.activated.connect(lambda material, point: heard.append((material, point)))
    walk(materials, Qt.Key.Key_Return)
    assert (materials.unfolded(), heard) == ("licence", [("licence", "")])


def test_go_to_a_point_unfolds_its_material(shown):
    materials = make(shown)
    materials.go_to("plan", "toilet")
    assert (materials.unfolded(), materials.current(), materials.hasFocus()) == ("plan", ("plan", "toilet"), True)


def test_new_rows_keep_the_current_place(shown):
    materials = make(shown)
    materials.go_to("plan", "toilet")
    extra = MaterialRow("id", "身份证")
    materials.set_materials([extra, PLAN, LICENCE])
    assert (materials.unfolded(), materials.current()) == ("plan", ("plan", "toilet"))
    materials.set_materials([extra])
    assert materials.current() is None


def test_vanished_point_leaves_its_material_current(shown):
    materials = make(shown)
    materials.go_to("plan", "toilet")
    materials.set_materials([LICENCE, MaterialRow("plan", "平面图", points=PLAN.points[:1])])
    assert materials.current() == ("plan", "")


def test_mouse_on_a_mark_asks_for_another(shown):
    materials = make(shown)
    materials.go_to("plan")
    heard = []
    materials.mark_clicked.connect(lambda material, point: heard.append((material, point)))
    marks = [mark for mark in materials.findChildren(MarkLabel) if mark.isVisible()]
    QTest.mouseClick(marks[-1], Qt.MouseButton.LeftButton)
    assert heard == [("plan", "toilet")]


def test_scan_follows_the_unfolded_material(shown):
    materials = make(shown)
    scan = QLabel("扫描件")
    materials.set_side(scan)
    materials.go_to("plan")
    at_plan = scan.parentWidget()
    materials.go_to("licence")
    assert scan.isVisible()
    assert scan.parentWidget() is not at_plan
    materials.set_materials([PLAN])
    assert not scan.isVisible()


def test_mark_says_itself_in_words(qapp):
    assert [MarkLabel(mark).accessibleName() for mark in Mark] == ["未核", "合格", "不合格", "未带", "不涉及"]
