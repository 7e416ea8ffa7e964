"""What a route takes and answers, said once beside its handler: the limits are enforced from it, the OpenAPI is made of it.

The framework's own description knows neither packed msgpack bodies nor the refusals that come from below, so this one
is written here; a test compares it with the routes and with what the server really answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from app.central.limits import JSON, Takes
from app.central.problems import MEDIA_TYPE, TITLES
from app.store.exchange_admission import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from litestar import Litestar

Auth = Literal["open", "session", "door", "reader", "token"]
SCHEMES: dict[Auth, list[dict[str, list[str]]]] = {
    "open": [],
    "session": [{"session": []}],
    "door": [{"door": []}, {"session": []}],
    "reader": [{"session": []}, {"token": []}],
    "token": [{"token": []}],
}
_EVERY_ROUTE = (400, 405, 429, 503)
_BODY = (408, 413, 415, 422)
_SIGNED_IN = (401, 403)


@dataclass(frozen=True, slots=True)
class Gives:
    """An answer of a route: status, media type, and the structure or None where it is bytes or nothing."""

    status: int = 200
    media_type: str = JSON
    shape: Any = None
    text: str = "Done"
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """One operation."""

    summary: str
    gives: tuple[Gives, ...]
    auth: Auth
    takes: Takes | None
    query: type[msgspec.Struct] | None
    refusals: tuple[int, ...]
    path: dict[str, Any]

    def __deepcopy__(self, memo: dict[int, Any]) -> Description:
        """Nothing in it changes: the framework, which copies handlers, need not copy this."""
        return self

    def statuses(self) -> list[int]:
        """Every status of a problem that this operation may answer with."""
        known = {*_EVERY_ROUTE, *self.refusals}
        if self.takes is not None:
            known |= {*_BODY}
        if self.auth != "open":
            known |= {*_SIGNED_IN}
        if self.path:
            known |= {404}
        return sorted(known)


def described(
    summary: str,
    *gives: Gives,
    auth: Auth = "session",
    takes: Takes | None = None,
    query: type[msgspec.Struct] | None = None,
    refusals: Iterable[int] = (),
    **path: Any,
) -> dict[str, Any]:
    """The `opt` of a route handler. `path` gives the type of each part of the path that is a parameter."""
    return {"description": Description(summary, gives, auth, takes, query, tuple(refusals), path)}


def openapi(app: Litestar, version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of every described route."""
    operations = list(_operations(app))
    shapes = [shape for _, _, one in operations for shape in _shapes(one)]
    schemas, components = msgspec.json.schema_components([*shapes, Problem], ref_template="#/components/schemas/{name}")
    schema_of = {id(shape): schema for shape, schema in zip([*shapes, Problem], schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for path, method, one in operations:
        paths.setdefault(path, {})[method] = _operation(path, method, one, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Yichuang central 一窗中心", "version": version, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


_SECURITY = {
    "session": {"type": "http", "scheme": "bearer", "description": "The token of a device's session"},
    "token": {"type": "http", "scheme": "bearer", "description": "The token of another system (yct_…)"},
    "door": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Door device:secret"},
}


def _operations(app: Litestar) -> Iterable[tuple[str, str, Description]]:
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            one = handler.opt.get("description")
            if one is None:
                continue
            for method in sorted(getattr(handler, "http_methods", ())):
                if method != "OPTIONS":
                    yield route.path_format, method.lower(), one


def _shapes(one: Description) -> list[Any]:
    shapes = [gives.shape for gives in one.gives if gives.shape is not None]
    shapes += [field.type for field in msgspec.structs.fields(one.query)] if one.query else []
    shapes += list(one.path.values())
    if one.takes is not None and one.takes.shape is not None:
        shapes.append(one.takes.shape)
    return shapes


def _operation(path: str, method: str, one: Description, schema_of: dict[int, Any]) -> dict[str, Any]:
    words = [part.strip("{}") for part in path.split("/") if part not in {"", "api", "v1"}]
    answers = {str(gives.status): _answer(gives, schema_of) for gives in one.gives}
    problem = {"content": {MEDIA_TYPE: {"schema": schema_of[id(Problem)]}}}
    for status in one.statuses():
        answers.setdefault(str(status), {"description": TITLES[status], **problem})
    operation: dict[str, Any] = {
        "operationId": "-".join([method, *words]),
        "summary": one.summary,
        "responses": answers,
        "security": SCHEMES[one.auth],
    }
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": schema_of[id(shape)]}
        for name, shape in one.path.items()
    ]
    parameters += [
        {"name": field.name, "in": "query", "required": field.required, "schema": schema_of[id(field.type)]}
        for field in (msgspec.structs.fields(one.query) if one.query else ())
    ]
    if parameters:
        operation["parameters"] = parameters
    if one.takes is not None:
        schema = schema_of.get(id(one.takes.shape), {"type": "string", "format": "binary"})
        operation["requestBody"] = {"required": True, "content": {one.takes.media_type: {"schema": schema}}}
    return operation


def _answer(gives: Gives, schema_of: dict[int, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": gives.text}
    if gives.media_type:
        described_in_json = gives.shape is not None and gives.media_type == JSON
        answer["content"] = {gives.media_type: {"schema": schema_of[id(gives.shape)]} if described_in_json else {}}
    if gives.headers:
        answer["headers"] = {name: {"schema": {"type": "string"}} for name in gives.headers}
    return answer
