"""The column of the hall on the settings page: what stands on paper, what counter this is, where work stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.desk.error_words import error_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.choice import Choice
from app.desk.widgets.field import Field
from app.desk.widgets.section import Column, SectionHeader
from app.desk.widgets.text_edit import LineEdit
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.desk.screens.settings.presenter import HallTools

PROFILE = "profile"
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("HallColumn", "文书上的内容"),
        (
            ("hall", QT_TRANSLATE_NOOP("HallColumn", "大厅全称")),
            ("hall_short", QT_TRANSLATE_NOOP("HallColumn", "大厅简称（顶栏）")),
            ("hall_character", QT_TRANSLATE_NOOP("HallColumn", "大厅文书代字")),
            ("hall_phone", QT_TRANSLATE_NOOP("HallColumn", "大厅电话")),
            ("supervision_phone", QT_TRANSLATE_NOOP("HallColumn", "监督电话")),
            ("reconsideration", QT_TRANSLATE_NOOP("HallColumn", "行政复议机关")),
            ("court", QT_TRANSLATE_NOOP("HallColumn", "管辖法院")),
            ("query_url", QT_TRANSLATE_NOOP("HallColumn", "二维码里的查询网址")),
        ),
    ),
    (QT_TRANSLATE_NOOP("HallColumn", "窗口"), ((PROFILE, QT_TRANSLATE_NOOP("HallColumn", "窗口类型")),)),
    (
        QT_TRANSLATE_NOOP("HallColumn", "提醒和停止（停止填 0 只提醒）"),
        (
            ("warn_free_mb", QT_TRANSLATE_NOOP("HallColumn", "磁盘少于多少 MB 时提醒")),
            ("stop_free_mb", QT_TRANSLATE_NOOP("HallColumn", "磁盘少于多少 MB 时不收新件")),
            ("warn_catalogue_days", QT_TRANSLATE_NOOP("HallColumn", "事项库多少天没更新时提醒")),
            ("stop_catalogue_days", QT_TRANSLATE_NOOP("HallColumn", "事项库多少天没更新时不收新件")),
            ("warn_unsent", QT_TRANSLATE_NOOP("HallColumn", "多少条没上传时提醒")),
            ("stop_unsent", QT_TRANSLATE_NOOP("HallColumn", "多少条没上传时不收新件")),
            ("draft_days", QT_TRANSLATE_NOOP("HallColumn", "暂存保留几天")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("HallColumn", "期限"),
        (
            ("escalation_answer_days", QT_TRANSLATE_NOOP("HallColumn", "“办不成事”几个工作日内答复")),
            ("rating_contact_days", QT_TRANSLATE_NOOP("HallColumn", "差评几个工作日内联系")),
            ("rating_verify_days", QT_TRANSLATE_NOOP("HallColumn", "差评几个工作日内核实")),
            ("rating_right_days", QT_TRANSLATE_NOOP("HallColumn", "差评几个工作日内整改")),
            ("rating_answer_days", QT_TRANSLATE_NOOP("HallColumn", "差评几个工作日内答复")),
            ("procedure_ends_count", QT_TRANSLATE_NOOP("HallColumn", "特别程序首日末日计入期限填 1，不计填 0")),
        ),
    ),
)


class HallColumn(Column):
    """Shows the settings to everybody; a lead changes them. They are kept together, by the button."""

    def __init__(self, desk: Desk, tools: HallTools) -> None:
        super().__init__(SectionHeader(""))
        if self.header is not None:
            self.header.set_title(self.tr("本大厅"))
        self._desk = desk
        self._tools = tools
        self._kept = tools.texts()
        self.fields: dict[str, Field] = {}
        may_change = tools.may_change
        if not may_change:
            self.body.addWidget(text_label(self.tr("由组长登录后修改。"), "mute"))
        for title, rows in GROUPS:
            self.body.addWidget(text_label(QCoreApplication.translate("HallColumn", title), "section"))
            for name, label in rows:
                editor = self._profiles() if name == PROFILE else self._line()
                editor.setEnabled(may_change)
                self.fields[name] = Field(QCoreApplication.translate("HallColumn", label), editor)
                self.body.addWidget(self.fields[name])
            self.body.addSpacing(10)
        self.button = ActionButton(self.tr("保存大厅设置"), kind="primary")
        self.button.clicked.connect(self.keep)
        self.note = text_label("", "small")
        if may_change:
            self.add_foot(self.note, self.button)
        self.show_kept()

    def show_kept(self) -> None:
        """Show what is kept, for what nobody is changing here."""
        self._kept = self._tools.texts()
        for name, field in self.fields.items():
            self._editor(field).set_value(self._kept[name])
            field.clear_message()
        self._show_state()

    def changes(self) -> dict[str, str]:
        """What was entered and is not kept yet."""
        shown = {name: str(self._editor(field).value()) for name, field in self.fields.items()}
        return {name: text for name, text in shown.items() if text != self._kept[name]}

    def keep(self) -> None:
        """Keep what was changed, or say at each field what does not fit."""
        changes = self.changes()
        problems = self._tools.problems({**self._kept, **changes})
        for name, field in self.fields.items():
            field.set_error(problems[name]) if name in problems else field.clear_message()
        if problems:
            first = next(field for name, field in self.fields.items() if name in problems)
            first.setFocus()
            self.bring_into_view(first)
        elif changes:
            self.button.setEnabled(False)
            tools = self._tools
            self._desk.background.write(self, lambda: tools.keep(changes), lambda _done: self._done(), self._refused)

    def _done(self) -> None:
        self.show_kept()
        self.note.setText(self.tr("已保存，以后的文书按新的内容打印"))

    def _refused(self, error: Exception) -> None:
        self._show_state()
        field = self.fields.get(str(getattr(error, "place", "")))
        if field is None:
            self.note.setText(error_words(error))
        else:
            field.set_error(error_words(error))

    def _line(self) -> LineEdit:
        line = LineEdit()
        line.edited.connect(lambda _text: self._show_state())
        return line

    def _profiles(self) -> Choice:
        choice = Choice(self._tools.profiles())
        choice.chosen.connect(self._show_state)
        return choice

    def _show_state(self) -> None:
        self.button.setEnabled(bool(self.changes()))
        self.note.setText("")

    @staticmethod
    def _editor(field: Field) -> Any:
        return field.editor
