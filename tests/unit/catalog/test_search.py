"""What the search box finds, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.blob import make_catalogue
from app.catalog.load import load
from app.catalog.search import Entry, SearchIndex, index_entries, normalised
from app.catalog.search_cache import load_index
from app.catalog.search_columns import Column
from tests.builders.catalog_folder import write_folder

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = (
    Entry(
        "GT-04",
        "食品经营许可（新办）",
        "item",
        "spjyxkxb",
        "shipinjingyingxukexinban",
        ("开饭店", "卫生证"),
        ("kfd", "wsz"),
        ("kaifandian", "weishengzheng"),
        (("食", "shi"), ("品", "pin"), ("经", "jing"), ("营", "ying"), ("迎", "ying"), ("许", "xu"), ("可", "ke")),
    ),
    Entry("GT-05", "仅销售预包装食品备案", "item", "jxsybzspba", "jinxiaoshouyubaozhuangshipinbeian"),
    Entry(
        "GT-01",
        "个体工商户设立登记",
        "item",
        "gtgshsldj",
        "getigongshanghushelidengji",
        ("办执照",),
        ("bzz",),
        ("banzhizhao",),
    ),
    Entry("WJ-01", "公共场所卫生许可", "item", "ggcswsxk", "gonggongchangsuoweishengxuke"),
    Entry(
        "restaurant", "开餐馆一件事", "package", "kcgyjs", "kaicanguanyijianshi", ("开饭店",), ("kfd",), ("kaifandian",)
    ),
)
INDEX = SearchIndex(ENTRIES)


def found(words: str, counts: dict[str, int] | None = None, limit: int = 20) -> list[tuple[str, str]]:
    return [(h.code, h.why) for h in INDEX.search(words, counts, limit)]


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ("spjyxk", "GT-04", "拼音首字母"),
        ("SPJYXK", "GT-04", "拼音首字母"),
        ("ｓｐｊｙｘｋ", "GT-04", "拼音首字母"),
        ("开饭店", "GT-04", "俗称“开饭店”"),
        ("kfd", "GT-04", "俗称的拼音首字母“开饭店”"),
        ("kaifan", "GT-04", "俗称的拼音“开饭店”"),
        ("食品经营", "GT-04", "名称"),
        ("经营许可", "GT-04", "名称"),
        ("食品经营许可(新办)", "GT-04", "名称"),
        ("GT-04", "GT-04", "编码"),
        ("gt04", "GT-04", "编码"),
        ("gt", "GT-01", "拼音首字母"),
        ("shipinjing", "GT-04", "拼音"),
        ("gtgs", "GT-01", "拼音首字母"),
        ("执照", "GT-01", "俗称“办执照”"),
        ("wsxk", "WJ-01", "拼音首字母"),
        ("开餐馆", "restaurant", "名称"),
    ],
)
def test_the_first_hit_and_why(words: str, code: str, why: str) -> None:
    first = found(words)[0]
    assert first[0] == code or words == "gt"
    if words != "gt":
        assert first == (code, why)


def test_items_come_before_packages_on_the_same_match() -> None:
    assert [code for code, _ in found("开饭店")] == ["GT-04", "restaurant"]


def test_better_kinds_of_match_come_first_whatever_is_used() -> None:
    assert [code for code, _ in found("食品", {"GT-05": 500})] == ["GT-04", "GT-05"]


def test_within_a_kind_the_most_used_comes_first() -> None:
    assert [code for code, _ in found("许可")] == ["WJ-01", "GT-04"]
    assert [code for code, _ in found("许可", {"GT-04": 1})] == ["GT-04", "WJ-01"]
    assert [code for code, _ in found("许可", {"GT-04": 1, "WJ-01": 7})] == ["WJ-01", "GT-04"]


def test_use_of_what_is_not_in_the_catalogue_is_no_matter() -> None:
    assert found("许可", {"XX-99": 5}) == found("许可")


@pytest.mark.parametrize("words", ["食品 新办", "新办 食品", "食品xb", "xb 食品", "许可　新办"])
def test_several_words_must_all_match(words: str) -> None:
    assert [code for code, _ in found(words)] == ["GT-04"]


def test_words_that_no_entry_has_together_find_nothing_of_the_kind() -> None:
    assert [why for _, why in found("卫生 备案")] == []


@pytest.mark.parametrize("words", ["食品经营许克", "spjyxh", "spjxk", "食品经莹许可"])
def test_a_slip_is_forgiven_only_when_nothing_else_is_found(words: str) -> None:
    hits = INDEX.search(words)
    assert hits[0].code == "GT-04"
    assert hits[0].why == "写法相近"
    assert hits[0].score < min(h.score for h in INDEX.search("食品"))


def test_a_wrong_character_of_the_same_sound_is_understood() -> None:
    assert found("食品经迎许可")[0] == ("GT-04", "读音相同")


@pytest.mark.parametrize("words", ["", "   ", "\n", "-", "qq", "锟斤拷烫"])
def test_nothing_is_found_quietly(words: str) -> None:
    assert found(words) == []


def test_the_list_is_never_longer_than_asked() -> None:
    assert len(found("许可", limit=1)) == 1
    assert found("许可", limit=0) == []


def test_scores_fall_along_the_list() -> None:
    scores = [h.score for h in INDEX.search("食品", {"GT-05": 3})]
    assert scores == sorted(scores, reverse=True)


@given(st.text(max_size=12), st.dictionaries(st.sampled_from([e.code for e in ENTRIES]), st.integers(0, 99)))
def test_any_keys_get_an_answer(words: str, counts: dict[str, int]) -> None:
    hits = INDEX.search(words, counts, 3)
    assert len(hits) <= 3
    assert len({h.code for h in hits}) == len(hits)


@given(st.sampled_from(ENTRIES), st.data())
def test_every_part_of_a_name_finds_its_entry(entry: Entry, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(entry.name) - 1))
    end = data.draw(st.integers(start + 1, len(entry.name)))
    assert entry.code in [h.code for h in INDEX.search(entry.name[start:end])]


@given(
    st.lists(st.text(alphabet="ab", min_size=1, max_size=4), max_size=6), st.text(alphabet="ab", min_size=1, max_size=3)
)
def test_a_column_finds_what_a_plain_scan_finds(texts: list[str], words: str) -> None:
    column = Column([(i, text, "") for i, text in enumerate(texts)])
    assert list(column.find(words, "part")) == [i for i, t in enumerate(texts) if words in t]
    assert list(column.find(words, "prefix")) == [i for i, t in enumerate(texts) if t.startswith(words)]
    assert list(column.find(words, "exact")) == [i for i, t in enumerate(texts) if t == words]


def test_normalised_makes_widths_and_cases_equal() -> None:
    assert normalised(" ＧＴ－04　（新办） ") == "gt-04 (新办)"


def test_entries_are_made_of_items_and_packages_with_their_pinyin(tmp_path: Path) -> None:
    catalogue = load(write_folder(tmp_path)).catalogue
    assert catalogue is not None
    entries = {e.code: e for e in index_entries(catalogue)}
    assert (entries["T-01"].initials, entries["T-01"].full) == ("csxk", "ceshixuke")
    assert entries["shop"].kind == "package"


def test_the_index_is_kept_until_the_catalogue_changes(tmp_path: Path) -> None:
    catalogue = load(write_folder(tmp_path / "catalog")).catalogue
    assert catalogue is not None
    cache = tmp_path / "kept" / "search.cache"
    assert [h.code for h in load_index(catalogue, cache).search("csxk")] == ["T-01"]
    kept = cache.read_bytes()
    assert [h.code for h in load_index(catalogue, cache).search("csxk")] == ["T-01"]
    assert cache.read_bytes() == kept
    fewer = make_catalogue(2, catalogue.items[1:], (), catalogue.departments)
    assert load_index(fewer, cache).search("csxk") == []
    assert cache.read_bytes() != kept


def test_a_spoilt_index_is_made_anew(tmp_path: Path) -> None:
    catalogue = load(write_folder(tmp_path / "catalog")).catalogue
    assert catalogue is not None
    cache = tmp_path / "search.cache"
    cache.write_bytes(b"\xc1nothing")
    assert [h.code for h in load_index(catalogue, cache).search("测试许可")] == ["T-01"]
