"""A draft taken up after the catalogue was switched: what is different is said, and the draft stands on the new release."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.store.settings import write_bytes
from app.usecases import taking as t
from app.usecases.drafts import park_draft
from tests.gui.acceptance.hands import Hands


@pytest.fixture
def hands(screen, settled):
    return Hands(screen, settled)


def begun_before(workplace, hidden):
    """A draft of the time when the first `hidden` materials of the item were not asked for."""
    now = workplace.catalogue.by_code["GT-04"]
    old = replace(now, materials=now.materials[hidden:], promised=now.legal)
    items = tuple(old if i.code == old.code else i for i in workplace.catalogue.items)
    release = replace(workplace.catalogue, items=items, hash="e" * 64)
    with workplace.store.write() as uow:
        write_bytes(uow.connection, f"release:{release.hash}", workplace.library.encode(release))
        uow.commit()
    taking = t.with_item(t.with_value(t.fresh(), "applicant.name", "张甡"), old, release.hash)
    park_draft(workplace, taking, "张甡")
    return taking, now


def test_what_came_is_said_and_the_draft_stands_on_the_new_release(hands, workplace, shell):
    taking, now = begun_before(workplace, 1)
    hands.screen.sitting.take_up(taking.id)
    hands.wait()
    (said,) = [b for b in shell.banners if b.startswith("事项库已更新")]
    assert f"新增材料“{now.materials[0].name}”" in said
    assert f"承诺时限由 {now.legal.text} 改为 {now.promised.text}" in said
    page = hands.screen.page
    assert (page.taking.release, page.taking.filing.applicant.name) == (workplace.catalogue.hash, "张甡")
    assert now.materials[0].key in [line.key for line in page.check.materials]


def test_many_differences_are_counted(hands, workplace, shell):
    taking, _now = begun_before(workplace, 5)
    hands.screen.sitting.take_up(taking.id)
    hands.wait()
    (said,) = [b for b in shell.banners if b.startswith("事项库已更新")]
    assert said.endswith("等 6 处")
