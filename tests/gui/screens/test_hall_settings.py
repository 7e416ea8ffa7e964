"""The hall's settings on their page: a lead changes them by keys, a clerk reads them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.changes import Wrote
from app.desk.screens.settings.view import SettingsView
from app.domain.refusal import InputProblem
from app.settings import HallSettings
from app.usecases.hall_settings import problems_of, texts_of
from tests.gui.keys import commit


class Hall:
    """The real rules on settings in memory."""

    def __init__(self, may_change=True):
        self.may_change, self.kept, self.refusing = may_change, texts_of(HallSettings()), None

    def texts(self):
        return dict(self.kept)

    def profiles(self):
        return [("undifferentiated", "无差别综合窗口"), ("market-desk", "市场准入一站式窗口")]

    def problems(self, texts):
        return problems_of(texts, frozenset(key for key, _ in self.profiles()))

    def keep(self, texts):
        if self.refusing:
            raise self.refusing
        self.kept.update(texts)
        return Wrote(None, frozenset({"settings"}))


@pytest.fixture
def page(shown, desk):
    view = SettingsView(desk, None, Hall())
    view.tools = view.hall._tools
    view.resize(1200, 700)
    return shown(view)


def retype(field, text):
    field.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        commit(QApplication.focusWidget(), text)
    else:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)


def press(button):
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_lead_changes_what_stands_on_paper(page, settled):
    assert not page.hall.button.isEnabled()
    retype(page.hall.fields["court"], "渝中区人民法院")
    profile = page.hall.fields["profile"].editor
    profile.setFocus()
    QTest.keyClick(profile, Qt.Key.Key_Down)
    assert page.hall.changes() == {"court": "渝中区人民法院", "profile": "market-desk"}
    press(page.hall.button)
    settled()
    assert (page.tools.kept["court"], page.tools.kept["profile"]) == ("渝中区人民法院", "market-desk")
    assert page.hall.changes() == {}
    assert page.hall.note.text() == "已保存，以后的文书按新的内容打印"


def test_each_wrong_field_is_named_and_nothing_is_kept(page, settled):
    retype(page.hall.fields["draft_days"], "0")
    retype(page.hall.fields["reconsideration"], "")
    press(page.hall.button)
    settled()
    assert page.hall.fields["reconsideration"].message() == "这一项印在文书上，不能空。"
    assert page.hall.fields["draft_days"].message() == "请填 1 到 90 的整数。"
    assert page.hall.fields["reconsideration"].editor.hasFocus()
    assert page.tools.kept == texts_of(HallSettings())


def test_refusal_stands_at_its_field_and_keeps_what_was_typed(page, settled):
    page.tools.refusing = InputProblem("INPUT-SETTING", "请核对。", "court")
    retype(page.hall.fields["court"], "渝中区人民法院")
    press(page.hall.button)
    settled()
    assert page.hall.fields["court"].message() == "请核对。"
    assert page.hall.changes() == {"court": "渝中区人民法院"}
    page.tools.refusing = InputProblem("INPUT-SETTING", "磁盘空间不足。")
    press(page.hall.button)
    settled()
    assert page.hall.note.text() == "磁盘空间不足。"


def test_clerk_reads_them(shown, desk):
    view = shown(SettingsView(desk, None, Hall(may_change=False)))
    assert not any(field.editor.isEnabled() for field in view.hall.fields.values())
    assert not view.hall.button.isVisible()
    assert view.hall.fields["court"].editor.value() == "有管辖权的人民法院"


def test_every_setting_of_a_hall_is_on_the_page(page):
    assert set(page.hall.fields) == set(texts_of(HallSettings()))
