"""The console's tasks lead to a case only those who may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from app.store.central.tasks import add_tasks, new_task
from app.usecases.central.accounts import add_user
from tests.builders.http_central import ADMIN, PASSWORD
from tests.builders.plain_http import PLAIN
from tests.integration.central_http.test_console_entry import entered

if TYPE_CHECKING:
    from tests.builders.http_central import Served

NUMBER = "500106-20261123-C03A-0001-7"


@pytest.mark.parametrize(("name", "opens"), [(ADMIN, False), ("陈强", True)])
def test_only_who_may_open_a_case_is_led_to_it(served: Served, name: str, opens: bool) -> None:
    server = served.server
    if name != ADMIN:
        add_user(server, name, "lead", password=PASSWORD)
    with server.store.write() as connection:
        tasks = [new_task(kind, "STATE-CHANGED", server.now(), case_no=NUMBER) for kind in ("contested", "rights")]
        add_tasks(connection, server.area, tasks)
    with httpx.Client(base_url=served.url, headers={"Accept-Language": "zh"}, timeout=60, verify=PLAIN) as browser:
        entered(browser, name)
        page = browser.get("/console/tasks").text
        assert NUMBER in page
        assert (f'href="/console/cases/{NUMBER}"' in page) is opens
        assert (browser.get(f"/console/cases/{NUMBER}").status_code == 403) is not opens
