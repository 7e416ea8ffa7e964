"""Projectors of what is not a case: documents and their numbers, visits, blank sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain import shift, visit
from app.domain.case import events as e
from app.domain.documents.numbers import parse_number
from app.store.case_projection import CASE
from app.store.clock import CHINA
from app.store.event import Erased
from app.store.prepared import Prepared
from db.desk import projections as t
from db.types import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

_SERIES = insert(t.series)
_DRAW = Prepared(
    _SERIES.on_conflict_do_update(
        index_elements=["key"], set_={"last": func.max(t.series.c.last, _SERIES.excluded.last)}
    )
)
_LAST = Prepared(select(t.series.c.last).where(t.series.c.key == bindparam("key")))
_KEY = ["number", "subject_id"]
_WORDS = insert(t.documents)
_DOCUMENT = Prepared(
    _WORDS.on_conflict_do_update(
        index_elements=_KEY, set_={c.name: _WORDS.excluded[c.name] for c in t.documents.columns if c.name not in _KEY}
    )
)
_MEANT = Prepared(
    _WORDS.on_conflict_do_update(
        index_elements=_KEY,
        set_={"event": _WORDS.excluded.event, "ruling": _WORDS.excluded.ruling},
        where=t.documents.c.journal == _WORDS.excluded.journal,
    )
)
_VISIT = Prepared(insert(t.visits))
_d = t.documents.c
_ABOUT = (_d.number == bindparam("b_number"), _d.subject_id == bindparam("b_subject"))


def last_drawn(connection: Connection, key: str) -> int:
    """The last number drawn of a series, 0 before the first. Read inside the transaction that draws."""
    row = _LAST.first(connection, key=key)
    return row[0] if row else 0


class DocumentProjector:
    """Folds document events and drawn numbers into `documents` and `series`.

    A number that was drawn exists, whatever was ruled about its case: what came out of a printer, and what became of
    it, is kept for a contested version as well; but what does not stand voids no document of a version that does.
    Numbers that other counters drew are known by their documents only.
    """

    name = "documents"
    version = "3"
    tables: Sequence[Table] = (t.documents, t.series)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold events: a number that is drawn and used in one group is one row written once."""
        meant = {event.body.number: event for event in events if isinstance(event.body, e.DocumentMeant)}
        for event in events:
            self._fold(connection, event, meant)

    def _fold(self, connection: Connection, event: StoredEvent, meant: dict[str, StoredEvent]) -> None:
        body = event.body
        match body:
            case e.NumbersDrawn():
                self._drawn(connection, event, body, meant)
            case e.DocumentMeant() if body.number in meant:
                self._meant(connection, event, body)
            case e.CaseSettled() if event.stands:
                self._settled(connection, event, body)
            case Erased():
                connection.execute(_BLANK, {"b_subject": event.subject.id})
            case _ if type(body) in _CHANGES:
                about = {"b_number": body.number, "b_subject": event.subject.id}  # type: ignore[attr-defined]  # each has a number
                if isinstance(body, e.DocumentVoided):
                    about["b_stands"] = not _against(event)
                _CHANGES[type(body)].run(connection, **about, **_values(body))

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Keep the numbers drawn here; what became of the sheets is folded again. Other counters' rows go."""
        connection.execute(_BLANK, {"b_subject": subject.id})
        connection.execute(_DROP, {"b_subject": subject.id})

    def _drawn(
        self, connection: Connection, event: StoredEvent, body: e.NumbersDrawn, meant: dict[str, StoredEvent]
    ) -> None:
        _DRAW.run_many(connection, [{"key": d.series, "last": d.serial} for d in body.draws])
        rows = [_row(event, d, meant.pop(d.number, None)) for d in body.draws if d.kind != "case"]
        if rows:
            _DOCUMENT.run_many(connection, rows)

    def _meant(self, connection: Connection, event: StoredEvent, body: e.DocumentMeant) -> None:
        """The document of a number that was drawn in another group, or at another counter."""
        _MEANT.run(connection, **_foreign(event, body))

    def _settled(self, connection: Connection, event: StoredEvent, body: e.CaseSettled) -> None:
        """What a lead settled: the papers of either version are the case's; those that do not hold are voided."""
        for paper in body.papers:
            _TAKEN_OVER.run(connection, b_number=paper.number, b_subject=event.subject.id)


_UNTOUCHED: dict[str, Any] = {
    "spooled": False, "printed": 0, "spoiled": 0, "sealed": "", "told": "", "told_on": "", "voided": "", "reprints": 0,
    "event": "", "ruling": "",
}  # fmt: skip
_OF_SUBJECT = _d.subject_id == bindparam("b_subject")
_BLANK = update(t.documents).where(_OF_SUBJECT).values(**_UNTOUCHED)
_DROP = delete(t.documents).where(_OF_SUBJECT, _d.own.is_(False))
_TAKEN_OVER = Prepared(update(t.documents).where(*_ABOUT).values(ruling=""))


