"""Who a request is from: a visitor of the citizen's page, or a colleague at the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.cookies import Visitor
from bot.web.guards import Refused, wants_json
from bot.web.house import HOUSE
from bot.web.rendering import language_of, see_other
from bot.web.talks import Door
from storage.database import Transaction
from storage.people import actions, queries
from storage.people.queries import Colleague
from storage.people.rules import (
    RENEWED_AFTER,
    SHARED_LASTS,
    VISITOR_LASTS,
    Channel,
    Role,
    hashed,
)
from storage.talk.rules import DESK

BROWSER: web.RequestKey[Visitor] = web.RequestKey("browser", Visitor)
"""Where a request keeps the browser that it came from."""

COMES_BACK: web.RequestKey[bool] = web.RequestKey("comes_back", bool)
"""Whether a browser was away for so long that its visit must be stored again."""

Page = Callable[[web.Request, Colleague], Awaitable[web.StreamResponse]]


def visitor(request: web.Request) -> Visitor:
    """The browser behind a request, the same one all through it."""
    if BROWSER not in request:
        request[BROWSER] = request.app[HOUSE].cookies.visitor(request)
    return request[BROWSER]


def replace_visitor(request: web.Request, kiosk: str | None = None) -> Visitor:
    """A new browser in place of one that was ended."""
    request[BROWSER] = request.app[HOUSE].cookies.new_visitor(kiosk)
    return request[BROWSER]


@web.middleware
async def remember(request: web.Request, handler: Handler) -> web.StreamResponse:
    """After a page has asked who the visitor is: set the cookie of a new one, and renew that of an
    old one.
    """
    response = await handler(request)
    found = request.get(BROWSER)
    if found is None or response.prepared:
        return response
    house = request.app[HOUSE]
    if request.get(COMES_BACK):
        async with house.database.transaction() as tx:
            await actions.visit_again(tx, Channel.WEB, found.token, house.clock())
    if found.fresh or request.get(COMES_BACK):
        house.cookies.keep_visitor(response, found)
    return response


def citizen_door(request: web.Request) -> Door:
    """The door of the citizen's page."""
    found = visitor(request)
    return Door("", Channel.WEB, found.address, shared=found.kiosk is not None)


async def citizen(request: web.Request, tx: Transaction) -> int | None:
    """The person behind the visitor's cookie. None when they have said nothing yet."""
    house = request.app[HOUSE]
    found = await queries.live_address(tx, Channel.WEB, visitor(request).token, house.clock())
    if found is None:
        return None
    lately = found.expires_at > house.clock() + VISITOR_LASTS - RENEWED_AFTER
    request[COMES_BACK] = not found.shared and not lately
    return found.person_id


async def somebody(request: web.Request, tx: Transaction) -> int:
    """The visitor's person. One is created for a browser that was not here before."""
    person_id = await citizen(request, tx)
    if person_id is not None:
        return person_id
    house = request.app[HOUSE]
    found = visitor(request)
    if await queries.was_here(tx, Channel.WEB, found.address):  # ended, as a shared computer's does
        found = replace_visitor(request, found.kiosk)
    return await actions.arrive(
        tx,
        Channel.WEB,
        found.address,
        house.clock(),
        language=language_of(request),
        lasts=SHARED_LASTS if found.kiosk else VISITOR_LASTS,
        shared=found.kiosk is not None,
    )


def desk_door(request: web.Request, base: str = "/desk", place: str = DESK) -> Door:
    """The door of a colleague, at one of the places of the desk."""
    secret = request.app[HOUSE].cookies.desk(request) or ""
    return Door(base, Channel.DESK, hashed(secret), place)


async def colleague(request: web.Request, tx: Transaction) -> Colleague | None:
    """The colleague who is signed in, if one is."""
    house = request.app[HOUSE]
    secret = house.cookies.desk(request)
    if secret is None:
        return None
    found = await queries.live_address(tx, Channel.DESK, secret, house.clock())
    return await queries.colleague(tx, found.person_id) if found else None


def for_staff(
    role: Role = Role.HOST,
) -> Callable[[Page], Callable[..., Awaitable[web.StreamResponse]]]:
    """A page of the desk: others are sent to sign in, colleagues without the role are refused."""

    def of(page: Page) -> Callable[..., Awaitable[web.StreamResponse]]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            async with request.app[HOUSE].database.reading() as tx:
                found = await colleague(request, tx)
            if found is None:
                return _to_the_door(request)
            if not found.may(role):
                raise web.HTTPForbidden
            return await page(request, found)

        guarded.__doc__ = page.__doc__
        guarded.__name__ = page.__name__
        return guarded

    return of


def _to_the_door(request: web.Request) -> web.StreamResponse:
    if wants_json(request):
        raise Refused(403, "web.error_signed_out")
    return see_other("/desk/ind")
