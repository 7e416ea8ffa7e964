"""`yichuang catalog …`: check, show, package, import, export, search, compendium."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bootstrap import cache_file, load_catalogue_of, places
from app.cli.answer import NO, WRONG, Answer
from app.cli.unlocking import perhaps_unlocked
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse

    from app.domain.catalog.catalogue import Catalogue

UNREAD = "没有写入任何文件，请改正后再试。"


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    group = commands.add_parser("catalog", help="the catalogue 事项目录").add_subparsers(required=True, metavar="WHAT")

    def add(name: str, run: Any, text: str, *arguments: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = group.add_parser(name, parents=[shared], help=text)
        for argument in arguments:
            parser.add_argument(argument)
        parser.set_defaults(run=run)
        return parser

    add("check", check, "check YAML files, folders or workbooks").add_argument("paths", nargs="+", metavar="PATH")
    for name, run, key in (("show", show_item, "item"), ("package", show_package, "key")):
        parser = add(name, run, "the list that applies", key)
        parser.add_argument("--answer", action="append", default=[], metavar="KEY=OPTION")
    add("import", import_book, "make YAML files of a workbook", "book", "folder")
    add("export", export_book, "make a workbook of YAML files", "folder", "book")
    add("search", search, "what the search box finds").add_argument("words", nargs="+")
    parser = add("compendium", compendium, "print the compendium 审核要点汇编", "out")
    parser.add_argument("--department", default="", metavar="D")
    parser = add("generate", generate, "a generated catalogue for scale tests", "folder")
    parser.add_argument("--items", type=int, default=1194)
    add("shares", shares_of, "shares in one system and immediate, computed over the catalogue")


def catalogue_for(arguments: argparse.Namespace) -> Catalogue:
    """The catalogue of the store where --home is given, else the starting one."""
    with perhaps_unlocked(arguments) as workplace:
        return workplace.catalogue if workplace else load_catalogue_of(places(arguments.home))


def check(arguments: argparse.Namespace) -> Answer:
    """Check files; exit 1 where there are errors. Unconfirmed bases are warnings."""
    from app.catalog.check import check_json

    paths = [Path(p) for p in arguments.paths]
    missing = next((p for p in paths if not p.exists()), None)
    if missing is not None:
        raise InputProblem("INPUT-FILE", "没有这个文件或目录，请核对路径。", str(missing))
    data = check_json(paths, against=places(None).resources / "catalog")
    lines = [f"{p['file']}:{p['line']} {p['field']}: {p['message']}" for p in (*data["errors"], *data["warnings"])]
    lines.append(
        f"事项 {data['items']} · 套餐 {data['packages']} · 错误 {len(data['errors'])} · 提醒 {len(data['warnings'])}"
    )
    return Answer(data, "\n".join(lines), NO if data["errors"] else 0)


def answers_of(arguments: argparse.Namespace) -> dict[str, str]:
    """The answers given as KEY=OPTION."""
    answers = {}
    for text in arguments.answer:
        key, equals, option = text.partition("=")
        if not equals:
            raise InputProblem("INPUT-ANSWER", f"“{text}”应写成 情形=选项。", "--answer")
        answers[key] = option
    return answers


def show_item(arguments: argparse.Namespace) -> Answer:
    """The form, materials and review points that apply."""
    from datetime import UTC, datetime

    from app.catalog.answers import resolved_json
    from app.catalog.expressions import CelEvaluator

    catalogue = catalogue_for(arguments)
    item = catalogue.find(arguments.item)
    data = resolved_json(catalogue, item, answers_of(arguments), CelEvaluator(), datetime.now(UTC).date())
    lines = [f"{item.code} {item.name} · 法定{item.legal.text} · 承诺{item.promised.text}"]
    lines += [f"? {s['question']} {' / '.join(_option(o) for o in s['options'])}" for s in data["situations"]]
    for material in data["materials"]:
        lines.append(f"□ {material['name']}")
        lines += [f"    · {p['text']}" for p in material["points"]]
    return Answer(data, "\n".join(lines))


def _option(option: dict[str, str]) -> str:
    return f"{option['key']}={option['text']}"


def show_package(arguments: argparse.Namespace) -> Answer:
    """The merged theme package with its computed saving."""
    from datetime import UTC, datetime

    from app.catalog.answers import package_json
    from app.catalog.expressions import CelEvaluator

    catalogue = catalogue_for(arguments)
    data = package_json(catalogue, arguments.key, answers_of(arguments), CelEvaluator(), datetime.now(UTC).date())
    lines = [f"{i['code']} {i['name']}" for i in data["items"]] + [f"□ {m['name']}" for m in data["materials"]]
    return Answer(data, "\n".join(lines))


def import_book(arguments: argparse.Namespace) -> Answer:
    """Make YAML files of a workbook; nothing is written where it has errors (exit 2)."""
    from app.catalog.workbook import import_workbook

    return _book_answer(import_workbook(Path(arguments.book), Path(arguments.folder)), arguments.book)


def export_book(arguments: argparse.Namespace) -> Answer:
    """Make a workbook of YAML files."""
    from app.catalog.workbook import export_workbook

    return _book_answer(export_workbook(Path(arguments.folder), Path(arguments.book)), arguments.folder)


def _book_answer(result: Any, source: str) -> Answer:
    """What went through; exit 2 where the source can't be read, with the first error and all of them."""
    problems = [{"sheet": p.sheet, "row": p.row, "column": p.column, "message": p.message} for p in result.problems]
    data: dict[str, Any] = {"items": result.items, "packages": result.packages}
    if not problems:
        return Answer(data, f"事项 {result.items} · 套餐 {result.packages}")
    lines = [f"{p['sheet']} 第 {p['row']} 行 {p['column']}：{p['message']}" for p in problems]
    lines.append(f"{source}：{UNREAD}")
    place = " ".join(str(x) for x in (source, problems[0]["sheet"], problems[0]["row"], problems[0]["column"]) if x)
    error = {"code": "INPUT-CATALOGUE", "message": f"{problems[0]['message']}（共 {len(problems)} 处）", "place": place}
    print("\n".join(lines), file=sys.stderr)
    return Answer(data | {"error": error, "errors": problems}, UNREAD, WRONG)


