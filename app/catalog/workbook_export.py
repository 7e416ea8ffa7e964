"""Writes a catalogue as an Excel workbook that a department can edit: one sheet a kind of row, Chinese headings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

from app.catalog.workbook_layout import (
    DEPARTMENTS,
    EMPTY,
    INSTRUCTIONS,
    ITEMS,
    NO,
    PACKAGES,
    RELEASE,
    SHEETS,
    YES,
    Heading,
    ReleaseRow,
    Sheet,
    children,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

    from app.domain.catalog.catalogue import Catalogue

Row = tuple[str | int | None, ...]

CatalogueObject = Any
"""An object of any type that has a sheet: its fields are looked up by the paths of the headings."""

_LONGEST_CELL = 32_767
_SPARE_ROWS = 500  # drop-downs reach this far below the last row, for rows to come

_ADVICE = (
    "这本工作簿是事项库的另一种写法，改好后可以导回事项库。",
    "一张表是一类内容；左边几列写明它属于哪个事项、哪份材料。次序就是办理页上的次序。",
    "请不要合并单元格，不要改表名和第一行的标题，不要在数据中间留说明文字。空行会跳过。",
    "有下拉箭头的格子请从下拉里选。",
    "多个值写在一格里，用顿号“、”隔开；值里本身有顿号时，一行写一个（Alt+Enter 换行）。",
    f"平常有默认内容的格子，如果要它空着，请写“{EMPTY}”。",
    "补正用语里要由窗口填写的地方写在花括号里：申请书第{页码}页签字栏空缺。",
    "依据写到条款时必须注明出处；没有出处就让它空着，不要自己写条款。",
    '条件和表达式：answers.情形编号 == "选项编号"，form.字段编号 >= 数，today（今天的日期）。',
    '委托办理才要的材料，条件写 agent == "entrusted"。',
    "导入时有任何一处不对，都会一次列全（哪张表、哪一行、哪一列），并且什么都不写入。",
)


class CellProblem(Exception):
    """A value that no cell can hold."""

    def __init__(self, sheet: str, row: int, column: str, message: str) -> None:
        super().__init__(message)
        self.sheet, self.row, self.column, self.message = sheet, row, column, message


def make_workbook(catalogue: Catalogue, title: str) -> Workbook:
    """The workbook of a catalogue. Raises CellProblem where a text does not fit into a cell."""
    from openpyxl import Workbook

    book = Workbook()
    advice = book.worksheets[0]
    advice.title = INSTRUCTIONS
    advice.column_dimensions["A"].width = 110
    for line in _ADVICE:
        advice.append([line])
    rows: dict[str, list[Row]] = {s.title: [] for s in SHEETS}
    tops: tuple[tuple[Sheet, Sequence[Any]], ...] = (
        (ITEMS, catalogue.items),
        (PACKAGES, catalogue.packages),
        (DEPARTMENTS, catalogue.departments),
        (RELEASE, [ReleaseRow(catalogue.number, title)]),
    )
    for sheet, values in tops:
        for value in values:
            for title, row in rows_of(sheet, value, ()):
                rows[title].append(row)
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.title), sheet, rows[sheet.title])
    _add_drop_downs(book, {title: len(r) for title, r in rows.items()})
    return book


def rows_of(sheet: Sheet, value: CatalogueObject, above: tuple[str, ...]) -> Iterator[tuple[str, Row]]:
    """The row of an object and of everything below it, each with the title of its sheet."""
    yield sheet.title, (*above, *(_cell(h, value) for h in sheet.headings))
    for child in children(sheet):
        own = (*above, str(_at(value, sheet.key)))
        for part in getattr(value, child.into):
            yield from rows_of(child, part, own)


def _at(value: CatalogueObject, path: str) -> CatalogueObject:
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _cell(heading: Heading, value: CatalogueObject) -> str | int | None:
    """What a cell says; a text that is empty although its default is not is said to be so."""
    held = _at(value, heading.path)
    if isinstance(held, bool):
        return YES if held else NO
    if heading.kind == "choice":
        return heading.words[held] or None
    if heading.kind in ("list", "choices"):
        words = [heading.words.get(v, v) for v in held]
        # A line break, even after a single value, says that the values stand on lines of their own.
        lines = "\n".join([*words, ""]) if any("、" in w for w in words) else ""
        return lines or "、".join(words) or None
    if held == "":
        return EMPTY if default_of(value.__class__, heading.path) else None
    return held if isinstance(held, int) else str(held)


def default_of(wanted: type, path: str) -> object:
    """The default of a field that is not empty, else None; fields of parts have none."""
    defaults = {f.name: f.default for f in dataclasses.fields(wanted)}
    default = defaults.get(path, dataclasses.MISSING)
    return None if default is dataclasses.MISSING or default == "" else default


def _fill(page: Worksheet, sheet: Sheet, rows: Sequence[Row]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    wrapped = Alignment(vertical="top", wrap_text=True)
    page.append([h.title for h in sheet.all_headings])
    for number, row in enumerate(rows, 2):
        for place, content in enumerate(row, 1):
            if isinstance(content, str) and (len(content) > _LONGEST_CELL or ILLEGAL_CHARACTERS_RE.search(content)):
                message = "这段文字放不进 Excel 的单元格（太长，或有控制字符），请先改短。"
                raise CellProblem(sheet.title, number, sheet.all_headings[place - 1].title, message)
            if content is not None:
                _write_cell(cast("Cell", page.cell(number, place)), content, wrapped)
    for place, heading in enumerate(sheet.all_headings, 1):
        page.column_dimensions[get_column_letter(place)].width = heading.width
        head = page.cell(1, place)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8F0FC")
        head.alignment = wrapped
    page.freeze_panes = page.cell(2, len(sheet.above) + 2 if sheet.key else 1).coordinate


def _write_cell(cell: Cell, content: str | int, alignment: Alignment) -> None:
    cell.alignment = alignment
    cell.value = content
    if isinstance(content, str):
        cell.number_format = "@"
        cell.data_type = "s"  # a text that begins with = is text, never a formula


def _add_drop_downs(book: Workbook, rows: dict[str, int]) -> None:
    """Choices, yes and no, and the codes and keys of other sheets."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for sheet in SHEETS:
        last = rows[sheet.title] + 1 + _SPARE_ROWS
        for place, heading in enumerate(sheet.all_headings, 1):
            formula = _drop_down(heading, rows)
            if not formula or (sheet.title == heading.list_of):
                continue
            validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
            validation.errorTitle = heading.title
            validation.error = "请从下拉列表中选择。"
            column = get_column_letter(place)
            validation.add(f"{column}2:{column}{last}")
            book[sheet.title].add_data_validation(validation)


def _drop_down(heading: Heading, rows: dict[str, int]) -> str:
    if heading.kind == "boolean":
        return f'"{YES},{NO}"'
    if heading.kind == "choice":
        return f'"{",".join(w for w in heading.words.values() if w)}"'
    return f"'{heading.list_of}'!$A$2:$A${rows[heading.list_of] + 1 + _SPARE_ROWS}" if heading.list_of else ""
