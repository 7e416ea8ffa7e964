"""Checks the expressions of an item: they name what exists, compile, distinguish every option, pass on examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.catalog.check_item import number_of
from app.catalog.problem import Path
from app.domain.catalog.expressions import (
    Evaluate,
    ExpressionFailure,
    MissingValue,
    comparisons,
    names_in,
    referenced_situations,
    unknown_names,
)
from app.domain.catalog.resolve import Facts, context_of, resolve
from app.domain.catalog.values import value_problem

if TYPE_CHECKING:
    from app.catalog.expressions import CelEvaluator
    from app.domain.catalog.service_item import ServiceItem, Situation

Tell = Callable[[Path, str], None]

EXAMPLE_DAYS = (date(2026, 1, 5), date(2030, 12, 31))
"""The examples pass on any day between these."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression with its place."""

    path: Path
    text: str


def check_expressions(item: ServiceItem, cel: CelEvaluator, tell: Tell) -> None:
    """Tells every problem of the item's expressions and of its examples."""
    expressions = tuple(placed_expressions(item))
    form, answers = frozenset(f.key for f in item.form), frozenset(s.key for s in item.situations)
    sound = [e for e in expressions if _names_and_syntax(e, form, answers, cel, tell)]
    _check_situation_order(item, tell)
    check_compared_options(item.situations, expressions, tell)
    check_unused_options(item.situations, expressions, (), tell)
    _check_compared_choices(item, expressions, tell)
    wrong_examples = _check_examples(item, tell)
    if len(sound) == len(expressions):
        _check_evaluation(item, sound, cel, tell)
        if not wrong_examples:
            _check_auto_points(item, cel, tell)


def placed_expressions(item: ServiceItem) -> Iterator[Placed]:
    """Every expression of an item that is not empty."""
    for i, situation in enumerate(item.situations):
        yield from _placed(("situations", i, "when"), situation.when)
    for i, form_field in enumerate(item.form):
        yield from _placed(("form", i, "when"), form_field.when)
    for i, material in enumerate(item.materials):
        yield from _placed(("materials", i, "when"), material.when)
        for j, point in enumerate(material.points):
            yield from _placed(("materials", i, "points", j, "when"), point.when)
            yield from _placed(("materials", i, "points", j, "expression"), point.expression)


def _placed(path: Path, text: str) -> Iterator[Placed]:
    if text:
        yield Placed(path, text)


def _names_and_syntax(
    placed: Placed, form: frozenset[str], answers: frozenset[str], cel: CelEvaluator, tell: Tell
) -> bool:
    unknown = unknown_names(placed.text, form, answers)
    for name in unknown:
        tell(placed.path, _unknown_name_message(name))
    if not names_in(placed.text):
        tell(placed.path, f"表达式“{placed.text}”没有用到任何字段、情形或申请人的情况，结果总是一样，请核对。")
    return check_syntax(placed, cel, tell) and not unknown


def check_syntax(placed: Placed, cel: CelEvaluator, tell: Tell) -> bool:
    """Whether an expression compiles; tells where not."""
    try:
        cel.compile(placed.text)
    except ExpressionFailure as failure:
        tell(placed.path, f"表达式“{placed.text}”写法有误（{failure.detail}），请检查括号、引号和运算符。")
        return False
    return True


def _unknown_name_message(name: str) -> str:
    root, _, key = name.partition(".")
    if root == "form":
        return f"表达式用到表单字段“{key}”，本事项没有这个字段。"
    if root == "answers":
        return f"表达式用到情形“{key}”，本事项没有这个情形。"
    if root in ("materials", "material"):
        return f"表达式用到材料“{key}”；表达式只能看表单字段和情形，不能看材料。"
    if root == "applicant":
        return f"表达式用到申请人的“{key or '（空）'}”，只能用 kind、age、sex、id_type。"
    return (
        f"表达式里的“{name}”不是表单字段（form.…）、情形（answers.…）、申请人（applicant.…）、"
        "agent 或 today；文字要加引号。"
    )


def _check_situation_order(item: ServiceItem, tell: Tell) -> None:
    """A question can only hang on questions before it, never on the form."""
    before: set[str] = set()
    for i, situation in enumerate(item.situations):
        path: Path = ("situations", i, "when")
        for name in sorted(names_in(situation.when)):
            root, _, key = name.partition(".")
            if root == "form":
                tell(path, f"是否提问不能取决于表单字段“{key}”：情形在表单之前问。")
            elif root == "answers" and key not in before and any(s.key == key for s in item.situations):
                tell(path, f"是否提问取决于情形“{key}”，它要排在前面。")
        before.add(situation.key)


def check_compared_options(situations: tuple[Situation, ...], expressions: tuple[Placed, ...], tell: Tell) -> None:
    """Tells comparisons of an answer with something that is no option of its question."""
    options = {f"answers.{s.key}": {o.key for o in s.options} for s in situations}
    _check_literals(options, "情形", expressions, tell)


