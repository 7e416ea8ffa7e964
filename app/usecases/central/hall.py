"""What stands on papers made at the server: the hall's settings, kept with the area's values.

They are set by `yichuang-central settings`. Until then remedies, phone numbers and the address in the QR code are those
of a desk that was never set up.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from app.domain.catalog.profile import UNDIFFERENTIATED
from app.domain.refusal import InputProblem
from app.settings import HallSettings, read_settings
from app.store.central.values import read_value, write_value
from app.usecases.hall_settings import clean_setting, problems_of, texts_of
from app.usecases.papers import Stationery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.usecases.central.server import Server

HALL = "hall"
"""The name under which the server keeps them."""
OF_DESKS = frozenset({"profile", "printers", "draft_days"})
"""Settings that mean nothing at a server, beside the limits at which a desk warns or stops."""


def names_at_server() -> tuple[str, ...]:
    """The settings that can be set at a server."""
    limits = ("warn_", "stop_")
    return tuple(f.name for f in fields(HallSettings) if f.name not in OF_DESKS and not f.name.startswith(limits))


def hall_of(server: Server, connection: Connection) -> HallSettings:
    """The hall's settings as they are kept at the server; its hall's name is that of `init` until it is set."""
    kept: dict[str, Any] = read_value(connection, server.area, HALL, {})
    settings = read_settings(kept)
    return settings if "hall" in kept or not server.settings.hall else replace(settings, hall=server.settings.hall)


def stationery_at_centre(server: Server, hall: HallSettings, clerk: str) -> Stationery:
    """What stands on every paper that is made at the server, by whoever acts."""
    return Stationery(
        hall=hall.hall,
        clerk=clerk,
        clerk_number="",
        reconsideration=hall.reconsideration,
        court=hall.court,
        evaluation=server.evaluation,
        offline=False,
        hall_phone=hall.hall_phone,
        supervision_phone=hall.supervision_phone,
    )


def change_hall_at_centre(server: Server, texts: Mapping[str, str]) -> HallSettings:
    """Change some settings, all or none; InputProblem INPUT-SETTING names the first that is wrong."""
    with server.store.write() as connection:
        before = hall_of(server, connection)
        problems = problems_of({**texts_of(before), **texts}, frozenset({UNDIFFERENTIATED.key}))
        for name, message in problems.items():
            raise InputProblem("INPUT-SETTING", f"{name}：{message}", name)
        kept = read_value(connection, server.area, HALL, {})
        write_value(connection, server.area, HALL, {**kept, **{n: clean_setting(n, t) for n, t in texts.items()}})
        return hall_of(server, connection)
