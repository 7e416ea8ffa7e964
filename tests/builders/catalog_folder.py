"""Writes a small catalogue that has no fault, for tests that put one in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ITEM = """\
code: T-01
name: 测试许可
department: market
kind: licence
kind_text: 行政许可
applicants: [person, organisation]
legal: {n: 20, unit: workday}
promised: {n: 5, unit: workday}
situations:
  - key: scale
    question: 规模多大？
    options:
      - {key: small, text: 小}
      - {key: large, text: 大}
form:
  - {key: site_area, label: 面积, type: decimal, example: "86.5", minimum: "1"}
  - {key: lease_until, label: 租期截止, type: date, example: "2031-06-30"}
materials:
  - key: application
    name: 申请书
    identity: application_T-01
    application_form: true
    points:
      - {key: signed, text: 已签字, correction: "申请书第{页码}页未签字，请补签。"}
      - key: lease
        text: 租期未届满
        check: auto
        expression: form.lease_until >= today
        why: 租期已届满。
        correction: 请提交有效的租赁合同。
  - key: report
    name: 检测报告
    identity: t_01_report
    when: answers.scale == "large" && answers.scale != "small"
    deferrable: true
    defer_days: 2
    defer_basis: 办事指南要求（待部门确认）
    points:
      - {key: stamped, text: 已盖章, correction: 检测报告未盖章，请补盖。}
authorisation:
  powers: [receive, accept, correct, refuse]
  document: 授权清单
basis:
  - {text: 《行政许可法》, source: 测试}
"""
DEPARTMENTS = """\
- {key: market, name: 市监局, full_name: 区市场监督管理局, character: 沙市监, seal: 审批专用章}
"""
PACKAGE = """\
key: shop
name: 开店一件事
members:
  - {item: T-01}
  - {item: T-02, after: [T-01]}
"""


def second_item() -> str:
    """Another item like the first."""
    return ITEM.replace("T-01", "T-02").replace("测试许可", "测试备案")


def write_folder(folder: Path, **files: str) -> Path:
    """A catalogue folder of two items, a department and a package; keyword arguments replace or add items by code."""
    texts = {"T_01": ITEM, "T_02": second_item(), **files}
    (folder / "items").mkdir(parents=True, exist_ok=True)
    (folder / "packages").mkdir(exist_ok=True)
    for code, text in texts.items():
        (folder / "items" / f"{code.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    (folder / "departments.yaml").write_text(DEPARTMENTS, encoding="utf-8")
    (folder / "release.yaml").write_text("number: 1\ntitle: 测试\n", encoding="utf-8")
    (folder / "packages" / "shop.yaml").write_text(PACKAGE, encoding="utf-8")
    return folder


def changed(old: str, new: str) -> str:
    """The first item with one text replaced, which must be there."""
    if old not in ITEM:
        raise AssertionError(old)
    return ITEM.replace(old, new)
