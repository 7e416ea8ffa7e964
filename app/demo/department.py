"""The departments' part, at the console: an opinion, a grant, a refusal with its reasons; and the figures of the ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.demo.clock import DAY
from app.demo.hands import StageFright
from app.demo.web import Browser

if TYPE_CHECKING:
    from app.demo.stage import Stage
    from app.demo.web import Page

LOG_IN = "/console/log-in"


@dataclass(frozen=True)
class Official:
    """Somebody with an account of the console."""

    name: str
    password: str
    role: str
    department: str = ""


HEALTH = Official("周岚", "Yanshi-2026-weijian", "approver", "沙坪坝区卫生健康委员会")
MARKET = Official("郑涛", "Yanshi-2026-shijian", "approver", "沙坪坝区市场监督管理局")
SUPERVISOR = Official("李静", "Yanshi-2026-jiandu", "supervisor")
OFFICIALS = (HEALTH, MARKET, SUPERVISOR)

GRANT = {
    "content": "准予从事公共场所经营（理发、美容）", "licence_no": "渝卫公证字〔2026〕第500106-0318号",
    "valid_from": "2026-11-23", "valid_to": "2030-11-22",
}  # fmt: skip
REFUSAL = {
    "facts": "11 月 23 日现场核查：卫生间的门直接开向食品处理区，与补正后的平面图不一致。",
    "reasons": "经营场所的布局不符合规定的条件，申请人当场不能整改。",
    "basis": "《食品经营许可和备案管理办法》",
}


class Department:
    """Plays the people at the console."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def grant(self, case_no: str) -> None:
        """Read, give an opinion, decide; the server makes the decision and its document."""
        self._stage.clock.set("15:31")
        browser, work = self._at_console(HEALTH)
        self._stage.see("console-work", work)
        self._act(browser, case_no, "opine", {"result": "agree", "text": "材料齐全，告知承诺内容完整，同意。"})
        self._stage.clock.set("15:38")
        self._stage.see("console-granted", self._act(browser, case_no, "grant", GRANT))
        browser.close()

    def refuse(self, case_no: str) -> None:
        """What was found on the spot, why, by which rule; the document says where to turn to."""
        self._stage.clock.set("15:44")
        browser, _ = self._at_console(MARKET)
        self._stage.see("console-refused", self._act(browser, case_no, "refuse", REFUSAL))
        browser.close()

    def figures(self) -> dict[str, int]:
        """What a supervisor sees of the ratings of the day: how many services were rated, of how many."""
        self._stage.clock.set("17:15")
        browser, _ = self._at_console(SUPERVISOR)
        seen = browser.open("/console/office/rating-figures?by=department")
        self._stage.see("console-ratings", seen)
        browser.close()
        rated, services = self._stage.centre.ratings(DAY)
        if not rated or f"{rated}/" not in seen.html:
            raise StageFright("the rating is not counted")
        return {"rated": rated, "services": services}

    def _at_console(self, person: Official) -> tuple[Browser, Page]:
        browser = Browser(self._stage.centre.url)
        entry = browser.open(LOG_IN)
        first = browser.send(entry, LOG_IN, {"name": person.name, "password": person.password})
        if LOG_IN in first.url:
            raise StageFright("nobody got into the console")
        return browser, first

    def _act(self, browser: Browser, case_no: str, act: str, entries: dict[str, str]) -> Page:
        address = f"/console/cases/{case_no}"
        done = browser.send(browser.open(address), f"{address}/acts/{act}", entries)
        if "done=act" not in done.url:
            raise StageFright(f"{act} was refused")
        return done
