"""Vectors of the identity numbers: valid, wrong, and which type a bare number is taken for."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.identity.check import ID_TYPES, check, grouped, guess_type
from app.domain.refusal import Refusal

TODAY = date(2026, 11, 23)


@pytest.mark.law("GB-11643")
@pytest.mark.parametrize(
    ("number", "kind", "birth", "sex", "area"),
    [
        ("500106199003070016", "citizen-id", date(1990, 3, 7), "male", "重庆市沙坪坝区"),
        ("500106200002290127", "citizen-id", date(2000, 2, 29), "female", "重庆市沙坪坝区"),
        ("50010619780704018X", "citizen-id", date(1978, 7, 4), "female", "重庆市沙坪坝区"),
        ("500106198511154828", "citizen-id", date(1985, 11, 15), "female", "重庆市沙坪坝区"),
        ("810000198806120034", "residence-permit", date(1988, 6, 12), "male", "香港特别行政区"),
        ("820000197501300146", "residence-permit", date(1975, 1, 30), "female", "澳门特别行政区"),
        ("830000199211080254", "residence-permit", date(1992, 11, 8), "male", "台湾地区"),
        ("11010519491231002X", "citizen-id", date(1949, 12, 31), "female", "北京市"),
        ("440524188001010014", "citizen-id", date(1880, 1, 1), "male", "广东省"),
    ],
)
def test_valid_person_numbers_tell_birth_sex_and_area(number: str, kind: str, birth: date, sex: str, area: str) -> None:
    checked = check(number, None, TODAY)
    assert (checked.valid, checked.type, checked.reason) == (True, kind, "")
    assert (checked.birth_date, checked.sex, checked.area) == (birth, sex, area)
    assert check(number, kind, TODAY) == checked


@pytest.mark.law("GB-11643")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("500106199003070017", "CHECK"),
        ("500106199603320013", "DATE"),
        ("500106199902300014", "DATE"),
        ("500106199902290039", "DATE"),
        ("500106200013010012", "DATE"),
        ("500106202712310013", "FUTURE"),
        ("50010619900307001", "LENGTH"),
        ("5001061990030700166", "LENGTH"),
        ("500106A99003070016", "CHARACTER"),
        ("50010619900307001Y", "CHARACTER"),
        ("500106780704001", "OLD"),
        ("", "EMPTY"),
        ("500106²99003070016", "CHARACTER"),
    ],
)
def test_wrong_citizen_numbers_are_refused_with_their_own_reason(number: str, code: str) -> None:
    checked = check(number, "citizen-id", TODAY)
    assert not checked.valid
    assert checked.reason_code == f"ENTRY-ID-{code}"
    assert checked.reason
    assert (checked.birth_date, checked.sex, checked.area) == (None, None, None)
    assert not check(number, None, TODAY).valid


@pytest.mark.parametrize("number", ["500106199003070017", "91500106MA5U00011X", "928400199001010014"])
def test_reason_never_proposes_a_check_character(number: str) -> None:
    checked = check(number, None, TODAY)
    assert checked.reason == "校验位不对：先对照证件逐位核对。"


@pytest.mark.law("GB-32100")
@pytest.mark.parametrize(
    ("code", "kind_text"),
    [
        ("91500106MA5U00011W", "企业"),
        ("92500106MA600ABC3J", "个体工商户"),
        ("91500106202845677T", "企业"),
        ("52500106MJP300016F", "民办非企业单位"),
        ("115001060092800105", "机关"),
        ("125001064504000283", "事业单位"),
        ("93500106MA5YQ0XH83", "农民专业合作社"),
    ],
)
def test_valid_credit_codes_tell_their_kind(code: str, kind_text: str) -> None:
    checked = check(code, None, TODAY)
    assert (checked.valid, checked.type, checked.kind_text) == (True, "uscc", kind_text)
    assert (checked.area, checked.warnings) == ("重庆市沙坪坝区", ())


@pytest.mark.law("GB-32100")
@pytest.mark.parametrize(
    ("code", "reason_code"),
    [
        ("91500106MA5U00011X", "CHECK"),
        ("91500106MA5U00101W", "CHECK"),
        ("91500106MA5I00011W", "CHARACTER"),
        ("9150010620284567T7", "CHECK"),
        ("91500106202845677", "LENGTH"),
        ("91500106MA5U0001OW", "CHARACTER"),
        ("500106000012345", "OLD"),
    ],
)
def test_wrong_credit_codes_are_refused(code: str, reason_code: str) -> None:
    checked = check(code, "uscc", TODAY)
    assert (checked.valid, checked.reason_code) == (False, f"ENTRY-ID-{reason_code}")
    assert not check(code, None, TODAY).valid


@pytest.mark.law("GB-32100")
def test_inner_organisation_code_only_warns() -> None:
    checked = check("91500106MA5U000120", None, TODAY)
    assert checked.valid
    assert len(checked.warnings) == 1
    assert "第9至17位" in checked.warnings[0]


def test_letter_o_and_i_are_asked_about_not_replaced() -> None:
    checked = check("91500106MA5U0001OW", "uscc", TODAY)
    assert "第17位" in checked.reason
    assert "是不是数字0" in checked.reason
    assert checked.normalised == "91500106MA5U0001OW"
    assert "是不是" not in check("91500106MA5S00011W", "uscc", TODAY).reason


def test_unknown_division_of_a_credit_code_warns() -> None:
    from app.domain.identity.uscc import check_character

    body = "91990106MA5U00011"
    checked = check(body + check_character(body), "uscc", TODAY)
    assert checked.valid
    assert [w for w in checked.warnings if "区划" in w]


@pytest.mark.parametrize(
    ("number", "kind", "area"),
    [
        ("H12345678", "hk-macao-pass", "香港特别行政区"),
        ("M1234567801", "hk-macao-pass", "澳门特别行政区"),
        ("12345678", "taiwan-pass", "台湾地区"),
        ("1234567890(B)", "taiwan-pass", "台湾地区"),
        ("E12345678", "passport", None),
        ("EA1234567", "passport", None),
        ("G12345678", "passport", None),
        ("928400199001010013", "foreign-permanent-residence", None),
        ("CAN110168888888", "foreign-permanent-residence", None),
    ],
)
def test_permits_are_known_by_their_form(number: str, kind: str, area: str | None) -> None:
    checked = check(number, kind, TODAY)
    assert (checked.valid, checked.type, checked.area) == (True, kind, area)
    if "(" not in number:
        assert check(number, None, TODAY) == checked


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("H1234567", "hk-macao-pass"),
        ("A12345678", "hk-macao-pass"),
        ("1234567", "taiwan-pass"),
        ("12345678A", "taiwan-pass"),
        ("E1", "passport"),
        ("护照12345", "passport"),
        ("928400199001010014", "foreign-permanent-residence"),
        ("828400199001010013", "foreign-permanent-residence"),
        ("92840019900101001", "foreign-permanent-residence"),
        ("500106199003070016", "residence-permit"),
        ("BCAN1101688888", "foreign-permanent-residence"),
        ("x" * 51, "other"),
        ("AB\x0712", "other"),
        ("  ", "other"),
    ],
)
def test_wrong_permits_are_refused_with_a_reason(number: str, kind: str) -> None:
    checked = check(number, kind, TODAY)
    assert (checked.valid, checked.type) == (False, kind)
    assert checked.reason.endswith("。")


def test_foreign_card_with_an_impossible_birth_date_only_warns() -> None:
    from app.domain.identity.citizen_id import check_character

    body = "92840019901301001"
    checked = check(body + check_character(body), "foreign-permanent-residence", TODAY)
    assert (checked.valid, checked.birth_date, len(checked.warnings)) == (True, None, 1)


def test_foreign_passport_asks_for_the_country() -> None:
    checked = check("ab1234567", "passport", TODAY)
    assert (checked.valid, checked.normalised) == (True, "AB1234567")
    assert "国家" in checked.warnings[0]


def test_other_certificate_keeps_its_spelling() -> None:
    checked = check(" 军字第123号 ", "other", TODAY)
    assert (checked.valid, checked.normalised) == (True, "军字第123号")


@pytest.mark.parametrize(
    "typed", ["５００１０６１９９００３０７００１６", " 500106 19900307 0016 ", "500106\u300019900307\u200b0016"]
)
def test_full_width_and_blanks_are_made_plain(typed: str) -> None:
    assert check(typed, "citizen-id", TODAY).normalised == "500106199003070016"
    assert check(typed, None, TODAY).valid


def test_small_x_is_a_capital_x() -> None:
    assert check("50010619780704018x", None, TODAY).normalised == "50010619780704018X"


def test_old_age_and_unknown_address_only_warn() -> None:
    assert "130岁" in check("440524188001010014", None, TODAY).warnings[0]
    from app.domain.identity.citizen_id import check_character

    body = "99010619900307001"
    checked = check(body + check_character(body), "citizen-id", TODAY)
    assert checked.valid
    assert "地址码" in checked.warnings[0]


def test_permit_number_given_as_citizen_number_warns() -> None:
    checked = check("810000198806120034", "citizen-id", TODAY)
    assert checked.valid
    assert "居住证" in checked.warnings[0]


def test_age_is_in_full_years() -> None:
    born_in_leap_year = check("500106200002290127", None, TODAY)
    assert born_in_leap_year.age_on(date(2018, 2, 28)) == 17
    assert born_in_leap_year.age_on(date(2018, 3, 1)) == 18
    assert check("91500106MA5U00011W", None, TODAY).age_on(TODAY) is None


def test_unknown_number_asks_for_the_type() -> None:
    checked = check("AB-12", None, TODAY)
    assert (checked.valid, checked.type, checked.reason_code) == (False, "other", "ENTRY-ID-UNKNOWN")
    assert check("", None, TODAY).reason_code == "ENTRY-ID-EMPTY"


def test_unknown_type_is_refused_with_the_list() -> None:
    with pytest.raises(Refusal) as refused:
        check("500106199003070016", "id-card", TODAY)
    assert refused.value.code == "ENTRY-ID-TYPE"
    assert all(kind in refused.value.message for kind in ID_TYPES)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("51500106MJP300016F", "uscc"),
        ("510106199003070016", "citizen-id"),
        ("910000199001010014", "foreign-permanent-residence"),
        ("915001062028456771", "uscc"),
        ("115001060092800106", "uscc"),
        ("5101061990030700AB", "citizen-id"),
        ("5001061990030A0B0C", "uscc"),
        ("81500106MJP300016F", "uscc"),
        ("50010-199003070016", None),
        ("9150010620284567777", "uscc"),
        ("510212201211992329", "citizen-id"),
    ],
)
def test_wrong_numbers_are_guessed_by_their_look(number: str, kind: str | None) -> None:
    assert guess_type(number) == kind


def test_grouped_for_reading() -> None:
    assert grouped("500106199003074535", "citizen-id") == "500106 19900307 4535"
    assert grouped("91500106MA5U00011W", "uscc") == "91 500106 MA5U00011 W"
    assert grouped("H12345678", "hk-macao-pass") == "H12345678"
    assert grouped("5001061990", "citizen-id") == "5001061990"
