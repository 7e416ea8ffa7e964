"""The Excel round trip, and what is wrong with a workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from app.catalog.check import check_json
from app.catalog.load import load, read_folder
from app.catalog.workbook import export_workbook, import_workbook
from app.domain.refusal import InputProblem
from tests.builders.catalog_folder import ITEM, changed, write_folder

if TYPE_CHECKING:
    from app.catalog.workbook import BookProblem

Change = Callable[[openpyxl.Workbook], None]


def exported(tmp_path: Path, **files: str) -> Path:
    result = export_workbook(write_folder(tmp_path / "catalog", **files), tmp_path / "book.xlsx")
    assert (result.items, result.packages, result.problems) == (2, 1, ())
    return tmp_path / "book.xlsx"


def texts(folder: Path) -> dict[str, str]:
    return {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in sorted(folder.rglob("*.yaml"))}


def problems_after(tmp_path: Path, change: Change) -> tuple[BookProblem, ...]:
    """Import after a change of the workbook; nothing may have been written."""
    book_file = exported(tmp_path)
    book = openpyxl.load_workbook(book_file)
    change(book)
    book.save(book_file)
    result = import_workbook(book_file, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    return result.problems


def shown(problem: BookProblem) -> str:
    return f"{problem.sheet}!{problem.column}" if problem.column else problem.sheet


def cell(book: openpyxl.Workbook, sheet: str, heading: str, row: int = 2) -> openpyxl.cell.cell.Cell:
    page = book[sheet]
    titles = [c.value for c in page[1]]
    found = page.cell(row, titles.index(heading) + 1)
    assert isinstance(found, openpyxl.cell.cell.Cell)
    return found


def test_export_and_import_yield_the_same_catalogue(tmp_path: Path) -> None:
    result = import_workbook(exported(tmp_path), tmp_path / "out")
    assert (result.items, result.packages, result.problems) == (2, 1, ())
    one, two = load(tmp_path / "catalog"), load(tmp_path / "out")
    assert one.catalogue is not None
    assert one.catalogue == two.catalogue


def test_a_second_round_yields_the_same_text(tmp_path: Path) -> None:
    import_workbook(exported(tmp_path), tmp_path / "one")
    export_workbook(tmp_path / "one", tmp_path / "again.xlsx")
    import_workbook(tmp_path / "again.xlsx", tmp_path / "two")
    assert texts(tmp_path / "one") == texts(tmp_path / "two")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: 测试许可", 'name: "=1+1"'),
        ("name: 测试许可", 'name: "2026-11-23"'),
        ("name: 测试许可", 'name: "00123"'),
        ("name: 测试许可", 'name: "是"'),
        ("name: 测试许可", 'name: "𠅤𬭊 · 买买提"'),
        ("name: 测试许可", 'name: "a\\nb\\n\\nc"'),
        ("name: 测试许可", 'name: " 前后有空格 "'),
        ("kind_text: 行政许可", 'kind_text: 行政许可\nfee: ""'),
        ("kind_text: 行政许可", "kind_text: 行政许可\naliases: [甲、乙, 丙]"),
        ("kind_text: 行政许可", "kind_text: 行政许可\naliases: [甲、乙]"),
        ("kind_text: 行政许可", "kind_text: 行政许可\ncorrection: {days: 5, basis: 某规则, papers_back: true}"),
        ("promised: {n: 5, unit: workday}", "promised: {n: 0, unit: day}\nimmediate: true\ndefer: 1"),
        ('type: decimal, example: "86.5"', "type: integer, example: -3"),
        ('type: decimal, example: "86.5"', "type: boolean, example: false"),
        ('type: decimal, example: "86.5"', "type: text, example: 是"),
    ],
)
def test_odd_values_survive_the_round(tmp_path: Path, old: str, new: str) -> None:
    text = changed(old, new).replace("\ndefer: 1", "")
    if "immediate" in text or "-3" in text or "boolean" in text:
        text = text.replace(', minimum: "1"', "").replace("    deferrable: true\n    defer_days: 2\n", "")
    if "type: boolean" in text or "type: text, example" in text:
        text = text.replace(', minimum: "1"', "")
    book = exported(tmp_path, T_01=text)
    result = import_workbook(book, tmp_path / "out")
    assert result.problems == ()
    one, two = read_folder(tmp_path / "catalog"), read_folder(tmp_path / "out")
    assert [r.value for r in one.items] == [r.value for r in two.items]


def test_the_workbook_helps_who_edits_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(tmp_path))
    assert book.sheetnames[:4] == ["说明", "事项", "依据", "情形"]
    assert book["材料"].freeze_panes == "C2"
    lists = {str(v.sqref): v.formula1 for v in book["审核要点"].data_validations.dataValidation}
    assert '"人工,程序"' in lists.values()
    assert '"是,否"' in lists.values()
    assert any(str(f).startswith("'事项'!") for f in lists.values())
    assert book["说明"]["A1"].value


def merge_cells(book: openpyxl.Workbook) -> None:
    book["材料"].merge_cells("A2:B3")


def drop_sheet(book: openpyxl.Workbook) -> None:
    del book["选项"]


def rename_heading(book: openpyxl.Workbook) -> None:
    cell(book, "材料", "材料名称", 1).value = "名字"


def double_heading(book: openpyxl.Workbook) -> None:
    book["材料"].cell(1, 40).value = "材料名称"


def set_cell(sheet: str, heading: str, value: object, row: int = 2) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        cell(book, sheet, heading, row).value = value  # type: ignore[assignment]  # any value a person may type

    return change


@pytest.mark.parametrize(
    ("change", "line", "field", "message"),
    [
        (merge_cells, 2, "材料", "A2:B3 是合并单元格"),
        (drop_sheet, 1, "选项", "缺少工作表“选项”"),
        (rename_heading, 1, "材料!名字", "没有“名字”这个标题"),
        (rename_heading, 1, "材料!材料名称", "缺少标题“材料名称”"),
        (double_heading, 1, "材料!材料名称", "出现了两次"),
        (set_cell("事项", "类型", "许可证"), 2, "事项!类型", "只能填：行政许可、"),
        (set_cell("事项", "法定时限", "二十"), 2, "事项!法定时限", "要填整数"),
        (set_cell("事项", "法定时限", None), 2, "事项!法定时限", "不能为空"),
        (set_cell("事项", "立等可取", "对"), 2, "事项!立等可取", "只能填“是”或“否”"),
        (set_cell("事项", "事项名称", "=1+1"), 2, "事项!事项名称", "是公式"),
        (set_cell("事项", "部门编号", "moon"), 2, "事项!部门编号", "没有编号为“moon”的部门"),
        (set_cell("事项", "承诺时限", 50), 2, "事项!承诺时限", "比法定时限"),
        (set_cell("事项", "申请人", "自然人、外星人"), 2, "事项!申请人", "“外星人”不在可填的范围内"),
        (
            set_cell("审核要点", "材料编号", "nothing"),
            2,
            "审核要点!材料编号",
            "“材料”表里没有事项编码 T-01、材料编号 nothing",
        ),
        (set_cell("材料", "事项编码", None), 2, "材料!事项编码", "不知道它属于哪里"),
        (set_cell("材料", "材料编号", None), 2, "材料!材料编号", "不能为空"),
        (set_cell("材料", "适用条件", "answers.moon == 1", 3), 3, "材料!适用条件", "没有这个情形"),
        (set_cell("审核要点", "补正用语", "第{页"), 2, "审核要点!补正用语", "花括号"),
        (set_cell("套餐成员", "事项编码", "T-09"), 2, "套餐成员!事项编码", "不在事项库里"),
        (set_cell("发布", "版次", None), 2, "发布!版次", "不能为空"),
    ],
)
def test_what_is_wrong_is_told_with_sheet_row_and_column(
    tmp_path: Path, change: Change, line: int, field: str, message: str
) -> None:
    told = problems_after(tmp_path, change)
    found = [p for p in told if (p.row, shown(p)) == (line, field) and message in p.message]
    assert len(found) == 1, told


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        drop_sheet(book)
        merge_cells(book)
        set_cell("事项", "类型", "许可证")(book)
        set_cell("部门", "文书代字", None)(book)

    fields = {shown(p) for p in problems_after(tmp_path, change)}
    assert {"选项", "材料", "事项!类型", "部门!文书代字"} <= fields


def test_excel_may_turn_texts_into_dates_and_numbers(tmp_path: Path) -> None:
    book_file = exported(tmp_path)
    book = openpyxl.load_workbook(book_file)
    cell(book, "表单", "示例").value = 86.5
    cell(book, "表单", "示例", 3).value = datetime(2031, 6, 30)
    cell(book, "表单", "最小值").value = 1.0
    book.save(book_file)
    assert import_workbook(book_file, tmp_path / "out").problems == ()
    assert load(tmp_path / "catalog").catalogue == load(tmp_path / "out").catalogue


def test_blank_rows_between_are_skipped(tmp_path: Path) -> None:
    book_file = exported(tmp_path)
    book = openpyxl.load_workbook(book_file)
    book["材料"].insert_rows(3)
    book.save(book_file)
    assert import_workbook(book_file, tmp_path / "out").problems == ()


def test_a_file_that_the_workbook_does_not_know_stops_the_import(tmp_path: Path) -> None:
    book = exported(tmp_path)
    out = tmp_path / "out"
    (out / "items").mkdir(parents=True)
    (out / "items" / "X-01.yaml").write_text("old")
    told = import_workbook(book, out).problems
    assert [Path(p.sheet).name for p in told] == ["X-01.yaml"]
    assert sorted(f.name for f in out.rglob("*.yaml")) == ["X-01.yaml"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    told = import_workbook(tmp_path / "book.xlsx", tmp_path / "out").problems
    assert ["不是 Excel 工作簿" in p.message for p in told] == [True]


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    assert "没有这个文件" in import_workbook(tmp_path / "none.xlsx", tmp_path / "out").problems[0].message


def test_a_folder_that_cannot_be_read_is_not_exported(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalog", T_01=changed("kind: licence", "kind: x"))
    result = export_workbook(folder, tmp_path / "book.xlsx")
    assert [(Path(p.sheet).name, p.column) for p in result.problems] == [("T-01.yaml", "kind")]
    assert not (tmp_path / "book.xlsx").exists()


def test_a_text_that_no_cell_holds_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalog", T_01=changed("name: 测试许可", f"name: {'长' * 40000}"))
    told = export_workbook(folder, tmp_path / "book.xlsx").problems
    assert [(shown(p), p.row) for p in told] == [("事项!事项名称", 2)]


def test_check_looks_at_folders_files_and_workbooks(tmp_path: Path) -> None:
    book = exported(tmp_path)
    folder = tmp_path / "catalog"
    whole = check_json([folder])
    assert (whole["items"], whole["packages"], whole["errors"], len(whole["warnings"])) == (2, 1, [], 2)
    assert check_json([book])["items"] == 2
    one = check_json([folder / "items" / "T-01.yaml"])
    assert (one["items"], one["packages"], one["errors"], len(one["warnings"])) == (1, 0, [], 1)
    assert check_json([folder / "packages" / "shop.yaml"])["errors"] == []
    assert check_json([folder / "departments.yaml", folder / "release.yaml"])["errors"] == []


def test_a_single_file_is_checked_within_the_catalogue_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalog")
    lone = tmp_path / "lone.yaml"
    lone.write_text(ITEM.replace("department: market", "department: moon"), encoding="utf-8")
    assert check_json([lone])["errors"] == []
    told = check_json([lone], against=folder)["errors"]
    assert [(e["line"], e["field"]) for e in told] == [(3, "department")]
    assert told[0]["file"] == str(lone)


def test_a_folder_of_loose_files_is_checked_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ITEM, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(ITEM, encoding="utf-8")
    told = check_json([tmp_path])
    assert told["items"] == 2
    assert ["重复" in e["message"] for e in told["errors"]] == [True]


@pytest.mark.parametrize("name", ["none.yaml", "letter.docx"])
def test_a_path_that_cannot_be_checked(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.docx").write_bytes(b"x")
    with pytest.raises(InputProblem) as problem:
        check_json([tmp_path / name])
    assert name in problem.value.message


def test_an_empty_folder_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="没有 YAML 文件"):
        check_json([tmp_path])
