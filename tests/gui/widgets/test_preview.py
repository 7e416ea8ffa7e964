"""The preview: real PDFs, pages, zoom, what cannot be read."""

from __future__ import annotations

import io

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from reportlab.pdfgen import canvas

from app.desk.widgets.preview import Preview, draw_page
from tests.builders.online import filled_form


@pytest.fixture(scope="module")
def pdf():
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(400, 400))
    for red, blue in ((1, 0), (0, 1)):
        page.setFillColorRGB(red, 0, blue)
        page.rect(0, 0, 400, 400, fill=1)
        page.showPage()
    page.save()
    return out.getvalue()


def middle(preview):
    image = preview.pixmap().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


@pytest.fixture
def preview(shown, background, pdf, settled):
    made = Preview(background)
    made.resize(500, 500)
    shown(made)
    made.show_pdf(pdf)
    settled()
    return made


def test_draw_page_gives_the_page_in_true_colours(pdf):
    drawn = draw_page(pdf, 1, 200)
    assert (drawn.pages, drawn.image.width(), drawn.image.pixelColor(100, 100).name()) == (2, 200, "#0000ff")


def test_what_was_filled_into_a_form_is_drawn():
    image = draw_page(filled_form(), 0, 300).image
    line = [image.pixelColor(x, y).lightness() for y in range(30, 60) for x in range(20, 120)]
    assert min(line) < 60


def test_pages_turn_by_keys_and_stop_at_the_ends(preview, settled):
    seen = [middle(preview)]
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(preview, key)
        settled()
        seen.append(middle(preview))
    assert seen == ["#ff0000", "#0000ff", "#0000ff", "#ff0000"]


def test_zoom_by_keys(preview, settled):
    width = preview.pixmap().width()
    QTest.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert preview.pixmap().width() > width
    QTest.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert (preview.zoom(), preview.pixmap().width()) == (1.0, width)


def test_picture_is_shown_and_cleared(preview, settled):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    preview.show_image(data.data())
    assert middle(preview) == "#00ff00"
    preview.clear()
    assert preview.pixmap().isNull()


def test_unreadable_file_is_said_in_words(preview, settled):
    preview.show_pdf(b"not a pdf")
    settled()
    words = [label.text() for label in preview.findChildren(type(preview._page_label))]
    assert any("这个文件打不开" in text for text in words)
