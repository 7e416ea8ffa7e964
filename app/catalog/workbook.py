"""The Excel round trip: a catalogue folder to a workbook and back. Nothing is written where anything is wrong."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalog.blob import make_catalogue
from app.catalog.check_whole import Known, Read
from app.catalog.load import LoadedCatalogue, Parts, Release, check_parts, read_folder
from app.catalog.problem import Problem
from app.catalog.workbook_export import CellProblem, make_workbook
from app.catalog.workbook_import import BookReader
from app.catalog.workbook_layout import DEPARTMENTS, ITEMS, PACKAGES, RELEASE, SHEETS
from app.catalog.yaml_text import write_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl import Workbook

    from app.domain.catalog.catalogue import Catalogue

_TITLES = frozenset(s.title for s in SHEETS)
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BookProblem:
    """What is wrong in a cell: sheet, row from 1, heading of the column; for a file its name, line and field."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class BookResult:
    """What went through, and every problem; with problems nothing was written."""

    items: int
    packages: int
    problems: tuple[BookProblem, ...]


def export_workbook(folder: Path, book: Path) -> BookResult:
    """Write the catalogue of a folder as a workbook. Only what cannot be read stops it, faults can be mended there."""
    parts = read_folder(folder)
    if parts.problems or parts.release is None:
        return _stopped(sorted(parts.problems))
    catalogue = _whole(parts, parts.release.number)
    try:
        made = make_workbook(catalogue, parts.release.title)
    except CellProblem as wrong:
        problem = Problem(str(book), wrong.row, f"{wrong.sheet}!{wrong.column}", wrong.message)
        return _stopped([problem])
    half = book.with_name(f".{book.name}.{os.getpid()}")
    try:
        half.write_bytes(_workbook_bytes(made))
        half.replace(book)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    return BookResult(len(catalogue.items), len(catalogue.packages), ())


def _workbook_bytes(made: Workbook) -> bytes:
    """Made in memory first: a disk that is full must not leave half an archive open."""
    made.save(kept := io.BytesIO())
    return kept.getvalue()


def import_workbook(book: Path, folder: Path) -> BookResult:
    """Write a workbook as a catalogue folder, after every check that `load` makes."""
    parts, loaded = load_workbook_file(book, folder / "samples" if (folder / "samples").is_dir() else None)
    problems = [*loaded.errors, *_left_over(parts, folder)]
    if problems or loaded.catalogue is None:
        return _stopped(problems)
    write_catalogue(loaded.catalogue, folder, loaded.title)
    return BookResult(len(loaded.catalogue.items), len(loaded.catalogue.packages), ())


def _stopped(problems: Iterable[Problem]) -> BookResult:
    return BookResult(0, 0, tuple(_book_problem(p) for p in problems))


def _book_problem(problem: Problem) -> BookProblem:
    sheet, mark, column = problem.field.partition("!")
    if mark or problem.field in _TITLES:
        return BookProblem(sheet, problem.line, column, problem.message)
    return BookProblem(problem.file, problem.line, problem.field, problem.message)


def _whole(parts: Parts, number: int) -> Catalogue:
    return make_catalogue(
        number,
        tuple(r.value for r in parts.items),
        tuple(r.value for r in parts.packages),
        tuple(d for d, _, _ in parts.departments),
    )


def load_workbook_file(book: Path, samples: Path | None = None) -> tuple[Parts, LoadedCatalogue]:
    """What a workbook holds, checked as a folder is; problems name sheet and column, their line is the row."""
    shown_as = str(book)
    opened = _open(book)
    if isinstance(opened, Problem):
        parts = Parts((), (), (), None, Known(None, None), (opened,), None)
        return parts, LoadedCatalogue(None, (opened,), ())
    reader = BookReader(opened, shown_as)
    reader.read()
    releases = reader.objects(RELEASE)
    problems = list(reader.problems)
    if len(releases) != 1 and not problems:
        problems.append(Problem(shown_as, 2, "发布", "“发布”表要正好有一行：版次和标题。"))
    parts = Parts(
        items=tuple(Read(o.value, o.source) for o in reader.objects(ITEMS)),
        packages=tuple(Read(o.value, o.source) for o in reader.objects(PACKAGES)),
        departments=tuple((o.value, o.source, ()) for o in reader.objects(DEPARTMENTS)),
        release=Release(releases[0].value.number, releases[0].value.title) if len(releases) == 1 else None,
        known=Known(reader.keys(ITEMS), reader.keys(DEPARTMENTS)),
        problems=tuple(problems),
        samples=samples,
    )
    return parts, check_parts(parts)


def _open(book: Path) -> Workbook | Problem:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if book.stat().st_size > _LARGEST:
            return Problem(str(book), 1, "", "工作簿超过 64 MB，不像是事项库，请核对文件。")
        return load_workbook(book)
    except FileNotFoundError:
        return Problem(str(book), 1, "", "没有这个文件，请核对路径。")
    except OSError:
        return Problem(str(book), 1, "", "文件打不开，请检查读取权限，或先在 Excel 里关闭它。")
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError):
        return Problem(str(book), 1, "", "这不是 Excel 工作簿（.xlsx），请在 Excel 里另存为 .xlsx 后再导入。")


def _left_over(parts: Parts, folder: Path) -> list[Problem]:
    """Files of the folder that the workbook does not know: they would stay in the catalogue without a word."""
    named = {
        "items": {r.value.code for r in parts.items},
        "packages": {r.value.key for r in parts.packages},
    }
    if not parts.items:
        return []
    message = "工作簿里没有这一份，文件夹里却有。停办请填“停办的依据”；确要删去，请先删掉这个文件。"
    return [
        Problem(str(file), 1, kind, message)
        for kind, keys in named.items()
        for file in sorted((folder / kind).glob("*.yaml"))
        if file.stem not in keys
    ]