def _check_compared_choices(item: ServiceItem, expressions: tuple[Placed, ...], tell: Tell) -> None:
    choices = {f"form.{f.key}": {o.key for o in f.options} for f in item.form if f.type == "choice"}
    choices["applicant.kind"] = {"person", "sole-trader", "organisation"}
    choices["agent"] = {"none", "entrusted", "guardian", "staff"}
    _check_literals(choices, "字段", expressions, tell)


def _check_literals(allowed: dict[str, set[str]], what: str, expressions: tuple[Placed, ...], tell: Tell) -> None:
    for placed in expressions:
        for name, literal in sorted(comparisons(placed.text)):
            if name in allowed and literal not in allowed[name]:
                key = name.partition(".")[2] or name
                tell(placed.path, f"表达式把{what}“{key}”与“{literal}”相比，它没有这个选项。")


def check_unused_options(
    situations: tuple[Situation, ...], expressions: tuple[Placed, ...], elsewhere: tuple[str, ...], tell: Tell
) -> None:
    """Tells options that nothing distinguishes: no expression names them and they settle nothing by themselves.

    `elsewhere` are expressions of other files that may use them too.
    """
    texts = (*(e.text for e in expressions), *elsewhere)
    compared = {pair for text in texts for pair in comparisons(text)}
    # A question used in another way than by comparing (startsWith, size) is taken to use all its options.
    loose = {key for text in texts for key in referenced_situations(text) if _used_loosely(text, key)}
    for i, situation in enumerate(situations):
        for j, option in enumerate(situation.options):
            used = option.verdict or situation.key in loose or (f"answers.{situation.key}", option.key) in compared
            if not used:
                tell(
                    ("situations", i, "options", j),
                    f"选项“{option.text}”没有任何地方用到：选不选它，材料、表单和要点都一样。请用上它，或删去。",
                )


def _used_loosely(text: str, key: str) -> bool:
    return all(name != f"answers.{key}" for name, _ in comparisons(text))


def _check_examples(item: ServiceItem, tell: Tell) -> bool:
    """Whether any example does not suit its field."""
    wrong = False
    for i, form_field in enumerate(item.form):
        if any(bound and number_of(bound) is None for bound in (form_field.minimum, form_field.maximum)):
            wrong = True  # the bound is told by itself
            continue
        problem = value_problem(form_field, form_field.example, EXAMPLE_DAYS[0])
        if form_field.example == "":
            problem = "每个字段都要有示例，示例要能通过核对。"
        if problem:
            wrong = True
            tell(("form", i, "example"), f"示例不合这个字段的要求：{problem}")
    return wrong


def example_facts(item: ServiceItem, today: date, applicant_kind: str) -> Facts:
    """The ordinary case: first options, examples, an applicant born in 1978, nobody acting for him."""
    return Facts(
        today=today,
        answers={s.key: s.options[0].key for s in item.situations if s.options},
        form={f.key: f.example for f in item.form},
        applicant_kind=applicant_kind,
        applicant_age=today.year - 1978 if applicant_kind == "person" else -1,
        applicant_sex="male",
        applicant_id_type="citizen-id" if applicant_kind == "person" else "uscc",
    )


def _check_evaluation(item: ServiceItem, expressions: list[Placed], cel: Evaluate, tell: Tell) -> None:
    """Tells expressions that break on the examples, such as a text compared with a number."""
    facts = example_facts(item, EXAMPLE_DAYS[0], item.applicants[0] if item.applicants else "person")
    context = context_of(item, facts, facts.answers)
    for placed in expressions:
        try:
            cel(placed.text, context)
        except ExpressionFailure:
            tell(placed.path, f"表达式“{placed.text}”用示例算不出“是”或“否”，请检查两边是不是同一类的值。")
        except MissingValue:
            continue  # an example is missing: told there


def _check_auto_points(item: ServiceItem, cel: Evaluate, tell: Tell) -> None:
    """Every automatic point passes on the examples, whoever of the possible applicants comes, early or late."""
    failed: set[tuple[str, str]] = set()
    try:
        for kind in item.applicants:
            for today in EXAMPLE_DAYS:
                resolved = resolve(item, example_facts(item, today, kind), cel)
                failed |= {
                    (m.material.key, p.point.key) for m in resolved.materials for p in m.points if p.outcome is False
                }
    except ExpressionFailure:
        return  # told by _check_evaluation
    for i, material in enumerate(item.materials):
        for j, point in enumerate(material.points):
            if (material.key, point.key) in failed:
                path: Path = ("materials", i, "points", j, "expression")
                tell(path, f"按示例填写时，要点“{point.text}”通不过，请改示例或表达式。")
