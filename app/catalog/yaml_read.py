"""Reads one YAML file into plain data together with the line of every value.

Only what the catalogue needs of YAML: mappings, lists and plain values. Tabs, keys written twice, anchors that refer
nowhere and everything that is no data are problems, all told in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from app.catalog.problem import Path, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NAMING_KEYS = ("key", "code", "item")
_TAG = "tag:yaml.org,2002:"
_PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_TRUE = frozenset({"true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that YAML would take for something that the catalogue does not have, such as an unquoted date."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What one file holds; `data` is None where it could not be read at all."""

    data: object
    source: Source
    problems: tuple[Problem, ...]


def read_yaml(file: FilePath, shown_as: str) -> YamlFile:
    """Data, lines and problems of a file; `shown_as` is how problems name it. Never raises for what the file holds."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = failure.object[: failure.start].count(b"\n") + 1
        return _unread(shown_as, line, "文件不是 UTF-8 编码，请用 UTF-8 另存后再检查。")
    except OSError:
        return _unread(shown_as, 1, "文件打不开，请检查文件是否存在、是否有读取权限。")
    return parse_yaml(text, shown_as)


def parse_yaml(text: str, shown_as: str) -> YamlFile:
    """As `read_yaml`, from text."""
    tabs = [n for n, line in enumerate(text.splitlines(), 1) if "\t" in line]
    if tabs:
        message = "这一行有制表符（Tab）。YAML 只认空格，请把它改成空格。"
        return YamlFile(None, Source(shown_as), tuple(Problem(shown_as, n, "", message) for n in tabs))
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        return _unread(shown_as, mark.line + 1 if mark else 1, _syntax_message(failure))
    except yaml.YAMLError:
        return _unread(shown_as, 1, "文件里有不能出现在 YAML 中的控制字符，请删去后再检查。")
    except RecursionError:
        return _unread(shown_as, 1, "方括号或缩进套得太深，这不是事项库的文件。")
    if node is None:
        return _unread(shown_as, 1, "文件是空的。")
    reader = _Reader()
    data = reader.value(node, ())
    source = Source(shown_as, reader.lines, reader.names)
    found = (Problem(shown_as, line, source.shown(path), message) for line, path, message in reader.problems)
    return YamlFile(data, source, tuple(found))


def _unread(shown_as: str, line: int, message: str) -> YamlFile:
    return YamlFile(None, Source(shown_as), (Problem(shown_as, line, "", message),))


def _syntax_message(failure: yaml.MarkedYAMLError) -> str:
    """The parser's complaint in plain words."""
    problem = failure.problem or ""
    if "mapping values are not allowed" in problem:
        return "这里多了一个冒号，或缩进不对；含有冒号的文字请用引号括起来。"
    if "could not find expected ':'" in problem:
        return "这里缺少冒号（字段名后面要有冒号和一个空格）。"
    if "undefined alias" in problem or "did not find expected alphabetic" in problem:
        return "以 * 或 & 开头的文字请用引号括起来。"
    if "quoted scalar" in str(failure.context) or "unexpected end of stream" in problem:
        return "引号没有成对，请补上缺少的引号。"
    if "block" in problem or "block" in str(failure.context):
        return "这里的缩进与前面不一致，请与同级各行对齐（用空格）。"
    return "这一行的写法读不懂，请检查冒号、引号、方括号与缩进。"


class _Reader:
    """Turns composed nodes into data, noting lines, names of list elements, keys written twice and aliases."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.names: dict[Path, str] = {}
        self.problems: list[tuple[int, Path, str]] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> object:
        """The data of a node, with everything below it."""
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._seen:
            self.problems.append((self.lines[path], path, "事项库的文件不用引用（&、*），请把内容照写一遍。"))
            return Unreadable("*", "alias")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return [self.value(n, (*path, i)) for i, n in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, value_node in self._entries(node, path):
            result[key] = self.value(value_node, (*path, key))
        if path and isinstance(path[-1], int):
            self.names[path] = str(next((result[k] for k in NAMING_KEYS if isinstance(result.get(k), str)), ""))
        return result

    def _entries(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, yaml.Node]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            line = key_node.start_mark.line + 1
            if not key or key == "<<":
                self.problems.append((line, path, "这里读不出字段名：字段名要是一个词，后面跟冒号。"))
            elif key in seen:
                message = f"字段“{key}”写了两次，前一次在第 {seen[key]} 行，请只保留一处。"
                self.problems.append((line, (*path, key), message))
            else:
                seen[key] = line
                yield key, value_node


def _scalar(node: yaml.ScalarNode) -> object:
    text = str(node.value)
    kind = str(node.tag).removeprefix(_TAG)
    if kind == "str":
        return text
    if kind == "int" and _PLAIN_INTEGER.fullmatch(text):
        return int(text)
    if kind == "bool":
        return text.lower() in _TRUE
    if kind == "null":
        return None
    return Unreadable(text, kind)
