"""A folder that a scanner's own program writes its files into: the newest is taken, and deleted once it is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.devices.ports import DeviceFailure

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".pdf"})


class ScanFolder:
    """A document camera whose pictures arrive as files. Plain scans do not stay in the folder."""

    name = "扫描文件夹"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: Path | None = None

    def capture(self) -> bytes:
        """The newest scan; DeviceFailure where there is none."""
        files = [f for f in self._folder.iterdir() if f.suffix.lower() in ENDINGS] if self._folder.is_dir() else []
        if not files:
            raise DeviceFailure("扫描文件夹里还没有文件，请先在扫描仪上扫一页，再按一次。", str(self._folder))
        newest = max(files, key=lambda f: f.stat().st_mtime_ns)
        try:
            data = newest.read_bytes()
        except OSError as error:
            raise DeviceFailure("扫描文件读不出来，请重新扫描。", str(self._folder)) from error
        self._taken = newest
        return data

    def kept(self) -> None:
        """Delete the file: its encrypted copy is durable."""
        if self._taken is not None:
            self._taken.unlink(missing_ok=True)
            self._taken = None
