"""The home folder of a server: which file lies where. The keys lie here, apart from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.store.failures import CorruptStore, ReadOnlyHome
from app.store.home import Lock, failure_of, write_file

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER_MODE = 0o700
_SERVING = "服务器正在运行（进程 {pid}），请先停下服务再做这一步。"
_ALONE = "另一条命令正在独占服务器数据（进程 {pid}），请等它完成后再试。"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server is: kept in plain, readable by its owner only, because a database's address may hold a password.

    `hall_networks` are the halls' own networks (10.8.0.0/16): what is filed online from there is marked 代网办.
    `proxies` are addresses or networks of proxies in front of the public pages: what they say of a visitor's address
    (X-Forwarded-For) is believed.
    """

    server: str
    area: str
    evaluation: bool
    database: str
    hall: str
    names: tuple[str, ...] = ()
    hall_networks: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()


class CentralHome:
    """Places below one folder; making the object touches nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.settings = self.folder / "server.json"
        self.keys = self.folder / "keys.json"
        self.database = self.folder / "central.db"
        self.blobs = self.folder / "blobs"
        self.tls = self.folder / "tls"
        self.lock = self.folder / "server.lock"
        self.serve = self.folder / "serve.json"
        self.first_password = self.folder / "first-password"
        self.restoring = self.folder / ".restore"

    def exists(self) -> bool:
        """Say whether a server was made here."""
        return self.settings.exists()

    @property
    def database_url(self) -> str:
        """Address of the embedded database."""
        return f"sqlite:///{self.database}"

    def make(self) -> None:
        """Make the folders, for their owner only; ReadOnlyHome if that cannot be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
            for folder in (self.blobs, self.tls):
                folder.mkdir(exist_ok=True, mode=_FOLDER_MODE)
        except OSError as error:
            raise ReadOnlyHome("无法建立服务器目录，请换一个可写的目录或检查权限。", str(self.folder)) from error

    def read_settings(self) -> ServerSettings:
        """Return what the server is; CorruptStore if the file is missing or cannot be read."""
        try:
            return msgspec.json.decode(self.settings.read_bytes(), type=ServerSettings)
        except (OSError, msgspec.MsgspecError):
            raise CorruptStore(
                "服务器的设置文件读不出来，请从备份恢复（yichuang-central restore）。", str(self.settings)
            ) from None

    def write_settings(self, settings: ServerSettings) -> None:
        """Write what the server is."""
        self.write(self.settings, msgspec.json.encode(settings))

    def write(self, path: Path, data: bytes) -> None:
        """Replace a file durably, readable by its owner only; DiskFull or ReadOnlyHome."""
        try:
            write_file(path, data)
        except OSError as error:
            raise failure_of(error, path) from error

    def hold(self, *, alone: bool = False) -> Lock:
        """Hold the server's data: shared while it serves, alone for a restore. StoreBusy names the process."""
        return Lock(self.lock, alone=alone, words=_SERVING, shared_words=_ALONE)
