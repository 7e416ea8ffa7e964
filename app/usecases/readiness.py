"""Before a case is begun: what would spoil it later, in words. It stops work only where the administrator set a limit."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.shift import CatalogueInForce
from app.store.clock import CHINA, SHOWN
from app.store.event import Subject
from app.store.settings import read_setting
from app.sync.binding import find_binding

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

MEGABYTE = 1024 * 1024
CHAIN_BROKEN = "journal.broken"
"""Setting that the verification in the background leaves when the chain did not hold."""


@dataclass(frozen=True)
class Concern:
    """Something to look at; `stops` new cases where the settings say so. `code` is for the log."""

    code: str
    text: str
    stops: bool = False


def look_ahead(workplace: Workplace) -> tuple[Concern, ...]:
    """Disk, chain, clock, age of the catalogue, what is not yet at the server; the gravest first."""
    found = [*_disk(workplace), *_chain(workplace), *_clock(workplace), *_catalogue(workplace), *_unsent(workplace)]
    return tuple(sorted(found, key=lambda concern: not concern.stops))


def _disk(workplace: Workplace) -> list[Concern]:
    free = shutil.disk_usage(workplace.store.home.folder).free // MEGABYTE
    settings = workplace.settings
    if free >= settings.warn_free_mb:
        return []
    stops = bool(settings.stop_free_mb) and free < settings.stop_free_mb
    after = "为免办到一半存不下，先不要开始新办件。" if stops else "仍可受理，请尽快清理。"
    return [Concern("DISK", f"磁盘只剩 {free} MB，{after}", stops)]


def _chain(workplace: Workplace) -> list[Concern]:
    with workplace.store.read() as connection:
        broken = read_setting(connection, CHAIN_BROKEN, default="")
    if not broken and not workplace.store.opening.broken:
        return []
    return [Concern("CHAIN", "本机日志链校验没有通过，已办的件都还在；请停止新办件并联系管理员。", stops=True)]


def _clock(workplace: Workplace) -> list[Concern]:
    reading = workplace.store.now()
    if reading.state == "needs-confirmation":
        shown = f"电脑日期显示 {reading.raw.astimezone(CHINA):%Y-%m-%d}，与上次记录相差较大，"
        words = f"{shown}请先确认今天的日期；确认前只能打印手写时间的收件凭证。"
        return [Concern("CLOCK", words, stops=True)]
    if reading.state == "astray" and abs(reading.offset) > SHOWN:
        minutes = round(reading.offset / timedelta(minutes=1))
        return [
            Concern(
                "CLOCK", f"电脑时钟{'快' if minutes > 0 else '慢'}了 {abs(minutes)} 分钟，按可信时间记录，照常受理。"
            )
        ]
    return []


def _catalogue(workplace: Workplace) -> list[Concern]:
    settings = workplace.settings
    store = workplace.store
    own = store.events_of(Subject("desk", store.journal.id))
    since = max((e.at for e in own if isinstance(e.body, CatalogueInForce)), default=None)
    if since is None:
        return []
    age = (store.now().effective - since).days
    if age < settings.warn_catalogue_days:
        return []
    stops = bool(settings.stop_catalogue_days) and age >= settings.stop_catalogue_days
    after = "已超过允许的天数，请先更新。" if stops else "请联系管理员更新，照常受理。"
    return [Concern("CATALOGUE", f"事项库是 {age} 天前的，{after}", stops)]


def _unsent(workplace: Workplace) -> list[Concern]:
    settings = workplace.settings
    with workplace.store.read() as connection:
        if find_binding(connection) is None:
            return []
        from app.store.outbox import unsent

        waiting = unsent(connection).events
    if waiting < settings.warn_unsent:
        return []
    stops = bool(settings.stop_unsent) and waiting >= settings.stop_unsent
    after = "已到上限，请先联网上传。" if stops else "照常受理，请尽快联网。"
    return [Concern("UNSENT", f"还有 {waiting} 条记录没有上传，{after}", stops)]
