"""Leaders' office days: planned, held with what was handled, and what changed in the process afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.office_day import events as o
from app.domain.refusal import Refusal

DAY = date(2026, 9, 28)


def planned() -> o.OfficeDayState:
    state = o.fold_office_day("d1", [o.plan("赵局长", "局长", "区市场监督管理局", "沙坪坝", DAY)])
    assert state is not None
    return state


def test_a_day_is_held_and_the_process_changes_afterwards() -> None:
    held = o.hold(planned(), ("两名群众反映证件类型缺项",), ("助-1",), DAY)
    state = o.fold_office_day("d1", [planned().planned, held])
    assert state is not None
    changed = o.change(state, "增加外国人永久居留身份证类型", date(2026, 10, 9), DAY)
    after = o.fold_office_day("d1", [planned().planned, held, changed])
    assert after is not None
    assert (after.held, after.changes) == (held, (changed,))


def test_what_cannot_be_said_of_it_is_refused() -> None:
    held = o.fold_office_day("d1", [planned().planned, o.hold(planned(), ("无人到访",), (), DAY)])
    cancelled = o.fold_office_day("d1", [planned().planned, o.cancel(planned(), "开会", DAY)])
    assert held is not None
    assert cancelled is not None
    for wrong in (
        lambda: o.plan(" ", "", "", "沙坪坝", DAY),
        lambda: o.hold(planned(), ("来早了",), (), date(2026, 9, 27)),
        lambda: o.hold(planned(), (), (), DAY),
        lambda: o.hold(held, ("再来",), (), DAY),
        lambda: o.hold(cancelled, ("取消了",), (), DAY),
        lambda: o.change(planned(), "改流程", DAY, DAY),
        lambda: o.change(held, " ", DAY, DAY),
        lambda: o.cancel(held, "晚了", DAY),
        lambda: o.cancel(planned(), "", DAY),
    ):
        with pytest.raises(Refusal):
            wrong()
