"""The applicant's part, on his own telephone: he files online before he comes, and says how it was afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.demo import people as who
from app.demo.chromium import PHONE
from app.demo.hands import StageFright
from app.demo.web import Browser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.demo.stage import Stage
    from app.demo.web import Form, Page
    from app.domain.catalog.service_item import FormField

ITEM = "WJ-01"
ANSWERS = {"venue": "salon", "procedure": "commitment", "air": "none"}
VERY_GOOD = "5"
_NUMBER = re.compile(r'id="number">([^<]+)<')


class Applicant:
    """Somebody who opens a hair salon."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def file_online(self) -> str:
        """From everyday words to the number of a pre-application 网上预审."""
        stage, phone = self._stage, Browser(self._stage.centre.url)
        stage.clock.set("08:31")
        found = phone.open("/c/items?q=开理发店")
        guide = phone.open(found.link(f"/c/items/{ITEM}"))
        asked = "&".join(f"answer.{key}={value}" for key, value in ANSWERS.items())
        form = phone.open(f"{guide.link('/c/apply/')}?{asked}")
        stage.see("web-form", form, PHONE)
        action = f"/c/apply/{ITEM}"
        draft = phone.send(form, action, {**self._entries(form.form(action)), "step": "next"})
        filed = phone.send(draft, "/c/draft/submit")
        stage.see("web-filed", filed, PHONE)
        phone.close()
        number = _NUMBER.search(filed.html)
        if number is None:
            raise StageFright("the pre-application was not taken")
        return number.group(1)

    def _entries(self, form: Form) -> Mapping[str, str]:
        person = who.TANG
        entries = {
            "applicant.kind": "person", "applicant.name": person.name, "applicant.id_type": "citizen-id",
            "applicant.id_number": person.number, "applicant.phone": person.phone,
        }  # fmt: skip
        asked = [field for field in self._stage.centre.item(ITEM).form if f"form.{field.key}" in form.names]
        own = {"trade_name": who.SALON, "manager_name": person.name}
        return entries | {f"form.{field.key}": own.get(field.key, _example(field)) for field in asked}

    def rate(self, code: str) -> Page:
        """The code on his receipt leads to how the case stands, and from there to the five levels 好差评."""
        stage, phone = self._stage, Browser(self._stage.centre.url)
        stage.clock.set("17:05")
        standing = phone.open(f"/c/q/1/{code.rpartition('/')[2]}")
        stage.see("web-progress", standing, PHONE)
        address = standing.link("/c/rate/")
        thanks = phone.send(phone.open(address), address, {"level": VERY_GOOD, "label.5.0": "1"})
        stage.see("web-rated", thanks, PHONE)
        phone.close()
        return thanks


def _example(field: FormField) -> str:
    return str(field.example).lower() if field.type == "boolean" else str(field.example)
