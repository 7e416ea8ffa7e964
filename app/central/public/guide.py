"""The front page, the search for items and packages, and the guide of an item: answers in, the materials they need out."""

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
from app.usecases.central.public_packages import offered

if TYPE_CHECKING:
    from app.usecases.central.shelf import Book, Shelf

WHO = {"person": "个人", "sole-trader": "个体工商户", "organisation": "单位"}
_HITS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An item in the list of findings, or a theme package with the number of its members."""

    code: str
    name: str
    department: str
    immediate: bool
    members: int = 0


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
        packages=found.packages,
        notes={m.material.key: material_notes(m.material) for m in found.resolved.materials},
        who=WHO,
        query=f"?{urlencode(kept)}" if kept else "",
    )


def answers_in(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The situation answers in the address."""
    found = request.query_params.items()
    return {key.removeprefix("answer."): str(value)[:100] for key, value in found if key.startswith("answer.")}


def _search(shelf: Shelf, asked: str) -> list[Found]:
    """What was found: a package stands before its members, each item once."""
    book = shelf.current()
    if asked:
        codes = [hit.code for hit in book.index.search(asked, limit=_HITS)]
    else:
        packages = [one.key for one in book.catalogue.packages if not one.generated]
        codes = [*packages, *(one.code for one in book.catalogue.items)]
    found = dict.fromkeys(one for code in codes for one in _with_members(book, code))
    return [one for one in found if one is not None][: None if asked else _HITS * 3]


def _with_members(book: Book, code: str) -> list[Found | None]:
    """An item, or a package followed by its members; what takes no new case is left out."""
    package = next((one for one in book.catalogue.packages if one.key == code), None)
    if package is None:
        return [_item(book, code)]
    whole = Found(package.key, package.name, "", False, len(package.members))
    return [whole if offered(book.catalogue, package) else None, *(_item(book, one.item) for one in package.members)]


def _item(book: Book, code: str) -> Found | None:
    item = book.catalogue.by_code.get(code)
    if item is None or item.stopped:
        return None
    return Found(item.code, item.name, book.catalogue.department_of(item).name, item.immediate)
