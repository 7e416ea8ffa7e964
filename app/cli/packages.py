"""`yichuang accept` with a package file, and `yichuang package …`: theme packages without the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.unlocking import unlocked

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from app.usecases.accept import Done
    from app.usecases.package import PackageDone
    from app.usecases.package_wire import MemberIn, PackageIn
    from app.usecases.workplace import Workplace


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    group = commands.add_parser("package", help="theme packages").add_subparsers(required=True, metavar="WHAT")
    one = group.add_parser("show", parents=[shared], help="a package by its number or that of one of its cases")
    one.add_argument("number", metavar="PACKAGE_NO|CASE_NO")
    one.set_defaults(run=show_package)


def show_package(arguments: argparse.Namespace) -> Answer:
    """A package: its members and how each stands."""
    from app.usecases.package_queries import read_package
    from app.usecases.package_wire import package_json, package_text

    with unlocked(arguments) as workplace:
        data = package_json(read_package(workplace, arguments.number))
    return Answer(data, package_text(data))


def accept_package_file(
    arguments: argparse.Namespace, data: bytes, *, named: Callable[[str, Any], Any], folder_of: Callable[[str], Path]
) -> Answer:
    """Take a package from a file, or file (or let go) one of its members that waited."""
    from app.usecases.package_wire import MemberIn, read_package_file

    given = named(arguments.file, lambda: read_package_file(data))
    folder = folder_of(arguments.out)
    with unlocked(arguments) as workplace:
        if isinstance(given, MemberIn):
            return _member(workplace, given, folder)
        return _package(workplace, given, folder)


def _package(workplace: Workplace, given: PackageIn, folder: Path) -> Answer:
    from app.usecases.package import accept_package
    from app.usecases.package_queries import read_package
    from app.usecases.package_wire import package_filing_of, package_json, package_text
    from app.usecases.printing import write_papers

    done = accept_package(workplace, package_filing_of(given), on=given.on)
    documents = write_papers(workplace, done.papers, folder, on=given.on)
    data = package_json(read_package(workplace, done.package.package_no))
    today = workplace.today(given.on)
    return Answer(data | {"cases": _cases(done, today), "documents": documents}, package_text(data))


def _cases(done: PackageDone, today: Any) -> list[dict[str, Any]]:
    return [_case(one, today) for one in done.dones]


def _case(one: Done, today: Any) -> dict[str, Any]:
    from app.cli.cases import verdict_json

    return {"item": one.state.item_code} | verdict_json(one, today)


def _member(workplace: Workplace, given: MemberIn, folder: Path) -> Answer:
    from app.usecases.package_members import drop_member, file_member, member_filing
    from app.usecases.package_queries import read_package
    from app.usecases.package_wire import amended, package_json, package_text
    from app.usecases.printing import write_papers

    if given.drop:
        drop_member(workplace, given.package, given.item, given.drop, on=given.on)
        data = package_json(read_package(workplace, given.package))
        return Answer(data | {"cases": [], "documents": []}, package_text(data))
    filing = amended(member_filing(workplace, given.package, given.item, on=given.on), given)
    done = file_member(workplace, given.package, given.item, filing, on=given.on)
    documents = write_papers(workplace, done.papers, folder, on=given.on)
    data = package_json(read_package(workplace, given.package))
    cases = [_case(done, workplace.today(given.on))]
    return Answer(data | {"cases": cases, "documents": documents}, package_text(data))
