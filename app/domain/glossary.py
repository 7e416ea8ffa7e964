"""The words of this trade: the one English name that the code uses for each Chinese term.

Where English would clash with a library's word, the choice is made here once: 窗口 is a `counter` (a window is
Qt's), an `event` is a domain event only, a `receipt` is paper in the applicant's hand while `intake` is 收件.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "counter": "窗口",
        "undifferentiated counter": "无差别综合窗口",
        "service item": "事项",
        "situation": "情形",
        "material": "材料",
        "review point": "审核要点",
        "compendium": "审核要点汇编",
        "theme package": "主题套餐",
        "applicant": "申请人",
        "agent": "代理人",
        "intake": "收件",
        "acceptance": "受理",
        "non-acceptance": "不予受理",
        "not required": "不需要许可",
        "correction notice": "补正告知",
        "tell-once": "一次性告知",
        "deemed acceptance": "视为受理",
        "acceptance with deferral": "容缺受理",
        "commitment": "告知承诺",
        "immediate": "即办",
        "legal limit": "法定时限",
        "promised limit": "承诺时限",
        "special procedure": "特别程序",
        "extension": "延期",
        "transfer": "转办",
        "ruling": "裁定",
        "contested": "记录不一致",
        "settlement": "核对处理",
        "opinion": "审查意见",
        "return": "驳回",
        "grant": "准予许可",
        "refusal": "不予许可",
        "issuance": "出件",
        "service": "送达",
        "service record": "送达回证",
        "result receipt": "领证凭证",
        "remedies": "救济途径",
        "merged review": "多审合一",
        "joint issuance": "两证同发",
        "cover list": "材料总清单",
        "void": "作废",
        "reprint": "补打",
        "backfill": "补录",
        "blank intake receipt": "空白收件凭证",
        "shift": "班次",
        "handover": "交接",
        "day's end": "日结",
        "visit": "到场",
        "journal": "日志链",
        "workplace": "窗口工位",
        "release": "事项库版本",
        "provisional": "预计",
        "seal": "印章",
        "licence": "行政许可",
        "filing": "备案",
        "confirmation": "行政确认",
        "payment": "行政给付",
        "pre-application": "网上预审",
        "suggestion": "预审意见",
        "assisted filing": "代网办",
        "online request": "网上申请",
    }
)
"""English name → Chinese term. `docs/glossary.md` explains them; a test keeps the two equal."""
