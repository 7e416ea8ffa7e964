"""Which version of the protocol is spoken, and who has to be upgraded where there is none."""

from __future__ import annotations

import pytest

from app.store.exchange import PROTOCOL
from app.sync.failures import WrongProtocol
from app.sync.session import common_protocol


def test_the_newest_common_version_is_spoken() -> None:
    assert common_protocol([PROTOCOL, PROTOCOL + 1]) == PROTOCOL


def test_a_desk_that_is_behind_is_told_to_upgrade() -> None:
    with pytest.raises(WrongProtocol, match="请升级本机") as refused:
        common_protocol([PROTOCOL + 1, PROTOCOL + 2])
    assert refused.value.place == "desk"


def test_a_server_that_is_behind_is_named() -> None:
    with pytest.raises(WrongProtocol, match="先升级服务器") as refused:
        common_protocol([PROTOCOL - 1])
    assert refused.value.place == "server"
