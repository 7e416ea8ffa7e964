"""The page about HTTP says what the server has: each route, each metric, each bound that is set in one place."""

from __future__ import annotations

import re
from pathlib import Path

from app.central.api.acts import MOST
from app.central.api.admission import SMALL
from app.central.api.journals import PACKED, UNPACKED
from app.central.main import API
from app.central.metrics import Metrics
from app.central.services import BODY_MEMORY, Limits

PAGE = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")


def test_every_route_stands_there():
    routes = {re.sub(r":\w+}", "}", f"/api/v1{path}") for handler in API for path in handler.paths}
    assert {path for path in routes if not re.search(rf"[A-Z]+ {re.escape(path)}[`,?]", PAGE)} == set()


def test_every_metric_stands_there():
    names = {family.name for family in Metrics().registry.collect()}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()


def test_bounds_are_those_of_the_program():
    mebi = 1024 * 1024
    limits = Limits()
    assert f"{PACKED // mebi} MiB packed, {UNPACKED // mebi} MiB unpacked" in PAGE
    assert f"{BODY_MEMORY // mebi} MiB of all requests" in PAGE
    assert f"{SMALL // 1024} KiB (an act {MOST // 1_000_000} MB)" in PAGE
    assert (
        f"{limits.ingest_threads} batches, {limits.read_threads} reads, {limits.file_threads} files, "
        f"{limits.view_threads} drawings of scans, {limits.password_threads} passwords; {limits.ingest_waiting}, "
        f"{limits.read_waiting}, {limits.file_waiting}, {limits.view_waiting}, {limits.password_waiting} more" in PAGE
    )
    assert (
        f"{limits.enrolments_a_minute:g} enrolments, {limits.sessions_a_minute:g} sessions, "
        f"{limits.log_ins_a_minute:g} log-ins" in PAGE
    )
