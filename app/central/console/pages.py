"""Pages: Jinja2 templates with everything escaped, and the headers that keep a page by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litestar import Response

from app.central.console.language import Language, said
from app.domain.rights import ROLE_ZH, may
from app.store.clock import CHINA

if TYPE_CHECKING:
    from jinja2 import Environment

    from app.usecases.central.logins import WebSession

FOLDER = Path(__file__).resolve().parent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation: its address, its words, and the right it takes ('' for everybody)."""

    path: str
    words: str
    right: str


NAVIGATION = (
    Entry("/console/", "总览", ""),
    Entry("/console/work", "待办办件", "open-record"),
    Entry("/console/projects", "项目", "lead-project"),
    Entry("/console/consultations", "三方会商", "consult"),
    Entry("/console/my-tasks", "我的待办", ""),
    Entry("/console/office/escalations", "办不成事", "see-escalations"),
    Entry("/console/office/ratings", "好差评", "see-ratings"),
    Entry("/console/office/days", "现场办公", "see-escalations"),
    Entry("/console/office/notices", "通知", "see-notices"),
    Entry("/console/tasks", "待处理", "see-tasks"),
    Entry("/console/quarantine", "待核收", "admit-quarantined"),
    Entry("/console/cases", "办件查询", "search"),
    Entry("/console/devices", "设备", "manage-devices"),
    Entry("/console/accounts", "账号", "manage-accounts"),
    Entry("/console/releases", "事项目录", "publish-catalogue"),
    Entry("/console/erasures", "保管和删除", "erase-at-centre"),
)


class Pages:
    """Renders templates for a person (or nobody) in a language."""

    @cached_property
    def _environment(self) -> Environment:
        """Made for the first page: a server that only exchanges with desks does not pay for it."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters["moment"] = moment
        environment.filters["day"] = day
        environment.filters["size"] = size
        return environment

    def show(
        self,
        template: str,
        language: Language,
        person: WebSession | None,
        *,
        status: int = 200,
        **values: Any,
    ) -> Response[bytes]:
        """A page. What is in `values` is escaped where it is shown."""
        html = self._environment.get_template(template).render(
            t=partial(said, language),
            language=language,
            person=person,
            role=_role(person, language),
            navigation=[one for one in NAVIGATION if _open_to(one, person)],
            may=lambda action: person is not None and may(person.account.role, action),
            **values,
        )
        return Response(html.encode(), status_code=status, media_type="text/html; charset=utf-8", headers=HEADERS)


def _open_to(entry: Entry, person: WebSession | None) -> bool:
    if person is None or person.must_change:
        return False
    return not entry.right or may(person.account.role, entry.right)


def _role(person: WebSession | None, language: Language) -> str:
    if person is None:
        return ""
    return said(language, ROLE_ZH.get(person.account.role, person.account.role))  # type: ignore[call-overload]  # a role may be of a later version


def moment(value: datetime | str | None) -> str:
    """A moment in the hall's time, to the minute; a dash for none."""
    if not value:
        return "–"
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def size(value: int) -> str:
    """A number of bytes for people."""
    return f"{value / 1024 / 1024:.1f} MB" if value >= 1024 * 1024 else f"{-(-value // 1024)} KB"


def day(value: str | None) -> str:
    """A date as it stands; a dash for none."""
    return value or "–"
