"""Checks whatever is pointed at: catalogue folders, single YAML files, workbooks; the answer of `catalog check`."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from app.catalog.check_whole import Known, Read
from app.catalog.load import LoadedCatalogue, Parts, Release, check_parts, read_departments, read_folder, read_one
from app.catalog.workbook import load_workbook_file
from app.catalog.yaml_read import read_yaml
from app.domain.catalog.service_item import ServiceItem
from app.domain.catalog.theme_package import ThemePackage
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.catalog.problem import Problem

_YAML, _BOOK = (".yaml", ".yml"), (".xlsx", ".xlsm")


def check_json(paths: Sequence[Path], against: Path | None = None) -> dict[str, Any]:
    """Every problem of the paths: `{items, packages, errors, warnings}`.

    A single file is checked within the catalogue folder that it lies in, else within `against`, so that departments and
    other items that it names are known. Raises InputProblem `FILE` where a path is missing or of no known kind.
    """
    items = packages = 0
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for found_items, found_packages, loaded in _checked(paths, against):
        items += found_items
        packages += found_packages
        errors += loaded.errors
        warnings += loaded.warnings
    return {
        "items": items,
        "packages": packages,
        "errors": [asdict(e) for e in dict.fromkeys(errors)],
        "warnings": [asdict(w) for w in dict.fromkeys(warnings)],
    }


def _checked(paths: Sequence[Path], against: Path | None) -> list[tuple[int, int, LoadedCatalogue]]:
    results: list[tuple[int, int, LoadedCatalogue]] = []
    single: dict[Path | None, list[Path]] = {}
    for path in [p for given in paths for p in _expanded(given)]:
        if path.is_dir():
            found = read_folder(path)
            results.append((len(found.items), len(found.packages), check_parts(found)))
        elif path.suffix.lower() in _BOOK:
            parts, loaded = load_workbook_file(path)
            results.append((len(parts.items), len(parts.packages), loaded))
        else:
            single.setdefault(_surrounding(path) or against, []).append(path)
    results += [_check_single(base, files) for base, files in single.items()]
    return results


def _expanded(path: Path) -> list[Path]:
    """A catalogue folder as it is, another folder as the files in it, a file as it is."""
    if not path.exists():
        raise InputProblem("FILE", f"没有“{path}”这个文件或文件夹，请核对路径。", str(path))
    if path.is_file():
        if path.suffix.lower() not in (*_YAML, *_BOOK):
            raise InputProblem("FILE", f"“{path}”不是 YAML 文件，也不是 Excel 工作簿（.xlsx）。", str(path))
        return [path]
    if (path / "items").is_dir() or (path / "departments.yaml").is_file():
        return [path]
    files = sorted(f for f in path.rglob("*") if f.suffix.lower() in (*_YAML, *_BOOK))
    if not files:
        raise InputProblem("FILE", f"文件夹“{path}”里没有 YAML 文件，也没有工作簿。", str(path))
    return files


def _surrounding(file: Path) -> Path | None:
    """The catalogue folder that a file belongs to."""
    parents = file.resolve().parents
    return next((p for p in parents[:2] if (p / "departments.yaml").is_file() and (p / "items").is_dir()), None)


def _check_single(base: Path | None, files: Sequence[Path]) -> tuple[int, int, LoadedCatalogue]:
    """Check files in the place of their namesakes of the folder; only their own problems are told."""
    own = _read_single(files)
    around = _without(read_folder(base), own) if base is not None else None
    parts = own if around is None else _joined(around, own)
    loaded = check_parts(parts)
    names = {str(f) for f in files}
    kept = replace(
        loaded,
        errors=tuple(e for e in loaded.errors if e.file in names),
        warnings=tuple(w for w in loaded.warnings if w.file in names),
    )
    return len(own.items), len(own.packages), kept


def _read_single(files: Sequence[Path]) -> Parts:
    problems: list[Problem] = []
    items: list[Read[ServiceItem]] = []
    packages: list[Read[ThemePackage]] = []
    parts = Parts((), (), (), None, Known(None, None), (), None)
    for file in files:
        data = read_yaml(file, str(file)).data
        if isinstance(data, list):
            departments, _ = read_departments(file, problems)
            parts = replace(parts, departments=(*parts.departments, *departments))
        elif isinstance(data, dict) and "members" in data:
            package, source = read_one(file, ThemePackage, problems)
            packages += [Read(package, source.source)] if package else []
        elif isinstance(data, dict) and "number" in data and "code" not in data:
            release, _ = read_one(file, Release, problems)
            parts = replace(parts, release=release)
        else:
            item, source = read_one(file, ServiceItem, problems)
            items += [Read(item, source.source)] if item else []
    return replace(parts, items=tuple(items), packages=tuple(packages), problems=tuple(problems))


def _without(folder: Parts, own: Parts) -> Parts:
    """The folder less what the single files stand for."""
    codes, keys = {r.value.code for r in own.items}, {r.value.key for r in own.packages}
    return replace(
        folder,
        items=tuple(r for r in folder.items if r.value.code not in codes),
        packages=tuple(r for r in folder.packages if r.value.key not in keys),
        departments=() if own.departments else folder.departments,
        problems=(),
    )


def _joined(folder: Parts, own: Parts) -> Parts:
    codes = (folder.known.items or frozenset()) | {r.value.code for r in own.items}
    departments = {d.key for d, _, _ in own.departments} or (folder.known.departments or frozenset())
    return replace(
        folder,
        items=(*folder.items, *own.items),
        packages=(*folder.packages, *own.packages),
        departments=(*folder.departments, *own.departments),
        known=Known(frozenset(codes), frozenset(departments)),
        problems=own.problems,
    )
