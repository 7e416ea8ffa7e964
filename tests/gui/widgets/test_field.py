"""Labelled fields: where a value came from, what is wrong with it."""

from __future__ import annotations

from app.desk.widgets.field import Field
from app.desk.widgets.text_edit import LineEdit


def test_machine_filled_is_marked_and_named(shown):
    field = shown(Field("名称", LineEdit()))
    field.set_source("执照二维码")
    assert field.editor.property("machine") is True
    field.set_source("")
    assert field.editor.property("machine") is False


def test_error_is_a_word_and_a_border(shown):
    field = shown(Field("管理员身份证号", LineEdit()))
    field.set_error("校验位不对")
    assert (field.message(), field.message_kind(), field.editor.property("state")) == ("校验位不对", "bad", "bad")
    field.set_ok("1988-01-15 男")
    assert (field.message(), field.message_kind(), field.editor.property("state")) == ("1988-01-15 男", "good", "")
    field.clear_message()
    assert field.message() == ""


def test_label_names_the_editor_for_readers(qtbot):
    field = Field("手机", LineEdit())
    qtbot.addWidget(field)
    field.set_label("联系电话")
    assert field.editor.accessibleName() == "联系电话"
