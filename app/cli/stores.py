"""`yichuang init`, `backup`, `restore`, `rebuild`, `journal verify`, `clerk …`, `doctor`: the store itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bootstrap import create_workplace, places, store_home
from app.cli import carrying
from app.cli.answer import NO, Answer
from app.cli.unlocking import password_of, read_input, unlocked
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse

COUNTER = re.compile(r"[A-Z]{0,3}[0-9]{1,4}")
DOUBT = (
    "\n注意：这台机器不知道这个窗口用过哪些标记。打印带编号的文书之前，请组长对照窗口的纸质登记；"
    "如果 {mark} 已用过，请加 --mark 重新恢复。"
)
AREA = re.compile(r"[0-9]{6}")


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    init = commands.add_parser("init", parents=[shared], help="make an encrypted store with one clerk")
    init.add_argument("--counter", default="C01", metavar="NO")
    init.add_argument("--area", default="500106", metavar="CODE")
    init.add_argument("--evaluation", action="store_true", help="papers say 样张; dates can be given")
    init.set_defaults(run=make_store)
    backup = commands.add_parser("backup", parents=[shared], help="an encrypted copy, consistent while in use")
    backup.add_argument("file", metavar="FILE")
    backup.set_defaults(run=make_backup)
    restore = commands.add_parser("restore", parents=[shared], help="put a backup in place; opens a new journal")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--mark", metavar="MARK", help="mark of the new journal, from the counter's paper list")
    restore.set_defaults(run=put_back)
    rebuild = commands.add_parser("rebuild", parents=[shared], help="make every projection again")
    rebuild.add_argument("--check", action="store_true", help="compare and change nothing")
    rebuild.set_defaults(run=rebuild_all)
    journal = commands.add_parser("journal", help="the chains").add_subparsers(required=True, metavar="WHAT")
    verify = journal.add_parser("verify", parents=[shared], help="check the store's own chains")
    verify.set_defaults(run=verify_chains)
    carrying.add_words(journal, shared)
    clerk = commands.add_parser("clerk", help="accounts of this desk").add_subparsers(required=True, metavar="WHAT")
    add = clerk.add_parser("add", parents=[shared], help="add a clerk")
    add.add_argument("name")
    add.add_argument("--role", choices=("clerk", "lead"), default="clerk")
    add.add_argument("--new-password-file", required=True, metavar="FILE")
    add.set_defaults(run=add_clerk)
    remove = clerk.add_parser("remove", parents=[shared], help="remove a clerk; the store is keyed anew")
    remove.add_argument("name")
    remove.set_defaults(run=remove_clerk)
    clock = commands.add_parser("clock", help="the trusted date").add_subparsers(required=True, metavar="WHAT")
    confirm = clock.add_parser("confirm", parents=[shared], help="confirm today's date after an offline start")
    confirm.add_argument("day", metavar="DATE")
    confirm.add_argument("--second", default="", metavar="LEAD")
    confirm.add_argument("--second-password-file", metavar="FILE")
    confirm.set_defaults(run=confirm_clock)
    doctor = commands.add_parser("doctor", parents=[shared], help="check what an acceptance needs")
    doctor.set_defaults(run=examine)


def make_store(arguments: argparse.Namespace) -> Answer:
    """Make an encrypted store with one clerk, on the starting catalogue."""
    from app.usecases.clerks import refuse_bad_login_name, refuse_weak

    if not arguments.clerk:
        raise InputProblem("INPUT-CLERK", "请用 --clerk 指明登录名。", "--clerk")
    refuse_bad_login_name(arguments.clerk)
    if not COUNTER.fullmatch(arguments.counter):
        raise InputProblem("INPUT-COUNTER", "窗口号写成 C03 这样：至多三个大写字母和一到四位数字。", "--counter")
    if not AREA.fullmatch(arguments.area):
        raise InputProblem("INPUT-AREA", "区划码是 6 位数字，例如 500106。", "--area")
    where, password = places(arguments.home), password_of(arguments)
    refuse_weak(password)
    workplace = create_workplace(
        where, arguments.clerk, password, arguments.counter, arguments.area, evaluation=arguments.evaluation
    )
    journal = workplace.store.journal.id
    workplace.store.close()
    return Answer({"home": str(where.home), "journal": journal}, f"已建立：{where.home}")


def make_backup(arguments: argparse.Namespace) -> Answer:
    """Write an encrypted backup."""
    from app.store.backup import backup

    with unlocked(arguments) as workplace:
        report = backup(workplace.store, Path(arguments.file))
    data = {
        "path": str(report.path),
        "bytes": report.size,
        "attachments": report.attachments,
        "missing": report.missing,
    }
    return Answer(data, f"已备份：{report.path}（{report.size // 1024} KB）")


def put_back(arguments: argparse.Namespace) -> Answer:
    """Restore a backup into the home folder; its journal is closed and a new one opened."""
    from app.store.restore import restore
    from app.usecases.workplace import program

    if not Path(arguments.file).is_file():
        raise InputProblem("INPUT-FILE", "没有这个备份文件，请核对路径。", arguments.file)
    home = store_home(places(arguments.home))
    report = restore(
        Path(arguments.file), home, program(), password_of(arguments), arguments.clerk, mark=arguments.mark
    )
    data = {
        "home": str(home.folder),
        "journal": report.journal,
        "mark": report.mark,
        "mark_is_certain": report.mark_is_certain,
        "set_aside": [str(p) for p in report.set_aside],
    }
    doubt = "" if report.mark_is_certain else DOUBT.format(mark=report.mark)
    return Answer(data, f"已恢复，新日志链标记 {report.mark}。原文件已移到旁边保留。{doubt}")


def rebuild_all(arguments: argparse.Namespace) -> Answer:
    """Make every projection again, or compare; exit 1 where a comparison finds differences."""
    with unlocked(arguments) as workplace:
        store = workplace.store
        report = store.rebuild_check() if arguments.check else store.rebuild()
    data = {"tables": report.tables, "rows": report.rows, "differences": report.differences}
    text = f"表 {report.tables} · 行 {report.rows} · 差异 {len(report.differences)}"
    return Answer(data, text, NO if report.differences else 0)


def verify_chains(arguments: argparse.Namespace) -> Answer:
    """Check the store's own chains; exit 1 where one is broken."""
    from app.store.verify import verify_store

    with unlocked(arguments) as workplace:
        report = verify_store(workplace.store)
    broken = [{"journal": b.journal, "seq": b.seq, "reason": b.reason} for b in report.broken]
    data = {"journals": report.journals, "events": report.events, "broken": broken}
    lines = [f"日志链 {report.journals} · 事件 {report.events} · 断点 {len(broken)}"]
    lines += [f"{b['journal']}:{b['seq']} {b['reason']}" for b in broken]
    return Answer(data, "\n".join(lines), NO if broken else 0)


