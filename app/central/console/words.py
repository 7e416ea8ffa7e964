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
        "calling.paused": "窗口暂停叫号",
        "calling.resumed": "窗口恢复叫号",
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
        "case.granted": "准予",
        "case.issued": "出件",
        "case.opined": "审查意见",
        "case.procedure-ended": "特别程序结束",
        "case.procedure-started": "启动特别程序",
        "case.refused": "不予",
        "case.return-answered": "答复退回",
        "case.returned": "退回窗口",
        "review.point-ticked": "核对审查要点",
        "project.opened": "建立项目",
        "project.case-joined": "办件纳入项目",
        "project.step-noted": "项目要办的事",
        "project.step-done": "项目的事办结",
        "project.stage-reached": "项目进入阶段",
        "project.ended": "项目办结",
        "consultation.held": "三方会商",
        "consultation.task-done": "会商任务办结",
        "consultation.ended": "会商办结",
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
        "pre-application.advised": "预审意见",
        "pre-application.closed": "网上预审结束",
        "pre-application.filed": "网上预审提交",
        "pre-application.released": "网上预审退回待办",
        "pre-application.supplemented": "网上预审补充",
        "pre-application.taken": "网上预审接手",
        "record.opened": "查阅记录",
        "shift.day-closed": "日终结账",
        "shift.handed-over": "交接班",
        "shift.opened": "开班",
        "signature.taken": "申请人签名",
        "subject.erased": "删除个人信息",
        "ticket.called": "叫号",
        "ticket.ended": "结束接待",
        "ticket.issued": "取号",
        "ticket.missed": "过号",
        "ticket.recalled": "重呼",
        "ticket.relieved": "换人接着办",
        "ticket.returned": "过号恢复排队",
        "ticket.serving": "到窗办理",
        "ticket.transferred": "转窗口",
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


TASK_EN: Mapping[str, str] = MappingProxyType(
    {
        "BODY-FORM": "The body of this record cannot be read; it is kept as it is.",
        "BODY-KIND": "The server does not know this kind of record; it is kept as it is.",
        "BODY-SCHEMA": "A newer program wrote this record; it is kept as it is.",
        "BODY-STATE": "This record does not fit its case; it is kept as it is.",
        "CHAIN-BODY": "A journal has stopped: a body is not the one its envelope names.",
        "CHAIN-FORK": "Two devices used one journal. Both have to open new ones.",
        "CHAIN-GROUP": "A journal has stopped: a group is not whole.",
        "CHAIN-HASH": "A journal has stopped: its chain does not hold.",
        "CHAIN-HEADER": "A journal has stopped: an envelope cannot be read.",
        "CHAIN-NUMBER": "A journal has stopped: its numbers are not consecutive.",
        "CHAIN-OPENING": "A journal has stopped: its first event does not open it.",
        "CHAIN-SIGNATURE": "A journal has stopped: the signature does not hold.",
        "DEVICE-HELD": "What a suspended device handed in waits to be looked at.",
        "JOURNAL-LOST": "After the restore others handed back records of a journal; its own desk has not yet sent them.",
        "MARK-TWICE": "A mark is used by two journals. Look at the papers of both.",
        "NUMBER-FOREIGN": "The case number is not this counter's and journal's; the case was not taken in.",
        "NUMBER-FORM": "The case number is not of the right form; the case was not taken in.",
        "NUMBER-TWICE": "Two cases bear one number. Look at both papers.",
        "RIGHT-AREA": "Only the server writes what concerns the area; this did not take effect.",
        "RIGHT-EVALUATION": "An evaluation journal cannot go to a server in service.",
        "RIGHT-HALL": "The case is not in this hall; this step did not take effect.",
        "RIGHT-ROLE": "The account had no right to this step; it did not take effect.",
        "RIGHT-SINCE": "The account's rights had changed and the device could not know. The step stands; a lead looks at it.",
        "RIGHT-UNKNOWN": "The server does not know the account; the step did not take effect.",
        "STATE-ABSENT": "The receipt of this case did not take effect; what followed has nothing to stand on.",
        "STATE-CORRECTION": "Another counter took the correction in while the line was down, or none is asked for any more.",
        "STATE-DEFERRAL": "Another counter took this deferred material in.",
        "STATE-DOCUMENT": "The case has no such document; the record that it rests on did not take effect.",
        "STATE-DECIDED": "The department decided the case while the line was down.",
        "STATE-ISSUED": "Another counter handed the result out while the line was down, or the case is not decided yet.",
        "STATE-OWED": "Deferred materials of the case are still owed.",
        "STATE-PROCEDURE": "A special procedure of the case began or ended while the line was down.",
        "CASE-URGED": "Somebody asks that this case be decided soon.",
        "STATE-DUE": "This date was moved to another day while the line was down.",
        "STATE-ELSEWHERE": "The case was given to another hall.",
        "STATE-ENDED": "The case ended while the line was down.",
        "STATE-EXTENDED": "The case was extended once already, or cannot be any more.",
        "STATE-FIELD": "Another counter corrected the same field while the line was down.",
        "STATE-FOREIGN-NUMBER": "Another counter noted another number of the department.",
        "STATE-INFORCE": "Another counter has made this document anew.",
        "STATE-ITEM-STOPPED": "The item was stopped. Settle what becomes of this open case, and tell the applicant.",
        "STATE-NUMBER": "The case has this document number already.",
        "STATE-ORIGINAL": "Another counter has returned this original.",
        "STATE-SETTLED": "Another lead has settled this, or the case has changed since.",
        "STATE-TAKEN": "The case had been received; the second receipt did not take effect.",
        "STATE-VERDICT": "Another counter gave a verdict on this case while the line was down.",
        "STATE-VOIDED": "This document was voided while the line was down.",
    }
)
"""What a task says in English, by its code; its Chinese comes with it."""
