"""Puts a sheet into the middle of a page, as tall as its words need."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def centre(page: QWidget, sheet: QWidget) -> None:
    """Lay `sheet` out in the upper middle of `page`. An alignment flag would forget the height of wrapped words."""
    outer = QVBoxLayout(page)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(sheet)
    line.addStretch(1)
    outer.addStretch(2)
    outer.addLayout(line)
    outer.addStretch(3)
