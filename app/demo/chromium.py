"""Pictures of web pages by Chromium, where it and the library that drives it are installed; elsewhere there are none."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import RESOURCES
from app.demo.web import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--lang=zh-CN", "--disable-gpu", "--disable-background-networking", "--no-first-run")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{own}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
DESKTOP, PHONE = (1366, 768), (390, 844)


@dataclass(frozen=True)
class Sight:
    """A page as somebody saw it, under the name that its picture gets."""

    name: str
    page: Page
    size: tuple[int, int] = DESKTOP


def chromium() -> str | None:
    """The installed Chromium; None where there is none, or nothing to drive it with."""
    if find_spec("playwright") is None:
        return None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def take_pictures(program: str, sights: Sequence[Sight], folder: Path) -> None:
    """Draw the pages as they were answered; style and script come from the server, which must still be there."""
    from playwright.sync_api import sync_playwright

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*FLAGS, *(["--no-sandbox"] if root else [])]  # Chromium's own rule: none as root
    with tempfile.TemporaryDirectory(prefix="yichuang-fonts-") as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags, env=_with_fonts(Path(temporary)))
        for sight in sights:
            _take(browser, sight, folder / f"{sight.name}.png")
        browser.close()


def _with_fonts(temporary: Path) -> dict[str, str | float | bool]:
    """The surroundings in Chinese, with the program's own fonts: a telephone has such, this machine perhaps none."""
    file = temporary / "fonts.conf"
    file.write_text(FONTS.format(own=RESOURCES / "fonts", cache=temporary / "cache"), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(file), "LANGUAGE": "zh_CN"}


def _take(browser: Browser, sight: Sight, to: Path) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=sight.page.html, content_type="text/html; charset=utf-8")

    width, height = sight.size
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.route(sight.page.url, answer)
    page.goto(sight.page.url)
    page.screenshot(path=to)
    page.close()
