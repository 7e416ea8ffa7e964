"""Settings that every test shares: the mark by which a test names the rule of law that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make `@pytest.mark.law("LAW-32-4")` known."""
    config.addinivalue_line("markers", "law(*rules): rules of app.domain.law.citations that this test proves")
