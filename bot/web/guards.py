"""The guards around every request: headers, same origin, limits, and failures in plain words.

Must not know any page.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.faults import place_of
from bot.incoming import NotKnown
from bot.network import client_address, neighbourhood, networks
from bot.web.forms import Unreadable, form_of
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page
from storage.database import Conflict, Overloaded, Unavailable
from storage.people.rules import NotAllowed

log = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

MACHINE = "machine."
"""The names of routes that no browser calls begin with this."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RETRY_AFTER = 3
MOST_RACES = 5


KINDS = {
    400: "bad",
    403: "forbidden",
    404: "missing",
    405: "missing",
    413: "large",
    415: "kind",
    429: "often",
    503: "busy",
}
"""The kind of page for each status; "broken" for any other."""


class Refused(Exception):
    """A request that is answered with a sentence instead of what it asked for.

    `key` is the text. `retry` is the number of seconds after which the same may be tried again.
    """

    def __init__(self, status: int, key: str, *, retry: int | None = None) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.retry = retry


async def put_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Every answer carries the same protection, streams and errors too."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.app[HOUSE].settings.own_url.startswith("https"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.headers.pop("Server", None)


@web.middleware
async def in_plain_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every failure becomes a page, or JSON for a script, that says what to do next."""
    started = time.monotonic()
    try:
        response = await handler(request)
    except Refused as refused:
        response = refusal(request, refused)
    except (Overloaded, Unavailable, Conflict):
        response = refusal(request, Refused(503, "web.error_busy", retry=RETRY_AFTER))
    except (NotKnown, NotAllowed):
        response = refusal(request, Refused(403, "web.error_forbidden"))
    except web.HTTPRequestEntityTooLarge:
        response = refusal(request, Refused(413, "web.error_large"))
    except web.HTTPException as error:
        if error.status < 400:
            raise
        response = _page_of(request, error.status)
    except Exception as error:  # noqa: BLE001 - a bug becomes a page that says so
        log.error("%s %s failed: %s", request.method, _route(request), place_of(error))
        response = _page_of(request, 500)
    request.app[HOUSE].metrics.response(response.status)
    if log.isEnabledFor(logging.DEBUG):
        took = (time.monotonic() - started) * 1000
        log.debug("%s %s %d %.0f ms", request.method, _route(request), response.status, took)
    return response


@web.middleware
async def wary(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check a request that changes something, in addition to SameSite cookies. It must come from
    our own pages; it must not come faster than people act, with room for a school class behind one
    address (rates.py); and it must be a form that can be read, which is then in memory for the
    handler.
    """
    if _changes(request):
        if not _from_here(request):
            raise Refused(403, "web.error_forbidden")
        house = request.app[HOUSE]
        wait = house.rates.knock(_browser(request), neighbour(request), time.monotonic())
        if wait > 0:
            raise Refused(429, "web.error_often", retry=math.ceil(wait))
        try:
            await form_of(request)
        except Unreadable:
            raise Refused(400, "web.error_bad") from None
    return await handler(request)


@web.middleware
async def once_more(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Repeat a request that lost a race: everything was rolled back, and its form is in memory."""
    for lost in range(1, MOST_RACES):
        try:
            return await handler(request)
        except Conflict:
            await asyncio.sleep(random.uniform(0, 0.05 * lost))  # noqa: S311 - only spreads
    return await handler(request)


def _browser(request: web.Request) -> str | None:
    """Who sends the request: the desk's or the visitor's cookie. None for a browser without one of
    ours.
    """
    cookies = request.app[HOUSE].cookies
    visitor = cookies.visitor(request)
    return cookies.desk(request) or (None if visitor.fresh else visitor.token)


def neighbour(request: web.Request) -> str:
    """The network address that a request comes from, behind proxies of ours."""
    trusted = networks(request.app[HOUSE].settings.trusted_proxies)
    forwarded = request.headers.getall("X-Forwarded-For", [])
    return neighbourhood(client_address(request.remote, forwarded, trusted))


def _changes(request: web.Request) -> bool:
    """Whether a browser asks for a change. A machine proves by itself who it is (a secret, a signed
    link), so another site cannot misuse a browser for it.
    """
    if request.method in SAFE:
        return False
    return not (request.match_info.route.name or "").startswith(MACHINE)


def _from_here(request: web.Request) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if not origin or origin == "null":
        return False
    hosts = {request.host}
    public = request.app[HOUSE].settings.public_url
    if public:
        hosts.add(urlsplit(public).netloc)
    return urlsplit(origin).netloc in hosts


def wants_json(request: web.Request) -> bool:
    """Whether a script asks, which reads JSON; a plain form is answered with a page."""
    return "application/json" in request.headers.get("Accept", "")


def refusal(request: web.Request, refused: Refused) -> web.Response:
    """A refusal as JSON or as a page, as the client can use it."""
    house = request.app[HOUSE]
    sentence = house.texts.render(refused.key, language_of(request))
    if wants_json(request):
        response = web.json_response(
            {"error": sentence, "retry": refused.retry}, status=refused.status
        )
    else:
        response = _page_of(request, refused.status, sentence, refused.retry)
    if refused.retry is not None:
        response.headers["Retry-After"] = str(refused.retry)
    return response


def _page_of(
    request: web.Request, status: int, sentence: str | None = None, retry: int | None = None
) -> web.Response:
    kind = KINDS.get(status, "broken")
    if wants_json(request):
        text = f"web.error_{kind}"
        said = sentence or request.app[HOUSE].texts.render(text, language_of(request))
        return web.json_response({"error": said, "retry": retry}, status=status)
    return page(
        request,
        "error.html",
        http=status,
        status=status,
        kind=kind,
        sentence=sentence,
        retry=retry,
    )


def _route(request: web.Request) -> str:
    """The pattern of the path, never the path itself: a link may hold a secret."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
