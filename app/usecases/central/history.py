"""History from other systems (一窗综办 exports): register rows, taken in bulk, as often as one likes.

The same row again changes nothing; a row of a known number with other content replaces it. What cannot be read is
refused row by row with its line; the rest is taken. Names and identity numbers are kept as keyed hashes only.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from app.domain.case.scope import masked_name
from app.domain.identity.dates import parse_date
from app.domain.identity.names import normalise_name
from app.domain.identity.typed_text import compact
from app.domain.refusal import InputProblem
from app.store.central.bulk import Rows, chunks
from db.central.history import imported_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from app.usecases.central.server import Server

NAMES = {
    "case_no": ("case_no", "办件编号", "办件号", "受理编号", "业务编号"),
    "item_code": ("item_code", "事项编码", "事项代码"),
    "item_name": ("item_name", "事项名称", "办理事项"),
    "department": ("department", "部门", "实施机关", "实施部门", "所属部门"),
    "counter": ("counter", "窗口", "窗口号", "受理窗口"),
    "status": ("status", "状态", "办件状态"),
    "applicant": ("applicant", "申请人", "申请人名称", "申请人姓名"),
    "id_number": ("id_number", "证件号码", "申请人证件号码", "身份证号", "统一社会信用代码"),
    "received_on": ("received_on", "收件日期", "收件时间", "申请时间", "申请日期"),
    "accepted_on": ("accepted_on", "受理日期", "受理时间"),
    "due_on": ("due_on", "承诺期限", "承诺办结日期", "承诺办结时间"),
    "ended_on": ("ended_on", "办结日期", "办结时间"),
}
"""Names of columns that are understood, the own ones first."""

REQUIRED = ("case_no", "received_on")
DATES = ("received_on", "accepted_on", "due_on", "ended_on")
STATUSES = {
    "received": ("received", "已收件", "收件", "待受理"),
    "correction": ("correction", "待补正", "补正", "补正告知"),
    "accepted": ("accepted", "已受理", "受理", "办理中", "在办"),
    "granted": ("granted", "准予", "办结", "已办结", "准予许可", "通过"),
    "refused": ("refused", "不予", "不予许可", "不通过"),
    "issued": ("issued", "已出件", "出件", "已领取", "已送达"),
    "withdrawn": ("withdrawn", "已撤回", "撤回", "撤件", "终止"),
    "not-accepted": ("not-accepted", "不予受理", "退件"),
    "not-required": ("not-required", "不需要许可"),
}
LONGEST = 200
PART = 2000
_STATUS = {word: status for status, words in STATUSES.items() for word in words}
_ROWS = Rows(imported_cases)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its line in the file, the column, and what is wrong with it. No content of it."""

    line: int
    field: str
    message: str


@dataclass
class HistoryReport:
    """What became of the rows of a file."""

    source: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


def import_history(server: Server, path: Path, source: str = "") -> HistoryReport:
    """Take in a CSV or Parquet file. `source` names the system that it comes from; the file's name where none is given.

    InputProblem INPUT-FILE where the file cannot be read or has none of the columns that are needed.
    """
    report = HistoryReport(source or path.stem)
    for part in _parts(_rows_of(path), PART):
        _take(server, report, part)
    return report


def _take(server: Server, report: HistoryReport, part: list[tuple[int, dict[str, str]]]) -> None:
    """Take a part of the file in a transaction of its own: what was taken stays, the file can be given again."""
    wanted: dict[str, tuple[bytes, dict[str, Any]]] = {}
    for line, row in part:
        report.rows += 1
        problem = _problem(row)
        if problem is not None:
            report.refused.append(RefusedRow(line, *problem))
        elif row["case_no"] in wanted:
            report.refused.append(RefusedRow(line, "case_no", "同一个文件里这个编号出现了两次，只取第一行。"))
        else:
            wanted[row["case_no"]] = _made(server, report.source, row)
    with server.store.write() as connection:
        known = _known(connection, server.area, report.source, wanted)
        fresh = [row for number, (digest, row) in wanted.items() if known.get(number) != digest]
        _ROWS.put(connection, [tuple(row[name] for name in _ROWS.columns) for row in fresh])
    added = sum(row["case_no"] not in known for row in fresh)
    report.added += added
    report.changed += len(fresh) - added
    report.unchanged += len(wanted) - len(fresh)