def add_clerk(arguments: argparse.Namespace) -> Answer:
    """Add an account with a one-time password, to be changed at the first log-in."""
    from app.usecases.clerks import add

    password = read_input(arguments.new_password_file).decode("utf-8").rstrip("\r\n")
    with unlocked(arguments) as workplace:
        account = add(workplace, arguments.name, password, arguments.role)
    return Answer({"name": account.name, "role": account.role}, f"已添加：{account.name}")


def remove_clerk(arguments: argparse.Namespace) -> Answer:
    """Remove an account; the store is keyed anew."""
    from app.usecases.clerks import remove

    with unlocked(arguments) as workplace:
        remove(workplace, arguments.name)
    return Answer({"name": arguments.name}, f"已移除：{arguments.name}，数据库已换新密钥。")


def confirm_clock(arguments: argparse.Namespace) -> Answer:
    """Confirm the date; another lead of the counter gives his password."""
    from app.cli.identity import day_of
    from app.usecases.clock_confirming import confirm_date

    day, path = day_of(arguments.day, "DATE"), arguments.second_password_file
    second = read_input(path).decode("utf-8").rstrip("\r\n") if path else ""
    with unlocked(arguments) as workplace:
        confirm_date(workplace, day, arguments.second, second)
    return Answer({"date": day.isoformat()}, f"已确认今天是 {day}。")


def examine(arguments: argparse.Namespace) -> Answer:
    """Check what an acceptance needs; exit 1 only where one would fail."""
    from app.usecases.doctor import examine_desk

    checks = examine_desk(places(arguments.home).home, lambda: unlocked(arguments))
    data = [{"check": c.check, "ok": c.ok, "detail": c.detail, "advice": c.advice} for c in checks]
    lines = [f"{'好' if c.ok else '注意'} {c.check}：{c.detail}{'　' + c.advice if c.advice else ''}" for c in checks]
    return Answer(data, "\n".join(lines), NO if any(c.fatal for c in checks) else 0)
