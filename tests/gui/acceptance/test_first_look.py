from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.usecases import taking as t


def settle(qtbot):
    for _ in range(5):
        QApplication.processEvents()
        qtbot.wait(20)


def test_look(screen, settled, picture, qtbot):
    settle(qtbot)
    picture(screen, "a-empty")
    p = screen.page
    k = t.with_kind(p.taking, "sole-trader")
    for pl, v, s in [
        ("applicant.id_number", "92500106MA600ABC3J", "执照二维码"),
        ("applicant.name", "沙坪坝区张记小面馆", "执照二维码"),
        ("applicant.operator.name", "张甡", "读卡器"),
        ("applicant.operator.id_number", "500106199003070016", "读卡器"),
        ("applicant.phone", "13800138000", ""),
    ]:
        k = t.with_value(k, pl, v, s)
    k = t.with_value(k, "identity.face", True)
    p.change(k)
    screen.choose_item("GT-04")
    settle(qtbot)
    settled()
    settle(qtbot)
    picture(screen, "b-item")
    for a, o in (("business_type", "catering"), ("products", "hot"), ("outlet", "single")):
        p.edit("answers." + a, o)
    for f, v in (
        ("site_area", "86.5"),
        ("site_address", "沙坪坝区三峡广场12号附3"),
        ("manager_name", "李娜"),
        ("manager_id", "500106198801151236"),
        ("employees", 6),
        ("manager_count", 1),
        ("kitchen_area", "32.0"),
        ("licence_until", "2031-06-30"),
    ):
        p.edit("form." + f, v)
    c = screen.checklist
    for line in p.check.materials[:2]:
        c.press_pass(line.key, "")
        for q in line.points:
            if q.state == "open" and q.computed is None:
                c.press_pass(line.key, q.key)
    c.press_pass("floor_plan", "areas_marked")
    c.press_pass("floor_plan", "hot_flow")
    c.press_fail("floor_plan", "toilet_doors")
    settle(qtbot)
    picture(screen, "c-spot")
    c.answer_spot("unable")
    settle(qtbot)
    picture(screen, "d-unable")
    c.answer_unable("申请人要带回去改")
    settle(qtbot)
    picture(screen, "e-fill")
    c.answer_fill("缺少的标注", "卫生间")
    c.finish_fill()
    c.press_missing("safety_rules")
    c.press_missing("manager_proof")
    screen.materials.go_to("floor_plan", "scale_north")
    settle(qtbot)
    picture(screen, "f-main")
