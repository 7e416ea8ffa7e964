"""What every test shares: accounts whose passwords cost little. The cost is data of the account, not of the code.

The real cost has a test of its own in tests/unit/crypto.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from app.crypto.derive import PasswordParameters
from app.store import keyring

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """New accounts of this run get the least parameters of Argon2id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "fresh_parameters", partial(PasswordParameters, memory=64, passes=1, lanes=1))
        yield
