"""Reads the Excel workbook back into the catalogue's types, telling every cell that is wrong at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_type_hints

from app.catalog.problem import Path, Problem, Source
from app.catalog.workbook_export import CatalogueObject, default_of
from app.catalog.workbook_layout import EMPTY, NO, SHEETS, YES, Heading, Sheet, children

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row that was read: the keys of what it hangs on, its own key, its values by path; None where one was wrong."""

    sheet: Sheet
    number: int
    above: tuple[str, ...]
    key: str
    values: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class BookSource(Source):
    """Where the parts of an object stand in a workbook: sheet and row by path."""

    places: Mapping[Path, tuple[Sheet, int]] = dataclasses.field(default_factory=dict)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem in a cell; `field` reads 材料!材料名称."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                sheet, row = self.places[path[:end]]
                return Problem(self.file, row, cell_name(sheet, _heading(sheet, path[end:])), message)
        return Problem(self.file, 1, "", message)


@dataclass(frozen=True, slots=True)
class BookObject:
    """An object of a top sheet and where its parts stand."""

    value: CatalogueObject
    source: BookSource


def cell_name(sheet: Sheet, heading: str) -> str:
    """How a problem names a column: 材料!材料名称."""
    return f"{sheet.title}!{heading}" if heading else sheet.title


def _heading(sheet: Sheet, rest: Path) -> str:
    """The title of the column that a path inside a row means."""
    wanted = ".".join(str(p) for p in rest if isinstance(p, str))
    fitting = (h.title for h in sheet.headings if h.path == wanted or (wanted and h.path.startswith(f"{wanted}.")))
    inside = (c.title for c in children(sheet) if rest and c.into == rest[0])
    return next(fitting, next(inside, ""))


class BookReader:
    """Reads one workbook. `problems` fills while it reads."""

    def __init__(self, book: Workbook, shown_as: str) -> None:
        self.problems: list[Problem] = []
        self._book = book
        self._file = shown_as
        self._rows: dict[str, list[BookRow]] = {}

    def read(self) -> None:
        """Read every sheet; what is missing or wrong is in `problems`."""
        for sheet in SHEETS:
            if sheet.title not in self._book.sheetnames:
                self._tell(sheet, 1, "", f"缺少工作表“{sheet.title}”，请从导出的工作簿里补上。")
                self._rows[sheet.title] = []
                continue
            self._rows[sheet.title] = list(self._sheet_rows(sheet, self._book[sheet.title]))
        for sheet in SHEETS:
            self._check_parents(sheet)

    def objects(self, sheet: Sheet) -> list[BookObject]:
        """The objects of a top sheet, each with everything that hangs on it; rows with problems are left out."""
        below: dict[str, dict[tuple[str, ...], list[BookRow]]] = {}
        for title, rows in self._rows.items():
            grouped = below.setdefault(title, {})
            for row in rows:
                grouped.setdefault(row.above, []).append(row)
        made = []
        for row in self._rows[sheet.title]:
            places: dict[Path, tuple[Sheet, int]] = {}
            value = _build(row, below, (), places)
            if value is not None:
                made.append(BookObject(value, BookSource(self._file, places=places)))
        return made

    def keys(self, sheet: Sheet) -> frozenset[str]:
        """The keys of a top sheet, also of rows with problems."""
        return frozenset(r.key for r in self._rows[sheet.title])

    def _tell(self, sheet: Sheet, row: int, heading: str, message: str) -> None:
        self.problems.append(Problem(self._file, row, cell_name(sheet, heading), message))

    def _sheet_rows(self, sheet: Sheet, page: Worksheet) -> Iterator[BookRow]:
        for merged in page.merged_cells.ranges:
            self._tell(sheet, merged.min_row, "", f"{merged.coord} 是合并单元格，请取消合并，每格各填各的。")
        lines = page.iter_rows()
        titles = [_text(c.value).strip() for c in next(lines, ())]
        columns = self._columns(sheet, titles)
        if columns is None:
            return
        for number, line in enumerate(lines, 2):
            cells = {heading.title: line[place] for heading, place in columns if place < len(line)}
            if any(c.value is not None and _text(c.value).strip() for c in cells.values()):
                yield self._row(sheet, number, cells)

    def _columns(self, sheet: Sheet, titles: Sequence[str]) -> list[tuple[Heading, int]] | None:
        """Where each heading stands; None after telling what the first row lacks or has too much."""
        wanted = {h.title: h for h in sheet.all_headings}
        told = len(self.problems)
        for place, title in enumerate(titles):
            if title and title not in wanted:
                self._tell(sheet, 1, title, f"没有“{title}”这个标题，请改回导出时的标题，或删去这一列。")
            elif title and title in titles[:place]:
                self._tell(sheet, 1, title, f"标题“{title}”出现了两次，请删去一列。")
        for title in wanted:
            if title not in titles:
                self._tell(sheet, 1, title, f"缺少标题“{title}”这一列，请补上。")
        if any(t not in titles for t in wanted):
            return None
        if told != len(self.problems):
            titles = [t if t in wanted else "" for t in titles]
        return [(h, titles.index(t)) for t, h in wanted.items()]

    def _row(self, sheet: Sheet, number: int, cells: Mapping[str, Any]) -> BookRow:
        told = len(self.problems)
        above = tuple(self._key_cell(sheet, number, h, cells) for h in sheet.above)
        values: dict[str, Any] = {}
        for heading in sheet.headings:
            held = self._value(sheet, number, heading, cells)
            if held is not None:
                values[heading.path] = held
        if values.get("type") in ("integer", "boolean") and "example" in values:
            values["example"] = self._typed_example(sheet, number, values)
        key = str(values.get(sheet.key, "")) if sheet.key else ""
        return BookRow(sheet, number, above, key, values if told == len(self.problems) else None)

    def _key_cell(self, sheet: Sheet, number: int, heading: Heading, cells: Mapping[str, Any]) -> str:
        key = _text(cells[heading.title].value).strip() if heading.title in cells else ""
        if not key:
            self._tell(sheet, number, heading.title, f"这一行没有填“{heading.title}”，不知道它属于哪里。")
        return key

    def _value(self, sheet: Sheet, number: int, heading: Heading, cells: Mapping[str, Any]) -> object:
        """The value of a cell for its field; None stands for the default."""
        cell = cells.get(heading.title)
        if cell is None:
            return None
        if cell.data_type == "f":
            self._tell(sheet, number, heading.title, "这一格是公式，请改成公式算出的内容（复制，选择性粘贴为值）。")
            return None
        if cell.data_type == "e":
            self._tell(sheet, number, heading.title, f"这一格是 Excel 的错误值（{cell.value}），请改正。")
            return None
        text = _text(cell.value)
        if not text.strip():
            return self._blank(sheet, number, heading)
        try:
            return _read_cell(heading, text)
        except ValueError as wrong:
            self._tell(sheet, number, heading.title, str(wrong))
            return None

    def _blank(self, sheet: Sheet, number: int, heading: Heading) -> object:
        """A blank cell: the default where there is one, an empty text for texts, a problem where a value is needed."""
        if heading.kind in ("list", "choices"):
            return ()
        fields = {f.name: f for f in dataclasses.fields(sheet.type)}
        top = fields[heading.path.partition(".")[0]]
        needed = top.default is dataclasses.MISSING and top.default_factory is dataclasses.MISSING
        if heading.kind == "text":
            if needed and heading.path == sheet.key:
                self._tell(sheet, number, heading.title, f"“{heading.title}”不能为空。")
            return "" if default_of(sheet.type, heading.path) is None else None
        if needed and heading.path != "legal.unit" and heading.path != "promised.unit":
            self._tell(sheet, number, heading.title, f"“{heading.title}”不能为空。")
        return None

    def _typed_example(self, sheet: Sheet, number: int, values: Mapping[str, Any]) -> object:
        example = values["example"]
        if values["type"] == "boolean" and example in (YES, NO):
            return example == YES
        if values["type"] == "integer" and str(example).lstrip("-").isdigit():
            return int(str(example))
        self._tell(sheet, number, "示例", f"“{example}”不是这个字段类型的值（整数，或是、否）。")
        return example

    def _check_parents(self, sheet: Sheet) -> None:
        """Tell rows that hang on something that no sheet has."""
        if not sheet.parent:
            return
        parents = {(*r.above, r.key) for r in self._rows[sheet.parent]}
        for row in self._rows[sheet.title]:
            if all(row.above) and row.above not in parents:
                named = "、".join(f"{h.title} {key}" for h, key in zip(sheet.above, row.above, strict=True))
                self._tell(sheet, row.number, sheet.above[-1].title, f"“{sheet.parent}”表里没有{named}，请核对编号。")


