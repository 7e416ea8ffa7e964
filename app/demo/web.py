"""A browser without a window: asks for pages, reads their forms, fills in what stands there, and sends them.

A field that a form does not have cannot be filled in: the script would notice before a person does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from app.demo.hands import StageFright

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

LIMIT_SECONDS = 60.0
_CHOSEN = frozenset({"radio", "checkbox"})


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and every name that it has."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Page:
    """A page as it was answered."""

    url: str
    html: str
    forms: tuple[Form, ...]
    links: tuple[str, ...]

    def form(self, action: str) -> Form:
        """The form that goes to an address."""
        for one in self.forms:
            if urljoin(self.url, one.action) == urljoin(self.url, action):
                return one
        raise StageFright(f"no form leads to {action.rpartition('/')[2]}")

    def link(self, part: str) -> str:
        """The address of the first link that contains `part`."""
        for one in self.links:
            if part in one:
                return one
        raise StageFright(f"no link leads to {part}")


class Browser:
    """One person's browser: it keeps its cookies."""

    def __init__(self, url: str) -> None:
        import httpx

        headers = {"Accept-Language": "zh-CN", "Sec-Fetch-Site": "same-origin", "Origin": url}
        self._client = httpx.Client(
            base_url=url, headers=headers, timeout=LIMIT_SECONDS, trust_env=False, follow_redirects=True
        )

    def open(self, path: str) -> Page:
        """Ask for a page."""
        return _page(self._client.get(path))

    def send(self, page: Page, action: str, entries: Mapping[str, str] | None = None) -> Page:
        """Fill in a form of a page and send it; what stands there already goes with it."""
        form = page.form(action)
        given = dict(entries or {})
        missing = sorted(given.keys() - form.names)
        if missing:
            raise StageFright(f"the form has no {missing[0]}")
        return _page(self._client.post(urljoin(page.url, form.action), data={**form.values, **given}))

    def close(self) -> None:
        """Close it; its cookies go."""
        self._client.close()


def _page(answer: httpx.Response) -> Page:
    url, html, status = str(answer.url.copy_with(fragment=None)), answer.text, answer.status_code
    if status != 200:
        raise StageFright(f"a page was answered with {status}")
    reader = _Reader()
    reader.feed(html)
    return Page(url, html, tuple(reader.forms), tuple(reader.links))


class _Reader(HTMLParser):
    """Gathers forms and links."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._inside = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form, a field of it, or a link begins."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self._inside = True
            self.forms.append(Form(given.get("action", "")))
        elif not self._inside:
            return
        elif tag in ("input", "select", "textarea", "button") and name:
            self.forms[-1].names.add(name)
            self._field(tag, name, given)
        elif tag == "option" and self._select and ("selected" in given or not self._has(self._select)):
            self.forms[-1].values[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A form or a field ends."""
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Words that stand in a text field."""
        if self._area:
            self.forms[-1].values[self._area] += data

    def _field(self, tag: str, name: str, given: Mapping[str, str]) -> None:
        values = self.forms[-1].values
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area, values[name] = name, ""
        elif tag == "input" and (given.get("type", "text") not in _CHOSEN or "checked" in given):
            values[name] = given.get("value", "")

    def _has(self, name: str) -> bool:
        return name in self.forms[-1].values
