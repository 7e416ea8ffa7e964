"""What the acceptance page says of a package, in the language of the interface. Names of items stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.domain.case.events import Verdict
    from app.usecases.checking import Check
    from app.usecases.package import PackageDone
    from app.usecases.package_checking import MemberLine, PackageCheck

_VERDICTS: dict[Verdict, str] = {
    "accepted": QT_TRANSLATE_NOOP("Acceptance", "可以受理"),
    "accepted-deferred": QT_TRANSLATE_NOOP("Acceptance", "可以容缺受理"),
    "correction-notice": QT_TRANSLATE_NOOP("Acceptance", "要补正"),
    "not-accepted": QT_TRANSLATE_NOOP("Acceptance", "不属于本机关职权"),
    "not-required": QT_TRANSLATE_NOOP("Acceptance", "不需要许可"),
    "received": QT_TRANSLATE_NOOP("Acceptance", "先收件"),
}


def _said(text: str) -> str:
    return QCoreApplication.translate("Acceptance", text)


def mark(member: MemberLine) -> str:
    """The mark before a member that is filed now: ✓ can be accepted, ✗ to be corrected, … not looked through yet."""
    if not member.complete:
        return "…"
    return "✓" if member.verdict in ("accepted", "accepted-deferred") else "✗"


def rows(check: PackageCheck) -> list[tuple[str, str]]:
    """Mark and words of each line: one for a member that is filed now, one for all that wait for the same results."""
    found = [(mark(one), f"{one.name} · {member(one)}") for one in check.now]
    waiting: dict[tuple[str, ...], list[str]] = {}
    for one in check.later:
        waiting.setdefault(one.waits_for, []).append(one.name)
    words = QCoreApplication.translate("Acceptance", "待“{names}”的结果出来当日提出：{items}")
    for awaited, items in waiting.items():
        found.append(("–", words.format(names="、".join(awaited), items="、".join(items))))
    return found


def member(line: MemberLine) -> str:
    """How a member that is filed now stands, in a few words."""
    if not line.complete:
        return QCoreApplication.translate("Acceptance", "还没有核完")
    words = _said(_VERDICTS[line.verdict])
    if line.mode == "commitment":
        return QCoreApplication.translate("Acceptance", "{verdict}，以承诺代替前项结果").format(verdict=words)
    return words


def facts(check: PackageCheck) -> str:
    """The one promise, and what the package saves."""
    saved = check.savings
    words = QCoreApplication.translate(
        "Acceptance", "整套承诺 {day} 前办结 · 材料 {materials} 份并为 {after} 份 · 少跑 {visits} 次"
    )
    return words.format(
        day=check.promised.isoformat(), materials=saved.materials.before, after=saved.materials.after,
        visits=saved.visits.saved,
    )  # fmt: skip


def basis(check: Check) -> str:
    """What stands under the verdict: how many are filed now, how many wait."""
    from app.usecases.package_checking import PackageCheck

    if not isinstance(check, PackageCheck) or not check.members:
        return ""
    now, later = len(check.now), len(check.later)
    if not later:
        return QCoreApplication.translate("Acceptance", "{n} 项现在提出").format(n=now)
    words = QCoreApplication.translate("Acceptance", "{n} 项现在提出，{m} 项待前项结果")
    return words.format(n=now, m=later)


def done(what: PackageDone) -> tuple[str, str, str]:
    """The verdict bar once the package is taken: colour, words, number."""
    good = sum(one.state.phase in ("accepted", "received", "granted", "issued") for one in what.dones)
    at_once = sum(one.state.phase in ("granted", "issued") for one in what.dones)
    day = what.package.promised.date
    words = QCoreApplication.translate("Acceptance", "整套已受理 · {n} 件 · 承诺 {day} 前办结").format(n=good, day=day)
    if at_once == len(what.dones) == len(what.package.members):
        words = QCoreApplication.translate("Acceptance", "整套已当场办结 · {n} 件").format(n=at_once)
    elif at_once and good == len(what.dones):
        words = QCoreApplication.translate("Acceptance", "{n} 件已受理，其中 {m} 件当场办结 · 承诺 {day} 前办结")
        words = words.format(n=good, m=at_once, day=day)
    if good < len(what.dones):
        words = QCoreApplication.translate("Acceptance", "{n} 件已受理，{m} 件等补正或者另行处理 · 互不影响")
        words = words.format(n=good, m=len(what.dones) - good)
    return "good" if good == len(what.dones) else "caution", words, what.package.package_no
