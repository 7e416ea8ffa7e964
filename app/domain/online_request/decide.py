"""What may be asked for online about a case, what a counter may answer, and when an act has done what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as ce
from app.domain.case.evolve import field_value, with_field
from app.domain.identity.typed_text import readable
from app.domain.online_request import events as e
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.domain.case.state import CaseState
    from app.domain.catalog.service_item import ServiceItem
    from app.domain.checklist.filing import Filing
    from app.domain.online_request.events import Content, RequestKind
    from app.domain.online_request.state import OnlineRequest

LONGEST = 500
"""Characters of a reason, a note, or of the words of an answer."""
MOST_FILINGS = 20
"""How often one request may be changed: each time every counter of the hall is told."""
DETAIL_FORM_KEYS = ("home_address", "contact_name", "contact_phone")
"""Fields of a form that tell how to reach the person; others are matters of the case, to be changed at a counter."""


def detail_fields(item: ServiceItem) -> dict[str, str]:
    """What of an item's cases may be changed online, with the label: how to reach the person."""
    labels = {"applicant.phone": "手机号码", "applicant.contact": "其他联系方式"}
    return labels | {f"form.{f.key}": f.label for f in item.form if f.key in DETAIL_FORM_KEYS}


def wanted_materials(kind: RequestKind, state: CaseState, item: ServiceItem) -> dict[str, str]:
    """The materials that may be handed in by a request of this kind, with their names, in the catalogue's order."""
    if kind == "correction" and state.phase == "correction":
        keys = {r.material for r in state.reasons if r.material}
    elif kind == "deferred" and not state.decided and not state.ended:
        keys = set(state.open_deferrals)
    else:
        keys = set()
    return {m.key: m.name for m in item.materials if m.key in keys}


def refuse_kind(kind: RequestKind, state: CaseState, around: d.Surroundings) -> None:
    """Refusal where nothing of this kind can be asked for as the case stands, by the codes of the acts themselves."""
    zh = d.PHASE_ZH[state.phase]
    if kind == "correction" and state.phase != "correction":
        raise Refusal("STATE-CORRECTION", f"{state.case_no} 现在不是待补正状态（{zh}）。")
    if kind in ("deferred", "withdraw") and state.decided:
        raise Refusal("STATE-DECIDED", f"{state.case_no} 已经作出决定（{zh}），不能网上办理这一项。")
    if kind != "correction" and state.ended:
        raise Refusal("STATE-ENDED", f"{state.case_no} 已经结束（{zh}），不能网上办理这一项。")
    if kind == "correction" and not wanted_materials(kind, state, around.item):
        raise Refusal("STATE-CORRECTION", "告知书要您补正的不是材料，请到窗口办理。", "materials")
    if kind == "deferred" and not state.open_deferrals:
        raise Refusal("STATE-DEFERRAL", f"{state.case_no} 没有还欠着的材料。", "materials")


def refuse_content(kind: RequestKind, content: Content, state: CaseState, around: d.Surroundings) -> None:
    """Refusal or InputProblem where what is asked for is not what may be: as the act would say it."""
    refuse_kind(kind, state, around)
    _refuse_long(content)
    if kind in ("correction", "deferred"):
        _refuse_materials(kind, content, state, around)
    elif kind == "withdraw":
        if not content.reason.strip():
            raise Refusal("ENTRY-REASON", "请写明为什么撤回。", "reason")
        d.withdraw(state, c.Withdraw(content.reason, signed=True), around)
    else:
        _refuse_changes(content, state, around)


def file_request(
    kind: RequestKind,
    content: Content,
    state: CaseState,
    hall: str,
    around: d.Surroundings,
    before: OnlineRequest | None,
    now: datetime,
) -> list[e.OnlineRequestFiled | e.OnlineRequestReplaced]:
    """File it; `before` is an open one of the same kind, in whose place it comes. Nothing where nothing changed.

    Refusal STATE-REQUEST-TAKEN while a counter looks at that one.
    """
    refuse_content(kind, content, state, around)
    if before is None or not before.open or overtaken(before, state, hall):
        return [
            e.OnlineRequestFiled(
                kind, state.case_id, state.case_no, state.item_name, hall, content, now.isoformat()
            )
        ]  # fmt: skip
    hold = before.held_by(now)
    if hold is not None:
        words = f"{hold.counter} 窗口正在查看您交的内容，现在不能再改；有急事请打电话。半小时以后可以再提交。"
        raise Refusal("STATE-REQUEST-TAKEN", words, hold.counter)
    if content == before.content:
        return []
    if before.filing >= MOST_FILINGS:
        raise Refusal("STATE-REQUEST-OFTEN", "改的次数太多了，请等窗口答复，或者打电话、到窗口。")
    return [e.OnlineRequestReplaced(before.hall, content, now.isoformat())]


def take(request: OnlineRequest, counter: str, by: str, now: datetime) -> list[e.OnlineRequestTaken]:
    """Look at it; nothing happens where somebody looks at it already. Refusal STATE-REQUEST where it was answered."""
    refuse_answered(request)
    if request.held_by(now) is not None:
        return []
    return [e.OnlineRequestTaken(request.hall, counter, by, now.isoformat())]