def search(arguments: argparse.Namespace) -> Answer:
    """What the search box finds, best first."""
    from app.catalog.answers import search_json
    from app.catalog.search_cache import load_index

    with perhaps_unlocked(arguments) as workplace:
        where = places(arguments.home)
        catalogue = workplace.catalogue if workplace else load_catalogue_of(where)
        counts = {}
        if workplace is not None:
            from app.usecases.item_use import use_counts

            counts = use_counts(workplace)
    index = load_index(catalogue, cache_file(where, "search"))
    data = search_json(index, " ".join(arguments.words), counts)
    return Answer(data, "\n".join(f"{h['code']} {h['name']}（{h['why']}）" for h in data) or "没有找到。")


def compendium(arguments: argparse.Namespace) -> Answer:
    """Print the compendium as a PDF book."""
    from app.receipts.compendium import compendium as make
    from app.receipts.files import write_whole

    with perhaps_unlocked(arguments) as workplace:
        catalogue = workplace.catalogue if workplace else load_catalogue_of(places(arguments.home))
        in_service = workplace is not None and not workplace.evaluation
    book = make(catalogue, arguments.department, savings_of(catalogue), in_service=in_service)
    write_whole(Path(arguments.out), book.pdf)
    data = {"pages": book.pages, "items": book.items, "points": book.points}
    return Answer(data, f"{book.pages} 页 · 事项 {book.items} · 要点 {book.points}")


def savings_of(catalogue: Catalogue) -> list[Any]:
    """What each package saves, computed over the members that its first answers choose."""
    from datetime import UTC, datetime

    from app.catalog.answers import package_json
    from app.catalog.expressions import CelEvaluator
    from app.receipts.compendium import PackageSaving

    evaluate, today, rows = CelEvaluator(), datetime.now(UTC).date(), []
    for package in catalogue.packages:
        first = {s.key: s.options[0].key for s in package.situations}
        merged = package_json(catalogue, package.key, first, evaluate, today)
        names = tuple(i["name"] for i in merged["items"])
        saved = merged["savings"]
        rows.append(PackageSaving(package.name, names, saved["materials"], saved["steps"], saved["visits"]))
    return rows


def generate(arguments: argparse.Namespace) -> Answer:
    """Write a generated catalogue, named as generated, into a folder."""
    from app.catalog.generate import generate as make
    from app.catalog.yaml_text import write_catalogue

    made = make(load_catalogue_of(places(None)), items=arguments.items)
    write_catalogue(made, Path(arguments.folder), "生成的事项库（规模测试用）")
    data = {"items": len(made.items), "packages": len(made.packages), "departments": len(made.departments)}
    return Answer(data, f"生成事项 {data['items']} · 套餐 {data['packages']} · 部门 {data['departments']}")


def shares_of(arguments: argparse.Namespace) -> Answer:
    """The shares of the seed, computed over the catalogue."""
    from app.domain.catalog.shares import shares

    found = shares(catalogue_for(arguments).items)
    one, immediate = found.one_system, found.immediate
    data = {"items": one.whole, "one_system": one.percent, "immediate": immediate.percent}
    return Answer(data, f"事项 {one.whole} · 一个系统 {one.percent} · 立等可取 {immediate.percent}")