def _against(event: StoredEvent) -> str:
    """The ruling against an event of a case, empty where there is none."""
    return "" if event.subject.kind != CASE or event.ruling in (None, "stands") else str(event.ruling)


def _row(event: StoredEvent, draw: e.Draw, meant: StoredEvent | None) -> dict[str, Any]:
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
    written = {} if meant is None else {"event": meant.row, "ruling": _against(meant)}
    drawn = {"own": True, "journal": event.kept_in, "clerk": event.actor, "meant_at": event.at}
    return own | _UNTOUCHED | drawn | written


def _foreign(event: StoredEvent, body: e.DocumentMeant) -> dict[str, Any]:
    """The row of a number that another counter drew: of the draw itself nothing is known here."""
    number = parse_number(body.number)
    drawn = {"series": number.series, "serial": number.serial} if number else {"series": "", "serial": 0}
    said = {name: getattr(body, name) for name in ("number", "kind", "copies", "filed", "issued_on")}
    about = {"subject_kind": event.subject.kind, "subject_id": event.subject.id, "case_no": "", "own": False}
    when = {"journal": event.kept_in, "clerk": event.actor, "meant_at": event.at}
    return said | about | drawn | _UNTOUCHED | when | {"event": event.row, "ruling": _against(event)}


_MEANT_ALREADY = (*_ABOUT, or_(_d.event != "", _d.subject_kind != CASE))
"""What is said of a case's document before it was meant, as a restored server may order it, changes nothing."""
_IF_STANDS = (*_MEANT_ALREADY, or_(bindparam("b_stands", type_=Flag), _d.ruling != ""))
"""An event that does not stand changes only a document that does not stand either."""
_UPDATES: dict[type, Any] = {
    e.DocumentSpooled: update(t.documents).where(*_MEANT_ALREADY).values(spooled=True),
    e.DocumentPrinted: update(t.documents).where(*_MEANT_ALREADY).values(printed=_d.printed + bindparam("b_copies")),
    e.DocumentSpoiled: update(t.documents).where(*_MEANT_ALREADY).values(spoiled=_d.spoiled + bindparam("b_copies")),
    e.DocumentSealed: update(t.documents).where(*_MEANT_ALREADY).values(sealed=bindparam("b_seal")),
    e.DocumentTold: update(t.documents)
    .where(*_MEANT_ALREADY)
    .values(told=bindparam("b_how"), told_on=bindparam("b_on")),
    e.DocumentVoided: update(t.documents).where(*_IF_STANDS).values(voided=bindparam("b_reason")),
    e.DocumentReprinted: update(t.documents)
    .where(*_MEANT_ALREADY)
    .values(reprints=func.max(_d.reprints, bindparam("b_copy"))),
}
_CHANGES = {kind: Prepared(statement) for kind, statement in _UPDATES.items()}
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
    return {f"b_{name}": getattr(body, name) for name in _NEEDED[type(body)]}


_BLANKS = insert(t.blanks)
_LENT = _BLANKS.on_conflict_do_update(index_elements=["number"], set_={"lent_on": _BLANKS.excluded.lent_on})
_USED = _BLANKS.on_conflict_do_update(
    index_elements=["number"],
    set_={
        "state": case((t.blanks.c.state == "void", "void"), else_="used"),
        "case_no": _BLANKS.excluded.case_no,
    },
)
_VOID = _BLANKS.on_conflict_do_update(
    index_elements=["number"], set_={"state": "void", "reason": _BLANKS.excluded.reason}
)


class OfficeProjector:
    """Folds visits and blank sheets; the same rows in whatever order their events arrive."""

    name = "office"
    version = "2"
    tables: Sequence[Table] = (t.visits, t.blanks)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of one group."""
        for event in events:
            self._fold(connection, event)

    def _fold(self, connection: Connection, event: StoredEvent) -> None:
        body, day = event.body, event.at.astimezone(CHINA).date().isoformat()
        match body:
            case visit.VisitRecorded():
                row = {"event": event.row, "kind": body.kind, "case_no": body.case_no, "item": body.item, "day": day}
                _VISIT.run(connection, **row, at=event.at, clerk=event.actor)
            case shift.BlanksLent():
                connection.execute(_LENT, [_blank(number, "lent", lent_on=day) for number in body.numbers])
            case shift.BlankUsed():
                connection.execute(_USED, _blank(body.number, "used", case_no=body.case_no))
            case shift.BlankVoided():
                connection.execute(_VOID, _blank(body.number, "void", reason=body.reason))

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete what hangs on the subject itself: nothing here holds a person."""


def _blank(number: str, state: str, *, lent_on: str = "", case_no: str = "", reason: str = "") -> dict[str, str]:
    return {"number": number, "state": state, "lent_on": lent_on, "case_no": case_no, "reason": reason}
