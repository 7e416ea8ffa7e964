"""Where this machine's scanner writes its files: from there the key for scanning takes the newest, or files are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from app.desk.context import Desk


class ScanFolderChoice(QWidget):
    """Kept at once. A file that was taken is deleted there once its encrypted copy is safe, and that is said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.words = text_label("")
        self.note = text_label("", "small")
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        self.choose = ActionButton(self.tr("选文件夹"), kind="pill")
        self.choose.clicked.connect(self._ask)
        self.by_hand = ActionButton(self.tr("改为每次选文件"), kind="pill")
        self.by_hand.clicked.connect(lambda: self.set_folder(""))
        for button in (self.choose, self.by_hand):
            flow.addWidget(button)
        for widget in (self.words, buttons, self.note):
            column.addWidget(widget)
        self.setFocusProxy(self.choose)
        self._say()

    def set_folder(self, folder: str) -> None:
        """Take scans from this folder from now on; empty: files are chosen each time."""
        self._desk.preferences.change(scan_folder=folder)
        self._say()

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("选扫描仪专用的文件夹"))
        if folder:
            self.set_folder(folder)

    def _say(self) -> None:
        folder = self._desk.preferences.now.scan_folder
        self.words.setText(folder or self.tr("没有专用文件夹，扫描时选文件"))
        self.by_hand.setVisible(bool(folder))
        self.note.setText(
            self.tr("按扫描键收下这里最新的一个文件，加密收好以后从这里删除。请选扫描仪专用的文件夹。")
            if folder
            else ""
        )
