"""The page of a hall's screen 叫号屏: it asks again every three seconds by itself, without a script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath

from app.central.console.language import preferred
from app.central.queries import part_of_path
from app.central.services import Given
from app.domain.ticket.events import PAUSE_ZH

if TYPE_CHECKING:
    from jinja2 import Template

    from app.central.console.language import Language
    from app.usecases.central.board import Board

FOLDER = Path(__file__).resolve().parent
EVERY_SECONDS = 3
MOST_CALLED, MOST_MISSED = 8, 10
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Refresh": str(EVERY_SECONDS),
}
HallName = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]*$")]

ENGLISH = {
    "叫号": "Now serving",
    "请到 {n} 窗口": "counter {n}",
    "{n} 窗口": "Counter {n}",
    "等候 {n} 人": "{n} waiting",
    "过号": "Missed",
    "现在没有叫号": "Nobody is being called",
    "午休": "lunch break",
    "暂停": "paused",
    "离席": "away",
}


def said(language: Language, words: str, /, **values: object) -> str:
    """Words of the page in a language."""
    return (words if language == "zh" else ENGLISH[words]).format(**values)


@get("/display/static/display.css")
async def display_style() -> Response[bytes]:
    """The style sheet."""
    return Response(_style(), media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"})


@get("/display/{hall:str}")
async def display_page(hall: FromPath[str], request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The hall's screen as it stands. Refusal STATE-UNKNOWN for a hall without any counter."""
    name = part_of_path(hall, HallName)
    board = await services.reads.run(services.boards.board, services.server, name)
    language = preferred(request.headers.get("accept-language", ""))
    return Response(_html(board, language), media_type="text/html; charset=utf-8", headers=HEADERS)


def _html(board: Board, language: Language) -> bytes:
    return (
        _template()
        .render(
            board=board,
            called=board.called[:MOST_CALLED],
            missed=board.missed[:MOST_MISSED],
            paused=[(counter, PAUSE_ZH[reason]) for counter, reason in board.paused if reason in PAUSE_ZH],
            language=language,
            t=lambda words, **values: said(language, words, **values),
        )
        .encode()
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("display.html")


@cache
def _style() -> bytes:
    return (FOLDER / "display.css").read_bytes()
