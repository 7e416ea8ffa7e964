"""The system's printers through CUPS: `lp` and `lpstat`, called with lists of arguments, never through a shell.

The PDF goes through a pipe: no readable copy of a paper is left in a temporary file of ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from app.devices.printers.port import PrinterFailure

TIMEOUT = 20
"""Seconds until a spooler that does not answer counts as silent."""

_REASONS = (
    (("no default destination", "no destinations", "scheduler is not running", "unable to connect"),
     "PRINTER-NONE", "系统打印服务没有打印机或没有启动，请检查后重试，或改用别的打印机。"),
    (("does not exist", "unknown destination", "invalid destination"),
     "PRINTER-GONE", "找不到这台打印机，可能已改名或拆除，请换一台打印机。"),
    (("not accepting", "rejecting"),
     "PRINTER-REFUSED", "打印机现在不接收任务（可能暂停或缺纸），处理好后重试。"),
)  # fmt: skip


class SystemPrinter:
    """A printer that CUPS knows by name; an empty name is the system's default."""

    def __init__(self, queue: str = "", command: str = "lp") -> None:
        self._queue = queue
        self._command = command

    @property
    def name(self) -> str:
        """Its name in the system."""
        return self._queue or "系统默认打印机"

    def print_pdf(self, title: str, pdf: bytes) -> None:
        """Hand the PDF to the spooler. Raises PrinterFailure where it does not take it."""
        program = shutil.which(self._command)
        if program is None:
            raise PrinterFailure(
                "这台电脑没有打印服务（CUPS），请存为 PDF 或联系管理员安装。", self.name, code="PRINTER-NO-SYSTEM"
            )
        destination = ["-d", self._queue] if self._queue else []
        arguments = [program, *destination, "-t", title, "-o", "media=A4", "-o", "fit-to-page=false"]
        answer = _run(arguments, pdf, self.name)
        if answer.returncode:
            raise failure_of(answer.stderr.decode(errors="replace"), self.name)


def _run(arguments: list[str], data: bytes, place: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 (a fixed program, its arguments as a list)
            arguments, input=data, capture_output=True, timeout=TIMEOUT, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise PrinterFailure("打印机没有响应，请检查电源和连线后重试。", place, code="PRINTER-SILENT") from None
    except OSError:
        raise PrinterFailure("打印服务启动不了，请联系管理员。", place, code="PRINTER-NO-SYSTEM") from None


def failure_of(said: str, place: str) -> PrinterFailure:
    """What the spooler said, in plain words."""
    lowered = said.lower()
    for marks, code, words in _REASONS:
        if any(mark in lowered for mark in marks):
            return PrinterFailure(words, place, code=code)
    return PrinterFailure("打印机没有响应，请检查电源、连线和纸张后重试。", place, code="PRINTER-SILENT")


def system_printers(command: str = "lpstat") -> list[str]:
    """Names of the printers that the system knows; empty where there is no CUPS or it does not answer."""
    program = shutil.which(command)
    if program is None:
        return []
    try:
        answer = _run([program, "-e"], b"", "")
    except PrinterFailure:
        return []
    return [line.strip() for line in answer.stdout.decode(errors="replace").splitlines() if line.strip()]
