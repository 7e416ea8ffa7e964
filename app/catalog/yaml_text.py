"""Writes catalogue objects as YAML text: defaults left out, keys in the order of the types, the same text each time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import yaml

from app.domain.catalog.service_item import Option
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from _typeshed import DataclassInstance

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.department import Department
    from app.domain.catalog.service_item import ServiceItem
    from app.domain.catalog.theme_package import ThemePackage

HEADER = "# 典型内容，凭经验整理，未经部门确认；使用前请对照本区实施清单。\n"
DEPARTMENTS_HEADER = (
    "# 典型内容，凭经验整理，未经部门确认；名称、代字、印章、电话使用前请对照本区实际。\n"
    "# 电话、地址未知时留空，文书上写“见窗口公示”。\n"
)
RELEASE_HEADER = "# 起始事项库的版次。\n"
_WIDTH = 116


class _Flow(dict[str, object]):
    """A mapping that is written on one line."""


class _FlowList(list[object]):
    """A list that is written on one line."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # the C class where it is there
    """The safe dumper, for the types of this module only."""


_Dumper.add_representer(_Flow, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v.items(), flow_style=True))
_Dumper.add_representer(_FlowList, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))


def yaml_text(value: ServiceItem | ThemePackage | Sequence[Department] | dict[str, Any]) -> str:
    """The text of one file: an item, a package, the list of departments, or the release."""
    plain, header = _plain(value), HEADER
    if isinstance(value, (list, tuple)):
        plain, header = [_plain(v) for v in value], DEPARTMENTS_HEADER
    elif isinstance(value, dict):
        header = RELEASE_HEADER
    body = yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)
    return header + str(body)


def _plain(value: object) -> object:
    if isinstance(value, Limit):
        return _Flow(n=value.n, unit=value.unit)
    if isinstance(value, Option) and not value.verdict:
        return _Flow(_given(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _given(value)
    if isinstance(value, (tuple, list)):
        parts = [_plain(v) for v in value]
        return _FlowList(parts) if all(isinstance(p, str) and len(p) <= 20 for p in parts) else parts
    return value


def _given(value: DataclassInstance) -> dict[str, object]:
    """The fields that differ from their default: first what is said in a line, then the parts."""
    held = ((f, getattr(value, f.name)) for f in dataclasses.fields(value))
    given = {f.name: _plain(v) for f, v in held if type(v) is not type(f.default) or v != f.default}
    return dict(sorted(given.items(), key=lambda pair: type(pair[1]) is list))


def write_catalogue(catalogue: Catalogue, folder: Path, title: str = "") -> None:
    """Write a whole catalogue folder; files of the same names are replaced, others stay. `title` is for people."""
    files = {
        "release.yaml": yaml_text({"number": catalogue.number, "title": title}),
        "departments.yaml": yaml_text(catalogue.departments),
        **{f"items/{i.code}.yaml": yaml_text(i) for i in catalogue.items},
        **{f"packages/{p.key}.yaml": yaml_text(p) for p in catalogue.packages},
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f".{file.name}.half")
        half.write_text(text, encoding="utf-8", newline="\n")
        half.replace(file)
