"""The words of the verdict bar: what the check found, in the language of the interface. Data of items stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.acceptance import package_words
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.usecases.checking import Check, NumberedReason, Says, Title

_TITLES: dict[Title, str] = {
    "accepted": QT_TRANSLATE_NOOP("Acceptance", "材料齐全，可以受理"),
    "corrected": QT_TRANSLATE_NOOP("Acceptance", "补正齐全，可以受理"),
    "accepted-deferred": QT_TRANSLATE_NOOP("Acceptance", "可以容缺受理"),
    "correction-notice": QT_TRANSLATE_NOOP("Acceptance", "一次性补正告知"),
    "not-accepted": QT_TRANSLATE_NOOP("Acceptance", "不予受理：不属于本机关职权"),
    "not-required": QT_TRANSLATE_NOOP("Acceptance", "不需要许可"),
    "received": QT_TRANSLATE_NOOP("Acceptance", "先收件"),
    "unchecked": QT_TRANSLATE_NOOP("Acceptance", "还没有核完"),
    "unfilled": QT_TRANSLATE_NOOP("Acceptance", "还没有填完"),
    "package": QT_TRANSLATE_NOOP("Acceptance", "现在提出的都可以受理"),
    "package-asking": QT_TRANSLATE_NOOP("Acceptance", "先问清要办哪些事项"),
    "package-mixed": QT_TRANSLATE_NOOP("Acceptance", "各事项结论不一，互不影响"),
}
_LACKING: dict[Says, str] = {
    "points": QT_TRANSLATE_NOOP("Acceptance", "还差 {n} 个要点未核"),
    "places": QT_TRANSLATE_NOOP("Acceptance", "还差 {n} 处未核"),
    "fields": QT_TRANSLATE_NOOP("Acceptance", "还差 {n} 处未填"),
}
_PRIMARY: dict[Says, str] = {
    "check": QT_TRANSLATE_NOOP("Acceptance", "继续核对 {n} 个"),
    "fill": QT_TRANSLATE_NOOP("Acceptance", "去填还差的 {n} 处"),
    "package": QT_TRANSLATE_NOOP("Acceptance", "办理整套并打印"),
    "accepted": QT_TRANSLATE_NOOP("Acceptance", "受理并打印"),
    "accepted-deferred": QT_TRANSLATE_NOOP("Acceptance", "容缺受理并打印"),
    "received": QT_TRANSLATE_NOOP("Acceptance", "打印收件凭证"),
    "correction-notice": QT_TRANSLATE_NOOP("Acceptance", "打印补正告知书"),
    "not-accepted": QT_TRANSLATE_NOOP("Acceptance", "打印不予受理决定书"),
    "not-required": QT_TRANSLATE_NOOP("Acceptance", "打印不予受理通知书"),
}


def _translated(text: str) -> str:
    return QCoreApplication.translate("Acceptance", text)


def title(check: Check) -> str:
    """The verdict as things stand, and what is lacking for it."""
    words = _translated(_TITLES[check.title])
    if not check.lacking.says:
        return words
    return f"{words} · {_translated(_LACKING[check.lacking.says]).format(n=check.lacking.n)}"


def primary(check: Check) -> str:
    """What the one key does now."""
    return _translated(_PRIMARY[check.primary.says]).format(n=check.primary.n)


def basis(check: Check) -> str:
    """The rule; where the counter has not the power, who decides."""
    if not check.basis:
        return package_words.basis(check)
    if check.decider:
        return QCoreApplication.translate("Acceptance", "本窗口收件，由{who}作出结论").format(who=check.decider)
    return check.basis


def reason(found: NumberedReason) -> str:
    """A reason in a few words."""
    if found.kind == "not-brought":
        return QCoreApplication.translate("Acceptance", "{name}未带").format(name=found.name)
    if found.kind == "deferred":
        words = QCoreApplication.translate("Acceptance", "{name}容缺，{until} 前补交")
        return words.format(name=found.name, until=found.until)
    return found.text
