"""Every setting of a desk, typed and documented.

They are kept in the store as one JSON value and validated when read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import msgspec


@dataclass(frozen=True)
class HallSettings:
    """What stands on paper and in the top bar, and the limits that the administrator sets.

    `reconsideration` and `court` are the remedies' addressees and are never empty. `query_url` is the address in the
    QR code. Limits of 0 only warn; others stop new cases: `stop_free_mb` free disk, `stop_catalogue_days` age of the
    catalogue, `stop_unsent` events not yet at the server. `escalation_answer_days` workdays in which a “办不成事” is
    answered; `rating_…_days` workdays from a bad rating 差评 to the call, the finding, the remedy, the answer.
    `procedure_ends_count`: 1 where the first and the last day of a special procedure 特别程序 count.
    """

    hall: str = "重庆市沙坪坝区政务服务中心"
    hall_short: str = "沙坪坝区政务服务中心"
    hall_character: str = "沙政务"
    hall_phone: str = ""
    supervision_phone: str = ""
    reconsideration: Annotated[str, msgspec.Meta(min_length=1)] = "重庆市沙坪坝区人民政府"
    court: Annotated[str, msgspec.Meta(min_length=1)] = "有管辖权的人民法院"
    query_url: str = "https://zwfw.example/c"
    profile: str = "undifferentiated"
    warn_free_mb: int = 1024
    stop_free_mb: int = 200
    warn_catalogue_days: int = 90
    stop_catalogue_days: int = 0
    warn_unsent: int = 2000
    stop_unsent: int = 0
    escalation_answer_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 3
    rating_contact_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 1
    rating_verify_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 3
    rating_right_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 5
    rating_answer_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 5
    procedure_ends_count: Annotated[int, msgspec.Meta(ge=0, le=1)] = 0
    draft_days: Annotated[int, msgspec.Meta(ge=1, le=90)] = 7
    printers: dict[str, str] = field(default_factory=dict)


def read_settings(values: object) -> HallSettings:
    """Settings from what the store keeps; unknown names are ignored so that an older program can read a newer store."""
    return msgspec.convert(values or {}, HallSettings)
