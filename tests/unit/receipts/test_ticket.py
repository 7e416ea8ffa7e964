"""80 mm tickets: the bytes that a thermal printer gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.receipts.data import Code, Due
from app.receipts.ticket import COLUMNS, TicketData, ticket

DATA = TicketData(
    hall="沙坪坝区政务服务中心",
    title="收件小票",
    at=datetime(2026, 11, 23, 9, 5),
    case_no="500106-20261123-C03A-0042-Q",
    item="设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批",
    due=Due(date(2026, 11, 30), "5个工作日"),
    counter="C03",
    query_code="482913",
)


def lines(data: bytes) -> list[str]:
    return data.decode("gb18030", errors="ignore").split("\n")


def test_ticket_begins_with_reset_and_chinese_mode_and_ends_with_a_cut() -> None:
    data = ticket(DATA)
    assert data.startswith(b"\x1b@\x1c&")
    assert data.endswith(b"\x1dVB\x00")


def test_ticket_says_what_was_received_in_gb_18030() -> None:
    data = ticket(DATA)
    assert "办件编号：500106-20261123-C03A-0042-Q\n".encode("gb18030") in data
    assert "答复期限：2026年11月30日（5个工作日）\n".encode("gb18030") in data
    assert "收件时间：2026年11月23日9时05分\n".encode("gb18030") in data


def test_long_item_is_folded_to_the_paper() -> None:
    found = [line for line in lines(ticket(DATA)) if "宣传品" in line or "办理事项" in line]
    assert len(found) == 2
    assert all(len(line.encode("gb18030")) <= COLUMNS for line in found)


def test_empty_lines_are_left_out() -> None:
    assert "查询码" not in ticket(replace(DATA, query_code="")).decode("gb18030", errors="ignore")


def test_code_is_drawn_by_the_printer() -> None:
    text = "https://yichuang.example/q/1/abc"
    data = ticket(replace(DATA, code=Code(text, "7KQ4-M2XD")))
    stored = b"1P0" + text.encode()
    assert b"\x1d(k" + len(stored).to_bytes(2, "little") + stored in data
    assert "校验码 7KQ4-M2XD".encode("gb18030") in data


def test_sample_says_so() -> None:
    assert "【样张】".encode("gb18030") in ticket(replace(DATA, evaluation=True))


def test_paper_fades_and_says_so() -> None:
    assert "小票字迹会褪色" in "".join(lines(ticket(DATA)))
