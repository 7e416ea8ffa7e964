"""Known answers where a standard gives them; else what was put in comes out, and nothing else opens it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.box import CannotOpen, decrypt, decrypt_at, encrypt, encrypt_at, new_key
from app.crypto.derive import PasswordParameters, key_from_password, subkey
from app.crypto.hash import NAMES, SIZE, hash_by_name
from app.crypto.seal import new_private_key, open_sealed, public_key_of, seal
from app.crypto.sign import SigningKey, new_signing_key, verify

FAST = PasswordParameters(salt=b"0123456789abcdef", memory=64, passes=1, lanes=1)


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ],
)
def test_hash_gives_the_standards_example(name: str, digest: str) -> None:
    assert hash_by_name(name)(b"abc").hex() == digest


def test_hashes_have_one_size() -> None:
    assert [len(hash_by_name(name)(b"")) for name in NAMES] == [SIZE, SIZE]


def test_unknown_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="md5"):
        hash_by_name("md5")


def test_signature_of_rfc_8032() -> None:
    key = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert key.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


def test_signature_holds_only_for_message_and_key() -> None:
    key, other = new_signing_key(), new_signing_key()
    signature = key.sign(b"message")
    assert verify(key.public, b"message", signature)
    assert not verify(key.public, b"massage", signature)
    assert not verify(other.public, b"message", signature)
    assert not verify(key.public, b"message", b"short")
    assert not verify(b"short", b"message", signature)


def test_secrets_stay_out_of_representations() -> None:
    key = new_signing_key()
    assert key.seed.hex() not in repr(key)
    assert repr(key) == "SigningKey()"


@given(plain=st.binary(max_size=200), context=st.binary(max_size=20))
def test_box_gives_back_what_it_was_given(plain: bytes, context: bytes) -> None:
    key = new_key()
    assert decrypt(key, encrypt(key, plain, context), context) == plain


@given(plain=st.binary(max_size=50), place=st.integers(min_value=0))
def test_box_with_any_byte_changed_does_not_open(plain: bytes, place: int) -> None:
    key = new_key()
    box = bytearray(encrypt(key, plain))
    box[place % len(box)] ^= 1
    with pytest.raises(CannotOpen):
        decrypt(key, bytes(box))


@pytest.mark.parametrize("box", [b"", b"short", bytes(27)])
def test_box_that_is_too_short_does_not_open(box: bytes) -> None:
    with pytest.raises(CannotOpen):
        decrypt(new_key(), box)


def test_box_wants_its_context_and_nonce() -> None:
    key = new_key()
    box = encrypt_at(key, bytes(12), b"plain", b"one")
    assert decrypt_at(key, bytes(12), box, b"one") == b"plain"
    with pytest.raises(CannotOpen):
        decrypt_at(key, bytes(12), box, b"two")
    with pytest.raises(CannotOpen):
        decrypt_at(key, b"\x01" + bytes(11), box, b"one")


@given(plain=st.binary(max_size=100))
def test_sealed_box_opens_with_the_private_key_only(plain: bytes) -> None:
    private = new_private_key()
    box = seal(public_key_of(private), plain, b"context")
    assert open_sealed(private, box, b"context") == plain
    with pytest.raises(CannotOpen):
        open_sealed(new_private_key(), box, b"context")
    with pytest.raises(CannotOpen):
        open_sealed(private, box, b"other")


@given(place=st.integers(min_value=0))
def test_sealed_box_with_any_byte_changed_does_not_open(place: int) -> None:
    private = new_private_key()
    box = bytearray(seal(public_key_of(private), b"key"))
    box[place % len(box)] ^= 1
    with pytest.raises(CannotOpen):
        open_sealed(private, bytes(box))


@pytest.mark.parametrize("box", [b"", b"\x01", bytes(80), b"\x01" + bytes(80)])
def test_sealed_box_that_is_none_does_not_open(box: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(new_private_key(), box)


def test_sealing_twice_gives_different_boxes() -> None:
    public = public_key_of(new_private_key())
    assert seal(public, b"same") != seal(public, b"same")


def test_password_key_depends_on_password_and_salt() -> None:
    key = key_from_password("密码", FAST)
    other = PasswordParameters(salt=b"fedcba9876543210", memory=64, passes=1, lanes=1)
    assert len(key) == 32
    assert len({key, key_from_password("密碼", FAST), key_from_password("密码", other)}) == 3


@settings(max_examples=20)
@given(st.text(alphabet="abcXYZ0189!#", min_size=1, max_size=12))
def test_full_width_typing_is_the_same_password(password: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in password)
    assert key_from_password(wide, FAST) == key_from_password(password, FAST)


def test_default_parameters_cost_at_least_64_mebibytes() -> None:
    parameters = PasswordParameters()
    assert (parameters.memory >= 64 * 1024, parameters.passes >= 3, len(parameters.salt)) == (True, True, 16)


def test_subkeys_of_one_key_are_unrelated() -> None:
    key = new_key()
    assert len({subkey(key, "a"), subkey(key, "b"), subkey(key, "a", b"x"), subkey(key, "a\x00x")}) == 4
