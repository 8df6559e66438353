"""What the library must still fill in or confirm before citizens come, as a calm page.

The same list as `/klar` and `sammen check`. For administrators.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.desk.versions import LIST
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.administration.points import CONFIRMED, Point, State, gather, points
from storage.library.actions import change
from storage.library.rules import Subject
from storage.people.queries import Colleague
from storage.people.rules import Role

routes = web.RouteTableDef()


@routes.get(f"{LIST}/klar")
@for_staff(Role.ADMINISTRATOR)
async def ready(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What is missing, what is worth a look, and what is in order."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = points(await gather(tx, house.library, house.texts))
    shown = {
        state.value: [_drawn(request, point) for point in found if point.state is state]
        for state in State
    }
    return page(request, "desk/ready.html", staff=staff, points=shown)


def _drawn(request: web.Request, point: Point) -> dict[str, Any]:
    confirmed = point.confirmed
    return {
        "name": said(request, f"check.{point.name}", **point.values),
        "do": said(request, f"check.{point.name}_do", **point.values),
        "where": point.where,
        "confirms": point.confirms,
        "confirmed": said(request, "ready.confirmed_by", name=confirmed.by_name, at=confirmed.at)
        if confirmed
        else None,
    }


@routes.post(f"{LIST}/klar/{{name}}")
@for_staff(Role.ADMINISTRATOR)
async def confirm(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Say that something is in order, as it is now; or that it is not after all."""
    house, name = request.app[HOUSE], request.match_info["name"]
    if name not in CONFIRMED:
        raise web.HTTPNotFound
    now = CONFIRMED[name](house.library, house.texts)
    content = None if "fortryd" in await request.post() else now or None
    async with house.database.transaction() as tx:
        await change(tx, staff, Subject.CHECK, name, content, house.clock())
    return see_other(f"{LIST}/klar")
