"""The package file: an acceptance file with `package` in place of `item`, and the file of a member that waited.

The keys of `answers`, `form` and `materials` are those of the package's one form (`catalog package --json` lists them).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from app.usecases.package import PackageFiling
from app.usecases.strict_json import decode_strictly
from app.usecases.wire import (
    AcceptanceIn,
    ApplicantIn,
    Key,
    MaterialIn,
    Short,
    Text,
    Value,
    applicant_of,
    filing_of,
)

if TYPE_CHECKING:
    from app.domain.checklist import filing as f
    from app.usecases.package_queries import PackageView


class PackageIn(AcceptanceIn, frozen=True, kw_only=True):
    """The package file; `item` stays empty and `intent` is to accept."""

    package: Short
    item: Short = ""


class MemberIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member that waited: what is given here replaces what was entered with the package."""

    package: Short
    item: Short
    applicant: ApplicantIn | None = None
    answers: dict[Key, Key] = {}
    form: dict[Key, Value | None] = {}
    materials: dict[Key, MaterialIn] = {}
    defer: dict[Key, date] | None = None
    commit: list[Key] | None = None
    drop: Text = ""
    on: date | None = None


class _Peek(msgspec.Struct, frozen=True):
    package: Any = None
    item: Any = None


def is_package(data: bytes) -> bool:
    """Whether a file is about a package; what is no JSON at all is told by the reader of acceptance files."""
    try:
        return msgspec.json.decode(data, type=_Peek).package is not None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False


def read_package_file(data: bytes) -> PackageIn | MemberIn:
    """A package file, or that of a member; InputProblem names what is wrong and where."""
    kind: type[PackageIn | MemberIn] = MemberIn if msgspec.json.decode(data, type=_Peek).item else PackageIn
    given: PackageIn | MemberIn = decode_strictly(data, kind)
    return given


def package_filing_of(given: PackageIn) -> PackageFiling:
    """What is filed."""
    return PackageFiling(given.package, replace(filing_of(given, ""), intent="accept"))


def amended(filing: f.Filing, given: MemberIn) -> f.Filing:
    """The filing of a member with what its file gives."""
    form: dict[str, Any] = {k: v for k, v in given.form.items() if v is not None}
    return replace(
        filing,
        applicant=applicant_of(given.applicant) if given.applicant else filing.applicant,
        answers={**filing.answers, **given.answers},
        form={**filing.form, **form},
        materials={**filing.materials, **{k: m.entry() for k, m in given.materials.items()}},
        defer=filing.defer if given.defer is None else {k: d.isoformat() for k, d in given.defer.items()},
        commit=filing.commit if given.commit is None else tuple(given.commit),
    )


def package_json(view: PackageView) -> dict[str, Any]:
    """A package as commands tell it."""
    return {
        "package_no": view.package_no,
        "package_id": view.package_id,
        "name": view.name,
        "status": view.status,
        "opened_on": view.opened_on,
        "due": {"promised": view.promised, "provisional": view.provisional},
        "joint": view.joint or None,
        "members": [
            {
                "item": {"code": m.item_code, "name": m.item_name},
                "mode": m.mode,
                "status": m.status,
                "case_no": m.case_no or None,
                "waits_for": list(m.on),
                "promised": m.due or None,
            }
            for m in view.members
        ],
    }


def package_text(data: dict[str, Any]) -> str:
    """A package for people."""
    lines = [f"{data['package_no']} {data['name']} {data['status']} {data['due']['promised']}"]
    for m in data["members"]:
        waits = f"（待 {'、'.join(m['waits_for'])}）" if m["waits_for"] else ""
        lines.append(f"{m['item']['code']} {m['item']['name']} {m['status']} {m['case_no'] or ''}{waits}".rstrip())
    return "\n".join(lines)
