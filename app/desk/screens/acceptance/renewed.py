"""A draft begun on an older release: what the item asks for differently now, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.widgets.card import text_label
from app.desk.widgets.dialog import Dialog
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.desk.context import Shell
    from app.domain.catalog.differences import Difference

SHOWN = 3
LISTED = 24
_WORDS = {
    ("situation", "came"): QT_TRANSLATE_NOOP("Acceptance", "新增问题“{name}”"),
    ("situation", "went"): QT_TRANSLATE_NOOP("Acceptance", "不再问“{name}”"),
    ("situation", "changed"): QT_TRANSLATE_NOOP("Acceptance", "问题有变“{name}”"),
    ("field", "came"): QT_TRANSLATE_NOOP("Acceptance", "新增填写项“{name}”"),
    ("field", "went"): QT_TRANSLATE_NOOP("Acceptance", "不再填写“{name}”"),
    ("field", "changed"): QT_TRANSLATE_NOOP("Acceptance", "填写要求有变“{name}”"),
    ("material", "came"): QT_TRANSLATE_NOOP("Acceptance", "新增材料“{name}”"),
    ("material", "went"): QT_TRANSLATE_NOOP("Acceptance", "不再要材料“{name}”"),
    ("material", "changed"): QT_TRANSLATE_NOOP("Acceptance", "材料要求有变“{name}”"),
    ("point", "came"): QT_TRANSLATE_NOOP("Acceptance", "“{material}”新增要点：{name}"),
    ("point", "went"): QT_TRANSLATE_NOOP("Acceptance", "“{material}”不再核对：{name}"),
    ("point", "changed"): QT_TRANSLATE_NOOP("Acceptance", "“{material}”要点有变：{name}"),
    ("legal", "changed"): QT_TRANSLATE_NOOP("Acceptance", "法定时限由 {before} 改为 {after}"),
    ("promised", "changed"): QT_TRANSLATE_NOOP("Acceptance", "承诺时限由 {before} 改为 {after}"),
}


def in_words(difference: Difference) -> str:
    """A difference as a clerk reads it."""
    words = QCoreApplication.translate("Acceptance", _WORDS[difference.part, difference.fate])
    return words.format(
        name=difference.name, material=difference.material, before=difference.before, after=difference.after
    )


def show_differences(shell: Shell, parent: QWidget, found: Sequence[Difference]) -> None:
    """Say in the banner that the draft stands on a new release now, and what is different; all of it at a press."""
    lines = [in_words(difference) for difference in found]
    if not lines:
        words = QCoreApplication.translate("Acceptance", "事项库已更新，这个事项的要求没有变化，暂存按新版接着办")
        shell.banner(words, "caution")
        return
    words = QCoreApplication.translate("Acceptance", "事项库已更新，这份暂存按新版重新核对：{changes}")
    shown = "；".join(lines[:SHOWN])
    if len(lines) <= SHOWN:
        shell.banner(words.format(changes=shown), "caution")
        return
    more = QCoreApplication.translate("Acceptance", "{changes} 等 {n} 处").format(changes=shown, n=len(lines))
    action = QCoreApplication.translate("Acceptance", "看全部改动")
    shell.banner(words.format(changes=more), "caution", action, lambda: _list(parent, lines))


def _list(parent: QWidget, lines: Sequence[str]) -> None:
    """All differences, one a line; where they are very many, how many more there are."""
    dialog = Dialog(parent.window(), QCoreApplication.translate("Acceptance", "事项有哪些改动"))
    for line in lines[:LISTED]:
        dialog.body.addWidget(text_label(line, ""))
    if len(lines) > LISTED:
        more = QCoreApplication.translate("Acceptance", "还有 {n} 处，请在事项库里看").format(n=len(lines) - LISTED)
        dialog.body.addWidget(text_label(more, "mute"))
    dialog.add_button("ok", QCoreApplication.translate("Acceptance", "知道了"), "primary")
    dialog.ask()
