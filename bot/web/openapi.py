"""The web interface as an OpenAPI document, made from the routes themselves.

A route's summary is the first sentence of its docstring, so the two cannot differ.
"""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

routes = web.RouteTableDef()

LINE: dict[str, Any] = {
    "type": "object",
    "required": ["seq", "who", "text", "at", "buttons"],
    "properties": {
        "seq": {"type": "integer", "description": "Number of the line in its talk, from 1."},
        "id": {"type": ["string", "null"], "description": "The browser's own name for the line."},
        "who": {"enum": ["you", "library", "staff", "citizen"]},
        "name": {"type": ["string", "null"]},
        "text": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
        "case": {"type": ["integer", "null"]},
        "buttons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["value", "label"],
                "properties": {"value": {"type": "string"}, "label": {"type": "string"}},
            },
        },
        "ask": {"type": ["object", "null"]},
        "card": {"type": ["object", "null"]},
        "files": {"type": "array", "items": {"type": "object"}},
    },
}
LINES: dict[str, Any] = {
    "type": "object",
    "properties": {"lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}}},
}
SAY: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"},
        "text": {"type": "string", "maxLength": 4000},
        "press": {"type": "string", "description": "<seq>:<value> of the button."},
        "pick": {"type": "array", "items": {"type": "string"}},
        "file": {"type": "string", "format": "binary"},
    },
}
READY: dict[str, Any] = {
    "type": "object",
    "required": ["ready", "database", "oldest_unsent", "ticks", "stopping"],
    "properties": {
        "ready": {"type": "boolean", "description": "False with status 503."},
        "database": {"type": "boolean", "description": "Whether the database answers."},
        "oldest_unsent": {
            "type": ["number", "null"],
            "description": "Seconds that the oldest message waits that should have been sent.",
        },
        "ticks": {"type": "object", "additionalProperties": {"type": "number"}},
        "stopping": {"type": "boolean"},
    },
}
ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "retry": {"type": ["integer", "null"]}},
}


@routes.get("/openapi.json")
async def document(request: web.Request) -> web.StreamResponse:
    """What this document describes: every address, and what it takes and gives."""
    return web.json_response(describe(request.app))


def describe(app: web.Application) -> dict[str, Any]:
    """The OpenAPI 3.1 document of everything that the application serves."""
    paths: dict[str, dict[str, Any]] = {}
    for route in app.router.routes():
        resource = route.resource
        if resource is None or route.method == "HEAD" or resource.canonical == "/static":
            continue
        paths.setdefault(resource.canonical, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sammen", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {"Line": LINE, "Lines": LINES, "Say": SAY, "Ready": READY, "Error": ERROR}
        },
    }


def _operation(route: web.AbstractRoute) -> dict[str, Any]:
    path = route.resource.canonical if route.resource else ""
    summary = " ".join((route.handler.__doc__ or "").split()).split(". ")[0].rstrip(".")
    said: dict[str, Any] = {
        "operationId": f"{route.method.lower()}{re.sub(r'[^A-Za-z0-9]+', '_', path)}",
        "summary": summary,
        "responses": {"200": _answer(path), "default": _refusal()},
    }
    names = re.findall(r"\{(\w+)\}", path)
    if names:
        said["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ]
    if path.endswith("/say"):
        body = {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/Say"}}}
        said["requestBody"] = {"required": True, "content": body}
    return said


def _answer(path: str) -> dict[str, Any]:
    if path.endswith(("/say", "/lines")):
        schema = {"$ref": "#/components/schemas/Lines"}
        return {"description": "Lines.", "content": {"application/json": {"schema": schema}}}
    if path.endswith("/stream"):
        return {"description": "Server-sent events.", "content": {"text/event-stream": {}}}
    if path == "/readyz":
        schema = {"$ref": "#/components/schemas/Ready"}
        return {"description": "It can work.", "content": {"application/json": {"schema": schema}}}
    if path == "/metrics":
        return {"description": "Prometheus' text format.", "content": {"text/plain": {}}}
    return {"description": "A page, or where it is."}


def _refusal() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Error"}
    return {
        "description": "A sentence that says what to do next.",
        "content": {"application/json": {"schema": schema}},
    }
