"""Every public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.central.public import apply, failures, guide, mine, packages, progress, rate, request

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

PUBLIC: tuple[HTTPRouteHandler, ...] = (
    failures.style,
    guide.home,
    guide.choose_language,
    guide.items,
    guide.item,
    packages.package,
    progress.progress_page,
    progress.look_up,
    apply.form_page,
    apply.form_sent,
    apply.edit_page,
    apply.edit_sent,
    apply.draft_page,
    apply.upload,
    apply.remove,
    apply.submit,
    apply.make_code,
    apply.discard,
    mine.pre_page,
    mine.find_mine,
    mine.mine_page,
    mine.change,
    mine.withdraw,
    request.my_case_page,
    request.open_case,
    request.leave,
    request.files_page,
    request.upload,
    request.remove,
    request.discard,
    request.send,
    request.withdraw_page,
    request.withdraw,
    request.details_page,
    request.details,
    rate.rate_page,
    rate.rate_sent,
)
"""Below /c."""

AT_ROOT: tuple[HTTPRouteHandler, ...] = (progress.by_code,)
"""The addresses that stand in the codes on paper: with the path /c of the starting settings, and without."""
