"""Checks one decoded service item by itself: keys, limits, materials, wording. Expressions are checked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.catalog.problem import Path
from app.domain.catalog.service_item import GUIDE_BASIS, UNCONFIRMED_BASIS
from app.domain.catalog.spans import longer, usual_workdays

if TYPE_CHECKING:
    from app.domain.catalog.service_item import FormField, Material, Option, ReviewPoint, ServiceItem, Situation

Tell = Callable[[Path, str], None]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,30}")
_NO_NAME = frozenset({"是", "已确认", "yes", "true", "y", "1", "√", "ok"})
_WITHOUT_FEE = ("", "不收费", "无", "免费")


def check_item(item: ServiceItem, tell: Tell) -> None:
    """Tells every problem of an item that can be seen without other items and without evaluating anything."""
    if not _CODE.fullmatch(item.code):
        tell(("code",), f"事项编码“{item.code}”只能用大写字母、数字和短横线。")
    _check_head(item, tell)
    _check_limits(item, tell)
    unique_keys(((("situations", i), s.key) for i, s in enumerate(item.situations)), "情形", tell)
    unique_keys(((("form", i), f.key) for i, f in enumerate(item.form)), "表单字段", tell)
    unique_keys(((("materials", i), m.key) for i, m in enumerate(item.materials)), "材料", tell)
    both = {s.key for s in item.situations} & {f.key for f in item.form}
    for i, form_field in enumerate(item.form):
        if form_field.key in both:
            tell(("form", i, "key"), f"“{form_field.key}”已是情形的名字，表单字段请另取一个。")
        _check_field(form_field, ("form", i), tell)
    for i, situation in enumerate(item.situations):
        check_situation(situation, ("situations", i), tell)
    for i, material in enumerate(item.materials):
        _check_material(item, material, ("materials", i), tell)


def unique_keys(keys: Iterable[tuple[Path, str]], what: str, tell: Tell) -> None:
    """Tells keys that are written twice, or are no plain word."""
    seen: set[str] = set()
    for path, key in keys:
        if key in seen:
            tell((*path, "key"), f"{what}“{key}”重复，同一处只能有一个。")
        if not _KEY.fullmatch(key):
            tell((*path, "key"), f"“{key}”只能用小写字母、数字和下划线，并以字母开头。")
        seen.add(key)


def _check_head(item: ServiceItem, tell: Tell) -> None:
    for name in ("name", "department", "kind_text"):
        if not getattr(item, name).strip():
            tell((name,), "这里不能为空。")
    if not item.applicants:
        tell(("applicants",), "没有写谁可以申请，请至少填一种。")
    if not item.materials:
        tell(("materials",), "没有任何材料，请至少写一份（申请书也是材料）。")
    if not item.authorisation.powers or not item.authorisation.document.strip():
        tell(("authorisation",), "窗口的权限要写明做什么（powers）、凭哪份文件（document）。")
    if item.authorisation.valid_until and not _is_date(item.authorisation.valid_until):
        shown = item.authorisation.valid_until
        tell(("authorisation", "valid_until"), f"“{shown}”不是日期，请写成 2030-12-31 的样子。")
    if not item.basis:
        tell(("basis",), "没有写办理依据，请至少写一条并注明出处。")
    for i, basis in enumerate(item.basis):
        if not basis.text.strip() or not basis.source.strip():
            tell(("basis", i), "依据要有原文（text）和出处（source）。")
    for name in ("copies", "review_days", "visits", "steps"):
        if getattr(item, name) < 0:
            tell((name,), "这里不能小于 0。")


def _check_limits(item: ServiceItem, tell: Tell) -> None:
    for name, limit in (("legal", item.legal), ("promised", item.promised)):
        if limit.n < 0:
            tell((name, "n"), "时限不能小于 0。")
    if item.legal.n == 0 and not item.immediate:
        tell(("legal",), "不是当场办结的事项要写法定时限。")
    if longer(item.promised, item.legal):
        tell(("promised",), f"承诺时限（{item.promised.text}）比法定时限（{item.legal.text}）还长，请改短或核对单位。")


def check_situation(situation: Situation, path: Path, tell: Tell) -> None:
    """Tells what is wrong with a question and its options."""
    if not situation.question.strip():
        tell((*path, "question"), "问题不能为空。")
    if len(situation.options) < 2:
        tell((*path, "options"), "一个情形至少要有两个选项，否则不必问。")
    _check_options(situation.options, path, tell)
    if situation.options and situation.options[0].verdict:
        tell((*path, "options", 0, "verdict"), "第一个选项应是最常见、照常办理的情况，请把不需要许可的选项往后放。")


def _check_options(options: tuple[Option, ...], path: Path, tell: Tell) -> None:
    unique_keys((((*path, "options", i), o.key) for i, o in enumerate(options)), "选项", tell)
    for i, option in enumerate(options):
        place = (*path, "options", i)
        if not option.text.strip():
            tell((*place, "text"), "选项的文字不能为空。")
        if option.verdict and not (option.reason.strip() and option.basis.strip()):
            tell((*place, "verdict"), "选了就不需要许可的选项，要写明理由（reason）和依据（basis）。")


def _check_field(form_field: FormField, path: Path, tell: Tell) -> None:
    if not form_field.label.strip():
        tell((*path, "label"), "字段的名称不能为空。")
    if form_field.type == "choice":
        if len(form_field.options) < 2:
            tell((*path, "options"), "选择类字段至少要有两个选项。")
        _check_options(form_field.options, path, tell)
    elif form_field.options:
        tell((*path, "options"), f"只有选择类字段才有选项，这个字段的类型是 {form_field.type}。")
    if form_field.max_length < 1:
        tell((*path, "max_length"), "最多字数要大于 0。")
    _check_bounds(form_field, path, tell)


def _check_bounds(form_field: FormField, path: Path, tell: Tell) -> None:
    bounds: dict[str, Decimal] = {}
    for name, text in (("minimum", form_field.minimum), ("maximum", form_field.maximum)):
        if not text:
            continue
        if form_field.type not in ("integer", "decimal"):
            tell((*path, name), "只有整数和小数字段才有上下限。")
            continue
        bound = number_of(text)
        if bound is None:
            tell((*path, name), f"“{text}”不是数，请填数字。")
        else:
            bounds[name] = bound
    if len(bounds) == 2 and bounds["minimum"] > bounds["maximum"]:
        tell((*path, "minimum"), "下限比上限还大，请核对。")


def number_of(text: str) -> Decimal | None:
    """The number that a bound says, None where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_material(item: ServiceItem, material: Material, path: Path, tell: Tell) -> None:
    for name in ("name", "identity", "form"):
        if not getattr(material, name).strip():
            tell((*path, name), "这里不能为空。")
    if not material.points:
        tell((*path, "points"), f"材料“{material.name}”没有审核要点，请至少写一条。")
    if min(material.original, material.copies, material.valid_days) < 0:
        tell(path, "份数和天数不能小于 0。")
    if not (material.original or material.copies or material.shared_from or material.e_licence):
        tell(path, "原件、复印件都是 0 份，也不能用电子证照或共享取得，请核对。")
    _check_deferral(item, material, path, tell)
    if material.committable and not (material.commit_basis.strip() and material.commit_text.strip()):
        tell((*path, "committable"), "可以告知承诺的材料要写依据（commit_basis）和承诺内容（commit_text）。")
    unique_keys((((*path, "points", i), p.key) for i, p in enumerate(material.points)), "审核要点", tell)
    for i, point in enumerate(material.points):
        _check_point(point, (*path, "points", i), tell)


