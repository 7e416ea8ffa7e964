"""A thin moving line: something is under way, the page stays usable."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget


class ProgressLine(QProgressBar):
    """Moves while `set_busy(True)`; takes its two pixels of room always, so nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ProgressLine")
        self.setTextVisible(False)
        self.setRange(0, 1)
        self.setFixedHeight(2)

    def set_busy(self, busy: bool) -> None:
        """Move or rest."""
        self.setRange(0, 0 if busy else 1)
        self.reset()
