"""The code that is typed once when a device is enrolled: a secret that works once, and whom it may be told to.

`SSSSS-SSSSS-FFFFF-FFFFF-FFFFF` in Crockford's base32: fifty random bits, then the first seventy-five bits of the
fingerprint of the server's CA key. The device compares the CA before it sends the secret.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from app.crypto.tls import fingerprint
from app.domain.refusal import Refusal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LETTERS = 10
FINGERPRINT_LETTERS = 15
_GROUP = 5
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u3000": None, "—": None, "–": None})


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """The two parts of a code; the secret is kept out of its representation."""

    secret: str = field(repr=False)
    fingerprint: str

    @property
    def text(self) -> str:
        """The code as it is read out, in groups of five."""
        letters = self.secret + self.fingerprint
        return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))

    def matches(self, certificate: bytes) -> bool:
        """Say whether this CA certificate (PEM) is the one that the code names; what is none does not match."""
        try:
            found = fingerprint(certificate)
        except ValueError:
            return False
        return hmac.compare_digest(found[:FINGERPRINT_LETTERS], self.fingerprint)


def new_code(certificate: bytes) -> EnrolmentCode:
    """Return a code with a fresh secret for the server whose CA certificate (PEM) this is."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
    return EnrolmentCode(secret, fingerprint(certificate)[:FINGERPRINT_LETTERS])


def parse_code(text: str) -> EnrolmentCode:
    """Read a code as people type it; Refusal ENROL-CODE says what is wrong with it."""
    letters = normalised(text)
    wanted = SECRET_LETTERS + FINGERPRINT_LETTERS
    if len(letters) != wanted or any(letter not in ALPHABET for letter in letters):
        raise Refusal("ENROL-CODE", f"接入码有 {wanted} 个字母和数字，请对照管理员给的接入码重输。", "code")
    return EnrolmentCode(letters[:SECRET_LETTERS], letters[SECRET_LETTERS:])


def normalised(text: str) -> str:
    """Letters as they are meant: upper case, without hyphens and blanks, O read as 0, I and L as 1."""
    return text.strip().upper().translate(_FORGIVEN)
