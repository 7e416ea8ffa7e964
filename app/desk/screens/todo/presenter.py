"""The to-do 待办 without a window: the filter, whose cases, what each task lets one do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP
from app.usecases.todo import Todo, TodoRow

ALL = "all"
REQUEST = "request"
"""The kind of a task that an applicant asked for online."""
CONTESTED = "contested"
"""The kind of a task that is settled from both versions of the case."""

_GROUPS: tuple[tuple[str, str], ...] = (
    ("clock", QT_TRANSLATE_NOOP("Todo", "收件时钟")),
    ("tell", QT_TRANSLATE_NOOP("Todo", "送达")),
    ("correction", QT_TRANSLATE_NOOP("Todo", "补正")),
    ("deferral", QT_TRANSLATE_NOOP("Todo", "容缺")),
    ("online", QT_TRANSLATE_NOOP("Todo", "网上申请")),
    ("other", QT_TRANSLATE_NOOP("Todo", "其他")),
    ("conflict", QT_TRANSLATE_NOOP("Todo", "冲突")),
)


@dataclass(frozen=True)
class Choice:
    """One thing that can be done about a task: its key for the page, and its words."""

    key: str
    text: str


_CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "deemed": (("verdict", QT_TRANSLATE_NOOP("Todo", "出具受理通知书")),),
    "answer": (("check", QT_TRANSLATE_NOOP("Todo", "核对并作出结论")),),
    "verdict": (("check", QT_TRANSLATE_NOOP("Todo", "核对并作出结论")),),
    "tell": (
        ("handed", QT_TRANSLATE_NOOP("Todo", "已交付并签收")),
        ("told", QT_TRANSLATE_NOOP("Todo", "其他方式送达")),
    ),
    "deferral": (("supply", QT_TRANSLATE_NOOP("Todo", "补交材料")),),
    "correction": (("correct", QT_TRANSLATE_NOOP("Todo", "收到补正")),),
    "result": (("issue", QT_TRANSLATE_NOOP("Todo", "去出件")),),
    "returned": (("answer-return", QT_TRANSLATE_NOOP("Todo", "答复退回")),),
    "calendar": (("dates", QT_TRANSLATE_NOOP("Todo", "换成正式日期")),),
    "void": (("void", QT_TRANSLATE_NOOP("Todo", "作废告知书")),),
    "overruled": (("seen", QT_TRANSLATE_NOOP("Todo", "已处理，从待办里去掉")),),
    "file-member": (("file", QT_TRANSLATE_NOOP("Todo", "提出这一项")),),
    REQUEST: (
        ("take", QT_TRANSLATE_NOOP("Todo", "按网上申请办")),
        ("decline", QT_TRANSLATE_NOOP("Todo", "不办，答复理由")),
    ),
    "filed-twice": (("withdraw", QT_TRANSLATE_NOOP("Todo", "申请人撤回这一件")),),
    "package-decision": (
        ("file", QT_TRANSLATE_NOOP("Todo", "申请人要办，提出这一项")),
        ("drop", QT_TRANSLATE_NOOP("Todo", "申请人不办了")),
    ),
    "reissue": (("reissue", QT_TRANSLATE_NOOP("Todo", "补发文书")),),
}
_WITHDRAWN = ("withdraw", QT_TRANSLATE_NOOP("Todo", "申请人签字撤回"))
_UNPRINTED = ("prints", QT_TRANSLATE_NOOP("Todo", "去打印"))


def said(text: str) -> str:
    """Words of this page in the language of the interface."""
    return QCoreApplication.translate("Todo", text)


class TodoPresenter:
    """Holds what was read and what is shown of it."""

    def __init__(self) -> None:
        self.todo = Todo(())
        self.group: str | None = None
        self.mine = False

    def take(self, todo: Todo) -> None:
        """Take what was read; a filter that has become empty is left."""
        self.todo = todo
        if self.group is not None and not self._counts().get(self.group):
            self.group = None

    def choose(self, key: str | None) -> None:
        """Choose a filter by its key."""
        self.group = key if any(group == key for group, _ in _GROUPS) else None

    def rows(self) -> tuple[TodoRow, ...]:
        """The rows of the filter."""
        return tuple(row for row in self._scope().rows if self.group is None or row.group == self.group)

    def chips(self) -> list[tuple[str, str]]:
        """The filters with their counts; those without a task are left out."""
        scope = self._scope()
        counts = self._counts()
        every = QCoreApplication.translate("Todo", "全部")
        first = (ALL, f"{every} {len(scope.rows)}")
        return [first, *((group, f"{said(text)} {counts.get(group)}") for group, text in _GROUPS if counts.get(group))]

    def note(self) -> str:
        """What stands behind the title."""
        return QCoreApplication.translate("Todo", "{n} 件；按期限先后").format(n=len(self.rows()))

    def choices(self, row: TodoRow, *, printed: bool = True) -> tuple[Choice, ...]:
        """What can be done about a task, the likeliest first."""
        found = _CHOICES.get(row.task.kind, ())
        if row.task.kind == "tell" and not printed:
            found = (_UNPRINTED, found[1])
        if row.task.kind == "deferral" and row.task.overdue:
            found = (*found, _WITHDRAWN)
        return tuple(Choice(key, said(text)) for key, text in found)

    def place_of(self, row: TodoRow | None) -> int:
        """Where a row stands now that the list was read anew: the same task, else the same case, else the first."""
        rows = self.rows()
        if row is None:
            return 0
        same = [n for n, r in enumerate(rows) if (r.case_id, r.task.kind, r.task.subject) == _key(row)]
        near = [n for n, r in enumerate(rows) if r.case_id == row.case_id]
        return (same or near or [0])[0]

    def _counts(self) -> dict[str, int]:
        return {str(group): n for group, n in self._scope().counts().items()}

    def _scope(self) -> Todo:
        return self.todo.of(mine=self.mine)


def _key(row: TodoRow) -> tuple[str, str, str]:
    return row.case_id, row.task.kind, row.task.subject
