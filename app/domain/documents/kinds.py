"""The table item kind × verdict: which document, what it is called, on what basis it speaks.

Titles, verbs and bases stand here once; no document composes its own. 行政许可法 is named on licences only: every
other kind of item speaks from the item's own basis, or from the guide where it has none.
Rules: LAW-26-2, LAW-32-1, LAW-32-2, LAW-32-4, LAW-32-5, LAW-38-1, LAW-38-2, LAW-45-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ItemKind

DocumentKind = Literal[
    "guide-sheet",
    "application",
    "intake-receipt",
    "acceptance-notice",
    "correction-notice",
    "non-acceptance-notice",
    "deferral-commitment",
    "commitment",
    "power-of-attorney",
    "returned-materials",
    "withdrawal",
    "handover",
    "day-end",
    "blank-intake-receipt",
    "extension-notice",
    "settlement-notice",
    "decision-grant",
    "decision-refusal",
    "special-procedure-notice",
    "service-record",
    "result-receipt",
    "joint-acceptance-notice",
    "package-cover",
    "escalation-receipt",
]
"""A kind's place is how a QR code names it: new kinds come last."""
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
NOTICES: tuple[DocumentKind, ...] = (
    "acceptance-notice", "correction-notice", "non-acceptance-notice", "extension-notice", "settlement-notice",
    "decision-grant", "decision-refusal", "special-procedure-notice", "joint-acceptance-notice",
)  # fmt: skip
"""Documents that must reach the applicant; the rest are receipts, lists and promises."""
ACCEPTING: tuple[DocumentKind, ...] = ("acceptance-notice", "joint-acceptance-notice")
"""Documents that tell an acceptance: of the authority that decides, or of one that accepts for others."""

Ground = Literal[
    "complete", "corrected", "deferred", "deemed", "incomplete", "not-competent", "not-required",
    "extended", "extended-jointly", "granted", "refused", "suspended", "joint",
]  # fmt: skip
Issuer = Literal["department", "hall"]
Signer = Literal["applicant", "receiver", "clerk", "both", "two-clerks", "none"]

LICENSING_ACT = "《中华人民共和国行政许可法》"
GUIDE = "办事指南"

KIND_TITLE: dict[DocumentKind, str] = {
    "guide-sheet": "一次性告知单",
    "application": "申请书",
    "intake-receipt": "收件凭证",
    "acceptance-notice": "受理通知书",
    "correction-notice": "补正告知书",
    "non-acceptance-notice": "不予受理文书",
    "deferral-commitment": "容缺受理承诺书",
    "commitment": "告知承诺书",
    "power-of-attorney": "授权委托书",
    "returned-materials": "材料退还清单",
    "withdrawal": "撤回申请书",
    "handover": "窗口交接单",
    "day-end": "窗口日结单",
    "blank-intake-receipt": "空白收件凭证",
    "extension-notice": "延长办理期限告知书",
    "settlement-notice": "文书核对处理告知书",
    "decision-grant": "准予决定书",
    "decision-refusal": "不予决定书",
    "special-procedure-notice": "特别程序告知书",
    "service-record": "送达回证",
    "result-receipt": "领证凭证",
    "joint-acceptance-notice": "统一受理通知书",
    "package-cover": "材料总清单",
    "escalation-receipt": "“办不成事”登记单",
}
"""The short names for lists and buttons, by kind of document."""

