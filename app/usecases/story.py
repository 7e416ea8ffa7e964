"""The whole story of a case in words 经过: what happened, when, by whom. One line a use case, from its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.extending import APPROVER_ZH
from app.domain.case.procedures import PROCEDURE_ZH
from app.domain.case.tasks import VERDICT_ZH
from app.domain.documents.kinds import KIND_TITLE
from app.store.event import Erased, StoredEvent, Subject, Unreadable
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

TOLD_ZH: Mapping[e.ToldHow, str] = {
    "handed-over": "当面交付并签收",
    "refused-to-sign": "当面交付，拒绝签收",
    "posted": "邮寄送达",
    "electronic": "电子送达",
    "telephone": "电话告知",
}
RULED_ZH = {
    "contested": "（没有生效，保留）",
    "unauthorised": "（没有权限，没有生效）",
    "unreadable": "（读不出来，没有生效）",
}
"""What stands before the words of what does not count, by its ruling."""

ERASED = "内容已依法删除，只保留记录"
UNREADABLE = "由较新版本的程序记录，本机读不出内容"
CLOCK_ZH = {"legal": "法定办结日期", "promised": "承诺办结日期", "answer": "答复期限"}


@dataclass(frozen=True)
class Names:
    """What keys are called: materials, form fields, accounts, and the number and kind of each document."""

    materials: Mapping[str, str]
    fields: Mapping[str, str]
    documents: Mapping[str, str]

    def material(self, key: str) -> str:
        """The name of a material, its key where the release does not know it."""
        return self.materials.get(key, key)

    def document(self, number: str) -> str:
        """A document as people say it: 受理通知书 沙市监受〔2026〕C03A-1 号."""
        return f"{self.documents.get(number, '文书')} {number}"


@dataclass(frozen=True)
class StoryLine:
    """What one use case brought about: when (by the hall's clock), who, in words, and the ids of its events."""

    at: datetime
    who: str
    text: str
    detail: str
    events: tuple[str, ...]
    readable: bool


def story(workplace: Workplace, case_id: str) -> tuple[StoryLine, ...]:
    """The story of a case, oldest first; what was erased or can't be read is shown as such, never left out."""
    return story_of(workplace, workplace.store.events_of(Subject("case", case_id)))


def story_of(workplace: Workplace, events: Sequence[StoredEvent]) -> tuple[StoryLine, ...]:
    """The story that the events of a case tell."""
    names = names_for(workplace, [x.body for x in events])
    return tell(events, names, account_names(workplace))


def account_names(workplace: Workplace) -> dict[str, str]:
    """Log-in names by account id, of removed clerks too."""
    from app.store.accounts import list_accounts

    return {account.id: account.name for account in list_accounts(workplace.store)}


def names_for(workplace: Workplace, bodies: Sequence[Any]) -> Names:
    """Names from the release that the case is bound to; a case whose first event is erased has only keys."""
    papers = names_without_release(bodies)
    opened = next((b for b in bodies if isinstance(b, e.CaseReceived)), None)
    item = workplace.release(opened.release).by_code.get(opened.item_code) if opened else None
    if item is None:
        return papers
    return Names(
        {m.key: m.name for m in item.materials}, {f"form.{f.key}": f.label for f in item.form}, papers.documents
    )


def names_without_release(bodies: Sequence[Any]) -> Names:
    """Names of the documents only: where the release that the case is bound to is not at hand."""
    titles = {str(kind): title for kind, title in KIND_TITLE.items()}
    return Names({}, {}, {b.number: titles.get(b.kind, "文书") for b in bodies if isinstance(b, e.DocumentMeant)})


def tell(events: Sequence[StoredEvent], names: Names, accounts: Mapping[str, str]) -> tuple[StoryLine, ...]:
    """Lines from events in their order; events of one use case make one line."""
    lines = []
    for _group, together in groupby(events, key=lambda x: (x.journal, x.header.group.first)):
        own = tuple(together)
        told = [words_of(x.body, names) for x in own]
        mark = "" if own[0].stands else RULED_ZH.get(own[0].ruling or "", "")
        lines.append(
            StoryLine(
                at=chinese_time(own[0].at),
                who=who_of(own[0].actor, accounts),
                text=mark + _joined(t for t, _ in told),
                detail=_joined((d for _, d in told), "；"),
                events=tuple(x.id for x in own),
                readable=not any(isinstance(x.body, (Erased, Unreadable)) for x in own),
            )
        )
    return tuple(lines)


def who_of(actor: str, accounts: Mapping[str, str]) -> str:
    """A person by log-in name, another system by the name of its token."""
    if actor.startswith("token:"):
        return actor.removeprefix("token:")
    return accounts.get(actor, "本机以外的人员")


def _joined(parts: Any, mark: str = "，") -> str:
    return mark.join(dict.fromkeys(part for part in parts if part))


def words_of(body: object, names: Names) -> tuple[str, str]:
    """What an event says: the words, and what is to be added to them."""
    if isinstance(body, Erased):
        return ERASED, ""
    if isinstance(body, Unreadable):
        return UNREADABLE, ""
    write = _WORDS.get(type(body))
    return write(body, names) if write else (UNREADABLE, "")


def _received(b: e.CaseReceived, _names: Names) -> tuple[str, str]:
    brought = sum(entry.brought for entry in b.filing.materials.values())
    text = f"代{b.for_authority}收件" if b.for_authority else "收件"
    details = [f"{brought} 份材料，{_due(b.answer_due)} 前答复"]
    if b.backfill:
        text += "（补录）"
        details.append(f"实际收件 {b.backfill.received_at[:16].replace('T', ' ')}，空白凭证 {b.backfill.blank_number}")
    if "extra-material" in b.remarks:
        details.append("有清单以外的材料，已标记供监督查看")
    if "overridden" in b.remarks:
        details.append("有与程序判断不同的核对结论，已写明理由")
    return text, "；".join(details)


def _due(due: e.DatedLimit) -> str:
    return f"{due.date}（预计）" if due.provisional else due.date


def _accepted(b: e.CaseAccepted, _names: Names) -> tuple[str, str]:
    text = "容缺受理" if b.deferrals else "视为受理" if b.deemed else "受理"
    details = [f"受理日期 {b.accepted_on}，承诺 {_due(b.promised)}、法定 {_due(b.legal)} 前办结"]
    details += [f"容缺{d.name}，{d.until} 前补交" for d in b.deferrals]
    details += [f"{c.name}以告知承诺代替" for c in b.commitments]
    return text, "；".join(details)


def _correction(b: e.CorrectionRequired, _names: Names) -> tuple[str, str]:
    again = "再次" if b.second_reason else "一次性"
    details = [reason.text for reason in b.reasons]
    if b.bring_by:
        details.append(f"{b.bring_by} 前补正（{b.bring_by_basis}）")
    if b.second_reason:
        details.append(f"再次告知的理由：{b.second_reason}")
    return f"{again}补正告知（{len(b.reasons)} 处）", "；".join(details)


def _correction_received(b: e.CorrectionReceived, names: Names) -> tuple[str, str]:
    materials = "、".join(names.material(k) for k in b.materials)
    return "收到补正", f"{materials}；{_due(b.answer_due)} 前答复"


def _proposed(b: e.VerdictProposed, _names: Names) -> tuple[str, str]:
    return f"建议{VERDICT_ZH[b.verdict]}，等有权限的人作出", "；".join(r.text for r in b.reasons)


def _not_accepted(b: e.CaseNotAccepted, _names: Names) -> tuple[str, str]:
    return "不予受理", f"向{b.authority}申请" + (f"（{b.address}）" if b.address else "")


def _supplied(b: e.DeferredSupplied, names: Names) -> tuple[str, str]:
    return f"补交容缺材料：{names.material(b.material)}", "已过约定日期，由部门书面决定" if b.late else "按期补交"


def _withdrawn(b: e.CaseWithdrawn, names: Names) -> tuple[str, str]:
    back = "、".join(names.material(k) for k in b.returned)
    return "申请人撤回", "；".join(p for p in (b.reason, f"退还{back}" if back else "") if p)


def _record(b: e.RecordCorrected, names: Names) -> tuple[str, str]:
    field = names.fields.get(b.field) or RECORD_FIELDS.get(b.field, b.field)
    return f"更正录入：{field}", f"由“{b.old or '空'}”改为“{b.new or '空'}”；{b.reason}"


RECORD_FIELDS: Mapping[str, str] = {
    "applicant.name": "申请人姓名或者名称",
    "applicant.phone": "联系电话",
    "applicant.contact": "其他联系方式",
    "applicant.id_number": "证件号码",
    "service": "领取方式",
}
"""Fields that a recorded correction may change, as people call them; the form's own come from the item."""


def _replaced(b: e.DueReplaced, _names: Names) -> tuple[str, str]:
    return f"{CLOCK_ZH[b.clock]}定为 {b.due.date}", "放假安排公布后，预计日期换成正式日期"


def _extended(b: e.CaseExtended, _names: Names) -> tuple[str, str]:
    by = f"{APPROVER_ZH[b.approver_level]}{b.approved_by}批准"
    return f"延期 {b.days} 个工作日", f"{b.reason}；{by}；法定办结改为 {_due(b.legal)}"


def _granted(b: e.CaseGranted, _names: Names) -> tuple[str, str]:
    number = f"证号 {b.licence_no}" if b.licence_no else ""
    valid = f"有效期 {b.valid_from or '—'} 至 {b.valid_to or '长期'}" if b.valid_from or b.valid_to else ""
    text = "当场决定准予" if b.immediate else f"{b.department}决定准予"
    return text + _late(b.late), "；".join(filter(None, (b.content, number, valid, f"{_due(b.serve_by)} 前送达")))


def _refused(b: e.CaseRefused, _names: Names) -> tuple[str, str]:
    return f"{b.department}决定不予{_late(b.late)}", f"{b.reasons}；依据：{b.basis}；{b.remedies}"


def _late(late: bool) -> str:
    return "（已过法定期限）" if late else ""


def _opined(b: e.CaseOpined, _names: Names) -> tuple[str, str]:
    return f"{b.department}审查意见：{'同意' if b.result == 'agree' else '不同意'}", b.text


def _started(b: e.ProcedureStarted, _names: Names) -> tuple[str, str]:
    days = f"需要 {b.days} 个工作日，预计 {b.until} 结束，期间不计入期限"
    expected = f"；法定办结预计 {_due(b.legal)}" if b.legal else ""
    return f"开始特别程序：{PROCEDURE_ZH[b.procedure]}（{b.start} 起）", days + expected


def _procedure_ended(b: e.ProcedureEnded, _names: Names) -> tuple[str, str]:
    due = f"期限继续计算，法定办结 {_due(b.legal)}" if b.legal else "期限继续计算"
    return f"特别程序结束：{PROCEDURE_ZH[b.procedure]}（{b.end}）", due


def _issued(b: e.CaseIssued, _names: Names) -> tuple[str, str]:
    who = f"{b.collector.name}领取" + ("（代领）" if b.agent else "")
    how = {"counter": who, "post": f"邮寄给{b.collector.name}，运单 {b.waybill}", "electronic": "电子送达"}[b.manner]
    return "出件" + ("（已过送达期限）" if b.late else ""), how


def _settled(b: e.CaseSettled, names: Names) -> tuple[str, str]:
    standing = [f"{names.document(p.number)}{'有效' if p.holds else '作废'}" for p in b.papers]
    answer = [f"申请人：{b.applicant_says}"] if b.applicant_says else []
    return "核对处理两个窗口的记录", "；".join([*answer, *standing])


def _told(b: e.DocumentTold, names: Names) -> tuple[str, str]:
    extra = [f"见证人 {b.witness}" if b.witness else "", f"运单 {b.waybill}" if b.waybill else "", b.note]
    return f"{names.document(b.number)}：{TOLD_ZH[b.how]}", "；".join(x for x in extra if x)


_WORDS: dict[type, Callable[[Any, Names], tuple[str, str]]] = {
    e.CaseReceived: _received,
    e.VerdictProposed: _proposed,
    e.CaseAccepted: _accepted,
    e.CorrectionRequired: _correction,
    e.CorrectionReceived: _correction_received,
    e.FilingAmended: lambda _b, _n: ("补录核对结果", ""),
    e.CaseNotAccepted: _not_accepted,
    e.CaseNotRequired: lambda b, _n: ("不需要取得行政许可", "；".join(r.text for r in b.reasons)),
    e.DeferredSupplied: _supplied,
    e.CaseWithdrawn: _withdrawn,
    e.RecordCorrected: _record,
    e.DueReplaced: _replaced,
    e.OriginalsReturned: lambda b, n: ("退还原件", "、".join(n.material(k) for k in b.materials)),
    e.ForeignNumberTaken: lambda b, _n: (f"记下{b.system}编号", b.number),
    e.CaseExtended: _extended,
    e.CaseTransferred: lambda b, _n: (f"转到{b.hall}", b.reason),
    e.CaseSettled: _settled,
    e.CaseOpined: _opined,
    e.CaseGranted: _granted,
    e.CaseRefused: _refused,
    e.CaseReturned: lambda b, _n: (f"{b.department}退回窗口", b.reason),
    e.ReturnAnswered: lambda b, _n: ("答复部门的退回", b.text),
    e.ProcedureStarted: _started,
    e.ProcedureEnded: _procedure_ended,
    e.CaseIssued: _issued,
    e.DocumentMeant: lambda b, n: ("", f"出具{n.document(b.number)}（{b.copies} 份）"),
    e.DocumentSpooled: lambda b, n: (f"{n.document(b.number)}：送打印", b.printer),
    e.DocumentPrinted: lambda b, n: (f"{n.document(b.number)}：出纸 {b.copies} 份", ""),
    e.DocumentSpoiled: lambda b, n: (f"{n.document(b.number)}：废 {b.copies} 张", b.reason),
    e.DocumentSealed: lambda b, n: (f"{n.document(b.number)}：已盖章", b.seal),
    e.DocumentTold: _told,
    e.DocumentVoided: lambda b, n: (f"{n.document(b.number)}：作废", b.reason),
    e.DocumentReprinted: lambda b, n: (f"{n.document(b.number)}：补打第 {b.copy} 份", ""),
}
