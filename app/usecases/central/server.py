"""A server 中心服务器: an open database with the keys and everything that the use cases at the centre need.

Holds no rule; knows which area it serves, with which keys, clock and event types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.area import AREA
from app.domain.catalog.catalogue import Catalogue
from app.store.central.accounts import AccountRows
from app.store.central.home import CentralHome, ServerSettings
from app.store.central.keyfile import ServerKeys
from app.store.central.ledger import Ledger
from app.store.clock import Clock
from app.store.event import NewEvent, Subject
from app.store.exchange import Signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.engine import CentralStore

OPERATOR = "server"
"""Who did what an administrator does by a command on the machine itself."""


@dataclass(frozen=True)
class Server:
    """What a use case of the server is given."""

    home: CentralHome
    keys: ServerKeys = field(repr=False)
    settings: ServerSettings
    ledger: Ledger
    clock: Clock = field(default_factory=Clock)
    version: str = ""
    releases: dict[str, Catalogue] = field(default_factory=dict, repr=False, compare=False)
    """Releases by their hash as they were read last; their content never changes."""

    @property
    def store(self) -> CentralStore:
        """The database."""
        return self.ledger.store

    @property
    def id(self) -> str:
        """Random id of this server."""
        return self.settings.server

    @property
    def area(self) -> str:
        """Code of the area that it serves."""
        return self.settings.area

    @property
    def evaluation(self) -> bool:
        """Whether it takes evaluation journals, and only those."""
        return self.settings.evaluation

    @property
    def fingerprint(self) -> str:
        """Of the CA's key."""
        return self.keys.fingerprint

    @property
    def accounts(self) -> AccountRows:
        """The rows of accounts."""
        return AccountRows(self.area, self.keys.data_key())

    def now(self) -> datetime:
        """The server's time, UTC."""
        return self.clock.wall()

    def sign(self, data: bytes) -> Signed:
        """Sign bytes with the area's key."""
        return Signed(data, self.keys.area.sign(data))

    def record(self, connection: Connection, bodies: Sequence[object], actor: str = OPERATOR) -> int:
        """Write events of the area into the server's journal; returns the position of the last. Inside a write."""
        from app.usecases.central.own_journal import append_own

        subject = Subject(AREA, self.id)
        events = [NewEvent(subject, body) for body in bodies]
        return append_own(self.ledger, connection, events, actor, self.now())

    def close(self) -> None:
        """Give back the database's connections."""
        self.store.close()
