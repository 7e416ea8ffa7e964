"""Theme, fonts and icons: contrast, coverage, the template."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QLabel

from app.desk.icons import Icons
from app.desk.theme import DARK, LIGHT, RESOURCES, Mode, Theme, Tokens, TypeSize, body_font, render_style

DESK = Path(__file__).parents[2] / "app" / "desk"
ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def contrast(one, other):
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_words_stand_out_from_what_is_behind(tokens: Tokens):
    pairs = [
        (tokens.ink, tokens.surface), (tokens.ink, tokens.paper), (tokens.mute, tokens.surface),
        (tokens.mute, tokens.paper), (tokens.primary, tokens.primary_tint), (tokens.on_primary, tokens.primary),
        (tokens.good, tokens.good_tint), (tokens.caution, tokens.caution_tint), (tokens.bad, tokens.bad_tint),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(*pair) < 4.4] == []


def test_style_names_no_colour_of_its_own():
    template = (RESOURCES / "style" / "desk.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{6}\b|rgba?\(", template) == []


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", list(TypeSize))
def test_style_is_filled_whole(mode, size):
    theme = Theme(mode, size)
    assert re.findall(r"@\w+|fs\(", theme.style_sheet()) == []


def test_unknown_token_is_an_error():
    with pytest.raises(KeyError):
        render_style("QLabel { color: @inkk; }", LIGHT, TypeSize.NORMAL, RESOURCES, Mode.LIGHT)


def test_pictures_of_the_style_wear_the_tokens():
    for name, mode, colour in (
        ("chevron-down", "light", LIGHT.mute), ("chevron-down", "dark", DARK.mute),
        ("check", "light", LIGHT.on_primary), ("check", "dark", DARK.on_primary),
    ):  # fmt: skip
        root = ET.parse(RESOURCES / "style" / f"{name}-{mode}.svg").getroot()
        assert root.get("stroke") == colour, (name, mode)


def test_bundled_font_is_the_one_in_use(theme):
    assert QFontInfo(body_font(TypeSize.NORMAL)).family() == "Noto Sans SC"
    bold = body_font(TypeSize.NORMAL)
    bold.setBold(True)
    assert QFontInfo(bold).bold()
    assert [family for family in QFontDatabase.families() if "CJK" in family or "DejaVu" in family] == []


def test_figures_are_of_equal_width(theme):
    for size in TypeSize:
        metrics = QFontMetricsF(body_font(size))
        assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_font_has_every_sign_of_the_interface(qapp):
    font = QRawFont(str(RESOURCES / "fonts" / "NotoSansSC-Regular.ttf"), 14)
    sources = [*DESK.rglob("*.py"), RESOURCES / "translations" / "yichuang_en.ts"]
    signs = {sign for path in sources for sign in path.read_text(encoding="utf-8") if ord(sign) > 0x7E}
    comments_only = {"✗"}  # drawn by MarkLabel, named in words about it
    assert sorted(sign for sign in signs - comments_only if not font.supportsCharacter(ord(sign))) == []


def test_larger_type_makes_larger_letters(theme):
    label = QLabel("受理")
    heights = []
    for size in TypeSize:
        theme.wear(Mode.LIGHT, size)
        label.setFont(QFont())
        label.ensurePolished()
        heights.append(QFontInfo(label.font()).pixelSize())
    theme.wear(Mode.LIGHT, TypeSize.NORMAL)
    assert heights == [14, 16, 18]


@pytest.mark.parametrize("name", ICONS)
def test_icon_is_drawn_in_the_colour_asked_for(qapp, name):
    theme = Theme()
    image = Icons(theme).pixmap(name, "primary", 24).toImage()
    opaque = {
        image.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert opaque == {theme.tokens.primary}


def test_both_themes_have_every_token():
    assert [field.name for field in fields(Tokens) if getattr(LIGHT, field.name) == getattr(DARK, field.name)] == []
