"""What an administrator is told without asking: an old backup, a certificate that ends, a disk that fills up.

Each is one task of the console, which ends by itself when its cause is gone. Who ends it before hears of it again after
a day. The same bounds are those of `doctor`.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from app.crypto.tls import valid_until
from app.store.central.ledger import area_since
from app.store.central.tasks import add_tasks, finish, new_task, task
from app.usecases.central.backup import last_backup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from app.usecases.central.server import Server

MEGABYTE = 1024 * 1024
LOW_MEGABYTES = 2048
BACKUP_AGE = timedelta(days=3)
AUTHORITY_LEFT = timedelta(days=180)
CERTIFICATE_LEFT = timedelta(days=21)
AGAIN = timedelta(days=1)

ALERT_ZH = {
    "ALERT-BACKUP": "三天没有备份了。请核对每日备份（yichuang-central-backup.timer），或者现在用 backup 备份一次。",
    "ALERT-AUTHORITY": "本服务器的 CA 不到半年就到期。请用 ca announce 公布继任者，各窗口都联系过以后 ca switch。",
    "ALERT-CERTIFICATE": "启动时指定的证书（--tls-cert）不到三周就到期，或者已经读不出。请换上新证书，重启服务立即生效。",
    "ALERT-DISK": "数据目录所在的磁盘剩余不到 2 GB。请清理或者扩容；满了以后窗口照常受理，但传不上来。",
}


def old_backup(server: Server) -> bool:
    """Whether the last backup is too old, or a server of that age never made one; nobody backs up an evaluation."""
    made = last_backup(server) or area_since(server.ledger)
    return not server.evaluation and server.now() - made > BACKUP_AGE


def low_disk(folder: Path) -> bool:
    """Whether little room is left beside the server's files."""
    return shutil.disk_usage(folder).free < LOW_MEGABYTES * MEGABYTE


def tell(server: Server, certificate: Path | None = None) -> list[str]:
    """Open tasks for what is wrong now and end those that are not; the codes that hold.

    `certificate` is a file that the administrator named; the server's own certificate renews itself.
    """
    found = list(_found(server, certificate))
    now, area = server.now(), server.area
    with server.store.write() as connection:
        for code, words in ALERT_ZH.items():
            identity = f"alert:{code}"
            known = task(connection, area, identity)
            if code not in found:
                if known is not None and known.done_at is None:
                    finish(connection, area, [identity], "", "gone", now)
            elif known is None or (known.done_at is not None and now - known.done_at > AGAIN):
                add_tasks(connection, area, [new_task("alert", code, now, id=identity, detail=words)])
    return found


def _found(server: Server, certificate: Path | None) -> Iterator[str]:
    now = server.now()
    if old_backup(server):
        yield "ALERT-BACKUP"
    if valid_until(server.keys.authority.certificate) - now < AUTHORITY_LEFT:
        yield "ALERT-AUTHORITY"
    if certificate is not None and _ends_soon(certificate, now):
        yield "ALERT-CERTIFICATE"
    if low_disk(server.home.folder):
        yield "ALERT-DISK"


def _ends_soon(certificate: Path, now: datetime) -> bool:
    """Whether a certificate ends soon, or cannot be read any more."""
    try:
        return valid_until(certificate.read_bytes()) - now < CERTIFICATE_LEFT
    except (OSError, ValueError):
        return True
