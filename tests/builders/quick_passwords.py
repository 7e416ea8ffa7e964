"""New accounts whose passwords cost little. The cost is data of the account, not of the code."""

from __future__ import annotations

from functools import partial

from app.crypto.derive import PasswordParameters

quick_parameters = partial(PasswordParameters, memory=64, passes=1, lanes=1)
"""The least that Argon2id takes; given to new accounts in the place of `keyring.fresh_parameters`."""
