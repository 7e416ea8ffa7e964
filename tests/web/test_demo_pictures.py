"""Pictures of web pages in the scripted day: drawn as they were answered, with Chinese letters on any machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from app.demo.chromium import DESKTOP, PHONE, Sight, chromium, take_pictures
from app.demo.web import Page

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "http://127.0.0.1:9/c/pre"
"""Nobody listens there: what is drawn is what was answered before."""


def seen(name: str, words: str, size: tuple[int, int]) -> Sight:
    return Sight(name, Page(NOWHERE, f'<html lang="zh-CN"><body><h1>{words}</h1></body></html>', (), ()), size)


def test_pages_are_drawn_as_they_were_answered(tmp_path: Path) -> None:
    program = chromium()
    assert program is not None
    sights = [seen("one", "准予", PHONE), seen("other", "不予", PHONE), seen("wide", "准予", DESKTOP)]
    take_pictures(program, sights, tmp_path)
    one, other, wide = (Image.open(tmp_path / f"{sight.name}.png").convert("RGB") for sight in sights)
    assert (one.size, wide.size) == (PHONE, DESKTOP)
    changed = ImageChops.difference(one, other).getbbox()
    assert changed is not None  # where no font has the letters, each is the same empty box
    assert changed[2] - changed[0] < 60
