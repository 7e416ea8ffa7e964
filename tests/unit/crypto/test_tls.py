"""The server's authority: its fingerprint, certificates under it, and who is not it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.crypto.agree import mac_holds, shared_mac
from app.crypto.seal import new_private_key, public_key_of
from app.crypto.tls import fingerprint, issue, issued_by, make_authority, names_of, valid_until

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_fingerprint_is_of_the_key_in_fifty_two_letters() -> None:
    authority = make_authority("一窗", NOW)
    found = fingerprint(authority.certificate)
    assert len(found) == 52
    assert set(found) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert found != fingerprint(make_authority("一窗", NOW).certificate)
    with pytest.raises(ValueError, match="PEM"):
        fingerprint(b"nothing")


def test_certificate_is_for_its_names_and_under_its_authority() -> None:
    authority, other = make_authority("一窗", NOW), make_authority("一窗", NOW)
    issued = issue(authority, ("hall.example", "10.1.2.3", "::1"), NOW)
    assert names_of(issued.certificate) == {"hall.example", "10.1.2.3", "::1"}
    assert issued_by(issued.certificate, authority.certificate)
    assert not issued_by(issued.certificate, other.certificate)
    assert not issued_by(b"nothing", other.certificate)


def test_certificate_ends_before_its_authority_and_began_before_a_slow_clock() -> None:
    authority = make_authority("一窗", NOW)
    issued = issue(authority, ("hall.example",), NOW)
    assert valid_until(issued.certificate) < valid_until(authority.certificate)
    assert valid_until(issue(authority, ("hall.example",), NOW, days=1).certificate) == NOW + timedelta(days=1)


def test_keys_are_kept_out_of_what_is_shown() -> None:
    assert "PRIVATE" not in repr(make_authority("一窗", NOW))


def test_only_the_two_holders_can_make_a_shared_mac() -> None:
    mine, theirs, stranger = new_private_key(), new_private_key(), new_private_key()
    mac = shared_mac(mine, public_key_of(theirs), b"said", "purpose")
    assert mac_holds(theirs, public_key_of(mine), b"said", "purpose", mac)
    assert not mac_holds(theirs, public_key_of(mine), b"other", "purpose", mac)
    assert not mac_holds(theirs, public_key_of(mine), b"said", "another", mac)
    assert not mac_holds(stranger, public_key_of(mine), b"said", "purpose", mac)
    assert not mac_holds(theirs, bytes(32), b"said", "purpose", mac)
