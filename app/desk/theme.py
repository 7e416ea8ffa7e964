"""The one visual language: colour tokens, type sizes and the style sheet made of them.

Colours are named by what they are for (ink, mute, …). The style sheet template `resources/style/desk.qss` holds
every rule; it writes `@token` for a colour and `fs(14)` for a length that grows with the type size. Nothing else in
the desk names a colour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONT_FAMILY = "Noto Sans SC"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as #RRGGBB."""

    ink: str
    mute: str
    faint: str
    line: str
    paper: str
    surface: str
    primary: str
    primary_tint: str
    primary_line: str
    on_primary: str
    good: str
    good_tint: str
    caution: str
    caution_tint: str
    bad: str
    bad_tint: str


LIGHT = Tokens(
    ink="#1B2430", mute="#5B6675", faint="#A9B1BC", line="#D9DEE5", paper="#F4F6F8", surface="#FFFFFF",
    primary="#1D5FBF", primary_tint="#E8F0FC", primary_line="#C3D6F3", on_primary="#FFFFFF",
    good="#1B7A4B", good_tint="#E5F4EB", caution="#9A5300", caution_tint="#FFF2DF",
    bad="#B3261E", bad_tint="#FCEBEA",
)  # fmt: skip
DARK = Tokens(
    ink="#E6EAF0", mute="#9AA6B5", faint="#5A6573", line="#323C49", paper="#161B22", surface="#1F2630",
    primary="#7FB0FF", primary_tint="#21324C", primary_line="#32507C", on_primary="#0F1C30",
    good="#6FCF97", good_tint="#1D3A2B", caution="#F2B25C", caution_tint="#40301A",
    bad="#FF8A80", bad_tint="#472422",
)  # fmt: skip


class Mode(Enum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


class TypeSize(Enum):
    """The size of body text, in pixels at 96 dpi: 正常 14, 大 16, 更大 18."""

    NORMAL = 14
    LARGE = 16
    LARGER = 18


def scaled(pixels: int, size: TypeSize) -> int:
    """Return a length made for 14 px type, as it is at `size`, in whole pixels."""
    return max(1, round(pixels * size.value / TypeSize.NORMAL.value))


def render_style(template: str, tokens: Tokens, size: TypeSize, style_folder: Path, mode: Mode) -> str:
    """Fill the style sheet template: `@token`, `fs(14)`, `@folder` and `@mode`. An unknown token is a KeyError."""
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    values["folder"] = style_folder.as_posix()
    values["mode"] = mode.value
    rules = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    sized = re.sub(r"fs\((\d+)\)", lambda match: f"{scaled(int(match.group(1)), size)}px", rules)
    return re.sub(r"@([a-z_]+)", lambda match: values[match.group(1)], sized)


def load_fonts(folder: Path = RESOURCES / "fonts") -> str:
    """Register the bundled fonts with Qt and return the family; no font of the system is needed."""
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FileNotFoundError(str(folder / name))
    return FONT_FAMILY


def body_font(size: TypeSize) -> QFont:
    """Return the font of body text, with figures of equal width."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size.value)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette that unstyled corners (tool tips, pop-ups, selections) fall back to."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.surface, roles.WindowText: tokens.ink, roles.Base: tokens.surface,
        roles.AlternateBase: tokens.paper, roles.Text: tokens.ink, roles.Button: tokens.surface,
        roles.ButtonText: tokens.ink, roles.Highlight: tokens.primary_tint, roles.HighlightedText: tokens.ink,
        roles.ToolTipBase: tokens.surface, roles.ToolTipText: tokens.ink, roles.PlaceholderText: tokens.faint,
        roles.Link: tokens.primary, roles.LinkVisited: tokens.primary, roles.Mid: tokens.line,
        roles.Accent: tokens.primary,
    }  # fmt: skip
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return palette


class Theme(QObject):
    """Mode and type size as they are now; `changed` is sent after the application wears them."""

    changed = Signal()

    def __init__(self, mode: Mode = Mode.LIGHT, size: TypeSize = TypeSize.NORMAL) -> None:
        super().__init__()
        self.mode = mode
        self.size = size

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return DARK if self.mode is Mode.DARK else LIGHT

    def scaled(self, pixels: int) -> int:
        """Return a length made for normal type, at the type size in use."""
        return scaled(pixels, self.size)

    def style_sheet(self) -> str:
        """Return the style sheet in use, read from the template."""
        folder = RESOURCES / "style"
        template = (folder / "desk.qss").read_text(encoding="utf-8")
        return render_style(template, self.tokens, self.size, folder, self.mode)

    def apply(self) -> None:
        """Dress the running application: font, palette, style sheet."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        QApplication.setFont(body_font(self.size))
        QApplication.setPalette(palette_of(self.tokens))
        sheet = self.style_sheet()
        if application.styleSheet() != sheet:  # to wear the same again would polish every widget anew
            application.setStyleSheet(sheet)
        self.changed.emit()

    def wear(self, mode: Mode, size: TypeSize) -> None:
        """Change mode and type size and apply them, if they differ."""
        if (mode, size) == (self.mode, self.size):
            return
        self.mode, self.size = mode, size
        self.apply()
