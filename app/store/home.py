"""The home folder of a desk: which file lies where, who holds it, whether it can be written.

Nothing of an applicant stands in a plain file or a file name below it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.failures import CorruptStore, DiskFull, ReadOnlyHome, StoreBusy

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED_BYTES = 64 * 1024 * 1024
"""Room that must be left before a case is begun: the database, its WAL and a few scans."""

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


class Home:
    """Places below one folder; making the object touches nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.database = self.folder / "store.db"
        self.keyring = self.folder / "keyring.json"
        self.accounts = self.folder / "accounts.json"
        self.attempts = self.folder / "attempts.json"
        self.lock = self.folder / "desk.lock"
        self.window = self.folder / "window.lock"
        self.attachments = self.folder / "attachments"
        self.backups = self.folder / "backups"
        self.marks = self.folder / "marks.json"
        self.restoring = self.folder / ".restore"

    def exists(self) -> bool:
        """Say whether a store was made here."""
        return self.keyring.exists() or self.database.exists()

    def check_restored(self) -> None:
        """CorruptStore if a restore was killed after it had set aside the old files: only it can go on."""
        if self.restoring.exists() and not self.database.exists():
            raise CorruptStore(
                "上次恢复没有完成。原来的文件都还在，请再运行一次恢复（yichuang restore）。", str(self.folder)
            )

    def make(self) -> None:
        """Make the folders, readable by their owner only; ReadOnlyHome if that cannot be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
            for folder in (self.attachments, self.backups):
                folder.mkdir(exist_ok=True, mode=_FOLDER_MODE)
        except OSError as error:
            raise ReadOnlyHome("无法建立数据目录，请换一个可写的目录或检查权限。", str(self.folder)) from error

    def check_writable(self) -> None:
        """Try to write a file; ReadOnlyHome or DiskFull if that fails."""
        probe = self.folder / f".probe-{os.getpid()}"
        try:
            write_file(probe, b"1")
            probe.unlink()
        except OSError as error:
            raise failure_of(error, self.folder) from error

    def free_bytes(self) -> int:
        """Room left on the disk of the home folder."""
        return shutil.disk_usage(self.folder).free

    def check_space(self, needed: int = NEEDED_BYTES) -> None:
        """DiskFull if less than `needed` bytes are left."""
        if self.free_bytes() < needed:
            raise DiskFull("磁盘空间不足，请先清理磁盘再受理，以免办到一半无法保存。", str(self.folder))


def failure_of(error: OSError, place: Path) -> DiskFull | ReadOnlyHome:
    """Return the failure with words that an error of the file system means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("磁盘空间不足，本次操作没有写入。请清理磁盘后重试。", str(place))
    return ReadOnlyHome("数据目录不可写，本次操作没有写入。请检查目录权限或磁盘是否只读。", str(place))


def write_file(path: Path, data: bytes) -> None:
    """Replace a file so that after a power cut either the old or the new one is there, whole; mode 0600."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were added to or taken from a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Lock:
    """A lock on a file, shared or alone; the system drops it when the process ends, however it ends.

    `words` say what stands against holding it alone, `shared_words` against sharing it; `{pid}` is who holds it.
    """

    def __init__(self, path: Path, *, alone: bool, words: str, shared_words: str = "") -> None:
        self._path = path
        self._words = {True: words, False: shared_words}
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, _FILE_MODE)
        except OSError as error:
            raise failure_of(error, path) from error
        try:
            self.change(alone=alone)
        except BaseException:
            os.close(self._handle)
            raise

    def change(self, *, alone: bool) -> None:
        """Turn the lock into the other kind; StoreBusy naming the process that stands against it."""
        try:
            fcntl.flock(self._handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise failure_of(error, self._path) from error
            pid = self._holder()
            self._back_to_shared()
            raise StoreBusy(self._words[alone].format(pid=pid or "未知"), str(self._path), pid=pid) from None
        if alone:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n".encode(), 0)

    def _back_to_shared(self) -> None:
        """Take the shared lock again: a change that failed has dropped it."""
        with contextlib.suppress(OSError):
            fcntl.flock(self._handle, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def release(self) -> None:
        """Give the lock up."""
        with contextlib.suppress(OSError):
            os.close(self._handle)

    def _holder(self) -> int:
        """The process that holds the lock, 0 if the system does not tell."""
        inode = os.fstat(self._handle).st_ino
        for pid, locked in _system_locks():
            if locked == inode and pid != os.getpid():
                return pid
        text = os.pread(self._handle, 32, 0).decode("ascii", "replace").strip()
        return int(text) if text.isdigit() else 0


def _system_locks() -> Iterator[tuple[int, int]]:
    """Yield (process, inode) of the locks that Linux lists; nothing on other systems."""
    try:
        lines = Path("/proc/locks").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        words = [word for word in line.split() if word != "->"]
        if len(words) > 5 and words[1] == "FLOCK":
            yield int(words[4]), int(words[5].rsplit(":", 1)[-1])


def hold_store(home: Home, *, alone: bool = False) -> Lock:
    """Hold the store: shared beside others, or alone (restore, rebuild, upgrade). StoreBusy names the process."""
    return Lock(
        home.lock,
        alone=alone,
        words="数据目录正被进程 {pid} 使用。请先关闭窗口程序或等它完成，再做这项操作。",
        shared_words="进程 {pid} 正在独占数据目录（恢复、重建或升级）。请等它完成后重试。",
    )


def hold_window(home: Home) -> Lock:
    """Hold the place of the one window of this store; StoreBusy names the process that has it."""
    return Lock(home.window, alone=True, words="一窗已经打开（进程 {pid}）。请使用已打开的窗口。")
