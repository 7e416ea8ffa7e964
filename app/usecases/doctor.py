"""Look at what an acceptance needs: fonts, disk, clock, store, catalogue, printers, devices, server.

Changes nothing.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.refusal import InputProblem, Refusal
from app.errors import EnvironmentFailure
from app.store.clock import CHINA, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from app.usecases.exchange_state import ExchangeState
    from app.usecases.workplace import Workplace

MEGABYTE = 1024 * 1024
LOW_MEGABYTES = 200
FULL_MEGABYTES = 4
"""Room below which is advised to make some, and below which an acceptance would find none."""
SAMPLE = "张三 〔2026〕 𠅤 龘"
"""Characters of ordinary and rare names that the bundled fonts must draw."""


@dataclass(frozen=True)
class Finding:
    """One check: `fatal` where an acceptance would fail; an absent device or server is advice."""

    check: str
    ok: bool
    detail: str
    advice: str = ""
    fatal: bool = False


AT_THE_END = ("server", "outbox", "offset")
"""Checks of what an acceptance can do without."""
ALONE = Finding("server", ok=False, detail="未接入中心服务器，单机运行", advice="接入后办件自动上传。")


def examine_desk(home: Path, open_store: Callable[[], AbstractContextManager[Workplace]]) -> list[Finding]:
    """All checks, in the order in which a clerk would be stopped by them."""
    found = [_fonts(), _disk(home), *_store(open_store), *_devices()]
    return sorted(found, key=lambda one: one.check in AT_THE_END)


def _fonts() -> Finding:
    from app.receipts.fonts import missing_characters

    lacking = missing_characters([SAMPLE])
    if lacking:
        return Finding("fonts", ok=False, detail="字体不全", advice="请重新安装程序。", fatal=True)
    return Finding("fonts", ok=True, detail="随程序字体完整，含生僻字")


def _disk(home: Path) -> Finding:
    folder = home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // MEGABYTE
    low = free < LOW_MEGABYTES
    advice = "请清理磁盘。" if low else ""
    return Finding("disk", ok=not low, detail=f"剩余 {free} MB", advice=advice, fatal=free < FULL_MEGABYTES)


def _store(open_store: Callable[[], AbstractContextManager[Workplace]]) -> Iterator[Finding]:
    try:
        with open_store() as workplace:
            yield from _inside(workplace)
    except (EnvironmentFailure, InputProblem, Refusal) as error:
        yield Finding("store", ok=False, detail=error.message, advice="", fatal=True)
        yield ALONE


def _inside(workplace: Workplace) -> Iterator[Finding]:
    from app.store.verify import verify_store

    report = verify_store(workplace.store, from_checkpoint=True)
    whole = not report.broken
    advice = "" if whole else "请停止办件并联系管理员，从备份恢复。"
    yield Finding("store", ok=whole, detail=f"日志链 {report.events} 条事件", advice=advice, fatal=not whole)
    reading = workplace.store.now()
    settled = reading.state != "needs-confirmation"
    minutes = int(abs(reading.offset).total_seconds() // 60)
    detail = "时钟可信" if reading.state == "ok" else f"与可信时间相差 {minutes} 分钟"
    advice = "" if settled else "请核对并确认日期（yichuang clock confirm）。"
    yield Finding("clock", ok=reading.state == "ok", detail=detail, advice=advice, fatal=not settled)
    covers = workplace.calendar.covers(reading.today)
    advice = "" if covers else "请导入本年度放假安排，期限暂按预计显示。"
    yield Finding("calendar", ok=covers, detail=f"{reading.today.year} 年放假安排", advice=advice)
    catalogue = workplace.catalogue
    yield Finding("catalogue", ok=True, detail=f"第 {catalogue.number} 版，事项 {len(catalogue.items)}")
    yield from examine_server(workplace)


def _devices() -> Iterator[Finding]:
    from app.devices.printers.system import system_printers

    names = system_printers()
    advice = "" if names else "没有系统打印机时，可先存为 PDF，连上打印机后再打。"
    yield Finding("printers", ok=bool(names), detail="、".join(names) or "没有系统打印机", advice=advice)
    yield Finding("devices", ok=True, detail="读卡器、高拍仪：模拟设备可用", advice="接入真实设备后在设置中选择。")


def examine_server(workplace: Workplace) -> Iterator[Finding]:
    """The server of an enrolled desk, asked now; what waits to be sent; how far the clocks are apart."""
    from app.usecases.exchange_state import exchange_state

    state = exchange_state(workplace)
    if not state.enrolled:
        yield ALONE
        return
    yield _reached(workplace, state)
    waiting = f"待上传 {state.waiting_events} 条、附件 {state.waiting_attachments} 个"
    if state.oldest is not None:
        waiting += f"，最早 {state.oldest.astimezone(CHINA):%m-%d %H:%M}"
    stuck = "；".join(one.last_error for one in state.journals if one.waiting and one.last_error)
    advice = state.alarm or (f"最近的问题：{stuck}" if stuck else "")
    yield Finding("outbox", ok=not advice, detail=waiting, advice=advice)
    near = abs(state.offset_s) <= SHOWN.total_seconds()
    advice = "" if near else "请校准电脑时钟；受理按服务器时间记录。"
    yield Finding("offset", ok=near, detail=f"电脑时钟与服务器相差 {state.offset_s:.1f} 秒", advice=advice)


def _reached(workplace: Workplace, state: ExchangeState) -> Finding:
    """Ask the server who it is, with the pinned authority; nothing is exchanged."""
    from app.sync.session import ask_who

    last = "" if state.last_success is None else f"，最近交换 {state.last_success.astimezone(CHINA):%m-%d %H:%M:%S}"
    try:
        hello = ask_who(workplace.store)
    except EnvironmentFailure as failure:
        return Finding("server", ok=False, detail=f"{state.server}{last}", advice=failure.message)
    advice = state.last_error or state.behind
    detail = f"{state.server} 可以连接，版本 {hello.version}{last}"
    return Finding("server", ok=not state.last_error, detail=detail, advice=advice)
