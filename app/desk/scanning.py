"""Scans at the desk: taken from a document camera or from files that a person chooses, kept, and looked at again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from app.desk.background import Lane
from app.desk.error_words import error_words
from app.devices.ports import DocumentCamera
from app.devices.scan_folder import ScanFolder
from app.domain.refusal import InputProblem
from app.usecases.scans import read_scan_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.context import Desk


@dataclass(frozen=True)
class Scanning:
    """What scans go through. `keep` belongs on the store's thread and answers a digest, `read` on the pool.

    Without a camera the folder counts that this machine's scanner writes into; without that a person chooses files.
    """

    keep: Callable[[bytes], str]
    read: Callable[[str], bytes]
    camera: DocumentCamera | None = None


def take_scans(desk: Desk, owner: QWidget, scanning: Scanning, then: Callable[[str], None]) -> None:
    """Take a picture, or the files that are chosen; `then(digest)` for each one once it is kept, while `owner` lives."""
    folder = desk.preferences.now.scan_folder
    camera = scanning.camera or (ScanFolder(Path(folder)) if folder else None)
    kept = partial(keep_data, desk, owner, replace(scanning, camera=camera), then)
    if camera is not None:
        desk.background.read(owner, camera.capture, kept, lane=Lane.POOL)
        return
    title = QCoreApplication.translate("Scanning", "选扫描件")
    names, _ = QFileDialog.getOpenFileNames(owner, title, "", "PNG JPEG PDF (*.png *.jpg *.jpeg *.pdf)")
    for name in names:
        desk.background.read(owner, partial(read_scan_file, Path(name)), kept, lane=Lane.POOL)


def keep_data(desk: Desk, owner: QWidget, scanning: Scanning, then: Callable[[str], None], data: bytes) -> None:
    """Keep a scan that was taken; what is none is said, and not taken."""

    def done(digest: str) -> None:
        if scanning.camera is not None:
            scanning.camera.kept()
        then(digest)

    def refused(error: Exception) -> None:
        if isinstance(error, InputProblem):
            desk.shell.toast(error_words(error), "caution")
        else:
            desk.shell.failed(error)

    desk.background.read(owner, lambda: scanning.keep(data), done, refused)
