"""A colleague's own Telegram: connected by a link that is made at the desk, and parted here."""

from __future__ import annotations

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.joining import fresh, last_line
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from storage.joining.actions import disconnect, make_link
from storage.people.queries import Colleague
from storage.people.rules import Channel
from storage.talk.rules import DESK

routes = web.RouteTableDef()


@routes.post("/desk/mig/telegram")
@for_staff()
async def connect(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Make a link to one's own Telegram and show it."""
    house = request.app[HOUSE]
    if not house.library.telegram:
        raise web.HTTPNotFound
    async with house.database.transaction() as tx:
        secret = await make_link(tx, staff.person_id, Channel.DESK, house.clock())
        after = await last_line(tx, staff.person_id, DESK)
    return page(
        request,
        "desk/telegram.html",
        staff=staff,
        fresh=fresh(request, secret),
        follow="/desk/stream",
        after=after,
        next="/desk#nyeste",
        next_words=said(request, "desk.to_inbox"),
    )


@routes.post("/desk/mig/afbryd")
@for_staff()
async def part(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Part one of one's own chats from the desk."""
    house = request.app[HOUSE]
    wanted = str((await request.post()).get("id", ""))
    if wanted.isdecimal():
        async with house.database.transaction() as tx:
            await disconnect(tx, staff.person_id, int(wanted[:9]), house.clock(), by=staff)
    return see_other("/desk/mig")