def decline(request: OnlineRequest, counter: str, by: str, words: str, now: datetime) -> e.OnlineRequestAnswered:
    """Say why it is not done; InputProblem INPUT-WORDS, Refusal STATE-REQUEST where it was answered."""
    refuse_answered(request)
    said = words.strip()
    if not said or len(said) > LONGEST:
        raise InputProblem("INPUT-WORDS", f"请写明为什么没有办、怎样才能办，1 至 {LONGEST} 个字。", "words")
    return answer(request, counter, by, now, "declined", said)


def answer(
    request: OnlineRequest, counter: str, by: str, now: datetime, outcome: e.Outcome, words: str = "", event: str = ""
) -> e.OnlineRequestAnswered:
    """The answer to what was filed last."""
    at = now.isoformat()
    return e.OnlineRequestAnswered(request.hall, outcome, words, counter, by, at, request.filing, event)


def refuse_answered(request: OnlineRequest) -> None:
    """Refusal STATE-REQUEST saying who answered it, when it was."""
    if request.outcome:
        last = request.answers[-1]
        words = f"这份网上申请已由 {last.counter} 窗口 {last.by} 答复过了。"
        raise Refusal("STATE-REQUEST", words, last.counter)


def fulfilled(request: OnlineRequest, state: CaseState, happened: Sequence[Any]) -> type | None:
    """The class of the event by which an act, after which the case stands so, did what was asked for; None: it did not."""
    done = next((type(x) for x in happened if isinstance(x, _DOES[request.kind])), None)
    if done is None or not request.open:
        return None
    return done if _IS_DONE[request.kind](request, state) else None


def overtaken(request: OnlineRequest, state: CaseState | None, hall: str) -> str:
    """Why an open request can't be done any more, in words for the applicant; empty while it can.

    `state` is None and `hall` empty where the case is not at hand any more.
    """
    if state is None or (hall and hall != request.hall):
        return "办件已经不在这个大厅办理，需要的话请重新提交。"
    if state.erased or state.ended:
        return f"办件已经结束（{d.PHASE_ZH[state.phase]}），不用再办这一项。"
    if state.decided and request.kind in ("deferred", "withdraw"):
        return f"办件已经作出决定（{d.PHASE_ZH[state.phase]}），不能再办这一项。"
    if request.kind == "correction" and state.phase != "correction":
        return f"办件现在不用补正（{d.PHASE_ZH[state.phase]}），交来的材料没有另外办理。"
    if request.kind == "deferred" and not set(request.content.files) & set(state.open_deferrals):
        return "这些材料已经补交过了。"
    return ""


def _all_in(request: OnlineRequest, state: CaseState) -> bool:
    return not set(request.content.files) & set(state.open_deferrals)


def _all_changed(request: OnlineRequest, state: CaseState) -> bool:
    return all(field_value(state.filing, name) == new for name, new in request.content.changes.items())


_DOES: dict[RequestKind, type] = {
    "correction": ce.CorrectionReceived,
    "deferred": ce.DeferredSupplied,
    "withdraw": ce.CaseWithdrawn,
    "details": ce.RecordCorrected,
}
_IS_DONE: dict[RequestKind, Callable[[OnlineRequest, CaseState], bool]] = {
    "correction": lambda _request, _state: True,
    "deferred": _all_in,
    "withdraw": lambda _request, _state: True,
    "details": _all_changed,
}


def _refuse_long(content: Content) -> None:
    for place, words in (("reason", content.reason), ("note", content.note)):
        if len(words) > LONGEST or readable(words) != words:
            raise InputProblem("INPUT-WORDS", f"最多 {LONGEST} 个字，不能有看不见的字符。", place)


def _refuse_materials(kind: RequestKind, content: Content, state: CaseState, around: d.Surroundings) -> None:
    wanted = wanted_materials(kind, state, around.item)
    strange = next((key for key in content.files if key not in wanted), None)
    if strange is not None:
        name = content.names.get(strange, strange)
        if kind == "correction":
            raise Refusal("LAW-32-4", f"补正告知书没有要求“{name}”。", f"materials.{strange}")
        raise Refusal("STATE-DEFERRAL", "这份材料不在容缺清单里，或者已经补交。", f"materials.{strange}")
    if not content.file_count:
        raise Refusal("STATE-NOTHING", "还没有传文件。", "materials")


def _refuse_changes(content: Content, state: CaseState, around: d.Surroundings) -> None:
    if not content.changes:
        raise InputProblem("INPUT-CHANGES", "请写要改成什么，至少一项。", "changes")
    allowed = detail_fields(around.item)
    filing: Filing = state.filing
    for name, new in content.changes.items():
        if name not in allowed:
            raise Refusal("ENTRY-FIELD", "这一项不能网上变更，请带证件到窗口。", name)
        if not new.strip():
            raise InputProblem("INPUT-CHANGES", f"请写“{allowed[name]}”改成什么。", name)
        d.correct_record(state, c.CorrectRecord(name, new, "申请人要求变更"), around)
        filing = with_field(filing, name, new)
    if filing == state.filing:
        raise Refusal("STATE-SAME", "和登记的一样，不用变更。", "changes")
