"""Loads a catalogue folder: reads, decodes and checks everything, and tells all problems at once.

A folder holds `items/<CODE>.yaml`, `packages/<key>.yaml`, `departments.yaml`, `release.yaml`, `samples/`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.catalog.blob import make_catalogue
from app.catalog.check_expressions import check_expressions
from app.catalog.check_item import check_item, fee_without_basis, unconfirmed
from app.catalog.check_whole import (
    Known,
    Read,
    check_department,
    check_distinct_marks,
    check_item_references,
    check_package,
    check_prerequisite_circles,
    check_twice,
)
from app.catalog.decode import decode
from app.catalog.expressions import CelEvaluator
from app.catalog.problem import Problem, Source
from app.catalog.yaml_read import YamlFile, read_yaml
from app.domain.catalog.catalogue import Catalogue
from app.domain.catalog.department import Department
from app.domain.catalog.service_item import ServiceItem
from app.domain.catalog.theme_package import ThemePackage

T = TypeVar("T")
Tell = Callable[[tuple[str | int, ...], str], None]


@dataclass(frozen=True, slots=True)
class Release:
    """`release.yaml`: the number and title that people use."""

    number: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """The catalogue, or None where it has errors; warnings do not stop it."""

    catalogue: Catalogue | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read, before it is checked. `codes` and `keys` also hold those of parts that could not be decoded.

    `samples` is the folder of sample pictures, None where there is none to look into.
    """

    items: tuple[Read[ServiceItem], ...]
    packages: tuple[Read[ThemePackage], ...]
    departments: tuple[tuple[Department, Source, tuple[str | int, ...]], ...]
    release: Release | None
    known: Known
    problems: tuple[Problem, ...]
    samples: Path | None


def load(folder: Path) -> LoadedCatalogue:
    """The catalogue of a folder with all its errors and warnings, in the order of files and lines."""
    return check_parts(read_folder(folder))


def read_folder(folder: Path) -> Parts:
    """Reads and decodes every file of a catalogue folder."""
    problems: list[Problem] = []
    item_files = sorted((folder / "items").glob("*.yaml"))
    package_files = sorted((folder / "packages").glob("*.yaml"))
    if not item_files:
        problems.append(Problem(str(folder), 1, "items", "文件夹里没有事项（items/*.yaml），请核对路径。"))
    items, codes = _read_all(item_files, ServiceItem, "code", problems)
    packages, _ = _read_all(package_files, ThemePackage, "key", problems)
    departments, keys = read_departments(folder / "departments.yaml", problems)
    release = _read_release(folder / "release.yaml", problems)
    known = Known(frozenset(codes), frozenset(keys))
    samples = folder / "samples" if (folder / "samples").is_dir() else None
    return Parts(tuple(items), tuple(packages), departments, release, known, tuple(problems), samples)


def check_parts(parts: Parts) -> LoadedCatalogue:
    """Checks what was read and, where there is no error, makes the catalogue."""
    errors, warnings = list(parts.problems), list[Problem]()
    cel = CelEvaluator()
    for read in parts.items:
        tell = _teller(read.source, errors)
        check_item(read.value, tell)
        check_item_references(read.value, parts.known, tell)
        check_expressions(read.value, cel, tell)
        _check_samples(read, parts.samples, errors, warnings)
        _warn(read.value, read.source, warnings)
    by_code = {r.value.code: r.value for r in parts.items}
    for package in parts.packages:
        check_package(package.value, by_code, parts.known, cel, _teller(package.source, errors))
    for department, source, path in parts.departments:
        check_department(department, path, _teller(source, errors))
    errors += _check_doubles(parts)
    unique = tuple(dict.fromkeys(sorted(errors)))
    return LoadedCatalogue(None if unique else _made(parts), unique, tuple(sorted(warnings)), _title(parts))


def _title(parts: Parts) -> str:
    return parts.release.title if parts.release else ""


def _made(parts: Parts) -> Catalogue | None:
    if parts.release is None:
        return None
    return make_catalogue(
        parts.release.number,
        tuple(r.value for r in parts.items),
        tuple(r.value for r in parts.packages),
        tuple(d for d, _, _ in parts.departments),
    )