def _known(connection: Any, area: str, source: str, numbers: Iterable[str]) -> dict[str, bytes]:
    c = imported_cases.c
    found: dict[str, bytes] = {}
    for some in chunks(numbers):
        wanted = select(c.case_no, c.digest).where(c.area == area, c.source == source, c.case_no.in_(some))
        found |= {number: digest for number, digest in connection.execute(wanted)}
    return found


def _made(server: Server, source: str, row: Mapping[str, str]) -> tuple[bytes, dict[str, Any]]:
    keyed = server.ledger.vault.keyed
    plain = {name: row[name] for name in NAMES if name not in ("applicant", "id_number")}
    made: dict[str, Any] = {
        "area": server.area,
        "source": source,
        **plain,
        "masked_name": masked_name(row["applicant"]) if row["applicant"] else "",
        "name_hash": keyed("name", normalise_name(row["applicant"])) or b"",
        "id_hash": keyed("id", compact(row["id_number"])) or b"",
    }
    digest = hashlib.sha256(msgspec.json.encode(made)).digest()
    return digest, made | {"digest": digest, "imported_at": server.now()}


def _problem(row: dict[str, str]) -> tuple[str, str] | None:
    """What is wrong with a row, by its first wrong field; dates and status are brought into their own form in it."""
    for name in REQUIRED:
        if not row[name]:
            return name, "这一列不能为空。"
    if not row["item_code"] and not row["item_name"]:
        return "item_name", "事项编码和事项名称至少要有一个。"
    for name in NAMES:
        if len(row[name]) > LONGEST or not row[name].isprintable():
            return name, f"这一列太长（超过 {LONGEST} 个字符）或有看不见的字符。"
    for name in DATES:
        if row[name]:
            day = parse_date(row[name].split()[0].split("T")[0])
            if day is None:
                return name, "日期不存在或格式不对，请写成 2026-11-23。"
            row[name] = day.isoformat()
    if row["ended_on"] and row["ended_on"] < row["received_on"]:
        return "ended_on", "办结日期早于收件日期。"
    status = _STATUS.get(row["status"] or ("issued" if row["ended_on"] else "received"))
    if status is None:
        return "status", f"不认识这个状态；可用的有：{'、'.join(words[1] for words in STATUSES.values())}。"
    row["status"] = status
    return None


def _parts(rows: Iterable[tuple[int, dict[str, str]]], size: int) -> Iterator[list[tuple[int, dict[str, str]]]]:
    part: list[tuple[int, dict[str, str]]] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _rows_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and values of each row, by the own names of the columns."""
    if path.suffix.lower() in (".parquet", ".pq"):
        yield from _parquet(path)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputProblem("INPUT-FILE", "读不到这个文件，请核对路径和权限。", str(path)) from error
    reader = csv.DictReader(io.StringIO(_text(data, path), newline=""))
    columns = _columns(reader.fieldnames or (), path)
    try:
        for row in reader:
            yield reader.line_num, {name: (row.get(column) or "").strip() for name, column in columns.items()}
    except csv.Error as error:
        raise InputProblem("INPUT-FILE", "表格从这一行起读不出来。", f"{path}:{reader.line_num}") from error


def _text(data: bytes, path: Path) -> str:
    """A file as UTF-8, else as GB 18030, in which older systems write theirs."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputProblem("INPUT-FILE", "文件既不是 UTF-8 也不是 GB 18030 编码。", str(path))


def _columns(found: Iterable[str], path: Path) -> dict[str, str]:
    """Own name → the file's name of each column; one that is missing is named by what is never found."""
    there = {name.strip(): name for name in found if name}
    columns = {own: next((there[name] for name in names if name in there), "\0") for own, names in NAMES.items()}
    lacking = [NAMES[own][1] for own in REQUIRED if columns[own] == "\0"]
    if lacking:
        raise InputProblem("INPUT-FILE", f"表头里没有这些列：{'、'.join(lacking)}。", str(path))
    return columns


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        words = "读 Parquet 文件需要 pyarrow，本机没有安装。请安装 pyarrow，或导出为 CSV 再导入。"
        raise InputProblem("INPUT-PARQUET", words, str(path)) from None
    try:
        file = parquet.ParquetFile(path)
        columns = _columns(file.schema_arrow.names, path)
        line = 0
        for batch in file.iter_batches(batch_size=PART):
            for row in batch.to_pylist():
                line += 1
                yield line, {own: _word(row.get(column)) for own, column in columns.items()}
    except (OSError, ValueError) as error:
        raise InputProblem("INPUT-FILE", "这个文件不是 Parquet，或者已损坏。", str(path)) from error


def _word(value: object) -> str:
    return "" if value is None else str(value).strip()
