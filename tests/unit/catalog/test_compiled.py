"""The compiled form of a catalogue folder: believed where it belongs to the sources, made anew where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.catalog.compiled import COMPILED, compile_folder, load_compiled
from tests.builders.catalog_folder import changed, write_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_the_cache_gives_the_same_catalogue_until_a_file_changes(tmp_path: Path) -> None:
    folder, cache = write_folder(tmp_path / "catalog"), tmp_path / "kept" / "catalog.cache"
    first = load_compiled(folder, cache)
    assert cache.is_file()
    again = load_compiled(folder, cache)
    assert again == first
    text = changed("name: 测试许可", "name: 改过的许可")
    (folder / "items" / "T-01.yaml").write_text(text, encoding="utf-8")
    renewed = load_compiled(folder, cache)
    assert renewed.catalogue is not None
    assert first.catalogue is not None
    assert renewed.catalogue.hash != first.catalogue.hash
    assert renewed.catalogue.by_code["T-01"].name == "改过的许可"


@pytest.mark.parametrize("content", [b"", b"\x00broken", b"\x85\xa4name"])
def test_a_spoilt_cache_is_made_anew(tmp_path: Path, content: bytes) -> None:
    folder, cache = write_folder(tmp_path / "catalog"), tmp_path / "catalog.cache"
    cache.write_bytes(content)
    loaded = load_compiled(folder, cache)
    assert loaded.errors == ()
    assert cache.read_bytes() != content


def test_faults_are_told_again_and_never_kept(tmp_path: Path) -> None:
    folder, cache = (
        write_folder(tmp_path / "catalog", T_01=changed("department: market", "department: x")),
        tmp_path / "c",
    )
    assert len(load_compiled(folder, cache).errors) == 1
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_does_not_stop_anything(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalog")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    assert load_compiled(folder, in_the_way / "cache").errors == ()


def test_a_folder_may_carry_its_compiled_form(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "catalog")
    compile_folder(folder)
    kept = (folder / COMPILED).read_bytes()
    first = load_compiled(folder, tmp_path / "cache")
    assert first.catalogue is not None
    assert not (tmp_path / "cache").exists()
    (folder / "items" / "T-01.yaml").write_text(changed("name: 测试许可", "name: 改过的许可"), encoding="utf-8")
    renewed = load_compiled(folder, tmp_path / "cache")
    assert renewed.catalogue is not None
    assert renewed.catalogue.by_code["T-01"].name == "改过的许可"
    assert (folder / COMPILED).read_bytes() == kept
    compile_folder(folder)
    assert (folder / COMPILED).read_bytes() != kept
