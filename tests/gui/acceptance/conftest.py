"""A counter with a real store and the starting catalogue; its printer writes PDFs into a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.bootstrap import RESOURCES, cache_file, create_workplace, places
from app.catalog.search_cache import load_index
from app.desk.screens.acceptance.services import AcceptanceTools
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.devices.printers.choice import Printers
from app.devices.printers.folder import NAME
from app.devices.simulated.card_reader import SimulatedCardReader
from app.usecases.counter_printing import CounterPrinting
from app.usecases.counter_work import CounterWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.desk.context import Desk
    from app.usecases.workplace import Workplace

PASSWORD = "Chuangkou-2026-ceshi"


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    made = create_workplace(places(tmp_path / "home"), "王芳", PASSWORD, "C03", "500106", evaluation=True)
    yield made
    made.store.close()


@pytest.fixture
def work(workplace: Workplace, tmp_path: Path) -> CounterWork:
    index = load_index(workplace.catalogue, cache_file(places(tmp_path / "home"), "search"))
    return CounterWork(workplace, index)


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """The folder that the printer writes its PDFs into."""
    return tmp_path / "printed"


@pytest.fixture
def printer(workplace: Workplace, printed: Path) -> CounterPrinting:
    return CounterPrinting(workplace, Printers(printed, default=NAME, ask_system=list))


@pytest.fixture
def screen(
    desk: Desk,
    work: CounterWork,
    printer: CounterPrinting,
    shown: Callable[[Any], Any],
    settled: Callable[[], None],
) -> AcceptanceScreen:
    """The page as after log-in, at the size of a counter's screen."""
    tools = AcceptanceTools(work, printer, SimulatedCardReader(), samples=RESOURCES / "catalog" / "samples")
    page = AcceptanceScreen(desk, tools)
    page.resize(1294, 724)
    shown(page)
    page.on_shown()
    settled()
    return page
