"""An open store with what its workspaces share, and what follows when a release of the catalogue comes into force."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap import Places
    from app.desk.program import Pulse
    from app.desk.screen import ScreenEntry
    from app.desk.second_screen.audience import Audience
    from app.devices.printers.choice import Printers
    from app.usecases.catalogue_work import CatalogueWork
    from app.usecases.counter_printing import CounterPrinting
    from app.usecases.counter_work import CounterWork
    from app.usecases.workplace import Workplace
    from app.window_exchange import DeskExchange

PULSES_A_RELEASE_CHECK = 20
"""The start of a release is a moment of the clock: it is looked for every so many pulses."""

RIGHT_OF = {
    "acceptance": "accept",
    "todo": "see-tasks",
    "search": "search",
    "issuance": "told",
    "escalations": "escalate",
    "applications": "take-application",
    "prints": "print",
    "shift": "open-shift",
    "queue": "serve-queue",
}
"""What a person must be allowed to do for a workspace to be of use; one that is not named is everybody's."""


class Session:
    """Belongs to one log-in. No dataclass: its types would have to be imported before the window has painted."""

    def __init__(
        self,
        where: Places,
        workplace: Workplace,
        work: CounterWork,
        catalogue: CatalogueWork,
        printers: Printers,
        printing: CounterPrinting,
        exchange: DeskExchange,
    ) -> None:
        self.where = where
        self.workplace = workplace
        self.work = work
        self.catalogue = catalogue
        self.printers = printers
        self.printing = printing
        self.exchange = exchange
        self._pulses = 0
        self._indexing: threading.Thread | None = None
        self._indexed: frozenset[str] = frozenset()

    def pulse(self) -> Pulse:
        """What was written by anybody, what has arrived, and how the connection stands."""
        from app.desk.program import Pulse

        arrived = self.exchange.taken() | self._follow_release()
        return Pulse(self.workplace.store.last_arrival(), self.exchange.link(), arrived)

    def close(self) -> None:
        """End the exchange, then close the store."""
        self.exchange.stop()
        if self._indexing is not None:
            self._indexing.join()
        self.workplace.store.close()

    def _follow_release(self) -> frozenset[str]:
        """Let a release that has started be in force; the search follows as soon as its index is made."""
        from app.usecases.releases_here import take_started_release

        self._pulses += 1
        ready, self._indexed = self._indexed, frozenset()
        if self._pulses % PULSES_A_RELEASE_CHECK == 1 and take_started_release(self.workplace):
            self._indexing = threading.Thread(target=self._index, name="yichuang-index", daemon=True)
            self._indexing.start()
            return ready | {"catalog"}
        return ready

    def _index(self) -> None:
        from app.bootstrap import cache_file
        from app.catalog.search_cache import load_index

        index = load_index(self.workplace.catalogue, cache_file(self.where, "search"))
        self.work.search_in(index)
        self.catalogue.search_in(index)
        self._indexed = frozenset({"catalog"})


def begin_session(where: Places, workplace: Workplace, call: Callable[[], None]) -> Session:
    """Everything that the workspaces of a store that was just opened share; the exchange has begun."""
    from app.bootstrap import cache_file
    from app.catalog.search_cache import load_index
    from app.devices.printers.choice import Printers
    from app.devices.printers.folder import NAME
    from app.usecases.calendar_change import replace_provisional
    from app.usecases.catalogue_work import CatalogueWork
    from app.usecases.counter_printing import CounterPrinting
    from app.usecases.counter_work import CounterWork
    from app.usecases.drafts import expire_drafts
    from app.usecases.queue_expiry import expire_tickets
    from app.window_exchange import DeskExchange

    index = load_index(workplace.catalogue, cache_file(where, "search"))
    # Papers of an evaluation store say 样张: they go into files unless a printer is chosen for them.
    printers = Printers(where.printed, NAME if workplace.evaluation else "")
    printing = CounterPrinting(workplace, printers)
    expire_drafts(workplace)
    expire_tickets(workplace)
    replace_provisional(workplace)
    exchange = DeskExchange(workplace, call)
    exchange.start()
    catalogue = CatalogueWork(workplace, index)
    return Session(where, workplace, CounterWork(workplace, index), catalogue, printers, printing, exchange)


