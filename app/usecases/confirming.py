"""A second person confirms: a real log-in check of a lead's account, without leaving the clerk's session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.domain.rights import may
from app.store.accounts import check_password, list_accounts

if TYPE_CHECKING:
    from app.store.keyring import Account
    from app.usecases.workplace import Workplace


def leads(workplace: Workplace) -> list[str]:
    """Log-in names of the leads who may confirm: others than the clerk at work, or himself where there is no other."""
    accounts = [a for a in list_accounts(workplace.store) if may(a.role, "confirm-backfill") and not a.disabled]
    others = [a.name for a in accounts if a.id != workplace.store.account.id]
    return others or [a.name for a in accounts]


def confirm_as_lead(workplace: Workplace, name: str, password: str) -> Account:
    """Let a lead confirm with his password. Refusal RIGHT-LEAD for anybody else; AccessDenied for a wrong password."""
    allowed = leads(workplace)
    if name not in allowed:
        names = "、".join(allowed)
        raise Refusal("RIGHT-LEAD", f"这一步要由组长确认，请选择：{names}。", "lead")
    return check_password(workplace.store, name, password)
