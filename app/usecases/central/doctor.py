"""Looks at what a server needs: keys, database, certificate, disk, clock, accounts, what waits for a person.

Changes nothing but what an opening of the database upgrades.
"""

from __future__ import annotations

import shutil
import stat
from datetime import timedelta
from typing import TYPE_CHECKING

from app.crypto.tls import valid_until
from app.domain.refusal import InputProblem, Refusal
from app.errors import EnvironmentFailure
from app.store.central.tasks import count_open
from app.usecases.central.alerts import AUTHORITY_LEFT, BACKUP_AGE, MEGABYTE, low_disk
from app.usecases.doctor import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.store.central.home import CentralHome
    from app.usecases.central.server import Server

FULL_MEGABYTES = 100
SILENT = timedelta(days=7)


def examine_server(home: CentralHome, open_server: Callable[[CentralHome], Server]) -> list[Finding]:
    """All checks; `fatal` where the server could not do its work."""
    if not home.exists():
        advice = "请先运行 yichuang-central init。"
        return [Finding("home", ok=False, detail="这里还没有服务器", advice=advice, fatal=True)]
    findings = [_keys(home), _disk(home)]
    try:
        server = open_server(home)
    except (EnvironmentFailure, InputProblem, Refusal) as error:
        advice = "请核对数据库地址（--database）和数据库服务；仍打不开的从备份恢复（restore）。"
        return [*findings, Finding("database", ok=False, detail=error.message, advice=advice, fatal=True)]
    try:
        return [*findings, *_inside(server)]
    finally:
        server.close()


def _keys(home: CentralHome) -> Finding:
    try:
        mode = stat.S_IMODE(home.keys.stat().st_mode)
    except OSError:
        return Finding(
            "keys", ok=False, detail="找不到密钥文件", advice="请从备份恢复（yichuang-central restore）。", fatal=True
        )
    if mode & 0o077:
        return Finding("keys", ok=False, detail="密钥文件别人也能读", advice=f"请运行 chmod 600 {home.keys}。")
    return Finding("keys", ok=True, detail="密钥文件只有本账户可读")


def _disk(home: CentralHome) -> Finding:
    free = shutil.disk_usage(home.folder).free // MEGABYTE
    low = low_disk(home.folder)
    advice = f"请清理或者扩容 {home.folder} 所在的磁盘；满了以后窗口照常受理，但传不上来。" if low else ""
    return Finding("disk", ok=not low, detail=f"剩余 {free} MB", advice=advice, fatal=free < FULL_MEGABYTES)


def _inside(server: Server) -> Iterator[Finding]:
    from app.usecases.central.numbers import numbers

    yield Finding("database", ok=True, detail=server.store.place)
    found = numbers(server.ledger)
    going = not found.stopped
    advice = "" if going else "有日志链停下了：请用 journal verify 查看，查明原因后 journal resume。"
    detail = f"日志链 {found.journals} 条，停下 {found.stopped}，分叉 {found.forked}；位置 {found.position}"
    yield Finding("journals", ok=going, detail=detail, advice=advice)
    advice = "等窗口联网后会自动补传；原窗口已不在的请用 journal import 或找回原机。" if found.blobs_missing else ""
    yield Finding("attachments", ok=not found.blobs_missing, detail=f"缺 {found.blobs_missing} 个", advice=advice)
    yield _backup(server)
    yield _authority(server)
    yield from _people(server)
    yield _devices(server)


def _backup(server: Server) -> Finding:
    from app.usecases.central.backup import last_backup

    made = last_backup(server)
    advice = "请核对每日备份（systemctl status yichuang-central-backup.timer），或者现在备份（backup），并另存一份。"
    if made is None:
        return Finding("backup", ok=False, detail="还没有备份过", advice=advice)
    recent = server.now() - made < BACKUP_AGE
    return Finding(
        "backup", ok=recent, detail=f"上次 {made.astimezone():%Y-%m-%d %H:%M}", advice="" if recent else advice
    )


def _authority(server: Server) -> Finding:
    end = valid_until(server.keys.authority.certificate)
    left = end - server.now()
    soon = left < AUTHORITY_LEFT
    advice = "请公布继任者（ca announce），等各窗口都联系过一次（device list），再换用（ca switch）。" if soon else ""
    detail = f"有效期至 {end:%Y-%m-%d}"
    return Finding("authority", ok=not soon, detail=detail, advice=advice, fatal=left < timedelta(0))


def _people(server: Server) -> Iterator[Finding]:
    with server.store.read() as connection:
        admins = [a for a in server.accounts.all(connection) if a.role == "admin" and not a.disabled]
        tasks = count_open(connection, server.area)
    waiting = [a.name for a in admins if a.must_change]
    advice = "还在用一次性密码的管理员，请登录后改密。" if waiting else ""
    advice = advice if admins else "请加一个管理员：user add 姓名 --role admin。"
    yield Finding("admins", ok=bool(admins) and not waiting, detail=f"管理员 {len(admins)} 人", advice=advice)
    advice = "请在控制台“待处理”里逐条处理。" if tasks else ""
    yield Finding("tasks", ok=not tasks, detail=f"待人处理 {tasks} 件", advice=advice)


def _devices(server: Server) -> Finding:
    from app.usecases.central.devices import list_devices

    active = [one for one in list_devices(server) if one.state == "active"]
    silent = [one for one in active if one.seen_at is None or server.now() - one.seen_at > SILENT]
    advice = (
        "请核实超过七天没有联系的设备（device list）：停用的撤销，还在用的检查网络，断网的用 U 盘带出。"
        if silent
        else ""
    )
    detail = f"在用设备 {len(active)} 台，其中 {len(silent)} 台超过七天没有联系"
    return Finding("devices", ok=not silent, detail=detail, advice=advice)
