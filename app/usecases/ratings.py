"""Ratings 好差评 at a desk: given on the applicant's screen, or by the code of a paper. Rule: RATING-51.

What was said is written into the journal and sent; nothing at a desk ever reads it back.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.crypto.sign import verify
from app.domain.rating.decide import RatingLevel as RatingLevel
from app.domain.rating.decide import check_rating
from app.domain.rating.events import RATING, Channel, RatingGiven
from app.domain.refusal import Refusal
from app.store.event import NewEvent, Subject
from app.usecases.rating_words import rating_levels, service_of
from app.usecases.rating_words import rating_words as rating_words
from app.usecases.rights import own_hall
from app.usecases.signing import trust_of
from app.usecases.workplace import case_by_number
from db.desk.office import rated_services

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class RatingTaken:
    """A rating was taken. No screen is stale by it: none shows any."""

    changed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Served:
    """What is rated: a case, or a turn at the counter by its ticket."""

    case_no: str = ""
    ticket: str = ""

    def service(self, day: date, place: str) -> str:
        """How the service is named in the rating: a ticket's number is one of a day, at a hall."""
        if self.case_no:
            return service_of("case", self.case_no)
        return service_of("ticket", f"{day.isoformat()} {place} {self.ticket}")


def open_to_rating(workplace: Workplace, *, case_no: str = "", ticket: str = "") -> bool:
    """Whether this service was not rated here yet; another channel may have been used without this desk knowing."""
    with workplace.store.read() as connection:
        service = Served(case_no, ticket).service(workplace.today(), _place(workplace, connection))
        return not _is_rated(connection, service)


def rate_on_second_screen(
    workplace: Workplace,
    *,
    case_no: str = "",
    ticket: str = "",
    level: int,
    labels: Sequence[str] = (),
    text: str = "",
    on: date | None = None,
) -> RatingTaken:
    """Take the rating that the applicant gave on his screen. Refusal RATE-USED, RATE-LEVEL, RATE-LABEL, STATE-UNKNOWN."""
    if not (case_no or ticket):
        raise Refusal("RATE-UNKNOWN", "没有可评价的服务。")
    return _take(workplace, Served(case_no, ticket), "second-screen", level, labels, text, on)


def rate_by_token(
    workplace: Workplace,
    case_no: str,
    token: str,
    *,
    level: int,
    labels: Sequence[str] = (),
    text: str = "",
    on: date | None = None,
) -> RatingTaken:
    """Take a rating by the code of one of the case's papers. Refusal RATE-UNKNOWN where it is not one, RATE-USED."""
    found = case_of_token(token, trust_of(workplace))
    if found != case_no.strip().upper():
        raise unknown_token()
    return _take(workplace, Served(found), "qr", level, labels, text, on)


def case_of_token(token: str, trust: object) -> str:
    """The number of the case whose paper bears this code, as text or its last part; Refusal RATE-UNKNOWN."""
    from app.receipts.codes import verify_text

    text = token.strip()
    found = verify_text(text if "/" in text else f"/q/1/{text}", trust, verify)  # type: ignore[arg-type]  # a Trust: the module is imported late
    if not found.valid or not found.case_no:
        raise unknown_token()
    return found.case_no


def unknown_token() -> Refusal:
    """The refusal of a code that is no paper's of this case."""
    return Refusal("RATE-UNKNOWN", "这个二维码不能用来评价：请扫受理凭证上的二维码，或到大厅服务台评价。", "token")


def used() -> Refusal:
    """The refusal of a second rating."""
    return Refusal("RATE-USED", "这次服务已经评价过了，谢谢。")


def _take(
    workplace: Workplace,
    served: Served,
    channel: Channel,
    level: int,
    labels: Sequence[str],
    text: str,
    on: date | None,
) -> RatingTaken:
    chosen = check_rating(rating_levels(), level, labels, text)
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        service = served.service(uow.now.today, _place(workplace, uow.connection))
        if _is_rated(uow.connection, service):
            raise used()
        about = ("", "", "")
        if served.case_no:
            state = case_by_number(uow.connection, served.case_no)
            about = (state.item_code, state.item_name, state.department)
        given = RatingGiven(
            service, level, channel, chosen, text.strip(), served.case_no, served.ticket, *about,
            counter=workplace.counter,
        )  # fmt: skip
        uow.append([NewEvent(Subject(RATING, secrets.token_hex(16)), given)])
        uow.commit()
    return RatingTaken()


def _place(workplace: Workplace, connection: Connection) -> str:
    """Where tickets are numbered: the hall, or a counter that works alone."""
    return own_hall(connection) or workplace.counter


def _is_rated(connection: Connection, service: str) -> bool:
    wanted = select(rated_services.c.service).where(rated_services.c.service == service)
    return connection.execute(wanted).first() is not None
