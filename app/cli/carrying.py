"""`yichuang journal export`: the unsent part on a USB stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.unlocking import unlocked
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse


def add_words(journal: Any, shared: argparse.ArgumentParser) -> None:
    """Add `export` to the words of `journal`."""
    export = journal.add_parser(
        "export", parents=[shared], help="write what the server has not to a file that only the server can read"
    )
    export.add_argument("file", metavar="FILE")
    export.set_defaults(run=export_file)


def export_file(arguments: argparse.Namespace) -> Answer:
    """Write the unsent part to a file for `yichuang-central journal import`."""
    from app.usecases.carrying import export_unsent

    path = Path(arguments.file)
    if not path.parent.is_dir():
        raise InputProblem("INPUT-FILE", "没有这个目录，请核对路径（U 盘是否插好）。", str(path.parent))
    with unlocked(arguments) as workplace:
        carried = export_unsent(workplace.store, path)
    text = f"已导出 {carried.events} 条、附件 {carried.blobs} 个：{path}。"
    text += "请拿到服务器上导入（yichuang-central journal import）。"
    if carried.damaged:
        text += f"\n有 {carried.damaged} 个附件在本机已损坏，没有导出，请重新扫描。"
    return Answer({"events": carried.events, "blobs": carried.blobs}, text)
