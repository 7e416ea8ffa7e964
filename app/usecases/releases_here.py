"""Releases of the catalogue that came from the server: the newest one that has started is in force for new cases.

A case that was bound to another release stays with it. What does not have the area's signature, or not the hash that was
announced, never gets here (`app.sync.releases`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.refusal import InputProblem
from app.errors import EnvironmentFailure
from app.store.clock import CHINA
from app.store.settings import read_bytes
from app.sync.releases import releases_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.sync.releases import Release
    from app.usecases.workplace import Workplace


def started(connection: Connection, now: datetime) -> Release | None:
    """The release in force at `now`: of those that have started the one that started last."""
    return max(
        (one for one in releases_of(connection) if datetime.fromisoformat(one.start) <= now),
        key=lambda one: (datetime.fromisoformat(one.start), one.number),
        default=None,
    )


def take_started_release(workplace: Workplace) -> bool:
    """Let the newest started release be in force here; whether that changed anything.

    To be called when the store was opened, when a release has come, and when the day changes. The content of a release
    that this program can't read leaves the one in force as it is: `behind_words` says so.
    """
    now = workplace.store.now().effective
    with workplace.store.read() as connection:
        release = started(connection, now)
        if release is None or not release.kept or release.hash == workplace.catalogue.hash:
            return False
        content = read_bytes(connection, f"release:{release.hash}")
    if content is None:
        return False
    try:
        catalogue = workplace.library.decode(content)
    except (ValueError, EnvironmentFailure, InputProblem):
        return False
    workplace.put_in_force(catalogue)
    return True


def behind_words(workplace: Workplace, connection: Connection) -> str:
    """Where this desk works by an older catalogue than the one in force, in words; empty where it does not."""
    release = started(connection, workplace.store.now_by(connection).effective)
    if release is None or release.hash == workplace.catalogue.hash:
        return ""
    day = datetime.fromisoformat(release.start).astimezone(CHINA)
    since = f"事项库第 {release.number} 版已于 {day:%m 月 %d 日 %H:%M} 生效，"
    if not release.kept:
        return f"{since}本机还没有取到，暂按第 {workplace.catalogue.number} 版受理，联网后自动更新。"
    return f"{since}本机还在用第 {workplace.catalogue.number} 版；如果重新登录后仍是这样，请升级本机程序。"
