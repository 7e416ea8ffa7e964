"""The signed code: what verifies, what does not, and what never stands in it."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.sign import SigningKey, new_signing_key
from app.receipts.codes import (
    DEFAULT_BASE,
    LONGEST,
    CodeTooLong,
    Trust,
    certify,
    check_code,
    facts_hash,
    seal_code,
    verify_text,
)
from tests.builders.papers import AREA, CERTIFICATE, DEVICE, acceptance, all_documents, heading, sealed

if TYPE_CHECKING:
    from app.receipts.data import AcceptanceNotice

TRUST = Trust((AREA.public,))


def code_of(document: AcceptanceNotice) -> str:
    assert document.heading.code is not None
    return document.heading.code.text


SEALED = seal_code(acceptance(), DEVICE, CERTIFICATE)
TEXT = code_of(SEALED)


def payload(text: str) -> bytearray:
    encoded = text.rsplit("/", 1)[1]
    return bytearray(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))


def with_payload(data: bytes) -> str:
    return f"{DEFAULT_BASE}/q/1/{base64.urlsafe_b64encode(data).decode().rstrip('=')}"


def test_signed_code_is_valid_and_says_what_it_covers() -> None:
    found = verify_text(TEXT, TRUST)
    assert (found.valid, found.answer) == (True, "valid")
    assert (found.document, found.case_no, found.item, found.issued_on) == (
        "沙市监受〔2026〕C03A-214 号", "500106-20261123-C03A-0042-Q", "GT-04", "2026-11-23",
    )  # fmt: skip
    assert (found.kind, found.mark, found.area, found.evaluation) == ("acceptance-notice", "C03A", "500106", False)
    assert found.facts == facts_hash(SEALED)
    assert SEALED.heading.code is not None
    assert found.check == SEALED.heading.code.check == check_code(TEXT)


def test_same_document_gives_the_same_code() -> None:
    assert code_of(seal_code(acceptance(), DEVICE, CERTIFICATE)) == TEXT


def test_code_is_short_enough_for_every_document() -> None:
    codes = [d.heading.code.text for d in all_documents().values() if d.heading.code]
    assert len(codes) == 22
    assert max(map(len, codes)) <= LONGEST


def test_check_code_reads_easily() -> None:
    check = check_code(TEXT)
    assert len(check) == 9
    assert check[4] == "-"
    assert set(check) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ-")
    assert check_code("https://example.com") == ""


@given(st.integers(0, len(payload(TEXT)) - 1), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_any_changed_byte_is_not_valid(at: int, change: int) -> None:
    data = payload(TEXT)
    data[at] ^= change
    assert not verify_text(with_payload(bytes(data)), TRUST).valid


@given(st.integers(0, len(payload(TEXT)) - 1))
@settings(max_examples=60, deadline=None)
def test_any_truncated_code_is_not_valid(length: int) -> None:
    assert not verify_text(with_payload(bytes(payload(TEXT)[:length])), TRUST).valid


@given(st.text(max_size=200))
def test_any_other_text_is_unreadable(text: str) -> None:
    assert verify_text(text, TRUST).answer == "unreadable"
    assert verify_text(f"{DEFAULT_BASE}/q/1/{text}", TRUST).valid is False


def test_changed_number_is_invalid() -> None:
    data = bytes(payload(TEXT)).replace(b"C03A-214", b"C03A-215")
    assert verify_text(with_payload(data), TRUST).answer == "invalid"


def test_other_area_is_an_unknown_signer() -> None:
    assert verify_text(TEXT, Trust((new_signing_key().public,))).answer == "unknown-signer"
    assert verify_text(TEXT, Trust(())).answer == "unknown-signer"


def test_revoked_device_is_named() -> None:
    found = verify_text(TEXT, Trust((AREA.public,), frozenset({DEVICE.public})))
    assert (found.valid, found.answer) == (False, "revoked-signer")


def test_certificate_of_a_stranger_is_invalid() -> None:
    stranger = new_signing_key()
    forged = bytearray(certify(stranger, DEVICE.public, "C03A", "500106", evaluation=False))
    at = CERTIFICATE.index(DEVICE.public) + 32
    forged[at : at + 8] = CERTIFICATE[at : at + 8]  # claims the true area's key
    text = code_of(seal_code(acceptance(), DEVICE, bytes(forged)))
    assert verify_text(text, TRUST).answer == "invalid"


def test_another_devices_certificate_does_not_help() -> None:
    text = code_of(seal_code(acceptance(), new_signing_key(), CERTIFICATE))
    assert verify_text(text, TRUST).answer == "invalid"


def test_sample_is_valid_and_says_so() -> None:
    certificate = certify(AREA, DEVICE.public, "C03A", "500106", evaluation=True)
    found = verify_text(code_of(seal_code(acceptance(), DEVICE, certificate)), TRUST)
    assert (found.valid, found.evaluation) == (True, True)
    assert "样张" in found.reason


def test_evaluation_areas_key_can_only_make_samples() -> None:
    trust = Trust((AREA.public,), samples=frozenset({AREA.public}))
    assert verify_text(TEXT, trust).answer == "invalid"
    honest = certify(AREA, DEVICE.public, "C03A", "500106", evaluation=True)
    assert verify_text(code_of(seal_code(acceptance(), DEVICE, honest)), trust).valid


def test_spaces_and_breaks_of_a_copied_text_do_not_matter() -> None:
    assert verify_text(f"  {TEXT[:100]}\n{TEXT[100:]} ", TRUST).valid


def test_other_base_address_is_read_as_well() -> None:
    text = code_of(seal_code(acceptance(), DEVICE, CERTIFICATE, "https://zwfw.example.cn/"))
    assert text.startswith("https://zwfw.example.cn/q/1/")
    assert verify_text(text, TRUST).valid


@pytest.mark.parametrize("number", ["沙" * 60, "沙" * 100])
def test_code_that_could_not_be_read_is_refused(number: str) -> None:
    with pytest.raises(CodeTooLong):
        seal_code(replace(acceptance(), heading=heading(number)), DEVICE, CERTIFICATE)


def test_no_personal_data_stands_in_the_code() -> None:
    held = bytes(payload(TEXT))
    party = acceptance().party
    for told in (party.name, party.id_shown, party.behind.name if party.behind else "-"):
        assert told.encode() not in held


def test_facts_change_with_what_is_printed_and_not_with_the_code() -> None:
    assert facts_hash(sealed(acceptance())) == facts_hash(acceptance())
    assert facts_hash(replace(acceptance(), fee="收费")) != facts_hash(acceptance())
    assert facts_hash(replace(acceptance(), commitments=())) == facts_hash(acceptance())


def test_key_of_the_tests_is_the_one_it_was() -> None:
    assert SigningKey(AREA.seed).public == AREA.public
