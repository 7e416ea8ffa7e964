"""A printer that writes PDF files into a folder: for evaluation, and where sheets are printed at another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.devices.printers.port import PrinterFailure

if TYPE_CHECKING:
    from pathlib import Path

NAME = "存为 PDF"


class PdfFolder:
    """Writes each document under its number; a file that is there already is never overwritten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The name in lists of printers."""
        return NAME

    def print_pdf(self, title: str, pdf: bytes) -> None:
        """Write the PDF. Raises PrinterFailure where the folder takes nothing."""
        stem = "".join(c if c.isalnum() or c == "-" else "_" for c in title.replace(" ", ""))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(stem, pdf)
        except OSError:
            words = "PDF 写不进选定的文件夹，请检查磁盘空间和权限，或换一台打印机。"
            raise PrinterFailure(words, str(self._folder), code="PRINTER-FOLDER") from None

    def _write(self, stem: str, pdf: bytes) -> None:
        count = 1
        while True:
            path = self._folder / (f"{stem}.pdf" if count == 1 else f"{stem}-{count}.pdf")
            try:
                with path.open("xb") as file:
                    file.write(pdf)
            except FileExistsError:
                count += 1
            else:
                return
