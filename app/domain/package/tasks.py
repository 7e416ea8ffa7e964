"""What is to be done on a package today: file a member whose result is there, ask where one did not come about.

Computed from the package and its cases; nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case.tasks import TODAY_ZH, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.domain.package.standing import PackageStanding


def filed_twice(case_no: str, today: date) -> Task:
    """A member that two counters filed while apart: one of the two is withdrawn, by a person."""
    return Task(
        "filed-twice", today, False, False, TODAY_ZH, "断网期间各提出了一次", "套餐里同一事项提出了两件：请申请人撤回一件",
        "两件都已收件，撤回的一件不影响另一件", case_no,
    )  # fmt: skip


def package_tasks(now: PackageStanding, today: date) -> Iterator[Task]:
    """The tasks of a package; `subject` is the item code of the member that each is about."""
    for one in now.members:
        member = one.member
        if one.is_ == "ready":
            yield Task(
                "file-member", today, False, False, TODAY_ZH, "前项结果已出", f"提出“{member.item_name}”",
                "表单和材料已备好，受理期限自提出之日起算", member.item_code,
            )  # fmt: skip
        elif one.is_ == "held":
            names = "、".join(f"“{name}”" for name in one.on)
            yield Task(
                "package-decision", today, False, False, TODAY_ZH, "等申请人决定", f"问申请人：“{member.item_name}”还办不办",
                f"前项{names}没有办成，其他事项不受影响", member.item_code,
            )  # fmt: skip
