"""`yichuang-central backup`, `restore`, `rebuild`, `journal …`, `quarantine …`: what the server holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.answer import NO, Answer
from app.cli.central_opening import opened, passphrase_of
from app.domain.refusal import InputProblem, Refusal
from app.errors import EnvironmentFailure

if TYPE_CHECKING:
    import argparse

    from app.usecases.central.erasure_requests import ErasureDone

RESTORED = (
    "已恢复，{made:%Y-%m-%d %H:%M} 的备份。新纪元已开始：窗口联网后会自动交回备份之后的内容。\n"
    "备份之后接入或吊销的设备、添加或停用的账号、发布的事项库需要重做，请逐项核对。"
)


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    backup = commands.add_parser("backup", parents=[shared], help="an encrypted copy, consistent while in use")
    backup.add_argument("file", metavar="FILE")
    backup.set_defaults(run=make_backup)
    restore = commands.add_parser("restore", parents=[shared], help="put a backup in place; begins a new epoch")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="replace what is in the database of --database")
    restore.set_defaults(run=put_back)
    rebuild = commands.add_parser("rebuild", parents=[shared], help="make every projection again")
    rebuild.add_argument("--check", action="store_true", help="compare and change nothing")
    rebuild.set_defaults(run=rebuild_all)
    journal = commands.add_parser("journal", help="the chains").add_subparsers(required=True, metavar="WHAT")
    verify = journal.add_parser("verify", parents=[shared], help="check every chain")
    verify.set_defaults(run=verify_all)
    take = journal.add_parser("import", parents=[shared], help="take in the USB stick of a desk")
    take.add_argument("file", metavar="FILE")
    take.set_defaults(run=take_stick)
    resume = journal.add_parser("resume", parents=[shared], help="let a stopped journal go on, its cause being found")
    resume.add_argument("journal", metavar="JOURNAL")
    resume.set_defaults(run=resume_journal)
    _add_quarantine(commands, shared)


def _add_quarantine(commands: Any, shared: argparse.ArgumentParser) -> None:
    held = commands.add_parser("quarantine", help="what devices that were shut out have sent").add_subparsers(
        required=True, metavar="WHAT"
    )
    listed = held.add_parser("list", parents=[shared], help="groups that wait")
    listed.set_defaults(run=list_held)
    admit = held.add_parser("admit", parents=[shared], help="take a group in, in order")
    admit.add_argument("group", metavar="JOURNAL:FIRST")
    admit.set_defaults(run=admit_group)
    reject = held.add_parser("reject", parents=[shared], help="keep a group out for good")
    reject.add_argument("group", metavar="JOURNAL:FIRST")
    reject.add_argument("--reason", required=True, metavar="TEXT")
    reject.set_defaults(run=reject_group)
    back = held.add_parser("take-back", parents=[shared], help="take in what other desks handed back of a lost one")
    back.add_argument("journal", metavar="JOURNAL")
    back.set_defaults(run=take_back)


def make_backup(arguments: argparse.Namespace) -> Answer:
    """Write a backup; without a passphrase it does not hold the keys."""
    from app.usecases.central.backup import back_up

    passphrase = passphrase_of(arguments)
    with opened(arguments) as server:
        written = back_up(server, Path(arguments.file), passphrase)
    data = {
        "path": str(written.path),
        "bytes": written.size,
        "rows": written.rows,
        "blobs": written.blobs,
        "missing": written.missing,
        "keys": passphrase is not None,
    }
    text = f"已备份：{written.path}（{written.size // 1024} KB）"
    if passphrase is None:
        text += "\n没有给口令：备份里没有密钥，恢复时要用本目录的 keys.json，请另行妥善保存。"
    return Answer(data, text)


def put_back(arguments: argparse.Namespace) -> Answer:
    """Restore a backup into the home folder and the database."""
    from app.central_program import central_home
    from app.store.clock import wall_time
    from app.usecases.central.backup import restore_server

    path = Path(arguments.file)
    if not path.is_file():
        raise InputProblem("INPUT-FILE", "没有这个备份文件，请核对路径。", arguments.file)
    home = central_home(arguments.home)
    erased = _erased_here(arguments) if home.exists() else []
    done = restore_server(
        home, path, passphrase_of(arguments), arguments.database, wall_time(), replacing=arguments.replace
    )
    data = {
        "home": str(done.home),
        "server": done.server,
        "area": done.area,
        "made_at": done.made_at.isoformat(),
        "epoch": done.epoch,
        "position": done.position,
        "rows": done.rows,
        "blobs": done.blobs,
        "set_aside": [str(p) for p in done.set_aside],
    }
    aside = "".join(f"\n原来的文件保留在 {path}。" for path in done.set_aside)
    again, words = _erase_again(arguments, erased)
    return Answer(data | {"erased_again": again}, RESTORED.format(made=done.made_at.astimezone()) + aside + words)


def _erased_here(arguments: argparse.Namespace) -> list[ErasureDone] | None:
    """What the server that is replaced has erased; None where it cannot be read any more, which is why one restores."""
    from sqlalchemy.exc import DatabaseError

    from app.usecases.central.erasing_again import erased_so_far

    try:
        with opened(arguments) as server:
            return erased_so_far(server)
    except (EnvironmentFailure, InputProblem, Refusal, DatabaseError):
        return None


def _erase_again(arguments: argparse.Namespace, erased: list[ErasureDone] | None) -> tuple[Any, str]:
    """Erase in the restored server what had been erased since the backup; null where nobody knows it."""
    from app.usecases.central.erasing_again import ErasedAgain, erase_again

    if erased is None:
        return None, "\n原来的数据库读不出：备份之后依法删除过的件会回来，请对照删除登记再删一次（erase）。"
    found = ErasedAgain()
    if erased:
        with opened(arguments) as server:
            found = erase_again(server, erased)
    words = f"\n备份之后依法删除过的 {len(found.done)} 件已再次删除。" if found.done else ""
    words += f"\n还不能删、等窗口交回记录后再删的：{'、'.join(found.left)}。" if found.left else ""
    return {"done": list(found.done), "left": list(found.left)}, words


def rebuild_all(arguments: argparse.Namespace) -> Answer:
    """Make every projection again, or compare; exit 1 where a comparison finds differences."""
    from app.central_program import central_home
    from app.usecases.central.office_rebuild import check_office, rebuild_office
    from app.usecases.central.rebuild import rebuild

    home = central_home(arguments.home)
    with opened(arguments) as server:
        lock = home.hold(alone=not arguments.check)
        try:
            report = rebuild(server.ledger, check=arguments.check)
            beside = check_office(server) if arguments.check else rebuild_office(server)
        finally:
            lock.release()
    tables, rows = report.tables + beside.tables, report.rows + beside.rows
    differences = [*report.differences, *beside.differences]
    data = {"tables": tables, "rows": rows, "differences": differences}
    return Answer(data, f"表 {tables} · 行 {rows} · 差异 {len(differences)}", NO if differences else 0)


def verify_all(arguments: argparse.Namespace) -> Answer:
    """Check every chain; exit 1 where one is broken."""
    from app.usecases.central.verify import verify_chains

    with opened(arguments) as server:
        report = verify_chains(server.ledger)
    broken = [{"journal": b.journal, "seq": b.seq, "reason": b.reason} for b in report.broken]
    data = {"journals": report.journals, "events": report.events, "broken": broken}
    lines = [f"日志链 {report.journals} · 事件 {report.events} · 断点 {len(broken)}"]
    lines += [f"{b['journal']}:{b['seq']} {b['reason']}" for b in broken]
    return Answer(data, "\n".join(lines), NO if broken else 0)


def take_stick(arguments: argparse.Namespace) -> Answer:
    """Take in the USB stick of a desk; exit 1 where its journal was stopped."""
    from app.usecases.central.carried import import_carried

    path = Path(arguments.file)
    if not path.is_file():
        raise InputProblem("INPUT-FILE", "没有这个文件，请核对路径。", arguments.file)
    with opened(arguments) as server:
        done = import_carried(server, path)
    data = {
        "events": done.events,
        "blobs": done.blobs,
        "new_events": done.new_events,
        "new_blobs": done.new_blobs,
        "held": done.held,
        "device": done.device,
        "counter": done.counter,
        "states": list(done.states),
    }
    text = (
        f"窗口 {done.counter}：事件 {done.events}（新收 {done.new_events}），附件 {done.blobs}（新收 {done.new_blobs}）"
    )
    if done.held:
        text += f"\n其中 {done.held} 个事件在隔离区，等人核实（quarantine list）。"
    return Answer(data, text, NO if "stopped" in done.states else 0)


def resume_journal(arguments: argparse.Namespace) -> Answer:
    """Let a stopped journal go on."""
    from app.usecases.central.quarantine import resume
    from app.usecases.central.server import OPERATOR

    with opened(arguments) as server:
        resume(server.ledger, arguments.journal, OPERATOR, server.now())
    return Answer({"journal": arguments.journal, "resumed": True}, f"已放行：{arguments.journal}")


def list_held(arguments: argparse.Namespace) -> Answer:
    """List the groups that wait in quarantine, and the journals of which others handed something back."""
    from app.store.central.tasks import open_tasks
    from app.usecases.central.quarantine import held

    with opened(arguments) as server:
        groups = held(server.ledger)
        with server.store.read() as connection:
            tasks = open_tasks(connection, server.area, kinds=("returned",))
    returned = sorted({task.journal for task in tasks})
    data = [
        {"group": f"{g.journal}:{g.first}", "last": g.last, "device": g.device, "kinds": list(g.kinds)} for g in groups
    ]
    lines = [f"{g.journal}:{g.first}  {'、'.join(g.kinds)}" for g in groups]
    lines += [f"{journal}  由其他窗口交回，原窗口没有再出现（take-back）" for journal in returned]
    return Answer({"groups": data, "returned": returned}, "\n".join(lines) or "隔离区是空的。")


def admit_group(arguments: argparse.Namespace) -> Answer:
    """Take a group from quarantine in."""
    from app.usecases.central.quarantine import admit
    from app.usecases.central.server import OPERATOR

    journal, first = _group(arguments.group)
    with opened(arguments) as server:
        admit(server.ledger, journal, first, OPERATOR, server.now())
    return Answer({"group": arguments.group, "admitted": True}, f"已收入：{arguments.group}")


def reject_group(arguments: argparse.Namespace) -> Answer:
    """Keep a group in quarantine for good."""
    from app.usecases.central.quarantine import reject
    from app.usecases.central.server import OPERATOR

    journal, first = _group(arguments.group)
    with opened(arguments) as server:
        reject(server.ledger, journal, first, OPERATOR, arguments.reason, server.now())
    return Answer({"group": arguments.group, "rejected": True}, f"已拒收：{arguments.group}")


def take_back(arguments: argparse.Namespace) -> Answer:
    """Take in what other desks handed back, after a restore, of a journal whose own desk is gone for good."""
    from app.usecases.central.returned import take_returned
    from app.usecases.central.server import OPERATOR

    with opened(arguments) as server:
        count = take_returned(server.ledger, arguments.journal, OPERATOR, server.now())
    return Answer({"journal": arguments.journal, "events": count}, f"已收入 {count} 个事件，记为未经原设备证实。")


def _group(text: str) -> tuple[str, int]:
    journal, colon, first = text.rpartition(":")
    if not colon or not first.isdigit():
        raise InputProblem("INPUT-GROUP", "写成“日志链:序号”，如 quarantine list 所列。", text)
    return journal, int(first)
