"""The one table of shortcuts 快捷键: it binds them, feeds the hints beside buttons and the F1 overview.

A shortcut never acts while an input method is composing, and one-letter keys exist only in lists, which take no
input method. A hint is dim when its key would do nothing now: no binding is in view, or its `when` says no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.words import QT_TRANSLATE_NOOP


class Scope(Enum):
    """Where a key acts: in the whole window, while its screen is in front, or in a list that has the focus."""

    WINDOW = "window"
    SCREEN = "screen"
    LIST = "list"


@dataclass(frozen=True)
class Shortcut:
    """A row of the table; `text` is Chinese source text, `group` is where F1 shows it."""

    id: str
    keys: str
    scope: Scope
    text: str
    group: str


_WHOLE = QT_TRANSLATE_NOOP("Shortcuts", "随处")
_PAGE = QT_TRANSLATE_NOOP("Shortcuts", "受理")
_LIST = QT_TRANSLATE_NOOP("Shortcuts", "列表里")
_READ = QT_TRANSLATE_NOOP("Shortcuts", "看材料")
_QUEUE = QT_TRANSLATE_NOOP("Shortcuts", "叫号与申请人屏")

TABLE: tuple[Shortcut, ...] = (
    Shortcut("help", "F1", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "按键"), _WHOLE),
    Shortcut("lock", "Ctrl+L", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "锁屏"), _WHOLE),
    Shortcut("clerk.switch", "Ctrl+Shift+L", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "换人登录"), _WHOLE),
    Shortcut("go.1", "Ctrl+1", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到受理"), _WHOLE),
    Shortcut("go.2", "Ctrl+2", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到待办"), _WHOLE),
    Shortcut("go.3", "Ctrl+3", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到查询"), _WHOLE),
    Shortcut("go.4", "Ctrl+4", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到打印"), _WHOLE),
    Shortcut("go.5", "Ctrl+5", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到事项库"), _WHOLE),
    Shortcut("go.6", "Ctrl+6", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到班次"), _WHOLE),
    Shortcut("go.7", "Ctrl+7", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到设置"), _WHOLE),
    Shortcut("go.8", "Ctrl+8", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到传输"), _WHOLE),
    Shortcut("go.9", "Ctrl+9", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到出件"), _WHOLE),
    Shortcut("go.10", "Ctrl+0", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到办不成事"), _WHOLE),
    Shortcut("go.11", "Ctrl+I", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到网上预审"), _WHOLE),
    Shortcut("go.12", "Ctrl+J", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "到叫号"), _WHOLE),
    Shortcut("escalate", "Ctrl+B", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "登记办不成事"), _WHOLE),
    Shortcut("carry", "Ctrl+E", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "导出到 U 盘"), _WHOLE),
    Shortcut("news", "F12", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "查看更新"), _WHOLE),
    Shortcut("find", "Ctrl+F", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "查找"), _WHOLE),
    Shortcut("print", "F9", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "打印"), _WHOLE),
    Shortcut("hand_over", "Ctrl+H", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "交接班次"), _WHOLE),
    Shortcut("printer.other", "Ctrl+P", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "换打印机"), _WHOLE),
    Shortcut("back", "Escape", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "返回"), _WHOLE),
    Shortcut("copy.fields", "Ctrl+D", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "复制下一字段"), _WHOLE),
    Shortcut("queue.next", "Alt+J", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "叫下一号"), _QUEUE),
    Shortcut("queue.recall", "Alt+R", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "重呼"), _QUEUE),
    Shortcut("queue.missed", "Alt+N", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "过号"), _QUEUE),
    Shortcut("queue.serve", "Alt+K", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "人已到窗"), _QUEUE),
    Shortcut("queue.transfer", "Alt+T", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "转窗口"), _QUEUE),
    Shortcut("queue.pause", "Alt+P", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "暂停或恢复叫号"), _QUEUE),
    Shortcut("sign", "Alt+G", Scope.WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "请申请人签字"), _QUEUE),
    Shortcut("next_step", "Ctrl+Return", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "办下一步"), _PAGE),
    Shortcut("at_once", "Ctrl+Shift+Return", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "受理并当场办结"), _PAGE),
    Shortcut("next_person", "F5", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "下一位"), _PAGE),
    Shortcut("park", "Ctrl+S", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "暂存"), _PAGE),
    Shortcut("undo", "Ctrl+Z", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "撤销"), _PAGE),
    Shortcut("card.read", "F2", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "读卡"), _PAGE),
    Shortcut("scan", "F3", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "扫描"), _PAGE),
    Shortcut("actor", "F4", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "谁来办"), _PAGE),
    Shortcut("intake", "F6", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "先收件"), _PAGE),
    Shortcut("application.print", "F7", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "打印申请书供签字"), _PAGE),
    Shortcut("guide.print", "F8", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "办事指南"), _PAGE),
    Shortcut("visit", "F11", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "登记到窗"), _PAGE),
    Shortcut("item.search", "Ctrl+K", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "换事项"), _PAGE),
    Shortcut("adopt", "Alt+U", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "采用上次内容"), _PAGE),
    Shortcut("reasons", "Ctrl+Up", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "展开理由"), _PAGE),
    Shortcut("enlarge", "Alt+Right", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "放大"), _READ),
    Shortcut("point.pass", "Space", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "合格"), _READ),
    Shortcut("point.fail", "X", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "不合格"), _READ),
    Shortcut("point.missing", "Q", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "未带"), _READ),
    Shortcut("point.na", "N", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "不涉及"), _READ),
    Shortcut("point.defer", "R", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "容缺"), _READ),
    Shortcut("point.redo", "C", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "当场改好"), _READ),
    Shortcut("provided.1", "1", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "原件留存"), _READ),
    Shortcut("provided.2", "2", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "原件核验"), _READ),
    Shortcut("provided.3", "3", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "收复印件"), _READ),
    Shortcut("provided.4", "4", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "电子证照"), _READ),
    Shortcut("provided.5", "5", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "系统共享"), _READ),
    Shortcut("lists.other", "Ctrl+T", Scope.SCREEN, QT_TRANSLATE_NOOP("Shortcuts", "换一个列表"), _LIST),
    Shortcut("open", "Return", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "打开"), _LIST),
    Shortcut("answer.1", "1", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "选第一个回答"), _LIST),
    Shortcut("answer.2", "2", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "选第二个回答"), _LIST),
    Shortcut("answer.3", "3", Scope.LIST, QT_TRANSLATE_NOOP("Shortcuts", "选第三个回答"), _LIST),
)

_CONTEXTS = {
    Scope.WINDOW: Qt.ShortcutContext.WindowShortcut,
    Scope.SCREEN: Qt.ShortcutContext.WindowShortcut,
    Scope.LIST: Qt.ShortcutContext.WidgetWithChildrenShortcut,
}


class KeyConflict(Exception):
    """A key cannot be set; the message is for the clerk."""


@dataclass
class _Binding:
    widget: QWidget
    when: Callable[[], bool]
    shortcuts: list[QShortcut]


def always() -> bool:
    """Return True: the shortcut acts whenever its widget is in view."""
    return True


def composing() -> bool:
    """Tell whether an input method is composing in the field that has the focus."""
    return bool(getattr(QApplication.focusWidget(), "composing", False))


def key_text(keys: str) -> str:
    """Return a key sequence as it is shown on a hint."""
    named = {
        "Space": QCoreApplication.translate("Shortcuts", "空格"),
        "Return": "Enter", "Escape": "Esc", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
    }  # fmt: skip
    return "+".join(named.get(part, part) for part in keys.split("+"))


class Shortcuts(QObject):
    """Binds rows of the table to widgets and tells hints when to dim."""

    refreshed = Signal()
    keys_changed = Signal()

    def __init__(self, table: Sequence[Shortcut] = TABLE, own_keys: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._rows = {row.id: row for row in table}
        self._own = {key: value for key, value in (own_keys or {}).items() if key in self._rows}
        self._bindings: dict[str, list[_Binding]] = {}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def rows(self) -> tuple[Shortcut, ...]:
        """Return the table in its order."""
        return tuple(self._rows.values())

    def keys(self, id: str) -> str:
        """Return the keys of shortcut `id` as bound now, in Qt's spelling."""
        return self._own.get(id, self._rows[id].keys)

    def shown_keys(self, id: str) -> str:
        """Return the keys of shortcut `id` as shown to a person."""
        return key_text(self.keys(id))

    def text(self, id: str) -> str:
        """Return what shortcut `id` does, in the language of the interface."""
        return QCoreApplication.translate("Shortcuts", self._rows[id].text)

    def group(self, id: str) -> str:
        """Return the heading that shortcut `id` stands under, in the language of the interface."""
        return QCoreApplication.translate("Shortcuts", self._rows[id].group)

    def bind(self, id: str, widget: QWidget, slot: Callable[[], object], when: Callable[[], bool] = always) -> None:
        """Let shortcut `id` call `slot` while `widget` is in view (or, for lists, has the focus) and `when` is true."""
        binding = _Binding(widget, when, [])
        for keys in self._sequences(id):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(_CONTEXTS[self._rows[id].scope])
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda: self._fire(binding, slot))
            binding.shortcuts.append(shortcut)
        self._bindings.setdefault(id, []).append(binding)

    def acts(self, id: str) -> bool:
        """Tell whether the key would do something now."""
        return any(self._in_reach(id, binding) and binding.when() for binding in self._alive(id))

    def refresh(self) -> None:
        """Ask every `when` anew, so that hints are dim or not as things stand."""
        self.refreshed.emit()

    def set_keys(self, id: str, keys: str) -> None:
        """Give shortcut `id` another F-key. KeyConflict if it is no F-key or another shortcut has it."""
        if not is_function_key(keys) or not is_function_key(self._rows[id].keys):
            raise KeyConflict(QCoreApplication.translate("Shortcuts", "这里只能换成 F1 到 F12 中的一个键"))
        for other in self._rows:
            if other != id and self.keys(other) == keys:
                words = QCoreApplication.translate("Shortcuts", "{keys} 已用于“{text}”，请先换掉那一个")
                raise KeyConflict(words.format(keys=keys, text=self.text(other)))
        self._own[id] = keys
        for binding in self._alive(id):
            for shortcut, sequence in zip(binding.shortcuts, self._sequences(id), strict=True):
                shortcut.setKey(QKeySequence(sequence))
        self.keys_changed.emit()

    def forget_gone(self) -> None:
        """Drop what was bound to widgets that are gone, and with it what their pages held."""
        for id in list(self._bindings):
            self._alive(id)

    def own_keys(self) -> dict[str, str]:
        """Return the keys that differ from the table, to be kept in the preferences."""
        return {id: keys for id, keys in self._own.items() if keys != self._rows[id].keys}

    def _sequences(self, id: str) -> list[str]:
        keys = self.keys(id)
        # The number pad's Enter is a key of its own for Qt, for a clerk it is the same.
        return [keys, keys.replace("Return", "Enter")] if "Return" in keys else [keys]

    def _alive(self, id: str) -> list[_Binding]:
        bindings = [binding for binding in self._bindings.get(id, []) if shiboken6.isValid(binding.widget)]
        self._bindings[id] = bindings
        return bindings

    def _in_reach(self, id: str, binding: _Binding) -> bool:
        widget = binding.widget
        if not (widget.isVisible() and widget.isEnabled()):
            return False
        if self._rows[id].scope is not Scope.LIST:
            return True
        focus = QApplication.focusWidget()
        return focus is not None and (focus is widget or widget.isAncestorOf(focus))

    def _fire(self, binding: _Binding, slot: Callable[[], object]) -> None:
        if not composing() and binding.when():
            slot()
            self.refresh()

    def _focus_moved(self, _old: object, _new: object) -> None:
        self.refresh()


def is_function_key(keys: str) -> bool:
    """Tell whether `keys` is one of F1 … F12."""
    return keys[:1] == "F" and keys[1:].isdigit() and 1 <= int(keys[1:]) <= 12
