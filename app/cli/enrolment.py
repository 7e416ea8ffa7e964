"""`yichuang enrol`: joins a server with a one-time code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.bootstrap import places, store_home
from app.cli.answer import Answer
from app.cli.unlocking import password_of
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    enrol = commands.add_parser("enrol", parents=[shared], help="join a server with a one-time code")
    enrol.add_argument("--server", required=True, metavar="URL")
    enrol.add_argument("--code", required=True, metavar="CODE", help="from `yichuang-central enrol COUNTER_NO`")
    enrol.set_defaults(run=join_server)


def join_server(arguments: argparse.Namespace) -> Answer:
    """Join a store without cases to a server, or make one."""
    from app.domain.refusal import Refusal
    from app.store.enrolment_code import parse_code
    from app.usecases.enrolling import enrol
    from app.usecases.workplace import program

    try:
        parse_code(arguments.code)
    except Refusal as refusal:
        raise InputProblem(refusal.code, refusal.message, "--code") from None
    home = store_home(places(arguments.home))
    if not home.exists() and not arguments.clerk:
        raise InputProblem("INPUT-CLERK", "请用 --clerk 指明登录名。", "--clerk")
    done = enrol(home, program(), arguments.server, arguments.code, arguments.clerk or "", password_of(arguments))
    data = {
        "journal": done.journal,
        "scope": {"area": done.area, "hall": done.hall, "counter": done.counter},
        "server": done.server,
    }
    aside = "\n原来的空数据库已移到旁边保留。" if done.made_anew else ""
    return Answer(data, f"已接入 {done.server}，窗口 {done.counter}。{aside}")
