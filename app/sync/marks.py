"""Marks that the server has lent: one for the next journal, one in reserve, each with its certificate for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.store.exchange_admission import Marks
from app.store.journal import journals
from app.store.settings import read_bytes, write_bytes
from app.sync.binding import binding_of, keep_binding

if TYPE_CHECKING:
    from app.store.facade import Store
    from app.sync.line import Line

MARKS = "sync.marks"


def kept_marks(store: Store) -> tuple[str, ...]:
    """Marks lent to this store that none of its journals has used; the first one is next."""
    with store.read() as connection:
        kept = read_bytes(connection, MARKS)
        used = {journal.mark for journal in journals(connection, own=True)}
    if kept is None:
        return ()
    marks = msgspec.json.decode(kept, type=Marks)
    return tuple(mark for mark in (marks.mark, marks.reserve) if mark and mark not in used)


def keep_marks(store: Store, marks: Marks) -> None:
    """Keep what the server has lent; the certificates for paper go to the binding. Writes only what is new."""
    data = msgspec.json.encode(marks)
    binding = binding_of(store)
    paper = {**binding.paper, **marks.paper}
    with store.read() as connection:
        same = read_bytes(connection, MARKS) == data
    if same and paper == binding.paper:
        return
    with store.write_local() as connection:
        write_bytes(connection, MARKS, data)
        if paper != binding.paper:
            keep_binding(connection, msgspec.structs.replace(binding, paper=paper))


def next_lent_mark(line: Line) -> str:
    """The mark for the next journal; empty if none is left and the server has to be asked."""
    return next(iter(kept_marks(line.store)), "")


def lend_marks(line: Line) -> Marks:
    """Ask the server for marks and keep them."""
    marks = line.session.ask(line.link, "POST", "marks", Marks)
    keep_marks(line.store, marks)
    return marks
