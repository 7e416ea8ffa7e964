"""A real browser at a real server: Chromium without a window, a server on loopback."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.builders.http_central import ADMIN, PASSWORD, Served, make_central

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; the set-up installs it. It ends with its module: it keeps an event loop running."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS, env=_with_fonts())
        yield found
        found.close()


def _with_fonts() -> dict[str, str | float | bool]:
    """The surroundings without what the tests of the window set: Chromium ends itself where there is no font."""
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}


@pytest.fixture
def log() -> io.StringIO:
    """What the server writes into its log."""
    return io.StringIO()


@pytest.fixture
def served(tmp_path: Path, log: io.StringIO) -> Iterator[Served]:
    """A server with one administrator."""
    server = make_central(tmp_path / "home")
    with Served(server, log) as running:
        yield running
    server.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a browser that reads Chinese."""
    context = browser.new_context(base_url=served.url, locale="zh-CN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def at_console(page: Page) -> Page:
    """The administrator, logged in."""
    page.goto("/console/log-in")
    page.get_by_label("登录名").fill(ADMIN)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    return page