def _check_doubles(parts: Parts) -> list[Problem]:
    return [
        *check_twice(((r.value.code, r.source, ("code",)) for r in parts.items), "事项编码"),
        *check_twice(((r.value.key, r.source, ("key",)) for r in parts.packages), "套餐编号"),
        *check_twice(((d.key, s, (*p, "key")) for d, s, p in parts.departments), "部门编号"),
        *check_distinct_marks(parts.departments),
        *check_prerequisite_circles(parts.items),
    ]


def _warn(item: ServiceItem, source: Source, warnings: list[Problem]) -> None:
    if count := unconfirmed(item):
        warnings.append(source.problem(("materials",), f"“{item.name}”有 {count} 条审核要点的依据未经部门确认。"))
    if fee_without_basis(item):
        warnings.append(source.problem(("fee",), f"“{item.name}”写了收费（{item.fee}），没有写收费依据。"))


def _check_samples(
    read: Read[ServiceItem], samples: Path | None, errors: list[Problem], warnings: list[Problem]
) -> None:
    """A picture that is missing from the samples is an error; a catalogue without any samples folder only is told."""
    for i, material in enumerate(read.value.materials):
        for j, point in enumerate(material.points):
            for name, picture in (("good", point.good), ("bad", point.bad)):
                path = ("materials", i, "points", j, name)
                if picture and Path(picture).name != picture:
                    errors.append(read.source.problem(path, f"样图只写文件名，不写文件夹：“{picture}”。"))
                elif picture and samples is None:
                    warnings.append(read.source.problem(path, f"没有 samples 文件夹，样图“{picture}”显示不出来。"))
                elif picture and samples is not None and not (samples / picture).is_file():
                    message = f"样图“{picture}”不在 samples 文件夹里，请补上图片或删去。"
                    errors.append(read.source.problem(path, message))


def _teller(source: Source, problems: list[Problem]) -> Tell:
    return lambda path, message: problems.append(source.problem(path, message))


def _read_all(
    files: Sequence[Path], wanted: type[T], key: str, problems: list[Problem]
) -> tuple[list[Read[T]], list[str]]:
    """The decoded objects of files, and the key of each, also of those that did not decode."""
    read, keys = [], []
    for file in files:
        value, yaml_file = read_one(file, wanted, problems)
        raw = yaml_file.data.get(key) if isinstance(yaml_file.data, dict) else None
        keys.append(raw if isinstance(raw, str) else file.stem)
        if isinstance(raw, str) and raw != file.stem:
            message = f"文件名应与编号一致，请把文件改名为 {raw}.yaml，或核对编号。"
            problems.append(yaml_file.source.problem((key,), message))
        if value is not None:
            read.append(Read(value, yaml_file.source))
    return read, keys


def read_one(file: Path, wanted: type[T], problems: list[Problem]) -> tuple[T | None, YamlFile]:
    """One object from one file; its problems are added to `problems`."""
    yaml_file = read_yaml(file, str(file))
    problems += yaml_file.problems
    if yaml_file.data is None:
        return None, yaml_file
    return decode(yaml_file.data, wanted, _teller(yaml_file.source, problems)), yaml_file


def read_departments(
    file: Path, problems: list[Problem]
) -> tuple[tuple[tuple[Department, Source, tuple[str | int, ...]], ...], list[str]]:
    """The departments with their places, and their keys, also of those that did not decode."""
    departments, yaml_file = read_one(file, tuple[Department, ...], problems)
    data = yaml_file.data if isinstance(yaml_file.data, list) else []
    keys = [str(d.get("key")) for d in data if isinstance(d, dict)]
    placed = ((d, yaml_file.source, (i,)) for i, d in enumerate(departments or ()))
    return tuple(placed), keys


def _read_release(file: Path, problems: list[Problem]) -> Release | None:
    release, yaml_file = read_one(file, Release, problems)
    if release is not None and release.number < 1:
        problems.append(yaml_file.source.problem(("number",), "版次要从 1 起。"))
    return release
