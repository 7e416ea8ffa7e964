"""Projectors of what is not a case: documents and their numbers, visits, blank sheets."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain import shift, visit
from app.domain.case import events as e
from app.store.clock import CHINA
from app.store.event import Erased
from app.store.prepared import Prepared
from db.desk import projections as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

_SERIES = insert(t.series)
_DRAW = Prepared(_SERIES.on_conflict_do_update(index_elements=["key"], set_={"last": _SERIES.excluded.last}))
_LAST = Prepared(select(t.series.c.last).where(t.series.c.key == bindparam("key")))
_DOCUMENT = Prepared(insert(t.documents))
_VISIT = Prepared(insert(t.visits))
_BY_NUMBER = t.documents.c.number == bindparam("b_number")


def last_drawn(connection: Connection, key: str) -> int:
    """The last number drawn of a series, 0 before the first. Read inside the transaction that draws."""
    row = _LAST.first(connection, key=key)
    return row[0] if row else 0


class DocumentProjector:
    """Folds document events and drawn numbers into `documents` and `series`."""

    name = "documents"
    version = "2"
    tables: Sequence[Table] = (t.documents, t.series)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of one group: a number that is drawn and used in it is one row written once."""
        meant = {event.body.number: event.id for event in events if isinstance(event.body, e.DocumentMeant)}
        for event in events:
            self._fold(connection, event, meant)

    def _fold(self, connection: Connection, event: StoredEvent, meant: dict[str, str]) -> None:
        body = event.body
        match body:
            case e.NumbersDrawn():
                self._drawn(connection, event, body, meant)
            case e.DocumentMeant() if body.number in meant:
                _WRITTEN.run(connection, b_number=body.number, b_event=event.id)
            case Erased():
                connection.execute(_BLANK, {"b_subject": event.subject.id})
            case _ if type(body) in _CHANGES:
                connection.execute(_CHANGES[type(body)], {"b_number": body.number, **_values(body)})  # type: ignore[attr-defined]  # each has a number

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Keep the numbers; what became of the sheets goes with the erased bodies, as a rebuild would have it."""
        connection.execute(_BLANK, {"b_subject": subject.id})

    def _drawn(self, connection: Connection, event: StoredEvent, body: e.NumbersDrawn, meant: dict[str, str]) -> None:
        _DRAW.run_many(connection, [{"key": d.series, "last": d.serial} for d in body.draws])
        rows = [_row(event, d, meant.pop(d.number, "")) for d in body.draws if d.kind != "case"]
        if rows:
            _DOCUMENT.run_many(connection, rows)


_UNTOUCHED: dict[str, Any] = {
    "spooled": False, "printed": 0, "spoiled": 0, "sealed": "", "told": "", "told_on": "", "voided": "", "reprints": 0,
    "event": "",
}  # fmt: skip
_BLANK = update(t.documents).where(t.documents.c.subject_id == bindparam("b_subject")).values(**_UNTOUCHED)
_WRITTEN = Prepared(update(t.documents).where(_BY_NUMBER).values(event=bindparam("b_event")))


def _row(event: StoredEvent, draw: e.Draw, meant: str) -> dict[str, Any]:
    fields = (
        "number",
        "kind",
        "subject_kind",
        "subject_id",
        "case_no",
        "series",
        "serial",
        "copies",
        "filed",
        "issued_on",
    )
    own = {name: getattr(draw, name) for name in fields}
    return own | _UNTOUCHED | {"clerk": event.actor, "meant_at": event.at, "event": meant}


_d = t.documents.c
_CHANGES: dict[type, Any] = {
    e.DocumentSpooled: update(t.documents).where(_BY_NUMBER).values(spooled=True),
    e.DocumentPrinted: update(t.documents).where(_BY_NUMBER).values(printed=_d.printed + bindparam("b_copies")),
    e.DocumentSpoiled: update(t.documents).where(_BY_NUMBER).values(spoiled=_d.spoiled + bindparam("b_copies")),
    e.DocumentSealed: update(t.documents).where(_BY_NUMBER).values(sealed=bindparam("b_seal")),
    e.DocumentTold: update(t.documents).where(_BY_NUMBER).values(told=bindparam("b_how"), told_on=bindparam("b_on")),
    e.DocumentVoided: update(t.documents).where(_BY_NUMBER).values(voided=bindparam("b_reason")),
    e.DocumentReprinted: update(t.documents).where(_BY_NUMBER).values(reprints=bindparam("b_copy")),
}
_NEEDED: dict[type, tuple[str, ...]] = {
    e.DocumentSpooled: (),
    e.DocumentPrinted: ("copies",),
    e.DocumentSpoiled: ("copies",),
    e.DocumentSealed: ("seal",),
    e.DocumentTold: ("how", "on"),
    e.DocumentVoided: ("reason",),
    e.DocumentReprinted: ("copy",),
}


def _values(body: Any) -> dict[str, Any]:
    fields = asdict(body)
    return {f"b_{name}": fields[name] for name in _NEEDED[type(body)]}


class OfficeProjector:
    """Folds visits and blank sheets."""

    name = "office"
    version = "1"
    tables: Sequence[Table] = (t.visits, t.blanks)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of one group."""
        for event in events:
            self._fold(connection, event)

    def _fold(self, connection: Connection, event: StoredEvent) -> None:
        body, day = event.body, event.at.astimezone(CHINA).date().isoformat()
        match body:
            case visit.VisitRecorded():
                row = {"event": event.id, "kind": body.kind, "case_no": body.case_no, "item": body.item, "day": day}
                _VISIT.run(connection, **row, at=event.at, clerk=event.actor)
            case shift.BlanksLent():
                rows = [
                    {"number": n, "state": "lent", "lent_on": day, "case_no": "", "reason": ""} for n in body.numbers
                ]
                connection.execute(insert(t.blanks), rows)
            case shift.BlankUsed():
                self._blank(connection, body.number, state="used", case_no=body.case_no)
            case shift.BlankVoided():
                self._blank(connection, body.number, state="void", reason=body.reason)

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete what hangs on the subject itself: nothing here holds a person."""

    def _blank(self, connection: Connection, number: str, **values: str) -> None:
        connection.execute(update(t.blanks).where(t.blanks.c.number == number).values(**values))
