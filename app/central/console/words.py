"""What kinds of events and reasons are called in the console."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KIND_ZH: Mapping[str, str] = MappingProxyType(
    {
        "account.changed": "账号变更",
        "blanks.lent": "领用空白凭证",
        "blanks.used": "补录空白凭证",
        "blanks.voided": "作废空白凭证",
        "ca.announced": "预告证书机构",
        "case.accepted": "受理",
        "case.correction-received": "收到补正",
        "case.correction-required": "告知补正",
        "case.deferred-supplied": "补齐容缺材料",
        "case.due-replaced": "调整期限",
        "case.extended": "延长期限",
        "case.filing-amended": "修改申请内容",
        "case.foreign-number-taken": "登记部门编号",
        "case.not-accepted": "不予受理",
        "case.not-required": "告知不需要许可",
        "case.originals-returned": "退还原件",
        "case.received": "收件",
        "case.record-corrected": "更正登记",
        "case.settled": "处理争议",
        "case.transferred": "移交大厅",
        "case.verdict-proposed": "拟出结论",
        "case.withdrawn": "撤回申请",
        "catalogue.released": "发布事项目录",
        "desk.catalogue-in-force": "启用事项目录",
        "desk.clerk-added": "添加人员",
        "desk.clerk-removed": "移除人员",
        "desk.clock-confirmed": "确认日期",
        "desk.clock-corrected": "校正时间",
        "device.changed": "设备变更",
        "document.meant": "出具文书",
        "document.printed": "打印完成",
        "document.reprinted": "补打",
        "document.sealed": "盖章",
        "document.spoiled": "打印废页",
        "document.spooled": "送打印",
        "document.told": "告知",
        "document.voided": "作废文书",
        "group.decided": "核收处理",
        "journal.closed": "关闭日志",
        "journal.forked": "日志分叉",
        "journal.opened": "启用日志",
        "journal.resumed": "恢复日志",
        "journal.stopped": "日志停住",
        "numbers.drawn": "取号",
        "record.opened": "查阅记录",
        "shift.day-closed": "日终结账",
        "shift.handed-over": "交接班",
        "shift.opened": "开班",
        "subject.erased": "删除个人信息",
        "visit.ended": "接待结束",
        "visit.recorded": "登记接待",
    }
)

HELD_ZH: Mapping[str, str] = MappingProxyType(
    {"suspended": "设备停用后传到", "revoked": "设备撤销后传到", "held": "排在待核收的内容之后"}
)
"""Why a group waits."""

OTHER = "其他记录"


def kinds_told(kinds: Iterable[str]) -> list[str]:
    """The kinds of a group in words, without what only draws numbers where something else is there."""
    told = list(dict.fromkeys(KIND_ZH.get(kind, OTHER) for kind in kinds if kind != "numbers.drawn"))
    return told or [KIND_ZH["numbers.drawn"]]
