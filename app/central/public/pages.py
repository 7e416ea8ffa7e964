"""Public pages: Jinja2 templates with everything escaped, and the headers that keep a page by itself."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litestar import Response

from app.central.public.language import said
from app.domain.online_request.state import STANDING_ZH
from app.store.clock import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from app.central.console.language import Language
    from app.domain.catalog.service_item import Option

FOLDER = Path(__file__).resolve().parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}


class PublicPages:
    """Renders templates in a language; `hall` stands at the top."""

    def __init__(self, hall: str, *, evaluation: bool) -> None:
        self._hall = hall
        self._evaluation = evaluation

    @cached_property
    def _environment(self) -> Environment:
        """Made for the first page."""
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
        environment.filters["pairs"] = pairs
        return environment

    def show(self, template: str, language: Language, *, status: int = 200, **values: Any) -> Response[bytes]:
        """A page. What is in `values` is escaped where it is shown."""
        html = self._environment.get_template(template).render(
            t=partial(said, language),
            language=language,
            hall=self._hall,
            evaluation=self._evaluation,
            **{"personal": False, "standings": STANDING_ZH, **values},
        )
        return Response(html.encode(), status_code=status, media_type="text/html; charset=utf-8", headers=dict(HEADERS))


def moment(value: str) -> str:
    """A moment in the hall's time, to the minute."""
    return datetime.fromisoformat(value).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def pairs(options: Iterable[Option]) -> list[tuple[str, str]]:
    """Options as the value that is sent and the words that are shown."""
    return [(option.key, option.text) for option in options]
