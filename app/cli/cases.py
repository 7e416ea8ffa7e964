"""`yichuang accept`, `act`, `case …`, `reprint`, `verify`: cases and their papers."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from app.cli.answer import NO, Answer
from app.cli.identity import day_of
from app.cli.unlocking import perhaps_unlocked, read_input, unlocked
from app.domain.case.status import STATUS_ZH, Status, overdue, status
from app.domain.refusal import InputProblem, Refusal, is_about_the_body
from app.errors import EnvironmentFailure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from app.domain.case.events import Reason
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.accept import Done
    from app.usecases.act_keys import ActKey
    from app.usecases.office_acts import OfficeDone
    from app.usecases.queries import CaseRow
    from app.usecases.wire import ActIn
    from app.usecases.wire_office import OfficeActIn
    from app.usecases.workplace import Workplace


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    take = commands.add_parser("accept", parents=[shared], help="one acceptance without the window")
    take.add_argument("file", metavar="FILE.json")
    take.add_argument("--out", required=True, metavar="DIR")
    take.set_defaults(run=accept_file)
    act = commands.add_parser("act", parents=[shared], help="do an act to a case")
    act.add_argument("case_no", metavar="CASE_NO", help="- for an escalation without a case")
    act.add_argument("file", metavar="FILE.json")
    act.add_argument("--out", metavar="DIR")
    act.set_defaults(run=act_file)
    case = commands.add_parser("case", help="what is known of cases").add_subparsers(required=True, metavar="WHAT")
    one = case.add_parser("show", parents=[shared], help="state, story and documents of a case")
    one.add_argument("case_no", metavar="CASE_NO")
    one.add_argument("--on", metavar="D")
    one.set_defaults(run=show_case)
    many = case.add_parser("list", parents=[shared], help="the cases that this store holds")
    many.add_argument("--status", choices=get_args(Status))
    many.add_argument("--due-before", metavar="D")
    many.add_argument("--on", metavar="D")
    many.set_defaults(run=list_all)
    again = commands.add_parser("reprint", parents=[shared], help="print again, marked 补打")
    again.add_argument("number", metavar="DOCUMENT_NO")
    again.add_argument("--out", required=True, metavar="DIR")
    again.set_defaults(run=print_again)
    check = commands.add_parser("verify", parents=[shared], help="verify the code of a document, with no network")
    check.add_argument("what", metavar="FILE|TEXT")
    check.set_defaults(run=verify_code)


def accept_file(arguments: argparse.Namespace) -> Answer:
    """Do one acceptance from a file; files written count as come out of the printer."""
    from app.cli.packages import accept_package_file
    from app.usecases.accept import accept
    from app.usecases.package_wire import is_package
    from app.usecases.printing import write_papers
    from app.usecases.wire import filing_of, read_acceptance

    read = read_input(arguments.file)
    if is_package(read):
        return accept_package_file(arguments, read, named=_named, folder_of=_folder)
    given = _named(arguments.file, lambda: read_acceptance(read))
    folder = _folder(arguments.out)
    with unlocked(arguments) as workplace:
        filing = filing_of(given, workplace.catalogue.find(given.item).code)
        done = accept(workplace, filing, on=given.on)
        documents = write_papers(workplace, done.papers, folder, on=given.on)
        data = verdict_json(done, workplace.today(given.on)) | {"documents": documents}
    return Answer(data, verdict_text(data))


def _named(path: str, read: Any) -> Any:
    try:
        return read()
    except InputProblem as problem:
        raise InputProblem(
            problem.code, problem.message, f"{path}: {problem.place}" if problem.place else path
        ) from None


ROOM = 2_000_000
"""Bytes that have to be free where papers are written: a case is not begun whose papers would find no room."""


def _folder(path: str) -> Path:
    """The folder for papers, tried out before anything is numbered."""
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".yichuang-"):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        raise InputProblem("INPUT-OUT", "不能写入这个目录，请换一个目录。", path) from error
    if free < ROOM:
        raise InputProblem("INPUT-OUT", "这个目录所在的磁盘已满，请腾出空间或换一个目录。什么都没有改动。", path)
    return folder


def verdict_json(done: Done, today: date) -> dict[str, Any]:
    """Verdict, reasons, number and dates of a case."""
    from app.domain.checklist.assess import deferred_reasons
    from app.usecases.queries import due_json

    state = done.state
    return {
        "verdict": state.verdict if state.phase != "received" else "received",
        "proposed": state.proposed,
        "reasons": [
            {"code": r.code, "text": said(r), "material": r.material or None, "point": r.point or None,
             "basis": r.basis or None}
            for r in state.reasons or deferred_reasons(state.deferrals)
        ],
        "case_no": state.case_no,
        "case_id": state.case_id,
        "due": due_json(state, today),
    }  # fmt: skip


def said(reason: Reason) -> str:
    """A reason for people: what to hand in where something is lacking, else what stands against it."""
    return (reason.requirement if reason.material else "") or reason.text


def verdict_text(data: dict[str, Any]) -> str:
    """The verdict for people."""
    lines = [f"{data['case_no']} {data['verdict']}"]
    lines += [f"{n}. {r['text']}" for n, r in enumerate(data["reasons"], 1)]
    lines += [f"{d['kind']} {d['number']} {d['path']}" for d in data["documents"]]
    return "\n".join(lines)


def act_file(arguments: argparse.Namespace) -> Answer:
    """Do an act; the same idempotency key gives the first answer again."""
    from app.usecases.act_keys import key_of, remembered
    from app.usecases.wire_office import OfficeActIn, read_any_act

    given = _named(arguments.file, lambda: read_any_act(read_input(arguments.file)))
    folder = _folder(arguments.out) if arguments.out else None
    key = key_of(arguments.case_no, given)
    with unlocked(arguments) as workplace, _wrong_body():
        if key is not None and (answer := remembered(workplace, key)) is not None:
            return _answered(workplace, key, answer, folder, given.on)
        if isinstance(given, OfficeActIn):
            return office_act(workplace, arguments.case_no, given, key, folder)
        return case_act(workplace, arguments.case_no, given, key, folder)


@contextmanager
def _wrong_body() -> Iterator[None]:
    """A refusal that says that the body of an act is wrong is exit 2, as it is 422 at the server."""
    try:
        yield
    except Refusal as refusal:
        if not is_about_the_body(refusal.code):
            raise
        raise InputProblem(refusal.code, refusal.message, refusal.place) from refusal


def case_act(workplace: Workplace, case_no: str, given: ActIn, key: ActKey | None, folder: Path | None) -> Answer:
    """A command to a case; its answer is kept under its key together with it."""
    from app.domain.case.commands import Issue
    from app.usecases.act import act, kept_originals
    from app.usecases.act_keys import remember, remember_within
    from app.usecases.package_issuing import issue_together
    from app.usecases.printing import write_papers
    from app.usecases.wire import IssueIn, command_of

    state = workplace.find_case(case_no)
    key = replace(key, case_id=state.case_id) if key else None

    def also(uow: UnitOfWork, done: Done) -> None:
        if key:
            first = act_json(workplace, done, uow.now.today) | {"documents": _unwritten(done)}
            remember_within(uow, key, first)

    command = command_of(given, kept_originals(state))
    if isinstance(given, IssueIn) and isinstance(command, Issue):
        done = issue_together(workplace, state.case_no, command, on=given.on, also=given.with_, written=also)
    else:
        done = act(workplace, state.case_no, command, on=given.on, also=also)
    documents = write_papers(workplace, done.papers, folder, on=given.on) if folder else _unwritten(done)
    data = act_json(workplace, done, workplace.today(given.on)) | {"documents": documents}
    if key:
        remember(workplace, key, data)
    return Answer(data, f"{data['case']['case_no']} {data['case']['status']}")


def office_act(
    workplace: Workplace, case_no: str, given: OfficeActIn, key: ActKey | None, folder: Path | None
) -> Answer:
    """An act of an escalation, or a rating; its answer is kept under its key together with it."""
    from app.usecases.act_keys import remember, remember_within
    from app.usecases.office_acts import do_office_act
    from app.usecases.printing import write_papers

    def also(uow: UnitOfWork, done: OfficeDone) -> None:
        if key:
            remember_within(uow, key, done.answer | {"documents": _unwritten(done)})

    done = do_office_act(workplace, case_no, given, also)
    documents = write_papers(workplace, done.papers, folder, on=given.on) if folder and done.papers else None
    data = done.answer | {"documents": documents or _unwritten(done)}
    if key:
        remember(workplace, key, data)
    return Answer(data, _about(data))


def _about(data: dict[str, Any]) -> str:
    """What an act was about: the escalation, else the case."""
    return str((data.get("escalation") or {}).get("number") or (data["case"] or {}).get("case_no", ""))


def _answered(workplace: Workplace, key: ActKey, answer: Any, folder: Path | None, on: date | None) -> Answer:
    """The first answer again; papers that a crash kept from being written are written now."""
    from app.usecases.act_keys import remember
    from app.usecases.printing import write_numbers

    waiting = [d["number"] for d in answer["documents"] if d["path"] is None]
    if waiting and folder is not None:
        answer = answer | {"documents": write_numbers(workplace, waiting, folder, on=on)}
        remember(workplace, key, answer)
    return Answer(answer, _about(answer))


def _unwritten(done: Done | OfficeDone) -> list[dict[str, str | None]]:
    return [{"kind": p.meant.kind, "number": p.meant.number, "path": None} for p in done.papers]


def act_json(workplace: Workplace, done: Done, today: date) -> dict[str, Any]:
    """The answer of an act, with verdict and reasons where it gave one."""
    from app.usecases.queries import due_json

    state = done.state
    at = done.at.isoformat()
    kinds = [workplace.store.program.types.kind_of(body)[0] for body in done.happened]
    case = {"case_no": state.case_no, "status": status(state, today), "due": due_json(state, today)}
    verdict = verdict_json(done, today)
    return {
        "case": case,
        "events": [{"kind": kind, "at": at} for kind in kinds],
        "verdict": verdict["verdict"],
        "reasons": verdict["reasons"],
    }


def show_case(arguments: argparse.Namespace) -> Answer:
    """All that is known of a case."""
    from app.usecases.package_notices import told_elsewhere
    from app.usecases.package_queries import package_of
    from app.usecases.package_wire import package_json
    from app.usecases.queries import documents_of, due_json, story_of
    from app.usecases.record_opening import note_opened

    with unlocked(arguments) as workplace:
        on = day_of(arguments.on, "--on") if arguments.on else None
        today = workplace.today(on)
        state = workplace.find_case(arguments.case_no)
        with suppress(EnvironmentFailure):  # on a full or read-only disk what was saved can still be seen
            note_opened(workplace, state.case_no, "command")
        with workplace.store.read() as connection:
            documents = [_document_json(d) for d in documents_of(connection, state.case_id)]
            elsewhere = [(other.case_no, _document_json(d)) for other, d in told_elsewhere(connection, state)]
            documents += [document | {"lies_in": case_no} for case_no, document in elsewhere]
        package = package_of(workplace, state.case_no)
        data: dict[str, Any] = {
            "case_no": state.case_no,
            "package": package_json(package) if package else None,
            "item": {"code": state.item_code, "name": state.item_name},
            "status": status(state, today),
            "overdue": overdue(state, today),
            "contested": bool(state.contested),
            "verdict": state.verdict,
            "due": due_json(state, today),
            "events": story_of(workplace, state.case_id),
            "documents": documents,
        }
    lines = [f"{data['case_no']} {state.item_name} {STATUS_ZH[status(state, today)]}"]
    if package is not None:
        lines.append(f"套餐 {package.package_no} {package.name} {package.words}")
    lines += [f"{e['at'][:16]} {e['kind']}" for e in data["events"]]
    lines += [f"{d['number']}" for d in data["documents"]]
    return Answer(data, "\n".join(lines))


def _document_json(d: Any) -> dict[str, Any]:
    return {
        "kind": d.kind,
        "number": d.number,
        "copies": d.copies,
        "printed": d.printed,
        "told": d.told or None,
        "voided": d.voided or None,
        "issued_on": d.issued_on,
    }


def list_all(arguments: argparse.Namespace) -> Answer:
    """The cases that this store holds, newest first."""
    from app.usecases.queries import list_cases

    with unlocked(arguments) as workplace:
        today = workplace.today(day_of(arguments.on, "--on") if arguments.on else None)
        before = day_of(arguments.due_before, "--due-before") if arguments.due_before else None
        rows = [_row_json(r) for r in list_cases(workplace, today, wanted=arguments.status, due_before=before)]
    text = "\n".join(f"{r['case_no']} {r['item']['name']} {STATUS_ZH[r['status']]}" for r in rows)
    return Answer({"cases": rows}, f"{text}\n共 {len(rows)} 件".strip())


def _row_json(row: CaseRow) -> dict[str, Any]:
    from app.usecases.queries import due_json_of

    return {
        "case_no": row.case_no,
        "item": {"code": row.item_code, "name": row.item_name},
        "status": row.status,
        "overdue": row.overdue,
        "contested": row.contested,
        "verdict": row.verdict,
        "due": due_json_of(row),
    }


def print_again(arguments: argparse.Namespace) -> Answer:
    """Print a document again, marked 补打."""
    from app.usecases.printing import reprint

    with unlocked(arguments) as workplace:
        path, copy = reprint(workplace, arguments.number, _folder(arguments.out))
    return Answer({"path": str(path), "copy": copy}, f"{path}（补打，第 {copy} 次）")


def verify_code(arguments: argparse.Namespace) -> Answer:
    """Verify a document's code from a PDF, a picture or the text; exit 1 where it is not valid."""
    from app.usecases.verifying import verify_document

    with perhaps_unlocked(arguments) as workplace:
        found = verify_document(arguments.what, workplace)
    data = {
        "valid": found.valid,
        "document": found.document or None,
        "case_no": found.case_no or None,
        "also": list(found.also),
        "item": found.item or None,
        "issued_on": str(found.issued_on) if found.issued_on else None,
        "reason": found.reason,
        "answer": found.answer,
    }
    return Answer(data, f"{'有效' if found.valid else '不能确认'}：{found.reason}", 0 if found.valid else NO)
