"""Lucide icons, tinted in a colour of the theme; drawn when first asked for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from app.desk.theme import RESOURCES, Theme


class Icons:
    """Gives icons by their Lucide name; a pixmap is kept for each name, colour and size."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, role: str = "mute", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """Draw icon `name` in token `role`, `size` pixels wide, for a screen of `ratio` device pixels a pixel."""
        colour: str = getattr(self._theme.tokens, role)
        key = (name, colour, size, ratio)
        if key not in self._kept:
            self._kept[key] = _draw(name, colour, size, ratio)
        return self._kept[key]

    def icon(self, name: str, role: str = "mute", size: int = 20) -> QIcon:
        """Return icon `name` for a button or an action, sharp on screens of ratio 1 and 2."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, role, size, ratio))
        return icon


def _draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # after the first paint: the log-in page shows no icon

    source = (RESOURCES / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
