"""The HTTP program of the server: the application with all its routes."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide

from app.central.api.acts import act, document, escalation_receipt
from app.central.api.admission import authority, challenge, enrol, hello, session
from app.central.api.authority import accounts, change_password, marks, recovery, release
from app.central.api.blobs import announce_blob, read_chunk, send_chunk
from app.central.api.cases import fetch_file, find, open_one
from app.central.api.feed import feed
from app.central.api.health import description, healthz, metrics
from app.central.api.journals import events, hand_back, push, receipt
from app.central.api.pre_applications import (
    advise_pre_application,
    list_pre_applications,
    read_file,
    read_pre_application,
    read_prefill,
    release_pre_application,
    take_pre_application,
)
from app.central.api.queue import see_queue
from app.central.console import accounts as account_pages
from app.central.console import (
    case_acts,
    case_files,
    entry,
    joint_work,
    office,
    office_days,
    office_notices,
    office_ratings,
    overview,
    releases,
    tasks,
    work,
)
from app.central.console import cases as case_pages
from app.central.console import devices as device_pages
from app.central.console import erasures as erasure_pages
from app.central.console.failures import HANDLERS as PAGE_HANDLERS
from app.central.console.failures import font, front_door, script, style
from app.central.display.page import display_page, display_style
from app.central.following import following
from app.central.observe import Observed
from app.central.problems import HANDLERS
from app.central.public.failures import HANDLERS as PUBLIC_HANDLERS
from app.central.public.routes import AT_ROOT, PUBLIC

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from litestar.handlers import HTTPRouteHandler
    from litestar.types import ControllerRouterHandler

    from app.central.services import Services

API: tuple[HTTPRouteHandler, ...] = (
    hello,
    authority,
    enrol,
    challenge,
    session,
    push,
    receipt,
    events,
    hand_back,
    feed,
    announce_blob,
    send_chunk,
    read_chunk,
    accounts,
    change_password,
    recovery,
    marks,
    release,
    find,
    open_one,
    fetch_file,
    act,
    document,
    escalation_receipt,
    list_pre_applications,
    read_pre_application,
    take_pre_application,
    release_pre_application,
    advise_pre_application,
    read_file,
    read_prefill,
    see_queue,
)
CONSOLE: tuple[HTTPRouteHandler, ...] = (
    style,
    script,
    font,
    entry.log_in_page,
    entry.log_in_form,
    entry.log_out_form,
    entry.password_page,
    entry.password_form,
    overview.overview,
    tasks.tasks_page,
    tasks.finish,
    tasks.let_go_on,
    tasks.quarantine_page,
    tasks.admit_group,
    tasks.reject_group,
    device_pages.devices_page,
    device_pages.new_code,
    device_pages.change,
    account_pages.accounts_page,
    account_pages.add,
    account_pages.reset,
    account_pages.switch,
    case_pages.search_page,
    case_pages.search,
    work.work_page,
    case_acts.show_case,
    case_acts.show_document,
    case_files.show_file,
    case_files.show_page,
    case_files.save_file,
    case_acts.do_act,
    case_acts.save_ticks,
    case_acts.urge_case,
    joint_work.projects_page,
    joint_work.new_project,
    joint_work.project_page,
    joint_work.change_project,
    joint_work.consultations_page,
    joint_work.hold,
    joint_work.consultation_page,
    joint_work.task_done,
    releases.releases_page,
    office.tasks_of_mine,
    office.escalations_page,
    office.open_one,
    office.escalation_page,
    office.receipt_page,
    office.act_on_one,
    office_ratings.ratings_page,
    office_ratings.enter,
    office_ratings.rating_page,
    office_ratings.follow_one,
    office_ratings.figures_page,
    office_days.days_page,
    office_days.plan_one,
    office_days.act_on_day,
    office_notices.notices_page,
    office_notices.send_one,
    office_notices.drop_one,
    office_notices.note_unwanted,
    office_notices.set_gateway,
    erasure_pages.erasures_page,
    erasure_pages.ask_one,
    erasure_pages.confirm_one,
    erasure_pages.take_back_one,
    erasure_pages.set_terms,
)


def create_app(shared: Services) -> Observed:
    """The application over an open server."""

    @contextlib.asynccontextmanager
    async def watching(_: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(shared.watcher.run())
        try:
            yield
        finally:
            shared.watcher.stop()
            await task

    console = Router("/console", route_handlers=list(CONSOLE), exception_handlers=PAGE_HANDLERS)
    public = Router("/c", route_handlers=list(PUBLIC), exception_handlers=PUBLIC_HANDLERS)
    code = Router("/", route_handlers=list(AT_ROOT), exception_handlers=PUBLIC_HANDLERS)
    routes: list[ControllerRouterHandler] = [
        Router("/api/v1", route_handlers=list(API)),
        console,
        public,
        code,
        Router("/", route_handlers=[display_page, display_style], exception_handlers=PUBLIC_HANDLERS),
        front_door,
        healthz,
        metrics,
        description,
    ]
    app = Litestar(
        route_handlers=routes,
        dependencies={"services": Provide(lambda: shared, sync_to_thread=False)},
        exception_handlers=HANDLERS,
        lifespan=[watching, lambda _: following(shared)],
        openapi_config=None,
        logging_config=None,
        state=State({"services": shared}),
    )
    return Observed(app, shared)
