"""Pull: signed pages of the feed after the store's cursor, each taken in one transaction; what a restored server lacks."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from app.store.cursor import Cursor
from app.store.exchange import Signed
from app.store.exchange_admission import LONG_POLL_SECONDS
from app.store.receipt_rows import placed_through
from app.store.replica import cursor, hand_back, take_page
from app.store.server_time import trust_server_time
from app.sync.authority import pin_successor
from app.sync.client import ANSWER_SECONDS, Link
from app.sync.failures import EpochChanged
from app.sync.household import greet
from app.sync.push import RESTORED, fetch_lost, note
from app.sync.releases import note_release

if TYPE_CHECKING:
    from app.store.event import StoredEvent
    from app.store.exchange import Page
    from app.store.replica import Changed
    from app.sync.line import Line
    from app.sync.session import Session


LATE_SECONDS = 10.0
"""How late the answer to a long poll may be before the line is held to be dead."""


class Returned(msgspec.Struct, frozen=True):
    """What the server did with events that were handed back: taken, known already, refused."""

    taken: int
    known: int
    refused: int


def ask_page(session: Session, link: Link, at: Cursor, wait: float = 0.0, own: tuple[str, int] = ("", 0)) -> Page:
    """Ask for what comes after `at`, waiting up to `wait` seconds for something new. EpochChanged if it was restored.

    `own`: the own journal and through which event it need not be sent back.
    """
    where: dict[str, str | int] = {"epoch": at.epoch, "after": at.position}
    where["wait"] = round(min(wait, LONG_POLL_SECONDS))
    where["own"], where["through"] = own
    seconds = wait + LATE_SECONDS if wait else ANSWER_SECONDS
    return session.page(session.ask(link, "GET", "feed", Signed, params=where, seconds=seconds))


def pull(line: Line) -> int:
    """Take every page up to the server's head; return how many entries came."""
    count = 0
    for _ in range(2):
        try:
            return count + _pull_to_head(line)
        except EpochChanged:
            enter_epoch(line)
    return count


def _pull_to_head(line: Line) -> int:
    """Take page after page; while one is taken the next one is on its way."""
    count = 0
    with line.store.read() as connection:
        own = placed_through(connection, cursor(connection).epoch)
    while True:
        asked = time.monotonic()
        page = ask_page(line.session, line.link, where(line), own=own)
        seconds = time.monotonic() - asked
        while page.position < page.head:
            line.check_running()
            after = Cursor(page.epoch, page.position)
            coming = line.ahead.ask(partial(ask_page, line.session, at=after, own=own))
            try:
                count += take(line, page, seconds)
            finally:
                page = coming.result()
            seconds = 0.0
        count += take(line, page, seconds)
        if where(line).position >= page.head:
            return count


def take(line: Line, page: Page, seconds: float) -> int:
    """Take one page; return how many entries it had. `seconds` is how long the answer was on its way.

    A page that does not begin at the cursor (another process was quicker) is left for the next one.
    """
    offset = trust_server_time(line.store, page.time, seconds)
    if offset is not None:
        line.report.offset_s = round(offset.total_seconds(), 3)
    if page.epoch != where(line).epoch:
        raise EpochChanged(RESTORED, page.epoch)
    if page.after != where(line).position:
        return 0
    changed = take_page(line.store, page)
    note(line, changed)
    _follow(line, changed)
    line.report.pulled += len(page.entries)
    line.report.position = page.position
    return len(page.entries)


def where(line: Line) -> Cursor:
    """The store's cursor now."""
    with line.store.read() as connection:
        return cursor(connection)


def enter_epoch(line: Line) -> None:
    """The server was restored: a new session tells how far both know the same; the rest is compared and sent again."""
    line.session.forget()
    greet(line)


def hand_back_lost(line: Line) -> Returned:
    """Give a restored server the foreign events that it now lacks. To be called once this desk has read to the head."""
    total = Returned(0, 0, 0)
    for events in hand_back(line.store):
        line.check_running()
        answer = line.session.ask_packed(line.link, "returned", events, Returned)
        total = Returned(total.taken + answer.taken, total.known + answer.known, total.refused + answer.refused)
    return total


def _follow(line: Line, changed: Changed) -> None:
    """Do what arrived asks for: fetch own events that this store lacks, releases, the authority's successor."""
    for journal in changed.missing:
        fetch_lost(line, journal)
    for event in changed.area:
        follow_area(line, event)


def follow_area(line: Line, event: StoredEvent) -> None:
    """Do what an event of the area asks of a desk."""
    if event.kind == "catalogue.released":
        note_release(line, event.body)
    elif event.kind == "ca.announced":
        pin_successor(line, event.body)
    elif event.kind in ("account.changed", "device.changed"):
        line.announce("accounts")
