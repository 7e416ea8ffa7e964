"""One paper that tells several cases of a package: where it lies, whom it tells, and how it is made again.

It is a document of one of the cases; `also` of the document names the others. Rules: LAW-26-2, LAW-32-5, LAW-32-9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.usecases.package_queries import case_of, cases_of, package_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState, DocumentState


def told_elsewhere(connection: Connection, state: CaseState) -> Iterator[tuple[CaseState, DocumentState]]:
    """Documents of other cases of its package that tell this case too, as far as this desk holds them."""
    package = package_state(connection, state.package)
    if package is None:
        return
    for other in cases_of(connection, package).values():
        if other.case_id != state.case_id:
            yield from ((other, d) for d in other.documents.values() if state.case_no in d.also)


def holder_of(connection: Connection, state: CaseState, number: str) -> CaseState:
    """The case with which a document lies that is named for this one; this one itself where nothing else tells it."""
    if number in state.documents:
        return state
    return next((other for other, d in told_elsewhere(connection, state) if d.number == number), state)


def told_with(connection: Connection, document: DocumentState) -> tuple[CaseState, ...]:
    """The other cases that a document tells and that go on; those withdrawn, or not held here, are left out."""
    found = (case_of(connection, number) for number in document.also)
    return tuple(case for case in found if case is not None and case.accepted_on and case.phase != "withdrawn")
