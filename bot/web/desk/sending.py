"""What is on its way: how far it has come, when all is sent, what is tried again.

The same as the command `/paavej`, for everybody who works here. Must not send anything, and shows
nobody's words.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.desk.parts import fragment
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, part, pen_of
from bot.web.who import for_staff
from handlers.conversation.render import rows
from handlers.errors import facts, tried_again
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.talk.queries import progress, trouble_count

routes = web.RouteTableDef()


@routes.get("/desk/paa-vej")
@for_staff()
async def sending(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """How far each channel is."""
    return page(request, "desk/sending.html", staff=staff, **await _standing(request, staff))


@routes.get("/desk/paa-vej/del")
@for_staff()
async def sending_part(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The numbers alone, for a page that is open."""
    values = await _standing(request, staff)
    return fragment(part(request, "desk/sending_part.html", staff=staff, **values))


async def _standing(request: web.Request, staff: Colleague) -> dict[str, Any]:
    house, language = request.app[HOUSE], language_of(request)
    now = house.clock()
    async with house.database.reading() as tx:
        found = await progress(tx, now)
        troubles = await trouble_count(tx) if staff.may(Role.COORDINATOR) else 0
    return {
        "now": now,
        "moving": found.moving,
        "unwritten": found.unwritten,
        "troubles": troubles,
        "lanes": [
            {
                "channel": str(lane.channel),
                "waiting": lane.waiting,
                "sent": lane.sent,
                "rows": rows(house.texts, language, facts(lane, now)),
            }
            for lane in found.lanes
        ],
        "again": [tried_again(each, pen_of(request)) for each in found.again],
    }
