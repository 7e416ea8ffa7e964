"""The columns of the exchange page: what waits, since when, how often it was tried, what keeps it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from app.desk.screens.exchange.presenter import Parcel, tries, waited
from app.desk.widgets.table import Column, RowsModel


def parcels_model() -> RowsModel[Parcel]:
    """An empty model of what waits."""
    translate = QCoreApplication.translate
    return RowsModel(
        [
            Column(translate("Exchange", "等待上传的"), lambda p: p.title, lambda p: p.about, width=260),
            Column(
                translate("Exchange", "从何时起"), lambda p: waited(p, _now())[0], lambda p: waited(p, _now())[1],
                width=120,
            ),
            Column(
                translate("Exchange", "传过"), lambda p: tries(p, _now())[0], lambda p: tries(p, _now())[1], width=130
            ),
            Column(
                translate("Exchange", "上次的问题"), lambda p: p.error, None, lambda p: "caution" if p.error else ""
            ),
        ]
    )  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)
