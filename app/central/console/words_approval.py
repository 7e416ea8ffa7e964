"""Words of the pages for departments."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.case.waiting import STAGE_ZH
from app.domain.checklist.filing import RELATION_ZH
from app.domain.project.events import STAGE_ZH as PROJECT_STAGE_ZH
from app.domain.review import FOUND_ZH
from app.usecases.papers import ID_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGES_ZH: Mapping[str, str] = MappingProxyType({str(key): words for key, words in STAGE_ZH.items()})

VIEWS_ZH: Mapping[str, str] = MappingProxyType(
    {
        "all": "全部",
        "overdue": "已超期",
        "today": "今天",
        "week": "七天内",
        "proposed": "建议结论",
        "returned": "已退回",
        "suspended": "特别程序",
        "result": "待送达",
        "urged": "催办",
    }
)

TICKS_ZH: Mapping[str, str] = MappingProxyType({str(key): words for key, words in FOUND_ZH.items()})

ANSWERS_ZH: Mapping[str, str] = MappingProxyType(
    {"pass": "合格", "fail": "不合格", "fixed": "当场改正", "n/a": "不适用", "": "未核对"}
)

VERDICTS_ZH: Mapping[str, str] = MappingProxyType(
    {
        "received": "收件",
        "accepted": "受理",
        "accepted-deferred": "容缺受理",
        "correction-notice": "一次性告知补正",
        "not-accepted": "不予受理",
        "not-required": "不需要许可",
    }
)

DONE_ZH: Mapping[str, str] = MappingProxyType(
    {"ticks": "核对结果已保存。", "urge": "已催办。", "act": "已办理，记入本件经过。"}
)

PARTY_ZH: Mapping[str, str] = MappingProxyType(
    {
        "case_no": "办件编号",
        "applicant": "申请人",
        **{str(key): words for key, words in ID_LABEL.items()},
        "id": "证件号码",
        "operator": "经营者",
        "representative": "法定代表人",
        "contact": "联系方式",
        **{str(key): words for key, words in RELATION_ZH.items()},
        "service": "领取方式",
    }
)
"""The labels of who applies, as the page of a case has them."""

CLOCKS_ZH: Mapping[str, str] = MappingProxyType(
    {"answer": "5 个工作日内答复", "promised": "承诺办结", "legal": "法定办结"}
)

PROJECT_STAGES_ZH: Mapping[str, str] = MappingProxyType({str(key): words for key, words in PROJECT_STAGE_ZH.items()})
