"""The pages of the applicant's screen: welcome, what is entered, signature, rating, thanks. Large, for finger and pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk.second_screen.signature_pad import SignaturePad
from app.desk.widgets.chips import Chip, ChipGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.second_screen.mirror import Line
    from app.domain.rating.decide import RatingLevel

MARGIN = 48


def big(text: str = "", name: str = "AudienceText") -> QLabel:
    """A large label."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def button(text: str, kind: str = "plain") -> QPushButton:
    """A button as large as a thumb."""
    made = QPushButton(text)
    made.setObjectName("AudienceButton")
    made.setProperty("kind", kind)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


class Page(QWidget):
    """A title and `body` below it."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, 32, MARGIN, 32)
        self.body.setSpacing(16)
        self.title, self.note = big(title, "AudienceTitle"), big(note, "AudienceNote")
        self.body.addWidget(self.title)
        self.body.addWidget(self.note)
        self.note.setVisible(bool(note))


class MessagePage(Page):
    """A title in the middle: welcome, thanks."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self.body.insertStretch(0, 1)
        self.body.addStretch(2)
        for label in (self.title, self.note):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)


class EnteredPage(Page):
    """What is being entered. Numbers are masked; while “按住看全部” is held they are shown. `confirmed` by the person."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("请核对正在录入的内容"), self.tr("有不对的，请马上告诉窗口人员"))
        holder = QWidget()
        lines = QVBoxLayout(holder)
        self._grid = QGridLayout()
        lines.addLayout(self._grid)
        lines.addStretch(1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(10)
        self._area = QScrollArea()
        self._area.setWidget(holder)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area, 1)
        self.hold = button(self.tr("按住看全部号码"))
        self.hold.pressed.connect(self._say)
        self.hold.released.connect(self._say)
        self.right = button(self.tr("核对无误"), "primary")
        self.right.clicked.connect(self._confirm)
        line = QHBoxLayout()
        line.addWidget(self.hold)
        line.addStretch(1)
        line.addWidget(self.right)
        self.body.addLayout(line)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; labels are used again, so that little is to be done."""
        while len(self._rows) < len(lines):
            pair = big(name="AudienceLabel"), big(name="AudienceValue")
            for column, label in enumerate(pair):
                self._grid.addWidget(label, len(self._rows), column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(pair)
        if lines != self._lines:
            self.right.setEnabled(True)
        self._lines = lines
        for place, pair in enumerate(self._rows):
            for label in pair:
                label.setVisible(place < len(lines))
        self._say()

    def clear(self) -> None:
        """Leave nothing: the labels are emptied too."""
        for label, value in self._rows:
            label.clear()
            value.clear()
        self.show_lines(())

    def texts(self) -> list[str]:
        """Return what stands on the page."""
        return [label.text() for pair in self._rows for label in pair if label.text()]

    def _confirm(self) -> None:
        self.right.setEnabled(False)
        self.confirmed.emit()

    def _say(self) -> None:
        for (label, value), line in zip(self._rows, self._lines, strict=False):
            label.setText(line.label)
            value.setText(line.value if self.hold.isDown() else line.masked)
        self.hold.setVisible(any(line.value != line.masked for line in self._lines))


class SignPage(Page):
    """A field to sign in."""

    signed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("请签名"))
        self.note.show()
        self.pad = SignaturePad()
        self.body.addWidget(self.pad, 1)
        line = QHBoxLayout()
        self.again, self.done = button(self.tr("重写")), button(self.tr("签好了"), "primary")
        line.addWidget(self.again)
        line.addStretch(1)
        line.addWidget(self.done)
        self.body.addLayout(line)
        self.again.clicked.connect(self.pad.clear)
        self.done.clicked.connect(self.signed)
        self.pad.changed.connect(lambda: self.done.setEnabled(self.pad.signed()))
        self.done.setEnabled(False)


class RatePage(Page):
    """Five levels, then the labels of the one that was chosen. There is no way past it but time."""

    rated = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(self.tr("请评价本次服务"), self.tr("评价不记名，窗口人员看不到"))
        self._levels: dict[int, RatingLevel] = {}
        self.level = 0
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self.buttons: dict[int, QPushButton] = {}
        self.body.addLayout(self._row)
        self.labels = ChipGroup([], multi=True)
        self.body.addWidget(self.labels)
        self.body.addStretch(1)
        self.submit = button(self.tr("提交"), "primary")
        self.submit.clicked.connect(self.give)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.submit)
        self.body.addLayout(line)
        self.clear()

    def set_levels(self, levels: Sequence[RatingLevel]) -> None:
        """The levels and their labels, the best first; once."""
        self._levels = {one.level: one for one in levels}
        for one in levels:
            made = button(one.label, "level")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, level=one.level: self.choose(level))
            self._row.addWidget(made, 1)
            self.buttons[one.level] = made

    def choose(self, level: int) -> None:
        """A level was pressed: its labels are offered."""
        self.level = level
        for one, made in self.buttons.items():
            made.setChecked(one == level)
        self.labels.set_options([Chip(label, label) for label in self._levels[level].labels])
        self.labels.show()
        self.submit.show()

    def give(self) -> None:
        """The rating is given, with the labels chosen so far."""
        if self.level:
            self.rated.emit(self.level, tuple(sorted(self.labels.values())))

    def clear(self) -> None:
        """Nothing is chosen."""
        self.level = 0
        for made in self.buttons.values():
            made.setChecked(False)
        self.labels.set_options([])
        self.labels.hide()
        self.submit.hide()
