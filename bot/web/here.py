"""The page behind the QR code that the host shows: a volunteer says by one press that they have
come.

The page shows nothing about any shift, only the code from its own address.
"""

from __future__ import annotations

from aiohttp import web

from bot.web import talks
from bot.web.house import HOUSE
from bot.web.rendering import page, see_other
from bot.web.who import citizen, citizen_door, visitor
from handlers.conversation.values import Text
from storage.volunteers.queries import own

routes = web.RouteTableDef()
PLACE = "/frivillig/her/{code:[0-9]{4,8}}"


@routes.get(PLACE)
async def ask(request: web.Request) -> web.StreamResponse:
    """Ask a volunteer whether they have come. Everybody else is shown where they can identify
    themselves.
    """
    visitor(request)
    house, code = request.app[HOUSE], request.match_info["code"]
    async with house.database.reading() as tx:
        person_id = await citizen(request, tx)
        known = person_id is not None and await own(tx, person_id) is not None
    bot = house.library.telegram
    telegram = f"https://t.me/{bot}?start=her_{code}" if bot else None
    return page(request, "here.html", code=code, known=known, telegram=telegram)


@routes.post(PLACE)
async def come(request: web.Request) -> web.StreamResponse:
    """Say the code, as if it had been typed."""
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        if person_id is None or await own(tx, person_id) is None:
            raise web.HTTPForbidden
    words = Text(f"/jegerher {request.match_info['code']}")
    await talks.say_for(request, citizen_door(request), words)
    return see_other("/#nyeste")
