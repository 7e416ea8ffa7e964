"""The columns of the exchange page: what waits, since when, how often it was tried, what keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.exchange.presenter import Parcel, about, title, tries, waited
from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def parcels_model(now: Callable[[], datetime]) -> RowsModel[Parcel]:
    """An empty model of what waits; `now` says what time it is."""
    translate = QCoreApplication.translate
    return RowsModel(
        [
            Column(translate("Exchange", "等待上传的"), title, about, width=260),
            Column(
                translate("Exchange", "从何时起"), lambda p: waited(p, now())[0], lambda p: waited(p, now())[1],
                width=120,
            ),
            Column(
                translate("Exchange", "传过"), lambda p: tries(p, now())[0], lambda p: tries(p, now())[1], width=130
            ),
            Column(
                translate("Exchange", "上次的问题"), lambda p: p.error, None, lambda p: "caution" if p.error else ""
            ),
        ]
    )  # fmt: skip
