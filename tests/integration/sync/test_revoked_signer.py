"""Paper of a device that was revoked is told as such by every desk that has read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.sign import verify
from app.receipts.codes import verify_text
from app.usecases.signing import trust_of

if TYPE_CHECKING:
    from tests.integration.sync.conftest import Hall


def test_paper_of_a_revoked_device_is_told_as_such(mortal_hall: Hall) -> None:
    honest, stolen = mortal_hall.join(), mortal_hall.join()
    code = stolen.hand.accept().papers[0].data.heading.code
    assert code is not None
    stolen.sync()
    honest.sync()
    assert verify_text(code.text, trust_of(honest.workplace), verify).answer == "valid"
    mortal_hall.server.command("device", "revoke", stolen.workplace.counter, "--reason", "被盗")
    assert verify_text(code.text, trust_of(honest.workplace), verify).answer == "valid"
    honest.sync()
    found = verify_text(code.text, trust_of(honest.workplace), verify)
    assert (found.valid, found.answer) == (False, "revoked-signer")
