"""The sheets of the Excel workbook: which heading stands for which field, and how cells say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.catalog.department import Department
from app.domain.catalog.service_item import (
    KIND_ZH,
    Basis,
    FormField,
    Material,
    Option,
    ReviewPoint,
    ServiceItem,
    Situation,
)
from app.domain.catalog.theme_package import Member, ThemePackage

CellKind = Literal["text", "integer", "boolean", "choice", "list", "choices", "example"]

YES, NO, EMPTY = "是", "否", "（空）"
_UNITS = {"workday": "工作日", "day": "日", "month": "月"}
_APPLICANTS = {"person": "自然人", "sole-trader": "个体工商户", "organisation": "单位"}
_POWERS = {"receive": "收件", "accept": "受理", "correct": "补正", "refuse": "不予受理", "decide": "当场决定"}
_TYPES = {
    "text": "文字",
    "date": "日期",
    "integer": "整数",
    "decimal": "小数",
    "choice": "单选",
    "boolean": "是否",
    "citizen-id": "身份证号",
    "uscc": "统一社会信用代码",
    "phone": "电话",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: `path` is the field (with a dot for a field of a part), `words` the Chinese word of each value."""

    title: str
    path: str
    kind: CellKind = "text"
    words: Mapping[Any, str] = field(default_factory=dict)
    width: int = 14
    list_of: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of `type`, hanging by the columns `above` on a row of `parent`, in its field `into`.

    `key` is the path that names a row within its parent; empty where rows are only listed.
    """

    title: str
    type: type
    headings: tuple[Heading, ...]
    key: str = ""
    above: tuple[Heading, ...] = ()
    parent: str = ""
    into: str = ""

    @property
    def all_headings(self) -> tuple[Heading, ...]:
        """The columns from left to right: those of the rows above, then its own."""
        return (*self.above, *self.headings)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """The one row of the sheet 发布."""

    number: int
    title: str = ""


_ITEM_CODE = Heading("事项编码", "code", width=12, list_of="事项")
_PACKAGE_KEY = Heading("套餐编号", "key", width=16, list_of="套餐")
_SITUATION_KEY = Heading("情形编号", "key", width=18)
_FIELD_KEY = Heading("字段编号", "key", width=18)
_MATERIAL_KEY = Heading("材料编号", "key", width=20)

_OPTION = (
    Heading("选项编号", "key", width=18),
    Heading("选项文字", "text", width=36),
    Heading("选了就是", "verdict", "choice", {"": "", "not-required": "不需要许可"}),
    Heading("理由", "reason", width=40),
    Heading("理由的依据", "basis", width=30),
)
_SITUATION = (_SITUATION_KEY, Heading("问题", "question", width=44), Heading("提问条件", "when", width=40))

ITEMS = Sheet(
    "事项",
    ServiceItem,
    key="code",
    headings=(
        Heading("事项编码", "code", width=12),
        Heading("事项名称", "name", width=36),
        Heading("部门编号", "department", list_of="部门"),
        Heading("类型", "kind", "choice", KIND_ZH),
        Heading("类型名称", "kind_text"),
        Heading("申请人", "applicants", "choices", _APPLICANTS, 24),
        Heading("法定时限", "legal.n", "integer", width=10),
        Heading("法定时限单位", "legal.unit", "choice", _UNITS),
        Heading("承诺时限", "promised.n", "integer", width=10),
        Heading("承诺时限单位", "promised.unit", "choice", _UNITS),
        Heading("立等可取", "immediate", "boolean", width=10),
        Heading("审查天数", "review_days", "integer", width=10),
        Heading("须本人到场的规定", "in_person", width=24),
        Heading("在一窗系统办理", "one_system", "boolean"),
        Heading("可网上办", "online", "boolean", width=10),
        Heading("跑动次数", "visits", "integer", width=10),
        Heading("办理环节数", "steps", "integer", width=12),
        Heading("办理结果", "result", width=24),
        Heading("结果有效期", "result_validity"),
        Heading("收费", "fee"),
        Heading("收费依据", "fee_basis", width=24),
        Heading("俗称", "aliases", "list", width=36),
        Heading("前置事项", "prerequisites", "list"),
        Heading("官方编码", "official_code"),
        Heading("窗口权限", "authorisation.powers", "choices", _POWERS, 28),
        Heading("授权文件", "authorisation.document", width=32),
        Heading("授权有效期至", "authorisation.valid_until"),
        Heading("印章", "authorisation.seal", width=18),
        Heading("补正期限", "correction.days", "integer", width=10),
        Heading("补正期限单位", "correction.unit", "choice", {k: _UNITS[k] for k in ("workday", "day")}),
        Heading("补正期限的依据", "correction.basis", width=24),
        Heading("补正时退还材料", "correction.papers_back", "boolean"),
        Heading("代收的外地机关", "authority_for", width=20),
        Heading("文书份数", "copies", "integer", width=10),
        Heading("有数量限制", "quota", "boolean", width=12),
        Heading("办事指南", "guide", width=60),
        Heading("内容可信度", "confidence", width=24),
        Heading("停办的依据", "stopped", width=20),
        Heading("生成的样例", "generated", "boolean", width=12),
    ),
)
BASES = Sheet(
    "依据",
    Basis,
    (Heading("依据", "text", width=60), Heading("出处", "source", width=24)),
    above=(_ITEM_CODE,),
    parent="事项",
    into="basis",
)
SITUATIONS = Sheet("情形", Situation, _SITUATION, "key", (_ITEM_CODE,), "事项", "situations")
OPTIONS = Sheet("选项", Option, _OPTION, "key", (_ITEM_CODE, _SITUATION_KEY), "情形", "options")
FORM = Sheet(
    "表单",
    FormField,
    key="key",
    headings=(
        _FIELD_KEY,
        Heading("名称", "label", width=28),
        Heading("字段类型", "type", "choice", _TYPES, 18),
        Heading("必填", "required", "boolean", width=8),
        Heading("示例", "example", "example", width=28),
        Heading("提示", "hint", width=40),
        Heading("分组", "section"),
        Heading("出现条件", "when", width=40),
        Heading("最小值", "minimum", width=10),
        Heading("最大值", "maximum", width=10),
        Heading("最多字数", "max_length", "integer", width=10),
        Heading("部门表单次序", "foreign_order", "integer"),
    ),
    above=(_ITEM_CODE,),
    parent="事项",
    into="form",
)
FORM_OPTIONS = Sheet("表单选项", Option, _OPTION, "key", (_ITEM_CODE, _FIELD_KEY), "表单", "options")
MATERIALS = Sheet(
    "材料",
    Material,
    key="key",
    headings=(
        _MATERIAL_KEY,
        Heading("材料名称", "name", width=36),
        Heading("同一材料标识", "identity", width=22),
        Heading("形式", "form", width=18),
        Heading("必要", "required", "boolean", width=8),
        Heading("原件份数", "original", "integer", width=10),
        Heading("复印件份数", "copies", "integer", width=12),
        Heading("出具单位", "issuer", width=20),
        Heading("可用电子证照", "e_licence", "boolean"),
        Heading("可容缺", "deferrable", "boolean", width=10),
        Heading("容缺天数", "defer_days", "integer", width=10),
        Heading("容缺的依据", "defer_basis", width=28),
        Heading("可承诺", "committable", "boolean", width=10),
        Heading("承诺的依据", "commit_basis", width=28),
        Heading("承诺内容", "commit_text", width=40),
        Heading("共享自", "shared_from", width=18),
        Heading("核验后有效天数", "valid_days", "integer"),
        Heading("适用条件", "when", width=40),
        Heading("适用条件说明", "when_text", width=18),
        Heading("是申请书", "application_form", "boolean", width=10),
        Heading("看后退还", "returned", "boolean", width=10),
    ),
    above=(_ITEM_CODE,),
    parent="事项",
    into="materials",
)
POINTS = Sheet(
    "审核要点",
    ReviewPoint,
    key="key",
    headings=(
        Heading("要点编号", "key", width=22),
        Heading("审核要点", "text", width=48),
        Heading("补正用语", "correction", width=60),
        Heading("核对方式", "check", "choice", {"eye": "人工", "auto": "程序"}),
        Heading("核对环节", "stage", "choice", {"counter": "窗口", "department": "部门"}),
        Heading("表达式", "expression", width=44),
        Heading("不通过的说明", "why", width=36),
        Heading("要点的依据", "basis", width=28),
        Heading("依据出处", "source", width=16),
        Heading("确认部门和人", "confirmed", width=18),
        Heading("不通过时", "fails", "choice", {"defect": "补正", "not-required": "不需要许可"}),
        Heading("可当场改", "on_the_spot", "boolean", width=10),
        Heading("对群众说", "say", width=40),
        Heading("适用条件", "when", width=40),
        Heading("正确样图", "good"),
        Heading("错误样图", "bad"),
    ),
    above=(_ITEM_CODE, _MATERIAL_KEY),
    parent="材料",
    into="points",
)
PACKAGES = Sheet(
    "套餐",
    ThemePackage,
    key="key",
    headings=(
        Heading("套餐编号", "key", width=16),
        Heading("套餐名称", "name", width=28),
        Heading("联合办理牵头机关", "joint", width=24),
        Heading("承诺工作日", "promised_days", "integer", width=12),
        Heading("俗称", "aliases", "list", width=36),
        Heading("内容可信度", "confidence", width=24),
        Heading("生成的样例", "generated", "boolean", width=12),
    ),
)
MEMBERS = Sheet(
    "套餐成员",
    Member,
    key="item",
    headings=(
        Heading("事项编码", "item", width=12, list_of="事项"),
        Heading("在这些事项之后", "after", "list", width=20),
        Heading("可承诺先办", "commitment", "boolean", width=12),
        Heading("适用条件", "when", width=40),
        Heading("适用条件说明", "when_text", width=24),
        Heading("同发组", "together", width=12),
        Heading("合并审查组", "reviewed_together", width=12),
    ),
    above=(_PACKAGE_KEY,),
    parent="套餐",
    into="members",
)
PACKAGE_SITUATIONS = Sheet("套餐情形", Situation, _SITUATION, "key", (_PACKAGE_KEY,), "套餐", "situations")
PACKAGE_OPTIONS = Sheet("套餐选项", Option, _OPTION, "key", (_PACKAGE_KEY, _SITUATION_KEY), "套餐情形", "options")
DEPARTMENTS = Sheet(
    "部门",
    Department,
    key="key",
    headings=(
        Heading("部门编号", "key"),
        Heading("简称", "name", width=20),
        Heading("全称", "full_name", width=36),
        Heading("文书代字", "character"),
        Heading("印章", "seal", width=20),
        Heading("咨询电话", "phone"),
        Heading("监督电话", "supervision_phone"),
        Heading("地址", "address", width=36),
    ),
)
RELEASE = Sheet(
    "发布", ReleaseRow, (Heading("版次", "number", "integer", width=10), Heading("标题", "title", width=36)), "number"
)

SHEETS = (
    ITEMS,
    BASES,
    SITUATIONS,
    OPTIONS,
    FORM,
    FORM_OPTIONS,
    MATERIALS,
    POINTS,
    PACKAGES,
    MEMBERS,
    PACKAGE_SITUATIONS,
    PACKAGE_OPTIONS,
    DEPARTMENTS,
    RELEASE,
)
INSTRUCTIONS = "说明"


def children(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheets whose rows hang on rows of this one."""
    return tuple(s for s in SHEETS if s.parent == sheet.title)
