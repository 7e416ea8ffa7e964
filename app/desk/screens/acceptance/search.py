"""Looking for an item: an answer at every key; with nothing typed, parked work and the items of every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.screens.acceptance.hit_list import MOST_SHOWN_NUMBERS, HitList, HitRow
from app.desk.widgets.card import text_label
from app.desk.widgets.search_edit import SearchEdit
from app.devices.wedge import parse_scanned
from app.store.clock import CHINA

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.desk.context import Desk
    from app.desk.screens.acceptance.presenter import AcceptancePresenter


class _Search(SearchEdit):
    """A number picks a row while nothing is typed."""

    number_pressed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and not self.composing and not self.text() and text.isdigit() and text != "0":
            self.number_pressed.emit(int(text))
            return
        super().keyPressEvent(event)


class ItemSearch(QWidget):
    """The field and its list. `picked(HitRow)`."""

    picked = Signal(object)

    def __init__(self, desk: Desk, presenter: AcceptancePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.edit = _Search(self.tr("事项名称、拼音首字母、俗称、编码，或补正告知书编号"))
        self.edit.setAccessibleName(self.tr("找事项"))
        self.list = HitList(desk.theme)
        self._note = text_label("", "small")
        column.addWidget(self.edit)
        column.addWidget(self._note)
        column.addWidget(self.list, 1)
        self.list.setMinimumHeight(desk.theme.scaled(520))
        self.edit.edited.connect(lambda _text: self.show_state())
        self.edit.moved.connect(self.list.move_by)
        self.edit.picked.connect(self._pick)
        self.edit.number_pressed.connect(self.list.pick_number)
        self.list.picked.connect(self.picked)

    def open(self) -> None:
        """Begin a search."""
        self.edit.set_value("")
        self.show_state()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Forget what was looked for."""
        self.edit.set_value("")

    def show_state(self) -> None:
        """Show what fits what is typed."""
        words = self.edit.value()
        rows = self._found(words) if words else self._everyday()
        self.list.show_rows(rows, choose_first=True)
        if words and not rows:
            self._note.setText(self.tr("没有找到，换个说法试试；可用俗称，如“开饭店”"))
        elif words:
            self._note.setText(self.tr("↑ ↓ 选，Enter 办"))
        else:
            self._note.setText(self.tr("按数字选，或直接输入"))

    def _found(self, words: str) -> list[HitRow]:
        scanned = parse_scanned(words)
        if scanned.kind in ("notice", "case", "document"):
            title = self.tr("补正办件") if scanned.kind == "notice" else scanned.value
            return [HitRow("case", scanned.value, title, self.tr("打开补正，只核还差的材料"))]
        hits = self._page.work.search(words)
        return [
            HitRow(hit.kind, hit.code, hit.name, f"{hit.code} · {self._about(hit.code, hit.kind)} · {hit.why}")
            for hit in hits
        ]

    def _about(self, code: str, kind: str) -> str:
        item = self._page.work.item(code)
        if item is not None:
            return self._page.work.department(item)
        package = self._page.work.package(code) if kind == "package" else None
        return self.tr("主题套餐，{n} 项").format(n=len(package.members)) if package else ""

    def _everyday(self) -> list[HitRow]:
        standing = self._page.standing
        rows: list[HitRow] = []
        for draft in standing.drafts if standing else ():
            if draft.id == self._page.taking.id:
                continue
            at = draft.updated_at.astimezone(CHINA)
            what = self.tr("暂存") if draft.parked else self.tr("没办完")
            rows.append(HitRow("draft", draft.id, draft.title, f"{what} · {at:%m-%d %H:%M}"))
        known = {row.key for row in rows}
        rows += [
            HitRow("item", i.code, i.name, f"{i.code} · {self._page.work.department(i)}")
            for i in self._page.work.recent()
            if i.code not in known
        ]
        return [
            HitRow(r.kind, r.key, r.title, r.detail, n if n <= MOST_SHOWN_NUMBERS else 0)
            for n, r in enumerate(rows, start=1)
        ]

    def _pick(self) -> None:
        self.list.pick_current()
