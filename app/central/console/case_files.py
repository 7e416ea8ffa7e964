"""Scans of a case on the console: shown as pictures that are drawn apart, page by page, or saved as they came.

That somebody opened a scan is noted once. A page is turned by the mark that the opening gave, which holds for this session,
this file and its number of pages; without one no page is drawn.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Stream

from app.central.console.people import language_of, person_at
from app.central.problems import problem_of, unknown
from app.central.queries import digest as digest_of
from app.central.queries import part_of_path, query_of
from app.central.saved import APART, saved
from app.central.services import Given
from app.domain.refusal import InputProblem
from app.errors import english_of
from app.usecases.central.case_files import bytes_of, file_of_case, open_file
from app.usecases.central.file_apart import draw_apart
from app.usecases.central.file_pages import MOST_PAGES, SIDES, Wanted
from app.usecases.central.reading import CaseNumber

if TYPE_CHECKING:
    from app.usecases.central.case_files import OpenedFile
    from app.usecases.central.file_pages import Drawn
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

JPEG = "image/jpeg"


class PageQuery(msgspec.Struct, frozen=True):
    """Which page, how near (a step of SIDES), how turned (clockwise), and what the opening gave: pages and mark."""

    page: Annotated[int, msgspec.Meta(ge=1, le=MOST_PAGES)] = 1
    near: Annotated[int, msgspec.Meta(ge=0, lt=len(SIDES))] = 0
    turn: Annotated[int, msgspec.Meta(ge=0, le=270, multiple_of=90)] = 0
    pages: Annotated[int, msgspec.Meta(ge=0, le=MOST_PAGES)] = 0
    seen: Annotated[str, msgspec.Meta(max_length=64, pattern="^[0-9a-f]*$")] = ""


class _Shown:
    """The page of a scan: where its links lead."""

    def __init__(self, opened: OpenedFile, asked: PageQuery, words: str) -> None:
        self.opened = opened
        self.asked = asked
        self.words = words
        self.case = f"/console/cases/{opened.case_no}"
        self.address = f"{self.case}/files/{opened.file.digest}"
        self.page, self.pages = asked.page, asked.pages
        self.nearest = len(SIDES) - 1

    @property
    def picture(self) -> str:
        """Where the drawing is."""
        return f"{self.address}/pages/{self.page}?{self._query(page=None)}"

    def at(self, page: int) -> str:
        """The link to another page; empty where there is none."""
        return self._link(page=page) if 1 <= page <= self.pages else ""

    def nearer(self, step: int) -> str:
        """The link to a larger or smaller drawing; empty at the end."""
        near = self.asked.near + step
        return self._link(near=near) if 0 <= near <= self.nearest else ""

    def other(self, step: int) -> str:
        """The link to the scan before or after this one in the case; empty where there is none that has arrived."""
        whole = [file.digest for material in self.opened.every for file in material.files if file.complete]
        at = whole.index(self.opened.file.digest) + step
        return f"{self.case}/files/{whole[at]}" if 0 <= at < len(whole) else ""

    @property
    def turned(self) -> str:
        """The link to the page turned by a quarter."""
        return self._link(turn=(self.asked.turn + 90) % 360)

    def _link(self, **other: int) -> str:
        return f"{self.address}?{self._query(**other)}"

    def _query(self, **other: int | None) -> str:
        values = msgspec.structs.asdict(self.asked) | other
        return urlencode({name: value for name, value in values.items() if value is not None})


@get("/cases/{case_no:str}/files/{name:str}")
async def show_file(
    request: Request[Any, Any, Any], case_no: FromPath[str], name: FromPath[str], services: Given
) -> Response[bytes]:
    """A scan, one page at a time. Coming without a mark is an opening."""
    person = await person_at(request, services, "open-record")
    number, digest = part_of_path(case_no, CaseNumber), digest_of(name)
    asked, server, language = query_of(request, PageQuery), services.server, language_of(request)
    words = ""
    if _seen(server, person, digest, asked):
        opened = await services.files.run(file_of_case, server, number, digest)
    else:
        opened = await services.files.run(open_file, server, number, digest, person.account.id, "console")
        try:
            pages = (await services.views.run(_drawn, server, opened, Wanted(b""))).pages
        except InputProblem as problem:
            pages, words = 0, problem.message if language == "zh" else english_of(problem.code) or problem.message
            request.scope["state"]["problem"] = problem_of(problem)
        asked = PageQuery(pages=pages, seen=_mark(server, person, digest, pages))
    shown = _Shown(opened, asked, words)
    return services.pages.show("case_file.html", language, person, shown=shown, opened=opened)


@get("/cases/{case_no:str}/files/{name:str}/pages/{page:int}")
async def show_page(
    request: Request[Any, Any, Any],
    case_no: FromPath[str],
    name: FromPath[str],
    page: FromPath[int],
    services: Given,
) -> Response[bytes]:
    """A page of a scan that was opened, drawn."""
    person = await person_at(request, services, "open-record")
    number, digest, asked = part_of_path(case_no, CaseNumber), digest_of(name), query_of(request, PageQuery)
    if not _seen(services.server, person, digest, asked) or not 1 <= page <= asked.pages:
        raise unknown()
    opened = await services.files.run(file_of_case, services.server, number, digest)
    wanted = Wanted(b"", page, SIDES[asked.near], asked.turn)
    drawn = await services.views.run(_drawn, services.server, opened, wanted)
    return Response(drawn.picture, media_type=JPEG, headers=APART)


@get("/cases/{case_no:str}/files/{name:str}/original")
async def save_file(
    request: Request[Any, Any, Any], case_no: FromPath[str], name: FromPath[str], services: Given
) -> Stream:
    """The scan as it came, to be saved. That is an opening of its own."""
    person = await person_at(request, services, "open-record")
    number, digest = part_of_path(case_no, CaseNumber), digest_of(name)
    account = person.account.id
    opened = await services.files.run(open_file, services.server, number, digest, account, "console-original")
    return saved(services.server, opened)


def _drawn(server: Server, opened: OpenedFile, wanted: Wanted) -> Drawn:
    return draw_apart(msgspec.structs.replace(wanted, data=bytes_of(server, opened)))


def _seen(server: Server, person: WebSession, digest: str, asked: PageQuery) -> bool:
    """Whether this person opened this file in this session, and it had so many pages."""
    return hmac.compare_digest(asked.seen.encode(), _mark(server, person, digest, asked.pages).encode())


def _mark(server: Server, person: WebSession, digest: str, pages: int) -> str:
    said = f"file\0{person.secret}\0{digest}\0{pages}"
    return hmac.new(server.keys.token_key(), said.encode(), hashlib.sha256).hexdigest()[:32]
