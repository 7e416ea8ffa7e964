"""Ticket printers of 80 mm: finished ESC/POS bytes to a file or device, a network socket, or USB."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from app.devices.printers.port import PrinterFailure, TicketPrinter

RAW_PORT = 9100
TIMEOUT = 5
"""Seconds until a network printer counts as silent."""


@dataclass(frozen=True)
class FileTicketPrinter:
    """Appends to a file, or writes to a device such as /dev/usb/lp0."""

    path: Path
    name: str = "小票机"

    def print_ticket(self, data: bytes) -> None:
        """Write the bytes."""
        try:
            with self.path.open("ab") as file:
                file.write(data)
        except OSError:
            raise _silent(str(self.path)) from None


@dataclass(frozen=True)
class NetworkTicketPrinter:
    """A printer with an address of its own, raw port 9100."""

    host: str
    port: int = RAW_PORT
    name: str = "小票机"

    def print_ticket(self, data: bytes) -> None:
        """Send the bytes."""
        try:
            with socket.create_connection((self.host, self.port), timeout=TIMEOUT) as connection:
                connection.sendall(data)
        except OSError:
            raise _silent(f"{self.host}:{self.port}") from None


@dataclass(frozen=True)
class UsbTicketPrinter:
    """A printer on USB by vendor and product, through python-escpos; needs pyusb and the right to the device."""

    vendor: int
    product: int
    profile: str = "default"
    name: str = "小票机"

    def print_ticket(self, data: bytes) -> None:
        """Write the bytes."""
        from escpos.exceptions import Error
        from escpos.printer import Usb

        place = f"usb:{self.vendor:04x}:{self.product:04x}"
        try:
            if not Usb.is_usable():
                raise PrinterFailure("这台电脑没有 USB 打印组件，请联系管理员安装。", place, code="PRINTER-NO-SYSTEM")
            printer = Usb(self.vendor, self.product, profile=self.profile)
            try:
                printer.open()
                printer._raw(data)  # noqa: SLF001 (the library has no public way for bytes that are finished)
            finally:
                printer.close()
        except (Error, OSError, ValueError):
            raise _silent(place) from None


def ticket_printer(address: str) -> TicketPrinter:
    """The printer of an address: `tcp://10.0.0.5:9100`, `usb:04b8:0202`, `file:/dev/usb/lp0`. PrinterFailure else."""
    scheme, _, rest = address.partition(":")
    try:
        if scheme == "tcp":
            host, _, port = rest.removeprefix("//").partition(":")
            return NetworkTicketPrinter(host, int(port or RAW_PORT)) if host else _unreadable(address)
        if scheme == "usb":
            vendor, _, product = rest.partition(":")
            return UsbTicketPrinter(int(vendor, 16), int(product, 16))
    except ValueError:
        return _unreadable(address)
    return FileTicketPrinter(Path(rest)) if scheme == "file" and rest else _unreadable(address)


def _unreadable(address: str) -> TicketPrinter:
    raise PrinterFailure(f"小票机地址“{address}”读不懂，请在设置里重填。", address, code="PRINTER-ADDRESS")


def _silent(place: str) -> PrinterFailure:
    return PrinterFailure("小票机没有响应，请检查电源、连线和纸卷后重试。", place, code="PRINTER-SILENT")
