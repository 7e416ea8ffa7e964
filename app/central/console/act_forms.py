"""The acts of people in departments as forms: which fields each has, and what act of COMMANDS.md a filled form is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from app.domain.checklist.filing import PROVIDED_ZH
from app.domain.identity.checked import ID_TYPE_ZH
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal["text", "area", "date", "number", "choice", "check"]
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `name` is its place in the act (a dot leads into a part); empty fields that are not required are left out.

    `own` names a list of options that the case brings: its papers, the versions that differ.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    options: Options = ()
    own: str = ""
    most: int = 200
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ActForm:
    """An act: what it is called, its key with Alt, what the button says, and its fields."""

    act: str
    title: str
    button: str
    key: str
    fields: tuple[Field, ...]
    note: str = ""
    tone: str = ""


PROCEDURES: Options = (
    ("hearing", "听证"), ("bidding", "招标"), ("auction", "拍卖"), ("inspection", "检验"), ("testing", "检测"),
    ("quarantine", "检疫"), ("appraisal", "鉴定"), ("expert-review", "专家评审"),
)  # fmt: skip
LEVELS: Options = (("agency-head", "本机关负责人"), ("government-head", "本级人民政府负责人"))
OPINIONS: Options = (("agree", "同意"), ("object", "不同意"))
HOW: Options = (
    ("handed-over", "当面交付并签收"), ("refused-to-sign", "当面交付，拒绝签收"), ("posted", "邮寄送达"),
    ("electronic", "电子送达"), ("telephone", "电话告知"),
)  # fmt: skip
MANNERS: Options = (("counter", "窗口领取"), ("post", "邮寄"), ("electronic", "电子送达"))
ID_TYPES: Options = tuple((str(key), words) for key, words in ID_TYPE_ZH.items() if key != "uscc")
RELATIONS: Options = (("", "本人领取"), ("entrusted", "受托人"), ("guardian", "监护人"), ("staff", "工作人员"))

BROUGHT: Options = tuple((str(key), words) for key, words in PROVIDED_ZH.items())
_REASON = Field("reason", "理由", "area", required=True, most=4000)
FORMS: tuple[ActForm, ...] = (
    ActForm(
        "give-verdict", "确认建议结论", "作出结论并出具文书", "v",
        (Field("reason", "再次告知补正的理由（再次告知时必填）", "area", most=4000),),
        "按窗口的核对结果作出结论，文书随之编号。",
    ),
    ActForm(
        "grant", "准予", "作出准予决定", "g",
        (
            Field("content", "准予的内容", "area", required=True, most=4000),
            Field("licence_no", "证件编号"),
            Field("valid_from", "有效期自", "date"),
            Field("valid_to", "有效期至", "date"),
        ),
        "出具准予决定书，结果转窗口送达。", "good",
    ),
    ActForm(
        "refuse", "不予", "作出不予决定", "r",
        (
            Field("facts", "查明的事实", "area", required=True, most=4000),
            Field("reasons", "理由", "area", required=True, most=4000),
            Field("basis", "依据", "area", required=True, most=4000),
        ),
        "决定书写明救济途径：", "bad",
    ),
    ActForm(
        "opine", "审查意见", "记入意见", "o",
        (
            Field("result", "意见", "choice", required=True, options=OPINIONS),
            Field("text", "意见内容", "area", required=True, most=4000),
        ),
        "意见不是决定，时限照常计算。",
    ),
    ActForm("return", "退回窗口", "退回窗口", "b", (_REASON,), "内部退回，时限照常计算，不再向申请人要求补正。", "caution"),
    ActForm(
        "start-special-procedure", "启动特别程序", "启动并告知申请人", "p",
        (
            Field("kind", "程序", "choice", required=True, options=PROCEDURES),
            Field("days", "需要的工作日", "number"),
            Field("from", "开始", "date"),
            Field("until", "预计结束", "date"),
        ),
        "工作日与预计结束填一项；期间不计入办理时限，出具告知书。",
    ),
    ActForm(
        "end-special-procedure", "结束特别程序", "结束，恢复计时", "p",
        (Field("until", "结束", "date"),),
        "次日起继续计算时限。",
    ),
    ActForm(
        "extend", "办理延期", "延长并告知申请人", "x",
        (
            Field("days", "延长的工作日", "number", required=True),
            _REASON,
            Field("approved_by", "批准人", required=True),
            Field("approver_level", "批准人职务", "choice", required=True, options=LEVELS),
        ),
        "延长的理由要告知申请人。",
    ),
    ActForm(
        "answer-return", "答复退回", "答复部门", "a",
        (Field("text", "答复", "area", required=True, most=4000),),
    ),
    ActForm(
        "issue", "出件", "登记送达结果", "i",
        (
            Field("collector.name", "领取人", required=True),
            Field("collector.id_type", "证件类型", "choice", required=True, options=ID_TYPES),
            Field("collector.id_number", "证件号码", required=True, most=40),
            Field("agent.relation", "代领", "choice", options=RELATIONS),
            Field("agent.scope", "代领权限"),
            Field("agent.valid_until", "授权有效期至", "date"),
            Field("agent.evidence", "监护或职务证明"),
            Field("manner", "方式", "choice", required=True, options=MANNERS),
            Field("waybill", "运单号"),
            Field("refused_to_sign", "拒绝签收的事由", most=500),
            Field("witnesses", "见证人（两位，用顿号分开）"),
        ),
        "核对领取人与授权，登记送达回证。", "good",
    ),
    ActForm(
        "told", "登记送达", "登记送达", "t",
        (
            Field("number", "文书", "choice", required=True, own="papers"),
            Field("how", "方式", "choice", required=True, options=HOW),
            Field("witness", "见证人"),
            Field("waybill", "运单号"),
        ),
    ),
    ActForm(
        "settle", "核对处理", "以选中的一份为准", "s",
        (
            Field("stands", "以哪一份为准", "choice", required=True, own="versions"),
            Field("applicant_says", "申请人的答复", "area", most=4000),
        ),
        "不再有效的文书由系统列明，收回后登记。", "caution",
    ),
    ActForm(
        "complete-correction", "收到补正", "收下补正，作出结论", "c",
        (Field("reason", "再次告知补正的理由（再次告知时必填）", "area", most=4000),),
        "只填这次带来的材料，逐个核对要点。",
    ),
    ActForm(
        "supply-deferred", "补交容缺材料", "收下容缺材料", "d",
        (
            Field("material", "材料", "choice", required=True, own="owed"),
            Field("provided", "怎样带来", "choice", required=True, options=BROUGHT),
            Field("remark", "备注"),
        ),
        "只核对选中的这份材料的要点。",
    ),
    ActForm(
        "withdraw", "登记撤回申请", "登记撤回", "w",
        (
            Field("reason", "撤回的理由", "area", required=True, most=4000),
            Field("signed", "申请人已在撤回申请上签字", "check"),
            Field("returned", "留存的原件已全部退还", "check"),
        ),
        "", "caution",
    ),
    ActForm(
        "correct-record", "更正登记项", "更正", "e",
        (
            Field("field", "登记项", "choice", required=True, own="fields"),
            Field("new", "改为", required=True, most=4000),
            _REASON,
        ),
        "只更正登记错误，原来的内容保留在经过里。",
    ),
    ActForm(
        "void-document", "作废一份文书", "作废", "n",
        (Field("number", "文书", "choice", required=True, own="valid"), _REASON),
        "", "caution",
    ),
    ActForm(
        "transfer", "移交大厅", "移交", "m",
        (Field("hall", "移交到的大厅", required=True), _REASON),
    ),
)  # fmt: skip
BY_ACT: dict[str, ActForm] = {form.act: form for form in FORMS}


def words() -> set[str]:
    """Every Chinese text of the forms, for the translations."""
    found = {text for form in FORMS for text in (form.title, form.button, form.note)}
    fields = [field for form in FORMS for field in form.fields]
    found |= {text for field in fields for text in (field.label, field.hint)}
    return (found | {text for field in fields for _, text in field.options}) - {""}


def act_of(form: ActForm, given: Mapping[str, str], key: str) -> bytes:
    """The act of COMMANDS.md as JSON. InputProblem for a number that is none; everything else is the act's to judge."""
    act: dict[str, Any] = {"act": form.act, "key": key}
    for field in form.fields:
        text = given.get(field.name, "").strip()
        if field.kind == "check":
            act[field.name] = bool(text)
        elif text or field.required:
            _put(act, field.name.split("."), _value(field, text))
    if form.act == "grant":
        _with_others(act, given)
    if form.act == "complete-correction":
        act["materials"] = _materials(given)
    if form.act == "supply-deferred":
        act |= {"provided": [act["provided"]], "points": _points(given, act["material"])}
    if form.act == "issue":
        _with_agent(act)
        _with_witnesses(act)
        if also := _ticked(given):
            act["with"] = also
    if form.act == "settle":
        act["papers"] = [name.removeprefix("paper.") for name in given if name.startswith("paper.")]
    return json.dumps(act, ensure_ascii=False).encode()


