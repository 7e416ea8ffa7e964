"""What is painted first: the program's name, and that it opens. It needs nothing but a few widgets."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.centered import centre

WIDTH, WIDE = 380, 560


class Cover(QFrame):
    """The sheet of the log-in page before there is anything to choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("LoginPage")
        self.sheet = QFrame()
        self.sheet.setObjectName("LoginSheet")
        self.widen(wide=False)
        self.column = QVBoxLayout(self.sheet)
        self.column.setContentsMargins(32, 28, 32, 24)
        self.column.setSpacing(12)
        brand = QLabel("一窗")
        brand.setObjectName("LoginBrand")
        self.hall = QLabel(self.tr("正在打开本机数据"))
        self.hall.setObjectName("LoginHall")
        self.column.addWidget(brand)
        self.column.addWidget(self.hall)
        centre(self, self.sheet)

    def widen(self, *, wide: bool) -> None:
        """Give the sheet the width of a form, or that of a log-in."""
        self.sheet.setFixedWidth(WIDE if wide else WIDTH)
