"""Cases that another hall has, or that have closed: who has them, since when, and what can be done from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case.status import STATUS_ZH
from app.domain.case.transferring import refuse_elsewhere
from app.domain.refusal import Refusal
from app.store.registers import register_by_number, register_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.store.registers import RegisterRow


def refuse_left(connection: Connection, state: CaseState, own_hall: str | None) -> None:
    """Refuse an act on a case that was given to another hall. Refusal STATE-ELSEWHERE."""
    refuse_elsewhere(state, own_hall or "")
    row = register_of(connection, state.case_id)
    if row is not None and row.why == "transferred":
        raise _elsewhere(row, state.transferred_on)


def refuse_unknown(connection: Connection, case_no: str) -> None:
    """Refuse the number of a case that this desk does not hold: STATE-ELSEWHERE, STATE-REGISTER, else STATE-UNKNOWN."""
    row = register_by_number(connection, case_no)
    if row is None:
        raise Refusal("STATE-UNKNOWN", f"本机没有办件 {case_no}，请核对编号。", "case_no")
    if row.why == "transferred":
        raise _elsewhere(row, "")
    status = next((words for key, words in STATUS_ZH.items() if key == row.status), "已结束")
    ended = f"，{row.ended_on} 结束" if row.ended_on else ""
    words = f"{row.case_no} 已经{status.removeprefix('已')}{ended}，本机只留登记；联网时在查询里可以打开全部内容。"
    raise Refusal("STATE-REGISTER", words, "case_no")


def _elsewhere(row: RegisterRow, since: str) -> Refusal:
    when = f"已于 {since} " if since else "已"
    words = f"{row.case_no} {when}转到{row.hall or '别的大厅'}，由那里继续办理。"
    more = "联网时可以查询；要办理的，请联系那里，或者由那里的组长转回。"
    return Refusal("STATE-ELSEWHERE", words + more, "case_no")
