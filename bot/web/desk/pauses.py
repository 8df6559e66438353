"""Who is silenced now, why and until when; coordinators let somebody speak again.

Silencing itself is a conversation at a case: the command `/paapause`, or its button.
"""

from __future__ import annotations

import re

from aiohttp import web

from bot.web import talks
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import desk_door, for_staff
from handlers.conversation.values import Press
from handlers.silences.desk import called
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.silences.queries import running

routes = web.RouteTableDef()
CALLED = re.compile(r"p?\d{1,9}")


@routes.get("/desk/pauser")
@for_staff()
async def pauses(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Everybody who is silenced."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = await running(tx, staff, house.clock())
    return page(
        request,
        "desk/pauses.html",
        staff=staff,
        pauses=[
            {
                "number": each.case_number,
                "called": called(each),
                "reason": each.reason,
                "until": each.until,
                "by": each.by_name,
            }
            for each in found
        ],
        may_end=staff.may(Role.COORDINATOR),
        done=said(request, "desk.pauses_done") if "slut" in request.query else None,
    )


@routes.post("/desk/pauser/slut")
@for_staff(Role.COORDINATOR)
async def end(request: web.Request, _: Colleague) -> web.StreamResponse:
    """Let somebody speak again, on the same way as the command `/ophaev`."""
    wanted = str((await request.post()).get("case", ""))
    if not CALLED.fullmatch(wanted):
        raise web.HTTPNotFound
    await talks.say_for(request, desk_door(request), Press(0, f"/ophaev {wanted}"))
    return see_other("/desk/pauser?slut")
