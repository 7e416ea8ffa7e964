"""The table of frozen rows: its model, its count, its keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.desk.theme import Theme
from app.desk.widgets.table import Column, RowsModel, Table


@dataclass(frozen=True)
class Case:
    number: str
    title: str
    overdue: bool = False


CASES = [Case("0001", "食品经营许可", True), Case("0002", "劳务派遣"), Case("0003", "歌舞娱乐场所")]
COLUMNS: list[Column[Case]] = [
    Column("编号", lambda case: case.number, width=90),
    Column("事项", lambda case: case.title, lambda case: "逾期" if case.overdue else ""),
    Column("状态", lambda case: "超期" if case.overdue else "", kind=lambda case: "bad" if case.overdue else ""),
]


def model(rows=CASES):
    rows_model = RowsModel(COLUMNS)
    rows_model.set_rows(rows)
    return rows_model


def shown_texts(table_model):
    return [
        [table_model.index(row, column).data() for column in range(table_model.columnCount())]
        for row in range(table_model.rowCount())
    ]


def test_model_is_sound(qtmodeltester):
    qtmodeltester.check(model())


def test_model_shows_its_rows():
    assert shown_texts(model()) == [
        ["0001", "食品经营许可", "超期"],
        ["0002", "劳务派遣", ""],
        ["0003", "歌舞娱乐场所", ""],
    ]


def test_equal_rows_change_nothing(qtbot):
    rows = model()
    with qtbot.assertNotEmitted(rows.modelReset):
        rows.set_rows(list(CASES))


def test_count_is_never_silent_about_the_rest(shown, theme):
    table = shown(Table(model(), theme))
    assert table.count_text() == "共 3 条"
    table.set_total(1243)
    assert table.count_text() == "显示前 3 条，共 1,243 条"


def test_empty_table_says_so(shown, theme):
    table = Table(model([]), theme)
    table.set_empty("今天没有待办", "新的会自己出现")
    shown(table)
    assert (table.count_text(), table.view.isVisible(), table.current_row()) == ("共 0 条", False, -1)


def test_enter_and_double_press_pick(shown, theme):
    table = shown(Table(model(), theme))
    picked = []
    table.picked.connect(picked.append)
    table.select_row(1)
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    point = table.view.visualRect(table.model.index(2, 0)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert picked == [1, 2]


def test_step_stays_within_the_list(shown, theme):
    table = shown(Table(model(), theme))
    table.step(1)
    table.step(10)
    assert table.current_row() == 2
    table.step(-10)
    assert table.current_row() == 0


def test_columns_fill_the_width(shown, theme):
    table = Table(model(), theme)
    table.resize(700, 300)
    shown(table)
    widths = [table.view.columnWidth(column) for column in range(3)]
    assert (widths[0], sum(widths)) == (90, table.view.viewport().width())


def test_rows_are_tall_enough_to_read(shown, theme):
    flat, tall = shown(Table(model(), theme)), shown(Table(model(), theme, tall=True))
    assert 30 <= flat.view.rowHeight(0) <= 34
    assert tall.view.rowHeight(0) > 48


class WindowsShown(QObject):
    """Remembers which widgets became windows of their own."""

    def __init__(self):
        super().__init__()
        self.names = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_nothing_is_shown_as_a_window_while_it_is_made(qapp, theme):
    watch = WindowsShown()
    qapp.installEventFilter(watch)
    Table(RowsModel([Column("列", str)]), theme)
    qapp.removeEventFilter(watch)
    assert watch.names == []


def test_focus_stays_with_the_list_when_its_first_rows_come(shown):
    rows = RowsModel(COLUMNS)
    table = shown(Table(rows, Theme()))
    table.setFocus()
    rows.set_rows(CASES)
    assert table.view.hasFocus()
    rows.set_rows([])
    rows.set_rows(CASES)
    assert table.view.hasFocus()
