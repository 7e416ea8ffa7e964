"""The front page, the search, and the guide of an item: situation answers in, the materials that they need out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.public.visitor import language_of, public_cookie
from app.central.services import Given
from app.usecases.central.public_guide import Guide, guide_of, material_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.catalog.search import Hit
    from app.usecases.central.shelf import Book, Shelf

WHO = {"person": "个人", "sole-trader": "个体工商户", "organisation": "单位"}
_HITS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An item in the list of findings."""

    code: str
    name: str
    department: str
    immediate: bool


@get("/")
async def home(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The front page."""
    return services.public_pages.show("home.html", language_of(request))


@get("/language", status_code=303)
async def choose_language(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Keep the language that was chosen, and lead back to the front page."""
    wanted = "en" if request.query_params.get("to") == "en" else "zh"
    answer = see_other("/c/")
    cookie = public_cookie("language", wanted, secure=False)
    cookie.key, cookie.secure = "yichuang-language", services.secure
    answer.cookies.append(cookie)
    return answer


@get("/items")
async def items(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """What the search finds; every item where there are few and nothing was asked."""
    asked = request.query_params.get("q", "").strip()[:100]
    hits = await services.reads.run(_search, services.shelf, asked)
    return services.public_pages.show("items.html", language_of(request), asked=asked, hits=hits)


@get("/items/{code:str}")
async def item(request: Request[Any, Any, Any], code: FromPath[str], services: Given) -> Response[bytes]:
    """The guide of an item. Answers stand in the address, so that it can be kept and sent on."""
    answers = answers_in(request)
    found: Guide = await services.reads.run(guide_of, services.server, services.shelf, code[:40], answers)
    kept = {f"answer.{key}": value for key, value in found.resolved.answers.items()}
    return services.public_pages.show(
        "item.html",
        language_of(request),
        item=found.item,
        resolved=found.resolved,
        department=found.department,
        release=found.release,
        needed=found.needed,
        notes={m.material.key: material_notes(m.material) for m in found.resolved.materials},
        who=WHO,
        query=f"?{urlencode(kept)}" if kept else "",
    )


def answers_in(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The situation answers in the address."""
    found = request.query_params.items()
    return {key.removeprefix("answer."): str(value)[:100] for key, value in found if key.startswith("answer.")}


def _items_of(book: Book, hits: Sequence[Hit]) -> list[str]:
    """The items that were found, and those of the theme packages that were found, each once."""
    members = {package.key: [one.item for one in package.members] for package in book.catalogue.packages}
    found = dict.fromkeys(code for hit in hits for code in members.get(hit.code, [hit.code]))
    return [code for code in found if code in book.catalogue.by_code and not book.catalogue.by_code[code].stopped]


def _search(shelf: Shelf, asked: str) -> list[Found]:
    book = shelf.current()
    if asked:
        codes = _items_of(book, book.index.search(asked, limit=_HITS))
    else:
        codes = [one.code for one in book.catalogue.items if not one.stopped][: _HITS * 3]
    by_code, department = book.catalogue.by_code, book.catalogue.department_of
    found = [by_code[code] for code in codes]
    return [Found(one.code, one.name, department(one).name, one.immediate) for one in found]
