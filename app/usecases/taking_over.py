"""What somebody filled in elsewhere, put into the acceptance page: a pre-application 网上预审, or a form from a phone.

Every value is marked as filled in by a machine. Nothing counts as checked: the counter's checks run anew, and a scan alone
does not say that a paper was brought.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.checklist.filing import Filing, MaterialEntry
from app.usecases.taking import NOTHING, Taking, fresh, rebased, with_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.domain.catalog.service_item import ServiceItem

ONLINE, PHONE, SENT_IN = "网上预审", "手机填写", "网上提交"
"""As shown beside a value: where it came from. Kept with the case, so it is not translated."""


def from_application(
    id: str, filing: Filing, files: Mapping[str, tuple[tuple[str, int], ...]], item: ServiceItem, release: str
) -> Taking:
    """A page that begins with a pre-application. `files` are digests with their pages, by material."""
    materials = {
        key: MaterialEntry(
            scans=tuple(digest for digest, _ in found), pages=sum(pages for _, pages in found), machine=ONLINE
        )
        for key, found in files.items()
    }
    begun = replace(filing, item=item.code, materials=materials, defer={}, commit=(), extra=(), jurisdiction="ours")
    begun = replace(begun, intent="accept")
    taking = rebased(replace(fresh(), filing=begun, pre_application=id), item, release)
    return replace(taking, sources=_sources(taking.filing, ONLINE))


def with_sent_in(taking: Taking, files: Mapping[str, tuple[tuple[str, int], ...]]) -> Taking:
    """A correction with what its applicant sent in for it online: `files` are digests with their pages, by material."""
    materials, sources = dict(taking.filing.materials), dict(taking.sources)
    for key, found in files.items():
        entry = taking.filing.entry(key)
        fresh_ones = [(digest, pages) for digest, pages in found if digest not in entry.scans]
        if key in taking.asked and fresh_ones:
            scans = (*entry.scans, *(digest for digest, _ in fresh_ones))
            pages = entry.pages + sum(pages for _, pages in fresh_ones)
            materials[key] = replace(entry, scans=scans, pages=pages, machine=SENT_IN)
            sources[f"materials.{key}"] = SENT_IN
    return replace(taking, filing=replace(taking.filing, materials=materials), sources=sources)


def from_phone(taking: Taking, filing: Filing, item: ServiceItem | None, release: str) -> Taking:
    """Put a form that was filled in on a phone into the page; what was checked of materials stays.

    The item of the form counts where none is chosen yet, or the same.
    """
    if item is not None and taking.filing.item != item.code:
        taking = with_item(taking, item, release)
    known = {f.key for f in item.form} if item is not None else set()
    asked = {s.key: {o.key for o in s.options} for s in item.situations} if item is not None else {}
    form = {k: v for k, v in filing.form.items() if k in known}
    answers = {k: v for k, v in filing.answers.items() if v in asked.get(k, ())}
    merged = replace(
        taking.filing, form={**taking.filing.form, **form}, answers={**taking.filing.answers, **answers}
    )  # fmt: skip
    if filing.applicant != NOTHING.applicant:
        merged = replace(merged, applicant=filing.applicant)
    if filing.agent is not None:
        merged = replace(merged, agent=filing.agent)
    given = replace(NOTHING, applicant=filing.applicant, agent=filing.agent, form=form, answers=answers)
    return replace(taking, filing=merged, sources={**taking.sources, **_sources(given, PHONE)})


def _sources(filing: Filing, source: str) -> dict[str, str]:
    """Each place that has a value, with where it came from."""
    places: dict[str, str] = {}
    for name in ("applicant", "agent"):
        for place in _filled(name, getattr(filing, name)):
            places[place] = source
    places |= {f"form.{key}": source for key in filing.form}
    places |= {f"answers.{key}": source for key in filing.answers}
    return places | {f"materials.{key}": source for key in filing.materials}


def _filled(place: str, value: Any) -> Iterator[str]:
    if is_dataclass(value):
        for one in fields(value):
            yield from _filled(f"{place}.{one.name}", getattr(value, one.name))
    elif value:
        yield place
