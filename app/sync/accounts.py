"""The accounts file: fetched through the door before anybody has logged in, and in a session afterwards."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from app.errors import EnvironmentFailure
from app.store.exchange import Signed
from app.sync.binding import read_door
from app.sync.client import Link

if TYPE_CHECKING:
    from app.store.home import Home

ACCOUNTS = "sync.accounts"
"""Setting: version of the accounts file that was taken last."""
LOG = logging.getLogger(__name__)


def ask_accounts(link: Link, *, authorization: str = "", seconds: float = 20.0) -> Signed:
    """Ask for the accounts of this store."""
    return link.ask("GET", "accounts", Signed, authorization=authorization, seconds=seconds)


def refresh_accounts(home: Home, timeout: float = 3.0) -> bool:
    """Fetch the accounts file before log-in; whether it brought something new.

    Never raises: without a line the desk goes by the accounts that it has.
    """
    from app.store.filed_accounts import keep_accounts

    door = read_door(home)
    if door is None:
        return False
    link = Link(door.address)
    try:
        return keep_accounts(home, ask_accounts(link, authorization=door.authorization, seconds=timeout))
    except EnvironmentFailure as failure:
        LOG.info("accounts were not refreshed before log-in: %s", failure.code)
        return False
    finally:
        link.close()