def screens_of(session: Session) -> list[ScreenEntry]:
    """The workspaces that the person at work may use, in the order of the rail."""
    from app.usecases.rights import allowed

    entries = _all_screens(session)
    return [one for one in entries if one.id not in RIGHT_OF or allowed(session.workplace, RIGHT_OF[one.id])]


def _all_screens(session: Session) -> list[ScreenEntry]:
    from app.desk.screens.acceptance.entry import acceptance_entry
    from app.desk.screens.acceptance.services import AcceptanceTools
    from app.desk.screens.applications.view import applications_entry
    from app.desk.screens.case.tools import CaseTools
    from app.desk.screens.catalog.view import CatalogueTools, catalog_entry
    from app.desk.screens.escalations.view import EscalationTools, escalations_entry
    from app.desk.screens.exchange.view import exchange_entry
    from app.desk.screens.issuance.view import IssuanceTools, issuance_entry
    from app.desk.screens.prints.view import prints_entry
    from app.desk.screens.search.view import search_entry
    from app.desk.screens.settings.view import settings_entry
    from app.desk.screens.shift.view import shift_entry
    from app.desk.screens.todo.view import todo_entry
    from app.desk.second_screen.audience import Audience
    from app.devices.simulated.card_reader import SimulatedCardReader
    from app.usecases.application_work import ApplicationWork
    from app.usecases.case_work import CaseWork
    from app.usecases.escalation_work import EscalationWork
    from app.usecases.hall_settings import HallWork
    from app.usecases.issuing import IssuingWork
    from app.usecases.prefill import read_prefill
    from app.usecases.print_work import PrintWork
    from app.usecases.printer_settings import PrinterSettings
    from app.usecases.shift_work import ShiftWork
    from app.window_elsewhere import CentreCases

    workplace, printing = session.workplace, session.printing
    work = CaseWork(workplace)
    audience = Audience()
    tools = AcceptanceTools(
        session.work,
        printing,
        reader=SimulatedCardReader() if workplace.evaluation else None,
        samples=session.where.resources / "catalog" / "samples",
        story=lambda number: work.view(number).story,
        read_prefill=lambda text: read_prefill(text, workplace),
        audience=audience,
    )
    cases = CaseTools(work, printing, CentreCases(workplace) if session.exchange.joined else None)
    return [
        acceptance_entry(tools),
        todo_entry(cases),
        *([applications_entry(ApplicationWork(workplace), work.requests)] if session.exchange.joined else []),
        issuance_entry(IssuanceTools(IssuingWork(workplace), printing, tools.reader, audience)),
        search_entry(cases),
        prints_entry(PrintWork(workplace, session.printers)),
        _queue_entry(workplace, audience),
        escalations_entry(EscalationTools(EscalationWork(workplace), printing)),
        catalog_entry(CatalogueTools(session.catalogue, printing.sheet)),
        shift_entry(ShiftWork(workplace), printing),
        settings_entry(PrinterSettings(workplace, session.printers), HallWork(workplace)),
        exchange_entry(session.exchange),
    ]


def _queue_entry(workplace: Workplace, audience: Audience) -> ScreenEntry:
    """The queue with its call bar, and the applicant's screen."""
    from app.desk.screens.queue.control import QueueTools
    from app.desk.screens.queue.entry import queue_entry
    from app.desk.second_screen.window import SecondTools
    from app.usecases.queue import QueueWork
    from app.usecases.queue_slip import print_slip
    from app.usecases.queue_system import QueueSystem
    from app.usecases.second_screen import SecondScreenWork

    hall, counter = workplace.settings.hall, workplace.counter
    tools = QueueTools(QueueWork(workplace), QueueSystem(counter), partial(print_slip, workplace))
    second = SecondTools(SecondScreenWork(workplace), hall, counter.removeprefix("C"))
    return queue_entry(tools, hall, audience, second)
