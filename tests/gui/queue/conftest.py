"""A real store with its queue, and the widgets on it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.screens.queue.call_bar import CallBar
from app.desk.screens.queue.control import QueueControl, QueueTools
from app.usecases.queue import QueueWork
from app.usecases.queue_system import QueueSystem
from tests.builders.counters import counter_at


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    made = counter_at(tmp_path_factory.mktemp("queue"), date(2026, 11, 23))
    yield made
    made.close()


_DAYS = iter(range(1, 29))


@pytest.fixture
def work(played):
    """A day of its own: tickets of another test are of another day."""
    played.clock.set(date(2026, 12, next(_DAYS)))
    work = QueueWork(played.workplace)
    work.change(source="own", address="", serves=())
    return work


@pytest.fixture
def control(desk, work):
    return QueueControl(desk, QueueTools(work, QueueSystem(work.counter)))


@pytest.fixture
def page(desk, control, shown, settled):
    """The call bar above a page with a field that has the focus."""
    from app.desk.widgets.text_edit import LineEdit

    holder = QWidget()
    column = QVBoxLayout(holder)
    holder.bar = CallBar(desk, control, lambda: ("500106-20261123-C03A-0001-X",))
    holder.field = LineEdit()
    column.addWidget(holder.bar)
    column.addWidget(holder.field)
    column.addStretch(1)
    holder.resize(1294, 400)
    desk.changes.announced.connect(lambda names, _owner: holder.bar.on_changed(names))
    shown(holder)
    settled()
    holder.field.setFocus()
    return holder