_NOUN: dict[ItemKind, str] = {
    "licence": "行政许可申请",
    "filing": "备案申请",
    "confirmation": "行政确认申请",
    "payment": "行政给付申请",
    "service": "公共服务申请",
}
_ARTICLE: dict[Ground, str] = {
    "complete": "第三十二条第一款第（五）项",
    "corrected": "第三十二条第一款第（五）项",
    "deemed": "第三十二条第一款第（四）项",
    "incomplete": "第三十二条第一款第（四）项",
    "not-competent": "第三十二条第一款第（二）项、第二款",
    "not-required": "第三十二条第一款第（一）项、第二款",
    "extended": "第四十二条第一款",
    "extended-jointly": "第四十二条第二款",
    "granted": "第三十八条第一款",
    "refused": "第三十八条第二款",
    "suspended": "第四十五条",
    "joint": "第二十六条第二款、第三十二条第一款第（五）项",
}
_SPEAKS: dict[DocumentKind, Ground] = {
    "decision-grant": "granted",
    "decision-refusal": "refused",
    "special-procedure-notice": "suspended",
    "joint-acceptance-notice": "joint",
}
"""The ground of a document that has but one: it speaks from its article whatever ground is asked for."""
_GRANT: dict[ItemKind, str] = {
    "licence": "准予行政许可决定书",
    "filing": "备案通知书",
    "confirmation": "行政确认决定书",
    "payment": "行政给付决定书",
    "service": "公共服务事项办结通知书",
}
_REFUSAL: dict[ItemKind, str] = {
    "licence": "不予行政许可决定书",
    "filing": "不予备案决定书",
    "confirmation": "不予行政确认决定书",
    "payment": "不予行政给付决定书",
    "service": "公共服务事项不予办理决定书",
}
_GRANTS: dict[ItemKind, str] = {
    "licence": "决定准予行政许可",
    "filing": "予以备案",
    "confirmation": "决定予以确认",
    "payment": "决定予以给付",
    "service": "已予办理",
}
_REFUSES: dict[ItemKind, str] = {
    "licence": "决定不予行政许可",
    "filing": "决定不予备案",
    "confirmation": "决定不予确认",
    "payment": "决定不予给付",
    "service": "决定不予办理",
}
_CHARACTER: dict[DocumentKind, str] = {
    "intake-receipt": "收",
    "acceptance-notice": "受",
    "correction-notice": "补",
    "non-acceptance-notice": "不受",
    "deferral-commitment": "容",
    "commitment": "承",
    "withdrawal": "撤",
    "returned-materials": "退",
    "handover": "交",
    "day-end": "日",
    "blank-intake-receipt": "空",
    "extension-notice": "延",
    "settlement-notice": "核",
    "decision-grant": "准",
    "decision-refusal": "不准",
    "special-procedure-notice": "特",
    "service-record": "达",
    "result-receipt": "领",
    "joint-acceptance-notice": "并受",
    "package-cover": "套",
    "escalation-receipt": "助",
}
_HALL_SERIES: frozenset[DocumentKind] = frozenset(
    {"intake-receipt", "blank-intake-receipt", "handover", "day-end", "result-receipt", "package-cover",
     "escalation-receipt"}
)  # fmt: skip
_SIGNER: dict[DocumentKind, Signer] = {
    "application": "applicant",
    "intake-receipt": "both",
    "acceptance-notice": "receiver",
    "correction-notice": "receiver",
    "non-acceptance-notice": "receiver",
    "deferral-commitment": "applicant",
    "commitment": "both",
    "power-of-attorney": "applicant",
    "returned-materials": "both",
    "withdrawal": "applicant",
    "handover": "two-clerks",
    "day-end": "two-clerks",
    "blank-intake-receipt": "both",
    "extension-notice": "receiver",
    "settlement-notice": "receiver",
    "decision-grant": "receiver",
    "decision-refusal": "receiver",
    "special-procedure-notice": "receiver",
    "service-record": "both",
    "result-receipt": "both",
    "joint-acceptance-notice": "receiver",
    "package-cover": "both",
    "escalation-receipt": "both",
}
_COPIES: dict[DocumentKind, int] = {
    "guide-sheet": 1,
    "application": 1,
    "withdrawal": 1,
    "power-of-attorney": 1,
    "service-record": 1,
}
_SEALED: frozenset[DocumentKind] = frozenset(
    {"intake-receipt", "acceptance-notice", "correction-notice", "non-acceptance-notice", "commitment",
     "returned-materials", "blank-intake-receipt", "extension-notice", "settlement-notice", "decision-grant",
     "decision-refusal", "special-procedure-notice", "joint-acceptance-notice"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """What a document of this kind is for an item of this kind.

    `character` is the kind's part of the number series (受 of 沙市监受), empty for papers without a number; `issuer`
    says whose 代字 stands before it; `article` is the article of 行政许可法 it speaks from, empty on everything that is
    no licence and where none applies; `verb` is what the authority does; `copies` is the customary number, `signer`
    who signs; `sealed` leaves the seal spot.
    """

    kind: DocumentKind
    title: str
    verb: str
    character: str
    issuer: Issuer
    article: str
    copies: int
    signer: Signer
    sealed: bool

    def basis(self, item_basis: tuple[str, ...] = ()) -> str:
        """The legal-basis phrase: the article on licences, else the item's own basis, else the guide."""
        if self.article:
            return f"根据{LICENSING_ACT}{self.article}的规定"
        own = [text for text in item_basis if not text.startswith(GUIDE) and "行政许可法" not in text]
        return f"根据{'、'.join(own)}等规定" if own else f"根据{GUIDE}"


def form_of(kind: DocumentKind, item_kind: ItemKind, ground: Ground = "complete") -> DocumentForm:
    """The form of a document for an item of this kind and the ground of its verdict."""
    return DocumentForm(
        kind=kind,
        title=_title(kind, item_kind, ground),
        verb=_verb(kind, item_kind, ground),
        character=_CHARACTER.get(kind, ""),
        issuer="hall" if kind in _HALL_SERIES else "department",
        article=_article(kind, item_kind, ground),
        copies=_COPIES.get(kind, 2),
        signer=_SIGNER.get(kind, "none"),
        sealed=kind in _SEALED,
    )


def _article(kind: DocumentKind, item_kind: ItemKind, ground: Ground) -> str:
    if item_kind != "licence":
        return ""
    if kind in ("acceptance-notice", "correction-notice", "non-acceptance-notice", "extension-notice"):
        return _ARTICLE.get(ground, "")
    return _ARTICLE[_SPEAKS[kind]] if kind in _SPEAKS else ""


def _title(kind: DocumentKind, item_kind: ItemKind, ground: Ground) -> str:
    noun = _NOUN[item_kind]
    match kind:
        case "acceptance-notice":
            return f"{noun}受理通知书"
        case "correction-notice":
            return f"{noun}材料补正一次性告知书"
        case "non-acceptance-notice":
            return f"不予受理{noun}{'通知书' if ground == 'not-required' else '决定书'}"
        case "intake-receipt" | "blank-intake-receipt":
            return "申请材料收件凭证"
        case "guide-sheet":
            return "办事一次性告知单"
        case "application":
            return f"{noun}书"
        case "decision-grant":
            return _GRANT[item_kind]
        case "decision-refusal":
            return _REFUSAL[item_kind]
        case "result-receipt":
            return KIND_TITLE[kind] if item_kind == "licence" else "结果领取凭证"
        case _:
            return KIND_TITLE[kind]


def _verb(kind: DocumentKind, item_kind: ItemKind, ground: Ground) -> str:
    match kind:
        case "decision-grant":
            return _GRANTS[item_kind]
        case "decision-refusal":
            return _REFUSES[item_kind]
        case "joint-acceptance-notice":
            return "统一受理"
        case "acceptance-notice":
            return "即为受理" if ground == "deemed" else "决定予以受理"
        case "correction-notice":
            return "一次告知"
        case "non-acceptance-notice":
            return "决定不予受理"
        case "intake-receipt" | "blank-intake-receipt":
            return "收到"
        case _:
            return ""


def series_character(kind: DocumentKind) -> str:
    """The kind's part of the number series, empty for a paper without a number of its own."""
    return _CHARACTER.get(kind, "")
