"""Makes docs/law-matrix.md: each rule of law, the code that says it keeps it, the tests that prove it.

`python tests/repository/law_matrix.py` writes the page; the test beside this file fails when it is out of date. Code
names a rule by `Rule: LAW-32-4` (or `Rules: LAW-42-1, LAW-42-2`) in any docstring, or by `RULES = ("LAW-32-4",)`;
a test by `@pytest.mark.law("LAW-32-4")`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # run as a script
    sys.path.insert(0, str(ROOT))

from app.domain.law.citations import RULES_BY_ID, Rule  # noqa: E402 -- the root has to be on the path first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = ROOT / "docs" / "law-matrix.md"
CODE_FOLDERS = ("app", "db")
REGISTRY = Path("app/domain/law/citations.py")
Places = dict[str, list[str]]

_SAYING = re.compile(r"\bRules?: (.+?)(?:\.(?=\s|$)|\n\s*\n|$)", re.DOTALL)
_ID = re.compile(r"\b[A-Z]{2,}-[0-9A-Z]+(?:-[0-9]+)*\b")


def ids_in(docstring: str) -> list[str]:
    """The rule ids that a docstring names, in order."""
    return [rule for said in _SAYING.findall(docstring) for rule in _ID.findall(said)]


def rules_in_code(source: str) -> Iterator[tuple[str, str]]:
    """Pairs of a rule and the name of what keeps it (empty for the module) in one source text."""
    for name, node in _walk(ast.parse(source), ""):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for rule in ids_in(node.value.value):
                yield rule, name
        if isinstance(node, ast.Assign) and _assigned(node) == "RULES":
            for constant in ast.walk(node.value):
                if isinstance(constant, ast.Constant):
                    yield str(constant.value), name


def rules_in_tests(source: str) -> Iterator[tuple[str, str]]:
    """Pairs of a rule and the test (empty for a mark on the whole module) in one source text."""
    for name, node in _walk(ast.parse(source), ""):
        marks: list[ast.expr] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{name}.{node.name}".lstrip(".")
            marks = node.decorator_list
        elif isinstance(node, ast.Assign) and _assigned(node) == "pytestmark":
            marks = [node.value]
        for mark in marks:
            for call in ast.walk(mark):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.law":
                    yield from ((str(ast.literal_eval(argument)), name) for argument in call.args)


def places(folders: tuple[str, ...], tests: bool, root: Path = ROOT) -> Places:
    """For each rule the places that name it, as `path · name`, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            relative = path.relative_to(root)
            if relative == REGISTRY:
                continue
            text = path.read_text(encoding="utf-8")
            if not any(word in text for word in (["mark.law"] if tests else ["Rule", "RULES"])):
                continue  # to take every file to pieces takes long
            for rule, name in rules_in_tests(text) if tests else rules_in_code(text):
                found[rule].add(f"`{relative.as_posix()}`" + (f" · {name}" if name else ""))
    return {rule: sorted(named) for rule, named in found.items()}


def render(registry: Mapping[str, Rule], code: Places, tests: Places) -> str:
    """The page in Markdown."""
    kept = [rule for rule in registry.values() if rule.id in code or rule.id in tests]
    rest = [rule for rule in registry.values() if rule not in kept]
    lines = [
        "# Law matrix 法律对照表",
        "",
        "Made by `python tests/repository/law_matrix.py`; do not edit. The Chinese is a summary, no statute's text.",
        "",
        f"{len(kept)} rules kept, {len(rest)} registered for later.",
        "",
    ]
    for rule in kept:
        lines += [f"## {rule.id} {rule.citation}", "", rule.text_zh, ""]
        lines += [rule.note, ""] if rule.note else []
        lines += _listed("Kept in", code.get(rule.id, [])) + _listed("Proved by", tests.get(rule.id, []))
    if rest:
        lines += ["## Registered, nothing in the code names them yet", ""]
        lines += [f"- {rule.id} {rule.citation}：{rule.text_zh}" for rule in rest] + [""]
    return "\n".join(lines)


def current() -> str:
    """The page as it ought to be now."""
    return render(RULES_BY_ID, places(CODE_FOLDERS, tests=False), places(("tests",), tests=True))


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(current(), encoding="utf-8")


def _walk(node: ast.AST, name: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node with the name of the function or class around it, or of the value whose docstring it is."""
    before = name
    for child in ast.iter_child_nodes(node):
        yield (before if isinstance(child, ast.Expr) else name), child
        inner = name
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{name}.{child.name}".lstrip(".")
        yield from _walk(child, inner)
        assigned = _assigned(child)
        before = f"{name}.{assigned}".lstrip(".") if assigned else name


def _assigned(node: ast.AST) -> str:
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return ""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _listed(title: str, named: list[str]) -> list[str]:
    return [f"{title}:", *(f"- {place}" for place in named), ""] if named else [f"{title}: nothing yet", ""]


if __name__ == "__main__":
    main()