def _check_deferral(item: ServiceItem, material: Material, path: Path, tell: Tell) -> None:
    """A deferred material is due before the decision, less the days that the review of it takes."""
    if not material.deferrable:
        if material.defer_days:
            tell((*path, "defer_days"), "材料不可容缺，请删去容缺天数，或把 deferrable 改为 true。")
        return
    if not material.defer_basis.strip():
        tell((*path, "defer_basis"), "可以容缺的材料要写容缺的依据。")
    allowed = usual_workdays(item.promised) - item.review_days
    if allowed < 1:
        tell((*path, "deferrable"), f"承诺{item.promised.text}，减去审查的 {item.review_days} 天后没有余地，不能容缺。")
    elif not 0 <= material.defer_days <= allowed:
        tell(
            (*path, "defer_days"),
            f"容缺 {material.defer_days} 个工作日，比承诺时限（{item.promised.text}）减去审查 {item.review_days} 天"
            f"所余的 {allowed} 个工作日还长，请改短。",
        )


def _check_point(point: ReviewPoint, path: Path, tell: Tell) -> None:
    for name in ("text", "correction"):
        if not getattr(point, name).strip():
            tell((*path, name), "这里不能为空。")
    if problem := _brace_problem(point.correction):
        tell((*path, "correction"), problem)
    if point.check == "auto" and not (point.expression.strip() and point.why.strip()):
        tell((*path, "check"), "由程序核对的要点要写表达式（expression）和不通过的说明（why）。")
    if point.check == "eye" and point.expression:
        tell((*path, "expression"), "人工核对的要点不用表达式；要由程序核对请写 check: auto。")
    named = point.basis not in ("", UNCONFIRMED_BASIS, GUIDE_BASIS)
    if named and not point.source.strip():
        tell((*path, "basis"), "写了具体依据就要注明出处（source）；没有出处时请删去这一行。")
    if point.confirmed and (not point.confirmed.strip() or point.confirmed.strip().lower() in _NO_NAME):
        tell((*path, "confirmed"), "已确认的要点要写明由哪个部门、谁确认，不能只写“是”。")
    elif point.confirmed and not named:
        tell((*path, "confirmed"), "写了确认人，却没有写具体依据（basis），请补上或删去确认人。")


def _brace_problem(text: str) -> str:
    """What is wrong with the places to fill in, or nothing."""
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth not in (0, 1):
            return "花括号没有成对，要填写的地方请写成 {页码} 的样子。"
    if depth:
        return "花括号没有成对，要填写的地方请写成 {页码} 的样子。"
    return "花括号里是空的，请写上要填什么，例如 {页码}。" if re.search(r"\{\s*\}", text) else ""


def unconfirmed(item: ServiceItem) -> int:
    """How many points of an item no department has signed yet."""
    return sum(not p.confirmed for m in item.materials for p in m.points)


def fee_without_basis(item: ServiceItem) -> bool:
    """Whether a fee is named without the rule that allows it (LAW-58)."""
    return item.fee.strip() not in _WITHOUT_FEE and not item.fee_basis.strip()


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
