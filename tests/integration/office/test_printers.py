"""Printers as they really are reached: a spooler by a program, a folder, a socket; failures in plain words."""

from __future__ import annotations

import os
import socket
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from app.devices.printers.choice import Printers
from app.devices.printers.folder import NAME, PdfFolder
from app.devices.printers.port import PrinterFailure
from app.devices.printers.system import SystemPrinter, failure_of, system_printers
from app.devices.printers.tickets import FileTicketPrinter, NetworkTicketPrinter, UsbTicketPrinter, ticket_printer
from app.domain.refusal import InputProblem
from app.usecases.tickets import print_ticket, ticket_bytes
from tests.builders.office import LEAD, taken

if TYPE_CHECKING:
    from pathlib import Path

    from app.usecases.workplace import Workplace

TITLE = "沙市监受〔2026〕C03A-1 号"


def spooler(folder: Path, script: str) -> str:
    """A program in the place of lp."""
    path = folder / "spooler"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_spooler_gets_the_pdf_by_a_pipe_and_the_queue_by_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = spooler(tmp_path, f'cat > "{out}"; printf "%s\\n" "$@" > "{out}.args"')
    SystemPrinter("柜台激光", program).print_pdf(TITLE, b"%PDF-1.4 x")
    arguments = (tmp_path / "out.args").read_text().splitlines()
    assert out.read_bytes() == b"%PDF-1.4 x"
    assert arguments[:4] == ["-d", "柜台激光", "-t", TITLE]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("lp: Error - no default destination available.", "PRINTER-NONE"),
        ("lp: Error - The printer or class does not exist.", "PRINTER-GONE"),
        ("lp: Destination “x” is not accepting jobs.", "PRINTER-REFUSED"),
        ("lp: something else", "PRINTER-SILENT"),
    ],
)
def test_what_the_spooler_says_is_put_into_plain_words(tmp_path: Path, said: str, code: str) -> None:
    program = spooler(tmp_path, f'cat >/dev/null; echo "{said}" >&2; exit 1')
    with pytest.raises(PrinterFailure) as failed:
        SystemPrinter("x", program).print_pdf(TITLE, b"%PDF")
    assert failed.value.code == code
    assert "lp" not in failed.value.message
    assert failure_of(said, "x").message == failed.value.message


def test_a_machine_without_spooler_says_so() -> None:
    with pytest.raises(PrinterFailure) as failed:
        SystemPrinter("", "no-such-spooler").print_pdf(TITLE, b"%PDF")
    assert failed.value.code == "PRINTER-NO-SYSTEM"
    assert system_printers("no-such-spooler") == []


def test_the_systems_printers_are_listed(tmp_path: Path) -> None:
    assert system_printers(spooler(tmp_path, "echo 一号机; echo; echo 二号机")) == ["一号机", "二号机"]


def test_the_folder_overwrites_nothing(tmp_path: Path) -> None:
    folder = PdfFolder(tmp_path / "pdf")
    folder.print_pdf(TITLE, b"1")
    folder.print_pdf(TITLE, b"2")
    found = {path.name: path.read_bytes() for path in (tmp_path / "pdf").iterdir()}
    assert found == {"沙市监受_2026_C03A-1号.pdf": b"1", "沙市监受_2026_C03A-1号-2.pdf": b"2"}


def test_a_folder_that_takes_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "pdf").write_text("a file")
    with pytest.raises(PrinterFailure) as failed:
        PdfFolder(tmp_path / "pdf").print_pdf(TITLE, b"1")
    assert failed.value.code == "PRINTER-FOLDER"


def test_an_empty_name_means_the_default(tmp_path: Path) -> None:
    assert Printers(tmp_path, NAME, lambda: ["一号机"]).printer("").name == NAME
    here = Printers(tmp_path, "", lambda: ["一号机"])
    assert (here.printer("一号机").name, here.printer(NAME).name, here.names()) == ("一号机", NAME, ["一号机", NAME])


def test_a_ticket_goes_through_a_socket(workplace: Workplace) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    got: list[bytes] = []

    def listen() -> None:
        connection, _ = server.accept()
        with connection:
            while data := connection.recv(4096):
                got.append(data)

    thread = threading.Thread(target=listen)
    thread.start()
    state = taken(workplace).state
    print_ticket(workplace, state, ticket_printer(f"tcp://127.0.0.1:{server.getsockname()[1]}"))
    thread.join(5)
    server.close()
    assert state.case_no.encode() in b"".join(got)
    assert b"".join(got)[:4] == b"\x1b@\x1c&"


def test_a_ticket_says_no_name_and_no_identity_number(workplace: Workplace) -> None:
    state = taken(workplace).state
    data = ticket_bytes(workplace, state).decode("gb18030", errors="ignore")
    who = state.filing.applicant
    assert all(word not in data for word in (who.name, who.id_number, LEAD))
    assert state.item_name in data


def test_a_ticket_printer_must_be_set(workplace: Workplace) -> None:
    with pytest.raises(InputProblem) as problem:
        print_ticket(workplace, taken(workplace).state)
    assert problem.value.place == "printers.ticket"


def test_a_ticket_goes_to_a_file(tmp_path: Path) -> None:
    printer = ticket_printer(f"file:{tmp_path / 'lp0'}")
    assert isinstance(printer, FileTicketPrinter)
    printer.print_ticket(b"a")
    printer.print_ticket(b"b")
    assert (tmp_path / "lp0").read_bytes() == b"ab"


@pytest.mark.parametrize("address", ["", "tcp://", "tcp://h:x", "usb:zz:1", "ftp:x", "file:"])
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(PrinterFailure) as failed:
        ticket_printer(address)
    assert failed.value.code == "PRINTER-ADDRESS"


def test_a_silent_ticket_printer_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    missing = os.fspath(tmp_path / "no" / "lp0")
    for printer in (NetworkTicketPrinter("127.0.0.1", port), ticket_printer(f"file:{missing}")):
        with pytest.raises(PrinterFailure) as failed:
            printer.print_ticket(b"x")
        assert failed.value.code == "PRINTER-SILENT"


def test_usb_that_is_not_there_says_so() -> None:
    printer = ticket_printer("usb:04b8:0202")
    assert isinstance(printer, UsbTicketPrinter)
    with pytest.raises(PrinterFailure) as failed:
        printer.print_ticket(b"x")
    assert failed.value.code in ("PRINTER-NO-SYSTEM", "PRINTER-SILENT")
