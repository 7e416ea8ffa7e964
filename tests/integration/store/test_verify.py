"""Whoever changes a stored byte is found: each column, order, end and signature of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from sqlalchemy import text

from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.store.verify import VerifyReport, make_checkpoint, verify_store
from tests.builders.store import noted, opened, write

if TYPE_CHECKING:
    from app.store.store import Store


@pytest.fixture
def filled(store: Store) -> Store:
    """Ten events in four groups, a checkpoint after the seventh."""
    write(store, opened("a"), noted("a"), noted("a"))
    write(store, opened("b"), noted("b"), noted("b"))
    make_checkpoint(store)
    write(store, opened("c"), noted("c"), noted("c"))
    return store


def change(store: Store, statement: str, **values: Any) -> None:
    with store.write_local() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        connection.execute(text(statement), values)


def reasons(store: Store, **options: bool) -> list[tuple[int, str]]:
    return [(broken.seq, broken.reason) for broken in verify_store(store, **options).broken]


def test_a_whole_chain_verifies(filled: Store) -> None:
    assert verify_store(filled) == VerifyReport(1, 10, [])


def test_from_the_checkpoint_only_what_came_after_is_read(filled: Store) -> None:
    assert verify_store(filled, from_checkpoint=True) == VerifyReport(1, 3, [])


def test_no_checkpoint_is_made_without_enough_events(filled: Store) -> None:
    assert make_checkpoint(filled, after=4) is False
    assert make_checkpoint(filled, after=3) is True
    assert verify_store(filled, from_checkpoint=True) == VerifyReport(1, 0, [])


def flipped(data: bytes, place: int) -> bytes:
    return bytes([*data[:place], data[place] ^ 1, *data[place + 1 :]])


@pytest.mark.parametrize("column", ["header", "hash", "salt", "body"])
@pytest.mark.parametrize("seq", [1, 6, 10])
def test_a_flipped_bit_is_found_at_its_place(filled: Store, column: str, seq: int) -> None:
    with filled.read() as connection:
        data = connection.execute(text(f"select {column} from events where seq = {seq}")).scalar_one()
    for place in range(0, len(data), max(1, len(data) // 7)):
        change(filled, f"update events set {column} = :data where seq = {seq}", data=flipped(data, place))
        assert seq in {broken_seq for broken_seq, _ in reasons(filled)}
    change(filled, f"update events set {column} = :data where seq = {seq}", data=data)
    assert reasons(filled) == []


@pytest.mark.parametrize(("column", "value"), [("kind", "case.other"), ("subject_id", "z"), ("subject_kind", "other")])
def test_an_index_column_that_lies_is_found(filled: Store, column: str, value: str) -> None:
    change(filled, f"update events set {column} = :value where seq = 5", value=value)
    assert (5, "信封与索引列不一致") in reasons(filled)


def test_a_missing_event_is_found(filled: Store) -> None:
    change(filled, "delete from events where seq = 6")
    found = reasons(filled)
    assert (7, "序号不连续：应为 6") in found
    assert any(seq == 7 and "链值不符" in reason for seq, reason in found)


def test_an_end_that_was_cut_inside_a_group_is_found(filled: Store) -> None:
    change(filled, "delete from events where seq = 10")
    assert reasons(filled) == [(9, "最后一组事件不完整")]


def test_an_end_that_was_cut_before_the_checkpoint_is_found(filled: Store) -> None:
    change(filled, "delete from events where seq > 4")
    assert reasons(filled) == [(4, "日志链比签名的检查点短：末尾的事件缺失")]
    assert reasons(filled, from_checkpoint=True) == [(7, "检查点处的事件缺失或被改动过")]


def test_swapped_events_are_found(filled: Store) -> None:
    change(filled, "update events set seq = 100 where seq = 5")
    change(filled, "update events set seq = 5 where seq = 6")
    change(filled, "update events set seq = 6 where seq = 100")
    assert {5, 6} <= {seq for seq, _ in reasons(filled)}


def test_a_body_that_vanished_without_an_erasure_is_found(filled: Store) -> None:
    change(filled, "update events set body = null, salt = null where seq = 6")
    assert reasons(filled) == [(6, "正文缺失，且没有删除记录")]


def test_half_an_erasure_is_found(filled: Store) -> None:
    with filled.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e"), SubjectErased("case", "b", "期满"))])
        uow.commit()
    change(filled, "update events set salt = null where seq = 6")
    assert reasons(filled) == [(6, "正文缺失，且没有删除记录")]


def test_a_forged_checkpoint_is_found(filled: Store) -> None:
    with filled.read() as connection:
        statement = connection.execute(text("select statement from checkpoints")).scalar_one()
    forged = msgspec.json.decode(statement) | {"head": "00" * 32}
    change(filled, "update checkpoints set statement = :data", data=msgspec.json.encode(forged))
    assert reasons(filled) == [(7, "检查点的签名不符")]
    change(filled, "update checkpoints set statement = :data", data=b"\xff")
    assert reasons(filled) == [(7, "检查点的签名不符")]


def test_a_checkpoint_of_another_journal_is_found(filled: Store) -> None:
    change(filled, "update checkpoints set to_seq = 6")
    assert reasons(filled) == [(6, "检查点的签名不符")]


def test_a_chain_rewritten_after_the_checkpoint_is_found(filled: Store) -> None:
    """Even with a chain made anew from sequence 5 on, the signed head does not fit."""
    from app.crypto.hash import hash_by_name

    digest = hash_by_name("sha256")
    with filled.read() as connection:
        rows = connection.execute(text("select seq, header from events where seq > 4 order by seq")).all()
        previous = connection.execute(text("select hash from events where seq = 4")).scalar_one()
    for seq, header in rows:
        data = header.replace(b'"actor":"', b'"actor":"f')
        previous = digest(previous + data)
        change(
            filled, "update events set header = :header, hash = :hash where seq = :seq",
            header=data, hash=previous, seq=seq,
        )  # fmt: skip
    assert reasons(filled) == [(7, "链值与签名的检查点不符")]
    assert [seq for seq, _ in reasons(filled, from_checkpoint=True)] == [8, 7]


def test_a_journal_row_that_lies_is_found(filled: Store) -> None:
    change(filled, "update journals set mark = 'B'")
    assert reasons(filled) == [(1, "开链事件与登记不一致")]


def test_a_journal_without_events_is_found(store: Store) -> None:
    change(store, "delete from events")
    assert reasons(store) == [(0, "日志链没有事件")]


def test_an_unreadable_envelope_is_found(filled: Store) -> None:
    change(filled, "update events set header = :data where seq = 6", data=b"{")
    assert (6, "信封读不出来") in reasons(filled)
