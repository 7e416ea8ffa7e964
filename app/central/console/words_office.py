"""Words of the pages for escalations, ratings, office days, notices and tasks."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.escalation.events import HOW_ZH as _HOW
from app.domain.rating.events import CHANNEL_ZH as _CHANNELS
from app.domain.rating.events import STEP_ZH as _STEPS
from app.usecases.central.notice_making import NOTICE_ZH as _NOTICES
from app.usecases.central.notices import REASON_ZH as _REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIRMED_ZH: Mapping[str, str] = MappingProxyType({str(key): words for key, words in _HOW.items()})
CHANNELS_ZH: Mapping[str, str] = MappingProxyType({str(key): words for key, words in _CHANNELS.items()})
STEPS_ZH: Mapping[str, str] = MappingProxyType(
    {**{str(key): words for key, words in _STEPS.items()}, "judge": "复核申诉"}
)
NOTICES_ZH: Mapping[str, str] = MappingProxyType(dict(_NOTICES))
UNSENT_ZH: Mapping[str, str] = MappingProxyType({key: words for key, words in _REASONS.items() if words})
STANDINGS_ZH: Mapping[str, str] = MappingProxyType({"counts": "有效", "double": "重复", "invalidated": "认定不成立"})
SENDING_ZH: Mapping[str, str] = MappingProxyType(
    {
        "waiting": "待发送",
        "sending": "发送中",
        "sent": "已发送",
        "held": "待人工确认",
        "dead": "未发出",
        "skipped": "不发送",
        "erased": "已删除",
    }
)
GROUPS_ZH: Mapping[str, str] = MappingProxyType(
    {
        "work": "待办办件",
        "escalations": "办不成事",
        "ratings": "差评跟进",
        "notices": "通知待处理",
        "applications": "网上预审待接手",
        "requests": "网上申请待答复",
        "office-days": "现场办公待登记",
        "alerts": "待处理",
        "erasures": "删除待确认",
    }
)
ADAPTERS_ZH: Mapping[str, str] = MappingProxyType({"none": "不发送", "file": "写入文件夹", "http": "HTTP 网关"})
BY_ZH: Mapping[str, str] = MappingProxyType({"item": "按事项", "department": "按部门", "counter": "按窗口"})
LEVELS_ZH: Mapping[int, str] = MappingProxyType({5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"})