def _build(
    row: BookRow,
    below: Mapping[str, Mapping[tuple[str, ...], list[BookRow]]],
    path: Path,
    places: dict[Path, tuple[Sheet, int]],
) -> CatalogueObject:
    """The object of a row with its children; None where the row or something below could not be read."""
    places[path] = (row.sheet, row.number)
    if row.values is None:
        return None
    values: dict[str, Any] = {}
    for name, held in row.values.items():
        first, _, second = name.partition(".")
        if second:
            values.setdefault(first, {})[second] = held
        else:
            values[first] = held
    hints = get_type_hints(row.sheet.type)
    values = {k: hints[k](**v) if isinstance(v, dict) else v for k, v in values.items()}
    for child in children(row.sheet):
        rows = below[child.title].get((*row.above, row.key), [])
        parts = [_build(r, below, (*path, child.into, i), places) for i, r in enumerate(rows)]
        if any(p is None for p in parts):
            return None
        values[child.into] = tuple(parts)
    return row.sheet.type(**values)


def _text(value: object) -> str:
    """A cell's content as text: whole numbers without a point, dates as they are written in YAML."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _read_cell(heading: Heading, text: str) -> object:
    """The value that a cell says; ValueError with the message where it says none."""
    plain = text.strip()
    if heading.kind == "boolean":
        if plain not in (YES, NO):
            raise ValueError(f"只能填“{YES}”或“{NO}”，现在是“{plain}”。")
        return plain == YES
    if heading.kind == "integer":
        if not plain.lstrip("-").isdigit() or not plain.isascii():
            raise ValueError(f"这里要填整数，现在是“{plain}”。")
        return int(plain)
    if heading.kind == "choice":
        return _choice(heading, plain)
    if heading.kind in ("list", "choices"):
        parts = tuple(p for p in (text.split("\n") if "\n" in text else text.split("、")) if p.strip())
        return tuple(_choice(heading, p.strip()) for p in parts) if heading.kind == "choices" else parts
    return "" if plain == EMPTY else text


def _choice(heading: Heading, word: str) -> str:
    found = next((str(key) for key, shown in heading.words.items() if shown == word), None)
    if found is None:
        known = "、".join(w for w in heading.words.values() if w)
        raise ValueError(f"“{word}”不在可填的范围内，只能填：{known}。")
    return found
