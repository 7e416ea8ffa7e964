"""Loading tells every fault with file, line and field, all at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.catalog.blob import decode_catalogue, schema_fingerprint
from app.catalog.load import LoadedCatalogue, load
from app.domain.refusal import Refusal
from tests.builders.catalog_folder import DEPARTMENTS, ITEM, PACKAGE, changed, second_item, write_folder


def said(loaded: LoadedCatalogue) -> list[tuple[str, int, str]]:
    return [(Path(e.file).name, e.line, e.field) for e in loaded.errors]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_catalogue_without_fault_loads(tmp_path: Path) -> None:
    loaded = load(write_folder(tmp_path))
    assert loaded.errors == ()
    assert loaded.catalogue is not None
    assert [i.code for i in loaded.catalogue.items] == ["T-01", "T-02"]
    assert loaded.title == "测试"
    assert len(loaded.catalogue.hash) == 64


def test_unconfirmed_bases_are_one_warning_an_item(tmp_path: Path) -> None:
    warnings = load(write_folder(tmp_path)).warnings
    assert [(Path(w.file).name, "3 条审核要点" in w.message) for w in warnings] == [
        ("T-01.yaml", True),
        ("T-02.yaml", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("department: market", "department: moon", "department", "没有编号为“moon”的部门"),
        ("name: 测试许可", "name: 测试许可\nnmae: 又一个", "nmae", "没有“nmae”这个字段，是不是“name”"),
        ("kind: licence", "kind: lisence", "kind", "不在可填的范围内"),
        ("name: 测试许可", "name: 2026", "name", "请用引号括起来"),
        ("name: 测试许可", "name:", "name", "这里是空的"),
        ("kind_text: 行政许可\n", "", "", "缺少“kind_text”"),
        ('"2031-06-30"', "2031-06-30", "form.lease_until.example", "日期要用引号括起来"),
        ('"86.5"', "86.5", "form.site_area.example", "带小数点的数要用引号括起来"),
        ('"86.5"', '"0.5"', "form.site_area.example", "不能小于 1"),
        ('minimum: "1"', 'minimum: "NaN"', "form.site_area.minimum", "不是数"),
        ('minimum: "1"', 'minimum: "9", maximum: "3"', "form.site_area.minimum", "下限比上限还大"),
        ("name: 测试许可", 'name: ""', "name", "不能为空"),
        ("applicants: [person, organisation]", "applicants: []", "applicants", "谁可以申请"),
        ("applicants: [person, organisation]", "applicants: person", "applicants", "一个列表"),
        ("applicants: [person, organisation]", "applicants: [person, alien]", "applicants.2", "不在可填的范围内"),
        ("  document: 授权清单", '  document: ""', "authorisation", "凭哪份文件"),
        (
            "  document: 授权清单",
            '  document: 清单\n  valid_until: "2030-13-01"',
            "authorisation.valid_until",
            "不是日期",
        ),
        ("legal: {n: 20, unit: workday}", "legal: 20", "legal", "一组字段"),
        ("legal: {n: 20", "legal: {n: -1", "legal.n", "不能小于 0"),
        ("legal: {n: 20", "legal: {n: true", "legal.n", "要填整数"),
        ("kind_text: 行政许可", "kind_text: 行政许可\nvisits: -1", "visits", "不能小于 0"),
        ("kind_text: 行政许可", "kind_text: true", "kind_text", "读成是否"),
        ("kind_text: 行政许可", "kind_text: [a]", "kind_text", "一个列表"),
        ("kind_text: 行政许可", "kind_text: {a: b}", "kind_text", "一组字段"),
        ("  - {text: 《行政许可法》, source: 测试}", "  []", "basis", "没有写办理依据"),
        ("source: 测试", 'source: ""', "basis.1", "出处"),
        ("question: 规模多大？", 'question: ""', "situations.scale.question", "问题不能为空"),
        ("      - {key: large, text: 大}\n", "", "situations.scale.options", "至少要有两个选项"),
        ("text: 小}", 'text: ""}', "situations.scale.options.small.text", "不能为空"),
        ("text: 小}", "text: 小, verdict: not-required}", "situations.scale.options.small.verdict", "写明理由"),
        ("text: 小}", "text: 小, verdict: not-required}", "situations.scale.options.small.verdict", "往后放"),
        ("text: 大}", "text: 大}\n    when: form.site_area > 1", "situations.scale.when", "情形在表单之前问"),
        ("text: 大}", 'text: 大}\n    when: answers.scale == "small"', "situations.scale.when", "要排在前面"),
        ("key: scale", "key: 规模", "situations.规模.key", "小写字母"),
        ("label: 面积", 'label: ""', "form.site_area.label", "不能为空"),
        ("label: 租期截止,", "label: 租期截止, max_length: 0,", "form.lease_until.max_length", "大于 0"),
        ("label: 租期截止,", 'label: 租期截止, minimum: "3",', "form.lease_until.minimum", "只有整数和小数"),
        (
            "label: 租期截止,",
            "label: 租期截止, options: [{key: a, text: 甲}],",
            "form.lease_until.options",
            "只有选择类",
        ),
        ("type: date,", "type: choice,", "form.lease_until.options", "至少要有两个选项"),
        (', example: "2031-06-30"', "", "form.lease_until.example", "都要有示例"),
        ("name: 申请书", 'name: ""', "materials.application.name", "不能为空"),
        ("name: 检测报告", "name: 检测报告\n    valid_days: -1", "materials.report", "不能小于 0"),
        ("name: 检测报告", "name: 检测报告\n    original: 0", "materials.report", "都是 0 份"),
        ("name: 检测报告", "name: 检测报告\n    committable: true", "materials.report.committable", "commit_text"),
        ("    defer_basis: 办事指南要求（待部门确认）\n", "", "materials.report.defer_basis", "容缺的依据"),
        ("promised: {n: 5", "promised: {n: 1", "materials.report.deferrable", "没有余地"),
        ("text: 租期未届满", 'text: ""', "materials.application.points.lease.text", "不能为空"),
        ("        check: auto\n", "", "materials.application.points.lease.expression", "人工核对的要点不用表达式"),
        (
            "{key: signed, text: 已签字,",
            "{key: signed, text: 已签字, confirmed: 市监局 张三,",
            "materials.application.points.signed.confirmed",
            "没有写具体依据",
        ),
        ("basis:\n", "prerequisites: [T-01]\nbasis:\n", "prerequisites.1", "不能是自己"),
        (
            'answers.scale == "large"',
            'applicant.height > 1 || answers.scale == "large"',
            "materials.report.when",
            "kind、age",
        ),
        (
            'answers.scale == "large"',
            'materials.x == 1 || answers.scale == "large"',
            "materials.report.when",
            "不能看材料",
        ),
        ('answers.scale == "large"', 'huh == 1 || answers.scale == "large"', "materials.report.when", "文字要加引号"),
        ("promised: {n: 5", "promised: {n: 21", "promised", "比法定时限（20个工作日）还长"),
        ("promised: {n: 5, unit: workday}", "promised: {n: 2, unit: month}", "promised", "比法定时限"),
        ("legal: {n: 20", "legal: {n: 0", "legal", "要写法定时限"),
        ("defer_days: 2", "defer_days: 5", "materials.report.defer_days", "容缺 5 个工作日"),
        ("    deferrable: true\n", "", "materials.report.defer_days", "不可容缺"),
        ("{key: large, text: 大}", "{key: huge, text: 大}", "situations.scale.options.huge", "没有任何地方用到"),
        ('answers.scale == "large"', 'answers.size == "large"', "materials.report.when", "本事项没有这个情形"),
        (
            'answers.scale == "large"',
            'form.size > 3 && answers.scale == "large"',
            "materials.report.when",
            "字段“size”",
        ),
        ('answers.scale == "large"', 'answers.scale == "giant"', "materials.report.when", "没有这个选项"),
        (
            "expression: form.lease_until >= today",
            "expression: form.lease_until >=",
            "materials.application.points.lease.expression",
            "写法有误",
        ),
        (
            "expression: form.lease_until >= today",
            "expression: form.lease_until >= 3",
            "materials.application.points.lease.expression",
            "算不出",
        ),
        (
            "expression: form.lease_until >= today",
            "expression: form.site_area + today == today",
            "materials.application.points.lease.expression",
            "算不出",
        ),
        (
            "expression: form.lease_until >= today",
            "expression: form.lease_until < today",
            "materials.application.points.lease.expression",
            "通不过",
        ),
        (
            "expression: form.lease_until >= today",
            "expression: 1 < 2",
            "materials.application.points.lease.expression",
            "没有用到任何字段",
        ),
        ("        why: 租期已届满。\n", "", "materials.application.points.lease.check", "why"),
        ("第{页码}页", "第{页码页", "materials.application.points.signed.correction", "花括号没有成对"),
        ("第{页码}页", "第{}页", "materials.application.points.signed.correction", "花括号里是空的"),
        ("key: lease\n", "key: signed\n", "materials.application.points.signed.key", "重复"),
        ("key: report", "key: application", "materials.application.key", "材料“application”重复"),
        ("{key: site_area,", "{key: scale,", "form.scale.key", "已是情形的名字"),
        ("{key: large, text: 大}", "{key: small, text: 大}", "situations.scale.options.small.key", "重复"),
        (
            "      - {key: stamped, text: 已盖章, correction: 检测报告未盖章，请补盖。}",
            "      []",
            "materials.report.points",
            "没有审核要点",
        ),
        (
            "{key: signed, text: 已签字,",
            "{key: signed, text: 已签字, confirmed: 是,",
            "materials.application.points.signed.confirmed",
            "哪个部门、谁确认",
        ),
        (
            "{key: signed, text: 已签字,",
            "{key: signed, text: 已签字, basis: 《某法》第一条,",
            "materials.application.points.signed.basis",
            "注明出处",
        ),
        ("basis:\n", "prerequisites: [T-09]\nbasis:\n", "prerequisites.1", "前置事项“T-09”不在事项库里"),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, old: str, new: str, field: str, message: str) -> None:
    text = changed(old, new)
    loaded = load(write_folder(tmp_path, T_01=text))
    assert loaded.catalogue is None
    found = [e for e in loaded.errors if e.field == field and message in e.message]
    assert len(found) == 1, loaded.errors
    assert Path(found[0].file).name == "T-01.yaml"
    assert 1 <= found[0].line <= text.count("\n")


def test_the_line_is_that_of_the_wrong_value(tmp_path: Path) -> None:
    loaded = load(write_folder(tmp_path, T_01=changed("department: market", "department: moon")))
    assert said(loaded) == [("T-01.yaml", 3, "department")]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = changed("department: market", "department: moon").replace("promised: {n: 5", "promised: {n: 50")
    second = second_item().replace("第{页码}页", "第{页码页").replace("name: 测试备案", "name: 测试备案\nunknown: 1")
    loaded = load(write_folder(tmp_path, T_01=first, T_02=second))
    assert said(loaded) == [
        ("T-01.yaml", 3, "department"),
        ("T-01.yaml", 8, "promised"),
        ("T-02.yaml", 3, "unknown"),
        ("T-02.yaml", line_of(second, "第{页码页"), "materials.application.points.signed.correction"),
    ]


def test_a_key_written_twice_names_both_lines(tmp_path: Path) -> None:
    loaded = load(write_folder(tmp_path, T_01=changed("kind: licence", "kind: licence\nname: 再来一次")))
    assert said(loaded) == [("T-01.yaml", 5, "name")]
    assert "前一次在第 2 行" in loaded.errors[0].message


def test_tabs_are_told_line_by_line(tmp_path: Path) -> None:
    loaded = load(
        write_folder(tmp_path, T_01=changed("  - key: scale", "\t- key: scale").replace("  - key: rep", "\t- key: rep"))
    )
    mine = [e for e in loaded.errors if e.file.endswith("T-01.yaml")]
    assert [e.line for e in mine] == [10, line_of(ITEM, "  - key: report")]
    assert all("Tab" in e.message for e in mine)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        (b"name: \xff\xfe", "UTF-8"),
        (b"name: a: b", "冒号"),
        (b'name: "open', "引号"),
        (b"a: &x [1]\nb: *x", "引用"),
        (b"[" * 3000, "读不懂"),
        ("name: \u0007".encode(), "控制字符"),
        (b"- 1\n- 2", "一组字段"),
    ],
)
def test_what_is_no_yaml_of_ours_is_told_in_words(tmp_path: Path, content: bytes, message: str) -> None:
    folder = write_folder(tmp_path)
    (folder / "items" / "T-03.yaml").write_bytes(content)
    assert any(message in e.message for e in load(folder).errors if e.file.endswith("T-03.yaml"))


def test_a_code_used_twice_and_a_file_named_otherwise(tmp_path: Path) -> None:
    loaded = load(write_folder(tmp_path, T_05=ITEM))
    assert [("重复" in e.message, "文件名" in e.message) for e in loaded.errors] == [(True, False), (False, True)]


def test_prerequisites_in_a_circle(tmp_path: Path) -> None:
    first = changed("basis:\n", "prerequisites: [T-02]\nbasis:\n")
    second = second_item().replace("basis:\n", "prerequisites: [T-01]\nbasis:\n")
    errors = load(write_folder(tmp_path, T_01=first, T_02=second)).errors
    assert ["T-01 → T-02 → T-01" in e.message for e in errors] == [True]


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("item: T-02", "item: T-09", "members.T-09.item", "不在事项库里"),
        ("after: [T-01]", "after: [T-07]", "members.T-02.after.1", "不是本套餐的事项"),
        ("{item: T-01}", "{item: T-01, after: [T-02]}", "members.T-01.after", "绕成了一圈"),
        ("{item: T-01}", '{item: T-01, when: answers.x == "y"}', "members.T-01.when", "不是本套餐的情形"),
        ("item: T-02,", "item: T-01,", "members.T-01.item", "写了两次"),
        (
            "members:",
            "situations:\n  - {key: q, question: 问, options: [{key: a, text: 甲}, {key: b, text: 乙}]}\nmembers:",
            "situations.q.options.a",
            "没有任何地方用到",
        ),
    ],
)
def test_faults_of_a_package(tmp_path: Path, old: str, new: str, field: str, message: str) -> None:
    folder = write_folder(tmp_path)
    (folder / "packages" / "shop.yaml").write_text(PACKAGE.replace(old, new), encoding="utf-8")
    assert any(e.field == field and message in e.message for e in load(folder).errors)


def test_departments_with_one_mark_would_share_their_numbers(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    second = DEPARTMENTS.replace("key: market", "key: other")
    (folder / "departments.yaml").write_text(DEPARTMENTS + second, encoding="utf-8")
    assert [(e.line, e.field) for e in load(folder).errors] == [(2, "other.character")]


def test_missing_folder_parts_are_told(tmp_path: Path) -> None:
    fields = {Path(e.file).name for e in load(tmp_path).errors}
    assert fields == {tmp_path.name, "departments.yaml", "release.yaml"}


def test_a_sample_picture_that_is_not_there(tmp_path: Path) -> None:
    text = changed("{key: signed, text: 已签字,", "{key: signed, text: 已签字, good: a.png, bad: ../b.png,")
    folder = write_folder(tmp_path, T_01=text)
    (folder / "samples").mkdir()
    assert {e.field.rpartition(".")[2] for e in load(folder).errors} == {"good", "bad"}


def test_the_hash_does_not_depend_on_the_names_of_files_or_their_order(tmp_path: Path) -> None:
    one = load(write_folder(tmp_path / "one")).catalogue
    folder = write_folder(tmp_path / "two")
    text = (folder / "items" / "T-01.yaml").read_text(encoding="utf-8")
    (folder / "items" / "T-01.yaml").write_text("# 注释\n" + text, encoding="utf-8")
    two = load(folder).catalogue
    assert one is not None
    assert two is not None
    assert one.hash == two.hash
    shutil.rmtree(folder)


def test_an_item_code_and_a_package_key_are_plain(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "items" / "t 1.yaml").write_text(ITEM.replace("T-01", "t 1"), encoding="utf-8")
    (folder / "packages" / "店.yaml").write_text(PACKAGE.replace("key: shop", "key: 店"), encoding="utf-8")
    told = [(Path(e.file).name, e.field) for e in load(folder).errors]
    assert told == [("t 1.yaml", "code"), ("店.yaml", "key")]


def test_a_package_needs_members_and_a_department_its_names(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "packages" / "shop.yaml").write_text("key: shop\nname: 空\nmembers: []\n", encoding="utf-8")
    (folder / "departments.yaml").write_text(DEPARTMENTS.replace("沙市监", '""'), encoding="utf-8")
    (folder / "release.yaml").write_text("number: 0\n", encoding="utf-8")
    told = {(Path(e.file).name, e.field) for e in load(folder).errors}
    assert told == {("departments.yaml", "market.character"), ("release.yaml", "number"), ("shop.yaml", "members")}


def test_a_fee_without_its_rule_is_a_warning(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, T_01=changed("kind_text: 行政许可", "kind_text: 行政许可\nfee: 每件10元"))
    assert [w.field for w in load(folder).warnings] == ["fee", "materials", "materials"]


def test_an_item_is_found_by_code_or_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    twin = second_item().replace("T-02", "T-03")
    catalogue = load(write_folder(tmp_path, T_03=twin)).catalogue
    assert catalogue is not None
    assert catalogue.find("T-01") is catalogue.find("测试许可")
    assert catalogue.department_of(catalogue.find("T-01")).character == "沙市监"
    with pytest.raises(Refusal, match="T-02、T-03"):
        catalogue.find("测试备案")
    with pytest.raises(Refusal, match="事项库里没有"):
        catalogue.find("没有")


def test_bytes_that_are_no_catalogue_are_refused() -> None:
    with pytest.raises(ValueError, match="Expected"):
        decode_catalogue(b"\x01")


def test_the_cache_is_known_again_by_another_process() -> None:
    words = [sys.executable, "-c", "from app.catalog.blob import schema_fingerprint; print(schema_fingerprint())"]
    said_there = [subprocess.run(words, capture_output=True, check=True, text=True).stdout for _ in range(2)]
    assert said_there[0] == said_there[1] == f"{schema_fingerprint()}\n"