def _materials(given: Mapping[str, str]) -> dict[str, Any]:
    """What was brought of each material, with the answers to its points; what was not brought is left out."""
    brought = {name.removeprefix("brought."): way for name, way in given.items() if name.startswith("brought.") and way}
    return {key: {"provided": [way], "points": _points(given, key)} for key, way in brought.items()}


def _points(given: Mapping[str, str], material: str) -> dict[str, str]:
    start = f"point.{material}."
    return {name.removeprefix(start): answer for name, answer in given.items() if name.startswith(start) and answer}


def _with_others(act: dict[str, Any], given: Mapping[str, str]) -> None:
    """Cases that the same decision grants 多审合一: those that were ticked."""
    others = [
        {"case_no": number, "content": given.get(f"content.{number}", "").strip()}
        | {key: text for key in ("licence_no",) if (text := given.get(f"{key}.{number}", "").strip())}
        for number in _ticked(given)
    ]
    if others:
        act["with"] = others


def _ticked(given: Mapping[str, str]) -> list[str]:
    """Numbers of the other cases that were ticked."""
    return [name.removeprefix("with.") for name, value in given.items() if name.startswith("with.") and value]


def _with_agent(act: dict[str, Any]) -> None:
    """Who collects for another is the agent; his paper is that of who stands at the counter."""
    if act.get("agent", {}).get("relation"):
        act["agent"]["person"] = act["collector"]
    else:
        act.pop("agent", None)


def _with_witnesses(act: dict[str, Any]) -> None:
    """The names of one line, however they are set apart."""
    names = re.split(r"[、，,;；\s]+", str(act.pop("witnesses", "")))
    if any(names):
        act["witnesses"] = [name for name in names if name]


def _value(field: Field, text: str) -> str | int:
    if field.kind != "number":
        return text
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InputProblem("INPUT-NUMBER", f"“{field.label}”要填整数。", field.name)
    return int(text)


def _put(act: dict[str, Any], path: Iterable[str], value: str | int) -> None:
    *parts, last = path
    for part in parts:
        act = act.setdefault(part, {})
    act[last] = value
